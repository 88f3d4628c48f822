"""Looks, every few seconds, whether anything waits that nobody was told of, and puts right what a crash left half done.

Everything here may run twice at once, or not for an hour: it only ever brings forward what the database says is due.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from pipeline.quality import drift, sampling, tallying
from pipeline.service import ReaderKind, Service
from pipeline.settings import Settings
from pipeline.stopping import ask_to_stop
from pipeline.telemetry import logs
from pipeline.up.heartbeat import Heart
from storage.errors import StorageError
from storage.records import events, idempotency, imports, recovery, retention, strays, webhooks, work
from storage.records.flow import Told

MINUTE_S, HOUR_S = 60.0, 3600.0
FORM_S = 24 * HOUR_S
"""Seconds after which what was put by a form, and never confirmed, is removed."""
STRAYS_S = 6 * HOUR_S
STRAYS_AT_ONCE = 2000
SETTLED_DAYS = 30
LONGEST_S = HOUR_S
"""Seconds one sweep may take: millions of objects are listed one after the other."""
PURGE_QUEUE = "purge"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look after: how often, and what to do in one transaction. Returns how much there was to do."""

    name: str
    every: float  # seconds
    do: Callable[[Connection], tuple[int, Told]]


class Sweeper:
    def __init__(self, service: Service) -> None:
        self._service = service
        self.began = time.monotonic()  # its last sweep
        its = service.settings.service
        often = its.sweep_seconds
        self.tasks = (
            Task("resend", often, self._resend),
            Task("expire", often, self._expire),
            Task("unstick", max(often, its.unstick_seconds), self._unstick),
            Task("seal", MINUTE_S, self._seal),
            Task("purge", HOUR_S, self._purge),
            Task("forms", HOUR_S, self._forms),
            Task("tidy", HOUR_S, self._tidy),
            Task("strays", MINUTE_S, self._strays),
            Task("draw", HOUR_S, self._draw),
            Task("drift", HOUR_S, self._drift),
        )
        self._walk = self._objects()
        self._next = dict.fromkeys((task.name for task in self.tasks), 0.0)

    def sweep(self, *, all_of_it: bool = False) -> dict[str, int]:
        """Every task whose time has come: how much each had to do. A task that fails keeps no other from its turn."""
        did: dict[str, int] = {}
        self.began = time.monotonic()
        for task in self.tasks:
            now = time.monotonic()
            if all_of_it or now >= self._next[task.name]:
                self._next[task.name] = now + task.every
                did[task.name] = self._do(task)
        return did

    def _do(self, task: Task) -> int:
        service = self._service
        try:
            with service.database.begin() as tx:
                count, told = task.do(tx)
        except StorageError as error:
            service.telemetry.log.warning("cannot sweep", task=task.name, error=error)
            return 0
        except Exception as error:
            service.telemetry.log.error("sweeping failed by a fault of the program", task=task.name, error=error)
            return 0
        service.tell(told)
        if count:
            service.telemetry.metrics.sweeps.labels(task.name).inc(count)
            service.telemetry.log.info("swept", task=task.name, count=count)
        return count

    def _resend(self, tx: Connection) -> tuple[int, Told]:
        """What is due and was never told, or told and not heeded."""
        late = work.due(tx, resend_after=self._service.settings.service.resend_seconds)
        return len(late), Told(work=tuple((one.queue, one.id) for one in late))

    def _expire(self, tx: Connection) -> tuple[int, Told]:
        """What a dead worker held."""
        told = recovery.expire(tx)
        return len(told.work) + len(told.cases), told

    def _unstick(self, tx: Connection) -> tuple[int, Told]:
        told = recovery.unstick(tx, self._service.reader)
        return len(told.work) + len(told.cases), told

    def _seal(self, tx: Connection) -> tuple[int, Told]:
        head = events.seal(tx, self._service.vault)
        if head is not None:  # kept in the log as well, it shows if the seals were cut off
            self._service.telemetry.log.info("log sealed", number=head.number, version=str(head))
        return int(head is not None), Told()

    def _purge(self, tx: Connection) -> tuple[int, Told]:
        """Work for every case whose time has come."""
        due = retention.due(tx)
        made = [(PURGE_QUEUE, work.add(tx, "purge", PURGE_QUEUE, str(case_id), case_id)) for case_id in due]
        calls = tuple((queue, found) for queue, found in made if found is not None)
        return len(calls), Told(work=calls)

    def _forms(self, tx: Connection) -> tuple[int, Told]:
        """What was put by a presigned form and never confirmed. The upload stays announced: it may come yet."""
        before = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=FORM_S)
        old = [key for key, written in self._service.blobs.keys("incoming/") if written < before]
        forgotten = [key for key in old if key not in imports.awaited(tx, old)]
        for key in forgotten:
            self._service.blobs.remove(key)
        return len(forgotten), Told()

    def _strays(self, tx: Connection) -> tuple[int, Told]:
        """Objects that no row names, a day after they were put: some at a time, since the list may be long."""
        before = dt.datetime.now(dt.UTC) - dt.timedelta(hours=self._service.settings.service.stray_hours)
        seen = list(islice(self._walk, STRAYS_AT_ONCE))
        if not seen:
            self._next["strays"], self._walk = time.monotonic() + STRAYS_S, self._objects()
        lost = strays.strays(tx, [key for key, written in seen if written < before]) if seen else ()
        for key in lost:
            self._service.blobs.remove(key)
        return len(lost), Told()

    def _objects(self) -> Iterator[tuple[str, dt.datetime]]:
        for prefix in strays.PREFIXES:
            yield from self._service.blobs.keys(prefix)

    def _tidy(self, tx: Connection) -> tuple[int, Told]:
        return work.sweep(tx, SETTLED_DAYS) + idempotency.sweep(tx) + webhooks.forget_old(tx), Told()

    def _draw(self, tx: Connection) -> tuple[int, Told]:
        """Samples of the days that auditors' daily plans have not drawn from yet."""
        return sampling.draw_due(self._service, tx), Told()

    def _drift(self, tx: Connection) -> tuple[int, Told]:
        """Error rates that left their control limits."""
        tallying.make_anew(tx)
        return drift.watch(tx), Told()


def run(settings: Settings, reader: ReaderKind | None = None, heart: Heart | None = None) -> None:
    """Sweeps until SIGTERM or SIGINT."""
    service = Service.open(settings, "sweeper", reader)
    logs.adopt(service.telemetry.log, settings.service.log_level)
    over = ask_to_stop()
    try:
        if settings.service.metrics_port:
            service.telemetry.metrics.serve(settings.service.metrics_host, settings.service.metrics_port)
        sweeper = Sweeper(service)
        service.telemetry.log.info("sweeper started", reader=service.reader)
        if heart is not None:
            heart.lively = lambda: time.monotonic() - sweeper.began < LONGEST_S
        while not over.wait(settings.service.sweep_seconds):
            sweeper.sweep()
    finally:
        service.close()
