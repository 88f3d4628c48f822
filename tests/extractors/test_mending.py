"""Labels in two pieces."""

from __future__ import annotations

from extractors.layout.sheet import sheet_of
from extractors.layout.values import value_of
from tests.extractors.lines import line, page


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


def test_labels_below_each_other_stay_apart() -> None:
    lines = (line("入院诊断", 0.06, 0.19), line("出院诊断", 0.06, 0.21), line("胃癌", 0.2, 0.21))
    assert value("出院诊断", *lines) == "胃癌"
