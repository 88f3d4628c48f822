"""Papers of a verdict as people see them: stored when it was made, or drawn when the first person asks.

A verdict that somebody waits for is told before its page and its PDF are drawn; whoever kills the machine in between
loses them. Both follow from report.json and the originals, so they can be made at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.darkroom import Darkroom
from pipeline.report.printing import Printed, printed
from storage.blobs import upload_key
from storage.records import uploads
from storage.records.verdicts import VerdictRow

if TYPE_CHECKING:
    from pipeline.service import Service

DRAWN = ("html", "pdf")
"""What needs the originals; the rest of a verdict's papers is text."""


def papers(made: Printed) -> dict[str, bytes]:
    """By the names that verdicts have for them."""
    found = {"html": made.html.encode()}
    return found | {"pdf": made.pdf} if made.pdf is not None else found


class Press:
    """Safe to share between threads."""

    def __init__(self, service: Service, darkroom: Darkroom) -> None:
        self._service = service
        self._darkroom = darkroom

    def paper(self, verdict: VerdictRow, what: str) -> bytes | None:
        """None where the verdict has no such paper, or has it no more."""
        key = verdict.blobs.get(what)
        if key is None:
            return None
        stored = self._service.blobs.get_sealed(key, self._service.vault)
        return self._drawn(verdict).get(what) if stored is None and what in DRAWN else stored

    def _drawn(self, verdict: VerdictRow) -> Mapping[str, bytes]:
        service, key = self._service, verdict.blobs.get("json")
        told = service.blobs.get_sealed(key, service.vault) if key else None
        if told is None:
            return {}
        report = msgspec.json.decode(told)
        originals = self._originals(verdict, report)
        made = papers(printed(report, originals, self._darkroom.draw, service.settings.limits, with_pdf=True))
        for what, paper in made.items():
            if what in verdict.blobs:
                service.blobs.put_sealed(verdict.blobs[what], paper, service.vault)
        return made

    def _originals(self, verdict: VerdictRow, report: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
        """Of the bytes that were judged, whatever has replaced them since."""
        service, judged = self._service, {(upload["name"], upload["sha256"]) for upload in report["uploads"]}
        with service.database.look() as tx:
            rows = [row for row in uploads.of_case(tx, verdict.case_id, live=False) if row.name is not None]
        for row in rows:
            name = uploads.name(service.vault, row)
            data = service.blobs.get(upload_key(row.id)) if (name, row.sha256) in judged else None
            if data is not None:
                yield name, data
