"""Rows of curled, folded and tilted pages, brought level."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
import pytest

from extractors import curl
from extractors.layout.rows import rows
from extractors.opened import Raster
from extractors.reading import Box, Line
from tests.extractors.lines import ASPECT, boxed

WAY_UP = np.diag([1.0, ASPECT, 1.0])
"""From fractions of a page delivered upright to fractions of its width."""
TABLE = [(f"{row}{column}", 0.08 + 0.2 * column, 0.1 + 0.028 * row) for row in range(30) for column in range(5)]

Bend = Callable[[float, float], float]


def bent(text: str, x: float, y: float, bend: Bend, width: float = 0.08, height: float = 0.018) -> Line:
    """A line on a page whose rows are displaced by `bend`; its box holds all of it, as a detector's would."""
    left, right = y + bend(x, y), y + bend(x + width, y)
    box = Box(x, min(left, right), x + width, max(left, right) + height)
    corners = ((x, left), (x + width, right), (x + width, right + height), (x, left + height))
    tl, tr, br, bl = ((px, py / ASPECT) for px, py in corners)
    return Line(text, 0.98, 0.98, box, (tl, tr, br, bl), (0.98,) * len(text))


def curled(x: float, y: float) -> float:
    return float(0.05 * np.sin(np.pi * x) * (1.2 - y / ASPECT))


def folded(x: float, y: float) -> float:
    return 0.08 * max(0.0, x - 0.55)


def tilted(x: float, y: float) -> float:
    return 0.04 * x - 0.05 * x * y


@pytest.mark.parametrize("bend", [curled, folded, tilted])
def test_rows_of_a_bent_page_come_out_as_printed(bend: Bend) -> None:
    lines = [bent(text, x, y, bend) for text, x, y in TABLE]
    found = rows(curl.levelled(lines, WAY_UP))
    assert [[line.text for line in row.lines] for row in found] == [
        [f"{row}{column}" for column in range(5)] for row in range(30)
    ]
    for row in found:
        assert np.ptp([line.box.cy for line in row.lines]) < 0.25 * 0.018


def test_rows_keep_their_distance_and_their_evidence() -> None:
    lines = [bent(text, x, y, curled) for text, x, y in TABLE]
    flat = curl.levelled(lines, WAY_UP)
    first = [line.box.cy for line in flat if line.text.endswith("2")]
    assert all(0.02 < after - before < 0.036 for before, after in pairwise(first))
    assert [line.polygon for line in flat] == [line.polygon for line in lines]
    assert [line.text for line in flat] == [line.text for line in lines]


def test_a_box_is_no_higher_than_its_text() -> None:
    """A long line on a slope has a box several times as high as its letters."""
    lines = [bent(f"{row}", 0.1, 0.1 + 0.03 * row, lambda x, y: 0.06 * x, width=0.8) for row in range(12)]
    assert max(line.box.height for line in lines) > 0.06
    assert max(line.box.height for line in curl.levelled(lines, WAY_UP)) < 0.02


def test_a_level_page_stays_as_it_is() -> None:
    lines = [boxed(text, Box(x, y, x + 0.08, y + 0.018)) for text, x, y in TABLE]
    assert curl.levelled(lines, WAY_UP) == tuple(lines)


def test_noise_bends_no_page() -> None:
    """Corners found are off by a pixel or two: a level page gains nothing from following them."""
    dice = np.random.default_rng(5)
    lines = [
        bent(text, x, y + float(dice.normal(0, 0.0008)), lambda x, y: float(dice.normal(0, 0.0006)))
        for text, x, y in TABLE
    ]
    moved = [abs(a.box.cy - b.box.cy) for a, b in zip(lines, curl.levelled(lines, WAY_UP), strict=True)]
    assert max(moved) < 0.2 * 0.018


def test_few_lines_tell_no_curl() -> None:
    lines = [bent(text, x, y, curled) for text, x, y in TABLE[:4]]
    assert curl.levelled(lines, WAY_UP) == tuple(lines)
    assert curl.levelled((), WAY_UP) == ()


def drawn(bend: Bend, size: int = 900) -> tuple[Raster, np.ndarray]:
    """A square page with rows of dark bars displaced by `bend`, and the quadrilaterals around the bars, pixels."""
    image = np.full((size, size, 3), 235, np.uint8)
    quads = []
    for y in np.arange(0.1, 0.9, 0.04):
        for x in (0.1, 0.38, 0.66):
            xs = np.linspace(x, x + 0.22, 12)
            top = np.array([[each, y + bend(float(each), float(y))] for each in xs])
            bottom = top + np.array([0, 0.016])
            outline = np.concatenate([top, bottom[::-1]]) * size
            cv2.fillPoly(image, [outline.round().astype(np.int32)], (30.0, 30.0, 30.0))
            quads.append([top[0], top[-1], bottom[-1], bottom[0]])
    return image, np.array(quads, np.float32) * size


def test_a_curled_page_is_drawn_flat_and_leads_back() -> None:
    image, quads = drawn(lambda x, y: float(0.06 * np.sin(np.pi * x)))
    sheet = curl.flattened(image, quads)
    assert sheet is not None
    assert sheet.image.shape == image.shape
    dark = (sheet.image[..., 0] < 120).mean(1)
    # Level rows: every scan line is either writing or the space between, whereas curled ones smear over all.
    assert ((dark > 0.6) | (dark < 0.06)).mean() > 0.85
    bar = np.flatnonzero(dark > 0.6)[0] + 5
    on_the_flat = np.array([[140.0, bar], [450.0, bar], [760.0, bar]], np.float32)
    for x, y in sheet.back(on_the_flat):
        assert image[round(float(y)), round(float(x)), 0] < 120


@pytest.mark.parametrize("bend", [lambda x, y: 0.0, lambda x, y: 0.05 * x])
def test_straight_rows_are_read_where_they_are(bend: Bend) -> None:
    """Tilted lines are cut out along their tilt: only bent ones have to be drawn anew."""
    assert curl.flattened(*drawn(bend)) is None


def test_what_lies_far_from_all_lines_does_not_run_away() -> None:
    """A card in the corner of a large picture: its few lines tell nothing of the rest."""
    lines = [(0.1 + 0.1 * (i % 3), 0.05 + 0.012 * (i // 3)) for i in range(18)]
    quads = np.array(
        [
            [(x, y), (x + 0.08, y + 0.014 * (i % 2)), (x + 0.08, y + 0.014 * (i % 2) + 0.008), (x, y + 0.008)]
            for i, (x, y) in enumerate(lines)
        ],
        np.float32,
    )
    with np.errstate(all="raise"):
        sheet = curl.flattened(np.full((1400, 1000, 3), 200, np.uint8), quads * 1000)
    assert sheet is None or np.isfinite(sheet.heights).all()
