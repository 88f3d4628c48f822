"""Days as papers state them: to the day, the month or the year, with open digits, with a role."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from extractors.vocabulary.field import Evidence
from extractors.vocabulary.terms import DateRole


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a date with a day needs a month")
        dt.date(self.year, self.month or 1, self.day or 1)  # raises ValueError where there is no such day

    @classmethod
    def parse(cls, value: str) -> PartialDate:
        """From ISO 8601: `2025-03-05`, `2025-03` or `2025`."""
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
            raise ValueError(f"not an ISO date: {value!r}")
        return cls(*(int(part) for part in value.split("-")))

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{p:02d}" for p in (self.month, self.day) if p is not None]
        return "-".join(parts)

    @property
    def earliest(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class DateField:
    """A date on paper with the role its label (or place) gives it."""

    role: DateRole
    date: PartialDate | None  # None: something is written where a date belongs, and it cannot be read
    text: str
    confidence: float
    evidence: tuple[Evidence, ...]
    label: str = ""  # the printed label, "" where the place alone tells
    time: str = ""  # "HH:MM" or "HH:MM:SS" where printed
    possible: tuple[PartialDate, ...] = ()  # every day it may be, where single digits were not read; else ()
    remote: tuple[PartialDate, ...] = ()  # … and those it hardly may be, by which nothing fails

    @property
    def earliest(self) -> dt.date | None:
        """The first day it may be; None where nothing could be read."""
        return min((each.earliest for each in self._readings), default=None)

    @property
    def latest(self) -> dt.date | None:
        """The last day it may be; None where nothing could be read."""
        return max((each.latest for each in self._readings), default=None)

    @property
    def earliest_conceivable(self) -> dt.date | None:
        """The first day it may be, however unlikely; None where nothing could be read."""
        return min((each.earliest for each in (*self._readings, *self.remote)), default=None)

    @property
    def _readings(self) -> tuple[PartialDate, ...]:
        return self.possible or ((self.date,) if self.date else ())


@dataclass(frozen=True, slots=True)
class IssueDate:
    """*The* date a document counts from, and why this one."""

    date: DateField
    reason: str  # a key of the kind's priority list, e.g. "reported" or "near_signature"
