"""What another policy or registry would make of cases that were judged: compared without writing, then done."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from pipeline.screening import Screening
from pipeline.work.clerk import Poison
from pipeline.work.judging import JudgesRoom, ReadingLost
from storage.errors import NotFound, Refused
from storage.records import cases, flow, verdicts
from storage.records.verdicts import VerdictRow
from storage.states import CaseState
from validators.policy import Policy
from validators.registry import Registry

if TYPE_CHECKING:
    from pipeline.service import Service

Finding = tuple[str, str, str, str]
"""code, outcome, severity, rule"""


@dataclass(frozen=True, slots=True)
class Change:
    """One case under the other rules. `after` is None where it could not be judged; `why` is then a code."""

    case_id: UUID
    before: str  # disposition
    after: str | None
    gone: tuple[Finding, ...] = ()  # findings that there would be no more
    come: tuple[Finding, ...] = ()
    why: str = ""

    @property
    def changed(self) -> bool:
        return self.before != self.after or bool(self.gone or self.come)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried on the cases of one policy's name, from a day on."""

    policy: Policy
    since: dt.datetime
    registry: Registry | None = None  # None: the one in force


def compared(service: Service, trial: Trial) -> Iterator[Change]:
    """Every case that stands judged under the policy's name, as it is and as it would be. Nothing is written."""
    room = JudgesRoom(service, "trial")
    for verdict in _standing(service, trial):
        yield _compared(room, verdict, trial)


def ordered(service: Service, trial: Trial, actor: str) -> tuple[int, int]:
    """Have them judged anew by the rules now in force: how many were sent, and how many must stay as they are."""
    sent = stay = 0
    for verdict in _standing(service, trial):
        try:
            with service.database.begin() as tx:
                case = cases.lock(tx, verdict.case_id)
                if case.state is not CaseState.JUDGED:  # decided meanwhile, or a supplement is being read
                    stay += 1
                    continue
                told = flow.rejudge(tx, case, actor, {"reason": "rules_changed", "policy": trial.policy.version})
        except Refused:
            stay += 1
            continue
        service.tell(told)
        sent += 1
    return sent, stay


def _standing(service: Service, trial: Trial) -> Iterator[VerdictRow]:
    last: VerdictRow | None = None
    while True:
        with service.database.begin() as tx:
            found = verdicts.since(tx, trial.policy.name, trial.since, last)
        if not found:
            return
        yield from found
        last = found[-1]


def _compared(room: JudgesRoom, verdict: VerdictRow, trial: Trial) -> Change:
    try:
        screening = room.screening(room.docket(verdict.case_id), trial.policy, trial.registry)
    except (NotFound, Poison, ReadingLost):
        return Change(verdict.case_id, verdict.disposition, None, why="not_readable")
    if screening.verdict is None:
        raise ValueError("a case that was judged has a verdict")
    before, after = Counter(map(_finding, verdict.findings)), _findings(screening)
    return Change(
        verdict.case_id,
        verdict.disposition,
        screening.verdict.disposition.value,
        tuple(sorted((before - after).elements())),
        tuple(sorted((after - before).elements())),
    )


def _findings(screening: Screening) -> Counter[Finding]:
    found = screening.verdict.findings if screening.verdict else ()
    return Counter((f.code, f.outcome.value, f.severity.value, f.rule) for f in found)


def _finding(row: Mapping[str, str]) -> Finding:
    return row["code"], row["outcome"], row["severity"], row["rule"]
