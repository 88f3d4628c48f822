"""Places the net only half sees as seals: kept where what is read on them are a stamp's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images import Upright
from extractors.layout.surnames import is_whole_name
from extractors.ocr import OcrEngine
from extractors.reading import Box, Seal, SealColour, SealPurpose
from extractors.seals.candidates import Candidate, area, iou, overlap
from extractors.seals.ink import PageInk, straight_rules
from extractors.seals.judging import LEAST, together
from extractors.seals.lettering import asks_for_seal, fits_wholly, is_button, is_label, judge_words
from extractors.seals.net import Sighting, View
from extractors.seals.purpose import find_date, find_purpose, letters
from extractors.seals.read import read_seal
from extractors.seals.shapes import PixelBox, frame_evidence
from extractors.seals.sides import frame_by_sides
from extractors.seals.sighted import placed
from extractors.seals.weighing import weighed
from extractors.seals.wording import SealText

Image = npt.NDArray[Any]

_LEAST = 0.25
"""Score of the net from which a place is read."""

_DOUBTFUL = 0.25
"""Score from which it may not be said that nothing is there: papers without a seal stay below 0.15, signed by hand
below 0.24.
"""
_SIZE = (
    0.085  # of a page's longer side: seals of institutions are 30 mm and more, what physicians press or write is less
)
_APART = 0.3  # share of a place that lies on a seal, up to which it is another
_MOST = 6  # read on one page
_MOST_FAINT = 3  # ... of rings that the net does not even half see
_ALONE = 0.3  # score from which words in coloured ink need not be a stamp's own
_TILT = 3.0  # degrees by which print is never off
_FITS = 0.8  # share of a stamp's phrase, and nothing beside it, from which that is what is read
_SURELY = 0.8  # confidence of reading from which words count
_EDGE = 0.35  # of a place's shorter side: how far about it its ground is looked at
_LIGHTER = 60  # of 255, by which what is left white in a ground is lighter than it
_RULE = 0.25  # of a page's longer side: from which a stroke is a form's rule, no side of a frame
_OFF = 0.15  # of a place's shorter side: how far its frame may be off
_FREE = 0.12  # share of what lies about a frame that is inked, up to which it stands alone
_PRINTED = ("普通", "麻醉", "急诊", "儿科")  # kinds of prescriptions, framed in a corner of theirs
_PERSONAL = (SealPurpose.PERSONAL_NAME, SealPurpose.FINGERPRINT)
_DARK = (SealColour.BLACK, SealColour.GREY)


def glimpsed(
    image: Image,
    ink: PageInk,
    view: View,
    taken: tuple[Candidate, ...],
    engine: OcrEngine,
    *,
    faint: tuple[Candidate, ...] = (),
) -> list[tuple[Candidate, SealText]]:
    """Further seals of a BGR page, read.

    Args:
        taken: those found already, page pixels.
        faint: rings by shape or net that reading may bear out, page pixels, the likeliest first.
    """
    found = []
    dim = [s for s in view.sightings(_LEAST) if not any(_over(s.box, place.box) for place in taken)]
    left = [ring for ring in faint if not any(_over(ring.box, place.box) for place in taken)]
    for sighting in dim[:_MOST]:
        seen = [ring for ring in left if _over(sighting.box, ring.box)]
        left = [ring for ring in left if ring not in seen]
        if _left_light(image, sighting.box):
            continue
        place = seen[0] if seen else placed(sighting, ink, together(None, sighting.score)).scaled(1 / ink.scale)
        said = read_seal(image, place, engine)
        by_words = _judge(sighting, place, said, ink) or _framed_name(place, said, ink)
        found.append((_told(place, said, by_words), said))
    for ring in left[:_MOST_FAINT]:
        said = read_seal(image, ring, engine)
        found.append((_told(ring, said, 0.0), said))
    return [(place, said) for place, said in found if place.confidence >= LEAST]


def _told(place: Candidate, said: SealText, by_words: float) -> Candidate:
    """The place with the confidence that its words give it, or its ink."""
    if place.ellipse is not None:
        return replace(place, confidence=max(by_words, weighed(place.confidence, said)))
    return replace(place, confidence=max(by_words, place.confidence) if by_words > 0 else 0.0)


def doubtful(upright: Upright, view: View, found: Sequence[Seal]) -> bool:
    """Whether the net half sees an institution's seal on a page on which none was `found`."""
    if any(seal.purpose not in _PERSONAL for seal in found):
        return False
    least = _SIZE * max(upright.image.shape[:2])
    dim = [s for s in view.sightings(_DOUBTFUL) if s.purpose is None and _side(s) >= least]
    return any(not _found(_delivered(sighting, upright), found) for sighting in dim)


def _side(sighting: Sighting) -> float:
    x0, y0, x1, y1 = sighting.box
    return max(x1 - x0, y1 - y0)


def _delivered(sighting: Sighting, upright: Upright) -> Box:
    x0, y0, x1, y1 = sighting.box
    corners = np.array([[(x0, y0), (x1, y0), (x1, y1), (x0, y1)]], np.float64)
    points = cv2.perspectiveTransform(corners, upright.to_delivered)[0]
    return Box.around(tuple((float(x), float(y)) for x, y in points)).clipped()


def _found(place: Box, seals: Sequence[Seal]) -> bool:
    return any(place.intersection_area(seal.box) > _APART * place.area for seal in seals)


def _over(one: PixelBox, other: PixelBox) -> bool:
    return overlap(one, other) > 0.3 * min(area(one), area(other))


def _framed_name(place: Candidate, said: SealText, ink: PageInk) -> float:
    """A person's name alone in a frame of its own, in black or on a copy; a form's cell has neighbours."""
    words = letters(said.text)
    if place.colour not in _DARK or place.rectangle is None or said.confidence < _SURELY:
        return 0.0
    if words in _PRINTED or words != said.text.replace(" ", "") or not is_whole_name(words.removesuffix("印")):
        return 0.0
    x0, y0, x1, y1 = place.scaled(ink.scale).box
    edge = _OFF * min(x1 - x0, y1 - y0)
    left, top = max(0, round(x0 - edge)), max(0, round(y0 - edge))
    frame = frame_by_sides(ink.dark.mask[top : round(y1 + edge), left : round(x1 + edge)])
    if frame is None:
        return 0.0
    frame = replace(frame, cx=frame.cx + left, cy=frame.cy + top)
    free = frame_evidence(ink.dark.strength.astype(np.float32) / 255, frame).outside < _FREE
    return 0.5 if free and iou(frame.box, (x0, y0, x1, y1)) > _APART else 0.0


def _left_light(image: Image, box: PixelBox) -> bool:
    """Whether what stands in a box is lighter than its ground, and the ground goes on about it: white words on a
    screen's blue. A name seal cut so that its characters stay white has paper about it."""
    edge = _EDGE * min(box[2] - box[0], box[3] - box[1])
    inner, outer = _grey(image, box, 0.0), _grey(image, box, edge)
    if not inner.size:
        return False
    dark, ground, light = np.percentile(inner, (2, 50, 98))
    if light - ground < _LIGHTER or light - ground < 1.5 * (ground - dark):
        return False
    return bool(np.median(np.concatenate([outer[: round(edge)], outer[-round(edge) :]])) < (ground + light) / 2)


def _grey(image: Image, box: PixelBox, edge: float) -> Image:
    x0, y0, x1, y1 = box
    left, top, right, bottom = (max(0, round(v)) for v in (x0 - edge, y0 - edge, x1 + edge, y1 + edge))
    return np.asarray(image[top:bottom, left:right].min(2, initial=255))


def _judge(sighting: Sighting, place: Candidate, said: SealText, ink: PageInk) -> float:
    """The probability of a seal by what it says; 0 where that speaks for none."""
    words = letters(said.text)
    tilted = place.rectangle is not None and _TILT < abs(place.rectangle.angle) < 90 - _TILT
    by_words = judge_words(said, tilted)
    if by_words > 0 and not _is_cell(place, said):
        return by_words
    if said.confidence < _SURELY or len(words) < 2 or asks_for_seal(said.text) or is_button(said.text):
        return 0.0
    match = find_purpose(said.text)
    whole = match is not None and match.share == 1 and match.phrase == words
    if whole or (said.fit is not None and said.fit.whole and fits_wholly(said, _FITS)):
        return 0.55  # a department and no more
    if place.ellipse is not None or place.colour in _DARK or sighting.score < _ALONE or is_label(said.text):
        return 0.0  # a ring has more to it than words
    if sighting.purpose is SealPurpose.PERSONAL_NAME:
        return 0.5 if len(words) <= 4 else 0.0
    return 0.0 if _rules_in(ink, place.colour) else 0.45


def _is_cell(place: Candidate, said: SealText) -> bool:
    """Whether a date stands in print's ink and no words of a stamp beside it, as in a form's cells: 男/46岁."""
    return place.colour in _DARK and bool(find_date(said.text)) and find_purpose(said.text) is None


def _rules_in(ink: PageInk, colour: SealColour) -> bool:
    """Whether rules of a form are drawn in an ink: its headings and notes are then print, too."""
    return any(layer.colour is colour and straight_rules(layer.mask, _RULE).any() for layer in ink.layers)
