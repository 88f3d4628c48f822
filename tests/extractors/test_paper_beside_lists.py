"""What stands beside and behind diagnoses that is none of them; days and persons that no label tells."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.fields import diagnoses, diagnosis_labels
from extractors.fields.patient_id_number import id_number
from extractors.kinds.recognise import recognise
from extractors.layout.sheet import sheet_of
from extractors.reading import Kind
from tests.extractors.lines import line, page
from tests.extractors.papers import assert_says, lines

CERTIFICATE = """
                   河西市第二医院
                   疾病诊断证明书
姓名：柏文远   性别：男   年龄：61岁   科室：内科   门诊号：20260405021
{}
                       医师签名：戚立群
                       2026年4月5日
"""
ADMISSION = """
                   河西市第二医院
                   入院记录
姓名：柏文远   性别：男   年龄：61岁   科室：血液科   住院号：60405021
入院时间：2026-03-21 10:20   记录时间：2026-03-21 14:20
主诉：乏力1月。
初步诊断：
1.高血压病2级
                             医师签名：戚立群
{}
"""
FRONT_PAGE = """
                   河西市第二医院
                   住院病案首页
姓名 柏文远 性别 男 出生日期 1965年2月1日 年龄 61岁 病案号 0040502
入院时间 2026年3月21日 出院时间 2026年4月5日 科别 肾内科
{}
出院诊断                       疾病编码        入院病情
主要诊断：膜性肾病              N04.200         1
其他诊断：高血压病2级           I10.x00         1
{}
"""
VILLAGE = """
                   河西县白杨镇卫生院
                      证  明
    {}
    情况属实，特此证明。
                                        医生：戚立群
                                        2026年4月5日
"""
LISTS = {
    "how a cell is to be filled in, in brackets behind its label": (
        CERTIFICATE.format("诊断（请注明分期）：右肺腺癌ⅢA期；高血压病2级"),
        ["右肺腺癌ⅢA期", "高血压病2级"],
    ),
    "the same without a colon": (
        CERTIFICATE.format("诊断（含分期）   肝细胞癌（CNLC Ⅰb期）；乙肝后肝硬化"),
        ["肝细胞癌（CNLC Ⅰb期）", "乙肝后肝硬化"],
    ),
    "eyes in letters, parted by signs": (
        CERTIFICATE.format("诊断：OD 年龄相关性白内障；OS 人工晶状体眼；OU 屈光不正"),
        ["年龄相关性白内障", "人工晶状体眼", "屈光不正"],
    ),
    "eyes in letters, parted by white space": (
        CERTIFICATE.format("诊断：OD：原发性开角型青光眼 OS：年龄相关性白内障"),
        ["原发性开角型青光眼", "年龄相关性白内障"],
    ),
    "letters with accents in a translation": (
        CERTIFICATE.format(
            "诊断：1. 梅尼埃病 (Ménière's disease, H81.000) 2. 继发性干燥综合征 (Sjögren's syndrome, M35.000)"
        ),
        ["梅尼埃病", "继发性干燥综合征"],
    ),
    "how long somebody has had it": (
        CERTIFICATE.format("诊断：高血压病20余年，糖尿病10年，脑梗死后遗症3年"),
        ["高血压病", "糖尿病", "脑梗死后遗症"],
    ),
    "the time since an operation stays": (
        CERTIFICATE.format("诊断：同种异体肾移植术后3年；高血压病2级"),
        ["同种异体肾移植术后3年", "高血压病2级"],
    ),
    "what a stay was for": (
        CERTIFICATE.format("诊断：右乳浸润性导管癌术后，恶性肿瘤维持性化学治疗"),
        ["右乳浸润性导管癌术后", "恶性肿瘤维持性化学治疗"],
    ),
    "who corrected a diagnosis, and when, on its row": (
        ADMISSION.format("修正诊断：多发性骨髓瘤（IgGκ型）          钱如意 2026-03-28"),
        ["多发性骨髓瘤（IgGκ型）", "高血压病2级"],
    ),
    "what a clinic had taken it for, and what the microscope saw of it": (
        FRONT_PAGE.format("门（急）诊诊断  肾病综合征          疾病编码 N04.900", "病理诊断：Ⅱ期膜性肾病"),
        ["膜性肾病", "高血压病2级"],
    ),
    "a clinic's diagnosis in two schools": (
        FRONT_PAGE.format("门诊诊断（中）水肿病（西）慢性肾炎", ""),
        ["膜性肾病", "高血压病2级"],
    ),
    "a stay told in a sentence that wraps within a name": (
        """
                   河西矿务局医院
                   出 院 证 明 书
        兹证明柏文远（男，61岁，住院号K40502）因患胃溃疡（活动期）、食管胃底静脉曲
    张破裂出血、失血性贫血，于2026年3月21日入我院消化科，经输血、止血等治疗，于2026年4月5日准予出院。
                                                  主治医师：戚立群
                                                  2026年4月5日
""",
        ["胃溃疡（活动期）", "食管胃底静脉曲张破裂出血", "失血性贫血"],
    ),
    "what somebody promises on a form is no diagnosis told": (
        """
                   河西市门诊慢特病待遇认定申请表
姓名   柏文远   性别   男   年龄   61
身份证号   379812196502012042   参保类型   职工
申请病种   高血压
本人因患高血压、糖尿病，申请享受门诊慢特病医疗待遇，于本市定点医院就医。
申请人：柏文远   申请日期：2026年4月4日
""",
        [],
    ),
    "what is complained of is no diagnosis told": (
        """
                   河西市第二医院
                   门诊病历
姓名：柏文远   性别：男   年龄：61岁   科室：内分泌科
主诉：确诊甲减4年，复查。
查体：甲状腺Ⅰ度肿大。
                                        医师：戚立群
""",
        [],
    ),
    "an inhabitant in a sentence, diseases with their years": (
        VILLAGE.format("戚长顺，男，现年71岁，本镇人，患慢性支气管炎、肺气肿二十余年，在我院长期取药。"),
        ["慢性支气管炎", "肺气肿"],
    ),
}
PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "days in a row, a word before each": (
        """
                   河西市第二医院
                   出院记录
柏文远  男  61岁  住院号 60405021  骨科
入院 2026-03-21 手术 2026-03-24 出院 2026-04-05
出院诊断：右股骨颈骨折
                             医师签名：戚立群
""",
        {"dt": [("admission", "2026-03-21"), ("surgery", "2026-03-24"), ("discharge", "2026-04-05")]},
    ),
    "an electrocardiograph prints when it ran beside the title": (
        """
           河西市第二医院心电图报告单                2026-04-05 09:12:44
姓名：柏文远   性别：男   年龄：61岁   科室：内科
心率 88bpm  PR 160ms  QRS 92ms
诊断：窦性心律，T波改变。
报告医师：戚立群   报告日期：2026-04-05
""",
        {"kind": "exam_report", "dt": [("examined", "2026-04-05"), ("reported", "2026-04-05")]},
    ),
    "a day among the particulars of an examination": (
        """
           河西市第二医院核医学科SPECT检查报告
姓名 柏文远   性别 男   年龄 61   住院号 60405021
检查号 NM26-118   部位 全身骨   显像剂 99mTc-MDP   日期 2026-04-05
影像所见
全身骨显影清晰，未见异常浓聚。
影像意见
全身骨显像未见明显异常。
报告人 戚立群   审核人 钱如意   报告日 2026-04-06
""",
        {"dt": [("examined", "2026-04-05"), ("reported", "2026-04-06")]},
    ),
    "of this report, on a supplement": (
        """
                   河西市第二医院
                   病理诊断报告书（补充报告）
姓名：柏文远   性别：男   年龄：61岁   住院号：60405021   病理号：26-0118
标本接收 2026-03-24   本次报告 2026-04-05
病理诊断：右肾透明细胞癌。
诊断医师：戚立群
""",
        {"dt": [("received", "2026-03-24"), ("reported", "2026-04-05")]},
    ),
    "a term for when drugs were given, wrapped": (
        """
                   河西市肿瘤医院
                   化疗方案医嘱单
姓名 柏文远 性别 男 年龄 61岁 住院号 60405021
身高 170cm 体重 64kg 体表面积 1.75m² 方案：培美曲塞+卡铂 周期：第1周期 给药日期 2026-04-
05
1  卡铂  500mg  静脉滴注  d1
医师 戚立群   审方药师 钱如意
""",
        {"dt": [("prescribed", "2026-04-05")]},
    ),
    "a soldier, and a name with a character that stamps have": (
        """
                   联勤保障部队第九八八医院
                   检验科报告单
伤病员姓名：柏焕章   性别：男   年龄：61岁   ID号：J0040502
代号   检验项目   测定值   单位   正常参考值
PT   凝血酶原时间   13.6   s   9.8--12.1
检验技师：戚立群   报告日期：2026-04-05
""",
        {"pt": {"name": "柏焕章", "sex": "男", "age": "61"}},
    ),
    "an inhabitant in a sentence": (
        VILLAGE.format("戚长顺，男，现年71岁，本镇人，患慢性支气管炎多年，在我院长期取药。"),
        {"pt": {"name": "戚长顺", "sex": "男", "age": "71"}},
    ),
    "a day of birth beside the English of its label": (
        """
                   河西国际医院
                   诊断证明书
Name       柏文远     Sex     男     Date of Birth   1965-02-01
姓名                  性别           出生日期
Diagnosis  1. 类风湿关节炎
诊断       2. 高血压病
Physician  戚立群 主任医师     Issue Date  2026-04-05
医师                          开具日期
""",
        {"pt": {"birth_date": "1965-02-01"}},
    ),
    "a card beside an identity number": (
        """
                   河西市中心医院 — 患者用药记录（慢性病）
姓名：柏文远 性别：男 身份证号：379812196502012042 卡号：0040502118
开方日期   科室   药品名称   单次用量   途径   频率
2026-03-08   神经内科   多巴丝肼片   0.125g   口服   tid
2026-04-05   神经内科   普拉克索片   0.75mg   口服   qd
""",
        {"pt": {"visit_number": "0040502118"}, "ho": ["河西市中心医院"]},
    ),
}


FORM = """
                   河西市门诊慢特病待遇认定申请表
姓名   柏文远   性别   男   年龄   61
身份证号   379812196502012042   参保类型   职工
{}
医师意见   符合认定标准。   医师签名：戚立群   2026年4月5日
申请人：柏文远   申请日期：2026年4月4日
"""
APPLIED = {
    "numbers in circles": (FORM.format("申报病种   ①慢性阻塞性肺疾病 ②冠心病"), "慢性阻塞性肺疾病、冠心病"),
    "numbers in circles with no gap": (FORM.format("申报病种   ①慢性阻塞性肺疾病②冠心病"), "慢性阻塞性肺疾病、冠心病"),
    "by its number, with its name": (
        FORM.format("大病种类   1恶性肿瘤放化疗 2尿毒症透析 3器官移植抗排异   选：3（器官移植抗排异）"),
        "器官移植抗排异",
    ),
    "by its number alone": (
        FORM.format("申请病种   1.恶性肿瘤放化疗 2.尿毒症透析 3.器官移植抗排异 选择：2"),
        "尿毒症透析",
    ),
    "boxes that tell by what standard are another question": (
        FORM.format(
            "申请病种   □高血压病 ☑系统性红斑狼疮 □帕金森病\n诊断   系统性红斑狼疮\n\n"
            "诊断标准   ☑蝶形红斑 □盘状红斑 ☑关节炎 ☑肾脏病变"
        ),
        "系统性红斑狼疮",
    ),
}


@pytest.mark.parametrize(("text", "diseases"), APPLIED.values(), ids=APPLIED.keys())
def test_the_diseases_applied_for(text: str, diseases: str) -> None:
    assert_says(text, {"kind": "application_form", "f": {"applied_diseases": diseases}})


@pytest.mark.parametrize(("text", "names"), LISTS.values(), ids=LISTS.keys())
def test_only_diagnoses_are_listed(text: str, names: list[str]) -> None:
    assert_says(text, {"dx": names})


@pytest.mark.parametrize(("text", "want"), PAPERS.values(), ids=PAPERS.keys())
def test_days_and_persons(text: str, want: dict[str, Any]) -> None:
    assert_says(text, want)


def test_an_unknown_nature_is_no_part_of_a_name() -> None:
    (one,) = diagnoses.extract([page(line("入院诊断：肝右叶占位性质待查", 0.1, 0.1))], diagnosis_labels.RECORD)
    assert (one.name, one.certainty.value) == ("肝右叶占位", "suspected")


def test_an_identity_number_in_boxes_below_its_label() -> None:
    number = "379805197203180622"
    boxes = [line(digit, 0.08 + 0.02 * at, 0.17) for at, digit in enumerate(number)]
    above = (line("姓名：柏文远", 0.08, 0.11),)
    for before, want in (("", number), ("受托人", None)):
        label = line(f"{before}身份证号：", 0.08, 0.14)
        found = id_number([sheet_of(page(above[0], label, *boxes))])
        assert (found.value if found else None) == want


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (
            "入院日期：2026-03-15   出院日期：2026-04-05\n治疗情况：予抗炎后好转。\n出院药物：泼尼松片",
            Kind.DISCHARGE_RECORD,
        ),
        ("建议：休息两周。\n特此证明。", Kind.DIAGNOSIS_CERTIFICATE),
    ],
)
def test_a_title_of_a_stay_s_end_or_of_what_ails_is_told_by_the_content(told: str, kind: Kind) -> None:
    text = f"""
                   河西市第二医院
                   出院病情证明书
姓名：柏文远   性别：男   年龄：61岁   科室：肾内科
诊断：膜性肾病
{told}
医师：戚立群
"""
    assert recognise(sheet_of(page(*lines(text)))).kind is kind
