"""How much time a case has left, in working days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from storage.records.queue import Entry
from validators.workdays import is_workday

SOON = 3  # working days from which on a list says so in colour
FAR = 400  # days beyond which nobody counts


@dataclass(frozen=True, slots=True)
class Remaining:
    """`days`: working days until the case is due, negative once it is late; None: an instant case, due at once."""

    days: int | None

    @property
    def level(self) -> str:
        if self.days is None or self.days < 0:
            return "bad"
        return "warn" if self.days <= SOON else ""


def remaining(entry: Entry, today: dt.date) -> Remaining:
    return Remaining(None if entry.urgency == 0 else workdays(today, entry.due_on))


@lru_cache(4096)
def workdays(start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and including `end`; those that have passed since, as a negative number."""
    if end < start:
        return -workdays(end, start)
    span = min((end - start).days, FAR)
    return sum(is_workday(start + dt.timedelta(days=n))[0] for n in range(1, span + 1))


def waited(since: dt.datetime, now: dt.datetime) -> tuple[str, int]:
    """Word and number for how long something has waited."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return "queue.minutes", minutes
    if minutes < 48 * 60:
        return "queue.hours", minutes // 60
    return "queue.days", minutes // (24 * 60)
