"""Whether a confidence means what it says: reliability by bins, and what is wrong among what is not left to people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Sure:
    """One value read, as sure as it was, and whether it was right."""

    confidence: float  # [0, 1]
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The values whose confidence lies in [low, high); the last bin holds 1 as well."""

    low: float
    high: float
    count: int
    confidence: float  # their mean
    right: float  # share of them


@dataclass(frozen=True, slots=True)
class Trade:
    """What happens if the least sure values are left to people."""

    share: float  # of all values, left to people
    threshold: float  # the lowest confidence that is kept
    error: float  # share of wrong ones among the rest
    ceiling: float  # of that share with 95 % certainty (Wilson)


def bins(values: Iterable[Sure]) -> list[Bin]:
    """Only bins that hold something."""
    values = list(values)
    found = []
    for low, high in pairwise(EDGES):
        inside = [v for v in values if low <= v.confidence < high or (v.confidence >= high == EDGES[-1])]
        if inside:
            mean = sum(v.confidence for v in inside) / len(inside)
            found.append(Bin(low, high, len(inside), mean, sum(v.right for v in inside) / len(inside)))
    return found


def calibration_error(values: Sequence[Sure]) -> float | None:
    """Expected calibration error: the mean distance of confidence and truth over the bins, weighted by size."""
    return sum(b.count * abs(b.confidence - b.right) for b in bins(values)) / len(values) if values else None


def trades(values: Iterable[Sure], shares: Sequence[float] = SHARES) -> list[Trade]:
    """The risk-coverage curve at a few shares left to people. Values of one confidence are kept or left together."""
    ranked = sorted(values, key=lambda v: -v.confidence)
    found = []
    for share in shares if ranked else ():
        threshold = ranked[max(0, round(len(ranked) * (1 - share)) - 1)].confidence
        kept = [v for v in ranked if v.confidence >= threshold]
        wrong = sum(not v.right for v in kept)
        left = 1 - len(kept) / len(ranked)
        found.append(Trade(left, threshold, wrong / len(kept), wilson_ceiling(wrong, len(kept))))
    return found


def wilson_ceiling(wrong: int, of: int, z: float = 1.96) -> float:
    """The upper end of Wilson's interval for a share."""
    p = wrong / of
    centre = p + z * z / (2 * of)
    return (centre + z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))) / (1 + z * z / of)
