"""Physicians: role by label, title as printed, signatures that cannot be read."""

from __future__ import annotations

import dataclasses

import pytest

from extractors.fields.department import department
from extractors.fields.physicians import physicians
from extractors.kinds.all import BY_KIND
from extractors.layout.sheet import sheet_of
from extractors.reading import (
    Box,
    Kind,
    Line,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
)
from tests.extractors.lines import column, line, page, table


def read(*lines: Line, kind: Kind = Kind.DIAGNOSIS_CERTIFICATE) -> list[tuple[str, str, str]]:
    found = physicians((sheet_of(page(*lines)),), BY_KIND[kind].physician_labels)
    return [(each.role.value, each.name.value if each.name else "", each.title) for each in found]


@pytest.mark.parametrize(
    ("printed", "name", "title"),
    [
        ("医师签名：李四", "李四", ""),
        ("医师签名：李四 主任医师", "李四", "主任医师"),
        ("医师签名：李四（副主任医师）", "李四", "副主任医师"),
        ("医师签名：李四副主任医师", "李四", "副主任医师"),
        ("医师签名：副主任医师 李四", "李四", "副主任医师"),
        ("医师签名：李四 主任", "李四", ""),
        ("医师签名：李四 2025年3月5日", "李四", ""),
        ("接诊医生：万志洋副主任医师", "万志洋", "副主任医师"),
    ],
)
def test_name_and_title(printed: str, name: str, title: str) -> None:
    assert read(line(printed, 0.1, 0.8)) == [("attending", name, title)]


def test_a_title_in_a_line_of_its_own_or_behind_its_own_label() -> None:
    assert read(line("医师签名：李四", 0.1, 0.8), line("副主任医师", 0.25, 0.8)) == [
        ("attending", "李四", "副主任医师")
    ]
    assert read(line("医师签名：李四 职称：主治医师", 0.1, 0.8)) == [("attending", "李四", "主治医师")]


def test_an_unread_signature_is_a_physician_without_a_name() -> None:
    assert read(line("医师签名：", 0.1, 0.8)) == [("attending", "", "")]
    assert read(line("医师签名：________（盖章）", 0.1, 0.8)) == [("attending", "", "")]


def test_who_did_what_on_a_laboratory_sheet() -> None:
    lines = line("申请医生：张帆 检验者：阎磊/赵六 审核者：胡龙", 0.1, 1.2)
    assert read(lines, kind=Kind.LAB_REPORT) == [
        ("requesting", "张帆", ""), ("testing", "阎磊", ""), ("testing", "赵六", ""), ("reviewing", "胡龙", ""),
    ]  # fmt: skip


def test_the_same_label_on_another_kind() -> None:
    assert read(line("医师：李四", 0.1, 0.8), kind=Kind.MEDICATION_RECORD) == [("prescribing", "李四", "")]


def test_beside_a_junior_the_attending_physician_supervises() -> None:
    lines = line("主治医师：姜勇 经治医师：康英", 0.5, 0.8)
    assert read(lines, kind=Kind.DISCHARGE_RECORD) == [("supervising", "姜勇", ""), ("attending", "康英", "")]


def test_a_name_seal_beside_the_label_signs() -> None:
    look = (SealShape.RECTANGLE, SealColour.RED, SealStatus.PRESENT, SealPurpose.PERSONAL_NAME)
    seal = Seal("a.jpg", 1, Box(0.22, 0.55, 0.3, 0.6), *look, 0.9, "李四", text_confidence=0.8)
    signed = dataclasses.replace(page(line("医师签名：", 0.1, 0.8)), seals=(seal,))
    (found,) = physicians((sheet_of(signed),))
    assert found.name is not None and (found.name.value, found.name.confidence) == ("李四", 0.8)


def test_the_department_that_treats_comes_before_the_one_that_asked() -> None:
    sheet = sheet_of(page(*column(["申请科室：急诊科", "科室：心血管内科二病区", "姓名：张三"], 0.1, 0.1)))
    found = department((sheet,))
    assert found is not None and found.value == "心血管内科二病区"


def test_a_department_without_label_stands_in_the_header() -> None:
    sheet = sheet_of(page(line("张三", 0.1, 0.1), line("肾内科", 0.4, 0.1)))
    found = department((sheet,))
    assert found is not None and found.value == "肾内科" and found.confidence < 0.9


def test_a_date_behind_a_short_label_is_no_signature() -> None:
    assert not read(line("审核：2025-03-02 09:00", 0.1, 1.2), kind=Kind.LAB_REPORT)


def test_a_row_of_signatures_glued_together() -> None:
    assert read(line("科主任萧静 主治医师廖佳编码员吕贞", 0.1, 0.8), kind=Kind.INPATIENT_FRONT_PAGE) == [
        ("supervising", "萧静", ""), ("attending", "廖佳", ""),
    ]  # fmt: skip  # who codes the stay signs as no physician


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("报告医师/审核医师：张三/李四", [("reporting", "张三", ""), ("reviewing", "李四", "")]),
        ("检验者/审核者：王五、赵六", [("testing", "王五", ""), ("reviewing", "赵六", "")]),
        ("报告医师/审核医师：张三", [("reporting", "张三", "")]),
    ],
)
def test_labels_printed_as_one_name_their_signers_in_order(printed: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(line(printed, 0.1, 0.5), kind=Kind.EXAM_REPORT) == expected


def test_short_labels_sign_only_in_a_row_that_signs() -> None:
    cells = table([["病理医师熊生国", "审核吴香红", "报告日期2026-09-21"]], [0.1, 0.35, 0.6], 0.5)
    assert read(*cells, kind=Kind.PATHOLOGY_REPORT) == [("reporting", "熊生国", ""), ("reviewing", "吴香红", "")]
    assert read(line("审核通过", 0.1, 0.5), kind=Kind.PATHOLOGY_REPORT) == []
    assert read(line("检验科室", 0.1, 0.5), kind=Kind.LAB_REPORT) == []


def test_a_name_hardly_read_is_a_signature_that_cannot_be_read() -> None:
    scrawl = dataclasses.replace(line("医师签名：潭污真", 0.1, 0.5), char_confidences=(*(0.98,) * 5, 0.9, 0.4, 0.9))
    (found,) = physicians((sheet_of(page(dataclasses.replace(scrawl, min_confidence=0.4))),))
    assert found.name is None
    assert found.evidence[0].text == "潭污真"


def test_a_scrawl_glued_to_its_label_is_a_signature_that_cannot_be_read() -> None:
    assert read(line("医师签名花", 0.1, 0.5)) == [("attending", "", "")]


def test_of_look_alike_labels_any_will_do_where_all_sign() -> None:
    assert read(line("医师签律：许军华", 0.1, 0.5)) == [("attending", "许军华", "")]


def test_a_name_stamped_beside_its_label_signs() -> None:
    label = line("接诊医师：", 0.55, 0.5)
    assert read(label, line("乔振超", 0.66, 0.5, in_seal=True), kind=Kind.OUTPATIENT_RECORD) == [
        ("attending", "乔振超", "")
    ]
    assert read(label, line("门诊部", 0.66, 0.5, in_seal=True), kind=Kind.OUTPATIENT_RECORD) == [("attending", "", "")]


@pytest.mark.parametrize("name", ["阮勋", "阮硕毅", "洪瑛", "占诚", "靖碧", "荀堂", "昌毅"])
def test_surnames_like_a_word_of_the_forms_or_seldom_met(name: str) -> None:
    assert read(line(f"医师签名：{name}", 0.1, 0.8)) == [("attending", name, "")]


@pytest.mark.parametrize("asked", ["（签字）", "(签名)", "（签章）", "（手写签名）", "（请签名盖章）"])
def test_a_signature_asked_for_behind_the_word(asked: str) -> None:
    assert read(line(f"医生{asked}牛菱婵主任医师", 0.5, 0.8)) == [("attending", "牛菱婵", "主任医师")]
    assert read(line(f"医生{asked}", 0.5, 0.8)) == [("attending", "", "")]


def test_who_signs_a_column_of_a_table() -> None:
    rows = [
        ["药品名称", "剂量", "频次", "医师签名"],
        ["普通护理", "", "", ""],
        ["阿司匹林", "1片", "每日1次", "戈培兵"],
    ]
    cells = table(rows, [0.1, 0.4, 0.6, 0.8], 0.2)
    assert read(*cells, kind=Kind.MEDICATION_RECORD) == [("prescribing", "戈培兵", "")]


def test_a_name_with_its_title_off_the_label_s_line() -> None:
    assert read(line("医生签名", 0.49, 0.702), line("费婵娅主任医师", 0.568, 0.73)) == [
        ("attending", "费婵娅", "主任医师")
    ]


def test_a_title_between_two_signatures_of_one_line() -> None:
    printed = line("住院医师：连芮副主任医师 科主任：农养碧", 0.4, 0.8)
    assert read(printed, kind=Kind.DISCHARGE_RECORD) == [
        ("attending", "连芮", "副主任医师"), ("supervising", "农养碧", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("printed", ["仅对此标本负责", "巫黛碧桐汀大学同和"])
def test_no_name_is_cut_out_of_a_sentence_or_a_stamp(printed: str) -> None:
    assert read(line(f"审核者：{printed}", 0.1, 0.8), kind=Kind.LAB_REPORT) == [("reviewing", "", "")]


def test_a_stamp_says_the_name_that_was_scrawled() -> None:
    scrawl = dataclasses.replace(line("医师签名：夏侯硕异", 0.1, 0.5), char_confidences=(*(0.98,) * 8, 0.4))
    scrawl = dataclasses.replace(scrawl, min_confidence=0.4)
    assert read(scrawl, line("夏侯硕舜", 0.6, 0.5, in_seal=True)) == [("attending", "夏侯硕舜", "")]
    assert read(scrawl, line("科室专用", 0.6, 0.5, in_seal=True)) == [("attending", "", "")]


@pytest.mark.parametrize(
    ("printed", "kind", "role"),
    [
        ("证明医师：李四", Kind.DIAGNOSIS_CERTIFICATE, "attending"),
        ("开具医师：李四", Kind.DIAGNOSIS_CERTIFICATE, "attending"),
        ("影像审核医师签字：李四", Kind.EXAM_REPORT, "reviewing"),
        ("超声诊断医师(签名)：李四", Kind.EXAM_REPORT, "reporting"),
        ("记录医师签名：李四", Kind.DISCHARGE_RECORD, "recording"),
        ("门诊调配药师：李四", Kind.MEDICATION_RECORD, "dispensing"),
        ("复诊医生：李四", Kind.PATHOLOGY_REPORT, "reviewing"),
        ("二线医生签章：李四", Kind.OUTPATIENT_RECORD, "supervising"),
        ("诊断医师签字：李四", Kind.DIAGNOSIS_CERTIFICATE, "attending"),
    ],
)
def test_a_label_no_list_names_says_by_its_words_who_signs(printed: str, kind: Kind, role: str) -> None:
    assert read(line(printed, 0.1, 0.5), kind=kind) == [(role, "李四", "")]


@pytest.mark.parametrize("printed", ["患者或家属签名：李四", "申请人签字：李四", "委托人签名：李四"])
def test_those_who_are_no_physicians_sign_as_none(printed: str) -> None:
    assert read(line(printed, 0.1, 0.5)) == []


@pytest.mark.parametrize(
    ("printed", "kind", "want"),
    [
        ("医师车启峻", Kind.DIAGNOSIS_CERTIFICATE, [("attending", "车启峻", "")]),
        ("医师车启峻副主任医师", Kind.DIAGNOSIS_CERTIFICATE, [("attending", "车启峻", "副主任医师")]),
        ("诊断医师司徒松泰", Kind.PATHOLOGY_REPORT, [("reporting", "司徒松泰", "")]),
        ("审核医师左敬断专用章", Kind.PATHOLOGY_REPORT, [("reviewing", "左敬", "")]),
        ("医师（主任医师）：李四光", Kind.DIAGNOSIS_CERTIFICATE, [("attending", "李四光", "主任医师")]),
        ("医生：10233 李四光", Kind.OUTPATIENT_RECORD, [("attending", "李四光", "")]),
        ("医帅签名：李四光", Kind.DIAGNOSIS_CERTIFICATE, [("attending", "李四光", "")]),
        ("报告医师：鲜于男", Kind.EXAM_REPORT, [("reporting", "鲜于男", "")]),
        ("责任医师：李四光  审签医师：王小川", Kind.DISCHARGE_RECORD,
         [("attending", "李四光", ""), ("supervising", "王小川", "")]),
        ("Tested by: 王小川   Verified by: 赵大可", Kind.LAB_REPORT,
         [("testing", "王小川", ""), ("reviewing", "赵大可", "")]),
        ("检验者 Tested by 王小川", Kind.LAB_REPORT, [("testing", "王小川", "")]),
        ("操作：俞铭广  阅片：王小川  审核：赵大可", Kind.EXAM_REPORT,
         [("reviewing", "赵大可", ""), ("testing", "俞铭广", ""), ("reporting", "王小川", "")]),
        ("诊断医生:王小川 复核医生:赵大可", Kind.EXAM_REPORT,
         [("reporting", "王小川", ""), ("reviewing", "赵大可", "")]),
        ("审核者.赵大可  检验者·王小川", Kind.LAB_REPORT,
         [("reviewing", "赵大可", ""), ("testing", "王小川", "")]),
        ("检验项目：血常规  检验科室：检验科", Kind.LAB_REPORT, []),
        ("鉴定医师填写", Kind.APPLICATION_FORM, []),
        ("报告解读请咨询医生", Kind.LAB_REPORT, []),
    ],
)  # fmt: skip
def test_signatures_as_other_hospitals_print_them(printed: str, kind: Kind, want: list[tuple[str, str, str]]) -> None:
    assert read(line(printed, 0.1, 0.8), kind=kind) == want


def test_a_signature_beneath_its_label_or_off_its_line() -> None:
    grid = [
        line("医师 Physician", 0.1, 0.8),
        line("开具日期 Date", 0.4, 0.8),
        line("李四光 主任医师", 0.1, 0.83),
        line("2026.09.02", 0.4, 0.83),
    ]
    assert read(*grid) == [("attending", "李四光", "主任医师")]
    assert read(line("医师签名：", 0.5, 0.8), line("李四光", 0.62, 0.783)) == [("attending", "李四光", "")]


def test_a_label_is_no_name() -> None:
    assert read(line("医师签名", 0.1, 0.8), line("护士签名", 0.2, 0.8), kind=Kind.MEDICATION_RECORD) == [
        ("prescribing", "", "")
    ]


def test_whose_a_bare_signature_is_on_a_form() -> None:
    physician = [line("责任医师意", 0.07, 0.7), line("签字：李四光 2026年10月12日", 0.6, 0.7), line("见", 0.07, 0.73)]
    applicant = [line("本人承诺以上材料真实", 0.1, 0.6), line("签字：王小明", 0.6, 0.63)]
    assert read(*applicant, kind=Kind.APPLICATION_FORM) == []
    assert read(*applicant, *physician, kind=Kind.APPLICATION_FORM) == [("approving", "李四光", "")]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("审核者：谷亚男", [("reviewing", "谷亚男", "")]),
        ("审核者：尉迟亚男", [("reviewing", "尉迟亚男", "")]),
        ("审核者：侣丽", [("reviewing", "佀丽", "")]),
        ("检验甄浩然审核公占山", [("testing", "甄浩然", ""), ("reviewing", "公占山", "")]),
    ],
)
def test_names_on_a_laboratory_sheet(printed: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(line(printed, 0.1, 0.8), kind=Kind.LAB_REPORT) == expected


def test_a_label_no_list_names_with_its_name_in_a_line_of_its_own() -> None:
    lines = (line("报告审核：", 0.4, 0.8), line("曲春梅", 0.5, 0.8))
    assert ("reviewing", "曲春梅", "") in read(*lines, kind=Kind.LAB_REPORT)


def test_the_beginning_of_a_longer_word_has_no_name_beneath() -> None:
    assert read(line("鉴定医师填写", 0.1, 0.3), line("符合", 0.12, 0.33), kind=Kind.APPLICATION_FORM) == []


def test_roles_of_second_readers_and_consultants() -> None:
    found = read(line("会诊医师：李四", 0.1, 0.8), line("复检医师：王五", 0.5, 0.8), kind=Kind.PATHOLOGY_REPORT)
    assert found == [("reporting", "李四", ""), ("reviewing", "王五", "")]
    assert read(line("审核药师：李四", 0.1, 0.8), kind=Kind.MEDICATION_RECORD) == [("reviewing", "李四", "")]


@pytest.mark.parametrize(
    ("printed", "title"),
    [("主治：霍苗嫦（主治医师）", "主治医师"), ("主治：霍苗嫦", ""), ("经治：霍苗嫦 副主任医师", "副主任医师")],
)
def test_short_labels_of_who_treats(printed: str, title: str) -> None:
    assert read(line(printed, 0.6, 0.6)) == [("attending", "霍苗嫦", title)]


@pytest.mark.parametrize("label", ["报告医师签字", "报告医师签章", "报告者签名", "诊断医师签字"])
def test_signatures_run_together_with_a_label_that_says_they_are_one(label: str) -> None:
    found = read(line(f"{label}霍苗嫦", 0.1, 0.6), line("复核申屠书仙", 0.4, 0.6), kind=Kind.EXAM_REPORT)
    assert found == [("reporting", "霍苗嫦", ""), ("reviewing", "申屠书仙", "")]


def test_a_counterfoil_s_twin_lends_its_title_only_to_the_same_name() -> None:
    """The signature beside the title was read with doubt; the counterfoil's, read surely, says the same name."""
    doubtful = line("医师：耿恩铎副主任医师", 0.3, 0.6, confidence=0.35)
    assert read(line("医师：耿恩铎", 0.05, 0.2), doubtful) == [("attending", "耿恩铎", "副主任医师")]
    assert read(line("医师：霍苗嫦", 0.05, 0.2), doubtful) == [("attending", "霍苗嫦", "")]
