"""Lines smeared by a hand that moved or a lens out of focus: what smeared them found, undone, and the lines read again.

Nothing tells how a picture was smeared better than who reads it: the movement that has to be undone is the one after
which a few lines are read with the most confidence. Undoing a wrong one makes them no plainer, so pages that are hard
to read for another reason stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.recognised import Recognised

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]

DOUBTFUL = 0.93  # mean confidence of a line below which it may be smeared
LEAST_LINES, LEAST_SHARE = 5, 0.25  # lines of a page so doubtful from which it may be smeared
PROBES = 5  # lines that are read after each movement
LONGEST_PROBE = 9  # heights: what is longer takes longer to read and tells no more
WORTH = 0.4  # of what probes lack of certainty: how much of it has to be made good
SURER = 0.03  # by how much a line has to be
NOISE, LESS_NOISE = 0.03, 0.01  # of the picture's power: what is fainter is not brought back
SUREST = 0.9  # confidence at most of what was brought back
DIGIT = 0.7  # the same of a digit, which no word bears out
OPEN = 0.5  # confidence at most of a character that two ways of undoing show differently
MARGIN = 16  # pixels around a line, so that one end does not run into the other


class Reader(Protocol):
    """As much of an OcrEngine as is needed here."""

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]: ...


@dataclass(frozen=True, slots=True)
class Smear:
    """How each point was drawn out."""

    length: float  # pixels a point moved; for an unfocused lens the width of its spot
    angle: float | None  # degrees clockwise from a line's direction; None for an unfocused lens

    def kernel(self) -> Floats:
        """The picture of one point, odd sides, sum 1."""
        side = (round(self.length) | 1) + 2
        if self.angle is None:
            across = cv2.getGaussianKernel(2 * side + 1, self.length / 2)
            return np.asarray(across @ across.T, np.float32)
        fine = np.zeros((side * 8, side * 8), np.uint8)
        reach = np.deg2rad(self.angle)
        tip = np.array([np.cos(reach), np.sin(reach)]) * (self.length - 1) * 4
        start, end = ((side * 4 + sign * tip).round().astype(int).tolist() for sign in (-1, 1))
        cv2.line(fine, start, end, (255,), 8, cv2.LINE_AA)
        drawn = cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32)
        return np.asarray(drawn / drawn.sum(), np.float32)


FIRST = (
    *(Smear(length, angle) for length in (5.0, 7.5) for angle in range(0, 180, 15)),
    Smear(2.4, None), Smear(3.6, None),
)  # fmt: skip
"""Tried first, on few lines; then those near the best of them."""
STEPS = (1.0, 0.5)  # how near, in turn
FEW = 3


def read_sharpened(crops: Sequence[Image], read: Sequence[Recognised], engine: Reader) -> list[Recognised]:
    """What was read, with the doubtful lines of a smeared page as they are read once what smeared them is undone.

    Args:
        crops: BGR, one a line, running right, at the page's own resolution.
        read: what was read in each of them.
    """
    doubtful = [at for at, one in enumerate(read) if one.confidence < DOUBTFUL]
    probes = _probes([(crops[at], read[at]) for at in doubtful])
    if len(doubtful) < max(LEAST_LINES, LEAST_SHARE * len(read)) or len(probes) < PROBES:
        return list(read)
    smear = _found(probes, engine)
    if smear is None:
        return list(read)
    return [
        _plainer(crop, one, smear, engine) if one.confidence < DOUBTFUL else one
        for crop, one in zip(crops, read, strict=True)
    ]


def _probes(doubtful: Sequence[tuple[Image, Recognised]]) -> list[tuple[Image, float]]:
    """Some of the doubtful lines, those that were read best, and how surely they were."""
    short = [(crop, one) for crop, one in doubtful if crop.shape[0] < crop.shape[1] <= LONGEST_PROBE * crop.shape[0]]
    best = sorted(short, key=lambda each: -len(each[1].text) * each[1].confidence)[:PROBES]
    return [(crop, one.confidence) for crop, one in best]


def _found(probes: Sequence[tuple[Image, float]], engine: Reader) -> Smear | None:
    """What smeared the lines, if undoing anything makes them plainer."""

    def gain(smear: Smear, lines: Sequence[tuple[Image, float]]) -> float:
        read = engine.recognise([undone(crop, smear, NOISE) for crop, _ in lines])
        return float(np.mean([one.confidence - before for one, (_, before) in zip(read, lines, strict=True)]))

    least = WORTH * (1 - float(np.mean([before for _, before in probes])))
    first = {smear: gain(smear, probes[:FEW]) for smear in FIRST}
    best = max(first, key=lambda smear: first[smear])
    if first[best] < least:
        return None
    tried = {best: gain(best, probes)}
    for step in STEPS:
        tried |= {smear: gain(smear, probes) for smear in _near(best, step) if smear not in tried}
        best = max(tried, key=lambda smear: tried[smear])
    return best if tried[best] >= least else None


def _near(smear: Smear, step: float) -> list[Smear]:
    if smear.angle is None:
        return [Smear(smear.length + by * step, None) for by in (-0.4, 0.4)]
    turns = [replace(smear, angle=(smear.angle + by * step) % 180) for by in (-8, 8)]
    return [*turns, *(replace(smear, length=smear.length + by * step) for by in (-1.5, 1.5))]


def _plainer(crop: Image, read: Recognised, smear: Smear, engine: Reader) -> Recognised:
    """A line read with its smear undone, where that is surer; what shows in one of two ways alone stays in doubt."""
    first, second = engine.recognise([undone(crop, smear, noise) for noise in (NOISE, LESS_NOISE)])
    if first.confidence < second.confidence:
        first, second = second, first
    if not first.text.strip() or first.confidence <= read.confidence + SURER:
        return read
    blocks = SequenceMatcher(None, first.text, second.text, autojunk=False).get_matching_blocks()
    agreed = {block.a + at for block in blocks for at in range(block.size)}
    if any(char.isdigit() and at not in agreed for at, char in enumerate(first.text)):
        return read  # a second guess at a number can be surer and still be another number
    caps = (_most(char, at in agreed) for at, char in enumerate(first.text))
    return replace(first, char_confidences=tuple(map(min, first.char_confidences, caps)))


def _most(char: str, agreed: bool) -> float:
    """How sure a character may be that was not there to be seen until it was brought back."""
    if not agreed:
        return OPEN
    return DIGIT if char.isdigit() else SUREST


def undone(picture: Image, smear: Smear, noise: float) -> Image:
    """The picture with a smear undone (Wiener's filter); `noise` in shares of the picture's power."""
    framed = cv2.copyMakeBorder(picture, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REFLECT).astype(np.float32)
    height, width = framed.shape[:2]
    kernel = smear.kernel()
    spot = np.zeros((height, width), np.float32)
    high, wide = min(kernel.shape[0], height), min(kernel.shape[1], width)
    spot[:high, :wide] = kernel[:high, :wide]
    spread = np.fft.rfft2(np.roll(spot, (-(kernel.shape[0] // 2), -(kernel.shape[1] // 2)), (0, 1)))
    back = np.conj(spread) * (1 + noise) / (np.abs(spread) ** 2 + noise)
    planes = [np.fft.irfft2(np.fft.rfft2(plane) * back, s=(height, width)) for plane in cv2.split(framed)]
    sharp = np.stack(planes, -1)[MARGIN:-MARGIN, MARGIN:-MARGIN]
    return np.clip(sharp, 0, 255).astype(np.uint8)
