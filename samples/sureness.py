"""How sure values were and whether they were right, kept in a file: papers are read blind once, by that day's code.

Curves fitted on papers whose misses have been looked at flatter: what went wrong there was mended. Measurements kept
of several days still show what is to be expected of papers nobody has seen.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from samples.reliability import Sure
from samples.score import Scores
from samples.truth import Json

_SCHEMA = "yushen.sureness/1"
_KEYS = {"schema", "reader", "cases", "values"}


class SurenessError(Exception):
    """A file that `yushen samples sureness` did not write."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """Of one set of samples, as the code of one day read it."""

    reader: str  # version of the readings
    cases: int
    values: Mapping[str, Sequence[Sure]]  # by metric of the ledger; confidences before calibration


def measured(scores: Scores, reader: str) -> Sureness:
    """Of all splits scored. `scores`: with `calibration` None."""
    values: dict[str, list[Sure]] = {}
    for ledger in scores.ledgers.values():
        for metric, sure in ledger.sure.items():
            values.setdefault(metric, []).extend(sure)
    return Sureness(reader, sum(scores.cases.values()), values)


def write(one: Sureness, file: Path) -> None:
    """A line a metric: [confidence, how many values were so sure, how many of them were right] …, least sure first."""
    lines = [f" {json.dumps(metric)}: {json.dumps(_counted(values))}" for metric, values in sorted(one.values.items())]
    head = f'{{"schema": "{_SCHEMA}", "reader": "{one.reader}", "cases": {one.cases}, "values": {{\n'
    file.write_text(head + ",\n".join(lines) + "\n}}\n", "utf-8")


def read(file: Path) -> Sureness:
    """Raises SurenessError naming the file."""
    try:
        data: Json = json.loads(file.read_text("utf-8"))
        if set(data) != _KEYS or data["schema"] != _SCHEMA:
            raise ValueError(f"not {_SCHEMA}")
        values = {metric: _sure(counts) for metric, counts in data["values"].items()}
        return Sureness(str(data["reader"]), int(data["cases"]), values)
    except (ValueError, TypeError, AttributeError) as error:
        raise SurenessError(f"{file.name}: {error}; `yushen samples sureness` writes such files") from None


def _counted(values: Sequence[Sure]) -> list[tuple[float, int, int]]:
    """To a thousandth, as curves are fitted."""
    many = Counter(round(v.confidence, 3) for v in values)
    right = Counter(round(v.confidence, 3) for v in values if v.right)
    return [(confidence, many[confidence], right[confidence]) for confidence in sorted(many)]


def _sure(counts: Sequence[tuple[float, int, int]]) -> list[Sure]:
    found: list[Sure] = []
    for confidence, many, right in counts:
        if not (0 <= confidence <= 1 and 0 <= right <= many):
            raise ValueError(f"{right} of {many} at {confidence}")
        found += [Sure(float(confidence), at < right) for at in range(many)]
    return found
