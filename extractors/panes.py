"""Columns of a page that are read one after the other, though their lines stand side by side.

A label centred beside several lines, a title beside a name in two languages, a narrow column of the patient's data
beside the running text of a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.cells import is_bare_label, wrapped_label
from extractors.layout.labels import find_labels
from extractors.layout.rows import Row, height
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import Line

_MESHED = 0.2  # of the lower line's height that two lines overlap; rows of one column never do
_LEVEL = 0.45  # text heights between lines that share a row for certain
_MOST_BESIDE = 5  # lines of the left column; more are a table whose rows could not be told
_LONGEST_LABEL = 9  # characters of a label at the side
_WIDE = 0.28  # of the page's width: running text
_INDENT = 2.6  # text heights by which a paragraph's first line may be set in
_SECTION = re.compile(r"[一-鿿]{0,6}(?:所见|描述|表现|结论|印象|诊断|提示|意见):")
_FROM_LABEL = 6.0  # text heights from a label to the text beside it; a title is further away
_NEARER = 0.8  # of the step before: what is above a centred label but nearer to it than to the text before


def beside(laid: Sequence[Row], at: int) -> tuple[int, float] | None:
    """Columns that begin in row `at`: the row behind them, and where the first one ends (x); None where there are none.

    The lines left of that place are read first, then the rest, row by row.
    """
    sidebar = _end_of_sidebar(laid, at)
    if sidebar is not None:
        return sidebar
    end, labelled = _interleaved(laid, at), False
    while end < len(laid) and (further := _end_of_cell(laid, at, end)) is not None:
        end, labelled = max(further, _interleaved(laid, further - 1)), True
    held = [line for row in laid[at:end] for line in row.lines]
    gutter = first_gutter(held)
    if end - at < 2 or gutter is None:
        return None
    left, right = ([line for line in held if (line.box.cx < gutter) is side] for side in (True, False))
    if len(left) > _MOST_BESIDE or not (labelled or _keep_own_rows(left, right)):
        return None
    return end, gutter


def _keep_own_rows(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether lines stand beside no line of the other column: else they are rows, and something lies between them."""
    return any(
        all(abs(one.box.cy - other.box.cy) > _LEVEL * min(height(one), height(other)) for other in right)
        for one in left
    )


def first_gutter(lines: Sequence[Line]) -> float | None:
    """Where, from the left, no line stands for the first time; None where the lines cover all between them."""
    reach = None
    for line in sorted(lines, key=lambda each: each.box.x0):
        if reach is not None and line.box.x0 > reach:
            return (reach + line.box.x0) / 2
        reach = line.box.x1 if reach is None else max(reach, line.box.x1)
    return None


def _interleaved(laid: Sequence[Row], at: int) -> int:
    """The first row behind `at` that keeps its distance from all above."""
    end = at + 1
    while end < len(laid) and any(_mesh(row, laid[end]) for row in laid[max(at, end - 3) : end]):
        end += 1
    return end


def _mesh(above: Row, below: Row) -> bool:
    """Whether a line of the one is beside a line of the other. On a slope it is, too: there each has its own below."""
    return any(
        min(a.box.y1, b.box.y1) - max(a.box.y0, b.box.y0) > _MESHED * min(height(a), height(b))
        and max(a.box.x0, b.box.x0) > min(a.box.x1, b.box.x1)
        and not (_has_over(above, b) and _has_over(below, a))
        for a in above.lines
        for b in below.lines
    )


def _has_over(row: Row, line: Line) -> bool:
    return any(min(each.box.x1, line.box.x1) > max(each.box.x0, line.box.x0) for each in row.lines)


def _end_of_cell(laid: Sequence[Row], at: int, end: int) -> int | None:
    """The row behind a label that the rows from `at` on stand beside: wrapped, or centred further down."""
    for row in range(at, end):
        if (last := wrapped_label(laid, row)) is not None and last >= end:
            return last + 1
    return _down_to_label(laid, at, end)


def _down_to_label(laid: Sequence[Row], at: int, end: int) -> int | None:
    """Behind the row of a label centred beside lines that begin above it, if rows `at` to `end` are such lines."""
    left = min(line.box.x0 for row in laid[at:end] for line in row.lines)
    for down in range(end, min(end + 4, len(laid))):
        first = laid[down].lines[0]
        if first.box.x1 < left:
            near = left - first.box.x1 < _FROM_LABEL * height(first)
            lined_up = near and sum(_starts(row.lines[1:], left) for row in laid) >= 2
            return down + 1 if lined_up and _is_side_label(first) and _belongs_below(laid, at, down) else None
        if not _under_each_other(laid[down - 1], laid[down]):
            return None
    return None


def _starts(lines: Sequence[Line], x: float) -> bool:
    """Whether one of the lines begins there."""
    return any(abs(line.box.x0 - x) < 0.8 * height(line) for line in lines)


def _is_side_label(line: Line) -> bool:
    text = squeeze(line.text).text
    return 2 <= len(text) <= _LONGEST_LABEL and not any(c.isdigit() for c in text) and text[-1] not in "。，；"


def _belongs_below(laid: Sequence[Row], at: int, label: int) -> bool:
    """Whether rows `at` … stand nearer to the label below than to what is above them."""
    first = laid[at].lines[0]
    if at == 0 or first.box.x0 < laid[label].lines[0].box.x1:
        return False
    step = max(laid[i + 1].y - laid[i].y for i in range(at, label))
    before = laid[at].y - laid[at - 1].y
    return step < _NEARER * before and step < 3.2 * height(first)


def _under_each_other(above: Row, below: Row) -> bool:
    return min(above.box.x1, below.box.x1) > max(above.box.x0, below.box.x0)


def _end_of_sidebar(laid: Sequence[Row], at: int) -> tuple[int, float] | None:
    """Items of a narrow column, each with its value, beside text that runs on from line to line in its own column."""
    gutter = next(_gutters(laid, at), None)
    if gutter is None:
        return None
    end = at
    while end < len(laid) and (end == at or laid[end].y - laid[end - 1].y < 3.5 * height(laid[end].lines[0])):
        if any(line.box.x0 < gutter < line.box.x1 for line in laid[end].lines):
            break
        sides = [line.box.cx < gutter for line in laid[end].lines]
        if not any(sides) or not _starts(laid[end].lines[:1], laid[at].lines[0].box.x0):
            break
        end += 1
    items = [[line for line in row.lines if line.box.cx < gutter] for row in laid[at:end]]
    full = sum(_is_item(item) for item in items)
    return (end, gutter) if full >= 3 and full >= 0.6 * len(items) else None


def _gutters(laid: Sequence[Row], at: int) -> Iterator[float]:
    """Left edges of text beside the item in row `at` that runs on beside the item in the next, or is a section."""
    if at + 1 >= len(laid) or len(laid[at].lines) < 2 or len(laid[at + 1].lines) < 2:
        return
    first, second = laid[at].lines[-1], laid[at + 1].lines[-1]
    h = height(first)
    runs_on = not find_labels((second,)) or _SECTION.match(squeeze(first.text).text) is not None
    if _is_wording(first) and first.box.width >= _WIDE and abs(first.box.x0 - second.box.x0) < _INDENT * h and runs_on:
        gutter = min(first.box.x0, second.box.x0) - 0.3 * h
        lefts = [line for row in laid[at : at + 2] for line in row.lines[:-1]]
        if all(line.box.x1 < gutter for line in lefts) and _is_item(laid[at + 1].lines[:-1]):
            yield gutter


def _is_wording(line: Line) -> bool:
    """Text, not a range with its unit in the wide column of a table."""
    return 2 * sum(map(is_cjk, line.text)) > len("".join(line.text.split()))


def _is_item(lines: Sequence[Line]) -> bool:
    """A label with its value."""
    if not lines:
        return False
    return len(lines) > 1 or (bool(find_labels(lines)) and not is_bare_label(lines[0]))
