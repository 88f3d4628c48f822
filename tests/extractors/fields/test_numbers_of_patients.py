"""Numbers of a patient beside other numbers, labels said twice, an agent's own."""

from __future__ import annotations

import pytest

from extractors.fields.number_shared import told_apart
from extractors.fields.patient import patient
from extractors.layout.sheet import sheet_of
from extractors.reading import Document, Field, Kind, Line, Patient
from tests.extractors.lines import line, page


def read(*lines: Line) -> Patient:
    return patient([sheet_of(page(*lines))])


@pytest.mark.parametrize(
    "printed",
    ["病人号PID：0502147", "住院号IPID 0502147", "住院门诊号 0502147", "门诊住院号：0502147", "病人号：0502147"],
)
def test_a_short_number_is_a_stay_s(printed: str) -> None:
    found = read(line("姓名：张三", 0.1, 0.1), line(printed, 0.1, 0.13))
    assert found.inpatient_number is not None and found.inpatient_number.value == "0502147"
    assert found.visit_number is None


def test_letters_that_belong_to_a_number_stay() -> None:
    found = read(line("住院号：ZY0502147", 0.1, 0.13))
    assert found.inpatient_number is not None and found.inpatient_number.value == "ZY0502147"


@pytest.mark.parametrize("whose", ["受托人", "被委托人", "代办人", "代理人", "联系人"])
def test_an_agent_s_number_is_not_the_patient_s(whose: str) -> None:
    found = read(line(f"{whose}身份证", 0.08, 0.3), line("379853199612162655", 0.24, 0.3))
    assert found.id_number is None


def test_a_number_of_either_sort_on_a_paper_about_a_stay_is_the_stay_s() -> None:
    about = line("入院日期：2026-05-17", 0.1, 0.2), line("出院日期：2026-06-05", 0.5, 0.2)
    found = read(line("门诊号/住院号：2605170098", 0.1, 0.13), *about)
    assert found.inpatient_number is not None and found.inpatient_number.value == "2605170098"
    assert found.visit_number is None


def test_a_system_s_number_on_the_papers_of_a_stay_is_no_visit_s() -> None:
    lines = line("登记号：0000718820", 0.1, 0.1), line("病案号：20388107", 0.1, 0.13)
    found = patient([sheet_of(page(*lines))], inpatient=True)
    assert found.inpatient_number is not None and found.inpatient_number.value == "20388107"
    assert found.visit_number is None


@pytest.mark.parametrize("printed", ["门诊号L-20077 IBD门诊 送检者：田野", "门诊号：L-20077 消化科"])
def test_a_number_ends_where_the_next_word_begins(printed: str) -> None:
    found = read(line(printed, 0.1, 0.13))
    assert found.visit_number is not None and found.visit_number.value == "L-20077"


def test_a_short_number_inside_a_sentence() -> None:
    found = read(line("姓名张三，女，63岁，住院号8802，内二科，2026年3月18日入院。", 0.08, 0.2))
    assert found.inpatient_number is not None and found.inpatient_number.value == "8802"


@pytest.mark.parametrize(
    ("printed", "visit", "stay"),
    [
        ("ZYH 2301297", None, "2301297"),
        ("ID: 0608147", None, "0608147"),
        ("MRN：2404017", None, "2404017"),
        ("MZH 2604715672", "2604715672", None),
        ("ID：2604715672", "2604715672", None),
    ],
)
def test_numbers_behind_what_systems_abbreviate(printed: str, visit: str | None, stay: str | None) -> None:
    found = read(line(printed, 0.1, 0.1))
    assert (found.visit_number and found.visit_number.value) == visit
    assert (found.inpatient_number and found.inpatient_number.value) == stay


def test_a_number_another_paper_gives_to_a_stay_is_the_stay_s() -> None:
    def paper(name: str, visit: str | None, stay: str | None) -> Document:
        numbers = [value and Field("number", value, value, 0.9, ()) for value in (visit, stay)]
        patient = Patient(visit_number=numbers[0] or None, inpatient_number=numbers[1] or None)
        return Document(id=name, kind=Kind.LAB_REPORT, kind_confidence=1.0, pages=(), patient=patient)

    papers = paper("d1", None, "2808057"), paper("d2", "2808057", None), paper("d3", "2604715672", None)
    told = [each.patient for each in told_apart(papers)]
    assert [each.inpatient_number and each.inpatient_number.value for each in told] == ["2808057", "2808057", None]
    assert [each.visit_number and each.visit_number.value for each in told] == [None, None, "2604715672"]
