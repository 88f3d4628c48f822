"""Ink apart from print."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.reading import SealColour
from extractors.seals.ink import page_ink, separate, straight_rules, suppress
from tests.extractors.seals.drawn import BLACK, RED, frame_mask, page, ring_mask, stamp


def test_each_ink_has_its_own_layer():
    image = page()
    cv2.circle(image, (200, 300), 40, (45, 35, 205), 6)
    cv2.circle(image, (500, 300), 40, (190, 80, 40), 6)
    layers = {layer.colour: layer for layer in page_ink(image, True).layers}
    assert set(layers) == {SealColour.RED, SealColour.BLUE}
    assert layers[SealColour.RED].mask[240:360, 140:260].any()
    assert not layers[SealColour.RED].mask[240:360, 440:560].any()


def test_a_seal_beside_orange_print_keeps_its_own_ink():
    """A form is ruled in orange: the hue between the two has no votes of its own."""
    image = page()
    stamp(image, frame_mask(image.shape, (520, 860, 570, 910)), (70, 110, 250))
    for y in (100, 140):
        image[y : y + 2, 100:350] = (40, 165, 250)
    (layer,) = page_ink(image, has_colour=True).layers
    assert layer.colour is SealColour.RED
    assert layer.mask[860:910, 520:570].any()
    assert not layer.mask[90:150].any()


def test_yellow_light_is_no_ink():
    lit = (page() * np.array([0.6, 0.85, 1.0])).astype(np.uint8)
    assert page_ink(lit, True).layers == ()


def test_a_page_without_colour_has_only_dark_ink():
    ink = page_ink(page(), False)
    assert ink.layers == ()
    assert ink.dark.colour is SealColour.GREY


def test_black_print_is_taken_out_of_the_seals_own_ink():
    image = np.full((220, 220, 3), 250, np.uint8)
    cv2.line(image, (10, 60), (210, 60), BLACK, 6)
    stamp(image, ring_mask(image.shape, (110, 110), (90, 90)), RED)
    ink = separate(image, (18, 18, 202, 202))
    assert ink.coloured
    assert ink.detail[58:62, 100:120].mean() < 0.3 * ink.raw[58:62, 100:120].mean()
    assert ink.detail[108:112, 19:22].mean() > 0.5  # the rim stays


def test_suppressing_a_seal_keeps_the_print_under_it_and_the_rest_of_the_page():
    image = np.full((300, 300, 3), 245, np.uint8)
    cv2.line(image, (20, 150), (280, 150), BLACK, 6)
    stamp(image, ring_mask(image.shape, (150, 150), (90, 90)), RED)
    clean = suppress(image, ((55, 55, 245, 245),))
    assert clean[150, 150].max() < 110
    assert clean[60:240, 60:240].min(axis=2)[66 - 60 : 70 - 60, 88:92].mean() > 150  # the rim is gone
    assert np.array_equal(clean[:50], image[:50])


def test_straight_rules_are_those_of_morphology_up_to_the_edges():
    dice = np.random.default_rng(3)
    for share, full in ((0.02, 0.7), (0.05, 0.88), (0.1, 0.95)):
        mask = (dice.random((150, 170)) < full).astype(np.uint8)
        mask[40:43], mask[:, 90:92] = 1, 1
        reach = round(share * 1200)
        across, down = (
            cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, reach), (reach, 1))
        )
        expected = cv2.dilate(cv2.max(across, down), np.ones((3, 3), np.uint8))
        assert expected.any()
        assert not expected.all()
        assert (straight_rules(mask, share) == expected).all()
