"""How many pages an upload has, told before its turn to be read has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.child import ReaderLimits
from pipeline.work.drawing import drawer
from pipeline.work.lease import Lease
from pipeline.workers import ReaderPool
from storage.records import headway, readings, uploads, work
from storage.records.work import Work

if TYPE_CHECKING:
    from pipeline.service import Service


SECONDS = 10.0
"""One upload may take: judging waits behind it."""
LOADING_S = 60.0
"""Until its child has what it opens uploads with."""


class Counter:
    """Does `count` work. Uploads are opened in a child of its own, with little time.

    One that cannot be opened, or ends that child, is left uncounted; its reading tells why.
    """

    def __init__(self, service: Service) -> None:
        limits = ReaderLimits(LOADING_S, SECONDS, SECONDS, service.settings.service.reader_memory_bytes)
        self._service = service
        self._pool = ReaderPool(drawer, limits=limits)

    def close(self) -> None:
        self._pool.__exit__(None, None, None)

    def do(self, held: Work, lease: Lease) -> None:
        """Unless its reader has opened it meanwhile."""
        digest, _, reader = held.subject.partition(":")
        key = self._waiting(digest, reader)
        data = None if key is None else self._service.blobs.get(key)
        pages = None if data is None else self._pool.count(data, self._service.settings.limits)
        with self._service.database.begin() as tx:
            work.finish(tx, held)
            if pages is not None:
                headway.opened(tx, digest, reader, pages)

    def _waiting(self, digest: str, reader: str) -> str | None:
        """Where the bytes are, if nobody knows yet how many pages they have."""
        with self._service.database.look() as tx:
            row = readings.get(tx, digest, reader)
            unknown = row is not None and not row.settled and row.page_count is None
            return uploads.key_of(tx, digest) if unknown else None
