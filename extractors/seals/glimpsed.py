"""Places the net only half sees as seals: kept where what is read on them are a stamp's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images import Upright
from extractors.ocr import OcrEngine
from extractors.reading import Box, Seal, SealColour, SealPurpose
from extractors.seals.candidates import Candidate, area, overlap
from extractors.seals.ink import PageInk
from extractors.seals.judging import together
from extractors.seals.lettering import fits_wholly, is_label, judge_words
from extractors.seals.net import Sighting, View
from extractors.seals.purpose import find_purpose, letters
from extractors.seals.read import read_seal
from extractors.seals.sighted import placed
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
_ALONE = 0.3  # score from which words in coloured ink need not be a stamp's own
_TILT = 3.0  # degrees by which print is never off
_FITS = 0.8  # share of a stamp's phrase, and nothing beside it, from which that is what is read
_SURELY = 0.8  # confidence of reading from which words count
_PERSONAL = (SealPurpose.PERSONAL_NAME, SealPurpose.FINGERPRINT)
_DARK = (SealColour.BLACK, SealColour.GREY)


def glimpsed(
    image: Image, ink: PageInk, view: View, taken: tuple[Candidate, ...], engine: OcrEngine
) -> list[tuple[Candidate, SealText]]:
    """Further seals of a BGR page, read; `taken`: those found already, page pixels."""
    found = []
    dim = [s for s in view.sightings(_LEAST) if not any(_over(s, place) for place in taken)]
    for sighting in dim[:_MOST]:
        place = placed(sighting, ink, together(None, sighting.score)).scaled(1 / ink.scale)
        said = read_seal(image, place, engine)
        confidence = _judge(sighting, place, said)
        if confidence > 0:
            found.append((replace(place, confidence=max(confidence, place.confidence)), said))
    return found


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


def _over(sighting: Sighting, place: Candidate) -> bool:
    return overlap(sighting.box, place.box) > 0.3 * min(area(sighting.box), area(place.box))


def _judge(sighting: Sighting, place: Candidate, said: SealText) -> float:
    """The probability of a seal by what it says; 0 where that speaks for none."""
    words = letters(said.text)
    tilted = place.rectangle is not None and _TILT < abs(place.rectangle.angle) < 90 - _TILT
    by_words = judge_words(said, tilted)
    if by_words > 0:
        return by_words
    if said.confidence < _SURELY or len(words) < 2:
        return 0.0
    match = find_purpose(said.text)
    whole = match is not None and match.share == 1 and match.phrase == words
    if whole or (said.fit is not None and said.fit.whole and fits_wholly(said, _FITS)):
        return 0.55  # a department and no more
    if place.colour in _DARK or sighting.score < _ALONE or is_label(said.text):
        return 0.0
    if sighting.purpose is SealPurpose.PERSONAL_NAME:
        return 0.5 if len(words) <= 4 else 0.0
    return 0.45
