"""What one kind of document is: how to know it, which of its dates counts, what there is to read off it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.layout import words
from extractors.reading import DateRole, Kind, PhysicianRole


class Reads(StrEnum):
    """What there is to read on a kind, beyond dates and hospitals."""

    PATIENT = "patient"
    PHYSICIANS = "physicians"
    DEPARTMENT = "department"
    DIAGNOSES = "diagnoses"
    LAB_ITEMS = "lab_items"
    MEDICATIONS = "medications"
    REPORT_TEXT = "report_text"  # findings and conclusion
    FORM = "form"
    CARD = "card"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of document.

    `title` matches a title line without the hospital's name and white space; `names` are its most usual titles,
    recognised even with one wrong character; `shares` matches titles that papers of another kind bear as well, so that
    the content decides. `cues` are words of the page's text with what each adds to the evidence
    for this kind, `against` what each takes away. `issue_dates` is the order in which roles are asked for the date the
    paper counts from; the print time is in none. `opens_with` are labels of a first page: an untitled page without
    them continues the document before it.
    """

    kind: Kind
    title: re.Pattern[str] | None = None
    names: tuple[str, ...] = ()
    shares: re.Pattern[str] | None = None
    cues: Mapping[str, float] = field(default_factory=dict)
    against: Mapping[str, float] = field(default_factory=dict)
    issue_dates: tuple[DateRole, ...] = ()
    date_labels: Mapping[str, DateRole] = field(default_factory=dict)
    physician_labels: Mapping[str, PhysicianRole] = field(default_factory=dict)
    name_labels: tuple[str, ...] = words.NAME
    reads: frozenset[Reads] = frozenset()
    diagnosis_labels: Mapping[str, int] = field(default_factory=dict)  # label → rank, see fields/diagnoses.py
    opens_with: tuple[str, ...] = ()
    inpatient: bool = False  # an ambiguous 门诊/住院号 is an inpatient number
    visiting: bool = False  # … is a visit's
    oldest_counts: bool = False  # of several dates in one role, the oldest (several panels on one page)


def weighted(**groups: str) -> dict[str, float]:
    """Words with their weights, written as `strong="…", fair="…", weak="…"` lists."""
    weights = {"decisive": 2.0, "strong": 1.0, "fair": 0.5, "weak": 0.25}
    return {word: weights[group] for group, text in groups.items() for word in text.split()}


RECORD = frozenset({Reads.PATIENT, Reads.PHYSICIANS, Reads.DEPARTMENT, Reads.DIAGNOSES})
