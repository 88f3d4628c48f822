"""A date as sure as it was read: what its doubtful digits leave open, and how much the rest is worth."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from extractors.fields.date_digits import UNREAD, agreed, possible_days
from extractors.fields.date_heard import conceivable_dates, possible_dates
from extractors.fields.date_text import DateText
from extractors.layout.sheet import Sheet
from extractors.layout.text import confidence, evidence, fold, join
from extractors.reading import DateField, DateRole, Line, PartialDate

_UNSURE_DIGIT = 0.5  # a digit read with less than this was not read
_LEAST_SEEN = 0.4  # a numeral read with less may be none, though its rivals are none either
_NO_RIVAL = 0.85  # its share among numerals from which no other rivals it
_CHINESE_NUMERALS = frozenset("一二三四五六七八九十〇零")
_NUMBERS = re.compile("[0-9OoQlI|〇○◯零一二三四五六七八九十廿卅元正]+")  # year, month, day of a date
_CENTURY = 2  # the first digits of a year: no paper here is of another one
_Group = tuple[str, tuple[float, ...]]  # digits of a year, month or day, with a confidence each


def made(
    sheet: Sheet, parts: tuple[Line, ...], date: DateText, role: DateRole, *, label: str, certainty: float
) -> DateField:
    """The date found on `parts`, without the month or day that was hardly read (as under a stamp).

    Its confidence is that of its digits: a doubtful colon of its time, or the century, makes no date doubtful.
    """
    known, possible = _as_sure(date, parts, role)
    if known is not None and known.day is not None and (may_be := possible_dates(parts)):
        known, possible = agreed(may_be), may_be
    return DateField(
        role,
        known,
        join(parts),
        round(_read_surely(parts, role, date) * certainty, 4),
        evidence(sheet.page, parts),
        label,
        date.time,
        possible,
        () if possible else conceivable_dates(parts),
    )


def _groups(parts: Sequence[Line], role: DateRole) -> list[_Group]:
    """Year, month and day as printed, with a confidence per character; empty if those are not known.

    The century of a birth date counts, that of other dates does not.
    """
    text = fold("".join(part.text for part in parts))
    chars = [c for part in parts for c in _among_numerals(part)]
    if len(chars) != len(text):
        return []
    found = [(match.group(), tuple(chars[slice(*match.span())])) for match in _NUMBERS.finditer(text)][:3]
    if found and len(found[0][0]) == 4 and role is not DateRole.BIRTH:
        found[0] = (found[0][0][_CENTURY:], found[0][1][_CENTURY:])
    return found


def _among_numerals(part: Line) -> tuple[float, ...]:
    """A confidence per character; of a Chinese numeral whose rivals are no numerals (二 or 土) its share among them."""
    sure = list(part.char_confidences)
    heard = [f for f in part.frames if f[0][0] and f[0][0] != " "]
    if len(heard) != len(part.text) or any(f[0][0] != c for f, c in zip(heard, part.text, strict=True)):
        return part.char_confidences
    for i, (frame, c) in enumerate(zip(heard, part.text, strict=True)):
        if c in _CHINESE_NUMERALS and _LEAST_SEEN <= sure[i] < _UNSURE_DIGIT:
            seen = {rival: math.exp(value) for rival, value in frame}
            among = sum(share for rival, share in seen.items() if rival.isdigit() or rival in _CHINESE_NUMERALS)
            sure[i] = seen[c] / among if seen[c] > _NO_RIVAL * among else sure[i]
    return tuple(sure)


def _without_time(groups: list[_Group], date: DateText) -> list[_Group]:
    """Without the hour printed right behind the day (2026.03.2414:43): a doubtful minute makes no day doubtful."""
    if len(groups) < 3 or len(groups[2][0]) <= 2 or not date.date.day:
        return groups
    text, chars = groups[2]
    length = 2 if date.date.day > 9 or not text.startswith(str(date.date.day)) else 1
    return [*groups[:2], (text[:length], chars[:length])]


def _read_surely(parts: Sequence[Line], role: DateRole, date: DateText) -> float:
    """Halfway between the mean of the parts and the least sure digit that decides; of a text layer its own."""
    groups = _without_time(_groups(parts, role), date)
    digits = [c for _, chars in groups for c in chars if c >= _UNSURE_DIGIT]  # those below were taken out
    least = min(digits) if digits else min((part.min_confidence for part in parts), default=0.0)
    mean = sum(digits) / len(digits) if digits else confidence(parts)
    return (mean + least) / 2


def _as_sure(
    date: DateText, parts: Sequence[Line], role: DateRole
) -> tuple[PartialDate | None, tuple[PartialDate, ...]]:
    groups = _without_time(_groups(parts, role), date)
    if len(groups) < 2 or all(c >= _UNSURE_DIGIT for _, chars in groups for c in chars):
        return date.date, date.possible
    (_, year), *rest = groups
    if min(year) < _UNSURE_DIGIT:
        return None, ()
    spelled = [_spelled(text, chars) for text, chars in rest]
    month, day = (*spelled, "")[:2]
    if any(UNREAD in each and not re.fullmatch(rf"[\d{UNREAD}]{{2}}", each) for each in (month, day)):
        return _cut(date.date, rest), ()  # a single digit that was not read may have been two
    possible = possible_days(date.date.year, month, (day,)) if day else ()
    known = agreed(possible)
    if known is None or date.date.day is None:
        return _cut(date.date, rest), ()
    return known, () if known.day is not None else possible


def _spelled(text: str, chars: Sequence[float]) -> str:
    return "".join(c if sure >= _UNSURE_DIGIT else UNREAD for c, sure in zip(text, chars, strict=True))


def _cut(date: PartialDate, groups: Sequence[tuple[str, tuple[float, ...]]]) -> PartialDate:
    """Without the month or day of which a character was not read."""
    if min(groups[0][1]) < _UNSURE_DIGIT:
        return PartialDate(date.year)
    if len(groups) > 1 and min(groups[1][1]) < _UNSURE_DIGIT:
        return PartialDate(date.year, date.month)
    return date
