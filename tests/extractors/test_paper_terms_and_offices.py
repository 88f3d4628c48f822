"""Terms of a benefit told on forms, days of an office, and persons that only a line or a clause names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import assert_says, read

FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "a term that an office grants in a clause": (
        """
                   沁原市职工医疗保险门诊慢性病审批表
姓名      方丹枫      性别    女      年龄    45
身份证号  379811198104091020
申报病种  类风湿关节炎
主治医师  申请用药治疗，自2026年3月起。  签章 卓立新   2026年3月6日
医务科    同意  封德明  2026年3月7日
医保中心  准予，期限一年（2026年4月1日至2027年3月31日）。
审批      审批人：易明远  2026年3月18日
申请人：方丹枫    申请日期：2026年3月5日
""",
        {
            "dt": [
                ("other", "2026-03"),
                ("opinion", "2026-03-06"),
                ("opinion", "2026-03-07"),
                ("valid_from", "2026-04-01"),
                ("expiry", "2027-03-31"),
                ("opinion", "2026-03-18"),
                ("applied", "2026-03-05"),
            ],
            "issue": "2026-03-05",
        },
    ),
    "labels of the ends of a term, each in a row": (
        """
                   门诊慢特病认定 申请详情
申请人姓名                         方丹枫
申请病种                         帕金森病
申请时间              2026-04-27 20:13
认定结果
待遇起始时间                2026-05-01
待遇结束时间                2029-04-30
""",
        {"dt": [("applied", "2026-04-27"), ("valid_from", "2026-05-01"), ("expiry", "2029-04-30")]},
    ),
    "until a day, and since a day": (
        """
                   沁原市参保人员门诊慢特病复审表
姓名      方丹枫      性别    女      年龄    45
申请病种  帕金森病
医保局    延期至2028年3月31日。   经办人：易明远   2026年3月18日
意见      享受待遇时间自2026年4月1日起。
本人签名：方丹枫   2026年3月2日
""",
        {
            "dt": [
                ("expiry", "2028-03-31"),
                ("opinion", "2026-03-18"),
                ("valid_from", "2026-04-01"),
                ("applied", "2026-03-02"),
            ],
            "issue": "2026-03-02",
        },
    ),
    "the day behind another's signature is no day of the applicant": (
        """
                   沁原市双通道药品使用申请表
姓名        方丹枫     性别   女     年龄   59
申请病种    恶性肿瘤靶向治疗
责任医师意见  建议使用。签名：卓立新  日期：2026年4月22日
医院意见      属实。分管院长：杨大为   日期：2026年4月23日
申请人签字：方丹枫   日期：2026年4月21日
""",
        {
            "dt": [("opinion", "2026-04-22"), ("opinion", "2026-04-23"), ("applied", "2026-04-21")],
            "issue": "2026-04-21",
        },
    ),
    "a term in two clauses, and the day beside an office's stamp": (
        """
                   沁原市门诊慢特病待遇认定申请表
姓名      方丹枫      性别    女      年龄    45
申报病种  类风湿关节炎
申请人：方丹枫    申请日期：2026年3月5日
医院盖章：   日期：2026年3月12日
经办机构意见   从2026年5月1日开始执行，至2027年4月30日止。
""",
        {
            "dt": [
                ("applied", "2026-03-05"),
                ("opinion", "2026-03-12"),
                ("valid_from", "2026-05-01"),
                ("expiry", "2027-04-30"),
            ],
            "issue": "2026-03-05",
        },
    ),
    "experts who are numbered": (
        """
                   沁原市医疗保险门诊慢特病待遇认定申请表
姓名：方丹枫   性别：女   年龄：44
申请病种：多发性硬化
申请人：方丹枫   申请时间：2026-01-26
认定医师甲：卓立新 职称：主任医师   意见：符合   日期：2026-01-28
医院医保部门：易明远 （盖章） 日期：2026-01-29
""",
        {
            "dt": [("applied", "2026-01-26"), ("opinion", "2026-01-28"), ("opinion", "2026-01-29")],
            "issue": "2026-01-26",
        },
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_each_end_of_a_term_and_each_opinion_has_its_day(name: str) -> None:
    assert_says(*FORMS[name])


PERSONS: dict[str, tuple[str, dict[str, str]]] = {
    "a screen's head without labels": (
        """
                   电子病历
方丹枫                         女·75岁
就诊医院             霁川市第四医院
就诊时间        2026-09-16 09:24:59
门诊号                   2609998622
主诉
反酸2月余。
""",
        {"name": "方丹枫", "sex": "女", "age": "75"},
    ),
    "the age behind the name in the first sentence": (
        """
霁川市第四医院                    病程记录
姓名：方丹枫    性别：女    科别：神经内科    住院号：0611117
2026-07-19 13:06             首次病程记录
患者方丹枫，65岁，主因“四肢无力4年”于2026-07-19 09:13收入院。
入院诊断：重症肌无力
医师签名：卓立新
""",
        {"name": "方丹枫", "sex": "女", "age": "65"},
    ),
    "an insured person in a clause, the age before the sex": (
        """
                   霁川市第四医院
                   病情证明
兹证明参保人员方丹枫，女，1981年4月9日生，在我院确诊为类风湿关节炎。
                             医师：卓立新
                             2026年2月17日
""",
        {"name": "方丹枫", "sex": "女", "birth_date": "1981-04-09"},
    ),
    "the age before the sex": (
        """
                   霁川市第四医院
                   门诊病历
患者：方丹枫，45岁，女性，就诊时间：2026-04-20
主诉：头痛3天。
诊断：偏头痛
医师：卓立新
""",
        {"name": "方丹枫", "sex": "女", "age": "45"},
    ),
    "a clause that says whose patient and when born": (
        """
                   松原林业局职工医院
                   关于方丹枫同志病情的证明
我院职工医保患者方丹枫，女，1958年12月2日生，因胸闷多次住院治疗，
诊断为缺血性心肌病。特此证明。
                             经治医师：卓立新
                             2026年2月17日
""",
        {"name": "方丹枫", "sex": "女", "birth_date": "1958-12-02"},
    ),
    "the next label ends a name, a code says the sex": (
        """
                   住 院 病 案 首 页
医疗机构 霁川市第四医院             病案号：00287716
姓名方丹枫性别 [2] 1.男 2.女 出生日期 1956年10月18日年龄 69岁国籍中国
入院时间 2026年03月08日10时  出院时间 2026年03月25日09时
出院诊断 肝细胞癌
""",
        {"name": "方丹枫", "sex": "女", "age": "69"},
    ),
    "both offered in the label": (
        """
霁川市第四医院                门诊慢特病长期处方
姓名：方丹枫｜男/女：女｜年龄：64岁｜病历号：1100387499
开方时间：2026-05-12 14:40
Rp 阿司匹林肠溶片 100mg 口服 每日1次
医师：卓立新
""",
        {"sex": "女", "age": "64"},
    ),
    "a number with letters on a report, of a clinic's patient": (
        """
                   霁川市第四医院
                   临床检验报告
Name 姓名: 方丹枫   Sex 性别: 女   Age 年龄: 60Y   Pt. ID 病人号: HTI-881230
Dept 科室: 肾脏内科   Doctor 医生: 卓立新
Test 项目    Result 结果   Unit 单位    Ref 参考区间
肌酐         88            umol/L       41-81
Reported 报告: 2026-02-19
""",
        {"visit_number": "HTI-881230"},
    ),
    "a number glued to what a bracket ends": (
        """
                   霁川市第四医院
                   病情诊断书
姓名方丹枫 性别女 年龄53岁
科别血液内科（骨髓瘤病区）病案号1305317
疾病诊断：多发性骨髓瘤
医师：卓立新   2026年4月27日
""",
        {"inpatient_number": "1305317"},
    ),
    "a number that breaks nowhere, below a line that ends early for it": (
        """
                   霁川市第四医院
                   诊断证明
     兹证明患者方丹枫，女，75岁，身份证号379811195104091026，住院号
  0209197，于2026年4月21日至2026年5月1日在我院血液内科（骨髓瘤病区）住院治疗，
  诊断为：多发性骨髓瘤。
                    主治医师：卓立新   2026年5月1日
""",
        {"inpatient_number": "0209197"},
    ),
    "the word for a stay before a colon": (
        """
                   霁川市第四医院
                   诊断证明书
门诊：        住院：567210       （2026）诊字 00871 号
姓名：方丹枫   性别：女   年龄：50
诊断：脑梗死
医师：卓立新   2026年4月27日
""",
        {"inpatient_number": "567210"},
    ),
}


@pytest.mark.parametrize("name", PERSONS)
def test_persons_that_no_label_names(name: str) -> None:
    text, wanted = PERSONS[name]
    patient = read(text).patient
    found = {key: getattr(patient, key) for key in wanted}
    assert {key: field.value if field else None for key, field in found.items()} == wanted


def test_a_relative_s_age_is_not_the_patient_s() -> None:
    document = read(
        """
                   霁川市第四医院
                   门诊病历
姓名：方丹枫   性别：女   就诊日期：2026-04-20
主诉：头痛3天。
现病史：患者方丹枫65岁时起病；其父方明德，88岁，有高血压。
诊断：偏头痛
医师：卓立新
"""
    )
    assert document.patient.age is None


KINDS: dict[str, tuple[str, str]] = {
    "a health card on a phone": (
        """
电子健康卡·医保                 霁川市卫生健康委员会
姓名：方丹枫
身份证号：379811198104091020
医保卡号：D92292107
绑卡状态                                   已绑定
""",
        "insurance_card",
    ),
    "the same by another name": (
        """
                   居民电子健康码
方丹枫
身份证号：379811198104091020
""",
        "insurance_card",
    ),
    "a ligature in the title's English": (
        """
                   霁川国际医疗中心
                   诊断证明 / Medical Certi\ufb01cate
姓名：方丹枫   性别：女   就诊日期 Visit Date：2026-04-22
诊断 Diagnosis
1) 系统性红斑狼疮 Systemic lupus erythematosus
医嘱 Recommendations
继续激素治疗，每月复诊一次。
主诊医师   卓立新    签发日期 2026-04-22
""",
        "diagnosis_certificate",
    ),
    "what somebody takes home from a ward": (
        """
                   霁川市精神病医院
                   出院带药及服药指导单
姓名：方丹枫 性别：女 年龄：31 住院号：P-018020
出院日期：2026年3月1日
一、奥氮平片（5mg/片）：口服，早5mg，晚10mg。
医生：卓立新   药师：屈明远   2026年3月1日
""",
        "medication_record",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_titles_of_cards_on_phones_and_in_two_languages(name: str) -> None:
    text, kind = KINDS[name]
    assert read(text).kind.value == kind
