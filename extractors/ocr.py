"""Optical character recognition: an upright picture → lines of text with their places and confidences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

import cv2
import numpy as np
import numpy.typing as npt

from extractors import arrows, blur, by_hand, curl, numerals, spelling
from extractors.engine import OcrEngine, load_engine
from extractors.order import reading_order
from extractors.reading import Box, Line, Point, Polygon
from extractors.recognised import Recognised, decode, keeps_its_doubt

__all__ = [
    "OcrEngine", "Recognised", "crop", "decode", "keeps_its_doubt", "load_engine", "read_lines", "recognise_quads",
    "to_line",
]  # fmt: skip

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

DOUBTFUL = 0.93
"""Lines read with less confidence (mean over the characters) are read again."""
SOFTNESS = 0.04
"""Standard deviation of the blur they are read again with, in heights of the line."""
LEAST_WORDING = 3
"""Chinese characters a line needs to be read again."""
SURER = 0.01
"""By how much a second reading has to be surer to count."""


def read_lines(image: Image, to_delivered: npt.NDArray[np.float64], engine: OcrEngine) -> tuple[Line, ...]:
    """All lines of an upright page in reading order.

    Args:
        image: upright BGR raster.
        to_delivered: 3x3 homography from its pixels to fractions of the page as delivered.
    """
    found = engine.detect(image, bent=True)
    sheet = curl.flattened(image, found)
    if sheet is not None:
        found = engine.detect(sheet.image, bent=True)
    quads = _all_running_right(found)
    crops = [crop(image if sheet is None else sheet.image, quad) for quad in quads]
    first = by_hand.read_again(crops, _read_again(crops, engine.recognise(crops), engine), engine)
    worded = [spelling.settled(each) for each in blur.read_sharpened(crops, first, engine)]
    read = _looked_at_closely(crops, worded, engine)
    places = quads if sheet is None else [sheet.back(quad) for quad in quads]
    lines = (to_line(r, quad, image.shape[1], to_delivered) for r, quad in zip(read, places, strict=True))
    return reading_order(tuple(line for line in lines if line.text.strip()))


def recognise_quads(
    image: Image, quads: Floats, to_delivered: npt.NDArray[np.float64], engine: OcrEngine
) -> tuple[Line, ...]:
    """One line for each quadrilateral, in the same order; its text may be empty."""
    upright = _all_running_right(quads)
    read = [spelling.settled(each) for each in engine.recognise([crop(image, quad) for quad in upright])]
    return tuple(to_line(r, quad, image.shape[1], to_delivered) for r, quad in zip(read, upright, strict=True))


def _read_again(crops: Sequence[Image], read: Sequence[Recognised], engine: OcrEngine) -> list[Recognised]:
    """What was read with little confidence read again, softened; the surer reading of each counts.

    Faxes and thresholded copies are dots of black and white, which make strokes of their own until they are blurred.
    """
    surest = list(read)
    doubtful = [i for i, one in enumerate(read) if one.confidence < DOUBTFUL and _is_wording(one.text)]
    again = engine.recognise([_softened(crops[i]) for i in doubtful])
    for i, second in zip(doubtful, again, strict=True):
        if second.text.strip() and second.confidence > surest[i].confidence + SURER:
            surest[i] = second
    return surest


def _looked_at_closely(crops: Sequence[Image], read: Sequence[Recognised], engine: OcrEngine) -> list[Recognised]:
    """Roman stages whose strokes were read in doubt read again (`numerals`), arrows beside numbers seen (`arrows`)."""

    def recognise(pictures: Sequence[Image]) -> list[str]:
        return [each.text for each in engine.recognise(pictures)]

    settled = list(read)
    for i, (crop, one) in enumerate(zip(crops, read, strict=True)):
        line = numerals.Reading(one.text, one.char_confidences, one.char_positions)
        if (after := arrows.settled(crop, numerals.settled(crop, line, recognise))) is not line:
            settled[i] = replace(
                one,
                text=after.text,
                char_confidences=after.char_confidences,
                char_positions=after.char_positions,
                raw=_with_same_change(one, after.text),
            )
    return settled


def _with_same_change(read: Recognised, after: str) -> str:
    """What was read before wording settled it, with the one change that made `after` of the text."""
    if not read.raw:
        return ""
    start = _shared(read.text, after)
    end = _shared(reversed(read.text[start:]), reversed(after[start:]))
    return read.raw[:start] + after[start : len(after) - end] + read.raw[len(read.raw) - end :]


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """With how many characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _is_wording(text: str) -> bool:
    """Whether it is words that were read: a second guess at a number could be surer and still another number."""
    return sum("\u4e00" <= c <= "\u9fff" for c in text) >= LEAST_WORDING


def _softened(picture: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), SOFTNESS * picture.shape[0]), np.uint8)


def _all_running_right(quads: Floats) -> list[Floats]:
    heights = np.minimum(
        np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1), np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    )
    typical = float(np.median(heights)) if len(heights) else 0.0
    return [_running_right(quad, typical) for quad in quads]


def _running_right(quad: Floats, typical_height: float) -> Floats:
    """Vertical text turned to run left to right.

    A tall, narrow box is vertical text only if it is about as wide as other lines are high; a lone digit is narrower.
    """
    width, height = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])
    if height >= 1.5 * width and width >= 0.75 * typical_height and height >= 2.2 * typical_height:
        return np.roll(quad, -1, axis=0)  # the top right becomes the top left: the line runs downwards
    return quad


def crop(image: Image, quad: Floats) -> Image:
    """The quadrilateral cut out and straightened, at its own resolution."""
    width = max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))
    height = max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
    w, h = max(4, round(float(width))), max(4, round(float(height)))
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    transform = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
    cut = cv2.warpPerspective(image, transform, (w, h), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def to_line(read: Recognised, quad: Floats, page_width: int, to_delivered: npt.NDArray[np.float64]) -> Line:
    """A recognised quadrilateral (upright pixels) as a line in both frames."""
    delivered = cv2.perspectiveTransform(quad.reshape(1, 4, 2).astype(np.float64), to_delivered)[0]
    corners = tuple((float(np.clip(x, 0, 1)), float(np.clip(y, 0, 1))) for x, y in delivered)
    points: tuple[Point, ...] = tuple((float(x) / page_width, float(y) / page_width) for x, y in quad)
    polygon: Polygon = (corners[0], corners[1], corners[2], corners[3])
    return Line(
        text=read.text,
        confidence=read.confidence,
        min_confidence=read.min_confidence,
        box=Box.around(points),
        polygon=polygon,
        char_confidences=read.char_confidences,
        char_positions=read.char_positions,
        frames=read.doubt,
        raw=read.raw,
    )
