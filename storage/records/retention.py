"""How long a region keeps originals and personal data, and their purge. The log, findings and decisions stay."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from storage.blobs import upload_key
from storage.errors import Refused
from storage.records import cases, comparisons, events, work
from storage.records.cases import CaseRow
from storage.records.verdicts import purge_papers
from storage.records.work import Call
from storage.states import CASE, CaseState
from storage.tables_work import SEALED

FORGET_QUEUE = "purge"

_SET = text("""
insert into retention (region, keep_days) values (:region, :days)
on conflict (region) do update set keep_days = excluded.keep_days
""")
_GET = text("select keep_days from retention where region = :region")
_ALL = text("select region, keep_days from retention order by region")


def keep(tx: Connection, region: str, days: int, actor: str) -> None:
    """So many days after a case was decided or cancelled. Cases that ended earlier keep the day they were given."""
    tx.execute(_SET, {"region": region, "days": days})
    events.append(tx, "retention.set", actor, data={"region": region, "days": days})


def days(tx: Connection, region: str) -> int | None:
    """None: kept until a person says otherwise."""
    return tx.execute(_GET, {"region": region}).scalar_one_or_none()


def every(tx: Connection) -> dict[str, int]:
    return {row.region: row.keep_days for row in tx.execute(_ALL)}


_SCHEDULE = text("""
update cases set purge_on = current_date + (select keep_days from retention where region = cases.region)
where id = :id
""")


def schedule(tx: Connection, case: CaseRow) -> None:
    """The case has ended: the day it may be purged, by its region's rule."""
    tx.execute(_SCHEDULE, {"id": case.id})


_DUE = text("""
select id from cases where purge_on <= current_date and state in ('decided', 'cancelled') and not legal_hold
order by purge_on limit :limit
""")


def due(tx: Connection, limit: int = 100) -> tuple[UUID, ...]:
    """Cases whose day has come and that no hold keeps: make purge work of each."""
    return tuple(tx.execute(_DUE, {"limit": limit}).scalars())


_OBJECTS = (
    text("select id from uploads where case_id = :case_id and state <> 'purged'"),
    text("select incoming_key from uploads where case_id = :case_id and incoming_key is not null"),
    text("select value from verdicts, jsonb_each_text(blobs) where case_id = :case_id"),
)


def objects(tx: Connection, case: CaseRow) -> tuple[str, ...]:
    """Keys of all objects that are the case's own: remove them before `purge`, in the same transaction."""
    uploads, incoming, papers = (tx.execute(each, {"case_id": case.id}).scalars().all() for each in _OBJECTS)
    return (*(upload_key(found) for found in uploads), *incoming, *papers)


@dataclass(frozen=True, slots=True)
class Purged:
    case: CaseRow
    work: tuple[Call, ...]  # readings that may have to be forgotten


_BLANK = text("""
update cases set applicant = null, agent = null, id_hash = null, name_hash = null, content_hash = null, purge_on = null
where id = :id
""")
_UPLOADS = (
    text("update uploads set state = 'removed' where case_id = :case_id and state = 'expected'"),
    text("""
update uploads set state = 'purged', name = null, name_hash = null, incoming_key = null,
       sha256 = coalesce(sha256, '') where case_id = :case_id and state in ('received', 'removed') returning sha256
"""),
)


_WORDS = tuple(  # what reviewers wrote; that they did, and when, stays
    text(f"update {table} set {', '.join(f'{name} = null' for name in columns)} where case_id = :case_id")
    for table, columns in SEALED.items()
)
_LINKS = text("update share_links set revoked_at = now() where case_id = :case_id and revoked_at is null")


def purge(tx: Connection, case: CaseRow, actor: str) -> Purged:
    """Nothing personal is left of a locked case that ended: what was found and decided is.

    Raises Refused while a legal hold keeps it, or before it ended.
    """
    if case.legal_hold:
        raise Refused(f"case {case.id} under legal hold", case.state, CaseState.PURGED, CASE.after(case.state))
    moved = cases.move(tx, case, CaseState.PURGED, actor)
    tx.execute(_BLANK, {"id": case.id})
    tx.execute(_UPLOADS[0], {"case_id": case.id})
    shas = sorted({sha for sha in tx.execute(_UPLOADS[1], {"case_id": case.id}).scalars() if sha})
    purge_papers(tx, case.id)
    for statement in (*_WORDS, _LINKS):
        tx.execute(statement, {"case_id": case.id})
    comparisons.purge(tx, case.id)
    told = [work.add(tx, "forget", FORGET_QUEUE, f"{sha}:{case.id}") for sha in shas]
    return Purged(moved, tuple((FORGET_QUEUE, found) for found in told if found is not None))
