"""Printed rows of a lab table → items: cells that wrap over several lines put together, titles left out.

A value stands in one line, its name perhaps in two or three: beside the first, the middle or the last of them, or
between them. Which lines belong together is told by their distances: closer than the rows of the table stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractors.fields import lab_units, lab_values, lab_wording
from extractors.layout.text import join
from extractors.reading import Line, Page

_TITLE = re.compile(
    r"(?:常规|全套|功能|检查|检验|检测|组合|[一二三四五六七八九十\d]项|分析|系列|标志物|代谢|电解质|报告单?|生化|"
    r"免疫|凝血|酶谱|血脂|血糖|止血)(?:\([^()]*\))?$"
)
_IS_TITLE = re.compile(rf".+(?:{_TITLE.pattern[:-1]})")  # more than the last word of a wrapped name
_CODED = re.compile(r"[\u4e00-\u9fff)]\s*\([A-Za-z][A-Za-z0-9+#%-]*\)$")  # 血尿酸(UA): a name that ends here
_IN_A_RANGE = re.compile(r"[\d<>≤≥]|[阴阳]性|[男女]")
_APART = 1.2  # times the distance of rows, from which a line begins something else
_TIGHTER = 0.15  # text heights that lines of one cell stand closer than rows
_BENEATH = 2.0  # text heights that a unit stands below its value at most
_BELOW = {"result", "reference", "flag"}  # cells of a line that holds a unit below its value
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_TITLE_LENGTH = 4  # characters from which words are no end of a name that is whole: 测定, 定量 may be
_GUESSED = 0.8  # certainty of a row whose wrapped cell could belong to its neighbour
_NEAREST = 0.9  # and of one whose name stands between lines, in none with the value


@dataclass(slots=True)
class Record:
    """The cells of one printed row in one half of the table, by kind of column."""

    page: Page
    y: float  # in page widths, slope taken out
    h: float  # text height
    panel: int
    cells: dict[str, list[Line]] = field(default_factory=dict)
    cost: float = 0.0  # of placing the cells in their columns, 0 fits well
    certainty: float = 1.0
    unit: str = ""  # of its value, printed at the head of the column
    flush: bool = False  # whether its name and its value begin, end or centre where their columns do

    def has(self, *kinds: str) -> bool:
        return any(self.cells.get(kind) for kind in kinds)

    def text(self, kind: str) -> str:
        return join(self.cells.get(kind, []))

    @property
    def named(self) -> bool:
        return self.has("name", "code")

    @property
    def anchored(self) -> bool:
        """Whether it holds a value, or a unit that shows where one belongs."""
        return self.has("unit") or re.search(r"[^\s↑↓⬆⬇▲▼]", self.text("result")) is not None


def whole(records: Sequence[Record]) -> list[Record]:
    """The items among the records of one half of a table, top to bottom."""
    named = [record for record in records if record.named]
    items = {id(record): record for record in records if record.anchored}
    distance = _row_distance(named)
    free = [record.y for record in records if record.anchored and not record.named]
    for group in _groups(named, distance, free):
        home = next((record for record in group if record.anchored), None) or _between(group, records)
        if home is None:
            _alone(group, records, items, distance)
            continue
        above = [record for record in group if record.y < home.y]
        for record in (*reversed(above), *(each for each in group if each.y >= home.y and each is not home)):
            _merge(home, record)
    for record in records:
        if not record.named and set(record.cells) <= _BELOW and lab_values.looks_like_unit(record.text("result")):
            _give_unit(record, [item for item in items.values() if item.named and not item.has("unit")])
    reached: dict[int, float] = {}  # how far down the lines of an item's range go
    for record in records:
        if not record.named and not record.anchored and record.has("reference", "flag"):
            _append_to_nearest(record, [item for item in items.values() if item.named], reached)
    return sorted((item for item in items.values() if item.named), key=lambda item: item.y)


def unnumbered(records: Sequence[Record]) -> list[Record]:
    """Row numbers that were read as part of the names taken away: they count up from row to row."""
    halves: dict[int, list[tuple[int, Record, Line]]] = {}
    for i, record in enumerate(records):
        first = next(iter(record.cells.get("name", [])), None)
        number = re.match(r"(\d{1,2})[.、]?(?=\D)|(\d{1,2})$", first.text.strip(" *★")) if first else None
        if first is not None and number is not None:
            offset = int(number[1] or number[2]) - i
            halves.setdefault(offset, []).append((number.end(), record, first))
    for counted in halves.values():
        if len(counted) < max(2, 0.4 * len(records)) and len(counted) < 4:
            continue
        for _, record, first in counted:
            begin = re.match(r"[ *★]*\d{1,2}[.、]?\s*", first.text)
            rest = first.part(begin.end() if begin else 0, len(first.text))
            record.cells["name"] = [*([rest] if rest.text.strip() else []), *record.cells["name"][1:]]
    return list(records)


def _row_distance(named: Sequence[Record]) -> float:
    """How far apart the table's rows stand, from names that have their value beside them."""
    beside = [b.y - a.y for a, b in pairwise(named) if a.anchored and b.anchored]
    if len(beside) >= 3:
        return median(beside)
    steps = sorted(b.y - a.y for a, b in pairwise(named))
    return steps[(3 * len(steps)) // 4] if steps else 0.03


def _groups(named: Sequence[Record], distance: float, free: Sequence[float]) -> list[list[Record]]:
    """Lines of the name column that make one name. `free`: where values stand that have no name beside them."""
    groups: list[list[Record]] = []
    for i, record in enumerate(named):
        above = named[i - 1] if i else None
        # Two values are two items.
        taken = bool(groups) and record.anchored and (any(r.anchored for r in groups[-1]) or _beside(groups[-1], free))
        if (
            above is not None
            and not taken
            and _joins(above, record, named[i + 1] if i + 1 < len(named) else None, distance)
        ):
            groups[-1].append(record)
        else:
            groups.append([record])
    return groups


def _beside(group: Sequence[Record], free: Sequence[float]) -> bool:
    """Whether a value without a name stands among the lines of a name."""
    return len(group) > 1 and any(group[0].y <= y <= group[-1].y for y in free)


def _joins(above: Record, record: Record, below: Record | None, distance: float) -> bool:
    step = record.y - above.y
    if step > 2.2 * max(above.h, record.h) and step > distance:
        return False
    upper, lower = (lab_values.plain(each.text("name")) for each in (above, record))
    if upper.count("(") > upper.count(")") or lower[:1] in tuple(")-/、"):
        return True
    if (_TITLE.search(upper) and not above.anchored) or (_IS_TITLE.fullmatch(lower) and not record.anchored):
        return False
    if _CODED.search(upper) and above.anchored:
        return False
    tight = step < distance - _TIGHTER * record.h
    tighter_below = below is not None and below.y - record.y < step - _TIGHTER * record.h and not record.anchored
    return tight and not tighter_below


def _between(group: Sequence[Record], records: Sequence[Record]) -> Record | None:
    """The value without a name that stands beside the middle of a name's lines."""
    free = [record for record in records if record.anchored and not record.named]
    middle = (group[0].y + group[-1].y) / 2
    nearest = min(free, key=lambda record: abs(record.y - middle), default=None)
    if nearest is None or abs(nearest.y - middle) > 0.8 * nearest.h + (group[-1].y - group[0].y) / 2:
        return None
    nearest.certainty = min(nearest.certainty, _NEAREST)
    return nearest


def _alone(group: Sequence[Record], records: Sequence[Record], items: dict[int, Record], distance: float) -> None:
    """Name lines without a value: a title, a row left empty, or the end of the name above.

    A title stands farther from the row above it than rows do; the end of a name never.
    """
    first = group[0]
    if first.has("reference") and _IN_A_RANGE.search(first.text("reference")):
        items[id(first)] = first
        return
    text = lab_values.plain(first.text("name"))
    above = [r for r in records if r.anchored and r.named and r.y < first.y]
    below = [r for r in records if r.anchored and r.named and r.y > first.y]
    if not above or _TITLE.search(text) or first.y - above[-1].y > min(1.7 * first.h, _APART * distance):
        return
    if _CODED.search(lab_values.plain(above[-1].text("name"))) and not text.startswith("("):
        return
    if len(_WORDS.findall(text)) >= _TITLE_LENGTH and _ends_whole(above[-1], text):
        return
    if below and below[0].y - first.y < first.y - above[-1].y - _TIGHTER * first.h:
        return
    _merge(above[-1], first)
    above[-1].certainty = min(above[-1].certainty, _GUESSED)


def _ends_whole(above: Record, text: str) -> bool:
    """Whether the name above is listed as it is, and not with these words: 癌胚抗原 CEA above 凝血及感染."""
    name = above.text("name")
    return lab_wording.is_listed(name) and not lab_wording.is_listed(name + text) and not text.startswith("(")


def _merge(home: Record, other: Record) -> None:
    """The cells of another line of the same row, in printed order."""
    for kind, lines in other.cells.items():
        own = home.cells.get(kind, [])
        home.cells[kind] = [*lines, *own] if other.y < home.y else [*own, *lines]


def _give_unit(record: Record, items: Sequence[Record]) -> None:
    """A unit printed right below its value: to the item above."""
    above = [item for item in items if 0 < record.y - item.y < _BENEATH * record.h]
    if not above:
        return
    home = max(above, key=lambda item: item.y)
    home.cells["unit"] = record.cells["result"]
    for kind in ("reference", "flag"):  # between the value and its unit
        if record.has(kind) and not home.has(kind):
            home.cells[kind] = record.cells[kind]


def _append_to_nearest(record: Record, items: Sequence[Record], reached: dict[int, float]) -> None:
    """A further line of a range, its unit, or a flag of its own; a seal's words beside the table are neither."""

    def away(item: Record) -> float:
        return min(abs(item.y - record.y), abs(reached.get(id(item), item.y) - record.y))

    near = min(items, key=away, default=None)
    told = record.text("reference")
    fits = _IN_A_RANGE.search(told) or lab_units.is_known(told) or record.has("flag")
    if near is not None and fits and away(near) < 2.5 * record.h:
        reached[id(near)] = max(record.y, reached.get(id(near), near.y))
        _merge(near, record)
