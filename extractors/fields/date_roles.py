"""What the printed date labels stand for. A kind may read single ones differently (`KindSpec.date_labels`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extractors.fields import physician_roles
from extractors.layout.words import listed
from extractors.reading import DateRole, PhysicianRole

# Keys of a kind's `date_labels` beside printed labels.
BARE = "bare"  # a date alone near the signature
OPENING = "opening"  # a date alone above the text, as records of a visit begin
HEAD = "head"  # a date alone at the head of the page, where no other has this role
IN_HEAD = "in_head"  # 日期 among the patient's particulars, where no other label says when
TOLD = "told"  # admission and discharge, or a term, may be told in a sentence

_BY_ROLE: dict[DateRole, str] = {
    DateRole.ISSUED: """
        开具日期 开具时间 签发日期 签发时间 出具日期 出具时间 证明日期 诊断日期 诊断时间 日期 签名日期
        签字日期 签署日期 证明时间 落款日期 出证时间 签章时间 盖章时间 医师签名日期 开立日期 开立时间 盖章日期
        出证日期 开证日期 开证时间 签章日期 填发日期 填发时间
    """,
    DateRole.VISIT: """
        就诊 就诊日期 就诊时间 接诊时间 接诊日期 看诊日期 看诊时间 门诊日期 门诊时间 就诊日 诊疗日期 诊疗时间
        就医时间 复诊时间 初诊时间 本次就诊日期 本次就诊时间 就医日期 初诊日期 复诊日期 来诊时间 就诊年月
    """,
    DateRole.ADMISSION: """
        入院日期 入院时间 入院 入科时间 入院年月日 住院起始日期 入住日期 入院日 收住日期 本次入院日期
        本次入院时间
    """,
    DateRole.DISCHARGE: """
        出院日期 出院时间 出院 出科时间 出院年月日 住院截止日期 出院日 离院日期 离院时间 本次出院日期
        本次出院时间
    """,
    DateRole.RECORDED: """
        记录 书写 记录日期 记录时间 书写时间 书写日期 完成时间 首次病程记录时间 病历书写时间 病史记录日期
        病史记录时间 填表日期 填写日期 填报日期 制表日期 填表时间 填写时间 记录日 书写日 病历完成时间 完成日期
        签署时间 填报 填报时间
    """,
    DateRole.HISTORY_TAKEN: """
        病史采集日期 病史采集时间 采集病史日期 采集病史时间 病史采集 病史询问日期 病史询问时间 问诊时间
        采集病史 采史时间 采史日期
    """,
    DateRole.SAMPLED: """
        样本采集 标本采集 采样 采集 采血 样品采集 样品采集时间 样品采集日期 标本采样时间 采血日期 抽血时间
        采样完成时间 抽样日期 抽样时间 采样时间 采样日期 采集时间 采集日期 标本采集时间 样本采集时间 采血时间
        取样时间 取样日期 样本采集日期 标本采集日期 取材日期 取材时间 采样日期/时间 离体时间 抽血 抽血日期
    """,
    DateRole.RECEIVED: """
        样本接收 标本接收 接收 签收 核收 送检 接收时间 接收日期 签收时间 签收日期 送检时间 送检日期 收到日期
        收检 收到 收到时间 标本接收时间 样本接收时间 收样日期 收样时间 样本接收日期 标本签收时间 核收时间 核收日期
        收检日期 收检时间 标本送检时间 标本送检日期 样本送检日期 样本送检时间 标本收到时间 标本收到日期
        收到标本日期 收到标本时间 收标本时间 收标本日期 样本签收时间 样本签收日期 标本签收日期 标本核收时间
        样品接收日期 样品接收时间 样本收到日期 送达 送达时间 送达日期 收样 到检日期 到检时间 接样时间 到样时间
        接样日期 到样日期 收件日期 送样日期 送样时间
    """,
    DateRole.TESTED: """
        检验 检测 化验 检验时间 检验日期 检测时间 检测日期 测试时间 化验日期 化验时间 实验日期 测定时间
        上机时间
    """,
    DateRole.REVIEWED: """
        审核 复核 审核时间 审核日期 复核时间 复核日期 审定时间 核准日期 批准日期 批准时间 结果审核 结果审核时间
        结果复核 结果确认 质控日期 质控时间 报告审核 报告审核时间 报告审核日期 审核完成时间
    """,
    DateRole.REPORTED: """
        报告 发布 报告时间 报告日期 发布时间 报告发布时间 出报告时间 报告生成时间 发报告时间 报告签发日期
        发报告 报告出具日期 报告出具 报告出具时间 报告完成 报告完成日期 报告发布 报告签发 报告发出日期 报告发出时间
        发报告日期 出报告日期 出具报告日期 发布日期 发出日期 签发报告日期 报告发布日期 报告完成时间
        诊断报告时间 报告日期/时间 发放时间 报告签发时间 结果报告 结果发布 结果报告时间 结果发布时间
    """,
    DateRole.EXAMINED: """
        检查 检查日期 检查时间 检查年月日 拍片时间 摄片时间 摄影时间 检查完成时间 检查完成日期 登记检查时间
        采图时间 图像采集时间 监测日期 监测时间 检查日 拍片日期 摄片日期 扫描时间 扫描日期 摄影日期
        检查日期时间 佩戴时间 记录开始时间 检查开始时间
    """,
    DateRole.PRESCRIBED: """
        处方日期 开方日期 开方时间 处方时间 医嘱时间 医嘱日期 用药日期 用药时间 给药日期 给药时间
    """,
    DateRole.APPLIED: """
        申请日期 申请时间 申报日期 申报时间 申请日 申报日 提交日期 提交时间 申请提交时间 申报提交时间 申办日期 申办时间
    """,
    DateRole.OPINION: "审核意见日期 审批日期 鉴定日期 评审日期 认定日期 经办日期 受理日期 受理时间 "
    "复审日期 初审日期 终审日期 评估日期 论证日期",
    DateRole.AUTHORISED: "委托日期 授权日期 委托时间",
    DateRole.SURGERY: "手术日期 手术时间 手术及操作日期 手术操作日期 操作日期",
    DateRole.BIRTH: "出生日期 出生年月 出生年月日 出生时间 生日 出生",
    DateRole.PRINTED: """
        打印 打印时间 打印日期 打印日 补打日期 自助打印时间 报告打印时间 重打时间 首次打印日期 系统打印时间
        最后打印时间 印制日期 导出时间 下载时间 打印于 首次打印时间 补打时间 制单时间 输出时间 查询时间
        生成时间
    """,
    DateRole.OTHER: """
        首次确诊时间 首次确诊日期 确诊日期 确诊时间 发病时间 发病日期 登记时间 登记日期
        开单日期 开单时间 挂号时间 挂号日期 开始时间 结束时间 检查结束时间 配药日期 发药日期 发药时间 取药日期
        发卡日期 发证日期 发卡时间 发证时间 制证日期 制卡日期
    """,
}
ROLES: dict[str, DateRole] = {word: role for role, text in _BY_ROLE.items() for word in listed(text)}
# What a label no list names says it is: the first that occurs in it.
_STEMS: tuple[tuple[str, DateRole], ...] = (
    ("打印|导出|下载|制单|补打|复印", DateRole.PRINTED),
    ("出生", DateRole.BIRTH),
    ("有效|起止|期限|天数", DateRole.OTHER),
    ("审核|复核|审定|批准|审签", DateRole.REVIEWED),
    ("报告|发布", DateRole.REPORTED),
    ("采样|采集|取材|采血|离体|穿刺", DateRole.SAMPLED),
    ("接收|签收|收[样到检片件块]|送检|送样|核收|送达|接样|到样|到检", DateRole.RECEIVED),
    ("检验|检测|化验|测定|上机", DateRole.TESTED),
    ("处方|开方|开药|给药", DateRole.PRESCRIBED),
    ("入院", DateRole.ADMISSION),
    ("出院", DateRole.DISCHARGE),
    ("就诊|接诊|就医", DateRole.VISIT),
    ("委托|授权", DateRole.AUTHORISED),
    ("手术", DateRole.SURGERY),
    ("开具|开立|出具|签发|出证|开证|开票|填发|颁发|核发|签名|签字|签章|盖章|证明", DateRole.ISSUED),
    ("申请|申报|申办|提交", DateRole.APPLIED),
    ("检查|扫描|摄片|拍片|显像|造影|试验|监测|录制|佩戴", DateRole.EXAMINED),
    ("记录|书写|会诊|讨论|小结|摘要|总结|撰写|填表|填写|制表|查房|谈话|交班|接班|病程|评估", DateRole.RECORDED),
)


@lru_cache(maxsize=1024)
def role_of(word: str) -> DateRole | None:
    """What a date label stands for; None if it is none."""
    if word in ROLES or not word.endswith(("日期", "时间")) or word in STAY or word in VALIDITY:
        return ROLES.get(word)
    return next((role for stems, role in _STEMS if re.search(stems, word)), DateRole.OTHER)


def role_by_word(word: str, special: Mapping[str, DateRole]) -> DateRole:
    """What a label stands for on papers of one kind."""
    if word in special:
        return special[word]
    role = role_of(word) or DateRole.OTHER
    return special.get("日期", role) if role is DateRole.ISSUED else role


STAY = frozenset(
    listed(
        "入院/出院 入/出院 住院起止 住院起讫 住院日期 住院时间 住院起止日期 住院起止时间 "
        "入出院日期 入出院时间 住院期间 住院起讫日期 住院日期起止"
    )
)  # a span: admission, discharge
VALIDITY = frozenset(
    listed(
        "有效期限 有效期 有效期至 有效日期 委托期限 委托有效期 授权期限 有效期止 有效期截止 有效截止日期 处方有效期至 "
        "处方有效期 证明有效期至 待遇有效期至 原有效期止 原有效期至 失效日期 到期日期"
    )
)

ATTENDING, REPORTING, REVIEWING, TESTING, APPLICANT, PRINCIPAL = (
    "@attending", "@reporting", "@reviewing", "@testing", "@applicant", "@principal",
)  # fmt: skip
# A date written behind a signature; what it stands for depends on who signs and on the kind.
SIGNATURES: dict[str, str] = {
    **dict.fromkeys(
        listed(
            """
                医师 医生 医师签名 医生签名 医师签字 医生签字 医师签章 医生签章 接诊医师 接诊医生 主治医师
                主治医生 经治医师 经治医生 主管医师 主管医生 住院医师 责任医师 责任医生 专科医师 科主任
                主任签名 科主任签名 上级医师 主任医师签名 签名 签字 签章 记录医师 记录医生 医师(签名)
                医师(签章) 医师姓名 处方医师 开方医师 处方医生 诊断医师签名 科室负责人 书写者 记录者 记录人
                医师签名/盖章 专家签名 专家签字
                医院意见 医保办意见 科室意见 医师意见 责任医师意见 定点医疗机构意见 专家意见
                审核意见 审批意见 认定意见 鉴定意见 经办机构意见 经办人 负责人 科负责人 单位负责人
                评审人 评审专家 鉴定人 认定人 鉴定专家 认定专家 审批人 核准人 受理人 初审人 复审人 终审人
            """
        ),
        ATTENDING,
    ),
    **dict.fromkeys(
        listed(
            "报告医师 报告医生 报告者 报告人 诊断医师 诊断医生 诊断者 病理医师 病理医生 病理诊断医师 书写医师 超声医师"
        ),
        REPORTING,
    ),
    **dict.fromkeys(
        listed("审核医师 审核医生 审核者 审核人 复核者 复核人 核对者 审核 复核医师 复核 审定者 批准人 签发人"),
        REVIEWING,
    ),
    **dict.fromkeys(
        listed("检验者 检验人 检验员 检验医师 检验技师 检测者 检测人 检查医师 检查医生 检查者 操作者"), TESTING
    ),
    **dict.fromkeys(
        listed("""申请人签名 申请人签字 本人签名 患者签名 家属签名 患者或家属签名 申请人"""),
        APPLICANT,
    ),
    **dict.fromkeys(
        listed("""委托人签名 受托人签名 委托人 受托人 被委托人 代理人 代办人"""),
        PRINCIPAL,
    ),
}
# What dates behind signatures stand for where the kind says nothing else.
USUAL: dict[str, DateRole] = {
    REPORTING: DateRole.REPORTED,
    REVIEWING: DateRole.REVIEWED,
    TESTING: DateRole.TESTED,
    APPLICANT: DateRole.APPLIED,
    PRINCIPAL: DateRole.AUTHORISED,
}
_BY_SIGNER = {
    **dict.fromkeys(
        (
            PhysicianRole.ATTENDING,
            PhysicianRole.SUPERVISING,
            PhysicianRole.APPROVING,
            PhysicianRole.RECORDING,
            PhysicianRole.PRESCRIBING,
        ),
        ATTENDING,
    ),
    PhysicianRole.REPORTING: REPORTING,
    PhysicianRole.REVIEWING: REVIEWING,
    PhysicianRole.TESTING: TESTING,
}


@lru_cache(maxsize=1024)
def signature_of(word: str) -> str | None:
    """Which of the signatures above a label asks for: by the list, or by who signs there; None if no date follows."""
    if word in SIGNATURES:
        return SIGNATURES[word]
    role = physician_roles.role_of(word, physician_roles.ROLES)
    return _BY_SIGNER.get(role) if role is not None else None
