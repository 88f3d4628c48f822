"""Whether a confidence means what it says: reliability by bins, and what is wrong among what is not left to people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.quality.intervals import wilson
from pipeline.quality.reliability import EDGES, Sure, bins, calibration_error

__all__ = ["EDGES", "SHARES", "Sure", "Trade", "bins", "calibration_error", "trades"]

SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Trade:
    """What happens if the least sure values are left to people."""

    share: float  # of all values, left to people
    threshold: float  # the lowest confidence that is kept
    error: float  # share of wrong ones among the rest
    ceiling: float  # of that share with 95 % certainty (Wilson)


def trades(values: Iterable[Sure], shares: Sequence[float] = SHARES) -> list[Trade]:
    """The risk-coverage curve at a few shares left to people. Values of one confidence are kept or left together."""
    ranked = sorted(values, key=lambda v: -v.confidence)
    found = []
    for share in shares if ranked else ():
        threshold = ranked[max(0, round(len(ranked) * (1 - share)) - 1)].confidence
        kept = [v for v in ranked if v.confidence >= threshold]
        wrong = sum(not v.right for v in kept)
        left = 1 - len(kept) / len(ranked)
        found.append(Trade(left, threshold, wrong / len(kept), wilson(wrong, len(kept)).high))
    return found
