"""Rows of curled, folded and tilted pages, brought level."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from extractors import curl
from extractors.layout.rows import rows
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
