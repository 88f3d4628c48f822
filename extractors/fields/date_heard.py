"""Digits of a date that may be others, by what the recogniser saw; and years settled by the paper's other dates."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout.text import fold
from extractors.reading import DateField, DateRole, Frame, Line, PartialDate

_NEAR = -1.2  # natural logarithm: a digit seen with three tenths of the best one's probability may be the right one
_REMOTE = -3.0  # … and with a twentieth it hardly may
_SETTLED = 0.9  # certainty of a year that another date of the paper decides
_DATE = re.compile(r"((?:19|20)\d\d)(\D{1,3})(\d{1,2})(\D{1,3})(\d{1,2})(?!\d)")


def possible_dates(parts: Sequence[Line]) -> tuple[PartialDate, ...]:
    """Every day of the calendar that a date printed in digits may be, the one read among them; () where in no doubt.

    Args:
        parts: the date alone.
    """
    return _dates_within(parts, _NEAR)


def conceivable_dates(parts: Sequence[Line]) -> tuple[PartialDate, ...]:
    """The same with days that it hardly may be: 2026年8月6日, where the month was seen as 6 with a sixth of the 8."""
    return _dates_within(parts, _REMOTE)


def _dates_within(parts: Sequence[Line], margin: float) -> tuple[PartialDate, ...]:
    """Every day whose digits were all seen within a margin of the best.

    Args:
        margin: natural logarithm of a digit's share of the best one's probability.
    """
    text = fold("".join(part.text for part in parts))
    found = _DATE.match(text)
    if found is None or len(parts) != 1 or not parts[0].frames or len(text) != len(parts[0].text):
        return ()
    letters = _letters(parts[0].frames, margin)
    if "".join(best for best, _ in letters) != "".join(text.split()):
        return ()
    at = [i for i, c in enumerate(text) if not c.isspace()]
    seen = {place: others for place, (_, others) in zip(at, letters, strict=True)}
    spelled = [
        ["".join(digits) for digits in itertools.product(*(seen[i] for i in range(*found.span(group))))]
        for group in (1, 3, 5)
    ]
    days = {day for numbers in itertools.product(*spelled) if (day := _day(*map(int, numbers))) is not None}
    return tuple(sorted(days, key=lambda day: day.earliest)) if len(days) > 1 else ()


def _letters(frames: Sequence[Frame], margin: float) -> list[tuple[str, tuple[str, ...]]]:
    """What was read, letter by letter, each with the digits it may be (itself alone where it is no digit)."""
    found: list[tuple[str, tuple[str, ...]]] = []
    before = ""
    for frame in frames:
        best, value = fold(frame[0][0]), frame[0][1]
        others = tuple(c for c, p in frame if c.isascii() and c.isdigit() and p - value >= margin)
        if best.strip() and best != before:
            found.append((best, others if best.isdigit() else (best,)))
        elif best.strip() and found and best.isdigit():
            found[-1] = (best, tuple(dict.fromkeys((*found[-1][1], *others))))
        before = best
    return found


def _day(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def settled(fields: Sequence[DateField]) -> list[DateField]:
    """The dates, those of which only the year is open with the year that the paper's other dates bear.

    So with one that may be either of two days, of which another date of the paper names one.
    """
    fields = [_on_a_day_named(each, fields) for each in fields]
    years = {each.date.year for each in fields if each.date and each.date.day and each.role is not DateRole.BIRTH}
    return [_settled(each, years) for each in fields]


def _on_a_day_named(field: DateField, fields: Sequence[DateField]) -> DateField:
    if field.date is None or field.date.day is not None or len(field.possible) < 2:
        return field
    days = {each.date for each in fields if each is not field and each.date and _may_share(field.role, each.role)}
    fitting = [day for day in field.possible if day in days]
    if len(fitting) != 1:
        return field
    return replace(field, date=fitting[0], possible=(), remote=(), confidence=round(field.confidence * _SETTLED, 4))


def _may_share(one: DateRole, other: DateRole) -> bool:
    """Whether two dates of a paper tend to fall on a day: not the two ends of a stay, nor a birthday."""
    return DateRole.BIRTH not in (one, other) and {one, other} != {DateRole.ADMISSION, DateRole.DISCHARGE}


def _settled(field: DateField, years: set[int]) -> DateField:
    if field.date is not None or len({(day.month, day.day) for day in field.possible}) != 1:
        return field
    fitting = [day for day in field.possible if day.year in years]
    if len(fitting) != 1:
        return field
    return replace(field, date=fitting[0], possible=(), remote=(), confidence=round(field.confidence * _SETTLED, 4))
