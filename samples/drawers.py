"""Seals of one purpose as they lie in a drawer: words, shapes, and how somebody presses them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samples.hospitals import Hospital
from samples.seals import SealSpec

WIDTHS = {
    "round": (36.0, 38.0, 40.0, 42.0, 45.0),
    "oval": (38.0, 41.0, 45.0),
    "square": (24.0, 28.0, 32.0),
    "rectangle": (40.0, 45.0, 52.0),
}
"""Millimetres, by shape."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """Seals of one purpose: what they say, the shapes they come in, and how much ink their pads have."""

    purpose: str
    words: Sequence[str]
    shapes: Sequence[str]
    wears: Sequence[str]
    colours: Sequence[str] = ("red",)
    right: tuple[float, float] = (4.0, 17.0)  # millimetres from the anchor
    down: tuple[float, float] = (-8.0, 6.0)

    def take(self, h: Hospital, rng: random.Random, **how: Any) -> SealSpec:
        """One of them as somebody presses it."""
        shape = how.pop("shape", "") or rng.choice(self.shapes)
        flat = shape in ("square", "rectangle")
        how.setdefault("offset", (rng.uniform(*self.right), rng.uniform(7, 13) if flat else rng.uniform(*self.down)))
        how.setdefault("width", rng.choice(WIDTHS[shape]))
        how.setdefault("angle", rng.gauss(0, 10))
        how.setdefault("wear", rng.choice(self.wears))
        how.setdefault("colour", rng.choice(self.colours))
        if shape == "round":
            how.setdefault("star", self.purpose == "institution" or rng.random() < 0.5)
        if not flat:
            how.setdefault("number", _number(shape, rng))
        return SealSpec(shape, self.purpose, h.name, rng.choice(self.words), owner=h.code, **how)


def _number(shape: str, rng: random.Random) -> str:
    """Below the rim: thirteen digits, a number in brackets, mostly nothing."""
    sort = rng.choice(("", "", "", "long", "long", "short"))
    if sort == "long" and shape == "round":
        return f"{rng.randrange(10**12, 10**13)}"
    return f"（{rng.randint(1, 20)}）" if sort == "short" else ""
