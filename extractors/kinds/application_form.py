"""申请表: the form by which the benefit is applied for."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels, form_offices
from extractors.fields.date_roles import APPLICANT, ATTENDING, BARE, REVIEWING, TESTING
from extractors.fields.date_roles import ROLES as ROLES_OF_DATES
from extractors.fields.physician_roles import ROLES
from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind, PhysicianRole

# Forms for something else, from their first character on.
OF_OTHERS = r"(?<![\u4e00-\u9fff])(?!.*(?:异地|转诊|转院|转外|生育|救助|减免|退费|报销|缴费|工伤|劳动能力|健康体检))"
SPEC = KindSpec(
    kind=Kind.APPLICATION_FORM,
    title=re.compile(
        rf"{OF_OTHERS}[\u4e00-\u9fff()《/、“”\"]{{0,30}}?(?:门诊|慢性病|慢病|特殊|慢特病|特慢病|特病|门规|门特|门慢|两病|医疗|医保|保险|参保|待遇|"
        r"病种|大病|罕见病|特药|用药|药品|透析|移植|资格)[\u4e00-\u9fff()、/“”\"]{0,24}?"
        r"(?:申请|审批|鉴定|认定|备案|申报|登记|审核|评审|评定|确认|复审|年审|续期)[\u4e00-\u9fff]{0,4}表[》)]?"
        r"|[\u4e00-\u9fff()《/]{0,30}?(?:门诊|慢性病|慢特病|特病|门特|门慢|病种|大病)[\u4e00-\u9fff]{0,10}?申请书[》)]?"
        r"|[\u4e00-\u9fff·]{0,16}?(?:慢性病|慢特?病|特[殊病]病?种?|门特|门慢|病种|待遇)[\u4e00-\u9fff]{0,4}"
        r"(?:申报|申请|认定|备案)(?:详情|信息|进度|记录|单)"
    ),
    names=(
        "门诊慢特病病种待遇认定申请表",
        "门诊特殊疾病医疗证申请表",
        "医疗保险慢性病鉴定审批表",
        "特殊病种备案申报表",
        "门诊慢性病申请表",
        "申请表",
        "鉴定表",
        "认定表",
        "审批表",
    ),
    cues=weighted(
        strong="""
            申请病种 申报病种 医保经办机构意见 经办机构意见 医保办意见 参保类型 险种类型 定点医疗机构意见
            责任医师意见 认定机构 慢特病 门诊慢性病 申请表
        """,
        fair="""
            申请人签名 申请日期 参保人 鉴定意见 审批意见 申请人签字 选定医疗机构 专家意见 科室意见 人员类别 本人承诺
            申请类别 参保单位
        """,
        weak="联系电话 身份证号 单位名称 照片 家庭住址 职工医保 居民医保 病情摘要 □ 公章 盖章",
    ),
    against=weighted(
        decisive="检验者 参考区间 检查所见 出院记录 入院记录 发票代码 处方笺 委托书", strong="主诉 现病史"
    ),
    issue_dates=(DateRole.APPLIED, DateRole.RECORDED, DateRole.ISSUED),
    date_labels={
        ATTENDING: DateRole.OPINION,
        REVIEWING: DateRole.OPINION,
        TESTING: DateRole.OPINION,
        APPLICANT: DateRole.APPLIED,
        BARE: DateRole.OPINION,
        # Whoever fills the form in applies by it.
        **{word: DateRole.APPLIED for word, role in ROLES_OF_DATES.items() if role is DateRole.RECORDED},
        "日期": DateRole.APPLIED,
        "审核日期": DateRole.OPINION,
        "签名日期": DateRole.APPLIED,
        "签字日期": DateRole.APPLIED,
    },
    # Who signs as a physician gives the opinion the form asks for, whatever his label.
    physician_labels={
        **{word: PhysicianRole.APPROVING for word, role in ROLES.items() if role in form_offices.GIVE_OPINIONS},
        **dict.fromkeys(form_offices.EXPERTS, PhysicianRole.APPROVING),
    },
    name_labels=(
        "申请人姓名",
        "参保人姓名",
        "姓名",
        "患者姓名",
        "申请人",
        "参保人",
        "参保人员姓名",
        "人员姓名",
        "患者",
    ),
    reads=frozenset({Reads.PATIENT, Reads.PHYSICIANS, Reads.DIAGNOSES, Reads.FORM}),
    diagnosis_labels=diagnosis_labels.FORM,
    opens_with=("姓名", "申请病种"),
)
