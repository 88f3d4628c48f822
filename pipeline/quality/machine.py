"""What the machine had said, out of report.json, in the words an auditor's answer is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.quality.drugs import taken
from pipeline.quality.entries import Entry, names
from pipeline.quality.questions import GROUPS, SEALED_KINDS

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
    lists: Mapping[str, tuple[Entry, ...]]
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
            **{name: _dated(document, name.removeprefix("date.")) for name in GROUPS["dates"]},
            **{name: _personal(document["patient"], name) for name in GROUPS["person"]},
        },
        {
            "physicians": tuple(_physician(one) for one in document["physicians"] if one["name"]["value"]),
            "lab_items": tuple(_lab_row(one) for one in document["lab_items"]),
            "medications": tuple(_drug(one) for one in document["medications"]),
        },
        _seal(document["seals"]) if document["kind"] in SEALED_KINDS else Said(),
        hospital["code"] or "",
        document["quality"]["grade"],
    )


def _valued(value: Json | None) -> Said:
    if value is None or not (value["value"] or value["text"]):
        return Said()
    return Said(value["value"] or value["text"], value["confidence"], (value["text"],))


def _dated(document: Json, role: str) -> Said:
    """Of several of one role (a report of two panels) any may be meant. A card's validity is among its fields."""
    found = [date for date in document["dates"] if date["role"] == role]
    found += [card] if (card := document["fields"].get(role)) else []
    said = [one for date in found if (one := _valued(date)).text]
    if not said:
        return Said()
    return Said(said[0].text, said[0].confidence, tuple(way for one in said for way in (one.text, *one.also)))


def _personal(patient: Json, name: str) -> Said:
    if name == "patient.number":
        numbers = [_valued(patient[which]) for which in ("visit_number", "inpatient_number")]
        said = [one for one in numbers if one.text] or [Said()]
        return replace(said[0], also=tuple(way for one in said for way in (one.text, *one.also)))
    return _valued(patient[name.removeprefix("patient.")])


def _physician(one: Json) -> Entry:
    name = one["name"]
    text = " ".join(part for part in (name["value"], one["title"]) if part)
    return Entry(names(name["value"], name["text"]), text, one["title"] or "", confidence=name["confidence"])


def _lab_row(one: Json) -> Entry:
    value, unit, flag = one["value"] or "", one["unit"] or "", one["flag"] or ""
    text = " ".join(part for part in (one["name"], value, unit, flag) if part)
    return Entry(names(one["name"], one["code"] or ""), text, value, unit, flag, confidence=one["confidence"])


def _drug(one: Json) -> Entry:
    name = one["value"] or one["text"]
    how = " ".join(part for part in (one["dose"], one["frequency"]) if part)
    return Entry(names(name), f"{name} {how}".strip(), taken=taken(how), confidence=one["confidence"])


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
