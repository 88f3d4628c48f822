"""Whoever does the work of some queues: claims what is due, does it, and says what became of it.

A message only wakes a clerk up; what it does is what the database says is due, the first queue's first. So a message
that is lost, doubled or late changes nothing but time.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from structlog.contextvars import bound_contextvars

from pipeline.child import where
from pipeline.work.lease import Lease
from pipeline.workers import ReaderError
from storage.errors import LostLease, StorageError
from storage.records import recovery, work
from storage.records.work import Work
from storage.states import WorkState

if TYPE_CHECKING:
    from pipeline.service import Service


class Poison(Exception):  # noqa: N818 (the field's word)
    """The work itself is to blame: what it is about broke whoever did it. `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stopped(Exception):  # noqa: N818
    """The clerk was asked to stop before the work was done."""


Do = Callable[[Work, Lease], None]
"""Does one piece of work to its end, finishing it in the database in the transaction that records what came of it.

Raises Poison, Stopped, LostLease, StorageError; anything else is a fault of ours and counts as a failure, too.
"""

PATIENCE = 6
"""How many times longer than after its first failure work waits after later ones."""
MACHINE_S = 5.0
"""Seconds before it is tried again where a server was away."""
LOOK_S = 600.0
"""Seconds one message may keep a clerk busy: the broker gives up on a message after an hour."""
IDLE_AFTER_FAULT_S = 1.0
ENDLESS = ("import",)
"""Kinds of work that may take hours."""
LONGEST = 2.0
"""Times the wall-clock limit of reading that any other piece of work may take."""


class Clerk:
    """Does the work of `queues`, the first queue's first. `look` may be called from several threads."""

    def __init__(self, service: Service, queues: Sequence[str], owner: str, does: Mapping[str, Do]) -> None:
        self._service = service
        self._queues = tuple(queues)
        self._owner = owner
        self._does = does
        self._stopping = threading.Event()
        self._under_way: dict[UUID, float] = {}  # begun when; what may take as long as it takes is not in it

    @property
    def lively(self) -> bool:
        """Nothing has been under way for longer than its limits leave it: else somebody is stuck."""
        longest = LONGEST * self._service.settings.service.reader_wall_seconds
        return all(time.monotonic() - begun < longest for begun in tuple(self._under_way.values()))

    def stop(self) -> None:
        """Begin nothing more; what is under way may be given back."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def look(self) -> int:
        """Do what is due until nothing is, or it is time for another message: how much was begun."""
        begun, until = 0, time.monotonic() + LOOK_S
        while not self.stopping and time.monotonic() < until:
            held = self._claim()
            if held is None:
                break
            begun += 1
            self._handle(held)
        return begun

    def _claim(self) -> Work | None:
        service = self._service
        owner = f"{self._owner}:{threading.get_ident()}"
        try:
            with service.database.look() as tx:  # one statement a queue, each for itself
                return work.claim_next(tx, self._queues, owner, service.settings.service.lease_seconds)
        except StorageError as error:
            service.telemetry.log.warning("cannot claim work", error=error)
            self._stopping.wait(IDLE_AFTER_FAULT_S)
            return None

    def _handle(self, held: Work) -> None:
        told: dict[str, object] = {"kind": held.kind, "work_id": held.id, "attempt": held.attempts}
        told |= {"case_id": held.case_id, "request_id": held.request_id or None}
        with bound_contextvars(**told):
            waited = max(0.0, (dt.datetime.now(dt.UTC) - held.due_at).total_seconds())
            self._service.telemetry.metrics.wait_seconds.labels(held.queue).observe(waited)
            begun = time.monotonic()
            if held.kind not in ENDLESS:
                self._under_way[held.id] = begun
            outcome = self._try(held)
            self._under_way.pop(held.id, None)
            log = self._service.telemetry.log
            log.info("work", state=outcome, queue=held.queue, seconds=time.monotonic() - begun, age=waited)

    def _try(self, held: Work) -> str:
        service = self._service
        try:
            with (
                service.telemetry.traces.span(held.kind, held.case_id, attempt=held.attempts),
                Lease(service.database, held, service.settings.service.lease_seconds) as lease,
            ):
                self._does[held.kind](held, lease)
        except LostLease:
            return "lost"
        except Stopped:
            return self._settle(lambda: self._release(held))
        except (StorageError, ReaderError) as error:
            service.telemetry.log.warning("the machine is not ready", error=error, reason=str(error))
            return self._settle(lambda: self._postpone(held))
        except Poison as poison:
            reason = poison.reason
            service.telemetry.log.warning("work failed", reason=reason)
            return self._settle(lambda: self._put_back(held, reason))
        except Exception as error:
            service.telemetry.log.error("work failed by a fault of the program", error=error)
            reason = where(error)  # of a kind and place, never what it says
            return self._settle(lambda: self._put_back(held, reason))
        return "done"

    def _settle(self, change: Callable[[], str]) -> str:
        """What becomes of work that was not done. Where even that cannot be written, its lease runs out."""
        try:
            return change()
        except LostLease:
            return "lost"
        except StorageError as error:
            self._service.telemetry.log.warning("work is left to its lease", error=error)
            return "left"

    def _release(self, held: Work) -> str:
        with self._service.database.begin() as tx:
            work.release(tx, held)
        return "released"

    def _postpone(self, held: Work) -> str:
        with self._service.database.begin() as tx:
            work.postpone(tx, held, MACHINE_S, "machine")
        return "postponed"

    def _put_back(self, held: Work, reason: str) -> str:
        telemetry, sort = self._service.telemetry, reason.partition(" at ")[0]
        telemetry.metrics.failures.labels(held.kind, sort).inc()
        delay = self._service.settings.service.retry_seconds * (PATIENCE if held.failures else 1)
        # What is read is read for every case that holds it: a request's id goes into its own case's events alone.
        request = "" if held.kind == "read" else held.request_id
        with self._service.database.begin(request) as tx:
            after, told = recovery.failed(tx, held, delay, reason, f"worker:{self._owner}")
        self._service.tell(told)
        if after.state is WorkState.QUARANTINED:
            telemetry.metrics.quarantines.labels(held.kind, sort).inc()
            telemetry.log.error("work given up", reason=reason, attempts=after.attempts, failures=after.failures)
        return after.state.value
