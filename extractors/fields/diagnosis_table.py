"""The table of a 病案首页: discharge diagnosis | code | condition at admission, once or twice side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.fields import lab_rows
from extractors.fields.icd import is_code
from extractors.fields.sections import Part
from extractors.layout.rows import Row, height, rows
from extractors.layout.text import squeeze
from extractors.reading import Line, Page

_NAME = re.compile(r"^(?:出院诊断|诊断名称|疾病名称|出院诊断名称|疾病诊断|诊断|诊断描述)$")
_CODE = re.compile(
    r"^(?:疾病编码|疾病代码|诊断编码|诊断代码|ICD-?10(?:编码|代码)?|ICD(?:编码)?|编码|代码)$", re.IGNORECASE
)
_CONDITION = re.compile(r"^(?:入院病情|病情|入院情况|出院情况|转归)$")
_ROW_LABEL = re.compile(r"^(?P<label>主要诊断|其他诊断|其它诊断|次要诊断)[:;.]?")
_END = re.compile(
    r"^(?:入院病情[:;]|[1l][.、]有|损伤|病理诊断|病理号|药物过敏|死亡患者|血型|手术|科主任|主任|责任护士|"
    r"编码员|病案质量|质控|离院方式|签名)"
)


@dataclass(frozen=True, slots=True)
class TableRow:
    name: tuple[Part, ...]
    code: tuple[Part, ...]
    source: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str  # "name", "code" or "condition"
    x0: float
    x1: float


def read(pages: Sequence[Page], labels: Mapping[str, int]) -> tuple[tuple[TableRow, ...], tuple[Page, ...]]:
    """The rows of every diagnosis table, and the pages without what the tables hold."""
    found: list[TableRow] = []
    rest: list[Page] = []
    for page in pages:
        taken: set[int] = set()
        header: list[_Column] = []
        body: list[Row] = []
        for row in rows(page.lines):
            columns = _header(row)
            if columns and not body:
                header = sorted([*header, *columns], key=lambda column: column.x0)  # 入院 / 病情 in two lines
            elif columns or (header and _END.match(squeeze(row.lines[0].text).text)):
                found.extend(_entries(page, body, header, labels))
                header, body = columns, []
                taken.update(map(id, row.lines) if columns else ())
                continue
            elif header:
                body.append(row)
            if header:
                taken.update(map(id, row.lines))
        found.extend(_entries(page, body, header, labels))
        rest.append(replace(page, lines=tuple(each for each in page.lines if id(each) not in taken)))
    return tuple(found), tuple(rest)


def _header(row: Row) -> list[_Column]:
    columns: list[_Column] = []
    for line in row.lines:
        for word in re.finditer(r"\S+", line.text):
            flat = squeeze(word.group()).text
            for kind, pattern in (("name", _NAME), ("code", _CODE), ("condition", _CONDITION)):
                if pattern.match(flat):
                    part = line.part(word.start(), word.end()) if word.group() != line.text else line
                    columns.append(_Column(kind, part.box.x0, part.box.x1))
    kinds = [column.kind for column in columns]
    return columns if "name" in kinds and "code" in kinds else []


def _entries(page: Page, body: Sequence[Row], header: Sequence[_Column], labels: Mapping[str, int]) -> list[TableRow]:
    """The diagnoses of a table, left half first; a name may wrap around its code."""
    groups = [i for i, column in enumerate(header) if column.kind == "name"]
    found: list[TableRow] = []
    for n, first in enumerate(groups):
        left = _border(header, first) if n else -1.0
        right = _border(header, groups[n + 1]) if n + 1 < len(groups) else 9.0
        records = [record for row in body if (record := _record(page, row, left, right)).cells]
        items = lab_rows.whole(records)
        used = {id(line) for item in items for line in item.cells.get("name", [])}
        alone = [r for r in records if r.named and not any(id(line) in used for line in r.cells["name"])]
        for item in sorted([*items, *alone], key=lambda item: item.y):
            found.extend(_entry(page, item, labels))
    return found


def _record(page: Page, row: Row, left: float, right: float) -> lab_rows.Record:
    """The cells of one printed row in one half; a code or a condition stands for the value of a lab table."""
    parts = [part for line in row.lines for part in _words(line) if left <= part.box.cx < right]
    record = lab_rows.Record(page, row.y, max((height(part) for part in parts), default=0.01), 0)
    for part in parts:
        coded = _code(part.text) != "" or _is_condition(part)
        record.cells.setdefault("result" if coded else "name", []).append(part)
    return record


def _entry(page: Page, item: lab_rows.Record, labels: Mapping[str, int]) -> list[TableRow]:
    label = "出院诊断"
    names: list[Line] = []
    for part in item.cells.get("name", []):
        match = _ROW_LABEL.match(squeeze(part.text).text)
        label = match.group("label").replace("其它", "其他") if match else label
        bare = part.part(squeeze(part.text).span(0, match.end())[1], len(part.text)) if match else part
        if bare.text.strip(" :："):
            names.append(bare)
    if not names:
        return []
    codes = [part for part in item.cells.get("result", []) if _code(part.text)]
    rank = labels.get(label, labels.get("出院诊断", 0))
    return [TableRow(tuple((page, p) for p in names), tuple((page, p) for p in codes), label, rank)]


def _code(text: str) -> str:
    """The code a cell holds, "" if none; here a leading 1 can only be the letter I."""
    bare = text.strip()
    as_letter = "I" + bare[1:] if re.match(r"[1l|]\d{2}[.．]", bare) else bare
    return as_letter if is_code(as_letter) else ""


def _border(header: Sequence[_Column], at: int) -> float:
    """Where the columns of the group that begins at `at` begin: between the header before and the name's own."""
    before = header[at - 1].x1
    # Names are long and left-aligned while their header is centred: nearly all the room between belongs to them.
    return before + 0.15 * (header[at].x0 - before)


def _words(line: Line) -> list[Line]:
    """The line cut at white space before a code or a condition, which are cells of their own."""
    words = list(re.finditer(r"\S+", line.text))
    if not any(_code(word.group()) for word in words):
        return [line]
    parts: list[Line] = []
    begin = 0
    for word in words:
        if _code(word.group()):
            if line.text[begin : word.start()].strip():
                parts.append(line.part(begin, word.start()))
            parts.append(line.part(word.start(), word.end()))
            begin = word.end()
    if line.text[begin:].strip():
        parts.append(line.part(begin, len(line.text)))
    return parts


def _is_condition(part: Line) -> bool:
    return re.fullmatch(r"[1-4]|有|无|临床未确定|情况不明|√|治愈|好转|其他", part.text.strip()) is not None
