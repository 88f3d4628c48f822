"""Lab items: the rows of every table of a report, ruled or not, one or two columns, several panels, over pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.fields import (
    lab_across,
    lab_aside,
    lab_cards,
    lab_columns,
    lab_dashes,
    lab_flags,
    lab_glued,
    lab_headings,
    lab_ions,
    lab_measured,
    lab_merged,
    lab_names_heard,
    lab_prose,
    lab_rows,
    lab_stroked,
    lab_tables,
    lab_two_lines,
    lab_unheaded,
    lab_units,
    lab_values,
    lab_wording,
)
from extractors.fields.lab_columns import Column
from extractors.fields.lab_names import by_code
from extractors.fields.lab_rows import Record
from extractors.fields.lab_tables import Table
from extractors.layout.rows import height
from extractors.layout.sheet import sheet_of
from extractors.layout.text import confidence, evidence
from extractors.reading import LabItem, Page, TextSource

_ARROW = 0.6  # certainty of a value whose first or last 1 may be an arrow: 106↑ read as 1061
_HEARD = 0.8  # certainty of an item whose name was put right
_SEVERAL = 0.4  # certainty of a value that is several numbers
_HEADED = ("result", "unit", "reference")  # columns at whose head the unit of all values may stand
_TOLD = ("name", "code", "result")  # cells that make an item
_CODE_BELOW = re.compile(r"[\u4e00-\u9fff)\dα-ω][A-Za-z][A-Za-z0-9-]*[A-Z][A-Za-z0-9#%α-ω-]*")  # 受体 above sTfR
_ARROWS = re.compile("[↑↓⬆⬇]+")  # printed before a name or a code, in no column of theirs
_OVER_A_HUNDRED = re.compile(r"1[1-9]\d(?:\.\d+)?")  # of a hundred: the table's ruling was read as a 1
_MAY_EXCEED = re.compile("活[动性]|预[计测]|回收|抑制|比值")  # of what is usual, not of a whole: 凝血酶原活动度百分比
_RATIO = re.compile(r"^[A-Za-z0-9+]+/[A-Za-z0-9+]+$|比值$|(?<!百分)(?<!胞)比$")  # 粒红比
_RULED = 0.5  # certainty of what is left
_READ = 0.5  # certainty of a single character behind a name: below, a piece of a seal or a watermark


def extract(pages: Sequence[Page]) -> tuple[LabItem, ...]:
    """The items of one report in printed order (left half of a two-column sheet first), panels numbered through."""
    items: list[LabItem] = []
    columns: tuple[Column, ...] = ()
    panel = -1
    for page in pages:
        sheet = sheet_of(page)
        marks = lab_flags.legend(sheet)
        rows = lab_aside.without(sheet)
        across, panel = lab_across.read(page, rows, panel)
        items.extend(_item(record, lab_tables.specimen(sheet, record.y), marks) for record in across)
        rows = lab_across.without(rows, across)
        cards, panel = lab_cards.read(page, rows, panel) if not across else ([], panel)
        if not across and not cards:
            cards, panel = lab_two_lines.read(page, rows, panel)
        items.extend(_item(card, lab_tables.specimen(sheet, card.y), marks) for card in cards)
        if cards:
            continue
        before = len(items)
        tables, panel = lab_tables.tables(sheet, rows, columns, panel)
        for table in tables:
            records, columns = _records(page, table)
            records = lab_flags.settled(lab_rows.unnumbered(records), marks)
            lab_merged.shared(records)
            found = ((_item(record, table.specimen, marks), record.flush) for record in records)
            items.extend(item for item, flush in found if _is_item(item, table.headed, flush))
        if len(items) == before and not across:
            written, panel = lab_prose.read(page, rows, panel)
            items.extend(_item(record, lab_tables.specimen(sheet, record.y), marks) for record in written)
    spelled = lab_units.one_spelling([item.unit for item in items])
    items = lab_stroked.parted([replace(item, unit=spelled[item.unit]) for item in items])
    return tuple(_as_its_ion(item, items) for item in items)


def _as_its_ion(item: LabItem, items: Sequence[LabItem]) -> LabItem:
    """The item, a name of one doubtful character, or of none that was read, put right by its range."""
    if len(item.name) > 1 or not item.evidence:
        return item
    others = [each.name for each in items if each.panel == item.panel and each.evidence != item.evidence]
    sure = item.evidence[0].confidence if item.name else 0.0
    name = lab_ions.told(item.name, sure, item.unit, item.reference, others)
    coded = by_code().get(item.code.upper(), ()) if item.code != item.name else ()  # a letter is its own code
    if name == item.name or (coded and all(name not in analyte.names for analyte in coded)):
        return item
    code = "" if item.code == item.name else item.code
    return replace(item, name=name, code=code, confidence=round(item.confidence * _HEARD, 4))


def _records(page: Page, table: Table) -> tuple[list[Record], tuple[Column, ...]]:
    lines = lab_tables.cells_of(table.rows)
    if table.headed and all(column.kind != "unit" for column in table.columns):
        lines = [(y, lab_measured.joined(tokens)) for y, tokens in lines]
    lines = [(y, lab_dashes.restored(tokens, table.columns)) for y, tokens in lines]
    rows = [tokens for _, tokens in lines]
    columns = lab_unheaded.completed(table.columns, rows)
    for _ in range(2):
        placed = [(tokens, lab_columns.assign(tokens, columns)[0]) for tokens in rows if len(tokens) >= 3]
        columns = lab_columns.learned(columns, placed)
    groups = max((column.group for column in columns), default=0) + 1
    halves: list[list[Record]] = [[] for _ in range(groups)]
    for y, tokens in lines:
        cells = lab_glued.apart_in(tokens, columns)
        chosen, cost = lab_columns.assign(cells, columns)
        chosen = lab_columns.settled(cells, chosen, columns)
        for group in range(groups):
            record = Record(page, y, median(height(t) for t in cells) if cells else 0.01, table.panel, cost=cost)
            record.unit = next(
                (c.unit for c in columns if c.group == group and c.kind in _HEADED and c.unit), table.unit
            )
            own = [(token, columns[j]) for token, j in zip(cells, chosen, strict=True) if columns[j].group == group]
            for token, column in own:
                kind = "flag" if column.kind in ("name", "code") and _ARROWS.fullmatch(token.text) else column.kind
                record.cells.setdefault(kind, []).append(token)
            record.flush = all(lab_columns.flush(token, column) for token, column in own if column.kind in _TOLD)
            if record.cells:
                halves[group].append(record)
    items = [lab_rows.whole(half) for half in halves]
    for found, half in zip(items, halves, strict=True):
        lab_merged.between(found, half)
        if not table.headed and (unit := _unit_above(found)):
            for record in found:
                record.unit = record.unit or unit
    return [record for found in items for record in found], columns


def _unit_above(records: Sequence[Record]) -> str:
    """The unit in the word above all values of a table whose header was not told as one: 骨髓片%."""
    first = next(iter(records), None)
    return lab_headings.parted(first.text("result"))[1] if first is not None else ""


def _item(record: Record, specimen: str, marks: Mapping[str, str]) -> LabItem:
    name, measure = lab_wording.part_unit(_joined_name(record))
    whole = name
    name, code = lab_wording.name_and_code(whole)
    printed = record.text("code")
    if printed and not name:
        name, code = lab_wording.name_and_code(printed)
    elif printed:
        name = lab_wording.name_beside(whole, printed)
        code = lab_values.plain(printed).strip("*★ ").replace(" ", "")
    named = [line for kind in ("name", "code") for line in record.cells.get(kind, [])]
    name, code = lab_wording.mended(name, code, min((line.min_confidence for line in named), default=0.0))
    if not code and (again := lab_names_heard.heard(name, named, record.text("unit"))) != name:
        name, record.certainty = again, min(record.certainty, _HEARD)
    analyte = lab_wording.analyte_of(name, code)
    if analyte is None:  # a name read in doubt that nothing listed bears may be another
        record.certainty = min([record.certainty, *(line.min_confidence for line in named)])
    result, beside = _value(record)
    if "百分" in name and not _MAY_EXCEED.search(name) and _OVER_A_HUNDRED.fullmatch(result):
        result, record.certainty = result[1:], min(record.certainty, _RULED)
    printed_range = record.text("reference") or _limits(record)
    interval, behind = lab_units.part_range(printed_range)
    measure = lab_values.part_arrow(record.text("unit"))[0] or beside or measure or behind
    measure = measure or (record.unit if lab_values.looks_like_number(result) and not _is_ratio(name, record) else "")
    reference = lab_values.reference(interval if measure == behind else printed_range)
    flag = lab_flags.flag_of(record, result, reference, marks)
    lines = [line for kind in _EVIDENCE for line in record.cells.get(kind, [])]
    return LabItem(
        name=name or code,
        code=code,
        value=result,
        unit=lab_units.unit(measure, analyte.units if analyte else ()) if measure else "",
        reference=reference,
        flag=flag,
        panel=record.panel,
        confidence=_confidence(record, result)
        * (_ARROW if _may_hold_an_arrow(record, result, reference, flag) else 1.0),
        evidence=evidence(record.page, lines),
        specimen=record.text("specimen") or specimen,
    )


def _is_ratio(name: str, record: Record) -> bool:
    """Whether an item under a head of percents is none itself: CD4/CD8."""
    return record.unit == "%" and _RATIO.search(name) is not None


def _value(record: Record) -> tuple[str, str]:
    """The value and the unit printed behind it; several numbers stay several, and in doubt (two hours of a test)."""
    _one_of_two(record)
    numbers = [line for line in record.cells.get("result", []) if lab_values.looks_like_number(line.text)]
    if any(right.box.x0 - left.box.x1 > height(left) for left, right in pairwise(numbers)):
        record.certainty = min(record.certainty, _SEVERAL)
        return " ".join(line.text for line in numbers), ""
    cell = record.cells.get("result", [])
    first = len(numbers) == 1 or any(lab_values.is_quality(line.text) for line in cell[:1])
    if len(cell) == 2 and first and lab_units.is_known(cell[1].text):  # 3.14 10^9/L, 未检出 IU/mL
        return lab_values.value(cell[0].text), cell[1].text
    text = record.text("result")
    said = lab_values.looks_like_value(text) or (len(text) == 1 and text.isalpha())  # S, of a germ
    if lab_units.is_known(text) and not said:
        return "", text
    return lab_values.measured(text)


def _one_of_two(record: Record) -> None:
    """A quality and a number in columns of their own are no one value: the one stays that the range speaks of."""
    cell = record.cells.get("result", [])
    if len(cell) != 2 or cell[1].box.x0 - cell[0].box.x1 < lab_columns.WORD_SPACE * height(cell[0]):
        return
    said = [line for line in cell if lab_values.is_quality(line.text)]
    counted = [line for line in cell if lab_values.looks_like_number(line.text) or lab_values.is_measured(line.text)]
    if len(said) != 1 or len(counted) != 1:
        return
    reference = record.text("reference")
    kept = said if lab_values.is_quality(reference) else counted if re.search(r"\d", reference) else cell[:1]
    record.cells["result"] = kept
    record.cells.setdefault("other", []).extend(line for line in cell if line not in kept)


def _may_hold_an_arrow(record: Record, result: str, reference: str, flag: str) -> bool:
    """Whether a 1 at an end of a value may be the arrow beside it: seen in a picture, outside its range, unmarked."""
    seen = record.page.text_source is TextSource.OCR and not flag
    return (
        seen
        and re.fullmatch(r"1\d[\d.]*|\d[\d.]*1", result) is not None
        and bool(lab_values.outside(result, reference))
    )


_BOUNDED = re.compile(r"^\s*[<>≤≥＜＞]|\d\s*[-~～—–]+\s*\d")
_EVIDENCE = ("name", "code", "flag", "result", "unit", "reference", "low", "high")


def _limits(record: Record) -> str:
    """The range of a table with a column for each of its ends."""
    low, high = record.text("low"), record.text("high")
    if low and high:
        return f"{low}-{high}"
    if _BOUNDED.search(lab_values.plain(low or high)):  # 下限-上限, one column for both; <4.0 under 上限
        return low or high
    return f"≥{low}" if low else f"≤{high}" if high else ""


def _joined_name(record: Record) -> str:
    """Words of a line with a space between, lines of a cell without, but for a code on a line of its own."""
    tokens = record.cells.get("name", [])
    tokens = [token for i, token in enumerate(tokens) if not i or len(token.text) > 1 or token.confidence >= _READ]
    text = tokens[0].text if tokens else ""
    for above, token in pairwise(tokens):
        wraps = token.box.cy - above.box.cy > 0.5 * height(above) and not _CODE_BELOW.fullmatch(text[-1:] + token.text)
        text += token.text if wraps else f" {token.text}"
    return text


def _is_item(item: LabItem, headed: bool, flush: bool) -> bool:
    """Whether a row is an item: it has a value, a unit or a range; without a header above, a value with either.

    `flush`: it stands right in its columns, where a word is a value, too: 核型 颗粒型.
    """
    if headed:
        told = lab_values.looks_like_value(item.value) or item.value in _SUSCEPTIBLE
        told = told or (flush and _WORDS.fullmatch(item.value) is not None)
        return bool(item.unit or item.reference or not item.value or told)
    known = lab_wording.analyte_of(item.name, item.code) is not None
    measured = known or lab_values.looks_like_range(item.reference) or lab_units.is_known(item.unit) or bool(item.flag)
    told = measured or lab_values.looks_like_value(item.reference)
    return lab_values.looks_like_value(item.value) and (told or bool(_QUALITATIVE.search(item.value)))


_QUALITATIVE = re.compile(r"[阴阳]性|[+-]$")
_WORDS = re.compile(r"(?=.*[\u4e00-\u9fff])[\u4e00-\u9fff\dA-Za-zκλ+·-]{1,16}(?:\(.{1,8}\))?")
_SUSCEPTIBLE = ("S", "I", "R", "SDD", "NS")  # what a germ is to a drug, where nothing was measured


def _confidence(record: Record, result: str) -> float:
    """The recogniser's confidence, less where the row fits its columns badly or its value is no value."""
    lines = [line for kind in ("name", "code", "result") for line in record.cells.get(kind, [])]
    # One misread digit is another value: the least sure character of the value counts.
    sure = (
        min([confidence(lines), *(line.min_confidence for line in record.cells.get("result", []))]) * record.certainty
    )
    fit = 1.0 - min(0.4, 0.15 * record.cost)
    known = 1.0 if lab_values.looks_like_value(result) else 0.8 if result else 0.4
    return round(sure * fit * known, 4)
