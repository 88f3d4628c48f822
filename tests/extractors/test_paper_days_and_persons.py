"""Days and particulars in the ways papers of other makers print them: English months, next visits, offices."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import assert_says, read

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "English months and glosses": (
        """
                   Harbour View Clinic 霁川望海医院
                   检验报告 LABORATORY REPORT
Name 姓名 方丹枫      Sex 性别 F      Age 年龄: 41 MRN 病历号: HV-0047811
Collected 采集 7-Apr-2026 07:35    Received 接收 7-Apr-2026 07:52    Reported 报告 8-Apr-2026 09:40
项目        结果     参考范围     单位
总胆固醇    6.72     <5.20        mmol/L
甘油三酯    2.31     <1.70        mmol/L
检验者：卓立新    审核者：易明远
""",
        {
            "dt": [("sampled", "2026-04-07"), ("received", "2026-04-07"), ("reported", "2026-04-08")],
            "issue": "2026-04-08",
            "pt": {"sex": "女", "age": "41"},
        },
    ),
    "the month first": (
        """
                   霁川望海国际医院
                   疾病诊断证明书 MEDICAL CERTIFICATE
姓名：方丹枫   性别：女   年龄：58岁   科室：神经内科
诊断：多发性硬化
医师签名：卓立新
签发日期 Date of Issue：March 5, 2026
""",
        {"dt": [("issued", "2026-03-05")], "issue": "2026-03-05"},
    ),
    "the next visit and the next injection": (
        """
               霁川市河西街道社区卫生服务中心
               糖尿病患者随访服务记录表
姓名：方丹枫   性别：女   年龄：58岁
随访日期        2026年3月16日
诊断            2型糖尿病
下次注射        2026-04-13
下次随访日期    2026年6月15日
随访医生签名    卓立新
""",
        {"dt": [("visit", "2026-03-16")], "issue": "2026-03-16"},
    ),
    "from when to when somebody is to rest": (
        """
                   霁川市第四医院
                   门诊诊断证明
[姓名] 方丹枫 [性别] 女 [年龄] 58岁 [科室] 骨科
[诊断] 腰椎间盘突出症
[病休] 自 2026-03-02 至 2026-03-16
[医师] 卓立新      [签发] 2026-03-02 11:20
""",
        {"dt": [("issued", "2026-03-02")], "issue": "2026-03-02"},
    ),
    "a stay behind one label": (
        """
                   霁川市第四医院
                   门诊特殊病种诊断证明
患者姓名      方丹枫        性别/年龄     女 / 58岁
入院/出院     2026-02-11 ～ 2026-02-20
诊断          肾移植状态
诊断医师：卓立新      开证日期：2026-03-02
""",
        {"dt": [("admission", "2026-02-11"), ("discharge", "2026-02-20"), ("issued", "2026-03-02")]},
    ),
    "until when a prescription holds": (
        """
                   霁川市第四医院
                   电子处方笺
姓名：方丹枫   性别：女   年龄：58岁   科室：血液科   门诊号：20260302017
诊断：免疫性血小板减少症
Rp. 艾曲泊帕乙醇胺片 25mg×28片   用法：25mg qd po
开具日期：2026-03-02      处方有效期至：2026-03-05
医师：卓立新
""",
        {"dt": [("prescribed", "2026-03-02"), ("expiry", "2026-03-05")]},
    ),
    "who decides in an office": (
        """
                   特殊药品使用申请审批表
姓名：方丹枫   性别：女   年龄：58   身份证号：110101196803021223
填表日期：2026-03-02
诊断：肝细胞癌
责任医师：卓立新      日期：2026-03-03
医保办：易明远        日期：2026-03-05
评估结果      同意使用。 评估专家：汪长青 2026/03/09
""",
        {
            "dt": [
                ("applied", "2026-03-02"),
                ("opinion", "2026-03-03"),
                ("opinion", "2026-03-05"),
                ("opinion", "2026-03-09"),
            ]
        },
    ),
    "a slip that has a patient taken in": (
        """
                   霁川市第四医院
                   住院证
姓名：方丹枫   性别：女   年龄：58岁   门诊号：20260302017
门诊诊断：膜性肾病      收住科室：肾内科
开单医师：卓立新        开单时间：2026-03-02 16:05
""",
        {"dt": [("issued", "2026-03-02")], "issue": "2026-03-02"},
    ),
    "quality control of a front page": (
        """
                   霁川市第四医院
                   住院病案首页
姓名：方丹枫   性别 2 （1.男 2.女）   年龄：58岁   第 2 次住院  病案号 BA-0127001
入院时间：2026-02-11      出院时间：2026-02-20
出院诊断              疾病编码      入院病情
主要诊断：肾病综合征  N04.900       1
科主任  卓立新       质控医师  易明远      质控日期  2026-02-23
""",
        {
            "dt": [("admission", "2026-02-11"), ("discharge", "2026-02-20"), ("reviewed", "2026-02-23")],
            "pt": {"sex": "女", "inpatient_number": "BA-0127001"},
        },
    ),
    "a comrade of the mine": (
        """
                   霁川矿业总医院
                   诊断证明书
方丹枫 同志， 女 ， 58 岁，单位 霁川矿业选煤厂
诊断：噪声性耳聋
                       医师签名：卓立新
                       2026年3月2日
""",
        {"pt": {"name": "方丹枫", "sex": "女", "age": "58"}},
    ),
    "a label that may be either of two of the patient's": (
        """
                   霁川市第四医院
                   检验报告单
惠者姓名：方丹枫   性别：女   年龄：58岁   科室：内科
项目          结果      单位        参考区间
肌酐          312       μmol/L      41-81
检验者：卓立新    审核者：易明远    报告时间：2026-03-02 11:29
""",
        {"pt": {"name": "方丹枫"}},
    ),
    "English labels alone": (
        """
             霁川医科大学肿瘤中心  门诊随诊记录
Name    方丹枫     Sex/Age    女 / 58y     Pt No.    JC-0119001
Clinic  淋巴瘤门诊    Visit   2026-03-02
诊断：套细胞淋巴瘤
Doctor  卓立新
""",
        {
            "pt": {"name": "方丹枫", "sex": "女", "age": "58", "visit_number": "JC-0119001"},
            "ho": ["霁川医科大学肿瘤中心"],
        },
    ),
    "who received an organ, the number in a clause": (
        """
                   霁川市第四医院
                   出院小结
受者姓名：方丹枫，女，58岁，住院号 QG-220418
入院日期：2026-02-11      出院日期：2026-02-20
出院诊断：肾移植状态
医师：卓立新
""",
        {"pt": {"name": "方丹枫", "inpatient_number": "QG-220418"}},
    ),
    "words for where somebody is seen": (
        """
             霁川市第四医院  检验报告
方丹枫 女 58岁      住院 JC0217701 肾内科 / 20床      样本：静脉血
项目          结果      单位        参考区间
肌酐          312       μmol/L      41-81
尿素          18.2      mmol/L      2.6-7.5
检验者：卓立新    审核者：易明远    报告时间：2026-03-02 11:29
""",
        {"pt": {"inpatient_number": "JC0217701"}},
    ),
    "a prescription's number": (
        """
                   霁川市安宁医院
                   处方笺
姓名：方丹枫  女  58岁   病历号：JC-M08811
科别：心境障碍科      日期：2026年3月2日
诊断：双相情感障碍
Rp. 1.碳酸锂缓释片 0.3g×50片   Sig：0.6g bid p.o.
医师：卓立新
""",
        {"pt": {"visit_number": "JC-M08811"}},
    ),
    "a person's number on a report": (
        """
                   霁川市眼科医院
                   光学相干断层扫描检查报告
姓名：方丹枫   性别：女   年龄：58岁   病历号：JY-0259911
检查所见：左眼黄斑区视网膜下高反射物质，神经上皮下积液。
检查结论：左眼黄斑水肿
报告医师：卓立新      报告日期：2026-03-02
""",
        {"pt": {"visit_number": "JY-0259911"}},
    ),
    "a short number on a report": (
        """
                   霁川市第四医院
                   检验报告单
姓名：方丹枫   性别：女   年龄：58岁   病历号：J-3077
项目          结果      单位        参考区间
肌酐          312       μmol/L      41-81
检验者：卓立新    审核者：易明远    报告时间：2026-03-02 11:29
""",
        {"pt": {"inpatient_number": "J-3077"}},
    ),
    "a visit's own number before a serial": (
        """
             霁川市第四医院门诊病历              就诊流水 2603020093
姓名：方丹枫   性别：女   年龄：58岁   门诊号：0100238001   就诊时间：2026-03-02 14:32
主诉：口干多饮3年。
诊断：2型糖尿病
医师：卓立新
""",
        {"pt": {"visit_number": "0100238001"}},
    ),
}


@pytest.mark.parametrize(("text", "want"), PAPERS.values(), ids=PAPERS)
def test_days_and_persons(text: str, want: dict[str, Any]) -> None:
    assert_says(text, want)


KINDS = {
    "门诊取药指引单": "medication_record",
    "出院带药用药指导单": "medication_record",
    "慢病患者配药登记表": "medication_record",
    "转院（出院）小结": "discharge_record",
    "出院（转科）记录": "discharge_record",
    "尿有机酸监测报告": "lab_report",
}
BODY = {
    "medication_record": "阿托伐他汀钙片 20mg*28片\n口服 每晚1次 每次20mg 共2盒\n处方时间：2026-03-02 15:02",
    "discharge_record": "入院诊断：肾病综合征\n出院诊断：肾病综合征\n出院医嘱：规律服药",
    "lab_report": "项目    结果    单位    参考区间\n甲基丙二酸    3.1    μmol/L    0-4\n检验者：卓立新",
}


@pytest.mark.parametrize(("title", "kind"), KINDS.items())
def test_titles_of_papers_handed_out(title: str, kind: str) -> None:
    head = f"             霁川市第四医院\n             {title}\n姓名：方丹枫   性别：女   年龄：58岁   科室：内科"
    text = f"{head}\n{BODY[kind]}"
    assert read(text).kind.value == kind


HEADS = {"霁川市第二人民医院呼吸病院": "检验报告单", "霁山国医馆": "处方笺"}


@pytest.mark.parametrize(("name", "title"), HEADS.items())
def test_institutions_by_other_names(name: str, title: str) -> None:
    head = f"             {name}\n             {title}\n姓名：方丹枫   性别：女   年龄：58岁"
    text = f"{head}\n日期：2026-03-02\n诊断：慢性支气管炎"
    assert [each.value for each in read(text).hospitals] == [name]
