"""An auditor's answer held against the machine's, thing by thing. Pure: the registry comes in as a function.

Outcomes: `right`; `wrong`, both said something else; `missed`, it is there and the machine did not say so; `false`,
the machine said it and it is not there. What the auditor could not read either is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator

from pipeline.quality.answer import FIELDS, ILLEGIBLE, Answer, Paper, plain_date
from pipeline.quality.machine import Machine, MachinePaper, Said
from storage.records.comparisons import Comparison

SameHospital = Callable[[str, str], bool]
"""Whether a name as an auditor writes it is the registry's entry of this code."""


def compare(
    answer: Answer, machine: Machine, same_hospital: SameHospital, asked: Collection[str] = ()
) -> list[Comparison]:
    """Everything both spoke of. Of the finding codes that the auditor was `asked` about and that neither raised, both
    say that the case is in order."""
    found = [one for paper in answer.papers for one in _paper(paper, _nearest(paper, machine), same_hospital)]
    return [*found, *_findings(answer, machine, asked)]


def _nearest(paper: Paper, machine: Machine) -> MachinePaper | None:
    """The machine's paper that has most pages in common with the auditor's."""
    shared = [(len(set(paper.pages) & set(other.pages)), other) for other in machine.papers]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None


def _paper(paper: Paper, other: MachinePaper | None, same_hospital: SameHospital) -> Iterator[Comparison]:
    yield _kind(paper, other)
    for name, kinds in FIELDS.items():
        if paper.kind in kinds:
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
    if name == "issue_date":
        return plain_date(told) in {plain_date(way) for way in (said.text, *said.also)} - {None}
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


def plain(text: str) -> str:
    """Half width, without blanks and punctuation: how a name is written matters no more than that."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKC", text)
        if not c.isspace() and not unicodedata.category(c).startswith("P")
    )
