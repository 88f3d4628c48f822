"""工作日: when a batch application has to be decided."""

from __future__ import annotations

import datetime as dt

import chinese_calendar


def due(submitted_on: dt.date, days: int) -> tuple[dt.date, bool]:
    """The `days`-th working day after `submitted_on`, and whether it is provisional.

    Counted from the day after submission, by the State Council's calendar with its holidays and make-up days. For a
    year the calendar does not hold, weekdays are counted instead and the second value is True. Raises ValueError for a
    negative `days`.
    """
    if days < 0:
        raise ValueError(f"a term of working days cannot be negative: {days}")
    day, left, provisional = submitted_on, days, False
    while left:
        day += dt.timedelta(days=1)
        working, known = is_workday(day)
        left -= working
        provisional = provisional or not known
    return day, provisional


def is_workday(day: dt.date) -> tuple[bool, bool]:
    """Whether people work on `day`, and whether the calendar knows (else weekdays are taken)."""
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5, False
