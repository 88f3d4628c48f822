"""A ring is weighed by its ink once it was read: smeared ones are seals, marks, ghosts and stains are none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.reading import SealColour, SealPurpose, SealShape, SealStatus
from extractors.seals import find, glimpsed
from extractors.seals.candidates import Candidate
from extractors.seals.ink import page_ink, separate
from extractors.seals.judging import FAINT, LEAST
from extractors.seals.meaning import understand
from extractors.seals.net import View
from extractors.seals.phrases import Fit
from extractors.seals.shapes import Ellipse
from extractors.seals.traces import Trace, trace
from extractors.seals.weighing import FEATURES, features, weighed
from extractors.seals.wording import NOTHING, Piece, SealText
from tests.extractors.seals.drawn import BLACK, RED, ring_mask, stamp, upright

RING = Ellipse(150, 150, 85, 85)
UNREAD, HALF = 0.25, 0.34  # confidences of rings that only just were no seals, before their ink was asked
TEA = (90, 160, 200)


def paper(tone: int = 248) -> np.ndarray:
    return np.full((300, 300, 3), tone, np.uint8)


def lettered() -> np.ndarray:
    return ring_mask((300, 300), (150, 150), (85, 85), letters=14)


def starred() -> np.ndarray:
    mask = ring_mask((300, 300), (150, 150), (85, 85), letters=0)
    points = [(r * np.sin(k * np.pi / 5), -r * np.cos(k * np.pi / 5)) for k, r in enumerate([46, 18] * 5)]
    return cv2.fillPoly(mask, [np.array(points, np.int32) + 150], 255)


def traced(image: np.ndarray, ring: Ellipse = RING) -> Trace:
    x0, y0, x1, y1 = (int(max(0, v)) for v in ring.box)
    return trace(separate(image, (x0, y0, x1, y1)), ring)


def pressed(mask: np.ndarray, ink: tuple[int, int, int] = RED, alpha: float = 0.85) -> np.ndarray:
    image = paper()
    stamp(image, mask, ink, alpha)
    return image


def said(image: np.ndarray, rim: str = "", sure: float = 0.0, ring: Ellipse = RING) -> SealText:
    return SealText(Piece(rim, sure), (), trace=traced(image, ring))


def test_a_smeared_seal_of_which_nothing_is_read_is_one():
    smeared = cv2.GaussianBlur(lettered(), (0, 0), 4)
    assert weighed(UNREAD, said(pressed(smeared))) > LEAST


def test_a_ring_round_a_star_without_lettering_is_a_mark():
    assert weighed(HALF, said(pressed(starred()))) < LEAST
    assert weighed(HALF, said(pressed(starred()), "小人属", 0.7)) < weighed(
        HALF, said(pressed(lettered()), "小人属", 0.7)
    )


def test_what_shines_through_from_the_other_side_is_no_seal_however_sure_the_net_is():
    assert weighed(0.95, said(pressed(lettered(), BLACK, 0.06), "医院院", 0.9)) < LEAST
    assert weighed(0.95, said(pressed(lettered(), RED, 0.4))) > LEAST  # pressed faintly


def test_print_over_a_ghost_makes_it_no_denser():
    image = pressed(lettered(), BLACK, 0.06)
    cv2.putText(image, "2026-11-22", (40, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.2, BLACK, 3)
    assert traced(image).density < 0.1


def test_the_ring_of_a_cup_has_no_hue_of_a_stamp():
    ring = cv2.GaussianBlur(ring_mask((300, 300), (150, 150), (85, 85), letters=0), (0, 0), 4)
    assert not traced(pressed(ring, TEA)).stamped
    assert traced(pressed(ring, RED)).stamped
    assert weighed(UNREAD, said(pressed(ring, TEA))) < LEAST


def test_a_round_picture_stands_on_no_paper():
    image = paper(15)
    cv2.circle(image, (150, 150), 85, (70, 90, 190), -1)
    assert traced(image).ground > traced(pressed(lettered())).ground + 0.3 or traced(image).ring.rim < 0.5
    assert weighed(0.2, said(image)) < LEAST


def test_a_seal_across_the_pages_edge_shows_less_to_the_net():
    whole = pressed(lettered())
    part = np.ascontiguousarray(whole[:, :130])
    assert weighed(0.15, said(part)) > weighed(0.15, said(whole))


def test_the_net_says_little_of_a_ring_of_which_it_sees_but_a_part():
    whole = pressed(lettered())
    part, cold = np.ascontiguousarray(whole[:, :130]), 0.01
    assert weighed(cold, said(part, "示例市", 0.9)) > LEAST > weighed(cold, said(whole, "示例市", 0.9))
    unlettered = np.ascontiguousarray(pressed(ring_mask((300, 300), (150, 150), (85, 85), letters=0))[:, :130])
    assert weighed(cold, said(unlettered)) < 0.2 * LEAST


def test_a_purpose_read_in_a_ring_bears_it_out_and_without_a_rim_does_not():
    fit = Fit(SealPurpose.DEPARTMENT, "门诊部", 1.0)
    ring, blank = traced(pressed(lettered(), BLACK)), traced(pressed(np.zeros((300, 300), np.uint8)))
    with_rim = SealText(Piece("", 0.0), (Piece("门诊部", 0.9),), fit=fit, trace=ring)
    without = SealText(Piece("", 0.0), (Piece("门诊部", 0.9),), fit=fit, trace=blank)
    at = FEATURES.index("purpose")
    assert features(0.3, ring, with_rim)[at] > 0.9
    assert features(0.3, blank, without)[at] < 0.3


def test_a_place_whose_ink_was_not_looked_at_keeps_what_was_thought_of_it():
    assert weighed(0.6, NOTHING) == 0.6


def ring_at(confidence: float) -> Candidate:
    return Candidate(
        RING.box, SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, confidence, "ring", RING, support=0.2
    )  # fmt: skip


@pytest.mark.parametrize(("mask", "kept"), [(lettered(), True), (starred(), False)])
def test_a_ring_that_neither_shape_nor_net_was_sure_of_is_read_and_weighed(monkeypatch, mask, kept):
    image = pressed(mask)
    monkeypatch.setattr(glimpsed, "read_seal", lambda *_: said(image, "示例市人民", 0.9 if kept else 0.0))
    cold = View(np.zeros((17, 75, 75), np.float32), 1.0)
    found = glimpsed.glimpsed(image, page_ink(image, True), cold, (), None, faint=(ring_at(0.3),))
    assert bool(found) is kept
    taken = (ring_at(0.9),)
    assert glimpsed.glimpsed(image, page_ink(image, True), cold, taken, None, faint=(ring_at(0.3),)) == []


def test_only_rings_of_a_seals_size_are_kept_for_reading():
    small = Candidate(
        (0, 0, 40, 40), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, 0.2, "ring", Ellipse(20, 20, 20, 20)
    )
    assert find._may_be_seal(ring_at(0.2), 1200)
    assert not find._may_be_seal(small, 1200)
    assert FAINT < LEAST


@pytest.mark.parametrize(("rim", "purpose"), [("医院科", SealPurpose.UNKNOWN), ("示例市医院", SealPurpose.INSTITUTION)])
def test_the_end_of_a_name_is_no_institution(rim, purpose):
    words = SealText(Piece(rim, 0.9), (), centre_marked=True, foot_blank=True)
    assert understand(words, ring_at(0.9), small=False).purpose is purpose


@pytest.mark.parametrize(("status", "kept"), [(SealStatus.PARTIAL, True), (SealStatus.PRESENT, False)])
def test_a_ring_cut_off_is_read_though_the_net_hardly_sees_it(status, kept):
    faint = Candidate(RING.box, SealShape.ROUND, SealColour.RED, status, 0.02, "ring", RING)
    assert find._may_be_seal(faint, 1200) is kept


def test_where_the_net_is_cold_no_lettering_is_looked_for(monkeypatch):
    cold = View(np.zeros((17, 75, 75), np.float32), 1.0)
    monkeypatch.setattr(find.clusters, "inscriptions", lambda _: pytest.fail("looked for"))
    seen = find.Survey(page_ink(pressed(lettered()), True), cold, ())
    assert find._inscribed(upright(paper()), seen, None) == []
