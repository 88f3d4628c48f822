"""Cells of a lab table that the recogniser ran together, cut where the kind of text changes: μmol/L(150-420)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.fields import lab_values
from extractors.fields.lab_columns import Column
from extractors.reading import Line

_CHANGE = re.compile(
    r"(?<=[\u4e00-\u9fff)])(?=[<>]?\d+(?:\.\d+)?[↑↓HL]?$)|(?<=[A-Za-z%])(?=[<>≤≥]?\d+(?:\.\d+)?\s*[-~—]+\s*\d)|"
    r"(?<=[A-Za-z%][.,·])(?=\d+(?:\.\d+)?\s*[-~—]+\s*\d)|(?<=[A-Za-z%])(?=[(（\[]\s*\d)|"
    r"(?<=\d)(?=(?:[mμunp]?(?:mol|g|U|IU|L)/|%$|10\^|[×x*]10))|"
    r"(?<=[\u4e00-\u9fff])(?=[A-Z]{2,6}[#%]?$)|(?<=[↑↓])(?=\S)|(?<=\S)(?=[↑↓])"
)
_NUMBER = re.compile(r"[<>≤≥＜＞]?\d+(?:\.\d+)?")


def apart(token: Line) -> list[Line]:
    """A token cut where no cell can hold both sides, whatever the columns are."""
    return _cut(token, [at for at in _changes(token.text) if _two_cells(token.text[:at], token.text[at:])])


def apart_in(tokens: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """The tokens, those that reach over several columns cut wherever the kind of text changes."""
    parted: list[Line] = []
    for token in tokens:
        wide = sum(token.box.x0 <= column.cx <= token.box.x1 for column in columns) > 1
        parted.extend(_cut(token, _changes(token.text)) if wide else apart(token))
    return parted


def measured(word: Line) -> list[Line]:
    """A word of a card, its number, arrow and unit apart: 2.05↑mmol/L."""
    number = _NUMBER.match(word.text)
    rest = word.text[number.end() :] if number else ""
    arrow = number.end() + len(rest) - len(rest.lstrip("↑↓")) if number else 0
    if number is None or not lab_values.looks_like_unit(word.text[arrow:]):
        return [word]
    return _cut(word, sorted({number.end(), arrow}))


def _cut(token: Line, cuts: Sequence[int]) -> list[Line]:
    edges = [0, *cuts, len(token.text)]
    return [token.part(a, b) for a, b in pairwise(edges) if b > a] if cuts else [token]


def _changes(text: str) -> list[int]:
    return [match.start() for match in _CHANGE.finditer(text)]


def _two_cells(left: str, right: str) -> bool:
    """Whether no single cell can hold both: a unit and a range, an arrow and a unit, an arrow and a code."""
    if lab_values.looks_like_unit(left):
        return lab_values.looks_like_range(right) or lab_values.looks_like_flag(right)
    marked = re.fullmatch("[↑↓]+", left) is not None and lab_values.looks_like_code(right)
    return marked or (lab_values.looks_like_flag(left) and lab_values.looks_like_unit(right))
