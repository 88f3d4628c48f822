"""Instant cases among a heap of batch cases: how long each waits."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from pipeline.chaos.clients import Crowd, canary
from pipeline.chaos.papers import Papers
from pipeline.chaos.run import Scale, on_stage
from pipeline.chaos.stage import Stage
from storage.database import Database

PREFIX = "INSTANT"
EVERY_S = 0.5
"""Seconds from one instant case's verdict to the next one's push."""
ENOUGH = 200
"""Instant cases after which the measurement ends, however many batch cases still wait."""
_HEAP = text("select count(*) from cases where track = 'batch' and state in ('reading', 'judging')")
_WAITED = text("""
select track, extract(epoch from judged_at - submitted_at)::float8 as seconds from cases
where judged_at is not null order by seq
""")


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from submission to verdict, by the database's clock."""

    usual: float  # of an instant case while nothing else is there
    instant: tuple[float, ...]  # while batch cases were waiting
    batch: tuple[float, ...]
    heaps: tuple[int, ...]  # batch cases under way whenever an instant one was pushed
    seconds: float


def share(times: Sequence[float], part: float) -> float:
    """The time that `part` of them stay below."""
    ordered = sorted(times) or [0.0]
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def waits(folder: Path, scale: Scale, environment: Mapping[str, str], say: Callable[[str], None]) -> Waits:
    """All batch cases are pushed first; then instant ones, one after the other, for as long as any of those wait."""
    papers = Papers(folder / "papers", scale.seed)
    with on_stage(folder, scale, environment, say) as (stage, _):
        usual = statistics.median(_instant(stage, papers, number) for number in range(3))
        crowd = Crowd(stage, scale.clients, papers.case)
        began = time.monotonic()
        with crowd.pushing():
            crowd.let_out(scale.cases)
            crowd.until(scale.cases)
        say(f"{scale.cases} 件批量申请已推送 / batch cases are in, {time.monotonic() - began:.0f} s")
        database = Database(stage.settings().service.database_url, connections=1)
        try:
            heaps: list[int] = []
            while (heap := _heap(database)) and len(heaps) < ENOUGH:
                heaps.append(heap)
                _instant(stage, papers, 3 + len(heaps))
                time.sleep(EVERY_S)
            with database.look() as tx:
                found = _waited(tx)
        finally:
            database.close()
    return Waits(usual, found["instant"][-len(heaps) :] if heaps else (), found["batch"], tuple(heaps),
                 time.monotonic() - began)  # fmt: skip


def _instant(stage: Stage, papers: Papers, number: int) -> float:
    return canary(stage, papers.case(number, instant=True, prefix=PREFIX))


def _heap(database: Database) -> int:
    with database.look() as tx:
        return int(tx.execute(_HEAP).scalar_one())


def _waited(tx: Connection) -> dict[str, tuple[float, ...]]:
    found: dict[str, list[float]] = {"instant": [], "batch": []}
    for row in tx.execute(_WAITED):
        found[row.track].append(row.seconds)
    return {track: tuple(seconds) for track, seconds in found.items()}
