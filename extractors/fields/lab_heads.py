"""Headers of lab tables, also those whose words wrap: 参考 above 区间, 标 above 志 beside words of one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.fields import lab_bands, lab_columns, lab_headings
from extractors.fields.lab_columns import Column
from extractors.layout.rows import Row, height
from extractors.reading import Line

_CLOSE = 1.3  # text heights between the lines of a header at most
_LINES = 3  # of a header at most


def headers(rows: Sequence[Row], tokens: Sequence[Sequence[Line]]) -> list[tuple[Column, ...] | None]:
    """For each row the columns it names, () where it is no header, None where it is the rest of the header above it.

    `tokens`: the rows' words, as many as there are rows.
    """
    found: list[tuple[Column, ...] | None] = [lab_columns.header_of(row) for row in rows]
    at = 0
    while at < len(rows):
        columns, lines = _wrapped(rows[at : at + _LINES], tokens[at : at + _LINES])
        if lines > 1:
            found[at : at + lines] = [columns, *[None] * (lines - 1)]
        at += lines
    return found


def _wrapped(rows: Sequence[Row], tokens: Sequence[Sequence[Line]]) -> tuple[tuple[Column, ...], int]:
    """The columns of a header that begins with the first of `rows`, and its lines; 1 where it has no more than one."""
    for lines in range(len(rows), 1, -1):
        if not _close(rows[:lines], tokens[:lines]):
            continue
        words = lab_bands.stacked([(row.y, list(own)) for row, own in zip(rows[:lines], tokens[:lines], strict=True)])
        if not all(lab_headings.heads(word.text) for word in words):
            continue
        columns = lab_columns.header_of(Row(tuple(words), rows[0].y))
        best = max((len(lab_columns.header_of(row)) for row in rows[:lines]), default=0)
        if len(columns) > best:
            return columns, lines
    return (), 1


def _close(rows: Sequence[Row], tokens: Sequence[Sequence[Line]]) -> bool:
    heights = [height(token) for words in tokens for token in words]
    return bool(heights) and all(below.y - above.y <= _CLOSE * median(heights) for above, below in pairwise(rows))
