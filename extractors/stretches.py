"""The doubted stretches of a long line: which parts of its crop to read again, and how what they say is put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.reading import Frame
from extractors.recognised import Recognised, keeps_its_doubt
from extractors.recogniser import HEIGHT, LEAST_WIDTH

Image = NDArray[np.uint8]

AROUND = 160
"""Pixels to either side of a doubted character that are read with it, where the line is 48 high."""
MOST = 0.75
"""Share of a line up to which it is read in parts."""
ALIKE = 2
"""Characters in a row that both readings of a stretch must share, to know where one goes on in the other."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line, from and to as fractions of its crop's width."""

    start: float
    end: float

    def of(self, crop: Image) -> Image:
        wide = crop.shape[1]
        return crop[:, round(self.start * wide) : round(self.end * wide)]

    def place(self, inside: float) -> float:
        """Where in the line a fraction of the stretch is."""
        return self.start + inside * (self.end - self.start)


class Seam(NamedTuple):
    """Characters of the line, and those of a stretch's reading that stand for them: half-open."""

    first: int
    last: int
    part_first: int
    part_last: int


def doubted(crop: Image, read: Recognised, sure: float) -> tuple[Stretch, ...]:
    """The parts around each telling character read below `sure`; none where the whole line had better be read again."""
    length = HEIGHT * crop.shape[1] / crop.shape[0]
    reach, least = AROUND / length, LEAST_WIDTH / length
    spans: list[tuple[float, float]] = []
    for at in read.telling:
        if read.char_confidences[at] >= sure:
            continue
        place = read.char_positions[at]
        start, end = max(0.0, min(place - reach, 1 - least)), min(1.0, max(place + reach, least))
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    if sum(end - start for start, end in spans) > MOST:
        return ()
    return tuple(Stretch(start, end) for start, end in spans)


def mended(line: Recognised, parts: Sequence[tuple[Stretch, Recognised]], sure: float) -> Recognised | None:
    """The line with what its stretches say; None where one of them cannot be fitted in with all that was doubted."""
    for stretch, part in reversed(parts):
        seam = _seam(line, stretch, part.text)
        if seam is None or _doubt_outside(line, stretch, seam, sure):
            return None
        line = _joined(line, stretch, part, seam)
    return line if keeps_its_doubt(line.text, line.char_confidences) else replace(line, doubt=())


def _seam(line: Recognised, stretch: Stretch, said: str) -> Seam | None:
    """From the first to the last run of characters both read alike: what lies outside, the stretch's ends cut through.

    An end that is the line's own cuts nothing.
    """
    inside = _inside(line, stretch)
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    runs = SequenceMatcher(None, line.text[first:last], said, autojunk=False).get_matching_blocks()
    ends = [(first + run.a, run.b, run.size) for run in runs if run.size >= ALIKE]
    if not ends:
        return None
    start = (first, 0) if stretch.start <= 0 else ends[0][:2]
    end = (last, len(said)) if stretch.end >= 1 else (ends[-1][0] + ends[-1][2], ends[-1][1] + ends[-1][2])
    return Seam(start[0], end[0], start[1], end[1])


def _inside(line: Recognised, stretch: Stretch) -> list[int]:
    return [at for at, place in enumerate(line.char_positions) if stretch.start <= place <= stretch.end]


def _doubt_outside(line: Recognised, stretch: Stretch, seam: Seam, sure: float) -> bool:
    outside = set(_inside(line, stretch)) - set(range(seam.first, seam.last))
    return any(line.char_confidences[at] < sure for at in outside.intersection(line.telling))


def _joined(line: Recognised, stretch: Stretch, part: Recognised, seam: Seam) -> Recognised:
    own = slice(seam.part_first, seam.part_last)
    before, after = slice(seam.first), slice(seam.last, None)
    places = tuple(stretch.place(at) for at in part.char_positions[own])
    return replace(
        line,
        text=line.text[before] + part.text[own] + line.text[after],
        char_confidences=line.char_confidences[before] + part.char_confidences[own] + line.char_confidences[after],
        char_positions=line.char_positions[before] + places + line.char_positions[after],
        doubt=_spliced(line.doubt, stretch, part, seam),
    )


def _spliced(doubt: tuple[Frame, ...], stretch: Stretch, part: Recognised, seam: Seam) -> tuple[Frame, ...]:
    """The frames of the line, those of the stretch between its seams in their place."""
    if not doubt or not part.doubt:
        return doubt
    marks = part.char_positions[seam.part_first : seam.part_last]
    start, end = (marks[0], marks[-1]) if stretch.start > 0 else (0.0, marks[-1])
    end = end if stretch.end < 1 else 1.0
    there = slice(round(start * len(part.doubt)), round(end * len(part.doubt)))
    here = round(stretch.place(start) * len(doubt)), round(stretch.place(end) * len(doubt))
    return doubt[: here[0]] + part.doubt[there] + doubt[here[1] :]
