"""Lab tables that stand on their side: a column for each item, 项目, 结果, 单位 and 参考值 before the rows."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields import lab_headings, lab_values
from extractors.fields.lab_rows import Record
from extractors.layout.rows import Row, height
from extractors.layout.text import squeeze
from extractors.reading import Line, Page

_LEAST = 3  # items side by side
_GAP = 3.5  # text heights between two rows at most
_KINDS = ("code", "result", "unit", "reference", "flag")


def read(page: Page, rows: Sequence[Row], panel: int) -> tuple[list[Record], int]:
    """The items of such tables, left to right, a panel each, and the number of the last panel."""
    found: list[Record] = []
    for i, row in enumerate(rows):
        if _names(row):
            items = _below(page, row, rows[i + 1 :], panel + 1)
            told = [item for item in items if lab_values.looks_like_value(item.text("result"))]
            if len(told) >= max(_LEAST, len(items) - 1) and any(item.has("unit", "reference") for item in told):
                found.extend(items)
                panel += 1
    return found, panel


def without(rows: Sequence[Row], records: Sequence[Record]) -> tuple[Row, ...]:
    """The rows but for those of such tables, for what else a page holds."""
    taken = {id(line) for record in records for cell in record.cells.values() for line in cell}
    return tuple(row for row in rows if not any(id(line) in taken for line in row.lines))


def _kind(line: Line) -> str:
    return lab_headings.kind_of(squeeze(line.text).text)


def _names(row: Row) -> bool:
    """Whether a row begins with the head of names and goes on with names, not with heads of other columns."""
    first, *rest = row.lines
    named = _kind(first) == "name" and len(rest) >= _LEAST
    return named and not any(_kind(line) or lab_values.looks_like_value(line.text) for line in rest)


def _below(page: Page, head: Row, rows: Sequence[Row], panel: int) -> list[Record]:
    label, *names = head.lines
    items = [Record(page, head.y, height(name), panel, {"name": [name]}) for name in names]
    last = head
    for row in rows:
        first, *cells = row.lines
        kind = _kind(first)
        if kind not in _KINDS or row.box.y0 - last.box.y1 > _GAP * height(label) or first.box.x0 > label.box.x1:
            break
        for cell in cells:
            item = min(items, key=lambda each: abs(each.cells["name"][0].box.cx - cell.box.cx))
            item.cells.setdefault(kind, []).append(cell)
        last = row
    return items
