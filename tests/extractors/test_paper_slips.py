"""Slips of wards, forms with brackets for signatures, and cells whose gaps reading lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import assert_says, read

SLIP = """
                   海堰县第二医院%s
预约号：8812037                              类型：急诊
姓名      解晓东      性别      男      年龄      66岁
住院号     1409221      身份证号     379812196001011234
入院诊断    1.慢性肾炎
入院日期    2026年3月2日      联系电话     15000001287
开单医师：卓立新（主任医师）
"""


@pytest.mark.parametrize("title", ["住院通知单", "入院通知书", "预约住院登记表"])
def test_a_slip_with_a_diagnosis_has_a_patient_taken_in(title: str) -> None:
    want = {"kind": "admission_record", "dx": ["慢性肾炎"], "ph": [("attending", "卓立新", "主任医师")]}
    about = {"name": "解晓东", "id_number": "379812196001011234", "inpatient_number": "1409221"}
    assert_says(SLIP % title, {**want, "pt": about, "issue": "2026-03-02"})


def test_a_slip_that_only_summons_is_no_record() -> None:
    slip = """
                   海堰县第二医院入院通知书
尊敬的患者您好，请于2026年3月2日到住院处办理手续，携带医保卡。
床位：12床   预交金：3000元
"""
    assert_says(slip, {"kind": "unrelated"})


FORM = """
                   海堰市门诊慢性病待遇申请表
姓名   %(name)s   性别   男
本人因患   高血压    申请享受门诊慢性病待遇。
申请人（签名）%(name)s2026年3月2日
评审意见：同意认定。
%(signed)s卓立新2026年3月4日
"""


@pytest.mark.parametrize("signed", ["专家（签名）", "评审专家（签字）", "医师（签章）"])
@pytest.mark.parametrize("name", ["解晓东", "欧阳晓东"])
def test_a_signature_asked_for_in_brackets_needs_no_colon(signed: str, name: str) -> None:
    want: dict[str, Any] = {
        "ph": [("approving", "卓立新", "")],
        "dt": [("applied", "2026-03-02"), ("opinion", "2026-03-04")],
    }
    assert_says(FORM % {"signed": signed, "name": name}, want)


CERTIFICATE = """
                   海堰县人民医院
                   诊断证明书
%s
诊断：
%s
%s
                   2026年3月2日
"""
ABOUT, LIST, SIGNED = "姓名：解晓东   性别：男   年龄：66岁", "1.2型糖尿病", "医师：卓立新"


@pytest.mark.parametrize("signed", ["军（医）师签字：卓立新（主任医师）", "医师（签名）卓立新职称主任医师"])
def test_the_title_behind_a_signature_with_brackets(signed: str) -> None:
    assert_says(CERTIFICATE % (ABOUT, LIST, signed), {"ph": [("attending", "卓立新", "主任医师")]})


@pytest.mark.parametrize(
    "told", ["兹有患者解晓东性别男年龄66岁", "兹证明患者解晓东性别：男，年龄：66岁", "患者欧阳晓东性别男  年龄66岁"]
)
def test_a_blank_filled_in_without_gaps_or_commas(told: str) -> None:
    name = "欧阳晓东" if "欧阳" in told else "解晓东"
    assert_says(CERTIFICATE % (told, LIST, SIGNED), {"pt": {"name": name, "sex": "男", "age": "66"}})


@pytest.mark.parametrize("label", ["病历号 MRN", "住院号 IPD No.", "病案号 IPID"])
def test_a_number_whose_label_is_abbreviated_in_english_beside(label: str) -> None:
    head = f"姓名 Name    解晓东   性别 Sex   男\n科室 Dept.    内科   {label}    1409221"
    assert_says(CERTIFICATE % (head, LIST, SIGNED), {"pt": {"inpatient_number": "1409221"}})


@pytest.mark.parametrize("label", ["随访卡号", "问诊单号", "接诊流水编号"])
def test_a_number_behind_a_word_that_says_how_the_patient_was_seen(label: str) -> None:
    visit = f"""
                   海堰县人民医院
                   门诊随访记录
姓名：解晓东   性别：男   {label}：2603118806
诊断：2型糖尿病
随访日期：2026-03-02
"""
    assert_says(visit, {"pt": {"visit_number": "2603118806", "inpatient_number": None}})


@pytest.mark.parametrize("label", ["门诊电话号码", "就诊发票编号"])
def test_a_number_of_something_else_is_no_visits(label: str) -> None:
    assert_says(CERTIFICATE % (f"{ABOUT}   {label}：26031188", LIST, SIGNED), {"pt": {"visit_number": None}})


@pytest.mark.parametrize("born", ["19600101", "1960年1月1日"])
def test_a_birth_date_glued_to_what_stands_before_it(born: str) -> None:
    assert_says(
        CERTIFICATE % (f"姓名解晓东性别男年龄66岁出生日期{born}", LIST, SIGNED), {"pt": {"birth_date": "1960-01-01"}}
    )


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("消渴病阴虚热盛证", ["消渴病", "阴虚热盛证"]),
        ("1.胸痹心血瘀阻证", ["胸痹", "心血瘀阻证"]),
        ("中风病风痰阻络证", ["中风病", "风痰阻络证"]),
        ("湿热下注证", ["湿热下注证"]),
        ("精神病性障碍", ["精神病性障碍"]),
        ("类风湿关节炎病肝肾", ["类风湿关节炎病肝肾"]),
    ],
)
def test_a_disease_and_its_syndrome_whose_gap_was_lost(printed: str, names: list[str]) -> None:
    paper = CERTIFICATE.replace("诊断：\n", "中医诊断：") % (ABOUT, printed, SIGNED)
    assert_says(paper, {"dx": names})


@pytest.mark.parametrize(
    ("printed", "stage", "kind"),
    [
        ("鼻腔淋巴瘤（Ann Arbor ⅡE期）", "2E期", ""),
        ("霍奇金淋巴瘤ⅢS期", "3S期", ""),
        ("霍奇金淋巴瘤ⅣEB期", "4EB期", ""),
        ("狼疮性肾炎（1V型）", "", "4型"),
    ],
)
def test_letters_and_strokes_of_stages(printed: str, stage: str, kind: str) -> None:
    (one,) = read(CERTIFICATE % (ABOUT, f"1.{printed}", SIGNED)).diagnoses
    assert (one.stage, one.type) == (stage, kind)


def test_a_rare_surname_and_one_that_is_none() -> None:
    assert_says(
        CERTIFICATE % ("姓名：闰晓东", LIST, "医师：郯立新"),
        {"pt": {"name": "闫晓东"}, "ph": [("attending", "郯立新", "")]},
    )


SHEET = """
                   海堰县检验中心
                   检验报告单
姓名：解晓东   性别：男   年龄：66岁   住院/门诊号：1409221
项目        结果    单位    参考范围
血糖        5.1     mmol/L   3.9-6.1
"""


def test_a_stroke_before_the_word_for_a_visit_makes_no_visits_number_of_a_stays() -> None:
    assert_says(SHEET, {"pt": {"inpatient_number": "1409221", "visit_number": None}})


@pytest.mark.parametrize(
    ("printed", "name"), [("触隙性脑梗死", "腔隙性脑梗死"), ("肾血管平滑肌脂肪痛", "肾血管平滑肌脂肪瘤")]
)
def test_what_is_no_word_is_the_disease_it_can_only_be(printed: str, name: str) -> None:
    assert_says(CERTIFICATE % (ABOUT, f"1.{printed}", SIGNED), {"dx": [name]})
