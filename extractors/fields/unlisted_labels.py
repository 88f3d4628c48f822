"""Labels nobody listed, told by where they stand: in a column of labels with a value beside them, or before a colon."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.fields.form_cells import Mark, Piece
from extractors.layout.rows import height
from extractors.layout.text import squeeze
from extractors.reading import Line

NAME = "another heading"
"""The label such marks bear."""

Asked = Callable[[str], bool]
"""Whether a short text may be a label: no entry of the list that is looked for."""

_CELL = re.compile(r"[一-鿿][一-鿿/、()]{1,9}")
_BEFORE_A_COLON = re.compile(r"(?P<word>[一-鿿][一-鿿/、()]{1,11}|[一-鿿]{2,8}\([^():]{1,30}\)):")
_AND = ("及", "与", "和", "、")
_ONE = re.compile("[一-鿿]")
_BEHIND_THE_GAP = re.compile(r"(?P<word>[一-鿿]{1,3}):")
_APART = 6.0  # text heights between the characters of a label that is set wide
_FLUSH = 0.6  # text heights by which cells of one column begin apart
_SPREAD = 4  # characters of a label that is spread over its cell, at most
_COLUMN_FROM = 2  # listed labels that make a column
_WRAPPED = 1.7  # text heights from line to line of a label that wraps


def marked(marks: list[Mark], pieces: list[Piece], may_be: Asked) -> None:
    """Makes marks of the pieces that are labels."""
    for first, second in list(pairwise(pieces)):
        _set_wide(first, second, marks, pieces, may_be)
    for piece in list(pieces):
        _before_a_colon(piece, marks, pieces, may_be)
    for row in _justified(marks, pieces, may_be):
        for piece in row:
            pieces.remove(piece)
        marks.append(Mark(NAME, _as_one([piece.line for piece in row]), row[0].row, True, row[0].line.box.x0))
    cells = [mark for mark in marks if mark.cell]
    found = [piece for piece in pieces if _is_cell(piece, cells, pieces, may_be)]
    for piece in found:
        pieces.remove(piece)
        marks.append(Mark(NAME, piece.line, piece.row, True, piece.line.box.x0))
    for piece in list(pieces):
        _wrapped(piece, cells, marks, pieces, may_be)
    _going_on(marks)
    marks.sort(key=lambda mark: (mark.row, mark.line.box.x0))


def _justified(marks: Sequence[Mark], pieces: Sequence[Piece], may_be: Asked) -> list[list[Piece]]:
    """Single characters set as wide as the labels above or below them: 病      情 under 中医诊断."""
    found: list[list[Piece]] = []
    cells = [mark.line for mark in marks if mark.cell]
    for row in dict.fromkeys(piece.row for piece in pieces):
        ones = [p for p in pieces if p.row == row and _ONE.fullmatch(squeeze(p.line.text).text)]
        ones.sort(key=lambda piece: piece.line.box.x0)
        if not 1 < len(ones) <= _SPREAD or not may_be("".join(squeeze(p.line.text).text for p in ones)):
            continue
        slack = _FLUSH * height(ones[0].line)
        left, right = ones[0].line.box.x0, ones[-1].line.box.x1
        alike = [cell for cell in cells if abs(cell.box.x0 - left) < slack and abs(cell.box.x1 - right) < slack]
        beside = any(p.row == row and p.line.box.x0 > right for p in pieces)
        if len(alike) >= _COLUMN_FROM and beside:
            found.append(ones)
    return found


def _as_one(lines: Sequence[Line]) -> Line:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return replace(lines[0], text="".join(line.text for line in lines), box=box, char_positions=(), char_confidences=())


def _going_on(marks: list[Mark]) -> None:
    """Makes one label of two below one another where the first ends with "and": 病史及 / 检查."""
    for first in [mark for mark in marks if mark.label == NAME and squeeze(mark.line.text).text.endswith(_AND)]:
        below = [
            mark
            for mark in marks
            if mark.cell
            and mark is not first
            and "诊断" not in mark.label
            and _flush(first.line, mark.line)
            and 0 < mark.line.box.cy - first.line.box.cy < _WRAPPED * height(first.line)
        ]
        if below:
            marks.remove(below[0])
            line = replace(first.line, box=first.line.box.union(below[0].line.box))
            marks[marks.index(first)] = Mark(NAME, line, first.row, True, first.left)


def _set_wide(first: Piece, second: Piece, marks: list[Mark], pieces: list[Piece], may_be: Asked) -> None:
    """证　型：in two pieces; a single character before a colon is no label by itself."""
    head, squeezed = squeeze(first.line.text).text, squeeze(second.line.text)
    match = _BEHIND_THE_GAP.match(squeezed.text)
    apart = (second.line.box.x0 - first.line.box.x1) / height(first.line)
    if first.row != second.row or not _ONE.fullmatch(head) or match is None or not 0 < apart < _APART:
        return
    if not may_be(head + match["word"]):
        return
    end = squeezed.span(0, match.end())[1]
    label = replace(second.line.part(0, end), box=first.line.box.union(second.line.part(0, end).box))
    marks.append(Mark(NAME, label, first.row, False, first.line.box.x0))
    pieces.remove(first)
    pieces.remove(second)
    if second.line.text[end:].strip():
        pieces.append(Piece(second.line.part(end, len(second.line.text)), second.row))


def _before_a_colon(piece: Piece, marks: list[Mark], pieces: list[Piece], may_be: Asked) -> None:
    squeezed = squeeze(piece.line.text)
    match = _BEFORE_A_COLON.match(squeezed.text)
    if match is None or not may_be(match["word"]) or _is_told(match["word"]) or _stands_in_text(piece, marks, pieces):
        return
    end = squeezed.span(0, match.end())[1]
    marks.append(Mark(NAME, piece.line.part(0, end), piece.row, False, piece.line.box.x0))
    pieces.remove(piece)
    if piece.line.text[end:].strip():
        pieces.append(Piece(piece.line.part(end, len(piece.line.text)), piece.row))


def _is_told(word: str) -> bool:
    """Whether a word before a colon is of a sentence on what was seen: 超声(双肾)示, and what wrapped of it: 肾)示."""
    return word.endswith(")示") or word.count("(") != word.count(")")


def _stands_in_text(piece: Piece, marks: Sequence[Mark], pieces: Sequence[Piece]) -> bool:
    """Whether a label stands right before it: 诊断: 主要: …, or it begins what a cell's label asks for."""
    h = height(piece.line)
    left = [m for m in marks if m.row == piece.row and m.line.box.x1 <= piece.line.box.x0]
    near = max(left, key=lambda m: m.line.box.x1, default=None)
    if near is None:
        return False
    between = any(p.row == piece.row and near.line.box.x1 <= p.line.box.x0 < piece.line.box.x0 for p in pieces)
    return piece.line.box.x0 - near.line.box.x1 < h or (near.cell and near is left[0] and not between)


def _is_cell(piece: Piece, cells: Sequence[Mark], pieces: Sequence[Piece], may_be: Asked) -> bool:
    return _in_column(piece, cells, pieces, may_be) and any(
        other.row == piece.row and other.line.box.x0 > piece.line.box.x1 for other in pieces
    )


def _in_column(piece: Piece, cells: Sequence[Mark], pieces: Sequence[Piece], may_be: Asked) -> bool:
    flat = squeeze(piece.line.text).text
    if not _CELL.fullmatch(flat) or not may_be(flat):
        return False
    column = [mark for mark in cells if _flush(mark.line, piece.line)]
    values = [
        min(beside)
        for mark in column
        if (beside := [p.line.box.x0 for p in pieces if p.row == mark.row and p.line.box.x0 > mark.line.box.x1])
    ]
    return len(column) >= _COLUMN_FROM and bool(values) and piece.line.box.x1 < min(values)


def _flush(one: Line, other: Line) -> bool:
    """Whether two cells begin at the same place, or are centred on it."""
    slack = _FLUSH * height(other)
    return abs(one.box.x0 - other.box.x0) < slack or abs(one.box.cx - other.box.cx) < slack


def _wrapped(piece: Piece, cells: Sequence[Mark], marks: list[Mark], pieces: list[Piece], may_be: Asked) -> None:
    """A line of a label's cell that has nothing beside it: 病情及 above 建议."""
    if not _in_column(piece, cells, pieces, may_be):
        return
    near = [
        mark
        for mark in marks
        if mark.cell
        and _flush(mark.line, piece.line)
        and abs(mark.line.box.cy - piece.line.box.cy) < _WRAPPED * height(piece.line)
    ]
    if not near:
        return
    mark = min(near, key=lambda each: abs(each.line.box.cy - piece.line.box.cy))
    marks[marks.index(mark)] = replace(mark, line=replace(mark.line, box=mark.line.box.union(piece.line.box)))
    pieces.remove(piece)
