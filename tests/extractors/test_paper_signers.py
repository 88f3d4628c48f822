"""Who signs, by what other signers, places and brackets of the same paper say of a label."""

from __future__ import annotations

import pytest

from extractors.fields.names import is_name
from tests.extractors.papers import read, said

LAB = """
                   栖云市中心医院
                   生化检验报告单
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
%s
项目                 结果        参考值         单位
肌酐                 118         57-97          umol/L
%s
"""
PRESCRIPTION = """
                   栖云市中心医院
                   门诊处方笺
姓名：解晓东   性别：男   年龄：66岁   门诊号：20260302017
临床诊断：2型糖尿病
Rp
利格列汀片 5mg×7片   1盒
用法：每次5mg  口服  每日1次
%s
"""
VISIT = """
                   栖云市中心医院
                   门诊病历
姓名：解晓东   性别：男   年龄：66岁   就诊日期：2026-03-02
主诉：口干、多饮1年。
诊断：2型糖尿病
%s
"""


def signers(text: str) -> list[tuple[str, str]]:
    return [(role, name) for role, name, _ in said(read(text))["ph"]]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (LAB % ("", "检测人：廖仲书   审核人：许静宜   批准人：温克俭"), ("approving", "温克俭")),
        (LAB % ("", "检测人：廖仲书   批准人：温克俭"), ("reviewing", "温克俭")),
        (PRESCRIPTION % "医师：卓立新   审核：许静宜   调配：廖仲书   复核：温克俭", ("dispensing", "温克俭")),
        (PRESCRIPTION % "医师：卓立新   药师（审核）：许静宜   （发药）：廖仲书", ("reviewing", "许静宜")),
        (LAB % ("科室 肾内科 医生 卓立新", "检验者：廖仲书   审核者：许静宜"), ("requesting", "卓立新")),
        (LAB % ("申请：卓立新（肾内科）", "检验者：廖仲书   审核者：许静宜"), ("requesting", "卓立新")),
        (LAB % ("送检：肾内科 卓立新医师   样本：血清", "检验者：廖仲书   审核者：许静宜"), ("requesting", "卓立新")),
        (VISIT % "随访医生签名                                                  卓立新", ("attending", "卓立新")),
        (VISIT % "经治军医  卓立新    科主任  温克俭", ("attending", "卓立新")),
        (VISIT % "上级医师/住院医师：许静宜∕卓立新", ("supervising", "许静宜")),
    ],
)
def test_what_the_paper_says_of_a_label(text: str, by: tuple[str, str]) -> None:
    assert by in signers(text), signers(text)


@pytest.mark.parametrize(
    "tail",
    [
        "检查：胃镜（预约）；检验：血沉、肾小球滤过率、HBV-DNA。\n医师：卓立新",
        "医师  卓立新 副主任医师     时间  2026/3/2",
        "检验：尿常规、肝肾功能。\n医师：卓立新",
    ],
)
def test_tests_that_are_asked_for_and_heads_sign_nothing(tail: str) -> None:
    assert signers(VISIT % tail) == [("attending", "卓立新")]


def test_what_is_declared_is_no_name() -> None:
    assert not any(is_name(word) for word in ("均已知悉", "内容", "检查结果", "血常规", "名称"))
    assert all(is_name(word) for word in ("方圆", "常青", "区明", "简明", "范文正"))


CERTIFICATE = """
                   栖云市中心医院
                   病情诊断书
姓名 解晓东   性别 男   年龄 66岁   科别 肾脏内科
诊断 1、慢性肾脏病5期
     2、肾性贫血
意见 规律透析
%s                       2026年3月2日
"""


@pytest.mark.parametrize(
    ("tail", "title"),
    [
        ("医师卓立新职称副主任医师", "副主任医师"),  # what is asked for beside a name ends it
        ("经治医师卓立新技术职称主治医师", "主治医师"),
        ("医师卓立新职务主任医师", "主任医师"),
        ("医师：卓立新（主治布）", "主治医师"),  # what begins as a title is one to its bracket
        ("医师：卓立新  副在任医师", "副主任医师"),  # no other word has these ends
        ("医师：卓立新  副主住医师", "副主任医师"),
        ("医师：卓立新（副主任区师）", "副主任医师"),
        ("医师：卓立新（主任）", ""),  # an office
        ("医师：卓立新（副主任委员）", ""),
        ("医师：卓立新（副主任技师）", ""),  # another profession's
        ("医师：卓立新（副主任药师）", ""),
        ("医师：卓立新（主治护师）", ""),
        ("医师：卓立新（肾内）", ""),
    ],
)
def test_titles_that_run_into_names_and_are_read_with_a_slip(tail: str, title: str) -> None:
    assert said(read(CERTIFICATE % tail))["ph"] == [("attending", "卓立新", title)]


@pytest.mark.parametrize(
    ("tail", "title"),
    [
        ("医师签名 卓立新 副主任中医师", "副主任中医师"),
        ("医师：卓立新（主任中医师）", "主任中医师"),
        ("医师：卓立新  主治蒙医师", "主治蒙医师"),
        ("医师一：卓立新 主任医师", "主任医师"),
    ],
)
def test_titles_of_other_schools_of_medicine_and_physicians_that_are_numbered(tail: str, title: str) -> None:
    assert said(read(CERTIFICATE % tail))["ph"] == [("attending", "卓立新", title)]


ORDERS = """
                   栖云市中心医院
                   长期医嘱单
姓名：解晓东   科室：肾内科   床号：12   住院号：0502147
开始日期      时间     医嘱内容                          医师       护士
2026-03-02    09:10    苯磺酸氨氯地平片 5mg po qd        卓立新     夏荷
2026-03-03    08:20    碳酸钙片 0.5g po tid              温克俭     秋菊
2026-03-04    08:40    呋塞米片 20mg po qd               卓立新     夏荷
"""


def test_everybody_who_signs_a_row_of_a_table_of_orders() -> None:
    assert signers(ORDERS) == [("prescribing", "卓立新"), ("prescribing", "温克俭")]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (
            LAB % ("Physician 医生   卓立新   Specimen 标本   血清", "检验者：廖仲书   审核者：许静宜"),
            ("requesting", "卓立新"),
        ),
        (LAB % ("申请 卓立新   标本 血清", "检验者：廖仲书   审核者：许静宜"), ("requesting", "卓立新")),
        (LAB % ("", "检测 Tester：廖仲书   审核 Reviewer：许静宜   签发 Director：温克俭"), ("testing", "廖仲书")),
        (VISIT % "住院军医：许静宜   主治军医：卓立新", ("attending", "卓立新")),
        (VISIT % "主治医师：卓克己", ("attending", "卓克己")),
    ],
)
def test_labels_in_two_languages_and_the_words_of_other_houses(text: str, by: tuple[str, str]) -> None:
    assert by in signers(text), signers(text)


FRONT = """
                   栖云市中心医院
                   住院病案首页
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
科主任        主任（副主任）医师     主治医师      住院医师
沈倩          蔚永红                 朱云津        盛颖
责任护士      进修医师               质控医师      质控护士
景然          边小玉                 汪平安        夏荷
"""


def test_a_row_of_labels_has_one_row_of_signatures_beneath() -> None:
    assert ("supervising", "景然") not in signers(FRONT)
    assert ("supervising", "边小玉") not in signers(FRONT)
    assert ("supervising", "沈倩") in signers(FRONT)
