"""Dates in text: every way a Chinese medical paper prints one, and how much of a damaged one is left."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.fields.date_digits import UNREAD, agreed, possible_days, spellings
from extractors.layout.text import fold
from extractors.reading import PartialDate

# OCR's look-alikes of digits: folded only inside something that already has the form of a date.
_DIGITS = str.maketrans("OoQ〇○◯DlI|!iＳSZBz", "0000000" + "11111" + "55282")
_D = r"[\dOoQ〇○lI|!]"
_YEAR = rf"(?:19|20|2[Oo〇○]|[lI|]9){_D}{{2}}"
_MONTH = rf"{_D}{{1,2}}"
_CJK_DIGITS = "〇○◯零0Oo一二三四五六七八九"
_CJK = {c: i for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○◯0Oo", 0)
_CJK_NUMBER = "[一二三四五六七八九十廿卅元正〇○零]"
_TIME = r"(?:[\sT,，日]*(?P<time>[0-2]?\d\s?[:：时]\s?[0-5]\d(?:\s?[:：分]\s?[0-5]\d)?))?"
_GAP = r"\s{0,6}"

# 2025年3月5日, 2025 年 03 月 05; 2025年3月▇日, 2025年3月1▇日: a day that is not whole is no day.
_WITH_NIAN = re.compile(
    rf"(?<![\d])(?P<y>{_YEAR}|0?{_D}{{2}}){_GAP}年{_GAP}(?P<m>{_MONTH}|{_CJK_NUMBER}{{1,3}}){_GAP}[月⽉]"
    rf"(?:{_GAP}(?P<d>{_D}(?:\s?{_D})?|{_CJK_NUMBER}{{1,3}}){_GAP}[日曰号]|"
    rf"{_GAP}(?P<e>{_D}{{2}})(?=\s|$|[,，;；)）至~-]|(?![余多个次天周岁例月年时点分小日号])[㐀-鿿])"
    rf"|(?P<junk>[^年月日\n]{{0,4}}[日曰]|{_GAP}\d(?!\d)))?" + _TIME
)
_CHINESE = re.compile(
    rf"(?P<y>[一二]{_GAP}[{_CJK_DIGITS}](?:{_GAP}[{_CJK_DIGITS}]){{2}}){_GAP}年{_GAP}(?P<m>{_CJK_NUMBER}{{1,3}}){_GAP}月"
    rf"(?:{_GAP}(?P<d>{_CJK_NUMBER}{{1,3}}){_GAP}[日曰号]|(?P<junk>[^年月日\n]{{0,4}}[日曰]|{_CJK_NUMBER}))?" + _TIME
)
# 2025-03-05, 2025.3.5, 2025/03/05 08:31:22, 2025-03-0508:31; one and the same separator twice.
_SEPARATED = re.compile(
    rf"(?<![\d./])(?P<y>{_YEAR})\s?(?P<s>[-./])\s?(?P<m>{_MONTH})\s?(?P=s)\s?(?P<d>{_D}{{1,2}})(?!\d?[-/](?!(?:19|20)\d\d[-./年])\d)"
    r"(?![\d%](?![\d]?\s?[:：时]))" + _TIME  # 2026.03.2316时: the hour alone, glued on
)
# 25 Feb 2026, 12-Mar-2026 07:35, March 5, 2026
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(?P<m>(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6})[.]?"
_ENGLISH = (
    re.compile(
        rf"(?<![\d/.-])(?P<d>[0-3]?\d)(?:st|nd|rd|th)?[\s/,.-]{{0,3}}{_NAMED}[\s/,-]{{1,2}}(?P<y>(?:19|20)\d\d)(?!\d)"
        + _TIME
    ),
    re.compile(
        rf"(?<![A-Za-z]){_NAMED}\s{{0,2}}(?P<d>[0-3]?\d)(?:st|nd|rd|th)?,?\s{{0,2}}(?P<y>(?:19|20)\d\d)(?!\d)" + _TIME
    ),
)
# 二〇二六年▇月二十六日: with the month gone only the year is left.
_MONTH_GONE = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR}|[一二]{_GAP}[{_CJK_DIGITS}](?:{_GAP}[{_CJK_DIGITS}]){{2}}){_GAP}年(?P<junk>[^年月日\d]{{0,4}})月"
    rf"(?:{_GAP}(?:{_D}|{_CJK_NUMBER}){{1,3}}{_GAP}[日曰])"
)
_CLOCK = r"[0-2]\d\s?[:：]\s?[0-5]\d(?:\s?[:：]\s?[0-5]\d)?"
_SEP = r"[^\d\s()（）]|\s{1,2}"  # what stands, or was read, between year, month and day of two digits each
# Only where a label says that a date stands here.
_LABELLED = (
    # 1 9 9 6 0 3 0 1: a digit to each box
    re.compile(r"(?<!\d)(?<!\d )(?P<y>(?:1 9|2 0) \d \d) (?P<m>[01] \d) (?P<d>[0-3] \d)(?! ?\d)"),
    # 20250305, 2025-0305, 202503-0508:31, 2025=03-0508:31: all eight digits are there; of 2026-19230829 they are not
    re.compile(
        rf"(?<!\d)(?<!\d[-./])(?P<y>{_YEAR})(?:{_SEP})?(?P<m>[01]\d)(?:{_SEP})?(?P<d>[0-3]\d)"
        rf"(?:\s*(?P<time>{_CLOCK})|(?![\d:：-])" + _TIME.replace("P<time>", "P<later>") + ")"
    ),
    re.compile(
        rf"(?<!\d)(?P<y>{_YEAR})[-./\s,，:]{{1,3}}(?P<m>{_MONTH})[-./\s,，:]{{1,3}}(?P<d>{_D}{{1,2}})(?!\d)" + _TIME
    ),
    re.compile(r"(?<!\d)(?P<y>\d{2})\s?(?P<s>[-./])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d)" + _TIME),
    # 2025-03-0517.22, 2025-03-05151530: a time right behind the day whose colons were lost or misread
    re.compile(
        rf"(?<!\d)(?P<y>{_YEAR})(?P<s>[-./])(?P<m>[01]\d)(?P=s)(?P<d>[0-3]\d)[0-2]\d[.,;·]?[0-5]\d(?:[.,;·:]?\d{{1,2}})?(?!\d)"
    ),
    # 2025-0-3010:45: of the month only its zero was read
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})(?P<s>[-./])(?P<wm>0)(?P=s)(?P<wd>[0-3]\d)(?=\s?{_CLOCK}|(?!\d))"),
    # 2025-#7-18, 2025.06.138: a digit that was not read, or one too many
    re.compile(
        rf"(?<!\d)(?P<y>{_YEAR})[-./=](?P<wm>[^\s\d年月日./-]\d|[01]\d)[-./=](?P<wd>[^\s\d年月日./-]\d|[0-3]\d\d?)(?!\d(?!\d:))"
    ),
)
_PARTS = (  # where nothing else was found
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})\s?[-./年]\s?(?P<m>{_MONTH})(?:\s?[-./月])?(?![\d:：])"),
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})\s?年"),
)
# 2026/7/311:41: neither month nor day padded, and an hour of one digit or two
_GLUED = re.compile(r"(?<=[-./][1-9][-./])(?P<a>[1-3])(?P<b>\d)(?P<c>\d)[:：]\d\d(?:[:：]\d\d)?$")
_OLDEST, _LATEST = 1900, 2099


@dataclass(frozen=True, slots=True)
class DateText:
    """A date found in a text: characters [start, end), its day or month None where they could not be read."""

    start: int
    end: int
    date: PartialDate
    time: str = ""  # "HH:MM" or "HH:MM:SS"
    damaged: bool = False  # something was written that could not be read
    possible: tuple[PartialDate, ...] = ()  # every day it may be, where a digit was not read; else ()


def find_dates(text: str, labelled: bool = False) -> tuple[DateText, ...]:
    """All dates in a text, left to right.

    `labelled`: a label says that a date stands here, so looser forms count too (20250305, 25-3-5, 2025-03, 2025 03 05).
    Serial numbers (20250305-0123), telephone numbers, codes and reference ranges are no dates.
    """
    folded = fold(text)
    found: list[DateText] = []
    for pattern in (_WITH_NIAN, _CHINESE, _SEPARATED, *_ENGLISH, _MONTH_GONE):
        _add(found, pattern.finditer(folded))
    if labelled and not found:
        for pattern in _LABELLED:
            _add(found, pattern.finditer(folded))
    if labelled and not found:
        for pattern in _PARTS:
            _add(found, pattern.finditer(folded))
    return tuple(sorted(found, key=lambda each: each.start))


def _add(found: list[DateText], matches: Iterator[re.Match[str]]) -> None:
    for match in matches:
        if any(match.start() < other.end and other.start < match.end() for other in found):
            continue
        date = _date(match)
        if date is not None:
            found.append(date)


def _date(match: re.Match[str]) -> DateText | None:
    groups = match.groupdict()
    year = _year(match["y"])
    if year is None or not _OLDEST <= year <= _LATEST:
        return None
    if groups.get("wm"):
        return _solved(match, year)
    month = _number(groups.get("m"))
    day = _number(groups.get("d") or groups.get("e"))
    damaged = bool((groups.get("junk") or "").strip("日曰 \t\u3000")) or month is None
    if month is not None and not 1 <= month <= 12:
        if "年" not in match.group():
            return None  # 2025.13.40 is no date at all
        month, day, damaged = None, None, True
    possible: tuple[PartialDate, ...] = ()
    if _half_hidden(groups.get("m"), groups.get("d")) and month is not None:
        possible = possible_days(year, f"{month:02d}", spellings(str(day)))
        day, damaged = None, True
    if glued := _either_day(match, year, month):
        return DateText(*_span(match), PartialDate(year, glued[0].month), "", True, glued)
    if day is not None and month is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        if "月" not in match.group() and day > 31:
            return None
        day, damaged = None, True
    known = PartialDate(year, month, day if month else None)
    return DateText(*_span(match), known, _time(groups.get("time") or groups.get("later")), damaged, possible)


def _either_day(match: re.Match[str], year: int, month: int | None) -> tuple[PartialDate, ...]:
    """Both days that 2026/7/311:41 may name, the 3rd at 11:41 and the 31st at 1:41; () where only one can be meant."""
    glued = _GLUED.search(match.group())
    if glued is None or month is None or not 1 <= month <= 12:
        return ()
    tens, middle = int(glued["a"]), int(glued["b"])
    whole = 10 * tens + middle
    if int(glued["b"] + glued["c"]) > 23 or not 1 <= whole <= calendar.monthrange(year, month)[1]:
        return ()
    return PartialDate(year, month, tens), PartialDate(year, month, whole)


def _solved(match: re.Match[str], year: int) -> DateText | None:
    """A date of which a digit was not read, or read twice: what the calendar leaves of it."""
    month, day = (re.sub(r"\D", UNREAD, match[key]) for key in ("wm", "wd"))
    month = month if len(month) > 1 else month + UNREAD
    possible = possible_days(year, month, spellings(day))
    known = agreed(possible)
    if known is None:
        return None
    whole = known.day is not None
    return DateText(*_span(match), known, damaged=not whole, possible=() if whole else possible)


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Without white space behind it."""
    start, end = match.span()
    while end > start and match.string[end - 1].isspace():
        end -= 1
    return start, end


def _half_hidden(month: str | None, day: str | None) -> bool:
    """Where the month is padded (03) the day is too: a single digit is what a stamp left of two."""
    return month is not None and day is not None and len(month) == 2 and month[0] in "0Oo〇○" and len(day.strip()) == 1


def _year(text: str) -> int | None:
    squeezed = "".join(text.split())
    if any(c in "一二三四五六七八九零" for c in squeezed):
        digits = [_CJK.get(c) for c in squeezed]
        return None if None in digits else int("".join(str(d) for d in digits))
    plain = squeezed.translate(_DIGITS)
    if not plain.isdigit():
        return None
    value = int(plain)
    return value if value > 99 else 2000 + value if value < 70 else 1900 + value


def _number(text: str | None) -> int | None:
    """1 to 31, in Arabic or Chinese digits or as an English month; None if it is none."""
    if text is None:
        return None
    squeezed = "".join(text.split())
    if (month := squeezed[:3].lower()) in _MONTHS:
        return _MONTHS.index(month) + 1
    plain = squeezed.translate(_DIGITS)
    if plain.isdigit():
        return int(plain)
    squeezed = squeezed.replace("廿", "二十").replace("卅", "三十").replace("元", "一").replace("正", "一")
    tens, ten, ones = squeezed.partition("十")
    if ten:
        return (_CJK.get(tens, 1) if tens else 1) * 10 + (_CJK.get(ones, 0) if ones else 0)
    digits = [_CJK.get(c) for c in squeezed]
    return None if None in digits else int("".join(str(d) for d in digits))


def _time(text: str | None) -> str:
    if not text:
        return ""
    parts = [part.strip() for part in re.split(r"[:：时分]", text) if part.strip()]
    hour = int(parts[0])
    return ":".join([f"{hour:02d}", *parts[1:]]) if hour < 24 else ""
