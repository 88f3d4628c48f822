"""What a verdict tells of its documents so that samples can be drawn by it: codes, grades and numbers, no names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from extractors.reading import PageRef, Reading
from validators.verdict import JudgedDocument, MatchStatus

Json = dict[str, Any]
Position = tuple[int, UUID]
"""Of an upload: its place in the case, and its id."""

LOOSE = "loose"
"""Kind of the entry that holds the pages which belong to no document."""


def document_facts(
    documents: Sequence[JudgedDocument], readings: Sequence[Reading], uploads: Mapping[str, Position]
) -> list[Json]:
    """One entry a document, and one for pages that belong to none; `uploads` by name.

    Pages are [place of the upload, its id, page]. An upload that could not be opened has its page 1.
    """
    found = [_document(judged, uploads) for judged in documents]
    placed = {(page.upload, page.page) for judged in documents for page in judged.document.pages}
    loose = [
        PageRef(reading.upload, number)
        for reading in readings
        for number in ([page.number for page in reading.pages] or [1])
        if (reading.upload, number) not in placed
    ]
    if loose:
        found.append({"id": "", "kind": LOOSE, "pages": _pages(loose, uploads)})
    return found


def _document(judged: JudgedDocument, uploads: Mapping[str, Position]) -> Json:
    document, hospital = judged.document, judged.hospital
    return {
        "id": document.id,
        "kind": document.kind.value,
        "hospital": hospital.code if hospital.status is MatchStatus.MATCHED else "",
        "quality": document.quality.grade.value,
        "confidence": round(_confidence(judged), 4),
        "pages": _pages(document.pages, uploads),
    }


def _pages(pages: Sequence[PageRef], uploads: Mapping[str, Position]) -> list[list[Any]]:
    return [[uploads[p.upload][0], str(uploads[p.upload][1]), p.page] for p in pages if p.upload in uploads]


def _confidence(judged: JudgedDocument) -> float:
    """Of the least sure of what a case is decided by."""
    document = judged.document
    sure = [document.kind_confidence]
    if judged.hospital.status is not MatchStatus.UNREAD:
        sure.append(judged.hospital.confidence)
    if document.issue_date is not None:
        sure.append(document.issue_date.date.confidence)
    if document.patient.name is not None:
        sure.append(document.patient.name.confidence)
    sure.extend(diagnosis.confidence for diagnosis in document.diagnoses)
    return min(sure)
