"""试算: past cases judged once more by other thresholds or another pack, so that somebody may decide. Nothing counts.

Which cases they are is fixed when a trial begins; each is noted by itself, so that it goes on where it was left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records import events, work
from storage.records.flow import Told

KIND, QUEUE = "try", "trial"


@dataclass(frozen=True, slots=True)
class NewTrial:
    sort: str  # thresholds or policy
    since: date  # of the verdict
    until: date  # inclusive
    most: int  # cases; so many are drawn by the seed where there are more
    seed: int
    policy: str = ""  # name of the pack; empty: cases of every one
    version: str = ""
    thresholds: Mapping[str, float] = field(default_factory=dict)  # those that differ from the ones in force
    cases: str = "judged"  # or audited
    regions: tuple[str, ...] = ()  # empty: all
    plan_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TrialRow:
    id: UUID
    sort: str
    policy: str
    version: str
    thresholds: Mapping[str, float]
    cases: str
    regions: tuple[str, ...]
    plan_id: UUID | None
    since: date
    until: date
    most: int
    seed: int
    population: int
    state: str
    created_by: UUID
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one case. `after` is None where it could not be judged, and `why` then a code."""

    before: str
    after: str | None
    gone: Sequence[Mapping[str, Any]] = ()  # {code, outcome, severity, rule, upload, page}
    come: Sequence[Mapping[str, Any]] = ()
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # code → gravest outcome before, after
    why: str = ""


@dataclass(frozen=True, slots=True)
class TriedRow:
    trial_id: UUID
    position: int
    case_id: UUID
    verdict_id: UUID
    done_at: datetime | None
    before: str | None
    after: str | None
    why: str | None
    gone: Sequence[Mapping[str, Any]] | None
    come: Sequence[Mapping[str, Any]] | None
    moved: Mapping[str, Sequence[str]] | None


_COLUMNS = ", ".join(f"trials.{name}" for name in TrialRow.__slots__)
_CASE = ", ".join(f"trial_cases.{name}" for name in TriedRow.__slots__)
# Days are those of Beijing. An auditor's plan belongs to all of its regions; so do the cases tried for it.
_STANDING = """
from verdicts join cases on cases.id = verdicts.case_id
where verdicts.superseded_at is null and cases.state in ('judged', 'decided')
  and verdicts.created_at >= cast(:since as timestamp) at time zone 'Asia/Shanghai'
  and verdicts.created_at < (cast(:until as timestamp) + interval '1 day') at time zone 'Asia/Shanghai'
  and (:policy = '' or verdicts.policy = :policy)
  and (cast(:regions as text[]) = '{}' or cases.region = any(:regions))
  and (:cases = 'judged' or exists (
    select from sample_items join second_readings on second_readings.item_id = sample_items.id
    join samples on samples.id = sample_items.sample_id
    where sample_items.case_id = cases.id and second_readings.saved_at is not null
      and (cast(:plan_id as uuid) is null or samples.plan_id = :plan_id)))
"""
_COUNT = text(f"select count(*) {_STANDING}")
_BEGIN = text(f"""
insert into trials (id, sort, policy, version, thresholds, cases, regions, plan_id, since, until, most, seed,
                    population, state, created_by)
values (:id, :sort, :policy, :version, cast(:thresholds as jsonb), :cases, :regions, :plan_id, :since, :until, :most,
        :seed, :population, 'running', :user_id)
returning {_COLUMNS}
""")
_DRAW = text(f"""
insert into trial_cases (trial_id, position, case_id, verdict_id)
select :id, row_number() over (order by rank), case_id, verdict_id from (
  select cases.id as case_id, verdicts.id as verdict_id, md5(:seed || '|' || cases.id) as rank {_STANDING}
  order by rank limit :most) as drawn
""")
_PATIENTLY = text("set local statement_timeout = '120s'")  # a year of a large office is fifty thousand cases


def begin(tx: Connection, new: NewTrial, user_id: UUID) -> tuple[TrialRow, Told]:
    """Its cases drawn, and work to tell the queue of."""
    tx.execute(_PATIENTLY)
    values: dict[str, Any] = {name: getattr(new, name) for name in NewTrial.__slots__}
    values |= {"id": uuid4(), "user_id": user_id, "regions": sorted(new.regions)}
    values["thresholds"] = json.dumps(dict(new.thresholds))
    values["population"] = tx.execute(_COUNT, values).scalar_one()
    row = _trial(tx.execute(_BEGIN, values).one())
    tx.execute(_DRAW, values | {"seed": str(new.seed)})
    told = {"trial": str(row.id), "sort": row.sort, "policy": row.policy, "version": row.version}
    events.append(tx, "trial.begun", f"user:{user_id}", data=told | {"thresholds": dict(row.thresholds)})
    return row, go_on(tx, row.id, 0)


def go_on(tx: Connection, trial_id: UUID, done: int) -> Told:
    """Work for what is left of it; `done`: how many cases it has come to, so that each stretch is another work."""
    added = work.add(tx, KIND, QUEUE, f"{trial_id}:{done}")
    return Told(work=((QUEUE, added),) if added else ())


def _trial(row: Any) -> TrialRow:
    return TrialRow(**{**row._mapping, "regions": tuple(row.regions)})


_GET = text(f"select {_COLUMNS} from trials where id = :id")
_MINE = "(cast(:regions as text[]) = '{}' or (trials.regions <> '{}' and trials.regions <@ :regions))"
_ALL = text(f"""
select {_COLUMNS} from trials where sort = :sort and (:policy = '' or policy = :policy) and {_MINE}
order by created_at desc limit :limit
""")
_DUE = text(f"""
select {_CASE} from trial_cases where trial_id = :id and done_at is null order by position limit :limit
""")
_NOTE = text("""
update trial_cases set done_at = now(), before = :before, after = :after, why = :why, gone = cast(:gone as jsonb),
       come = cast(:come as jsonb), moved = cast(:moved as jsonb)
where trial_id = :trial_id and position = :position and done_at is null
""")
_END = text("update trials set state = :state, ended_at = now() where id = :id and state = 'running'")


def get(tx: Connection, trial_id: UUID, regions: Sequence[str] = ()) -> TrialRow:
    """`regions`: those of who asks; empty: all. Raises NotFound, for one of other regions too."""
    row = tx.execute(_GET, {"id": trial_id}).one_or_none()
    if row is None or (regions and not (row.regions and set(row.regions) <= set(regions))):
        raise NotFound(f"there is no trial {trial_id}")
    return _trial(row)


def every(
    tx: Connection, sort: str, regions: Sequence[str] = (), policy: str = "", limit: int = 50
) -> tuple[TrialRow, ...]:
    """The newest first."""
    values = {"sort": sort, "regions": list(regions), "policy": policy, "limit": limit}
    return tuple(_trial(row) for row in tx.execute(_ALL, values))


def due(tx: Connection, trial_id: UUID, limit: int) -> tuple[TriedRow, ...]:
    """The next of its cases that nobody has judged yet."""
    return tuple(TriedRow(*row) for row in tx.execute(_DUE, {"id": trial_id, "limit": limit}))


def note(tx: Connection, row: TriedRow, tried: Tried) -> None:
    """What came of a case; once."""
    values: dict[str, Any] = {"trial_id": row.trial_id, "position": row.position, "why": tried.why or None}
    values |= {"before": tried.before, "after": tried.after}
    values |= {name: json.dumps(getattr(tried, name)) for name in ("gone", "come", "moved")}
    tx.execute(_NOTE, values)


def end(tx: Connection, trial_id: UUID, actor: str, *, stopped: bool = False) -> None:
    """It is done, or somebody stopped it: what it had come to stays."""
    state = "stopped" if stopped else "done"
    if tx.execute(_END, {"id": trial_id, "state": state}).rowcount:
        events.append(tx, f"trial.{state}", actor, data={"trial": str(trial_id)})


@dataclass(frozen=True, slots=True)
class Progress:
    cases: int
    done: int

    @property
    def left(self) -> int:
        return self.cases - self.done


_PROGRESS = text("""
select trial_id, count(*) as cases, count(done_at) as done from trial_cases where trial_id = any(:ids)
group by trial_id
""")


def progress(tx: Connection, ids: Sequence[UUID]) -> dict[UUID, Progress]:
    """How far each is; one without any case is not among them."""
    return {row.trial_id: Progress(row.cases, row.done) for row in tx.execute(_PROGRESS, {"ids": list(ids)})}
