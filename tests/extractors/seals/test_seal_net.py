"""The trained detector: what it answers, how its boxes are drawn to the ink, how its word counts beside the shape."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractors import models
from extractors.images import Upright
from extractors.reading import Box, Seal, SealColour, SealPurpose, SealShape, SealStatus
from extractors.seals import glimpsed as glimpse
from extractors.seals import sighted
from extractors.seals.candidates import Candidate
from extractors.seals.find import candidates
from extractors.seals.ink import page_ink
from extractors.seals.judging import borne_out, joined_by_net, together
from extractors.seals.net import LONG_SIDE, Sighting, View, look
from extractors.seals.shapes import ellipse_in
from extractors.seals.sighted import placed
from extractors.seals.wording import Piece, SealText
from tests.extractors.seals.drawn import BLACK, BLUE, RED, frame_mask, iou, page, ring_mask, stamp, upright


def blank_view(height: int = 224, width: int = 160, scale: float = 0.5) -> View:
    return View(np.zeros((17, height, width), np.float32), scale)


def peak(view: View, at: tuple[int, int], score: float, reach: float = 40.0, kind: int = 0) -> None:
    """A seal of twice `reach` net pixels about the cell `at` (row, column)."""
    y, x = at
    view.planes[kind, y, x] = score
    view.planes[3:7, y, x] = reach
    view.planes[8, y, x] = view.planes[13, y, x] = 1.0


def sighting(box, shape=SealShape.ROUND, ink=SealColour.RED, purpose=None) -> Sighting:
    return Sighting(box=box, score=0.9, purpose=purpose, shape=shape, ink=ink, ink_surety=0.9)


def shaped(confidence: float, source: str = "ring") -> Candidate:
    return Candidate((0, 0, 10, 10), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, confidence, source)


def test_the_weights_are_the_ones_that_were_measured():
    assert models.weights(models.SEALS).is_file()


def test_the_same_page_gives_the_same_answer():
    image = page()
    stamp(image, ring_mask(image.shape, (560, 900), (85, 85)), RED)
    assert np.array_equal(look(image).planes, look(image.copy()).planes)


def test_the_answer_covers_the_page_and_no_more():
    view = look(np.full((1200, 850, 3), 250, np.uint8))
    assert view.planes.shape == (17, LONG_SIDE // 4, -(-round(850 * LONG_SIDE / 1200) // 4))
    assert view.scale == pytest.approx(LONG_SIDE / 1200)


def test_a_seal_over_print_is_seen_where_it_is_and_paper_is_not():
    image = page()
    assert look(image).sightings(0.4) == ()
    stamp(image, ring_mask(image.shape, (560, 900), (85, 85)), RED)
    best = look(image).sightings(0.1)[0]
    assert iou(best.box, (475, 815, 645, 985)) > 0.5


def test_boxes_are_in_pixels_of_the_page():
    view = blank_view()
    peak(view, (50, 70), 0.8)
    (seen,) = view.sightings(0.3)
    assert seen.box == pytest.approx(((282 - 40) / 0.5, (202 - 40) / 0.5, (282 + 40) / 0.5, (202 + 40) / 0.5))
    assert (seen.score, seen.shape, seen.ink, seen.purpose) == (
        pytest.approx(0.8),
        SealShape.ROUND,
        SealColour.RED,
        None,
    )


def test_one_seal_is_seen_once_and_neighbours_both():
    view = blank_view()
    peak(view, (50, 70), 0.8)
    peak(view, (53, 74), 0.7)
    peak(view, (50, 100), 0.6)
    assert [round(s.score, 1) for s in view.sightings(0.3)] == [0.8, 0.6]


def test_name_seals_and_fingerprints_are_told_apart_from_seals():
    view = blank_view()
    peak(view, (50, 70), 0.8, kind=2)
    assert view.sightings(0.3)[0].purpose is SealPurpose.FINGERPRINT


def test_support_is_what_the_net_saw_about_a_boxs_centre():
    view = blank_view()
    peak(view, (50, 70), 0.8)
    assert view.support((484, 324, 644, 484)) == pytest.approx(0.8)
    assert view.support((0, 0, 160, 160)) == 0
    assert view.support((-900, -900, -700, -700)) == 0  # beyond the page


def test_a_rough_box_is_drawn_to_the_rim():
    image = page()
    stamp(image, ring_mask(image.shape, (560, 900), (85, 85)), RED)
    ink = page_ink(image, True)
    place = placed(sighting((482, 806, 652, 980)), ink, 0.9)
    assert iou(place.box, (475, 815, 645, 985)) > 0.93
    assert (place.shape, place.colour, place.status) == (SealShape.ROUND, SealColour.RED, SealStatus.PRESENT)


def test_a_rough_box_is_drawn_to_the_frame():
    image = page()
    stamp(image, frame_mask(image.shape, (420, 900, 620, 985)), BLUE)
    place = placed(sighting((408, 905, 628, 978), SealShape.RECTANGLE, SealColour.BLUE), page_ink(image, True), 0.9)
    assert iou(place.box, (420, 900, 620, 985)) > 0.93
    assert (place.shape, place.colour) == (SealShape.RECTANGLE, SealColour.BLUE)


def test_where_the_ink_bears_out_no_rim_the_nets_box_stays():
    box = (300, 300, 460, 460)
    place = placed(sighting(box), page_ink(page(), True), 0.9)
    assert place.box == pytest.approx(box)


def test_a_black_seal_is_a_copy():
    image = page()
    stamp(image, ring_mask(image.shape, (560, 900), (85, 85)), BLACK, alpha=1.0)
    place = placed(sighting((475, 815, 645, 985), ink=SealColour.BLACK), page_ink(image, True), 0.9)
    assert (place.colour, place.status) == (SealColour.BLACK, SealStatus.PHOTOCOPIED)


def test_a_seal_cut_by_the_pages_edge_is_partial():
    image = page()
    stamp(image, ring_mask(image.shape, (825, 600), (85, 85)), RED)
    place = placed(sighting((740, 515, 910, 685)), page_ink(image, True), 0.9)
    assert place.status is SealStatus.PARTIAL


def test_a_frame_that_the_net_takes_for_a_ring_is_a_frame():
    image = np.full((1200, 850, 3), 248, np.uint8)  # print that breaks its stroke hides it
    stamp(image, frame_mask(image.shape, (480, 815, 640, 975)), RED)
    place = placed(sighting((475, 810, 645, 980)), page_ink(image, True), 0.9)
    assert (place.shape, place.ellipse) == (SealShape.SQUARE, None)


@pytest.mark.parametrize(("score", "ring"), [(0.05, False), (0.09, False), (0.28, True)])
def test_ink_along_no_rim_is_no_ring_whatever_the_net_takes_it_for(monkeypatch, score, ring):
    """Worn squares of three lines; a rim that was rubbed, copied and faxed still has more along it."""
    image = np.full((1200, 850, 3), 248, np.uint8)
    mask = frame_mask(image.shape, (480, 815, 640, 975))
    mask[800:990, 610:660] = 0  # its right side
    stamp(image, mask, RED)
    monkeypatch.setattr(sighted, "fit_ellipse", lambda ink, start, tolerance: (ellipse_in(start), score))
    place = placed(sighting((475, 810, 645, 980)), page_ink(image, True), 0.9)
    assert (place.ellipse is not None) == ring
    assert ring or (place.shape is SealShape.SQUARE and place.rectangle is not None)


def test_a_fingerprint_is_no_ring():
    image = page()
    stamp(image, ring_mask(image.shape, (560, 900), (30, 30)), RED)
    place = placed(sighting((530, 870, 590, 930), purpose=SealPurpose.FINGERPRINT), page_ink(image, True), 0.9)
    assert (place.shape, place.purpose, place.ellipse) == (SealShape.OTHER, SealPurpose.FINGERPRINT, None)


def test_the_net_raises_and_lowers_what_the_shape_says():
    assert together(shaped(0.5), 0.02) < 0.2 < 0.8 < together(shaped(0.5), 0.9)
    assert together(shaped(0.9), 0.3) > together(shaped(0.4), 0.3)
    assert together(None, 0.9) > 0.6 and together(None, 0.1) < 0.1


def test_what_both_find_is_one_place_and_keeps_the_fitted_outline():
    image = page()
    ink = page_ink(image, True)
    view = blank_view(scale=1.0)
    peak(view, (50, 70), 0.9, reach=80)
    fitted = Candidate((205, 125, 360, 280), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, 0.9, "ring")
    (place,) = joined_by_net([fitted], view, ink)
    assert place.box == fitted.box
    assert place.support == pytest.approx(0.9)


def test_a_poor_ring_of_strokes_where_the_net_sees_a_frame_or_a_finger_counts_for_nothing():
    image = page()
    view = blank_view(scale=1.0)
    peak(view, (50, 70), 0.85, reach=80)
    view.planes[8, 50, 70], view.planes[10, 50, 70] = 0.0, 1.0  # a rectangle
    poor = Candidate((205, 125, 340, 280), SealShape.OVAL, SealColour.GREY, SealStatus.PRESENT, 0.52, "dark_ring")
    (place,) = joined_by_net([poor], view, page_ink(image, True))
    assert (place.source, place.confidence > 0.8) == ("net", True)


def test_the_corner_squares_of_a_qr_code_are_no_seals():
    image = np.full((1200, 850, 3), 255, np.uint8)
    code = (np.random.default_rng(3).random((29, 29)) < 0.5).astype(np.uint8)
    for y, x in ((0, 0), (0, 22), (22, 0)):
        code[y : y + 7, x : x + 7] = 1
        code[y + 1 : y + 6, x + 1 : x + 6] = 0
        code[y + 2 : y + 5, x + 2 : x + 5] = 1
    big = cv2.resize(code, (348, 348), interpolation=cv2.INTER_NEAREST)
    image[300:648, 250:598][big > 0] = (110, 90, 20)
    assert candidates(upright(image)) == ()


@pytest.mark.parametrize(
    ("words", "sure", "kept"), [("检验科", 0.95, True), ("检验科", 0.5, False), ("", 0.0, False), ("12.3", 0.99, False)]
)
def test_a_place_half_seen_is_kept_for_a_stamps_words_only(monkeypatch, words, sure, kept):
    image = page()
    view = blank_view(scale=0.5)
    peak(view, (50, 70), 0.35)
    said = SealText(Piece(words, sure), ())
    monkeypatch.setattr(glimpse, "read_seal", lambda *_: said)
    found = glimpse.glimpsed(image, page_ink(image, True), view, (), engine=None)
    assert [place.support for place, _ in found] == ([pytest.approx(0.35)] if kept else [])


@pytest.mark.parametrize(
    ("ink", "words", "kept"),
    [
        (RED, "2026-03-18", True),
        (BLACK, "2026-03-18", False),
        (BLACK, "女/61岁 2026-03-18", False),
        (BLACK, "药费已收 2026-03-18", True),
    ],
)
def test_a_date_in_print_s_ink_is_a_form_s_cell(monkeypatch, ink, words, kept):
    image = np.full((1200, 850, 3), 250, np.uint8)
    stamp(image, frame_mask(image.shape, (500, 370, 620, 430)), ink)
    view = blank_view(scale=0.5)
    peak(view, (50, 70), 0.35, reach=32)
    view.planes[8, 50, 70], view.planes[10, 50, 70] = 0.0, 1.0
    said = SealText(Piece(words, 0.99), ())
    monkeypatch.setattr(glimpse, "read_seal", lambda *_: said)
    assert bool(glimpse.glimpsed(image, page_ink(image, True), view, (), engine=None)) is kept


@pytest.mark.parametrize(("rule", "kept"), [(0, True), (120, True), (480, False)])
def test_words_in_the_ink_of_a_forms_rules_are_its_own(monkeypatch, rule, kept):
    """A letterhead in purple with a bar below it, a note in red below a red border; a frame's side is shorter."""
    image = np.full((1200, 850, 3), 250, np.uint8)
    stamp(image, frame_mask(image.shape, (500, 370, 620, 430)), RED)
    image[:, 80 : 80 + rule][200:204] = RED
    view = blank_view(scale=0.5)
    peak(view, (50, 70), 0.35, reach=32)
    view.planes[8, 50, 70], view.planes[10, 50, 70] = 0.0, 1.0
    said = SealText(Piece("形态提要", 0.95), ())
    monkeypatch.setattr(glimpse, "read_seal", lambda *_: said)
    assert bool(glimpse.glimpsed(image, page_ink(image, True), view, (), engine=None)) is kept


def test_what_forms_and_screens_print_is_no_stamp(monkeypatch):
    for words in ("(未盖章无效)", "查看影像"):
        view = blank_view(scale=0.5)
        peak(view, (50, 70), 0.35)
        said = SealText(Piece(words, 0.99), ())
        monkeypatch.setattr(glimpse, "read_seal", lambda *_, said=said: said)
        assert glimpse.glimpsed(page(), page_ink(page(), True), view, (), engine=None) == []


def test_words_left_white_in_a_ground_are_print_and_not_read(monkeypatch):
    image = np.full((900, 640, 3), 250, np.uint8)
    image[300:560, 160:560] = (220, 110, 48)
    for x in range(240, 480, 24):
        cv2.line(image, (x, 385), (x + 12, 425), (255, 255, 255), 3)
    view = blank_view(scale=0.5)
    peak(view, (50, 45), 0.35, reach=30)  # about (364, 404), 120 pixels wide
    monkeypatch.setattr(glimpse, "read_seal", lambda *_: pytest.fail("read"))
    assert glimpse.glimpsed(image, page_ink(image, True), view, (), engine=None) == []


def framed_name(neighbour: bool) -> tuple[np.ndarray, View]:
    """A grey page with a small frame, a cell beside it or not, and a view that half sees it."""
    image = np.full((900, 640, 3), 250, np.uint8)
    cv2.rectangle(image, (300, 380), (430, 430), BLACK, 3)
    for x in range(316, 410, 20):
        cv2.line(image, (x, 392), (x + 8, 418), BLACK, 3)
    if neighbour:
        cv2.rectangle(image, (200, 330), (560, 480), BLACK, 3)
        cv2.line(image, (200, 430), (560, 430), BLACK, 3)
        cv2.line(image, (200, 380), (560, 380), BLACK, 3)
    view = blank_view(scale=0.5)
    view.planes[0, 50, 45] = 0.4
    view.planes[3:7, 50, 45] = (32, 12, 33, 14)
    view.planes[10, 50, 45] = view.planes[16, 50, 45] = 1.0
    return image, view


@pytest.mark.parametrize(
    ("name", "neighbour", "kept"),
    [("方示例", False, True), ("方示例", True, False), ("普通", False, False), ("检查所见", False, False)],
)
def test_on_a_copy_a_name_in_a_frame_of_its_own_is_a_name_seal(monkeypatch, name, neighbour, kept):
    image, view = framed_name(neighbour)
    monkeypatch.setattr(glimpse, "read_seal", lambda *_: SealText(Piece(name, 0.99), ()))
    found = glimpse.glimpsed(image, page_ink(image, False), view, (), engine=None)
    assert bool(found) is kept


def test_a_place_found_already_is_not_read_again(monkeypatch):
    image = page()
    view = blank_view(scale=0.5)
    peak(view, (50, 70), 0.35)
    monkeypatch.setattr(glimpse, "read_seal", lambda *_: pytest.fail("read"))
    taken = (replace(shaped(0.9), box=(480, 320, 650, 490)),)
    assert glimpse.glimpsed(image, page_ink(image, True), view, taken, engine=None) == []


def lettered(colour: SealColour) -> Candidate:
    return Candidate((100, 100, 300, 130), SealShape.LINE, colour, SealStatus.PRESENT, 0.8, "lettering")


def test_coloured_print_the_net_sees_nothing_in_is_no_stamp_whatever_it_says():
    view = blank_view()
    assert not borne_out(lettered(SealColour.BLUE), "基因检测报告", view)
    peak(view, (14, 25), 0.4)
    assert borne_out(lettered(SealColour.BLUE), "基因检测报告", view)


def test_words_that_call_themselves_a_stamp_and_copies_need_no_net():
    assert borne_out(lettered(SealColour.BLUE), "收费专用章", blank_view())
    assert borne_out(lettered(SealColour.GREY), "复印属实", blank_view())
    assert not borne_out(lettered(SealColour.BLACK), "超声诊断专用章", blank_view()), "a form prints where one belongs"


def test_of_a_line_in_colour_that_is_a_purpose_and_no_more_less_has_to_be_seen():
    view = blank_view()
    peak(view, (14, 25), 0.06)
    assert borne_out(lettered(SealColour.BLUE), "门诊便民服务台", view)
    assert borne_out(lettered(SealColour.RED), "收费专用", view)
    assert not borne_out(lettered(SealColour.BLACK), "收费专用", view)
    assert not borne_out(lettered(SealColour.BLUE), "基因检测报告", view)
    assert not borne_out(lettered(SealColour.BLUE), "收费专用", blank_view())


def glimpse_at(score: float, kind: int = 0) -> tuple[Upright, View]:
    view = blank_view(scale=1.0)
    peak(view, (50, 70), score, kind=kind)
    return upright(page(640, 896)), view


def a_seal(box: Box, purpose: SealPurpose) -> Seal:
    return Seal("a.jpg", 1, box, SealShape.SQUARE, SealColour.RED, SealStatus.PRESENT, purpose, 0.9)


@pytest.mark.parametrize(
    ("score", "kind", "said"), [(0.3, 0, True), (0.23, 0, False), (0.12, 0, False), (0.6, 2, False)]
)
def test_a_page_says_where_something_may_be_a_seal(score: float, kind: int, said: bool) -> None:
    assert glimpse.doubtful(*glimpse_at(score, kind), ()) is said


def test_what_was_found_is_not_in_doubt() -> None:
    seen = glimpse_at(0.5)
    there = Box(242 / 640, 162 / 896, 322 / 640, 242 / 896)
    elsewhere = Box(0.8, 0.8, 0.9, 0.9)
    assert not glimpse.doubtful(*seen, [a_seal(there, SealPurpose.PERSONAL_NAME)])
    assert glimpse.doubtful(*seen, [a_seal(elsewhere, SealPurpose.PERSONAL_NAME)])
    assert not glimpse.doubtful(*seen, [a_seal(elsewhere, SealPurpose.CERTIFICATE)])
