"""Ticks between brackets that were not read."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractors import brackets
from extractors.brackets import Image
from extractors.fields import ticks
from extractors.reading import Box, Line
from tests.extractors.lines import boxed

WIDTH, HIGH, PITCH, TOP = 1200, 40, 30, 100
TITLE = boxed("门诊慢特病申请表", Box(0.3, 0.01, 0.7, 0.04), aspect=400 / WIDTH)


def row(shown: str, said: str) -> tuple[Image, Line]:
    """A row as printed, √ and _ drawn between its brackets, and the line a recogniser that drops them makes of it."""
    image: Image = np.full((400, WIDTH, 3), 235, np.uint8)
    places, ink = [], (50, 50, 50)
    for i, character in enumerate(shown):
        x = 60 + PITCH * i
        places.append(x + PITCH // 2)
        if character in "（）":
            start, end = (110, 250) if character == "（" else (-70, 70)
            shift = 6 if character == "（" else -6
            cv2.ellipse(image, (x + PITCH // 2 + shift, TOP + 20), (8, 15), 0, start, end, ink, 2, cv2.LINE_AA)
        elif character == "√":
            tick = np.array([(x + 4, TOP + 20), (x + 12, TOP + 30), (x + 28, TOP + 4)])
            cv2.polylines(image, [tick], False, (40, 40, 40), 3, cv2.LINE_AA)
        elif character == "_":
            cv2.line(image, (x, TOP + 34), (x + PITCH, TOP + 34), ink, 2)
        elif character != " ":
            cv2.line(image, (x + 4, TOP + 8), (x + 26, TOP + 8), ink, 2)
            cv2.line(image, (x + 15, TOP + 6), (x + 15, TOP + 34), ink, 2)
    kept = [i for i, c in enumerate(shown) if c not in "√_ "]
    box = Box(55 / WIDTH, TOP / WIDTH, (60 + PITCH * len(shown)) / WIDTH, (TOP + HIGH) / WIDTH)
    at = tuple((places[i] / WIDTH - box.x0) / box.width for i in kept)
    assert "".join(shown[i] for i in kept) == said
    return image, replace(boxed(said, box, aspect=400 / WIDTH), char_positions=at)


def annotated(shown: str, said: str, title: Line = TITLE) -> Line:
    image, line = row(shown, said)
    return brackets.annotate(image, (title, line))[1]


@pytest.mark.parametrize(
    ("shown", "ticked"),
    [
        ("恶性肿瘤（√）高血压（  ）糖尿病（ ）", ["恶性肿瘤"]),
        ("恶性肿瘤（ ）高血压（ √ ）糖尿病（√）", ["高血压", "糖尿病"]),
        ("（ ）恶性肿瘤（√）高血压（ ）糖尿病", ["高血压"]),
    ],
)
def test_a_tick_that_was_not_read_is_written_between_its_brackets(shown: str, ticked: list[str]) -> None:
    read = annotated(shown, shown.replace("√", "").replace(" ", ""))
    assert [option.name for option in ticks.read(read.text, blanks=True) if option.ticked] == ticked
    assert len(read.text) == len(read.char_confidences) == len(read.char_positions)
    assert read.min_confidence <= 0.8, "seen, not read"


@pytest.mark.parametrize("shown", ["恶性肿瘤（  ）高血压（ ）", "恶性肿瘤（__）其他（____）", "高血压（）糖尿病（）"])
def test_empty_brackets_and_blanks_to_write_in_stay_empty(shown: str) -> None:
    said = shown.replace(" ", "").replace("_", "")
    assert annotated(shown, said).text == said


def test_pages_that_ask_for_no_ticks_are_left_alone() -> None:
    image, line = row("恶性肿瘤（√）高血压（ ）", "恶性肿瘤（）高血压（）")
    other = replace(TITLE, text="门诊病历")
    assert brackets.annotate(image, (other, line)) == (other, line)


def test_one_pair_of_brackets_is_no_list_of_options() -> None:
    assert annotated("单位（√）", "单位（）").text == "单位（）"


def test_brackets_whose_place_is_unknown_stay_as_read() -> None:
    image, line = row("恶性肿瘤（√）高血压（ ）", "恶性肿瘤（）高血压（）")
    line = replace(line, char_positions=())
    assert brackets.annotate(image, (TITLE, line))[1] is line
