"""Watermarks: words printed over and over, aslant, behind the text of a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractors.layout.rows import height, typical_height
from extractors.reading import Line, Page

_ASLANT = 12.0  # degrees from the page's other lines; a curled page bends its lines by less
_LEVEL_FROM = 5  # characters of lines that tell how the page lies
_TALLER = 1.25  # text heights of a single character that may be a piece of a watermark


def without_watermark(page: Page) -> Page:
    """The page without the lines of a watermark: aslant, and the same words at least twice."""
    if not page.lines:
        return page
    level = [_angle(line, page) for line in page.lines if len(line.text) >= _LEVEL_FROM and not line.in_seal]
    lies = median(level) if level else 0.0
    aslant = [line for line in page.lines if len(line.text) > 1 and not line.in_seal and _off(line, page, lies)]
    repeated = [line for line in aslant if sum(_share(line.text, other.text) for other in aslant) > 1]
    if not repeated:
        return page
    said = max((line.text for line in repeated), key=len)
    gone = {id(line) for line in repeated}
    own = [line for line in page.lines if id(line) not in gone]
    gone |= {id(line) for line in _pieces(own, said)}
    return replace(page, lines=tuple(line for line in page.lines if id(line) not in gone))


def _pieces(lines: Sequence[Line], said: str) -> list[Line]:
    """Single characters of the watermark: aslant or not cannot be told of them, that they are tall can."""
    tall = _TALLER * typical_height(lines)
    return [line for line in lines if len(line.text) == 1 and line.text in said and height(line) > tall]


def _angle(line: Line, page: Page) -> float:
    """Of the line's upper edge in the delivered picture, in degrees."""
    (x0, y0), (x1, y1), *_ = line.polygon
    return math.degrees(math.atan2((y1 - y0) * page.height, (x1 - x0) * page.width))


def _off(line: Line, page: Page, lies: float) -> bool:
    off = abs((_angle(line, page) - lies + 180) % 360 - 180)
    return _ASLANT < off < 180 - _ASLANT


def _share(a: str, b: str) -> bool:
    """Whether two pieces may be of one text: two characters in a row are in both."""
    return any(a[i : i + 2] in b for i in range(len(a) - 1))
