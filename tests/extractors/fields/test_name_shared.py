"""Names read in doubt, settled by the same person's other papers; never by anybody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields.name_shared import settled
from extractors.reading import Document, Field, Kind, PageRef, Patient
from tests.extractors.fields.test_name_heard import frames
from validators.thresholds import accepted


def field(value: str, sure: float = 1.0) -> Field:
    return Field("", value, value, sure, (), (sure,) * len(value))


def paper(at: int, name: str, seen: dict[str, dict[str, float]] | None = None, **told: str) -> Document:
    """`seen`: for characters of the name (as `at0`), what was seen there; a surely read one keeps no frames."""
    least = min((max(each.values()) for each in (seen or {}).values()), default=1.0)
    kept = frames(name, **seen) if seen else ()
    read = Field("name", name, name, least, (), (least,) * len(name), kept)
    about = Patient(name=read, **{key: field(value) for key, value in told.items()})
    return Document(f"d{at}", Kind.LAB_REPORT, 1.0, (PageRef("a.pdf", at),), patient=about)


def names(*papers: Document) -> list[str]:
    return [each.patient.name.value for each in settled(papers) if each.patient.name is not None]


SEEN = {"at1": {"森": 0.9, "淼": 0.09}}


def test_a_name_read_in_doubt_is_the_one_read_best_beside_the_same_number() -> None:
    found = settled(
        [paper(1, "岑淼娜", inpatient_number="1110177"), paper(2, "岑森娜", SEEN, inpatient_number="1110177")]
    )
    name = found[1].patient.name
    assert name is not None
    assert (name.value, name.text) == ("岑淼娜", "岑森娜")  # raw text stays beside it


def test_papers_are_one_persons_over_a_third_one() -> None:
    card = paper(1, "岑淼娜", id_number="159853199210114849")
    front = paper(
        2, "岑淼娜", {"at1": {"淼": 0.7, "森": 0.3}}, id_number="159853199210114849", inpatient_number="1110177"
    )
    assert names(card, front, paper(3, "岑森娜", SEEN, inpatient_number="1110177")) == ["岑淼娜"] * 3


def test_two_sure_readings_are_weighed_over_all_papers() -> None:
    once = paper(1, "岑森娜", {"at1": {"森": 0.997, "淼": 0.002}}, inpatient_number="1110177")
    others = [paper(at, "岑淼娜", {"at1": {"淼": 0.93, "森": 0.06}}, inpatient_number="1110177") for at in (2, 3, 4)]
    assert names(once, *others) == ["岑淼娜"] * 4


@pytest.mark.parametrize(
    "told",
    [
        {},  # no number
        {"inpatient_number": "1110178"},  # another one
        {"inpatient_number": "1110177", "sex": "男"},  # another sex
        {"inpatient_number": "1110177", "birth_date": "1960-01-02"},
    ],
)
def test_what_may_be_somebody_elses_paper_stays_as_read(told: dict[str, str]) -> None:
    own = paper(1, "岑淼娜", inpatient_number="1110177", sex="女", birth_date="1992-10-11")
    assert names(own, paper(2, "岑森娜", SEEN, **told)) == ["岑淼娜", "岑森娜"]


def test_another_name_that_was_plainly_printed_stays() -> None:
    own = paper(1, "岑淼娜", inpatient_number="1110177")
    assert names(own, paper(2, "岑森娜", inpatient_number="1110177")) == ["岑淼娜", "岑森娜"]
    other = paper(2, "李小华", {"at1": {"小": 0.8, "晓": 0.2}}, inpatient_number="1110177")
    assert names(own, other) == ["岑淼娜", "李小华"]


def test_two_names_that_fit_alike_settle_nothing() -> None:
    one = paper(1, "岑淼娜", {"at1": {"淼": 0.95, "森": 0.05}}, inpatient_number="1110177")
    other = paper(2, "岑森娜", {"at1": {"森": 0.95, "淼": 0.05}}, inpatient_number="1110177")
    assert names(one, other) == ["岑淼娜", "岑森娜"]


def test_short_and_masked_numbers_join_nothing() -> None:
    for number in ("0312", "159853********4849"):
        own = paper(1, "岑淼娜", inpatient_number=number)
        assert names(own, paper(2, "岑森娜", SEEN, inpatient_number=number)) == ["岑淼娜", "岑森娜"]


def test_a_name_nobody_read_surely_settles_nothing() -> None:
    unsure = paper(1, "岑淼娜", {"at1": {"淼": 0.7, "森": 0.2}}, inpatient_number="1110177")
    assert names(unsure, paper(2, "岑森娜", SEEN, inpatient_number="1110177")) == ["岑淼娜", "岑森娜"]


def test_a_lost_character_is_found_again() -> None:
    own = paper(1, "满菱媱", inpatient_number="1410167")
    lost = paper(2, "满菱媱", {"at2": {"": 0.6, "媱": 0.4}}, inpatient_number="1410167")
    assert lost.patient.name is not None
    cut = replace(lost, patient=replace(lost.patient, name=replace(lost.patient.name, text="满菱", value="满菱")))
    assert names(own, cut) == ["满菱媱", "满菱媱"]


@pytest.mark.parametrize(("plain", "sure"), [(0.9, True), (0.997, False)])
def test_a_name_settled_against_a_plain_character_is_left_to_a_person(plain: float, sure: bool) -> None:
    seen = {"at1": {"森": plain, "淼": 0.002}}
    once = paper(1, "岑森娜", seen, inpatient_number="1110177")
    others = [paper(at, "岑淼娜", inpatient_number="1110177") for at in (2, 3)]
    name = settled([once, *others])[0].patient.name
    assert name is not None
    assert name.value == "岑淼娜"
    assert (name.confidence >= accepted().name) is sure
