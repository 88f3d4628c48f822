"""Engines read the same pages in turns, many small rounds: what slows the machine down slows all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from samples.bench.engines import OWN
from samples.bench.material import Paper, Picture, pictures
from samples.bench.stand import Chain, Sight, Stand


@dataclass(slots=True)
class Measured:
    """What was seen of one engine."""

    sights: list[list[Sight]] = field(default_factory=list)  # by picture, by round
    chains: list[list[Chain]] = field(default_factory=list)  # by paper, by round; of our modes only
    peak: float = 0.0  # megabytes


Tell = Callable[[str], None]


def measure(
    papers: Sequence[Paper], names: Sequence[str], threads: int, rounds: int, tell: Tell
) -> dict[str, Measured]:
    """Every engine on every picture, and each of our modes on every paper, `rounds` times.

    The first picture is read once by all beforehand: loading nets is nobody's reading.
    """
    shown = list(pictures(papers))
    found = {name: Measured([[] for _ in shown], [[] for _ in papers] if name in OWN else []) for name in names}
    with ExitStack() as stack:
        stands = {name: stack.enter_context(Stand(name, threads)) for name in names}
        _warm(stands, shown[0], papers[0])
        for number in range(rounds):
            for at, picture in enumerate(shown):
                tell(f"round {number + 1}/{rounds}, page {at + 1}/{len(shown)}")
                for name in _turned(names, number + at):
                    found[name].sights[at].append(stands[name].look(picture.pixels))
            for at, paper in enumerate(papers):
                tell(f"round {number + 1}/{rounds}, paper {at + 1}/{len(papers)}")
                for name in _turned([n for n in names if n in OWN], number + at):
                    found[name].chains[at].append(stands[name].read(paper))
        for name, stand in stands.items():
            found[name].peak = stand.resident()[1]
    return found


def _warm(stands: dict[str, Stand], picture: Picture, paper: Paper) -> None:
    for name, stand in stands.items():
        stand.look(picture.pixels)
        if name in OWN:
            stand.read(paper)


def _turned(names: Sequence[str], by: int) -> Iterator[str]:
    """Everybody once, somebody else first each time."""
    at = by % max(1, len(names))
    yield from (*names[at:], *names[:at])
