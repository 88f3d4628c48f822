"""Persons whose sex, age or name no label names, and whose numbers only the clinic on the paper tells."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import read

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "sex and age behind the name, without a unit": (
        """
                   霁川市第四医院
                   血气分析报告
姓名 方丹枫 女 69
住院号 338271   呼吸内科
pH      7.31    7.35-7.45
pCO2    68      mmHg    35-45
操作者 卓立新    报告时间 2026-03-08
""",
        {"name": "方丹枫", "sex": "女", "age": "69"},
    ),
    "an age behind the sex": (
        """
                   霁川市第四医院
                   门诊诊断证明
姓名:方丹枫  性别:女 26岁
科室:血液科门诊
诊断:中度贫血
医生:卓立新    开立:2026-04-08 14:30
""",
        {"name": "方丹枫", "sex": "女", "age": "26"},
    ),
    "the sex in a clause": (
        """
                   授权委托书
委托人：方丹枫，女，身份证号：379811194809091020
受托人：方海生，与委托人关系：父女
现委托受托人代为办理门诊慢特病待遇认定申请事宜。
委托人（签名）：方丹枫
2026年5月20日
""",
        {"name": "方丹枫", "sex": "女", "age": None},
    ),
    "one below another at the edge": (
        """
方丹枫          霁川市第四医院
女 38岁         视频脑电图报告
门诊号          脑电图所见：清醒闭目枕区以9～10Hz中幅α节律为主，左右对称。
20260420-3317   脑电图诊断：正常脑电图
报告日期
2026-04-22      技师 金大坚     医师 卓立新
""",
        {"name": "方丹枫", "sex": "女", "age": "38"},
    ),
    "English alone, the word patient": (
        """
     霁川悦禾综合门诊部
     处方 Rx
Patient     方丹枫      Sex/Age     F 女 / 36
ID          YH-77310    Date        2026/05/09
Medication 药品     Dose 剂量    Frequency
甲氨蝶呤片 2.5mg    12.5mg       QW
Prescriber 医师: 卓立新
""",
        {"name": "方丹枫", "sex": "女", "age": "36", "visit_number": "YH-77310"},
    ),
    "who lives where we write": (
        """
                   证    明
    兹有我村村民方丹枫，女，现年68岁，身份证号码379811195711063510，因咳嗽于2026年3月9日来我院就诊，
诊断为：慢性阻塞性肺疾病。特此证明。
                                         霁川市老鸦岭镇卫生院
                                         2026年3月12日
""",
        {"name": "方丹枫", "sex": "女", "age": "68"},
    ),
    "a community's words for whom it looks after": (
        """
               霁川市河西街道社区卫生服务中心
               慢性病诊断意见书
服务对象姓名    方丹枫      性别    女     年龄   66岁
诊断            2型糖尿病
签约医生        卓立新      出具时间   2026年5月18日
""",
        {"name": "方丹枫", "sex": "女", "age": "66"},
    ),
    "born in the last century, in English": (
        """
                   霁川和泰国际医疗中心
                   诊断证明 Medical Certificate
姓名 Patient    方丹枫          性别 Sex    女 / F
出生日期 DOB    12-Sep-1979     就诊日期 Visit    18-May-2026
诊断 Diagnosis   克罗恩病
医师 Physician: 卓立新     签发日期 Date: 19-May-2026
""",
        {"name": "方丹枫", "birth_date": "1979-09-12"},
    ),
    "a number of either sort in a clinic": (
        """
                   霁川市第四医院检验报告单
姓名：方丹枫   性别：女   年龄：42岁   登记号：GY7714203
病区：门诊     科室：心血管外科    样本类型：血浆
项目              结果    单位    参考区间
凝血酶原时间      27.9    s       9.8-12.1
报告时间：2026-05-04 09:55   检验人：金大坚   审核人：卓立新
""",
        {"visit_number": "GY7714203", "inpatient_number": None},
    ),
    "a card's number beside nothing of a stay": (
        """
                   霁川市第四医院门诊药房配药单
卡号:GY00471  姓名:方丹枫  性别:女  年龄:33  科别:感染科
处方日期:2026.03.05
利奈唑胺片   600mg*10   口服 0.6g   qd   3盒
医师:卓立新   配药:金大坚
""",
        {"visit_number": "GY00471"},
    ),
    "a card's number beside a bank": (
        """
                   霁川市第四医院
                   疾病诊断证明书
姓名：方丹枫   性别：女   年龄：33岁   卡号：6217002260098   开户银行：霁川农商银行
诊断：2型糖尿病
医师：卓立新     2026年3月5日
""",
        {"visit_number": None},
    ),
    "boxes of both sexes": (
        """
                   霁川市第四医院
                   疾病诊断证明书
姓名 方丹枫  男 □  女 □
诊断：2型糖尿病
医师：卓立新     2026年3月5日
""",
        {"name": "方丹枫", "sex": None},
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_person_a_paper_is_about(name: str) -> None:
    paper, expected = PAPERS[name]
    patient = read(paper).patient
    found = {key: getattr(patient, key) for key in expected}
    assert {key: field.value if field is not None else None for key, field in found.items()} == expected
