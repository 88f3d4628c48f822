"""Booklets of a benefit and what forms ask of a card; lists parted by gaps alone, syndromes in two halves, schools."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.fields.diagnosis_list import split
from tests.extractors.papers import assert_says

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "a booklet of a benefit": (
        """
                   霁川市门诊慢特病医疗证
姓  名：方丹枫
身份证号：419802195007221337
证  号：JC-MT-200617
认定病种：糖尿病并发症 肾病综合征
                                发证日期：2024年12月20日
""",
        {"f": {"card_number": "JC-MT-200617", "applied_diseases": "糖尿病并发症、肾病综合征"}, "issue": "2024-12-20"},
    ),
    "a card says but the month": (
        """
                   中华人民共和国社会保障卡
姓名 方丹枫
社会保障号码 419802195007221337
发证日期 2021年12月
""",
        {"issue": None, "dt": [("other", "2021-12")]},
    ),
    "whom a credential is of": (
        """
          医保电子凭证
     方丹枫
     国家医疗保障局
     二维码每分钟自动更新
     参保地              霁川市
     参保险种            职工基本医疗保险
""",
        {"pt": {"name": "方丹枫"}},
    ),
    "a form for a drug": (
        """
             霁川市城乡居民医保特药（双通道）使用申请表
姓名       方丹枫     性别    女     年龄   51
医保编号   SY00441198
申请药品   甲磺酸伏美替尼片
申请病种   非小细胞肺癌
申请日期   2026年4月3日
""",
        {"f": {"card_number": "SY00441198", "applied_diseases": "非小细胞肺癌"}},
    ),
    "a form to go on": (
        """
             门诊特殊病种续期（复审）登记表
姓名：方丹枫   性别：女   年龄：46   医保卡号：LP019983745
原认定病种：系统性硬化症
填表日期：2026.01.12
""",
        {"f": {"card_number": "LP019983745", "applied_diseases": "系统性硬化症"}},
    ),
    "boxes of an opinion below the disease": (
        """
             门诊特殊病种续期（复审）登记表
姓名          方丹枫        性别     女        医保卡号    LP019983745
原认定病种    系统性硬化症              原有效期止  2026-01-31
近一年治疗情况：规律服用吗替麦考酚酯，病情稳定。
医师复审意见：☑ 继续享受   □ 终止   □ 变更病种
复审医师：卓立新    复审日期：2026.01.14
""",
        {"f": {"applied_diseases": "系统性硬化症"}},
    ),
    "the microscope says more of the tumour, the clinic the same": (
        """
                   霁川市第四医院
                   住院病案首页
姓名 方丹枫   性别 女   年龄 70岁   住院号 000718834
入院时间 2026年04月13日   出院时间 2026年04月27日
门（急）诊诊断：膀胱恶性肿瘤
主要诊断：膀胱恶性肿瘤（肌层浸润性尿路上皮癌）
其他诊断：高血压病2级
病理诊断：高级别浸润性尿路上皮癌
科主任 易明远   主治医师 卓立新
""",
        {"dx": ["膀胱恶性肿瘤（肌层浸润性尿路上皮癌）", "高血压病2级"]},
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_booklets_and_forms(name: str) -> None:
    assert_says(*PAPERS[name])


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("慢性肾脏病5期 维持性腹膜透析 肾性高血压", ["慢性肾脏病5期", "维持性腹膜透析", "肾性高血压"]),
        (
            "肾移植状态 慢性肾脏病3期 肾性高血压 移植肾功能恢复",
            ["肾移植状态", "慢性肾脏病3期", "肾性高血压", "移植肾功能恢复"],
        ),
        ("肺癌 骨转移 化疗后", ["肺癌", "骨转移 化疗后"]),
        ("水肿 脾肾两虚、瘀水互结证", ["水肿", "脾肾两虚、瘀水互结证"]),
        ("消渴病，气阴两虚、瘀血阻络证", ["消渴病", "气阴两虚、瘀血阻络证"]),
        ("高血压病、2型糖尿病", ["高血压病", "2型糖尿病"]),
        ("（中）积聚 （西）肝硬化", ["（中）积聚", "（西）肝硬化"]),
        ("注意缺陷多动障碍？ F90.0", ["注意缺陷多动障碍？ F90.0"]),
        ("肺结核？ 支气管扩张", ["肺结核？", "支气管扩张"]),
    ],
)
def test_what_parts_a_list(text: str, entries: list[str]) -> None:
    assert [text[a:b].strip() for a, b in split(text)] == entries
