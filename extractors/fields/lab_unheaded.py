"""Columns of a lab table that no header names: from what stands in its cells.

Either the page has no header at all, or the recogniser lost a word of it, or the hospital prints none (row numbers,
arrows).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractors.fields import lab_columns, lab_values, lab_wording
from extractors.fields.lab_columns import Column
from extractors.layout.rows import height
from extractors.reading import Line

_SHARE = 0.4  # of the rows in which a column has a cell
_FEW = 2  # cells that make a column at least
_ONCE = ("flag",)  # kinds of which a single cell makes a column
_FLUSH = 0.5  # text heights by which cells of a column may begin apart
_FEWEST = 3  # rows that tell the columns of a table
_BETTER = 0.7  # of the cost of placing all rows in the same columns
_TELLING = ("flag", "unit", "code", "reference", "result")  # kinds that cells tell by themselves
_SUSCEPTIBLE = re.compile(r"S|I|R|SDD|NS")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FITS = 0.5  # mean cost up to which cells are those of a column's kind
_MARKED = 0.8  # of the cells of a column are marks
_MISFIT = 1.6  # mean cost from which cells are none of a kind


def completed(columns: Sequence[Column], table: Sequence[Sequence[Line]]) -> tuple[Column, ...]:
    """The header's columns and those that stand beside them without a word in it."""
    rows = [tokens for tokens in table if len(tokens) >= 3]
    found = _told_by_cells(_one_result(_one_name([*columns, *_halves_beside(columns, rows)], rows), rows), rows)
    columns = tuple(found)
    for cells in _clusters([token for tokens in rows for token in _firsts(tokens) if not _headed(token, columns)]):
        x0, x1 = median(t.box.x0 for t in cells), median(t.box.x1 for t in cells)
        beside = _headed_beside(cells, found, rows)
        if beside is not None:
            found[found.index(beside)] = replace(beside, x0=x0, x1=x1)
            continue
        group = _group_at((x0 + x1) / 2, columns)
        taken = {column.kind for column in found if column.group == group}
        kind, cost = _kind_of(cells, taken)
        often = len(cells) >= max(_FEW, _SHARE * len(rows) / (1 + max(c.group for c in columns)))
        if cost <= _MISFIT and (often or (kind in _ONCE and all(map(_is_mark, cells)))):
            found.append(Column(kind, x0, x1, group))
    return tuple(sorted(found, key=lambda column: (column.group, column.x0)))


def _told_by_cells(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns, those whose heads say nothing we know named by what most of their cells are."""
    found = list(columns)
    for j, column in enumerate(columns):
        cells = [] if column.told else _nearest(column, _cells_under(column, rows), columns)
        taken = {each.kind for each in found if each.group == column.group} - set(_ONCE)  # 低 and 高: marks in either
        open_kinds = [kind for kind in _TELLING if kind not in taken]
        fits = {kind: _fit(cells, kind) for kind in open_kinds if cells}
        best = min(fits, key=lambda kind: fits[kind], default="")
        share = sum(map(_is_mark, cells)) / max(1, len(cells))
        marked = "flag" in fits and (fits["flag"] == 0.0 or share >= _MARKED)
        best = "flag" if marked else best
        if best and (marked or (best != "flag" and fits[best] <= _FITS)):
            found[j] = replace(column, kind=best, told=True)
    return _named_by_cells(found, rows)


def _nearest(column: Column, cells: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """The cells without those that stand under the next column rather, whose head reaches nearly as far."""

    def apart(cell: Line, other: Column) -> float:
        return max(0.0, other.x0 - cell.box.x1, cell.box.x0 - other.x1)

    return [cell for cell in cells if apart(cell, column) <= min(apart(cell, other) for other in columns)]


def _named_by_cells(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns, in a half that heads no names the one of Chinese words before the results: 代号 | 肝功能 | 结果."""
    found = list(columns)
    for group in {column.group for column in columns}:
        half = [column for column in columns if column.group == group]
        results = [column.x0 for column in half if column.kind == "result"]
        if not results or any(column.kind == "name" for column in half):
            continue
        named = {id(column): _words_under(column, rows) for column in half if column.kind == "other"}
        before = [column for column in half if named.get(id(column)) and column.x0 < results[0]]
        home = max(before, key=lambda column: named[id(column)], default=None)
        if home is not None and named[id(home)] >= _SHARE * len(rows):
            found[columns.index(home)] = replace(home, kind="name", told=True)
    return found


def _words_under(column: Column, rows: Sequence[Sequence[Line]]) -> int:
    """In how many rows Chinese words stand under a column's head; 0 where one word stands in all of them."""
    words = [cell.text for cell in _cells_under(column, rows) if _CHINESE.search(cell.text)]
    return len(words) if len(set(words)) > 1 or (len(words) == 1 and not column.told) else 0


def _one_name(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns, of two of names in a half one left: the other holds codes (CD4#), or what a group of items is of."""
    found = list(columns)
    for group in {column.group for column in columns}:
        names = [j for j, column in enumerate(found) if column.group == group and column.kind == "name"]
        if len(names) == 1 and (meant := _spelled_beside(found, names[0], rows)) is not None:
            found[names[0]], found[meant] = replace(found[names[0]], kind="code"), replace(found[meant], kind="name")
        if len(names) < 2:
            continue
        cells = {j: _cells_under(found[j], rows) for j in names}
        latin = [j for j in names if cells[j] and not any(_CHINESE.search(cell.text) for cell in cells[j])]
        coded = any(column.group == group and column.kind == "code" for column in found)
        rest = [j for j in names if j not in latin] or names
        home = max(rest, key=lambda j: len(cells[j]))
        for j in names:
            if j != home:
                found[j] = replace(found[j], kind="code" if j in latin and not coded else "other")
    return found


def _one_result(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns, of two of results in a half the one of S, I and R beside zones named as what it is: marks."""
    found = list(columns)
    for j, column in enumerate(columns):
        others = [each for each in columns if each.kind == "result" and each.group == column.group]
        cells = _cells_under(column, rows)
        if (
            column.kind == "result"
            and len(others) > 1
            and cells
            and all(_SUSCEPTIBLE.fullmatch(cell.text) for cell in cells)
        ):
            found[j] = replace(column, kind="flag")
    return found


def _spelled_beside(columns: Sequence[Column], j: int, rows: Sequence[Sequence[Line]]) -> int | None:
    """The next column, of a head nobody listed, where it spells out what the names abbreviate: MA | 最大血块强度."""
    beside = j + 1 < len(columns) and columns[j + 1].group == columns[j].group and columns[j + 1]
    if not beside or beside.kind != "other" or beside.told:
        return None
    short, spelled = _cells_under(columns[j], rows), _cells_under(beside, rows)
    told = len(short) >= _FEWEST and not any(_CHINESE.search(cell.text) for cell in short)
    return (
        j + 1 if told and len(spelled) >= len(short) and all(_CHINESE.search(cell.text) for cell in spelled) else None
    )


def _halves_beside(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns of further halves of a sheet, whose header is printed above the first alone."""
    edge = max((column.x1 for column in columns), default=1.0)
    beyond = [[token for token in tokens if token.box.x0 > edge + height(token)] for tokens in rows]
    kinds = {column.kind for column in columns}
    last = max((column.group for column in columns), default=0)
    halves = inferred([tokens for tokens in beyond if tokens])
    same = {column.kind for column in halves} <= kinds | {"code", "flag"}
    return [replace(column, group=column.group + last + 1) for column in halves] if same else []


def _cells_under(column: Column, rows: Sequence[Sequence[Line]]) -> list[Line]:
    return [token for tokens in rows for token in tokens if _headed(token, [column])]


def _firsts(tokens: Sequence[Line]) -> list[Line]:
    """A row's words without those that go on a word's space behind another: 男:50-310 女:40-200 is one cell."""
    ahead = (-1.0, *(token.box.x1 for token in tokens))
    return [
        token
        for token, x1 in zip(tokens, ahead, strict=False)
        if token.box.x0 - x1 > lab_columns.WORD_SPACE * height(token)
    ]


def _headed(token: Line, columns: Sequence[Column]) -> bool:
    """Whether a column of the header reaches over the token, or nearly."""
    return any(
        column.x0 - 0.6 * height(token) < token.box.x1 and token.box.x0 < column.x1 + 0.6 * height(token)
        for column in columns
    )


def _headed_beside(cells: Sequence[Line], columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> Column | None:
    """The column next to the cells that has none under its head: a word set in the middle of a wide column."""
    if len(cells) < _SHARE * len(rows) or len(cells) < _FEW:
        return None
    middle = median(t.box.cx for t in cells)
    left = max((c for c in columns if c.cx < middle), key=lambda c: c.cx, default=None)
    right = min((c for c in columns if c.cx > middle), key=lambda c: c.cx, default=None)
    return next(
        (c for c in (right, left) if c and _is_bare(c, cells, rows) and _fit(cells, c.kind) <= _FITS),
        None,
    )


def _is_bare(column: Column, beside: Sequence[Line], rows: Sequence[Sequence[Line]]) -> bool:
    """Whether nothing stands under a column's head but what begins with the cells beside it, or reaches there."""
    under = (
        token
        for tokens in rows
        for token in _firsts(tokens)
        if column.x0 <= token.box.cx <= column.x1 or token.box.x0 <= column.cx <= token.box.x1
    )
    return all(_stands_under(token, beside) for token in under)


def _fit(cells: Sequence[Line], kind: str) -> float:
    """How badly cells fit a kind of column on average: 0 well, 3 hardly."""
    return sum(min(lab_columns.kinds_of(cell.text).get(kind, 3.0), 3.0) for cell in cells) / len(cells)


def _clusters(tokens: Sequence[Line]) -> list[list[Line]]:
    """Tokens that stand below each other."""
    clusters: list[list[Line]] = []
    for token in tokens:
        home = next((cells for cells in clusters if _stands_under(token, cells)), None)
        if home is None:
            clusters.append([token])
        else:
            home.append(token)
    return clusters


def _stands_under(token: Line, cells: Sequence[Line]) -> bool:
    x0, x1 = median(t.box.x0 for t in cells), median(t.box.x1 for t in cells)
    over = min(token.box.x1, x1) - max(token.box.x0, x0)
    return over > 0.3 * min(token.box.width, x1 - x0) or abs(token.box.x0 - x0) < 0.5 * height(token)


def _group_at(x: float, columns: Sequence[Column]) -> int:
    """The half of a two-column sheet that the place belongs to: that of the column left of it, or of a first one."""
    left = [column for column in columns if column.x0 <= x]
    nearest = max(left, key=lambda column: column.x0, default=columns[0])
    right = min((c for c in columns if c.x0 > x), key=lambda c: c.x0, default=None)
    if right is not None and right.group > nearest.group and right.x0 - x < x - nearest.x1:
        return right.group
    return nearest.group


def _kind_of(cells: Sequence[Line], taken: set[str]) -> tuple[str, float]:
    """The kind that the cells fit best among those that have no column yet, and how badly they do on average."""
    kinds = [k for k in ("number", "name", "code", "result", "unit", "reference", "flag", "method") if k not in taken]
    costs = {kind: _fit(cells, kind) for kind in [*kinds, "other"]}
    kind = min(costs, key=lambda each: (costs[each], each == "other"))
    return kind, costs[kind]


def _is_mark(token: Line) -> bool:
    """Whether a cell is a mark, or of two characters one is an arrow: ↓↓ read as 1↓."""
    return lab_values.looks_like_flag(token.text) or re.fullmatch(r".?[↑↓⬆⬇].?", token.text) is not None


def inferred(table: Sequence[Sequence[Line]]) -> tuple[Column, ...]:
    """Columns of a table without a header, from the kinds of its cells; nothing where it is no lab table."""
    rows = [tokens for tokens in table if is_data(tokens)]
    if len(rows) < _FEWEST and not all(lab_wording.is_listed(tokens[0].text) for tokens in rows):
        return ()
    spans: list[tuple[str, list[Line]]] = []
    for tokens in rows:
        for token in tokens:
            kind = _kind(token)
            kind = "result" if kind == "number" and token is not tokens[0] else kind
            home = next((cells for k, cells in spans if k == kind and _aligned(token, cells)), None)
            if home is None:
                spans.append((kind, [token]))
            else:
                home.append(token)
    units = [cells for kind, cells in spans if kind == "unit"]
    columns = [
        Column(kind, median(t.box.x0 for t in cells), median(t.box.x1 for t in cells), 0)
        for kind, cells in spans
        if not (kind == "flag" and _are_litres(cells, units))
        if len(cells) >= (_SHARE * len(rows) if kind not in _ONCE else 1)
    ]
    kinds = {column.kind for column in columns}
    return lab_columns.grouped(columns) if "result" in kinds and kinds & {"name", "code"} else ()


def _are_litres(cells: Sequence[Line], units: Sequence[Sequence[Line]]) -> bool:
    """Whether marks are the unit L, flush with the units of other rows, and none that says low."""
    flush = any(abs(cells[0].box.x0 - column[0].box.x0) < _FLUSH * height(cells[0]) for column in units)
    return flush and all(cell.text in ("L", "l") for cell in cells)


def _kind(token: Line) -> str:
    return min(lab_columns.kinds_of(token.text).items(), key=lambda fit: fit[1])[0]


def changes_at(table: Sequence[Sequence[Line]]) -> int:
    """The row from which a page without headers has other columns; 0 where it has the same all over."""
    data = [i for i, tokens in enumerate(table) if is_data(tokens)]
    values = [token.box for i in data for token in table[i] if _kind(token) in ("number", "result")]
    if not values or max(box.x0 for box in values) <= min(box.x1 for box in values):
        return 0  # all below one another
    whole = _misfit([table[i] for i in data])
    best = (_BETTER * whole, 0)
    for i in data[_FEWEST : len(data) - _FEWEST + 1]:
        above, below = ([table[j] for j in data if (j < i) == first] for first in (True, False))
        if _elsewhere(inferred(above), inferred(below)):
            best = min(best, (_misfit(above) + _misfit(below), i))
    return best[1]


def _elsewhere(above: Sequence[Column], below: Sequence[Column]) -> bool:
    """Whether the first column of results stands at another place."""
    firsts = [next((c for c in columns if c.kind == "result"), None) for columns in (above, below)]
    a, b = firsts
    return a is not None and b is not None and (a.x1 < b.x0 or b.x1 < a.x0)


def _misfit(rows: Sequence[Sequence[Line]]) -> float:
    columns = inferred(rows)
    costs = [lab_columns.assign(tokens, columns)[1] * len(tokens) for tokens in rows] if columns else [9.9 * len(rows)]
    return sum(costs)


def is_data(tokens: Sequence[Line]) -> bool:
    """Whether a row's words are those of an item: a value, and a range or a unit, beside something else."""
    numbers = sum(lab_values.looks_like_value(t.text) for t in tokens)
    support = sum(lab_values.looks_like_range(t.text) or lab_values.looks_like_unit(t.text) for t in tokens)
    return len(tokens) >= 3 and numbers >= 1 and support >= 1


def _aligned(token: Line, cells: Sequence[Line]) -> bool:
    last = cells[-1]
    edges = (token.box.x0 - last.box.x0, token.box.cx - last.box.cx, token.box.x1 - last.box.x1)
    return min(abs(d) for d in edges) < 1.2 * height(token)
