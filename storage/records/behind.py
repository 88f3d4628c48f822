"""Single comparisons, a page of them: what lies behind a point of results, and what waits for a ruling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from storage.records.comparisons import MINE, SEEN, Scope, Seen, scoped, seen_of

NONE = "-"
"""A column that holds nothing."""
_COLUMNS = ("topic", "kind", "hospital", "quality", "machine", "auditor")
_FACTS = ("week", "reader", "policy", "disposition")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which comparisons; what is empty says nothing."""

    sorts: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)  # of _COLUMNS; "-": holds nothing
    facts: Mapping[str, str] = field(default_factory=dict)  # of _FACTS
    finals: tuple[str, ...] = ()
    flagged: bool = False  # the machine said fail or unsure
    sure: tuple[float, float] | None = None  # [low, high) of its confidence


@dataclass(frozen=True, slots=True)
class Found:
    rows: tuple[Seen, ...]
    more: bool  # than were asked for


_FINAL = "coalesce(ruled.outcome, comparisons.outcome)"
_ORDER = "order by second_readings.saved_at desc, comparisons.reading_id, comparisons.number limit :limit"
# Few differ: they are found by themselves, so that nobody walks through all that is in order; then those that a ruling
# made differ, and then the rest.
_STEPS = (
    f"comparisons.outcome <> 'right' and {_FINAL} <> 'right' {_ORDER}",
    f"""comparisons.outcome = 'right' and {_FINAL} <> 'right' and exists (
      select from adjudications other where other.turned
      and (other.reading_id, other.number) = (comparisons.reading_id, comparisons.number)) {_ORDER}""",
    f"{_FINAL} = 'right' limit :limit",
)


def behind(tx: Connection, scope: Scope, wanted: Wanted, limit: int) -> Found:
    """Of first readings; what differs first, then the newest."""
    where, values = _where(wanted)
    values |= scoped(scope)
    first = f"{SEEN} where {MINE} and second_readings.ordinal = 1 {where}"
    found: list[Row[Any]] = []
    for step in _STEPS:
        if len(found) <= limit:
            values["limit"] = limit + 1 - len(found)
            found += tx.execute(text(f"{first} and {step}"), values)
    return Found(tuple(seen_of(row) for row in found[:limit]), len(found) > limit)


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """Conditions are made of names in this file alone; what was asked for goes along as values."""
    parts, values = [], dict[str, Any]()
    if wanted.sorts:
        parts.append("comparisons.sort = any(:sorts)")
        values["sorts"] = list(wanted.sorts)
    for name in _COLUMNS:
        if (word := wanted.columns.get(name)) == NONE:
            parts.append(f"coalesce(comparisons.{name}, '') = ''")
        elif word is not None:
            parts.append(f"comparisons.{name} = :{name}")
            values[name] = word
    for name in _FACTS:
        if (word := wanted.facts.get(name)) is not None:
            parts.append(f"sample_items.facts ->> '{name}' = :{name}")
            values[name] = word
    if wanted.finals:
        parts.append(f"{_FINAL} = any(:finals)")
        values["finals"] = list(wanted.finals)
    if wanted.flagged:
        parts.append("comparisons.machine in ('fail', 'unsure')")
    if wanted.sure is not None:
        parts.append("comparisons.confidence >= :low and comparisons.confidence < :high")
        values |= {"low": wanted.sure[0], "high": wanted.sure[1]}
    return "".join(f" and {part}" for part in parts), values


# Nobody is shown what the machine made of a case that they are reading just now.
_SIGHTED = """
not exists (select from second_readings own join sample_items mine on mine.id = own.item_id
            where own.user_id = :user_id and own.saved_at is null and mine.case_id = sample_items.case_id)
"""
_WAITING = text(f"""
{SEEN} where {MINE} and {_SIGHTED} and comparisons.outcome <> 'right' and not exists (
  select from adjudications where adjudications.reading_id = comparisons.reading_id
  and adjudications.number = comparisons.number) {_ORDER}
""")
_RULED = text(f"""
{SEEN} where {MINE} and {_SIGHTED} and (comparisons.reading_id, comparisons.number) in (
  select reading_id, number from adjudications) {_ORDER}
""")


def differences(tx: Connection, scope: Scope, user_id: UUID, limit: int, *, ruled: bool) -> Found:
    """What differs and waits for a ruling; or all that was ruled on. The newest first."""
    values = scoped(scope) | {"user_id": user_id, "limit": limit + 1}
    found = tx.execute(_RULED if ruled else _WAITING, values).all()
    return Found(tuple(seen_of(row) for row in found[:limit]), len(found) > limit)
