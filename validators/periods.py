"""Calendar periods: years, months and days as rules state them, counted on the calendar."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from extractors.reading import PartialDate
from validators.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time on the calendar; years count as twelve months."""

    months: int = 0
    days: int = 0

    def before(self, day: dt.date) -> dt.date:
        """`day` minus this period; a month end is clamped: 2025-08-31 minus six months is 2025-02-28."""
        return _shift(day, -self.months) - dt.timedelta(days=self.days)

    def after(self, day: dt.date) -> dt.date:
        return _shift(day, self.months) + dt.timedelta(days=self.days)

    def __str__(self) -> str:
        parts = []
        if self.months:
            parts.append(f"{self.months} months")
        if self.days:
            parts.append(f"{self.days} days")
        return " and ".join(parts) or "0 days"

    @property
    def zh(self) -> str:
        return (f"{self.months}个月" if self.months else "") + (f"{self.days}天" if self.days else "") or "0天"


def _shift(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def not_older(date: PartialDate, period: Period, as_of: dt.date) -> Outcome:
    """Is the date on or after `as_of` minus the period? That day is in time; unsure where a date straddles it."""
    boundary = period.before(as_of)
    if date.earliest >= boundary:
        return Outcome.PASS
    return Outcome.FAIL if date.latest < boundary else Outcome.UNSURE


def elapsed(since: PartialDate, period: Period, as_of: dt.date) -> Outcome:
    """Has at least `period` passed between the date and `as_of`? The day on which it is reached counts."""
    if period.after(since.latest) <= as_of:
        return Outcome.PASS
    return Outcome.FAIL if period.after(since.earliest) > as_of else Outcome.UNSURE


def apart(dates: list[PartialDate], period: Period) -> Outcome:
    """Do the first and the last of the dates lie at least `period` apart?"""
    if not dates:
        return Outcome.FAIL
    if period.after(min(d.latest for d in dates)) <= max(d.earliest for d in dates):
        return Outcome.PASS
    possible = period.after(min(d.earliest for d in dates)) <= max(d.latest for d in dates)
    return Outcome.UNSURE if possible else Outcome.FAIL
