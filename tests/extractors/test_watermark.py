"""Words printed over and over, aslant, behind the text are no part of the document."""

from __future__ import annotations

from dataclasses import replace

from extractors.layout.watermark import without_watermark
from extractors.reading import Box, Line, Page
from tests.extractors.lines import boxed, column, page

TEXT = column(
    ["诊断：1.法布雷病；2.蛋白尿；3.低蛋白", "血症。", "医嘱：长期酶替代，定期复查", "主治医生：关娣昕"], 0.1, 0.3
)


def aslant(text: str, x: float, y: float) -> Line:
    """A piece of a watermark that rises by half of its width."""
    width = 0.05 * len(text)
    flat = boxed(text, Box(x, y, x + width, y + width / 2))
    return replace(flat, polygon=((x, y), (x + width, y - width / 2), (x + width, y), (x, y + width / 2)))


def texts(sheet: Page) -> list[str]:
    return [line.text for line in without_watermark(sheet).lines]


def test_repeated_words_aslant_are_left_out_and_so_are_their_cut_pieces() -> None:
    piece = boxed("阳", Box(0.9, 0.31, 0.96, 0.37))
    sheet = page(*TEXT, aslant("岱阳市医政", 0.2, 0.5), aslant("阳市医政", 0.6, 0.7), aslant("医政", 0.0, 0.9), piece)
    assert texts(sheet) == [line.text for line in TEXT]


def test_one_line_aslant_is_a_signature_or_a_stamp_and_stays() -> None:
    sheet = page(*TEXT, aslant("李四", 0.6, 0.5))
    assert "李四" in texts(sheet)


def test_a_page_that_lies_askew_altogether_keeps_its_lines() -> None:
    sheet = page(*(aslant(line.text, line.box.x0, line.box.y0) for line in TEXT))
    assert texts(sheet) == [line.text for line in TEXT]
