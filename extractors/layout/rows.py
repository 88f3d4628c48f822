"""Rows and columns: which lines stand beside and below each other, on pages that may be slightly skewed or curled.

Everything here works in the upright frame (`Line.box`): both axes in fractions of the page's width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.layout.text import body
from extractors.reading import Box, Line

_SAME_ROW = 0.5  # centres at most this share of the lower line's height apart


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that stand side by side, left to right."""

    lines: tuple[Line, ...]
    y: float  # of its centre, slope taken out: rows sort by it

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def box(self) -> Box:
        box = self.lines[0].box
        for line in self.lines[1:]:
            box = box.union(line.box)
        return box


@dataclass(frozen=True, slots=True)
class Column:
    """A vertical band of a table, in fractions of the page's width."""

    x0: float
    x1: float

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2


def height(line: Line) -> float:
    """Its text height; a box thinner than any glyph counts as a hair."""
    return max(line.box.y1 - line.box.y0, 1e-4)


def typical_height(lines: Sequence[Line]) -> float:
    """Median text height of the page, in fractions of its width."""
    return median(height(line) for line in lines) if lines else 0.015


def slope(lines: Sequence[Line]) -> float:
    """What is left of the page's tilt (dy/dx), from lines and their nearest neighbours to the right."""
    ordered = sorted((line.box.x0, line.box.x1, line.box.cx, line.box.cy, height(line)) for line in lines)
    found: list[float] = []
    for i, (_, x1, cx, cy, h) in enumerate(ordered):
        for x0, _, other_cx, other_cy, other_h in ordered[i + 1 :]:
            drop = other_cy - cy
            if x0 >= x1 and abs(drop) <= 0.6 * min(h, other_h):
                found.append(drop / max(other_cx - cx, 1e-6))
                break
    # Few pairs, or a page that is level: nothing to take out.
    return max(-0.05, min(0.05, median(found))) if len(found) >= 6 else 0.0


@dataclass(slots=True)
class _OpenRow:
    lines: list[Line]
    level: float  # of its last line: centre, slope taken out
    height: float
    x1: float
    width: float


def rows(lines: Iterable[Line]) -> tuple[Row, ...]:
    """The page's rows from top to bottom. Lines inside seals are left out.

    A row is followed from left to right, each line held against its nearest neighbour, so that a curled row stays one.
    """
    kept = body(lines)
    tilt = slope(kept)
    open_rows: list[_OpenRow] = []
    for line in sorted(kept, key=lambda each: each.box.x0):
        box, h = line.box, height(line)
        level = box.cy - tilt * box.cx
        row = _nearest(open_rows, level, h, box.x0, box.width)
        if row is None:
            open_rows.append(_OpenRow([line], level, h, box.x1, box.width))
        else:
            row.lines.append(line)
            row.level, row.height, row.x1, row.width = level, h, box.x1, box.width
    made = [Row(tuple(row.lines), median(each.box.cy - tilt * each.box.cx for each in row.lines)) for row in open_rows]
    return tuple(sorted(made, key=lambda row: row.y))


def _nearest(open_rows: Sequence[_OpenRow], level: float, h: float, x0: float, width: float) -> _OpenRow | None:
    """The row a line joins: nearly level with its last line, and not above or below it."""
    best, best_drop = None, 1.0
    for row in open_rows:
        drop = abs(level - row.level)
        if drop < best_drop and drop <= _SAME_ROW * min(h, row.height) and row.x1 - x0 <= 0.3 * min(width, row.width):
            best, best_drop = row, drop
    return best


def columns(lines: Iterable[Line], gap: float = 0.006) -> tuple[Column, ...]:
    """Vertical bands that a table's lines share: the x axis cut where for `gap` page widths no line stands.

    Give it the table's own lines only (its header and its rows): a title across the page would bridge every gap.
    """
    bands: list[list[float]] = []
    for line in sorted(body(lines), key=lambda each: each.box.x0):
        if bands and line.box.x0 - bands[-1][1] < gap:
            bands[-1][1] = max(bands[-1][1], line.box.x1)
        else:
            bands.append([line.box.x0, line.box.x1])
    return tuple(Column(x0, x1) for x0, x1 in bands)


def cell(row: Row, column: Column, slack: float = 0.0) -> tuple[Line, ...]:
    """The row's lines whose centre lies in the column (widened by `slack` on both sides)."""
    return tuple(line for line in row.lines if column.x0 - slack <= line.box.cx <= column.x1 + slack)
