"""A SIMULATION of fleets of worker machines: no file is read and no server is asked; times are drawn, costs are given.

Cases arrive by chance, wait, are claimed as the service claims them (instant before batch, slices of at most so many
pages), read for the measured time a page, judged. Database and object storage are one server each that every step has
to pass, at the measured cost of its transactions and objects: where the fleet outgrows them, the simulation bends.
"""

from __future__ import annotations

import heapq
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

FILES = (3, 11)  # of a case, least and most
PAGES = ((1, 0.82), (2, 0.08), (4, 0.06), (20, 0.04))
"""Pages of a file and the share of files that have so many."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Measured times, in seconds, and what one step takes from the servers all machines share."""

    page: float = 1.35  # one core, family e of the samples
    slice_extra: float = 0.06  # fetch, start, store
    judge: float = 0.9  # judging, pictures, report in three forms
    transaction: float = 1 / 1200  # of PostgreSQL with fsync on: 720 to 1775 a second were measured
    object: float = 1 / 330  # one put or get of 300 KB: 170 to 430 puts a second were measured
    slice_transactions: int = 4
    slice_objects: int = 3  # put by upstream, fetched to be read, its reading stored
    case_transactions: int = 14
    case_objects: int = 16  # originals and readings fetched again, papers of the report stored


@dataclass(frozen=True, slots=True)
class Fleet:
    machines: int
    readers: int = 2  # on each
    instant: float = 0.2  # share of cases
    load: float = 0.85  # of what the readers could do
    slice_pages: int = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    fleet: Fleet
    pages: float  # a second
    ideal: float  # a second, if reading were all there is
    instant: tuple[float, float]  # seconds from submission to verdict, median and 95th percentile
    batch: tuple[float, float]
    database: float  # share of its time at work
    storage: float

    @property
    def bends(self) -> str:
        """What holds the fleet back, if anything does."""
        if self.pages > 0.85 * self.ideal * min(1.0, self.fleet.load):
            return ""
        return "object storage" if self.storage > self.database else "database"


@dataclass(slots=True)
class _Case:
    came: float
    instant: bool
    left: int = 0  # slices unread


@dataclass(slots=True)
class _Server:
    """One at a time, first come first served."""

    free: float = 0.0
    busy: float = 0.0

    def pass_through(self, now: float, cost: float) -> float:
        """When it is done."""
        self.free = max(now, self.free) + cost
        self.busy += cost
        return self.free


@dataclass(slots=True)
class _World:
    fleet: Fleet
    costs: Costs
    chance: random.Random
    events: list[tuple[float, int, str, object]] = field(default_factory=list)
    count: int = 0
    waiting: dict[bool, deque[tuple[_Case, int]]] = field(default_factory=lambda: {True: deque(), False: deque()})
    to_judge: dict[bool, deque[_Case]] = field(default_factory=lambda: {True: deque(), False: deque()})
    readers: int = 0  # idle
    judges: int = 0  # idle
    database: _Server = field(default_factory=_Server)
    storage: _Server = field(default_factory=_Server)
    done: list[tuple[bool, float]] = field(default_factory=list)
    pages: int = 0

    def at(self, when: float, what: str, about: object = None) -> None:
        self.count += 1
        heapq.heappush(self.events, (when, self.count, what, about))


def simulate(fleet: Fleet, costs: Costs | None = None, seconds: float = 1800.0, seed: int = 1) -> Outcome:
    """What this fleet does in `seconds` of its life."""
    costs = costs or Costs()
    world = _World(fleet, costs, random.Random(seed))  # noqa: S311 (a simulation)
    world.readers, world.judges = fleet.machines * fleet.readers, fleet.machines
    rate, ideal = _rate(fleet, costs)
    world.at(0.0, "arrival")
    now = 0.0
    while world.events and now <= seconds:
        now, _, what, about = heapq.heappop(world.events)
        _happen(world, now, what, about, rate)
    times = {kind: sorted(took for instant, took in world.done if instant is kind) for kind in (True, False)}
    return Outcome(
        fleet, world.pages / seconds, ideal, _middle(times[True]), _middle(times[False]),
        min(1.0, world.database.busy / seconds), min(1.0, world.storage.busy / seconds),
    )  # fmt: skip


def _rate(fleet: Fleet, costs: Costs) -> tuple[float, float]:
    """Cases a second that arrive, and pages a second that the readers could do."""
    pages = sum(n * share for n, share in PAGES)
    slices = sum(-(-n // fleet.slice_pages) * share for n, share in PAGES)
    files = sum(FILES) / 2
    readers = fleet.machines * fleet.readers
    cases = readers / (files * (pages * costs.page + slices * costs.slice_extra))
    return cases * fleet.load, cases * files * pages


def _happen(world: _World, now: float, what: str, about: object, rate: float) -> None:
    if what == "arrival":
        case = _Case(now, world.chance.random() < world.fleet.instant)
        parts = list(_slices(world))
        case.left = len(parts)
        world.waiting[case.instant].extend((case, pages) for pages in parts)
        world.at(now + world.chance.expovariate(rate), "arrival")
    elif what == "read" and isinstance(about, tuple):
        case, pages = about
        world.readers += 1
        world.pages += pages
        case.left -= 1
        if case.left == 0:
            world.to_judge[case.instant].append(case)
    elif what == "judged" and isinstance(about, _Case):
        world.judges += 1
        world.done.append((about.instant, now - about.came))
    _begin(world, now)


def _begin(world: _World, now: float) -> None:
    """Whoever is idle takes what is next: instant before batch, oldest first."""
    costs = world.costs
    while world.readers and (queue := world.waiting[True] or world.waiting[False]):
        case, pages = queue.popleft()
        world.readers -= 1
        ready = world.database.pass_through(now, costs.slice_transactions * costs.transaction)
        ready = max(ready, world.storage.pass_through(now, costs.slice_objects * costs.object))
        world.at(ready + costs.slice_extra + pages * costs.page, "read", (case, pages))
    while world.judges and (judging := world.to_judge[True] or world.to_judge[False]):
        one = judging.popleft()
        world.judges -= 1
        ready = world.database.pass_through(now, costs.case_transactions * costs.transaction)
        ready = max(ready, world.storage.pass_through(now, costs.case_objects * costs.object))
        world.at(ready + costs.judge, "judged", one)


def _slices(world: _World) -> Iterator[int]:
    for _ in range(world.chance.randint(*FILES)):
        (pages,) = world.chance.choices([n for n, _ in PAGES], [share for _, share in PAGES])
        while pages > 0:
            yield min(pages, world.fleet.slice_pages)
            pages -= world.fleet.slice_pages


def _middle(times: list[float]) -> tuple[float, float]:
    if not times:
        return float("nan"), float("nan")
    return times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]
