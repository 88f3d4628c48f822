"""What auditors did in a time: how much was drawn from how much, read, read twice, ruled on and followed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from storage.records.comparisons import MINE, Scope, scoped


@dataclass(frozen=True, slots=True)
class Period:
    """Of readings saved in it. Dates are those of the verdicts that were drawn from; None where nothing was read."""

    readings: int
    items: int
    cases: int
    twice: int  # items that two auditors have read
    auditors: int
    samples: int
    plans: int
    drawn_from: int  # units in the frames of those samples
    since: date | None
    until: date | None


_READ = f"""
from second_readings join sample_items on sample_items.id = second_readings.item_id
join samples on samples.id = sample_items.sample_id join sampling_plans on sampling_plans.id = samples.plan_id
where {MINE}
"""
_PERIOD = text(f"""
with read as (
  select second_readings.item_id, second_readings.ordinal, second_readings.user_id, sample_items.case_id,
         samples.id as sample_id, samples.plan_id {_READ}
), drawn as (
  select count(*) as samples, count(distinct plan_id) as plans, coalesce(sum(frame_size), 0) as frame,
         min(since) as since, max(until) as until
  from samples where id in (select sample_id from read)
)
select count(*) as readings, count(*) filter (where ordinal = 1) as items, count(distinct case_id) as cases,
       count(*) filter (where ordinal = 2) as twice, count(distinct user_id) as auditors,
       (select samples from drawn) as samples, (select plans from drawn) as plans, (select frame from drawn) as frame,
       (select since from drawn) as since, (select until from drawn) as until
from read
""")
_RULED = text(f"""
select count(*) as ruled, count(*) filter (where newest.ruling = 'machine_right') as right,
       count(*) filter (where newest.ruling = 'open') as open, count(*) filter (where newest.follow_up) as follow_ups
from (
  select distinct on (adjudications.reading_id, adjudications.number) adjudications.ruling, adjudications.follow_up
  from adjudications join second_readings on second_readings.id = adjudications.reading_id
  join sample_items on sample_items.id = second_readings.item_id
  join samples on samples.id = sample_items.sample_id join sampling_plans on sampling_plans.id = samples.plan_id
  where {MINE} and second_readings.ordinal = 1
  order by adjudications.reading_id, adjudications.number, adjudications.at desc) as newest
""")


@dataclass(frozen=True, slots=True)
class Ruled:
    """Differences of first readings, by their newest ruling."""

    ruled: int
    right: int  # the machine was right after all
    open: int  # nobody could tell
    follow_ups: int


def of(tx: Connection, scope: Scope) -> Period:
    row = tx.execute(_PERIOD, scoped(scope)).one()
    return Period(
        readings=row.readings,
        items=row.items,
        cases=row.cases,
        twice=row.twice,
        auditors=row.auditors,
        samples=row.samples,
        plans=row.plans,
        drawn_from=int(row.frame),
        since=row.since,
        until=row.until,
    )


def ruled(tx: Connection, scope: Scope) -> Ruled:
    return Ruled(*tx.execute(_RULED, scoped(scope)).one())
