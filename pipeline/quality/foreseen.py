"""What auditors have confirmed, held against a trial: errors that other rules would have caught, or would have made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.quality.results import FLAGGED
from storage.records.tried import Confirmed


@dataclass(frozen=True, slots=True)
class Foreseen:
    missed: int  # faults that auditors confirmed and the machine had not said
    false: int  # alarms that auditors confirmed to be for nothing
    caught: tuple[Confirmed, ...]  # of those missed: would be said
    lost: tuple[Confirmed, ...]  # faults that are said today, and would not be
    spared: tuple[Confirmed, ...]  # of those false: would not be said
    alarms: tuple[Confirmed, ...]  # in order by the auditor, and would be said
    untold: int  # the machine says something else today than when it was audited: it proves nothing here


def foreseen(found: Iterable[Confirmed]) -> Foreseen:
    """Of each finding code of each case: a fault is there, or is not, as it was ruled, or as the auditor said."""
    groups: dict[str, list[Confirmed]] = {name: [] for name in ("caught", "lost", "spared", "alarms")}
    missed = false = untold = 0
    for one in found:
        missed += one.final == "missed"
        false += one.final == "false"
        there = _there(one)
        if one.moved is None or there is None:
            continue
        before, after = (outcome in FLAGGED for outcome in one.moved)
        if one.moved[0] != one.machine:
            untold += 1
        elif before != after:
            groups[("caught" if after else "lost") if there else ("alarms" if after else "spared")].append(one)
    told = {name: tuple(ones) for name, ones in groups.items()}
    return Foreseen(missed, false, told["caught"], told["lost"], told["spared"], told["alarms"], untold)


def _there(one: Confirmed) -> bool | None:
    """Whether the case has that fault; None where nobody could say so for sure."""
    if one.final == "missed":
        return True
    if one.final == "false":
        return False
    return one.machine in FLAGGED if one.final == "right" else None
