"""Rows as a person read them, put into a document: signers, drugs, laboratory values."""

from __future__ import annotations

from dataclasses import replace

from extractors import correction_rows
from extractors.correction_rows import LAB, MEDICATIONS, PHYSICIANS, joined, of_lab, of_medication, of_physician, parted
from extractors.corrections import Correction, Told
from extractors.reading import Document, Field, LabItem, Medication, Physician, PhysicianRole
from extractors.testimony import proof

Amended = tuple[Document, Told | None]


def physicians(document: Document, correction: Correction) -> Amended:
    """All who signed, one a line."""
    before = document.physicians
    names = [each.name.confidence for each in before if each.name]
    machine = _told([of_physician(each) for each in before], min(names, default=0.0)) if before else None
    own = proof(correction, before[0].evidence if before else ())
    new = []
    for role, name, title in parted(PHYSICIANS, correction.value):
        field = Field("physician", name, name, 1.0, own) if name else None
        new.append(Physician(PhysicianRole(role), field, title, own))
    return replace(document, physicians=tuple(new)), machine


def medications(document: Document, correction: Correction) -> Amended:
    """All drugs of the paper, one a line."""
    before = document.medications
    sure = min((each.confidence for each in before), default=0.0)
    machine = _told([of_medication(each) for each in before], sure) if before else None
    own = proof(correction, before[0].evidence if before else ())
    new = [
        Medication(name, " ".join(cell for cell in (name, dose, frequency) if cell), dose, frequency, 1.0, own)
        for name, dose, frequency in parted(MEDICATIONS, correction.value)
    ]
    return replace(document, medications=tuple(new)), machine


def laboratory(document: Document, correction: Correction) -> Amended:
    """One row: another value, other words beside it, none at all; or a row the machine had not read."""
    panel, _, title = correction.subject.partition(".")[2].partition(".")
    before = next((i for i in document.lab_items if (str(i.panel), i.name) == (panel, title)), None)
    machine = None if before is None else _told([of_lab(before)], before.confidence)
    if before is not None and _is_value(correction):
        machine = Told(before.value, before.value, before.confidence)
    new = _item(correction, before, int(panel))
    items = list(document.lab_items)
    at = len(items) if before is None else items.index(before)
    items[at : at + 1] = [new] if new else []
    return replace(document, lab_items=tuple(items)), machine


def _is_value(correction: Correction) -> bool:
    """Told when a value was all that could be: the rest of the row is the machine's."""
    return bool(correction.value) and "\t" not in correction.value


def _item(correction: Correction, before: LabItem | None, panel: int) -> LabItem | None:
    if not correction.value:
        return None
    own = proof(correction, before.evidence if before else ())
    if _is_value(correction):
        return replace(before, value=correction.value, flag="", confidence=1.0, evidence=own) if before else None
    ((name, value, unit, reference, flag),) = parted(LAB, correction.value)
    code, specimen = (before.code, before.specimen) if before else ("", "")
    return LabItem(name, code, value, unit, reference, flag, panel, 1.0, own, specimen)


def _told(rows: list[correction_rows.Cells], confidence: float) -> Told:
    words = joined(rows)
    return Told(" ".join(words.split()), words, confidence)
