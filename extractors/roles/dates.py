"""What the net of roles takes a date on a page for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading import Box, DateRole, Line
from extractors.roles.net import DATES, Tagged
from extractors.roles.places import place_of


@dataclass(frozen=True, slots=True)
class Taken:
    """What a date is taken for."""

    role: DateRole | None  # None: it is told, and none of the paper's own
    chance: float  # probability, mean over its characters


def taken_for(lines: Sequence[Tagged], date: Line) -> Taken | None:
    """`date`: the part of a line it is. None where it stands on none of these lines."""
    place = place_of(date.text, Box.around(date.polygon), lines)
    if place is None:
        return None
    line, start, end = place
    chances = line.dates[start:end].mean(0)
    at = int(chances.argmax())
    return Taken(DATES[at], float(chances[at]))
