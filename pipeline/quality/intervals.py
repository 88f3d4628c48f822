"""How sure a share is that was counted on a sample, and how large a sample has to be for that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    low: float  # [0, 1]
    high: float

    @property
    def half_width(self) -> float:
        return (self.high - self.low) / 2


def z_of(confidence: float) -> float:
    """The normal quantile of a two-sided interval: 0.95 → 1.96."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(wrong: float, of: float, confidence: float = 0.95) -> Interval:
    """Wilson's score interval (Wilson 1927). Numbers may be effective ones; of nothing it is all of [0, 1]."""
    if of <= 0:
        return Interval(0.0, 1.0)
    z, p = z_of(confidence), wrong / of
    spread = 1 + z * z / of
    centre = (p + z * z / (2 * of)) / spread
    half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / spread
    return Interval(max(0.0, centre - half) if wrong > 0 else 0.0, min(1.0, centre + half) if wrong < of else 1.0)


def size_for(half_width: float, expected: float = 0.5, confidence: float = 0.95, population: int | None = None) -> int:
    """How many have to be drawn so that the interval around a share as `expected` is ± `half_width`.

    Cochran 1977, 4.4: z²p(1−p)/d², with his correction for a finite population. Raises ValueError for a share or a
    width outside (0, 1).
    """
    if not (0 < expected < 1 and 0 < half_width < 1 and 0 < confidence < 1):
        raise ValueError("shares and widths lie between 0 and 1")
    z = z_of(confidence)
    endless = z * z * expected * (1 - expected) / half_width**2
    if population is None:
        return ceil(endless - 1e-9)
    return min(population, ceil(endless / (1 + (endless - 1) / population) - 1e-9)) if population else 0


def planned(expected: float, strata: Iterable[tuple[int, int]], confidence: float = 0.95) -> Interval:
    """What a sample is going to say of its frame, if the share is as `expected`; `strata`: how many there are of each,
    and how many of them are drawn.

    Wilson's over Kish's size with the finite population's correction (N − 1) / (N − n): whoever looks at all of it
    knows it. Strata that nothing is drawn from say nothing and are left out.
    """
    taken = [(size, drawn) for size, drawn in strata if drawn]
    whole, many = sum(size for size, _ in taken), sum(drawn for _, drawn in taken)
    if many >= whole:
        return Interval(expected, expected) if whole else Interval(0.0, 1.0)
    effective = whole**2 / sum(size**2 / drawn for size, drawn in taken) * (whole - 1) / (whole - many)
    return wilson(expected * effective, effective, confidence)
