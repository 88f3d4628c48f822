"""Cells of forms: a label above its value, and what a narrow cell wraps."""

from __future__ import annotations

from extractors.order import reading_order
from extractors.reading import Line
from tests.extractors.lines import line, table

XS = [0.08, 0.3, 0.5, 0.72]


def texts(*lines: Line) -> list[str]:
    return [each.text for each in reading_order(lines)]


def test_values_below_their_labels_follow_them() -> None:
    grid = table([["姓名 Name", "性别", "年龄 Age", "就诊科室"], ["张三", "男", "58岁", "心内科"]], XS, 0.2, 0.024)
    after = table(
        [["出生日期", "证件号码", "门诊号", "医疗机构"], ["1967-03-05", "3798", "26096", "甲医院"]], XS, 0.27, 0.024
    )
    assert texts(*grid, *after, line("诊断", 0.08, 0.36)) == [
        *("姓名 Name", "张三", "性别", "男", "年龄 Age", "58岁", "就诊科室", "心内科"),
        *("出生日期", "1967-03-05", "证件号码", "3798", "门诊号", "26096", "医疗机构", "甲医院"),
        "诊断",
    ]


def test_a_value_that_wraps_stays_in_its_cell() -> None:
    grid = table([["姓名", "性别", "年龄", "医疗机构"], ["张三", "男", "58岁", "示例大学附属医"]], XS, 0.2, 0.024)
    assert texts(*grid, line("院", 0.72, 0.245), line("诊断", 0.08, 0.31))[-3:] == ["示例大学附属医", "院", "诊断"]


def test_a_table_with_its_header_is_read_across() -> None:
    rows = [
        ["项目", "结果", "单位", "参考区间"],
        ["白细胞", "6.2", "10^9/L", "4-10"],
        ["血红蛋白", "135", "g/L", "115-150"],
    ]
    for step in (0.02, 0.024, 0.035):
        assert texts(*table(rows, XS, 0.2, step)) == [cell for row in rows for cell in row]
        assert texts(*table(rows[:2], XS, 0.2, step)) == [cell for row in rows[:2] for cell in row]


def test_labels_beside_their_values_are_read_across() -> None:
    rows = [["姓名：", "张三", "性别：", "男"], ["科别：", "心内科", "床号：", "12"]]
    assert texts(*table(rows, XS, 0.2, 0.024), line("主诉：胸闷3天。", 0.08, 0.3))[:8] == [*rows[0], *rows[1]]


def test_a_time_below_its_date_stays_with_it() -> None:
    rows = [["科室：眼科", "标本：血清", "采集：2026-10-15", "接收：2026-10-15"], ["", "", "08:43", "09:51"]]
    assert texts(*table(rows, XS, 0.2, 0.025)) == [
        *("科室：眼科", "标本：血清"),
        *("采集：2026-10-15", "08:43", "接收：2026-10-15", "09:51"),
    ]


def test_a_number_below_its_label_stays_with_it() -> None:
    rows = [
        ["病理号", "张三", "男", "内科"],
        ["625903820", "", "", ""],
        ["标本名称 胃窦", "", "", "接收日期 2026-08-14"],
    ]
    assert texts(*table(rows, XS, 0.2, 0.025))[:3] == ["病理号", "625903820", "张三"]


def test_a_wrapped_label_comes_before_the_text_beside_it() -> None:
    lines = (
        line("入院", 0.08, 0.20), line("日期", 0.08, 0.23), line("2026.10.09", 0.16, 0.215),
        line("出院日期", 0.4, 0.215),
        line("诊疗", 0.08, 0.30), line("经过", 0.08, 0.33), line("患者多囊肾病终末期，三年前置管", 0.16, 0.30),
        line("平衡试验为高平均转运。", 0.16, 0.33),
        line("注意", 0.08, 0.40), line("事项", 0.08, 0.43), line("每月复查。", 0.16, 0.415),
    )  # fmt: skip
    assert texts(*lines) == [
        *("入院", "日期", "2026.10.09", "出院日期"),
        *("诊疗", "经过", "患者多囊肾病终末期，三年前置管", "平衡试验为高平均转运。"),
        *("注意", "事项", "每月复查。"),
    ]
