"""Whether a confidence means what it says, and what another threshold would have done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.quality.intervals import Interval, Judged, rate

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
LEVELS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.999)


@dataclass(frozen=True, slots=True)
class Sure:
    """One value the machine read, as sure as it was, and whether it was right."""

    confidence: float  # [0, 1]
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The values whose confidence lies in [low, high); the last bin holds 1 as well."""

    low: float
    high: float
    count: int
    confidence: float  # their weighted mean
    right: float  # weighted share of them
    interval: Interval  # of that share


def bins(values: Iterable[Sure], edges: Sequence[float] = EDGES) -> list[Bin]:
    """Only bins that hold something."""
    seen = list(values)
    found = []
    for low, high in pairwise(edges):
        inside = [v for v in seen if low <= v.confidence < high or (v.confidence >= high == edges[-1])]
        if inside:
            weight = sum(v.weight for v in inside)
            mean = sum(v.confidence * v.weight for v in inside) / weight
            right = rate(Judged(v.weight, v.right) for v in inside)
            found.append(Bin(low, high, len(inside), mean, right.share, right.interval))
    return found


def calibration_error(values: Iterable[Sure]) -> float | None:
    """Expected calibration error (Naeini 2015; Guo 2017): the mean distance of confidence and truth over the bins."""
    seen = list(values)
    total = sum(v.weight for v in seen)
    if not total:
        return None
    found = 0.0
    for each in bins(seen):
        weight = sum(v.weight for v in seen if each.low <= v.confidence < each.high or v.confidence >= each.high == 1.0)
        found += weight * abs(each.confidence - each.right)
    return found / total


@dataclass(frozen=True, slots=True)
class Trade:
    """What a threshold does: values surer than it are taken, all others are left to a person."""

    threshold: float
    taken: int
    left: float  # weighted share left to people
    wrong: int  # wrong ones among those taken: what would pass unseen
    error: float  # their weighted share of those taken
    interval: Interval
    needless: float  # weighted share of all that is right and would be left to people all the same


def trade(values: Iterable[Sure], threshold: float) -> Trade:
    seen = list(values)
    total = sum(v.weight for v in seen) or 1.0
    kept = [v for v in seen if v.confidence >= threshold]
    found = rate(Judged(v.weight, not v.right) for v in kept)
    needless = sum(v.weight for v in seen if v.right and v.confidence < threshold)
    left = sum(v.weight for v in seen if v.confidence < threshold)
    return Trade(threshold, len(kept), left / total, found.wrong, found.share, found.interval, needless / total)


def trades(values: Iterable[Sure], levels: Iterable[float] = LEVELS) -> list[Trade]:
    """The same at many thresholds, rising."""
    seen = list(values)
    return [trade(seen, level) for level in sorted(set(levels))]
