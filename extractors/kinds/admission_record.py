"""入院记录: history and findings when a patient was taken in."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE, TOLD
from extractors.fields.physician_roles import BY_RESIDENTS
from extractors.kinds.spec import RECORD, KindSpec, weighted
from extractors.layout.words import listed
from extractors.reading import DateRole, Kind, PhysicianRole

# Who has a patient taken in signs the slip that says so.
_ORDERING = listed("开单医师 开单医生 开证医师 开证医生")

SPEC = KindSpec(
    kind=Kind.ADMISSION_RECORD,
    title=re.compile(
        r"[\u4e00-\u9fff()]{0,10}(?<![出转])入院(?:记录|病历|病史|病志|病案|志|录)(?:记录)?[单表]?|(?:完整(?:住院)?|住院)病(?:历|史)(?:记录)?"
        # what else a ward writes during a stay
        r"|(?!.*[门急]诊)[\u4e00-\u9fff()]{0,8}?(?:查房|手术|抢救|麻醉|术前讨论|疑难病例讨论|病程|转[入出科]|接收|交接?班|值班|术前访视|术后访视)记录[单表]?"
        r"|(?!.*[门急]诊)[\u4e00-\u9fff()]{0,6}?(?:住院|入院)(?:证|登记[单表])"
        r"|(?!.*(?:病理|切片|影像|读片))[\u4e00-\u9fff()]{0,8}?会诊(?:(?:记录|意见)?[单书]|记录)|病程(?:记录)?续页|(?:阶段|术前)小结"
        r"|(?:第?[一二三四五六七八九十\d]+次|再次|多次|首次|24小时内?|表格式|[\u4e00-\u9fff]{0,6}科)?(?:或多次)?"
        r"(?:入院记录|住院病历|入院小结|入院病历|住院志|入院志|住院病志|入院病史|入院录|大病历|首次病程记录|病程记录|住院记录)"
    ),
    # What a ward is asked to take a patient in by; without a diagnosis or particulars of the stay it only summons.
    shares=re.compile(r"病历(?:记录)?|[\u4e00-\u9fff]{0,4}(?:住院|入院)通知[单书]"),
    names=("入院记录", "住院病历", "入院小结", "再次入院记录", "入院病历", "首次病程记录"),
    cues=weighted(
        strong="入院记录 病史陈述者 病史采集日期 病史采集时间 可靠程度 供史者 月经婚育史 婚育史 首次病程记录",
        fair="""
            入院日期 入院时间 主诉 现病史 既往史 个人史 家族史 体格检查 专科情况 专科检查 入院诊断 初步诊断 记录日期
            系统回顾 收治科室 拟住科室 拟收科室 门诊诊断 收住科室 入住科室 拟入科室 入院科室 收治病区 入院病区
        """,
        weak="住院号 辅助检查 婚姻 职业 籍贯 出生地 民族 体温 脉搏 一般情况 皮肤黏膜 皮肤粘膜",
    ),
    against=weighted(
        decisive="出院记录 出院小结 病案首页 门诊病历 检验者 参考区间 诊断证明书",
        strong="出院诊断 出院医嘱 出院情况 诊疗经过 住院天数 出院日期 出院时间 处理: 处置:",
    ),
    issue_dates=(DateRole.RECORDED, DateRole.ISSUED, DateRole.HISTORY_TAKEN, DateRole.ADMISSION),
    date_labels={
        TOLD: DateRole.OTHER,
        ATTENDING: DateRole.RECORDED,
        BARE: DateRole.RECORDED,
        "日期": DateRole.RECORDED,
        # Of the slip that has a patient taken in.
        **dict.fromkeys(
            listed("开具日期 开具时间 开证日期 开证时间 开单日期 开单时间 开立日期 开立时间 签发日期"), DateRole.ISSUED
        ),
        **dict.fromkeys(("采集", "采集时间", "采集日期"), DateRole.HISTORY_TAKEN),
    },
    physician_labels=BY_RESIDENTS | dict.fromkeys(_ORDERING, PhysicianRole.ATTENDING),
    reads=RECORD,
    diagnosis_labels=diagnosis_labels.RECORD,
    opens_with=("主诉", "病史陈述者", "病史采集日期", "病史采集时间"),
    inpatient=True,
)
