"""Orders as hospitals write them: the way behind the times, strengths in names, plain heads, lists of many makes."""

from __future__ import annotations

import pytest

from extractors.fields import medications
from extractors.fields.medication_text import way_first
from extractors.reading import Page
from tests.extractors.lines import column, line, page, table


def read(sheet: Page) -> list[tuple[str, str, str]]:
    return [(each.name, each.dose, each.frequency) for each in medications.extract([sheet])]


def drugs(*lines: str) -> list[tuple[str, str, str]]:
    return read(page(*column(list(lines), 0.08, 0.2)))


def tabled(*rows: list[str]) -> list[tuple[str, str, str]]:
    return read(page(*table(list(rows), [0.06 + 0.9 * k / len(rows[0]) for k in range(len(rows[0]))], 0.2)))


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("每日2次 口服", "口服 每日2次"),
        ("bid po", "po bid"),
        ("每晚1次，皮下注射", "皮下注射 每晚1次"),
        ("每日三次(饭后服)", "饭后服 每日三次"),
        ("qd p.o.", "p.o. qd"),
        ("口服，每日2次", "口服 每日2次"),
        ("每日三次 餐前", "每日三次 餐前"),
        ("每日1次(空腹)", "每日1次(空腹)"),
        ("每日一次 晨服", "每日一次 晨服"),
        ("静脉滴注 qd iv", "静脉滴注 qd iv"),
    ],
)
def test_the_way_stands_before_the_times(printed: str, said: str) -> None:
    assert way_first(printed) == said


def test_the_strength_behind_a_name_is_none_of_it_where_the_dose_has_a_column() -> None:
    assert tabled(
        ["医嘱内容", "剂量", "途径", "频次"],
        ["盐酸莫西沙星片 0.4g", "0.4g", "口服", "qd"],
        ["人免疫球蛋白 2.5g", "10g", "静滴", "qd"],
    ) == [("盐酸莫西沙星片", "0.4g", "口服 qd"), ("人免疫球蛋白", "10g", "静滴 qd")]


def test_a_name_in_english_below_the_chinese_one_is_a_gloss() -> None:
    sheet = page(
        *table([["Drug 药品", "规格", "用法", "数量"]], [0.06, 0.35, 0.55, 0.8], 0.2),
        line("特立氟胺片", 0.06, 0.24), line("14mg×28", 0.35, 0.25), line("14mg, PO, QD", 0.55, 0.25),
        line("1盒", 0.8, 0.25),
        line("Teriflunomide Tablets", 0.06, 0.262),
    )  # fmt: skip
    assert [name for name, _, _ in read(sheet)] == ["特立氟胺片"]


def test_heads_in_plain_words() -> None:
    assert tabled(
        ["药名", "怎么吃", "数量"],
        ["呋塞米片", "每次20mg，每日1次，口服", "1盒"],
        ["螺内酯片", "每次40mg，每日1次，口服", "2盒"],
    ) == [("呋塞米片", "20mg", "口服 每日1次"), ("螺内酯片", "40mg", "口服 每日1次")]


def test_what_stands_below_a_table_behind_a_heading_is_no_drug() -> None:
    found = tabled(
        ["药名", "用量", "频次", "途径"],
        ["利格列汀片", "5mg", "qd", "口服"],
        ["每2天换药；1周后换药室", "复查", "", ""],
    )
    assert [name for name, _, _ in found] == ["利格列汀片"]


def test_a_pack_in_brackets_and_its_number_before_the_instruction() -> None:
    assert drugs(
        "培莫沙肽胶囊（100mg×28粒）  数量 1盒", "用法用量：口服，一次100mg，一日2次",
        "甲钴胺片（0.5mg×20片）  数量 3盒", "用法用量：口服，一次0.5mg，一日3次",
    ) == [("培莫沙肽胶囊", "100mg", "口服 一日2次"), ("甲钴胺片", "0.5mg", "口服 一日3次")]  # fmt: skip


def test_bullets_and_headings_before_an_order() -> None:
    assert drugs(
        "» 奥希替尼片 80mg po qd", "西药 骨化三醇软胶囊 0.25μg 口服 一日一次；碳酸钙片 0.5g 口服 一日二次"
    ) == [
        ("奥希替尼片", "80mg", "po qd"),
        ("骨化三醇软胶囊", "0.25μg", "口服 一日一次"),
        ("碳酸钙片", "0.5g", "口服 一日二次"),
    ]


def test_orders_parted_by_a_comma_of_lists_or_a_blank_alone() -> None:
    listed = "带药：替格瑞洛片（90mg，口服 2次/日）、瑞舒伐他汀钙片（10mg，口服 1次/晚）、养心氏片（3片，口服 3次/日）"
    assert [name for name, _, _ in drugs(listed)] == ["替格瑞洛片", "瑞舒伐他汀钙片", "养心氏片"]
    blanks = "出院用药：替扎尼定片 2mg tid 米拉贝隆缓释片 50mg qd 头孢克肟片 0.1g bid"
    assert drugs(blanks) == [
        ("替扎尼定片", "2mg", "tid"),
        ("米拉贝隆缓释片", "50mg", "qd"),
        ("头孢克肟片", "0.1g", "bid"),
    ]


def test_herbs_beside_the_heading_of_them_all() -> None:
    cells = [["制附子9g", "猪苓20g", "炒白术15g"], ["干姜6g", "党参30g", "泽泻15g"]]
    sheet = page(
        *table(cells[:1], [0.2, 0.45, 0.7], 0.2), line("方药", 0.08, 0.226), *table(cells[1:], [0.2, 0.45, 0.7], 0.23),
        line("7剂，水煎服，日一剂", 0.2, 0.26),
    )  # fmt: skip
    assert [name for name, _, _ in read(sheet)] == ["制附子", "猪苓", "炒白术", "干姜", "党参", "泽泻"]


def test_no_drug_is_called_already() -> None:
    assert drugs("溴己新片 8mg 口服 每日3次", "己酮可可碱片 0.4g 口服 每日2次") == [
        ("溴己新片", "8mg", "口服 每日3次"), ("己酮可可碱片", "0.4g", "口服 每日2次"),
    ]  # fmt: skip
