"""A number that two papers of a case bear is the person's on both, though the words before it were read on one alone.

追版号：1503187 says nothing, but 1503187 is the number of the patient's stay. Only whole numbers count that are long
enough to be one person's. And what was read of one with a letter in it (150T187), or with a stroke for its first 1
(/503187), is the number that another paper bears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extractors.fields.labelled import PLACED, field_of
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Document, Field, Patient

_SHORTEST = 7  # digits: shorter ones are counted anew every day or year
_MEANT = 0.4  # share of the confidence left where another paper put a number right: it vouches for nobody
_STROKES = "/|lI!丨"  # what a 1 is read as
_BEHIND_WORDS = re.compile(r"[一-鿿]\s*[:：]\s*(?P<number>\d{7,14})(?![\dA-Za-z*./-])")


def told_by_number(
    documents: Sequence[Document], sheets: Mapping[str, Sequence[Sheet]], asked: Iterable[str]
) -> tuple[Document, ...]:
    """The documents of a case, with the numbers of stays that other papers name.

    Args:
        sheets: what is on each document, by its id.
        asked: the ids of the documents that tell of a patient.
    """
    stays = {
        number.value
        for each in documents
        if (number := each.patient.inpatient_number) is not None and sum(map(str.isdigit, number.value)) >= _SHORTEST
    }
    if not stays:
        return tuple(documents)
    tell = frozenset(asked)
    meant = (_put_right(each, sheets[each.id], stays) if each.id in tell else each for each in documents)
    return tuple(_with_stay(each, sheets[each.id], stays) if each.id in tell else each for each in meant)


def _put_right(document: Document, sheets: Sequence[Sheet], stays: set[str]) -> Document:
    number = document.patient.inpatient_number
    if number is None:
        return document
    fit = {
        stay
        for stay in stays
        if stay != number.value and (_is_misread(number.value, stay) or _is_cut(number.value, stay, sheets))
    }
    if len(fit) != 1:
        return document
    sure = round(_MEANT * number.confidence, 4)
    right = replace(number, value=fit.pop(), confidence=sure)
    return replace(document, patient=replace(document.patient, inpatient_number=right))


def _is_misread(read: str, stay: str) -> bool:
    """Whether a number is another but for one letter among its digits."""
    wrong = [a for a, b in zip(read, stay, strict=False) if a != b]
    return len(read) == len(stay) and stay.isdigit() and len(wrong) == 1 and wrong[0].isalpha()


def _is_cut(read: str, stay: str, sheets: Sequence[Sheet]) -> bool:
    """Whether a number is all of another but its first 1, and a stroke stands before it."""
    if stay != f"1{read}":
        return False
    strokes = [f"{stroke}{read}" for stroke in _STROKES]
    return any(stroke in squeeze(line.text).text for sheet in sheets for line in sheet.lines for stroke in strokes)


def _with_stay(document: Document, sheets: Sequence[Sheet], stays: set[str]) -> Document:
    person: Patient = document.patient
    if person.inpatient_number is not None or (person.visit_number is not None and person.visit_number.value in stays):
        return document
    found = next((field for sheet in sheets if (field := _borne(sheet, stays)) is not None), None)
    return replace(document, patient=replace(person, inpatient_number=found)) if found is not None else document


def _borne(sheet: Sheet, stays: set[str]) -> Field | None:
    for line in sheet.lines:
        for match in _BEHIND_WORDS.finditer(line.text):
            if match["number"] in stays:
                part = line.part(*match.span("number"))
                return field_of("inpatient_number", sheet, ((part,), match["number"]), PLACED)
    return None
