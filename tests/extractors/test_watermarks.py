"""Words behind the text."""

from __future__ import annotations

import numpy as np

from extractors import watermarks
from extractors.reading import Line
from tests.extractors.lines import line

SIDE = 1000
TO_PIXELS = np.diag([SIDE, 1414.0, 1.0])
TEXT = [line(f"第{i}行正文，检查所见如下。", 0.1, 0.1 + 0.05 * i) for i in range(8)]
PLACES = [(0.6, 0.12), (0.7, 0.25), (0.7, 0.4), (0.2, 0.6), (0.6, 0.8), (0.1, 1.0)]
MARKS = [
    line(word, x, y, height=0.05)
    for (x, y), word in zip(PLACES, ["示例影像", "示例影像", "例影像", "影", "示例影", "示例影像"], strict=True)
]


def drawn(dark: list[Line], faint: list[Line]) -> np.ndarray:
    image = np.full((1414, SIDE, 3), 245, np.uint8)
    for lines, level in ((faint, 200), (dark, 30)):
        for each in lines:
            box = each.box
            image[round(box.y0 * SIDE) : round(box.y1 * SIDE), round(box.x0 * SIDE) : round(box.x1 * SIDE) : 4] = level
    return image


def test_a_word_repeated_behind_the_text_is_no_text() -> None:
    lines = [*TEXT, *MARKS]
    own, behind = watermarks.split(lines, drawn(TEXT, MARKS), TO_PIXELS)
    assert own == tuple(TEXT)
    assert behind == tuple(MARKS)


def test_a_title_that_says_the_same_stays() -> None:
    title = line("示例影像", 0.4, 0.04, height=0.05)
    own, behind = watermarks.split([title, *TEXT, *MARKS], drawn([title, *TEXT], MARKS), TO_PIXELS)
    assert title in own
    assert len(behind) == len(MARKS)


def test_large_print_as_dark_as_the_text_is_text() -> None:
    own, behind = watermarks.split([*TEXT, *MARKS], drawn([*TEXT, *MARKS], []), TO_PIXELS)
    assert not behind
    assert len(own) == len(TEXT) + len(MARKS)


def test_faint_lines_that_say_different_things_are_text() -> None:
    faint = [line(word, 0.5, 0.3 + 0.1 * i, height=0.05) for i, word in enumerate(["甲乙", "丙丁", "戊己", "庚辛"])]
    assert watermarks.split([*TEXT, *faint], drawn(TEXT, faint), TO_PIXELS)[1] == ()
    assert watermarks.split((), drawn([], []), TO_PIXELS) == ((), ())
