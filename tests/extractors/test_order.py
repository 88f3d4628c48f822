"""In which order lines are read."""

from __future__ import annotations

from extractors.order import reading_order
from tests.extractors.lines import line, table

HEADER = ["项目名称", "结果", "单位", "项目名称", "结果", "单位"]
XS = [0.06, 0.25, 0.35, 0.52, 0.72, 0.85]


def texts(*lines: object) -> list[str]:
    return [each.text for each in reading_order(lines)]  # type: ignore[arg-type]


def test_rows_from_top_to_bottom_and_left_to_right() -> None:
    assert texts(line("乙", 0.5, 0.102), line("丙", 0.1, 0.14), line("甲", 0.1, 0.1)) == ["甲", "乙", "丙"]


def test_tables_side_by_side_are_read_one_after_the_other() -> None:
    lines = (
        line("检验项目：血细胞分析", 0.06, 0.17),
        *table([HEADER, ["白细胞", "6.5", "%", "红细胞", "4.2", "%"], ["血红蛋白", "135", "g/L", "", "", ""]], XS, 0.2),
        line("检验者：张三", 0.06, 0.32),
        line("审核者：李四", 0.5, 0.32),
    )
    assert texts(*lines) == [
        "检验项目：血细胞分析",
        *("项目名称", "结果", "单位", "白细胞", "6.5", "%", "血红蛋白", "135", "g/L"),
        *("项目名称", "结果", "单位", "红细胞", "4.2", "%"),
        *("检验者：张三", "审核者：李四"),
    ]


def test_a_word_of_the_header_may_be_misread_in_one_of_the_tables() -> None:
    header = ["项目", "缩写", "结果", "项目", "编写", "结果"]
    row = ["白细胞", "WBC", "6.5", "红细胞", "RBC", "4.2"]
    assert texts(*table([header, row], XS, 0.2)) == [*header[:3], *row[:3], *header[3:], *row[3:]]


def test_a_row_of_equal_values_is_no_header() -> None:
    lines = table([["阴性", "1.0", "阴性", "1.0"], ["甲", "2", "乙", "3"]], [0.1, 0.2, 0.5, 0.6], 0.2)
    assert texts(*lines) == ["阴性", "1.0", "阴性", "1.0", "甲", "2", "乙", "3"]


def test_lines_of_a_curled_page_keep_their_order() -> None:
    """Photographed, the rows fall or rise by more than half a line over the page's width."""
    lines = [
        line(f"{row}{column}", 0.1 + 0.2 * column, 0.2 + 0.025 * row - 0.007 * column)
        for row in (1, 2, 3)
        for column in range(4)
    ]
    assert texts(*reversed(lines)) == [f"{row}{column}" for row in (1, 2, 3) for column in range(4)]


def test_small_print_beside_a_title_comes_behind_it() -> None:
    title = line("示例市人民医院检验报告单", 0.3, 0.04, height=0.028)
    assert texts(line("第1页/共1页", 0.85, 0.0365), title) == [title.text, "第1页/共1页"]
