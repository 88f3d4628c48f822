"""Sheets of fax machines and worn copiers, on which the dashes of the ranges were lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields import lab_items
from extractors.reading import Line, Page
from tests.extractors.lines import line, page, table

XS = [0.05, 0.1, 0.42, 0.52, 0.62, 0.82]
HEADS = ["序号", "检验项目", "结果", "提示", "参考区间", "单位"]


def found(sheet: Page) -> list[tuple[str, str, str, str, str]]:
    return [(i.name, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])]


def spaced(text: str, x: float, y: float, gap: int, wide: float = 2.6) -> Line:
    """A line whose digits stand evenly, but for `wide` steps before the one at `gap`."""
    steps = [wide if i == gap else 1.0 for i in range(1, len(text))]
    at, places = 0.5, [0.5]
    for step in steps:
        at += step
        places.append(at)
    whole = places[-1] + 0.5
    one = line(text, x, y)
    width = 0.0085 * whole
    box = replace(one.box, x1=one.box.x0 + width)
    return replace(one, box=box, char_positions=tuple(place / whole for place in places))


def test_two_numbers_under_the_head_of_the_ranges_are_its_ends() -> None:
    rows = [
        ["1", "总蛋白", "61.4", "↓", "65.0 85.0", "g/L"],
        ["2", "白蛋白", "33.9", "↓", "40 55", "g/L"],
        ["3", "球蛋白", "27.5", "", "20-40", "g/L"],
    ]
    assert found(page(*table([HEADS, *rows], XS, 0.2))) == [
        ("总蛋白", "61.4", "g/L", "65.0-85.0", "L"),
        ("白蛋白", "33.9", "g/L", "40-55", "L"),
        ("球蛋白", "27.5", "g/L", "20-40", ""),
    ]


@pytest.mark.parametrize(
    ("read", "gap", "reference"),
    [("4555", 2, "45-55"), ("9.020.5", 3, "9.0-20.5"), ("125350", 3, "125-350"), (".82100", 3, "82-100")],
)
def test_a_gap_between_digits_is_where_the_dash_was(read: str, gap: int, reference: str) -> None:
    rows = [["1", "谷丙转氨酶", "31", "", "", "U/L"], ["2", "谷草转氨酶", "22", "", "15-40", "U/L"]]
    sheet = page(*table([HEADS, *rows], XS, 0.2), spaced(read, XS[4], 0.23, gap))
    assert found(sheet)[0] == ("谷丙转氨酶", "31", "U/L", reference, "")


def test_digits_that_stand_evenly_are_one_number_and_a_falling_pair_no_range() -> None:
    rows = [["1", "谷丙转氨酶", "31", "", "", "U/L"], ["2", "谷草转氨酶", "22", "", "", "U/L"]]
    even, falling = spaced("4555", XS[4], 0.23, 2, wide=1.2), spaced("5545", XS[4], 0.26, 2)
    assert [item[3] for item in found(page(*table([HEADS, *rows], XS, 0.2), even, falling))] == ["4555", "5545"]


def test_two_numbers_under_the_head_of_the_results_stay_two() -> None:
    rows = [["项目", "结果", "", "单位", "参考值"], ["胰岛素", "5.1", "62.7", "mU/L", "2.6-24.9"]]
    (item,) = found(page(*table(rows, [0.05, 0.4, 0.46, 0.6, 0.8], 0.2)))
    assert item[1] == "5.1 62.7"


@pytest.mark.parametrize("panel", ["肝功能+血脂", "甲状腺功能(三项)", "血细胞分析（三分类）", "离子测定"])
def test_a_panel_s_name_heads_the_names_where_nothing_else_does(panel: str) -> None:
    rows = [
        ["1", "★总胆固醇(TC)", "6.02", "↑", "3.10 5.20", "mmol/L"],
        ["2", "甘油三酯(TG)", "1.11", "", "0.4-1.7", "mmol/L"],
    ]
    sheet = page(*table([["", panel, "结果", "", "生物参考区间", "单位"], *rows], XS, 0.2))
    assert found(sheet) == [
        ("总胆固醇", "6.02", "mmol/L", "3.10-5.20", "H"),
        ("甘油三酯", "1.11", "mmol/L", "0.4-1.7", ""),
    ]


def test_each_half_of_a_sheet_is_headed_by_its_panel() -> None:
    heads = ["血常规", "结果", "单位", "参考值"]
    rows = [
        ["白细胞", "5.1", "10^9/L", "3.5 9.5", "凝血酶原时间", "12.1", "s", "9.4 12.5"],
        ["红细胞", "4.4", "10^12/L", "4.3-5.8", "凝血酶时间", "17", "s", "14-21"],
    ]
    xs = [0.02, 0.15, 0.24, 0.36, 0.5, 0.67, 0.75, 0.86]
    assert found(page(*table([[*heads, "凝血四项", *heads[1:]], *rows], xs, 0.2))) == [
        ("白细胞", "5.1", "10^9/L", "3.5-9.5", ""),
        ("红细胞", "4.4", "10^12/L", "4.3-5.8", ""),
        ("凝血酶原时间", "12.1", "s", "9.4-12.5", ""),
        ("凝血酶时间", "17", "s", "14-21", ""),
    ]


def test_the_upper_end_may_stand_beside_a_narrow_head_and_a_dash_be_read_as_a_dot() -> None:
    rows = [["总钙", "2.20", "mmol/L", "2.11   2.52"], ["钾", "4.1", "mmol/L", "3.50·5.30"]]
    sheet = page(*table([["项目", "结果", "单位", "参考值"], *rows], [0.05, 0.4, 0.6, 0.8], 0.2))
    assert [item[3] for item in found(sheet)] == ["2.11-2.52", "3.50-5.30"]
