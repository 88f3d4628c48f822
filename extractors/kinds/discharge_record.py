"""出院记录: the course of a stay and how it ended."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE, TOLD
from extractors.fields.physician_roles import BY_RESIDENTS
from extractors.kinds.spec import RECORD, KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind

SPEC = KindSpec(
    kind=Kind.DISCHARGE_RECORD,
    title=re.compile(
        r"(?:[\u4e00-\u9fff]{0,6}科|24小时内?|24h内?|日间手术|日间病房|死亡)?"
        r"(?:入出院记录|入院出院记录|出入院记录|出院记录|出院小结|出院证明书?|出院证|出院总结|住院小结|出院病情小结|出院通知单?|出院病历|出院病情摘要|出院录|住院病[案历]小结|出院病案小结|"
        r"出院告知书|出院交代单?|出院指导(?:书|单|记录)|出院病情告知书?|出院志|离院记录|死亡记录|转院记录|转科记录|转[院科出]\(出院\)(?:小结|记录)|出院\(转[院科出]\)(?:小结|记录)|离院小结|"
        r"(?:住院|出院)(?:病[历案])?(?:诊疗|治疗|病情)?(?:小结|总结|摘要)|出院(?:报告|须知)[书单]?|"
        r"出院诊断[书单]|出院[\u4e00-\u9fff]{0,6}[及与和暨][\u4e00-\u9fff]{0,4}(?:小结|总结|记录|摘要)|出院(?!.{0,6}(?:结算|费用|发票|清单|收费|带药))[\u4e00-\u9fff]{2,10}(?:指导|告知|证明|记录)[书单表]?)"
    ),
    # Of a stay, or no more than what ails: its content says which.
    shares=re.compile(r"出院病情(?:证明|介绍|说明)[书单]?"),
    names=("出院记录", "出院小结", "出院证明书", "出院总结", "住院小结"),
    cues=weighted(
        strong="出院记录 出院小结 出院医嘱 出院情况 诊疗经过 出院带药 出院用药 出院药物 出院时情况 入院时情况",
        fair="出院诊断 入院诊断 住院天数 出院日期 出院时间 入院情况 治疗经过 住院经过 治疗结果 治疗情况 离院方式 随访",
        weak="入院日期 入院时间 住院号 医师签名 病区 床号",
    ),
    against=weighted(
        decisive="病案首页 检验者 参考区间 申请表 病史陈述者 诊断证明书",
        strong="个人史 家族史 主要诊断 其他诊断 入院病情 付费方式",
    ),
    issue_dates=(DateRole.DISCHARGE, DateRole.RECORDED, DateRole.ISSUED),
    date_labels={
        TOLD: DateRole.OTHER,
        ATTENDING: DateRole.RECORDED,
        BARE: DateRole.RECORDED,
        "日期": DateRole.RECORDED,
    },
    physician_labels=BY_RESIDENTS,
    reads=RECORD | {Reads.MEDICATIONS},
    diagnosis_labels=diagnosis_labels.RECORD,
    opens_with=("入院诊断", "入院情况", "入院日期", "入院时间"),
    inpatient=True,
)
