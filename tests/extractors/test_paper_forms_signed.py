"""Who signs a form for an office, and what may stand behind a report's conclusion: other hospitals' papers."""

from __future__ import annotations

import pytest

from extractors.fields import form_offices
from extractors.fields.surname_look_alikes import mended
from tests.extractors.papers import read, said

FORM = """
              栖云市门诊慢特病待遇认定申请表
姓名：解晓东   性别：男   身份证号：379801195906120012
申请病种：高血压    申请日期：2026年3月2日
病情摘要：血压升高10年，最高190/110mmHg，规律服药。
%s
申请人（代办人）签字：解晓东
"""
BOTH = [("attending", "卓立新"), ("approving", "许静宜")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("主治医师签字   卓立新   日期   2026-03-03\n医保科意见   材料齐全，上报。 签字：许静宜   2026-03-04", BOTH),
        ("专科医师   卓立新   填写日期   2026-03-03\n医院审核   许静宜 2026-03-04 ☑通过", BOTH),
        ("医生姓名：卓立新\n村委会意见：属实（章）   乡镇合管办：许静宜 2026年3月4日", BOTH),
        ("医生姓名：卓立新\n县农合办：许静宜 2026年3月4日", BOTH),
        ("医院意见   栖云市中心医院医保办 同意 许静宜 2026.3.4", BOTH[1:]),
        ("拟变更医院医保办意见：同意接收。许静宜 2026年3月4日", BOTH[1:]),
        ("医保审核   许静宜   结果   通过   时间   2026-03-04 15:58", BOTH[1:]),
        ("医师签名：卓立新 2026年3月3日\n中心复核：许静宜 2026年3月4日", BOTH),
        ("诊断医师：卓立新\n医保办   许静宜   2026年3月4日", BOTH),
        ("认定医师   卓立新\n审核   许静宜", [("approving", "卓立新"), ("approving", "许静宜")]),
        (
            "医师签名：温克俭 2026年3月3日\n医保办意见   经办人：许静宜 2026年3月4日\n专家签名：卓立新、梁振邦",
            [("attending", "温克俭"), ("attending", "卓立新"), ("attending", "梁振邦"), ("approving", "许静宜")],
        ),
        ("医院审核   同意 2026-03-04 ☑通过", []),
    ],
)
def test_offices_sign_behind_their_opinion_and_whoever_gave_another_attends(
    text: str, want: list[tuple[str, str]]
) -> None:
    assert [(role, name) for role, name, _ in said(read(FORM % text))["ph"]] == want


def test_nobody_reviews_a_form() -> None:
    assert "组长" in form_offices.EXPERTS
    text = FORM % "医院意见   医保办   同意 许静宜 2026.3.4\n市级专家复核   ☑同意   复核专家：卓立新 2026.3.17"
    assert {role for role, _, _ in said(read(text))["ph"]} == {"attending", "approving"}


@pytest.mark.parametrize("advice", ["限水", "低盐", "限盐"])
def test_what_is_to_be_drunk_is_no_drug(advice: str) -> None:
    record = f"""
                    松涛市第二医院
                      出院记录
姓名：解晓东   性别：男   年龄：67岁   住院号：2603118
出院诊断：心力衰竭
出院医嘱：{advice}1500ml，每日晨起称体重。螺内酯片 20mg 口服 每日1次。
医师签名：卓立新
"""
    assert [drug.name for drug in read(record).medications] == ["螺内酯片"]


def test_a_surname_nobody_is_called_by() -> None:
    assert mended("负天泽") == "贠天泽"


@pytest.mark.parametrize(
    "remark", ["本会诊意见基于所送材料，供临床参考。", "本报告系依据送检切片作出。", "本意见根据原单位蜡块作出。"]
)
def test_what_an_opinion_rests_on_is_none_of_it(remark: str) -> None:
    paper = f"""
                    松涛市第二医院 病理会诊意见书
姓名：解晓东   性别：男   年龄：67岁   会诊号：HZ26-118
会诊意见：（左肺上叶）浸润性腺癌，腺泡型为主。
{remark}
会诊专家：卓立新      2026-03-09
"""
    found = {field.name: field.value for field in read(paper).fields}
    assert found["conclusion"] == "（左肺上叶）浸润性腺癌，腺泡型为主。"
