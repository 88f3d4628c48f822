"""Labels printed beneath their values, as captions under lines to be written on: put above them.

张三    男    46岁             姓名    性别    年龄
姓名    性别    年龄     →     张三    男    46岁
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import words
from extractors.layout.labels import find_labels
from extractors.layout.rows import Row, height
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import squeeze
from extractors.reading import Line

_REACH = 3.5  # text heights from a value down to its caption
_ASIDE = 1.5  # text heights by which their left edges or their centres may differ
_LEAST = 2  # values that are what their captions ask for, of the first such row
_DATE = re.compile(r"(?:19|20)?\d\d[-./年]\d{1,2}[-./月]\d{1,2}")
_NUMBER = re.compile(r"[A-Za-z]{0,4}\d{4,}")
_SHAPES = (
    (frozenset(words.SEX), re.compile("[男女]性?$")),
    (frozenset(words.AGE), re.compile(r"\d{1,3}岁?$")),
    (frozenset((*words.VISIT_NUMBER, *words.INPATIENT_NUMBER, *words.ID_NUMBER)), _NUMBER),
    (frozenset((*words.DATE_WORDS, *words.BIRTH)), _DATE),
)
_NAMED = frozenset((*words.NAME, *words.PHYSICIAN_WORDS))


def above_their_values(lines: tuple[Line, ...], laid: Sequence[Row], more: tuple[str, ...]) -> tuple[Line, ...]:
    """The lines with every row of captions changed for the row of values above it.

    A row is one of captions if nothing but bare labels stands on it, the row above holds what they ask for, the row
    beneath does not, and no labels above that row ask for what it holds: those of a grid whose last row is left empty.
    """
    moved: dict[int, Line] = {}
    for index in range(1, len(laid)):
        values, row = laid[index - 1], laid[index]
        if any(id(line) in moved for line in values.lines) or not _is_close(values, row):
            continue
        asked = _captions(row, more)
        beneath = laid[index + 1] if index + 1 < len(laid) else None
        if not asked or (beneath is not None and _fitting(asked, beneath)):
            continue
        headed = index > 1 and any(id(line) not in moved for line in laid[index - 2].lines)
        if headed and _fitting(_bare_labels(laid[index - 2], more), values):
            continue
        if _fitting(asked, values) >= (1 if moved else _LEAST):
            drop = row.y - values.y
            moved |= {id(line): _lowered(line, -drop) for line in row.lines}
            moved |= {id(line): _lowered(line, drop) for line in values.lines}
    return tuple(moved.get(id(line), line) for line in lines) if moved else lines


def _is_close(values: Row, row: Row) -> bool:
    return row.y - values.y <= _REACH * height(row.lines[0])


def _captions(row: Row, more: tuple[str, ...]) -> list[tuple[str, Line]]:
    """The labels of a row of two or more that holds nothing else; none where it does, or where a colon follows one."""
    found = _bare_labels(row, more) if len(row.lines) >= _LEAST else []
    return found if len(found) == len(row.lines) else []


def _bare_labels(row: Row, more: tuple[str, ...]) -> list[tuple[str, Line]]:
    """The labels of a row that fill their lines, no colon behind them."""
    found = {id(label.source): label for label in find_labels(row.lines, more)}
    return [
        (label.word, line)
        for line in row.lines
        if (label := found.get(id(line))) is not None and not label.colon and _fills(label.line, line)
    ]


def _fills(label: Line, line: Line) -> bool:
    """Whether a label is all that a line holds, but for a unit in brackets: 年龄（岁）."""
    rest = squeeze(line.text).text.removeprefix(squeeze(label.text).text)
    return not rest or (rest[0] == "(" and rest[-1] == ")")


def _fitting(asked: Sequence[tuple[str, Line]], row: Row) -> int:
    """How many labels have what they ask for on a row, where they stand."""
    return sum(any(_stands_at(line, label) and _is_asked(word, line) for line in row.lines) for word, label in asked)


def _stands_at(line: Line, label: Line) -> bool:
    aside = _ASIDE * height(label)
    return abs(line.box.x0 - label.box.x0) < aside or abs(line.box.cx - label.box.cx) < aside


def _is_asked(word: str, line: Line) -> bool:
    text = squeeze(line.text).text
    if word in _NAMED:
        return is_whole_name(text)
    return any(word in group and shape.match(text) is not None for group, shape in _SHAPES)


def _lowered(line: Line, by: float) -> Line:
    box = line.box
    return replace(line, box=replace(box, y0=box.y0 + by, y1=box.y1 + by))
