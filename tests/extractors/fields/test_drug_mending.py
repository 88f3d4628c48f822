"""Names of drugs read in doubt, held against the words such names are made of."""

from dataclasses import replace

import pytest

from extractors.fields.drug_mending import mended
from extractors.reading import Line
from tests.extractors.lines import line


def _read(text: str, doubts: dict[str, float]) -> Line:
    """A line read surely but for the characters of `doubts`."""
    sure = tuple(doubts.get(c, 0.999) for c in text)
    return replace(line(text, 0.1, 0.1), char_confidences=sure, min_confidence=min(sure))


@pytest.mark.parametrize(
    ("read", "doubted", "sure", "name"),
    [
        ("澳吡斯的明片", "澳", 0.94, "溴吡斯的明片"),
        ("盐酸二甲双肌缓释片", "肌", 0.86, "盐酸二甲双胍缓释片"),
        ("来曲噪片", "噪", 0.44, "来曲唑片"),
        ("他克莫司胺囊", "胺", 0.77, "他克莫司胶囊"),
        ("多西他塞注衬液", "塞衬", 0.6, "多西他赛注射液"),
    ],
)
def test_doubted_characters_are_those_of_the_word_the_name_is_made_of(
    read: str, doubted: str, sure: float, name: str
) -> None:
    found, share = mended(read, [_read(read, dict.fromkeys(doubted, sure))])
    assert found == name
    assert 0 < share < 1


def test_what_is_no_word_is_put_right_however_surely_it_was_read() -> None:
    assert mended("复方氯已定含漱液", [_read("复方氯已定含漱液", {})])[0] == "复方氯己定含漱液"


@pytest.mark.parametrize(
    ("read", "doubts"),
    [
        ("澳吡斯的明片", {}),  # read surely: perhaps a drug no list names
        ("来曲噪片", {"来": 0.4}),  # the doubt is about another character
        ("碳酸铺片", {"铺": 0.3}),  # 碳酸钙, 碳酸锂, 碳酸镧
        ("阿那曲唑片", {"那": 0.5}),  # a listed word holds another but for a character
        ("氯沙坦钾片", {"氯": 0.5}),
        ("苯磺酸氨氯地平片", {"磺": 0.5, "酸": 0.5}),  # no 左旋氨氯地平
    ],
)
def test_what_is_sure_or_may_be_several_stays_as_read(read: str, doubts: dict[str, float]) -> None:
    assert mended(read, [_read(read, doubts)]) == (read, 1.0)


def test_a_salt_of_three_characters_is_more_than_the_one_of_two_it_was_read_as() -> None:
    assert mended("苯碳酸氨氯地平片", [_read("苯碳酸氨氯地平片", {"碳": 0.6})])[0] == "苯磺酸氨氯地平片"
    assert mended("碳酸钙片", [_read("碳酸钙片", {"碳": 0.6})])[0] == "碳酸钙片"


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("人干扰素a1b注射液", "人干扰素α1b注射液"),
        ("阿加糖酶a注射用浓溶液", "阿加糖酶α注射用浓溶液"),
        ("复方a-酮酸片", "复方α-酮酸片"),
        ("维生素AD滴剂", "维生素AD滴剂"),
    ],
)
def test_a_small_a_behind_chinese_is_greek(read: str, name: str) -> None:
    assert mended(read, [_read(read, {})])[0] == name


def test_of_several_salts_the_one_whose_character_is_drawn_alike() -> None:
    assert mended("碳酸斓颗粒", [_read("碳酸斓颗粒", {"斓": 0.84})])[0] == "碳酸镧颗粒"
    assert mended("碳酸锤缓释片", [_read("碳酸锤缓释片", {"锤": 0.6})])[0] == "碳酸锂缓释片"
