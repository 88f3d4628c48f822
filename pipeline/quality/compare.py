"""An auditor's answer held against the machine's, thing by thing. Pure: the registry comes in as a function.

Outcomes: `right`; `wrong`, both said something else; `missed`, it is there and the machine did not say so; `false`,
the machine said it and it is not there. What the auditor could not read either is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from pipeline.quality.answer import ILLEGIBLE, Answer, Paper, plain_date
from pipeline.quality.entries import Pair, pairs, plain
from pipeline.quality.machine import Machine, MachinePaper, Said
from pipeline.quality.questions import DATES, LISTS, Fields, asked_of
from storage.records.comparisons import Comparison

SameHospital = Callable[[str, str], bool]
"""Whether a name as an auditor writes it is the registry's entry of this code."""


def compare(
    answer: Answer,
    machine: Machine,
    same_hospital: SameHospital,
    asked: Collection[str] = (),
    groups: Collection[str] = (),
) -> list[Comparison]:
    """Everything both spoke of. Of the finding codes that the auditor was `asked` about and that neither raised, both
    say that the case is in order. `groups`: what the plan asked of papers beyond the fields that always are."""
    fields = asked_of(groups)
    found = [one for paper in answer.papers for one in _paper(paper, _nearest(paper, machine), same_hospital, fields)]
    return [*found, *_findings(answer, machine, asked)]


def _nearest(paper: Paper, machine: Machine) -> MachinePaper | None:
    """The machine's paper that has most pages in common with the auditor's."""
    shared = [(len(set(paper.pages) & set(other.pages)), other) for other in machine.papers]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None


def _paper(
    paper: Paper, other: MachinePaper | None, same_hospital: SameHospital, fields: Fields
) -> Iterator[Comparison]:
    yield _kind(paper, other)
    for name, kinds in fields.items():
        if paper.kind in kinds and name in LISTS:
            yield from _list(name, paper, other)
        elif paper.kind in kinds:
            said = other.fields[name] if other else Said()
            one = _field(name, paper, said, other, same_hospital)
            if one is not None:
                yield one
    if paper.seal:
        yield _seal(paper, other)


def _kind(paper: Paper, other: MachinePaper | None) -> Comparison:
    said = other.kind if other else "unknown"
    return Comparison(
        sort="kind",
        topic="kind",
        page=paper.pages[0],
        outcome="right" if said == paper.kind else "wrong",
        confidence=other.confidence if other else None,
        machine=said,
        auditor=paper.kind,
        kind=paper.kind,
        hospital=other.hospital if other else "",
        quality=other.quality if other else "",
    )


def _field(
    name: str, paper: Paper, said: Said, other: MachinePaper | None, same_hospital: SameHospital
) -> Comparison | None:
    """None where neither said anything, or the auditor could not read it."""
    told = paper.fields.get(name, "")
    if told == ILLEGIBLE or not (told or said.text):
        return None
    if told and said.text:
        outcome = "right" if _same(name, told, said, same_hospital) else "wrong"
    else:
        outcome = "missed" if told else "false"
    return Comparison(
        sort="field",
        topic=name,
        page=paper.pages[0],
        outcome=outcome,
        confidence=said.confidence,
        kind=paper.kind,
        hospital=other.hospital if other else "",
        quality=other.quality if other else "",
        detail={"machine": said.text, "auditor": told},
    )


def _list(name: str, paper: Paper, other: MachinePaper | None) -> Iterator[Comparison]:
    """Each entry by itself: of forty laboratory rows one misread is one of forty wrong."""
    said = other.lists[name] if other else ()
    for pair in pairs(name, paper.fields.get(name, ""), whole=_whole(name, paper), said=said):
        yield _entry(name, paper, pair, other)


def _whole(name: str, paper: Paper) -> bool:
    """Rows are copied out in part unless it is said; of what is short everything is asked."""
    return name != "lab_items" or name in paper.whole


def _entry(name: str, paper: Paper, pair: Pair, other: MachinePaper | None) -> Comparison:
    return Comparison(
        sort="field",
        topic=name,
        page=paper.pages[0],
        outcome=pair.outcome,
        confidence=pair.said.confidence if pair.said else None,
        kind=paper.kind,
        hospital=other.hospital if other else "",
        quality=other.quality if other else "",
        detail={"machine": pair.said.text if pair.said else "", "auditor": pair.told.text if pair.told else ""},
        entry=pair.key,
    )


def _seal(paper: Paper, other: MachinePaper | None) -> Comparison:
    said = other.seal if other else Said()
    word = said.text or "absent"
    if word == paper.seal:
        outcome = "right"
    elif paper.seal == "present":
        outcome = "missed"
    else:
        outcome = "false" if word == "present" else "wrong"
    return Comparison(
        sort="seal",
        topic="seal",
        page=paper.pages[0],
        outcome=outcome,
        confidence=said.confidence,
        machine=word,
        auditor=paper.seal,
        kind=paper.kind,
        hospital=other.hospital if other else "",
        quality=other.quality if other else "",
    )


def _findings(answer: Answer, machine: Machine, asked: Collection[str]) -> Iterator[Comparison]:
    """Asked for a look where there is something to see is right."""
    for code in sorted(machine.flags.keys() | answer.findings.keys() | set(asked)):
        flag = machine.flags.get(code)
        said, told = flag.outcome if flag else "pass", answer.findings.get(code, "pass")
        yield Comparison(
            sort="finding",
            topic=code,
            page=flag.page if flag else 0,
            outcome=_finding(said, told),
            machine=said,
            auditor=told,
        )


def _finding(said: str, told: str) -> str:
    if said == told or (said == "unsure" and told == "fail"):
        return "right"
    if said == "pass":
        return "missed"
    return "false" if told == "pass" else "wrong"  # stated where nobody could tell


def _same(name: str, told: str, said: Said, same_hospital: SameHospital) -> bool:
    if name in DATES and plain_date(told):
        return plain_date(told) in {plain_date(way) for way in (said.text, *said.also)}
    if name == "diagnoses":
        return _names(told) == _names(said.text)
    if name == "hospital":
        ways = {plain(way) for way in (said.text, *said.also)}
        return plain(told) in ways or bool(said.code and same_hospital(told, said.code))
    ways = {plain(way).upper() for way in (said.text, *said.also)}
    return plain(told).upper() in ways


def _names(text: str) -> frozenset[str]:
    parts = re.split(r"[\n;；、]+", text)
    return frozenset(
        name for part in parts if (name := plain(re.sub(r"^\s*\d{1,2}\s*[.．、)）]\s*", "", part)).lower())
    )
