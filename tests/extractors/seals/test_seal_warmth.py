"""Shapes are looked for where the net is warm: nowhere else can what is found count."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.reading import SealColour, SealShape, SealStatus
from extractors.seals import clusters, rings
from extractors.seals.candidates import Candidate
from extractors.seals.find import LEAST
from extractors.seals.judging import least_support, together
from extractors.seals.net import View
from extractors.seals.rings import propose
from extractors.seals.warmth import Warmth
from tests.extractors.seals.drawn import RED, page, ring_mask, stamp

SOURCES = ("ring", "frame", "dark_ring")


def view(*spots: tuple[int, int, float], reach: float = 40.0) -> View:
    """Heat at cells (row, column); boxes of twice `reach` net pixels; one net pixel is one of the page."""
    planes = np.zeros((17, 400, 300), np.float32)
    for y, x, score in spots:
        planes[0, y, x] = score
        planes[3:7, y, x] = reach
    return View(planes, 1.0)


def surest(source: str) -> Candidate:
    return Candidate((0, 0, 10, 10), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, 1.0, source)


@pytest.mark.parametrize("source", SOURCES)
def test_below_the_least_support_the_clearest_shape_does_not_count_and_from_it_on_it_does(source):
    score = least_support(source, LEAST)
    assert together(surest(source), score * 1.01) > LEAST > together(surest(source), score * 0.99)


def test_a_net_that_is_cold_everywhere_leaves_nothing_to_look_for():
    assert not any(Warmth(view((50, 50, 0.02)), 1.0, source, LEAST).anywhere for source in SOURCES)
    assert all(Warmth(view((50, 50, 0.5)), 1.0, source, LEAST).anywhere for source in SOURCES)


def test_a_place_is_likely_where_its_middle_is_warm_at_whatever_scale_it_is_worked_on():
    warm = view((50, 50, 0.5))  # at (202, 202) of the page
    for scale in (1.0, 0.5):
        warmth = Warmth(warm, scale, "ring", LEAST)
        here, there = (160.0, 160.0, 240.0, 240.0), (360.0, 360.0, 440.0, 440.0)
        assert warmth.likely(tuple(v * scale for v in here))
        assert not warmth.likely(tuple(v * scale for v in there))


def test_a_box_with_heat_at_its_rim_alone_may_still_be_fitted_onto_it():
    assert Warmth(view((50, 50, 0.5)), 1.0, "ring", LEAST).likely((190.0, 180.0, 270.0, 260.0))


def test_a_ring_that_goes_on_beyond_the_page_is_likely_where_a_whole_one_is_not():
    """The net has seen whole seals: half of one leaves it cool, and counts when it was read."""
    warmth = Warmth(view((50, 285, 0.05)), 1.0, "ring", LEAST)  # the page ends at 1200
    assert warmth.likely((1090.0, 150.0, 1250.0, 270.0))
    assert not warmth.likely((1090.0, 150.0, 1200.0, 270.0))
    assert not Warmth(view((50, 285, 0.05)), 1.0, "frame", LEAST).likely((1090.0, 150.0, 1250.0, 270.0))


def test_the_field_holds_what_the_net_boxes_and_room_around_it():
    field = Warmth(view((50, 50, 0.5)), 0.5, "ring", LEAST).field((400, 300))
    ys, xs = np.nonzero(field)
    assert (xs.min(), xs.max(), ys.min(), ys.max()) == (61, 141, 61, 141)  # (162 - 40) / 2 to (242 + 40) / 2


def test_a_seal_within_the_field_is_proposed_as_if_the_page_were_searched_whole():
    image = page()
    mask = ring_mask(image.shape, (560, 900), (85, 85))
    stamp(image, mask, RED)
    strength = np.asarray(cv2.subtract(image[:, :, 2], image[:, :, 1]), np.uint8)
    field = Warmth(view((225, 140, 0.5), reach=90.0), 1.0, "ring", LEAST).field(strength.shape)
    assert 0 < field.mean() < 0.5
    assert propose(strength * field)[0] == pytest.approx(propose(strength)[0], abs=3)


def test_only_the_part_with_ink_is_looked_at_and_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    masks = [ring_mask((1200, 850), centre, (88, 80)) for centre in ((90, 100), (700, 1120), (430, 611))]
    seen = [(propose(mask), grouped(mask)) for mask in masks]
    monkeypatch.setattr(rings, "_voting", lambda field: (field, 0, 0))
    monkeypatch.setattr(clusters, "_inked", lambda mask, _: (mask, 0, 0))
    assert seen == [(propose(mask), grouped(mask)) for mask in masks]
    assert all(circles and groups for circles, groups in seen)


def grouped(mask: np.ndarray) -> list[tuple[tuple[float, ...], list[list[int]]]]:
    return [(box, points.tolist()) for box, points in clusters.clusters(mask // 255)]
