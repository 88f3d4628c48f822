"""Whether a confidence means what it says, and what another threshold would have done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.quality.intervals import Interval, wilson
from pipeline.quality.tally import Judged, Tally, tally, total

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
LEVELS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.999)


@dataclass(frozen=True, slots=True)
class Sure:
    """One value the machine read, as sure as it was, and whether it was right."""

    confidence: float  # [0, 1]
    right: bool
    weight: float = 1.0

    @property
    def tally(self) -> Tally:
        return tally([Judged(self.weight, not self.right, self.confidence)])


@dataclass(frozen=True, slots=True)
class Graded:
    """All values that the machine read with one confidence, added up."""

    confidence: float
    tally: Tally


Value = Sure | Graded


@dataclass(frozen=True, slots=True)
class Bin:
    """The values whose confidence lies in [low, high); the last bin holds 1 as well."""

    low: float
    high: float
    count: int
    confidence: float  # their weighted mean
    right: float  # weighted share of them
    interval: Interval  # of that share
    weight: float


def floor_of(confidence: float) -> float:
    """Lower edge of the bin a confidence lies in."""
    return max((edge for edge in EDGES[:-1] if edge <= confidence), default=EDGES[0])


def bins(values: Iterable[Value]) -> list[Bin]:
    """Only bins that hold something."""
    by: dict[float, list[Tally]] = {}
    for value in values:
        by.setdefault(floor_of(value.confidence), []).append(value.tally)
    return [_bin(low, high, total(by[low])) for low, high in pairwise(EDGES) if low in by]


def _bin(low: float, high: float, found: Tally) -> Bin:
    right = 1 - found.share
    interval = wilson(right * found.effective, found.effective)
    return Bin(low, high, found.count, found.sure / found.weight, right, interval, found.weight)


def calibration_error(values: Iterable[Value]) -> float | None:
    """Expected calibration error (Naeini 2015; Guo 2017): the mean distance of confidence and truth over the bins."""
    found = bins(values)
    weight = sum(each.weight for each in found)
    return sum(each.weight * abs(each.confidence - each.right) for each in found) / weight if weight else None


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


def trade(values: Iterable[Value], threshold: float) -> Trade:
    (found,) = trades(values, [threshold])
    return found


def trades(values: Iterable[Value], levels: Iterable[float] = LEVELS) -> list[Trade]:
    """The same at many thresholds, rising. Each value is added up once: what is left grows with the threshold."""
    waiting = sorted(((value.confidence, value.tally) for value in values), key=lambda pair: pair[0], reverse=True)
    whole, left, found = total(tally for _, tally in waiting), Tally(), []
    for level in sorted(set(levels)):
        while waiting and waiting[-1][0] < level:
            left += waiting.pop()[1]
        found.append(_trade(level, whole - left, left))
    return found


def _trade(threshold: float, kept: Tally, left: Tally) -> Trade:
    rate, weight = kept.rate(), (kept.weight + left.weight) or 1.0
    needless = (left.weight - left.bad) / weight
    return Trade(threshold, kept.count, left.weight / weight, rate.wrong, rate.share, rate.interval, needless)
