"""Whether an error rate drifts: a p chart over weeks, with limits that follow each week's size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

RUN = 8
"""So many points in a row on the wrong side of the centre are no accident (Western Electric 1956, rule 4)."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was judged in one period."""

    name: str  # of the period: "2026-W14"
    wrong: float
    of: float  # may be an effective number


@dataclass(frozen=True, slots=True)
class Point:
    batch: Batch
    share: float
    lower: float  # control limits at three standard errors, in [0, 1]
    upper: float
    signal: str  # "above", "below", "run" (too long on the high side), or ""

    @property
    def alarms(self) -> bool:
        """Worse than before, beyond chance: a point below the limits is good news, and no alarm."""
        return self.signal in ("above", "run")


@dataclass(frozen=True, slots=True)
class Chart:
    centre: float
    points: tuple[Point, ...]


def p_chart(batches: Sequence[Batch], baseline: Sequence[Batch] | None = None, sigmas: float = 3.0) -> Chart:
    """Shewhart's chart for fractions nonconforming (Montgomery, 7.2), in the order given.

    `baseline`: the batches whose rate is taken for the normal one; all of them if not said.
    """
    counted = [batch for batch in (baseline if baseline is not None else batches) if batch.of > 0]
    total = sum(batch.of for batch in counted)
    centre = sum(batch.wrong for batch in counted) / total if total else 0.0
    points: list[Point] = []
    high = 0
    for batch in batches:
        if batch.of <= 0:
            high = 0
            continue
        share, reach = batch.wrong / batch.of, sigmas * sqrt(centre * (1 - centre) / batch.of)
        lower, upper = max(0.0, centre - reach), min(1.0, centre + reach)
        high = high + 1 if share > centre else 0
        points.append(Point(batch, share, lower, upper, _signal(share, lower, upper, high)))
    return Chart(centre, tuple(points))


def _signal(share: float, lower: float, upper: float, high: int) -> str:
    if share > upper:
        return "above"
    if share < lower:
        return "below"
    return "run" if high >= RUN else ""
