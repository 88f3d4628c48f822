"""Tables of drugs: prescriptions, dispensing lists, order sheets (长期医嘱, 临时医嘱), records of chemotherapy.

A name or a usage that wraps is put together with its row; drugs bound by a bracket (┌ │ └) share how they are given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from extractors.fields import drug_mending, lab_columns
from extractors.fields.drug_name import without_gloss, without_strength
from extractors.fields.lab_columns import Column
from extractors.fields.lab_tables import tokens_of
from extractors.fields.medication_text import (
    AMOUNT,
    DRUG,
    FREQUENCY,
    GROUP,
    ROUTE,
    SPEC,
    amount,
    dose_in,
    tidy,
    usage_in,
)
from extractors.layout.rows import Row, height
from extractors.layout.text import confidence, evidence, fold, join, squeeze
from extractors.reading import Line, Medication, Page

# What a header's word names, told by what it is made of: hospitals compose them freely (给药途径与频次).
_KINDS = (
    (
        "usage",
        r"用法|途径|给药方|用药方|方式|服法|吃法|(?:怎[么样]|如何)[吃服用]|服[药用]方|^给药$|^Route$|^Usage$|^Sig",
    ),
    ("frequency", r"频[次率度]|次数|^频$|^Freq|^(?:给药|服药|用药|服用|使用)(?:日|时间|时刻|时机)$"),
    ("unit", r"^(?:剂量|用量)?单位$"),
    ("other", r"单价|价格|金额|费|编码|厂家|厂商|日期|时间|医[师生]|执行|备注|疗效|批号|状态|效期|皮试|滴速|签[名字]"),
    ("dose", r"剂量|用量|单量|^(?:每|单|一)次$|每次[用服]|(?:每|单|一|首|次)次?量$|^Dose$|^Dosage$"),
    ("quantity", r"数量|总量|[发取领开]药|药量|片数|数目|^量$|^Qty|^Quantity$"),
    ("name", r"^(?:药[品物名]|品名|名称|通用名)[\u4e00-\u9fff]{0,4}[/及、与和]?规格$"),  # of both in one cell
    ("spec", r"规格|剂型|包装|^Spec"),
    ("name", r"药[品物名]|通用名|商品名|医嘱|品名|名称|项目|处方内容|^内容$|^Drug|^Medic|^Name$"),
    (
        "other",
        r"序|号$|^N[oO]\.?$|天数|疗程|组|嘱托|护士|类[型别]|科室|停止|开始|目的|说明|注意|周期|^Rp|用药日|核对|^天$|^[早晨中午晚]上?$|^睡前$|嘱$|滴速|溶媒",
    ),
)
_DOSE = re.compile(AMOUNT, re.IGNORECASE)
_REMARKS = re.compile("备注|说明|注意|作用|适应|目的|疗效|嘱")  # heads of what is no way and no time, whatever it says
_MOST = 0.6  # of the cells of a column tell what it holds
_NEAR = 1.9  # text heights between the lines of one cell
_INSTRUCTED = re.compile(r"(?:用法(?:用量|及用量|与用量)?|用量用法|服法|Sig)[:.](?=.)", re.IGNORECASE)
_SENTENCE = re.compile(r"。|^[\u4e00-\u9fff]{2,8}:|[\u4e00-\u9fff]{3}[,;][\u4e00-\u9fff]{3}")
_APART = 0.9  # of the distance of rows, from which a line without a dose is a row of its own
# Orders of an order sheet that are no drugs.
_NO_DRUG = re.compile(
    r"(?:护理|护理常规|饮食|普食|半流食?|流食|陪[护床]|陪伴|病[重危]|通知|监[护测]|吸氧|绝对卧床|卧床休息|禁食水?|"
    r"出院医嘱|健康教育|注意事项|(?:康复|复诊|出院)与?(?:随访|指导))$"
)
# … and of a form around the table: 每3天换药;2
_NO_NAME = re.compile(r"^(?:[下本上]次)?随访|以下空白|合计|医嘱结束|^注[:：]|^备注|^[每隔]\d{0,2}[天日周月晚]|[;；。]")
_SHARED = 0.9  # certainty of a usage that stands at another drug of the bracket


@dataclass(slots=True)
class _Record:
    """The cells of one printed row."""

    y: float
    h: float
    text: str
    cells: dict[str, list[Line]] = field(default_factory=dict)
    cost: float = 0.0
    bound: bool = False  # stands at a bracket
    certainty: float = 1.0

    def has(self, *kinds: str) -> bool:
        return any(self.cells.get(kind) for kind in kinds)

    def said(self, kind: str) -> str:
        return " ".join(line.text for line in self.cells.get(kind, []))

    @property
    def filled(self) -> int:
        """How many cells say how the drug is given."""
        return sum(self.has(kind) for kind in ("dose", "usage", "frequency", "spec", "quantity"))

    @property
    def anchored(self) -> bool:
        return self.filled > 0


def kind_of(word: str) -> str:
    """The column a header's word names: name, dose, unit, usage, frequency, spec, quantity or other; "" if none."""
    flat = squeeze(word).text.strip(":*()")
    chinese = re.sub(r"[A-Za-z.()/]+$", "", flat) if re.match(r"[\u4e00-\u9fff]{2}", flat) else flat
    return next((kind for kind, pattern in _KINDS if re.search(pattern, chinese)), "") if len(flat) <= 12 else ""


def header_of(row: Row) -> tuple[Column, ...]:
    """The columns a row names, or nothing if it is no header of a table of drugs."""
    columns: list[Column] = []
    unknown = 0
    for token in tokens_of(row):
        if SPEC.match(token.text) or re.search(rf"\d|[:：]$|{AMOUNT}", token.text):
            return ()
        kind = kind_of(token.text)
        unknown += not kind
        told = bool(kind) and (kind != "other" or _REMARKS.search(squeeze(token.text).text) is not None)
        columns.append(Column(kind or "other", token.box.x0, token.box.x1, 0, told=told))
    kinds = {column.kind for column in columns} - {"other"}
    complete = "name" in kinds and len(kinds) >= 2 and kinds & {"dose", "usage", "frequency", "quantity", "spec"}
    return tuple(columns) if complete and unknown <= 1 and len(columns) >= 3 else ()


def read(page: Page, rows: Sequence[Row], columns: Sequence[Column]) -> list[Medication]:
    """The drugs of the rows below a header."""
    if not columns or not rows:
        return []
    left = min([columns[0].x0, *(token.box.x0 for row in rows for token in tokens_of(row) if DRUG.match(token.text))])
    plain = [row for row in rows if not _instruction(row) and max(token.box.x1 for token in tokens_of(row)) >= left]
    columns = [*_numbers(plain, columns), *columns]
    columns = _told_by_cells(lab_columns.learned(columns, [_placed(row, columns)[:2] for row in plain]), plain)
    records = _shared(_joined([_record(row, columns) for row in plain]))
    _instructed(records, [row for row in rows if _instruction(row)])
    return [_medication(page, record) for record in records if _is_drug(record)]


def _numbers(rows: Sequence[Row], columns: Sequence[Column]) -> list[Column]:
    """The column of the rows' numbers before the names, where its head has none of its own: 序药品名称, or nothing."""
    firsts = [tokens[0] for tokens in map(tokens_of, rows) if len(tokens) > 1 and tokens[0].text.isdecimal()]
    counted = [line for i, line in enumerate(firsts, 1) if line.text == str(i)]
    if columns[0].kind != "name" or not counted or len(counted) < len(firsts):
        return []
    return [Column("other", median(line.box.x0 for line in counted), median(line.box.x1 for line in counted), 0)]


def _instruction(row: Row) -> list[Line]:
    """What a row says behind its label, if it tells how the drug above is given: 用法用量：10mg 口服 每周1次."""
    first, *others = row.lines
    flat = squeeze(first.text)
    label = _INSTRUCTED.match(flat.text)
    if label is None:
        return []
    told = [first.part(flat.span(0, label.end())[1], len(first.text)), *others]
    ends = [(line, line.text.find("疗程")) for line in told]
    return [line if end < 0 else line.part(0, end) for line, end in ends if end != 0]


def _instructed(records: Sequence[_Record], rows: Sequence[Row]) -> None:
    for row in rows:
        above = max((record for record in records if record.y < row.y), key=lambda record: record.y, default=None)
        if above is not None and not above.has("dose", "usage", "frequency"):
            above.cells["usage"] = _instruction(row)


def _told_by_cells(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Columns whose heads say little (时间, or misread), named by most of their cells: times, a route, doses."""
    found = list(columns)
    tokens = [token for row in rows for token in tokens_of(row)]
    for kind, pattern in (("frequency", FREQUENCY), ("usage", ROUTE), ("dose", _DOSE)):
        if any(column.kind == kind for column in found):
            continue
        for j, column in enumerate(found):
            under = [token.text for token in tokens if column.x0 <= token.box.cx <= column.x1]
            if not column.told and under and sum(map(bool, map(pattern.fullmatch, under))) >= _MOST * len(under):
                found[j] = replace(column, kind=kind)
                break
    return tuple(found)


def _placed(row: Row, columns: Sequence[Column]) -> tuple[list[Line], list[int], float]:
    """The row's words without brackets, the column of each, and how badly they fit."""
    tokens = [token for token in tokens_of(row) if token.text.strip(GROUP + "|丨")]
    if len(tokens) > 1 and beside(row, columns):
        tokens = tokens[1:]
    return tokens, *lab_columns.assign(tokens, columns, _fits)


def beside(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row begins left of the table, with the heading of the part of the form that it stands in."""
    first, *others = tokens_of(row)
    heading = first.box.x1 < columns[0].x0 and re.fullmatch("[\u4e00-\u9fff]{2,8}", squeeze(first.text).text)
    return bool(heading) and any(token.box.x0 < columns[1].x0 for token in others) and DRUG.match(first.text) is None


def _record(row: Row, columns: Sequence[Column]) -> _Record:
    bound = any(c in GROUP for token in tokens_of(row) for c in token.text)
    tokens, chosen, cost = _placed(row, columns)
    record = _Record(row.y, median(map(height, tokens)) if tokens else 0.01, row.text, cost=cost, bound=bound)
    for token, j in zip(tokens, lab_columns.settled(tokens, chosen, columns), strict=True):
        record.cells.setdefault(columns[j].kind, []).append(token)
    return record


# How badly what is printed fits each kind of column: 0 well, 3 hardly; the first that matches the whole cell.
_FITS: tuple[tuple[re.Pattern[str], Mapping[str, float]], ...] = (
    (DRUG, {"name": 0.0, "spec": 1.5, "other": 1.5}),
    (FREQUENCY, {"frequency": 0.0, "usage": 0.0, "other": 1.0, "dose": 1.5, "name": 2.0}),
    (ROUTE, {"frequency": 0.0, "usage": 0.0, "other": 1.0, "dose": 1.5, "name": 2.0}),
    (
        re.compile(AMOUNT, re.IGNORECASE),
        {"dose": 0.0, "spec": 0.2, "quantity": 0.2, "usage": 0.5, "name": 2.5, "other": 1.5},
    ),
    (
        re.compile(f"{SPEC.pattern}.*", re.IGNORECASE),
        {"spec": 0.0, "quantity": 0.5, "dose": 0.8, "usage": 1.0, "name": 1.5, "other": 1.5},
    ),
    (
        re.compile(r"[\d.\-/:年月日]+"),
        {"other": 0.0, "quantity": 0.3, "dose": 0.4, "spec": 1.5, "frequency": 2.0, "usage": 2.0},
    ),
    (
        re.compile(r"mg|g|m[lL]|IU|U|[μu]g|片|粒|支|袋|单位|瓶|盒"),
        {"unit": 0.0, "quantity": 0.4, "dose": 0.4, "other": 1.0},
    ),
)
_ANYTHING = {"name": 0.3, "other": 0.3, "usage": 0.5, "frequency": 0.8, "spec": 0.8, "dose": 1.0, "quantity": 1.0}


def _fits(text: str) -> Mapping[str, float]:
    flat = squeeze(text).text
    return next((fits for pattern, fits in _FITS if pattern.fullmatch(flat)), _ANYTHING)


def _joined(records: Sequence[_Record]) -> list[_Record]:
    """Lines of one row put together: the name's second line, the usage's second line, a row beside its middle."""
    records = [record for record in records if not _is_remark(record)]
    anchors = [record for record in records if record.anchored and _begins(record, records)]
    whole = list(anchors)
    steps = [below.y - above.y for above, below in pairwise(anchors)]
    distance = min(steps) if steps else 9.9
    ends = {id(anchor): [anchor.y] for anchor in anchors}  # of the lines put to it
    for record in records:
        if any(record is anchor for anchor in anchors):
            continue
        gap = {id(anchor): min(abs(y - record.y) for y in ends[id(anchor)]) for anchor in anchors}
        near = [anchor for anchor in anchors if gap[id(anchor)] <= _NEAR * min(anchor.h, 1.3 * record.h)]
        home = min(near, key=lambda anchor: gap[id(anchor)], default=None)
        if home is not None and not _stands_alone(record, home, distance):
            _merge(home, record)
            ends[id(home)].append(record.y)
        elif record.has("name"):
            whole.append(record)
    return sorted(whole, key=lambda record: record.y)


def _begins(record: _Record, records: Sequence[_Record]) -> bool:
    """Whether a row is that of a drug, by its name or by how it is given, and no lower line of cells of several lines:
    噻托溴铵粉吸入剂 | 吸入 above 18μg | 3盒. A pack below a name in one cell may stand beside all that is said of it.
    """
    if _names(record):
        return True
    alone = not any(
        other.anchored and _names(other) and abs(other.y - record.y) <= _NEAR * min(other.h, 1.3 * record.h)
        for other in records
    )
    return record.filled > 1 and alone


def _names(record: _Record) -> bool:
    """Whether the cell of the name says one, or its end, and no pack: 18μg×10粒."""
    name = _name(record)
    return bool(re.search("[\u4e00-\u9fff]", name)) and not re.match(f"{AMOUNT}|{SPEC.pattern}", name, re.IGNORECASE)


def _stands_alone(record: _Record, home: _Record, distance: float) -> bool:
    """Whether a line without a dose is none of the row near it: a drug, an order that is none, the next heading.

    `distance`: how far apart the table's rows stand at least; the second line of a cell stands closer.
    """
    if not record.has("name") or record.anchored:
        return False
    name, other = _name(record), _name(home)
    if _NO_DRUG.search(name):
        return True
    complete = DRUG.fullmatch(other) is not None
    return complete and (DRUG.fullmatch(name) is not None or abs(record.y - home.y) >= _APART * distance)


def _is_remark(record: _Record) -> bool:
    """A sentence below a table is none of its rows: 用药过程顺利，未见输液反应。 出院指导：…"""
    text = squeeze(record.text).text
    numbered = re.match(r"\(?\d{1,2}[.、)]", text) is not None  # 2. 已开封的室温保存。
    return len(record.cells) <= 1 + numbered and len(text) >= 8 and not record.anchored and bool(_SENTENCE.search(text))


def _merge(home: _Record, other: _Record) -> None:
    for kind, lines in other.cells.items():
        own = home.cells.get(kind, [])
        home.cells[kind] = [*lines, *own] if other.y < home.y else [*own, *lines]
    home.text = f"{other.text} {home.text}" if other.y < home.y else f"{home.text} {other.text}"
    home.bound |= other.bound


def _shared(records: Sequence[_Record]) -> list[_Record]:
    """Within a bracket, how the drugs are given stands at one of them."""
    for above, below in (*pairwise(records), *pairwise(reversed(records))):
        for kind in ("usage", "frequency"):
            if above.bound and below.bound and above.has(kind) and not below.has(kind):
                below.cells[kind] = above.cells[kind]
                below.certainty = min(below.certainty, above.certainty, _SHARED)
    return list(records)


def _name(record: _Record) -> str:
    return squeeze(join(record.cells.get("name", []))).text


def _is_drug(record: _Record) -> bool:
    """Whether a row names a drug: Chinese words, with a dose or usage or in a drug's form."""
    name = _name(record)
    if _SENTENCE.search(squeeze(record.said("dose")).text):
        return False
    if not re.search(r"[\u4e00-\u9fff]{2}", name) or _NO_NAME.search(name):
        return False
    return record.anchored or DRUG.match(name) is not None


def _before_an_amount(name: str) -> int:
    """Where the name of a drug without a known form ends, if nothing but an amount follows: 头孢曲松钠 2g; else 0."""
    found = re.fullmatch(rf"(?P<name>\D*[\u4e00-\u9fff)])\s*{AMOUNT}", fold(name), re.IGNORECASE)
    return found.end("name") if found else 0


def _medication(page: Page, record: _Record) -> Medication:
    usage = record.said("usage")
    dose = record.said("dose")
    unit = record.said("unit")
    if unit and re.fullmatch(r"[\d.]+", dose.strip()):
        dose += unit
    names = record.cells.get("name", [])
    lines = [line for kind in ("name", "dose", "unit", "usage", "frequency") for line in record.cells.get(kind, [])]
    name = join(names)
    sure = confidence(lines) * (1.0 - min(0.3, 0.1 * record.cost)) * record.certainty
    given = usage_in(f"{usage} {record.said('frequency')}")
    drug = DRUG.match(tidy(name))
    given_at = dose or dose_in(usage)
    end = 0 if given_at else drug.end() if drug else _before_an_amount(name)
    inside = name[end:] if end else ""  # 医嘱内容: drug, dose and usage in one cell
    whole = drug.group() if inside and drug else name[:end] if inside else without_strength(name) if given_at else name
    called, share = drug_mending.mended(tidy(without_gloss(whole)), names)
    inside = "" if usage and record.has("quantity") else inside  # 硝苯地平控释片 30mg | 口服 | 2盒: what a tablet holds
    return Medication(
        name=called,
        text=record.text,
        dose=amount(dose_in(dose) or dose) or given_at or dose_in(SPEC.sub(" ", inside)),
        frequency=given or usage_in(SPEC.sub(" ", inside)),
        confidence=round(sure * share, 4),
        evidence=evidence(page, lines),
    )
