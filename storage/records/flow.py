"""The way of a case through the service: every step that touches more than one noun, with its locks, in one place.
What failed, was given up or lies still is recovery.py's.

Each function takes a transaction and returns what it moved and the work that the queue has to be told of *after* the
transaction. Locks are taken in one order: the case, then readings by sha256; who settles a reading holds it first and
then locks only cases that were already being read, by id. So two sides of a race see each other, and none waits in a
circle.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from storage.records import (
    cases,
    corrections,
    events,
    headway,
    queue,
    readings,
    retention,
    uploads,
    verdicts,
    webhooks,
    work,
)
from storage.records.cases import CaseRow
from storage.records.readings import BATCH, INSTANT, SLICE_PAGES, Slice
from storage.records.verdicts import NewVerdict, VerdictRow
from storage.records.work import Call, Work
from storage.states import CaseState

JUDGE_INSTANT, JUDGE = "judge.instant", "judge"
MOST_JUDGINGS = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What moved, and work to tell the queue of once the transaction is over."""

    cases: tuple[CaseRow, ...] = ()
    work: tuple[Call, ...] = ()

    def __add__(self, other: Told) -> Told:
        return Told(self.cases + other.cases, self.work + other.work)

    @property
    def case(self) -> CaseRow:
        """The one that was asked for, as it is now."""
        return self.cases[-1]


def queue_of(case: CaseRow) -> str:
    """Where the case's uploads wait to be read."""
    return INSTANT if case.track == "instant" else BATCH


def _desk_of(case: CaseRow) -> str:
    """Where what is done for it without reading waits."""
    return JUDGE_INSTANT if case.track == "instant" else JUDGE


# ── from upstream ────────────────────────────────────────────────────────────────────────────────────────────────────


_REPLACED = text("""
select id from uploads where case_id = :case_id and state in ('expected', 'received') and id in (
  select replaces from uploads where case_id = :case_id and state = 'received' and round = :round)
""")


def submit(
    tx: Connection,
    case: CaseRow,
    reader: str,
    actor: str,
    *,
    supplement: bool = False,
    data: Mapping[str, Any] | None = None,
    slice_pages: int = SLICE_PAGES,
) -> Told:
    """A locked case goes to be read; if all of it has been read before, on to be judged.

    `supplement`: a new round, with the uploads that came for it, without those they replace. Without it, a case that
    was read is read again (by a newer reader, say). Raises Refused.
    """
    moved = cases.move(tx, case, CaseState.READING, actor, data, new_round=supplement)
    if supplement:
        replaced = tx.execute(_REPLACED, {"case_id": moved.id, "round": moved.round}).scalars().all()
        for upload_id in replaced:
            uploads.remove(tx, upload_id, actor)
    return want(tx, moved, reader, actor, slice_pages)


def want(tx: Connection, case: CaseRow, reader: str, actor: str, slice_pages: int) -> Told:
    """A locked case that is being read waits for these readings, or goes on where there is nothing to wait for."""
    files = uploads.of_case(tx, case.id)
    shas = [upload.sha256 for upload in files if upload.sha256]
    rows, told = readings.want(tx, shas, reader, queue_of(case), slice_pages)
    if all(row.settled for row in rows):
        return _to_judge(tx, case, actor) + Told(work=told)
    return Told((case,), told + headway.ask(tx, files, rows, _desk_of(case)))


def cancel(tx: Connection, case: CaseRow, actor: str, data: Mapping[str, Any] | None = None) -> Told:
    """A locked case ends here; what was being done for it stops, readings that others want go on. Raises Refused."""
    moved = cases.move(tx, case, CaseState.CANCELLED, actor, data)
    work.drop_of_case(tx, case.id, "judge", "cancelled")
    retention.schedule(tx, moved)
    return Told((moved,), announce(tx, moved, "case.cancelled"))


# ── from the readers ─────────────────────────────────────────────────────────────────────────────────────────────────


def slice_done(tx: Connection, held: Work, came: Slice, actor: str, slice_pages: int = SLICE_PAGES) -> Told:
    """A slice was read and its object put: finish its work, begin those that follow, and if it was the last, send every
    case that waited for it on. Raises LostLease; the object may then be left where it is: it is the same."""
    work.finish(tx, held)
    return settled(tx, held, came, actor, slice_pages)


def settled(tx: Connection, held: Work, came: Slice, actor: str, slice_pages: int) -> Told:
    """A slice whose work is settled is recorded: those that follow begin, and cases that waited for the last go on."""
    sha256, reader, first = readings.parts(held.subject)
    if readings.get_slice(tx, sha256, reader, first) is None:
        return Told()  # forgotten meanwhile: nobody has these bytes any more
    reading, told = readings.settle_slice(tx, (sha256, reader, first), came, held.queue, slice_pages)
    after = Told(work=told)
    if reading.settled:
        after += _advance(tx, _waiting(tx, sha256), reader, actor)
    return after


_WAITING = text(f"""
select {cases.COLUMNS} from cases
where state = 'reading' and id in (
  select case_id from uploads where sha256 = :sha256 and state = 'received')
order by id for no key update
""")
_UNREAD = text("""
select uploads.case_id from uploads join cases on cases.id = uploads.case_id
left join readings on readings.sha256 = uploads.sha256 and readings.reader = :reader
where uploads.case_id = any(:ids) and uploads.state = 'received' and uploads.round <= cases.round
  and readings.state is distinct from 'done' and readings.state is distinct from 'quarantined'
""")


def _waiting(tx: Connection, sha256: str) -> tuple[CaseRow, ...]:
    return tuple(cases.case_of(row) for row in tx.execute(_WAITING, {"sha256": sha256}))


def _advance(tx: Connection, locked: tuple[CaseRow, ...], reader: str, actor: str) -> Told:
    """Those of the locked cases all of whose uploads are settled go to be judged.

    Looked at after they were locked: of two readings that end together, the second sees the first.
    """
    if not locked:
        return Told()
    ids = [case.id for case in locked]
    unread = set(tx.execute(_UNREAD, {"ids": ids, "reader": reader}).scalars())
    after = Told()
    for case in locked:
        if case.id not in unread:
            after += _to_judge(tx, case, actor)
    return after


def _to_judge(
    tx: Connection, case: CaseRow, actor: str, data: Mapping[str, Any] | None = None, *, urgent: bool = False
) -> Told:
    was_reading = case.state is CaseState.READING
    moved = cases.move(tx, case, CaseState.JUDGING, actor, data)
    queue = JUDGE_INSTANT if urgent else _desk_of(case)
    added = work.add(tx, "judge", queue, judge_subject(moved), moved.id, most_failures=MOST_JUDGINGS)
    told = () if added is None else ((queue, added),)
    return Told((moved,), told + (announce(tx, moved, "case.read") if was_reading else ()))


# ── from the judge ───────────────────────────────────────────────────────────────────────────────────────────────────


def judge_subject(case: CaseRow) -> str:
    return f"{case.id}:{case.judge_no}"


def to_judge(tx: Connection, held: Work) -> CaseRow | None:
    """The case that judge work is about, locked; None if it is no longer to be judged under this number."""
    case_id, _, judge_no = held.subject.partition(":")
    case = cases.lock(tx, UUID(case_id))
    wanted = case.state is CaseState.JUDGING and case.judge_no == int(judge_no)
    return case if wanted else None


def judged(tx: Connection, held: Work, new: NewVerdict, actor: str) -> tuple[VerdictRow | None, Told]:
    """The case has a verdict. None if nobody waits for this one any more (cancelled, or to be judged anew): its work is
    finished all the same. Raises LostLease."""
    case = to_judge(tx, held)
    work.finish(tx, held)
    if case is None:
        return None, Told()
    verdict = verdicts.add(tx, case, new)
    data = {"verdict": verdict.number, "disposition": verdict.disposition, "judge_no": case.judge_no}
    versions = {
        "program": new.program,
        "reader": new.reader,
        "policy": new.policy_version,
        "registry": new.registry_version,
        "calibration": new.calibration,
    }
    moved = cases.move(tx, case, CaseState.JUDGED, actor, {**data, "versions": versions})
    queue.judged(tx, moved.id, new)
    told = Told((moved,), announce(tx, moved, "case.judged", data))
    if corrections.changes(tx, moved.id) > new.corrections:  # somebody corrected it meanwhile
        told += rejudge(tx, moved, events.SYSTEM, {"reason": "corrected"}, urgent=True)
    return verdict, told


def reading_lost(tx: Connection, held: Work, sha256: str, reader: str, actor: str) -> Told:
    """The object of a reading that judge work needs is gone: its bytes are read again, and the case waits for that.

    Raises LostLease.
    """
    case = to_judge(tx, held)
    work.finish(tx, held)
    if case is None:
        return Told()
    readings.discard(tx, sha256, reader)
    back = cases.move(tx, case, CaseState.READING, actor, {"reason": "reading_lost"})
    return want(tx, back, reader, actor, SLICE_PAGES)


def rejudge(
    tx: Connection, case: CaseRow, actor: str, data: Mapping[str, Any] | None = None, *, urgent: bool = False
) -> Told:
    """A locked case is judged again from the readings there are (a new policy or registry, a correction).

    `urgent`: somebody waits for it, whatever its track. Raises Refused.
    """
    return _to_judge(tx, case, actor, data, urgent=urgent)


# ── from people ──────────────────────────────────────────────────────────────────────────────────────────────────────


def reread(  # noqa: PLR0917 (what is read again, by which reader, for whom)
    tx: Connection, case: CaseRow, shas: Collection[str], reader: str, actor: str, slice_pages: int = SLICE_PAGES
) -> Told:
    """A locked case waits until these of its bytes have been read anew, what was given up included. Raises Refused."""
    for sha in sorted(shas):
        readings.discard(tx, sha, reader)
    moved = cases.move(tx, case, CaseState.READING, actor, {"reason": "reread_asked", "files": len(shas)})
    return want(tx, moved, reader, actor, slice_pages)


def decide(tx: Connection, case: CaseRow, actor: str, data: Mapping[str, Any]) -> Told:
    """A person decided on a locked case. Raises Refused."""
    moved = cases.move(tx, case, CaseState.DECIDED, actor, data)
    retention.schedule(tx, moved)
    return Told((moved,), announce(tx, moved, "case.decided", data))


# ── to upstream ──────────────────────────────────────────────────────────────────────────────────────────────────────


def announce(tx: Connection, case: CaseRow, event: str, data: Mapping[str, Any] | None = None) -> tuple[Call, ...]:
    """Deliveries for the hooks of the case's client: work. What they carry names nobody."""
    payload = {
        "case_id": str(case.id),
        "case_key": case.case_key,
        "region": case.region,
        "state": case.state.value,
        "round": case.round,
        **(data or {}),
    }
    return webhooks.enqueue(tx, case, event, payload)
