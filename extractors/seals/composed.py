"""Purposes that no list of phrases holds, told by the parts they are put together from: 精准医学中心, 病历复制专用章.

What a house calls its rooms is its own; what they work on (检验, 病案, 医保, 收费 …) and how such names end is not.
"""

from __future__ import annotations

import re

from extractors.reading import SealPurpose

_STAMP = "专用章?|章"
_ROOM = "科室?|室|处|部|中心|办公室|窗口|站"
_PARTS = (
    (SealPurpose.CERTIFICATE, "(?:诊断|疾病|病情|医学|医疗|病休|休假)证明书?|诊断书", _STAMP, 6),
    (SealPurpose.FEE, "收费|收款|挂号|结算|缴费|财务|发票|票据", f"{_ROOM}|{_STAMP}", 6),
    (SealPurpose.PRESCRIPTION, "处方|药房|药剂|药学|发药|调剂", f"{_ROOM}|{_STAMP}", 4),
    (
        SealPurpose.INSURANCE_OFFICE,
        "医保|医疗保险|医疗保障|新农合|合作医疗|慢特病|慢性病|慢病|特病",
        f"{_ROOM}|办|{_STAMP}",
        4,
    ),
    (SealPurpose.RECORD_COPY, "病历|病案", f"{_ROOM}|复[印制]|{_STAMP}", 4),
    (
        SealPurpose.DEPARTMENT_REPORT,
        "检验|检测|化验|影像|放射|超声|彩超|B超|病理|心电|脑电|肌电|电生理|内镜|胃镜|肠镜|肺功能|心功能|核磁|磁共振|CT|核医学"
        "|基因|分子|精准医学|体检|细胞|输血|微生物|生化|遗传|听力|眼底|骨密度|健康管理",
        f"{_ROOM}|报告|{_STAMP}",
        6,
    ),
    (
        SealPurpose.DEPARTMENT,
        "医务|医教|医政|门诊|急诊|住院|出入院|护理|便民|一站式|服务|客服|质控|质量管理",
        f"{_ROOM}|台|{_STAMP}",
        4,
    ),
)
_FORMS = tuple(
    (purpose, re.compile(f"[^章]{{0,{before}}}(?:{work})[^章]{{0,8}}?(?:{ends})"))
    for purpose, work, ends, before in _PARTS
)
_NOT = re.compile(r"出生|死亡|医院|公司|[协学]会|院$|所$")


def composed(text: str) -> SealPurpose | None:
    """What a line that holds a purpose and nothing else is for; None where its parts do not tell."""
    if _NOT.search(text):
        return None
    return next((purpose for purpose, form in _FORMS if form.fullmatch(text)), None)
