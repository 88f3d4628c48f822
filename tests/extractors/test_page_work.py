"""Pages crowded with one thing are read in time: twice as much of it takes four times the steps at most."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from extractors.documents import assemble
from extractors.reading import Box, Line, Reading
from tests.extractors.lines import boxed, line, page

_FEW = 30  # of one thing
_NOISE = 1.5


def below(text: str, count: int) -> tuple[Line, ...]:
    """The text so many times in a column."""
    step = 1.1 / count
    return tuple(
        boxed(text, Box(0.05, 0.2 + i * step, 0.05 + 0.012 * len(text), 0.2 + (i + 0.7) * step)) for i in range(count)
    )


def beside(text: str, count: int) -> tuple[Line, ...]:
    """The text so many times in a row."""
    step = 0.95 / count
    return tuple(boxed(text, Box(0.02 + i * step, 0.3, 0.02 + (i + 0.8) * step, 0.308)) for i in range(count))


def steps(title: str, crowd: tuple[Line, ...]) -> int:
    """How many calls it takes to make a document of a page with this title and crowd."""
    head = (line(title, 0.35, 0.05, height=0.03), line("姓名：游小满 性别：女", 0.06, 0.1), line("诊断：", 0.06, 0.15))
    foot = line("医师：季大同 2026年3月1日", 0.6, 1.36)
    reading = Reading("a.jpg", "0" * 64, "image/jpeg", (page(*head, *crowd, foot),))
    made = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        assemble([reading])
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("title", ["诊断证明书", "检验报告单"])
@pytest.mark.parametrize("text", ["姓名：游小满", "医师", "医师：季大同", "审核", "一", "白细胞 5.0 10^9/L 4-10"])
@pytest.mark.parametrize("crowd", [below, beside])
def test_a_crowded_page_takes_no_more_than_the_square(
    title: str, text: str, crowd: Callable[[str, int], tuple[Line, ...]]
) -> None:
    steps(title, crowd(text, _FEW))  # what is kept for later texts is there
    few, many = (steps(title, crowd(text, count)) for count in (_FEW, 2 * _FEW))
    assert many < 4 * _NOISE * few
