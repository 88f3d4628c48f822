"""Names of diseases that were read in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields import diagnoses, diagnosis_labels
from extractors.fields.disease_mending import mended
from extractors.reading import Frame, Line
from tests.extractors.lines import line, page


def seen(text: str, thought: dict[int, str], *, least: float = 0.6, chance: float = -1.2) -> Line:
    """A line whose recogniser also thought of `thought` in the place of single characters."""
    frames: list[Frame] = []
    for at, character in enumerate(text):
        others = tuple((other, chance) for other in thought.get(at, ""))
        frames.extend([((character, -0.4 if others else -0.01), *others), (("", -0.01),)])
    marks = tuple(least if at in thought else 0.99 for at in range(len(text)))
    return replace(
        line(text, 0.1, 0.3),
        frames=tuple(frames),
        char_confidences=marks,
        min_confidence=min(marks),
        confidence=sum(marks) / len(marks),
    )


@pytest.mark.parametrize(
    ("read", "thought", "name"),
    [
        ("肝程植术后", {1: "移"}, "肝移植术后"),
        ("化疗后管髓抑制", {3: "骨"}, "化疗后骨髓抑制"),
        ("弥漫大B细胞淋已痛IV期", {7: "巴", 8: "瘤"}, "弥漫大B细胞淋巴瘤IV期"),
        ("2型糖尿炳", {4: "病"}, "2型糖尿病"),
    ],
)
def test_what_the_recogniser_thought_of_as_well(read: str, thought: dict[int, str], name: str) -> None:
    after, share = mended(read, [seen(read, thought)])
    assert after == name and share < 1


def test_what_was_read_surely_is_not_mended_for_doubt_elsewhere_in_the_line() -> None:
    read = "溃疡性结肠炎，全结肠型"
    both = seen(read, {0: "渍", 10: "炎"})
    sure = replace(both, char_confidences=(*both.char_confidences[:10], 0.99))
    assert mended(read, [both])[0] == "溃疡性结肠炎，全结肠炎"
    assert mended(read, [sure]) == (read, 1.0)


def test_nothing_is_mended_that_was_not_seen() -> None:
    read = "肝程植术后"
    assert mended(read, [seen(read, {1: "穆"})]) == (read, 1.0)
    assert mended(read, [seen(read, {1: "移"}, chance=-6.8)]) == (read, 1.0)
    assert mended(read, [replace(seen(read, {1: "移"}), frames=())]) == (read, 1.0)


def test_what_was_read_surely_stays() -> None:
    read = "肝程植术后"
    assert mended(read, [seen(read, {1: "移"}, least=0.97)]) == (read, 1.0)


def test_another_disease_s_characters_and_names_that_are_words_already_stay() -> None:
    for read, thought in (("右肺下叶腺癌", {2: "上"}), ("肝囊肿", {0: "肾"}), ("甲状腺功能亢进症", {5: "减", 6: "退"})):
        assert mended(read, [seen(read, thought)]) == (read, 1.0)


def test_two_words_that_fit_alike_leave_it_open() -> None:
    read = "门移植术后"
    assert mended(read, [seen(read, {0: "肝肾"})]) == (read, 1.0)


def test_what_was_read_stays_beside_the_name() -> None:
    lines = (line("诊断：", 0.1, 0.27), seen("肝程植术后", {1: "移"}))
    (found,) = diagnoses.extract((page(*lines),), diagnosis_labels.CERTIFICATE)
    assert (found.name, found.text, found.treated) == ("肝移植术后", "肝程植术后", True)
    assert found.confidence < 0.85 and found.evidence[0].text == "肝程植术后"


@pytest.mark.parametrize(
    ("read", "at", "name"),
    [("动静脉内痰狭窄", 4, "动静脉内瘘狭窄"), ("寻常型银属病", 4, "寻常型银屑病"), ("幽门模阻", 2, "幽门梗阻")],
)
def test_a_look_alike_is_put_right_where_no_frames_were_kept(read: str, at: int, name: str) -> None:
    doubted = replace(seen(read, {at: "一"}, least=0.45), frames=())
    after, share = mended(read, [doubted])
    assert after == name and share < 0.8
    assert mended(read, [replace(seen(read, {at: "一"}, least=0.97), frames=())]) == (read, 1.0)


@pytest.mark.parametrize(
    ("read", "thought", "name"),
    [
        (
            "1.左侧卵巢恶性钟瘤(高级别浆液性癌,IIIC期),化疗后",
            {8: "肿"},
            "1.左侧卵巢恶性肿瘤(高级别浆液性癌,IIIC期),化疗后",
        ),
        ("中医诊断:虚劳病脾肾阳庐证", {11: "虚"}, "中医诊断:虚劳病脾肾阳虚证"),
        ("先天性肾上腺皮质增牛症(失盐型)", {9: "生"}, "先天性肾上腺皮质增生症(失盐型)"),
    ],
)
def test_a_word_is_held_against_what_was_read_in_its_place_however_much_stands_beside_it(
    read: str, thought: dict[int, str], name: str
) -> None:
    assert mended(read, [seen(read, thought)])[0] == name


def test_brackets_and_figures_are_no_characters_of_a_word() -> None:
    for read, thought in (("1型糖尿病(暴发性)", {5: "足"}), ("原发性高血压2级", {6: "病"})):
        assert mended(read, [seen(read, thought, chance=-3.0)]) == (read, 1.0)
