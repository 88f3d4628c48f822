"""How a family's people are called."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Parts of names and how often they are put together in which way."""

    surnames: Sequence[str]
    men: str  # characters of given names
    women: str
    mongol: tuple[Sequence[str], Sequence[str]]  # whole given names, of men and of women
    clans: Sequence[str]
    mongols: float  # share of Mongols in Inner Mongolia
    with_clan: float  # share of them who write the clan before the name
    two: float  # share of given names of two characters

    def draw(self, rng: random.Random, region: str, sex: str) -> tuple[str, str]:
        """A name and its nation."""
        if region == "neimenggu" and rng.random() < self.mongols:
            given = rng.choice(self.mongol[sex == "女"])
            return (f"{rng.choice(self.clans)}·{given}" if rng.random() < self.with_clan else given), "蒙古"
        pool = self.men if sex == "男" else self.women
        given = "".join(rng.sample(pool, 2)) if rng.random() < self.two else rng.choice(pool)
        return rng.choice(self.surnames) + given, "汉"
