"""Sex, birth date and age beside a name: what differs, what supports, and what a doubtful digit leaves open."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.reading import Document, Field, Kind, PageRef, Patient
from tests.validators.test_hospital_heard import frames
from validators.case import Person
from validators.matching import MATCHING
from validators.person_marks import marks

BORN_1949 = Person("王某某", "11010519491231002X")  # a woman
AS_OF = dt.date(2025, 8, 15)


def field(name: str, text: str, value: str, *letters: str | dict[str, float], sure: float = 0.99) -> Field:
    return Field(name, text, value, sure, (), (), frames(*letters))


def paper(sex: Field | None = None, age: Field | None = None, birth: Field | None = None) -> Document:
    patient = Patient(sex=sex, age=age, birth_date=birth)
    return Document("d1", Kind.LAB_REPORT, 1.0, (PageRef("a.jpg", 1),), patient=patient)


@pytest.mark.parametrize("age", ["74", "75", "76"])
def test_an_age_to_the_year_supports(age: str) -> None:
    found = marks(paper(field("sex", "女", "女"), field("age", f"{age}岁", age)), BORN_1949, AS_OF)
    assert not found.differing
    assert found.support == pytest.approx(MATCHING.persons.sex + MATCHING.persons.age)


def test_what_plainly_differs_is_named_with_both_values() -> None:
    found = marks(paper(field("sex", "男", "男"), field("age", "78岁", "78")), BORN_1949, AS_OF)
    assert [(one.zh, one.expected, one.found) for one in found.differing] == [
        ("性别", "女", "男"),
        ("年龄", "75岁", "78岁"),
    ]


def test_a_doubtful_digit_of_an_age_is_no_sign_of_another_person_and_none_of_the_applicant() -> None:
    doubtful = field("age", "78岁", "78", "7", {"8": 0.7, "5": 0.29}, "岁")
    assert marks(paper(age=doubtful), BORN_1949, AS_OF) == marks(paper(), BORN_1949, AS_OF)
    clear = field("age", "78岁", "78", "7", {"8": 0.995, "5": 0.005}, "岁")
    assert marks(paper(age=clear), BORN_1949, AS_OF).differing


def test_a_birth_date_in_any_form_is_held_against_what_was_seen() -> None:
    doubtful = ("1", "9", "4", "9", "年", "1", "2", "月", "3", {"7": 0.6, "1": 0.4}, "日")
    assert not marks(
        paper(birth=field("birth_date", "1949年12月37日", "1949-12-37", *doubtful)), BORN_1949, AS_OF
    ).differing
    assert marks(paper(birth=field("birth_date", "1949年12月30日", "1949-12-30")), BORN_1949, AS_OF).differing


@pytest.mark.parametrize(
    ("text", "value", "weight"),
    [("1949.12.31", "1949-12-31", "birth_date"), ("1949.12", "1949-12", "age"), ("1949年", "1949", "age")],
)
def test_a_birth_date_speaks_as_far_as_it_is_told(text: str, value: str, weight: str) -> None:
    birth, age = field("birth_date", text, value), field("age", "75岁", "75")
    assert marks(paper(age=age, birth=birth), BORN_1949, AS_OF).support == getattr(MATCHING.persons, weight)


def test_an_invalid_number_of_the_applicant_tells_nothing() -> None:
    wrong = Person("王某某", "110105194912310021")
    assert marks(paper(field("sex", "男", "男"), field("age", "20岁", "20")), wrong, AS_OF) == marks(
        paper(), wrong, AS_OF
    )


@pytest.mark.parametrize(
    ("text", "value", "sure", "differs"),
    [("7y", "7", 0.5, False), ("7岁", "7", 0.95, True), ("79岁", "79", 0.5, False), ("98岁", "98", 0.5, True)],
)
def test_one_digit_lost_or_read_with_doubt_is_no_difference(text: str, value: str, sure: float, differs: bool) -> None:
    age = Field("age", text, value, 0.9, (), (sure,) * len(text))
    assert bool(marks(paper(age=age), BORN_1949, AS_OF).differing) is differs


@pytest.mark.parametrize(
    ("text", "value", "sure", "differs"),
    [
        ("85 Y", "85", (0.99, 0.99, 0.7, 0.99), True),  # the blank is in doubt, no digit
        ("85Y", "85", (0.99, 0.99, 0.6), True),  # the unit is
        ("85 Y", "85", (0.7, 0.99, 0.99, 0.99), False),
        ("85 Y", "85", (0.99, 0.7, 0.99, 0.99), True),  # the digit that differs was read surely
        ("7y", "7", (0.99, 0.5), False),  # what stands behind may be the digit that was lost
        ("7 岁", "7", (0.99, 0.5, 0.99), True),
    ],
)
def test_only_the_digit_that_differs_may_be_in_doubt(
    text: str, value: str, sure: tuple[float, ...], differs: bool
) -> None:
    age = Field("age", text, value, 0.92, (), sure)
    assert bool(marks(paper(age=age), BORN_1949, AS_OF).differing) is differs
