"""Corrections put into a document: the person's value counts, what the machine had read is handed back beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extractors.amending_rows import laboratory, medications, physicians
from extractors.correction_rows import LAB, MEDICATIONS, PHYSICIANS
from extractors.corrections import (
    DEPARTMENT,
    DIAGNOSES,
    HOSPITAL,
    ISSUE_DATE,
    PLACING,
    REVIEWER,
    SEALS,
    Amendment,
    Correction,
    Told,
)
from extractors.fields.certainty import read_certainty
from extractors.fields.diagnosis_name import tidy
from extractors.fields.icd import part_codes
from extractors.fields.stage import is_treated, read_stage, read_type
from extractors.kinds.all import BY_KIND
from extractors.reading import (
    DateField,
    DateRole,
    Diagnosis,
    Document,
    Evidence,
    Field,
    IssueDate,
    PartialDate,
    Patient,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
)
from extractors.seals.owner import split_owner
from extractors.seals.purpose import find_purpose
from extractors.testimony import WHOLE, proof

Amended = tuple[Document, Told | None]


def amend(
    documents: Sequence[Document], corrections: Iterable[Correction]
) -> tuple[tuple[Document, ...], tuple[Amendment, ...]]:
    """The documents as a person corrected them, and what was applied. A correction whose page is gone waits."""
    made, applied = list(documents), []
    for correction in corrections:
        at = _place(made, correction)
        if correction.subject in PLACING:
            applied.append(_placed(correction, None if at is None else made[at]))
        elif at is not None:
            before = made[at]
            made[at], machine = _amended(before, correction)
            applied.append(Amendment(correction, before.id, machine))
    return tuple(made), tuple(applied)


def _place(documents: Sequence[Document], correction: Correction) -> int | None:
    """Which document is meant: the one with the page; of two on it, the one of the kind that was corrected."""
    there = [n for n, document in enumerate(documents) if correction.page in document.pages]
    same = [n for n in there if documents[n].kind is correction.kind]
    return next(iter(same or there), None)


def _placed(correction: Correction, document: Document | None) -> Amendment:
    """Kind and place were taken from the person before the documents were made; here it is only told."""
    return Amendment(correction, document.id if document else None)


def _amended(document: Document, correction: Correction) -> Amended:
    subject = correction.subject
    if subject in _WAYS:
        return _WAYS[subject](document, correction)
    group, _, name = subject.partition(".")
    if group == LAB:
        return laboratory(document, correction)
    return {"patient": _patient, "field": _free}[group](document, correction, name)


def _told(field: Field | None) -> Told | None:
    return None if field is None else Told(field.text, field.value, field.confidence)


def _field(name: str, correction: Correction, before: Field | None) -> Field | None:
    if not correction.value:
        return None
    own = proof(correction, before.evidence if before else ())
    return Field(name, correction.value, correction.value, 1.0, own)


def _patient(document: Document, correction: Correction, name: str) -> Amended:
    before: Field | None = getattr(document.patient, name)
    change: dict[str, Field | None] = {name: _field(name, correction, before)}
    patient: Patient = replace(document.patient, **change)
    return replace(document, patient=patient), _told(before)


def _department(document: Document, correction: Correction) -> Amended:
    before = document.department
    return replace(document, department=_field(DEPARTMENT, correction, before)), _told(before)


def _hospital(document: Document, correction: Correction) -> Amended:
    """The letterhead as a person read it; other names on the paper no longer speak for it."""
    before = next(iter(document.hospitals), None)
    named = _field("letterhead", correction, before)
    return replace(document, hospitals=(named,) if named else ()), _told(before)


def _free(document: Document, correction: Correction, name: str) -> Amended:
    """A field of its own name; `name#2` is the second of that name."""
    base, _, nth = name.partition("#")
    places = [n for n, field in enumerate(document.fields) if field.name == base]
    wanted = int(nth or 1) - 1
    at = places[wanted] if wanted < len(places) else None
    before = None if at is None else document.fields[at]
    new = _field(base, correction, before)
    fields = list(document.fields)
    if at is not None:
        fields[at : at + 1] = [new] if new else []
    elif new:
        fields.append(new)
    return replace(document, fields=tuple(fields)), _told(before)


def _issue_date(document: Document, correction: Correction) -> Amended:
    """*The* date the paper counts from, in the role the machine gave it or the kind asks for first."""
    before = document.issue_date.date if document.issue_date else None
    machine = Told(before.text, str(before.date or ""), before.confidence) if before else None
    others = tuple(date for date in document.dates if date != before)
    if not correction.value:
        return replace(document, issue_date=None, dates=others), machine
    role = before.role if before else next(iter(BY_KIND[document.kind].issue_dates), DateRole.ISSUED)
    own = proof(correction, before.evidence if before else ())
    date = PartialDate.parse(correction.value)
    new = DateField(role, date, correction.value, 1.0, own, before.label if before else "")
    return replace(document, issue_date=IssueDate(new, REVIEWER), dates=(new, *others)), machine


def _diagnoses(document: Document, correction: Correction) -> Amended:
    """The whole list, one diagnosis a line, as the paper writes them."""
    before = document.diagnoses
    words = "\n".join(each.text or each.name for each in before)
    machine = Told(words, "\n".join(map(_written, before)), min(e.confidence for e in before)) if before else None
    source = before[0].source if before else ""
    own = proof(correction, before[0].evidence if before else ())
    new = tuple(_diagnosis(line, source, own) for line in correction.value.split("\n") if line)
    return replace(document, diagnoses=new), machine


def _written(diagnosis: Diagnosis) -> str:
    return " ".join((diagnosis.text or diagnosis.name, *diagnosis.icd))


def _diagnosis(line: str, source: str, own: tuple[Evidence, ...]) -> Diagnosis:
    coded = part_codes(line)
    words, certainty = read_certainty(coded.name)
    name = tidy(words)
    return Diagnosis(
        name=name,
        text=line,
        certainty=certainty,
        source=source,
        source_rank=0,
        icd=coded.icd,
        stage=read_stage(name),
        type=read_type(name),
        treated=is_treated(name),
        confidence=1.0,
        evidence=tuple(replace(each, text=line) for each in own),
    )


def _seals(document: Document, correction: Correction) -> Amended:
    """All seals of the page, one a line, by what they say; an empty value says that there is none.

    The n-th line is about the n-th seal the machine had found there, and keeps its place, shape and ink.
    """
    page = correction.page
    before = [seal for seal in document.seals if (seal.upload, seal.page) == (page.upload, page.page)]
    lines = [line for line in correction.value.split("\n") if line]
    new = tuple(_seal(line, before[n] if n < len(before) else None, correction) for n, line in enumerate(lines))
    others = tuple(seal for seal in document.seals if seal not in before)
    told = "\n".join(seal.text for seal in before)
    machine = Told(told, told, min(seal.confidence for seal in before)) if before else None
    return replace(document, seals=others + new), machine


def _seal(line: str, before: Seal | None, correction: Correction) -> Seal:
    owner, rest = split_owner(line)
    match = find_purpose(rest)
    purpose = match.purpose if match else (SealPurpose.UNKNOWN if rest.strip() else SealPurpose.INSTITUTION)
    said = {
        "text": line,
        "owner_text": owner,
        "purpose_text": rest.strip(),
        "purpose": purpose,
        "confidence": 1.0,
        "text_confidence": 1.0,
        "strips": (),  # what the machine saw no longer speaks against what a person read
    }
    if before is not None:
        status = SealStatus.PHOTOCOPIED if before.status is SealStatus.PHOTOCOPIED else SealStatus.PRESENT
        return replace(before, status=status, **said)  # type: ignore[arg-type]
    return Seal(
        upload=correction.page.upload,
        page=correction.page.page,
        box=WHOLE,
        shape=SealShape.OTHER,
        colour=SealColour.RED,
        status=SealStatus.PRESENT,
        **said,  # type: ignore[arg-type]
    )


_WAYS: dict[str, Callable[[Document, Correction], Amended]] = {
    ISSUE_DATE: _issue_date,
    HOSPITAL: _hospital,
    DEPARTMENT: _department,
    DIAGNOSES: _diagnoses,
    SEALS: _seals,
    PHYSICIANS: physicians,
    MEDICATIONS: medications,
}
