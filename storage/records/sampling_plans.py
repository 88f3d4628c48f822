"""抽检方案: how cases are drawn for quality auditors. A plan is kept as it was made; it can only be ended."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records import events


@dataclass(frozen=True, slots=True)
class NewPlan:
    name: str
    unit: str  # case or document
    way: str  # period or daily
    since: date
    until: date | None = None  # inclusive
    dimensions: tuple[str, ...] = ()
    filters: Mapping[str, Sequence[str]] | None = None
    regions: tuple[str, ...] = ()  # empty: all
    size: int | None = None
    share: float | None = None
    least: int = 0
    equally: bool = False
    twice: float = 0.0
    goal: Mapping[str, float] | None = None
    seed: int = 0
    asked: tuple[str, ...] = ()  # groups of fields beyond those that are always asked


@dataclass(frozen=True, slots=True)
class PlanRow:
    id: UUID
    name: str
    unit: str
    way: str
    dimensions: tuple[str, ...]
    filters: Mapping[str, Sequence[str]]
    regions: tuple[str, ...]
    since: date
    until: date | None
    size: int | None
    share: float | None
    least: int
    equally: bool
    twice: float
    goal: Mapping[str, float]
    seed: int
    asked: tuple[str, ...]
    created_by: UUID
    created_at: datetime
    ended_at: datetime | None
    drawn_until: date | None


COLUMNS = ", ".join(f"sampling_plans.{name}" for name in PlanRow.__slots__)


def plan_of(row: Any) -> PlanRow:
    values = {name: getattr(row, name) for name in PlanRow.__slots__}
    return PlanRow(
        **{**values, "dimensions": tuple(row.dimensions), "regions": tuple(row.regions), "asked": tuple(row.asked)}
    )


_ADD = text(f"""
insert into sampling_plans (id, name, unit, way, dimensions, filters, regions, since, until, size, share, least,
                            equally, twice, goal, seed, asked, created_by)
values (:id, :name, :unit, :way, :dimensions, cast(:filters as jsonb), :regions, :since, :until, :size, :share, :least,
        :equally, :twice, cast(:goal as jsonb), :seed, :asked, :created_by)
returning {COLUMNS}
""")


def add(tx: Connection, new: NewPlan, user_id: UUID) -> PlanRow:
    values = {
        "id": uuid4(),
        "name": new.name,
        "unit": new.unit,
        "way": new.way,
        "dimensions": list(new.dimensions),
        "filters": json.dumps({name: list(words) for name, words in (new.filters or {}).items()}),
        "regions": sorted(new.regions),
        "since": new.since,
        "until": new.until,
        "size": new.size,
        "share": new.share,
        "least": new.least,
        "equally": new.equally,
        "twice": new.twice,
        "goal": json.dumps(dict(new.goal or {})),
        "seed": new.seed,
        "asked": list(new.asked),
        "created_by": user_id,
    }
    row = plan_of(tx.execute(_ADD, values).one())
    told = {"plan": str(row.id), "unit": row.unit, "way": row.way, "dimensions": list(row.dimensions), "seed": row.seed}
    events.append(tx, "quality.plan_made", f"user:{user_id}", data=told)
    return row


# A plan belongs to its regions: who may not see all of them does not see it.
_MINE = "(cast(:regions as text[]) = '{}' or (sampling_plans.regions <> '{}' and sampling_plans.regions <@ :regions))"
_GET = text(f"select {COLUMNS} from sampling_plans where id = :id and {_MINE}")
_OF_ITEM = text(f"""
select {COLUMNS} from sample_items join samples on samples.id = sample_items.sample_id
join sampling_plans on sampling_plans.id = samples.plan_id where sample_items.id = :item_id
""")
_ALL = text(f"select {COLUMNS} from sampling_plans where {_MINE} order by ended_at is not null, created_at desc")
_DAILY = text(f"""
select {COLUMNS} from sampling_plans
where way = 'daily' and ended_at is null and coalesce(drawn_until, since - 1) < :day
order by id for update skip locked
""")
_DRAWN = text("update sampling_plans set drawn_until = :day where id = :id")
_END = text("update sampling_plans set ended_at = now() where id = :id and ended_at is null")


def get(tx: Connection, plan_id: UUID, regions: Sequence[str] = ()) -> PlanRow:
    """`regions`: those of who asks; empty: all. Raises NotFound, for a plan of other regions too."""
    row = tx.execute(_GET, {"id": plan_id, "regions": list(regions)}).one_or_none()
    if row is None:
        raise NotFound(f"there is no sampling plan {plan_id}")
    return plan_of(row)


def of_item(tx: Connection, item_id: UUID) -> PlanRow:
    """By which it was drawn."""
    return plan_of(tx.execute(_OF_ITEM, {"item_id": item_id}).one())


def every(tx: Connection, regions: Sequence[str] = ()) -> tuple[PlanRow, ...]:
    """Those that go on first, then the newest."""
    return tuple(plan_of(row) for row in tx.execute(_ALL, {"regions": list(regions)}))


def daily(tx: Connection, day: date) -> tuple[PlanRow, ...]:
    """Those that have not drawn from every day up to `day` yet, locked."""
    return tuple(plan_of(row) for row in tx.execute(_DAILY, {"day": day}))


def drawn(tx: Connection, plan_id: UUID, day: date) -> None:
    tx.execute(_DRAWN, {"id": plan_id, "day": day})


def end(tx: Connection, plan_id: UUID, user_id: UUID) -> None:
    """No more days are drawn from; what was drawn stays to be read."""
    if tx.execute(_END, {"id": plan_id}).rowcount:
        events.append(tx, "quality.plan_ended", f"user:{user_id}", data={"plan": str(plan_id)})
