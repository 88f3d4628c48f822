"""Orders whose parts stand on two lines, beside remarks, behind verbs; herbs with what is done to them."""

from __future__ import annotations

import pytest

from extractors.fields import medications
from extractors.fields.medication_text import dose_in, frequency_in, usage_in
from extractors.reading import Page
from tests.extractors.lines import column, page, table


def read(sheet: Page) -> list[tuple[str, str, str]]:
    return [(each.name, each.dose, each.frequency) for each in medications.extract([sheet])]


def drugs(*lines: str) -> list[tuple[str, str, str]]:
    return read(page(*column(list(lines), 0.08, 0.2)))


def tabled(*rows: list[str]) -> list[tuple[str, str, str]]:
    return read(page(*table(list(rows), [0.06 + 0.9 * k / len(rows[0]) for k in range(len(rows[0]))], 0.2)))


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("口服，每日3次，每次10mg", "口服 每日3次"),
        ("皮下注射、每晚1次", "皮下注射 每晚1次"),
        ("po, tid", "po tid"),
        ("早顿服", "早顿服"),
        ("静脉滴注 第1、8天", "静脉滴注 第1、8天"),
    ],
)
def test_a_comma_parts_the_way_from_the_times(printed: str, said: str) -> None:
    assert usage_in(printed) == said


def test_an_order_goes_on_in_latin_on_the_next_line() -> None:
    assert drugs("1. 吡嗪酰胺片 1.5g qd；对氨基水杨酸肠溶片 4g", "bid；盐酸乙胺丁醇片 0.75g qd") == [
        ("吡嗪酰胺片", "1.5g", "qd"),
        ("对氨基水杨酸肠溶片", "4g", "bid"),
        ("盐酸乙胺丁醇片", "0.75g", "qd"),
    ]


def test_the_form_of_a_drug_stands_on_the_next_line() -> None:
    whole = drugs("出院带药：① 阿卡波糖片，口服，50mg，3次/日；② 甲磺酸阿帕替尼", "片，口服，250mg，1次/日。")
    assert whole[-1] == ("甲磺酸阿帕替尼片", "250mg", "口服 1次/日")


def test_what_is_taken_stands_below_the_packs_handed_out() -> None:
    assert drugs("1、地特胰岛素注射液 3ml:300U 2支", "皮下注射 16U 睡前") == [
        ("地特胰岛素注射液", "16U", "皮下注射 睡前")
    ]
    assert dose_in("皮下注射 早10U-中8U-晚8U 三餐前") == "早10U-中8U-晚8U"
    assert frequency_in("皮下注射 16U 睡前") == "皮下注射 睡前"


def test_remarks_in_a_column_of_their_own_are_no_times() -> None:
    rows = [
        ["药品", "规格", "数量", "用法用量", "备注"],
        ["阿哌沙班片", "2.5mg×14", "2盒", "口服 每次2.5mg 每日两次", "随餐"],
        ["呋塞米片", "20mg×100", "1瓶", "口服 每次20mg 每日一次", "晨起"],
        ["卡维地洛片", "10mg×28", "1盒", "口服 每次10mg 每日两次", "餐后"],
    ]
    assert [often for _, _, often in tabled(*rows)] == ["口服 每日两次", "口服 每日一次", "口服 每日两次"]


@pytest.mark.parametrize(
    "told",
    [
        "左眼玻璃体腔注射阿柏西普单抗（3+PRN）",
        "排除禁忌后予信迪利单抗 200mg 静脉滴注",
        "家庭氧疗（1-2L/min，每日15小时以上）",
    ],
)
def test_what_was_done_is_no_order(told: str) -> None:
    assert drugs("处理：" + told) == []


def test_herbs_keep_what_is_done_to_them_and_prices_are_none() -> None:
    lines = [
        "处方笺（中药饮片）",
        "砂仁（后下） 6g  茯苓 15g  白术 12g",
        "全蝎（研末冲服） 3g  当归 10g",
        "剂价 21.40 总价 149.80",
    ]
    assert [name for name, _, _ in drugs(*lines)] == ["砂仁(后下)", "茯苓", "白术", "全蝎(研末冲服)", "当归"]
