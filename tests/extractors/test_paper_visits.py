"""Papers whose lists of diagnoses stand beside prescriptions, in cells, or between labels of codes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import assert_says

HEAD = """
                   临汐市第一医院
                    %s
姓名：解晓东   性别：男   年龄：66岁   科室：内科   就诊日期：2026-03-02
"""
PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "a prescription below the list": (
        HEAD % "门诊慢特病专用病历"
        + """主诉：口干多饮3年。
初步诊断
1. 2型糖尿病
2. 高血压病2级
Rp
二甲双胍片
0.5g 口服 每日2次
                       诊治医生：卓立新
""",
        {"kind": "outpatient_record", "dx": ["2型糖尿病", "高血压病2级"]},
    ),
    "drugs under a heading": (
        HEAD % "门诊病历"
        + """主诉：口干多饮3年。
诊断
1. 2型糖尿病
药品处方
二甲双胍片
                       接诊医生：卓立新
""",
        {"dx": ["2型糖尿病"]},
    ),
    "a heading in short": (
        HEAD % "门诊病历"
        + """主诉：头晕3年。
Dx:
1. 高血压病3级，很高危
2. 冠心病
Rp:
1. 硝苯地平控释片 30mg 口服 每日1次
""",
        {"dx": ["高血压病3级,很高危", "冠心病"]},
    ),
    "a heading of two, and what it is in brackets": (
        """
                   临汐市第一医院
                    出院病情总结
患者解晓东，男，66岁，住院号0603087，内科。2026年6月1日入院，2026年6月8日出院。
主要诊断及其他诊断（出院诊断）
①2型糖尿病
②非酒精性脂肪肝
住院诊治概况
11年前多饮、多尿，先后口服降糖药。
                       主管医师：卓立新
""",
        {"kind": "discharge_record", "dx": ["2型糖尿病", "非酒精性脂肪肝"]},
    ),
    "a label of the code in a cell of its own": (
        """
                   临汐市第一医院
                    病案首页
姓名    解晓东      性别   男     年龄   66岁
入院日期  2026.07.14    出院日期  2026.07.24
主要诊断   肾移植术后           ICD码    Z94.001
其他诊断   高尿酸血症           ICD码    E79.001
手术操作   一
""",
        {"kind": "inpatient_front_page", "dx": ["肾移植术后", "高尿酸血症"], "icd": ["Z94.001", "E79.001"]},
    ),
    "a later number keeps to its list": (
        """
                   临汐市第一医院
                   疾病诊断证明书
姓名：解晓东   性别：男   年龄：66岁   科室：内科
疾病诊断
       一、弥漫大B细胞淋巴瘤
       二、化疗后骨髓抑制
       三、肺部感染
意见
       隔日复查血常规。
                       医师：卓立新
                       2026年3月2日
""",
        {"dx": ["弥漫大B细胞淋巴瘤", "化疗后骨髓抑制", "肺部感染"]},
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_paper(name: str) -> None:
    text, want = PAPERS[name]
    assert_says(text, want)
