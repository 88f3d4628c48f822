"""How many fields were right, of those that the truth of cases tells."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from extractors import read
from extractors.reading import Reading
from samples import score
from samples.reading_cache import ReadingCache

_NO_FIELDS = ("rotation", "page quality", "disposition", "seal", "finding", "clean")


def accuracy(samples: Path, names: Collection[str], readings: Iterable[Reading]) -> float | None:
    """Share of fields read right by these readings of whole cases; None where truth tells of no field."""
    with tempfile.TemporaryDirectory(prefix="yushen-bench-") as folder:
        store = ReadingCache(Path(folder), read.VERSION)
        for reading in readings:
            store.put(reading)
        scores = score.score(samples, splits=("report",), cache=Path(folder), only=lambda case: case.name in names)
    ledger = scores.ledgers["report"]
    rates = [rate for name, rate in ledger.rates.items() if not name.startswith(_NO_FIELDS)]
    found = [one for name, one in ledger.found.items() if not name.startswith(_NO_FIELDS)]
    right = sum(rate.right for rate in rates) + sum(one.hits for one in found)
    there = sum(rate.total for rate in rates) + sum(one.hits + one.missed for one in found)
    return right / there if there else None
