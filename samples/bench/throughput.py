"""Pages a second of whole processes, as `yushen check` starts them."""

from __future__ import annotations

import time
from collections.abc import Sequence

from pipeline.progress import Tally
from pipeline.reader import ocr_reader
from pipeline.settings import Settings
from pipeline.workers import Bytes, ReaderPool
from samples.bench.material import Paper

SHAPES = {"1": (1, 2), "2": (2, 2), "1 with all cores": (1, 1)}
"""Processes, and among how many the cores are divided."""


class _Silent(Tally):
    """Counts, and says nothing."""

    def began(self, case: str = "", files: int = 0) -> None:  # type: ignore[override]
        super().began(files)

    def opened(self, pages: int) -> None:
        self.pages_known += pages

    def page_done(self) -> None:
        self.pages_done += 1

    def file_done(self) -> None:
        self.files_done += 1

    def ended(self) -> None:
        return None


def pages_per_second(papers: Sequence[Paper], rounds: int) -> dict[str, float]:
    """Median of `rounds`, the shapes in turns; nets are loaded beforehand."""
    found: dict[str, list[float]] = {name: [] for name in SHAPES}
    uploads = [Bytes.of(paper.name, paper.data) for paper in papers]
    for _ in range(rounds):
        for name, (jobs, among) in SHAPES.items():
            with ReaderPool(ocr_reader(Settings(jobs=among)), jobs) as pool:
                list(pool.read(uploads[:1] * jobs, _Silent()))
                watch, began = _Silent(), time.perf_counter()
                list(pool.read(uploads, watch))
                found[name].append(watch.pages_done / (time.perf_counter() - began))
    return {name: sorted(rates)[len(rates) // 2] for name, rates in found.items()}
