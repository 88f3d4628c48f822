"""Boxes drawn beside the words of a form."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractors import tickboxes
from extractors.fields import ticks
from extractors.reading import Box, Line
from extractors.tickboxes import Image
from tests.extractors.lines import boxed

WIDTH, H = 1200, 36
STEP, SIDE, TOP = 200, 22, 100


def sheet() -> Image:
    return np.full((400, WIDTH, 3), 235, np.uint8)


def draw(image: Image, style: str, x: int, ink: int = 90) -> None:
    """A box of one style, left edge at `x`, in the row at TOP."""
    y, colour = TOP + (H - SIDE) // 2, (ink, ink, ink)
    corners = (x, y), (x + SIDE, y + SIDE)
    middle = (x + SIDE // 2, y + SIDE // 2)
    if style.startswith("square"):
        cv2.rectangle(image, *corners, colour, 1)
    if style.startswith("circle"):
        cv2.circle(image, middle, SIDE // 2, colour, 1, cv2.LINE_AA)
    if style.endswith("tick"):
        cv2.polylines(image, [np.array([(x + 4, y + 10), (x + 9, y + 17), (x + 18, y + 4)])], False, (40, 40, 40), 2)
    if style.endswith("cross"):
        cv2.line(image, (x + 4, y + 4), (x + 18, y + 18), (40, 40, 40), 2)
        cv2.line(image, (x + 18, y + 4), (x + 4, y + 18), (40, 40, 40), 2)
    if style.endswith("overrun"):  # a pen's tick that runs out of its box
        cv2.polylines(image, [np.array([(x + 3, y + 8), (x + 9, y + 17), (x + 32, y - 10)])], False, (40, 40, 40), 2)
    if style.endswith("dot"):
        cv2.circle(image, middle, 5, (40, 40, 40), -1)
    if style == "filled":
        cv2.rectangle(image, *corners, (40, 40, 40), -1)


def words(image: Image, x: int, n: int) -> list[float]:
    """Strokes in place of `n` characters from `x`; their centres."""
    for i in range(n):
        left = x + 28 * i
        cv2.line(image, (left + 2, TOP + 8), (left + 24, TOP + 8), (50, 50, 50), 2)
        cv2.line(image, (left + 13, TOP + 6), (left + 13, TOP + 30), (50, 50, 50), 2)
        cv2.line(image, (left + 4, TOP + 26), (left + 22, TOP + 20), (50, 50, 50), 2)
    return [x + 28 * i + 14 for i in range(n)]


def form(styles: list[str], names: list[str], read: str) -> tuple[Image, Line]:
    """A row of options, and the line a recogniser that drops boxes makes of it."""
    image = sheet()
    centres: list[float] = []
    for i, (style, name) in enumerate(zip(styles, names, strict=True)):
        x = 60 + STEP * i
        draw(image, style, x)
        centres += words(image, x + SIDE + 6, len(name))
    box = Box((centres[0] - 16) / WIDTH, TOP / WIDTH, (centres[-1] + 16) / WIDTH, (TOP + H) / WIDTH)
    line = boxed(read, box, aspect=400 / WIDTH)
    places = tuple((c / WIDTH - box.x0) / box.width for c in centres)
    return image, replace(line, char_positions=places) if len(places) == len(read) else line


TITLE = boxed("门诊慢特病申请表", Box(0.3, 0.01, 0.7, 0.04), aspect=400 / WIDTH)


def annotated(image: Image, line: Line) -> Line:
    return tickboxes.annotate(image, (TITLE, line))[1]


@pytest.mark.parametrize(
    ("styles", "text"),
    [
        (["square", "square tick", "square"], "□高血压☑糖尿病□冠心病"),
        (["square", "square cross", "square"], "□高血压☑糖尿病□冠心病"),
        (["square", "square overrun", "square"], "□高血压☑糖尿病□冠心病"),
        (["filled", "square", "square"], "☑高血压□糖尿病□冠心病"),
        (["circle", "circle dot", "circle tick"], "□高血压☑糖尿病☑冠心病"),
    ],
)
def test_dropped_boxes_are_written_where_they_stand(styles: list[str], text: str) -> None:
    image, line = form(styles, ["高血压", "糖尿病", "冠心病"], "高血压糖尿病冠心病")
    read = annotated(image, line)
    assert read.text == text
    assert len(read.char_confidences) == len(read.char_positions) == len(text)
    assert read.box.x0 < line.box.x0
    assert [o.name for o in ticks.read(read.text) if o.ticked] == [
        name
        for name, style in zip(["高血压", "糖尿病", "冠心病"], styles, strict=True)
        if " " in style or style == "filled"
    ]


def test_what_was_read_in_a_box_s_place_gives_way() -> None:
    image, line = form(["square", "square tick"], ["高血压", "糖尿病"], "高血压糖尿病")
    read = annotated(image, line)
    misread = replace(read, text=read.text.replace("☑", "□"))
    assert annotated(image, misread).text == "□高血压☑糖尿病"


def test_a_character_that_looks_like_a_box_stays() -> None:
    image = sheet()
    draw(image, "square", 60)  # stands for 口
    places = words(image, 60 + 28, 2)
    box = Box(55 / WIDTH, TOP / WIDTH, (places[-1] + 16) / WIDTH, (TOP + H) / WIDTH)
    at = tuple((c / WIDTH - box.x0) / box.width for c in (60 + SIDE / 2, *places))
    line = replace(boxed("口腔癌", box, aspect=400 / WIDTH), char_positions=at)
    assert annotated(image, line).text == "口腔癌"


def test_pages_that_are_no_forms_are_left_alone() -> None:
    image, line = form(["square", "square tick"], ["高血压", "糖尿病"], "高血压糖尿病")
    assert tickboxes.annotate(image, (line,)) == (line,)


def test_boxes_of_small_print_in_a_line_found_too_high() -> None:
    """Detectors leave room around small print: a box is as large as a character, not as its line's place."""
    image, line = form(["square", "square tick"], ["高血压", "糖尿病"], "高血压糖尿病")
    shrunk = np.full_like(image, 235)
    shrunk[TOP - 20 : TOP + H - 20 - 11, : WIDTH * 3 // 5] = cv2.resize(
        image[TOP - 2 : TOP + H + 6, :], (WIDTH * 3 // 5, H - 11), interpolation=cv2.INTER_AREA
    )
    box = Box(line.box.x0 * 0.6, (TOP - 28) / WIDTH, line.box.x1 * 0.6, (TOP + 14) / WIDTH)
    read = annotated(shrunk, replace(line, box=box))
    assert read.text == "□高血压☑糖尿病"


def test_a_dense_character_is_no_filled_box() -> None:
    image, line = form(["square", "square"], ["高血压", "糖尿病"], "高血压糖尿病")
    x = 60 + SIDE + 6
    for y in range(TOP + 8, TOP + 30, 3):  # strokes close together, as in small print out of focus
        cv2.line(image, (x + 2, y), (x + 24, y), (60, 60, 60), 2)
    image[:] = cv2.GaussianBlur(image, (0, 0), 0.8)
    assert annotated(image, line).text == "□高血压□糖尿病"


@pytest.mark.parametrize("gap", [0, 2])
def test_an_empty_box_that_touches_its_word_is_empty(gap: int) -> None:
    """Large boxes printed close before a character: what is inside that character is not inside the box."""
    image = sheet()
    left, right = 60, 60 + SIDE + 6
    cv2.rectangle(image, (left, TOP + 4), (right, TOP + 4 + SIDE + 6), (90, 90, 90), 2)
    words(image, right + gap, 3)
    for y in (TOP + 10, TOP + 20):  # a character with insides of its own, whose strokes reach the frame
        cv2.rectangle(image, (right + gap, y), (right + gap + 12, y + 8), (50, 50, 50), 2)
    box = Box((right + gap) / WIDTH, TOP / WIDTH, (right + gap + 90) / WIDTH, (TOP + H) / WIDTH)
    assert annotated(image, boxed("高血压", box, aspect=400 / WIDTH)).text == "□高血压"
