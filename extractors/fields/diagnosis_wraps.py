"""Where the lines of a list may wrap: those that reach the edge of their column, unless there is room beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.fields import diagnosis_list
from extractors.fields.sections import Part
from extractors.layout.rows import height
from extractors.layout.text import body
from extractors.reading import Line

_LEVEL, _GAP = 0.5, 2.5  # text heights: parts of a row, and what still parts no cells
_ROOM = 5.0  # text heights right of a list's longest line with which none of its lines had to wrap


def breaks(parts: Sequence[Part]) -> list[str]:
    """What stands between one part and the next: a gap on one row, or a new row (so do cells of a table)."""

    def goes_on(one: Line, other: Line) -> bool:
        level = abs(other.box.cy - one.box.cy) < _LEVEL * height(one)
        return level and 0 <= other.box.x0 - one.box.x1 < _GAP * height(one)

    return [" " if a[0] is b[0] and goes_on(a[1], b[1]) else "\n" for a, b in pairwise(parts)]


def wraps(parts: Sequence[Part], breaks: Sequence[str]) -> dict[int, bool]:
    """Lines that reach the right edge of their section, where a name may wrap → whether the edge is the page's.

    Lines are counted by the breaks that are new rows.
    """
    if not parts:
        return {}
    edge = max(line.box.x1 for _, line in parts)
    full = [n for n, (_, line) in enumerate(parts[:-1]) if edge - line.box.x1 < 1.6 * height(line)]
    page = parts[0][0]
    margin = max((line.box.x1 for line in body(page.lines)), default=edge)
    alone = len(full) == 1 and diagnosis_list.names_disease(parts[full[0]][1].text)
    if alone and _room(parts, edge, margin) > _ROOM * height(parts[0][1]):
        return {}
    if len(full) == 1 and _column(parts) - edge > _ROOM * height(parts[0][1]):
        return {}
    certain = len(full) > 1 or margin - edge < 2.5 * height(parts[0][1])
    return {breaks[:n].count("\n"): certain for n in full if breaks[n] == "\n"}


def _column(parts: Sequence[Part]) -> float:
    """How far to the right other texts reach that begin where all of a list's lines begin: the cells of its column."""
    page, first = parts[0]
    slack = 0.5 * height(first)
    if any(abs(line.box.x0 - first.box.x0) > slack for _, line in parts):
        return 0.0
    return max((line.box.x1 for line in body(page.lines) if abs(line.box.x0 - first.box.x0) < slack), default=0.0)


def _room(parts: Sequence[Part], edge: float, margin: float) -> float:
    """How much space there is right of a list, up to whatever stands beside it or to the margin, in page widths."""
    page = parts[0][0]
    top, bottom = min(line.box.y0 for _, line in parts), max(line.box.y1 for _, line in parts)
    beside = [line.box.x0 for line in body(page.lines) if line.box.x0 > edge and top < line.box.cy < bottom]
    return min([*beside, margin]) - edge
