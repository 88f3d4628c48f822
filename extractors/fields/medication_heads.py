"""Headers of tables of drugs, also those of two or three lines: 医嘱 over 剂量, 途径 and 频次, beside 药品名称."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.fields import medication_table
from extractors.fields.lab_columns import Column
from extractors.fields.lab_tables import tokens_of
from extractors.layout.rows import Row, height
from extractors.reading import Line

_CLOSE = 1.6  # text heights between the lines of a header at most
_LINES = 3  # of a header at most


def headers(rows: Sequence[Row]) -> list[tuple[Column, ...] | None]:
    """For each row the columns it names, () where it is no header, None where it is the rest of the header above it."""
    found: list[tuple[Column, ...] | None] = [medication_table.header_of(row) for row in rows]
    at = 0
    while at < len(rows):
        columns, lines = _in_lines(rows[at : at + _LINES])
        if lines > 1:
            found[at : at + lines] = [columns, *[None] * (lines - 1)]
        at += lines
    return found


def _in_lines(rows: Sequence[Row]) -> tuple[tuple[Column, ...], int]:
    """The columns of a header that begins with the first of `rows`, and its lines; 1 where it has no more than one."""
    for lines in range(len(rows), 1, -1):
        own = rows[:lines]
        if any(below.y - above.y > _CLOSE * height(above.lines[0]) for above, below in pairwise(own)):
            continue
        words = _lowest([token for row in own for token in tokens_of(row)])
        if not all(medication_table.kind_of(word.text) for word in words):
            continue
        columns = medication_table.header_of(Row(tuple(words), own[0].y))
        if len(columns) > max(len(medication_table.header_of(row)) for row in own):
            return columns, lines
    return (), 1


def _lowest(words: Sequence[Line]) -> list[Line]:
    """The words that have none below them, left to right: not what several columns have in common."""
    kept = [word for word in words if not any(_under(word, other) for other in words)]
    return sorted(kept, key=lambda word: word.box.x0)


def _under(word: Line, other: Line) -> bool:
    apart = other.box.cy - word.box.cy > 0.5 * height(word)
    return apart and min(word.box.x1, other.box.x1) - max(word.box.x0, other.box.x0) > -height(word)
