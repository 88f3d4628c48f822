"""Arrows beside numbers that were read as a 1, or not at all."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors import arrows
from extractors.arrows import Image
from extractors.numerals import Reading

HIGH, PITCH = 40, 18  # pixels of a line and from one character to the next
FACES = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX)


def printed(text: str, face: int = cv2.FONT_HERSHEY_SIMPLEX, ink: tuple[int, int, int] = (20, 20, 20)) -> Image:
    """A line of text, each character in a cell of its own, arrows drawn as laboratory systems print them."""
    line: Image = np.full((HIGH, PITCH * (len(text) + 1), 3), 245, np.uint8)
    for i, character in enumerate(text):
        middle = round((i + 1) * PITCH)
        if character in "↑↓":
            tip, end, barb = (8, 30, 15) if character == "↑" else (30, 8, 23)
            cv2.line(line, (middle, tip), (middle, end), ink, 2, cv2.LINE_AA)
            for side in (-5, 5):
                cv2.line(line, (middle, tip), (middle + side, barb), ink, 2, cv2.LINE_AA)
        elif character != " ":
            cv2.putText(line, character, (middle - 8, 30), face, 0.75, ink, 2, cv2.LINE_AA)
    return line


def read(text: str, at: tuple[int, ...] = ()) -> Reading:
    """What the recogniser said, its characters where `at` says, or one after the other."""
    cells = at or tuple(range(len(text)))
    last = max(cells, default=0)
    places = tuple((cell + 1) / (last + 2) for cell in cells)
    return Reading(text, (0.99,) * len(text), places)


def blurred(crop: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(crop, (0, 0), 1.2), np.uint8)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    ("shown", "said"),
    [("106↑", "1061"), ("↑704", "1704"), ("↓100", "1100"), ("4.17↓", "4.171"), ("559 ↑", "559 1"), ("8.5↓", "8.5l")],
)
def test_an_arrow_read_as_a_one_is_written_as_the_arrow(shown: str, said: str, face: int) -> None:
    after = arrows.settled(blurred(printed(shown, face)), read(said))
    assert after.text == shown
    assert min(after.char_confidences) < 0.9, "seen by its shape alone: less sure than what was read"
    assert len(after.text) == len(after.char_confidences) == len(after.char_positions)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("shown", ["1061", "1704", "11", "0.31", "17.1", "101", "1", "111.1"])
def test_a_one_stays_a_one(shown: str, face: int) -> None:
    line = read(shown)
    assert arrows.settled(blurred(printed(shown, face)), line) is line
    assert arrows.settled(printed(shown, face), line) is line


@pytest.mark.parametrize(("shown", "said", "at"), [("106↑", "106", (0, 1, 2)), ("↓7.2", "7.2", (1, 2, 3))])
def test_an_arrow_that_was_not_read_is_written_beside_its_number(shown: str, said: str, at: tuple[int, ...]) -> None:
    places = tuple((cell + 1) / (len(shown) + 1) for cell in at)
    line = Reading(said, (0.99,) * len(said), places)
    assert arrows.settled(printed(shown), line).text == shown


def test_a_coloured_arrow_is_one_too() -> None:
    assert arrows.settled(printed("92.7↑", ink=(40, 40, 200)), read("92.71")).text == "92.7↑"


@pytest.mark.parametrize("said", ["2026-07-11", "370801199001011231", "13800138001", "第1页", "1-11", "A1"])
def test_numbers_of_persons_dates_and_words_are_not_looked_at(said: str) -> None:
    line = read(said)
    assert arrows.settled(printed("↑" * len(said)), line) is line


def test_a_line_too_small_to_tell_shapes_stays_as_read() -> None:
    small = np.asarray(cv2.resize(printed("106↑"), None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA), np.uint8)
    line = read("1061")
    assert arrows.settled(small, line) is line


def test_a_line_without_places_stays_as_read() -> None:
    line = Reading("1061", (0.99,) * 4, ())
    assert arrows.settled(printed("106↑"), line) is line


def test_other_marks_beside_a_number_are_no_arrows() -> None:
    crop = printed("106 ")
    middle = 4 * PITCH
    cv2.line(crop, (middle - 5, 19), (middle + 5, 19), (20, 20, 20), 2)
    cv2.line(crop, (middle, 8), (middle, 30), (20, 20, 20), 2)
    line = read("106+")
    assert arrows.settled(crop, line) is line
    assert arrows.settled(crop, read("106", (0, 1, 2))).text == "106"
