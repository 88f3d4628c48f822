"""Ink where a date is expected and none was read: nobody may say there that the paper bears no date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.reading import Box, Line

Array = NDArray[np.float64]
Place = tuple[float, float, float, float]

_LABEL = re.compile(r"(?:日期|时间|年月日)[:：]?$")
_SIGNS = re.compile(r"医[师生].{0,8}[:：]|签[名字章]")
_BEHIND, _ASIDE = 9.0, 4.0  # heights of a line: how far a date stands behind its label, or beside a signature's end
_BELOW = 2.4  # ... and below a signature
_DARKER = 50  # grey levels
_HIGH, _WIDE = (0.4, 1.5), 2.5  # of a character or some that touch, in heights of the line
_LEAST, _SPAN = 4, 2.0  # characters, and heights of the line from the first to the last of them


def glimpsed(image: Raster, lines: Sequence[Line], seals: Sequence[Box], from_delivered: Array) -> bool:
    """Whether characters that no line was read from stand behind a date's label or below a signature.

    Args:
        image: upright BGR.
        seals: boxes in fractions of the page as delivered.
        from_delivered: 3x3 homography from there to pixels of `image`.
    """
    boxes = [_around(np.array(line.polygon), from_delivered) for line in lines]
    corners = [np.array([(s.x0, s.y0), (s.x1, s.y0), (s.x1, s.y1), (s.x0, s.y1)]) for s in seals]
    taken = boxes + [_around(each, from_delivered) for each in corners]
    for line, box in zip(lines, boxes, strict=True):
        height = box[3] - box[1]
        if any(_holds_writing(image, place, height, taken) for place in _places(line, box, height)):
            return True
    return False


def _around(points: Array, homography: Array) -> Place:
    moved = cv2.perspectiveTransform(points.reshape(1, -1, 2).astype(np.float64), homography)[0]
    (x0, y0), (x1, y1) = moved.min(0).tolist(), moved.max(0).tolist()
    return x0, y0, x1, y1


def _places(line: Line, box: Place, height: float) -> Iterator[Place]:
    text, (x0, y0, x1, y1) = "".join(line.text.split()), box
    if line.in_seal:
        return
    if _LABEL.search(text):
        yield x1, y0 - 0.4 * height, x1 + _BEHIND * height, y1 + 0.4 * height
    if _SIGNS.search(text):
        yield x0, y1 + 0.1 * height, x1 + _ASIDE * height, y1 + _BELOW * height


def _holds_writing(image: Raster, place: Place, height: float, taken: Sequence[Place]) -> bool:
    """Whether several separate marks as high as print stand side by side in a place, outside what is `taken`."""
    left, top, right, bottom = (max(0, round(v)) for v in place)
    cut = image[top:bottom, left:right]
    if min(cut.shape[:2]) < 8:
        return False
    grey = cv2.cvtColor(np.ascontiguousarray(cut), cv2.COLOR_BGR2GRAY)
    ink = (grey < np.percentile(grey, 80) - _DARKER).astype(np.uint8)
    for x0, y0, x1, y1 in taken:
        edge = 0.15 * height
        rows = slice(max(0, round(y0 - edge) - top), max(0, round(y1 + edge) - top))
        ink[rows, max(0, round(x0 - edge) - left) : max(0, round(x1 + edge) - left)] = 0
    marks = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:]
    within = [m for m in marks if _is_character(m, height) and _lies_within(m, cut.shape)]
    ends = [(int(m[cv2.CC_STAT_LEFT]), int(m[cv2.CC_STAT_LEFT] + m[cv2.CC_STAT_WIDTH])) for m in within]
    return len(ends) >= _LEAST and max(e for _, e in ends) - min(s for s, _ in ends) >= _SPAN * height


def _is_character(mark: NDArray[np.int32], height: float) -> bool:
    high, wide = float(mark[cv2.CC_STAT_HEIGHT]), float(mark[cv2.CC_STAT_WIDTH])
    return _HIGH[0] * height <= high <= _HIGH[1] * height and wide <= _WIDE * height


def _lies_within(mark: NDArray[np.int32], shape: tuple[int, ...]) -> bool:
    """Not cut by the edges of the place above or below: a frame, a line of another row."""
    top, high = int(mark[cv2.CC_STAT_TOP]), int(mark[cv2.CC_STAT_HEIGHT])
    return top > 0 and top + high < shape[0]
