"""Parts that read nothing load nothing that reads: the API and the sweeper start fast and stay small."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("cv2", "numpy", "PIL", "pypdfium2", "pdfplumber", "onnxruntime", "paddleocr", "fpdf", "pyhanko")


@pytest.mark.parametrize("part", ["pipeline.web.app", "pipeline.sweeper", "pipeline.service"])
def test_a_part_that_reads_nothing_loads_no_nets_and_no_pictures(part: str) -> None:
    code = f"import sys, {part}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
