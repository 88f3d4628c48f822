"""The columns of a lab table: from its header, or from what stands in its cells where a page has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median

from extractors.fields import lab_headings, lab_units, lab_values
from extractors.fields.lab_names import by_code
from extractors.layout.rows import Row, height
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import Line

_SHARE = 0.7  # of a header row's characters are header words
_FLUSH = 0.6  # text heights by which the cells of a column stand apart
_VALUED = {"result", "unit", "reference"}  # one of which stands in each half of a sheet
_SURE = 2  # kinds of column that listed words name in a header before words are told by what they are made of


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one half of a table, in fractions of the page's width."""

    kind: str  # number, name, code, result, unit, reference, low, high, flag, method, specimen or other
    x0: float
    x1: float
    group: int  # 0 left half, 1 right half of a two-column sheet
    unit: str = ""  # of all its cells, printed in its head
    told: bool = True  # whether its head says what it holds; where not, its cells may

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2


def header_of(row: Row) -> tuple[Column, ...]:
    """The columns a row names, or nothing if it is no header."""
    heads = _heads(row)
    sure = {head.kind for head in heads} - {""}
    if len(sure) >= _SURE:
        heads = [replace(head, kind=head.kind or lab_headings.composed(head.word)) for head in heads]
    total = sum(_weight(lab_headings.without_days_and_units(line.text)) for line in row.lines)
    covered = sum(_weight(head.word) for head in heads if head.kind)
    columns: list[Column] = []
    for head in heads:
        box, h = head.line.box, height(head.line)
        repeats = columns and head.kind and columns[-1].kind == head.kind and box.x0 - columns[-1].x1 < 1.5 * h
        if repeats:  # 项目 Test: once more in English
            columns[-1] = replace(columns[-1], x1=max(columns[-1].x1, box.x1), unit=columns[-1].unit or head.unit)
        else:
            columns.append(Column(head.kind or "other", box.x0, box.x1, 0, head.unit, bool(head.kind)))
    columns = _told_once(_susceptibility(columns))
    kinds = {column.kind for column in columns if column.told}
    named = bool(kinds & {"name", "code"})
    valued = len(kinds & {"result", "unit", "reference", "flag"})
    complete = named and (("result" in kinds and len(kinds) >= 2) or valued >= 2 or len(kinds) >= 4)
    return grouped(columns) if complete and covered >= _SHARE * total else ()


def _heads(row: Row) -> list[lab_headings.Head]:
    """What heads columns in a row; the panel's own name heads the names, before heads of all an item has: 肾功能 结果
    参考区间 单位.
    """
    told = [(line, list(lab_headings.heads_in(line))) for line in row.lines]
    kinds = [[head.kind for head in heads] for _, heads in told]
    panels = [i for i, (line, _) in enumerate(told) if set(kinds[i]) <= {"", "other"} and _is_panel(line)]
    panels = [i for i in panels if kinds[i + 1 : i + 2] == [["result"]]]
    others = [kind for i, each in enumerate(kinds) if i not in panels for kind in each]
    whole = {"result", "unit", "reference"} <= set(others) and not {"", "name"} & set(others)
    if not whole or len(panels) != others.count("result"):
        return [head for _, heads in told for head in heads]
    return [
        head
        for i, (line, heads) in enumerate(told)
        for head in ([lab_headings.Head(line, squeeze(line.text).text, "name")] if i in panels else heads)
    ]


def _is_panel(line: Line) -> bool:
    word = squeeze(line.text).text
    return re.search(r"[\u4e00-\u9fff]{2}", word) is not None and ":" not in word and not lab_headings.kind_of(word)


def _susceptibility(columns: Sequence[Column]) -> list[Column]:
    """Whether a germ yields to a drug marks what was measured, and where nothing was it is the result."""
    measured = any(column.kind == "result" for column in columns)
    said = "flag" if measured else "result"
    return [replace(column, kind=said) if column.kind == "susceptible" else column for column in columns]


def _told_once(columns: Sequence[Column]) -> list[Column]:
    """What a reaction came to (S/CO, COI) is the result where no other column holds one."""
    judged = any(column.kind == "result" for column in columns)
    kind = "other" if judged else "result"
    return [replace(column, kind=kind) if column.kind == "ratio" else column for column in columns]


def _weight(text: str) -> int:
    """Characters that count: beside Chinese, Latin letters only repeat it (结果 Result)."""
    chinese = sum(map(is_cjk, text))
    return chinese or len(re.sub(r"[\W_]", "", text))


def grouped(columns: Sequence[Column]) -> tuple[Column, ...]:
    """A kind that comes again begins the next half."""
    ordered = sorted(columns, key=lambda column: column.x0)
    group, seen, grouped = 0, set[str](), list[Column]()
    for i, column in enumerate(ordered):
        rest = {later.kind for later in ordered[i:]}
        again = column.kind in seen and column.kind not in ("other", "specimen")
        if (again and seen & _VALUED) and (
            "result" in rest and (column.kind in ("name", "code", "number") or column.kind == ordered[0].kind)
        ):
            group, seen = group + 1, set()
        seen.add(column.kind)
        grouped.append(replace(column, group=group))
    return tuple(grouped)


# How badly a cell's text fits each kind of column: 0 well, 3 hardly.
_FITS = {
    "flag": {"flag": 0.0, "result": 0.4, "reference": 0.9, "name": 2.0, "unit": 2.0, "number": 2.0},
    "star": {"flag": 0.0, "result": 0.4, "reference": 0.9, "name": 0.3, "unit": 2.0, "number": 2.0},
    "digits": {
        "number": 0.0,
        "result": 0.0,
        "low": 0.0,
        "high": 0.0,
        "flag": 1.5,
        "reference": 1.5,
        "unit": 2.5,
        "code": 2.5,
        "name": 2.0,
    },
    "range": {"reference": 0.0, "result": 1.2, "other": 1.0},
    "bound": {"reference": 0.0, "result": 0.3, "other": 1.0},
    "value": {
        "result": 0.0,
        "low": 0.0,
        "high": 0.0,
        "other": 0.3,
        "reference": 1.2,
        "flag": 2.0,
        "unit": 2.5,
        "number": 2.0,
    },
    "measured": {"result": 0.0, "reference": 0.5, "other": 0.8, "name": 1.0, "method": 1.5, "flag": 2.0, "unit": 2.5},
    "words": {"result": 0.0, "reference": 0.2, "flag": 0.5, "other": 0.5, "method": 1.0, "unit": 2.0, "name": 2.0},
    "unit": {"unit": 0.0, "code": 1.0, "method": 1.5, "result": 1.8, "reference": 1.8, "flag": 2.0, "name": 2.0},
    "code": {"code": 0.0, "name": 0.3, "method": 0.5, "unit": 1.2, "result": 2.0, "flag": 2.0, "reference": 2.0},
    "method": {"method": 0.0, "other": 0.3, "name": 0.8, "reference": 1.5, "code": 2.0, "result": 2.0, "flag": 2.5},
    "chinese": {"name": 0.0, "other": 0.3, "method": 0.4, "result": 1.0, "reference": 1.0, "code": 1.5, "flag": 1.5},
    "mixed": {"name": 0.0, "reference": 0.2, "other": 0.3, "method": 0.4, "result": 1.0, "code": 1.5, "flag": 1.5},
    "other": {"reference": 0.5, "result": 0.8, "flag": 1.0, "name": 1.2, "other": 1.0, "number": 2.0, "method": 1.5},
}
for _text in ("digits", "value"):
    _FITS[_text] |= {"low": 0.0, "high": 0.0}  # the ends of a range, where each has a column of its own
_HARDLY = 3.0
WORD_SPACE = 0.7  # text heights between two words of one cell
_AGAIN = 0.25  # what a second word in a column costs
_TORN = 0.3  # what it costs at most to keep them in one


def is_unit(text: str) -> bool:
    """A known unit, or what looks like one and is no item's code (UA)."""
    return lab_units.is_known(text) or (lab_values.looks_like_unit(text) and text.upper() not in by_code())


def _is_code(text: str) -> bool:
    return text.upper() in by_code() or lab_values.looks_like_code(text)


_TESTS = (
    ("star", re.compile(r"^[*★▲]+$").match),
    ("flag", re.compile(r"^(?:S|I|R|SDD|NS)$").match),  # what a germ is to a drug; a second is printed small
    ("flag", lab_values.looks_like_flag),
    ("digits", re.compile(r"^\d{1,3}[.、]?$").match),
    ("bound", re.compile(r"^[<>≤≥]=?\s*\d+(?:\.\d+)?$").match),
    ("range", lab_values.looks_like_range),
    ("value", lab_values.looks_like_number),
    ("words", lab_values.looks_like_value),
    ("measured", lab_values.is_measured),
    ("unit", is_unit),
    ("code", _is_code),
    ("method", re.compile(r"[法仪]$").search),
    ("mixed", re.compile(r"[\u4e00-\u9fff].*\d|\d.*[\u4e00-\u9fff]").search),
    ("chinese", re.compile(r"[\u4e00-\u9fff]").search),
)


@lru_cache(maxsize=16384)
def kinds_of(text: str) -> Mapping[str, float]:
    """How badly a cell's text fits each kind of column; a kind that is not named fits hardly."""
    bare = lab_values.plain(text)
    return _FITS[next((name for name, test in _TESTS if test(bare)), "other")]


def assign(
    tokens: Sequence[Line], columns: Sequence[Column], fits_of: Callable[[str], Mapping[str, float]] = kinds_of
) -> tuple[list[int], float]:
    """The column of each token (left to right, never going back), and the mean cost of the best way to place them.

    `fits_of` says how badly a text fits each kind of column.
    """
    if not tokens:
        return [], 0.0
    n, m = len(tokens), len(columns)
    best = [[0.0] * m for _ in range(n)]
    back = [[0] * m for _ in range(n)]
    for i, token in enumerate(tokens):
        fits = fits_of(token.text)
        reach, source = float("inf"), 0
        for j, column in enumerate(columns):
            before, apart = 0.0, _distance(token, column)
            if i:
                stay = best[i - 1][j] + _AGAIN
                if token.box.x0 - tokens[i - 1].box.x1 < WORD_SPACE * height(token):
                    stay += min(apart, _TORN) - apart  # the next word of a long name
                    stay -= _AGAIN if column.kind == "result" and fits.get("result") == 0 else 0.0  # 1:320 阳性
                if j and best[i - 1][j - 1] < reach:
                    reach, source = best[i - 1][j - 1], j - 1
                before, back[i][j] = (stay, j) if stay <= reach else (reach, source)
            best[i][j] = before + fits.get(column.kind, _HARDLY) + apart
    at = min(range(m), key=lambda j: best[n - 1][j])
    cost = best[n - 1][at] / n
    chosen = [at]
    for i in range(n - 1, 0, -1):
        at = back[i][at]
        chosen.append(at)
    return chosen[::-1], cost


def settled(tokens: Sequence[Line], chosen: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """A second token of a cell moved to the column it stands right over: a % read as `1.1` is no second value.

    So is an L under units: 1.85 L of urine is not low.
    """
    moved = list(chosen)
    for i, token in enumerate(tokens):
        litre = token.text in ("L", "l")
        if (moved.count(moved[i]) < 2 and not litre) or _over(token, columns[moved[i]]):
            continue
        under = (j for j, column in enumerate(columns) if _over(token, column) and (not litre or column.kind == "unit"))
        home = next(under, None)
        moved[i] = moved[i] if home is None else home
    return moved


def flush(token: Line, column: Column) -> bool:
    """Whether a token begins, ends or centres where its column does."""
    edges = (token.box.x0 - column.x0, token.box.cx - column.cx, token.box.x1 - column.x1)
    return min(map(abs, edges)) < _FLUSH * height(token)


def _over(token: Line, column: Column) -> bool:
    return column.x0 - 0.5 * height(token) <= token.box.cx <= column.x1 + 0.5 * height(token)


def _distance(token: Line, column: Column) -> float:
    """0 where the token lies over the column; grows with the gap, and a little where they are aligned differently."""
    h = height(token)
    gap = max(0.0, column.x0 - token.box.x1, token.box.x0 - column.x1) / h
    ends = (token.box.cx - column.cx, token.box.x0 - column.x0, token.box.x1 - column.x1)
    return min(6.0, 0.6 * gap + 0.12 * min(abs(d) for d in ends) / h)


def learned(columns: Sequence[Column], placed: Sequence[tuple[Sequence[Line], Sequence[int]]]) -> tuple[Column, ...]:
    """The columns widened or moved to where their cells really stand."""
    cells: dict[int, list[Line]] = {}
    for tokens, chosen in placed:
        for token, j in zip(tokens, chosen, strict=True):
            cells.setdefault(j, []).append(token)
    return tuple(
        replace(
            column,
            x0=median(t.box.x0 for t in cells[j]),
            x1=max(median(t.box.x1 for t in cells[j]), median(t.box.x0 for t in cells[j])),
        )
        if len(cells.get(j, ())) >= 3
        else column
        for j, column in enumerate(columns)
    )
