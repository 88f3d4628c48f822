"""What each document is and says, against the truth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.fields.diagnosis_labels import REQUEST_RANK
from extractors.reading import DateField, DateRole, Diagnosis, Document, Field, Kind, LabItem, PartialDate, Patient
from samples.ledger import Ledger
from samples.metrics_text import folded, similarity
from samples.place import Place
from samples.truth import Json
from validators.verdict import HospitalMatch, JudgedDocument, MatchStatus

PATIENT = ("name", "sex", "age", "birth_date", "id_number", "visit_number", "inpatient_number")
DIAGNOSING = frozenset(
    {
        "diagnosis_certificate",
        "outpatient_record",
        "admission_record",
        "discharge_record",
        "inpatient_front_page",
    }
)
"""Kinds whose truth lists the diagnoses; of a pathology report truth has them as its conclusion."""

CALLED = {"part": "body_part"}
"""Fields of the truth that the vocabulary names otherwise."""


def pair(truth: Sequence[Json], said: Sequence[JudgedDocument]) -> list[tuple[Json, JudgedDocument | None]]:
    """Each true document with the one that shares most of its pages; none is used twice."""
    overlaps = [
        (_overlap(_true_pages(t), _said_pages(s.document)), i, j)
        for i, t in enumerate(truth)
        for j, s in enumerate(said)
    ]
    taken: dict[int, int] = {}
    for overlap, i, j in sorted(overlaps, key=lambda o: (-o[0], o[1], o[2])):
        if overlap > 0 and i not in taken and j not in taken.values():
            taken[i] = j
    return [(t, said[taken[i]] if i in taken else None) for i, t in enumerate(truth)]


def _overlap(a: set[tuple[str, int]], b: set[tuple[str, int]]) -> float:
    return len(a & b) / len(a | b)


def _true_pages(truth: Json) -> set[tuple[str, int]]:
    return {(p["upload"], p["page"]) for p in truth["pages"]}


def _said_pages(document: Document) -> set[tuple[str, int]]:
    return {(p.upload, p.page) for p in document.pages}


def measure_document(ledger: Ledger, truth: Json, judged: JudgedDocument | None, at: Place) -> None:
    document = judged.document if judged else None
    kind = document.kind.value if document else None
    for metric in ("kind", f"kind/{truth['kind']}"):
        ledger.rate(metric, kind == truth["kind"], at, truth["kind"], kind)
    if document is not None and document.kind is not Kind.UNKNOWN:  # which claims nothing
        ledger.judge("kind", document.kind_confidence, kind == truth["kind"])
    grouped = document is not None and _said_pages(document) == _true_pages(truth)
    ledger.rate("grouped exactly", grouped, at, len(truth["pages"]), len(document.pages) if document else 0)
    _hospital(ledger, truth.get("hospital"), judged.hospital if judged else None, at)
    _patient(ledger, truth.get("patient") or {}, document.patient if document else Patient(), at)
    _dates(ledger, truth, document, at)
    _diagnoses(ledger, truth, document, at)
    _physicians(ledger, truth, document, at)
    _lab_items(ledger, truth, document, at)
    _medications(ledger, truth, document, at)
    _fields(ledger, truth, document, at)


def _hospital(ledger: Ledger, truth: Json | None, match: HospitalMatch | None, at: Place) -> None:
    """A name outside the registry is right when no entry is claimed for it."""
    if not truth:
        return
    matched = match is not None and match.status is MatchStatus.MATCHED
    code = match.code if match and matched else None
    want = truth.get("code") or None
    got = f"{code} {match.text}" if match else None
    if match is not None and matched:
        ledger.judge("hospital", match.confidence, code == want)
    ledger.rate("hospital → registry entry", code == want, at, f"{want} {truth['name']}", got)
    ledger.rate("hospital: no wrong entry", code in (None, want), at, f"{want} {truth['name']}", got)


def _patient(ledger: Ledger, truth: Json, patient: Patient, at: Place) -> None:
    for name in PATIENT:
        field: Field | None = getattr(patient, name)
        got = field.value if field else None
        want = truth.get(name)
        if want:
            right = got is not None and folded(got) == folded(str(want))
            ledger.rate(f"patient {name}", right, at, want, got)
            if field is not None:
                ledger.judge(f"patient {name}", field.confidence, right)
        elif got:
            ledger.rate(f"patient {name}, not there", False, at, None, got)


def _dates(ledger: Ledger, truth: Json, document: Document | None, at: Place) -> None:
    want = [(d["role"], d["value"]) for d in truth.get("dates", ())]
    got = [(d.role.value, str(d.date)) for d in document.dates if d.date] if document else []
    ledger.compare("dates", want, got, at)
    for role in dict.fromkeys(role for role, _ in (*want, *got)):
        ledger.compare(f"date/{role}", [d for d in want if d[0] == role], [d for d in got if d[0] == role], at)
    issue = document.issue_date if document else None
    said = str(issue.date.date) if issue and issue.date.date else None
    if truth.get("issue_date") or said:
        ledger.rate("issue date", said == truth.get("issue_date"), at, truth.get("issue_date"), said)
    for date in (d for d in document.dates if d.date and d.role is not DateRole.OTHER) if document else ():
        ledger.judge("date", date.confidence, any(role == date.role.value and _may_be(date, day) for role, day in want))
    if issue and said:
        ledger.judge("issue date", issue.date.confidence, _may_be(issue.date, truth.get("issue_date")))


def _may_be(date: DateField, day: str | None) -> bool:
    """A day cut to its month, or one of a few it may be, is no wrong reading: rules take it for what it is."""
    if day is None or date.earliest is None or date.latest is None:
        return False
    true = PartialDate.parse(day)
    return date.earliest <= true.latest and true.earliest <= date.latest


def _diagnoses(ledger: Ledger, truth: Json, document: Document | None, at: Place) -> None:
    """Of certificates and records, and wherever truth lists any; what only justified a request is no diagnosis."""
    if truth["kind"] not in DIAGNOSING and not truth.get("diagnoses"):
        return
    said = [d for d in document.diagnoses if d.source_rank < REQUEST_RANK] if document else []
    want = dict.fromkeys((_name(d["name"]), d["certainty"]) for d in truth.get("diagnoses", ()))
    got = dict.fromkeys((_name(d.name), d.certainty.value) for d in said)  # on admission and on discharge is one
    if want or got:
        same = ledger.compare("diagnoses", want, got, at)
        ledger.rate("diagnoses, set exact", same, at, list(want), list(got))
    for d in said:
        ledger.judge("diagnosis", d.confidence, (_name(d.name), d.certainty.value) in want)
    codes = dict.fromkeys(one for d in truth.get("diagnoses", ()) for code in d.get("icd", ()) for one in _single(code))
    read = dict.fromkeys(one for d in said for code in d.icd for one in _single(code))
    if codes or read:
        ledger.compare("ICD codes", codes, read, at)
    _stages(ledger, truth, said, at)


def _single(code: str) -> list[str]:
    """E11.200x021+N08.3* is a pair, dagger and asterisk: two codes, however they are printed."""
    return [one for one in re.split(r"(?<=[+†])(?=[A-Z])", code.upper()) if one]


def _stages(ledger: Ledger, truth: Json, said: Sequence[Diagnosis], at: Place) -> None:
    """Stage and type where truth states one, of the diagnoses whose names were read right: the others are counted.

    Truth notes numbered stages only (no 尿毒症期), without the scale: 心功能2级 is right for 2级.
    """
    for one in truth.get("diagnoses", ()):
        found = next((d for d in said if _name(d.name) == _name(one["name"])), None)
        for part in ("stage", "type"):
            want, got = one.get(part) or "", getattr(found, part) if found else ""
            if found and want:
                ledger.rate(f"diagnosis {part}", got.endswith(want), at.of(one["name"]), want, got)


def _name(text: str) -> str:
    return folded(text).replace("，", ",").strip(".。;；")


def _physicians(ledger: Ledger, truth: Json, document: Document | None, at: Place) -> None:
    want = [(p["role"], p["name"], p.get("title") or "") for p in truth.get("physicians", ())]
    got = [(p.role.value, p.name.value if p.name else "", p.title) for p in document.physicians] if document else []
    if want or got:
        ledger.compare("physician names", [w[1] for w in want if w[1]], [g[1] for g in got if g[1]], at)
        ledger.compare("physicians with role and title", want, got, at)
    for name in (p.name for p in document.physicians if p.name) if document else ():
        ledger.judge("physician name", name.confidence, name.value in {w[1] for w in want})


def _lab_items(ledger: Ledger, truth: Json, document: Document | None, at: Place) -> None:
    want: list[Json] = list(truth.get("lab_items", ()))
    got = list(document.lab_items) if document else []
    for item in want:
        found = next((g for g in got if folded(item["name"]) in _names(g)), None)
        found = found or next((g for g in got if item.get("code") and g.code == item["code"]), None)
        if found is None:
            ledger.miss("lab items", at, item["name"])
        else:
            got.remove(found)
            ledger.hit("lab items")
        for part in ("value", "unit", "reference", "flag"):
            said = getattr(found, part) if found else None
            right = said is not None and folded(said) == folded(item.get(part) or "")
            ledger.rate(f"lab item {part}", right, at.of(item["name"]), item.get(part), said)
            if found is not None and part == "value":
                ledger.judge("lab value", found.confidence, right)
    for item_ in got:
        ledger.spurious("lab items", at, f"{item_.name} {item_.value}")


def _names(item: LabItem) -> tuple[str, str]:
    """What an item may be called: a code printed in brackets may be noted as part of its name."""
    return folded(item.name), folded(f"{item.name}({item.code})")


def _medications(ledger: Ledger, truth: Json, document: Document | None, at: Place) -> None:
    want: list[Json] = list(truth.get("medications", ()))
    got = list(document.medications) if document else []
    for item in want:
        found = next((g for g in got if folded(g.name) == folded(item["name"])), None)
        if found is None:
            ledger.miss("medications", at, item["name"])
            continue
        got.remove(found)
        ledger.hit("medications")
        for part in ("dose", "frequency"):
            if item.get(part):
                said = getattr(found, part)
                ledger.rate(f"medication {part}", folded(said) == folded(item[part]), at, item[part], said)
    for extra in got:
        ledger.spurious("medications", at, extra.name)
    names = {folded(item["name"]) for item in want}
    listed = document.medications if document and want else ()  # families a to c note them on papers for drugs alone
    for said_ in listed:
        ledger.judge("medication", said_.confidence, folded(said_.name) in names)


def _fields(ledger: Ledger, truth: Json, document: Document | None, at: Place) -> None:
    for name, want in _texts(truth.get("fields") or {}):
        field = document.field(CALLED.get(name, name)) if document else None
        likeness = max(similarity(want, field.text), similarity(want, field.value)) if field else 0.0
        ledger.mean("other fields, likeness", likeness)
        if field is not None:
            ledger.judge("text", field.confidence, likeness >= 0.9)
        ledger.rate(f"field {name} (90 % alike)", likeness >= 0.9, at, want, field.value if field else None)


def _texts(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if isinstance(value, list):
            yield name, "、".join(str(v) for v in value)
        elif value not in (None, "", True, False):
            yield name, str(value)
