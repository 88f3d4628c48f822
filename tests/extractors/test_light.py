"""Colour on a page: a stamp is one, a tint of the whole picture is none."""

from __future__ import annotations

import numpy as np

from extractors import light


def test_what_is_usual_for_a_lightness_is_the_median_of_its_pixels() -> None:
    dice = np.random.default_rng(4)
    levels = dice.integers(0, 8 * 30, (40, 50)).astype(np.uint8)
    values = dice.integers(90, 160, levels.shape).astype(np.uint8)
    usual = light._usual(levels, values)
    assert [usual[n] for n in range(8 * 30)] == [np.median(values[levels // 8 == n // 8]) for n in range(8 * 30)]
    assert (usual[8 * 30 :] == 128).all()  # no pixel is as light
    assert len(usual) == 256


def test_a_red_stamp_is_colour_on_a_tinted_page_and_the_tint_is_none() -> None:
    page = np.full((700, 500, 3), (200, 225, 235), np.uint8)
    page[100:600:20, 50:450] = (40, 46, 50)
    assert not light.has_colour(page)
    page[400:450, 300:350] = (60, 60, 210)
    assert light.has_colour(page)
