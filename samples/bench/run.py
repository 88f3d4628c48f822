"""A benchmark from its material to its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.reading import Reading
from samples.bench import fields
from samples.bench.engines import OWN
from samples.bench.figures import Figures, chain_of, on_papers, on_pictures
from samples.bench.material import as_photos, chosen, of_cases, of_folder, pictures
from samples.bench.memory import Held, curve
from samples.bench.rounds import Measured, measure
from samples.bench.throughput import pages_per_second


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured, and how often."""

    samples: Path
    folder: Path | None  # files to read instead of samples
    cases: int
    rounds: int
    threads: int
    engines: Sequence[str]


def run(plan: Plan, tell: Callable[[str], None]) -> Figures:
    """Raises MaterialError, TruthError."""
    cases = [] if plan.folder else chosen(plan.samples, plan.cases)
    papers = of_folder(plan.folder) if plan.folder else of_cases(cases)
    shown = list(pictures(papers))
    measured = measure(papers, plan.engines, plan.threads, plan.rounds, tell)
    figures = Figures({}, len(shown), plan.rounds, plan.threads)
    for name, one in measured.items():
        figures.rows[name] = on_pictures(one, shown)
    for name in (name for name in measured if name in OWN):
        row = figures.rows[chain_of(name)] = on_papers(measured[name])
        if cases:
            row.fields = fields.accuracy(plan.samples, {case.name for case in cases}, _readings(measured[name]))
    tell("pages a second")
    figures.rates = pages_per_second(papers, plan.rounds)
    return figures


def run_long(plan: Plan, pages: int, tell: Callable[[str], None]) -> list[Held]:
    """Memory over so many pages of one process, photos of 12 megapixels among them. Raises as `run` does."""
    papers = of_folder(plan.folder) if plan.folder else of_cases(chosen(plan.samples, plan.cases))
    return curve([*as_photos(papers[:4]), *papers], pages, plan.threads, tell)


def _readings(measured: Measured) -> list[Reading]:
    return [rounds[0].reading for rounds in measured.chains]
