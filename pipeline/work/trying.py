"""Trials, as work: past cases judged by other rules, a few seconds at a time, so that nobody waits behind them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from pipeline.work.judging import JudgesRoom
from pipeline.work.lease import Lease
from pipeline.work.rejudging import Change, under_policy, under_thresholds
from pipeline.workers import ReaderError
from storage.errors import LostLease, NotFound, StorageError
from storage.records import trials, verdicts, work
from storage.records.flow import Told
from storage.records.trials import TrialRow, Tried
from storage.records.verdicts import VerdictRow
from storage.records.work import Work
from validators.errors import PolicyError
from validators.thresholds import THRESHOLDS

if TYPE_CHECKING:
    from pipeline.service import Service

STRETCH_S = 3.0
"""Instant cases wait so long at most; then what is due takes its turn, and the trial goes on behind it."""
AT_ONCE = 50

Judge = Callable[[VerdictRow], Change]


class Tryer:
    """Does `try` work: one stretch of a trial, and sees to the next."""

    def __init__(self, service: Service, room: JudgesRoom, owner: str) -> None:
        self._service = service
        self._room = room
        self._actor = f"worker:{owner}"

    def do(self, held: Work, lease: Lease) -> None:
        trial_id = UUID(held.subject.partition(":")[0])
        with self._service.database.begin() as tx:
            trial = trials.get(tx, trial_id)
        if trial.state == "running":
            try:
                with self._rules(trial) as judge:
                    self._stretch(trial, judge, lease)
            except (NotFound, PolicyError):  # the pack is not there any more, or cannot be used
                with self._service.database.begin() as tx:
                    trials.end(tx, trial.id, self._actor, stopped=True)
        with self._service.database.begin() as tx:
            work.finish(tx, held)
            told = self._onward(tx, trials.get(tx, trial_id))
        self._service.tell(told)

    @contextmanager
    def _rules(self, trial: TrialRow) -> Iterator[Judge]:
        """Judging by what the trial is about. Raises NotFound, PolicyError where there are no such rules any more."""
        if trial.sort == "thresholds":
            levels: dict[str, Any] = dict(trial.thresholds)
            changed = replace(THRESHOLDS, **levels)
            yield lambda verdict: under_thresholds(self._room, verdict, changed)
            return
        with self._service.rulebook.edition(trial.policy, trial.version) as policy:
            yield lambda verdict: under_policy(self._room, verdict, policy)

    def _stretch(self, trial: TrialRow, judge: Judge, lease: Lease) -> None:
        until = time.monotonic() + STRETCH_S
        with self._service.database.begin() as tx:
            due = [(row, verdicts.by_id(tx, row.verdict_id)) for row in trials.due(tx, trial.id, AT_ONCE)]
        for row, verdict in due:
            if lease.lost:
                raise LostLease("while trying")
            change = self._judged(judge, verdict)
            with self._service.database.begin() as tx:
                trials.note(tx, row, _tried(change))
                stopped = trials.get(tx, trial.id).state != "running"
            if stopped or time.monotonic() > until:
                return

    def _judged(self, judge: Judge, verdict: VerdictRow) -> Change:
        """A case that breaks the judge is told as one, and keeps no other from its turn."""
        try:
            return judge(verdict)
        except (StorageError, ReaderError):
            raise
        except Exception as error:
            self._service.telemetry.log.error("a case could not be tried", error=error)
            return Change(verdict.case_id, verdict.disposition, None, why="fault")

    def _onward(self, tx: Connection, trial: TrialRow) -> Told:
        far = trials.progress(tx, [trial.id]).get(trial.id)
        if trial.state != "running":
            return Told()
        if far is None or not far.left:
            trials.end(tx, trial.id, self._actor)
            return Told()
        return trials.go_on(tx, trial.id, far.done)


def _tried(change: Change) -> Tried:
    gone, come = ([asdict(one) for one in found] for found in (change.gone, change.come))
    return Tried(change.before, change.after, gone, come, change.moved, change.why)
