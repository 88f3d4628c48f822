"""Seals found, read and told from print on whole pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from extractors.images import Upright
from extractors.ocr import Recognised, load_engine
from extractors.reading import Box, Line, SealColour, SealPurpose, SealShape, SealStatus
from extractors.seals import read as seal_read
from extractors.seals import unwrap
from extractors.seals.chords import PAGE_UP
from extractors.seals.find import find, mark
from extractors.seals.foot import LevelNumber
from extractors.seals.ink import page_ink
from extractors.seals.lettering import lettering
from extractors.seals.shapes import Ellipse, fit_ellipse
from extractors.seals.unwrap import row_of, unroll
from tests.extractors.seals.drawn import BLACK, BLUE, RED, frame_mask, page, ring_mask, stamp, upright

FOOT = Path(__file__).parent / "certificate_foot.jpg"


class MuteEngine:
    """An engine that sees no text anywhere."""

    name = "mute"
    characters = ("", " ")

    def detect(self, image: np.ndarray) -> np.ndarray:
        return np.zeros((0, 4, 2), np.float32)

    def recognise(self, crops: Sequence[np.ndarray], keep_frames: bool = False) -> list[Recognised]:
        return [Recognised("", (), ()) for _ in crops]


@pytest.fixture(scope="module")
def engine():
    return load_engine(1)


def line_at(image: np.ndarray, text: str, box: tuple[int, int, int, int], confidence: float = 0.98) -> Line:
    height, width = image.shape[:2]
    x0, y0, x1, y1 = box
    corners = (
        (x0 / width, y0 / height),
        (x1 / width, y0 / height),
        (x1 / width, y1 / height),
        (x0 / width, y1 / height),
    )
    own = Box(x0 / width, y0 / width, x1 / width, y1 / width)
    return Line(text, confidence, confidence, own, corners)


def test_the_seal_on_a_certificate_is_read_with_owner_and_purpose(engine):
    image = cv2.imread(str(FOOT))
    (seal,) = find(upright(image), (), engine, "a.jpg", 1)
    assert (seal.upload, seal.page, seal.shape) == ("a.jpg", 1, SealShape.ROUND)
    assert seal.owner_text == "示例市第二人民医院"
    assert (seal.purpose, seal.purpose_text) == (SealPurpose.CERTIFICATE, "诊断证明专用章")
    assert seal.text_confidence > 0.7


def test_boxes_are_in_the_delivered_frame(engine):
    image = cv2.imread(str(FOOT))
    height, width = image.shape[:2]
    (plain,) = find(upright(image), (), MuteEngine(), "a.jpg", 1)
    # delivered a quarter turn anticlockwise: upright (x, y) was delivered at (y, width - x)
    turned = Upright(
        image=image,
        to_delivered=np.array([[0, 1 / height, 0], [-1 / width, 0, 1.0], [0, 0, 1]]),
        rotation=90,
    )
    (seal,) = find(turned, (), MuteEngine(), "a.jpg", 1)
    assert seal.box.x0 == pytest.approx(plain.box.y0, abs=1e-3)
    assert seal.box.y0 == pytest.approx(1 - plain.box.x1, abs=1e-3)


def test_a_seal_that_cannot_be_read_is_present_with_purpose_unknown():
    image = page()
    stamp(image, ring_mask(image.shape, (560, 900), (85, 85)), RED)
    (seal,) = find(upright(image), (), MuteEngine(), "a", 1)
    assert (seal.status, seal.purpose, seal.text) == (SealStatus.PRESENT, SealPurpose.UNKNOWN, "")
    assert seal.text_confidence == 0


def red_line(image: np.ndarray, box: tuple[int, int, int, int]) -> None:
    mask = frame_mask(image.shape, box)
    cv2.rectangle(mask, box[:2], box[2:], 0, 5)
    stamp(image, mask, RED)


def test_a_red_line_with_a_stamps_words_is_a_stamp():
    image = np.full((1200, 850, 3), 250, np.uint8)
    box = (500, 700, 640, 730)
    red_line(image, box)
    (seal,) = find(upright(image), (line_at(image, "收费专用章", box),), MuteEngine(), "a", 1)
    assert (seal.shape, seal.purpose, seal.text) == (SealShape.LINE, SealPurpose.FEE, "收费专用章")


@pytest.mark.parametrize("text", ["（盖章）", "医疗机构盖章：", "门诊病历", "请到收费处加盖收费专用章后有效"])
def test_red_print_that_asks_for_a_stamp_or_heads_a_page_is_none(text):
    image = np.full((1200, 850, 3), 250, np.uint8)
    box = (500, 100, 640, 130)
    red_line(image, box)
    assert find(upright(image), (line_at(image, text, box),), MuteEngine(), "a", 1) == ()


@pytest.mark.parametrize(
    ("text", "printed", "stamps"),
    [
        ("晏小样", "出具医师：晏小样", 1),
        ("晏小样", "同行家属：晏小样", 0),
        ("出入院处", "出具医师：晏小样", 1),
        ("签名处", "出具医师：晏小样", 0),
    ],
)
def test_bare_red_words_are_a_stamp_where_they_name_the_papers_physician_or_an_office(text, printed, stamps):
    image = np.full((1200, 850, 3), 250, np.uint8)
    box = (200, 700, 300, 730)
    red_line(image, box)
    lines = (line_at(image, text, box), line_at(image, printed, (500, 900, 700, 930)))
    assert len(lettering(page_ink(image, True), lines, 850)) == stamps


@pytest.mark.parametrize(
    ("text", "ink", "stamps"),
    [
        ("门诊便民服务台", BLUE, 1),
        ("门诊便民服务台", BLACK, 0),  # grey print is as pale and has no tint
        ("检验报告章", BLUE, 1),  # in doubt, as in grey: forms print it where one belongs
        ("超声检查报告", BLUE, 0),
        ("下月复查", BLUE, 0),
    ],
)
def test_a_purpose_in_ink_too_pale_to_be_seen_pixel_by_pixel_is_a_stamp(text, ink, stamps):
    image = page()
    box = (500, 1120, 640, 1150)
    image[box[1] - 4 : box[3] + 4, box[0] - 4 : box[2] + 4] = 248
    mask = frame_mask(image.shape, box)
    cv2.rectangle(mask, box[:2], box[2:], 0, 5)
    stamp(image, mask, ink, alpha=0.12)
    printed = (line_at(image, "示例", (70, y, 300, y + 20)) for y in range(90, 600, 34))
    lines = (*printed, line_at(image, text, box))
    assert not page_ink(image, True).layers
    found = lettering(page_ink(image, True), lines, 850)
    assert len(found) == stamps
    assert all((seal.colour is SealColour.BLUE) is (text == "门诊便民服务台") for seal in found)


def test_black_words_of_a_stamp_leave_it_undetermined():
    image = np.full((1200, 850, 3), 250, np.uint8)
    box = (500, 700, 640, 730)
    cv2.rectangle(image, (510, 705), (630, 725), BLACK, 2)
    (seal,) = find(upright(image), (line_at(image, "病历复印专用章", box),), MuteEngine(), "a", 1)
    assert seal.status is SealStatus.UNDETERMINED


def test_the_seals_own_lines_are_marked_and_the_print_under_it_is_not(engine):
    image = cv2.imread(str(FOOT))
    height, width = image.shape[:2]
    seals = find(upright(image), (), engine, "a", 1)
    box = seals[0].box
    x0, y0, x1 = int(box.x0 * width), int(box.y0 * height), int(box.x1 * width)
    own = line_at(image, "诊断证明专用章", (x0 + 50, y0 + 175, x1 - 50, y0 + 205))
    print_under = line_at(image, "二〇二五年三月五日", (x0 + 30, y0 + 120, x1 - 30, y0 + 150))
    aside = line_at(image, "诊断证明专用章", (5, 5, 60, 20))
    assert [line.in_seal for line in mark((own, print_under, aside), seals)] == [True, False, False]


def test_an_ellipse_is_found_from_a_box_that_is_off():
    ink = np.zeros((300, 400), np.float32)
    cv2.ellipse(ink, ((200.0, 150.0), (220.0, 150.0), 20), 1.0, 5, cv2.LINE_AA)
    fitted, _ = fit_ellipse(ink, (95, 60, 315, 232), tolerance=0.1)
    assert fitted.roundness == pytest.approx(150 / 220, abs=0.03)
    assert (fitted.cx, fitted.cy) == pytest.approx((200, 150), abs=2)


def test_unrolling_begins_at_six_oclock_and_runs_clockwise():
    ink = np.zeros((200, 200), np.float32)
    cv2.circle(ink, (100, 22), 6, 1.0, -1)  # a dot at twelve o'clock
    ring = unroll(ink, Ellipse(100, 100, 95, 95))
    row = ring.ink[row_of(0.9) : row_of(0.7)].max(0)
    at = round(float(np.average(np.arange(ring.width), weights=row)))
    assert at == pytest.approx(ring.width / 2, abs=0.01 * ring.width)
    assert ring.angles[at] % (2 * np.pi) == pytest.approx(1.5 * np.pi, abs=0.03)


@pytest.mark.parametrize(("marked", "blank"), [(False, True), (True, False)])
def test_a_number_is_no_purpose_below_the_star(marked, blank):
    """Thirteen digits level below the star, where others have what they are for: still an institution's own seal."""
    plane = np.zeros((400, 400), np.float32)
    cv2.circle(plane, (200, 200), 30, 1.0, -1)
    for x in range(130, 280, 12):
        cv2.rectangle(plane, (x, 272), (x + 6, 286), 1.0, -1)
    if marked:  # a purpose above it
        for x in range(150, 250, 25):
            cv2.rectangle(plane, (x, 240), (x + 18, 262), 1.0, -1)
    disc, band = Ellipse(200, 200, 180, 180, 0.0), unwrap.Band(0.95, 0.92, 0.6)
    number = LevelNumber("6250551627767", 0.69, 0.75)
    assert seal_read._centre(plane, disc, PAGE_UP, band, 1.2, number=number) == (True, blank)
    assert seal_read._centre(plane, disc, PAGE_UP, band, 1.2) == (True, False)


def test_a_purpose_low_between_the_ends_of_a_short_name_is_no_blank_paper():
    plane = np.zeros((400, 400), np.float32)
    cv2.circle(plane, (200, 200), 30, 1.0, -1)
    disc, band = Ellipse(200, 200, 180, 180, 0.0), unwrap.Band(0.95, 0.92, 0.45)
    assert seal_read._centre(plane, disc, PAGE_UP, band, 1.0) == (True, True)
    for x in range(185, 220, 12):  # a serial: (4)
        cv2.rectangle(plane, (x, 300), (x + 4, 314), 1.0, -1)
    assert seal_read._centre(plane, disc, PAGE_UP, band, 1.0) == (True, True)
    for x in range(120, 280, 20):
        cv2.rectangle(plane, (x, 290), (x + 15, 312), 1.0, -1)
    assert seal_read._centre(plane, disc, PAGE_UP, band, 1.0) == (True, False)


@pytest.mark.parametrize(("gone", "worn"), [(0, False), (70, True)])
def test_a_rim_that_is_gone_in_a_part_tells_that_other_ink_may_be_gone(gone, worn):
    mask = ring_mask((400, 400), (200, 200), (150, 150))
    cv2.ellipse(mask, (200, 200), (150, 150), 90, -gone / 2, gone / 2, 0, 40) if gone else None
    ring = unroll(mask.astype(np.float32) / 255, Ellipse(200, 200, 153, 153, 0))
    assert unwrap.is_worn(ring, unwrap.find_band(ring)) is worn
