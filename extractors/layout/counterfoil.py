"""The counterfoil beside a certificate (存根): it says in brief once more what the certificate says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout.text import squeeze
from extractors.reading import Line

_TITLE = re.compile(r"[一-鿿]{0,12}[(\[]?存根[)\]]?[一-鿿]{0,4}")
_RUNS = 10  # characters of a line that is text of the certificate itself
_LABEL = re.compile("诊断[一-鿿]{0,2}(?::|$)")


def without_counterfoil(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without those of a counterfoil on the left; all of them where the rest names no diagnosis."""
    title = next((line for line in lines if _TITLE.fullmatch(squeeze(line.text).text)), None)
    if title is None:
        return tuple(lines)
    certificate = [
        line.box.x0 for line in lines if line.box.x0 > title.box.x1 and len(squeeze(line.text).text) >= _RUNS
    ]
    left = min(certificate, default=0.0)
    rest = tuple(line for line in lines if not (line.box.x0 < title.box.x1 and line.box.x1 <= left))
    told = any(_LABEL.search(squeeze(line.text).text) for line in rest)
    return rest if told else tuple(lines)
