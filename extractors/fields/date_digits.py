"""What a date may be whose digits were not all read: the calendar often leaves one answer, or days on one side only.

A month that ends in 7 is July, whatever stood before the 7; a day that begins with 1 is the 10th to the 19th.
"""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Iterable

from extractors.reading import PartialDate

UNREAD = "?"  # one digit that was not read


def possible_days(year: int, month: str, days: Iterable[str]) -> tuple[PartialDate, ...]:
    """Every day of the calendar that fits a month and one of the spellings of its day, in order.

    Args:
        month: one or two characters, digits or `UNREAD`.
        days: the same.
    """
    spellings = tuple(days)
    return tuple(
        PartialDate(year, m, d)
        for m in range(1, 13)
        if _fits(m, month)
        for d in range(1, calendar.monthrange(year, m)[1] + 1)
        if any(_fits(d, day) for day in spellings)
    )


def spellings(day: str) -> tuple[str, ...]:
    """How a day of two digits may have read of which one digit, or three, were recognised."""
    if len(day) == 1:
        return (f"{day}{UNREAD}", f"{UNREAD}{day}")
    return tuple("".join(pair) for pair in itertools.combinations(day, 2)) if len(day) == 3 else (day,)


def agreed(possible: Iterable[PartialDate]) -> PartialDate | None:
    """What all of them share: the day, the month or the year alone; None if there is none."""
    dates = tuple(possible)
    if not dates:
        return None
    first = dates[0]
    if any(date.year != first.year for date in dates):
        return None
    if any(date.month != first.month for date in dates):
        return PartialDate(first.year)
    return first if len(set(dates)) == 1 else PartialDate(first.year, first.month)


def _fits(number: int, spelled: str) -> bool:
    digits = f"{number:02d}" if len(spelled) == 2 else str(number)
    return len(digits) == len(spelled) and all(s in (UNREAD, d) for s, d in zip(spelled, digits, strict=True))
