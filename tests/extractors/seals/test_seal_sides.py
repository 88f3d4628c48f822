"""Frames told by their four sides; rings and lines of print have none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.reading import SealColour, SealShape
from extractors.seals.ink import page_ink
from extractors.seals.net import Sighting
from extractors.seals.sides import frame_by_sides
from extractors.seals.sighted import placed
from tests.extractors.seals.drawn import BLACK, page, ring_mask, stamp


def framed(angle: float, thick: int = 2, worn: tuple[int, int] = (0, 0)) -> np.ndarray:
    """A mask with a frame of 120 × 120 pixels that is turned by `angle`, rows of marks in it, and a worn stretch."""
    level = np.zeros((240, 240), np.uint8)
    cv2.rectangle(level, (60, 60), (180, 180), (1,), thick)
    for y in (80, 110, 140):
        for x in range(74, 160, 18):
            cv2.line(level, (x, y), (x + 10, y + 14), (1,), 3)
    level[58:63, worn[0] : worn[1]] = 0
    turn = cv2.getRotationMatrix2D((120, 120), angle, 1.0)
    return cv2.warpAffine(level, turn, (240, 240), flags=cv2.INTER_NEAREST)


@pytest.mark.parametrize("angle", [0, 7, -18, 26, 44])
def test_a_frame_is_told_however_it_lies(angle):
    found = frame_by_sides(framed(angle))
    assert found is not None
    assert (found.cx, found.cy) == (pytest.approx(120, abs=4), pytest.approx(120, abs=4))
    assert (found.length, found.height) == (pytest.approx(121, abs=6), pytest.approx(121, abs=6))
    assert abs((found.angle + angle + 45) % 90 - 45) < 3  # drawn against the clock


def test_a_worn_side_and_print_that_crosses_the_frame_do_not_hide_it():
    mask = framed(12, worn=(100, 130))
    cv2.putText(mask, "2026-09-24", (10, 150), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (1,), 2)
    assert frame_by_sides(mask[40:200, 40:200]) is not None


@pytest.mark.parametrize("axes", [(60, 60), (70, 48)])
def test_a_ring_has_no_sides(axes):
    assert frame_by_sides((ring_mask((240, 240), (120, 120), axes) > 0).astype(np.uint8)) is None


def test_lines_of_print_and_bare_paper_are_no_frame():
    print_ = (page()[300:460, 200:360].min(2) < 128).astype(np.uint8)
    assert frame_by_sides(print_) is None
    assert frame_by_sides(np.zeros((90, 90), np.uint8)) is None


def test_on_a_copy_a_square_that_lies_askew_is_a_square_though_the_net_calls_it_an_oval():
    image = np.full((1200, 850, 3), 248, np.uint8)
    mask = np.zeros(image.shape[:2], np.uint8)
    mask[700:940, 420:660] = framed(18, thick=3) * 255
    stamp(image, mask, BLACK)
    seen = Sighting((455, 735, 625, 905), 0.8, None, SealShape.OVAL, SealColour.BLACK, 0.9)
    place = placed(seen, page_ink(image, False), 0.9)
    assert (place.shape, place.ellipse) == (SealShape.SQUARE, None)
    assert place.rectangle is not None and 10 < abs(place.rectangle.angle) < 26
