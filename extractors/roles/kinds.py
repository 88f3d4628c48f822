"""What kind of paper the net of roles takes a page for, by all it says and where."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.reading import Kind, Page
from extractors.roles.net import KINDS, kinds


@dataclass(frozen=True, slots=True)
class TakenKind:
    kind: Kind
    chance: float  # probability


def kind_of(page: Page) -> TakenKind | None:
    """None for a page it says nothing of."""
    chances = kinds(page)
    if chances is None:
        return None
    at = int(chances.argmax())
    return TakenKind(KINDS[at], float(chances[at]))
