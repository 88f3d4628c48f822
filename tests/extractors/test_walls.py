"""Upright rules that part a page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import cv2
import numpy as np
import pytest

from extractors.order import reading_order
from extractors.reading import Line
from extractors.rulings import PictureRulings
from tests.extractors.lines import column, line, table

SIDE = 1000
Stroke = tuple[float, float, float, float]  # in page widths

SIDEBAR = ["姓名：张三", "性别：男", "年龄：60岁", "住院号：2609", "标本：血清"]
RESULTS = [
    ["项目", "结果", "参考区间"],
    ["甲胎蛋白", "4.33", "0-7"],
    ["癌胚抗原", "6.83", "0-5"],
    ["铁蛋白", "93", "22-322"],
]


def page(strokes: Iterable[Stroke], *, dashed: bool = False, tilt: float = 0.0) -> np.ndarray:
    image = np.full((1414, SIDE, 3), 235, np.uint8)
    for x0, y0, x1, y1 in strokes:
        steps = np.linspace(0, 1, 60)
        for a, b in list(pairwise(steps))[:: 2 if dashed else 1]:
            ends = [(x0 + (x1 - x0) * at, y0 + (y1 - y0) * at) for at in (a, b)]
            start, end = ((round((x - tilt * y) * SIDE), round((y + tilt * x) * SIDE)) for x, y in ends)
            cv2.line(image, start, end, (60.0, 60.0, 60.0), 2)
    return image


def read(lines: Iterable[Line], image: np.ndarray) -> list[str]:
    return [each.text for each in reading_order(tuple(lines), PictureRulings(image, np.diag([SIDE, 1414.0, 1.0])))]


def beside() -> tuple[Line, ...]:
    """A bar of the patient's data, its rows at another pitch than those of the results beside it."""
    return (*column(SIDEBAR, 0.05, 0.2, 0.031), *table(RESULTS, [0.35, 0.6, 0.75], 0.2, 0.034))


FOOT = (line("检验者：李四", 0.05, 0.5), line("审核者：王五", 0.5, 0.5))
APART = [*SIDEBAR, *(cell for row in RESULTS for cell in row), "检验者：李四", "审核者：王五"]


@pytest.mark.parametrize("dashed", [False, True])
@pytest.mark.parametrize("tilt", [0.0, 0.004])
def test_what_a_rule_parts_is_read_one_after_the_other(dashed: bool, tilt: float) -> None:
    image = page([(0.3, 0.18, 0.3, 0.4)], dashed=dashed, tilt=tilt)
    assert read((*beside(), *FOOT), image) == APART


def test_without_the_rule_rows_are_read_across() -> None:
    assert read((*beside(), *FOOT), page([]))[:3] == ["姓名：张三", "项目", "结果"]


def test_a_counterfoil_ends_where_its_rule_ends() -> None:
    stub = column(["存根", "姓名：张三", "诊断：高血压病"], 0.04, 0.2, 0.03)
    main = column(["诊断证明书", "姓名：张三 男 60岁", "诊断：高血压病3级", "建议：规律服药"], 0.4, 0.2, 0.03)
    image = page([(0.3, 0.15, 0.3, 0.33)], dashed=True)
    expected = [each.text for each in (*stub, *main, *FOOT)]
    assert read((*stub, *main, *FOOT), image) == expected


FORM = [["姓名", "张三"], ["性别", "男"], ["住院号", "2609"], ["诊断", "高血压病"], ["建议", "规律服药"]]


def grid(*, levels: Iterable[float]) -> list[Stroke]:
    return [(0.2, 0.19, 0.2, 0.36), *((0.04, y, 0.95, y) for y in levels)]


@pytest.mark.parametrize("levels", [[0.19, 0.2245, 0.2545, 0.2845, 0.3145, 0.36], [0.2245]])
def test_a_rule_of_a_form_or_a_table_parts_nothing(levels: list[float]) -> None:
    cells = table(FORM, [0.06, 0.25], 0.2)
    assert read(cells, page(grid(levels=levels))) == [cell for row in FORM for cell in row]


def test_columns_parted_by_rules_are_a_table() -> None:
    rows = [
        ["1", "二甲双胍片", "0.5g"],
        ["2", "阿卡波糖片", "50mg"],
        ["3", "格列齐特缓释片", "30mg"],
        ["4", "维格列汀片", "50mg"],
    ]
    walls = [(x, 0.19, x, 0.33) for x in (0.12, 0.5)]
    assert read(table(rows, [0.06, 0.15, 0.6], 0.2), page(walls)) == [cell for row in rows for cell in row]
