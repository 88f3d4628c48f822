"""Hospitals: names as printed, where they stand, and names that say nothing about the issuer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields.hospital import hospitals
from extractors.layout.sheet import sheet_of
from extractors.reading import (
    Box,
    Line,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
)
from tests.extractors.lines import column, line, page

BODY = column([f"第{i}行文字" for i in range(20)], 0.1, 0.3, 0.045)


def read(*lines: Line, seals: tuple[Seal, ...] = ()) -> list[tuple[str, str]]:
    return [(each.name, each.value) for each in hospitals((sheet_of(page(*lines, *BODY)),), seals)]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("海曲市人民医院", "海曲市人民医院"),
        ("海 曲 市 第 一 人 民 医 院", "海曲市第一人民医院"),
        ("海曲市第一人民医院（东院区）诊断证明书", "海曲市第一人民医院(东院区)"),
        ("海曲市中医医院东院区", "海曲市中医医院东院区"),
        ("海曲大学医学院附属第二医院检验报告单", "海曲大学医学院附属第二医院"),
        ("海曲市石臼街道社区卫生服务中心", "海曲市石臼街道社区卫生服务中心"),
        ("海曲市妇幼保健院", "海曲市妇幼保健院"),
        ("海曲市中医院国医堂门诊病历", "海曲市中医院国医堂"),
        ("海曲市人民医院住院病案首页", "海曲市人民医院"),
        ("海曲市人民医院（集团）西城医院出院记录", "海曲市人民医院(集团)西城医院"),
        ("海曲市人民医院（集团）东院区", "海曲市人民医院(集团)东院区"),
        ("海曲市人民医院（集团）检验报告单", "海曲市人民医院(集团)"),
        ("海曲博济医学检验实验室", "海曲博济医学检验实验室"),
        ("海曲博济医学检验实验室有限公司检验报告单", "海曲博济医学检验实验室有限公司"),
        ("海曲市中心医院互联网医院", "海曲市中心医院互联网医院"),
        ("海曲医学院第二临床学院 超声报告单", "海曲医学院第二临床学院"),
        ("石臼县人民医院医共体总院", "石臼县人民医院医共体总院"),
        ("海曲湾医疗集团中心院区", "海曲湾医疗集团中心院区"),
    ],
)
def test_letterheads(printed: str, name: str) -> None:
    assert read(line(printed, 0.3, 0.05, height=0.03)) == [("letterhead", name)]


@pytest.mark.parametrize("printed", ["三级甲等医院", "国家三级甲等综合医院", "爱婴医院", "我院"])
def test_slogans_are_no_names(printed: str) -> None:
    assert not read(line(printed, 0.3, 0.05, height=0.03))


def test_a_hospital_in_the_history_is_not_the_issuer() -> None:
    assert not read(line("患者曾于海曲市第二人民医院就诊，予降压治疗", 0.1, 0.2))
    assert not read(line("送检单位：海曲市第二人民医院", 0.1, 0.2))


def test_the_letterhead_comes_before_label_seal_and_footer() -> None:
    look = (SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, SealPurpose.UNKNOWN)
    seal = Seal("a.jpg", 1, Box(0.7, 0.7, 0.9, 0.9), *look, 0.9, owner_text="海曲市中医医院", text_confidence=0.8)
    found = read(
        line("海曲市人民医院", 0.3, 0.05, height=0.03),
        line("就诊医院：海曲市第三医院", 0.1, 0.2),
        line("海曲市人民医院门诊部", 0.4, 1.35),
        seals=(seal,),
    )
    assert found == [
        ("letterhead", "海曲市人民医院"), ("body", "海曲市第三医院"), ("seal", "海曲市中医医院"),
        ("footer", "海曲市人民医院门诊部"),
    ]  # fmt: skip


def test_a_department_s_own_head_comes_after_its_hospital() -> None:
    heads = (line("肾病内科血液透析中心", 0.1, 0.02), line("海曲市人民医院", 0.1, 0.06))
    assert [value for _, value in read(*heads)] == ["海曲市人民医院", "肾病内科血液透析中心"]
    assert [value for _, value in read(line("海曲康宁血液透析中心", 0.1, 0.02))] == ["海曲康宁血液透析中心"]


def test_a_personal_seal_owns_no_document() -> None:
    look = (SealShape.SQUARE, SealColour.RED, SealStatus.PRESENT, SealPurpose.PERSONAL_NAME)
    assert not read(seals=(Seal("a.jpg", 1, Box(0.7, 0.7, 0.8, 0.8), *look, 0.9, owner_text="李四之印章"),))


def test_the_field_keeps_each_character_s_confidence() -> None:
    (found,) = hospitals((sheet_of(page(line("海曲市人民医院检验报告单", 0.3, 0.05, confidence=0.8), *BODY)),))
    assert found.text == "海曲市人民医院" and found.char_confidences == (0.8,) * 7


def test_both_plates_of_one_institution_are_read() -> None:
    assert read(line("海曲市立医院（海曲市第一医院）", 0.3, 0.05, height=0.03)) == [
        ("letterhead", "海曲市立医院"), ("letterhead", "海曲市第一医院"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("塔拉诺尔市第二人民医院基因检测报告单", "塔拉诺尔市第二人民医院"),
        ("科右前旗人民医院门诊病历", "科右前旗人民医院"),
        ("乌拉后旗蒙医医院", "乌拉后旗蒙医医院"),
        ("于洪区中医院神经内科出院记录", "于洪区中医院"),
        ("甲市经济技术开发区医院检验报告单", "甲市经济技术开发区医院"),
    ],
)
def test_words_of_running_text_inside_names_and_titles_hide_no_letterhead(printed: str, name: str) -> None:
    text = column(["姓名：张三", "主诉：头晕3天。", "诊断：高血压"], 0.1, 0.3)
    (found,) = hospitals((sheet_of(page(line(printed, 0.3, 0.05), *text)),))
    assert (found.name, found.value) == ("letterhead", name)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("海曲大学二附院 分子诊断中心", "海曲大学二附院"),
        ("海大一院", "海大一院"),
        ("海曲市第三院检验科", "海曲市第三院"),
        ("海曲市人民医院乌兰哈达旗分院", "海曲市人民医院乌兰哈达旗分院"),
        ("海曲市人民医院三级甲等医院", "海曲市人民医院"),
    ],
)
def test_short_names_branches_and_grades_behind_a_name(printed: str, name: str) -> None:
    assert read(line(printed, 0.3, 0.05, height=0.03)) == [("letterhead", name)]


@pytest.mark.parametrize(
    "printed", ["三级甲等专科医院", "缓甲等专科医院", "二级乙等中医医院", "出院记录", "第二次入院记录"]
)
def test_a_grade_or_a_title_is_no_name(printed: str) -> None:
    assert not read(line(printed, 0.3, 0.05, height=0.03))


def test_a_name_over_two_lines_of_the_letterhead() -> None:
    heads = (line("海曲医科大学", 0.41, 0.04, height=0.03), line("附属第一医院", 0.41, 0.08, height=0.03))
    assert read(*heads) == [("letterhead", "海曲医科大学附属第一医院")]


def test_a_letterhead_with_a_misread_character_is_still_one_but_doubted() -> None:
    lines = (line("海曲市人民医皖", 0.4, 0.05, height=0.03), *BODY)
    (field,) = hospitals((sheet_of(page(*lines)),))
    assert (field.name, field.value) == ("letterhead", "海曲市人民医皖")
    assert field.confidence < 0.9


def test_the_hospital_chosen_on_a_form() -> None:
    assert read(line("选定医院", 0.1, 0.2), line("海曲市人民医院", 0.3, 0.2)) == [("body", "海曲市人民医院")]


@pytest.mark.parametrize("x", [0.1, 0.6])
def test_a_name_before_the_place_of_its_stamp_signs(x: float) -> None:
    assert read(line("海曲市人民医院（医保办章）", x, 0.7)) == [("footer", "海曲市人民医院")]


def test_a_name_in_a_cell_is_nobody_s_signature() -> None:
    assert not read(line("工作单位", 0.1, 0.6), line("海曲市人民医院", 0.3, 0.6))


def test_a_group_of_hospitals() -> None:
    assert read(line("海曲市人民医院医共体", 0.3, 0.05, height=0.03)) == [("letterhead", "海曲市人民医院医共体")]


def test_a_name_glued_to_its_label_is_read_without_it() -> None:
    found = read(line("申请表", 0.4, 0.05), line("选定医疗机构海曲市人民医院", 0.1, 0.2))
    assert found == [("body", "海曲市人民医院")]


def test_a_hospital_keeps_what_else_its_line_may_say() -> None:
    frames = tuple(((letter, -0.1), ("峄", -2.0)) for letter in "峰川市人民医院")
    printed = replace(line("峰川市人民医院", 0.3, 0.05), frames=frames)
    (found,) = hospitals((sheet_of(page(printed, *BODY)),))
    assert found.frames == frames


@pytest.mark.parametrize(
    "printed",
    [
        (line("申请认定机构", 0.1, 0.6), line("海曲市人民医院", 0.3, 0.6)),
        (line("评定医院名称", 0.1, 0.6), line("海曲市人民医院", 0.3, 0.6)),
        (line("医疗机构海曲市人民医院", 0.1, 0.6), line("49381207-3", 0.6, 0.6)),
        (line("评定机构：海曲市人民医院", 0.1, 0.6),),
    ],
)
def test_a_cell_may_ask_for_an_institution_in_words_of_its_own(printed: tuple[Line, ...]) -> None:
    found = read(line("申请表", 0.4, 0.05), *printed)
    assert found == [("body", "海曲市人民医院")]


@pytest.mark.parametrize(
    "before", ["外转医院", "送检机构", "医保经办机构", "上级医疗机构", "出生机构", "海曲市第二人民医院"]
)
def test_not_every_cell_before_a_name_asks_for_the_issuer(before: str) -> None:
    found = read(line("申请表", 0.4, 0.05), line(before, 0.1, 0.6), line("海曲市人民医院", 0.45, 0.6))
    assert ("body", "海曲市人民医院") not in found


@pytest.mark.parametrize(
    "name",
    [
        "海曲市人民医院临床检验中心",
        "海曲大学附属医院检验医学中心",
        "海曲市人民医院内镜诊疗中心",
        "海曲市儿童医学中心临床检验实验室",
        "海曲大学第四附属医院血液病研究所",
        "海曲医学院附属心理卫生中心",
    ],
)
def test_parts_of_an_institution_are_read_with_it(name: str) -> None:
    assert read(line(name, 0.3, 0.05, height=0.024)) == [("letterhead", name)]


@pytest.mark.parametrize(
    "name",
    [
        "海安市总医院第三分院",
        "海安大学附属医院第一分院",
        "海安市人民医院第二门诊部",
        "岭前县中医医院",
        "桥前镇中心卫生院",
        "后河镇卫生院",
        "合作市人民医院",
    ],
)
def test_branches_by_number_and_places_named_after_what_they_lie_before(name: str) -> None:
    found = hospitals([sheet_of(page(line(name, 0.35, 0.05, height=0.024), line("出院小结", 0.42, 0.1)))])
    assert [(field.name, field.value) for field in found] == [("letterhead", name)]


@pytest.mark.parametrize(
    "customer",
    [
        (line("送检机构", 0.07, 0.13), line("海安市肿瘤医院", 0.19, 0.13)),
        (line("外送合作单位", 0.07, 0.13), line("海安市肿瘤医院", 0.19, 0.13)),
        (line("委托单位：海安市肿瘤医院", 0.07, 0.13),),
        (line("样本来源机构：海安市肿瘤医院", 0.07, 0.13), line("送检科室：血液科", 0.6, 0.13)),
    ],
)
def test_who_sent_the_sample_issued_no_report(customer: tuple[Line, ...]) -> None:
    laboratory = line("泰衡医学检验所", 0.06, 0.04, height=0.024)
    found = hospitals([sheet_of(page(laboratory, line("检验报告书", 0.8, 0.03), *customer))])
    assert "海安市肿瘤医院" not in [field.value for field in found]
    assert found[0].value == "泰衡医学检验所"


@pytest.mark.parametrize(
    "printed",
    [
        "拟选定点医疗机构：海曲市人民医院",
        "本人签约定点医院：海曲市人民医院",
        "情况属实（海曲市人民医院医保办）",
        "海曲市人民医院   医师：卓立新   2026年5月8日",
    ],
)
def test_who_is_named_on_a_form(printed: str) -> None:
    found = read(line("门诊慢特病认定申请表", 0.3, 0.05, height=0.03), line(printed, 0.2, 1.0))
    assert [value for _, value in found] == ["海曲市人民医院"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("云浦县医疗集团总院", "云浦县医疗集团总院"),
        ("岭南县医疗卫生集团总院检验报告单", "岭南县医疗卫生集团总院"),
        ("沂河县医共体总院", "沂河县医共体总院"),
    ],
)
def test_a_county_s_hospitals_as_one_group_bear_its_name(printed: str, name: str) -> None:
    sheet = sheet_of(page(line(printed, 0.3, 0.05, height=0.03), line("姓名：张三 性别：男", 0.08, 0.2)))
    assert [found.value for found in hospitals((sheet,))] == [name]


def test_whose_alliance_a_hospital_is_of_may_be_in_its_name_or_not_and_is_no_other_hospital() -> None:
    head = line("云浦县中心医院（沅江医大一院医联体）", 0.2, 0.05, height=0.03)
    found = hospitals((sheet_of(page(head, line("姓名：张三 性别：男", 0.08, 0.2))),))
    assert [each.value for each in found] == ["云浦县中心医院(沅江医大一院医联体)", "云浦县中心医院"]
