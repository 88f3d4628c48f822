"""Numbers of a patient beside other numbers, labels said twice, an agent's own."""

from __future__ import annotations

import pytest

from extractors.fields.patient import patient
from extractors.layout.sheet import sheet_of
from extractors.reading import Line, Patient
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
