"""Names of items read in doubt from blurred pictures of other hospitals' sheets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields import lab_items
from extractors.fields.lab_names_heard import heard
from extractors.reading import Frame, Line
from tests.extractors.lines import line, page, table


def doubtful(text: str, doubts: dict[str, float], thoughts: tuple[tuple[str, str], ...] = ()) -> Line:
    """A line with doubted characters; `thoughts`: what the recogniser thought of besides, each a character's."""
    sure = tuple(doubts.get(c, 0.999) for c in text)
    frames: tuple[Frame, ...] = tuple(((read, -0.6), (second, -1.2)) for read, second in thoughts)
    return replace(line(text, 0.06, 0.24), char_confidences=sure, min_confidence=min(sure), frames=frames)


@pytest.mark.parametrize(
    ("read", "thought", "name", "unit"),
    [
        ("尿棕", ("棕", "素"), "尿素", "mmol/L"),
        ("血钙离孑", ("孑", "子"), "血钙离孑", ""),  # nothing listed is called so
        ("无机璘", ("璘", "磷"), "无机磷", "mmol/L"),
        ("无机璘", ("璘", "磷"), "无机璘", "U/L"),  # it is not given in that unit
        ("无机璘", ("璘", "麟"), "无机璘", "mmol/L"),  # nobody thought of it
    ],
)
def test_a_second_thought_tells_a_short_name(read: str, thought: tuple[str, str], name: str, unit: str) -> None:
    assert heard(read, [doubtful(read, {thought[0]: 0.55}, (thought,))], unit) == name


def test_the_unit_tells_a_long_name_of_which_several_characters_were_doubted() -> None:
    read = "佔算臀小球速过率"
    doubts = {"佔": 0.7, "臀": 0.8, "速": 0.4}
    assert heard(read, [doubtful(read, doubts)], "mL/min/1.73m²") == "估算肾小球滤过率"
    assert heard(read, [doubtful(read, doubts)], "mmol/L") == read
    assert heard(read, [doubtful(read, {})], "mL/min/1.73m²") == read  # it was read surely so


def test_an_item_with_a_mended_name_counts_for_less_and_keeps_what_was_read() -> None:
    heads, xs = ["项目", "结果", "单位", "参考值"], [0.06, 0.4, 0.6, 0.8]
    rows = [heads, ["", "71.0", "μmol/L", "57-97"], ["尿酸", "310", "μmol/L", "208-428"]]
    sheet = page(*table(rows, xs, 0.21), doubtful("肌肝", {"肝": 0.7}, (("肝", "酐"),)))
    item, other = lab_items.extract([sheet])
    assert (item.name, item.value, item.evidence[0].text) == ("肌酐", "71.0", "肌肝")
    assert item.confidence <= 0.8 < other.confidence


def test_chains_of_light_proteins_are_greek() -> None:
    heads, xs = ["项目", "结果", "单位", "参考值"], [0.06, 0.4, 0.6, 0.8]
    rows = [["K轻链", "9.1", "g/L", "6.29-13.5"], ["入轻链", "4.0", "g/L", "3.13-7.23"]]
    assert [item.name for item in lab_items.extract([page(*table([heads, *rows], xs, 0.21))])] == ["κ轻链", "λ轻链"]


def test_letters_and_leaders_of_names() -> None:
    heads, xs = ["项目", "结果", "单位", "参考值"], [0.06, 0.4, 0.6, 0.8]
    rows = [["溶酶体a-半乳糖苷酶", "9.1", "nmol/h/mL", "2.4-17.6"], ["抗核抗体谱定量--------", "4.0", "IU/mL", "0-12"]]
    names = [item.name for item in lab_items.extract([page(*table([heads, *rows], xs, 0.21))])]
    assert names == ["溶酶体α-半乳糖苷酶", "抗核抗体谱定量"]


def test_a_doubtful_name_nothing_listed_bears_makes_its_item_doubtful() -> None:
    heads, xs = ["项目", "结果", "单位", "参考值"], [0.06, 0.4, 0.6, 0.8]
    sheet = page(*table([heads, ["", "9.1", "U/L", "2-17"]], xs, 0.21), doubtful("胰活酶", {"活": 0.4}))
    assert lab_items.extract([sheet])[0].confidence <= 0.4


@pytest.mark.parametrize(("thought", "value", "flag"), [("↑", "512", "H"), ("7", "51211", "")])
def test_arrows_read_as_ones_behind_a_gap(thought: str, value: str, flag: str) -> None:
    heads, xs = ["项目", "结果", "单位", "参考值"], [0.06, 0.4, 0.6, 0.8]
    read = replace(
        line("51211", 0.4, 0.24),
        char_positions=(0.12, 0.3, 0.48, 0.76, 0.92),
        frames=((("5", -0.1),), (("1", -0.1),), (("1", -0.1), (thought, -6.0)), (("1", -0.1),)),
    )
    sheet = page(*table([heads, ["尿酸", "", "μmol/L", "208-428"]], xs, 0.21), read)
    item = lab_items.extract([sheet])[0]
    assert (item.value, item.flag) == (value, flag)
    assert item.confidence <= 0.6


def test_where_the_unit_was_not_read_either_fewer_characters_may_be_wrong() -> None:
    read = "平均红细胞皿红蛋臼浓度"
    assert heard(read, [doubtful(read, {"皿": 0.6, "臼": 0.5})], "r") == "平均红细胞血红蛋白浓度"
    assert heard(read, [doubtful(read, {"皿": 0.6})], "r") == read  # 臼 was read surely
    read = "佔算臀小球速过率"
    assert heard(read, [doubtful(read, {"佔": 0.7, "臀": 0.8, "速": 0.4})], "r") == read  # too many


@pytest.mark.parametrize(("read", "printed"), [("127.4", "27.4"), ("27.4", "27.4"), ("100", "100")])
def test_no_share_is_more_than_a_hundred(read: str, printed: str) -> None:
    heads, xs = ["项目", "结果", "单位", "参考值"], [0.06, 0.4, 0.6, 0.8]
    rows = [["淋巴细胞百分比", read, "%", "20-50"], ["血小板", "127", "10^9/L", "125-350"]]
    item, other = lab_items.extract([page(*table([heads, *rows], xs, 0.21))])
    assert (item.value, other.value) == (printed, "127")
    assert read == printed or item.confidence < 0.6
