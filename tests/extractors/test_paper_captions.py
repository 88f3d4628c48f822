"""Forms with their captions beneath what is written, and the other ways in which labels and values part."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import assert_says

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "captions beneath": (
        """
                   海堰县中医医院
                   诊断证明书
解晓东          男          66
姓名            性别        年龄（岁）
骨科            0502147     2026-02-20
科室            住院号      入院日期
经检查诊断为：
1、腰椎间盘突出症
建议：卧床休息。
医师：卓立新                    2026.3.2
""",
        {
            "pt": {"name": "解晓东", "sex": "男", "age": "66", "inpatient_number": "0502147"},
            "dt": [("admission", "2026-02-20"), ("issued", "2026-03-02")],
            "ph": [("attending", "卓立新", "")],
        },
    ),
    "signatures above their captions": (
        """
                   海堰县老年病医院
                   检验报告
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
项目                 结果        参考值         单位
肌酐                 118         57-97          umol/L
尿素                 8.1         3.1-8.0        mmol/L
余明远               冯立秋               2026.03.02
检验者               审核者               报告日期
""",
        {
            "ph": [("testing", "余明远", ""), ("reviewing", "冯立秋", "")],
            "dt": [("reported", "2026-03-02")],
            "pt": {"name": "解晓东"},
        },
    ),
    "captions above, as ever": (
        """
                   海堰县人民医院
                   电子诊断证明
患者姓名        患者性别        患者年龄
解晓东          男              66岁
就诊科室        门诊号          就诊日期
骨科            20260302017     2026-03-02
诊断：腰椎间盘突出症
医师：卓立新
""",
        {"pt": {"name": "解晓东", "sex": "男", "age": "66", "visit_number": "20260302017"}},
    ),
    "labels above, the last of them with nothing beneath": (
        """
                   海堰县人民医院
                   出院记录
姓名：解晓东    性别：男    年龄：66岁
入院日期        出院日期
2026-02-01      2026-02-11
手术日期        报告日期

出院诊断：腰椎间盘突出症
医师：卓立新
""",
        {"dt": [("admission", "2026-02-01"), ("discharge", "2026-02-11")]},
    ),
    "English behind a stroke": (
        """
                   海堰县人民医院
                   超声检查报告
姓名 / Name        解晓东         门诊号 / OPD No.   20260302
年龄 / Age         66岁           出生日期 / DOB     1959-04-05
超声提示：肝脏未见异常。
报告医师：卓立新   报告日期：2026-03-02
""",
        {"pt": {"name": "解晓东", "age": "66", "visit_number": "20260302", "birth_date": "1959-04-05"}},
    ),
    "options before the next label": (
        """
                   海堰县人民医院
                   住院病案首页
医疗付费方式：1  第1次住院  病案号：0502147
姓名 解晓东 性别1 1.男 2.女出生日期 1959年04月05日 年龄66岁
入院时间 2026年02月20日09时 入院科别 骨科
出院时间 2026年03月02日10时 出院科别 骨科 实际住院 10天
出院诊断     腰椎间盘突出症     M51.202
""",
        {"pt": {"name": "解晓东", "birth_date": "1959-04-05"}},
    ),
}


@pytest.mark.parametrize(("text", "want"), PAPERS.values(), ids=PAPERS)
def test_paper(text: str, want: dict[str, Any]) -> None:
    assert_says(text, want)


VISIT = """
                   海堰县人民医院
                   门诊病历
%s
主诉：头晕3天。
初步诊断：高血压病3级
医师签名：卓立新
"""


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("姓名：解晓东   男   66岁   病历号：17187525", "17187525"),
        ("就诊序号：A033   姓名：解晓东   门诊号：0395713139", "0395713139"),
        ("2604715672\n姓名：解晓东   性别：男   就诊日期：2026-03-02", "2604715672"),
        ("ID：147295   姓名：解晓东   性别：男   门诊号：43810447", "43810447"),
        ("姓名：解晓东   性别：男   门诊流水：MZ4702675698", "MZ4702675698"),
        ("姓名：解晓东   性别：男   门诊卡号 9515721497", "9515721497"),
        ("姓名：解晓东   性别：男   年龄：66岁   ID：P5268815", "P5268815"),
    ],
)
def test_the_number_of_a_visit(head: str, number: str) -> None:
    assert_says(VISIT % head, {"pt": {"visit_number": number, "inpatient_number": None}})


def test_two_numbers_that_nothing_names_are_nobody_s() -> None:
    head = "2604715672        2604715673\n姓名：解晓东   性别：男   就诊日期：2026-03-02"
    assert_says(VISIT % head, {"pt": {"visit_number": None}})


STAY = """
                   海堰县人民医院
                   出院记录
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
入院日期：2026-02-20        出院日期：2026-03-02
%s
出院诊断：腰椎间盘突出症
出院医嘱：卧床休息。
医师签名：卓立新
"""


@pytest.mark.parametrize(
    ("printed", "want"),
    [
        ("手术 2026年2月23日在全麻下行椎间盘摘除术，术后恢复良好", ("surgery", "2026-02-23")),
        ("手术 Operation    2026.02.23 椎间盘摘除术，腰硬联合麻醉", ("surgery", "2026-02-23")),
        ("病案室复印日期：2026-03-09", ("printed", "2026-03-09")),
        ("本页打印自医院自助服务系统 2026-03-09 16:52:04", ("printed", "2026-03-09")),
        ("科别：骨科   床号：12   病情：平稳   记录日期：\n2026年3月2日", ("recorded", "2026-03-02")),
    ],
)
def test_days_of_a_stay(printed: str, want: tuple[str, str]) -> None:
    stay: tuple[tuple[str, str], ...] = (("admission", "2026-02-20"), ("discharge", "2026-03-02"), want)
    assert_says(STAY % printed, {"dt": list(stay)})


def test_a_word_of_the_next_column_is_nobody_s_name() -> None:
    report = """
                   海堰县妇幼保健院
                   乳腺数字化X线摄影报告
姓名            所见
龙静波          双乳呈不均匀致密型，左乳外上象限见一肿块影
性别            女
年龄            52岁
                结论
报告医生        左乳外上象限肿块，建议活检
卓立新
"""
    assert_says(report, {"pt": {"name": "龙静波"}})


@pytest.mark.parametrize("number", ["7702-331", "Z2603081", "26-10457"])
def test_the_number_of_a_stay_in_a_sentence(number: str) -> None:
    told = f"""
                   海堰县人民医院
                   诊断证明
患者解晓东，男，现年66岁，住院号{number}，因腰痛在我院骨科住院治疗。
诊断：腰椎间盘突出症
医师：卓立新      2026年3月2日
"""
    assert_says(told, {"pt": {"inpatient_number": number}})


VISIT = """
                   海堰县人民医院
                   门诊病历
                              %s
姓名：解晓东    性别：男    年龄：66岁
主诉：头晕3天
诊断：高血压病
医师：卓立新   2026-03-02
"""


@pytest.mark.parametrize("number", ["13900001111", "053188123456", "20260302"])
def test_a_telephone_or_a_day_at_the_head_is_no_number_of_a_visit(number: str) -> None:
    assert_says(VISIT % number, {"pt": {"visit_number": None, "name": "解晓东"}})


def test_a_number_by_itself_at_the_head_is_that_of_the_visit() -> None:
    assert_says(VISIT % "0502147123", {"pt": {"visit_number": "0502147123"}})
