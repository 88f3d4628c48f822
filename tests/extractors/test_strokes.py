"""Strokes of Roman numbers counted in a picture drawn here: serifs, small and soft print, and what is no number."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors import strokes
from extractors.strokes import Image

SCALE = 6  # drawn so much larger, and taken down to the size of small print


def drawn(
    number: str, size: int = 16, *, serifs: bool = True, ink: int = 30, blur: float = 0.7, gap: float = 0.34
) -> Image:
    """A line of `size` pixels: a box as wide as a character, the number, another box; strokes a `gap` apart."""
    high = size * SCALE
    line = np.full((high + 4 * SCALE, 5 * high), 245, np.uint8)
    top, bottom = 2 * SCALE, 2 * SCALE + high

    def bar(x0: float, y0: float, x1: float, y1: float) -> None:
        cv2.rectangle(line, (round(x0), round(y0)), (round(x1), round(y1)), (ink,), -1)

    for x in (0.2, 3.9):  # what stands before and behind it
        bar(x * high, top, (x + 0.8) * high, top + 0.1 * high)
        bar((x + 0.35) * high, top, (x + 0.45) * high, bottom)
        bar(x * high, bottom - 0.1 * high, (x + 0.8) * high, bottom)
    x = 2.5 * high - (len(number) - 1) * gap * high / 2
    for stroke in number:
        if stroke == "I":
            bar(x - 0.05 * high, top + 0.05 * high, x + 0.05 * high, bottom - 0.05 * high)
            if serifs:
                for y in (top + 0.05 * high, bottom - 0.08 * high):
                    bar(x - gap * high / 2, y, x + gap * high / 2, y + 0.03 * high)
        else:
            for way in (-1, 1):
                foot, head = (round(x), bottom), (round(x + way * 0.3 * high), top)
                cv2.line(line, foot, head, (ink,), round(0.1 * high))
        x += gap * high
    small = cv2.resize(line, None, fx=1 / SCALE, fy=1 / SCALE, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), blur)
    return np.asarray(cv2.cvtColor(soft, cv2.COLOR_GRAY2BGR), np.uint8)


@pytest.mark.parametrize("number", ["I", "II", "III"])
@pytest.mark.parametrize("serifs", [True, False])
@pytest.mark.parametrize(("size", "ink"), [(32, 20), (18, 30), (16, 120)])
def test_upright_strokes_are_counted(number: str, serifs: bool, size: int, ink: int) -> None:
    assert strokes.count(drawn(number, size, serifs=serifs, ink=ink), 0.3, 0.7) == len(number)


@pytest.mark.parametrize("number", ["V", "IV", "IIII", ""])
def test_what_is_no_number_of_strokes_is_not_counted(number: str) -> None:
    assert strokes.count(drawn(number), 0.3, 0.7) == 0


def test_what_stands_beside_the_number_is_not_counted() -> None:
    line = drawn("II")
    assert strokes.count(line, 0.3, 0.7) == 2
    assert strokes.count(line, 0.3, 0.5) == 1
    assert strokes.count(line, 0.72, 0.76) == 0


def test_strokes_far_apart_are_no_number() -> None:
    assert strokes.count(drawn("II", gap=1.1, serifs=False), 0.2, 0.78) == 0


def test_blank_paper_has_no_strokes() -> None:
    assert strokes.count(np.full((20, 200, 3), 240, np.uint8), 0.1, 0.9) == 0
