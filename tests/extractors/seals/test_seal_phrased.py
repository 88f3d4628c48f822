"""A purpose stands once for what was read of it, and takes nothing else along."""

from __future__ import annotations

import pytest

from extractors.reading import SealPurpose
from extractors.seals import find
from extractors.seals.chords import told
from extractors.seals.lettering import judge_words
from extractors.seals.phrased import in_words
from extractors.seals.phrases import Fit
from extractors.seals.wording import NOTHING, Piece, SealText

REPORT = Fit(SealPurpose.DEPARTMENT_REPORT, "检验科报告专用章", 0.9)


def texts(read: tuple[str, ...], fit: Fit | None) -> list[str]:
    return [piece.text for piece in in_words([Piece(text, 0.8) for text in read], fit)]


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (("帮助科报告专用", "检验科报告专用章"), ["检验科报告专用章"]),  # one line, read twice
        (("检验科报告专用章章",), ["检验科报告专用章"]),  # an ending read twice
        (("检验科报告", "专用章"), ["检验科报告专用章"]),  # a line broken in two
        (("27日检验科报告专用章",), ["检验科报告专用章"]),  # print before it
        (("一一", "检验科报告专用章"), ["检验科报告专用章"]),  # the rule of a frame
    ],
)
def test_a_purpose_is_told_once(read, said):
    assert texts(read, REPORT) == said


@pytest.mark.parametrize("beside", ["示例市人民", "院", "2026.02.24", "(2)", "东院区", "示例病理检验中心"])
def test_what_says_something_else_stays(beside):
    assert texts((beside, "检验科报告专用章"), REPORT) == [beside, "检验科报告专用章"]


def test_a_name_in_the_line_of_its_purpose_stays():
    assert texts(("示例市人民医院检险科报告专用章",), REPORT) == ["示例市人民医院检验科报告专用章"]


def test_a_purpose_read_in_full_needs_no_fit():
    assert texts(("示例市人民医院", "医保科", "医保科"), None) == ["示例市人民医院", "医保科"]
    assert texts(("示例市人民医院", "医保料"), None) == ["示例市人民医院", "医保料"]


@pytest.mark.parametrize("day", ["2026年07月22日", "年07月22日", "27日"])
def test_a_day_written_out_is_print_below_a_ring_and_one_with_points_the_stamps_own(day):
    lines = (Piece(day, 0.9), Piece("2026.07.22", 0.9), Piece("检验科报告专用章", 0.9))
    assert [piece.text for piece in told(lines, (), REPORT)] == ["2026.07.22", "检验科报告专用章"]


def test_what_was_read_surely_is_no_worn_longer_purpose():
    fit = Fit(SealPurpose.DEPARTMENT_REPORT, "医学检验中心", 0.85)
    assert [p.text for p in in_words([Piece("检验中心", 0.95)], fit)] == ["检验中心"]
    assert [p.text for p in in_words([Piece("检验中心", 0.6)], fit)] == ["医学检验中心"]


@pytest.mark.parametrize(
    ("read", "sure", "said"),
    [
        ("检验医学部", 0.95, "检验医学部"),
        ("检验医学部", 0.7, "检验医学科"),
        ("检验医学", 0.95, "检验医学科"),  # cut short
        ("检险医学部", 0.95, "检验医学科"),
        ("24检验医学部", 0.95, "检验医学科"),  # print before it
    ],
)
def test_a_purpose_of_its_own_that_was_read_surely_is_no_misread_one_of_the_list(read, sure, said):
    fit = Fit(SealPurpose.DEPARTMENT_REPORT, "检验医学科", 0.85)
    assert [p.text for p in in_words([Piece(read, sure)], fit)] == [said]
    seen = Fit(SealPurpose.DEPARTMENT_REPORT, "检验医学科", 1.03)  # 科 was seen as well
    assert [p.text for p in in_words([Piece(read, sure)], seen)] == ["检验医学科"]


@pytest.mark.parametrize(
    ("read", "sure", "said"),
    [
        ("细胞诊断研究室", 0.98, "细胞诊断研究室"),
        ("细胞诊断研究室", 0.7, "细胞诊断章研究室"),
        ("细胞诊断", 0.98, "细胞诊断章"),  # its 章 was lost
    ],
)
def test_other_words_where_a_phrase_has_its_last_are_no_misread_ones(read, sure, said):
    fit = Fit(SealPurpose.DEPARTMENT_REPORT, "细胞诊断章", 0.85)
    assert [p.text for p in in_words([Piece(read, sure)], fit)] == [said]


def test_the_end_of_a_name_is_no_misread_department():
    fit = Fit(SealPurpose.DEPARTMENT_REPORT, "医学检验科", 0.85)
    assert [p.text for p in in_words([Piece("示例医学检验所", 0.95)], fit)] == ["示例医学检验所"]


def test_a_heading_is_judged_before_its_purpose_is_written_out():
    title = SealText(Piece("病情诊断证明", 0.95), (), fit=Fit(SealPurpose.CERTIFICATE, "病情诊断证明章", 0.95))
    assert judge_words(title, tilted=False) == 0.0
    assert find._in_words(title).text == "病情诊断证明章"  # of what is known to be a seal
    assert find._in_words(NOTHING) == NOTHING
