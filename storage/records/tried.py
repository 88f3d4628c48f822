"""What came of a trial: how verdicts would move, which findings would go and come, and what audits say of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records.trials import TriedRow

_CHANGED = "(tried.before is distinct from tried.after or tried.gone <> '[]' or tried.come <> '[]')"
_MOVES = text("""
select before, coalesce(after, why) as after, count(*) as many from trial_cases
where trial_id = :id and done_at is not null group by 1, 2 order by 1, 2
""")
_CODES = text("""
select found->>'code' as code, found->>'outcome' as outcome, way, count(*) as findings,
       count(distinct trial_cases.case_id) as cases
from trial_cases, lateral (
  select 'gone' as way, found from jsonb_array_elements(trial_cases.gone) as found
  union all select 'come', found from jsonb_array_elements(trial_cases.come) as found) as each
where trial_id = :id and found->>'outcome' <> 'pass' group by 1, 2, 3 order by 1, 2, 3
""")


@dataclass(frozen=True, slots=True)
class Move:
    before: str
    after: str  # a disposition, or the code of why it could not be judged
    many: int

    @property
    def moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class CodeChange:
    code: str
    outcome: str
    way: str  # gone or come
    findings: int
    cases: int


def moves(tx: Connection, trial_id: UUID) -> tuple[Move, ...]:
    return tuple(Move(*row) for row in tx.execute(_MOVES, {"id": trial_id}))


def codes(tx: Connection, trial_id: UUID) -> tuple[CodeChange, ...]:
    """Findings to act on that would go or come."""
    return tuple(CodeChange(*row) for row in tx.execute(_CODES, {"id": trial_id}))


@dataclass(frozen=True, slots=True)
class ChangedCase:
    row: TriedRow
    region: str
    diseases: tuple[str, ...]
    item_id: UUID | None  # of a sample, where an auditor has read it


_ROW = ", ".join(f"tried.{name}" for name in TriedRow.__slots__)
# Nobody is shown what the machine makes of a case that they are reading just now.
_SIGHTED = """
not exists (select from second_readings own join sample_items mine on mine.id = own.item_id
            where own.user_id = :user_id and own.saved_at is null and mine.case_id = tried.case_id)
"""
_CASES = f"""
select {_ROW}, cases.region, cases.diseases, read.item_id
from trial_cases tried join cases on cases.id = tried.case_id
left join lateral (
  select sample_items.id as item_id from sample_items join second_readings on second_readings.item_id = sample_items.id
  where sample_items.case_id = tried.case_id and second_readings.saved_at is not null
  order by second_readings.saved_at limit 1) read on true
where tried.trial_id = :id and {_SIGHTED}
"""
_CHANGED_CASES = text(f"""
{_CASES} and tried.done_at is not null and {_CHANGED}
  and (:code = '' or tried.gone @> cast(:one as jsonb) or tried.come @> cast(:one as jsonb))
order by (tried.before is distinct from tried.after) desc, tried.position limit :limit
""")
_ONE = text(f"{_CASES} and tried.position = :position and tried.done_at is not null and cases.state <> 'purged'")
_MANY = text(f"select count(*) from trial_cases tried where trial_id = :id and done_at is not null and {_CHANGED}")


def changed(tx: Connection, trial_id: UUID, user_id: UUID, limit: int, code: str = "") -> tuple[ChangedCase, ...]:
    """Cases of another verdict first; of one finding code, or all."""
    values = {"id": trial_id, "user_id": user_id, "limit": limit, "code": code}
    rows = tx.execute(_CHANGED_CASES, values | {"one": f'[{{"code": "{code}"}}]' if code.isidentifier() else "[{}]"})
    return tuple(_case(row) for row in rows)


def changed_count(tx: Connection, trial_id: UUID) -> int:
    found: int = tx.execute(_MANY, {"id": trial_id}).scalar_one()
    return found


def one(tx: Connection, trial_id: UUID, position: int, user_id: UUID) -> ChangedCase:
    """Raises NotFound, for a case that the user is reading blind as well."""
    row = tx.execute(_ONE, {"id": trial_id, "position": position, "user_id": user_id}).one_or_none()
    if row is None:
        raise NotFound("there is no such case in the trial")
    return _case(row)


def _case(row: Any) -> ChangedCase:
    own = TriedRow(*(getattr(row, name) for name in TriedRow.__slots__))
    return ChangedCase(own, row.region, tuple(row.diseases), row.item_id)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What an auditor said of a finding code of a tried case, with what the machine says of it before and after."""

    item_id: UUID
    reading_id: UUID
    number: int
    position: int
    code: str
    machine: str  # when it was audited: pass, unsure or fail
    final: str  # right, missed, false …
    moved: Sequence[str] | None  # [before, after] where the trial changed it


# Of a case that several plans have drawn the newest reading counts.
_CONFIRMED = text("""
select distinct on (comparisons.topic, tried.position)
       sample_items.id as item_id, comparisons.reading_id, comparisons.number, tried.position,
       comparisons.topic as code, comparisons.machine, coalesce(ruled.outcome, comparisons.outcome) as final,
       tried.moved->comparisons.topic as moved
from trial_cases tried
join sample_items on sample_items.case_id = tried.case_id and sample_items.document = ''
join second_readings on second_readings.item_id = sample_items.id
join comparisons on comparisons.reading_id = second_readings.id
left join lateral (
  select outcome from adjudications
  where adjudications.reading_id = comparisons.reading_id and adjudications.number = comparisons.number
  order by at desc limit 1) ruled on true
join samples on samples.id = sample_items.sample_id
where tried.trial_id = :id and tried.after is not null and second_readings.saved_at is not null
  and second_readings.ordinal = 1 and comparisons.sort = 'finding'
  and (cast(:plan_id as uuid) is null or samples.plan_id = :plan_id)
  and (tried.moved ? comparisons.topic or coalesce(ruled.outcome, comparisons.outcome) in ('missed', 'false'))
order by comparisons.topic, tried.position, second_readings.saved_at desc
""")


def confirmed(tx: Connection, trial_id: UUID, plan_id: UUID | None = None) -> tuple[Confirmed, ...]:
    """Of cases whose whole was read: errors that auditors confirmed, and whatever of theirs the trial would change."""
    return tuple(Confirmed(*row) for row in tx.execute(_CONFIRMED, {"id": trial_id, "plan_id": plan_id}))


_AUDITED = text("""
select count(distinct tried.case_id) from trial_cases tried
join sample_items on sample_items.case_id = tried.case_id and sample_items.document = ''
join second_readings on second_readings.item_id = sample_items.id and second_readings.saved_at is not null
where tried.trial_id = :id and tried.after is not null
""")


def audited(tx: Connection, trial_id: UUID) -> int:
    """How many of its cases an auditor has read as a whole."""
    found: int = tx.execute(_AUDITED, {"id": trial_id}).scalar_one()
    return found
