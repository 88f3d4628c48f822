"""Ticks between brackets, 恶性肿瘤（√） 高血压（ ）: a pen's tick is often not read, and the brackets seem empty.

Where brackets around nothing are read on a form, the picture between them is looked at: ink as high as a tick is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading import Line

Image = npt.NDArray[np.uint8]

TICK = "√"
_EMPTY = re.compile(r"[(（\[【〔]\s*[)）\]】〕]")
_TICKED = re.compile(rf"[(（\[【〔]\s*[{TICK}✓✔]\s*[)）\]】〕]")
_ASKS = re.compile(r"(?:申请|审批|认定|鉴定|登记|备案|申报|评审|审核|受理)\w{0,4}[表书]|[打划画]\W?[√✓✔Vv勾]")
_LEAST = 2  # pairs of brackets that make a list of options
_APART = 0.2  # of the line's height, between the middle of a bracket and that of a tick
_HEIGHT, _WIDTH = (0.32, 1.4), (0.25, 1.6)  # of a tick, in heights of its line
_ROOM = 3.0  # heights of its line between two brackets at most: wider ones are blanks to write in
_CONFIDENCE = 0.8


def annotate(image: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page with ticks written between their brackets; the same lines where nothing asks for any.

    Args:
        image: upright BGR raster the lines were read from.
    """
    text = "\n".join(line.text for line in lines)
    if not _EMPTY.search(text) or len(_EMPTY.findall(text)) + len(_TICKED.findall(text)) < _LEAST:
        return tuple(lines)
    if not (_TICKED.search(text) or _ASKS.search("".join(text.split()))):
        return tuple(lines)
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    return tuple(_ticked(line, grey) for line in lines)


def _ticked(line: Line, grey: Image) -> Line:
    if len(line.char_positions) != len(line.text):
        return line
    for match in reversed(list(_EMPTY.finditer(line.text))):
        opens, closes = (
            line.box.x0 + line.char_positions[at] * line.box.width for at in (match.start(), match.end() - 1)
        )
        middle = _tick(grey, line, opens * grey.shape[1], closes * grey.shape[1])
        if middle is not None:
            line = _written(line, match.start() + 1, match.end() - 1, middle / grey.shape[1])
    return line


def _tick(grey: Image, line: Line, opens: float, closes: float) -> float | None:
    """Where ink as large as a tick stands between two brackets; all in pixels along the line."""
    h, width = line.box.height * grey.shape[1], closes - opens
    if not 2 * _APART * h < width < _ROOM * h or h < 8:
        return None
    left, top = max(0, int(opens - h)), max(0, int(line.box.y0 * grey.shape[1] - 0.1 * h))
    strip = grey[top : int(line.box.y1 * grey.shape[1] + 0.1 * h) + 1, left : int(closes + h) + 1]
    ink = cv2.adaptiveThreshold(strip, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, int(h) | 1), 12)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(ink, np.uint8))
    for x, _, wide, high, _ in boxes[1:]:
        middle = left + float(x) + float(wide) / 2
        between = opens + _APART * h < middle < closes - _APART * h
        if between and _WIDTH[0] * h <= wide <= _WIDTH[1] * h and _HEIGHT[0] * h <= high <= _HEIGHT[1] * h:
            return middle
    return None


def _written(line: Line, start: int, end: int, x: float) -> Line:
    """The line with a tick in place of its characters [start, end), its middle at `x` (upright frame)."""
    sure, own = line.char_confidences, (x - line.box.x0) / max(line.box.width, 1e-6)
    sure = (*sure[:start], _CONFIDENCE, *sure[end:]) if len(sure) == len(line.text) else ()
    return replace(
        line,
        text=line.text[:start] + TICK + line.text[end:],
        confidence=float(np.mean(sure)) if sure else line.confidence,
        min_confidence=min(sure) if sure else line.min_confidence,
        char_confidences=sure,
        char_positions=(*line.char_positions[:start], own, *line.char_positions[end:]),
    )
