"""A document's facts as rows: what it is, what was read, how surely, and where on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.correction_rows import LAB, MEDICATIONS, PHYSICIANS, table
from extractors.corrections import DEPARTMENT, DIAGNOSES, HOSPITAL, ISSUE_DATE, PLACING, SEALS
from pipeline.report import labels
from pipeline.report.labels import Label, label
from pipeline.report.masking import mask_id
from pipeline.report.subjects import ABSENT, machine_text, subject_label

Json = Mapping[str, Any]
Draw = Callable[[str, tuple[str, int], Any, Label], str]
"""Puts a box over a page (sort, page, box, title) and returns its anchor, "" where there is no such page."""

WITHOUT_ISSUER = ("id_card_front", "id_card_back", "insurance_card", "photo", "proxy_authorization", "unrelated")
"""Kinds that no hospital issues: one that is not read there is nothing to tell."""

LOW = 0.85
"""Below this a confidence is shown in a colour that asks for a second look; it decides nothing."""

FIELD_OF_DATE = {"valid_from": "valid_from", "expiry": "expiry", "authorised": "authorised_on"}
"""Roles of dates that papers of some kinds tell as fields, too."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a document: what it is, what was read, where."""

    label: Label
    value: str
    text: str = ""  # as printed, or as read where wording settled a doubt, if that differs from the value
    notes: tuple[Label, ...] = ()
    confidence: float | None = None
    anchor: str = ""  # id of its overlay, "" where its place is not known
    strong: bool = False
    subject: str = ""  # what a person corrects it by, "" where it cannot be
    machine: str | None = None  # what the machine had read where a person corrected it, "" for nothing

    @property
    def low(self) -> bool:
        return self.confidence is not None and self.confidence < LOW


def rows(document: Json, draw: Draw, corrections: Sequence[Json] = ()) -> Iterator[Row]:
    """In the order a reviewer asks: who issued it, about whom, when, saying what, signed and sealed by whom.

    `corrections`: those of the report; what the machine had read stands beside what a person corrected, also where a
    person said that it is not there.
    """
    told = {c["subject"]: c for c in corrections if c["document"] == document["id"] and c["subject"] not in PLACING}
    for row in _rows(document, draw):
        correction = told.pop(row.subject, None)
        yield row if correction is None else replace(row, machine=machine_text(correction))
    for subject, correction in told.items():
        if table(subject) == LAB and correction["value"]:  # stands among the laboratory's rows
            continue
        yield Row(subject_label(subject), ABSENT[0], subject=subject, machine=machine_text(correction))


def _rows(document: Json, draw: Draw) -> Iterator[Row]:
    if document["hospital"]["text"] or document["kind"] not in WITHOUT_ISSUER:
        yield _hospital_row(document["hospital"], draw)
    yield from _patient_rows(document["patient"], draw)
    if document["department"]:
        yield _row(("科室", "Department"), document["department"], draw, subject=DEPARTMENT)
    yield from _date_rows(document, draw)
    for diagnosis in document["diagnoses"]:
        yield _row(("诊断", "Diagnosis"), diagnosis, draw, tuple(_diagnosis_notes(diagnosis)), subject=DIAGNOSES)
    for physician in document["physicians"]:
        title = label(labels.PHYSICIAN_ROLES, physician["role"])
        yield _row(title, physician["name"], draw, _plain(physician["title"]), subject=PHYSICIANS)
    for medication in document["medications"]:
        yield _row(
            ("用药", "Medication"),
            medication,
            draw,
            _plain(medication["dose"], medication["frequency"]),
            subject=MEDICATIONS,
        )
    for name, value in document["fields"].items():
        base, _, count = name.partition("#")
        if document["patient"].get(base):  # told above
            continue
        zh, en = label(labels.FIELDS, base)
        yield _row((zh + count, f"{en} {count}".strip()), _shown(base, value), draw, subject=f"field.{name}")
    for seal in document["seals"]:
        yield _seal_row(seal, draw)
    for signature in document["signatures"]:
        yield _signature_row(signature)


def _shown(name: str, value: Json) -> Json:
    """A free field as the reviewer sees it: ID numbers masked, code words in words."""
    if name.endswith("id_number"):
        masked = mask_id(value["value"])
        return {**value, "value": masked, "text": masked, "as_read": None}
    return {**value, "value": labels.VALUES.get(value["value"], value["value"])}


def _plain(*values: str | None) -> tuple[Label, ...]:
    """Notes that read the same in both languages."""
    return tuple((value, value) for value in values if value)


def _patient_rows(patient: Json, draw: Draw) -> Iterator[Row]:
    for name, value in patient.items():
        if value is None:
            continue
        shown = dict(value)
        if name == "id_number":
            shown["value"] = mask_id(value["value"])
        if name in ("id_number", "birth_date"):
            shown |= {"text": shown["value"], "as_read": None}  # the printed form would only repeat it, unmasked
        yield _row(label(labels.PATIENT, name), shown, draw, subject=f"patient.{name}")


def _date_rows(document: Json, draw: Draw) -> Iterator[Row]:
    issue = document["issue_date"]
    if issue:
        notes = (label(labels.DATE_ROLES, issue["role"]),)
        yield _row(("出具日期", "Issue date"), issue, draw, notes, strong=True, subject=ISSUE_DATE)
    for date in document["dates"]:
        if date["role"] == "birth" and document["patient"].get("birth_date"):  # told above
            continue
        field = document["fields"].get(FIELD_OF_DATE.get(date["role"], ""))
        if field and field["value"] == date["value"]:  # told below, where it can be corrected
            continue
        if issue is None or (date["role"], date["box"]) != (issue["role"], issue["box"]):
            yield _row(label(labels.DATE_ROLES, date["role"]), date, draw, _plain(date["time"]))


def _signature_row(signature: Json) -> Row:
    state = ("内容未被改动", "intact") if signature["intact"] else ("内容已改动或无法验证", "changed or not verifiable")
    trust = ("证书可信", "trusted") if signature["trusted"] else ("证书未验证", "chain not validated")
    return Row(("电子签名", "Electronic signature"), signature["signer"], notes=(state, trust))


def _place(draw: Draw, value: Json, title: Label) -> str:
    return draw("field", (value["upload"], value["page"]), value["box"], title)


def _hospital_row(hospital: Json, draw: Draw) -> Row:
    notes = [label(labels.MATCHES, hospital["status"])]
    if hospital["level"]:
        name = hospital["level"] if hospital["level"] == "未定级" else f"{hospital['level']}级{hospital['class'] or ''}"
        name += "等" if hospital["class"] and hospital["level"] != "未定级" else ""
        notes.append((name, name))
    elif hospital["status"] == "matched":
        notes.append(("级别未知", "level unknown"))
    if hospital["designated"] is not None:
        notes.append(("定点", "designated") if hospital["designated"] else ("非定点", "not designated"))
    if hospital["campus"]:
        notes.append((hospital["campus"], hospital["campus"]))
    if hospital["candidates"]:
        names = "、".join(hospital["candidates"])
        notes.append((names, names))
    first = hospital["evidence"][0] if hospital["evidence"] else None
    anchor = _place(draw, first, ("医疗机构", "Hospital")) if first else ""
    value = hospital["name"] or hospital["text"]
    confidence = hospital["confidence"] if value else None
    title = ("医疗机构", "Hospital")
    return Row(title, value or "", hospital["text"], tuple(notes), confidence, anchor, strong=True, subject=HOSPITAL)


def _row(
    title: Label, value: Json, draw: Draw, notes: tuple[Label, ...] = (), *, strong: bool = False, subject: str = ""
) -> Row:
    shown = value["value"]
    text = value.get("as_read") or (value["text"] if value["text"] != shown else "")
    read = shown if shown is not None else ""
    return Row(title, read, text, notes, value["confidence"], _place(draw, value, title), strong, subject)


def _diagnosis_notes(diagnosis: Json) -> Iterator[Label]:
    yield label(labels.CERTAINTIES, diagnosis["certainty"])
    yield from _plain(diagnosis["type"], diagnosis["stage"], *diagnosis["icd"])
    if diagnosis["source"]:
        yield label(labels.SOURCES, diagnosis["source"])
    if diagnosis["treated"]:
        yield ("治疗后", "treated")


def _seal_row(seal: Json, draw: Draw) -> Row:
    key = (seal["upload"], seal["page"])
    title = seal_label(seal)
    notes = [title]
    if seal["electronic"]:
        notes.append(("电子印章", "electronic"))
    notes.extend(_owner(seal["owner"]))
    anchor = draw("seal", key, seal["box"], title)
    title = ("印章", "Seal")
    said = seal.get("value", seal["text"])  # reports written before readers wrote names out have the text alone
    return Row(
        title,
        said,
        seal["text"] if said != seal["text"] else "",
        tuple(notes),
        seal["text_confidence"] if said else seal["confidence"],
        anchor,
        subject=SEALS,
    )


def _owner(owner: Json | None) -> list[Label]:
    """Whose seal it is, or that what was read of its owner is no entry of the registry and may be misread."""
    if not owner:
        return []
    if owner["status"] == "matched":
        return [(f"属 {owner['name']}", f"of {owner['name']}")]
    return [label(labels.MATCHES, owner["status"])] if owner["text"] else []


def seal_label(seal: Json) -> Label:
    parts = (
        label(labels.SEAL_COLOURS, seal["colour"]),
        label(labels.SEAL_SHAPES, seal["shape"]),
        label(labels.SEAL_PURPOSES, seal["purpose"]),
        label(labels.SEAL_STATUSES, seal["status"]),
    )
    return "·".join(p[0] for p in parts), ", ".join(p[1] for p in parts)
