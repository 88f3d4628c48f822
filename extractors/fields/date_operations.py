"""Dates of operations: in the column of a table that lists them, or behind the operation that a line tells."""

from __future__ import annotations

import re

from extractors.fields.date_places import Found, is_date_alone, line_of
from extractors.layout.rows import Row, height
from extractors.layout.text import squeeze
from extractors.reading import Line

_TOLD = re.compile(
    r"(?:\d{1,2}[.、]?)?(?:主要|其他)?(?:手术|操作)(?:及操作|操作|治疗)?(?:名称|情况|记录|及日期|\(操作\))?:"
)
_OF_OPERATIONS = re.compile("手术|操作|术者|术式|术[前后]")
_OF_ANY = ("日期", "时间")
_CELL = re.compile("(?:主要)?手术(?:及操作|操作|治疗)?(?:名称|情况|记录)?(?:Operation|Surgery|Procedure)?:?")
_DONE = re.compile(r"[一-鿿]术[(（,，;；\s]{0,2}$")  # 胆囊切除术（2026-02-24）
_TOLD_BARE = re.compile(r"手术\s+(?=(?:19|20)\d\d)")  # 手术 2026年2月3日在全麻下行……, the heading of a paragraph
_IN_A_ROW = re.compile(r"(?:^|[\s,，;；|｜])手术[:：]?\s*$")  # 入院 2026-04-30 手术 2026-05-02 出院 2026-05-24
_HEADS = re.compile("手术|操作|术者|麻醉|切口")  # what heads the columns of such a table
_OF_DAYS = re.compile("日期|时间|[术作]日$")  # 手术及操作日 | 期, wrapped
_LEAST_HEADS = 2
_REACH = 14.0  # text heights from the headings down to the last operation


def is_of_an_operation(found: Found) -> bool:
    """Whether the paper says that an operation was done on the day."""
    line = line_of(found)
    if _names_it(found, line) or _tells_it(found, line):
        return True
    if found.label is not None and found.index > 0 and _IN_A_ROW.search(found.before):
        return True
    if found.label is not None and found.label.word not in _OF_ANY:
        return False
    return is_date_alone(line) and any(_heads_it(row, line) for row in found.sheet.rows)


def _tells_it(found: Found, line: Line) -> bool:
    """Whether the line tells of operations, 手术名称：胆囊切除术 2026-02-03, and nothing else before the day."""
    if (bare := _TOLD_BARE.match(line.text)) is not None:
        return line.text.find(found.parts[0].text.strip()) == bare.end()
    flat = squeeze(line.text)
    told = _TOLD.match(flat.text)
    if told is None:
        return False
    begin, end = flat.span(0, told.end())[1], line.text.find(found.parts[0].text.strip())
    others = [label.word for label in found.sheet.labels_in(line) if begin <= label.start < end]
    return all(word in _OF_ANY or _OF_OPERATIONS.search(word) for word in others)


def _names_it(found: Found, date: Line) -> bool:
    """Whether the cell left of the date's asks for operations: 手术操作 | 2026-02-24 见手术记录."""
    left = [line for line in found.row.lines if line.box.x1 <= date.box.x0]
    nearest = max(left, key=lambda line: line.box.x1, default=None)
    before = date.text.partition(found.parts[0].text.strip())[0].strip()
    begins = not before or _DONE.search(before) is not None
    return begins and nearest is not None and _CELL.fullmatch(squeeze(nearest.text).text) is not None


def _heads_it(row: Row, date: Line) -> bool:
    """Whether a row is the heading of a table of operations, and its column of days stands over the date."""
    down = (date.box.cy - row.y) / height(date)
    heads = [squeeze(line.text).text for line in row.lines]
    if not 0.6 < down < _REACH or sum(bool(_HEADS.search(head)) for head in heads) + ("日期" in heads) < _LEAST_HEADS:
        return False
    over = min(row.lines, key=lambda line: abs(line.box.x0 - date.box.x0))
    return _OF_DAYS.search(squeeze(over.text).text) is not None
