"""Pages turned upright, and the way back to the page as delivered."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.images import Upright, upright
from extractors.opened import Raster
from extractors.rectify import find_page
from extractors.skew import find_tilt

LINES = (
    "DISCHARGE SUMMARY",
    "Name: A. Nobody   Sex: M   Age: 58",
    "Admitted 2026-01-03 with chest pain for two days.",
    "Blood pressure 150/95 mmHg, heart rate 88 per minute.",
    "Troponin 0.02 ng/ml, creatinine 88 umol/l, glucose 6.1 mmol/l.",
    "Treated with aspirin, atorvastatin and metoprolol.",
    "Discharged 2026-01-12 in good condition.",
    "Follow up in the outpatient department in one month.",
    "Diagnosis: hypertension, stage 2",
    "Physician: B. Nobody     2026-01-12",
)


def sheet(width: int = 900, height: int = 1270) -> Raster:
    """A typed page, black on white, with a red patch at its top right."""
    page = np.full((height, width, 3), 255, np.uint8)
    for number, words in enumerate(LINES * 2):
        y = 110 + number * 56
        cv2.putText(page, words, (70, y), cv2.FONT_HERSHEY_COMPLEX, 0.7, (20, 20, 20), 1, cv2.LINE_AA)
    page[30:70, width - 130 : width - 60] = (30, 30, 220)
    return page


def on_desk(
    page: Raster, corners: list[tuple[float, float]], size: tuple[int, int] = (1400, 1800), board: int = 0
) -> Raster:
    """The page laid on a brown desk, its corners (from the top left, clockwise) at the given pixels.

    `board`: how wide the desk's boards are, in pixels; 0: it is of one piece.
    """
    width, height = size
    dice = np.random.default_rng(3)
    desk = np.full((height, width, 3), (60, 90, 120), np.float32) + dice.normal(0, 4, (height, width, 1))
    for joint in range(board, height, board) if board else ():
        desk[joint : joint + 4] -= 45
    h, w = page.shape[:2]
    matrix = cv2.getPerspectiveTransform(
        np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), np.array(corners, np.float32)
    )
    paper = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full((h, w), 1, np.uint8), matrix, size)
    desk[cover > 0] = paper[cover > 0] * np.float32(0.9)
    return np.clip(desk, 0, 255).astype(np.uint8)


def rotated(page: Raster, degrees: float) -> Raster:
    """Turned clockwise on white, nothing cut off."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = int(height * sin + width * cos), int(height * cos + width * sin)
    matrix[:, 2] += (wide - width) / 2, (high - height) / 2
    return cv2.warpAffine(page, matrix, (wide, high), borderValue=(255, 255, 255))


def red_patch(image: Raster) -> tuple[float, float]:
    """Centre of the red patch, fractions."""
    blue, _, red = (image[..., channel].astype(int) for channel in range(3))
    ys, xs = np.nonzero((red - blue > 90) & (red > 120))
    return float(xs.mean()) / image.shape[1], float(ys.mean()) / image.shape[0]


def back(found: Upright, x: float, y: float) -> NDArray[np.float64]:
    """Where a point of the upright page (fractions of it) lies on the page as delivered."""
    pixels = np.array([[[x * found.image.shape[1], y * found.image.shape[0]]]], np.float64)
    return cv2.perspectiveTransform(pixels, found.to_delivered)[0, 0]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_turned_by_quarters_comes_upright_and_maps_back(turns: int) -> None:
    delivered = np.ascontiguousarray(np.rot90(sheet(), -turns))  # clockwise
    found = upright(delivered)
    assert found.rotation == turns * 90
    assert not found.rectified
    x, y = red_patch(found.image)
    assert x > 0.8 and y < 0.1
    assert back(found, x, y) == pytest.approx(red_patch(delivered), abs=0.004)


@pytest.mark.parametrize("degrees", [-20, -3.5, 2, 12, 33])
def test_a_tilted_page_is_levelled(degrees: float) -> None:
    delivered = rotated(sheet(), degrees)
    found = upright(delivered)
    assert found.skew == pytest.approx(degrees, abs=0.35)
    assert found.rotation == 0
    assert find_tilt(found.image).angle == pytest.approx(0, abs=0.35)
    assert back(found, *red_patch(found.image)) == pytest.approx(red_patch(delivered), abs=0.006)


def test_a_page_that_is_both_turned_and_tilted() -> None:
    found = upright(rotated(sheet(), 180 + 8))
    assert found.rotation == 180
    assert found.skew == pytest.approx(8, abs=0.35)


def test_a_page_on_a_desk_is_cut_out_and_flattened() -> None:
    corners = [(210.0, 190.0), (1180.0, 150.0), (1260.0, 1600.0), (130.0, 1650.0)]
    found = upright(on_desk(sheet(), corners))
    assert found.rectified
    ends = [back(found, x, y) * (1400, 1800) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    assert np.abs(np.array(ends) - np.array(corners)).max() < 12
    x, y = red_patch(found.image)
    assert (x, y) == pytest.approx((805 / 900, 50 / 1270), abs=0.015)


def test_the_joints_of_a_desk_are_no_writing_beside_the_page() -> None:
    corners = [(320.0, 150.0), (1290.0, 420.0), (1010.0, 1700.0), (60.0, 1400.0)]
    found = upright(on_desk(sheet(), corners, board=360))
    assert found.rectified
    assert abs(find_tilt(found.image).angle) < 0.6


def test_writing_beside_the_page_is_not_cut_off() -> None:
    corners = [(160.0, 210.0), (1190.0, 150.0), (1150.0, 1320.0), (60.0, 1400.0)]
    picture = on_desk(sheet(), corners, board=480)
    for y in range(1450, 1760, 60):
        cv2.putText(picture, "written on a second sheet below", (200, y), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (20.0,) * 3, 3)
    assert not upright(picture).rectified


def test_a_page_upside_down_on_a_desk() -> None:
    corners = [(1260.0, 1600.0), (130.0, 1650.0), (210.0, 190.0), (1180.0, 150.0)]
    found = upright(on_desk(sheet(), corners))
    assert (found.rectified, found.rotation) == (True, 180)
    x, y = red_patch(found.image)
    assert x > 0.8 and y < 0.1


def test_a_card_on_a_desk_is_cut_out() -> None:
    card = np.full((540, 856, 3), (235, 225, 205), np.uint8)
    for number, words in enumerate(("NAME  A. NOBODY", "SEX M   BORN 1967 03 05", "ADDRESS NOWHERE STREET 1")):
        cv2.putText(card, words, (50, 90 + 90 * number), cv2.FONT_HERSHEY_DUPLEX, 1, (30, 30, 30), 2)
    corners = [(400.0, 600.0), (1000.0, 640.0), (985.0, 1030.0), (380.0, 985.0)]
    found = upright(on_desk(card, corners))
    assert found.rectified
    assert found.image.shape[1] / found.image.shape[0] == pytest.approx(856 / 540, rel=0.06)


def test_a_frame_printed_on_a_page_is_not_its_edge() -> None:
    page = sheet()
    cv2.rectangle(page, (50, 90), (850, 800), (0, 0, 0), 4)
    page[91:799, 51:849][page[91:799, 51:849].min(axis=2) > 200] = (225, 240, 240)
    assert find_page(page) is None
    framed = cv2.copyMakeBorder(page, 0, 0, 0, 0, cv2.BORDER_CONSTANT)
    assert not upright(framed).rectified


def test_a_page_that_runs_out_of_the_picture_is_not_cut() -> None:
    corners = [(-300.0, -200.0), (1500.0, -250.0), (1550.0, 2100.0), (-250.0, 2150.0)]
    assert not upright(on_desk(sheet(), corners)).rectified


def test_two_papers_side_by_side_stay_together() -> None:
    one = on_desk(sheet(), [(60.0, 200.0), (640.0, 200.0), (640.0, 1030.0), (60.0, 1030.0)])
    two = on_desk(sheet(), [(760.0, 200.0), (1340.0, 200.0), (1340.0, 1030.0), (760.0, 1030.0)])
    both = np.where((np.arange(1400) < 700)[None, :, None], one, two)
    assert not upright(both).rectified


def test_a_large_picture_is_brought_down_and_a_small_one_is_left() -> None:
    assert max(upright(cv2.resize(sheet(), None, fx=4, fy=4)).image.shape) == 2200
    assert upright(sheet()).image.shape == (1270, 900, 3)


@pytest.mark.parametrize(("tint", "colour"), [((255, 255, 255), False), ((215, 235, 250), False)])
def test_a_grey_page_has_no_colour_even_if_it_is_tinted_as_a_whole(tint: tuple[int, int, int], colour: bool) -> None:
    grey = cv2.cvtColor(cv2.cvtColor(sheet(), cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    tinted = (grey.astype(np.float32) * np.array(tint, np.float32) / 255).astype(np.uint8)
    stored = cv2.imdecode(cv2.imencode(".jpg", tinted, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], 1)
    assert upright(stored).has_colour is colour


def test_colour_is_seen_on_a_scan_with_a_red_patch_and_on_a_photo_of_a_black_and_white_page() -> None:
    assert upright(sheet()).has_colour
    plain = sheet()
    plain[30:70] = 255
    corners = [(210.0, 190.0), (1180.0, 150.0), (1260.0, 1600.0), (130.0, 1650.0)]
    assert upright(on_desk(plain, corners)).has_colour


def test_poor_light_is_evened_out_and_red_stays_red() -> None:
    shade = np.linspace(0.25, 1, 900, dtype=np.float32)[None, :, None]
    dim = (sheet().astype(np.float32) * shade[:, ::-1]).astype(np.uint8)
    found = upright(dim).image
    levels = [
        float(np.percentile(part, 80)) for part in np.array_split(cv2.cvtColor(found, cv2.COLOR_BGR2GRAY), 4, axis=1)
    ]
    assert min(levels) > 0.72 * max(levels)
    patch = found[35:65, 785:825].reshape(-1, 3).mean(0)
    assert patch[2] > 2 * patch[0]


def test_good_light_is_left_alone() -> None:
    page = sheet()
    assert np.array_equal(upright(page).image, page)


def test_a_blank_page_and_a_tiny_one_go_through() -> None:
    for raster in (
        np.full((800, 600, 3), 255, np.uint8),
        np.zeros((3, 5, 3), np.uint8),
        np.full((1, 1, 3), 9, np.uint8),
    ):
        found = upright(raster)
        assert found.rotation == 0
        assert found.picture == ""
        assert np.isfinite(found.to_delivered).all()
