"""What comparisons add up to, by view, line, part, plan and day: a page of results is a sum over few rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, text

from storage.records.comparisons import Scope
from storage.tables_quality import TALLIED

Cell = tuple[str, str, str]  # view, name, part
Sums = tuple[int, int, float, float, float, float, float, float, float]
"""count, wrong, and TALLIED."""

_NAMES = ("count", "wrong", *TALLIED)
_ADD = text(f"""
insert into quality_tallies (view, name, part, plan_id, day, {", ".join(_NAMES)})
select given.view, given.name, given.part, :plan_id, :day, {", ".join(f"given.{name}" for name in _NAMES)}
from unnest(cast(:views as text[]), cast(:names as text[]), cast(:parts as text[]), cast(:count as bigint[]),
            cast(:wrong as bigint[]), {", ".join(f"cast(:{name} as double precision[])" for name in TALLIED)})
  as given (view, name, part, {", ".join(_NAMES)})
on conflict (view, name, part, plan_id, day) do update
set {", ".join(f"{name} = quality_tallies.{name} + excluded.{name}" for name in _NAMES)}
""")
_OF_VIEW = text(f"""
select t.name, t.part, {", ".join(f"sum(t.{name}) as {name}" for name in _NAMES)}
from quality_tallies t
where t.view = :view and (cast(:name as text) is null or t.name = :name)
  and (cast(:since as date) is null or t.day >= :since) and (cast(:until as date) is null or t.day <= :until)
  and t.plan_id = any(array(
    select id from sampling_plans
    where (cast(:regions as text[]) = '{{}}' or (regions <> '{{}}' and regions <@ :regions))
      and (cast(:plan_id as uuid) is null or id = :plan_id)))
group by t.name, t.part having sum(t.count) > 0
""")
_NAMED = text("""
select distinct t.name from quality_tallies t where t.view = :view and t.name <> '' and t.plan_id = any(:plans)
""")
_PROGRESS = text("""
select plan_id, part, sum(count) as count from quality_tallies
where view = 'progress' and plan_id = any(:plans) group by plan_id, part
""")
_LOCK = text("lock table quality_tallies in share row exclusive mode")
_SCHEME = text("select max(scheme) from quality_tally_schemes")
_FORGET = (text("delete from quality_tallies"), text("delete from quality_tally_schemes"))
_MADE = text("insert into quality_tally_schemes (scheme) values (:scheme)")


def add(tx: Connection, plan_id: UUID, day: date, sums: Mapping[Cell, Sums]) -> None:
    """To what is there. In one order, so that two who add at once wait for each other and nobody for both."""
    if not sums:
        return
    cells = sorted(sums)
    values: dict[str, object] = {name: [sums[cell][i] for cell in cells] for i, name in enumerate(_NAMES)}
    views, names, parts = zip(*cells, strict=True)
    values |= {"views": list(views), "names": list(names), "parts": list(parts), "plan_id": plan_id, "day": day}
    tx.execute(_ADD, values)


def of_view(tx: Connection, scope: Scope, view: str, name: str | None = None) -> dict[tuple[str, str], Sums]:
    """By name and part; of one name, or all."""
    values: dict[str, object] = {"view": view, "name": name, "since": scope.since, "until": scope.until}
    values |= {"regions": list(scope.regions), "plan_id": scope.plan_id}
    found = {}
    for line, part, count, wrong, *rest in tx.execute(_OF_VIEW, values):
        found[line, part] = (int(count), int(wrong), *rest)
    return found


def names(tx: Connection, view: str, plans: Sequence[UUID]) -> tuple[str, ...]:
    """Of the lines that a view has in these plans, by name."""
    return tuple(sorted(tx.execute(_NAMED, {"view": view, "plans": list(plans)}).scalars()))


def progress(tx: Connection, plans: Sequence[UUID]) -> dict[tuple[UUID, str], int]:
    """How many readings of each plan were saved, and how many differences nobody has ruled on: by plan and part."""
    return {(plan, part): int(many) for plan, part, many in tx.execute(_PROGRESS, {"plans": list(plans)})}


def scheme(tx: Connection) -> int | None:
    """The way they were added up; None before they first were."""
    found: int | None = tx.execute(_SCHEME).scalar_one()
    return found


def begin_anew(tx: Connection, number: int) -> None:
    """Nothing is left of them, and nobody adds to them until the transaction ends."""
    tx.execute(_LOCK)
    for statement in _FORGET:
        tx.execute(statement)
    tx.execute(_MADE, {"scheme": number})
