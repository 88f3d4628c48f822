"""numpy multiplies on one thread, whichever room is imported first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TASKS = Path("/proc/self/task")
COUNT = "import {room}, numpy, os; a = numpy.ones((600, 600), 'f4'); a @ a; print(len(os.listdir('/proc/self/task')))"


@pytest.mark.skipif(not TASKS.is_dir(), reason="counts threads as Linux lists them")
@pytest.mark.parametrize("room", ["extractors.roles.net", "pipeline.report", "samples.truth"])
def test_products_take_one_thread(room: str) -> None:
    own = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    said = subprocess.run(
        [sys.executable, "-c", COUNT.format(room=room)], capture_output=True, text=True, check=True, env=own
    )
    assert said.stdout.strip() == "1"
