"""Medications of a prescription, a medication record or a list of orders: name, dose, frequency with route."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.fields.lab_columns import Column, assign
from extractors.fields.lab_items import tokens_of
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

_FORM = (
    r"(?:片|胶囊|注射液|颗粒|滴丸|丸|口服液|口服溶液|溶液|乳膏|软膏|凝胶|气雾剂|喷雾剂|吸入剂|粉雾剂|滴眼液|"
    r"滴剂|栓|糖浆|散|贴片?|贴膏|"
    r"混悬液|乳剂|洗剂|酊|膏|冲剂|合剂|胰岛素|粉针|针剂?|单抗|替尼|注射用[\u4e00-\u9fff]+)"
)
_DRUG = re.compile(
    rf"[\u4e00-\u9fffA-Za-zα-ω0-9()\-·]*[\u4e00-\u9fff][\u4e00-\u9fffA-Za-zα-ω0-9()\-·]*?{_FORM}(?:\([^()\d]*\))?(?:\d{{2}}R?(?=注射液|$|\s))?"
)
_AMOUNT = (
    r"\d+(?:\.\d+)?\s*(?:mg|g|μg|ug|mcg|ml|mL|ML|L|IU|iu|U|u|万单位|单位|万IU|片|粒|支|袋|丸|滴|揿|喷|贴|"
    r"枚|包|瓶|盒|吸|"
    r"mmol)"
)
_DOSE = re.compile(
    rf"(?:每次|一次|1次|单次)\s*[:]?\s*(?P<each>{_AMOUNT})|(?P<plain>{_AMOUNT})(?!\s*[*×xX/]\s*\d)", re.IGNORECASE
)
_SPEC = re.compile(rf"{_AMOUNT}\s*[*×xX:/]\s*\d*\s*\S{{0,6}}", re.IGNORECASE)
_ROUTE = (
    r"口服|静脉滴注|静脉注射|静滴|静推|静注|静脉泵入|皮下注射|皮下|肌内注射|肌注|肌肉注射|吸入|雾化吸入|"
    r"外用|舌下含服|舌下|含服|滴眼|涂抹|直肠给药|"
    r"腹腔灌注|鼻饲|嚼服|冲服|顿服|餐前|餐后|睡前|空腹"
)
_FREQUENCY = re.compile(
    rf"(?:(?:{_ROUTE}|\b(?:po|iv|ivgtt|ih|im|H)\b)[,，;；、\s]*)*"
    r"(?:(?:每|一|1)(?:日|天|晚|早|周|月|夜|(?:\d{1,2}|[一二三四六八])?\s*(?:小时|周|日|天|月))[,，]?\s*(?:\d|"
    r"[一二三四两六])?\s*次?(?!\d)|\d\s*次\s*/\s*[日天周]|"
    r"\b(?:qd|bid|tid|qid|qn|qod|q\d+h|qw|biw|tiw|q\d+w|q\dd|st|prn|hs|ac|pc|am|pm)\b|必要时|睡前|立即|晨起|"
    r"每[早晚]|隔日一?1?次)"
    rf"(?:[,，;；、\s]*(?:{_ROUTE}|\b(?:po|iv|ivgtt|ih|im)\b))*",
    re.IGNORECASE,
)
_ROUTE_ONLY = re.compile(rf"(?:{_ROUTE})(?:[,，、\s]*(?:{_ROUTE}))*")
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
_EDGE = " \t,，;；。.、:：/"
_BULLET = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）.、．]|[①-⑮●○◆■□*-])\s*(?!\d*\s*(?:mg|g|ml))")


@dataclass(slots=True)
class _Entry:
    """One drug while its lines are gathered."""

    page: Page
    name: Line
    rest: list[Line] = field(default_factory=list)


def extract(pages: Sequence[Page]) -> tuple[Medication, ...]:
    """The drugs in printed order, from tables and from lists; each carries its dose and frequency where printed."""
    found: list[Medication] = []
    columns: tuple[Column, ...] = ()
    for page in pages:
        sheet = sheet_of(page)
        listed_rows: list[Row] = []
        entries: list[_Entry] = []
        for row in sheet.rows:
            header = _header(row)
            if header:
                columns = header
            elif _ends(row, sheet):
                columns = ()
            elif columns:
                _add_row(found, page, row, columns)
            else:
                listed_rows.append(row)
        for row in listed_rows:
            _add_line(entries, page, row)
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
    if _DRUG.fullmatch(flat):
        return {"name": 0.0, "spec": 1.5, "other": 1.5}
    if _FREQUENCY.fullmatch(flat) or _ROUTE_ONLY.fullmatch(flat):
        return {"frequency": 0.0, "usage": 0.0, "other": 1.0, "dose": 1.5, "name": 2.0}
    if re.fullmatch(_AMOUNT, flat, re.IGNORECASE):
        return {"dose": 0.0, "spec": 0.2, "quantity": 0.2, "usage": 0.5, "name": 2.5, "other": 1.5}
    if _SPEC.match(flat):
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
    dose = join(cells.get("dose", [])) or _dose_in(usage)
    frequency = join([*cells.get("usage", []), *cells.get("frequency", [])])
    lines = [*names, *cells.get("dose", []), *cells.get("usage", []), *cells.get("frequency", [])]
    name = _tidy(join(names))
    sure = confidence(lines) * (1.0 - min(0.3, 0.1 * cost))
    found.append(
        Medication(
            name,
            row.text,
            _flat(dose),
            _frequency_in(frequency) or _flat(frequency),
            round(sure, 4),
            evidence(page, lines),
        )
    )


def _add_line(entries: list[_Entry], page: Page, row: Row) -> None:
    """A row of a list: it begins a drug or tells how the one before is taken."""
    for line in row.lines:
        text = fold(line.text)
        bullet = _BULLET.match(text)
        begin = bullet.end() if bullet else 0
        drug = _DRUG.match(text, begin)
        if drug and not _INSTRUCTION.match(text[begin:]) and not _is_sentence(text):
            entries.append(_Entry(page, line.part(drug.start(), drug.end()), [line.part(drug.end(), len(text))]))
        elif entries and entries[-1].page is page and _near(entries[-1], line):
            entries[-1].rest.append(line)


def _is_sentence(text: str) -> bool:
    """Running text names drugs too; a prescription's line has amounts or stands alone, and ends no sentence."""
    return bool(re.search(r"。|给予|治疗后|患者|予以", text)) or (
        len(text) > 18 and not re.search(_AMOUNT, text, re.IGNORECASE)
    )


def _near(entry: _Entry, line: Line) -> bool:
    last = entry.rest[-1] if entry.rest[-1].text else entry.name
    if line.box.y0 - last.box.y1 > 2.5 * line.box.height:
        return False
    text = fold(line.text).strip()
    return bool(_INSTRUCTION.match(text) or _FREQUENCY.search(text) or re.search(_AMOUNT, text, re.IGNORECASE))


def _from_entry(entry: _Entry) -> Medication:
    lines = [entry.name, *(line for line in entry.rest if line.text.strip())]
    tail = fold(" ".join(line.text for line in entry.rest))
    without_spec = _SPEC.sub(" ", tail)
    return Medication(
        name=_tidy(entry.name.text),
        text=join(lines),
        dose=_dose_in(without_spec) or _dose_in(tail),
        frequency=_frequency_in(tail),
        confidence=round(confidence(lines), 4),
        evidence=evidence(entry.page, lines),
    )


def _dose_in(text: str) -> str:
    found = list(_DOSE.finditer(fold(text)))
    each = next((match.group("each") for match in found if match.group("each")), None)
    return _flat(each or next((match.group("plain") for match in reversed(found) if match.group("plain")), ""))


def _frequency_in(text: str) -> str:
    flat = fold(text)
    match = _FREQUENCY.search(flat)
    route = _ROUTE_ONLY.search(flat)
    if match is None:
        return route.group() if route else ""
    said = " ".join(match.group().split())
    return f"{route.group()} {said}" if route and route.group() not in said else said


def _tidy(name: str) -> str:
    bare = _BULLET.sub("", fold(name)).strip(_EDGE + "★*△▲")
    return _SPEC.sub("", bare).strip(_EDGE)


def _flat(text: str) -> str:
    return "".join(fold(text).split())


def _distinct(found: Sequence[Medication]) -> Iterator[Medication]:
    seen: set[tuple[str, str]] = set()
    for each in found:
        if len(each.name) >= 2 and (each.name, each.text) not in seen:
            seen.add((each.name, each.text))
            yield each
