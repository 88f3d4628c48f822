"""Arrows beside numbers told from a 1: ↑ and ↓ printed small are read as a digit or not at all; 106↑ becomes 1061.

Where a number on a line begins or ends with a character that arrows are read as, or ink stands beside it that was not
read, its picture is looked at: an arrow has two wings beside one end of a thin shaft; a 1 has a flag on one side, a
foot, or nothing. The recogniser itself is no second witness: shown the arrow alone it says 1 again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.numerals import Reading

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

UP, DOWN = "↑", "↓"
_LIKE = "1Il|!iTtJjf†‡‖个"  # what arrows are read as
_NUMBER = re.compile(r"[<>≤≥]?(?:0|[1-9]\d{0,4})(?:\.\d{1,4})?")  # as laboratories print them; longer ones are codes
_HEIGHT = 48  # pixels of a line's height it is looked at with
_LEAST = 0.3  # of the line's height: lower ink is no arrow
_NEAR = 0.35  # of the line's height, between the middle of the ink and the place of its character
_BESIDE = 0.3  # of the line's height, from the place of the last character to ink that was not read
_BALANCED = 0.5  # of the ink of the greater wing in the lesser
_HEAD = 4.4  # times the ink beside the other end of the shaft, in each wing
_TAIL = 0.5  # of the lesser wing's ink: a flag or a foot beside the shaft's other end
_STRAIGHT = 1.5  # times the ink beside the shaft in any one band
_POINTED = 0.3  # of the ink of the wings' first band in that of their second: a foot lies all in the first
_SEEN = 0.8
"""Confidence of an arrow seen so. Of 12,000 ones in 80 fonts, blurred, thresholded and compressed, 21 of less than 27
pixels had that shape before it had to be straight; of 1,200 arrows 91 in 100 have it."""
_SHARP = 14  # pixels of a line's height from which shapes are told


@dataclass(frozen=True, slots=True)
class Ink:
    """One connected piece of ink of a line drawn to `_HEIGHT`."""

    x: int
    dark: Floats  # how dark it is in its box, 0 to 1

    @property
    def centre(self) -> float:
        return self.x + int(self.dark.shape[1]) / 2


def settled(crop: Image, line: Reading) -> Reading:
    """The line with its arrows written as such; the same object where none was found.

    Args:
        crop: the line's picture, BGR.
    """
    placed = len(line.text) == len(line.char_confidences) == len(line.char_positions)
    places, bare = _suspects(line.text), _NUMBER.fullmatch(line.text.strip()) is not None
    if not placed or not (places or bare) or crop.shape[0] < _SHARP:
        return line
    found = _pieces(crop)
    for at in places:
        ink = _nearest(found, line.char_positions[at] * _wide(crop))
        if ink is not None and (arrow := direction(ink.dark)):
            line = _written(line, at, at + 1, arrow, line.char_positions[at])
    return _unread(line, found, _wide(crop)) if bare else line


def direction(dark: Floats) -> str:
    """↑ or ↓ where one piece of ink, 0 to 1 in its box, has that shape, "" where it has another."""
    left, right = _wings(dark)
    for arrow, one, other in ((UP, left, right), (DOWN, left[::-1], right[::-1])):
        lesser, greater = sorted((float(one[:2].sum()), float(other[:2].sum())))
        beside = np.concatenate((one[3:], other[3:]))
        tail = max(float(one[4:].sum()), float(other[4:].sum()))
        if (
            lesser > _BALANCED * greater
            and lesser > _HEAD * float(np.median(beside))
            and max(tail, _STRAIGHT * float(beside.max())) < _TAIL * lesser
            and one[1] + other[1] > _POINTED * (one[0] + other[0])
        ):
            return arrow
    return ""


def _wings(dark: Floats) -> tuple[Floats, Floats]:
    """The ink left and right of an upright shaft in six bands, top to bottom."""
    height, width = dark.shape
    middle = dark[round(0.4 * height) : round(0.6 * height)]
    rows = np.maximum(middle.sum(1), 1e-6)
    away = np.arange(width) - float((middle.sum(0) * np.arange(width)).sum() / rows.sum())
    half = float(np.median(rows)) / 2 + 0.5
    sides = ((dark * np.clip(side * away - half + 1, 0, 1)).sum(1) for side in (-1, 1))
    left, right = (np.array([band.sum() for band in np.array_split(side, 6)], np.float32) for side in sides)
    return left, right


def _pieces(crop: Image) -> list[Ink]:
    """The ink of a line's picture, left to right."""
    grey = cv2.resize(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), (_wide(crop), _HEIGHT), interpolation=cv2.INTER_CUBIC)
    paper, black = np.percentile(grey, 90), np.percentile(grey, 1)
    dark = np.clip((paper - grey.astype(np.float32)) / max(1.0, float(paper - black)), 0, 1).astype(np.float32)
    _, inked = cv2.threshold((dark * 255).astype(np.uint8), 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(inked)
    found = []
    for i in range(1, count):
        x, y, w, h = (int(each) for each in boxes[i][:4])
        if h >= _LEAST * _HEIGHT and w <= h:
            part = np.where(labels[y : y + h, x : x + w] == i, dark[y : y + h, x : x + w], 0)
            found.append(Ink(x, part.astype(np.float32)))
    return sorted(found, key=lambda ink: ink.x)


def _wide(crop: Image) -> int:
    return max(1, round(int(crop.shape[1]) * _HEIGHT / int(crop.shape[0])))


def _suspects(text: str) -> list[int]:
    """Places of characters beside a number, or alone, that may be arrows."""
    found = []
    for word in re.finditer(r"\S+", text):
        whole, (start, end) = word.group(), word.span()
        if len(whole) == 1 and whole in _LIKE:
            found.append(start)
            continue
        if whole[0] in _LIKE and _NUMBER.fullmatch(whole[1:]):
            found.append(start)
        if whole[-1] in _LIKE and _NUMBER.fullmatch(whole[:-1]):
            found.append(end - 1)
    return found


def _nearest(found: Sequence[Ink], x: float) -> Ink | None:
    near = min(found, key=lambda ink: abs(ink.centre - x), default=None)
    return near if near is not None and abs(near.centre - x) < _NEAR * _HEIGHT else None


def _written(line: Reading, start: int, end: int, arrow: str, place: float) -> Reading:
    """The line with an arrow in place of its characters [start, end)."""
    return replace(
        line,
        text=line.text[:start] + arrow + line.text[end:],
        char_confidences=(*line.char_confidences[:start], _SEEN, *line.char_confidences[end:]),
        char_positions=(*line.char_positions[:start], place, *line.char_positions[end:]),
    )


def _unread(line: Reading, found: Sequence[Ink], wide: int) -> Reading:
    """A bare number with the arrows beside it that were not read at all."""
    for ink in found:
        ahead = ink.centre < line.char_positions[0] * wide - _BESIDE * _HEIGHT
        behind = ink.centre > line.char_positions[-1] * wide + _BESIDE * _HEIGHT
        if (ahead or behind) and (arrow := direction(ink.dark)):
            at = 0 if ahead else len(line.text)
            line = _written(line, at, at, arrow, ink.centre / wide)
    return line
