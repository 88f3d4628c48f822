"""Orders whose parts share a cell, herbs whose list runs on over lines, doses without a unit."""

from __future__ import annotations

import pytest

from extractors.fields import medications
from extractors.reading import Page
from tests.extractors.lines import column, page, table


def read(sheet: Page) -> list[tuple[str, str, str]]:
    return [(each.name, each.dose, each.frequency) for each in medications.extract([sheet])]


@pytest.mark.parametrize(
    ("rows", "drugs"),
    [
        (
            [["开始时间", "医嘱内容", "用法", "频次"], ["2026-05-06 10:20", "0.9%氯化钠注射液 250ml", "静滴", "bid"],
             ["2026-05-06 10:20", "头孢哌酮舒巴坦 3g", "静滴", "bid"],
             ["2026-05-06 10:31", "孟鲁司特钠片 10mg", "口服", "qn"]],
            [("0.9%氯化钠注射液", "250ml", "静滴 bid"), ("头孢哌酮舒巴坦", "3g", "静滴 bid"),
             ("孟鲁司特钠片", "10mg", "口服 qn")],
        ),
        (
            [["频率", "途径", "长期医嘱", "医师"], ["每日一次", "口服", "螺内酯片 20mg", "和远"],
             ["每日两次", "口服", "呋塞米 40mg", "和远"]],
            [("螺内酯片", "20mg", "口服 每日一次"), ("呋塞米", "40mg", "口服 每日两次")],
        ),
        (
            [["药品名称", "用法", "频次", "数量"], ["非洛地平缓释片 5mg", "口服", "qd", "2盒"],
             ["门冬胰岛素注射液 300U", "皮下注射", "tid", "1支"]],
            [("非洛地平缓释片", "", "口服 qd"), ("门冬胰岛素注射液", "", "皮下注射 tid")],
        ),
    ],
)  # fmt: skip
def test_drug_and_dose_in_one_cell(rows: list[list[str]], drugs: list[tuple[str, str, str]]) -> None:
    assert read(page(*table(rows, [0.05, 0.30, 0.56, 0.84], 0.2))) == drugs


@pytest.mark.parametrize("mark", ["药物1 ", "药品2：", "药物③ "])
def test_drugs_counted_by_the_word(mark: str) -> None:
    rows = [["服药", f"{mark}培哚普利叔丁胺片", "每日1次 每次4mg"]]
    assert read(page(*table(rows, [0.08, 0.2, 0.55], 0.4))) == [("培哚普利叔丁胺片", "4mg", "每日1次")]


@pytest.mark.parametrize(
    "lines",
    [
        ["黄芪 30g、党参 15g、白术 10g、茯", "苓 15g、当归 10g"],
        ["黄芪 30g、党参 15g、白术", "10g、茯苓 15g、当归 10g"],
        ["黄芪 30g 党参 15g 白术 1", "0g 茯苓 15g 当归", "10g"],
    ],
)
def test_herbs_that_run_on_over_lines(lines: list[str]) -> None:
    sheet = page(*column(["处方：7剂 水煎服", *lines], 0.08, 0.2, 0.025))
    assert [(name, dose) for name, dose, _ in read(sheet)] == [
        ("黄芪", "30g"), ("党参", "15g"), ("白术", "10g"), ("茯苓", "15g"), ("当归", "10g"),
    ]  # fmt: skip


def test_a_dose_without_its_unit() -> None:
    lines = ["Rp：", "卡马西平片 0.1 tid", "碳酸钙片 0.75 po bid", "维生素C片 2 片 qd"]
    assert [dose for _, dose, _ in read(page(*column(lines, 0.08, 0.2)))] == ["0.1", "0.75", "2片"]


def test_given_before_or_after_what_is_done() -> None:
    lines = [
        "用药：蔗糖铁注射液 100mg 静脉滴注 透析中；依诺肝素钠注射液 4000IU 皮下注射 术前",
        "地塞米松注射液 5mg 静推，输血前",
    ]
    assert [times for _, _, times in read(page(*column(lines, 0.08, 0.2)))] == [
        "静脉滴注 透析中", "皮下注射 术前", "静推 输血前",
    ]  # fmt: skip
