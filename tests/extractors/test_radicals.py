from __future__ import annotations

import pytest

from extractors.radicals import unified


@pytest.mark.parametrize(
    ("layer", "plain"),
    [
        ("⻘屿市⼈⺠医院", "青屿市人民医院"),
        ("⻔诊病历", "门诊病历"),
        ("⼼脏⻛湿", "心脏风湿"),
        ("缬沙坦㬵囊", "缬沙坦胶囊"),
        ("慢性肾脏病 5期", "慢性肾脏病 5期"),
    ],
)
def test_radicals_of_a_text_layer_become_the_characters_they_stand_for(layer: str, plain: str) -> None:
    assert unified(layer) == plain


def test_the_length_never_changes_so_that_positions_stay_true() -> None:
    everything = "".join(chr(c) for c in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)) if chr(c).isprintable())
    assert len(unified(everything)) == len(everything)
    assert unified("Ⅲ期 10⁹/L ＡＢ") == "Ⅲ期 10⁹/L ＡＢ"  # what a careful reader would keep
