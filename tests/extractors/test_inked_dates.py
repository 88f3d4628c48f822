"""Dates a stamp runs through: another look with the ink left in, and what it may change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractors.inked_dates import plain, settled
from extractors.ocr import Floats, Image, Recognised
from extractors.reading import Box, Line, SealColour

SIZE = (500, 1000)
TO_DELIVERED = np.diag([1 / SIZE[1], 1 / SIZE[0], 1.0])
PAPER: Image = np.full((*SIZE, 3), 240, np.uint8)
STAMP = Box(0.5, 0.1, 0.8, 0.4)


class Says:
    """An engine that reads the same few texts in every light, one for each look."""

    name = "says"
    characters = ("", "0")

    def __init__(self, *texts: str, sure: float = 0.99) -> None:
        self.texts, self.sure, self.asked = texts, sure, 0

    def detect(self, image: Image) -> Floats:
        raise AssertionError("the line is known")

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        read = [self.texts[(self.asked + i) % len(self.texts)] for i in range(len(crops))]
        self.asked += len(crops)
        return [
            Recognised(text, (self.sure,) * len(text), tuple((i + 0.5) / len(text) for i in range(len(text))))
            for text in read
        ]


def line(text: str, doubtful: str = "") -> Line:
    """A line that ends under the stamp; the characters of `doubtful` were read with little confidence."""
    chars = tuple(0.4 if char in doubtful else 0.99 for char in text)
    polygon = ((0.3, 0.4), (0.6, 0.4), (0.6, 0.46), (0.3, 0.46))
    return Line(text, 0.9, min(chars), Box(0.3, 0.2, 0.6, 0.23), polygon, chars)


def said(before: Line, engine: Says, ink: SealColour = SealColour.RED, stamp: Box = STAMP) -> str:
    (after,) = settled(PAPER, [(stamp, ink)], (before,), TO_DELIVERED, engine)
    return after.text


@pytest.mark.parametrize("ink", [SealColour.RED, SealColour.GREY])
@pytest.mark.parametrize("before", ["开具日期：2026年07月51日", "开具日期：2026年07月", "开具日期：2026年07月1日"])
def test_a_day_that_was_not_seen_is_the_one_seen_through_the_ink(before: str, ink: SealColour) -> None:
    assert said(line(before), Says("开具日期：2026年07月01日")) == "开具日期：2026年07月01日"


def test_what_the_stamp_says_behind_the_day_is_left_out() -> None:
    assert said(line("签发日期：2026年9月24时理科"), Says("签发日期：2026年9月24日理科")) == "签发日期：2026年9月24日"


def test_the_hour_behind_the_day_stays() -> None:
    assert plain(line("报告时间：2026-08-1806:29"))
    assert (
        said(line("报告时间：2026-08-", doubtful=""), Says("报告时间：2026-08-1806:29")) == "报告时间：2026-08-1806:29"
    )


@pytest.mark.parametrize(
    ("before", "looks"),
    [
        ("日期：2026-04-", ("日期：2026-04-11", "日期：2026-04-13")),  # two looks, two days
        ("日期：2026-04-", ("日期：2026-04-31",)),  # no day of the calendar
        ("日期：2026-04-", ("日期：2026-05-11",)),  # another month than was plainly read
        ("日期：2026-04-", ("2026-04-11",)),  # the label was there
        ("日期：2026-04-12", ("日期：2026-04-13",)),  # nothing was in doubt
    ],
)
def test_a_look_that_disagrees_changes_nothing(before: str, looks: tuple[str, ...]) -> None:
    assert said(line(before), Says(*looks)) == before


def test_a_look_in_doubt_changes_nothing() -> None:
    assert said(line("日期：2026-04-"), Says("日期：2026-04-11", sure=0.7)) == "日期：2026-04-"


def test_a_doubtful_month_may_be_another() -> None:
    assert said(line("日期：2026/02/20", doubtful="2"), Says("日期：2026/03/20")) == "日期：2026/03/20"


def test_no_look_is_spent_where_no_stamp_lies() -> None:
    engine = Says("日期：2026-04-11")

    assert said(line("日期：2026-04-"), engine, stamp=Box(0.5, 0.6, 0.8, 0.9)) == "日期：2026-04-"
    assert engine.asked == 0


def test_a_line_without_a_year_has_nothing_to_settle() -> None:
    assert plain(line("主诉：多饮3年", doubtful="3"))
    assert not plain(line("2026年06月1日"))


def test_print_that_a_grey_stamp_leaves_plain_is_read_as_it_stands() -> None:
    engine = Says("发日期：2026.09.6", "签发日期：2026.09.26")  # levelled, as it stands
    assert said(line("签发日期：2026.09.2"), engine, SealColour.GREY) == "签发日期：2026.09.26"


@pytest.mark.parametrize(
    ("seen", "day"), [("日期：2026-11-27", "日期：2026-11-27"), ("日期：2026-11-2", "日期：2026-11-2")]
)
def test_a_day_that_ends_at_a_stamp_is_followed_into_it(seen: str, day: str) -> None:
    assert said(line("日期：2026-11-2"), Says(seen)) == day


def test_a_day_that_a_stamp_may_cut_short_is_not_sure() -> None:
    before = line("日期：2026-11-2")
    (after,) = settled(
        PAPER, [(STAMP, SealColour.RED)], (before,), TO_DELIVERED, Says("日期：2026-11-2", "日期：2026-11-26")
    )
    assert after.text == before.text
    assert after.char_confidences[-1] <= 0.5
    assert after.char_confidences[:-1] == before.char_confidences[:-1]


def test_no_day_that_a_stamp_may_cut_short_is_sure_however_many_there_are() -> None:
    before = tuple(line(f"日期：2026-{month}-2") for month in range(1, 9))
    after = settled(PAPER, [(STAMP, SealColour.RED)], before, TO_DELIVERED, Says(""))
    assert [each.text for each in after] == [each.text for each in before]
    assert all(each.char_confidences[-1] <= 0.5 for each in after)
