"""领取: who is at a case. One person at a time; a claim nobody keeps alive ends by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from storage.errors import Conflict
from storage.records import events

SECONDS = 600.0
"""How long a claim lasts that is not kept alive."""


@dataclass(frozen=True, slots=True)
class Claim:
    case_id: UUID
    user_id: UUID
    since: datetime
    until: datetime


_OWN = "case_id, user_id, since, until"
_HOLD = text(f"""
insert into claims (case_id, user_id, until) values (:case_id, :user_id, now() + make_interval(secs => :seconds))
on conflict (case_id) do update
set user_id = excluded.user_id, until = excluded.until,
    since = case when claims.user_id = excluded.user_id and claims.until > now() then claims.since else now() end
where claims.user_id = excluded.user_id or claims.until <= now()
returning {_OWN}, since = now() as fresh
""")
_GET = text(f"select {_OWN} from claims where case_id = :case_id and until > now()")
_OF_CASES = text(f"select {_OWN} from claims where case_id = any(:ids) and until > now()")
_OF_USER = text(f"select {_OWN} from claims where user_id = :user_id and until > now() order by since desc")
_RELEASE = text("delete from claims where case_id = :case_id and user_id = :user_id returning until > now() as held")


def hold(tx: Connection, case_id: UUID, user_id: UUID, seconds: float = SECONDS) -> Claim:
    """Take it, or keep it alive. Raises Conflict, with whose it is, if somebody else is at it."""
    row = tx.execute(_HOLD, {"case_id": case_id, "user_id": user_id, "seconds": seconds}).one_or_none()
    if row is None:
        there = of_case(tx, case_id)
        raise Conflict("the case is held by another", (str(there.user_id),) if there else ())
    if row.fresh:
        events.append(tx, "claim.taken", f"user:{user_id}", case_id)
    return Claim(row.case_id, row.user_id, row.since, row.until)


def of_case(tx: Connection, case_id: UUID) -> Claim | None:
    """Whose it is now."""
    row = tx.execute(_GET, {"case_id": case_id}).one_or_none()
    return None if row is None else Claim(*row)


def of_cases(tx: Connection, case_ids: Sequence[UUID]) -> Mapping[UUID, Claim]:
    if not case_ids:
        return {}
    return {row.case_id: Claim(*row) for row in tx.execute(_OF_CASES, {"ids": list(case_ids)})}


def of_user(tx: Connection, user_id: UUID) -> tuple[Claim, ...]:
    """The newest first."""
    return tuple(Claim(*row) for row in tx.execute(_OF_USER, {"user_id": user_id}))


def release(tx: Connection, case_id: UUID, user_id: UUID) -> bool:
    """Let go of it; False if it was not this user's any more."""
    held = tx.execute(_RELEASE, {"case_id": case_id, "user_id": user_id}).scalar_one_or_none()
    if held:
        events.append(tx, "claim.released", f"user:{user_id}", case_id)
    return bool(held)


_ASSIGN = text("update queue_entries set assigned_to = :to where case_id = :case_id")


def pass_to(tx: Connection, case_id: UUID, from_user: UUID, to_user: UUID | None) -> None:
    """Let go of it for a colleague, in whose list it then stands first; None: back to everybody's."""
    release(tx, case_id, from_user)
    tx.execute(_ASSIGN, {"case_id": case_id, "to": to_user})
    data = {"to": str(to_user) if to_user else None}
    events.append(tx, "case.passed_on", f"user:{from_user}", case_id, data)
