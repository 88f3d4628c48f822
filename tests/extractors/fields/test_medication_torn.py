"""Names of drugs broken over two lines, and lines that name drugs without ordering any."""

from __future__ import annotations

import pytest

from extractors.fields import medications
from extractors.reading import Line
from tests.extractors.lines import line, page, table


def drugs(*lines: Line) -> list[tuple[str, str, str]]:
    return [(each.name, each.dose, each.frequency) for each in medications.extract([page(*lines)])]


@pytest.mark.parametrize(
    ("above", "below", "name", "dose"),
    [
        (
            "医嘱：硫酸氢氯吡格雷片 75mg 口服 每日1次；瑞舒伐他汀钙",
            "片 10mg 口服 每晚1次。",
            "瑞舒伐他汀钙片",
            "10mg",
        ),
        ("叶酸片 5mg 口服 每日1次；骨化三醇", "软胶囊 0.25μg 口服 每日1次。", "骨化三醇软胶囊", "0.25μg"),
        ("叶酸片 5mg 口服 每日1次；枸橼酸钾缓", "释片1.08g 口服 每日3次。", "枸橼酸钾缓释片", "1.08g"),
    ],
)
def test_a_name_broken_over_two_lines(above: str, below: str, name: str, dose: str) -> None:
    found = drugs(line(above, 0.1, 0.2), line(below, 0.1, 0.225))
    assert len(found) == 2
    assert found[1][:2] == (name, dose)


def test_the_heading_of_a_tall_cell_between_the_two_lines() -> None:
    lines = (
        line("叶酸片 5mg 口服 每日1次；碳酸钙", 0.22, 0.2),
        line("离院用药", 0.1, 0.211),
        line("D3片 600mg 口服 每日2次。", 0.22, 0.222),
    )
    assert drugs(*lines)[1] == ("碳酸钙D3片", "600mg", "口服 每日2次")


def test_a_line_before_a_drug_is_no_part_of_its_name() -> None:
    lines = (line("医嘱：低盐低脂饮食", 0.1, 0.2), line("厄贝沙坦片 150mg 口服 每日1次", 0.1, 0.225))
    assert drugs(*lines) == [("厄贝沙坦片", "150mg", "口服 每日1次")]


def test_orders_that_a_blank_alone_parts() -> None:
    text = "西 药：缬沙坦胶囊 80mg po qd 环孢素软胶囊 75mg po bid"
    assert drugs(line(text, 0.1, 0.2)) == [("缬沙坦胶囊", "80mg", "po qd"), ("环孢素软胶囊", "75mg", "po bid")]


def test_cells_of_a_list_without_a_header() -> None:
    rows = [["阿哌沙班片", "2.5mg", "po", "bid", "×14天"], ["依托考昔片", "60mg", "po", "qd", "×7天"]]
    assert drugs(*table(rows, [0.2, 0.45, 0.6, 0.7, 0.8], 0.2)) == [
        ("阿哌沙班片", "2.5mg", "po bid"),
        ("依托考昔片", "60mg", "po qd"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "生活方式 吸烟 0 支/日（已戒） 饮酒 0 两/日 运动 4 次/周",
        "已开封的胰岛素放阴凉处，",
        "治疗经过：行CHOP第3周期（利妥昔单抗600mg d0，过程顺利",
    ],
)
def test_sentences_are_no_orders(text: str) -> None:
    assert drugs(line(text, 0.1, 0.2)) == []


def test_a_header_of_several_lines_and_advice_below_the_table() -> None:
    head = (
        line("用药", 0.45, 0.2),
        line("药品名称", 0.1, 0.216),
        line("执行时机", 0.72, 0.216),
        line("单次剂量", 0.31, 0.232),
        line("给药途径", 0.45, 0.232),
        line("频次", 0.59, 0.232),
    )
    rows = [
        ["罗沙司他胶囊", "100mg", "口服", "每周3次", "透析前"],
        ["蔗糖铁注射液", "100mg", "静脉滴注", "每周1次", "透析中"],
        ["骨化三醇软胶囊", "0.5μg", "口服", "每日1次", "睡前"],
    ]
    advice = (line("2.", 0.1, 0.4), line("未开封的促红素注射液放冰箱冷藏（2～8℃），勿冷冻。", 0.13, 0.4))
    assert drugs(*head, *table(rows, [0.1, 0.31, 0.45, 0.59, 0.72], 0.26), *advice) == [
        ("罗沙司他胶囊", "100mg", "口服 每周3次"),
        ("蔗糖铁注射液", "100mg", "静脉滴注 每周1次"),
        ("骨化三醇软胶囊", "0.5μg", "口服 每日1次"),
    ]


def test_an_order_behind_a_label_nobody_listed_and_a_change_that_is_none() -> None:
    assert drugs(line("用药: 格列美脲片 每次2mg 每日1次", 0.1, 0.2)) == [("格列美脲片", "2mg", "每日1次")]
    text = "出院医嘱：调整胰岛素：德谷胰岛素注射液 12IU 皮下注射 每日1次"
    assert [name for name, *_ in drugs(line(text, 0.1, 0.2))] == ["德谷胰岛素注射液"]


def test_a_head_of_doses_misread_and_a_numbered_heading_below_the_table() -> None:
    rows = [
        ["药名", "规格", "用鼠", "途径", "频次"],
        ["甲氨蝶呤片", "2.5mg×16片", "10mg", "口服", "qw"],
        ["叶酸片", "5mg×100片", "10mg", "口服", "qw"],
        ["托法替布片", "5mg×28片", "5mg", "口服", "bid"],
    ]
    lines = (*table(rows, [0.1, 0.36, 0.56, 0.68, 0.82], 0.2), line("六、随访", 0.1, 0.33))
    assert drugs(*lines) == [
        ("甲氨蝶呤片", "10mg", "口服 qw"),
        ("叶酸片", "10mg", "口服 qw"),
        ("托法替布片", "5mg", "口服 bid"),
    ]


def test_orders_in_a_column_beside_the_history() -> None:
    left = [
        "主诉", "口干多饮12年。", "现病史", "12年前体检发现血糖升高，口服药控制，近半年空腹血糖波动于9至11，",
        "偶有手足麻木，无胸闷。", "既往史", "高血压8年，服氨氯地平。", "体检",
    ]  # fmt: skip
    right = [
        "处理",
        "1）化验；",
        "2）足部检查；",
        "3）用药：",
        "达格列净片",
        "10mg 口服 qd",
        "甲钴胺片",
        "0.5mg 口服 tid",
    ]
    lines = [
        line(text, x, 0.1 + 0.03 * i) for x, texts in ((0.06, left), (0.66, right)) for i, text in enumerate(texts)
    ]
    assert drugs(*lines) == [("达格列净片", "10mg", "口服 qd"), ("甲钴胺片", "0.5mg", "口服 tid")]
