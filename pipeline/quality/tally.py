"""Judgements added up: sums that rates of a sample, and how sure they are, follow from, without the judgements.

Tallies add: those of a year are the sum of its days'. So results need not be counted anew when somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import add, sub

from pipeline.quality.intervals import Interval, wilson

Sums = tuple[int, int, float, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing drawn and looked at."""

    weight: float  # of how many in the frame it is one: those of its stratum / those drawn of it
    wrong: bool
    sure: float = 0.0  # how sure the machine was, where it said anything


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the frame, estimated from a sample."""

    wrong: int  # counted, unweighted
    of: int
    share: float  # weighted; 0 of nothing
    effective: float  # how many of a simple sample would say as much
    interval: Interval


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over things judged; an item is what was drawn, and may hold many of them."""

    count: int = 0
    wrong: int = 0
    weight: float = 0.0  # Σ w
    bad: float = 0.0  # Σ w of wrong ones
    squares: float = 0.0  # Σ w²
    whole: float = 0.0  # Σ over items of (their weight)²
    crossed: float = 0.0  # Σ over items of their weight times their bad
    own: float = 0.0  # Σ over items of (their bad)²
    sure: float = 0.0  # Σ w · how sure

    def __add__(self, other: Tally) -> Tally:
        return Tally(*map(add, self.sums, other.sums))

    def __sub__(self, other: Tally) -> Tally:
        return Tally(*map(sub, self.sums, other.sums))

    @property
    def sums(self) -> Sums:
        """All of them, in order."""
        return (
            self.count,
            self.wrong,
            self.weight,
            self.bad,
            self.squares,
            self.whole,
            self.crossed,
            self.own,
            self.sure,
        )

    @property
    def share(self) -> float:
        return min(1.0, max(0.0, self.bad / self.weight)) if self.weight > 0 else 0.0

    @property
    def effective(self) -> float:
        """Kish's size (Σw)² / Σw² (Kish 1965, 11.7), or less where the things of one item err together.

        Items are clusters: the variance of the weighted share over them is Σ(b − pa)² / (Σw)² (Cochran 1977, 11.8,
        without his n / (n − 1)), and p(1 − p) over it the size of the simple sample that says as much (Korn and
        Graubard 1998). With one thing an item and equal weights it is their number.
        """
        if self.weight <= 0 or self.squares <= 0:
            return 0.0
        plain, share = self.weight**2 / self.squares, self.share
        spread = (self.own - 2 * share * self.crossed + share * share * self.whole) / self.weight**2
        if not 0 < share < 1 or spread <= 0:
            return plain
        return min(plain, share * (1 - share) / spread)

    def rate(self, confidence: float = 0.95) -> Rate:
        """The weighted share of wrong ones, with Wilson's interval over the effective size."""
        if not self.count or self.weight <= 0:
            return Rate(0, 0, 0.0, 0.0, Interval(0.0, 1.0))
        size, share = self.effective, self.share
        wrong = share * size if self.wrong else 0.0
        return Rate(self.wrong, self.count, share, size, wilson(wrong, size, confidence))


def tally(judged: Iterable[Judged]) -> Tally:
    """Of the things of one item."""
    seen = list(judged)
    weight = sum(one.weight for one in seen)
    bad = sum(one.weight for one in seen if one.wrong)
    return Tally(
        count=len(seen),
        wrong=sum(one.wrong for one in seen),
        weight=weight,
        bad=bad,
        squares=sum(one.weight**2 for one in seen),
        whole=weight**2,
        crossed=weight * bad,
        own=bad**2,
        sure=sum(one.weight * one.sure for one in seen),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    found = Tally()
    for one in tallies:
        found += one
    return found


def rate(judged: Iterable[Judged], confidence: float = 0.95) -> Rate:
    """Of things each of which was drawn by itself."""
    return total(tally([one]) for one in judged).rate(confidence)
