"""From a point of a drawing to the comparisons behind it: the same ones that were added up to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipeline.quality.reliability import EDGES
from storage.records.behind import Wanted

VALUES = ("field", "kind", "seal")
FINDINGS = ("finding",)
AGAINST = ("wrong", "missed", "false")
GIVEN = ("right", "wrong", "false")  # the machine had given a value
BETWEEN = " · "  # reader and policy


def of_line(by: str, name: str) -> Wanted | None:
    """A row of results; None where there is no such grouping."""
    made = _LINES.get(by)
    return None if made is None else made(name)


def _version(name: str) -> Wanted:
    reader, _, policy = name.partition(BETWEEN)
    return Wanted(facts={"reader": reader, "policy": policy})


_LINES: Mapping[str, Callable[[str], Wanted]] = {
    "field": lambda name: Wanted(VALUES, {"topic": name}),
    "finding": lambda name: Wanted(FINDINGS, {"topic": name}),
    "kind": lambda name: Wanted(VALUES, {"kind": name}),
    "hospital": lambda name: Wanted(VALUES, {"hospital": name}),
    "quality": lambda name: Wanted(VALUES, {"quality": name}),
    "version": _version,
    "disposition": lambda name: Wanted(FINDINGS, facts={"disposition": name}),
}


def of_week(metric: str, week: str) -> Wanted:
    """A point of the trend: what counts against the metric in that week."""
    facts = {"week": week}
    if metric == "fields":
        return Wanted(VALUES, facts=facts, finals=AGAINST)
    if metric == "missed":
        return Wanted(FINDINGS, facts=facts, finals=("missed",))
    if metric == "false":
        return Wanted(FINDINGS, facts=facts, finals=("false",), flagged=True)
    return Wanted(columns={"topic": metric}, facts=facts, finals=AGAINST)


def of_bin(topic: str, low: float) -> Wanted:
    """A point of the reliability diagram."""
    high = next((edge for edge in EDGES if edge > low), EDGES[-1])
    return _sure(topic, low, high if high < EDGES[-1] else 2.0)


def of_threshold(topic: str, level: float) -> Wanted:
    """What a threshold takes."""
    return _sure(topic, level, 2.0)


def _sure(topic: str, low: float, high: float) -> Wanted:
    wanted = Wanted(VALUES, finals=GIVEN, sure=(low, high))
    return replace(wanted, columns={"topic": topic}) if topic else wanted


def of_kinds(machine: str, auditor: str) -> Wanted:
    """A cell of the confusion of kinds."""
    return Wanted(("kind",), {"machine": machine, "auditor": auditor}, finals=("right", *AGAINST))


def only(wanted: Wanted, outcome: str) -> Wanted:
    """Of these those that count as the outcome; none said: all."""
    return replace(wanted, finals=(outcome,)) if outcome else wanted
