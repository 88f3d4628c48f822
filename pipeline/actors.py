"""A worker of the service: dramatiq wakes it up, the database tells it what to do.

Reading has one thread and one child process; judging has one thread; webhooks have several, since they mostly wait.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import dramatiq

from pipeline.service import ReaderKind, Service
from pipeline.settings import Settings
from pipeline.stopping import ask_to_stop
from pipeline.telemetry import logs
from pipeline.up.heartbeat import Heart
from pipeline.work.clerk import Clerk, Do
from pipeline.work.counting import Counter
from pipeline.work.importing import importer
from pipeline.work.judging import JudgesRoom
from pipeline.work.notifying import PostRoom
from pipeline.work.purging import Archive
from pipeline.work.reading import ReadingRoom, patiently
from pipeline.work.trying import Tryer
from storage.records import recovery, work

READING = ("read.instant", "read.batch")
NOTIFYING = ("notify",)
NOTIFY_THREADS = 4
POLL_MS = 200
"""Milliseconds a worker waits between two looks into an empty queue."""
STOP_MS = 15_000
ADOPT_S = 60.0


@dataclass(frozen=True, slots=True)
class Desk:
    """One clerk, the threads that wake it, and what has to be closed when it stops."""

    clerk: Clerk
    worker: dramatiq.Worker
    close: Callable[[], None]


class Crew:
    """All clerks of one process."""

    def __init__(self, service: Service, queues: Sequence[str], owner: str | None = None) -> None:
        self._service = service
        self.owner = owner or secrets.token_hex(6)  # of no use to whoever wants to know the machine
        self._desks: list[Desk] = []
        reading = tuple(queue for queue in READING if queue in queues)
        notifying = tuple(queue for queue in NOTIFYING if queue in queues)
        other = tuple(queue for queue in queues if queue not in READING + NOTIFYING)
        if reading:
            self._seat(reading, 1, self._reading)
        if other:
            self._seat(other, 1, self._judging)
        if notifying:
            self._seat(notifying, NOTIFY_THREADS, self._posting)

    def start(self) -> None:
        # Nothing is ever sent with a delay: the database says when work is due. Each queue saves one that is asked.
        self._service.broker.delay_queues.clear()
        for desk in self._desks:
            desk.worker.start()

    @property
    def lively(self) -> bool:
        """Nobody has been at one piece of work for longer than any may take."""
        return all(desk.clerk.lively for desk in self._desks)

    def stop(self) -> None:
        """Nothing more is begun; what is being read is given back, what is being judged ends if it is quick."""
        for desk in self._desks:
            desk.clerk.stop()
        for desk in self._desks:
            desk.worker.stop(timeout=STOP_MS)
            desk.close()

    def _seat(self, queues: tuple[str, ...], threads: int, room: Callable[[Clerk], Room]) -> None:
        does: dict[str, Do] = {}
        clerk = Clerk(self._service, queues, self.owner, does)
        kinds, close = room(clerk)
        does.update(kinds)
        for queue in queues:
            wake = dramatiq.actor(actor_name=queue, queue_name=queue, broker=self._service.broker, max_retries=0)
            wake(_look(clerk))
        broker = self._service.broker
        worker = dramatiq.Worker(broker, queues=set(queues), worker_threads=threads, worker_timeout=POLL_MS)
        self._desks.append(Desk(clerk, worker, close))

    def _reading(self, clerk: Clerk) -> Room:
        factory = self._service.reader_kind.make(self._service.settings)
        room = ReadingRoom(self._service, self.owner, lambda: clerk.stopping, factory)
        return {"read": room.do}, room.close

    def _judging(self, clerk: Clerk) -> Room:
        room, archive = JudgesRoom(self._service, self.owner), Archive(self._service, self.owner)
        counter = Counter(self._service)
        kinds: dict[str, Do] = {
            "judge": room.do,
            "purge": archive.purge,
            "forget": archive.forget,
            "import": importer(self._service),
            "count": counter.do,
            "try": Tryer(self._service, room, self.owner).do,
        }

        def close() -> None:
            room.close()
            counter.close()

        return kinds, close

    def _posting(self, clerk: Clerk) -> Room:
        return {"notify": PostRoom(self._service, self.owner).do}, lambda: None


Room = tuple[Mapping[str, Do], Callable[[], None]]


def _look(clerk: Clerk) -> Callable[[str], None]:
    def look(work_id: str) -> None:
        """The id only says that there is something; the database says what is next."""
        clerk.look()

    return look


def run_worker(
    settings: Settings,
    queues: tuple[str, ...],
    reader: ReaderKind | None = None,
    *,
    owner: str | None = None,
    after: str | None = None,
    heart: Heart | None = None,
) -> None:
    """Works until SIGTERM or SIGINT, then gives back what it has not finished.

    Its leases are `owner`'s; those of `after`, a worker that died and whose place it takes, end at once.
    """
    part = "reader" if set(queues) & set(READING) else "clerk"
    service = Service.open(settings, part, reader)
    logs.adopt(service.telemetry.log, settings.service.log_level)
    over = ask_to_stop()
    try:
        if settings.service.metrics_port:
            service.telemetry.metrics.serve(settings.service.metrics_host, settings.service.metrics_port)
        if "judge" in queues:
            adopt_registry(service)
        if after:
            patiently(lambda: orphan(service, after), ADOPT_S)
        crew = Crew(service, queues, owner)
        crew.start()
        if heart is not None:
            heart.lively = lambda: crew.lively
        service.telemetry.log.info("worker started", worker=crew.owner, queues=list(queues), reader=service.reader)
        over.wait()
        crew.stop()
        service.telemetry.log.info("worker stopped", worker=crew.owner)
    finally:
        service.close()


def adopt_registry(service: Service) -> None:
    """The registry that the operator names counts from now on. Raises RegistryError where it cannot be used."""
    path = service.settings.registry
    if path is not None:
        patiently(lambda: service.rulebook.adopt_registry(path, "system"), ADOPT_S)


def orphan(service: Service, owner: str) -> None:
    """Not waited for: that a lease runs out."""
    with service.database.begin() as tx:
        count = work.orphan(tx, owner)
        told = recovery.expire(tx)
    service.tell(told)
    service.telemetry.log.info("took the place of a dead worker", worker=owner, count=count)
