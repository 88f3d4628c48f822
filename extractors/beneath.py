"""Print beneath stamps: the date and the signature a stamp lies over, which a page's first look does not find.

What remains of a stamp when its ink is taken out still looks like a figure, not like text, to a net that looks at a
whole page; looked at from near, the lines within and across it are found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import cv2
import numpy as np
import numpy.typing as npt

from extractors.followed import followed
from extractors.ocr import Floats, Image, OcrEngine, recognise_quads
from extractors.percentiles import percentiles
from extractors.reading import Box, Line, SealColour, SealShape
from extractors.seals.candidates import Candidate
from extractors.seals.ink import suppress

PixelBox = tuple[int, int, int, int]

LEAST = 0.5  # confidence of a place from which it is taken for a stamp
MOST_PLACES = 6
LARGEST = 0.12  # share of the page: what is larger is a frame around text
MARGIN = 0.05  # of a stamp's shorter side: its box may cut through the rim
REACH_BESIDE, REACH_ABOVE, NEARER = 2.0, 0.4, 0.6  # of a stamp's sides: how far a line that it covers is looked for
SURE = 0.8  # mean confidence of a line that is believed
LONGER = 2  # characters by which a line found from near has to exceed what was read of it before
SAME = 0.7  # share of the earlier text that the longer one holds
FAINT = 0.45  # of the page's usual contrast: less is what is left of the stamp's own lettering
_RINGS = (SealShape.ROUND, SealShape.OVAL)
_STAMPS = (*_RINGS, SealShape.SQUARE, SealShape.RECTANGLE)
_UNCOLOURED = (SealColour.BLACK, SealColour.GREY)
_DATED_OR_SIGNED = re.compile(r"\d{4}\s*[年./-]|年.{0,4}月|月.{0,4}日|日期|医师|医生|签名|签字")


def without_stamps(image: Image, places: Sequence[Candidate]) -> Image:
    """A copy of an upright BGR page without the ink of coloured ring-shaped stamps.

    A frame or a line may be a red heading: its text has to stay.
    """
    rings = [place for place in places if place.shape in _RINGS and place.confidence >= LEAST]
    return suppress(image, tuple(_grown(place, image) for place in rings if place.colour not in _UNCOLOURED))


def read_beneath(
    image: Image,
    places: Sequence[Candidate],
    lines: tuple[Line, ...],
    to_delivered: npt.NDArray[np.float64],
    engine: OcrEngine,
) -> tuple[Line, ...]:
    """The lines of a page with those a stamp hid, and whole those it cut short.

    Args:
        image: upright BGR page `without_stamps`.
        places: stamps on it, pixels.
        lines: as read before, `Line.box` in fractions of the page's width.
        to_delivered: 3x3 homography from pixels to fractions of the page as delivered.
    """
    stamps = over_print(image, places)
    usual = _usual_contrast(image, lines) if stamps else 0.0
    for place in stamps:
        for box in _windows(place, image):
            seen = _seen_near(image, place, box, to_delivered, engine)
            lines = _joined(lines, [line for line in seen if _is_print(line, place, image, usual)])
    return followed(image, [_in_widths(place, image) for place in stamps], lines, to_delivered, engine)


def inks_over_print(image: Image, places: Sequence[Candidate]) -> list[tuple[Box, SealColour]]:
    """Boxes (fractions of the page's width) and inks of the stamps that may lie over print."""
    return [(_in_widths(place, image), place.colour) for place in over_print(image, places)]


def over_print(image: Image, places: Sequence[Candidate]) -> list[Candidate]:
    """Those of the places on an upright page that are stamps and may lie over print."""
    return [place for place in places if _lies_over_print(place, image)][:MOST_PLACES]


def _lies_over_print(place: Candidate, image: Image) -> bool:
    x0, y0, x1, y1 = place.box
    small = (x1 - x0) * (y1 - y0) <= LARGEST * image.shape[0] * image.shape[1]
    return small and place.shape in _STAMPS and place.confidence >= LEAST


def _grown(place: Candidate, image: Image) -> PixelBox:
    x0, y0, x1, y1 = place.box
    more = MARGIN * min(x1 - x0, y1 - y0)
    return _within(image, x0 - more, y0 - more, x1 + more, y1 + more)


def _within(image: Image, x0: float, y0: float, x1: float, y1: float) -> PixelBox:
    height, width = image.shape[:2]
    return max(0, round(x0)), max(0, round(y0)), min(width, round(x1)), min(height, round(y1))


def _windows(place: Candidate, image: Image) -> list[PixelBox]:
    """Where to look: as far as the lines reach that a stamp may hide; what ink cannot be taken out, from nearer too."""
    x0, y0, x1, y1 = place.box
    reaches = [(REACH_BESIDE, REACH_ABOVE), *([(NEARER, NEARER)] if place.colour in _UNCOLOURED else [])]
    return [
        _within(image, x0 - beside * (x1 - x0), y0 - above * (y1 - y0), x1 + beside * (x1 - x0), y1 + above * (y1 - y0))
        for beside, above in reaches
    ]


def _seen_near(
    image: Image, place: Candidate, box: PixelBox, to_delivered: npt.NDArray[np.float64], engine: OcrEngine
) -> tuple[Line, ...]:
    """What is read in a part of the page around one stamp, looked at from near."""
    left, top, right, bottom = box
    near = image
    if place.shape not in _RINGS and place.colour not in _UNCOLOURED:
        near = suppress(image, (_grown(place, image),))
    quads = engine.detect(np.ascontiguousarray(near[top:bottom, left:right]))
    if not len(quads):
        return ()
    moved: Floats = (quads + np.array([left, top], np.float32)).astype(np.float32)
    return recognise_quads(near, moved, to_delivered, engine)


def _is_print(line: Line, place: Candidate, image: Image, usual: float) -> bool:
    """Whether a line was printed or written on the paper, and is not the stamp's own lettering."""
    if line.confidence < SURE or not line.text.strip():
        return False
    if line.box.intersection_area(_in_widths(place, image)) < 0.5 * line.box.area:
        return True
    if place.colour in _UNCOLOURED or place.shape not in _RINGS:
        return _DATED_OR_SIGNED.search(line.text) is not None
    return _contrast(image, line.box) >= FAINT * usual


def _in_widths(place: Candidate, image: Image) -> Box:
    x0, y0, x1, y1 = (v / image.shape[1] for v in place.box)
    return Box(x0, y0, x1, y1)


def _usual_contrast(image: Image, lines: Sequence[Line]) -> float:
    """Of the page's lines; grey levels."""
    return float(np.median([_contrast(image, line.box) for line in lines])) if lines else 0.0


def _contrast(image: Image, box: Box) -> float:
    """Between paper and print inside a box (fractions of the page's width); grey levels."""
    width = image.shape[1]
    x0, y0, x1, y1 = _within(image, box.x0 * width, box.y0 * width, box.x1 * width, box.y1 * width)
    if x1 <= x0 or y1 <= y0:
        return 0.0
    grey = cv2.cvtColor(np.ascontiguousarray(image[y0:y1, x0:x1]), cv2.COLOR_BGR2GRAY)
    dark, paper = percentiles(grey, (4, 85))
    return paper - dark


def _joined(lines: tuple[Line, ...], seen: Sequence[Line]) -> tuple[Line, ...]:
    """With the lines that were not found before, and in the place of those that were cut short the whole ones."""
    for line in seen:
        before = [each for each in lines if _same_place(each, line)]
        if not before:
            lines = (*lines, line)
        elif _goes_on(before, line):
            at = lines.index(before[0])
            rest = [each for each in lines if each not in before]
            lines = (*rest[:at], line, *rest[at:])
    return lines


def _same_place(a: Line, b: Line) -> bool:
    return a.box.intersection_area(b.box) > 0.4 * min(a.box.area, b.box.area)


def _goes_on(before: Sequence[Line], line: Line) -> bool:
    """Whether a line says what was read before in its place and more; columns read in one are no more."""
    short, long = "".join("".join(each.text for each in before).split()), "".join(line.text.split())
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks)
    return len(long) >= len(short) + LONGER and shared >= SAME * len(short)
