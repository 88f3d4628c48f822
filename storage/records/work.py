"""工作: what has to be done, who holds it, how often it was tried. The queue only says that there is some.

All times are the database's. An attempt is counted when it starts, so that work which kills its worker is counted, too;
a failure is counted when the work itself was to blame. Whoever holds work shows its owner and attempt with every change
(the fence): who lost the lease changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import LostLease, NotFound, Refused
from storage.states import WORK, WorkState

Call = tuple[str, UUID]
"""(queue, work's id): what the queue is told after the transaction."""

MOST_FAILURES = 3
MOST_ATTEMPTS = 10
GRACE = 2.0  # seconds the asker has to tell the queue itself, before the sweeper does


@dataclass(frozen=True, slots=True)
class Work:
    id: UUID
    kind: str  # read, judge, notify, import, purge, forget
    queue: str
    subject: str  # unique in its kind: "sha256:reader:first", "case_id:judge_no", "delivery_id:round"
    case_id: UUID | None
    state: WorkState
    attempts: int
    failures: int
    most_attempts: int
    most_failures: int
    due_at: datetime
    lease_owner: str | None
    lease_until: datetime | None
    reason: str | None
    created_at: datetime
    request_id: str = ""  # of whoever caused it; "" where no request did


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of a queue's work waits, and since when."""

    due: int = 0
    leased: int = 0
    quarantined: int = 0
    oldest: float = 0.0  # seconds the first of those due has been due


_COLUMNS = ", ".join(f"work.{name}" for name in Work.__slots__)
_FENCE = "work.id = :id and work.state = 'leased' and work.lease_owner = :owner and work.attempts = :attempts"


def _work(row: Any) -> Work:
    return Work(**{**row._mapping, "state": WorkState(row.state)})


REQUEST = """coalesce(nullif(current_setting('yushen.request_id', true), ''), (
  select data->>'request_id' from events
  where case_id = {case_id} and data ? 'request_id' order by seq desc limit 1), '')"""
"""The request that is being answered, or else the case's last one."""
_ADD = text(f"""
insert into work (id, kind, queue, subject, case_id, state, most_failures, most_attempts, due_at, send_at, request_id)
values (:id, :kind, :queue, :subject, :case_id, 'due', :most_failures, :most_attempts,
        now() + make_interval(secs => :delay), now() + make_interval(secs => :send),
        {REQUEST.format(case_id="cast(:case_id as uuid)")})
on conflict (kind, subject) do nothing returning id
""")


def add(
    tx: Connection,
    kind: str,
    queue: str,
    subject: str,
    case_id: UUID | None = None,
    *,
    delay: float = 0.0,
    most_failures: int = MOST_FAILURES,
    most_attempts: int = MOST_ATTEMPTS,
) -> UUID | None:
    """Its id, for the queue to be told after the transaction; None if it is there already. `delay` in seconds."""
    values = {
        "id": uuid4(),
        "kind": kind,
        "queue": queue,
        "subject": subject,
        "case_id": case_id,
        "most_failures": most_failures,
        "most_attempts": most_attempts,
        "delay": delay,
        "send": delay or GRACE,
    }
    return tx.execute(_ADD, values).scalar_one_or_none()


def get(tx: Connection, work_id: UUID) -> Work | None:
    row = tx.execute(text(f"select {_COLUMNS} from work where id = :id"), {"id": work_id}).one_or_none()
    return None if row is None else _work(row)


_LEASE = """
update work set state = 'leased', attempts = attempts + 1, lease_owner = :owner,
       lease_until = clock_timestamp() + make_interval(secs => :lease)
where id = {which} and state = 'due' and due_at <= now()
returning {columns}
"""
_CLAIM = text(_LEASE.format(which=":id", columns=_COLUMNS))
_CLAIM_NEXT = text(
    _LEASE.format(
        which="""(
  select id from work where queue = :queue and state = 'due' and due_at <= now()
  order by due_at limit 1 for update skip locked
)""",
        columns=_COLUMNS,
    )
)


def claim(tx: Connection, work_id: UUID, owner: str, lease: float) -> Work | None:
    """This work for `lease` seconds, its attempt counted; None if it is not due, is held, or is settled.

    `owner` is one worker's, never used by two.
    """
    row = tx.execute(_CLAIM, {"id": work_id, "owner": owner, "lease": lease}).one_or_none()
    return None if row is None else _work(row)


def claim_next(tx: Connection, queues: Sequence[str], owner: str, lease: float) -> Work | None:
    """What has been due longest in the first of the queues that has any; never what another is claiming just now."""
    for queue in queues:
        row = tx.execute(_CLAIM_NEXT, {"queue": queue, "owner": owner, "lease": lease}).one_or_none()
        if row is not None:
            return _work(row)
    return None


def _fenced(work: Work) -> dict[str, Any]:
    return {"id": work.id, "owner": work.lease_owner, "attempts": work.attempts}


def _held(tx: Connection, change: str, work: Work, values: Mapping[str, Any] | None = None) -> Work:
    """The work after `change`, a constant of this file; LostLease if the asker does not hold it."""
    statement = text(f"update work set {change} where {_FENCE} returning {_COLUMNS}")
    row = tx.execute(statement, {**_fenced(work), **(values or {})}).one_or_none()
    if row is None:
        raise LostLease(f"work {work.id} (attempt {work.attempts}) is no longer held by who asked")
    return _work(row)


_NO_LEASE = "lease_owner = null, lease_until = null"


def extend(tx: Connection, work: Work, lease: float) -> bool:
    """Hold it for `lease` more seconds from now; False if it was lost."""
    try:
        _held(tx, "lease_until = clock_timestamp() + make_interval(secs => :lease)", work, {"lease": lease})
    except LostLease:
        return False
    return True


def finish(tx: Connection, work: Work) -> Work:
    """It is done. Raises LostLease."""
    return _held(tx, f"state = 'done', done_at = now(), reason = null, {_NO_LEASE}", work)


_RETRY = f"""
failures = failures + :blame,
state = case when failures + :blame >= most_failures or attempts >= most_attempts then 'quarantined' else 'due' end,
due_at = now() + make_interval(secs => :delay), send_at = now() + make_interval(secs => :delay),
reason = :reason, {_NO_LEASE}
"""


def retry(tx: Connection, work: Work, delay: float, reason: str, blame: bool = True) -> Work:
    """Put it back for `delay` seconds, or into quarantine if it was tried as often as it may be: look at its state.

    `blame`: the work itself failed, not the machine. `reason` is a code. Raises LostLease.
    """
    return _held(tx, _RETRY, work, {"delay": delay, "reason": reason, "blame": int(blame)})


def release(tx: Connection, work: Work) -> Work:
    """Give it back untried, as a worker does that is asked to stop. Raises LostLease."""
    change = f"state = 'due', attempts = attempts - 1, due_at = now(), send_at = now(), {_NO_LEASE}"
    return _held(tx, change, work)


_POSTPONE = f"""
state = 'due', attempts = attempts - 1, reason = :reason, {_NO_LEASE},
due_at = now() + make_interval(secs => :delay), send_at = now() + make_interval(secs => :delay)
"""


def postpone(tx: Connection, work: Work, delay: float, reason: str) -> Work:
    """Put it back for `delay` seconds, the attempt not counted: a server was away, and the work is as good as before.

    Raises LostLease.
    """
    return _held(tx, _POSTPONE, work, {"delay": delay, "reason": reason})


def quarantine(tx: Connection, work: Work, reason: str) -> Work:
    """Give it up for good, until a person puts it back. Raises LostLease."""
    return _held(tx, f"state = 'quarantined', reason = :reason, {_NO_LEASE}", work, {"reason": reason})


_REQUEUE = text(f"""
update work set state = 'due', attempts = 0, failures = 0, reason = null, due_at = now(),
       send_at = now() + make_interval(secs => {GRACE})
where id = :id and state = 'quarantined' returning {_COLUMNS}
""")


def requeue(tx: Connection, work_id: UUID) -> Work:
    """Out of quarantine, its counters at nought; recovery.requeue also sees to what hangs on it. Raises Refused."""
    row = tx.execute(_REQUEUE, {"id": work_id}).one_or_none()
    if row is not None:
        return _work(row)
    now = get(tx, work_id)
    if now is None:
        raise NotFound(f"there is no work {work_id}")
    raise Refused(f"work {work_id}", now.state, WorkState.DUE, WORK.after(now.state))


_DROP = text("""
update work set state = 'dropped', reason = :reason, lease_owner = null, lease_until = null, done_at = now()
where case_id = :case_id and kind = :kind and state in ('due', 'leased', 'quarantined')
""")


def drop_of_case(tx: Connection, case_id: UUID, kind: str, reason: str) -> int:
    """Whatever of this kind is not settled: how many. Who holds some finds the lease lost."""
    return tx.execute(_DROP, {"case_id": case_id, "kind": kind, "reason": reason}).rowcount


_DUE = text(f"""
update work set send_at = now() + make_interval(secs => :resend)
from (select id from work where state = 'due' and send_at <= now()
      order by send_at limit :limit for update skip locked) as late
where work.id = late.id returning {_COLUMNS}
""")


def due(tx: Connection, limit: int = 500, resend_after: float = 30.0) -> tuple[Work, ...]:
    """What is due and whose message was never sent, or was sent `resend_after` seconds ago and not heeded.

    For the sweeper, which tells the queue after the transaction. Each is named once in `resend_after` seconds.
    """
    return tuple(_work(row) for row in tx.execute(_DUE, {"limit": limit, "resend": resend_after}))


_ORPHAN = text("""
update work set lease_until = now() - interval '1 second'
where state = 'leased' and (cast(:owner as text) is null or lease_owner = :owner or lease_owner like :owner || ':%')
""")


def orphan(tx: Connection, owner: str | None = None) -> int:
    """The leases of a worker that is known to be dead are over (None: everybody's); `expire` does the rest.

    Returns how many. Wrong about a death, it costs that worker its lease: what it does is then done again by another.
    """
    return tx.execute(_ORPHAN, {"owner": owner}).rowcount


_EXPIRE = text(f"""
update work set state = case when attempts >= most_attempts then 'quarantined' else 'due' end,
       reason = 'worker_lost', lease_owner = null, lease_until = null, due_at = now(), send_at = now()
from (select id from work where state = 'leased' and lease_until < now()
      order by lease_until limit :limit for update skip locked) as lost
where work.id = lost.id returning {_COLUMNS}
""")


def expire(tx: Connection, limit: int = 500) -> tuple[Work, ...]:
    """What its worker let go of by dying: back to due, or into quarantine if tried as often as it may be.

    recovery.expire does this with what follows from a quarantine.
    """
    return tuple(_work(row) for row in tx.execute(_EXPIRE, {"limit": limit}))


_DEPTH = text("""
select queue, state, count(*) as count, coalesce(extract(epoch from now() - min(due_at)), 0)::float8 as oldest
from work where state = 'due' and due_at <= now() group by queue, state
union all select queue, state, count(*), 0 from work where state = 'leased' group by queue, state
union all select queue, state, count(*), 0 from work where state = 'quarantined' group by queue, state
""")


def depth(tx: Connection) -> dict[str, Depth]:
    """For each queue that has any work."""
    found: dict[str, dict[str, Any]] = {}
    for row in tx.execute(_DEPTH):
        counts = found.setdefault(row.queue, {})
        counts[row.state] = row.count
        if row.state == "due":
            counts["oldest"] = row.oldest
    return {queue: Depth(**counts) for queue, counts in sorted(found.items())}


def quarantined(tx: Connection, limit: int = 100, after: datetime | None = None) -> tuple[Work, ...]:
    """What waits for a person, oldest first."""
    since = "and created_at > :after" if after else ""
    statement = text(
        f"select {_COLUMNS} from work where state = 'quarantined' {since} order by created_at limit :limit"
    )
    return tuple(_work(row) for row in tx.execute(statement, {"limit": limit, "after": after}))


_SWEEP = text("""
delete from work where id in (
  select id from work where state in ('done', 'dropped') and done_at < now() - make_interval(days => :days)
  limit :limit for update skip locked
)
""")


def sweep(tx: Connection, days: int = 30, limit: int = 1000) -> int:
    """Remove what was settled `days` ago: how many. What it was about keeps its own record."""
    return tx.execute(_SWEEP, {"days": days, "limit": limit}).rowcount
