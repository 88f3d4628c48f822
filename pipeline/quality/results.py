"""Error rates out of comparisons: by field, finding, kind, hospital, capture quality, version; misses and false alarms
apart; what kinds are taken for; agreement of two auditors. Everything weighted by how a sample was drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from pipeline.quality.agreement import Agreement, kappa
from pipeline.quality.intervals import Judged, Rate, rate
from pipeline.quality.reliability import Sure
from storage.records.comparisons import Seen

FLAGGED = ("fail", "unsure")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of results."""

    name: str
    all: Rate  # wrong in any way, of everything compared
    missed: Rate  # not said by the machine, of what was there
    false: Rate  # not there, of what the machine said
    undecided: int  # ruled to be open: left out


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


def counted(found: Iterable[Seen]) -> list[Seen]:
    """What rates are made of: first readings, without what was ruled to be open."""
    return [seen for seen in found if seen.ordinal == 1]


def lines(found: Iterable[Seen], by: str, confidence: float = 0.95) -> list[Line]:
    """By name of the grouping; the ones with most to say first."""
    groups: dict[str, list[Seen]] = defaultdict(list)
    for seen in counted(found):
        name = GROUPINGS[by](seen)
        if name is not None:
            groups[name].append(seen)
    made = [line(name, inside, confidence) for name, inside in groups.items()]
    return sorted(made, key=lambda one: (-one.all.wrong, -one.all.of, one.name))


def line(name: str, found: Sequence[Seen], confidence: float = 0.95) -> Line:
    known = [seen for seen in found if seen.row.final != "open"]
    there = [seen for seen in known if _there(seen)]
    said = [seen for seen in known if _said(seen)]
    return Line(
        name,
        rate((Judged(seen.weight, seen.row.final != "right") for seen in known), confidence),
        rate((Judged(seen.weight, seen.row.final == "missed") for seen in there), confidence),
        rate((Judged(seen.weight, seen.row.final == "false") for seen in said), confidence),
        len(found) - len(known),
    )


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


@dataclass(frozen=True, slots=True)
class Cell:
    machine: str
    auditor: str
    count: int


def confusion(found: Iterable[Seen]) -> tuple[list[str], list[Cell]]:
    """Kinds that occur, and how often which was taken for which."""
    pairs = Counter(
        (seen.row.machine or "-", seen.row.auditor or "-")
        for seen in counted(found)
        if seen.row.sort == "kind" and seen.row.final != "open"
    )
    words = sorted({word for pair in pairs for word in pair})
    return words, [Cell(machine, auditor, many) for (machine, auditor), many in sorted(pairs.items())]


def sure_values(found: Iterable[Seen], topic: str = "") -> list[Sure]:
    """Values the machine gave, with their confidences; of one topic, or all."""
    return [
        Sure(seen.row.confidence, seen.row.final == "right", seen.weight)
        for seen in counted(found)
        if seen.row.confidence is not None
        and seen.row.final not in ("open", "missed")
        and _values(seen)
        and (not topic or seen.row.topic == topic)
    ]


def topics(found: Iterable[Seen]) -> list[str]:
    """Those that have values with confidences."""
    return sorted({seen.row.topic for seen in found if _values(seen) and seen.row.confidence is not None})


@dataclass(frozen=True, slots=True)
class Between:
    """Agreement of two auditors about one sort of thing."""

    name: str
    agreement: Agreement


def agreements(found: Iterable[Seen]) -> list[Between]:
    """Where an item was read twice: on kinds, seals and findings by what they said, on fields by whether the machine
    was right. As they said it, before anybody ruled."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by_item: dict[UUID, dict[int, dict[tuple[str, str, int], Seen]]] = defaultdict(lambda: {1: {}, 2: {}})
    for seen in found:
        row = seen.row
        page = 0 if row.sort == "finding" else row.page
        by_item[seen.item_id][seen.ordinal][row.sort, row.topic, page] = seen
    for readings in by_item.values():
        if not readings[2]:
            continue
        for key in readings[1].keys() | readings[2].keys():
            words = _words(readings[1].get(key), readings[2].get(key))
            if words is not None:
                pairs[key[0]].append(words)
    made = [(name, kappa(said)) for name, said in sorted(pairs.items())]
    return [Between(name, agreement) for name, agreement in made if agreement is not None]


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
