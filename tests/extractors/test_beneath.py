"""Print under stamps: a second look from near, and dates followed under a rim."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.beneath import read_beneath, without_stamps
from extractors.followed import followed
from extractors.ocr import Floats, Image, Recognised
from extractors.reading import Box, Line, SealColour, SealShape, SealStatus
from extractors.seals.candidates import Candidate

SIZE = (500, 1000)
NEARER = 450  # pixels
TO_DELIVERED = np.diag([1 / SIZE[1], 1 / SIZE[0], 1.0])


class Seen:
    """An engine that finds places in the part of a page it is shown and reads what was written there."""

    name = "seen"
    characters = ("", "0")

    def __init__(self, detected: Sequence[tuple[tuple[int, int, int, int], str]], sure: float = 0.99) -> None:
        self.detected, self.sure = list(detected), sure

    def detect(self, image: Image) -> Floats:
        wide = image.shape[1] > NEARER  # the nearer of two windows shows it nothing
        quads = [[[x0, y0], [x1, y0], [x1, y1], [x0, y1]] for (x0, y0, x1, y1), _ in self.detected if wide]
        return np.array(quads, np.float32).reshape(-1, 4, 2)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        texts = [text for _, text in self.detected]
        return [
            Recognised(text, (self.sure,) * len(text), tuple((i + 0.5) / len(text) for i in range(len(text))))
            for text, _ in zip(texts, crops, strict=True)
        ]


def line(text: str, x0: float, y0: float, x1: float, y1: float) -> Line:
    down = SIZE[1] / SIZE[0]
    polygon = ((x0, y0 * down), (x1, y0 * down), (x1, y1 * down), (x0, y1 * down))
    return Line(text, 0.99, 0.99, Box(x0, y0, x1, y1), polygon, (0.99,) * len(text))


def stamp(shape: SealShape = SealShape.ROUND, colour: SealColour = SealColour.RED) -> Candidate:
    return Candidate((600, 200, 800, 400), shape, colour, SealStatus.PRESENT, 0.99, "ring")


def page(*, printed: bool) -> Image:
    """A red ring on white paper, with a black stroke within it where `printed`."""
    image = np.full((*SIZE, 3), 250, np.uint8)
    if printed:
        cv2.rectangle(image, (640, 290), (760, 310), (20, 20, 20), -1)
    cv2.circle(image, (700, 300), 98, (60, 50, 210), 6)
    cv2.circle(image, (700, 250), 12, (60, 50, 210), -1)
    return image


def test_ink_is_taken_out_and_what_is_printed_under_it_stays() -> None:
    clean = without_stamps(page(printed=True), [stamp()])
    assert clean[300, 700].max() < 90
    assert clean[202, 700].min() > 215  # the rim
    assert clean[250, 700].min() > 215


def test_a_red_frame_may_be_a_heading_and_stays() -> None:
    image = page(printed=False)
    assert np.array_equal(without_stamps(image, [stamp(SealShape.RECTANGLE)]), image)


def test_a_date_under_a_stamp_is_found_from_near() -> None:
    clean = without_stamps(page(printed=True), [stamp()])
    # The window begins two widths left of the stamp, 0.4 heights above it.
    near = ((640 - 200, 290 - 120, 760 - 200, 310 - 120), "2026-10-10")
    before = (line("开具日期", 0.45, 0.29, 0.55, 0.31), line("上文", 0.1, 0.05, 0.2, 0.07))
    lines = read_beneath(clean, [stamp()], before, TO_DELIVERED, Seen([near]))
    assert [each.text for each in lines] == ["开具日期", "上文", "2026-10-10"]
    assert lines[-1].box.x0 == 0.64


def test_what_is_left_of_the_stamps_own_letters_is_no_print() -> None:
    clean = without_stamps(page(printed=False), [stamp()])
    own = ((440, 170, 560, 190), "2026-10-10")
    text = page(printed=False)
    cv2.rectangle(text, (100, 58), (200, 62), (20, 20, 20), -1)
    clean[:100] = text[:100]
    before = (line("上文", 0.1, 0.05, 0.2, 0.07),)
    assert read_beneath(clean, [stamp()], before, TO_DELIVERED, Seen([own])) == before


def test_the_lettering_of_a_black_stamp_is_no_line_of_the_page_and_a_date_is() -> None:
    black = stamp(colour=SealColour.BLACK)
    image = page(printed=True)
    lettering = read_beneath(image, [black], (), TO_DELIVERED, Seen([((440, 170, 560, 190), "病案复印专用章")]))
    dated = read_beneath(image, [black], (), TO_DELIVERED, Seen([((440, 170, 560, 190), "2026年5月20日")]))
    assert lettering == ()
    assert "2026年5月20日" in [each.text for each in dated]


def test_a_line_cut_short_is_replaced_by_the_whole_one_and_two_columns_are_not_made_one() -> None:
    clean = without_stamps(page(printed=True), [stamp()])
    near = [((300, 170, 560, 190), "医师：张三 2026年9月1日")]
    short = (line("医师：张三 2026年", 0.5, 0.29, 0.63, 0.31),)
    assert [each.text for each in read_beneath(clean, [stamp()], short, TO_DELIVERED, Seen(near))] == [near[0][1]]
    columns = (line("医师：张三", 0.5, 0.29, 0.58, 0.31), line("2026年9月1日", 0.62, 0.29, 0.75, 0.31))
    assert read_beneath(clean, [stamp()], columns, TO_DELIVERED, Seen(near)) == columns


def test_a_date_that_runs_under_a_stamp_is_followed() -> None:
    cut = line("记录日期：2026年", 0.4, 0.29, 0.61, 0.31)
    rest = Seen([((0, 0, 1, 1), "记录日期：2026年4月11日病案")])
    (whole,) = followed(page(printed=True), [Box(0.6, 0.2, 0.8, 0.4)], (cut,), TO_DELIVERED, rest)
    assert whole.text == "记录日期：2026年4月11日"
    assert whole.box.x1 > 0.62


def test_a_date_is_followed_only_at_a_stamp_and_believed_only_where_it_was_plainly_read() -> None:
    cut = line("记录日期：2026年", 0.4, 0.29, 0.61, 0.31)
    away, near = [Box(0.6, 0.4, 0.8, 0.49)], [Box(0.6, 0.2, 0.8, 0.4)]
    whole = [((0, 0, 1, 1), "记录日期：2026年4月11日")]
    other = [((0, 0, 1, 1), "病案复印2026年4月11日")]
    assert followed(page(printed=True), away, (cut,), TO_DELIVERED, Seen(whole)) == (cut,)
    assert followed(page(printed=True), near, (cut,), TO_DELIVERED, Seen(whole, sure=0.7)) == (cut,)
    assert followed(page(printed=True), near, (cut,), TO_DELIVERED, Seen(other)) == (cut,)


def test_a_date_that_begins_under_a_stamp_is_followed_to_its_left() -> None:
    cut = line("月11日", 0.79, 0.29, 0.84, 0.31)
    rest = Seen([((0, 0, 1, 1), "章2026年4月11日")])
    (whole,) = followed(page(printed=True), [Box(0.6, 0.2, 0.8, 0.4)], (cut,), TO_DELIVERED, rest)
    assert whole.text.endswith("2026年4月11日")
    assert whole.box.x0 < 0.79
