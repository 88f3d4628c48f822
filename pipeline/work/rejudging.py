"""What other rules would make of cases that were judged: another policy or registry, or other thresholds. Compared
without writing; then, for a policy, done."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from pipeline.screening import Screening
from pipeline.work.clerk import Poison
from pipeline.work.judging import Docket, JudgesRoom, ReadingLost
from storage.errors import NotFound, Refused
from storage.records import cases, flow, verdicts
from storage.records.verdicts import VerdictRow
from storage.states import CaseState
from validators.policy import Policy
from validators.registry import Registry
from validators.thresholds import Thresholds
from validators.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from pipeline.service import Service

GRAVITY = tuple(outcome.value for outcome in (Outcome.PASS, Outcome.UNSURE, Outcome.FAIL))


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A finding, without anything personal; where it is seen, if that is known, tells no two apart."""

    code: str
    outcome: str
    severity: str
    rule: str
    upload: str = field(default="", compare=False)  # its id
    page: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One case under the other rules. `after` is None where it could not be judged; `why` is then a code."""

    case_id: UUID
    before: str  # disposition
    after: str | None
    gone: tuple[Found, ...] = ()  # findings that there would be no more
    come: tuple[Found, ...] = ()
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # code → gravest outcome before and after
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
        yield under_policy(room, verdict, trial.policy, trial.registry)


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


def under_policy(room: JudgesRoom, verdict: VerdictRow, policy: Policy, registry: Registry | None = None) -> Change:
    """The verdict that stands, against what other rules say."""
    try:
        docket = room.docket(verdict.case_id)
        after = room.judged(docket, room.read(docket), policy, registry)
    except (NotFound, Poison, ReadingLost):
        return _unjudged(verdict)
    before = tuple(Found(f["code"], f["outcome"], f["severity"], f["rule"]) for f in verdict.findings)
    roots = (Found(f["code"], f["outcome"], f["severity"], f["rule"]) for f in verdict.findings if "cause" not in f)
    return _change(verdict.case_id, (verdict.disposition, before, _gravest(roots)), _told(after, docket))


def under_thresholds(room: JudgesRoom, verdict: VerdictRow, thresholds: Thresholds) -> Change:
    """The case as the machine judges it now, against what it would say by other thresholds. What people corrected is
    left out: it is the machine that is tried."""
    try:
        docket = replace(room.docket(verdict.case_id), corrections=())
        read = room.read(docket)
        before, after = room.judged(docket, read), room.judged(docket, read, thresholds=thresholds)
    except (NotFound, Poison, ReadingLost):
        return _unjudged(verdict)
    return _change(verdict.case_id, _told(before, docket), _told(after, docket))


Side = tuple[str, tuple[Found, ...], Mapping[str, str]]
"""Disposition, findings, and the gravest outcome of each code."""


def _unjudged(verdict: VerdictRow) -> Change:
    return Change(verdict.case_id, verdict.disposition, None, why="not_readable")


def _change(case_id: UUID, before: Side, after: Side) -> Change:
    (was, old, spoke), (will_be, new, speaks) = before, after
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    moved = {
        code: (spoke.get(code, GRAVITY[0]), speaks.get(code, GRAVITY[0]))
        for code in sorted(spoke.keys() | speaks.keys())
        if spoke.get(code, GRAVITY[0]) != speaks.get(code, GRAVITY[0])
    }
    return Change(case_id, was, will_be, tuple(sorted(gone.elements())), tuple(sorted(come.elements())), moved)


def _told(screening: Screening, docket: Docket) -> Side:
    verdict, uploads = _verdict(screening), docket.positions
    found = tuple(
        Found(f.code, f.outcome.value, f.severity.value, f.rule, str(uploads[f.upload][1]), f.page or 1)
        if f.upload in uploads
        else Found(f.code, f.outcome.value, f.severity.value, f.rule)
        for f in verdict.findings
    )
    roots = (Found(f.code, f.outcome.value, f.severity.value, f.rule) for f, _ in verdict.grouped())
    return verdict.disposition.value, found, _gravest(roots)


def _verdict(screening: Screening) -> Verdict:
    if screening.verdict is None:
        raise ValueError("a case that was judged has a verdict")
    return screening.verdict


def _gravest(found: Iterable[Found]) -> dict[str, str]:
    """Of each code. What only follows from another finding says nothing of its own."""
    worst: dict[str, str] = {}
    for one in found:
        worst[one.code] = max(worst.get(one.code, GRAVITY[0]), one.outcome, key=GRAVITY.index)
    return worst
