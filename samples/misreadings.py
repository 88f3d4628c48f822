"""How a value may be read wrong: of each topic, documents in which one value says something else and is sure of it."""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.calibration import Topic
from extractors.reading import DateField, Document, Field, IssueDate, Kind, PartialDate, Patient, Seal, SealPurpose

Wrong = Callable[["Misreader", Document], Iterator[Document]]

_NUMBERS = ("id_number", "visit_number", "inpatient_number")
_TITLES = ("", "住院医师", "主治医师", "副主任医师", "主任医师")
_YEARS = (1900, 2100)


@dataclass(slots=True)
class Misreader:
    """Draws wrong values: a digit for another, a character for another, another hospital of the registry, what another
    paper of the samples says. What it draws is as sure as anything can be."""

    hospitals: Sequence[str]  # names of the registry
    papers: Sequence[Document]  # what other papers say
    draw: random.Random
    _known: dict[str, list[str]] = field(default_factory=dict)

    def misread(self, topic: Topic, document: Document) -> Iterator[Document]:
        """The document, with one value of the topic wrong; one after the other for each of its values."""
        yield from _WAYS[topic](self, document)

    def some(self, topic: Topic, document: Document, most: int) -> list[Document]:
        """At most so many of them, drawn."""
        wrong = list(self.misread(topic, document))
        return wrong if len(wrong) <= most else self.draw.sample(wrong, most)

    def digit(self, text: str) -> str:
        """One digit is another one; the text itself where it has none."""
        places = [n for n, character in enumerate(text) if character.isdigit()]
        if not places:
            return text
        at = self.draw.choice(places)
        return text[:at] + self.draw.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]

    def character(self, text: str, topic: str) -> str:
        """One character is one of those that stand in other such texts."""
        if not text:
            return text
        at = self.draw.randrange(len(text))
        others = sorted(set("".join(self.known(topic))) - {text[at]})
        return text[:at] + self.draw.choice(others) + text[at + 1 :] if others else text

    def other(self, text: str, topic: str) -> str:
        """What another paper says in its place."""
        others = [each for each in self.known(topic) if each != text]
        return self.draw.choice(others) if others else text

    def hospital(self, name: str) -> str:
        """Another of the registry."""
        return self.draw.choice([each for each in self.hospitals if each != name])

    def alike(self, name: str) -> str:
        """The one of the registry whose name is most like it."""
        others = [each for each in self.hospitals if each != name]
        return max(others, key=lambda each: difflib.SequenceMatcher(None, name, each, autojunk=False).ratio())

    def known(self, topic: str) -> list[str]:
        if topic not in self._known:
            self._known[topic] = sorted({text for paper in self.papers for text in _said(paper, topic) if text})
        return self._known[topic]


def _said(paper: Document, topic: str) -> Iterator[str]:
    if topic == "name" and paper.patient.name:
        yield paper.patient.name.value
    elif topic == "diagnosis":
        yield from (each.name for each in paper.diagnoses)
    elif topic == "medication":
        yield from (each.name for each in paper.medications)
    elif topic == "seal":
        yield from (each.owner_text for each in paper.seals)
    else:
        yield from (each.value for each in paper.fields if each.name == topic)


def _sure(before: Field, value: str) -> Field:
    return replace(before, text=value, value=value, confidence=1.0, char_confidences=(), frames=())


# ── of each topic ────────────────────────────────────────────────────────────────────────────────────────────────────


def _kind(reader: Misreader, document: Document) -> Iterator[Document]:
    kinds = sorted({paper.kind for paper in reader.papers} - {document.kind, Kind.UNKNOWN})
    yield replace(document, kind=reader.draw.choice(kinds), kind_confidence=1.0)


def _hospital(reader: Misreader, document: Document) -> Iterator[Document]:
    """All names on the paper become one other of the registry, any or the most alike: the rest would contradict it."""
    if document.hospitals:
        first = document.hospitals[0]
        for name in (reader.hospital(first.value), reader.alike(first.value)):
            yield replace(document, hospitals=(_sure(first, name),))


def _date(reader: Misreader, document: Document) -> Iterator[Document]:
    for before in document.dates:
        wrong = _wrong_day(reader, before)
        if wrong is None:
            continue
        issue = document.issue_date
        counts = issue is not None and issue.date == before
        yield replace(
            document,
            dates=tuple(wrong if date is before else date for date in document.dates),
            issue_date=IssueDate(wrong, issue.reason) if issue and counts else issue,
        )


def _wrong_day(reader: Misreader, before: DateField) -> DateField | None:
    if before.date is None:
        return None
    for _ in range(20):  # most digits make no day
        text = reader.digit(str(before.date))
        try:
            day = PartialDate.parse(text)
        except ValueError:
            continue
        if _YEARS[0] <= day.year < _YEARS[1]:
            return replace(before, date=day, text=text, confidence=1.0, possible=())
    return None


def _name(reader: Misreader, document: Document) -> Iterator[Document]:
    name = document.patient.name
    if name:
        for value in (reader.character(name.value, "name"), reader.other(name.value, "name")):
            if value != name.value:
                yield _with_patient(document, "name", _sure(name, value))


def _number(reader: Misreader, document: Document) -> Iterator[Document]:
    for part in _NUMBERS:
        before: Field | None = getattr(document.patient, part)
        if before:
            yield _with_patient(document, part, _sure(before, reader.digit(before.value)))


def _attribute(reader: Misreader, document: Document) -> Iterator[Document]:
    sex, age = document.patient.sex, document.patient.age
    if sex:
        yield _with_patient(document, "sex", _sure(sex, "女" if sex.value == "男" else "男"))
    if age:
        yield _with_patient(document, "age", _sure(age, reader.digit(age.value)))


def _with_patient(document: Document, part: str, wrong: Field) -> Document:
    change: dict[str, Field | None] = {part: wrong}
    patient: Patient = replace(document.patient, **change)
    return replace(document, patient=patient)


def _diagnosis(reader: Misreader, document: Document) -> Iterator[Document]:
    for before in document.diagnoses:
        name = reader.other(before.name, "diagnosis")
        wrong = replace(before, name=name, text=name, icd=(), stage="", type="", confidence=1.0)
        yield replace(document, diagnoses=tuple(wrong if each is before else each for each in document.diagnoses))


def _lab_item(reader: Misreader, document: Document) -> Iterator[Document]:
    for before in document.lab_items:
        for value in (reader.digit(before.value), before.value.replace(".", "")):
            wrong = replace(before, value=value, confidence=1.0)
            if value != before.value:
                items = tuple(wrong if each is before else each for each in document.lab_items)
                yield replace(document, lab_items=items)


def _physician(reader: Misreader, document: Document) -> Iterator[Document]:
    for before in document.physicians:
        title = reader.draw.choice([title for title in _TITLES if title != before.title])
        wrong = replace(before, title=title)
        yield replace(document, physicians=tuple(wrong if each is before else each for each in document.physicians))


def _medication(reader: Misreader, document: Document) -> Iterator[Document]:
    for before in document.medications:
        name = reader.other(before.name, "medication")
        wrong = replace(before, name=name, text=name, confidence=1.0)
        yield replace(document, medications=tuple(wrong if each is before else each for each in document.medications))


def _text(reader: Misreader, document: Document) -> Iterator[Document]:
    for before in document.fields:
        wrong = _sure(before, reader.other(before.value, before.name))
        yield replace(document, fields=tuple(wrong if each is before else each for each in document.fields))


def _seal(reader: Misreader, document: Document) -> Iterator[Document]:
    """What is no seal is taken for one that carries print of the paper, its hospital's name or its title."""
    looks = [seal for paper in reader.papers for seal in paper.seals]
    print_ = [*(each.text for each in document.hospitals), document.title, *(each.text for each in document.fields)]
    page = document.pages[0]
    if looks:
        text = reader.draw.choice(print_)
        like = replace(reader.draw.choice(looks), upload=page.upload, page=page.page, confidence=1.0)
        yield replace(document, seals=(*document.seals, _worded(like, text, SealPurpose.UNKNOWN)))


def _seal_text(reader: Misreader, document: Document) -> Iterator[Document]:
    for before in document.seals:
        for owner, purpose in (
            (before.owner_text, reader.draw.choice([p for p in SealPurpose if p is not before.purpose])),
            (reader.hospital(before.owner_text), before.purpose),
            (reader.alike(before.owner_text), before.purpose),
            (reader.character(before.owner_text, "seal"), before.purpose),
        ):
            wrong = _worded(before, owner, purpose)
            yield replace(document, seals=tuple(wrong if each is before else each for each in document.seals))


def _worded(seal: Seal, owner: str, purpose: SealPurpose) -> Seal:
    text = re.sub(r"\s+", " ", f"{owner} {seal.purpose_text}").strip()
    return replace(seal, text=text, owner_text=owner, purpose=purpose, text_confidence=1.0, strips=())


_WAYS: Mapping[Topic, Wrong] = {
    Topic.KIND: _kind,
    Topic.HOSPITAL: _hospital,
    Topic.NAME: _name,
    Topic.PHYSICIAN: _physician,
    Topic.NUMBER: _number,
    Topic.ATTRIBUTE: _attribute,
    Topic.DATE: _date,
    Topic.DIAGNOSIS: _diagnosis,
    Topic.LAB_ITEM: _lab_item,
    Topic.MEDICATION: _medication,
    Topic.SEAL: _seal,
    Topic.SEAL_TEXT: _seal_text,
    Topic.TEXT: _text,
}
