"""Medications of a prescription, a medication record or a list of orders: name, dose, frequency with route."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.fields.lab_columns import Column, assign
from extractors.fields.lab_items import tokens_of
from extractors.fields.medication_text import (
    AMOUNT,
    BULLET,
    DRUG,
    FREQUENCY,
    ROUTE,
    SPEC,
    amount,
    dose_in,
    frequency_in,
    order_in,
    tidy,
)
from extractors.layout.rows import Row
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import confidence, evidence, fold, join, squeeze
from extractors.layout.words import listed
from extractors.reading import Line, Medication, Page

_HEADERS = {
    "name": listed(
        """
        药品名称 药名 药物名称 药品通用名 通用名 通用名称 商品名 医嘱内容 医嘱名称 药品 药物 名称 项目名称 药品名
        品名 医嘱
        """
    ),
    "spec": listed("规格 药品规格 规格型号 剂型"),
    "quantity": listed("数量 总量 发药量 取药量 药量 总数量 发药数量"),
    "dose": listed("单次剂量 剂量 用量 每次用量 单次用量 每次剂量 单次量 一次用量 单量 每次量 用药剂量"),
    "usage": listed("用法 给药途径 途径 用法用量 用药方法 给药方式 用药途径 给药方法 用药方式 用法及用量"),
    "frequency": listed("频次 频率 用药频次 给药频次 用药频率 执行频次 次数"),
    "other": listed(
        "序号 NO 日期 时间 开具日期 处方日期 用药日期 开始时间 停止时间 开始日期 停止日期 天数 疗程 单价 金额 "
        "医师 医生 执行者 备注 组 单位 用药时间 起止时间 处方医师 嘱托 费用类别 厂家 生产厂家 执行时间 护士 类型 "
        "科室 疗效"
    ),
}
_KINDS = {word: kind for kind, header in _HEADERS.items() for word in header}

_INSTRUCTION = re.compile(
    r"^(?:用法(?:用量)?|用量|Sig|S|sig|用法及用量|服法|频次|每次|一次|口服|静滴|皮下)[.:：]?", re.IGNORECASE
)
_START = re.compile(r"^(?:Rp|RP|R|处方|用药(?:记录|情况)?|出院带药|药品)[.:：/]?$")
_END_LABELS = frozenset(
    listed(
        """
        医师 医生 处方医师 医师签名 医生签名 审核药师 调配药师 核对药师 发药药师 审核 调配 核对 发药 药师 药品金额 金额
        合计 备注 注 处方日期 开具日期 日期 审核医师 记录者 记录人 护士 打印时间 签名
        """
    )
)


_CLAUSE_END = re.compile(r"[;。:,]|\s(?=\d{1,2}[.、)](?!\d))")
# Under these a drug is told of, not ordered.
_NARRATIVES = frozenset(
    listed(
        """
        主诉 现病史 既往史 个人史 家族史 过敏史 药物过敏史 入院情况 入院时情况 诊疗经过 治疗经过 住院经过 病史 主要病史
        简要病史 病史摘要 病情摘要 病历摘要 查体 体格检查 辅助检查 实验室检查 诊断依据 病程与治疗结果 病程与治疗
        """
    )
)


@dataclass(slots=True)
class _Entry:
    """One drug while its lines are gathered."""

    page: Page
    name: Line
    rest: list[Line] = field(default_factory=list)
    open: bool = True  # until another label comes


def extract(pages: Sequence[Page]) -> tuple[Medication, ...]:
    """The drugs in printed order, from tables and from lists; each carries its dose and frequency where printed."""
    found: list[Medication] = []
    columns: tuple[Column, ...] = ()
    for page in pages:
        sheet = sheet_of(page)
        listed_rows: list[Row] = []
        told = False
        entries: list[_Entry] = []
        for row in sheet.rows:
            header = _header(row)
            if header:
                columns = header
            elif _ends(row, sheet):
                columns = ()
                listed_rows.append(row)
            elif columns:
                _add_row(found, page, row, columns)
            else:
                listed_rows.append(row)
        for row in listed_rows:
            told = _add_line(entries, sheet, row, told)
        found.extend(_from_entry(entry) for entry in entries)
    return tuple(_distinct(found))


def _header(row: Row) -> tuple[Column, ...]:
    columns: list[Column] = []
    unknown = 0
    for token in tokens_of(row):
        kind = _KINDS.get(squeeze(token.text).text)
        unknown += kind is None
        if kind is not None:
            columns.append(Column(kind, token.box.x0, token.box.x1, 0))
    kinds = {column.kind for column in columns}
    return tuple(columns) if "name" in kinds and len(kinds) >= 2 and unknown <= 1 and len(columns) >= 3 else ()


def _ends(row: Row, sheet: Sheet) -> bool:
    return any(
        (label.word in _END_LABELS or label.word not in _KINDS) and label.colon and label.begins
        for line in row.lines
        for label in sheet.labels_in(line)
    )


def _fits(text: str) -> Mapping[str, float]:
    """How badly a cell's text fits each kind of column of a table of drugs."""
    flat = squeeze(text).text
    if DRUG.fullmatch(flat):
        return {"name": 0.0, "spec": 1.5, "other": 1.5}
    if FREQUENCY.fullmatch(flat) or ROUTE.fullmatch(flat):
        return {"frequency": 0.0, "usage": 0.0, "other": 1.0, "dose": 1.5, "name": 2.0}
    if re.fullmatch(AMOUNT, flat, re.IGNORECASE):
        return {"dose": 0.0, "spec": 0.2, "quantity": 0.2, "usage": 0.5, "name": 2.5, "other": 1.5}
    if SPEC.match(flat):
        return {"spec": 0.0, "quantity": 0.5, "dose": 0.8, "usage": 1.0, "name": 1.5, "other": 1.5}
    if re.fullmatch(r"[\d.\-/:年月日]+", flat):
        return {"other": 0.0, "quantity": 0.3, "dose": 1.0, "spec": 1.5, "frequency": 2.0, "usage": 2.0}
    return {"name": 0.3, "other": 0.3, "usage": 0.5, "frequency": 0.8, "spec": 0.8, "dose": 1.0, "quantity": 1.0}


def _add_row(found: list[Medication], page: Page, row: Row, columns: tuple[Column, ...]) -> None:
    """A table's row as a medication; a row without a name goes on with the one before."""
    tokens = tokens_of(row)
    chosen, cost = assign(tokens, columns, _fits)
    cells: dict[str, list[Line]] = {}
    for token, j in zip(tokens, chosen, strict=True):
        cells.setdefault(columns[j].kind, []).append(token)
    names = cells.get("name", [])
    if not names or not re.search(r"[\u4e00-\u9fff]{2}", join(names)):
        return
    usage = join(cells.get("usage", []))
    dose = join(cells.get("dose", [])) or dose_in(usage)
    frequency = join([*cells.get("usage", []), *cells.get("frequency", [])])
    lines = [*names, *cells.get("dose", []), *cells.get("usage", []), *cells.get("frequency", [])]
    name = tidy(join(names))
    sure = confidence(lines) * (1.0 - min(0.3, 0.1 * cost))
    found.append(
        Medication(
            name,
            row.text,
            amount(dose),
            frequency_in(frequency) or amount(frequency),
            round(sure, 4),
            evidence(page, lines),
        )
    )


def _add_line(entries: list[_Entry], sheet: Sheet, row: Row, told: bool) -> bool:
    """A row of a list: it begins drugs or tells how the one before is taken.

    `told`: the row stands under a label of a narrative (现病史), where drugs are named and not ordered. Returns this
    for the row below.
    """
    for line in row.lines:
        begin = 0
        for label in sheet.labels_in(line):
            told = label.word in _NARRATIVES
            begin = label.end
            for entry in entries[-1:]:
                entry.open &= _KINDS.get(label.word, "name") != "name"
        for clause in _clauses(line, begin):
            text = fold(clause.text)
            end = _name_end(text, told)
            if end:
                bullet = BULLET.match(text)
                start = bullet.end() if bullet else 0
                entries.append(_Entry(sheet.page, clause.part(start, end), [clause.part(end, len(text))]))
            elif (
                entries
                and entries[-1].open
                and _near(entries[-1], clause)
                and (_tells_more(text) or _ends_early(clause, line))
            ):
                entries[-1].rest.append(clause)
    return told


def _clauses(line: Line, begin: int) -> Iterator[Line]:
    """The orders a line runs together: 甲片 1.5g 口服 每日2次；乙片 8mg 必要时"""
    text = fold(line.text)
    ends = [
        m.start()
        for m in _CLAUSE_END.finditer(text, begin)
        # A semicolon may be read as a colon; one before an order is no label's. Commas end only an order.
        if m.group() not in (":", ",") or order_in(text[m.end() :].lstrip())
    ]
    for start, end in pairwise([begin - 1, *ends, len(text)]):
        if text[start + 1 : end].strip():
            bare = text[start + 1 : end]
            lead = len(bare) - len(bare.lstrip())
            whole = start < 0 and end == len(text) and not lead
            yield line if whole else line.part(start + 1 + lead, end)


def _name_end(text: str, told: bool) -> int:
    """Where the name of the drug that begins a clause ends; 0 where none begins it."""
    bullet = BULLET.match(text)
    begin = bullet.end() if bullet else 0
    bare = text[begin:]
    if _INSTRUCTION.match(bare) or _is_sentence(text):
        return 0
    drug = DRUG.match(bare)
    if drug and (not told or re.match(rf"\s*{AMOUNT}", bare[drug.end() :], re.IGNORECASE)):
        return begin + drug.end()
    end = 0 if told else order_in(bare)
    return begin + end if end else 0


def _is_sentence(text: str) -> bool:
    """Running text names drugs too; a prescription's line has amounts or stands alone."""
    return bool(re.search(r"给予|治疗后|患者|予以", text)) or (
        len(text) > 18 and not re.search(AMOUNT, text, re.IGNORECASE)
    )


def _near(entry: _Entry, line: Line) -> bool:
    last = entry.rest[-1] if entry.rest[-1].text else entry.name
    return line.box.y0 - last.box.y1 <= 2.5 * line.box.height


def _tells_more(text: str) -> bool:
    bare = text.strip()
    return bool(_INSTRUCTION.match(bare) or FREQUENCY.search(bare) or re.search(AMOUNT, bare, re.IGNORECASE))


def _ends_early(clause: Line, line: Line) -> bool:
    """Whether the clause is what an order left over for the next line: 每日1 / 次；吗替麦考酚酯 …"""
    rest = line.text.removeprefix(clause.text)
    return len(clause.text) <= 6 and len(rest) > 4 and rest != line.text


def _from_entry(entry: _Entry) -> Medication:
    lines = [entry.name, *(line for line in entry.rest if line.text.strip())]
    tail = fold(join(entry.rest))
    without_spec = SPEC.sub(" ", tail)
    return Medication(
        name=tidy(entry.name.text),
        text=join(lines),
        dose=dose_in(without_spec) or dose_in(tail),
        frequency=frequency_in(tail),
        confidence=round(confidence(lines), 4),
        evidence=evidence(entry.page, lines),
    )


def _distinct(found: Sequence[Medication]) -> Iterator[Medication]:
    seen: set[tuple[str, str]] = set()
    for each in found:
        if len(each.name) >= 2 and (each.name, each.text) not in seen:
            seen.add((each.name, each.text))
            yield each
