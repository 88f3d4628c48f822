"""Error rates week by week: control charts, and alarms where a rate leaves its limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection

from pipeline.quality.control import Batch, Chart, p_chart
from pipeline.quality.intervals import Judged, rate
from pipeline.quality.results import FLAGGED, counted
from storage.records import comparisons, drift_alarms, sampling_plans
from storage.records.comparisons import Scope, Seen

RECENT = 4
"""Weeks that are held against those before them, where there are at least twice as many."""
LOOKED_BACK = timedelta(weeks=52)
METRICS = ("fields", "missed", "false")
"""Values wrongly read; faults not found; alarms for nothing. A metric may also be a field or a finding code."""


def week(seen: Seen) -> str:
    """Of the day the machine judged: what drifts is the machine or what it is fed, not when somebody audits."""
    return seen.facts["week"]


def chart(found: Iterable[Seen], metric: str) -> Chart:
    """Weighted shares, with limits for each week's effective size."""
    return charts(found).get(metric, Chart(0.0, ()))


def charts(found: Iterable[Seen]) -> dict[str, Chart]:
    """Of every metric that there is something to say of."""
    weeks: dict[str, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for seen in counted(found):
        for metric, bad in _judged(seen):
            weeks[metric][week(seen)].append(Judged(seen.weight, bad))
    return {metric: _chart(by) for metric, by in weeks.items()}


def _chart(weeks: dict[str, list[Judged]]) -> Chart:
    batches = [_batch(name, weeks[name]) for name in sorted(weeks)]
    baseline = batches[:-RECENT] if len(batches) >= 2 * RECENT else None
    return p_chart(batches, baseline)


def _batch(name: str, judged: Sequence[Judged]) -> Batch:
    found = rate(judged)
    return Batch(name, found.share * found.effective, found.effective)


def _judged(seen: Seen) -> Iterator[tuple[str, bool]]:
    """Every metric it is about, and whether it counts against that."""
    row = seen.row
    if row.final == "open":
        return
    yield row.topic, row.final != "right"
    if row.sort != "finding":
        yield "fields", row.final != "right"
        return
    if row.final == "missed" or (row.final == "right" and row.machine in FLAGGED):
        yield "missed", row.final == "missed"
    if row.machine in FLAGGED:
        yield "false", row.final == "false"


def metrics(found: Iterable[Seen]) -> list[str]:
    """All that there is something to say of."""
    return [*METRICS, *sorted({seen.row.topic for seen in found})]


def watch(tx: Connection) -> int:
    """Look for drift in everything seen, and in each plan's regions apart: how many alarms are new."""
    scopes: set[tuple[str, ...]] = {(), *(plan.regions for plan in sampling_plans.every(tx))}
    return sum(_watch(tx, scope) for scope in sorted(scopes))


def _watch(tx: Connection, regions: tuple[str, ...]) -> int:
    found = comparisons.seen(tx, Scope(regions=regions, since=date.today() - LOOKED_BACK))
    place, news = drift_alarms.scope_of(regions), 0
    for metric, drawn in sorted(charts(found).items()):
        for point in drawn.points[-RECENT:]:
            if point.alarms:
                news += drift_alarms.notice(
                    tx, place, metric, point.batch.name, (point.share, point.upper, point.signal)
                )
    return news


def counts(seen: Seen, metric: str) -> bool:
    """Whether it counts against the metric."""
    return dict(_judged(seen)).get(metric, False)


def of_point(found: Iterable[Seen], metric: str, name: str) -> list[UUID]:
    """Items behind a point of a chart that count against it."""
    items = [seen.item_id for seen in counted(found) if week(seen) == name and counts(seen, metric)]
    return list(dict.fromkeys(items))
