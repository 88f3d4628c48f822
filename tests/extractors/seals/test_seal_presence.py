"""What counts as a seal on a page, and what does not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.reading import SealColour, SealShape, SealStatus
from extractors.seals.find import candidates
from tests.extractors.seals.drawn import BLACK, BLUE, PURPLE, RED, frame_mask, iou, page, ring_mask, stamp, upright


@pytest.mark.parametrize(
    ("ink", "colour"), [(RED, SealColour.RED), (BLUE, SealColour.BLUE), (PURPLE, SealColour.PURPLE)]
)
def test_a_round_seal_over_text_is_found_where_it_is_in_the_colour_it_is(ink, colour):
    image = page()
    stamp(image, ring_mask(image.shape, (560, 900), (85, 85)), ink)
    (found,) = candidates(upright(image))
    assert iou(found.box, (475, 815, 645, 985)) > 0.9
    assert (found.shape, found.colour, found.status) == (SealShape.ROUND, colour, SealStatus.PRESENT)


def test_an_oval_seal_is_oval():
    image = page()
    stamp(image, ring_mask(image.shape, (400, 700), (95, 66)), RED)
    (found,) = candidates(upright(image))
    assert found.shape is SealShape.OVAL
    assert iou(found.box, (305, 634, 495, 766)) > 0.85


def test_a_faint_seal_under_a_yellow_lamp_is_found():
    image = page()
    stamp(image, ring_mask(image.shape, (560, 900), (85, 85)), RED, alpha=0.4)
    lamp = np.linspace(0.7, 1.0, image.shape[1])[None, :, None] * np.array([0.72, 0.92, 1.0])
    (found,) = candidates(upright((image * lamp).astype(np.uint8)))
    assert iou(found.box, (475, 815, 645, 985)) > 0.85


def test_two_seals_stamped_over_each_other_are_two():
    image = page()
    stamp(image, ring_mask(image.shape, (450, 900), (85, 85)), RED)
    stamp(image, ring_mask(image.shape, (570, 930), (85, 85)), RED)
    assert len([c for c in candidates(upright(image)) if c.shape is SealShape.ROUND]) == 2


def test_a_seal_across_the_edge_of_the_page_is_partial():
    image = page()
    stamp(image, ring_mask(image.shape, (image.shape[1] - 25, 600), (85, 85)), RED)
    (found,) = candidates(upright(image))
    assert found.status is SealStatus.PARTIAL


def test_a_framed_seal_is_a_rectangle():
    image = page()
    stamp(image, frame_mask(image.shape, (420, 900, 620, 985)), BLUE)
    (found,) = candidates(upright(image))
    assert found.shape is SealShape.RECTANGLE
    assert iou(found.box, (420, 900, 620, 985)) > 0.85


def test_a_red_circle_drawn_round_a_word_is_no_seal():
    image = page()
    stamp(image, ring_mask(image.shape, (400, 600), (80, 55), letters=0), RED)
    assert candidates(upright(image)) == ()


def test_red_rules_of_a_form_are_no_seals():
    image = page()
    for y in range(200, 1000, 70):
        cv2.line(image, (60, y), (800, y), RED, 2)
    for x in range(60, 801, 148):
        cv2.line(image, (x, 200), (x, 970), RED, 2)
    assert candidates(upright(image)) == ()


def test_a_red_heading_an_arrow_and_a_disc_are_no_seals():
    image = page()
    for x in range(200, 620, 42):
        cv2.putText(image, "H", (x, 70), cv2.FONT_HERSHEY_DUPLEX, 1.4, RED, 4)
    cv2.arrowedLine(image, (100, 500), (240, 560), RED, 5)
    cv2.circle(image, (600, 700), 60, RED, -1)
    assert candidates(upright(image)) == ()


def test_plain_print_holds_no_seal_in_colour_or_grey():
    assert candidates(upright(page())) == ()
    assert candidates(upright(page(), has_colour=False)) == ()


def test_a_copied_seal_is_seen_on_a_grey_page_without_naming_its_colour():
    image = page()
    stamp(image, ring_mask(image.shape, (500, 1130 - 45), (85, 85)), (90, 90, 90))
    found = candidates(upright(image, has_colour=False))
    assert [c.colour for c in found] == [SealColour.GREY]
    assert found[0].status in (SealStatus.PHOTOCOPIED, SealStatus.UNDETERMINED)


def test_a_black_seal_on_a_colour_page_is_black():
    image = page()
    image[1040:] = 248
    stamp(image, ring_mask(image.shape, (500, 1110), (80, 80)), BLACK)
    cv2.putText(image, "x", (30, 30), cv2.FONT_HERSHEY_DUPLEX, 1, BLUE, 2)
    found = [c for c in candidates(upright(image)) if c.shape is SealShape.ROUND]
    assert [c.colour for c in found] == [SealColour.BLACK]


def test_a_small_page_and_a_blank_page_do_no_harm():
    assert candidates(upright(np.full((40, 30, 3), 255, np.uint8))) == ()
    assert candidates(upright(np.full((1200, 850, 3), 250, np.uint8))) == ()
