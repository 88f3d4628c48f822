"""Error rates week by week: control charts, and alarms where a rate leaves its limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Connection

from pipeline.quality import tallying
from pipeline.quality.control import Batch, Chart, p_chart
from pipeline.quality.results import Cells
from pipeline.quality.sampling import today
from pipeline.quality.tally import Tally
from storage.records import drift_alarms, sampling_plans
from storage.records.comparisons import Scope

RECENT = 4
"""Weeks that are held against those before them, where there are at least twice as many."""
LOOKED_BACK = timedelta(weeks=52)
METRICS = ("fields", "missed", "false")
"""Values wrongly read; faults not found; alarms for nothing. A metric may also be a field or a finding code."""


def chart(cells: Cells, metric: str) -> Chart:
    """Weighted shares, with limits for each week's effective size. The week is that of the verdict: what drifts is the
    machine or what it is fed, not when somebody audits."""
    return charts(cells).get(metric, Chart(0.0, ()))


def charts(cells: Cells) -> dict[str, Chart]:
    """Of every metric that there is something to say of. `cells`: the view "trend"."""
    weeks: dict[str, dict[str, Tally]] = defaultdict(dict)
    for (metric, week), found in cells.items():
        weeks[metric][week] = found
    return {metric: _chart(by) for metric, by in weeks.items()}


def _chart(weeks: Mapping[str, Tally]) -> Chart:
    batches = [_batch(name, weeks[name]) for name in sorted(weeks)]
    baseline = batches[:-RECENT] if len(batches) >= 2 * RECENT else None
    return p_chart(batches, baseline)


def _batch(name: str, found: Tally) -> Batch:
    return Batch(name, found.share * found.effective, found.effective)


def metrics(cells: Cells) -> list[str]:
    """All that there is something to say of."""
    return list(dict.fromkeys([*METRICS, *sorted({metric for metric, _ in cells})]))


def watch(tx: Connection) -> int:
    """Look for drift in everything seen, and in each plan's regions apart: how many alarms are new."""
    scopes: set[tuple[str, ...]] = {(), *(plan.regions for plan in sampling_plans.every(tx))}
    return sum(_watch(tx, scope) for scope in sorted(scopes))


def _watch(tx: Connection, regions: tuple[str, ...]) -> int:
    cells = tallying.cells(tx, Scope(regions=regions, since=today() - LOOKED_BACK), "trend")
    place, news = drift_alarms.scope_of(regions), 0
    for metric, drawn in sorted(charts(cells).items()):
        for point in drawn.points[-RECENT:]:
            if point.alarms:
                news += drift_alarms.notice(
                    tx, place, metric, point.batch.name, (point.share, point.upper, point.signal)
                )
    return news
