"""Everything a check may look at: the case, its papers with their issuers, the rules, and what could not be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.reading import Box, Document, Evidence, Kind, Page, PageRef, QualityGrade, QualityProblem, Reading
from validators.case import Case
from validators.grammar import Disease, Policy
from validators.seal_owner import SealAgreement
from validators.thresholds import accepted
from validators.verdict import HospitalMatch, JudgedDocument, Message

CARDS = (Kind.ID_CARD_FRONT, Kind.ID_CARD_BACK, Kind.INSURANCE_CARD, Kind.PHOTO)
RECORDS = (Kind.OUTPATIENT_RECORD, Kind.ADMISSION_RECORD, Kind.DISCHARGE_RECORD, Kind.INPATIENT_FRONT_PAGE)
REPORTS = (Kind.LAB_REPORT, Kind.EXAM_REPORT, Kind.PATHOLOGY_REPORT, Kind.GENETIC_REPORT)


@dataclass(frozen=True, slots=True)
class Blind:
    """Something handed in that could not be seen or understood: it may be any paper that seems to be missing."""

    cause: str  # code of the finding that says so
    upload: str
    page: int | None  # None: the whole upload
    lines: int | None  # lines of text on it, None if nothing could be read
    reason: Message
    guess: Kind | None = None  # what it looks like, too unsurely to count on

    def may_be(self, kinds: tuple[Kind, ...]) -> bool:
        """A page full of legible text is no card and no photo; else it may be anything."""
        if self.lines is None or any(kind not in CARDS for kind in kinds):
            return True
        return self.lines <= accepted().card_max_lines

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Look here: the page, or nothing where the upload could not be opened."""
        return (Evidence(self.upload, self.page, Box(0, 0, 1, 1), "", 0.0),) if self.page else ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case, laid out for judging on one day."""

    case: Case
    as_of: dt.date
    readings: tuple[Reading, ...]
    papers: tuple[JudgedDocument, ...]
    policy: Policy
    diseases: tuple[Disease, ...]  # applied for and found in the pack
    blind: tuple[Blind, ...] = ()
    agents: frozenset[str] = frozenset()  # ids of the agent's own papers under proxy
    foreign: frozenset[str] = frozenset()  # ids of papers that plainly belong to somebody else
    agreements: Mapping[str, tuple[SealAgreement, ...]] = field(default_factory=dict)  # document id → one per seal
    has_registry: bool = True  # else no institution can be looked up, whatever is printed

    def of_kinds(self, kinds: tuple[Kind, ...]) -> tuple[JudgedDocument, ...]:
        """The applicant's papers of these kinds (the agent's are left out), in the order of the case."""
        return tuple(p for p in self.papers if p.document.kind in kinds and p.document.id not in self.agents)

    def page(self, ref: PageRef) -> Page | None:
        return next(
            (p for r in self.readings if r.upload == ref.upload for p in r.pages if p.number == ref.page),
            None,
        )

    def title(self, kind: Kind) -> Message:
        """What the pack calls a kind."""
        material = self.policy.materials.get(kind.value)
        return material.title if material else Message(kind.value, kind.value.replace("_", " "))


def legible(document: Document) -> bool:
    """Can a violation be seen clearly on it: every page good, and its kind certain?"""
    return document.quality.grade is QualityGrade.GOOD and document.kind_confidence >= accepted().kind


def blank(page: Page) -> bool:
    """The empty back of a sheet: nothing on it, and nothing else wrong with it."""
    return QualityProblem.BLANK in page.quality.problems and set(page.quality.problems) == {QualityProblem.BLANK}


def unreadable_pages(dossier: Dossier) -> frozenset[PageRef]:
    """Pages that were opened and could not be read.

    The blank back of a sheet is none of them. An upload with nothing but blank pages is: something was to be sent.
    """
    return frozenset(
        PageRef(page.upload, page.number)
        for reading in dossier.readings
        for page in reading.pages
        if (page.quality.grade is QualityGrade.UNREADABLE and not blank(page)) or all(map(blank, reading.pages))
    )


def issuer_known(hospital: HospitalMatch) -> bool:
    return hospital.status.value == "matched" and hospital.confidence >= accepted().hospital
