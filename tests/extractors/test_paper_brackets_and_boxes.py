"""Brackets of a hospital's own name, plates of pharmacies, codes without their letter, days of a benefit's card."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.fields.diagnosis_list import split
from extractors.fields.diagnosis_name import tidy
from extractors.fields.icd import is_code, part_codes
from tests.extractors.papers import assert_says, read

_REST = """
                   门诊病历
姓名：方丹枫   性别：女   年龄：45岁   就诊日期：2026-04-20
主诉：头痛3天。
诊断：偏头痛
医师：卓立新
"""
HEADS = {
    "霁川市第四人民医院（传染病）": ["霁川市第四人民医院(传染病)", "霁川市第四人民医院"],
    "武警第三〇九七医院（霁川）": ["武警第三〇九七医院(霁川)", "武警第三〇九七医院"],
    "康泰医学检验实验室（霁川）有限公司": ["康泰医学检验实验室(霁川)有限公司", "康泰医学检验实验室"],
    "仁心堂中医门诊部（霁川店）": ["仁心堂中医门诊部(霁川店)"],
    "霁川市第四人民医院（三级甲等）": ["霁川市第四人民医院"],
    "霁川市第四人民医院（第二联）": ["霁川市第四人民医院"],
    "霁川市中心血站附属输血研究所": ["霁川市中心血站附属输血研究所"],
}


@pytest.mark.parametrize("head", HEADS)
def test_a_bracket_behind_a_name_is_of_it_or_not(head: str) -> None:
    found = [each.value for each in read(f"                   {head}{_REST}").hospitals]
    assert sorted(found) == sorted(HEADS[head])


PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "who fills a prescription signs its paper": (
        """
                   康健堂大药房解放路店
                   双通道药品配药单
姓名：方丹枫   女   59岁
处方医院：霁川市肿瘤医院
处方医师：卓立新   处方日期：2026-04-17
甲磺酸奥希替尼片 80mg×30片/盒 1盒
用法：口服 一次80mg 一日一次
""",
        {"ho": ["康健堂大药房解放路店", "霁川市肿瘤医院"]},
    ),
    "a pharmacy somebody chose": (
        """
                   沁原市双通道药品使用申请表
姓名      方丹枫      性别    女      年龄    45
责任医院  沁原市肿瘤医院
申请病种  恶性肿瘤靶向治疗
申请药品  甲磺酸奥希替尼片 80mg 口服 每日1次
选定药店  康健堂大药房（解放路店）
申请人：方丹枫    申请日期：2026年3月5日
""",
        {"ho": ["沁原市肿瘤医院"]},
    ),
    "a title behind the name that speaks of patients": (
        """
                   赤水乡卫生院慢性病患者取药登记卡
姓名 方丹枫   性别 女   年龄 68   病种 高血压
取药日期      药品名称        剂量     频次
2026-03-02    苯磺酸氨氯地平片   5mg      1次/日
""",
        {"ho": ["赤水乡卫生院"]},
    ),
    "the card of a benefit is issued": (
        """
                   门诊特殊疾病卡
姓名 方丹枫   性别 女
医保编号 TS-510-0098817
疾病名称 慢性肾功能衰竭（透析）
发卡日期 2025-08-01   有效期至 2027-07-31
""",
        {
            "f": {"applied_diseases": "慢性肾功能衰竭（透析）"},
            "dt": [("issued", "2025-08-01"), ("expiry", "2027-07-31")],
            "issue": "2025-08-01",
        },
    ),
    "a disease of Chinese medicine with its branch": (
        """
                   霁川县中医医院
                   出院小结
姓名：方丹枫 性别：女 年龄：63岁 科别：脑病科 住院号：20260388
入院日期：2026年2月9日   出院日期：2026年2月27日
出院诊断：中医：中风病—中经络 风痰阻络证
          西医：1.脑梗死 2.高血压病2级（极高危）
出院医嘱：低盐饮食。
住院医师：卓立新   2026年2月27日
""",
        {"dx": ["中风病-中经络", "风痰阻络证", "脑梗死", "高血压病2级(极高危)"]},
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_papers(name: str) -> None:
    assert_says(*PAPERS[name])


NUMBERS = {
    "仉某，女，74岁，系我中心签约居民（健康档案号：360198-007-00412）。": "360198-007-00412",
    "建档单位：霁川镇卫生院   居民档案编号：43312710800-0231": "43312710800-0231",
    "编号:KT2605-0931": "KT2605-0931",
}


@pytest.mark.parametrize("line", NUMBERS)
def test_the_file_a_clinic_keeps_numbers_whom_it_sees(line: str) -> None:
    document = read(
        f"""
                   高血压患者随访服务记录表
{line}
姓名：方丹枫   性别：女   年龄：68
随访日期：2026年1月12日   随访方式：门诊
诊断：高血压病3级
医生：卓立新
"""
    )
    assert document.patient.visit_number is not None
    assert document.patient.visit_number.value == NUMBERS[line]
    assert document.patient.inpatient_number is None


def test_a_code_whose_letter_was_not_read_is_one() -> None:
    assert is_code("11.900x001")
    assert part_codes("高血压性心脏病 11.900x001").name == "高血压性心脏病"
    assert part_codes("高血压性心脏病 11.900x001").mended
    assert part_codes("特发性肺纤维化[84.100x015]").name == "特发性肺纤维化"
    assert part_codes("IgA肾病 (NO2.801)").icd == ("N02.801",)
    assert part_codes("ICDB").name == ""
    assert part_codes("肌酐 11.900").name == "肌酐 11.900"


def test_names_that_say_a_side_twice_or_go_on_behind_a_comma() -> None:
    assert tidy("（右眼）湿性黄斑变性（右）") == "湿性黄斑变性(右)"
    assert tidy("（右眼）湿性黄斑变性（左）") == "(右眼)湿性黄斑变性(左)"
    assert tidy("全身 2型糖尿病") == "2型糖尿病"
    assert tidy("全身型重症肌无力") == "全身型重症肌无力"
    assert tidy("多发性骨髓瘤（IgG ×型）") == "多发性骨髓瘤(IgGκ型)"
    assert len(split("中度精神发育迟滞，需要加以关注或治疗的显著行为缺陷")) == 1
