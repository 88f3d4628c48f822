"""What failed, was given up or lies still: what follows from it for the cases, and how it comes back.

The same locks in the same order as in flow.py, whose steps these are when something went wrong.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, text

from storage.errors import NotFound, Refused
from storage.records import cases, events, flow, readings, webhooks, work
from storage.records.cases import CaseRow
from storage.records.flow import Told
from storage.records.readings import SLICE_PAGES, Slice
from storage.records.work import Work
from storage.states import CASE, CaseState, WorkState

# ── work that failed ─────────────────────────────────────────────────────────────────────────────────────────────────


def failed(tx: Connection, held: Work, delay: float, reason: str, actor: str) -> tuple[Work, Told]:
    """Work of any kind failed by its own fault: again in `delay` seconds, or given up, with what follows from it.

    Raises LostLease.
    """
    if held.kind == "read":
        return slice_failed(tx, held, delay, reason, actor)
    if held.kind == "judge":
        return judging_failed(tx, held, delay, reason, actor)
    after = work.retry(tx, held, delay, reason)
    return after, _after_quarantine(tx, after, actor) if after.state is WorkState.QUARANTINED else Told()


def slice_failed(
    tx: Connection, held: Work, delay: float, reason: str, actor: str, *, blame: bool = True
) -> tuple[Work, Told]:
    """Reading a slice failed: again in `delay` seconds, or given up if it failed as often as it may. Raises LostLease.

    `reason` is a code. `blame`: False if the machine failed, not the page.
    """
    after = work.retry(tx, held, delay, reason, blame)
    return after, _given_up(tx, after, actor) if after.state is WorkState.QUARANTINED else Told()


def _given_up(tx: Connection, quarantined: Work, actor: str) -> Told:
    """The rest of the upload, and of its cases, goes on without these pages."""
    came = Slice(page_count=None, pages_done=0, given_up=True)
    return flow.settled(tx, quarantined, came, actor, SLICE_PAGES)


def judging_failed(tx: Connection, held: Work, delay: float, reason: str, actor: str) -> tuple[Work, Told]:
    """Judging failed: again in `delay` seconds; tried often enough, the case is failed. Raises LostLease."""
    case = flow.to_judge(tx, held)
    after = work.retry(tx, held, delay, reason)
    if after.state is not WorkState.QUARANTINED or case is None:
        return after, Told()
    return after, _fail(tx, case, reason, actor)


def _fail(tx: Connection, case: CaseRow, reason: str, actor: str) -> Told:
    moved = cases.move(tx, case, CaseState.FAILED, actor, {"reason": reason})
    return Told((moved,), flow.announce(tx, moved, "case.failed", {"reason": reason}))


def _after_quarantine(tx: Connection, lost: Work, actor: str) -> Told:
    if lost.kind == "read":
        return _given_up(tx, lost, actor)
    if lost.kind == "judge":
        case = flow.to_judge(tx, lost)
        return Told() if case is None else _fail(tx, case, lost.reason or "worker_lost", actor)
    if lost.kind == "notify":
        return Told(work=webhooks.given_up(tx, webhooks.of_work(tx, lost), (None, "worker_lost")))
    return Told()


# ── out of quarantine ────────────────────────────────────────────────────────────────────────────────────────────────


_SHARED = text(f"""
select {cases.COLUMNS} from cases
where state in ('judged', 'failed') and id in (
  select case_id from uploads where sha256 = :sha256 and state = 'received' and uploads.round <= cases.round)
order by id for no key update
""")


def requeue(tx: Connection, work_id: UUID, actor: str) -> Told:
    """Out of quarantine with all that hangs on it: cases that went on without these pages wait for them again.

    Raises Refused, NotFound.
    """
    there = work.get(tx, work_id)
    if there is None:
        raise NotFound(f"there is no work {work_id}")
    after = _undo(tx, there, actor)
    put_back = work.requeue(tx, work_id)
    events.append(tx, "work.requeued", actor, there.case_id, {"work": str(work_id), "kind": there.kind})
    return after + Told(work=((put_back.queue, put_back.id),))


def _undo(tx: Connection, quarantined: Work, actor: str) -> Told:
    if quarantined.kind == "read":
        sha256, reader, first = readings.parts(quarantined.subject)
        waiting = [cases.case_of(row) for row in tx.execute(_SHARED, {"sha256": sha256})]
        readings.reopen(tx, sha256, reader, first)
        data = {"reason": "reading_requeued"}
        return Told(tuple(cases.move(tx, case, CaseState.READING, actor, data) for case in waiting))
    if quarantined.kind == "judge" and quarantined.case_id is not None:
        case = cases.lock(tx, quarantined.case_id)
        if case.state is not CaseState.FAILED or flow.judge_subject(case) != quarantined.subject:
            raise Refused(f"case {case.id}", case.state, CaseState.JUDGING, CASE.after(case.state))
        return Told((cases.move(tx, case, CaseState.JUDGING, actor, new_judging=False),))
    if quarantined.kind == "notify":
        raise Refused("a webhook's delivery", quarantined.state, "due by this way: webhooks.redeliver sends it again")
    return Told()


# ── what nobody works at any more ────────────────────────────────────────────────────────────────────────────────────


def expire(tx: Connection, actor: str = events.SYSTEM, limit: int = 100) -> Told:
    """What dead workers held is due again; what killed too many of them is given up, with what follows from it."""
    after = Told()
    for lost in work.expire(tx, limit):
        if lost.state is WorkState.QUARANTINED:
            after += _after_quarantine(tx, lost, actor)
        else:
            after += Told(work=((lost.queue, lost.id),))
    return after


_STUCK = text(f"""
select {cases.COLUMNS} from cases
where state = 'reading' and not exists (
  select from uploads join readings on readings.sha256 = uploads.sha256 and readings.reader = :reader
  where uploads.case_id = cases.id and uploads.state = 'received' and uploads.round <= cases.round
    and readings.state = 'due')
order by seq limit :limit for no key update skip locked
""")
_UNJUDGED = text(f"""
select {cases.COLUMNS} from cases
where state = 'judging' and not exists (
  select from work where kind = 'judge' and subject = cases.id || ':' || cases.judge_no
    and state in ('due', 'leased', 'quarantined'))
order by seq limit :limit for no key update skip locked
""")


def unstick(tx: Connection, reader: str, actor: str = events.SYSTEM, limit: int = 100) -> Told:
    """Cases that wait for nothing: after the reader was changed they want its readings; otherwise there should be none.
    Slices and deliveries that nobody works at get work anew.

    A case in `judging` without judge work goes back and is sent on again.
    """
    after = Told()
    for row in tx.execute(_STUCK, {"reader": reader, "limit": limit}).all():
        after += flow.want(tx, cases.case_of(row), reader, actor, SLICE_PAGES)
    for row in tx.execute(_UNJUDGED, {"limit": limit}).all():
        back = cases.move(tx, cases.case_of(row), CaseState.READING, actor, {"reason": "judge_work_lost"})
        after += flow.want(tx, back, reader, actor, SLICE_PAGES)
    return after + Told(work=readings.stranded(tx, reader) + webhooks.stranded(tx))
