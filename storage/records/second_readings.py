"""盲法复核: what an auditor reads off the pages without the machine's answer. Kept as it was saved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import Conflict, NotFound
from storage.records import events
from storage.records.samples import ITEM
from storage.vault import Vault, place

IDLE_HOURS, KEPT_HOURS = 12, 72
"""An auditor who did not save what was taken for so long has put it back; later where something is filled in."""
SEEN = ("page", "case", "report", "original", "reveal", "comparison")
"""What of a case a user may have looked at that shows the machine's answer, in the words of the access log."""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    id: UUID
    item_id: UUID
    ordinal: int  # 1, or 2 of an item that is read twice
    user_id: UUID
    begun_at: datetime
    saved_at: datetime | None
    answer: bytes | None = field(repr=False)  # sealed
    draft: bytes | None = field(repr=False)  # sealed; the form as it was left


_COLUMNS = ", ".join(f"second_readings.{name}" for name in ReadingRow.__slots__)


def _reading(row: Any) -> ReadingRow:
    return ReadingRow(*(getattr(row, name) for name in ReadingRow.__slots__))


# Nobody reads a case that they ever worked on, decided or looked at with the machine's answer beside it; nor an item
# that they have read before.
_UNTOUCHED = """
not exists (select from events where events.case_id = sample_items.case_id and events.actor = :actor)
and not exists (select from access_log where access_log.case_id = sample_items.case_id
                and access_log.user_id = :user_id and access_log.what = any(:seen))
and not exists (select from second_readings own where own.item_id = sample_items.id and own.user_id = :user_id)
"""
_LAPSED = text("""
delete from second_readings
where saved_at is null and begun_at < now() - make_interval(hours => case when draft is null then :idle else :kept end)
""")
_MINE = text(f"""
select {_COLUMNS} from second_readings
join sample_items on sample_items.id = second_readings.item_id
join samples on samples.id = sample_items.sample_id
where second_readings.user_id = :user_id and saved_at is null
  and (cast(:plan_id as uuid) is null or samples.plan_id = :plan_id)
order by begun_at limit 1
""")
# By their ids, which are chance: positions go by strata, and whose turn it is would tell what the machine had said.
_NEXT = text(f"""
select {ITEM}, case when exists (
         select from second_readings there where there.item_id = sample_items.id and there.ordinal = 1
       ) then 2 else 1 end as ordinal
from sample_items join samples on samples.id = sample_items.sample_id
where samples.plan_id = :plan_id
  and (select count(*) from second_readings there where there.item_id = sample_items.id) < 1 + sample_items.twice::int
  and exists (select from cases where cases.id = sample_items.case_id and cases.state <> 'purged')
  and {_UNTOUCHED}
order by samples.number, sample_items.id limit 1
for update of sample_items skip locked
""")
_BEGIN = text(f"""
insert into second_readings (id, item_id, ordinal, user_id) values (:id, :item_id, :ordinal, :user_id)
returning {_COLUMNS}
""")


def begin(tx: Connection, plan_id: UUID, user_id: UUID) -> ReadingRow | None:
    """What the auditor has open of this plan, else the next there is to read. None: nothing is left for this one."""
    tx.execute(_LAPSED, {"idle": IDLE_HOURS, "kept": KEPT_HOURS})
    mine = tx.execute(_MINE, {"user_id": user_id, "plan_id": plan_id}).one_or_none()
    if mine is not None:
        return _reading(mine)
    values = {"plan_id": plan_id, "user_id": user_id, "actor": f"user:{user_id}", "seen": list(SEEN)}
    row = tx.execute(_NEXT, values).one_or_none()
    if row is None:
        return None
    new = {"id": uuid4(), "item_id": row.id, "ordinal": row.ordinal, "user_id": user_id}
    begun = _reading(tx.execute(_BEGIN, new).one())
    events.append(tx, "quality.reading_begun", f"user:{user_id}", data={"reading": str(begun.id), "item": str(row.id)})
    return begun


def open_of(tx: Connection, user_id: UUID) -> ReadingRow | None:
    """What the auditor has begun and not saved, the oldest."""
    row = tx.execute(_MINE, {"user_id": user_id, "plan_id": None}).one_or_none()
    return None if row is None else _reading(row)


_GET = text(f"select {_COLUMNS} from second_readings where id = :id and user_id = :user_id")
_OF_ITEM = text(f"select {_COLUMNS} from second_readings where item_id = :item_id order by ordinal")
_SAVE = text(f"""
update second_readings set saved_at = now(), answer = :answer, draft = null where id = :id and saved_at is null
returning {_COLUMNS}
""")
_BACK = text("delete from second_readings where id = :id and user_id = :user_id and saved_at is null")


def own(tx: Connection, reading_id: UUID, user_id: UUID) -> ReadingRow:
    """Raises NotFound, for somebody else's too."""
    row = tx.execute(_GET, {"id": reading_id, "user_id": user_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no second reading {reading_id}")
    return _reading(row)


def of_item(tx: Connection, item_id: UUID) -> tuple[ReadingRow, ...]:
    return tuple(_reading(row) for row in tx.execute(_OF_ITEM, {"item_id": item_id}))


def save(tx: Connection, vault: Vault, reading: ReadingRow, answer: Mapping[str, Any]) -> ReadingRow:
    """From now on it stays as it is. Raises Conflict if it was saved before."""
    told = json.dumps(answer, ensure_ascii=False).encode()
    sealed = vault.seal(told, place("second_readings", "answer", reading.id))
    row = tx.execute(_SAVE, {"id": reading.id, "answer": sealed}).one_or_none()
    if row is None:
        raise Conflict("the reading was saved before")
    data = {"reading": str(reading.id), "item": str(reading.item_id), "ordinal": reading.ordinal}
    events.append(tx, "quality.reading_saved", f"user:{reading.user_id}", data=data)
    return _reading(row)


_KEEP = text("update second_readings set draft = :draft where id = :id and saved_at is null")


def keep_draft(tx: Connection, vault: Vault, reading: ReadingRow, form: Mapping[str, str]) -> None:
    """What is filled in so far, so that nothing is lost when the auditor is called away. Once it is saved: nothing."""
    told = json.dumps(dict(form), ensure_ascii=False).encode()
    tx.execute(_KEEP, {"id": reading.id, "draft": vault.seal(told, place("second_readings", "draft", reading.id))})


def draft(vault: Vault, reading: ReadingRow) -> dict[str, str]:
    """The form as it was left; empty where nothing was filled in."""
    if reading.draft is None:
        return {}
    found: dict[str, str] = json.loads(vault.open(reading.draft, place("second_readings", "draft", reading.id)))
    return found


def put_back(tx: Connection, reading: ReadingRow) -> None:
    """The auditor leaves it to somebody else, unsaved."""
    if tx.execute(_BACK, {"id": reading.id, "user_id": reading.user_id}).rowcount:
        data = {"reading": str(reading.id), "item": str(reading.item_id)}
        events.append(tx, "quality.reading_put_back", f"user:{reading.user_id}", data=data)


def answer(vault: Vault, reading: ReadingRow) -> dict[str, Any]:
    """Opened. Raises NotFound before it is saved, and once its case was purged."""
    if reading.answer is None:
        raise NotFound(f"second reading {reading.id} holds no answer")
    found: dict[str, Any] = json.loads(vault.open(reading.answer, place("second_readings", "answer", reading.id)))
    return found


_BLIND = text("""
select exists (
  select from second_readings join sample_items on sample_items.id = second_readings.item_id
  where second_readings.user_id = :user_id and sample_items.case_id = :case_id and saved_at is null)
""")


def is_blind(tx: Connection, user_id: UUID, case_id: UUID) -> bool:
    """Whether the user is reading the case just now and must not see what the machine made of it."""
    return bool(tx.execute(_BLIND, {"user_id": user_id, "case_id": case_id}).scalar_one())


# What nobody has begun, and what a second auditor has still to read: found by what is missing, not by counting all.
_WAITING = text(f"""
select samples.plan_id, count(*) as many
from sample_items join samples on samples.id = sample_items.sample_id
where samples.plan_id = any(:plans)
  and (not exists (select from second_readings one where one.item_id = sample_items.id and one.ordinal = 1)
       or (sample_items.twice and not exists (
             select from second_readings two where two.item_id = sample_items.id and two.ordinal = 2)))
  and exists (select from cases where cases.id = sample_items.case_id and cases.state <> 'purged')
  and {_UNTOUCHED}
group by samples.plan_id
""")


def waiting(tx: Connection, plans: Sequence[UUID], user_id: UUID) -> dict[UUID, int]:
    """How much of each plan this auditor could read."""
    values = {"plans": list(plans), "user_id": user_id, "actor": f"user:{user_id}", "seen": list(SEEN)}
    return {row.plan_id: row.many for row in tx.execute(_WAITING, values)}
