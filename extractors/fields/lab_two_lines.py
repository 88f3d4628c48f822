"""Lab items printed over two lines each: slips of self-service printers, narrow sheets of emergency laboratories.

The name has a line of its own above value, unit, mark and range; or the two lines share the columns: PT, value and
range above, the name and the unit below them. A header (项目 结果 参考值) may stand above, as above any table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.fields import lab_columns, lab_units, lab_values
from extractors.fields.lab_rows import Record
from extractors.layout.rows import Row, height
from extractors.reading import Line, Page

_LEAST = 2  # items on a page
_SHARE = 0.8  # of the rows from the first item to the last that make items
_CLOSE = 2.2  # text heights between the two lines of an item at most
_BEHIND = 3.0  # text heights that a value may begin behind the end of a short name
_FLUSH = 1.0  # text heights by which words that stand below each other may begin, end or centre apart
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_CLOSER = 0.9  # of the distance to the line above, from which a line belongs to the one below it
_NAMES = {"name", "code"}
_CODE = re.compile(r"[A-Za-zαβγ]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def read(page: Page, rows: Sequence[Row], panel: int) -> tuple[list[Record], int]:
    """Such items top to bottom as one panel, and the number of the last panel; none where other rows are among them."""
    found = list(_items(page, rows, panel + 1))
    paired = [rows_of for rows_of, _ in found if len(rows_of) > 1]
    used = sum(len(rows_of) for rows_of, _ in found)
    if len(paired) < max(_LEAST, len(found) / 2) or used < _SHARE * (found[-1][0][-1] + 1 - found[0][0][0]):
        return [], panel
    return [record for _, record in found], panel + 1


def _items(page: Page, rows: Sequence[Row], panel: int) -> Iterator[tuple[range, Record]]:
    """The rows of each item, and the item: one row that is whole, or two; of three that may pair, the closer two."""
    cells = [_cells(above, below) for above, below in pairwise(rows)] + [{}]
    at = 0
    while at < len(rows):
        closer = cells[at] and cells[at + 1] and _step(rows, at + 1) < _CLOSER * _step(rows, at)
        own = cells[at] if cells[at] and not closer else _in_columns(rows[at])
        taken = range(at, at + (2 if own is cells[at] and own else 1))
        if own and own.keys() & {"reference", "unit"} and "other" not in own:
            y = next(rows[i].y for i in taken if _values(rows[i]))
            yield taken, Record(page, y, height(own["result"][0]), panel, own)
        at = taken[-1] + 1


def _step(rows: Sequence[Row], at: int) -> float:
    return rows[at + 1].y - rows[at].y


def _cells(above: Row, below: Row) -> dict[str, list[Line]]:
    """The cells of an item in two rows; nothing where they are none."""
    first = above.lines[0]
    if below.y - above.y >= _CLOSE * height(first) or len(_values(above)) + len(_values(below)) != 1:
        return {}
    cells = _named_above(above, below) or _in_columns(above, below)
    return cells if cells.keys() & {"reference", "unit"} and "other" not in cells else {}


def _named_above(above: Row, below: Row) -> dict[str, list[Line]]:
    """The cells of an item whose name is all that stands in the first line, right above its value."""
    words = _words(below)
    if len(above.lines) != 1 or len(words) < 2 or not lab_values.looks_like_value(words[0].text):
        return {}
    (name,) = above.lines
    under = words[0].box.x0 < name.box.x1 + _BEHIND * height(name)
    if not under or not _NAME.search(name.text) or re.search("[:：]", name.text) or _measures(name.text):
        return {}
    cells: dict[str, list[Line]] = {"name": [name], "result": [words[0]]}
    for word in words[1:]:
        cells.setdefault(_kind(word), []).append(word)
    return cells


def _in_columns(above: Row, below: Row | None = None) -> dict[str, list[Line]]:
    """The cells of an item whose two lines share the columns, or of one in one line.

    Each line tells what the other does not, the one without the value also how the item is called.
    """
    valued, other = (above, below) if _values(above) else (below, above)
    if valued is None or len(_values(valued)) != 1:
        return {}
    if other is not None and not _shares_columns(other, valued):
        return {}
    cells: dict[str, list[Line]] = {}
    told: list[set[str]] = []
    for row in (valued, other):
        found = _told(row, valued, other) if row is not None else []
        told.append({kind for kind, _ in found})
        for kind, word in found:
            cells.setdefault(kind, []).append(word)
    own, more = told
    whole = "name" in own and bool(own & {"unit", "reference"}) and not more & {"unit", "reference"}
    unlike = other is None or not (whole or own & more - {"unit"} or not more & _NAMES)
    return cells if unlike and "result" in cells and cells.keys() & _NAMES else {}


def _told(row: Row, valued: Row, other: Row | None) -> list[tuple[str, Line]]:
    """The words of a line, each with the kind of cell it is."""
    found: list[tuple[str, Line]] = []
    for word in _words(row):
        kind = _called(word) if _begins(word, valued, other) else _cell_kind(word)
        if found and found[-1][0] == "unit" and kind in ("code", "unit") and _goes_on(found[-1][1], word):
            kind = "unit"  # mg/L FEU
        if found and found[-1][0] == "unit" and kind == "result" and _goes_on(found[-1][1], word):
            kind = "other"  # a sentence: 复查 g/L 5.2
        found.append((kind, word))
    return found


def _shares_columns(other: Row, valued: Row) -> bool:
    """Whether each word of a line stands below or above one of the line with the value, or goes on behind another."""
    words = _words(other)
    behind = {id(word) for before, word in pairwise(words) if _goes_on(before, word)}
    return all(id(word) in behind or any(_flush(word, each) for each in _words(valued)) for word in words)


def _goes_on(before: Line, word: Line) -> bool:
    return word.box.x0 - before.box.x1 < lab_columns.WORD_SPACE * height(word)


def _flush(word: Line, other: Line) -> bool:
    a, b = word.box, other.box
    return min(abs(a.x0 - b.x0), abs(a.cx - b.cx), abs(a.x1 - b.x1)) < _FLUSH * height(word)


def _words(row: Row) -> list[Line]:
    return [line.part(*word.span()) for line in row.lines for word in re.finditer(r"\S+", line.text)]


def _values(row: Row) -> list[Line]:
    return [word for word in _words(row) if _is_value(word.text)]


def _is_value(text: str) -> bool:
    return lab_values.looks_like_value(text) and not lab_values.looks_like_range(text)


def _measures(text: str) -> bool:
    return any(lab_values.looks_like_range(word) or lab_values.looks_like_value(word) for word in text.split())


def _cell_kind(word: Line) -> str:
    """What a word of a line that may hold any cell is: also its value, its name or its code."""
    if _is_value(word.text):
        return "result"
    told = _kind(word)
    return _called(word) if told == "other" else told


def _begins(word: Line, valued: Row, other: Row | None) -> bool:
    """Whether a word stands at the left edge of an item, where what is measured is named: INR is a unit elsewhere."""
    left = min(row.box.x0 for row in (valued, other) if row is not None)
    return abs(word.box.x0 - left) < _FLUSH * height(word) and not _is_value(word.text)


def _called(word: Line) -> str:
    if re.search("[:：]", word.text):
        return "other"
    return "name" if _CHINESE.search(word.text) else "code" if _CODE.match(word.text) else "other"


def _kind(word: Line) -> str:
    if lab_values.looks_like_flag(word.text):
        return "flag"
    if lab_columns.is_unit(word.text) or lab_units.is_known(word.text):
        return "unit"
    return "reference" if lab_values.looks_like_range(word.text) else "other"
