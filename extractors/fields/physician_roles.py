"""Which role a physician's label gives: by a list, or by what a label no list names is made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from extractors.layout.words import listed
from extractors.reading import PhysicianRole

_BY_ROLE: dict[PhysicianRole, str] = {
    PhysicianRole.ATTENDING: """
        医师 医生 医师签名 医生签名 医师签字 医生签字 医师签章 医生签章 医师(签名) 医师(签章) 接诊医师 接诊医生
        主治医师 主治医生 经治医师 经治医生 诊断医师签名 诊断医生签名 主管医师 主管医生 住院医师 管床医师 管床医生
        门诊医师 门诊医生 就诊医生 就诊医师 坐诊医生 出诊医生 主诊医师 主诊医生 专科医师 专科医师签名 医师签名/盖章
        医师姓名 医生姓名 住院医师签名 主治医师签名 临床医生 签发医师 签发医生 首诊医师 首诊医生 经管医师 诊治医师
        主治 经治 管床 主诊
        接诊专家 坐诊专家 出诊专家 就诊专家 签字医师 签字医生 签名医师 签名医生 开证医师 开证医生 出证医师 出证医生
        出具医师 出具医生 一线医师 诊治医生 证明医师 证明医生 临床医师 床位医师
        治疗医师 会诊医师 主治医生签名 经治医师签名 主管医师签名 接诊医师签名 门诊医师签名
    """,
    PhysicianRole.SUPERVISING: """
        二线医师 三线医师 主持人 主持医师 主持人审阅 主持人签名
        上级医师 上级医生 上级医师签名 主任医师签名 科主任 主任 主任签名 科主任签名 科室主任 科室负责人 主任医师
        副主任医师 主任(副主任)医师 主(副主)任医师 主任/副主任医师 科室主任签名
    """,
    PhysicianRole.REQUESTING: """
        申请医师 申请医生 送检医师 送检医生 开单医师 开单医生 申请者 申请人员 开嘱医生 开嘱医师 送检者 送检人
        申请医师签名 开单者
    """,
    PhysicianRole.TESTING: """
        测定者 测定人 分析 摄片技师 扫描技师 投照技师
        操作 检测 主检医师 主检医生 主检者 检验医生 病理技师 检验师 测试者 检验者 检验人 检验员 检验医师 检验技师 检测者
        操作员 检测人 检测人员 检查医师 检查医生 检查者 操作者 操作医师 操作医生 实验者 检查技师 技师 检验人员 检验
        化验 化验员 化验者 化验人
    """,
    PhysicianRole.REPORTING: """
        分析者 分析医师 分析人 阅片者 判读医师 影像医师 放射医师 心电医师 内镜医师 影像医生 放射医生
        初写医师 报告书写医师 报告书写医生 一级医师
        报告医师 报告医生 报告者 报告人 诊断医师 诊断医生 诊断者 病理医师 病理医生 病理诊断医师 初诊医师 初诊医生
        初步诊断医师 书写医师 书写医生 报告医师签名 报告技师 超声医师 超声医生 阅片医师 诊断医师/技师
    """,
    PhysicianRole.REVIEWING: """
        审核药师 审核药师签名
        审核医师 审核医生 审核者 审核人 复核者 复核人 核对者 审核 审核员 审核医师签名 复核医师 复诊医师 审核技师
        审签 审签者 审签人 确认医师 确认医生 确认者 确认人 核对人 终审者 终审人 复检者 复检人 复检医师 审定
        上级审核医师 复片医师 二级医师 三级医师
        审方药师 审方 质控医师 质控人 复审医师 终审医生 审签医生 报告审核医师 批准者 校对者 校对 审阅 审阅者 复审者
        审签医师 审定者 审定人 批准人 签发人 签发者 授权签字人 复核 审阅医师 终审医师 审核人员 批准 签发
        授权签发 授权签发人
    """,
    PhysicianRole.PRESCRIBING: "处方医师 处方医生 开方医师 开方医生 处方医师签名 开具医师 开具医生 开立医生 开立医师",
    PhysicianRole.DISPENSING: """
        调配者 配药者 发药者 调剂者
        调配药师 核对药师 发药药师 调配 核对 发药 药师 配药 调剂 审核/调配 核对/发药 调配/核对
        执行人 执行者 调剂药师 配药人 发药人 调配人
    """,
    PhysicianRole.RECORDING: "记录员 记录医师 记录医生 记录人 记录者 书写者 采集医师 病史采集者",
    PhysicianRole.APPROVING: "责任医师 责任医生 责任医师签名",
}
ROLES = {word: role for role, text in _BY_ROLE.items() for word in listed(text)}
WARD = (
    dict.fromkeys(listed("责任医师 责任医生 责任医师签名 床位医师 床位医生"), PhysicianRole.ATTENDING)
    | dict.fromkeys(
        listed("审签医师 审签医生 审阅医师 审阅者 审阅人 审阅 审核医师 审核医生 审查医师"), PhysicianRole.SUPERVISING
    )
    | dict.fromkeys(listed("书写医师 书写医生 书写"), PhysicianRole.RECORDING)
)
"""On records of a ward or a visit, who is responsible treats and who countersigns is the senior."""

BY_RESIDENTS = WARD | {"住院医师": PhysicianRole.RECORDING}
"""… of a stay and on a front page the resident writes for the physician in charge, where both sign."""

# Where a junior signs beside them, these supervise.
SENIORS = ("主治医师", "主治医生", "主治医师签名")
JUNIORS = frozenset(listed("经治医师 经治医生 住院医师 管床医师 管床医生 住院医师签名"))
# Where nobody else reports, the physician who examined does.
EXAMINERS = ("检查医师", "检查医生", "检查者")
SIGNED = ("签名", "签字", "签章", "签名/盖章")
_RELEASING = tuple(listed("批准 批准人 批准者 签发 签发人 签发者 授权签发 授权签发人"))
_CHECKING_AGAIN = tuple(listed("复核 复核人 复核者 复核药师"))
_SIGNATURE = re.compile(r"(?:电子|数字|手写|亲笔|CA)?(?:签名/盖章|签[名字章](?:盖章)?)[处栏]?$")
_ASIDE = re.compile(
    r"\([^()]*\)|(?<=医[师生])[1-3一二三]|^第[一二三]|(?:及其?)?以上(?=医[师生]|$)"
)  # 医师1, 第一诊断医师, 医师(副主任以上)签名
_PROFESSIONS = ("医师", "医生", "药师", "技师", "军医", "大夫")
_ACT_IN_BRACKETS = re.compile(r"(?:医师|医生|药师|技师)\((?P<act>[^()]{2})\)")  # 药师(审核), 药师(发药)
_KIN = ("医师", "医生", "专家", "人员", "技师")  # 会诊专家 is who is called 会诊医师 elsewhere
_STEMS = (
    ("审|复[核检阅]|批准|校对|终|确认|核准", PhysicianRole.REVIEWING),
    ("药|调配|调剂|配方|配[置制]", PhysicianRole.DISPENSING),
    ("录入|登录|打字|整理", PhysicianRole.RECORDING),
    ("分析(?!医)", PhysicianRole.TESTING),  # a technician's: 分析技师, 分析员
    ("报告|诊断|阅片|病理|分析|判读|解[读释]|评[估定]", PhysicianRole.REPORTING),
    ("检|操作|测|技师|技术|扫[描查]|摄|装机|筛查|初筛|制片|切片|染色|实验|上机|采图", PhysicianRole.TESTING),
    ("申请|送检|开单|开嘱|医嘱|委托(?=医[师生])", PhysicianRole.REQUESTING),
    ("处方|开方", PhysicianRole.PRESCRIBING),
    ("上级|主任", PhysicianRole.SUPERVISING),
    ("记录|书写|采集", PhysicianRole.RECORDING),
    ("责任", PhysicianRole.APPROVING),
)
_NO_SIGNERS = re.compile("护士|护理|麻醉|治疗师$")  # who gives anaesthesia signs no record of the operation
_UNTRUE = re.compile(
    "日期|时间|单位|科室|科别|机构|医院|方[法式]|项目|部位|体位|号|目的|意见|结果|结论|类型|状态|数量?$|设备|仪器|条件|费用?$|范围"
)
_ENGLISH = {
    "doctor": PhysicianRole.ATTENDING,
    "physician": PhysicianRole.ATTENDING,
    "verified": PhysicianRole.REVIEWING,
    "reviewed": PhysicianRole.REVIEWING,
    "checked": PhysicianRole.REVIEWING,
    "approved": PhysicianRole.REVIEWING,
    "audited": PhysicianRole.REVIEWING,
    "tested": PhysicianRole.TESTING,
    "performed": PhysicianRole.TESTING,
    "operated": PhysicianRole.TESTING,
    "examined": PhysicianRole.TESTING,
    "reported": PhysicianRole.REPORTING,
    "requested": PhysicianRole.REQUESTING,
    "ordered": PhysicianRole.REQUESTING,
    "prescribed": PhysicianRole.PRESCRIBING,
    "dispensed": PhysicianRole.DISPENSING,
    "recorded": PhysicianRole.RECORDING,
}


def role_of(word: str, roles: Mapping[str, PhysicianRole]) -> PhysicianRole | None:
    """By the list, or by what a label no list names is made of; None if nobody signs there."""
    bare = word if word in SIGNED else _ASIDE.sub("", _SIGNATURE.sub("", _ASIDE.sub("", word)))
    if not bare:  # 电子签名: of whoever writes such papers
        return roles.get("医师")
    if (own := roles.get(bare)) is not ROLES.get(bare):
        return own  # 审核医师签名 on a kind of paper that reads 审核医师 its own way
    if (known := roles.get(word) or roles.get(_uniform(word)) or own or roles.get(_uniform(bare))) is not None:
        return known
    if not bare.endswith(_PROFESSIONS):
        return role_of_kin(bare, roles) if bare.endswith("专家") else None
    if _NO_SIGNERS.search(bare):
        return None
    named = next((bare[at:] for at in range(1, len(bare) - 3) if bare[at:] in roles), None)  # 专科|诊断医师
    return roles[named] if named else role_by_stem(bare) or roles.get("医师", PhysicianRole.ATTENDING)


def role_in_brackets(label: str, roles: Mapping[str, PhysicianRole]) -> PhysicianRole | None:
    """What is said to be done behind the profession: 药师(审核), 药师(发药); None where nothing is."""
    act = _ACT_IN_BRACKETS.match(label)
    return roles.get(act["act"]) if act is not None else None


def _uniform(word: str) -> str:
    """Of the ways to say one label the one the lists hold: 复诊医生 as 复诊医师, 诊断医师签字 as 诊断医师签名."""
    return re.sub("签[字章]", "签名", re.sub("医生|军医$|大夫$", "医师", word))


def role_of_kin(word: str, roles: Mapping[str, PhysicianRole]) -> PhysicianRole | None:
    """By the list, with another word for the person: 会诊专家 as 会诊医师, 检验人员 as 检验技师."""
    ending = next((each for each in _KIN if word.endswith(each) and len(word) > len(each) + 1), None)
    if ending is None:
        return None
    stem = word.removesuffix(ending)
    return next((roles[stem + other] for other in _KIN if stem + other in roles), None)


def on_this_paper(words: Collection[str], roles: Mapping[str, PhysicianRole]) -> dict[str, PhysicianRole]:
    """What the other labels of a paper make of one.

    Who checks (核对) orders that nobody dispenses reviews them; who checks again what was dispensed is of the pharmacy;
    and who releases a report (批准, 签发) that somebody else has reviewed approves it.
    """
    made: dict[str, PhysicianRole] = {}
    dispensed = any(roles.get(word) is PhysicianRole.DISPENSING and word != "核对" for word in words)
    if not dispensed:
        made["核对"] = PhysicianRole.REVIEWING
    elif roles["医师"] is PhysicianRole.PRESCRIBING:
        made |= dict.fromkeys(_CHECKING_AGAIN, PhysicianRole.DISPENSING)
    if any(roles.get(word) is PhysicianRole.REVIEWING and word not in _RELEASING for word in words):
        made |= dict.fromkeys(_RELEASING, PhysicianRole.APPROVING)
    return made


def role_by_stem(word: str) -> PhysicianRole | None:
    """What the parts of a word say: 阅片 reports, 终审 reviews; None where it is about no person."""
    if _UNTRUE.search(word) or _NO_SIGNERS.search(word):
        return None
    return next((role for stems, role in _STEMS if re.search(stems, word)), None)


def role_in_english(word: str) -> PhysicianRole | None:
    """Of `Verified by`, with a character or two misread or cut off (`erified`)."""
    near = get_close_matches(word.lower(), _ENGLISH, 1, 0.72)
    return _ENGLISH[near[0]] if near else None
