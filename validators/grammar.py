"""A policy pack as frozen records: what the loader has understood, with every citation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.reading import Kind
from validators.disease_table import DiseaseSpec
from validators.expressions import Expression, Gate
from validators.periods import Period
from validators.verdict import Citation, Message, Severity

Fact = str | int | float | bool | Period | tuple[str, ...]
"""A value as its unit reads it; hospital levels are 0..3."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where quoted words come from."""

    id: str
    title: str
    kind: str
    read_on: str
    address: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Force:
    """When a rule holds: from its first day to the day before `until`."""

    start: dt.date
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Dated:
    """A value from its first day on, until the next one starts."""

    start: dt.date
    value: Fact
    citation: Citation


@dataclass(frozen=True, slots=True)
class Value:
    name: str
    unit: str
    title: Message
    entries: tuple[Dated, ...]  # ascending by start

    def at(self, day: dt.date) -> Dated | None:
        """The value in force on the day; None: the pack sets none for it."""
        return next((entry for entry in reversed(self.entries) if entry.start <= day), None)


@dataclass(frozen=True, slots=True)
class Track:
    name: str
    title: Message
    due_working_days: int | None  # None: the pack sets none
    review: str  # monthly, at_once … as the source says; "" if unset
    citation: Citation


@dataclass(frozen=True, slots=True)
class Material:
    """A name for what a requirement may ask."""

    name: str
    title: Message
    expression: Expression
    supply: Message | None = None  # what to supply, from where, with what on it, for the applicant
    single_notes: tuple[str, ...] = ()  # words of titles of its kind that are a part only: doubt whether they do


@dataclass(frozen=True, slots=True)
class Requirement:
    """A material that a case has to hold."""

    id: str
    material: str  # its name in reports
    title: Message
    expression: Expression
    code: str
    severity: Severity
    citation: Citation
    force: Force
    remedy: Message | None = None
    gate: Gate | None = None
    disease: str = ""  # "": of every case


@dataclass(frozen=True, slots=True)
class Reference:
    """A parameter that takes a dated value of the pack."""

    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A check applied to the papers named (or to the whole case)."""

    id: str
    code: str
    check: str
    applies_to: tuple[Kind, ...]
    parameters: Mapping[str, object]  # as the check declares them; may hold References
    citation: Citation
    force: Force
    severity: Severity
    message: Mapping[str, Message]  # outcome → text that replaces the check's own
    remedy: Message | None = None
    usual: bool = False  # the source says "usually": a violation is never more than unsure
    disease: str = ""


@dataclass(frozen=True, slots=True)
class Disease:
    name: str
    title: Message
    codes: tuple[str, ...]
    aliases: tuple[str, ...]
    track: str  # "" where the pack sets none
    track_citation: Citation | None
    spec: DiseaseSpec | None  # None: the pack does not say which diagnoses fit
    requires: tuple[Requirement, ...]
    rules: tuple[Rule, ...]
    gate: Gate | None
    excludes: tuple[str, ...]  # other diseases of the pack that cannot be applied for beside it
    excluded_by: tuple[str, ...]  # words of a confirmed diagnosis that rule it out
    ambiguous: str  # what the official text leaves open, "" if nothing
    citation: Citation
    force: Force


@dataclass(frozen=True, slots=True)
class Policy:
    """A pack with everything it extends, ready to judge with."""

    name: str
    title: Message
    declared_version: str
    version: str  # declared version and content hash
    chain: tuple[str, ...]  # names of the packs it is made of, base first
    sources: Mapping[str, Source]
    values: Mapping[str, Value]
    tracks: Mapping[str, Track]
    materials: Mapping[str, Material]
    requires: tuple[Requirement, ...]
    rules: tuple[Rule, ...]
    diseases: Mapping[str, Disease]
    dropped: Mapping[str, Citation]  # ids of inherited rules and requirements that the pack takes back, and why
    folder: str = ""  # where its cases are; shown nowhere

    @property
    def region(self) -> str:
        """The region's place, from the widest down: neimenggu/hulunbuir."""
        return "/".join(name for name in self.chain if name != "base")

    def value(self, name: str, day: dt.date) -> Dated | None:
        entry = self.values.get(name)
        return entry.at(day) if entry else None
