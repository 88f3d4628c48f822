"""Labels in two pieces."""

from __future__ import annotations

import pytest

from extractors.fields.patient import patient
from extractors.layout.sheet import sheet_of
from extractors.layout.values import value_of
from tests.extractors.lines import line, page, table


def value(label: str, *lines_: object) -> str | None:
    sheet = sheet_of(page(*lines_))  # type: ignore[arg-type]
    found = [value_of(each, sheet) for each in sheet.labels_of((label,))]
    return next((each.text for each in found if each is not None), None)


def test_a_label_that_its_cell_wraps_reads_as_one() -> None:
    lines = (
        line("公民身", 0.06, 0.19),
        line("份号码", 0.06, 0.21),
        line("379826197502280606", 0.14, 0.19),
        line("手机号", 0.42, 0.19),
        line("18800007536", 0.6, 0.19),
    )
    assert value("公民身份号码", *lines) == "379826197502280606"
    assert value("手机号", *lines) == "18800007536"


def test_the_value_may_stand_beside_the_second_piece() -> None:
    assert value("工作单位", line("工作", 0.06, 0.19), line("单位", 0.06, 0.21), line("某厂", 0.14, 0.21)) == "某厂"


def test_the_value_may_stand_level_with_neither_piece() -> None:
    lines = (line("门诊/住院", 0.06, 0.19), line("号", 0.088, 0.218), line("1409221", 0.2, 0.204))
    assert value("门诊/住院号", *lines) == "1409221"


def test_labels_below_each_other_stay_apart() -> None:
    lines = (line("入院诊断", 0.06, 0.19), line("出院诊断", 0.06, 0.21), line("胃癌", 0.2, 0.21))
    assert value("出院诊断", *lines) == "胃癌"


@pytest.mark.parametrize("rest", ["名 桓之黛", "名桓之黛", "名：桓之黛"])
def test_a_label_set_wide_with_its_value_behind_a_gap(rest: str) -> None:
    found = patient([sheet_of(page(line("姓", 0.28, 0.2), line(rest, 0.35, 0.2)))])
    assert found.name is not None and found.name.value == "桓之黛"


def test_two_known_labels_with_a_value_each_are_not_one() -> None:
    rows = table([["参保人", "乜秀焱"], ["身份证号", "379821196212087916"]], [0.12, 0.23], 0.2)
    found = patient([sheet_of(page(*rows))])
    assert found.name is not None and found.name.value == "乜秀焱"
    assert found.id_number is not None and found.id_number.value == "379821196212087916"
