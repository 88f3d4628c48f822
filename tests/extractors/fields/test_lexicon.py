"""Words found in a text as they are, or but for a misread character."""

from __future__ import annotations

import pytest

from extractors.fields.disease_words import lexicon
from extractors.fields.lexicon import Lexicon

WORDS = Lexicon(("气胸", "胸腺瘤", "支气管扩张", "慢性支气管炎"), nearly_from=3, two_from=6)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("左侧胸线瘤术后", [(2, "胸腺瘤", (3,))]),
        ("胸腺瘤", []),  # as it is: not nearly
        ("慢牲支气菅炎", [(0, "慢性支气管炎", (1, 4))]),
        ("慢牲支汽菅炎", []),  # three of six
        ("支气官犷张", []),  # two of five
        ("汽胸", []),  # too short to be told
        ("支气", []),
    ],
)
def test_words_a_text_nearly_says(text: str, found: list[tuple[int, str, tuple[int, ...]]]) -> None:
    assert list(WORDS.near(text)) == found


def test_where_a_text_says_a_word_as_it_is() -> None:
    assert WORDS.known("右气胸、胸腺瘤") == {1, 2, 4, 5, 6}


@pytest.mark.parametrize("name", ["肝豆状核变性", "血管平滑肌脂肪瘤", "脾肾衰败证", "纯红细胞再生障碍性贫血"])
def test_diseases_of_every_field_are_known_and_found_with_any_character_misread(name: str) -> None:
    assert lexicon().known(name) == set(range(len(name)))
    for at in range(len(name)):
        read = f"{name[:at]}口{name[at + 1 :]}"
        assert (0, name, (at,)) in list(lexicon().near(read))
