"""Characters of a PDF page: which show, and what some fonts write for a blank."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from extractors import pdftext
from extractors.reading import Box


def _page(text: str) -> Any:
    """A page of characters ten points wide and high, side by side."""
    chars = [
        {"text": c, "x0": 10.0 * i, "x1": 10.0 * i + 10, "top": 0.0, "bottom": 10.0, "matrix": (1, 0, 0, 1, 0, 0)}
        for i, c in enumerate(text)
    ]
    return SimpleNamespace(chars=chars)


def _read(text: str, inked: str) -> list[str]:
    """The page's visible lines; `inked` marks with x which of its characters draw something."""
    drawn = np.zeros((10, 10 * len(text)), bool)
    for i, mark in enumerate(inked):
        drawn[1:9, 10 * i : 10 * i + 10] = mark == "x"
    found = pdftext.glyphs(_page(text), Box(0, 0, 10.0 * len(text), 10), drawn)
    return [line.text for line in pdftext.lines(found, (10.0 * len(text), 10), ()) if line.visible and line.sane]


def test_a_control_character_that_draws_nothing_is_a_blank() -> None:
    assert _read("LOGIQ\x01E9", "xxxxx xx") == ["LOGIQ E9"]


def test_a_control_character_that_draws_something_makes_its_line_senseless() -> None:
    assert _read("LOGIQ\x01E9", "xxxxxxxx") == []


def _set(text: str, gap: float, fonts: str) -> str:
    """The line of a label and a value, `gap` of a character's width between them where `text` has a |."""
    x, chars = 0.0, []
    for c, font in zip(text, fonts, strict=True):
        if c == "|":
            x += 10 * gap
            continue
        char = {"text": c, "x0": x, "x1": x + (10 * gap if c == " " else 10), "top": 0.0, "bottom": 10.0}
        chars.append(char | {"matrix": (1, 0, 0, 1, 0, 0), "fontname": font})
        x = float(char["x1"])
    drawn = np.ones((10, int(x) + 1), bool)
    found = pdftext.glyphs(SimpleNamespace(chars=chars), Box(0, 0, x + 1, 10), drawn)
    return " ".join(line.text for line in pdftext.lines(found, (x + 1, 10), ()))


def test_between_chinese_characters_a_narrow_gap_is_a_blank_where_the_file_says_so() -> None:
    assert _set("姓名|海兰", 0.4, "aaaaa") == "姓名海兰"  # set apart, as letters of a title are
    assert _set("姓名 海兰", 0.4, "aaaaa") == "姓名 海兰"
    assert _set("姓名|海兰", 0.4, "bb|aa") == "姓名 海兰"  # a label in bold
    assert _set("赛|罕", 0.0, "a|b") == "赛罕"  # a rare character from another font


def test_a_line_longer_than_any_that_is_printed_is_several_and_nothing_is_lost() -> None:
    text = "".join("高血压病"[i % 4] for i in range(2 * pdftext.LONGEST + 7))
    lines = _read(text, "x" * len(text))
    assert [len(line) for line in lines] == [pdftext.LONGEST, pdftext.LONGEST, 7]
    assert "".join(lines) == text


def test_a_character_that_stands_for_a_text_makes_its_line_senseless() -> None:
    chars = _page("AB").chars
    chars[1]["text"] = "高血压病" * 500
    found = pdftext.glyphs(SimpleNamespace(chars=chars), Box(0, 0, 20, 10), np.ones((10, 20), bool))
    assert [line.sane for line in pdftext.lines(found, (20, 10), ())] == [False]
