"""Words and numbers beside others that would mislead: what is not said of them, or said of something else."""

from __future__ import annotations

import pytest

from extractors.fields.dates import dates
from extractors.fields.hospital import name_in
from extractors.fields.lab_values import measured
from extractors.fields.patient_numbers import visit_and_stay
from extractors.fields.physicians import physicians
from extractors.kinds.all import BY_KIND
from extractors.layout.sheet import sheet_of
from extractors.reading import Kind
from tests.extractors.lines import column, line, page
from tests.extractors.papers import assert_says, read


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("126(7.0mmol/L)", "126(7.0mmol/L)", ""),
        ("48(6.5%)", "48(6.5%)", ""),
        ("6(5.4 mmol/L)", "6(5.4mmol/L)", ""),
        ("17(个/μL)", "17", "个/μL"),
        ("4.2 mmol/L", "4.2", "mmol/L"),
    ],
)
def test_a_second_number_in_brackets_is_not_the_end_of_the_first(printed: str, value: str, unit: str) -> None:
    assert measured(printed) == (value, unit)


@pytest.mark.parametrize("printed", ["6 (5.4 mmol/L)", "12 34 mmol/L", "8.1 2h"])
def test_two_numbers_have_no_unit_in_common(printed: str) -> None:
    assert measured(printed)[1] == ""


REPORT = """
                   沅江口区人民医院
                   磁共振检查报告
姓名：游小满   性别：女   年龄：41岁   检查时间：2026/04/02
扫描方法：平扫（MR）
征象描述：
  肝右叶见小结节，边界清。
诊断印象：
  肝右叶结节。
  病灶仅为轻度强化，考虑良性。
书写医师：季大同
"""


def test_a_line_of_the_conclusion_that_says_only() -> None:
    want = "肝右叶结节。病灶仅为轻度强化,考虑良性。"
    assert_says(REPORT, {"f": {"conclusion": want, "modality": "MR"}})


def test_how_it_was_scanned_is_no_part_of_the_body() -> None:
    assert "body_part" not in [field.name for field in read(REPORT).fields]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("沅江骨科 中心医院", "沅江骨科 中心医院"),
        ("沅江眼科 第二医院", "沅江眼科 第二医院"),
        ("呼吸内科 沅江口区人民医院", "沅江口区人民医院"),
    ],
)
def test_a_department_before_a_gap_may_be_of_the_hospitals_name(printed: str, name: str) -> None:
    span = name_in(printed)
    assert span is not None and printed[slice(*span)] == name


@pytest.mark.parametrize("below", ["2026年3月1日入院治疗，病情好转。", "2026-03-01入院治疗，病情好转。"])
def test_a_day_behind_an_empty_place_is_no_number_of_a_stay(below: str) -> None:
    above = "患者游小满，女，四十一岁，家住沅江口区，住院号："
    sheets = (sheet_of(page(line("诊断证明书", 0.4, 0.1), *column([above, below], 0.1, 0.2, 0.028))),)
    assert visit_and_stay(sheets, False, False) == (None, None)


FORM = """
                   沅江口区人民医院
                   门诊慢特病认定申请表
姓名：游建军   性别：男   年龄：66岁   申请日期：2026-03-01
申请病种：高血压
专家意见：符合标准
签名：游建国   2026年3月8日
"""


def test_a_physician_whose_name_is_like_the_patients_signs_himself() -> None:
    want = {"ph": [("approving", "游建国", "")], "dt": [("applied", "2026-03-01"), ("opinion", "2026-03-08")]}
    assert_says(FORM, want)


def test_a_name_beside_a_title_is_not_the_patients() -> None:
    text = FORM.replace("建军", "小满").replace("专家意见：符合标准", "姓名：游建国   职称：主任医师   科室：心内科")
    assert [each.name.value for each in read(text).physicians if each.name] == ["游建国"]


@pytest.mark.parametrize(("sure", "names"), [(0.6, []), (0.99, ["游建国"])])
def test_a_signature_read_in_doubt_that_is_like_the_patients_is_his(sure: float, names: list[str]) -> None:
    lines = (
        line("门诊慢特病待遇认定申请表", 0.3, 0.1),
        *column(["姓名 游建军", "医师", "经审核符合标准。"], 0.15, 0.2),
        line("医师", 0.08, 0.53),
        line("签名：游建国", 0.6, 0.55, confidence=sure),
    )
    found = physicians((sheet_of(page(*lines)),), BY_KIND[Kind.APPLICATION_FORM].physician_labels)
    assert [each.name.value for each in found if each.name] == names


def test_a_diagnosis_beside_another_label_on_its_row_is_no_aside() -> None:
    text = """
                   沅江口区人民医院
                   诊断证明书
姓名：游小满   性别：女   年龄：41岁   门诊号：1234567
科室：心内科 诊断意见：高血压病2级
初步诊断：
 1. 冠心病
医师：季大同  2026年3月8日
"""
    assert_says(text, {"dx": ["高血压病2级", "冠心病"]})


def test_words_behind_dates_leave_other_labels_of_the_row_open() -> None:
    lines = (
        line("出院记录", 0.4, 0.06),
        line("2026-02-01 入院 2026-02-11 出院", 0.06, 0.2),
        line("记录日期：202", 0.55, 0.2),
    )
    found = dates((sheet_of(page(*lines)),), BY_KIND[Kind.DISCHARGE_RECORD].date_labels)
    assert "recorded" in [each.role.value for each in found]
