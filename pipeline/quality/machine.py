"""What the machine had said, out of report.json, in the words an auditor's answer is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.quality.answer import SEALED_KINDS

Json = Mapping[str, Any]
PageNumber = Mapping[tuple[str, int], int]
"""(name of the upload, page) → its number among the pages shown."""

INK = frozenset({"present", "partial"})
NO_INSTITUTION = frozenset({"personal_name", "fingerprint", "copy_matches", "date"})


@dataclass(frozen=True, slots=True)
class Said:
    """One value as the machine has it; empty text: it said that there is none."""

    text: str = field(default="", repr=False)
    confidence: float | None = None
    also: tuple[str, ...] = field(default=(), repr=False)  # other ways to write the same
    code: str = ""  # of a hospital in the registry


@dataclass(frozen=True, slots=True)
class MachinePaper:
    document: str
    pages: tuple[int, ...]
    kind: str
    confidence: float
    fields: Mapping[str, Said]
    seal: Said
    hospital: str  # code
    quality: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A rule's outcome; of several of one code the gravest."""

    outcome: str  # pass, fail, unsure
    page: int  # 0: none of those shown


@dataclass(frozen=True, slots=True)
class Machine:
    papers: tuple[MachinePaper, ...]
    flags: Mapping[str, Flag]  # by finding code


def machine(report: Json, numbers: PageNumber, document: str = "") -> Machine:
    """`document`: only what concerns this one of the report's."""
    chosen = [found for found in report["documents"] if not document or found["id"] == document]
    return Machine(tuple(_paper(found, numbers) for found in chosen), _flags(report, numbers, document))


def _paper(document: Json, numbers: PageNumber) -> MachinePaper:
    hospital = document["hospital"]
    pages = tuple(numbers[key] for page in document["pages"] if (key := (page["upload"], page["page"])) in numbers)
    return MachinePaper(
        document["id"],
        pages,
        document["kind"],
        document["confidence"],
        {
            "hospital": _hospital(hospital),
            "issue_date": _valued(document["issue_date"]),
            "patient.name": _valued(document["patient"]["name"]),
            "patient.id_number": _valued(document["patient"]["id_number"]),
            "diagnoses": _diagnoses(document["diagnoses"]),
        },
        _seal(document["seals"]) if document["kind"] in SEALED_KINDS else Said(),
        hospital["code"] or "",
        document["quality"]["grade"],
    )


def _valued(value: Json | None) -> Said:
    if value is None or not (value["value"] or value["text"]):
        return Said()
    return Said(value["value"] or value["text"], value["confidence"], (value["text"],))


def _hospital(match: Json) -> Said:
    names = tuple(name for name in (match["name"], match["text"]) if name)
    if match["status"] == "unread" or not names:
        return Said()
    return Said(names[0], match["confidence"], names, match["code"] or "")


def _diagnoses(found: list[Json]) -> Said:
    """As one list, as sure as its least sure entry. What a request says it looks for is no diagnosis."""
    own = [one for one in found if one["source_rank"] < 9]
    if not own:
        return Said()
    return Said("\n".join(one["value"] or one["text"] for one in own), min(one["confidence"] for one in own))


def _seal(seals: list[Json]) -> Said:
    """Whether an institution's seal is there: present, unclear or absent."""
    own = [seal for seal in seals if seal["purpose"] not in NO_INSTITUTION]
    clear = [seal["confidence"] for seal in own if seal["status"] in INK]
    if clear:
        return Said("present", max(clear))
    return Said("unclear" if own else "absent", max((seal["confidence"] for seal in own), default=None))


def _flags(report: Json, numbers: PageNumber, document: str) -> dict[str, Flag]:
    """Findings by code. What is unsure only because of another finding flags nothing of its own."""
    found: dict[str, Flag] = {}
    gravity = ("pass", "unsure", "fail")
    for one in _concerning(report["findings"], document):
        page = numbers.get((one["upload"] or "", one["page"] or 0), 0)
        there = found.get(one["code"])
        if there is None or gravity.index(one["outcome"]) > gravity.index(there.outcome):
            found[one["code"]] = Flag(one["outcome"], page)
    return found


def _concerning(findings: list[Json], document: str) -> Iterator[Json]:
    for one in findings:
        if not document or one["document"] == document:
            yield one
