"""What administrators look at: webhooks of all clients with how they fare, and work that was given up, by region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Hook:
    id: UUID
    client_id: UUID
    client: str
    client_regions: tuple[str, ...]  # empty: all
    url: str
    events: tuple[str, ...]
    created_at: datetime
    disabled_at: datetime | None
    due: int
    delivered: int
    dead: int


_HOOKS = text("""
select webhooks.id, webhooks.client_id, clients.name as client, clients.regions as client_regions, webhooks.url,
       webhooks.events, webhooks.created_at, webhooks.disabled_at,
       coalesce(sent.due, 0) as due, coalesce(sent.delivered, 0) as delivered, coalesce(sent.dead, 0) as dead
from webhooks join clients on clients.id = webhooks.client_id
left join (
  select webhook_id, count(*) filter (where state = 'due') as due,
         count(*) filter (where state = 'delivered') as delivered, count(*) filter (where state = 'dead') as dead
  from deliveries where created_at > now() - make_interval(days => :days) group by webhook_id
) sent on sent.webhook_id = webhooks.id
order by webhooks.disabled_at is not null, clients.name, webhooks.created_at
""")


def hooks(tx: Connection, days: int = 30) -> tuple[Hook, ...]:
    """All there are, with their deliveries of the last `days`."""
    rows = tx.execute(_HOOKS, {"days": days})
    return tuple(
        Hook(**{**row._mapping, "client_regions": tuple(row.client_regions), "events": tuple(row.events)})
        for row in rows
    )


_DEAD = text("select id from deliveries where webhook_id = :webhook_id and state = 'dead' order by seq limit :limit")


def dead(tx: Connection, webhook_id: UUID, limit: int = 1000) -> Sequence[UUID]:
    """Deliveries that were given up, oldest first."""
    return tx.execute(_DEAD, {"webhook_id": webhook_id, "limit": limit}).scalars().all()


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Work in quarantine, and the cases that it held up."""

    id: UUID
    kind: str
    reason: str | None
    attempts: int
    failures: int
    created_at: datetime
    case_id: UUID | None  # of one of them, where there are several
    region: str | None
    cases: int


_GIVEN_UP = text("""
select work.id, work.kind, work.reason, work.attempts, work.failures, work.created_at,
       coalesce(work.case_id, held.first) as case_id, coalesce(cases.region, held.region) as region,
       coalesce(held.many, case when work.case_id is null then 0 else 1 end) as cases
from work left join cases on cases.id = work.case_id
left join lateral (
  select count(distinct c.id) as many, min(c.id::text)::uuid as first, min(c.region) as region
  from uploads join cases c on c.id = uploads.case_id
  where work.kind = 'read' and uploads.sha256 = split_part(work.subject, ':', 1)
    and uploads.state = 'received' and (cast(:regions as text[]) is null or c.region = any(:regions))
) held on work.kind = 'read'
where work.state = 'quarantined' and (cast(:work_id as uuid) is null or work.id = :work_id)
  and (cast(:regions as text[]) is null or cases.region = any(:regions) or held.many > 0)
order by work.created_at desc limit :limit
""")


def given_up(tx: Connection, regions: Sequence[str] | None, limit: int = 200) -> tuple[GivenUp, ...]:
    """The newest first; of cases of these regions, or (None) all there is."""
    values = {"regions": None if regions is None else list(regions), "work_id": None, "limit": limit}
    return tuple(GivenUp(*row) for row in tx.execute(_GIVEN_UP, values))


def is_given_up(tx: Connection, work_id: UUID, regions: Sequence[str] | None) -> bool:
    """Whether this work is in quarantine, and of these regions."""
    values = {"regions": None if regions is None else list(regions), "work_id": work_id, "limit": 1}
    return tx.execute(_GIVEN_UP, values).one_or_none() is not None


@dataclass(frozen=True, slots=True)
class Ends:
    """Cases of a region that have ended, and what becomes of them."""

    ended: int  # decided or cancelled, not purged yet
    planned: int  # of these, with a day on which they may be purged
    next_on: date | None
    purged: int


_ENDS = text("""
select region, count(*) filter (where state <> 'purged') as ended,
       count(*) filter (where state <> 'purged' and purge_on is not null) as planned,
       min(purge_on) filter (where state <> 'purged') as next_on, count(*) filter (where state = 'purged') as purged
from cases where state in ('decided', 'cancelled', 'purged')
  and (cast(:regions as text[]) is null or region = any(:regions))
group by region
""")
_HELD = text("""
select id, case_key, region from cases where legal_hold
  and (cast(:regions as text[]) is null or region = any(:regions)) order by seq desc limit :limit
""")


def ends(tx: Connection, regions: Sequence[str] | None) -> dict[str, Ends]:
    """By region; of these regions, or (None) all."""
    rows = tx.execute(_ENDS, {"regions": None if regions is None else list(regions)})
    return {row.region: Ends(row.ended, row.planned, row.next_on, row.purged) for row in rows}


def held(tx: Connection, regions: Sequence[str] | None, limit: int = 500) -> Sequence[tuple[UUID, str, str]]:
    """Cases under legal hold: id, key, region."""
    rows = tx.execute(_HELD, {"regions": None if regions is None else list(regions), "limit": limit})
    return [(row.id, row.case_key, row.region) for row in rows]


_KEYS = text("select id, case_key from cases where id = any(:ids)")


def case_keys(tx: Connection, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """By id: people know cases by their keys."""
    wanted = sorted({found for found in ids if found is not None})
    return {row.id: row.case_key for row in tx.execute(_KEYS, {"ids": wanted})}
