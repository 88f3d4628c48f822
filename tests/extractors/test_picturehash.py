"""Near-identical pictures have near hashes; blank pages have none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images import upright
from extractors.opened import Raster
from extractors.picturehash import FEATURELESS, picture_hash
from tests.extractors.test_images import on_desk, sheet


def apart(a: Raster, b: Raster) -> int:
    return (picture_hash(a) ^ picture_hash(b)).bit_count()


def other() -> Raster:
    page = np.full((1270, 900, 3), 255, np.uint8)
    for row in range(12):
        cv2.line(page, (60, 300 + row * 60), (840, 300 + row * 60), (0, 0, 0), 2)
        for column in range(5):
            cv2.putText(page, f"{row * column}.{row}", (70 + column * 160, 340 + row * 60), 0, 0.7, (0, 0, 0), 2)
    return page


def test_a_hash_fits_64_bits() -> None:
    assert 0 < picture_hash(sheet()) < 2**64


@pytest.mark.parametrize("scale", [0.4, 0.7, 1.6])
def test_scale_and_jpeg_change_little(scale: float) -> None:
    copy = cv2.resize(sheet(), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    stored = cv2.imdecode(cv2.imencode(".jpg", copy, [cv2.IMWRITE_JPEG_QUALITY, 40])[1], 1)
    assert apart(sheet(), stored) <= 6


def test_a_photograph_of_the_page_is_near() -> None:
    corners = [(210.0, 190.0), (1180.0, 150.0), (1260.0, 1600.0), (130.0, 1650.0)]
    assert apart(sheet(), upright(on_desk(sheet(), corners)).image) <= 12


def test_another_page_is_far() -> None:
    assert apart(sheet(), other()) > 16


@pytest.mark.parametrize("level", [255, 128, 0])
def test_blank_pages_are_featureless(level: int) -> None:
    dice = np.random.default_rng(2)
    blank = np.clip(dice.normal(level, 2, (800, 600, 3)), 0, 255).astype(np.uint8)
    assert picture_hash(blank) == FEATURELESS
