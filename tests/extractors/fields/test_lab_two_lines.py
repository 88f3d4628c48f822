"""Laboratory items printed over two lines that share the columns."""

from __future__ import annotations

import pytest

from extractors.fields import lab_items
from extractors.reading import Line, Page
from tests.extractors.lines import line, page, table, width_of

ITEMS = (
    ("PT", "凝血酶原时间", "27.8", "↑", "s", "9.4-12.5"),
    ("PTA", "凝血酶原活动度", "29", "↓", "%", "70-130"),
    ("FIB", "纤维蛋白原", "3.12", "", "g/L", "2.38-4.98"),
)
WANTED = [
    ("凝血酶原时间", "PT", "27.8", "s", "9.4-12.5", "H"),
    ("凝血酶原活动度", "PTA", "29", "%", "70-130", "L"),
    ("纤维蛋白原", "FIB", "3.12", "g/L", "2.38-4.98", ""),
]


def found(sheet: Page) -> list[tuple[str, str, str, str, str, str]]:
    return [(i.name, i.code, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])]


def two_lines(first: list[tuple[float, int]], second: list[tuple[float, int]], header: bool) -> list[Line]:
    """Each item's cells at their places: `first` and `second` give x and which of the item's texts stands there."""
    lines = [line(text, x, 0.16) for x, text in ((0.05, "项目"), (0.5, "结果"), (0.75, "参考值"))] if header else []
    for i, (code, name, value, mark, unit, span) in enumerate(ITEMS):
        texts = (code, name, f"{value} {mark}".strip(), unit, span)
        for cells, y in ((first, 0.2 + 0.05 * i), (second, 0.222 + 0.05 * i)):
            lines.extend(line(texts[at], x, y) for x, at in cells)
    return lines


@pytest.mark.parametrize("header", [False, True])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([(0.05, 0), (0.5, 2), (0.75, 4)], [(0.05, 1), (0.5, 3)]),  # PT 27.8 9.4-12.5 / 凝血酶原时间 s
        ([(0.05, 1), (0.5, 2), (0.75, 4)], [(0.05, 0), (0.5, 3)]),  # the name above, its code below
        ([(0.05, 1), (0.5, 2), (0.65, 3)], [(0.05, 0), (0.5, 4)]),  # the range below the value
    ],
)
def test_two_lines_that_share_the_columns(
    first: list[tuple[float, int]], second: list[tuple[float, int]], header: bool
) -> None:
    assert found(page(*two_lines(first, second, header))) == WANTED


def test_an_item_without_a_unit_needs_no_second_line_and_a_code_like_a_unit_is_its_name() -> None:
    lines = two_lines([(0.05, 0), (0.5, 2), (0.75, 4)], [(0.05, 1), (0.5, 3)], header=False)
    ratio = [line(text, x, 0.35) for x, text in ((0.05, "INR"), (0.5, "2.46 ↑"), (0.75, "0.80-1.20"))]
    called = [line("国际标准化比值", 0.05, 0.372)]
    assert found(page(*lines, *ratio, *called))[-1] == ("国际标准化比值", "INR", "2.46", "", "0.80-1.20", "H")


def test_names_that_wrap_in_a_table_of_one_line_each_stay_theirs() -> None:
    rows = [
        ["项目", "结果", "单位", "参考值"],
        ["N末端脑钠肽前体", "320", "pg/mL", "0-125"],
        ["(电化学发光法)", "", "", ""],
        ["肌钙蛋白I", "0.01", "ng/mL", "0-0.04"],
        ["(化学发光法)", "", "", ""],
    ]
    sheet = page(*table(rows, [0.05, 0.4, 0.55, 0.7], 0.2, 0.022))
    assert [(name, value, unit) for name, _, value, unit, *_ in found(sheet)] == [
        ("N末端脑钠肽前体(电化学发光法)", "320", "pg/mL"),
        ("肌钙蛋白I(化学发光法)", "0.01", "ng/mL"),
    ]


def test_a_number_right_behind_a_unit_is_no_item() -> None:
    lines = two_lines([(0.05, 0), (0.5, 2), (0.75, 4)], [(0.05, 1), (0.5, 3)], header=False)
    assert found(page(*lines, line("复查 g/L 5.2", 0.05, 0.4), line("mL/min 1.73", 0.05, 0.43))) == WANTED


SLIP = (
    ("尿素", "UREA", "7.9 H", "mmol/L", "2.6-7.5"),
    ("肌酐", "CREA", "68", "umol/L", "41-81"),
    ("电解质",),
    ("血清钾", "K", "4.2", "mmol/L", "3.5-5.3"),
    ("17-羟孕酮", "17-OHP", "1.02", "nmol/L", "0.30-2.34"),
)


def slip(coded: bool, indent: float) -> Page:
    """Names left and values right, below them codes and `unit [range]`, as printers in a hospital's hall set them."""
    lines, y = [line("检验结果", 0.4, 0.05), line("肾功能", 0.05, 0.2)], 0.225
    for first, *rest in SLIP:
        if not rest:
            lines.append(line(first, 0.05, y))
            y += 0.025
            continue
        code, value, unit, span = rest
        below = f"{unit} [{span}]"
        lines += [line(first, 0.05, y), line(value, 0.95 - width_of(value), y)]
        lines += [line(code, 0.05 + indent, y + 0.025)] if coded else []
        lines += [line(below, 0.95 - width_of(below), y + 0.025)]
        y += 0.05
    return page(*lines)


@pytest.mark.parametrize(("coded", "indent"), [(True, 0.02), (True, 0.0), (False, 0.0)])
def test_two_lines_that_share_their_edges_alone_with_titles_of_panels_between(coded: bool, indent: float) -> None:
    items = lab_items.extract([slip(coded, indent)])
    assert [(i.name, i.code, i.value, i.unit, i.reference, i.flag, i.panel) for i in items] == [
        ("尿素", "UREA" if coded else "", "7.9", "mmol/L", "2.6-7.5", "H", 0),
        ("肌酐", "CREA" if coded else "", "68", "umol/L", "41-81", "", 0),
        ("血清钾", "K" if coded else "", "4.2", "mmol/L", "3.5-5.3", "", 1),
        ("17-羟孕酮", "17-OHP" if coded else "", "1.02", "nmol/L", "0.30-2.34", "", 1),
    ]


def test_a_range_that_is_announced_below_the_mark_of_its_item() -> None:
    """Receipts of self-service printers: name, value and mark, 参考 below the mark; a bound is a value as well."""
    rows = [
        ("粒细胞缺失", "86.4 %", "偏高", "参考 <0.1"),
        ("乳酸脱氢酶", "1184 U/L", "偏高", "参考 120-250"),
        ("结合珠蛋白", "<0.07 g/L", "偏低", "参考 0.3-2.0"),
    ]
    lines = [
        line(text, x, 0.2 + 0.05 * i + dy)
        for i, row in enumerate(rows)
        for text, x, dy in zip(row, (0.08, 0.47, 0.68, 0.68), (0, 0, 0, 0.022), strict=True)
    ]
    assert [(n, v, u, r, f) for n, _, v, u, r, f in found(page(*lines))] == [
        ("粒细胞缺失", "86.4", "%", "<0.1", "H"),
        ("乳酸脱氢酶", "1184", "U/L", "120-250", "H"),
        ("结合珠蛋白", "<0.07", "g/L", "0.3-2.0", "L"),
    ]
