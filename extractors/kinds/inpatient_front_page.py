"""病案首页: the coded summary sheet of a stay."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import BARE
from extractors.fields.physician_roles import BY_RESIDENTS
from extractors.kinds.spec import RECORD, KindSpec, weighted
from extractors.reading import DateRole, Kind

SPEC = KindSpec(
    kind=Kind.INPATIENT_FRONT_PAGE,
    title=re.compile(
        r"(?:中医|西医|住院|出院|电子|日间(?:手术|病房)?)*(?:病案(?:首页|封面)|病历首页|住院首页)(?:[一二三四\d]|附页|续页)?"
    ),
    names=("住院病案首页", "病案首页", "住院病历首页", "中医住院病案首页"),
    cues=weighted(
        strong="""
            病案首页 住院病案首页 医疗付费方式 医疗付款方式 入院途径 离院方式 损伤、中毒的外部原因 病案质量 质控医师
            编码员
        """,
        fair="""
            健康卡号 入院病情 疾病编码 主要诊断 其他诊断 病案号 出院科别 入院科别 转科科别 实际住院 药物过敏 血型
            质控护士 手术及操作编码 ICD-10
        """,
        weak="出院诊断 门(急)诊诊断 国籍 籍贯 职业 婚姻 现住址 户口地址 联系人姓名 邮编 病理诊断 尸检",
    ),
    against=weighted(strong="主诉 现病史 检验者 参考区间 处理意见 申请表"),
    issue_dates=(DateRole.DISCHARGE, DateRole.RECORDED, DateRole.ADMISSION),
    date_labels={BARE: DateRole.RECORDED, "日期": DateRole.RECORDED},
    physician_labels={"住院医师": BY_RESIDENTS["住院医师"]},
    reads=RECORD,
    diagnosis_labels=diagnosis_labels.FRONT_PAGE,
    opens_with=("姓名", "住院次数", "医疗付费方式"),
    inpatient=True,
)
