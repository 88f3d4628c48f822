"""Medications of a prescription, a medication record or a list of orders: name, dose, frequency with route."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields import (
    herbs,
    medication_across,
    medication_form,
    medication_heads,
    medication_list,
    medication_table,
)
from extractors.fields.lab_columns import Column
from extractors.fields.medication_text import DRUG
from extractors.layout.rows import Row
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import squeeze
from extractors.layout.words import listed
from extractors.reading import Medication, Page

_END_LABELS = frozenset(
    listed(
        """
        医师 医生 处方医师 开方医师 开方医生 处方医生 审方药师 医师签名 医生签名 审核药师 调配药师 核对药师 发药药师
        审核 调配 核对 发药 药师 药品金额 金额
        合计 备注 注 处方日期 开具日期 日期 审核医师 记录者 记录人 护士 打印时间 签名
        """
    )
)
# pictures: 复查胸片, 腹部平片; 舒胸片 is a drug
_FILM = re.compile(r"(?:复查|行|查|拍摄?|床[旁边])*(?:[胸腹]部?)?(?:X[线光]|[正侧]位|正侧位|立位|卧位)?(?:平|全景)?片")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,2}[、.．][\u4e00-\u9fff]{2,8}[:：]?")
_SIGNED = re.compile(rf"(?:{'|'.join(sorted(_END_LABELS, key=len, reverse=True))})\((?:签[名字章]|盖章)[^()]{{0,4}}\)")


def extract(pages: Sequence[Page]) -> tuple[Medication, ...]:
    """The drugs in printed order, from tables and from lists; each carries its dose and frequency where printed."""
    found: list[Medication] = []
    columns: tuple[Column, ...] = ()
    for page in pages:
        sheet = sheet_of(page)
        listed_rows: list[Row] = []
        told = False
        entries: list[medication_list.Entry] = []
        table: list[Row] = []
        across, taken = medication_across.read(page, sheet.rows)
        formed, used = medication_form.read(page, sheet.rows)
        decoction, herbal = herbs.read(page, sheet.rows)
        taken |= used | herbal
        found.extend((*across, *formed, *decoction))
        for row, header in zip(sheet.rows, medication_heads.headers(sheet.rows), strict=True):
            if id(row) in taken or header is None:
                continue
            if header or _ends(row, sheet) or _signs(row) or _is_heading(row, sheet) or _is_next_part(row, columns):
                found.extend(medication_table.read(page, table, columns))
                table, columns = [], header
            elif columns:
                table.append(row)
            if not (header or columns):
                listed_rows.append(row)
        found.extend(medication_table.read(page, table, columns))
        for at, row in enumerate(listed_rows):
            told = medication_list.add_line(entries, sheet, row, told, listed_rows[:at])
        found.extend(medication_list.medication(entry) for entry in entries)
    return tuple(_distinct(found))


def _ends(row: Row, sheet: Sheet) -> bool:
    return any(
        (label.word in _END_LABELS or medication_list.heads(label.word) or not medication_table.kind_of(label.word))
        and label.colon
        and label.begins
        for line in row.lines
        for label in sheet.labels_in(line)
    )


def _is_heading(row: Row, sheet: Sheet) -> bool:
    """A label that stands alone on its row, as headings do: 出院医嘱, 五、建议."""
    if len(row.lines) == 1 and _NUMBERED.fullmatch(squeeze(row.text).text) and not DRUG.search(row.text):
        return True
    return len(row.lines) == 1 and any(
        (label.start, label.end) == (0, len(row.lines[0].text))
        and (medication_list.heads(label.word) or not medication_table.kind_of(label.word))
        for label in sheet.labels_in(row.lines[0])
    )


def _is_next_part(row: Row, columns: Sequence[Column]) -> bool:
    """A row below a table that stands in another part of the form: its heading at the left, and no drug beside it."""
    return (
        bool(columns) and medication_table.beside(row, columns) and not any(DRUG.match(line.text) for line in row.lines)
    )


def _signs(row: Row) -> bool:
    """Whether a row begins with a signer's label without a colon: 处方医师 | 巫启凡, 调配（签章） 党贵."""
    first, *rest = row.text.split()
    return bool(rest) and (first.rstrip(":：") in _END_LABELS or _SIGNED.match(squeeze(row.text).text) is not None)


def _distinct(found: Sequence[Medication]) -> Iterator[Medication]:
    seen: set[tuple[str, str]] = set()
    for each in found:
        if _FILM.fullmatch(each.name) or re.search(
            r":|医[师生]|签[名字]|医院|卫生院|诊所|^中药(?:饮片|颗粒)$|配方颗粒$", each.name
        ):
            continue  # a label's row, the paper's title
        if len(each.name) >= 2 and (each.name, each.text) not in seen:
            seen.add((each.name, each.text))
            yield each
