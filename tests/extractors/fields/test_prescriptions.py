"""Prescriptions as other systems print them: labelled parts below the drug, halves, packs, Latin words."""

from __future__ import annotations

import pytest

from extractors.fields import medications
from extractors.reading import Page
from tests.extractors.lines import column, page, table


def drugs(*lines: str) -> list[tuple[str, str, str]]:
    return read(page(*column(list(lines), 0.08, 0.2)))


def read(sheet: Page) -> list[tuple[str, str, str]]:
    return [(each.name, each.dose, each.frequency) for each in medications.extract([sheet])]


def test_parts_named_on_lines_below_the_drug() -> None:
    assert drugs(
        "1、阿托伐他汀钙片(立普妥)", "规格：20mg*7片  数量：4盒", "用法：口服 用量：20mg 频次：每晚一次(qn)",
        "2、苯磺酸氨氯地平片", "规格：5mg*28片 数量：1盒", "用法：口服 用量：5mg 频次：qd",
    ) == [("阿托伐他汀钙片(立普妥)", "20mg", "口服 每晚一次"), ("苯磺酸氨氯地平片", "5mg", "口服 qd")]  # fmt: skip


def test_latin_words_before_the_drug_and_below_it() -> None:
    lines = (
        "Rp.",
        "Tab. 硝苯地平控释片 30mg×7",
        "Sig. 30mg po qd",
        "Inj. 甘精胰岛素注射液 300U:3ml×1",
        "Sig.12U ih qn",
    )
    assert drugs(*lines) == [
        ("硝苯地平控释片", "30mg", "po qd"), ("甘精胰岛素注射液", "12U", "ih qn"),
    ]  # fmt: skip


def test_packs_that_are_handed_out_are_no_dose() -> None:
    rows = [["瑞舒伐他汀钙片", "x1盒"], ["10mg×28片", ""], ["用法：一次10mg，一日1次，口服", ""]]
    assert read(page(*table(rows, [0.05, 0.85], 0.2))) == [("瑞舒伐他汀钙片", "10mg", "口服 一日1次")]


def test_halves() -> None:
    lines = ("酒石酸美托洛尔片 25mg×20片/盒 ×2盒", "用法：半片 口服 一日两次", "地高辛片 0.25mg 每次1/2片 每日1次")
    assert drugs(*lines) == [
        ("酒石酸美托洛尔片", "半片", "口服 一日两次"), ("地高辛片", "1/2片", "每日1次"),
    ]  # fmt: skip


def test_a_pack_in_brackets_before_how_the_drug_is_taken() -> None:
    assert drugs(
        "①替尔泊肽注射液【2.5mg:0.5ml】 用法用量：2.5mg 皮下注射 每周一次 ×4支",
        "②左甲状腺素钠片【50μg×100片】 用法用量：早餐前半小时 75μg 口服 每日一次 ×1盒",
    ) == [("替尔泊肽注射液", "2.5mg", "皮下注射 每周一次"), ("左甲状腺素钠片", "75μg", "早餐前半小时 口服 每日一次")]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("甲钴胺片", "甲钴胺片（0.5mg×20片）"),
        ("塞来昔布胶囊", "塞来昔布胶囊（1支）"),
        ("利伐沙班片(10mg)", "利伐沙班片(10mg)"),
    ],
)
def test_a_pack_behind_a_name_is_left_out_and_a_strength_is_not(name: str, cell: str) -> None:
    rows = [["药品", "每次", "用法", "备注"], [cell, "0.5mg", "口服 每日3次", "遵医嘱"]]
    assert read(page(*table(rows, [0.07, 0.47, 0.6, 0.8], 0.2))) == [(name, "0.5mg", "口服 每日3次")]


@pytest.mark.parametrize(
    ("printed", "frequency"),
    [
        ("他克莫司缓释胶囊 3mg 晨起空腹口服每日1次", "晨起空腹口服每日1次"),
        ("特立氟胺片 14mg 口服 每日1次", "口服 每日1次"),
        ("度拉糖肽注射液 1.5mg 皮下注射 qW", "皮下注射 qw"),
        ("司美格鲁肽注射液 0.5mg 皮下注射q1W", "皮下注射q1w"),
    ],
)
def test_how_often(printed: str, frequency: str) -> None:
    assert [given for _, _, given in drugs(printed)] == [frequency]


def test_a_factor_keeps_its_number() -> None:
    assert drugs("注射用重组人凝血因子Ⅷ 2000IU 静脉注射 每周3次") == [
        ("注射用重组人凝血因子Ⅷ", "2000IU", "静脉注射 每周3次")
    ]


def test_packs_between_the_drug_and_its_labelled_usage() -> None:
    first, second = "非那雄胺片 5mg*10片×3盒 用法：5mg 口服 1次/日", "氨溴索口服液 0.2g*10支 用法：0.2g 口服 1次/晚"
    assert drugs(first, second) == [
        ("非那雄胺片", "5mg", "口服 1次/日"), ("氨溴索口服液", "0.2g", "口服 1次/晚"),
    ]  # fmt: skip


def test_a_name_broken_over_two_lines_of_a_paragraph() -> None:
    assert drugs("出院带药：布地格福吸", "入气雾剂 2吸 吸入 每日2次；乙酰半胱氨酸片 0.6g 口服 每日2次") == [
        ("布地格福吸入气雾剂", "2吸", "吸入 每日2次"), ("乙酰半胱氨酸片", "0.6g", "口服 每日2次"),
    ]  # fmt: skip


def test_amounts_by_the_time_of_day_begin_no_drug() -> None:
    assert drugs("① 门冬胰岛素30注射液(特充) 3ml:300IU×3支", "Sig：早餐前16单位、晚餐前12单位 皮下注射 每日2次") == [
        ("门冬胰岛素30注射液(特充)", "早餐前16单位、晚餐前12单位", "皮下注射 每日2次"),
    ]  # fmt: skip


def test_who_prescribed_stands_in_cells_below_the_table() -> None:
    rows = [["通用名", "单次用量", "给药途径", "频次"], ["达格列净片", "10mg", "口服", "每日1次"],
            ["0.9%氯化钠注射液", "100ml", "静滴", "qd"], ["处方医师", "巫启凡", "职称", "副主任医师"]]  # fmt: skip
    assert read(page(*table(rows, [0.1, 0.4, 0.6, 0.8], 0.2))) == [
        ("达格列净片", "10mg", "口服 每日1次"), ("0.9%氯化钠注射液", "100ml", "静滴 qd"),
    ]  # fmt: skip


def test_a_drug_told_in_cells_of_a_form() -> None:
    rows = [["药品名称", "奥法妥木单抗注射液", "规格", "20mg(0.4ml)/支"], ["单次剂量", "20mg", "用法", "皮下注射"],
            ["频次", "每月1次", "本次领取", "1支"], ["处方医师", "冷锋", "药师", "阮阳"]]  # fmt: skip
    assert read(page(*table(rows, [0.1, 0.3, 0.55, 0.7], 0.2))) == [("奥法妥木单抗注射液", "20mg", "皮下注射 每月1次")]


def test_drugs_told_in_blocks_side_by_side() -> None:
    rows = [["硝苯地平控释片", "吲达帕胺缓释片"], ["每次用量：30mg", "每次用量：1.5mg"],
            ["用法：口服 1次/日", "用法：口服 1次/晚"]]  # fmt: skip
    assert read(page(*table(rows, [0.1, 0.55], 0.2))) == [
        ("硝苯地平控释片", "30mg", "口服 1次/日"), ("吲达帕胺缓释片", "1.5mg", "口服 1次/晚"),
    ]  # fmt: skip


def test_names_stand_left_of_a_head_set_in_the_middle_of_their_column() -> None:
    header = ["组", "药物名称", "剂量", "给药途径", "给药日", "溶媒及滴速"]
    rows = [["1", "注射用紫杉醇", "400mg", "静脉滴注", "d1", "100ml"],
            ["2", "卡铂注射液", "500mg", "静脉滴注", "d1", "500ml"],
            ["3", "地塞米松磷酸钠注射液", "10mg", "静脉注射", "d1", "—"]]  # fmt: skip
    head = table([header], [0.05, 0.23, 0.42, 0.52, 0.64, 0.75], 0.2)
    sheet = page(*head, *table(rows, [0.05, 0.09, 0.40, 0.50, 0.64, 0.72], 0.23))
    assert read(sheet) == [
        ("注射用紫杉醇", "400mg", "静脉滴注 d1"), ("卡铂注射液", "500mg", "静脉滴注 d1"),
        ("地塞米松磷酸钠注射液", "10mg", "静脉注射 d1"),
    ]  # fmt: skip


def test_lettered_lists_and_amounts_that_are_no_number() -> None:
    assert drugs("出院医嘱：a.控制饮食；b.二甲双胍片0.5g 口服 一日三次；c.联苯苄唑乳膏 适量 外用 一日一次") == [
        ("二甲双胍片", "0.5g", "口服 一日三次"), ("联苯苄唑乳膏", "适量", "外用 一日一次"),
    ]  # fmt: skip


def test_a_column_of_times_whose_head_does_not_say_so() -> None:
    rows = [["药品名称", "包装", "每次", "给药方式", "时间"], ["叶酸片", "5mg×100片/瓶", "10mg", "口服", "每周1次"],
            ["氧氟沙星滴耳液", "5ml/支", "3滴", "滴耳", "3次/日"]]  # fmt: skip
    assert read(page(*table(rows, [0.08, 0.34, 0.56, 0.66, 0.80], 0.2))) == [
        ("叶酸片", "10mg", "口服 每周1次"), ("氧氟沙星滴耳液", "3滴", "滴耳 3次/日"),
    ]  # fmt: skip
