"""A whole service in one process, on real servers, with a reader of the test's own."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from uuid import UUID, uuid4

from pipeline.actors import Crew
from pipeline.service import ReaderKind, Service
from pipeline.settings import Settings
from pipeline.sweeper import Sweeper
from storage.blobs import upload_key
from storage.records import cases, clients, flow, uploads, verdicts
from storage.records.cases import CaseRow, NewCase
from storage.records.uploads import NewUpload
from storage.records.verdicts import VerdictRow
from tests.pipeline import readers
from validators.case import Person

QUEUES = ("read.instant", "read.batch", "judge.instant", "judge", "notify", "import", "purge", "forget", "trial")
APPLICANT = Person("林试样", "99010119491231002X")
GREEDY = ReaderKind("test", readers.greedy)


def opened(settings: Settings, reader: ReaderKind = GREEDY, **service: object) -> Service:
    """The service on fresh servers, impatient where a test would only wait."""
    quick = {
        "sweep_seconds": 0.1,
        "resend_seconds": 1.0,
        "lease_seconds": 5.0,
        "unstick_seconds": 0.5,
        "retry_seconds": 0.1,
        **service,
    }
    its = replace(settings.service, **quick)  # type: ignore[arg-type]
    return Service.open(replace(settings, service=its), "test", reader)


@dataclass
class Office:
    """Pushes cases in, as the API does, and waits for what comes of them."""

    service: Service
    client: UUID
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    def case(
        self, files: Mapping[str, bytes], *, track: str = "batch", region: str = "rizhao", **changes: object
    ) -> CaseRow:
        """A case that was submitted, with its uploads."""
        made = self.created(files, track=track, region=region, **changes)
        return self.submitted(made.id)

    def created(
        self, files: Mapping[str, bytes], *, track: str = "batch", region: str = "rizhao", **changes: object
    ) -> CaseRow:
        new = NewCase(
            self.client, f"K-{next(self.numbers)}", region, "application", dt.date(2026, 4, 1), "self", ("糖尿病",),
            APPLICANT, None, track,
        )  # fmt: skip
        with self.service.database.begin() as tx:
            row, _ = cases.create(tx, self.service.vault, replace(new, **changes), f"client:{self.client}")  # type: ignore[arg-type]
        self.add(row.id, files)
        return row

    def add(self, case_id: UUID, files: Mapping[str, bytes], replaces: Mapping[str, UUID] | None = None) -> None:
        for name, data in files.items():
            new = NewUpload(name, None, sha256(data).hexdigest(), len(data), "image/jpeg", (replaces or {}).get(name))
            self.service.blobs.put(upload_key(new.id), data)
            with self.service.database.begin() as tx:
                uploads.add(tx, self.service.vault, case_id, new, f"client:{self.client}")

    def submitted(self, case_id: UUID, *, supplement: bool = False, tell: bool = True) -> CaseRow:
        with self.service.database.begin() as tx:
            row = cases.lock(tx, case_id)
            told = flow.submit(
                tx, row, self.service.reader, f"client:{self.client}", supplement=supplement,
                slice_pages=self.service.settings.service.slice_pages,
            )  # fmt: skip
        if tell:
            self.service.tell(told)
        return told.case if told.cases else row

    def get(self, case_id: UUID) -> CaseRow:
        with self.service.database.begin() as tx:
            return cases.get(tx, case_id)

    def verdicts(self, case_id: UUID) -> tuple[VerdictRow, ...]:
        with self.service.database.begin() as tx:
            return verdicts.of_case(tx, case_id)

    def reaches(self, case_id: UUID, state: str, seconds: float = 300.0) -> CaseRow:
        until(lambda: self.get(case_id).state == state, seconds, lambda: f"case is {self.get(case_id).state}")
        return self.get(case_id)

    def judged(self, case_id: UUID, seconds: float = 300.0) -> VerdictRow:
        self.reaches(case_id, "judged", seconds)
        (current,) = [verdict for verdict in self.verdicts(case_id) if verdict.current]
        return current

    def report(self, verdict: VerdictRow, what: str = "json") -> bytes:
        data = self.service.blobs.get_sealed(verdict.blobs[what], self.service.vault)
        assert data is not None
        return data


@contextmanager
def office(settings: Settings, reader: ReaderKind = GREEDY, **changes: object) -> Iterator[Office]:
    service = opened(settings, reader, **changes)
    with service.database.begin() as tx:
        client = clients.create(tx, f"upstream {uuid4().hex[:8]}", (), "system").id
    try:
        yield Office(service, client)
    finally:
        service.close()


@contextmanager
def at_work(service: Service, queues: Sequence[str] = QUEUES, *, sweep: bool = True) -> Iterator[Crew]:
    """Workers and sweeper, until the end of the block. With a connection to the servers of their own, as in earnest."""
    own = Service.open(service.settings, "worker", service.reader_kind)
    crew, over = Crew(own, queues), threading.Event()
    sweeper = Sweeper(own)

    def sweeping() -> None:
        while not over.wait(own.settings.service.sweep_seconds):
            sweeper.sweep()

    thread = threading.Thread(target=sweeping, daemon=True)
    crew.start()
    if sweep:
        thread.start()
    try:
        yield crew
    finally:
        over.set()
        crew.stop()
        if sweep:
            thread.join(10)
        own.close()


def until(true: Callable[[], bool], seconds: float = 300.0, told: Callable[[], str] = lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {told()}")
        time.sleep(0.05)
