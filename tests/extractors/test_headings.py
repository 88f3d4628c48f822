"""Rows of labels above rows of values, with a label misread."""

from __future__ import annotations

from extractors.fields.patient import patient
from extractors.layout.sheet import sheet_of
from tests.extractors.lines import line, page, table

XS = [0.08, 0.3, 0.5, 0.7]


def test_a_misread_heading_heads_its_column() -> None:
    lines = table([["姓名", "性别", "年龄", "特案号"], ["张三", "男", "28岁", "2405127"]], XS, 0.2)
    found = patient((sheet_of(page(*lines)),))
    assert found.inpatient_number is not None and found.inpatient_number.value == "2405127"
    assert found.inpatient_number.confidence < 0.9


def test_a_heading_nobody_knows_is_not_the_value_of_its_neighbour() -> None:
    lines = table([["姓名", "住院号", "医保身份", "年龄"], ["张三", "2405127", "职工", "28岁"]], XS, 0.2)
    found = patient((sheet_of(page(*lines)),))
    assert found.inpatient_number is not None and found.inpatient_number.value == "2405127"
    assert found.age is not None and found.age.value == "28"


def test_a_misread_label_counts_where_its_value_can_be_nothing_else() -> None:
    lines = table([["姓名", "张三", "特案号", "2405127"], ["住址", "某街", "电话", "13900000000"]], XS, 0.2)
    found = patient((sheet_of(page(*lines)),))
    assert found.name is not None and found.name.value == "张三"
    assert found.inpatient_number is not None and found.inpatient_number.value == "2405127"
    glossed = (line("性院号 Inpatient No.", 0.3, 0.2), line("0508157", 0.3, 0.222), line("眼科", 0.1, 0.222))
    found = patient((sheet_of(page(*glossed)),))
    assert found.inpatient_number is not None and found.inpatient_number.value == "0508157"


def test_a_misread_label_with_another_sort_of_value_is_none() -> None:
    lines = table([["姓名", "张三", "特案号", "十二床"], ["住址", "某街", "电话", "13900000000"]], XS, 0.2)
    assert patient((sheet_of(page(*lines)),)).inpatient_number is None


def test_two_labels_in_one_wrapped_cell() -> None:
    lines = (line("性别/年", 0.5, 0.2), line("龄", 0.5, 0.218), line("女/51岁", 0.65, 0.209))
    found = patient((sheet_of(page(*lines)),))
    assert found.age is not None and found.age.value == "51"
    assert found.sex is not None and found.sex.value == "女"
