"""Names decoded anew from what the recogniser saw of them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from extractors.fields.name_heard import frames_of, heard
from extractors.fields.physicians import physicians
from extractors.layout.sheet import sheet_of
from extractors.reading import Frame, Line
from tests.extractors.lines import line, page


def frames(text: str, **others: dict[str, float]) -> tuple[Frame, ...]:
    """One frame to a character with pauses between; `others`: for characters (as `at0`), what else was seen there."""
    found: list[Frame] = []
    for at, letter in enumerate(text):
        seen = others.get(f"at{at}", {letter: 1.0})
        found += [tuple((c, math.log(p)) for c, p in sorted(seen.items(), key=lambda each: -each[1])), (("", 0.0),)]
    return tuple(found)


@pytest.mark.parametrize(
    ("read", "others", "name"),
    [
        ("注舟", {"at0": {"注": 0.85, "汪": 0.14}}, "汪舟"),  # nobody's surname
        ("茅瀚吃", {"at2": {"吃": 0.65, "屹": 0.32}}, "茅瀚屹"),  # nobody is given it
        ("湾台榆", {"at0": {"湾": 0.57, "澹": 0.31}}, "澹台榆"),  # a surname of two characters
        ("皇甫好瑗", {"at2": {"好": 0.53, "妤": 0.46}}, "皇甫妤瑗"),  # running text is full of it
        ("等语", {"at0": {"等": 0.71, "茅": 0.17}}, "茅语"),
        ("茅立夭", {"at2": {"夭": 0.83, "天": 0.17}}, "茅立天"),
        ("茅立字", {"at2": {"字": 0.6, "宇": 0.3}}, "茅立宇"),
    ],
)
def test_the_name_somebody_may_bear_is_heard(read: str, others: dict[str, dict[str, float]], name: str) -> None:
    found = heard(frames(read, **others))
    assert found is not None
    assert (found[0], found[1] > 0.5) == (name, True)


def test_two_names_somebody_may_bear_are_both_possible() -> None:
    found = heard(frames("王伟", at1={"伟": 0.5, "炜": 0.3, "玮": 0.2}))
    assert found is not None
    assert (found[0], 0.5 < found[1] < 0.9) == ("王伟", True)


def test_a_name_with_a_character_few_are_given_is_doubted_where_a_usual_one_was_seen() -> None:
    seen, alone = heard(frames("茅小风", at2={"风": 0.95, "凤": 0.04})), heard(frames("茅小风"))
    assert seen is not None and alone is not None
    assert (seen[0], seen[1] < 0.9) == ("茅小风", True)
    assert alone == ("茅小风", 1.0)


def test_no_name_is_heard_where_none_was_seen() -> None:
    assert heard(frames("合格")) is None
    assert heard(frames("20:15")) is None
    assert heard(()) is None


def doubtful(text: str, **others: dict[str, float]) -> Line:
    seen = frames(text, **others)
    places = tuple((2 * at + 0.5) / len(seen) for at in range(len(text)))
    sure = tuple(max(others.get(f"at{at}", {"": 1.0}).values()) for at in range(len(text)))
    return replace(
        line(text, 0.5, 0.8), frames=seen, char_positions=places, char_confidences=sure, min_confidence=min(sure)
    )


def test_what_was_lost_behind_a_name_belongs_to_it() -> None:
    """黄虹绯 with its last character hardly seen."""
    whole = doubtful("科主任：黄虹 ", at6={"": 0.1, "绯": 0.9})
    whole = replace(whole, text=whole.text[:6], char_positions=whole.char_positions[:6], char_confidences=())
    name = whole.part(4, 6)
    found = heard(frames_of(name, [whole]))
    assert found is not None
    assert found[0] == "黄虹绯"


def test_a_signer_competes_on_what_was_seen() -> None:
    signed = doubtful("医师签名：注舟主治医师", at5={"注": 0.85, "汪": 0.14})
    (signer,) = physicians([sheet_of(page(line("诊断证明书", 0.4, 0.1), signed))])
    assert signer.name is not None
    assert (signer.name.value, signer.name.text, signer.title) == ("汪舟", "注舟", "主治医师")
    assert signer.name.confidence < 0.95


def test_a_word_that_is_no_name_stays_unread() -> None:
    signed = doubtful("审核：合格", at3={"合": 0.98, "佘": 0.02})
    (signer,) = physicians([sheet_of(page(line("检验报告单", 0.4, 0.1), signed))])
    assert signer.name is None
