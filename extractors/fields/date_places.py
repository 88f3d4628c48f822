"""Where dates stand on a page: each with the label before it on its row, wrapped ones put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.fields.date_roles import STAY, VALIDITY, role_of
from extractors.fields.date_text import DateText, find_dates
from extractors.layout.label import Label
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet
from extractors.layout.text import cut, joined
from extractors.reading import Line

_DIGIT, _NUMERAL = "[〇○零一二三四五六七八九]", "[一二三四五六七八九十廿卅元]"
# 于2026 | 年3月15日, 2026年10月 | 12日, 2026-09- | 21: the beginning of a date at the end of a line, and its rest
_BEGUN = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?(?:年\s?(?:\d{1,2}\s?(?:月\s?\d{0,2})?)?|[-./]\s?(?:\d{1,2}\s?(?:[-./]\s?\d?)?)?)?\s*$"
    rf"|[一二]{_DIGIT}{{3}}(?:年(?:{_NUMERAL}{{1,3}}(?:月{_NUMERAL}{{0,3}})?)?)?\s*$"
)
_REST_IN_WORDS = re.compile(rf"年?{_NUMERAL}{{0,3}}月?{_NUMERAL}{{0,3}}日?")
_REST = re.compile(r"\s*[年月日./-]?\s?\d{0,2}\s?(?:[月日./-]\s?(?:\d{1,2}\s?日?)?)?")
_DATE_ALONE = re.compile(
    r"(?:(?:19|20)?\d\d)\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}日?\s?(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
_SHORT_BEHIND_COLON = re.compile(r"[一-鿿][:：]\s?\d\d([-./])[01]?\d\1[0-3]?\d\s*$")
_GLOSS = re.compile(r"[A-Za-z][A-Za-z .:：/()]{2,23}")  # Date, Date of Issue
_FLUSH, _OVER = 1.5, 2.2  # text heights from a label to its English beneath: sideways, down
_LEAST_ABOVE = 8  # characters and cells of a row that is full
_NEXT_LINE = 2.6  # text heights from a line to the one its text goes over to


@dataclass(frozen=True, slots=True)
class Found:
    """A date on a row, with what the row says before it."""

    sheet: Sheet
    row: Row
    parts: tuple[Line, ...]
    date: DateText
    label: Label | None  # the nearest label before it on its row
    between: str  # text between that label and the date
    before: str  # the same, as printed
    after: str  # text behind it up to the next label or date
    index: int  # which date of that label: 0, 1 …


def found_on(sheet: Sheet) -> list[Found]:
    """The dates on a page's rows, in reading order."""
    rests = _rests(sheet)
    found: list[Found] = []
    for row in sheet.rows:
        for label, lines in _segments(row, sheet, rests):
            text, places = joined(lines)
            expected = label is not None and expects_date(label)
            dates = find_dates(text, expected or _SHORT_BEHIND_COLON.search(text) is not None)
            if not dates:
                found.extend(_in_column(line, row, sheet) for line in lines if _is_headed(line, sheet))
            ends = [date.start for date in dates[1:]] + [len(text)]
            for index, (date, end) in enumerate(zip(dates, ends, strict=False)):
                before = text[dates[index - 1].end if index else 0 : date.start]
                parts = cut(lines, places, date.start, date.end)
                between = text[: date.start].strip(" :：至-~—")
                found.append(Found(sheet, row, parts, date, label, between, before, text[date.end : end], index))
    taken = {id(each.label) for each in found if each.label is not None}
    found = [each if each.label is not None else _under_its_label(each, taken) for each in found]
    taken = {id(each.label) for each in found if each.label is not None}
    return [each if each.label is not None else _wrapped(each, taken) for each in found]


def _wrapped(found: Found, taken: set[int]) -> Found:
    """With the label that ends the row above the one a date begins: …记录日期： and, at the left beneath, the date."""
    rows_ = found.sheet.rows
    at = next((index for index, row in enumerate(rows_) if row is found.row), 0)
    first = found.row.lines[0]
    if at == 0 or found.before.strip() or first.box.x0 + height(first) < found.parts[0].box.x0:
        return found
    above = rows_[at - 1]
    last = above.lines[-1]
    ends = [label for label in found.sheet.labels_in(last) if label.colon and not last.text[label.end :].strip()]
    near = found.row.y - above.y < _NEXT_LINE * height(last) and len(above.lines) + len(last.text) > _LEAST_ABOVE
    if not ends or not near or id(ends[-1]) in taken or not expects_date(ends[-1]):
        return found
    return replace(found, label=ends[-1], between="", before="", index=0)


def _under_its_label(found: Found, taken: set[int]) -> Found:
    """With the label above the English that stands before the date: 日期, and under it Date 2026年9月1日."""
    gloss = _gloss_before(found)
    if gloss is None:
        return found
    h = height(gloss)
    for label in found.sheet.labels:
        flush = abs(label.box.x0 - gloss.box.x0) < _FLUSH * h and 0.5 * h < gloss.box.cy - label.box.cy < _OVER * h
        last = not label.line.text[label.end :].strip(" :：")
        if flush and last and expects_date(label) and id(label) not in taken:
            return replace(found, label=label, between="", before="", index=0)
    return found


def _gloss_before(found: Found) -> Line | None:
    """The line whose English words stand right before a date: its own, or the next one on the left."""
    first, own = found.parts[0], line_of(found)
    at = own.text.find(first.text)
    if at > 0:
        return own if _GLOSS.fullmatch(own.text[:at].strip()) else None
    left = [line for line in found.row.lines if line is not own and line.box.x1 <= first.box.x0 + height(own)]
    nearest = max(left, key=lambda line: line.box.x1, default=None)
    return nearest if nearest is not None and _GLOSS.fullmatch(nearest.text.strip()) else None


def is_date_alone(line: Line) -> bool:
    """Whether a line is a date, with its time perhaps, and nothing else."""
    return _DATE_ALONE.fullmatch(line.text.strip()) is not None


def _is_headed(line: Line, sheet: Sheet) -> bool:
    """26-08-05 in a column that a date label heads."""
    if not is_date_alone(line) or not find_dates(line.text, labelled=True):
        return False
    heads = [label for label in sheet.labels if expects_date(label) and label.box.cy < line.box.cy]
    return any(label.box.x0 < line.box.x1 and line.box.x0 < label.box.x1 for label in heads)


def _in_column(line: Line, row: Row, sheet: Sheet) -> Found:
    date = find_dates(line.text, labelled=True)[0]
    return Found(sheet, row, (line.part(date.start, date.end),), date, None, "", "", "", 0)


def expects_date(label: Label) -> bool:
    """Whether a date belongs behind the label."""
    return role_of(label.word) is not None or label.word in STAY or label.word in VALIDITY


def line_of(found: Found) -> Line:
    """The whole line on which the date begins."""
    first = found.parts[0]
    here = [line for line in found.row.lines if line.box.x0 <= first.box.x0 + 1e-6]
    return max(here, key=lambda line: line.box.x0) if here else first


def _segments(row: Row, sheet: Sheet, rests: dict[int, Line | int]) -> list[tuple[Label | None, list[Line]]]:
    """The row cut at its labels: which text follows which label."""
    segments: list[tuple[Label | None, list[Line]]] = [(None, [])]
    for line in row.lines:
        taken = rests.get(id(line))
        position = taken if isinstance(taken, int) else 0
        for label in sheet.labels_in(line):
            if label.start > position:
                segments[-1][1].append(line.part(position, label.start))
            segments.append((label, []))
            position = label.end
        if position < len(line.text):
            segments[-1][1].append(line.part(position, len(line.text)))
        rest = rests.get(-id(line))
        if isinstance(rest, Line):
            segments[-1][1].append(rest)
    return [(label, lines) for label, lines in segments if lines]


def _rests(sheet: Sheet) -> dict[int, Line | int]:
    """Where dates go over to the next line: -id of a line → the rest of its date, id of that line → where it ends."""
    rests: dict[int, Line | int] = {}
    for row in sheet.rows:
        for line in row.lines:
            begun = _BEGUN.search(line.text)
            if begun is None or any(date.date.day for date in find_dates(line.text[begun.start() :], labelled=True)):
                continue
            for below in _next_lines(line, row, sheet):
                if end := _rest_of(line.text[begun.start() :], below):
                    rests[-id(line)], rests[id(below)] = below.part(0, end), end
                    break
    return rests


def _next_lines(line: Line, row: Row, sheet: Sheet) -> list[Line]:
    """The lines that may go on where a line ends: below it in its cell, or at the left of the next row."""
    h = height(line)
    lefts, below = (line.box.x0, row.lines[0].box.x0), list[Line]()
    for other in sheet.lines:
        flush = any(abs(other.box.x0 - left) < 2.5 * h for left in lefts)
        centred = abs(other.box.cx - line.box.cx) < 1.5 * h
        if 0.5 * h < other.box.cy - line.box.cy < _NEXT_LINE * h and (flush or centred):
            below.append(other)
    return sorted(below, key=lambda other: (round((other.box.cy - line.box.cy) / h), other.box.x0))


def _rest_of(begun: str, below: Line) -> int:
    """How many characters of a line complete the date begun on the line above; 0 if they do not."""
    in_words = not any(map(str.isdigit, begun)) and "二" in begun
    rest = (_REST_IN_WORDS if in_words else _REST).match(below.text)
    if rest is None or not rest.group().strip():
        return 0
    whole = find_dates(f"{begun.rstrip()}{'' if in_words else ' '}{rest.group()}")
    complete = len(whole) == 1 and whole[0].start == 0 and whole[0].date.day is not None and not whole[0].damaged
    return rest.end() if complete else 0
