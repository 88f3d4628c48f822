"""诊断证明: a physician certifies a diagnosis for use outside the hospital."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE, REPORTING, TOLD
from extractors.fields.date_roles import ROLES as ROLES_OF_DATES
from extractors.fields.physician_roles import ROLES
from extractors.kinds.spec import RECORD, KindSpec, weighted
from extractors.reading import DateRole, Kind, PhysicianRole

_ISSUING = (
    PhysicianRole.REPORTING,
    PhysicianRole.PRESCRIBING,
    PhysicianRole.APPROVING,
    PhysicianRole.REQUESTING,
)
SPEC = KindSpec(
    kind=Kind.DIAGNOSIS_CERTIFICATE,
    title=re.compile(
        r"(?:门诊|住院|急诊|疾病|医学|病情|病人|临床|医疗|专科|医师|特殊|慢性病|特殊病种?|门诊慢特病|门诊特殊疾病|罕见病|重大疾病|精神疾病|门慢|门特|诊断|出院|/){0,8}"
        r"(?:诊断证明书?单?|病情证明书?单?|病情诊断书?|诊断说明书?|诊疗证明书?|疾病证明书?|医疗证明书?|疾病医学证明书?|医学证明书?|病历证明书?|诊断书|病情说明书?|医师证明书?|诊断意见书|病情介绍[单书]?)"
        r"(?:存根|正本|副本)?"
        r"|[一-鿿/、()]{0,16}?(?:诊断证明|病情证明)(?:[及与和暨](?:休假|休息|处理|治疗|诊疗)?(?:建议|意见)书?)?[书单信函]?"
        r"|(?!.*(?:出生|死亡|委托|参保|缴费))[一-鿿/、()]{0,6}?(?:诊断|病情|疾病|患者|诊疗|治疗|医疗|透析|移植|病[休假]|休[假息])"
        r"[一-鿿/、()]{0,6}证明[书单信函]?"
    ),
    names=(
        "疾病诊断证明书",
        "诊断证明书",
        "病情证明书",
        "病情诊断书",
        "病情证明单",
        "医学诊断证明书",
        "诊断说明书",
        "门诊诊断证明书",
        "诊疗证明书",
        "疾病证明书",
        "住院诊断证明书",
        "专科医师诊断证明",
        "证明书",
    ),
    cues=weighted(
        strong="兹证明 特此证明 诊断证明专用章 证明书 未盖章无效 加盖公章有效",
        fair="诊断意见 建议休息 建议全休 休假 盖章有效 涂改无效 经治医师 处理意见 此证明 本证明",
        weak="诊断 建议 医师签名 科室 开具日期 签发日期 盖章",
    ),
    against=weighted(
        strong="""
            主诉 现病史 既往史 体格检查 检验者 参考区间 参考范围 检查所见 影像所见 超声所见 处方笺 申请表 委托书
            住院天数
        """,
        fair="标本 审核医师 报告医师",
    ),
    issue_dates=(DateRole.ISSUED, DateRole.RECORDED, DateRole.REPORTED, DateRole.VISIT),
    date_labels={
        TOLD: DateRole.OTHER,
        ATTENDING: DateRole.ISSUED,
        REPORTING: DateRole.ISSUED,
        BARE: DateRole.ISSUED,
        # Whoever fills a certificate in issues it.
        **{word: DateRole.ISSUED for word, role in ROLES_OF_DATES.items() if role is DateRole.RECORDED},
        "开单日期": DateRole.ISSUED,
    },
    # Whoever signs a certificate as a physician issues it, whatever the label.
    physician_labels={word: PhysicianRole.ATTENDING for word, role in ROLES.items() if role in _ISSUING}
    | {"审核医师": PhysicianRole.ATTENDING, "负责人": PhysicianRole.SUPERVISING},
    reads=RECORD,
    diagnosis_labels=diagnosis_labels.CERTIFICATE,
    opens_with=("姓名", "诊断"),
)
