"""Purposes that no list of phrases holds, told by the parts they are put together from: 精准医学中心, 病历复制专用章.

What a house calls its rooms is its own; what they work on (检验, 病案, 医保, 收费 …) and how such names end is not.
"""

from __future__ import annotations

import re

from extractors.reading import SealPurpose

_STAMP = "专用章?|章"
_ROOM = "科室?|室|处|部|中心|办公室|窗口|站"
_DEVICES = "CT|MRI?|DR|CR|DSA|PET|SPECT|ECT|EEG|ECG|EMG|TCD|B超|X线|X光"
_LOOKED = "摄影|摄片|造影|显像|成像|扫描|检查|检测|监测|测定|测量|分析|钼靶|电图|光片|介入|导管|镜"
"""What is done in rooms that write reports, whatever they look at: 乳腺摄影室, 血流变检测室."""
_WARDS = (
    "内|外|妇|产|儿|眼|耳鼻喉|口腔|皮肤|骨|胸|脑|肾|肝|肺|泌尿|神经|消化|呼吸|血管|风湿|老年|肿瘤|康复|中医|感染"
    "|麻醉|针灸|疼痛|血液|重症"
)
_PARTS = (
    (
        SealPurpose.COPY_MATCHES,
        "系[本我]院|与原(?:件|病[历案])|核对(?:一致|无误|无异|相符)",
        "复印件?|件|致|误|异|符",
        6,
    ),
    (SealPurpose.CERTIFICATE, "(?:诊断|疾病|病情|医学|医疗|病休|休假)证明书?|诊断书", _STAMP, 6),
    (SealPurpose.FEE, "收费|收款|挂号|结算|缴费|财务|发票|票据", f"{_ROOM}|{_STAMP}", 6),
    (SealPurpose.PRESCRIPTION, "处方|药房|药剂|药学|发药|调剂", f"{_ROOM}|{_STAMP}", 4),
    (SealPurpose.DEPARTMENT, "慢性?病(?:综合|健康)?(?:管理|防治|随访)", "中心|科室?|室", 2),
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
        f"|基因|分子|精准医学|体检|细胞|输血|微生物|生化|遗传|听力|眼底|骨密度|健康管理|{_DEVICES}",
        f"{_ROOM}|报告|{_STAMP}",
        6,
    ),
    (SealPurpose.DEPARTMENT_REPORT, _LOOKED, "室|中心", 6),
    (SealPurpose.DEPARTMENT_REPORT, "报告", f"(?:审核|签发|审签|发放)?(?:{_STAMP})", 8),
    (
        SealPurpose.DEPARTMENT,
        "医务|医教|医政|门诊|急诊|住院|出入院|护理|便民|一站式|服务|客服|质控|质量管理",
        f"{_ROOM}|台|办|{_STAMP}",
        4,
    ),
    (SealPurpose.DEPARTMENT, _WARDS, "科|病区|诊室", 4),
)
_FORMS = tuple(
    (purpose, re.compile(f"[^章]{{0,{before}}}(?:{work})[^章]{{0,8}}?(?:{ends})"))
    for purpose, work, ends, before in _PARTS
)
_NOT = re.compile(r"出生|死亡|鉴定|司法|不良|医院|公司|[协学]会|院$|所$")


_DONE = re.compile(r"(?<=[科处部室心])(?:已?审核|已审|审讫|核准|已?备案|已?登记)$")
"""What an office stamps that it did, behind its own name: 医务处审核."""


def composed(text: str) -> SealPurpose | None:
    """What a line that holds a purpose and nothing else is for; None where its parts do not tell."""
    if _NOT.search(text):
        return None
    text = _DONE.sub("", text)
    return next((purpose for purpose, form in _FORMS if form.fullmatch(text)), None)
