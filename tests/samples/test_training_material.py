"""The material the detector of seals is trained on: what is drawn and what is said about it agree."""

from __future__ import annotations

import random
import shutil

import cv2
import numpy as np
import pytest

from samples.training import crops, lettering, sheets, stamps, wear

pytestmark = pytest.mark.skipif(
    shutil.which("fc-list") is None or not lettering.faces(), reason="no face with Chinese characters is installed"
)


@pytest.fixture(scope="module")
def bank() -> crops.Bank:
    rng = random.Random(1)
    drawn = [sheets.draw(rng, 600) for _ in range(4)]
    return crops.Bank(drawn, [stamps.any_stamp(rng) for _ in range(40)], wear.Clouds(rng, count=4))


def test_a_stamps_outline_holds_its_ink(bank):
    for stamp in bank.stamps:
        inside = np.zeros(stamp.mask.shape, np.uint8)
        cv2.fillPoly(inside, [np.round(stamp.outline).astype(np.int32)], 1)
        inside = cv2.dilate(inside, np.ones((15, 15), np.uint8))
        ink = stamp.mask > 128
        assert ink.any()
        assert (ink & (inside > 0)).sum() > 0.9 * ink.sum()


def test_the_same_seed_gives_the_same_crop(bank):
    one, other = (crops.example(random.Random(7), bank) for _ in range(2))
    assert np.array_equal(one[0], other[0])
    assert len(one[1]) == len(other[1])


def test_a_red_stamp_is_red():
    rng = random.Random(3)
    for _ in range(40):
        index, (blue, green, red) = wear.any_ink(rng)
        if wear.INKS[index] == "red":
            assert red > max(blue, green) + 50
        if wear.INKS[index] == "blue":
            assert blue > max(red, green)


def square(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)


def test_heat_stands_at_the_centre_and_distances_reach_the_edges():
    want = crops.target([crops.Mark(square(40, 60, 120, 100), kind=1, shape=2, ink=2, seen=1.0)])
    y, x = np.unravel_index(want.heat[1].argmax(), want.heat[1].shape)
    assert (x, y) == (20, 20)
    at = ((x + 0.5) * crops.STRIDE, (y + 0.5) * crops.STRIDE)
    left, top, right, bottom = want.box[:, y, x]
    assert (at[0] - left, at[1] - top, at[0] + right, at[1] + bottom) == pytest.approx((40, 60, 120, 100))
    assert want.heat[0].max() == want.heat[2].max() == 0
    assert (want.labels[0, y, x], want.labels[1, y, x]) == (2, 2)


def test_what_hardly_shows_is_neither_a_stamp_nor_none():
    want = crops.target([crops.Mark(square(40, 60, 120, 100), kind=0, shape=0, ink=0, seen=0.1)])
    assert want.heat.max() == 0
    assert want.counted[20, 20] == 0
    assert want.counted[60, 60] == 1
