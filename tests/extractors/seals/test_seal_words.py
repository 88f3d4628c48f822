"""What a seal's words mean."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.reading import SealColour, SealPurpose, SealShape, SealStatus
from extractors.seals.candidates import Candidate, join
from extractors.seals.composed import composed
from extractors.seals.meaning import understand
from extractors.seals.owner import split_owner
from extractors.seals.phrases import Fit, best_fit
from extractors.seals.purpose import find_date, find_purpose
from extractors.seals.shapes import ellipse_in
from extractors.seals.vote import Reading, elect
from extractors.seals.wording import Piece, SealText


def candidate(shape=SealShape.ROUND, status=SealStatus.PRESENT, confidence=0.9, box=(0, 0, 100, 100), **more):
    return Candidate(box, shape, SealColour.RED, status, confidence, "test", **more)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("诊断证明专用章", SealPurpose.CERTIFICATE),
        ("疾病诊断专用章", SealPurpose.CERTIFICATE),
        ("诊断证朋专用章", SealPurpose.CERTIFICATE),
        ("診断証明専用章", SealPurpose.CERTIFICATE),
        ("影像诊断专用章", SealPurpose.DEPARTMENT_REPORT),
        ("肺功能诊断专用章", SealPurpose.DEPARTMENT_REPORT),
        ("检验科报告专用章", SealPurpose.DEPARTMENT_REPORT),
        ("病历复印专用章", SealPurpose.RECORD_COPY),
        ("医保办公室", SealPurpose.INSURANCE_OFFICE),
        ("门诊收费专用章", SealPurpose.FEE),
        ("现金收讫", SealPurpose.FEE),
        ("处方专用章", SealPurpose.PRESCRIPTION),
        ("与原件核对无误", SealPurpose.COPY_MATCHES),
        ("医务科", SealPurpose.DEPARTMENT),
        ("医务科诊断专用章", SealPurpose.CERTIFICATE),
        ("医疗证明章", SealPurpose.CERTIFICATE),
        ("诊断书专用章", SealPurpose.CERTIFICATE),
        ("疾病诊断书专用章", SealPurpose.CERTIFICATE),
        ("检验诊断专用章", SealPurpose.DEPARTMENT_REPORT),
        ("临床检验专用章", SealPurpose.DEPARTMENT_REPORT),
        ("病案质量管理科", SealPurpose.RECORD_COPY),
        ("医疗文书复印章", SealPurpose.RECORD_COPY),
        ("药费已收", SealPurpose.FEE),
        ("出入院处", SealPurpose.DEPARTMENT),
        ("慢病管理中心", SealPurpose.DEPARTMENT),
        ("已核对", SealPurpose.DEPARTMENT),
        ("已登记", SealPurpose.DEPARTMENT),
    ],
)
def test_purposes_are_told_by_their_words(text, purpose):
    match = find_purpose(text)
    assert match is not None
    assert match.purpose is purpose


@pytest.mark.parametrize("text", ["", "患者自述头晕", "检脸", "日照市人民医院"])
def test_other_words_are_no_purpose(text):
    assert find_purpose(text) is None


@pytest.mark.parametrize(
    ("text", "owner", "rest"),
    [
        ("示例市第二人民医院", "示例市第二人民医院", ""),
        ("示例大学附属医院东院区门诊部", "示例大学附属医院东院区", "门诊部"),
        ("示例县人民医院城北分院", "示例县人民医院城北分院", ""),
        ("示例区河湾社区卫生服务中心", "示例区河湾社区卫生服务中心", ""),
        ("示例市人民医院检验中心", "示例市人民医院", "检验中心"),
        ("收费专用章", "", "收费专用章"),
    ],
)
def test_the_owner_ends_with_its_institution_and_branch(text, owner, rest):
    assert split_owner(text) == (owner, rest)


def said(rim, *inner, sure=0.95, **more):
    return SealText(Piece(rim, sure), tuple(Piece(line, sure) for line in inner), **more)


def test_owner_and_purpose_are_kept_apart():
    meaning = understand(said("示例市人民医院", "诊断证明专用章"), candidate(), small=False)
    assert (meaning.owner, meaning.purpose) == ("示例市人民医院", SealPurpose.CERTIFICATE)
    assert meaning.purpose_text == "诊断证明专用章"


def test_a_department_at_the_end_of_the_arc_is_the_purpose():
    meaning = understand(said("示例市人民医院医务科"), candidate(), small=False)
    assert (meaning.owner, meaning.purpose) == ("示例市人民医院", SealPurpose.DEPARTMENT)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("精准医学中心", SealPurpose.DEPARTMENT_REPORT),
        ("睡眠心电监测室", SealPurpose.DEPARTMENT_REPORT),
        ("病历资料查阅复制专用章", SealPurpose.RECORD_COPY),
        ("档案病案室", SealPurpose.RECORD_COPY),
        ("医保服务窗口", SealPurpose.INSURANCE_OFFICE),
        ("出院结算处", SealPurpose.FEE),
        ("门诊收费二处", SealPurpose.FEE),
        ("儿科门诊药房", SealPurpose.PRESCRIPTION),
        ("病休证明专用章", SealPurpose.CERTIFICATE),
        ("门诊综合服务台", SealPurpose.DEPARTMENT),
        ("门诊部", SealPurpose.DEPARTMENT),
        ("食管造影室", SealPurpose.DEPARTMENT_REPORT),
        ("微循环检测室", SealPurpose.DEPARTMENT_REPORT),
        ("血管导管室", SealPurpose.DEPARTMENT_REPORT),
        ("DSA室", SealPurpose.DEPARTMENT_REPORT),
        ("SPECT中心", SealPurpose.DEPARTMENT_REPORT),
        ("第二综合报告审核章", SealPurpose.DEPARTMENT_REPORT),
        ("特病待遇审核专用章", SealPurpose.INSURANCE_OFFICE),
        ("本件系我院存档病历复制件", SealPurpose.COPY_MATCHES),
        ("神经内科一病区", SealPurpose.DEPARTMENT),
        ("东区门诊办", SealPurpose.DEPARTMENT),
        ("慢性病综合管理室", SealPurpose.DEPARTMENT),
    ],
)
def test_purposes_no_list_holds_are_told_by_their_parts(text, purpose):
    assert understand(said("示例市人民医院", text), candidate(), small=False).purpose is purpose


@pytest.mark.parametrize(
    "text",
    [
        "睡眠医学中心",
        "方位科",
        "示例医学检验所",
        "出生医学证明章",
        "某某室",
        "劳动能力鉴定办公室",
        "药品不良反应监测中心",
    ],
)
def test_parts_that_tell_nothing_leave_the_purpose_open(text):
    assert composed(text) is None


def test_parts_read_with_doubt_tell_nothing():
    assert (
        understand(said("示例市人民医院", "心里病案室", sure=0.7), candidate(), small=False).purpose_text
        != "心里病案室"
    )


def test_an_office_alone_in_a_frame_is_what_the_seal_is_for_and_nobodys_name():
    meaning = understand(said("门诊部"), candidate(SealShape.RECTANGLE), small=False)
    assert (meaning.owner, meaning.purpose) == ("", SealPurpose.DEPARTMENT)


@pytest.mark.parametrize("office", ["住院一站式服务中心", "一站式服务中心"])
def test_a_part_of_a_house_before_a_purpose_makes_no_name_of_it(office):
    meaning = understand(said(office), candidate(SealShape.LINE), small=False)
    assert (meaning.owner, meaning.purpose) == ("", SealPurpose.DEPARTMENT)


@pytest.mark.parametrize(
    ("text", "is_name"), [("收诊仅章", False), ("已盖", False), ("章洛宁", True), ("章洛宁印", True)]
)
def test_what_a_small_stamp_says_was_done_is_nobodys_name(text, is_name):
    meaning = understand(said(text), candidate(SealShape.RECTANGLE), small=True)
    assert (meaning.purpose is SealPurpose.PERSONAL_NAME) is is_name


@pytest.mark.parametrize("name", ["望溪卫生服务中心", "望溪镇一站式服务中心", "望溪病理诊断中心"])
def test_a_place_before_it_does(name):
    assert understand(said(name), candidate(SealShape.LINE), small=False).owner == name


def test_a_copied_seal_may_be_an_institutions_own():
    plain = said("示例市人民医院", centre_marked=True, foot_blank=True)
    copied = candidate(status=SealStatus.PHOTOCOPIED)
    assert understand(plain, copied, small=False).purpose is SealPurpose.INSTITUTION


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026.02.28", "2026.02.28"),
        ("26年5月1日", "26年5月1日"),
        ("202.02.28", "202.02.28"),  # a digit lost
        ("45.5.1", ""),
        ("2026.13.40", ""),
    ],
)
def test_figures_that_cannot_be_a_day_are_no_date(text, date):
    assert find_date(text) == date


def test_an_institutions_own_seal_needs_a_star_blank_paper_and_a_surely_read_name():
    plain = said("示例市人民医院", centre_marked=True, foot_blank=True)
    assert understand(plain, candidate(), small=False).purpose is SealPurpose.INSTITUTION
    for doubt in (
        said("示例市人民医院", centre_marked=True, foot_blank=False),
        said("示例市人民医院", centre_marked=False, foot_blank=True),
        said("示例市人民医院", sure=0.5, centre_marked=True, foot_blank=True),
        said("例市人", centre_marked=True, foot_blank=True),
    ):
        assert understand(doubt, candidate(), small=False).purpose is SealPurpose.UNKNOWN
    part = candidate(status=SealStatus.PARTIAL)
    assert understand(plain, part, small=False).purpose is SealPurpose.UNKNOWN


def test_a_name_read_with_some_doubt_is_whole_enough_where_the_paper_below_it_is_blank():
    """Print across its first character; that nothing stands below the star is told by ink, not by what was read."""
    doubted = said("示例市人民医院", sure=0.66, centre_marked=True, foot_blank=True)
    assert understand(doubted, candidate(), small=False).purpose is SealPurpose.INSTITUTION


@pytest.mark.parametrize(("sure", "purpose"), [(0.95, "insurance_office"), (0.7, "department")])
def test_an_office_is_told_by_all_of_its_name(sure, purpose):
    """办公室 alone is any office, and what all of 新农合物价办公室 that was not surely read may be."""
    office = said("示例市人民医院", "新农合物价办公室", sure=sure)
    assert understand(office, candidate(), small=False).purpose.value == purpose


def test_the_rest_of_a_worn_purpose_makes_it_no_institutions_own_seal():
    worn = said("示例市人民医院", "制专用章", sure=0.8, centre_marked=True, foot_blank=True)
    assert understand(worn, candidate(), small=False).purpose is SealPurpose.UNKNOWN
    printed = said("示例市人民医院", "月公", sure=0.8, centre_marked=True, foot_blank=True)
    assert understand(printed, candidate(), small=False).purpose is SealPurpose.INSTITUTION


def test_what_stands_before_the_words_for_a_diagnosis_may_make_them_a_departments():
    """PET/CT中心诊断专用章, its first characters misread: no certificate's."""
    for words, purpose in (("诊断专用章", SealPurpose.CERTIFICATE), ("人丁中心诊断专用章", SealPurpose.UNKNOWN)):
        assert understand(said("示例市人民医院", words), candidate(), small=False).purpose is purpose


@pytest.mark.parametrize(
    ("text", "purpose"), [("南宫示例", SealPurpose.PERSONAL_NAME), ("方位科", SealPurpose.UNKNOWN)]
)
def test_a_framed_name_is_a_name_seal_however_large(text, purpose):
    assert understand(said(text), candidate(SealShape.RECTANGLE), small=False).purpose is purpose


def test_a_small_square_with_a_name_is_a_name_seal():
    meaning = understand(said("王小样印"), candidate(SealShape.SQUARE), small=True)
    assert meaning.purpose is SealPurpose.PERSONAL_NAME


@pytest.mark.parametrize(
    ("text", "phrase", "share", "purpose"),
    [
        ("弟示专印", "收费章", 0.6, SealPurpose.PERSONAL_NAME),  # 示例青印, its columns read as rows
        ("印之示例", "检验科", 0.62, SealPurpose.PERSONAL_NAME),
        ("收费章", "收费章", 1.0, SealPurpose.FEE),
        ("复印章", "复印章", 0.9, SealPurpose.RECORD_COPY),
    ],
)
def test_the_mark_of_a_name_outweighs_a_likeness_to_a_purpose(text, phrase, share, purpose):
    fit = Fit(SealPurpose.RECORD_COPY if "复" in phrase else SealPurpose.FEE, phrase, share)
    assert understand(said(text, fit=fit), candidate(SealShape.SQUARE), small=True).purpose is purpose


def test_a_dated_stamp_without_other_words_is_a_date():
    assert understand(said("2025.03.05"), candidate(SealShape.LINE), small=False).purpose is SealPurpose.DATE


def reading(text, first=0.0, sure=0.9, width=600):
    return Reading(text, tuple(first + 40.0 * i for i in range(len(text))), (sure,) * len(text), width)


def test_readings_that_drop_their_ends_are_completed_by_the_others():
    readings = [reading("例市人民医院"), reading("示例市人民医"), reading("示例市人民医院", sure=0.7)]
    text, sure = elect(readings, readings[0])
    assert text == "示例市人民医院"
    assert 0 < sure < 1


def test_one_misread_character_is_outvoted_and_lowers_confidence():
    agreed = [reading("示例市人民医院")] * 3
    text, sure = elect([*agreed, reading("示例币人民医院", sure=0.99)], agreed[0])
    assert text == "示例市人民医院"
    assert sure < elect(agreed, agreed[0])[1]


def line(text, doubt=0.05):
    """Frames that spell `text`, each character one frame before and two of paper after it."""
    blank = (("", float(np.log(1 - doubt))),)
    return tuple(f for c in text for f in (((c, float(np.log(1 - doubt))),), blank, blank))


def test_the_phrase_behind_a_misread_character_is_found():
    fit = best_fit([line("收费专用脸")])
    assert fit is not None
    assert (fit.purpose, fit.phrase) == (SealPurpose.FEE, "收费专用章")


def test_lines_that_hold_no_phrase_fit_none():
    assert best_fit([line("明脸方脸明")]) is None
    assert best_fit([]) is None


def test_a_tail_that_many_purposes_share_tells_none():
    assert best_fit([line("鲜丽专用章")]) is None


def test_a_phrase_is_whole_where_nothing_else_stands_on_its_line():
    alone, behind = best_fit([line("诊断专用章")]), best_fit([line("鲜丽诊断专用章")])
    assert alone is not None and alone.whole
    assert behind is not None and not behind.whole


def test_detectors_finds_of_one_seal_are_joined_and_overlapping_seals_kept():
    whole, again = candidate(confidence=0.9), candidate(confidence=0.5, box=(5, 5, 104, 104))
    star = candidate(SealShape.SQUARE, confidence=0.6, box=(40, 40, 60, 60))
    other = candidate(confidence=0.7, box=(70, 10, 170, 110))
    assert join((again, star, other, whole)) == (whole, other)


def test_a_small_ring_deep_in_a_ring_is_its_star_in_whatever_hue():
    whole = replace(candidate(confidence=0.95), ellipse=ellipse_in((0, 0, 100, 100)))
    star = candidate(SealShape.OVAL, confidence=0.9, box=(40, 40, 60, 60))
    star = replace(star, colour=SealColour.PURPLE, ellipse=ellipse_in(star.box))
    assert join((whole, star)) == (whole,)
    name = replace(star, ellipse=None, shape=SealShape.SQUARE)  # stamped over it
    assert join((whole, name)) == (whole, name)
