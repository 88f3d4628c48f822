"""report.json: everything Yushen read and found, for machines (`yushen.report/1`, schemas/report.json).

Pages are 1-based; every box is [x0, y0, x1, y1] in fractions of the page as delivered, after EXIF orientation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from extractors.corrections import Amendment
from extractors.reading import Box, Line, Page, Reading
from pipeline.report.document_json import (
    box_json,
    document_json,
    evidence_json,
    quality_json,
    seal_json,
    share,
    signature_json,
)
from pipeline.report.finding_key import keyed
from pipeline.screening import Screening
from validators.case import Case, Person
from validators.verdict import ChecklistItem, Citation, DiseaseTrack, Finding, Message, Verdict

SCHEMA = "yushen.report/1"

Json = dict[str, Any]


def report(screening: Screening) -> Json:
    """The whole report. Same input, same output, but for `timings`."""
    verdict = screening.verdict
    return {
        "schema": SCHEMA,
        "case": _case(screening.case) if screening.case else None,
        "as_of": screening.as_of.isoformat() if screening.as_of else None,
        "disposition": verdict.disposition.value if verdict else None,
        "diseases": [_track(t) for t in verdict.diseases] if verdict else [],
        "checklist": [_checklist_item(i) for i in verdict.checklist] if verdict else [],
        "findings": _findings(verdict, screening.readings) if verdict else [],
        "documents": [document_json(d) for d in screening.documents],
        "corrections": [_amendment(a) for a in verdict.amendments] if verdict else [],
        "pages": [_page(page) for reading in screening.readings for page in reading.pages],
        "uploads": [_upload(reading) for reading in screening.readings],
        "unlisted": list(screening.unlisted),
        "unplaced_pages": _unplaced(verdict, screening),
        "versions": {
            "program": screening.versions.program,
            "reader": screening.versions.reader,
            "models": screening.versions.models,
            "policy": screening.versions.policy,
            "registry": screening.versions.registry,
            "calibration": screening.versions.calibration,
        },
        "request_id": screening.request_id or None,
        "timings": {stage: round(seconds, 3) for stage, seconds in sorted(screening.timings.items())},
    }


def _case(case: Case) -> Json:
    return {
        "case_key": case.case_key,
        "region": case.region,
        "submitted_on": case.submitted_on.isoformat(),
        "applicant": _person(case.applicant),
        "diseases": list(case.diseases),
        "channel": case.channel.value,
        "agent": _person(case.agent) if case.agent else None,
        "uploads": [{"name": u.name, "declared_kind": _value(u.declared_kind)} for u in case.uploads],
    }


def _person(person: Person) -> Json:
    return {"name": person.name, "id_number": person.id_number}


def _track(track: DiseaseTrack) -> Json:
    return {
        "disease": track.disease,
        "asked_as": track.asked_as,
        "track": track.track or None,
        "due_on": track.due_on or None,
        "provisional": track.provisional,
        "citation": _citation(track.citation) if track.citation else None,
    }


def _checklist_item(item: ChecklistItem) -> Json:
    return {
        "material": item.material,
        "title": _message(item.title),
        "required_by": item.required_by,
        "satisfied": item.satisfied.value,
        "by": list(item.by),
        "reason": _message(item.reason) if item.reason else None,
        "citation": _citation(item.citation) if item.citation else None,
    }


def _findings(verdict: Verdict, readings: Sequence[Reading]) -> list[Json]:
    """One entry for each cause: what is unsure only because of another finding stands under that finding."""
    documents = [judged.document for judged in verdict.documents]
    names = {id(finding): key for finding, key in keyed(verdict.findings, readings, documents)}
    return [
        {
            **_finding(root, names[id(root)]),
            "consequences": [_finding(finding, names[id(finding)]) for finding in consequences],
        }
        for root, consequences in verdict.grouped()
    ]


def _finding(finding: Finding, key: str) -> Json:
    return {
        "key": key,
        "code": finding.code,
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "material": finding.material,
        "upload": finding.upload,
        "page": finding.page,
        "document": finding.document,
        "message": _message(finding.message),
        "expected": finding.expected,
        "found": finding.found,
        "evidence": [evidence_json(e) for e in finding.evidence],
        "citation": _citation(finding.citation),
        "remedy": _message(finding.remedy) if finding.remedy else None,
        "cause": finding.cause,
    }


def _amendment(amendment: Amendment) -> Json:
    """What a person read, and what the machine had: who and why is kept by the office, not told in the report."""
    correction, machine = amendment.correction, amendment.machine
    return {
        "id": correction.id,
        "subject": correction.subject,
        "upload": correction.page.upload,
        "page": correction.page.page,
        "document": amendment.document,
        "value": correction.value,
        "to": {"upload": correction.to.upload, "page": correction.to.page} if correction.to else None,
        "machine": {"text": machine.text, "value": machine.value, "confidence": share(machine.confidence)}
        if machine
        else None,
        "at": correction.at,
    }


def _message(message: Message) -> Json:
    return {"zh": message.zh, "en": message.en}


def _citation(citation: Citation) -> Json:
    return {
        "text": citation.text,
        "text_en": citation.text_en or None,
        "source": citation.source,
        "source_en": citation.source_en or None,
        "verified": citation.verified,
    }


def _page(page: Page) -> Json:
    return {
        "upload": page.upload,
        "page": page.number,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "quality": quality_json(page.quality),
        "text": page.text,
        "lines": [_line(line) for line in page.lines],
        "seals": [seal_json(seal, None) for seal in page.seals],
        "text_source": page.text_source.value,
        "has_colour": page.has_colour,
        "skew": round(page.skew, 2),
        "rectified": page.rectified,
        "picture": page.picture or None,
        "notes": list(page.notes),
    }


def _line(line: Line) -> Json:
    return {
        "text": line.text,
        "confidence": share(line.confidence),
        "min_confidence": share(line.min_confidence),
        "box": box_json(Box.around(line.polygon).clipped()),
        "polygon": [[share(x), share(y)] for x, y in line.polygon],
        "in_seal": line.in_seal,
        **({"as_read": line.as_read} if line.as_read != line.text else {}),
    }


def _upload(reading: Reading) -> Json:
    error = reading.error
    return {
        "name": reading.upload,
        "sha256": reading.sha256,
        "media_type": reading.media_type or None,
        "pages": len(reading.pages),
        "signatures": [signature_json(s) for s in reading.signatures],
        "error": {"code": error.code, "message": {"zh": error.message_zh, "en": error.message_en}} if error else None,
    }


def _unplaced(verdict: Verdict | None, screening: Screening) -> list[Json]:
    if verdict:
        return [{"upload": p.upload, "page": p.page} for p in verdict.unplaced_pages]
    placed = {(p.upload, p.page) for d in screening.documents for p in d.document.pages}
    pages: Iterable[Page] = (page for reading in screening.readings for page in reading.pages)
    return [{"upload": p.upload, "page": p.number} for p in pages if (p.upload, p.number) not in placed]


def _value(kind: Any) -> str | None:
    return None if kind is None else str(kind.value)
