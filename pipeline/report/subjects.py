"""What a correction was about, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractors import correction_rows, corrections
from pipeline.report import labels
from pipeline.report.labels import Label, label
from pipeline.report.masking import mask_id

_NAMES: dict[str, Label] = {
    corrections.KIND: ("材料类型", "Kind"),
    corrections.DOCUMENT: ("所属材料", "Document it belongs to"),
    corrections.DUPLICATE: ("重复页", "Duplicate page"),
    corrections.ISSUE_DATE: ("出具日期", "Issue date"),
    corrections.HOSPITAL: ("医疗机构", "Hospital"),
    corrections.DEPARTMENT: ("科室", "Department"),
    corrections.DIAGNOSES: ("诊断", "Diagnoses"),
    corrections.SEALS: ("印章", "Seals"),
    correction_rows.PHYSICIANS: ("医师", "Physicians"),
    correction_rows.MEDICATIONS: ("用药", "Medications"),
    correction_rows.LAB: ("检验项目", "Laboratory item"),
}
ABSENT: Label = ("材料上没有", "not on the paper")


def subject_label(subject: str) -> Label:
    if subject in _NAMES:
        return _NAMES[subject]
    group, _, name = subject.partition(".")
    if group == "patient":
        return label(labels.PATIENT, name)
    if group == "lab":
        title = name.partition(".")[2]
        return (title, title)
    base, _, count = name.partition("#")
    zh, en = label(labels.FIELDS, base)
    return (zh + count, f"{en} {count}".strip())


def value_label(correction: Mapping[str, Any]) -> Label:
    """What a person said: of a page its kind or where it belongs, else the value, ID numbers masked."""
    subject, value, to = correction["subject"], correction["value"], correction["to"]
    if subject == corrections.KIND:
        return label(labels.KINDS, value)
    if subject == corrections.DOCUMENT and value == corrections.OWN:
        return ("单独成为一份材料", "a document of its own")
    if subject in (corrections.DOCUMENT, corrections.DUPLICATE) and to:
        place = (f"{to['upload']} 第{to['page']}页", f"{to['upload']} page {to['page']}")
        same = subject == corrections.DOCUMENT
        return (f"与{place[0]}同属一份", f"with {place[1]}") if same else (f"与{place[0]}重复", f"repeats {place[1]}")
    if not value:
        return ABSENT
    text = mask_id(value) if subject.endswith("id_number") else value
    return (plain(subject, text, 0), plain(subject, text, 1))


def plain(subject: str, value: str, tongue: int = 0) -> str:
    """A value in words; of rows their cells one behind the other. `tongue`: 0 Chinese, 1 English."""
    kind = correction_rows.table(subject)
    if kind is None or "\t" not in value:
        return value
    return "\n".join(" ".join(_words(kind, row, tongue)) for row in correction_rows.parted(kind, value))


def _words(kind: str, row: Iterable[str], tongue: int) -> Iterator[str]:
    for column, cell in zip(correction_rows.COLUMNS[kind], row, strict=True):
        if cell:
            yield label(_CODES[column], cell)[tongue] if column in _CODES else cell


_CODES = {"role": labels.PHYSICIAN_ROLES, "flag": labels.FLAGS}


def machine_text(correction: Mapping[str, Any]) -> str:
    """What the machine had read there; "" where nothing."""
    machine = correction["machine"]
    if machine is None:
        return ""
    text = str(machine["value"] or machine["text"])
    return mask_id(text) if correction["subject"].endswith("id_number") else plain(correction["subject"], text)
