"""After the time they have to be kept, originals and personal data go; what was found and decided stays."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from pipeline.work.lease import Lease
from storage.blobs import pages_prefix, reading_key
from storage.errors import Refused
from storage.records import cases, readings, retention, work
from storage.records.flow import Told
from storage.records.work import Work

if TYPE_CHECKING:
    from pipeline.service import Service


class Archive:
    """Does `purge` and `forget` work. Objects go before their rows' transaction ends, so that none is left behind."""

    def __init__(self, service: Service, owner: str) -> None:
        self._service = service
        self._actor = f"worker:{owner}"

    def purge(self, held: Work, lease: Lease) -> None:
        """One case. What a legal hold keeps, or is no longer at its end, is left as it is."""
        with self._service.database.begin() as tx:
            case = cases.lock(tx, UUID(held.subject.partition(":")[0]))
            work.finish(tx, held)
            if case.legal_hold or case.purge_on is None:
                return
            keys = retention.objects(tx, case)
            try:
                purged = retention.purge(tx, case, self._actor)
            except Refused:
                return
            for key in keys:
                self._service.blobs.remove(key)
        self._service.tell(Told(work=purged.work))
        self._service.telemetry.log.info("case purged", case_id=case.id, count=len(keys))

    def forget(self, held: Work, lease: Lease) -> None:
        """What was read off bytes that nobody has any more, and the pictures of their pages."""
        digest = held.subject.partition(":")[0]
        with self._service.database.begin() as tx:
            work.finish(tx, held)
            gone = readings.forget(tx, digest)
            if gone is None:
                return
            for reader, first in gone:
                self._service.blobs.remove(reading_key(digest, reader, first))
            for key, _ in self._service.blobs.keys(pages_prefix(digest)):
                self._service.blobs.remove(key)
        if gone:
            self._service.telemetry.log.info("reading forgotten", count=len(gone))
