"""Rows of a lab report without the particulars of the person that stand in a column of their own beside its table.

Such a column is told by its place: labels below each other at one edge of the page, while rows of a table stand next
to them, and a gutter between the two that no line crosses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.fields import lab_headings, lab_values
from extractors.layout.label import Label
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Line

_FLUSH = 0.6  # text heights by which lines of such a column may begin apart
_LEAST = 2  # labels in it, and rows of the table beside it
_KINDS = ("name", "code", "result", "unit", "reference")  # what heads the columns of items
_LABELS = 0.3  # of its lines, the others are their values
_NUMBERS = 0.25  # of them may look like a range at most: 0427-1180
_Beside = tuple[Row, list[Line]]  # a row, and its lines that stand off the edge
_GUTTER = 0.5  # text heights between it and the table at least


def without(sheet: Sheet) -> tuple[Row, ...]:
    """The page's rows, top to bottom, without such columns left and right of its tables."""
    rows = _without(sheet, sheet.rows, left=True)
    return _without(sheet, rows, left=False)


def _without(sheet: Sheet, rows: Sequence[Row], *, left: bool) -> tuple[Row, ...]:
    gutter = _gutter(sheet, rows, left=left)
    if gutter is None:
        return tuple(rows)
    side = {id(line) for line in _side(rows, gutter, left=left)}
    kept = [tuple(line for line in row.lines if id(line) not in side) for row in rows]
    return tuple(replace(row, lines=lines) for row, lines in zip(rows, kept, strict=True) if lines)


def _gutter(sheet: Sheet, rows: Sequence[Row], *, left: bool) -> float | None:
    """Where the gutter beside such a column lies; None where there is none."""
    outer = [row.lines[0 if left else -1] for row in rows]
    labels = [line for line in outer if any(map(_is_of_the_person, sheet.labels_in(line)))]
    for first in labels:
        flush = [line for line in labels if abs(line.box.x0 - first.box.x0) < _FLUSH * height(first)]
        if len(flush) < _LEAST:
            continue
        beside = [(row, rest) for row in rows if (rest := _beside(row, first, left=left))]
        table = [(row, rest) for row, rest in beside if _is_valued(rest)]
        if len(table) < _LEAST:
            continue
        own = _own(rows, first, table, left=left)
        apart = _apart(table, own)
        span = _within(apart, _apart(beside, own)) if len(apart) == len(table) else []
        if not own or not span or sum(map(_is_value, own)) > _NUMBERS * len(own) or not _are_named(apart, span):
            continue
        edge = _between(own, [line for _, rest in span for line in rest], _GUTTER * height(first), left=left)
        if edge is not None and _is_of_particulars(sheet, _side(rows, edge, left=left), apart):
            return edge
    return None


def _within(table: Sequence[_Beside], beside: Sequence[_Beside]) -> list[_Beside]:
    """From the first row of the table to the last, also rows without a value."""
    top, bottom = (table[at][1][0].box.cy for at in (0, -1))
    return [(row, rest) for row, rest in beside if top <= rest[0].box.cy <= bottom]


def _own(rows: Sequence[Row], first: Line, table: Sequence[_Beside], *, left: bool) -> list[Line]:
    """The lines from the first row of the table to the last that stand at the edge, in rows of their own as well.

    What begins left of where others end goes on with one of them: a time set in below its day.
    """
    h = height(first)
    top, bottom = table[0][1][0].box.cy - h, table[-1][1][0].box.cy + h
    lines = [line for row in rows for line in row.lines if top <= line.box.cy <= bottom]
    if not left:
        return [line for line in lines if line.box.x0 > first.box.x0 - 2 * _FLUSH * h]
    own = [line for line in lines if line.box.x0 < first.box.x0 + 2 * _FLUSH * h]
    reach = max((line.box.x1 for line in own), default=0.0)
    return [line for line in lines if line.box.x0 < reach]


def _apart(rows: Sequence[_Beside], own: Sequence[Line]) -> list[_Beside]:
    """The rows without the lines at the edge, and without rows that hold nothing else."""
    at_edge = {id(line) for line in own}
    parted = ((row, [line for line in rest if id(line) not in at_edge]) for row, rest in rows)
    return [(row, rest) for row, rest in parted if rest]


def _between(own: Sequence[Line], inner: Sequence[Line], gap: float, *, left: bool) -> float | None:
    """The middle of the gutter between the lines at the edge and the table's; None where it is too narrow."""
    near, far = (inner, own) if left else (own, inner)
    begin, end = max(line.box.x1 for line in far), min(line.box.x0 for line in near)
    return (begin + end) / 2 if end - begin > gap else None


def _is_of_particulars(sheet: Sheet, side: Sequence[Line], table: Sequence[_Beside]) -> bool:
    """Whether lines beyond a gutter are labels and their values, and no names of the items beside them."""
    top, bottom = table[0][0].box.y0, table[-1][0].box.y1
    beside = [line for line in side if top <= line.box.cy <= bottom]
    labels = [line for line in beside if any(map(_is_of_the_person, sheet.labels_in(line)))]
    return len(labels) >= _LABELS * len(beside) > 0 and not any(_heads(line.text) for line in side)


def _is_of_the_person(label: Label) -> bool:
    return label.begins and not _heads(label.word)


def _heads(text: str) -> bool:
    return lab_headings.kind_of(squeeze(text).text) in _KINDS


def _beside(row: Row, first: Line, *, left: bool) -> list[Line]:
    """The row's lines that stand off the edge where the column begins."""
    slack = 2 * _FLUSH * height(first)
    if left:
        return [line for line in row.lines if line.box.x0 > first.box.x0 + slack]
    return [line for line in row.lines if line.box.x0 < first.box.x0 - slack]


def _is_value(line: Line) -> bool:
    return lab_values.looks_like_range(line.text)


def _is_valued(lines: Sequence[Line]) -> bool:
    """Whether lines are those of an item: a value, and a unit or a range beside it."""
    words = [word for line in lines for word in line.text.split()]
    values = sum(map(lab_values.looks_like_value, words))
    told = any(lab_values.looks_like_range(word) or lab_values.looks_like_unit(word) for word in words)
    return len(words) >= 2 and values > 0 and told


def _are_named(table: Sequence[_Beside], span: Sequence[_Beside]) -> bool:
    """Whether items have names: in the rows of their values, or in lines between these."""
    named = sum(_begins_with_a_name(rest) for _, rest in table)
    return named >= _LEAST or sum(_begins_with_a_name(rest) for _, rest in span) >= len(table) - 1


def _begins_with_a_name(lines: Sequence[Line]) -> bool:
    return bool(lines) and not lab_values.looks_like_value(lines[0].text.split()[0])


def _side(rows: Sequence[Row], edge: float, *, left: bool) -> list[Line]:
    """The lines beyond the gutter, from the rows of the table up and down as far as no line crosses it."""
    crossed = [any(line.box.x0 < edge < line.box.x1 for line in row.lines) for row in rows]
    measured = [i for i, row in enumerate(rows) if _is_valued(_inner(row, edge, left=left))]
    if not measured:
        return []
    first, last = measured[0], measured[-1]
    begin = next((i + 1 for i in range(first, -1, -1) if crossed[i]), 0)
    end = next((i for i in range(last, len(rows)) if crossed[i]), len(rows))
    return [line for row in rows[begin:end] for line in row.lines if (line.box.cx < edge) == left]


def _inner(row: Row, edge: float, *, left: bool) -> list[Line]:
    return [line for line in row.lines if (line.box.cx < edge) != left]
