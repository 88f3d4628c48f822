"""Hands that write on wards and in clinics: a pen of few inks, quicker or slower, each with a slant of its own."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence

from samples.families.f.forms import PenF


class WardPen(PenF):
    """A pen whose writers differ within the bounds that a family sets."""

    large = string.digits + string.ascii_letters + "ⅠⅡⅢⅣ"
    slants: tuple[float, float] = (-0.06, 0.16)
    hastes: Sequence[float] = (0.5, 0.8, 1.1)
    shakes: Sequence[float] = (0.6, 0.8, 1.0)
    inks: Sequence[str] = ("#101114", "#1a2a66")
    widths: tuple[float, float] = (44, 78)

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.slant = rng.uniform(*self.slants)
        self.haste *= rng.choice(self.hastes)
        self.shake *= rng.choice(self.shakes)
        self.ink = rng.choice(self.inks)
        self.width = rng.uniform(*self.widths)
