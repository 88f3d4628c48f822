"""Error rates out of comparisons: by field, finding, kind, hospital, capture quality, version; misses and false alarms
apart; what kinds are taken for; agreement of two auditors. Everything weighted by how a sample was drawn.

What one item says is folded into cells, and cells add up: a page of results is a sum over few of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from pipeline.quality.agreement import Agreement, kappa
from pipeline.quality.reliability import Graded, floor_of
from pipeline.quality.tally import Judged, Rate, Tally, tally, total
from storage.records.comparisons import Seen

FLAGGED = ("fail", "unsure")
PLACES = 4  # of a confidence: as many as a report states
BETWEEN = "\t"  # two auditors' words
Cell = tuple[str, str, str]
"""View, name, part: ("field", "issue_date", "missed"), ("trend", "fields", "2026-W14"), ("kinds", machine, auditor)."""
Cells = Mapping[tuple[str, str], Tally]
"""Of one view, by name and part."""
Grouping = Callable[[Seen], str | None]
"""To which line a comparison belongs; None: to none."""


def _values(seen: Seen) -> bool:
    return seen.row.sort in ("field", "kind", "seal")


GROUPINGS: dict[str, Grouping] = {
    "field": lambda seen: seen.row.topic if _values(seen) else None,
    "finding": lambda seen: seen.row.topic if seen.row.sort == "finding" else None,
    "kind": lambda seen: (seen.row.kind or "-") if _values(seen) else None,
    "hospital": lambda seen: (seen.row.hospital or "-") if _values(seen) else None,
    "quality": lambda seen: (seen.row.quality or "-") if _values(seen) else None,
    "version": lambda seen: f"{seen.facts['reader']} · {seen.facts['policy']}",
    "disposition": lambda seen: seen.facts["disposition"] if seen.row.sort == "finding" else None,
}
VIEWS = (*GROUPINGS, "kinds", "sure", "bins", "trend", "agreement", "progress")


def fold(found: Iterable[Seen]) -> dict[Cell, Tally]:
    """What the readings of items say: the same in sum, whether they are folded one by one or all at once."""
    by_item: dict[UUID, list[Seen]] = defaultdict(list)
    for seen in found:
        by_item[seen.item_id].append(seen)
    folded: dict[Cell, Tally] = {}
    for inside in by_item.values():
        for cell, one in _item(inside).items():
            folded[cell] = folded.get(cell, Tally()) + one
    return folded


def view(folded: Mapping[Cell, Tally], name: str) -> dict[tuple[str, str], Tally]:
    return {(line, part): found for (view, line, part), found in folded.items() if view == name}


def _item(found: list[Seen]) -> dict[Cell, Tally]:
    judged: dict[Cell, list[Judged]] = defaultdict(list)
    for seen in found:
        if seen.ordinal == 1:  # rates are made of first readings
            for cell, one in _judged(seen):
                judged[cell].append(one)
    folded = {cell: tally(inside) for cell, inside in judged.items()}
    folded |= {("agreement", *pair): Tally(count=many) for pair, many in Counter(_pairs(found)).items()}
    folded["progress", "", "saved"] = Tally(count=len({seen.row.reading_id for seen in found}))
    folded["progress", "", "differing"] = Tally(count=sum(seen.row.differs and not seen.row.ruling for seen in found))
    return folded


def _judged(seen: Seen) -> Iterator[tuple[Cell, Judged]]:
    """Every cell a comparison belongs to, and whether it counts against that."""
    row = seen.row
    for by, grouping in GROUPINGS.items():
        name = grouping(seen)
        if name is not None:
            for part, wrong in _parts(seen):
                yield (by, name, part), Judged(seen.weight, wrong)
    if row.final == "open":
        return
    for metric, wrong in metrics_of(seen):
        yield ("trend", metric, seen.facts["week"]), Judged(seen.weight, wrong)
    if row.sort == "kind":
        yield ("kinds", row.machine or "-", row.auditor or "-"), Judged(seen.weight, row.final != "right")
    if row.confidence is not None and row.final != "missed" and _values(seen):
        one = Judged(seen.weight, row.final != "right", row.confidence)
        yield ("sure", row.topic, f"{row.confidence:.{PLACES}f}"), one
        for topic in ("", row.topic):
            yield ("bins", topic, f"{floor_of(row.confidence)}"), one


def _parts(seen: Seen) -> Iterator[tuple[str, bool]]:
    """Wrong in any way, of everything; not said by the machine, of what is there; not there, of what it said."""
    final = seen.row.final
    if final == "open":
        yield "open", False
        return
    yield "all", final != "right"
    if _there(seen):
        yield "missed", final == "missed"
    if _said(seen):
        yield "false", final == "false"


def _there(seen: Seen) -> bool:
    """Whether it is on the paper, or the case has that fault."""
    row = seen.row
    if row.final == "missed":
        return True
    if row.sort == "finding":
        return row.final == "right" and row.machine in FLAGGED
    if row.sort == "seal":
        return row.auditor == "present"
    return row.final in ("right", "wrong")


def _said(seen: Seen) -> bool:
    """Whether the machine said that it is there."""
    row = seen.row
    if row.sort == "finding":
        return row.machine in FLAGGED
    if row.sort == "seal":
        return row.machine == "present"
    return row.final != "missed"


def metrics_of(seen: Seen) -> Iterator[tuple[str, bool]]:
    """Every metric of the trend it is about, and whether it counts against that: values wrongly read, faults not
    found, alarms for nothing; and its own field or finding code."""
    row = seen.row
    yield row.topic, row.final != "right"
    if row.sort != "finding":
        yield "fields", row.final != "right"
        return
    if row.final == "missed" or (row.final == "right" and row.machine in FLAGGED):
        yield "missed", row.final == "missed"
    if row.machine in FLAGGED:
        yield "false", row.final == "false"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of results."""

    name: str
    all: Rate  # wrong in any way, of everything compared
    missed: Rate  # not said by the machine, of what was there
    false: Rate  # not there, of what the machine said
    undecided: int  # ruled to be open: left out


def lines(cells: Cells, confidence: float = 0.95) -> list[Line]:
    """By name of the grouping; the ones with most to say first."""
    made = [_line(name, cells, confidence) for name in {name for name, _ in cells}]
    return sorted(made, key=lambda one: (-one.all.wrong, -one.all.of, one.name))


def _line(name: str, cells: Cells, confidence: float) -> Line:
    every, missed, false, left = (cells.get((name, part), Tally()) for part in ("all", "missed", "false", "open"))
    return Line(name, every.rate(confidence), missed.rate(confidence), false.rate(confidence), left.count)


@dataclass(frozen=True, slots=True)
class Confused:
    machine: str
    auditor: str
    count: int


def confusion(cells: Cells) -> tuple[list[str], list[Confused]]:
    """Kinds that occur, and how often which was taken for which."""
    words = sorted({word for pair in cells for word in pair})
    return words, [Confused(machine, auditor, one.count) for (machine, auditor), one in sorted(cells.items())]


def sure_values(cells: Cells) -> list[Graded]:
    """Values the machine gave, by their confidences."""
    by: dict[float, list[Tally]] = defaultdict(list)
    for (_, part), one in cells.items():
        by[float(part)].append(one)
    return [Graded(confidence, total(found)) for confidence, found in sorted(by.items())]


@dataclass(frozen=True, slots=True)
class Between:
    """Agreement of two auditors about one sort of thing."""

    name: str
    agreement: Agreement


def agreements(cells: Cells) -> list[Between]:
    """Where an item was read twice: on kinds, seals and findings by what they said, on fields by whether the machine
    was right. As they said it, before anybody ruled."""
    counts: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (sort, part), one in cells.items():
        first, _, second = part.partition(BETWEEN)
        counts[sort][first, second] = one.count
    made = [(sort, kappa(pairs)) for sort, pairs in sorted(counts.items())]
    return [Between(sort, agreement) for sort, agreement in made if agreement is not None]


def _pairs(found: Iterable[Seen]) -> Iterator[tuple[str, str]]:
    """Of one item: what two auditors said of each thing, by its sort."""
    readings: dict[int, dict[tuple[object, ...], Seen]] = {1: {}, 2: {}}
    for seen in found:
        readings[seen.ordinal][seen.row.thing] = seen
    if not readings[1] or not readings[2]:
        return
    for thing in readings[1].keys() | readings[2].keys():
        words = _words(readings[1].get(thing), readings[2].get(thing))
        if words is not None:
            yield str(thing[0]), BETWEEN.join(words)


def _words(one: Seen | None, other: Seen | None) -> tuple[str, str] | None:
    """What each said; None where it cannot be told that both were asked."""
    if one is not None and other is not None:
        if one.row.sort == "field":
            return _right(one), _right(other)
        return one.row.auditor or "-", other.row.auditor or "-"
    alone = one or other
    if alone is None or alone.row.sort != "finding":
        return None
    said = alone.row.auditor or "-"  # the machine had not checked it, and one of them named it
    return (said, "pass") if one is not None else ("pass", said)


def _right(seen: Seen) -> str:
    return "right" if seen.row.outcome == "right" else "wrong"
