"""Lab items printed over two lines each: slips of self-service printers, narrow sheets of emergency laboratories.

The name has a line of its own above value, unit, mark and range; or the two lines share the columns: PT, value and
range above, the name and the unit below them; or the edges alone: the name left and its value right, below them a code
and `mmol/L [3.5-5.3]`. A header (项目 结果 参考值) may stand above, as above any table, titles of panels between.
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
_INDENT = 2.0  # text heights by which the lower line of an item may be set in
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_CLOSER = 0.9  # of the distance to the line above, from which a line belongs to the one below it
_NAMES = {"name", "code"}
_BRACKETED = re.compile(r"[(\[【（]\s*[-<>≤≥]?\d[\d.]*(?:\s*[-~～—–]+\s*-?\d[\d.]*)?\s*[)\]】）]")  # [3.5-5.3]
_CODE = re.compile(r"[A-Za-zαβγ]|\d{1,2}-?[A-Z]{1,2}[A-Za-z]*(?![\w/])")  # 17-OHP
_BOUND = re.compile(r"[<>≤≥＜＞]=?\d[\d.]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def read(page: Page, rows: Sequence[Row], panel: int) -> tuple[list[Record], int]:
    """Such items top to bottom, and the number of the last panel; none where rows but titles are among them."""
    found = list(_items(page, rows, panel + 1))
    paired = [rows_of for rows_of, _ in found if len(rows_of) > 1]
    used = sum(len(rows_of) for rows_of, _ in found)
    if len(paired) < max(_LEAST, len(found) / 2) or used < _SHARE * (found[-1][0][-1] + 1 - found[0][0][0]):
        return [], panel
    for (above, before), (below, record) in pairwise(found):
        record.panel = before.panel + any(_is_title(row) for row in rows[above[-1] + 1 : below[0]])
    return [record for _, record in found], found[-1][1].panel


def _is_title(row: Row) -> bool:
    """Whether a row is a panel's name: Chinese words alone, without a colon."""
    (first, *others) = row.lines
    return not others and bool(_CHINESE.search(first.text)) and not re.search("[:：]", first.text)


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

    Each line tells what the other does not, the one without the value also how the item is called, or all that a
    name and a value lack, or below them the range alone.
    """
    valued, other = (above, below) if _values(above) else (below, above)
    if valued is None or len(_values(valued)) != 1:
        return {}
    if other is not None and not _shares_columns(other, valued):
        return {}
    if other is above and any(lab_values.looks_like_range(word.text) for word in _words(other)):
        return {}  # of the item above: nobody prints a range before its value
    cells: dict[str, list[Line]] = {}
    told: list[set[str]] = []
    for row in (valued, other):
        found = _told(row, valued, other) if row is not None else []
        told.append({kind for kind, _ in found})
        for kind, word in found:
            cells.setdefault(kind, []).append(word)
    own, more = told
    whole = "name" in own and bool(own & {"unit", "reference"}) and not more & {"unit", "reference"}
    ranged = more == {"reference"} and other is below and "reference" not in own and bool(own & _NAMES)
    called = ranged or more & _NAMES or (more >= {"unit", "reference"} and not own & {"unit", "reference"})
    unlike = other is None or not (whole or own & more - {"unit"} or not called)
    return cells if unlike and "result" in cells and cells.keys() & _NAMES else {}


def _told(row: Row, valued: Row, other: Row | None) -> list[tuple[str, Line]]:
    """The words of a line, each with the kind of cell it is."""
    found: list[tuple[str, Line]] = []
    values = {word.box.x0 for word in _values(row)}
    for word in _words(row):
        kind = _called(word) if _begins(word, valued, other) else _cell_kind(word)
        kind = "result" if word.box.x0 in values else kind
        if found and found[-1][0] == "unit" and kind in ("code", "unit") and _goes_on(found[-1][1], word):
            kind = "unit"  # mg/L FEU
        if found and found[-1][0] == "unit" and kind == "result" and _goes_on(found[-1][1], word):
            kind = "other"  # a sentence: 复查 g/L 5.2
        found.append((kind, word))
    return found


def _shares_columns(other: Row, valued: Row) -> bool:
    """Whether each cell of a line stands flush with one of the line with the value, the first set in perhaps.

    Words that go on behind one another are one cell: mmol/L [3.5-5.3] ends where the value above it does.
    """
    cells: list[list[Line]] = []
    for word in _words(other):
        if cells and _goes_on(cells[-1][-1], word):
            cells[-1].append(word)
        else:
            cells.append([word])
    first, *rest = cells
    words = _words(valued)
    return all(any(_flush(word, each) for word in (cell[0], cell[-1]) for each in words) for cell in rest) and (
        _is_set_in(first[0], words[0]) or any(_flush(word, each) for word in (first[0], first[-1]) for each in words)
    )


def _is_set_in(word: Line, edge: Line) -> bool:
    """Whether a line begins at the edge of an item or a little right of it."""
    return -_FLUSH * height(word) < word.box.x0 - edge.box.x0 < _INDENT * height(word)


def _goes_on(before: Line, word: Line) -> bool:
    return word.box.x0 - before.box.x1 < lab_columns.WORD_SPACE * height(word)


def _flush(word: Line, other: Line) -> bool:
    a, b = word.box, other.box
    return min(abs(a.x0 - b.x0), abs(a.cx - b.cx), abs(a.x1 - b.x1)) < _FLUSH * height(word)


def _words(row: Row) -> list[Line]:
    """Its words; a range that is announced as one is one word: 参考 120-250."""
    found: list[Line] = []
    for line in row.lines:
        announced = lab_values.REFERENCE_MARK.match(line.text) and lab_values.looks_like_range(line.text)
        words = re.finditer(r"\S+", line.text)
        found.extend([line] if announced else [line.part(*word.span()) for word in words])
    return found


def _values(row: Row) -> list[Line]:
    """Its values; behind a name also a bound with its unit: 结合珠蛋白 <0.07 g/L."""
    words = _words(row)
    found = [word for word in words if _is_value(word.text)]
    if found or not _NAME.search(words[0].text):
        return found
    behind = pairwise(words[1:])
    return [word for word, unit in behind if _BOUND.fullmatch(word.text) and lab_units.is_known(unit.text)][:1]


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
    measures = _is_value(word.text) or _BRACKETED.fullmatch(word.text) is not None
    return word.box.x0 - left < _INDENT * height(word) and not measures


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
