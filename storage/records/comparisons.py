"""比对: each single thing that an auditor and the machine said, held against each other, and how it was ruled on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records import events
from storage.vault import Vault, place


@dataclass(frozen=True, slots=True)
class Comparison:
    sort: str  # kind, field, seal, finding
    topic: str  # a field's name, a finding code, "kind", "seal"
    page: int  # 1-based among those shown; 0: the case as a whole
    outcome: str  # right, wrong, missed, false, open
    confidence: float | None = None
    machine: str | None = None  # words of closed lists; what was read is in `detail`
    auditor: str | None = None
    kind: str | None = None
    hospital: str | None = None
    quality: str | None = None
    detail: Mapping[str, str] | None = field(default=None, repr=False)  # {machine, auditor}: personal
    entry: str = field(default="", repr=False)  # which of a list's entries, by what it is called


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    reading_id: UUID
    number: int
    sort: str
    topic: str
    page: int
    outcome: str
    confidence: float | None
    machine: str | None
    auditor: str | None
    kind: str | None
    hospital: str | None
    quality: str | None
    detail: bytes | None = field(repr=False)  # sealed
    entry: bytes | None = field(repr=False)  # digest of what it is called; null where a paper has but one
    ruling: str | None  # of the newest adjudication
    ruled: str | None  # what it counts as since
    ruled_by: UUID | None

    @property
    def final(self) -> str:
        return self.ruled or self.outcome

    @property
    def thing(self) -> tuple[str, str, int, bytes | None]:
        """What it is about, the same for both auditors of an item."""
        return self.sort, self.topic, 0 if self.sort == "finding" else self.page, self.entry

    @property
    def differs(self) -> bool:
        return self.outcome != "right"


ENTRY_BYTES = 8
"""Enough to tell the entries of one list apart."""
_ADD = text("""
insert into comparisons (reading_id, number, sort, topic, page, outcome, confidence, machine, auditor, kind, hospital,
                         quality, detail, entry)
values (:reading_id, :number, :sort, :topic, :page, :outcome, :confidence, :machine, :auditor, :kind, :hospital,
        :quality, :detail, :entry)
""")


def add(tx: Connection, vault: Vault, reading_id: UUID, found: Sequence[Comparison]) -> None:
    """All of a reading, numbered from 1."""
    rows = []
    for number, one in enumerate(found, 1):
        row: dict[str, Any] = {name: getattr(one, name) for name in Comparison.__slots__ if name != "detail"}
        told = None if one.detail is None else json.dumps(dict(one.detail), ensure_ascii=False).encode()
        row["detail"] = None if told is None else vault.seal(told, _context(reading_id, number))
        row["entry"] = vault.digest(one.entry, "comparison entry")[:ENTRY_BYTES] if one.entry else None
        rows.append({**row, "reading_id": reading_id, "number": number})
    if rows:
        tx.execute(_ADD, rows)


def _context(reading_id: UUID, number: int) -> bytes:
    return place("comparisons", "detail", f"{reading_id}:{number}")


def detail(vault: Vault, row: ComparisonRow) -> dict[str, str]:
    """{machine, auditor}, opened; empty where there is nothing to open."""
    if row.detail is None:
        return {}
    found: dict[str, str] = json.loads(vault.open(row.detail, _context(row.reading_id, row.number)))
    return found


_PLAIN = [name for name in ComparisonRow.__slots__ if name not in ("ruling", "ruled", "ruled_by")]
_COLUMNS = ", ".join(
    [*(f"comparisons.{name}" for name in _PLAIN), "ruled.ruling", "ruled.outcome as ruled", "ruled.user_id as ruled_by"]
)
_RULED = """
left join lateral (
  select ruling, outcome, user_id from adjudications
  where adjudications.reading_id = comparisons.reading_id and adjudications.number = comparisons.number
  order by at desc limit 1
) ruled on true
"""
_OF_READING = text(f"""
select {_COLUMNS} from comparisons {_RULED} where comparisons.reading_id = :reading_id order by number
""")


def _comparison(row: Any) -> ComparisonRow:
    return ComparisonRow(*(getattr(row, name) for name in ComparisonRow.__slots__))


def of_reading(tx: Connection, reading_id: UUID) -> tuple[ComparisonRow, ...]:
    return tuple(_comparison(row) for row in tx.execute(_OF_READING, {"reading_id": reading_id}))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which comparisons results are made of."""

    regions: tuple[str, ...] = ()  # of who asks; empty: all
    plan_id: UUID | None = None
    since: date | None = None  # day the reading was saved
    until: date | None = None  # inclusive


@dataclass(frozen=True, slots=True)
class Seen:
    """A comparison with the item it belongs to."""

    row: ComparisonRow
    item_id: UUID
    case_id: UUID
    plan_id: UUID
    ordinal: int
    user_id: UUID
    saved_at: datetime
    weight: float
    facts: Mapping[str, str]


# Days are those of Beijing, where every region is.
MINE = """
(cast(:regions as text[]) = '{}' or (sampling_plans.regions <> '{}' and sampling_plans.regions <@ :regions))
and (cast(:plan_id as uuid) is null or samples.plan_id = :plan_id)
and second_readings.saved_at is not null
and (cast(:since as date) is null
     or second_readings.saved_at >= cast(:since as timestamp) at time zone 'Asia/Shanghai')
and (cast(:until as date) is null
     or second_readings.saved_at < (cast(:until as timestamp) + interval '1 day') at time zone 'Asia/Shanghai')
"""
_ITEM_OF = """
join second_readings on second_readings.id = comparisons.reading_id
join sample_items on sample_items.id = second_readings.item_id
join samples on samples.id = sample_items.sample_id
join sampling_plans on sampling_plans.id = samples.plan_id
"""
SEEN = f"""
select {_COLUMNS}, sample_items.id as item_id, sample_items.case_id, samples.plan_id, second_readings.ordinal,
       second_readings.user_id, second_readings.saved_at, sample_items.weight, sample_items.facts
from comparisons {_ITEM_OF} {_RULED}
"""
_ALL = text(f"{SEEN} where {MINE} order by second_readings.saved_at, second_readings.id, comparisons.number")
_OF_ITEMS = text(f"""
{SEEN} where sample_items.id = any(:items) and second_readings.saved_at is not null
order by second_readings.saved_at, second_readings.id, comparisons.number
""")
_COUNT = text(f"select count(*) from comparisons {_ITEM_OF} where {MINE}")


def scoped(scope: Scope) -> dict[str, Any]:
    """What MINE is asked with."""
    return {"regions": list(scope.regions), "plan_id": scope.plan_id, "since": scope.since, "until": scope.until}


def seen_of(row: Any) -> Seen:
    """A row of SEEN."""
    return Seen(_comparison(row), *(getattr(row, name) for name in Seen.__slots__ if name != "row"))


def seen(tx: Connection, scope: Scope) -> list[Seen]:
    """All comparisons of saved readings, in the order they were saved."""
    return [seen_of(row) for row in tx.execute(_ALL, scoped(scope))]


def count(tx: Connection, scope: Scope) -> int:
    """How many there are."""
    found: int = tx.execute(_COUNT, scoped(scope)).scalar_one()
    return found


def of_items(tx: Connection, items: Sequence[UUID]) -> list[Seen]:
    """All comparisons of the saved readings of these items."""
    return [seen_of(row) for row in tx.execute(_OF_ITEMS, {"items": list(items)})]


@dataclass(frozen=True, slots=True)
class NewRuling:
    ruling: str  # machine_right, machine_wrong, open
    outcome: str
    note: str = field(default="", repr=False)
    follow_up: bool = False


_COMPARED = text("select outcome from comparisons where reading_id = :reading_id and number = :number")
_RULE = text("""
insert into adjudications (id, reading_id, number, ruling, outcome, note, follow_up, user_id, turned)
values (:id, :reading_id, :number, :ruling, :outcome, :note, :follow_up, :user_id, :turned)
""")


def rule(tx: Connection, vault: Vault, row: tuple[UUID, int], new: NewRuling, user_id: UUID) -> None:
    """The newest ruling counts; earlier ones are kept. Raises NotFound."""
    reading_id, number = row
    compared = tx.execute(_COMPARED, {"reading_id": reading_id, "number": number}).scalar_one_or_none()
    if compared is None:
        raise NotFound("there is no such comparison")
    ruling_id = uuid4()
    note = vault.seal(new.note.encode(), place("adjudications", "note", ruling_id)) if new.note else None
    values = {
        "id": ruling_id,
        "reading_id": reading_id,
        "number": number,
        "ruling": new.ruling,
        "outcome": new.outcome,
        "note": note,
        "follow_up": new.follow_up,
        "user_id": user_id,
        "turned": compared == "right" and new.outcome != "right",
    }
    tx.execute(_RULE, values)
    data = {"reading": str(reading_id), "number": number, "ruling": new.ruling, "outcome": new.outcome}
    events.append(tx, "quality.ruled", f"user:{user_id}", data=data)


def follow_up(tx: Connection, case_id: UUID, item_id: UUID, topic: str, user_id: UUID) -> None:
    """A confirmed miss: told in the case's own timeline. The case itself stays as it is, decided or not."""
    data = {"item": str(item_id), "topic": topic}
    events.append(tx, "quality.miss_confirmed", f"user:{user_id}", case_id, data)


@dataclass(frozen=True, slots=True)
class Ruling:
    at: datetime
    user_id: UUID
    ruling: str
    outcome: str
    note: str
    follow_up: bool


_RULINGS = text("""
select id, at, user_id, ruling, outcome, note, follow_up from adjudications
where reading_id = :reading_id and number = :number order by at
""")


def rulings(tx: Connection, vault: Vault, reading_id: UUID, number: int) -> tuple[Ruling, ...]:
    """All there were, with their notes opened."""
    found = []
    for row in tx.execute(_RULINGS, {"reading_id": reading_id, "number": number}):
        note = "" if row.note is None else vault.open(row.note, place("adjudications", "note", row.id)).decode()
        found.append(Ruling(row.at, row.user_id, row.ruling, row.outcome, note, row.follow_up))
    return tuple(found)


_BLANK = (
    text("""
update second_readings set answer = null where saved_at is not null and answer is not null and item_id in (
  select id from sample_items where case_id = :case_id)
"""),
    text("""
update comparisons set detail = null, entry = null where (detail is not null or entry is not null) and reading_id in (
  select r.id from second_readings r join sample_items i on i.id = r.item_id where i.case_id = :case_id)
"""),
    text("""
update adjudications set note = null where note is not null and reading_id in (
  select r.id from second_readings r join sample_items i on i.id = r.item_id where i.case_id = :case_id)
"""),
    text("""
delete from second_readings where saved_at is null and item_id in (
  select id from sample_items where case_id = :case_id)
"""),
)


def purge(tx: Connection, case_id: UUID) -> None:
    """What was read off a purged case's pages goes; how often the machine was right stays."""
    for statement in _BLANK:
        tx.execute(statement, {"case_id": case_id})
