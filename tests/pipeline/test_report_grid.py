"""Tables on paper: lines, and rows across sheets."""

from __future__ import annotations

import datetime as dt

import pypdfium2

from pipeline.report import grid
from pipeline.report.sheets import Rows, draw


def one(character: str) -> float:
    return 1.0 if character.isascii() else 2.0


def test_chinese_breaks_anywhere_and_words_stay_whole_where_they_can() -> None:
    assert grid.broken("诊断证明书", 4, one) == ("诊断", "证明", "书")
    assert grid.broken("date in the future", 8, one) == ("date in", "the", "future")
    assert grid.broken("72c86b80ddda6b02", 8, one) == ("72c86b80", "ddda6b02")
    assert grid.broken("一\n\n二", 8, one) == ("一", "", "二")
    assert grid.broken("", 8, one) == ("",)
    assert grid.broken("宽", 1, one) == ("宽",)  # wider than the column: printed all the same


def test_nothing_is_lost_in_breaking() -> None:
    text = "糖尿病 Diabetes mellitus，2型；HbA1c 8.2%（参考 4.0–6.0）"
    for room in range(2, 40):
        lines = grid.broken(text, room, one)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(sum(map(one, line)) <= room or len(line) == 1 for line in lines)


def test_a_row_taller_than_a_sheet_goes_on_and_every_sheet_has_the_head() -> None:
    long = "\n".join(f"第{number}行" for number in range(150))
    data = draw([Rows((("项目", "内容"), ("甲", long), ("乙", "末")), (1, 3))], "t", "foot", dt.date(2026, 4, 1))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert len(pages) > 2
    assert all("项目" in page for page in pages)
    whole = "".join(pages)
    assert all(f"第{number}行" in whole for number in range(150))
    assert "末" in pages[-1]


def test_a_row_that_fits_a_sheet_is_not_torn() -> None:
    rows = [("a", "x")] * 44 + [("b", "\n".join(f"第{number}行" for number in range(20)))]
    data = draw([Rows((("项目", "内容"), *rows), (1, 3))], "t", "foot", dt.date(2026, 4, 1))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert sum("第0行" in page for page in pages) == 1
    assert all(("第0行" in page) == ("第19行" in page) for page in pages)
