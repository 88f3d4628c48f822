"""Signers whose names begin with no surname known, by who signs beside them; and what is no signature."""

from __future__ import annotations

import pytest

from tests.extractors.papers import read, said

LAB = """
                   栖云市中心医院
                   生化检验报告单
%s
项目                 结果        参考值         单位
肌酐                 118         57-97          umol/L
%s
"""
HEAD = "姓名：解晓东   性别：男   年龄：66岁   住院号：0502147"
GENE = """
                   栖云市中心医院
                   药物基因检测报告单
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147   病区：心内二区   医师：卓立新
检测结论：CYP2C19 *1/*2，中间代谢型。
检测者：廖仲书   复核者：许静宜   报告日期：2026-03-02
"""
VISIT = """
                   栖云市中心医院
                   门诊病历
姓名：解晓东   性别：男   年龄：66岁   就诊日期：2026-03-02
主诉：透析3年，复查。
检验：Hb 101g/L，P 1.92mmol/L，iPTH 480.1pg/mL。
诊断：慢性肾脏病5期
医师：卓立新   %s
"""


def signers(text: str) -> list[tuple[str, str]]:
    return sorted((role, name) for role, name, _ in said(read(text))["ph"])


@pytest.mark.parametrize(
    ("signed", "found"),
    [
        ("主检：廖仲书   复核：笙歌", [("reviewing", "笙歌"), ("testing", "廖仲书")]),
        ("报告：许静宜   审核：闻笛", [("reviewing", "闻笛"), ("testing", "许静宜")]),
    ],
)
def test_whoever_signs_beside_a_name_is_named_too(signed: str, found: list[tuple[str, str]]) -> None:
    assert signers(LAB % (HEAD, signed)) == found


def test_who_asks_for_a_test() -> None:
    assert ("requesting", "弄影") in signers(LAB % (f"{HEAD}   申请人：弄影", "检验者：廖仲书   审核者：许静宜"))
    assert signers(GENE)[0] == ("requesting", "卓立新")


def test_a_department_for_outpatients_is_no_part_of_the_label_behind_it() -> None:
    head = "姓名：解晓东 性别：男 年龄：66岁 门诊号：E0550 科室：变态反应门诊 医生：卓立新"
    assert ("requesting", "卓立新") in signers(LAB % (head, "检验者：廖仲书   审核者：许静宜"))


def test_numbers_and_results_promise_no_signature() -> None:
    assert signers(VISIT % "操作员：0317") == [("attending", "卓立新")]


def test_who_releases_what_another_reviewed() -> None:
    signed = "检验者：廖仲书   审核者：许静宜   授权签发：温克俭"
    assert ("approving", "温克俭") in signers(LAB % (HEAD, signed))


def test_a_name_keeps_the_characters_that_are_folded_elsewhere() -> None:
    assert ("testing", "葛巾") in signers(LAB % (HEAD, "检验者：葛巾   审核者：许静宜"))


FORM = """
                   门诊慢性病鉴定表
姓名：解晓东   性别：男   年龄：66岁   申报病种：慢性肾脏病
医院诊断意见        经治医师：卓立新
鉴定专家组意见      符合标准。
专家签字：温克俭 许静宜
医保中心意见        同意，享受时间自2026年5月1日起。   经办人：廖仲书
"""


def test_experts_beside_a_physician_treat_where_an_office_approves() -> None:
    assert signers(FORM) == [
        ("approving", "廖仲书"),
        ("attending", "卓立新"),
        ("attending", "温克俭"),
        ("attending", "许静宜"),
    ]
