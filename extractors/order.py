"""Reading order: rows from top to bottom; cells of forms, columns and tables side by side one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.cells import labelled_cells, wrapped_cells
from extractors.layout.rows import Row, height, rows, typical_height
from extractors.layout.text import squeeze
from extractors.panes import beside
from extractors.reading import Line
from extractors.rulings import NONE, Rulings
from extractors.walls import parted

_LEAST_HEADER = 2  # cells that two tables side by side repeat
_SURE_HEADER = 3  # ... of which one may have been misread
_LOOSE = 3.5  # text heights between rows of one table


def reading_order(lines: Sequence[Line], rulings: Rulings = NONE) -> tuple[Line, ...]:
    """As the document reads: top to bottom by rows, left to right within a row, cell by cell in a form, and of columns
    that do not share their rows the left one first. Lines inside seals come last.

    Args:
        rulings: the page's ruled lines, which tell two tables side by side from one with its columns twice, and what
            is kept apart by an upright rule.
    """
    ordered = _read(lines, rulings)
    placed = set(map(id, ordered))
    return (*ordered, *(line for line in lines if id(line) not in placed))


def _read(lines: Sequence[Line], rulings: Rulings) -> list[Line]:
    laid = _joined(rows(lines))
    ordered: list[Line] = []
    at = 0
    while at < len(laid):
        end, part = _part(laid, at, rulings)
        ordered.extend(part)
        at = end
    return ordered


def _part(laid: Sequence[Row], at: int, rulings: Rulings) -> tuple[int, list[Line]]:
    """What is read as one from row `at` on, and the row behind it."""
    split = _split(laid[at])
    if split is not None:
        end = _end(laid, at, split)
        held = [line for row in laid[at:end] for line in row.lines]
        return end, held if _runs_on(laid[at], rulings) else _left_first(held, split)
    apart = parted(laid, at, rulings)
    if apart is not None:
        return apart.end, _read(apart.left, rulings) + _read(apart.right, rulings)
    cells = labelled_cells(laid, at) or wrapped_cells(laid, at)
    if cells is not None:
        return cells[0], [line for cell in cells[1] for line in cell]
    if (columns := beside(laid, at)) is not None:
        end, gutter = columns
        held = [line for row in laid[at:end] for line in row.lines]
        left, right = ([line for line in held if (line.box.cx < gutter) is side] for side in (True, False))
        return end, _read(left, rulings) + _read(right, rulings)
    return at + 1, list(laid[at].lines)


def _left_first(lines: Sequence[Line], split: float) -> list[Line]:
    """Two tables side by side, each row by row."""
    return sorted(lines, key=lambda line: line.box.cx >= split)


def _joined(laid: Sequence[Row]) -> list[Row]:
    """A line alone that stands beside the next row, or the last, in other type: a page number beside a title."""
    kept: list[Row] = []
    for row in laid:
        if kept and 1 in (len(row.lines), len(kept[-1].lines)) and _beside(kept[-1].lines, row.lines):
            both = sorted((*kept[-1].lines, *row.lines), key=lambda line: line.box.x0)
            kept[-1] = Row(tuple(both), kept[-1].y)
        else:
            kept.append(row)
    return kept


def _beside(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether two rows stand level where they come nearest, and nowhere over each other."""
    pairs = [(max(a.box.x0, b.box.x0) - min(a.box.x1, b.box.x1), a, b) for a in above for b in below]
    apart, a, b = min(pairs, key=lambda pair: pair[0])
    level = min(a.box.y1, b.box.y1) - max(a.box.y0, b.box.y0)
    return apart > 0 and level > 0.6 * min(height(a), height(b))


def _split(header: Row) -> float | None:
    """Where the right one of two tables begins, if a row prints the same header cells twice: 项目 结果 | 项目 结果."""
    cells = [squeeze(line.text).text for line in header.lines]
    half = len(cells) // 2
    if half < _LEAST_HEADER or len(cells) % 2 or not _are_alike(cells[:half], cells[half:]):
        return None
    if any(not cell or cell[0].isdigit() or ":" in cell for cell in cells):
        return None
    return header.lines[half].box.x0 - height(header.lines[half])


def _are_alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two headers are the same, but for one word of three or more that was read in two ways: 缩写, 编写."""
    unlike = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(unlike) == 1 and len(left) >= _SURE_HEADER:
        ((a, b),) = unlike
        return len(a) == len(b) and any(x == y for x, y in zip(a, b, strict=True))
    return not unlike


def _runs_on(header: Row, rulings: Rulings) -> bool:
    """Whether one table has its columns twice: the rule beneath its header is not broken between them."""
    half = len(header.lines) // 2
    return rulings.runs_below(header.lines[half - 1], header.lines[half])


def _end(laid: Sequence[Row], start: int, split: float) -> int:
    """The first row behind the tables that begin in row `start`."""
    h = typical_height([line for row in laid for line in row.lines])
    for at in range(start + 1, len(laid)):
        row = laid[at]
        labelled = any(":" in squeeze(line.text).text[1:] for line in row.lines)
        across = any(line.box.x0 < split - h and line.box.x1 > split + h for line in row.lines)
        if labelled or across or row.y - laid[at - 1].y > _LOOSE * h or _split(row) is not None:
            return at
    return len(laid)
