"""What the rounds come to: seconds a page, ratios, error rates; as a table and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Any

from samples.bench.engines import OWN, RAPIDOCR
from samples.bench.material import Picture
from samples.bench.rounds import Measured
from samples.bench.spent import Spent
from samples.bench.stand import Chain
from samples.metrics_text import distance, folded

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seconds:
    """Of one page."""

    mean: float  # over pages, of each page's median over rounds
    median: float
    low: float  # a tenth is below
    high: float  # a tenth is above

    @classmethod
    def of(cls, pages: Sequence[float]) -> Seconds:
        rising = sorted(pages)
        tenth = len(rising) // 10
        return cls(mean(rising), median(rising), rising[tenth], rising[-1 - tenth])

    def __str__(self) -> str:
        return f"{self.mean:6.3f} {self.median:6.3f} {self.low:6.3f}–{self.high:.3f}"


@dataclass(slots=True)
class Row:
    """One engine on pictures, or one of our modes on whole papers."""

    wall: Seconds
    cpu: Seconds
    peak_mb: float
    cer: float | None = None
    fields: float | None = None  # share of fields right
    floor: float | None = None  # times the processor time of the same calls of nets made bare
    stages: dict[str, float] = field(default_factory=dict)  # seconds of the processor a page, as the next two
    networks: dict[str, float] = field(default_factory=dict)  # of the stages
    ocr: float | None = None  # within the engines

    def times(self, other: Row) -> Json:
        """How many times as fast as another."""
        return {"wall": other.wall.mean / self.wall.mean, "cpu": other.cpu.mean / self.cpu.mean}


@dataclass(slots=True)
class Figures:
    rows: dict[str, Row]
    pages: int
    rounds: int
    threads: int
    rates: dict[str, float] = field(default_factory=dict)  # pages a second, by shape

    def as_json(self) -> Json:
        first = next(iter(OWN))
        own, chain = self.rows[first], self.rows[chain_of(first)]
        peer = self.rows.get(RAPIDOCR)
        return {
            "ratio_to_rapidocr": own.times(peer)["wall"] if peer else None,
            "ratio_to_network_floor": own.floor,
            "seconds_per_page": own.wall.mean,
            "pages_per_second": self.rates,
            "peak_mb": chain.peak_mb,
            "engines": {name: _row(row, peer) for name, row in self.rows.items()},
            "stages": chain.stages,
            "networks": chain.networks,
            "chain_to_its_ocr": chain.cpu.mean / chain.ocr if chain.ocr else None,
            "measured": {"pages": self.pages, "rounds": self.rounds, "threads": self.threads},
        }


def _row(row: Row, peer: Row | None) -> Json:
    return {
        "seconds_per_page": {
            "mean": row.wall.mean,
            "median": row.wall.median,
            "p10": row.wall.low,
            "p90": row.wall.high,
        },
        "cpu_seconds_per_page": row.cpu.mean,
        "ratio_to_rapidocr": row.times(peer) if peer else None,
        "ratio_to_network_floor": row.floor,
        "cer": row.cer,
        "field_accuracy": row.fields,
        "peak_mb": row.peak_mb,
    }


def chain_of(mode: str) -> str:
    return f"{mode}, whole chain"


def on_pictures(measured: Measured, pictures: Sequence[Picture]) -> Row:
    spent = [_middle([sight.spent for sight in rounds]) for rounds in measured.sights]
    bare = [_middle([sight.floor for sight in rounds if sight.floor]) for rounds in measured.sights]
    floor = sum(one.cpu for one in bare)
    return Row(
        Seconds.of([one.wall for one in spent]),
        Seconds.of([one.cpu for one in spent]),
        measured.peak,
        cer=_cer(measured, pictures),
        floor=sum(one.cpu for one in spent) / floor if floor else None,
    )


def on_papers(measured: Measured) -> Row:
    """A paper's pages count alike; what cannot be opened counts as no page."""
    papers = [rounds for rounds in measured.chains if rounds and rounds[0].pages]
    pages = sum(rounds[0].pages for rounds in papers)
    spent = [
        _middle([chain.spent for chain in rounds]).each(rounds[0].pages)
        for rounds in papers
        for _ in range(rounds[0].pages)
    ]

    def a_page(told: Callable[[Chain], dict[str, float]]) -> dict[str, float]:
        names = sorted({name for rounds in papers for chain in rounds for name in told(chain)})
        return {n: sum(median(told(chain).get(n, 0.0) for chain in rounds) for rounds in papers) / pages for n in names}

    return Row(
        Seconds.of([one.wall for one in spent]),
        Seconds.of([one.cpu for one in spent]),
        measured.peak,
        stages=a_page(lambda chain: chain.stages),
        networks=a_page(lambda chain: chain.networks),
        ocr=sum(median(chain.ocr for chain in rounds) for rounds in papers) / pages,
    )


def _middle(times: Sequence[Spent]) -> Spent:
    return Spent(median(t.wall for t in times), median(t.cpu for t in times)) if times else Spent(0.0, 0.0)


def _cer(measured: Measured, pictures: Sequence[Picture]) -> float | None:
    """Characters wrong, of all that truth tells."""
    known = [(folded(p.text), folded(s[0].text)) for p, s in zip(pictures, measured.sights, strict=True) if p.text]
    total = sum(len(want) for want, _ in known)
    return sum(distance(want, got) for want, got in known) / total if total else None
