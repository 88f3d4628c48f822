"""Rows that say several things one after the other: dates before their words, titles beside hospitals, signers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import assert_says

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "dates before the words for them": (
        """
                     岭前市肿瘤医院
        诊断证明   第 27-00415 号
郭桂香  女  61岁  住院号 0771203  2026-05-04 入院  2026-05-16 出院
诊断：左乳腺恶性肿瘤
经治医师：刘文静
出具日期：2026-05-17
""",
        {
            "kind": "diagnosis_certificate",
            "dt": [("admission", "2026-05-04"), ("discharge", "2026-05-16"), ("issued", "2026-05-17")],
        },
    ),
    "a letter about somebody's illness": (
        """
清 远 州 藏 医 院
关于王小凤同志病情的诊断说明
州医疗保障局：
患者王小凤（性别：女，年龄：54岁，住院号：2026-0733），因乏力于2026年4月6日收入我院消化科，2026年4月20日好转出院。
出院诊断：1.乙型肝炎肝硬化失代偿期；2.脾功能亢进。
该患者需长期抗病毒治疗，建议按门诊特殊病管理。
特此说明。
主管医师：李文山
2026年4月21日
""",
        {"kind": "diagnosis_certificate", "issue": "2026-04-21"},
    ),
    "the applicant signs above the day": (
        """
                  门诊慢性病补助申请书
申请人姓名  王大山   性别  男   年龄  71
所患疾病  慢性阻塞性肺疾病
确诊医院 青川县人民医院
申请人：王大山
2026 年 3 月 9 日
医院鉴定医师意见：同意。
签名：李文山  2026 年 3 月 16 日
""",
        {"dt": [("applied", "2026-03-09"), ("opinion", "2026-03-16")], "ho": ["青川县人民医院"]},
    ),
    "both ends of a monitoring": (
        """
                    南湖市中心医院
                   视频脑电监测报告
姓名：张小楠   性别：女   年龄：19岁   监测起止：2026-05-11 17:00 至 2026-05-12 09:00
结论：异常视频脑电图。
报告人：刘文静   审核人：王建国   报告日期：2026-05-13
""",
        {"dt": [("examined", "2026-05-11"), ("examined", "2026-05-12"), ("reported", "2026-05-13")]},
    ),
    "a benefit's term and who assessed": (
        """
                 门诊特殊疾病病种备案登记表
姓名：张文博   性别：男   申报日期：2026-04-20
医师：刘文静   职称：副主任医师   日期：2026-04-21
评审结论：通过   评审人：王建国 2026-04-28
五、待遇期
自 2026-05-01 至 2028-04-30
""",
        {
            "dt": [
                ("applied", "2026-04-20"),
                ("opinion", "2026-04-21"),
                ("opinion", "2026-04-28"),
                ("valid_from", "2026-05-01"),
                ("expiry", "2028-04-30"),
            ]
        },
    ),
    "a name no list begins beside one that is": (
        """
                  南湖镇卫生院化验报告单
姓名:张大全  性别:男  年龄:64岁  科室:内科门诊  卡号 WC200917
项目     结果    单位     范围
白细胞   7.82    10^9/L   4.0-10.0
检验:王建国  审核:太行  报告时间:2026-03-16 09:40
""",
        {"ph": [("testing", "王建国", ""), ("reviewing", "太行", "")], "pt": {"visit_number": "WC200917"}},
    ),
    "titles and departments beside hospitals": (
        """
门诊处方及用药记录（近三个月） 东川区人民医院
姓名：叶小秋   性别：女   年龄：62   病历号 MRN CW-0098271
处方日期：2026-05-25
""",
        {"ho": ["东川区人民医院"], "pt": {"inpatient_number": "CW-0098271"}},
    ),
    "a visit headed by day, department and hospital": (
        """
                     门诊病历续页
姓名  张长河   性别  男   年龄  72岁
2026.3.30 心内科 青川镇卫生院
主诉：反复胸闷4年。
诊断：冠心病
医师：王建国
""",
        {"ho": ["青川镇卫生院"], "issue": "2026-03-30"},
    ),
    "orders set wide beside the hospital": (
        """
青川矿山医院 临 时 医 嘱 单
姓名：张大勇   性别：男   年龄：55岁   床号：17
2026.01.30 14:06  多索茶碱注射液 0.3g 静脉滴注 st   王建国
""",
        {"kind": "medication_record", "ho": ["青川矿山医院"]},
    ),
}


@pytest.mark.parametrize(("text", "want"), PAPERS.values(), ids=PAPERS)
def test_paper(text: str, want: dict[str, Any]) -> None:
    assert_says(text, want)
