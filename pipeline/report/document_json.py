"""A document as JSON. Every field value has the form {text, value, confidence, upload, page, box}.

Where wording settled a character that was read in doubt, `as_read` says what had been read.
"""

from __future__ import annotations

from typing import Any

from extractors.reading import (
    Box,
    DateField,
    Diagnosis,
    Document,
    Evidence,
    Field,
    IssueDate,
    LabItem,
    Medication,
    Patient,
    Physician,
    Quality,
    Seal,
    Signature,
)
from validators.seal_words import written_out
from validators.verdict import HospitalMatch, JudgedDocument

LEVELS = {3: "三", 2: "二", 1: "一", 0: "未定级"}

Json = dict[str, Any]


def document_json(judged: JudgedDocument) -> Json:
    document = judged.document
    return {
        "id": document.id,
        "kind": document.kind.value,
        "confidence": share(document.kind_confidence),
        "pages": [{"upload": p.upload, "page": p.page} for p in document.pages],
        "title": document.title,
        "hospital": hospital_json(judged.hospital),
        "patient": _patient(document.patient),
        "department": _field(document.department),
        "physicians": [_physician(p) for p in document.physicians],
        "dates": [_date(d) for d in document.dates],
        "issue_date": _issue_date(document.issue_date),
        "diagnoses": [_diagnosis(d) for d in document.diagnoses],
        "lab_items": [_lab_item(i) for i in document.lab_items],
        "medications": [_medication(m) for m in document.medications],
        "seals": _seals(judged),
        "signatures": [signature_json(s) for s in document.signatures],
        "quality": quality_json(document.quality),
        "fields": _fields(document),
        "page_count": document.page_count,
        "missing_pages": list(document.missing_pages),
    }


def hospital_json(match: HospitalMatch) -> Json:
    return {
        "status": match.status.value,
        "name": match.name or None,
        "text": match.text,
        "code": match.code or None,
        "level": None if match.level is None else LEVELS[match.level],
        "class": match.grade_class,
        "designated": match.designated,
        "campus": match.campus or None,
        "confidence": share(match.confidence),
        "source": match.source or None,
        "candidates": list(match.candidates),
        "evidence": [evidence_json(e) for e in match.evidence],
    }


def _patient(patient: Patient) -> Json:
    return {
        "name": _field(patient.name),
        "sex": _field(patient.sex),
        "age": _field(patient.age),
        "birth_date": _field(patient.birth_date),
        "id_number": _field(patient.id_number),
        "visit_number": _field(patient.visit_number),
        "inpatient_number": _field(patient.inpatient_number),
    }


def _field(field: Field | None) -> Json | None:
    return None if field is None else _valued(field.text, field.value, field.confidence, field.evidence)


def _valued(text: str, value: str | None, confidence: float, evidence: tuple[Evidence, ...]) -> Json:
    """The form of every field value. Upload, page and box are those of its first piece of evidence."""
    first = evidence[0] if evidence else None
    return {
        "text": text,
        "value": value,
        "confidence": share(confidence),
        "upload": first.upload if first else None,
        "page": first.page if first else None,
        "box": box_json(first.box) if first else None,
        "read_by": first.source if first else "machine",
        **({"as_read": " ".join(each.text for each in evidence)} if any(each.settled for each in evidence) else {}),
    }


def _fields(document: Document) -> Json:
    """By name; of fields of one name the first, the others as name#2, name#3 …"""
    named: Json = {}
    for field in document.fields:
        name, count = field.name, 1
        while name in named:
            count += 1
            name = f"{field.name}#{count}"
        named[name] = _field(field)
    return named


def _physician(physician: Physician) -> Json:
    name = physician.name
    valued = _field(name) or _valued("", None, 0.0, physician.evidence)
    return {"role": physician.role.value, "title": physician.title or None, "name": valued}


def _date(date: DateField) -> Json:
    value = str(date.date) if date.date else None
    return {
        "role": date.role.value,
        "label": date.label,
        "time": date.time or None,
        **_valued(date.text, value, date.confidence, date.evidence),
    }


def _issue_date(issue: IssueDate | None) -> Json | None:
    return None if issue is None else {**_date(issue.date), "reason": issue.reason}


def _diagnosis(diagnosis: Diagnosis) -> Json:
    return {
        "certainty": diagnosis.certainty.value,
        "source": diagnosis.source,
        "source_rank": diagnosis.source_rank,
        "icd": list(diagnosis.icd),
        "stage": diagnosis.stage or None,
        "type": diagnosis.type or None,
        "treated": diagnosis.treated,
        **_valued(diagnosis.text, diagnosis.name, diagnosis.confidence, diagnosis.evidence),
    }


def _lab_item(item: LabItem) -> Json:
    return {
        "name": item.name,
        "code": item.code or None,
        "unit": item.unit or None,
        "reference": item.reference or None,
        "flag": item.flag or None,
        "panel": item.panel,
        "specimen": item.specimen or None,
        **_valued(" ".join(e.text for e in item.evidence), item.value, item.confidence, item.evidence),
    }


def _medication(medication: Medication) -> Json:
    return {
        "dose": medication.dose or None,
        "frequency": medication.frequency or None,
        **_valued(medication.text, medication.name, medication.confidence, medication.evidence),
    }


def _seals(judged: JudgedDocument) -> list[Json]:
    owners: tuple[HospitalMatch | None, ...] = judged.seal_owners or (None,) * len(judged.document.seals)
    return [seal_json(seal, owner) for seal, owner in zip(judged.document.seals, owners, strict=True)]


def seal_json(seal: Seal, owner: HospitalMatch | None) -> Json:
    return {
        "upload": seal.upload,
        "page": seal.page,
        "box": box_json(seal.box),
        "shape": seal.shape.value,
        "colour": seal.colour.value,
        "status": seal.status.value,
        "purpose": seal.purpose.value,
        "confidence": share(seal.confidence),
        "text": seal.text,
        "value": written_out(seal, owner),
        "text_confidence": share(seal.text_confidence),
        "owner_text": seal.owner_text,
        "purpose_text": seal.purpose_text,
        "number": seal.number or None,
        "electronic": seal.electronic,
        "owner": hospital_json(owner) if owner else None,
    }


def signature_json(signature: Signature) -> Json:
    return {
        "signer": signature.signer,
        "signed_on": signature.signed_on or None,
        "intact": signature.intact,
        "covers_whole_file": signature.covers_whole_file,
        "trusted": signature.trusted,
        "page": signature.page,
        "box": box_json(signature.box) if signature.box else None,
    }


def quality_json(quality: Quality) -> Json:
    return {
        "grade": quality.grade.value,
        "problems": [p.value for p in quality.problems],
        "sharpness": share(quality.sharpness),
        "glare": share(quality.glare),
        "brightness": share(quality.brightness),
        "text_height": round(quality.text_height, 1),
        "uncertain_share": share(quality.uncertain_share),
    }


def evidence_json(evidence: Evidence) -> Json:
    return {
        "upload": evidence.upload,
        "page": evidence.page,
        "box": box_json(evidence.box),
        "text": evidence.text,
        "confidence": share(evidence.confidence),
        "read_by": evidence.source,
    }


def box_json(value: Box) -> list[float]:
    return [share(value.x0), share(value.y0), share(value.x1), share(value.y1)]


def share(value: float) -> float:
    return round(float(value), 4)
