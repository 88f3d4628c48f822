"""Upright strokes of a Roman number counted in its picture: Ⅱ and Ⅲ differ in a stroke that a net may not see.

Halfway up a number of strokes alone there is nothing but strokes, all as wide and as dark as each other, one as far
from the next as that from the one behind it, and each dark from top to bottom. Whatever looks otherwise is not counted.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

_DRAWN = 96  # pixels of a line's height it is looked at with
_MIDDLE = (0.38, 0.62)  # of the text's height: between the serifs
_BODY = (0.2, 0.8)  # of the text's height, along which a stroke is dark
_DARK = 0.45  # of the blackest ink, from which a place is dark
_UPRIGHT = 0.85  # of a stroke's height that is dark
_DRIFT = 0.5  # of a stroke's width, by which its foot may stand beside its head
_MOST = 3
_WIDEST = 0.24  # of the text's height
_ALIKE = 1.9  # by how much widths, and distances, of strokes may differ
_FARTHEST = 0.75  # of the text's height, from one stroke to the next


def count(line: Image, left: float, right: float) -> int:
    """How many upright strokes stand between two places of a line; 0 where it is something else, or too dim to tell.

    Args:
        line: BGR, text running left to right.
        left, right: fractions of its width.
    """
    ink = _ink(line)
    rows = np.flatnonzero(ink.max(1) > _DARK)
    if not len(rows):
        return 0
    top, height = int(rows[0]), int(rows[-1] - rows[0]) + 1
    band, body = (ink[top + int(part[0] * height) : top + int(part[1] * height)] for part in (_MIDDLE, _BODY))
    runs = _runs(band.mean(0) > _DARK)
    inside = [(a, b) for a, b in runs if left * ink.shape[1] <= (a + b) / 2 <= right * ink.shape[1]]
    if not 0 < len(inside) <= _MOST or not all(_is_upright(body, a, b) for a, b in inside):
        return 0
    widths = [b - a for a, b in inside]
    steps = [(c + d - a - b) / 2 for (a, b), (c, d) in pairwise(inside)]
    regular = max(widths) <= min(_ALIKE * min(widths), _WIDEST * height)
    even = not steps or max(steps) <= min(_ALIKE * min(steps), _FARTHEST * height)
    return len(inside) if regular and even else 0


def _ink(line: Image) -> Floats:
    """How black each place is, from 0 (paper) to 1, the line drawn larger."""
    wide = max(1, round(line.shape[1] * _DRAWN / line.shape[0]))
    grey = cv2.cvtColor(cv2.resize(line, (wide, _DRAWN), interpolation=cv2.INTER_CUBIC), cv2.COLOR_BGR2GRAY)
    black, paper = np.percentile(grey, (2, 80))
    return np.asarray(np.clip((paper - grey.astype(np.float32)) / max(1.0, paper - black), 0, 1), np.float32)


def _runs(dark: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _is_upright(body: Floats, start: int, end: int) -> bool:
    """Whether a run of dark columns is a stroke: dark all along it, and no farther to one side above than below."""
    if float((body[:, start:end].max(1) > _DARK).mean()) < _UPRIGHT:
        return False
    width, quarter = end - start, len(body) // 4
    around = body[:, max(0, start - width // 2) : end + width // 2]
    above, below = (int(rows.mean(0).argmax()) for rows in (around[:quarter], around[-quarter:]))
    return abs(above - below) <= max(1.0, _DRIFT * width)
