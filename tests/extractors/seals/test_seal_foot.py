"""What stands at the foot of a round seal: digits that were read surely, or nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.ocr import Recognised
from extractors.seals import unwrap
from extractors.seals.chords import PAGE_UP
from extractors.seals.foot import read_level_number, read_number
from extractors.seals.shapes import Ellipse

BAND = unwrap.Band(0.95, 0.92, 0.6)
DISC = Ellipse(200, 200, 180, 180, 0.0)


class Says:
    """An engine that reads the same off every picture that is inked, and remembers how high and wide they were."""

    characters = ("", " ")

    def __init__(self, text: str, sure: float):
        self.text, self.sure, self.seen = text, sure, []

    def recognise(self, crops, keep_frames=False):
        self.seen += [crop.shape[:2] for crop in crops]
        places = tuple((at + 0.5) / len(self.text) for at in range(len(self.text)))
        return [Recognised(self.text, (self.sure,) * len(self.text), places) for _ in crops]


def ring(turned: float = 0.0) -> np.ndarray:
    """A rim, with thirteen small marks along its foot."""
    plane = np.zeros((400, 400), np.float32)
    cv2.circle(plane, (200, 200), 176, 1.0, 6)
    for angle in np.radians(np.linspace(60, 120, 13) + turned):
        x, y = 200 + 155 * np.cos(angle), 200 + 155 * np.sin(angle)
        cv2.circle(plane, (round(x), round(y)), 4, 1.0, -1)
    return plane


@pytest.mark.parametrize(
    ("text", "sure", "number"),
    [
        ("6250551627767", 0.98, "6250551627767"),
        ("章6250551627767(", 0.98, "6250551627767"),
        ("6250551627767", 0.6, ""),
        ("625055", 0.98, ""),  # too few to be one, and too many for a serial
        ("（3）", 0.95, "(3)"),
        ("(3)", 0.5, ""),
        ("(3", 0.95, "(3)"),  # a bracket worn away
        ("3", 0.95, ""),
        ("(0)", 0.99, ""),  # seals are counted from one
        ("诊断", 0.99, ""),
    ],
)
def test_only_whole_numbers_read_surely_are_told(text, sure, number):
    assert read_number(ring(), DISC, BAND, PAGE_UP, Says(text, sure)) == number


def test_the_row_of_digits_is_cut_close():
    engine = Says("x", 0.1)
    read_number(ring(), DISC, BAND, PAGE_UP, engine)
    height, width = max(engine.seen, key=lambda seen: seen[1])
    assert height == 48 and width > 10 * height  # thirteen digits of about the row's height


def test_below_a_name_cut_short_the_foot_of_the_page_is_looked_at():
    engine = Says("x", 0.1)
    read_number(ring(), DISC, BAND, PAGE_UP + 0.8, engine)
    assert len(engine.seen) > 1


def test_a_serial_is_read_though_a_purpose_with_more_ink_stands_above_it():
    plane = np.zeros((400, 400), np.float32)
    cv2.rectangle(plane, (120, 300), (280, 318), 1.0, -1)
    cv2.rectangle(plane, (192, 332), (208, 346), 1.0, -1)
    engine = Says("x", 0.1)
    read_number(plane, DISC, BAND, PAGE_UP, engine)
    above, serial = engine.seen[-2:]
    assert above[1] > 3 * above[0] and serial[1] < 2 * serial[0]


def test_where_nothing_stands_nothing_is_read():
    plane = np.zeros((400, 400), np.float32)
    engine = Says("6250551627767", 0.98)
    assert read_number(plane, DISC, BAND, PAGE_UP, engine) == "" and not engine.seen


def test_a_number_level_below_the_star_is_read_from_its_whole_chord():
    """Detectors cut the ends of small lines: what is read is the row they tell, from rim to rim, and its ink alone."""
    disc = np.zeros((416, 416), np.float32)
    for x in range(150, 280, 10):
        cv2.circle(disc, (x, 290), 5, 1.0, -1)
    cv2.rectangle(disc, (120, 310), (300, 350), 1.0, -1)  # the purpose below it
    engine = Says("6250551627767", 0.98)
    number = read_level_number(disc, ((0.68, 0.715),), BAND, engine)
    assert number is not None and number.text == "6250551627767" and (number.top, number.foot) == (0.68, 0.715)
    (_, width), *others = engine.seen
    assert not others and 350 < width < 520  # of a row 15 high and 138 wide, brought to 40
    assert read_level_number(disc, (), BAND, engine) is None
    assert read_level_number(disc, ((0.68, 0.715),), BAND, Says("6250551627767", 0.6)) is None
    assert read_level_number(np.zeros((416, 416), np.float32), ((0.68, 0.715),), BAND, engine) is None
