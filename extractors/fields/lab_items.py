"""Lab items: the rows of every table of a report, ruled or not, one or two columns, several panels, over pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from extractors.fields import (
    lab_bands,
    lab_beneath,
    lab_cards,
    lab_columns,
    lab_flags,
    lab_heads,
    lab_prose,
    lab_rows,
    lab_unheaded,
    lab_units,
    lab_values,
    lab_wording,
)
from extractors.fields.lab_columns import Column
from extractors.fields.lab_rows import Record
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import confidence, evidence, squeeze
from extractors.layout.values import value_of
from extractors.layout.words import listed
from extractors.reading import LabItem, Line, Page

# Labels that stand before, between and behind tables, never in one.
_END_WORDS = frozenset(
    listed(
        """
        检验者 检验人 检验员 检验医师 检验技师 检测者 检测人 操作者 审核者 审核人 审核医师 审核医生 复核者 核对者
        报告者 报告医师 报告时间 报告日期 审核时间 审核日期 检验时间 检验日期 检测日期 检测时间 采样时间 采样日期
        采集时间 采集日期 接收时间 接收日期 签收时间 送检时间 送检日期 打印时间 打印日期 备注 注 附注 说明 建议
        建议与解释 申请医师 申请医生 送检医师 送检医生 姓名 性别 年龄 科室 床号 住院号 门诊号 病案号 样本号 标本号
        条码号 样本类型 标本类型 标本种类 样本状态 标本状态 临床诊断 诊断 检验仪器 检测仪器 检验目的 结论 送检科室
        申请科室 检验 审核 报告 发布时间 病历号
        """
    )
)
_END_TEXT = re.compile(
    r"本(?:报告|结果|检测|检验)(?:仅|单)|仅对(?:此|本|该|送检|来样|所)|^※|^\*(?!.*\d)|以下空白|第\d+页|"
    r"^共\d+页|打印时间|"
    r"结果互认|咨询电话|如有疑问|温馨提示|声明"
)
_DATE = re.compile(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_TALL = 3.0  # times the text's height: a watermark slanting over the table
_READ = 0.5  # certainty of a single character behind a name: below, a piece of a seal or a watermark
_SPECIMEN = listed("样本类型 标本类型 标本种类 样本种类 标本名称 标本")


@dataclass(slots=True)
class _Table:
    """Rows under one header."""

    columns: tuple[Column, ...]
    panel: int
    specimen: str = ""
    rows: list[Row] = field(default_factory=list)
    headed: bool = True
    beside: bool = False  # particulars of the person stand in a column left of it


def extract(pages: Sequence[Page]) -> tuple[LabItem, ...]:
    """The items of one report in printed order (left half of a two-column sheet first), panels numbered through."""
    items: list[LabItem] = []
    columns: tuple[Column, ...] = ()
    panel = -1
    for page in pages:
        sheet = sheet_of(page)
        marks = lab_flags.legend(sheet)
        cards, panel = lab_cards.read(page, sheet.rows, panel)
        if not cards:
            cards, panel = lab_beneath.read(page, sheet.rows, panel)
        items.extend(_item(card, _specimen(sheet, card.y), marks) for card in cards)
        if cards:
            continue
        before = len(items)
        tables, panel = _tables(sheet, columns, panel)
        for table in tables:
            records, columns = _records(page, table)
            records = lab_flags.settled(lab_rows.unnumbered(records))
            found = (_item(record, table.specimen, marks) for record in records)
            items.extend(item for item in found if _is_item(item, table.headed))
        if len(items) == before:
            written, panel = lab_prose.read(page, sheet.rows, panel)
            items.extend(_item(record, _specimen(sheet, record.y), marks) for record in written)
    spelled = lab_units.one_spelling([item.unit for item in items])
    return tuple(replace(item, unit=spelled[item.unit]) for item in items)


def _tables(sheet: Sheet, previous: tuple[Column, ...], panel: int) -> tuple[list[_Table], int]:
    """The page's rows sorted under their headers; a page without one goes on with the columns of the page before."""
    tables: list[_Table] = []
    current: _Table | None = None
    headers = lab_heads.headers(sheet.rows, [tokens_of(row) for row in sheet.rows])
    if not any(headers):
        return _headless_tables(sheet, previous, max(panel, 0))
    interrupted = True
    for row, header in zip(sheet.rows, headers, strict=True):
        if header is None:
            continue
        if header:
            panel += 1 if interrupted and (tables or panel < 0) else 0
            current = _Table(header, panel, _specimen(sheet, row.box.y1))
            tables.append(current)
            interrupted = False
        elif current is not None and _has_particulars_beside(row, current, sheet):
            current.beside = True
            current.rows.append(row)
        elif _ends(row, sheet):
            interrupted = True
            current = None
        elif current is not None:
            current.rows.append(row)
    for table in tables:
        table.rows = _without_side(table) if table.beside else table.rows
    return tables, panel


def _has_particulars_beside(row: Row, table: _Table, sheet: Sheet) -> bool:
    """Whether a row holds an item and, left of the table in a column of their own, particulars of the person."""
    side, rest = _split(row, table)
    labelled = any(label.begins for line in side for label in sheet.labels_in(line))
    return labelled and len(rest) >= 3 and any(_is_measured(word.text) for line in rest for word in _words(line))


def _without_side(table: _Table) -> list[Row]:
    rests = [(row, _split(row, table)[1]) for row in table.rows]
    return [replace(row, lines=rest) for row, rest in rests if rest]


def _split(row: Row, table: _Table) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The row's lines that stand left of the table, and its others."""
    left = min(column.x0 for column in table.columns)
    side = tuple(line for line in row.lines if line.box.x1 < left - height(line))
    return side, row.lines[len(side) :]


def _headless_tables(sheet: Sheet, previous: tuple[Column, ...], panel: int) -> tuple[list[_Table], int]:
    """The tables of a page without any header; where its columns change from one row on, two."""
    rows = _open_rows(sheet)
    cells = _cells(rows)
    at = 0 if previous else lab_unheaded.changes_at([tokens for _, tokens in cells])
    middle = (cells[at - 1][0] + cells[at][0]) / 2 if at else 0.0
    parts = ([row for row in rows if row.y < middle], [row for row in rows if row.y >= middle])
    tables: list[_Table] = []
    for part in filter(None, parts):
        found = _headless(part, previous)
        if found:
            tables.append(_Table(found, panel + len(tables), _specimen(sheet, 9.9), part, headed=False))
    return tables, max(panel, panel + len(tables) - 1)


def _headless(rows: Sequence[Row], previous: tuple[Column, ...]) -> tuple[Column, ...]:
    table = [tokens for _, tokens in _cells(rows)]
    found = lab_unheaded.inferred(table)
    if not previous or not found:
        return found
    costs = [lab_columns.assign(tokens, previous)[1] for tokens in table if len(tokens) >= 3]
    return previous if costs and median(costs) < 0.8 else found


def _open_rows(sheet: Sheet) -> tuple[Row, ...]:
    return tuple(row for row in sheet.rows if not _ends(row, sheet))


def _ends(row: Row, sheet: Sheet) -> bool:
    """Whether a row is none of a table's: signatures, dates, remarks."""
    if _END_TEXT.search(squeeze(row.text).text):
        return True
    if _DATE.search(row.text) and not any(_is_measured(token.text) for token in tokens_of(row)):
        return True
    return any(
        (label.colon and label.begins) or (label.word in _END_WORDS and (label.colon or len(label.word) > 2))
        for line in row.lines
        for label in sheet.labels_in(line)
    )


def _is_measured(text: str) -> bool:
    return lab_values.looks_like_range(text) or lab_values.looks_like_unit(text)


def _records(page: Page, table: _Table) -> tuple[list[Record], tuple[Column, ...]]:
    lines = _cells(table.rows)
    rows = [tokens for _, tokens in lines]
    columns = lab_unheaded.completed(table.columns, rows)
    for _ in range(2):
        placed = [(tokens, lab_columns.assign(tokens, columns)[0]) for tokens in rows if len(tokens) >= 3]
        columns = lab_columns.learned(columns, placed)
    groups = max((column.group for column in columns), default=0) + 1
    halves: list[list[Record]] = [[] for _ in range(groups)]
    for y, tokens in lines:
        cells = _unglued(tokens, columns)
        chosen, cost = lab_columns.assign(cells, columns)
        chosen = lab_columns.settled(cells, chosen, columns)
        for group in range(groups):
            record = Record(page, y, median(height(t) for t in cells) if cells else 0.01, table.panel, cost=cost)
            for token, j in zip(cells, chosen, strict=True):
                if columns[j].group == group:
                    record.cells.setdefault(columns[j].kind, []).append(token)
            if record.cells:
                halves[group].append(record)
    return [record for half in halves for record in lab_rows.whole(half)], columns


def _cells(rows: Sequence[Row]) -> list[tuple[float, list[Line]]]:
    tokens = [tokens_of(row) for row in rows]
    heights = [height(token) for words in tokens for token in words]
    tallest = _TALL * median(heights) if heights else 0.0
    kept: list[tuple[Row, list[Line]]] = []
    for row, words in zip(rows, tokens, strict=True):
        own = [word for word in words if height(word) <= tallest]
        if own and not all(lab_columns.is_piece_of_a_mark_s_head(word.text) for word in own):
            kept.append((row, own))
    return lab_bands.cells([row for row, _ in kept], [words for _, words in kept])


def tokens_of(row: Row) -> list[Line]:
    """The row's lines cut at white space, left to right."""
    return sorted((word for line in row.lines for word in _words(line)), key=lambda token: token.box.x0)


def _words(line: Line) -> list[Line]:
    found = list(re.finditer(r"\S+", line.text))
    return [line if word.group() == line.text else line.part(word.start(), word.end()) for word in found]


_GLUED = re.compile(
    r"(?<=[\u4e00-\u9fff)])(?=[<>]?\d+(?:\.\d+)?[↑↓HL]?$)|(?<=[A-Za-z%])(?=[<>≤≥]?\d+(?:\.\d+)?\s*[-~—]+\s*\d)|"
    r"(?<=[A-Za-z%][.,·])(?=\d+(?:\.\d+)?\s*[-~—]+\s*\d)|"
    r"(?<=\d)(?=(?:[mμunp]?(?:mol|g|U|IU|L)/|%$|10\^|[×x*]10))|"
    r"(?<=[\u4e00-\u9fff])(?=[A-Z]{2,6}[#%]?$)|(?<=[↑↓])(?=\S)|(?<=\S)(?=[↑↓])"
)


def _unglued(tokens: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """Cells the recogniser ran together, cut where the kind of text changes, if they reach over several columns."""
    parted: list[Line] = []
    for token in tokens:
        wide = sum(token.box.x0 <= column.cx <= token.box.x1 for column in columns) > 1
        cuts = [at for at in _cuts(token.text) if wide or _two_cells(token.text[:at], token.text[at:])]
        edges = [0, *cuts, len(token.text)]
        parted.extend(token if not cuts else token.part(a, b) for a, b in pairwise(edges) if b > a)
    return parted


def _cuts(text: str) -> list[int]:
    return [match.start() for match in _GLUED.finditer(text)]


def _two_cells(left: str, right: str) -> bool:
    """Whether no single cell can hold both: a unit and a range, an arrow and a unit."""
    if lab_values.looks_like_unit(left):
        return lab_values.looks_like_range(right) or lab_values.looks_like_flag(right)
    return lab_values.looks_like_flag(left) and lab_values.looks_like_unit(right)


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
    analyte = lab_wording.analyte_of(name, code)
    result, beside = lab_values.part_unit(lab_values.value(record.text("result")))
    printed_range = record.text("reference") or _limits(record)
    interval, behind = lab_units.part_range(printed_range)
    measure = lab_values.part_arrow(record.text("unit"))[0] or beside or measure or behind
    reference = lab_values.reference(interval if measure == behind else printed_range)
    lines = [line for kind in _EVIDENCE for line in record.cells.get(kind, [])]
    return LabItem(
        name=name or code,
        code=code,
        value=result,
        unit=lab_units.unit(measure, analyte.units if analyte else ()) if measure else "",
        reference=reference,
        flag=lab_flags.flag_of(record, result, reference, marks),
        panel=record.panel,
        confidence=_confidence(record, result),
        evidence=evidence(record.page, lines),
        specimen=record.text("specimen") or specimen,
    )


_EVIDENCE = ("name", "code", "flag", "result", "unit", "reference", "low", "high")


def _limits(record: Record) -> str:
    """The range of a table with a column for each of its ends."""
    low, high = record.text("low"), record.text("high")
    if low and high:
        return f"{low}-{high}"
    return f"≥{low}" if low else f"≤{high}" if high else ""


def _joined_name(record: Record) -> str:
    """Words of a line with a space between, lines of a cell without."""
    tokens = record.cells.get("name", [])
    tokens = [token for i, token in enumerate(tokens) if not i or len(token.text) > 1 or token.confidence >= _READ]
    text = tokens[0].text if tokens else ""
    for above, token in pairwise(tokens):
        wraps = token.box.cy - above.box.cy > 0.5 * height(above)
        text += token.text if wraps else f" {token.text}"
    return text


def _is_item(item: LabItem, headed: bool) -> bool:
    """Whether a row is an item: it has a value, a unit or a range; without a header above, a value with either."""
    if headed:
        return bool(item.unit or item.reference or not item.value or lab_values.looks_like_value(item.value))
    known = lab_wording.analyte_of(item.name, item.code) is not None
    measured = known or lab_values.looks_like_range(item.reference) or lab_units.is_known(item.unit) or bool(item.flag)
    return lab_values.looks_like_value(item.value) and (
        measured or bool(_QUALITATIVE.search(item.value + item.reference))
    )


_QUALITATIVE = re.compile(r"[阴阳]性|[+-]$")


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


def _specimen(sheet: Sheet, above: float) -> str:
    """The last specimen named above a table: every panel names its own."""
    labels = [label for label in sheet.labels_of(_SPECIMEN) if label.colon and label.box.cy < above]
    for label in sorted(labels, key=lambda label: -label.box.cy):
        found = value_of(label, sheet)
        if found is not None:
            return found.text.split()[0]
    return ""
