"""Doubtful characters that wording settles: by what papers write beside them, and only by what was seen."""

from __future__ import annotations

from math import log

import pytest

from extractors.layout.text import evidence
from extractors.ocr import _with_same_change
from extractors.reading import Box, Line, Page, Quality, QualityGrade
from extractors.recognised import Recognised
from extractors.spelling import settled

SURE = 0.999


def read(text: str, **doubted: tuple[float, dict[str, float]]) -> Recognised:
    """A line read surely but for characters told as `at_3=(confidence, {what else was seen: probability})`."""
    places = {int(name.removeprefix("at_")): told for name, told in doubted.items()}
    return Recognised(
        text=text,
        char_confidences=tuple(places[at][0] if at in places else SURE for at in range(len(text))),
        char_positions=tuple((at + 0.5) / len(text) for at in range(len(text))),
        others=tuple((at, tuple((c, log(p)) for c, p in seen.items())) for at, (_, seen) in sorted(places.items())),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (read("2.码物性肝损害", at_2=(0.41, {"药": 0.2, "妈": 0.1})), "2.药物性肝损害"),
        (read("初步诊断：左侧基康节区脑梗死", at_8=(0.62, {"底": 0.05})), "初步诊断：左侧基底节区脑梗死"),
        (read("双肺未间及干湿啰音", at_3=(0.93, {"闻": 0.004})), "双肺未闻及干湿啰音"),
        (read("概柱史：高血压病10年", at_0=(0.6, {"既": 0.3}), at_1=(0.7, {"往": 0.2})), "既往史：高血压病10年"),
        # What was read and makes a word stays, though another one is likelier there.
        (read("5)硫酸氢氧吡格雷片", at_2=(0.6, {"碳": 0.35}), at_5=(0.5, {"氯": 0.4})), "5)硫酸氢氯吡格雷片"),
        (read("临 床 珍 断：胃溃疡", at_4=(0.55, {"诊": 0.3})), "临 床 诊 断：胃溃疡"),
    ],
)
def test_a_character_read_in_doubt_is_the_one_that_makes_a_word(line: Recognised, said: str) -> None:
    after = settled(line)
    assert after.text == said
    assert after.raw == line.text
    changed = [at for at, (old, new) in enumerate(zip(line.text, said, strict=True)) if old != new]
    assert all(line.char_confidences[at] < 0.95 and after.char_confidences[at] == 0.9 for at in changed)
    assert after.char_positions == line.char_positions


@pytest.mark.parametrize(
    "line",
    [
        read("2.码物性肝损害", at_2=(0.41, {"妈": 0.2, "玛": 0.1})),  # the word was not seen
        read("检验者：药红叶", at_5=(0.4, {"虹": 0.3}), at_4=(0.6, {"约": 0.2})),  # a name has no wording
        read("姓名：任药物", at_4=(0.5, {"码": 0.4})),
        read("右侧输尿管结石", at_0=(0.5, {"左": 0.45})),  # the other side is as likely there
        read("肾功能不全Ⅲ期", at_4=(0.6, {"否": 0.3})),
        read("高血压病三级", at_4=(0.5, {"二": 0.45})),
        read("沐河县人民医院", at_0=(0.5, {"沭": 0.4, "沙": 0.05})),  # registries know hospitals
        read("王常", at_0=(0.5, {"正": 0.1, "异": 0.05})),  # a word, or somebody's name
    ],
)
def test_what_no_wording_bears_out_stays_as_it_was_read(line: Recognised) -> None:
    assert settled(line) is line


def test_what_was_read_surely_is_not_doubted() -> None:
    line = read("3.码物性高血糖")
    assert settled(line) is line


def test_evidence_shows_what_was_read_and_the_line_what_it_says() -> None:
    after = settled(read("出院诊断：1.码物性肝损害 2.高脂血症", at_7=(0.41, {"药": 0.2})))
    box = Box(0.1, 0.1, 0.9, 0.14)
    line = Line(
        text=after.text,
        confidence=after.confidence,
        min_confidence=after.min_confidence,
        box=box,
        polygon=((0.1, 0.1), (0.9, 0.1), (0.9, 0.14), (0.1, 0.14)),
        char_confidences=after.char_confidences,
        char_positions=after.char_positions,
        raw=after.raw,
    )
    page = Page("a.jpg", 1, 1000, 1400, 0, Quality(QualityGrade.GOOD), (line,))
    part = line.part(5, 13)
    assert part.text == "1.药物性肝损害"
    assert evidence(page, [part])[0].text == "1.码物性肝损害"
    assert evidence(page, [line])[0].text == after.raw


def test_what_is_put_right_later_is_put_right_in_what_was_read_as_well() -> None:
    after = settled(read("临床珍断：胃癌IIA期", at_2=(0.55, {"诊": 0.3})))
    assert _with_same_change(after, "临床诊断：胃癌IIIA期") == "临床珍断：胃癌IIIA期"
    assert _with_same_change(read("胃癌IIA期"), "胃癌IIIA期") == ""
