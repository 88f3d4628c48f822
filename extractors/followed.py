"""Dates that run under a stamp: the line that was found, followed beneath it.

A net that looks for text ends a line where a black rim crosses it; the one that reads it reads on, where it is shown
the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr import Floats, Image, OcrEngine, recognise_quads
from extractors.reading import Box, Line

FURTHER = 6.0  # text heights a line is followed: a month, a day and an hour
TOUCHES = 1.5  # text heights at most between a line's end and the stamp it runs under
SURE = 0.8  # confidence that every character of what was hidden has to have
_NUMERAL = "[0-9〇○零一二三四五六七八九十]"
_YEAR = rf"(?:(?:19|20)\d\d|[一二]{_NUMERAL}{{3}})"
_BEGUN = re.compile(rf"{_YEAR}\s*(?:[年./-]\s*(?:{_NUMERAL}{{1,3}}\s*(?:[月./-]\s*{_NUMERAL}{{0,3}})?)?)?$")
_ENDED = re.compile(rf"^{_NUMERAL}{{0,3}}[年./-]?\s*{_NUMERAL}{{0,2}}[月./-]\s*{_NUMERAL}{{1,3}}日?")
_WHOLE = re.compile(
    rf"{_YEAR}(?:\s*年\s*{_NUMERAL}{{1,3}}\s*月\s*{_NUMERAL}{{1,3}}\s*日|([./-])\d{{1,2}}\1\d{{1,2}}(?!\d))"
)


def followed(
    image: Image,
    stamps: Sequence[Box],
    lines: tuple[Line, ...],
    to_delivered: npt.NDArray[np.float64],
    engine: OcrEngine,
) -> tuple[Line, ...]:
    """The lines, those that end or begin in the middle of a date at a stamp with the rest of it.

    Args:
        stamps: boxes in fractions of the page's width, as `Line.box`.
        to_delivered: 3x3 homography from the image's pixels to fractions of the page as delivered.
    """
    cut = [(line, right) for line in lines if _WHOLE.search(line.text) is None for right in _cut(line, stamps)]
    if not cut:
        return lines
    to_pixels = np.asarray(np.linalg.inv(to_delivered), np.float64)
    quads = np.stack([drawn_out(line, to_pixels, FURTHER, right) for line, right in cut])
    found: dict[int, Line] = {}
    for (line, _), longer in zip(cut, recognise_quads(image, quads, to_delivered, engine), strict=True):
        whole = _WHOLE.search(longer.text)
        if whole is not None and _is_same(line, longer, whole):
            found[id(line)] = longer.part(0, whole.end()) if _BEGUN.search(line.text) else longer
    return tuple(found.get(id(line), line) for line in lines)


def _cut(line: Line, stamps: Sequence[Box]) -> Iterator[bool]:
    """At which of its ends a stamp cuts a date short: True is the right one."""
    near = TOUCHES * line.box.height
    beside = [box for box in stamps if box.y0 <= line.box.cy <= box.y1]
    if _BEGUN.search(line.text) and any(box.x0 - near <= line.box.x1 <= box.x1 for box in beside):
        yield True
    elif _ENDED.search(line.text) and any(box.x0 <= line.box.x0 <= box.x1 + near for box in beside):
        yield False


def drawn_out(line: Line, to_pixels: npt.NDArray[np.float64], further: float, right: bool = True) -> Floats:
    """The line's quadrilateral in pixels, (4, 2), drawn out at one end by so many text heights."""
    corners = np.array(line.polygon, np.float64).reshape(1, 4, 2)
    quad = np.asarray(cv2.perspectiveTransform(corners, to_pixels)[0], np.float32)
    height = float(np.linalg.norm(quad[3] - quad[0]))
    along = (quad[1] - quad[0]) / max(1.0, float(np.linalg.norm(quad[1] - quad[0])))
    ends, way = ((1, 2), along) if right else ((0, 3), -along)
    for end in ends:
        quad[end] += way * further * height
    return quad


def _is_same(line: Line, longer: Line, whole: re.Match[str]) -> bool:
    """Whether the longer line reads as the shorter one where that was seen, and plainly where it was not."""
    seen, hidden = line.text.strip(), longer.char_confidences[slice(*whole.span())]
    agrees = seen[:-1] in longer.text or seen[1:] in longer.text
    return agrees and len(seen) > 1 and min(hidden, default=0.0) >= SURE
