"""Numbers of visits and stays where papers break them, glue them and leave them unnamed; what a patient signs."""

from __future__ import annotations

import pytest

from extractors.fields.dates import dates
from extractors.fields.patient_numbers import visit_and_stay
from extractors.fields.physicians import physicians
from extractors.kinds.all import BY_KIND
from extractors.layout.sheet import Sheet, sheet_of
from extractors.reading import Kind, Line
from tests.extractors.lines import column, line, page


def numbers(*lines: Line, kind: Kind = Kind.DIAGNOSIS_CERTIFICATE) -> tuple[str | None, str | None]:
    spec = BY_KIND[kind]
    visit, stay = visit_and_stay((sheet_of(page(*lines)),), spec.inpatient, spec.visiting)
    return visit.value if visit else None, stay.value if stay else None


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("患者于2025年3月1日入住我院肿瘤内科，住院", "号：3104557，于2025年3月9日出院。"),
        ("患者于2025年3月1日入住我院风湿科（东院），住院号：", "3104557，于2025年3月9日出院。"),
        ("患者因头晕于2025年3月1日入我院心内科，病案", "号3104557，于2025年3月9日出院。"),
    ],
)
def test_a_number_in_running_text_goes_on_in_the_next_line(above: str, below: str) -> None:
    assert numbers(line("诊断证明书", 0.4, 0.1), *column([above, below], 0.1, 0.2, 0.028)) == (None, "3104557")


def test_a_cell_does_not_go_on_in_the_next_row() -> None:
    assert numbers(*column(["科室：心内科，住院号", "3104557床"], 0.1, 0.2, 0.08))[1] is None


def test_a_number_of_either_sort_by_what_it_names_the_sick() -> None:
    head = column(["CT检查报告单", "姓名：张三 性别：男 年龄：60岁", "病员编号：3104557"], 0.1, 0.1)
    assert numbers(*head, kind=Kind.EXAM_REPORT) == (None, "3104557")


def test_a_card_number_glued_to_its_word_is_the_visits() -> None:
    head = (line("门诊病历", 0.4, 0.1), line("姓名张三", 0.1, 0.15), line("卡号2503115621", 0.7, 0.15))
    assert numbers(*head, kind=Kind.OUTPATIENT_RECORD) == ("2503115621", None)


def test_a_systems_number_beside_that_of_a_stay_is_no_visits() -> None:
    head = column(["病情诊断书", "打印序号：3    ID:880012345", "姓名：张三 住院号：3104557"], 0.1, 0.1)
    assert numbers(*head) == (None, "3104557")


@pytest.mark.parametrize(
    ("title", "number", "visit"),
    [
        ("门诊诊断证明书", "2503115621", "2503115621"),
        ("门诊诊断证明书", "8817115621", None),
        ("诊断证明书", "2503115621", None),
    ],
)
def test_a_number_nobody_names_is_an_outpatient_certificates_visit_where_it_begins_with_its_month(
    title: str, number: str, visit: str | None
) -> None:
    head = (line(title, 0.4, 0.05), line(number, 0.8, 0.08), line("姓名：张三", 0.1, 0.2))
    assert numbers(*head, line("开具日期：2025年3月11日", 0.6, 0.9))[0] == visit


def form() -> tuple[Sheet, ...]:
    return (
        sheet_of(
            page(
                line("门诊慢特病待遇认定申请表", 0.3, 0.1),
                *column(["姓名 李文静", "医师", "经审核符合标准。"], 0.15, 0.2),
                line("本人声明以上填写内容真实。", 0.15, 0.5),
                line("医师", 0.08, 0.53),
                line("签名：李文静 2025年3月5日", 0.6, 0.55),
                line("责任医师：孙启明 2025年3月8日", 0.6, 0.7),
            )
        ),
    )


def test_who_signs_with_the_patients_name_is_no_physician() -> None:
    found = physicians(form(), BY_KIND[Kind.APPLICATION_FORM].physician_labels)
    assert [each.name.value for each in found if each.name] == ["孙启明"]


def test_the_day_beside_the_patients_signature_is_that_of_the_application() -> None:
    found = dates(form(), BY_KIND[Kind.APPLICATION_FORM].date_labels)
    assert [(each.role.value, str(each.date)) for each in found] == [
        ("applied", "2025-03-05"),
        ("opinion", "2025-03-08"),
    ]


def test_what_a_seal_over_the_day_says_does_not_part_it_from_the_signature() -> None:
    lines = (
        line("病情诊断书", 0.4, 0.1),
        *column(["患者李文静因头晕就诊。", "诊断：高血压"], 0.1, 0.2),
        line("主管医师：孙启明", 0.6, 0.6),
        line("2025年3月5日清诊断专用章", 0.7, 0.66),
    )
    found = dates((sheet_of(page(*lines)),), BY_KIND[Kind.DIAGNOSIS_CERTIFICATE].date_labels)
    assert [each.role.value for each in found] == ["issued"]
