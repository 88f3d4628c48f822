"""待审: cases that wait for a reviewer, the most urgent first: 即时 before the others, then by the day they are due.

The database keeps the entries in step with the states of cases; `judged` adds what a list shows of the verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from storage.records.verdicts import NewVerdict

WAITING = ("judged", "failed")
"""States in which a case waits for a person."""
WORST = {"blocking": 3, "review": 2, "note": 1}


@dataclass(frozen=True, slots=True)
class Entry:
    case_id: UUID
    seq: int
    case_key: str
    region: str
    track: str
    urgency: int  # 0 instant, 1 batch
    diseases: tuple[str, ...]
    submitted_on: date
    state: str
    round: int
    since: datetime  # in this state
    due_on: date
    disposition: str | None
    worst: int  # 3 blocking, 2 review, 1 note, 0 nothing to act on
    fails: int
    unsures: int
    hospitals: tuple[str, ...]
    assigned_to: UUID | None
    holder: UUID | None
    held_since: datetime | None


class Place(NamedTuple):
    """Where in the order an entry stands."""

    urgency: int
    due_on: date
    seq: int

    @classmethod
    def of(cls, entry: Entry) -> Place:
        return cls(entry.urgency, entry.due_on, entry.seq)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is cut down to; None: not by this."""

    regions: tuple[str, ...] | None = None
    states: tuple[str, ...] | None = WAITING
    track: str | None = None
    disease: str | None = None
    disposition: str | None = None
    worst: int | None = None
    code: str | None = None
    hospital: str | None = None
    due_before: date | None = None
    holder: UUID | None = None  # held by this user, or passed on to them
    free: bool | None = None  # True: nobody is at it


_CLAIM = "left join claims on claims.case_id = q.case_id and claims.until > now()"
_ENTRY = ", ".join(f"q.{field.name}" for field in fields(Entry)[:-2])
_COLUMNS = f"{_ENTRY}, claims.user_id as holder, claims.since as held_since"
_CONDITIONS = {
    "regions": "q.region = any(:regions)",
    "states": "q.state = any(:states)",
    "track": "q.track = :track",
    "disease": ":disease = any(q.diseases)",
    "disposition": "q.disposition = :disposition",
    "worst": "q.worst = :worst",
    "code": ":code = any(q.codes)",
    "hospital": ":hospital = any(q.hospitals)",
    "due_before": "q.due_on < :due_before",
    "holder": "(claims.user_id = :holder or q.assigned_to = :holder)",
    "free": "(claims.user_id is null) = :free",
}
_ORDER = "q.urgency, q.due_on, q.seq"
_BACKWARDS = "q.urgency desc, q.due_on desc, q.seq desc"


def _entry(row: Any) -> Entry:
    values = row._mapping
    return Entry(**{**values, "diseases": tuple(values["diseases"]), "hospitals": tuple(values["hospitals"])})


def _where(filters: Filters) -> tuple[str, dict[str, Any]]:
    asked = {name: getattr(filters, name) for name in _CONDITIONS}
    values = {name: list(v) if isinstance(v, tuple) else v for name, v in asked.items() if v is not None}
    return " and ".join(_CONDITIONS[name] for name in values) or "true", values


def page(tx: Connection, filters: Filters, after: Place | None = None, limit: int = 50) -> tuple[Entry, ...]:
    """In order, those behind `after`."""
    where, values = _where(filters)
    if after is not None:
        where += " and (q.urgency, q.due_on, q.seq) > (:urgency, :due_on, :seq)"
        values |= after._asdict()
    statement = f"select {_COLUMNS} from queue_entries q {_CLAIM} where {where} order by {_ORDER} limit :limit"
    return tuple(_entry(row) for row in tx.execute(text(statement), {**values, "limit": limit}))


def before(tx: Connection, filters: Filters, place: Place, limit: int = 50) -> tuple[Entry, ...]:
    """In order, the last ones that stand before `place`."""
    where, values = _where(filters)
    where += " and (q.urgency, q.due_on, q.seq) < (:urgency, :due_on, :seq)"
    statement = f"select {_COLUMNS} from queue_entries q {_CLAIM} where {where} order by {_BACKWARDS} limit :limit"
    rows = tx.execute(text(statement), {**values, **place._asdict(), "limit": limit}).all()
    return tuple(_entry(row) for row in reversed(rows))


def get(tx: Connection, case_id: UUID) -> Entry | None:
    """None: it waits for nobody."""
    statement = text(f"select {_COLUMNS} from queue_entries q {_CLAIM} where q.case_id = :case_id")
    row = tx.execute(statement, {"case_id": case_id}).one_or_none()
    return None if row is None else _entry(row)


def of_cases(tx: Connection, case_ids: list[UUID]) -> Mapping[UUID, Entry]:
    """Those of the cases that still wait."""
    statement = text(f"select {_COLUMNS} from queue_entries q {_CLAIM} where q.case_id = any(:ids)")
    return {row.case_id: _entry(row) for row in tx.execute(statement, {"ids": case_ids})}


def assigned(tx: Connection, user_id: UUID, filters: Filters) -> tuple[Entry, ...]:
    """What colleagues passed on to this user, in order."""
    where, values = _where(filters)
    statement = f"""
select {_COLUMNS} from queue_entries q {_CLAIM}
where q.assigned_to = :user_id and {where} order by {_ORDER} limit 100"""
    return tuple(_entry(row) for row in tx.execute(text(statement), {**values, "user_id": user_id}))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait, for the heads of a list."""

    all: int
    instant: int
    overdue: int
    held: int


def counts(tx: Connection, filters: Filters, today: date) -> Counts:
    where, values = _where(filters)
    statement = f"""
select count(*), count(*) filter (where q.urgency = 0), count(*) filter (where q.due_on < :today and q.urgency > 0),
       count(claims.user_id)
from queue_entries q {_CLAIM} where {where}"""
    return Counts(*tx.execute(text(statement), {**values, "today": today}).one())


_CHOICES = {
    "region": "select distinct region as choice from queue_entries q where {where}",
    "disease": "select distinct unnest(diseases) as choice from queue_entries q where {where}",
    "hospital": "select distinct unnest(hospitals) as choice from queue_entries q where {where}",
    "code": "select distinct unnest(codes) as choice from queue_entries q where {where}",
}


def choices(tx: Connection, regions: tuple[str, ...] | None) -> Mapping[str, tuple[str, ...]]:
    """What there is to filter by: region, disease, hospital, code."""
    where, values = _where(Filters(regions=regions, states=None))
    return {
        name: tuple(sorted(tx.execute(text(statement.format(where=where)), values).scalars()))
        for name, statement in _CHOICES.items()
    }


_NEWER = "select count(*) from queue_entries q {claim} where {where} and q.since > :since"


def newer(tx: Connection, filters: Filters, since: datetime) -> int:
    """How many came to stand in the list after `since`."""
    where, values = _where(filters)
    statement = text(_NEWER.format(claim=_CLAIM, where=where))
    return int(tx.execute(statement, {**values, "since": since}).scalar_one())


_JUDGED = text("""
update queue_entries set due_on = coalesce(:due_on, submitted_on), disposition = :disposition, worst = :worst,
       fails = :fails, unsures = :unsures, codes = :codes, hospitals = :hospitals
where case_id = :case_id
""")


def judged(tx: Connection, case_id: UUID, new: NewVerdict) -> None:
    """What a list shows of the case's new verdict."""
    acting = [finding for finding in new.findings if finding["outcome"] != "pass"]
    listed = [finding["outcome"] for finding in acting if "cause" not in finding]  # as the case itself lists them
    values = {
        "case_id": case_id,
        "due_on": new.due_on,
        "disposition": new.disposition,
        "worst": max((WORST[finding["severity"]] for finding in acting), default=0),
        "fails": listed.count("fail"),
        "unsures": listed.count("unsure"),
        "codes": sorted({finding["code"] for finding in acting}),
        "hospitals": sorted(set(new.hospitals)),
    }
    tx.execute(_JUDGED, values)
