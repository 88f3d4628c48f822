"""Papers as a pack's cases write them → what a reader would have read. For cases and tests alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.reading import (
    Box,
    Certainty,
    DateField,
    DateRole,
    Diagnosis,
    Document,
    Evidence,
    Field,
    IssueDate,
    Kind,
    LabItem,
    Medication,
    Page,
    PageRef,
    PartialDate,
    Patient,
    Physician,
    PhysicianRole,
    Quality,
    QualityGrade,
    Reading,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
)
from validators import persons, seal_owner
from validators.case import Case, Channel, Person, Upload
from validators.expressions import CLASSES, LEVELS, TITLES
from validators.grammar import Policy
from validators.seal_owner import SealAgreement
from validators.strict_yaml import Node
from validators.verdict import HospitalMatch, MatchStatus

HOSPITAL = "甲市人民医院"
APPLICANT = Person("王某某", "11010519491231002X")  # the specimen number of GB 11643
AGENT = Person("李某", "110105198001010016")
_DOCUMENT = (
    "title",
    "issue_date",
    "dates",
    "hospital",
    "seals",
    "diagnoses",
    "patient",
    "physicians",
    "department",
    "lab",
    "fields",
    "medications",
    "quality",
    "confidence",
    "kind_confidence",
    "colour",
    "page_count",
)
_UNDATED = (Kind.ID_CARD_FRONT, Kind.ID_CARD_BACK, Kind.INSURANCE_CARD, Kind.PHOTO, Kind.UNKNOWN, Kind.UNRELATED)
_NAMELESS = (Kind.ID_CARD_BACK, Kind.PHOTO, Kind.UNKNOWN, Kind.UNRELATED, Kind.PROXY_AUTHORIZATION)


@dataclass(frozen=True)
class Listed:
    """The hospitals that a case names, in place of a registry."""

    entries: Mapping[str, HospitalMatch]
    version: str = "of the case"
    is_empty: bool = False

    def resolve(self, names: Sequence[Field], region: str, as_of: dt.date) -> HospitalMatch:
        if not names:
            return HospitalMatch(MatchStatus.UNREAD, "")
        match = self.entries.get(names[0].text, HospitalMatch(MatchStatus.UNKNOWN, names[0].text))
        return replace(match, source=names[0].name, evidence=names[0].evidence, confidence=names[0].confidence)

    def compare_seal(self, letterhead: HospitalMatch, seal: Seal, as_of: dt.date, region: str = "") -> SealAgreement:
        owner = self.entries.get(seal.owner_text, HospitalMatch(MatchStatus.UNKNOWN, seal.owner_text))
        if not seal.owner_text:
            owner = HospitalMatch(MatchStatus.UNREAD, "")
        sure = seal.text_confidence
        return seal_owner.judge(letterhead, replace(owner, confidence=sure, source="seal"), sure)


@dataclass(frozen=True)
class Shelf:
    """One written case, as the judge takes it."""

    case: Case
    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    hospitals: Listed


@dataclass
class _Writing:
    """What the documents of one case share."""

    as_of: dt.date
    applicant: Person
    hospitals: dict[str, HospitalMatch] = field(default_factory=dict)


def application(case: Node | None, documents: Node | None, as_of: dt.date, policy: Policy) -> Shelf:
    """The case and its papers. Raises PolicyError for what it does not know."""
    keys = ("diseases", "channel", "applicant", "agent", "region")
    entries = case.record([], keys) if case else {}
    applicant = _person(entries["applicant"], APPLICANT) if "applicant" in entries else APPLICANT
    channel = entries["channel"].member(Channel, "channel") if "channel" in entries else Channel.SELF
    agent = _person(entries["agent"], AGENT) if "agent" in entries else None
    writing = _Writing(as_of, applicant)
    written = [_document(node, i, writing) for i, node in enumerate(documents.items() if documents else (), start=1)]
    uploads = tuple(Upload(document.pages[0].upload) for document, _ in written)
    diseases = entries["diseases"].words() if "diseases" in entries else ()
    made = Case("written", policy.name, as_of, applicant, diseases, channel, uploads, agent)
    return Shelf(made, tuple(d for d, _ in written), tuple(r for _, r in written), Listed(writing.hospitals))


def _person(node: Node, default: Person) -> Person:
    """`sex` and `born` make a valid ID number where none is given."""
    entries = node.record([], ["name", "id_number", "sex", "born"])
    name = entries["name"].text() if "name" in entries else default.name
    if "id_number" in entries:
        return Person(name, entries["id_number"].text())
    born = (
        entries["born"].date() if "born" in entries else persons.birth_of_id(default.id_number) or dt.date(1950, 1, 1)
    )
    sex = entries["sex"].choice(("男", "女"), "sex") if "sex" in entries else "女"
    body = f"110105{born:%Y%m%d}00{1 if sex == '男' else 2}"
    return Person(name, next(body + c for c in "0123456789X" if persons.id_number_valid(body + c)))


def _document(node: Node, number: int, writing: _Writing) -> tuple[Document, Reading]:
    entries = node.record(["kind"], _DOCUMENT)
    kind = entries["kind"].member(Kind, "kind")
    upload, sure = f"{number}.jpg", entries["confidence"].number() if "confidence" in entries else 1.0
    look = (Evidence(upload, 1, Box(0.1, 0.1, 0.9, 0.2), "", sure),)
    grade = entries["quality"].member(QualityGrade, "quality") if "quality" in entries else QualityGrade.GOOD
    coloured = entries["colour"].flag() if "colour" in entries else True
    hospital = _hospital(entries.get("hospital"), writing, sure, look)
    issue = _issue_date(entries.get("issue_date"), kind, writing, sure, look)
    document = Document(
        id=f"d{number}",
        kind=kind,
        kind_confidence=entries["kind_confidence"].number() if "kind_confidence" in entries else 1.0,
        pages=(PageRef(upload, 1),),
        title=entries["title"].text() if "title" in entries else "",
        hospitals=hospital,
        patient=_patient(entries.get("patient"), kind, writing, sure, look),
        physicians=tuple(_physician(n, sure, look) for n in _items(entries, "physicians")),
        department=_field("department", entries["department"].text(), sure, look) if "department" in entries else None,
        dates=(*_dates(entries.get("dates"), sure, look), *((issue.date,) if issue else ())),
        issue_date=issue,
        diagnoses=tuple(_diagnosis(n, sure, look) for n in _items(entries, "diagnoses")),
        lab_items=tuple(_lab_item(n, sure, look) for n in _items(entries, "lab")),
        medications=tuple(
            Medication(n.text(), n.text(), confidence=sure, evidence=look) for n in _items(entries, "medications")
        ),
        seals=tuple(_seals(entries.get("seals"), kind, hospital, upload, sure)),
        fields=tuple(_field(k, v.text(), sure, look) for k, v in entries["fields"].mapping().items())
        if "fields" in entries
        else (),
        quality=Quality(grade),
        page_count=entries["page_count"].integer(at_least=1) if "page_count" in entries else None,
    )
    page = Page(upload, 1, 1000, 1414, 0, Quality(grade), (), document.seals, has_colour=coloured)
    return document, Reading(upload, f"{number:064d}", "image/jpeg", (page,))


def _items(entries: Mapping[str, Node], key: str) -> list[Node]:
    return entries[key].items() if key in entries else []


def _field(name: str, text: str, sure: float, look: tuple[Evidence, ...]) -> Field:
    return Field(name, text, text, sure, look)


def _hospital(node: Node | None, writing: _Writing, sure: float, look: tuple[Evidence, ...]) -> tuple[Field, ...]:
    """A mapping, `unknown` (a name without an entry) or `unread`."""
    if node is not None and node.is_text:
        word = node.choice(("unknown", "unread"), "hospital")
        return (_field("letterhead", "某某医院", sure, look),) if word == "unknown" else ()
    entries = node.record([], ["name", "level", "class", "designated", "campus"]) if node else {}
    name = entries["name"].text() if "name" in entries else HOSPITAL
    writing.hospitals[name] = HospitalMatch(
        MatchStatus.MATCHED,
        name,
        name,
        code=name,
        level=_level(entries["level"]) if "level" in entries else 3,
        grade_class=_class(entries["class"]) if "class" in entries else None if "level" in entries else "甲",
        designated=_designated(entries["designated"]) if "designated" in entries else True,
        campus=entries["campus"].text() if "campus" in entries else "",
        confidence=1.0,
    )
    return (_field("letterhead", name, sure, look),)


UNSTATED = "unstated"
"""What a registry row leaves empty."""


def _level(node: Node) -> int | None:
    word = node.choice([*LEVELS, UNSTATED], "hospital level")
    return None if word == UNSTATED else LEVELS[word]


def _class(node: Node) -> str | None:
    word = node.choice([*CLASSES, UNSTATED], "class")
    return None if word == UNSTATED else word


def _designated(node: Node) -> bool | None:
    return None if node.content == UNSTATED else node.flag()


def _issue_date(
    node: Node | None, kind: Kind, writing: _Writing, sure: float, look: tuple[Evidence, ...]
) -> IssueDate | None:
    if node is None and kind in _UNDATED:
        return None
    text = str(node.content) if node else writing.as_of.isoformat()
    if text == "none":
        return None
    role = DateRole.REPORTED if kind in (Kind.LAB_REPORT, Kind.EXAM_REPORT, Kind.PATHOLOGY_REPORT) else DateRole.ISSUED
    return IssueDate(DateField(role, _partial(text, node), text, sure, look), role.value)


def _partial(text: str, node: Node | None) -> PartialDate | None:
    if text == "illegible":
        return None
    try:
        return PartialDate.parse(text)
    except ValueError:
        if node is None:
            raise
        raise node.refuse(f"{text!r} is no date", ("2025-03-05", "2025-03", "2025", "illegible", "none")) from None


def _dates(node: Node | None, sure: float, look: tuple[Evidence, ...]) -> Iterable[DateField]:
    roles = [role.value for role in DateRole]
    for key, value in (node.mapping() if node else {}).items():
        role = Node(key, value.file, value.path, value.line).choice(roles, "date")
        for item in value.items() if value.is_list else [value]:
            text = str(item.content)
            yield DateField(DateRole(role), _partial(text, item), text, sure, look)


def _patient(node: Node | None, kind: Kind, writing: _Writing, sure: float, look: tuple[Evidence, ...]) -> Patient:
    if node is None:
        nameless = kind in _NAMELESS
        return Patient() if nameless else Patient(name=_field("name", writing.applicant.name, sure, look))
    entries = node.record([], ["name", "sex", "age", "birth_date", "id_number"])
    made = {key: _field(key, str(value.content), sure, look) for key, value in entries.items()}
    return Patient(**made)


def _physician(node: Node, sure: float, look: tuple[Evidence, ...]) -> Physician:
    entries = node.record([], ["name", "title", "role"])
    name = _field("name", entries["name"].text(), sure, look) if "name" in entries else None
    title = entries["title"].choice(TITLES, "title") if "title" in entries else ""
    role = entries["role"].member(PhysicianRole, "role") if "role" in entries else PhysicianRole.ATTENDING
    return Physician(role, name, title, look)


def _diagnosis(node: Node, sure: float, look: tuple[Evidence, ...]) -> Diagnosis:
    if node.is_text:
        return Diagnosis(node.text(), node.text(), Certainty.CONFIRMED, "诊断", 0, confidence=sure, evidence=look)
    entries = node.record(["name"], ["certainty", "icd", "stage", "source_rank", "treated"])
    name = entries["name"].text()
    return Diagnosis(
        name,
        name,
        entries["certainty"].member(Certainty, "certainty") if "certainty" in entries else Certainty.CONFIRMED,
        "诊断",
        entries["source_rank"].integer() if "source_rank" in entries else 0,
        icd=entries["icd"].words() if "icd" in entries else (),
        stage=entries["stage"].text() if "stage" in entries else "",
        treated=entries["treated"].flag() if "treated" in entries else False,
        confidence=sure,
        evidence=look,
    )


def _lab_item(node: Node, sure: float, look: tuple[Evidence, ...]) -> LabItem:
    entries = node.record(["item", "value"], ["code", "unit", "flag", "specimen", "reference", "panel"])
    texts = {
        key: str(entries[key].content) if key in entries else ""
        for key in ("code", "unit", "flag", "specimen", "reference")
    }
    panel = entries["panel"].integer() if "panel" in entries else 0
    return LabItem(
        name=entries["item"].text(),
        value=str(entries["value"].content),
        panel=panel,
        confidence=sure,
        evidence=look,
        **texts,
    )


def _seals(node: Node | None, kind: Kind, hospital: tuple[Field, ...], upload: str, sure: float) -> Iterable[Seal]:
    own = hospital[0].text if hospital else ""
    standard = Seal(
        upload,
        1,
        Box(0.6, 0.7, 0.8, 0.85),
        SealShape.ROUND,
        SealColour.RED,
        SealStatus.PRESENT,
        SealPurpose.CERTIFICATE,
        sure,
        text=f"{own}诊断证明专用章",
        owner_text=own,
        purpose_text="诊断证明专用章",
        text_confidence=sure,
    )
    if node is None:
        if kind is Kind.DIAGNOSIS_CERTIFICATE:
            yield standard
        return
    for item in node.items():
        entries = item.record([], ["purpose", "owner", "colour", "status", "shape", "electronic"])
        owner = entries["owner"].text() if "owner" in entries else own
        purpose = (
            entries["purpose"].member(SealPurpose, "seal purpose") if "purpose" in entries else SealPurpose.CERTIFICATE
        )
        yield replace(
            standard,
            purpose=purpose,
            text=owner,
            owner_text="" if owner == "illegible" else owner,
            purpose_text=purpose.value,
            colour=entries["colour"].member(SealColour, "colour") if "colour" in entries else SealColour.RED,
            status=entries["status"].member(SealStatus, "status") if "status" in entries else SealStatus.PRESENT,
            shape=entries["shape"].member(SealShape, "shape") if "shape" in entries else SealShape.ROUND,
            electronic=entries["electronic"].flag() if "electronic" in entries else False,
        )
