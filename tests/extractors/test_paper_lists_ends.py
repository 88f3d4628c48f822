"""Where lists of diagnoses begin and end on papers whose headings nobody has put on a list."""

from __future__ import annotations

import pytest

from extractors.documents import assemble
from extractors.fields.diagnosis_name import tidy
from extractors.reading import Reading
from tests.extractors.lines import line, page
from tests.extractors.papers import assert_says

HEAD = """
                   临汐市第一医院
                   疾病诊断证明书
姓名：解晓东   性别：男   年龄：66岁   科室：内科   门诊号：20260302017
"""
FOOT = """
                       医师签名：卓立新
                       2026年3月2日
"""
PAPERS = {
    "an unnumbered line at the margin": (
        """诊断 Diagnosis
  1)肺转移瘤
  2)慢性肾脏病3期
诊后安排 Arrangements
  多走动，少熬夜。""",
        ["肺转移瘤", "慢性肾脏病3期"],
    ),
    "another cell of a column of labels": (
        """姓名       解晓东        性别     男
婚况       已婚          科室     内科
诊断       1.高血压病3级
           2.冠心病
生活方面    多走动，少熬夜""",
        ["高血压病3级", "冠心病"],
    ),
    "cells of the rows below": (
        """姓名     解晓东     性别     男     年龄     66岁
科室     内科       床号     3      民族     汉
诊断     慢性肾衰竭尿毒症期；糖尿病肾病；肾性骨病
血管通路  左前臂内瘘   治疗模式  HD""",
        ["慢性肾衰竭尿毒症期", "糖尿病肾病", "肾性骨病"],
    ),
    "further down than the entries from each other": (
        """诊断：
高血压病3级
冠心病



多走动少熬夜""",
        ["高血压病3级", "冠心病"],
    ),
    "a label that is set wide": (
        """中医诊断：月经后期
证  型：肾虚血瘀证
西医诊断：多囊卵巢综合征
治  法：补肾活血""",
        ["月经后期", "多囊卵巢综合征"],
    ),
    "a sentence behind a full stop": (
        """诊断：双膝骨性关节炎、骨质疏松症。
术后需继续康复锻炼。""",
        ["双膝骨性关节炎", "骨质疏松症"],
    ),
    "a heading in other words, letters for numbers": (
        """本次就诊诊断：
A、继发性肺结核
B、药物性肝炎
今后打算：按时服药""",
        ["继发性肺结核", "药物性肝炎"],
    ),
    "a table with remarks, and text below it": (
        """序号    疾病名称              编码          备注
1      左肺小细胞癌           C34.900x003   已化疗4周期
2      肝继发恶性肿瘤         C78.700       多发
入院时主要表现
咳嗽三月，伴气短，当地输液未见好转，遂来我院就诊并收住我科进一步检查""",
        ["左肺小细胞癌", "肝继发恶性肿瘤"],
    ),
    "whose diagnosis it is, before it": (
        """诊断：1. 中医：项痹（风寒痹阻）
      2. 西医：神经根型颈椎病""",
        ["项痹(风寒痹阻)", "神经根型颈椎病"],
    ),
    "a school alone above a numbered list": (
        """诊断：
西医：1.阻塞性肺气肿  2.骨质疏松症
处理：规律服药""",
        ["阻塞性肺气肿", "骨质疏松症"],
    ),
    "a heading composed of other words": (
        """诊断内容
慢性乙型病毒性肝炎（重度）
药物性肝损伤
医生建议
坚持治疗，忌酒。""",
        ["慢性乙型病毒性肝炎(重度)", "药物性肝损伤"],
    ),
    "a story behind the list, in one sentence after another": (
        """诊断：脑出血（左侧基底节区），高血压病3级。患者因突发右侧肢体无力2小时入院，
予脱水等治疗，病情逐渐稳定。""",
        ["脑出血(左侧基底节区)", "高血压病3级"],
    ),
    "a table of operations below the diagnoses": (
        """诊断类别    诊断编码       诊断名称
主要诊断    C92.000x007    急性髓系白血病
其他诊断    Z51.103        肿瘤化学治疗
手术操作信息
编码       名称       日期         术者
41.3100    骨髓活检    2026-05-04   张三""",
        ["急性髓系白血病", "肿瘤化学治疗"],
    ),
    "a heading set like the one above the list": (
        """诊断
  心力衰竭 高血压病
主要化验
  NT-proBNP 6842pg/ml；胸片：心影增大，肺淤血""",
        ["心力衰竭", "高血压病"],
    ),
    "schools in brackets, one below the other": (
        """诊断：（中）眩晕（肝阳上亢证）
      （西）高血压急症""",
        ["眩晕(肝阳上亢证)", "高血压急症"],
    ),
    "what came with it, under a label of its own": (
        """诊断：慢性乙型病毒性肝炎
并发症：肝纤维化
合并症：脂肪肝""",
        ["慢性乙型病毒性肝炎", "肝纤维化", "脂肪肝"],
    ),
    "a story behind what a sentence names": (
        """经我院检查，诊断情况说明如下：
一、主要诊断为煤工尘肺贰期；
二、其他诊断为慢性阻塞性肺疾病、陈旧性肺结核；
患者需长期吸氧、口服药物治疗，请按规定给予待遇。""",
        ["煤工尘肺贰期", "慢性阻塞性肺疾病", "陈旧性肺结核"],
    ),
    "a code that wraps to the next line": (
        """诊断：
1.高胆固醇血症
E78.001；2.肾病综合征 N04.000""",
        ["高胆固醇血症", "肾病综合征"],
    ),
}


@pytest.mark.parametrize(("listed", "want"), PAPERS.values(), ids=PAPERS)
def test_a_list_ends_where_it_is_seen_to(listed: str, want: list[str]) -> None:
    assert_says(f"{HEAD.strip(chr(10))}\n{listed}\n{FOOT.strip(chr(10))}", {"dx": want})


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("膀胱癌pT1N0M01期", "膀胱癌pT1N0M0I期"),
        ("鼻咽癌(cT3N2M0 111期)", "鼻咽癌(cT3N2M0III期)"),
        ("乳腺癌11B期", "乳腺癌IIB期"),
        ("淋巴瘤JVB期", "淋巴瘤IVB期"),
        ("重症肌无力(MGFA∥型)", "重症肌无力(MGFAII型)"),
        ("慢性肾脏病3期", "慢性肾脏病3期"),
    ],
)
def test_strokes_of_a_stage(read: str, meant: str) -> None:
    assert tidy(read) == meant


def test_a_list_goes_on_at_the_top_of_a_page_under_a_label_of_the_page_before() -> None:
    first = page(
        line("天禾市人民医院", 0.35, 0.05, height=0.024),
        line("出院记录", 0.4, 0.09, height=0.024),
        line("姓名：宋慧敏  性别：女  年龄：51岁  住院号：123456", 0.1, 0.14),
        line("出院诊断：1.胆囊结石", 0.1, 0.2),
        line("其他诊断", 0.1, 0.3),
        line("2型糖尿病", 0.3, 0.3),
        line("第1页 共2页", 0.4, 1.3),
    )
    second = page(
        line("其他诊断", 0.1, 0.06),
        line("高血压病3级", 0.3, 0.06),
        line("出院医嘱：休息", 0.1, 0.12),
        line("医师签名：张伟  2026年2月10日", 0.1, 0.3),
        line("第2页 共2页", 0.4, 1.3),
        number=2,
    )
    (paper,) = assemble([Reading("a.jpg", "0" * 64, "image/jpeg", (first, second))])
    assert [diagnosis.name for diagnosis in paper.diagnoses] == ["胆囊结石", "2型糖尿病", "高血压病3级"]
