"""Lab items whose names have a line of their own, value, unit, mark and range beneath: slips of self-service printers.

A header (项目 结果 参考值) may stand above them, as above any table; here no column holds the names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields import lab_units, lab_values
from extractors.fields.lab_rows import Record
from extractors.layout.rows import Row, height
from extractors.reading import Line, Page

_LEAST = 2  # items on a page
_SHARE = 0.8  # of the rows from the first item to the last that make items
_CLOSE = 2.2  # text heights from a name down to its value at most
_BEHIND = 3.0  # text heights that a value may begin behind the end of a short name
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")


def read(page: Page, rows: Sequence[Row], panel: int) -> tuple[list[Record], int]:
    """Such items top to bottom as one panel, and the number of the last panel; none where other rows are among them."""
    found: list[tuple[int, Record]] = []
    for i in range(len(rows) - 1):
        cells = _cells(rows[i], rows[i + 1])
        if cells:
            found.append((i, Record(page, rows[i + 1].y, height(cells["result"][0]), panel + 1, cells)))
    if len(found) < _LEAST or 2 * len(found) < _SHARE * (found[-1][0] + 2 - found[0][0]):
        return [], panel
    return [record for _, record in found], panel + 1


def _cells(above: Row, below: Row) -> dict[str, list[Line]]:
    """The cells of an item in two rows; nothing where they are none."""
    words = [line.part(*word.span()) for line in below.lines for word in re.finditer(r"\S+", line.text)]
    if len(above.lines) != 1 or len(words) < 2 or not lab_values.looks_like_value(words[0].text):
        return {}
    (name,) = above.lines
    h = height(name)
    under = words[0].box.x0 < name.box.x1 + _BEHIND * h and below.y - above.y < _CLOSE * h
    if not under or not _NAME.search(name.text) or re.search("[:：]", name.text) or _measures(name.text):
        return {}
    cells: dict[str, list[Line]] = {"name": [name], "result": [words[0]]}
    for word in words[1:]:
        cells.setdefault(_kind(word.text), []).append(word)
    return cells if cells.keys() & {"reference", "unit"} and "other" not in cells else {}


def _measures(text: str) -> bool:
    return any(lab_values.looks_like_range(word) or lab_values.looks_like_value(word) for word in text.split())


def _kind(text: str) -> str:
    if lab_values.looks_like_flag(text):
        return "flag"
    if lab_values.looks_like_unit(text) or lab_units.is_known(text):
        return "unit"
    return "reference" if lab_values.looks_like_range(text) else "other"
