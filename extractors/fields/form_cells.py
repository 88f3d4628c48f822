"""Labels and texts in the cells of a form: a label stands in the middle of its cell, its text begins higher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.layout.rows import height
from extractors.layout.text import fold
from extractors.reading import Line

_AT_TOP = 0.6  # cost of a text that begins at the top of its cell, its label further down, in text heights
_BORDER = 0.3  # text heights by which a gap between two cells is wider than those between lines of one
_EMPTY = 1.5  # cost of a cell without text, in text heights
_PREFERENCE = 0.05  # text heights: how little decides between two ways
_LOOSE, _LOOSER = 0.8, 0.3  # gaps inside a cell's text, in text heights, by themselves and over the narrowest
_MIXED = 0.3  # cost of a label that is set otherwise than most, in text heights
_CENTRED = 0.05  # where nothing else tells, labels are level with their text's first line
_CONTINUED = 2.0  # cost of a text that begins in the middle of a numbered list, in text heights
_LATER = re.compile(
    r"\s*(?:[2-9]\s*(?:[、)]|[.](?!\d)|[.](?=[12]型))|\([2-9二三四五六七八九]\)|[②-⑨⑵-⑼⒉-⒐]|[二三四五六七八九]\s*[、.])"
)
_SAME_COLUMN = 0.03  # page widths
_ALIGNED = 0.5  # text heights by which labels of one column begin apart, or their middles lie
_UNDER = 0.3  # text heights by which a text begins left of the end of the label that heads it
_OUTDENT = 1.5  # text heights by which a centred heading's text begins left of it
_LEVEL = 0.6  # text heights
_NEARLY = 0.2  # text heights by which gaps between lines of one text differ


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A label found on a page, wanted or not."""

    label: str
    line: Line  # the label's own characters
    row: int
    cell: bool  # a cell of a form: no colon, the value beside it may begin higher
    left: float  # where lines that wrap below it may begin: its own place, in running text its line's
    flowing: bool = False  # stands in running text: its value ends with the sentence


@dataclass(slots=True, eq=False)
class Piece:
    """Text between labels."""

    line: Line
    row: int
    owner: Mark | None = None


_Rows = Sequence[Sequence[Piece]]


def centre(marks: list[Mark], pieces: Sequence[Piece]) -> None:
    """Headings centred over their texts reach as far to the left as their column: half way to the heading before."""
    for row in dict.fromkeys(mark.row for mark in marks if mark.cell):
        heads = [mark for mark in marks if mark.row == row]
        if not all(mark.cell for mark in heads) or any(piece.row == row for piece in pieces):
            continue
        # Labels within the texts of columns beside one another end none of them: 病名： under 中医诊断 | 西医诊断
        until = min((m.row for m in marks if m.row > row and (m.cell or len(heads) == 1)), default=10**6)
        below = [piece.line.box for piece in pieces if row < piece.row < until]
        borders = [0.0, *((a.line.box.cx + b.line.box.cx) / 2 for a, b in pairwise(heads)), 9.0]
        for head, (begin, end) in zip(heads, pairwise(borders), strict=True):
            own = [box for box in below if begin <= box.x0 < end]
            h = height(head.line)
            # Centred, and no heading that its text is set out from: some of it begins left and runs on below it.
            if own and min(box.x0 for box in own) < head.left - _OUTDENT * h and head.line.box.x0 > begin + h:
                place = marks.index(head)
                marks[place] = replace(head, left=min(box.x0 for box in own))


def settle(marks: Sequence[Mark], pieces: Sequence[Piece]) -> None:
    """Share out the texts right of a column of labels: each label is level with its text's middle or first line."""
    cells = sorted(
        (mark for mark in marks if mark.cell and not _heads(mark, pieces)), key=lambda mark: mark.line.box.x0
    )
    while cells:
        column = _column(cells)
        cells = [mark for mark in cells if mark not in column]
        own = [piece for piece in pieces if piece.owner in column and _is_beside(piece, column)]
        own += [piece for piece in pieces if piece.owner is None and _is_first_cell(piece, column, own)]
        for piece in sorted(pieces, key=lambda each: -each.line.box.cy):
            own += [piece] if _is_claimed_from_above(piece, column, own, pieces) else []
        if len(column) > 1 and own and not _head(column, own):
            _share(sorted(column, key=lambda mark: mark.line.box.cy), own)


def _heads(mark: Mark, pieces: Sequence[Piece]) -> bool:
    """Whether a label heads the text below it: none is beside it, and that text begins left of the label's end."""
    h = height(mark.line)
    if any(abs(p.line.box.cy - mark.line.box.cy) < _LEVEL * h and p.line.box.x0 > mark.line.box.x0 for p in pieces):
        return False
    own = [piece.line.box for piece in pieces if piece.owner is mark]
    return bool(own) and min(own, key=lambda box: box.y0).x0 < mark.line.box.x1 - _UNDER * h


def _column(cells: Sequence[Mark]) -> list[Mark]:
    """The labels below one another that begin where the first one does or have their middles there.

    Each is held against the one above it, for a page may lie askew; where none is so set, they begin nearly there.
    """
    first = cells[0]
    column = [first]
    for mark in sorted((m for m in cells if m is not first), key=lambda each: each.line.box.cy):
        near = min(column, key=lambda each: abs(each.line.box.cy - mark.line.box.cy)).line
        slack = _ALIGNED * height(near)
        if min(abs(mark.line.box.cx - near.box.cx), abs(mark.line.box.x0 - near.box.x0)) < slack:
            column.append(mark)
    loosely = [mark for mark in cells if mark.line.box.x0 - first.line.box.x0 < _SAME_COLUMN]
    return column if len(column) > 1 else loosely


def _head(column: Sequence[Mark], texts: Sequence[Piece]) -> bool:
    """Whether labels head the texts below them, which only begin at their right ends: none is level with a label."""
    first = min(column, key=lambda mark: mark.line.box.cy)
    above = any(piece.line.box.cy < first.line.box.cy for piece in texts)
    return not above and all(
        abs(piece.line.box.cy - mark.line.box.cy) > _LEVEL * height(mark.line) for piece in texts for mark in column
    )


def _is_beside(piece: Piece, column: Sequence[Mark]) -> bool:
    return piece.line.box.x0 >= max(mark.line.box.x1 for mark in column) - height(piece.line)


def _is_first_cell(piece: Piece, column: Sequence[Mark], own: Sequence[Piece]) -> bool:
    """Whether a line above all labels begins the first label's text: near it, and where the other texts begin."""
    h = height(piece.line)
    top = min(mark.line.box.cy for mark in column)
    left = min((other.line.box.x0 for other in own), default=-1.0)
    return top - 4 * h < piece.line.box.cy < top and abs(piece.line.box.x0 - left) < h


def _is_claimed_from_above(piece: Piece, column: Sequence[Mark], own: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether a line that fell to a label above it begins the first label's text: beside it, and nearer to its text."""
    if piece.owner is None or piece.owner in column or piece.owner.row >= piece.row or piece in own:
        return False
    beside = [each for each in own if each.line.box.y0 > piece.line.box.cy]
    flush = any(abs(each.line.box.x0 - piece.line.box.x0) < height(piece.line) for each in beside)
    if not flush or not _is_beside(piece, column):
        return False
    box = piece.line.box
    below = min(each.line.box.y0 for each in beside) - box.y1
    above = box.y0 - max((each.line.box.y1 for each in pieces if each.line.box.cy < box.y0), default=-1.0)
    return below < above + _NEARLY * height(piece.line) or _is_served(piece.owner, piece, pieces)


def _is_served(owner: Mark, piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a label has its value beside it, and the piece below it begins its row and is not set under that."""
    if any(p.row == piece.row and p.line.box.x0 < piece.line.box.x0 for p in pieces):
        return False
    beside = [p.line for p in pieces if p.row == owner.row and p.owner is owner and p is not piece]
    return bool(beside) and all(abs(line.box.x0 - piece.line.box.x0) > height(piece.line) for line in beside)


def _share(labels: Sequence[Mark], pieces: Sequence[Piece]) -> None:
    """The cheapest way to cut the rows of text, top to bottom, into one stretch per label.

    Where labels may be level with their text's first line or with its middle, a form does either throughout.
    """
    numbers = sorted({piece.row for piece in pieces})
    rows = [[piece for piece in pieces if piece.row == number] for number in numbers]
    ways = {centred: _cheapest(labels, rows, centred=centred) for centred in (False, True)}
    costs = {
        centred: _total(labels, rows, ends) + _MIXED * _mixed(labels, rows, ends) + _CENTRED * centred
        for centred, ends in ways.items()
    }
    ends = ways[min(costs, key=lambda centred: costs[centred])]
    for label, stretch in zip(labels, _stretches(rows, ends), strict=True):
        for row in stretch:
            for piece in row:
                piece.owner = label


def _cheapest(labels: Sequence[Mark], rows: _Rows, *, centred: bool) -> tuple[int, ...]:
    """Where each label's stretch of rows ends; of ways that cost the same one with its labels centred, or not."""
    nowhere: tuple[int, ...] = ()
    tight = _tightest(rows)
    best = [(0.0, nowhere)] + [(float("inf"), nowhere)] * len(rows)
    for label in labels:
        best = [
            min(
                (
                    (
                        best[i][0]
                        + _cost(label, rows, i, j, tight)
                        + _PREFERENCE * (_style(label, rows[i:j]) is not centred),
                        (*best[i][1], j),
                    )
                    for i in range(j + 1)
                ),
                key=lambda way: way[0],
            )
            for j in range(len(rows) + 1)
        ]
    return best[-1][1]


def _stretches(rows: _Rows, ends: Sequence[int]) -> list[_Rows]:
    return [rows[start:end] for start, end in pairwise((0, *ends))]


def _total(labels: Sequence[Mark], rows: _Rows, ends: Sequence[int]) -> float:
    tight = _tightest(rows)
    return sum(_cost(label, rows, *span, tight) for label, span in zip(labels, pairwise((0, *ends)), strict=True))


def _mixed(labels: Sequence[Mark], rows: _Rows, ends: Sequence[int]) -> int:
    """How many labels with several lines are set otherwise than most."""
    styles = [_style(label, own) for label, own in zip(labels, _stretches(rows, ends), strict=True) if len(own) > 1]
    return min(styles.count(True), styles.count(False))


def _style(label: Mark, rows: _Rows) -> bool:
    """Whether a label is level with the middle of its text rather than with its first line."""
    return len(rows) > 1 and _off_middle(label, rows) < _off_first(label, rows)


def _first_lines(rows: _Rows) -> list[Line]:
    return [min((piece.line for piece in row), key=lambda line: line.box.y0) for row in rows]


def _off_middle(label: Mark, rows: _Rows) -> float:
    lines = _first_lines(rows)
    return abs((lines[0].box.cy + lines[-1].box.cy) / 2 - label.line.box.cy) / height(label.line)


def _off_first(label: Mark, rows: _Rows) -> float:
    return abs(_first_lines(rows)[0].box.cy - label.line.box.cy) / height(label.line)


def _cost(label: Mark, rows: _Rows, begin: int, end: int, tight: float) -> float:
    """What rows [begin, end) cost as a label's text, in text heights: how far it is from its place, how loose they are.

    Args:
        tight: the narrowest gap between two rows of the column, in page widths: what lines of one cell are apart.
    """
    own = rows[begin:end]
    if not own:
        return _EMPTY
    h = height(label.line)
    gaps = [b.box.y0 - a.box.y1 for a, b in pairwise(_first_lines(own))]
    loose = sum(max(0.0, gap / h - _LOOSE, (gap - tight) / h - _LOOSER) for gap in gaps)
    off = min(_off_middle(label, own), _off_first(label, own))
    if off > _AT_TOP and _begins_a_cell(label, rows, begin, end, tight):
        off = _AT_TOP
    return off + loose + _CONTINUED * _goes_on(own)


def _begins_a_cell(label: Mark, rows: _Rows, begin: int, end: int, tight: float) -> bool:
    """Whether a text begins a cell above its label: parted from the text above, the label above the text below."""
    lines, h = _first_lines(rows), height(label.line)
    if label.line.box.cy < lines[begin].box.cy or (end < len(rows) and label.line.box.y1 > lines[end].box.y0):
        return False
    return begin == 0 or lines[begin].box.y0 - lines[begin - 1].box.y1 > tight + _BORDER * h


def _goes_on(rows: _Rows) -> bool:
    """Whether the text begins with a later number of a list: that list's first ones stand under another label."""
    first = min((piece.line for piece in rows[0]), key=lambda line: line.box.x0)
    return _LATER.match(fold(first.text)) is not None


def _tightest(rows: _Rows) -> float:
    lines = _first_lines(rows)
    return max(0.0, min((b.box.y0 - a.box.y1 for a, b in pairwise(lines)), default=0.0))
