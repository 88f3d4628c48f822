"""Herbs of decoctions, as Chinese prescriptions print them."""

from __future__ import annotations

import pytest

from extractors.fields import medications
from extractors.reading import Page
from tests.extractors.lines import line, page, table


def herbs(sheet: Page) -> list[tuple[str, str, str]]:
    return [(each.name, each.dose, each.frequency) for each in medications.extract([sheet])]


def test_several_on_a_row_with_how_they_are_cooked() -> None:
    rows = [["黄芪30g", "白术15g", "防风10g", "炙甘草6g"], ["砂仁6g（后下）", "生石膏30g先煎", "大枣6枚", "生姜3片"]]
    sheet = page(
        line("琴港市中医院中药饮片处方笺", 0.3, 0.05),
        *table(rows, [0.06, 0.3, 0.54, 0.78], 0.2),
        line("共7剂，水煎服，日1剂，早晚分服", 0.06, 0.3),
        line("医师：李四", 0.1, 0.5),
    )
    assert herbs(sheet) == [
        ("黄芪", "30g", ""), ("白术", "15g", ""), ("防风", "10g", ""), ("炙甘草", "6g", ""),
        ("砂仁", "6g", ""), ("生石膏", "30g", ""), ("大枣", "6枚", ""), ("生姜", "3片", ""),
    ]  # fmt: skip


def test_on_one_line() -> None:
    sheet = page(line("中药处方", 0.4, 0.05), line("生黄芪30g 麸炒白术15g 陈皮9g 茯苓 20g", 0.06, 0.2))
    assert [name for name, _, _ in herbs(sheet)] == ["生黄芪", "麸炒白术", "陈皮", "茯苓"]


def test_a_table_in_two_halves_with_units_and_notes() -> None:
    header = ["序号", "药名", "剂量", "单位", "脚注"]
    rows = [
        [*header, *header],
        ["1", "黄芩", "10", "g", "", "2", "柴胡", "12", "g", ""],
        ["3", "钩藤", "15", "g", "后下", "4", "天麻", "10", "g", ""],
    ]
    xs = [0.05, 0.1, 0.25, 0.33, 0.4, 0.52, 0.58, 0.72, 0.8, 0.88]
    sheet = page(line("中草药处方", 0.4, 0.05), *table(rows, xs, 0.2), line("剂数：7剂", 0.05, 0.4))
    assert herbs(sheet) == [("黄芩", "10g", ""), ("柴胡", "12g", ""), ("钩藤", "15g", ""), ("天麻", "10g", "")]


@pytest.mark.parametrize("title", ["检验报告单", "出院记录"])
def test_weights_on_other_papers_are_no_herbs(title: str) -> None:
    rows = [["体重60g", "总量15g"], ["肉汤30g", "米饭20g"]]
    assert herbs(page(line(title, 0.4, 0.05), *table(rows, [0.06, 0.3], 0.2))) == []


def test_what_a_decoction_weighs_is_none_of_its_herbs() -> None:
    sheet = page(
        line("中药处方 水煎服", 0.4, 0.05),
        line("当归12g 川芎9g 白芍15g 熟地黄20g", 0.06, 0.2),
        line("每剂总重56g", 0.06, 0.24),
    )
    assert [name for name, _, _ in herbs(sheet)] == ["当归", "川芎", "白芍", "熟地黄"]


def test_the_title_of_the_paper_is_no_drug() -> None:
    assert herbs(page(line("琴港市红十字医院中药饮片", 0.3, 0.05), line("甲钴胺片 0.5mg 口服 每日3次", 0.1, 0.2))) == [
        ("甲钴胺片", "0.5mg", "口服 每日3次")
    ]


def test_weights_without_a_unit_where_the_paper_says_they_are_grams() -> None:
    sheet = page(
        line("桂林堂中医门诊 处方", 0.3, 0.05),
        line("熟地20 山药12 牡丹皮9 泽泻9后下 茯苓10 鹿角胶6烊化", 0.1, 0.2),
        line("七剂 水煎服 一日一剂 （单位：克）", 0.1, 0.24),
        line("随访3 复诊14", 0.1, 0.3),
    )
    assert herbs(sheet) == [
        ("熟地", "20", ""), ("山药", "12", ""), ("牡丹皮", "9", ""),
        ("泽泻", "9", ""), ("茯苓", "10", ""), ("鹿角胶", "6", ""),
    ]  # fmt: skip
    unsaid = page(line("中药处方 水煎服", 0.3, 0.05), line("熟地20 山药12 牡丹皮9 泽泻9", 0.1, 0.2))
    assert herbs(unsaid) == []


def test_herbs_run_on_beside_a_heading() -> None:
    sheet = page(
        line("中医门诊病历", 0.3, 0.05),
        line("方药", 0.05, 0.2),
        line("黄芪30g 党参15g 当归10g 川芎9g 桃仁", 0.2, 0.2),
        line("10g 红花6g 甘草6g", 0.2, 0.225),
        line("7剂，水煎服", 0.2, 0.25),
    )
    assert [(name, dose) for name, dose, _ in herbs(sheet)] == [
        ("黄芪", "30g"), ("党参", "15g"), ("当归", "10g"), ("川芎", "9g"),
        ("桃仁", "10g"), ("红花", "6g"), ("甘草", "6g"),
    ]  # fmt: skip
