"""What a paper says of a person beside the name: sex, birth date and age, held against the applicant's ID number.

A mark differs only where it was seen clearly. One digit read with doubt, where the applicant's own was seen as well,
says nothing either way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.decoding import heard
from extractors.reading import Document, Field
from validators import persons
from validators.case import Person
from validators.conditions import paper_date
from validators.matching import MATCHING
from validators.thresholds import accepted
from validators.verdict import Outcome

_AGE_DIGITS = 2
_COMPARABLE = re.compile(r"[男女]|\d[\d-]*")


@dataclass(frozen=True, slots=True)
class Difference:
    """A mark that plainly is not the applicant's."""

    zh: str
    en: str
    expected: str  # the applicant's
    found: str  # as read


@dataclass(frozen=True, slots=True)
class Marks:
    """What differs, and how much speaks for the applicant in what agrees."""

    differing: tuple[Difference, ...] = ()
    support: float = 0.0  # natural logarithm, at least 0; counts only where nothing differs


def marks(document: Document, applicant: Person, as_of: dt.date) -> Marks:
    """Sex, birth date and age against the applicant's; an invalid number of the applicant tells nothing."""
    born = persons.birth_of_id(applicant.id_number)
    if born is None or not persons.id_number_valid(applicant.id_number):
        return Marks()
    patient, weights = document.patient, MATCHING.persons
    sex, ages = persons.sex_of_id(applicant.id_number), _ages(document, born, as_of)
    birth = born.isoformat()[: len(_value(patient.birth_date))]
    asked = (
        (patient.sex, (sex,), Difference("性别", "sex", sex, _value(patient.sex))),
        (patient.birth_date, (birth,), Difference("出生日期", "birth date", str(born), _value(patient.birth_date))),
        (patient.age, [str(n) for n in ages], Difference("年龄", "age", f"{ages[-2]}岁", f"{_value(patient.age)}岁")),
    )
    of_sex, of_birth, of_age = outcomes = [_same(field, theirs) for field, theirs, _ in asked]
    age = weights.age if Outcome.PASS in (of_birth, of_age) else 0.0  # a birth date cut to its year says as much
    to_the_day = of_birth is Outcome.PASS and birth == str(born)
    return Marks(
        tuple(differs for outcome, (_, _, differs) in zip(outcomes, asked, strict=True) if outcome is Outcome.FAIL),
        (weights.sex if of_sex is Outcome.PASS else 0.0) + (weights.birth_date if to_the_day else age),
    )


def _value(field: Field | None) -> str:
    return field.value if field else ""


def _same(field: Field | None, theirs: Sequence[str]) -> Outcome:
    """Unsure where nothing was read, or another value where the applicant's was seen as well."""
    if field is None or field.confidence < accepted().attribute or not _COMPARABLE.fullmatch(field.value):
        return Outcome.UNSURE
    if field.value in theirs:
        return Outcome.PASS
    return Outcome.UNSURE if _may_say(field, theirs) else Outcome.FAIL


def _ages(document: Document, born: dt.date, as_of: dt.date) -> range:
    """What a paper may give for an age at its time: ages are rounded, and some count from the year of birth alone."""
    date = paper_date(document)
    earliest, latest = (date.earliest, date.latest) if date else (as_of, as_of)
    return range(persons.age_on(born, earliest) - 1, persons.age_on(born, latest) + 2)


def _may_say(field: Field, theirs: Sequence[str]) -> bool:
    """Whether one of the applicant's own values was seen where another was read, or one doubtful digit tells them
    apart.
    """
    if any(_one_doubtful_digit_apart(field, value) for value in theirs):
        return True
    texts = [text for value in theirs if (text := _in_its_place(field.text, field.value, value)) is not None]
    return any(one.cost >= MATCHING.persons.attribute for one in heard(field.frames, field.text, texts))


def _one_doubtful_digit_apart(field: Field, theirs: str) -> bool:
    """Whether a digit that was lost, or read with doubt, is all that differs: 4y for 49岁."""
    if len(field.value) == len(theirs) - 1 and len(theirs) == _AGE_DIGITS:
        return field.value in theirs and _doubted(field, field.text)
    differing = "".join(a for a, b in zip(field.value, theirs, strict=False) if a != b)
    one = len(field.value) == len(theirs) and len(differing) == 1 and theirs.isdecimal()
    return one and _doubted(field, differing)


def _doubted(field: Field, letters: str) -> bool:
    """Whether one of these characters was read with doubt; a blank is no character, nor is a unit a digit."""
    sure = field.char_confidences
    if len(field.text) == len(sure):
        sure = tuple(c for letter, c in zip(field.text, sure, strict=True) if letter in letters and letter.strip())
    return min(sure, default=1.0) < MATCHING.persons.doubtful_character


def _in_its_place(text: str, read: str, other: str) -> str | None:
    """A printed text (1965年08月26日, 68岁, 女) with another value in place of its own; None if they do not fit."""
    if read in text and len(read) == len(other):
        return text.replace(read, other, 1)
    digits = re.sub(r"\D", "", other)
    if sum(letter.isdecimal() for letter in text) != len(digits) or not digits:
        return None
    following = iter(digits)
    return "".join(next(following) if letter.isdecimal() else letter for letter in text)
