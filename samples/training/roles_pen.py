"""Puts labelled text on a sheet that is never drawn: lines with their places, as a reader of pages hands them on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]  # left, top, right, bottom in fractions of the page's width
NOTHING, UNTOLD = 0, -1  # of tags: belongs to nothing asked for; nobody knows, so nothing is learnt of it
NO_ROLE = -1


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text that is one thing."""

    text: str
    first: int = NOTHING  # tag of its first character
    rest: int = NOTHING  # … and of the others
    role: int = NO_ROLE  # in which somebody signs
    date: int = NO_ROLE  # what a date stands for: its index in extractors.roles.net.DATES


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with what each of its characters belongs to."""

    text: str
    box: Box
    tags: tuple[int, ...]
    roles: tuple[int, ...]
    dates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page of which it is known what its characters belong to."""

    source: str  # FOLDER/CASE
    kind: str
    lines: tuple[Labelled, ...]


Characters = list[tuple[str, int, int, int]]  # character, tag, role of a signer, of a date


class Pen:
    """Writes down a page from top to bottom."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.height = rng.uniform(0.014, 0.022)
        self.left, self.right = rng.uniform(0.05, 0.12), 1 - rng.uniform(0.05, 0.12)
        self.y = rng.uniform(0.05, 0.12)
        self.pitch = self.height * rng.uniform(1.25, 2.1)
        self._lines: list[Labelled] = []

    def width(self, text: str, size: float = 1.0) -> float:
        return sum(1.0 if ord(c) > 0x2E7F else 0.55 for c in text) * self.height * size * 0.95

    def put(self, said: Sequence[Said], x: float, y: float | None = None, size: float = 1.0) -> float:
        """On one line, from x; returns where it ends."""
        return self._line(list(_characters(said)), x, self.y if y is None else y, size)

    def down(self, pitches: float = 1.0) -> None:
        self.y += self.pitch * pitches

    def flow(self, said: Sequence[Said], x: float, right: float, hanging: float, y: float) -> float:
        """Wrapped between x and right, further lines from `hanging`; returns where the next line may stand."""
        row: Characters = []
        begin = at = x
        for one in _characters(said):
            if one[0] == "\n" or at + self.width(one[0]) > right:
                self._line(row, begin, y, 1.0)
                row, begin, at, y = [], hanging, hanging, y + self.pitch
            if one[0] != "\n":
                row.append(one)
                at += self.width(one[0])
        self._line(row, begin, y, 1.0)
        return y + self.pitch

    def page(self) -> list[Labelled]:
        """What was written, row by row; at times on half of a sheet."""
        lines = self._lines
        if self.rng.random() < 0.12:
            off = self.rng.choice((0.0, 0.5))
            lines = [
                replace(one, box=(one.box[0] / 2 + off, one.box[1], one.box[2] / 2 + off, one.box[3])) for one in lines
            ]
        lines = sorted(lines, key=lambda one: one.box[1])
        ordered: list[Labelled] = []
        while lines:
            level = [one for one in lines if one.box[1] - lines[0].box[1] < 0.6 * self.height]
            ordered.extend(sorted(level, key=lambda one: one.box[0]))
            lines = lines[len(level) :]
        return ordered

    def _line(self, characters: Characters, x: float, y: float, size: float) -> float:
        text = "".join(one[0] for one in characters)
        end = x + self.width(text, size)
        if text.strip():
            _, tags, roles, dates = zip(*characters, strict=True)
            self._lines.append(Labelled(text, (x, y, end, y + self.height * size), tags, roles, dates))
        return end


def _characters(said: Sequence[Said]) -> Iterator[tuple[str, int, int, int]]:
    for one in said:
        for at, c in enumerate(one.text):
            yield c, one.rest if at else one.first, one.role, one.date
