"""Pages → documents: the pages of all uploads of a case, sorted into papers, and what each paper says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.calibration import CALIBRATION, Calibration, calibrated
from extractors.corrections import Correction
from extractors.fields import (
    cards,
    diagnoses,
    form,
    lab_conclusion,
    lab_items,
    lab_seen,
    medications,
    proxy,
    report_text,
)
from extractors.fields.dates import dates
from extractors.fields.department import department
from extractors.fields.hospital import hospitals
from extractors.fields.issue_date import issue_date
from extractors.fields.name_shared import settled
from extractors.fields.number_borne import told_by_number
from extractors.fields.number_shared import told_apart
from extractors.fields.patient import patient
from extractors.fields.physicians import physicians
from extractors.fields.stage_told import staged_alike
from extractors.kinds.all import BY_KIND
from extractors.kinds.recognise import recognise
from extractors.kinds.spec import KindSpec, Reads
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.watermark import without_watermark
from extractors.placing import as_told, moved, ref, told_kinds
from extractors.reading import (
    Document,
    Field,
    Kind,
    Page,
    PageRef,
    Patient,
    Quality,
    QualityGrade,
    Reading,
    Signature,
)
from extractors.runs import Leaf, Run, leaf_of, runs

_GRADES = (QualityGrade.GOOD, QualityGrade.POOR, QualityGrade.UNREADABLE)


def assemble(
    readings: Sequence[Reading],
    calibration: Calibration | None = CALIBRATION,
    corrections: Sequence[Correction] = (),
) -> tuple[Document, ...]:
    """All papers of a case, in the order of their first pages.

    Every page belongs to exactly one document, except that both sides of a card on one page are two documents. Pages
    of one paper join across uploads. Blank and unreadable pages that belong to no paper are documents of kind unknown,
    so that nothing is lost. Pure, and on text alone: cheap enough to repeat.

    Args:
        calibration: makes probabilities of confidences; None leaves them as the recogniser gave them, for measuring.
        corrections: where a person says pages belong; what a person says of a document's fields comes after (amending).
    """
    kinds = told_kinds(corrections)
    leaves = [
        _leaf(page, upload, kinds.get(ref(page))) for upload, reading in enumerate(readings) for page in reading.pages
    ]
    signatures = {reading.upload: reading.signatures for reading in readings}
    placed = {f"d{i}": run for i, run in enumerate(moved(runs(leaves), corrections), start=1)}
    found = _together([_document(name, run, signatures) for name, run in placed.items()], placed)
    return tuple(calibrated(document, calibration) if calibration else document for document in found)


def _together(documents: Sequence[Document], runs_: Mapping[str, Run]) -> tuple[Document, ...]:
    """What papers say in the light of the case's others: whose numbers, names and stages they are."""
    sheets = {name: [leaf.sheet for leaf in run.leaves] for name, run in runs_.items()}
    asked = [name for name, run in runs_.items() if Reads.PATIENT in BY_KIND[run.kind].reads]
    return staged_alike(settled(told_by_number(told_apart(documents), sheets, asked)))


def _leaf(page: Page, upload: int, told: Kind | None = None) -> Leaf:
    sheet = sheet_of(without_watermark(page))
    return leaf_of(sheet, as_told(recognise(sheet), told), upload)


def _document(name: str, run: Run, signatures: dict[str, tuple[Signature, ...]]) -> Document:
    spec = BY_KIND[run.kind]
    sheets = tuple(leaf.sheet for leaf in run.leaves)
    pages = tuple(sheet.page for sheet in sheets)
    seals = tuple(seal for page in pages for seal in page.seals)
    found, others = dates(sheets, spec.date_labels), _others(pages, spec)
    person = _patient(sheets, spec)
    if Reads.CARD in spec.reads:
        found, person = cards.issued(found, others), cards.holder(person, others)
    return Document(
        id=name,
        kind=run.kind,
        kind_confidence=run.confidence,
        pages=tuple(PageRef(page.upload, page.number) for page in pages),
        title=_title(run),
        hospitals=hospitals(sheets, seals),
        patient=person,
        physicians=physicians(sheets, spec.physician_labels) if Reads.PHYSICIANS in spec.reads else (),
        department=department(sheets) if Reads.DEPARTMENT in spec.reads else None,
        dates=found,
        issue_date=issue_date(found, spec.issue_dates, spec.oldest_counts),
        diagnoses=diagnoses.extract(pages, spec.diagnosis_labels) if Reads.DIAGNOSES in spec.reads else (),
        lab_items=lab_items.extract(pages) if Reads.LAB_ITEMS in spec.reads else (),
        medications=medications.extract(pages) if Reads.MEDICATIONS in spec.reads else (),
        seals=seals,
        signatures=_signatures(pages, signatures),
        fields=others,
        quality=_worst(pages),
        page_count=run.total,
        missing_pages=run.missing,
        strays=tuple(ref(leaf.sheet.page) for leaf in run.strays),
    )


def _title(run: Run) -> str:
    return next((title.text for leaf in run.leaves if (title := leaf.recognition.title) is not None), "")


def _patient(sheets: Sequence[Sheet], spec: KindSpec) -> Patient:
    if Reads.PATIENT not in spec.reads:
        return Patient()
    return patient(sheets, spec.name_labels, spec.inpatient, spec.visiting)


def _others(pages: Sequence[Page], spec: KindSpec) -> tuple[Field, ...]:
    fields: list[Field] = []
    if Reads.REPORT_TEXT in spec.reads:
        fields.extend(report_text.extract(pages))
    if Reads.LAB_ITEMS in spec.reads:
        fields.extend((*lab_seen.extract(pages), *lab_conclusion.extract(pages)))
    if Reads.FORM in spec.reads:
        fields.extend(form.extract(pages))
    if Reads.CARD in spec.reads:
        fields.extend(cards.extract(pages, spec.kind))
    if Reads.PROXY in spec.reads:
        fields.extend(proxy.extract(pages))
    return tuple(fields)


def _signatures(pages: Sequence[Page], signatures: dict[str, tuple[Signature, ...]]) -> tuple[Signature, ...]:
    """Those of the document's uploads; a signature placed on a page counts for that page's document only."""
    uploads = dict.fromkeys(page.upload for page in pages)
    at = {(page.upload, page.number) for page in pages}
    return tuple(
        signature
        for upload in uploads
        for signature in signatures.get(upload, ())
        if signature.page is None or (upload, signature.page) in at
    )


def _worst(pages: Sequence[Page]) -> Quality:
    return max((page.quality for page in pages), key=lambda quality: _GRADES.index(quality.grade))
