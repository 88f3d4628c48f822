"""One slice of one upload: fetched, read in a child process under its limits, stored, and the case sent on."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from extractors.calibration import CALIBRATION
from extractors.reading import Reading
from pipeline.child import Child, ReaderFactory, ReaderLimits
from pipeline.work.clerk import Poison, Stopped
from pipeline.work.headway import Headway
from pipeline.work.lease import Lease
from pipeline.workers import ReaderError, Versions
from storage.blobs import reading_key
from storage.codec import reading_bytes
from storage.errors import Conflict, LostLease, StorageError
from storage.records import flow, readings, uploads, versions, work
from storage.records.readings import Slice, SliceRow
from storage.records.work import Work
from storage.states import ReadingState

if TYPE_CHECKING:
    from pipeline.service import Service

T = TypeVar("T")
TICK_S = 0.25
RECYCLE = 0.6
"""Share of the memory limit above which a child is replaced between two slices: heaps only ever grow."""


class ReadingRoom:
    """Does `read` work with one child, kept from one slice to the next. For one thread."""

    def __init__(self, service: Service, owner: str, stopping: Callable[[], bool], factory: ReaderFactory) -> None:
        its = service.settings.service
        self._service = service
        self._owner = owner
        self._stopping = stopping
        self._factory = factory
        self._limits = ReaderLimits(
            wall=its.reader_wall_seconds, cpu=its.reader_cpu_seconds, memory=its.reader_memory_bytes
        )
        self._child: Child | None = None
        self._versions: Versions | None = None

    def do(self, held: Work, lease: Lease) -> None:
        """Read the slice that `held` is about."""
        digest, reader, first = readings.parts(held.subject)
        if reader != self._service.reader:
            self._leave(held, "another_reader")  # the sweeper has what still waits read by this one
            return
        part, key = self._wanted(digest, first)
        if part is None or key is None:
            self._leave(held, "not_wanted")
            return
        begun = time.monotonic()
        headway = Headway(self._service.database, part, again=held.attempts > 1)
        reading, page_count = self._read(self._fetched(key, digest), part, lease, headway)
        seconds = time.monotonic() - begun
        stored, key = reading_bytes(reading), reading_key(digest, reader, first)
        patiently(lambda: self._service.blobs.put_sealed(key, stored, self._service.vault))
        error = reading.error.code if reading.error else None
        came = Slice(page_count, len(reading.pages), seconds, error)
        patiently(lambda: self._finish(held, came))
        self._count(held, reading, seconds)

    def close(self) -> None:
        if self._child is not None:
            self._child.kill("stopped")
            self._child.end()
            self._child = None

    def _wanted(self, digest: str, first: int) -> tuple[SliceRow | None, str | None]:
        with self._service.database.begin() as tx:
            part = readings.get_slice(tx, digest, self._service.reader, first)
            key = uploads.key_of(tx, digest)
        return (part if part is not None and part.state is ReadingState.DUE else None), key

    def _leave(self, held: Work, reason: str) -> None:
        with self._service.database.begin() as tx:
            work.finish(tx, held)
        self._service.telemetry.log.info("nothing to read", reason=reason)

    def _fetched(self, key: str, digest: str) -> bytes:
        """The bytes, as long as they are those that came in."""
        data = self._service.blobs.get(key)
        if data is None:
            raise Poison("object_missing")
        if sha256(data).hexdigest() != digest:
            raise Poison("object_changed")
        return data

    def _finish(self, held: Work, came: Slice) -> None:
        its = self._service.settings.service
        with self._service.database.begin() as tx:
            told = flow.slice_done(tx, held, came, f"worker:{self._owner}", its.slice_pages)
        self._service.tell(told)

    def _count(self, held: Work, reading: Reading, seconds: float) -> None:
        metrics = self._service.telemetry.metrics
        metrics.pages.labels(held.queue).inc(len(reading.pages))
        metrics.read_seconds.labels(held.queue).observe(seconds)
        for stage, spent in reading.timings.items():
            metrics.stage_seconds.labels(stage).inc(spent)
        self._service.telemetry.log.info("slice read", pages=len(reading.pages), seconds=seconds)

    def _read(self, data: bytes, part: SliceRow, lease: Lease, headway: Headway) -> tuple[Reading, int | None]:
        """The slice's reading, and how many pages the upload has (None where it could not be opened).

        Raises Poison, LostLease, Stopped.
        """
        child = self._ready_child(lease)
        child.begin(0, ("read", ("", data, range(part.first, part.last + 1))))
        page_count: int | None = None
        while True:
            what, *rest = self._next(child, lease)
            if what == "opened":
                page_count = rest[0]
                headway.opened(rest[0])
            elif what == "page":
                headway.page()
            elif what == "failed":
                raise Poison(rest[0])
            elif what == "done":
                return rest[0], page_count

    def _ready_child(self, lease: Lease) -> Child:
        if self._child is not None and self._child.resident > RECYCLE * (self._limits.memory or float("inf")):
            self._child.end()
            self._child = None
        if self._child is None:
            self._child = Child(self._factory, self._limits)
            what, *rest = self._next(self._child, lease)
            if what != "ready":
                self.close()
                raise ReaderError(str(rest[0]))
            self._seen(Versions(*rest))
        return self._child

    def _seen(self, found: Versions) -> None:
        if found == self._versions:
            return
        try:
            with self._service.database.begin() as tx:
                versions.see_reader(tx, found.reader, found.models, CALIBRATION.version)
        except Conflict:
            raise ReaderError("this reader's version was seen with other models") from None
        self._versions = found

    def _next(self, child: Child, lease: Lease) -> tuple[Any, ...]:
        """The child's next message; the end of the child where the lease is lost, its limits are or we have to stop."""
        while True:
            if lease.lost or self._stopping():
                self.close()
                raise (LostLease("while reading") if lease.lost else Stopped)
            if child.connection.poll(TICK_S) or child.overdue():
                try:
                    return child.receive()
                except (EOFError, OSError):
                    why = child.why
                    self.close()
                    raise Poison(why) from None


def patiently(act: Callable[[], T], seconds: float = 30.0, pause: float = 0.5) -> T:
    """Again and again while a server is away, so that what was read with effort is not thrown away for a blink."""
    until = time.monotonic() + seconds
    while True:
        try:
            return act()
        except StorageError:
            if time.monotonic() > until:
                raise
            time.sleep(pause)
