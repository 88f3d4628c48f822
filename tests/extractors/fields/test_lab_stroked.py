"""Names with their codes behind a stroke, and ratios that look like them."""

from __future__ import annotations

from extractors.fields import lab_items
from tests.extractors.lines import page, table


def names(*rows: list[str]) -> list[tuple[str, str]]:
    head = ["检验项目/代码", "结果", "单位", "参考区间"]
    sheet = page(*table([head, *rows], [0.06, 0.45, 0.6, 0.75], 0.2))
    return [(i.name, i.code) for i in lab_items.extract([sheet])]


def test_codes_behind_strokes_are_none_of_the_names() -> None:
    assert names(
        ["总胆红素/TBil", "↑58.6", "umol/L", "5.0-21.0"],
        ["白蛋白/ALB", "↓27.1", "g/L", "40-55"],
        ["血氨/AMM", "92", "umol/L", "9-30"],
    ) == [("总胆红素", "TBil"), ("白蛋白", "ALB"), ("血氨", "AMM")]


def test_a_ratio_among_other_items_stays_whole() -> None:
    found = names(
        ["尿微量白蛋白", "126", "mg/L", "0-30"],
        ["尿肌酐", "4.2", "mmol/L", "3.5-22.0"],
        ["尿微量白蛋白/Cr", "265", "mg/g", "0-30"],
    )
    assert found[-1][0] == "尿微量白蛋白/Cr"
