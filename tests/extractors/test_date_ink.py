"""Ink where a date is expected, of which no line was read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.date_ink import glimpsed
from extractors.reading import Box, Line

SIZE = (600, 1000)
TO_PIXELS = np.diag([float(SIZE[1]), float(SIZE[0]), 1.0])


def line(text: str, x: int, y: int, wide: int, high: int = 24, in_seal: bool = False) -> Line:
    """A line whose top left is at (x, y)."""
    corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    polygon = tuple((float(a) / SIZE[1], float(b) / SIZE[0]) for a, b in corners)
    box = Box(x / SIZE[1], y / SIZE[1], (x + wide) / SIZE[1], (y + high) / SIZE[1])
    return Line(text, 0.99, 0.9, box, (polygon[0], polygon[1], polygon[2], polygon[3]), in_seal=in_seal)


def page(written: str = "", at: tuple[int, int] = (0, 0)) -> np.ndarray:
    image = np.full((*SIZE, 3), 235, np.uint8)
    cv2.putText(image, written, at, cv2.FONT_HERSHEY_DUPLEX, 0.8, (60, 40, 40), 1, cv2.LINE_AA)
    return image


def seen(image: np.ndarray, *lines: Line, seals: tuple[Box, ...] = ()) -> bool:
    return glimpsed(image, lines, seals, TO_PIXELS)


@pytest.mark.parametrize("label", ["签发日期：", "日 期", "报告时间:"])
def test_writing_behind_a_dates_label_that_was_not_read_may_be_the_date(label: str) -> None:
    assert seen(page("2026.9.2", (210, 420)), line(label, 100, 400, 100))


def test_writing_below_a_signature_that_was_not_read_may_be_the_date() -> None:
    assert seen(page("2026 9 26", (420, 440)), line("主治医师：辛怀尧", 400, 390, 200))


def test_nothing_stands_there() -> None:
    assert not seen(page(), line("日期：", 100, 400, 60), line("医师签名：", 100, 360, 100))


def test_a_blank_to_write_on_is_no_writing() -> None:
    image = page()
    cv2.line(image, (165, 422), (300, 422), (40, 40, 40), 2)
    assert not seen(image, line("日期：", 100, 400, 60))


def test_what_was_read_or_is_a_seals_is_no_date_unread() -> None:
    image = page("No.762112", (210, 420))
    assert not seen(image, line("日期：", 100, 400, 60), line("No.762112", 205, 400, 150))
    assert not seen(image, line("日期：", 100, 400, 60), seals=(Box(0.2, 0.6, 0.4, 0.8),))


def test_writing_elsewhere_is_no_date() -> None:
    assert not seen(page("2026.9.2", (210, 420)), line("主诉：", 100, 400, 60))
    assert not seen(page("2026.9.2", (210, 420)), line("日期：2026年3月1日", 100, 100, 200))
