"""What the dates on a page of samples stand for: truth says what days there are, what rules found says which is which.

A day that stands in several places is learnt where the rules read its role as truth has it; where they did not, nobody
knows which place is meant, and nothing is learnt of any. What truth has no role for is told in a story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.fields.date_text import find_dates
from extractors.reading import DateRole, Document, Line, Page
from extractors.roles.net import DATES
from samples.training.roles_pen import NO_ROLE
from samples.training.roles_places import proves
from samples.truth import Json

_MISREAD = 2  # characters in which two days differ that may be one, misread


@dataclass(frozen=True, slots=True)
class _Day:
    """A date within a line."""

    line: int
    start: int
    end: int
    value: str  # as truth spells it
    read: DateRole | None  # the role the rules gave it; None where they gave none


def marked_dates(page: Page, lines: Sequence[Line], found: Document, truth: Json) -> list[tuple[int, ...]]:
    """Of each line's characters the index in DATES of what the date they belong to stands for."""
    days = [day for n in range(len(lines)) for day in _days(page, lines, n, found)]
    marks = [[NO_ROLE] * len(line.text) for line in lines]
    for day in days:
        mark = _mark(day, days, truth.get("dates", ()))
        marks[day.line][day.start : day.end] = [mark] * (day.end - day.start)
    return [tuple(each) for each in marks]


def _days(page: Page, lines: Sequence[Line], n: int, found: Document) -> list[_Day]:
    line = lines[n]
    near = [each for each in found.dates if any(proves(proof, page, line) for proof in each.evidence)]
    days = []
    for date in find_dates(line.text, labelled=bool(near)):
        value = str(date.date)
        roles = {each.role for each in near if str(each.date) == value and each.text in line.text[date.start :]}
        days.append(_Day(n, date.start, date.end, value, roles.pop() if len(roles) == 1 else None))
    return days


def _mark(day: _Day, among: Sequence[_Day], wanted: Sequence[Json]) -> int:
    roles = {DateRole(each["role"]) for each in wanted if each["value"] == day.value}
    if not roles:
        return NO_ROLE if _may_be_misread(day, among, wanted) else DATES.index(None)
    if day.read in roles:
        return DATES.index(day.read)
    same = [each for each in among if each.value == day.value]
    if len(same) > 1 or len(roles) > 1:
        return NO_ROLE
    return DATES.index(roles.pop())


def _may_be_misread(day: _Day, among: Sequence[_Day], wanted: Sequence[Json]) -> bool:
    """Whether truth has a day nobody read that is much like this one."""
    read = {each.value for each in among}
    return any(each["value"] not in read and _apart(each["value"], day.value) <= _MISREAD for each in wanted)


def _apart(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
