"""The table of a 病案首页: discharge diagnosis | code | condition at admission, once or twice side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.fields import diagnosis_list, lab_rows
from extractors.fields.diagnosis_list import looks_like_disease
from extractors.fields.icd import is_code
from extractors.fields.sections import Part
from extractors.layout.rows import Row, height, rows
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import Box, Line, Page

_HEADERS = (
    (
        "name",
        re.compile(
            r"^(?:出院|入院|门诊|疾病|西医|中医|临床|主要)*(?:诊断|疾病)(?:名称|描述|内容|病名)?(?:\((?:名称|中文|中文名称)\))?$|"
            r"^(?:疾病|诊断)名称及?(?:分型|分期)?$|^病名$|^名称$"
        ),
    ),
    (
        "code",
        re.compile(
            r"^(?:(?:疾病|诊断|国家|国标|医保)?(?:编码|代码|编号)|[I1l|]?CD-?(?:[1Il][01])?(?:编码|代码|码)?)$",
            re.IGNORECASE,
        ),
    ),
    (
        "condition",
        re.compile(
            r"^(?:入院病情|病情|入院情况|出院情况|转归|治疗结果|治疗效果|疗效|确诊日期|诊断日期|诊断状态|是否确诊)$"
        ),
    ),
    ("sort", re.compile(r"^(?:诊断)?(?:类别|类型|分类|性质|主次)$")),
    ("number", re.compile(r"^(?:序号|排序|No\.?)$", re.IGNORECASE)),
)
# Columns of tables that list something else: operations, drugs, results.
_NO_DIAGNOSES = re.compile(r"手术|操作|术者|麻醉|切口|助手|药|规格|剂量|用法|金额|单价|数量|检[验查]|参考")
_PLAIN_NAMES = re.compile("名称|描述|^出院诊断$")  # a table without codes is headed by one of these
_ROW_LABEL = re.compile(
    r"^(?P<label>门诊[中西]医诊断|主要诊断|其[他它]诊断|次要诊断|出院诊断|入院诊断|门诊诊断|初步诊断|西医诊断|主诊断|次诊断|"
    r"(?:主要|次要|其[他它]|[主次]诊?|西医)(?=$|[\d:])|(?:主病|兼病|主证|兼证|并发症|合并症)(?=[:(]|$))"
    r"(?:\([中西]医?\))?(?:\d{1,2}(?!型)|[一二三四五六七八九十])?[:;.]?"
)
_SCHOOL_FIRST = re.compile(r"\s*(?:主病|兼病|主[证症]|兼[证症]|病名|证[型候])[\s\u3000]+")  # 主病 中风病
_LABELLED = re.compile(r"^[一-鿿]{2,8}(?:\([^()]{1,8}\))?[:]|^[\[<][一-鿿]{2,10}[\]>]")
_END = re.compile(
    r"^(?:入院病情[:;]|[1l][.、]有|损伤|病理诊断|病理号|药物过敏|死亡患者|血型|手术|科主任|主任|责任护士|"
    r"编码员|病案质量|质控|辨证|治[则法](?!治?疗)|使用[中医]|实施临床|临床路径|治疗类别|离院方式|签名|处理|建议|医嘱|特此|盖章|现病史|(?:入院|门诊|门急诊|初步)诊断:|"
    r"(?:诊疗|诊治|治疗|住院|出院|入院|病情|手术)(?:时|及|后|主要|简要|一般)?(?:计划|经过|过程|情况|摘要|小结|带药|医嘱|指导|方案|意见|建议)|"
    r".{0,3}建议(?!诊断))"
)
_CONDITION = re.compile(
    r"\d{1,2}|(?:[1-9][.、])?(?:有|无|临床未确定|情况不明|√|治愈|好转|稳定|平稳|未愈|死亡|其他|确诊|是|否)|20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"
)
_ROW_GAP = 0.5  # text heights between two rows, at least; the lines of a wrapped name stand closer
_SET_BACK, _FURTHER = 0.8, 4.0  # text heights left of the names and below the last row where no row begins
_TILTED = 0.16  # dy/dx between the words of a header, at most


_SORT, _LONGEST_SORT = "sort", 10  # the column that says which diagnosis is the main one, and characters of its words
_OTHER = "other"  # a column of what is no part of a diagnosis: 备注


@dataclass(frozen=True, slots=True)
class TableRow:
    name: tuple[Part, ...]
    code: tuple[Part, ...]
    source: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str  # a key of _HEADERS
    x0: float
    x1: float


def read(pages: Sequence[Page], labels: Mapping[str, int]) -> tuple[tuple[TableRow, ...], tuple[Page, ...]]:
    """The rows of every diagnosis table, and the pages without what the tables hold."""
    found: list[TableRow] = []
    rest: list[Page] = []
    for page in pages:
        entries, taken = _on_page(page, rows(page.lines), labels)
        if not taken and (levelled := _levelled(page)):
            original = {id(level): line for level, line in levelled}
            entries, taken = _on_page(page, rows([level for level, _ in levelled]), labels)
            taken = {id(original[each]) for each in taken if each in original}
        found.extend(entries)
        rest.append(replace(page, lines=tuple(each for each in page.lines if id(each) not in taken)))
    return tuple(found), tuple(rest)


def _on_page(page: Page, printed: Sequence[Row], labels: Mapping[str, int]) -> tuple[list[TableRow], set[int]]:
    """The entries of the tables among the rows of a page, and the ids of the lines they hold."""
    found: list[TableRow] = []
    taken: set[int] = set()
    header: list[_Column] = []
    body: list[Row] = []
    for row in printed:
        columns = _header(row)
        if columns and not body:
            header = sorted([*header, *columns], key=lambda column: column.x0)  # 入院 / 病情 in two lines
        elif columns or (header and (_ends(row) or _is_no_row(row, header, body))):
            found.extend(_entries(page, body, header, labels))
            header, body = columns, []
            taken.update(map(id, row.lines) if columns else ())
            continue
        elif header:
            body.append(row)
        if header:
            taken.update(map(id, row.lines))
    found.extend(_entries(page, body, header, labels))
    return found, taken


def _ends(row: Row) -> bool:
    """Whether a row stands below the table: another label with a colon, or a word that never stands in one."""
    first = squeeze(row.lines[0].text).text
    return _END.match(first) is not None or (_LABELLED.match(first) is not None and not _ROW_LABEL.match(first))


def _is_no_row(row: Row, header: Sequence[_Column], body: Sequence[Row]) -> bool:
    """Whether a row does not fit the table above it: no code, and text that begins outside the names or runs on."""
    if not body or any(code_of(word) for line in row.lines for word in line.text.split()):
        return False
    first, h = row.lines[0], height(row.lines[0])
    flat = squeeze(first.text).text
    if _ROW_LABEL.match(flat) or diagnosis_list.number_of(flat) is not None or flat.isdigit():
        return False
    name = next(column for column in header if column.kind == "name")
    code = next((column for column in header if column.kind == "code" and column.x0 > name.x1), None)
    if code is not None and first.box.x0 < name.x1 and first.box.x1 > code.x1 + h:
        return True  # running text across the columns
    names = [line.box.x0 for each in body for line in each.lines if line.box.x1 > name.x0 and line.box.x0 < name.x1]
    before = bool(names) and first.box.x0 < min(names) - _SET_BACK * h and first.box.x0 < name.x0
    return (before or row.y - body[-1].y > _FURTHER * h) and not diagnosis_list.names_disease(first.text)


def _levelled(page: Page) -> list[tuple[Line, Line]]:
    """The lines from a curled table's header on, moved up or down so that the header is level, with the lines as read.

    A header whose words stand in a curve says how far each column of its table is off.
    """
    lines = [
        (line, kind) for line in page.lines if (kind := _header_word(squeeze(line.text).text)) and not line.in_seal
    ]
    for name in (line for line, kind in lines if kind == "name"):
        words = [name, *(line for line, kind in lines if kind != "name" and _along(name, line))]
        if not any(line in words for line, kind in lines if kind == "code"):
            continue
        bend = sorted((line.box.cx, line.box.cy - name.box.cy) for line in words)
        moved = [(_moved(line, -_at(bend, line.box.cx)), line) for line in page.lines if not line.in_seal]
        return [(level, line) for level, line in moved if level.box.cy > name.box.cy - 0.7 * height(name)]
    return []


def _along(name: Line, other: Line) -> bool:
    return abs(other.box.cy - name.box.cy) <= _TILTED * abs(other.box.cx - name.box.cx)


def _at(bend: Sequence[tuple[float, float]], x: float) -> float:
    """How far a curve through these points is off at `x`; level beyond its ends."""
    for (x0, y0), (x1, y1) in pairwise(bend):
        if x0 <= x <= x1 and x1 > x0:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return bend[0][1] if x < bend[0][0] else bend[-1][1]


def _moved(line: Line, dy: float) -> Line:
    box = line.box
    return replace(line, box=Box(box.x0, box.y0 + dy, box.x1, box.y1 + dy))


def _header_word(flat: str) -> str:
    """What a column holds; of two asked for at once (入院病情/出院情况) both are the same."""
    kinds = {
        next((kind for kind, pattern in _HEADERS if pattern.match(word)), "") for word in re.split("[/、及和与]", flat)
    }
    return kinds.pop() if len(kinds) == 1 else next((k for k, pattern in _HEADERS if pattern.match(flat)), "")


def _header(row: Row) -> list[_Column]:
    columns: list[_Column] = []
    names: list[str] = []
    if any(is_code(squeeze(line.text).text) for line in row.lines):
        return []  # 主要诊断 | 高血压 | ICD码 | I10.x00 is a row of a form
    for line in row.lines:
        for word in re.finditer(r"\S+", line.text):
            flat = squeeze(word.group()).text
            kind = _header_word(flat)
            if not kind and _NO_DIAGNOSES.search(flat):
                return []
            part = line.part(word.start(), word.end()) if word.group() != line.text else line
            columns.append(_Column(kind or _OTHER, part.box.x0, part.box.x1))
            names.extend([flat] if kind == "name" else [])
    kinds = {column.kind for column in columns}
    alone = _OTHER not in kinds and any(_PLAIN_NAMES.search(name) for name in names)
    told = "name" in kinds and ("code" in kinds or (alone and len(kinds) > 1))
    return columns if told else []


def _entries(page: Page, body: Sequence[Row], header: Sequence[_Column], labels: Mapping[str, int]) -> list[TableRow]:
    """The diagnoses of a table, left half first; a name may wrap around its code."""
    groups = [i for i, column in enumerate(header) if column.kind == "name"]
    found: list[TableRow] = []
    for n, first in enumerate(groups):
        left = _border(header, first) if n else -1.0
        half = (left, _border(header, groups[n + 1]) if n + 1 < len(groups) else 9.0)
        others = [column for column in header if column.kind == _OTHER and column.x0 > header[first].x1]
        sorts = [column for column in header[:first] if column.kind == _SORT and column.x0 >= left]
        records = [record for row in body if (record := _record(page, row, half, others, sorts)).cells]
        items = lab_rows.whole(records)
        used = {id(line) for item in items for line in item.cells.get("name", [])}
        alone = [r for r in records if r.named and not any(id(line) in used for line in r.cells["name"])]
        for item in sorted([*items, *alone], key=lambda item: item.y):
            for single in _singly(item):
                found.extend(_entry(page, single, labels))
    return found


def _record(
    page: Page, row: Row, half: tuple[float, float], others: Sequence[_Column], sorts: Sequence[_Column]
) -> lab_rows.Record:
    """The cells of one printed row in one half; a code or a condition stands for the value of a lab table."""
    parts = [part for line in row.lines for part in _words(line) if half[0] <= part.box.cx < half[1]]
    parts = [part for part in parts if not any(_stands_in(part, column) for column in others)]
    parts = [part for part in parts if not any(_sorts(part, column) for column in sorts)]
    record = lab_rows.Record(page, row.y, max((height(part) for part in parts), default=0.01), 0)
    for part in parts:
        coded = code_of(part.text) != "" or _is_condition(part)
        record.cells.setdefault("result" if coded else "name", []).append(part)
    return record


def _stands_in(part: Line, column: _Column) -> bool:
    """Whether a part begins below a column's header, or is centred under it."""
    slack = height(part)
    return column.x0 - slack <= part.box.x0 < column.x1 or column.x0 <= part.box.cx <= column.x1


def _sorts(part: Line, column: _Column) -> bool:
    """Whether a part is what the column of sorts says of a row, in whatever word; those known tell ranks."""
    flat = squeeze(part.text).text
    known = _ROW_LABEL.fullmatch(flat) is not None or diagnosis_list.names_disease(flat)
    return not known and len(flat) <= _LONGEST_SORT and _stands_in(part, column)


def _singly(item: lab_rows.Record) -> list[lab_rows.Record]:
    """An item as the diagnoses it is: two rows, of which one has no code, are no wrapped name."""
    cells = sorted(item.cells.get("name", []), key=lambda line: line.box.cy)
    groups: list[list[Line]] = []
    for line in cells:
        above = groups[-1][-1] if groups else None
        apart = above is not None and line.box.y0 - above.box.y1 > _ROW_GAP * height(line)
        if above is None or (apart and all(looks_like_disease(each.text) for each in (above, line))):
            groups.append([line])
        else:
            groups[-1].append(line)
    if len(groups) < 2:
        return [item]
    parted = [lab_rows.Record(item.page, group[0].box.cy, item.h, item.panel) for group in groups]
    for record, group in zip(parted, groups, strict=True):
        record.cells["name"] = group
    for code in item.cells.get("result", []):
        near = min(parted, key=lambda record: abs(record.y - code.box.cy))
        near.cells.setdefault("result", []).append(code)
    return parted


def _entry(page: Page, item: lab_rows.Record, labels: Mapping[str, int]) -> list[TableRow]:
    label = "出院诊断"
    names: list[Line] = []
    for part in item.cells.get("name", []):
        match = _ROW_LABEL.match(squeeze(part.text).text)
        label = _full(match.group("label")) if match else label
        bare = part.part(squeeze(part.text).span(0, match.end())[1], len(part.text)) if match else part
        if (school := _SCHOOL_FIRST.match(bare.text)) is not None:
            bare = bare.part(school.end(), len(bare.text))
        if bare.text.strip(" :：") and not _is_number(bare, item):
            names.append(bare)
    if not names:
        return []
    codes = [part for part in item.cells.get("result", []) if code_of(part.text)]
    rank = labels.get(label, labels.get("出院诊断", 0))
    return [TableRow(tuple((page, p) for p in names), tuple((page, p) for p in codes), label, rank)]


def _is_number(part: Line, item: lab_rows.Record) -> bool:
    """Whether a part is what the recogniser made of a row's number: one sign that is no character, left of the rest."""
    flat = squeeze(part.text).text
    others = [other for other in item.cells.get("name", []) if other is not part]
    return len(flat) == 1 and not is_cjk(flat) and any(other.box.x0 > part.box.x1 for other in others)


def _full(printed: str) -> str:
    """主诊断, 主诊, 主要 and 主 in the column of sorts are 主要诊断; 次 and 其它 are 其他诊断."""
    if printed.startswith("门诊"):
        return "门诊诊断"
    if printed in ("出院诊断", "入院诊断", "初步诊断", "西医诊断", "主要诊断", "次要诊断"):
        return printed
    return "主要诊断" if printed.startswith("主") else "西医诊断" if printed == "西医" else "其他诊断"


def code_of(text: str) -> str:
    """The code a cell holds, "" if none; here a leading 1 can only be the letter I."""
    bare = re.sub(r"^(?P<begin>[A-Z1l|]\d{2})[,，](?=[\dxX×])", r"\g<begin>.", text.strip())
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
    if not any(code_of(word.group()) for word in words):
        return [line]
    parts: list[Line] = []
    begin = 0
    for word in words:
        if code_of(word.group()):
            if line.text[begin : word.start()].strip():
                parts.append(line.part(begin, word.start()))
            parts.append(line.part(word.start(), word.end()))
            begin = word.end()
    if line.text[begin:].strip():
        parts.append(line.part(begin, len(line.text)))
    return parts


def _is_condition(part: Line) -> bool:
    return _CONDITION.fullmatch(squeeze(part.text).text) is not None
