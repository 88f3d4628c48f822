"""Measures on samples how often a confidence is right, and writes it down as curves (`extractors.calibration`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

import yaml

from extractors.calibration import Block, Curve, Topic
from samples.reliability import Sure

METRICS = {
    "kind": Topic.KIND,
    "hospital": Topic.HOSPITAL,
    "patient name": Topic.NAME,
    "physician name": Topic.PHYSICIAN,
    "patient id_number": Topic.NUMBER,
    "patient visit_number": Topic.NUMBER,
    "patient inpatient_number": Topic.NUMBER,
    "patient sex": Topic.ATTRIBUTE,
    "patient age": Topic.ATTRIBUTE,
    "patient birth_date": Topic.DATE,
    "date": Topic.DATE,
    "issue date": Topic.DATE,
    "diagnosis": Topic.DIAGNOSIS,
    "lab value": Topic.LAB_ITEM,
    "medication": Topic.MEDICATION,
    "text": Topic.TEXT,
    "seal": Topic.SEAL,
    "seal purpose": Topic.SEAL_TEXT,
}
"""What the ledger calls it → whose curve it is evidence for."""
TOLD_IN_DOUBT = frozenset({Topic.KIND, Topic.PHYSICIAN, Topic.DATE, Topic.DIAGNOSIS})
"""Of these some are told in doubt however well they were read: what the net of roles finds, what other papers say."""
_HALF = 0.5  # such a value is less sure than that, so that it never counts: a decision, and no measure of a reading
_SMALLEST = 25  # values of a block: fewer say nothing about a share
_LEANS = 25  # values' worth of trust in what holds for all topics alike
_HEADER = """\
# How often values were right, by how sure they were. Written by `yushen samples calibrate`; not to be edited by hand.
# A block: lowest and mean confidence of its values as read, how many they were, how many of them were right, and the
# probability that follows: the share that was right, leaning on that of all topics as far as there are few values.
"""


@dataclass(slots=True)
class _Bin:
    low: float
    at: float
    values: int
    right: int

    def join(self, other: _Bin) -> _Bin:
        values = self.values + other.values
        mean = (self.at * self.values + other.at * other.values) / values
        return _Bin(min(self.low, other.low), mean, values, self.right + other.right)

    def chance(self, prior: float) -> float:
        return (self.right + _LEANS * prior) / (self.values + _LEANS)


def curves(measured: Sequence[Mapping[str, Sequence[Sure]]]) -> dict[Topic, Curve]:
    """One for each topic that has values. `measured`: by metric, of one or several sets of samples.

    What is told in doubt on purpose is left out: how far it may count was decided, and says nothing of what was read.
    """
    by_topic: dict[Topic, list[Sure]] = defaultdict(list)
    for metric, values in (item for sure in measured for item in sure.items()):
        if metric in METRICS:
            topic = METRICS[metric]
            by_topic[topic].extend(v for v in values if v.confidence >= _HALF or topic not in TOLD_IN_DOUBT)
    pool = _curve([v for values in by_topic.values() for v in values], lambda _: 0.98)
    return {topic: _curve(values, pool.probability) for topic, values in by_topic.items() if values}


def written(found: Mapping[Topic, Curve], version: str, reader: str, cases: int) -> str:
    """The text of calibration.yaml."""
    blocks = {topic.value: [_row(block) for block in curve.blocks] for topic, curve in sorted(found.items())}
    data = {"version": version, "reader": reader, "cases": cases, "curves": blocks}
    return _HEADER + yaml.safe_dump(data, sort_keys=False, default_flow_style=None, width=120)


def _row(block: Block) -> dict[str, float]:
    return {name: round(value, 5) for name, value in asdict(block).items()}


def _curve(values: Iterable[Sure], prior: Callable[[float], float]) -> Curve:
    """Isotonic regression: neighbours that fall are pooled until none does (pool adjacent violators)."""
    pooled: list[_Bin] = []
    for each in _bins(values):
        pooled.append(each)
        while len(pooled) > 1 and _chance(pooled[-2], prior) >= _chance(pooled[-1], prior):
            last = pooled.pop()
            pooled[-1] = pooled[-1].join(last)
    return Curve(tuple(Block(b.low, b.at, b.values, b.right, _chance(b, prior)) for b in pooled))


def _chance(each: _Bin, prior: Callable[[float], float]) -> float:
    return each.chance(prior(each.at))


def _bins(values: Iterable[Sure]) -> list[_Bin]:
    """Of at least `_SMALLEST` values, those of one confidence together."""
    bins: list[_Bin] = []
    pending: _Bin | None = None
    ordered = sorted(values, key=lambda v: v.confidence)
    for confidence, group in groupby(ordered, key=lambda v: round(v.confidence, 3)):
        several = list(group)
        each = _Bin(confidence, confidence, len(several), sum(v.right for v in several))
        pending = pending.join(each) if pending else each
        if pending.values >= _SMALLEST:
            bins.append(pending)
            pending = None
    if pending:
        bins[-1:] = [bins[-1].join(pending)] if bins else [pending]
    return bins
