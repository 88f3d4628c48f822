"""Whom the net of roles takes for signers on a page, and in what role each signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading import Line, PhysicianRole
from extractors.roles.net import NAME, SIGNERS, Tagged

_SEEN = 0.5
_BEGINS = 0.6  # from here on a name begins right behind another


@dataclass(frozen=True, slots=True)
class Signer:
    name: Line
    role: PhysicianRole
    chance: float  # that it is a signer's name at all, mean over its characters


def signers(lines: Sequence[Tagged]) -> list[Signer]:
    """In reading order."""
    return [_signer(line, *span) for line in lines for span in _spans(line)]


def _spans(tagged: Tagged) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for at, chance in enumerate(tagged.naming):
        if chance <= _SEEN:
            continue
        if spans and spans[-1][1] == at and tagged.tags[at, NAME] <= _BEGINS:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


def role_at(tagged: Tagged, start: int, end: int) -> tuple[PhysicianRole, float]:
    """In what role characters [start, end) of a line sign, if they are a signer's name, and how likely it is that."""
    chances = tagged.signers[start:end].mean(0)
    at = int(chances.argmax())
    return SIGNERS[at], float(chances[at])


def _signer(tagged: Tagged, start: int, end: int) -> Signer:
    role, _ = role_at(tagged, start, end)
    return Signer(tagged.line.part(start, end), role, float(tagged.naming[start:end].mean()))
