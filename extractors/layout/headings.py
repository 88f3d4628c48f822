"""Rows of labels with their values in the row below: told even where one of the labels was misread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.layout import words
from extractors.layout.label import Label
from extractors.layout.rows import Row
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import Line

if TYPE_CHECKING:
    from extractors.layout.sheet import Sheet

_HEADS_FROM = 2  # labels that fill their lines, for their row to be one of headings
_SHORTEST = 3  # characters a heading needs for one of them to be misread
_BELOW = 2.2  # text heights from a heading to its value
_HEADING = re.compile(r"(?P<word>[一-鿿]{3,8})(?:[A-Za-z][A-Za-z./ ]*)?:?")
_SHAPES = (
    (frozenset((*words.INPATIENT_NUMBER, *words.VISIT_NUMBER)), re.compile(r"[A-Z]{0,3}\d{5,14}")),
    (frozenset(words.ID_NUMBER), re.compile(r"\d{17}[\dXx]")),
)
_GROUPS = (words.INPATIENT_NUMBER, words.VISIT_NUMBER, words.ID_NUMBER, words.NAME, words.DEPARTMENT)


def misread_headings(labels: Sequence[Label], rows: Sequence[Row]) -> Iterator[Label]:
    """The lines of heading rows that are a known label but for one character: 姓名 | 性别 | 年龄 | 特案号."""
    known = {id(label.source) for label in labels}
    yield from _with_fitting_values(known, rows)
    whole = {id(label.source) for label in labels if _fills_its_line(label)}
    for row in rows:
        heads = sum(id(line) in whole for line in row.lines)
        if heads < _HEADS_FROM or 2 * heads <= len(row.lines):
            continue
        for line in row.lines:
            if id(line) in known or (_heading(line) is not None and _has_fitting_value(line, row, rows)):
                continue
            if (word := _nearest(squeeze(line.text).text)) is not None:
                yield Label(word, line, line, 0, len(line.text), colon=False, exact=False)


def _with_fitting_values(known: set[int], rows: Sequence[Row]) -> Iterator[Label]:
    """Misread labels of numbers, dates, sex and age whose value, below or beside, can be nothing else."""
    for row in rows:
        for line in row.lines:
            if id(line) not in known and (word := _heading(line)) is not None and _has_fitting_value(line, row, rows):
                yield Label(word, line, line, 0, len(line.text), colon=False, exact=False)


def _heading(line: Line) -> str | None:
    """The one known label a line is but for a character, its English gloss left out."""
    match = _HEADING.fullmatch(squeeze(line.text).text)
    return _nearest(match["word"]) if match else None


def _has_fitting_value(line: Line, row: Row, rows: Sequence[Row]) -> bool:
    word = _heading(line)
    shape = next((shape for group, shape in _SHAPES if word in group), None)
    if shape is None:
        return False
    h = max(line.box.height, 1e-6)
    beside = [other for other in row.lines if other.box.x0 >= line.box.x1][:1]
    below = [
        other
        for each in rows
        for other in each.lines
        if 0.5 * h < other.box.cy - line.box.cy < _BELOW * h and abs(other.box.x0 - line.box.x0) < h
    ]
    return any(shape.fullmatch(squeeze(other.text).text) for other in (*beside, *below))


def heads_column(label: Label, sheet: Sheet) -> bool:
    """Whether a label stands in a row of headings, so that its value is below it and never beside it."""
    row = sheet.row_of(label.source)
    if row is None or not _fills_its_line(label):
        return False
    heads = [line for line in row.lines if any(_fills_its_line(each) for each in sheet.labels_in(line))]
    return len(heads) >= _HEADS_FROM and 3 * (len(row.lines) - len(heads)) <= len(row.lines)


def _fills_its_line(label: Label) -> bool:
    return label.begins and label.end >= len(label.source.text.rstrip())


@lru_cache(maxsize=4096)
def _nearest(read: str) -> str | None:
    """The label a heading is but for one character, if all that it may be name the same."""
    if len(read) < _SHORTEST or not all(map(is_cjk, read)):
        return None
    near = [word for word in words.ALL if len(word) == len(read) and sum(map(str.__ne__, word, read)) == 1]
    if len(near) > 1 and not any(all(word in group for word in near) for group in _GROUPS):
        return None
    return near[0] if near else None
