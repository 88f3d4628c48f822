"""Plans put into practice: a frame taken, a sample drawn from it and written down so that it can be drawn again."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from pipeline.quality.drawing import Layer, Stratum, Unit, draw, draw_daily, frame_hash, twice
from pipeline.quality.frame import Entry, entries
from storage.errors import StorageError
from storage.records import events, samples, sampling_plans
from storage.records.samples import NewItem, NewSample, SampleRow, frame_key
from storage.records.sampling_plans import NewPlan, PlanRow

if TYPE_CHECKING:
    from pipeline.service import Service

ZONE = dt.timezone(dt.timedelta(hours=8))
"""Days are those of Beijing, where every region is."""
SEED_BITS = 62
CATCH_UP = 31
"""Days that a daily plan draws from at most in one go, after the service was away."""


def new_seed() -> int:
    return secrets.randbits(SEED_BITS)


def today() -> dt.date:
    return dt.datetime.now(ZONE).date()


def population(tx: Connection, plan: NewPlan | PlanRow, since: dt.date, until: dt.date) -> list[Entry]:
    """All that a plan could draw from what was judged from `since` to `until`, both included."""
    start = dt.datetime.combine(since, dt.time(), ZONE)
    before = dt.datetime.combine(until, dt.time(), ZONE) + dt.timedelta(days=1)
    filters = plan.filters or {}
    reviewers = "reviewer" in plan.dimensions or "reviewer" in filters
    rows = samples.frame(tx, (start, before), plan.regions, reviewers=reviewers)
    return [entry for entry in entries(rows, plan.unit) if entry.passes(filters)]


def strata(found: Iterable[Entry], dimensions: Sequence[str]) -> dict[Stratum, int]:
    """How many there are of each."""
    return dict(sorted(Counter(entry.unit(dimensions).stratum for entry in found).items()))


def make(service: Service, tx: Connection, new: NewPlan, user_id: UUID) -> PlanRow:
    """A plan; of a period its sample is drawn at once."""
    plan = sampling_plans.add(tx, new, user_id)
    if plan.way == "period":
        take(service, tx, plan, (plan.since, plan.until or today()), f"user:{user_id}")
    return plan


def take(service: Service, tx: Connection, plan: PlanRow, days: tuple[dt.date, dt.date], actor: str) -> SampleRow:
    """Draw from the first to the last of these days, and keep the frame beside what was drawn."""
    since, until = days
    found = {entry.key: entry for entry in population(tx, plan, since, until)}
    units = [entry.unit(plan.dimensions) for entry in found.values()]
    layers = _drawn(plan, units)
    again = twice(layers, plan.twice, plan.seed)
    sample = NewSample(
        seed=plan.seed,
        since=since,
        until=until,
        frame_size=len(units),
        frame_hash=frame_hash(units),
        layers=[_told(layer) for layer in layers],
        items=[_item(found[key], layer, again) for layer in layers for key in layer.drawn],
    )
    service.blobs.put_sealed(frame_key(sample.id), _frame_text(units), service.vault)
    return samples.add(tx, plan, sample, actor)


def _drawn(plan: PlanRow, units: Sequence[Unit]) -> list[Layer]:
    if plan.share is not None:
        return draw_daily(units, plan.share, plan.seed)
    return draw(units, plan.size or 0, plan.seed, plan.least, equally=plan.equally)


def _told(layer: Layer) -> Mapping[str, Any]:
    return {"stratum": list(layer.stratum), "size": layer.size, "drawn": len(layer.drawn), "share": layer.share}


def _item(entry: Entry, layer: Layer, again: frozenset[str]) -> NewItem:
    return NewItem(
        case_id=entry.row.case_id,
        verdict_id=entry.row.verdict_id,
        document=entry.document,
        pages=entry.pages,
        weight=layer.weight,
        twice=entry.key in again,
        facts=entry.facts,
    )


def _frame_text(units: Sequence[Unit]) -> bytes:
    return json.dumps(sorted([unit.key, *unit.stratum] for unit in units), ensure_ascii=False).encode()


def draw_due(service: Service, tx: Connection) -> int:
    """The days that daily plans have not drawn from yet, up to yesterday: how many samples were drawn."""
    yesterday = today() - dt.timedelta(days=1)
    many = 0
    for plan in sampling_plans.daily(tx, yesterday):
        first = plan.drawn_until + dt.timedelta(days=1) if plan.drawn_until else plan.since
        last = min(yesterday, plan.until or yesterday, first + dt.timedelta(days=CATCH_UP - 1))
        day = first
        while day <= last:
            take(service, tx, plan, (day, day), events.SYSTEM)
            day += dt.timedelta(days=1)
            many += 1
        sampling_plans.drawn(tx, plan.id, yesterday if plan.until and plan.until < yesterday else last)
    return many


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a sample is what its seed draws from its frame."""

    frame: bool  # the frame kept is the one it was drawn from
    drawn: bool  # drawn again, it gives the same

    @property
    def holds(self) -> bool:
        return self.frame and self.drawn


def check(service: Service, tx: Connection, plan: PlanRow, sample: SampleRow) -> Check:
    """Draw it again from the frame that was kept. Raises StorageError if that is gone."""
    kept = service.blobs.get_sealed(frame_key(sample.id), service.vault)
    if kept is None:
        raise StorageError("the frame of a sample is not in object storage")
    units = [Unit(key, tuple(stratum)) for key, *stratum in json.loads(kept)]
    layers = _drawn(plan, units)
    keys = [f"{item.case_id}:{item.document}" for item in samples.items(tx, sample.id)]
    again = [key for layer in layers for key in layer.drawn]
    told = [_told(layer) for layer in layers] == [dict(layer) for layer in sample.layers]
    return Check(frame_hash(units) == sample.frame_hash, again == keys and told)
