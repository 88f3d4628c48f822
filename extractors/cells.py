"""Cells of a form: what has to be read before what stands beside it.

A label above its value, a label or a value that a narrow cell wraps: the lines of a cell belong together, though other
cells have lines at the same heights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.layout import words
from extractors.layout.labels import find_labels
from extractors.layout.rows import Row, height
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import Line

Cells = list[list[Line]]
"""Lines cell by cell, each cell from top to bottom."""

_TALLEST_STEP = 2.3  # text heights from a label down to its value
_TIGHT = 0.87  # of the steps around: the lines of one cell stand closer than those of two
_WRAPPED_STEP = 1.9  # text heights from line to line within a cell
_LONGEST_PIECE = 6  # characters of a wrapped label's part
_SHORT_PIECE = 4  # of one that no list names
_HEADERS = frozenset(
    words.listed("结果 单位 参考 参考值 参考区间 参考范围 提示 标志 规格 用法 用量 数量 频次 剂量 频率 转归 编码")
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d\d([:：]\d\d)?$")


def labelled_cells(laid: Sequence[Row], at: int) -> tuple[int, Cells] | None:
    """A row of labels with their values below, from row `at` on: the row behind them, and the cells."""
    if at + 1 >= len(laid):
        return None
    labels, values = laid[at].lines, laid[at + 1].lines
    if len(labels) < 2 or not _stand_below(labels, values, _TALLEST_STEP):
        return None
    if not _are_labels(labels, values) or any(map(is_bare_label, values)) or _is_header(labels):
        return None
    if at + 2 < len(laid) and _goes_on(laid[at], laid[at + 1], laid[at + 2]):
        return None
    cells = _dealt([[label] for label in labels], values)
    end = at + 2
    while end < len(laid) and _continues(laid, end):
        cells = _dealt(cells, laid[end].lines)
        end += 1
    return end, cells


def wrapped_cells(laid: Sequence[Row], at: int) -> tuple[int, Cells] | None:
    """A row of which some cells go on in the row below: 2026-10-15 | 08:43 in a narrow column."""
    if len(laid[at].lines) < 2 or at + 1 >= len(laid):
        return None
    first, below = laid[at].lines, laid[at + 1].lines
    wraps = all(_CLOCK.fullmatch(line.text.strip()) for line in below) or _fills_labels(first, below)
    if not (wraps and _stand_below(first, below, _WRAPPED_STEP)) and not _continues(laid, at + 1):
        return None
    return at + 2, _dealt([[line] for line in first], below)


def wrapped_label(laid: Sequence[Row], at: int) -> int | None:
    """The last row that a label in two or more pieces, begun in row `at`, reaches down to; None where it is whole."""
    first, last = laid[at].lines[0], None
    if not _is_piece(first):
        return None
    text = squeeze(first.text).text
    for down in range(at + 1, min(at + 4, len(laid))):
        second = laid[down].lines[0]
        if not (_is_piece(second) and _aligned(first, second)):
            continue
        if second.box.cy - first.box.cy > _WRAPPED_STEP * height(second):
            break
        tail = squeeze(second.text).text.removesuffix(":")
        if text + tail not in _spelled() and tail[:1] != "(" and not _is_made_of(text, tail, laid, at, down):
            break
        first, last, text = second, down, text + tail
    return last


def is_bare_label(line: Line) -> bool:
    """A label with nothing behind it but a gloss: 出生日期 Date of birth."""
    return any(
        label.begins and not any(is_cjk(c) or c.isdigit() for c in line.text[label.end :])
        for label in find_labels((line,))
    )


def _is_piece(line: Line) -> bool:
    text = squeeze(line.text).text.removesuffix(":")
    return 1 <= len(text) <= _LONGEST_PIECE and all(is_cjk(c) or c in "/()√" for c in text)


def _is_made_of(head: str, tail: str, laid: Sequence[Row], at: int, down: int) -> bool:
    """Two words one closely below the other, neither a label of its own, apart from what comes above and below."""
    if max(len(head), len(tail)) > _SHORT_PIECE or head in _spelled() or tail in _spelled():
        return False
    if sum(len(row.lines) for row in laid[at : down + 1]) < 3:
        return False  # nothing beside it: any two lines
    step = laid[down].lines[0].box.cy - laid[at].lines[0].box.cy
    column = [row.lines[0] for row in laid if _aligned(row.lines[0], laid[at].lines[0])]
    above = [laid[at].lines[0].box.cy - line.box.cy for line in column if line.box.cy < laid[at].lines[0].box.cy]
    below = [line.box.cy - laid[down].lines[0].box.cy for line in column if line.box.cy > laid[down].lines[0].box.cy]
    return step < _TIGHT * min((*above, *below), default=1.0) if above or below else False


@lru_cache(maxsize=1)
def _spelled() -> frozenset[str]:
    return frozenset(squeeze(word).text for word in words.ALL if len(word) >= 2)


def _are_labels(labels: Sequence[Line], values: Sequence[Line]) -> bool:
    """Most of them known; or one, where digits stand in the row below alone."""
    bare = sum(map(is_bare_label, labels))
    told = not any(map(_has_digit, labels)) and any(map(_has_digit, values))
    return bare >= max(2, 0.6 * len(labels)) or (bare >= 1 and len(labels) >= 3 and told)


def _has_digit(line: Line) -> bool:
    return any(c.isdigit() for c in line.text)


def _is_header(labels: Sequence[Line]) -> bool:
    """The first row of a table: 结果, 单位 …, each with its gloss."""
    heads = ["".join(c for c in squeeze(line.text).text if is_cjk(c)) for line in labels]
    return sum(head in _HEADERS for head in heads) >= 2


def _aligned(above: Line, below: Line) -> bool:
    """Set flush, or centred."""
    slack = 0.8 * min(height(above), height(below))
    return min(abs(above.box.x0 - below.box.x0), abs(above.box.cx - below.box.cx)) < slack


def _stand_below(above: Sequence[Line], below: Sequence[Line], most: float) -> bool:
    """Whether each line of the row below is aligned with one of the row above, and close to it."""
    pairs = [next((a for a in above if _aligned(a, b)), None) for b in below]
    return all(
        a is not None and b.box.cy - a.box.cy < most * (height(a) + height(b)) / 2
        for a, b in zip(pairs, below, strict=True)
    )


def _fills_labels(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether each line below is the value of a label above that has none beside it: 病理编号 | 丁某 over 6259…"""
    bare = [line for line in above if is_bare_label(line)]
    return all(line.text.strip().isalnum() and line.text.strip().isascii() for line in below) and all(
        any(_aligned(label, line) for label in bare) for line in below
    )


def _goes_on(labels: Row, values: Row, third: Row) -> bool:
    """Whether a third row of the same columns follows at the same distance: a table, and its header above."""
    aligned = sum(any(_aligned(a, b) for a in labels.lines) for b in third.lines)
    if aligned < max(2, 0.6 * len(third.lines)):
        return False
    return not any(map(is_bare_label, third.lines)) and third.y - values.y < 1.3 * (values.y - labels.y)


def _continues(laid: Sequence[Row], at: int) -> bool:
    """Whether row `at` is what wrapped of the row above: fewer lines, no labels, closer to it than rows stand here."""
    above, row = laid[at - 1], laid[at]
    if len(row.lines) >= len(above.lines) or not _stand_below(above.lines, row.lines, _WRAPPED_STEP):
        return False
    if row.lines[0].box.x0 < above.lines[1].box.x0 - height(row.lines[0]) or any(find_labels(row.lines)):
        return False  # the first column's own: a line of its own
    step = row.y - above.y
    around = [above.y - laid[at - 2].y] if at >= 2 else []
    around += [laid[at + 1].y - row.y] if at + 1 < len(laid) else []
    return all(step < _TIGHT * other for other in around)


def _dealt(cells: Cells, below: Sequence[Line]) -> Cells:
    """Each line joined to the cell it stands below."""
    for line in below:
        near = [cell for cell in cells if _aligned(cell[-1], line) or _aligned(cell[0], line)] or cells
        min(near, key=lambda cell: abs(cell[0].box.x0 - line.box.x0)).append(line)
    return cells
