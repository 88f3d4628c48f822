"""What comparisons add up to, kept in step with them: added when an answer is saved, changed when one is ruled on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Connection

from pipeline.quality.results import Cell, Cells, fold
from pipeline.quality.sampling import ZONE
from pipeline.quality.tally import Tally
from storage.records import comparisons, samples, sampling_plans, tallies
from storage.records.comparisons import Scope, Seen

SCHEME = 1
"""To be raised whenever `results.fold` adds up in another way: all tallies are then made anew."""
AT_ONCE = 500  # items


def cells(tx: Connection, scope: Scope, view: str, name: str | None = None) -> Cells:
    """Of one view of results; of one line's name, or all."""
    return {cell: Tally(*sums) for cell, sums in tallies.of_view(tx, scope, view, name).items()}


@contextmanager
def kept(tx: Connection, item_id: UUID) -> Iterator[None]:
    """Whatever is added to the item inside, the tallies follow. Nobody else adds to it meanwhile."""
    samples.lock_item(tx, item_id)
    before = comparisons.of_items(tx, [item_id])
    yield
    _add(tx, comparisons.of_items(tx, [item_id]), before)


def _add(tx: Connection, after: Sequence[Seen], before: Sequence[Seen] = ()) -> None:
    if not after:
        return
    new, old = fold(after), fold(before)
    changed = {cell: new.get(cell, Tally()) - old.get(cell, Tally()) for cell in new.keys() | old.keys()}
    tallies.add(tx, after[0].plan_id, _day(after), _sums(changed))


def _day(found: Sequence[Seen]) -> dt.date:
    """That the item was first read on."""
    return min(seen.saved_at for seen in found).astimezone(ZONE).date()


def _sums(folded: Mapping[Cell, Tally]) -> dict[Cell, tallies.Sums]:
    return {cell: one.sums for cell, one in folded.items() if one != Tally()}


def make_anew(tx: Connection) -> int:
    """From the comparisons themselves, if they were added up in another way before: how many items."""
    if tallies.scheme(tx) == SCHEME:
        return 0
    tallies.begin_anew(tx, SCHEME)
    return sum(_plan(tx, plan.id) for plan in sampling_plans.every(tx))


def _plan(tx: Connection, plan_id: UUID) -> int:
    every = samples.read_items(tx, plan_id)
    for first in range(0, len(every), AT_ONCE):
        ids = every[first : first + AT_ONCE]
        by_day: dict[dt.date, list[Seen]] = {}
        for inside in _by_item(comparisons.of_items(tx, ids)):
            by_day.setdefault(_day(inside), []).extend(inside)
        for day, found in sorted(by_day.items()):
            tallies.add(tx, plan_id, day, _sums(fold(found)))
    return len(every)


def _by_item(found: Sequence[Seen]) -> list[list[Seen]]:
    by: dict[UUID, list[Seen]] = {}
    for seen in found:
        by.setdefault(seen.item_id, []).append(seen)
    return list(by.values())
