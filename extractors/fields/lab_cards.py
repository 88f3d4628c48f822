"""Lab items printed as cards instead of rows: the name, below it value, unit and arrow, below these 参考 3.5〜9.5.

Cards stand side by side, without a header; what they have in common is the word before the range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extractors.fields import lab_columns, lab_glued, lab_units, lab_values, lab_wording
from extractors.fields.lab_rows import Record
from extractors.layout.rows import Row, height
from extractors.layout.text import squeeze
from extractors.reading import Line, Page

_LEAST = 3  # cards on a page
_LINES = 4  # rows of a card above its range at most
_CLOSE = 1.3  # text heights between the rows of a card at most
_FLUSH = 1.0  # text heights the rows of a card may begin left of its range


def read(page: Page, rows: Sequence[Row], panel: int) -> tuple[list[Record], int]:
    """The cards among a page's rows, left to right and top to bottom, and the number of the last panel.

    None where fewer than three ranges are marked so (of items we know, one is enough), or a header of a table stands
    above them. A title between the cards begins a panel.
    """
    tops = [[line for line in row.lines if lab_values.REFERENCE_MARK.match(line.text)] for row in rows]
    if not any(tops) or any(map(lab_columns.header_of, rows)):
        return [], panel
    before = panel
    records: list[Record] = []
    last = -1
    for i, anchors in enumerate(tops):
        if not anchors:
            continue
        found: list[Record] = []
        used: set[int] = set()
        for k, anchor in enumerate(anchors):
            right = anchors[k + 1].box.x0 if k + 1 < len(anchors) else _right_of(anchor, tops)
            beside = [line for line in rows[i].lines if anchor.box.x1 < line.box.x0 < right]
            record, lines = _card(page, anchor, right, rows[last + 1 : i], beside)
            if record is not None and not record.has("unit") and len(beside) == 1:
                record.cells["unit"] = [line for line in beside if lab_units.is_known(line.text) or "/" in line.text]
            marks = [line for line in beside if lab_values.looks_like_flag(line.text)]
            if record is not None and marks and not record.has("flag"):
                record.cells["flag"] = marks
            used |= {id(line) for line in lines}
            if record is not None:
                found.append(record)
        titled = any(id(line) not in used for row in rows[last + 1 : i] for line in row.lines)
        panel += bool(found) and (panel < 0 or (titled and last >= 0))
        for record in found:
            record.panel = panel
        records.extend(found)
        last = i
    if sum(map(len, tops)) < _LEAST and not all(lab_wording.is_listed(record.text("name")) for record in records):
        return [], before
    return records, panel


def _right_of(anchor: Line, tops: Sequence[Sequence[Line]]) -> float:
    """Where the next column of cards begins, told by the other rows of them."""
    others = (line.box.x0 for anchors in tops for line in anchors if line.box.x0 > anchor.box.x0 + 3 * height(anchor))
    return min(others, default=1.0)


def _card(
    page: Page, anchor: Line, right: float, rows: Sequence[Row], beside: Sequence[Line]
) -> tuple[Record | None, list[Line]]:
    """The card that ends with a marked range, and the lines it is made of; its value may stand beside the range."""
    h = height(anchor)
    kept: list[list[Line]] = []
    top = anchor.box.y0
    for row in reversed(rows):
        inside = [line for line in row.lines if anchor.box.x0 - _FLUSH * h < line.box.x0 < right - 0.3 * h]
        if not inside:
            continue
        low = max(line.box.y1 for line in inside)
        if len(kept) == _LINES or top - low > _CLOSE * h:
            break
        kept.insert(0, inside)
        top = min(line.box.y0 for line in inside)
        if _has_name(inside) and _is_whole(kept):
            break
    lines = [line for inside in kept for line in inside]
    cells = _cells(lines) or _cells([*lines, *beside])
    mark = lab_values.REFERENCE_MARK.match(anchor.text)
    if not cells or mark is None:
        return None, lines
    cells["reference"] = [anchor.part(mark.end(), len(anchor.text))]
    return Record(page, anchor.box.cy, h, -1, cells), lines


def _has_name(lines: Sequence[Line]) -> bool:
    return any(re.search(r"[\u4e00-\u9fffA-Za-z]{2}", line.text) and not _is_measure(line) for line in lines)


def _is_measure(line: Line) -> bool:
    """Whether a line begins with a value or an arrow."""
    first = line.text.split()[0] if line.text.split() else ""
    return lab_values.looks_like_value(first) or lab_values.looks_like_flag(first)


def _is_whole(kept: Sequence[Sequence[Line]]) -> bool:
    """Whether the lines hold a name and a value, and no bracket that was opened above them."""
    text = squeeze(" ".join(line.text for inside in kept for line in inside)).text
    return bool(_cells([line for inside in kept for line in inside])) and text.count("(") >= text.count(")")


def _cells(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Name, value, unit and arrow of a card; nothing where one has no value or no name."""
    words = [line.part(*word.span()) for line in lines for word in re.finditer(r"\S+", line.text)]
    words = [part for word in words for part in lab_glued.measured(word)]
    cells: dict[str, list[Line]] = {}
    for kind, group in groupby(words, key=_Kinds()):
        cells.setdefault(kind, []).extend(group)
    return cells if cells.get("name") and len(cells.get("result", [])) == 1 else {}


class _Kinds:
    """What the words of a card are, in the order they are printed in."""

    def __init__(self) -> None:
        self.named = self.valued = False

    def __call__(self, word: Line) -> str:
        text = word.text
        if lab_values.looks_like_flag(text) and (self.named or not re.search(r"[A-Za-z*★]", text)):
            return "flag"
        if self.named and not self.valued and lab_values.looks_like_value(text):
            self.valued = True
            return "result"
        if self.valued:
            return "unit"
        self.named = True
        return "name"
