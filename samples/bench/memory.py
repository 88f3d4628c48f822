"""Memory of one reading process over many pages: flat or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from samples.bench.engines import OWN
from samples.bench.material import Paper
from samples.bench.stand import Stand

POINTS = 20  # of the curve


@dataclass(frozen=True, slots=True)
class Held:
    """Megabytes after so many pages."""

    pages: int
    now: float
    most: float
    seconds: float  # a page, since the last point


def curve(papers: Sequence[Paper], pages: int, threads: int, tell: Callable[[str], None]) -> list[Held]:
    """Read papers over and over in one process until it has read so many pages."""
    return list(_points(papers, pages, threads, tell))


def _points(papers: Sequence[Paper], pages: int, threads: int, tell: Callable[[str], None]) -> Iterator[Held]:
    done, told, seconds = 0, 0, 0.0
    with Stand(next(iter(OWN)), threads) as stand:
        for paper in cycle(papers):
            chain = stand.read(paper)
            done += max(1, chain.pages)
            seconds += chain.spent.cpu
            if done - told >= max(1, pages // POINTS) or done >= pages:
                held = Held(done, *stand.resident(), seconds / (done - told))
                tell(f"{held.pages} pages: {held.now:.0f} MB, at most {held.most:.0f} MB")
                yield held
                told, seconds = done, 0.0
            if done >= pages:
                return
