"""One logical paper with everything read off it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.vocabulary.date import DateField, IssueDate
from extractors.vocabulary.entry import Diagnosis, LabItem, Medication, Patient, Physician
from extractors.vocabulary.field import Field
from extractors.vocabulary.page import PageRef, Quality
from extractors.vocabulary.seal import Seal, Signature
from extractors.vocabulary.terms import Kind, QualityGrade


@dataclass(frozen=True, slots=True)
class Document:
    """材料: one logical paper, a run of pages of one kind."""

    id: str  # "d1", "d2" … in the order of the case
    kind: Kind
    kind_confidence: float
    pages: tuple[PageRef, ...]
    title: str = ""  # as printed
    hospitals: tuple[
        Field, ...
    ] = ()  # names as read; Field.name is "letterhead", "footer", "body" or "seal"; most credible first
    patient: Patient = field(default_factory=Patient)
    physicians: tuple[Physician, ...] = ()
    department: Field | None = None
    dates: tuple[DateField, ...] = ()
    issue_date: IssueDate | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    lab_items: tuple[LabItem, ...] = ()
    medications: tuple[Medication, ...] = ()
    seals: tuple[Seal, ...] = ()
    signatures: tuple[Signature, ...] = ()
    fields: tuple[
        Field, ...
    ] = ()  # everything else by name: findings, conclusion, modality, applied_diseases, card_number …
    quality: Quality = field(default_factory=lambda: Quality(QualityGrade.GOOD))  # of its worst page
    page_count: int | None = None  # pages it says it has (共N页)
    missing_pages: tuple[int, ...] = ()  # numbers that should be there and are not
    strays: tuple[PageRef, ...] = ()  # pages without number that by themselves are of another kind or none

    def field(self, name: str) -> Field | None:
        """The first field of that name."""
        return next((f for f in self.fields if f.name == name), None)
