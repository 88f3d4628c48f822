"""What follow-up notes and reports say in ways of their own: numbered Rp, codes misread, notes below a conclusion."""

from __future__ import annotations

import pytest

from extractors.fields import stage_told
from extractors.fields.diagnosis_name import tidy
from extractors.fields.icd import part_codes
from extractors.fields.medication_text import frequency_in
from extractors.reading import Certainty, Diagnosis
from tests.extractors.papers import assert_says, read

NOTE = """
                   栖霞岭人民医院
                   门诊病历
姓名：解晓东   性别：男   年龄：66岁   科室：内科   门诊号：20260302017
主诉：复诊
诊断
  1. 慢性肾脏病5期 N18.001
  2. 肾性骨病 ↑25.001
处置
  Rp.1 司维拉姆片 800mg 嚼服 每日三次随餐
  Rp.2 左卡尼汀注射液 1g 静脉注射 透析结束时
  Rp.3 骨化三醇胶丸 0.25μg 口服 每日一次
                       医师签名：卓立新
                       2026年3月2日
"""


def test_drugs_numbered_behind_rp() -> None:
    drugs = [(drug.name, drug.dose, drug.frequency) for drug in read(NOTE).medications]
    assert drugs == [
        ("司维拉姆片", "800mg", "嚼服 每日三次随餐"),
        ("左卡尼汀注射液", "1g", "静脉注射 透析结束时"),
        ("骨化三醇胶丸", "0.25μg", "口服 每日一次"),
    ]
    assert_says(NOTE, {"dx": ["慢性肾脏病5期", "肾性骨病"], "icd": ["N18.001"]})


def test_a_row_of_cells_names_a_drug_without_a_form() -> None:
    text = NOTE.split("处置", maxsplit=1)[0] + (
        """用药   枸橼酸铁片         0.5g/片      1g     口服 每日三次
       短肽型肠内营养剂   125g/袋      125g   鼻饲 每日四次
       鼻咽清毒剂         20g/瓶       10g    冲服 每日两次
                       医师签名：卓立新"""
    )
    drugs = [(drug.name, drug.dose) for drug in read(text).medications]
    assert drugs == [("枸橼酸铁片", "1g"), ("短肽型肠内营养剂", "125g"), ("鼻咽清毒剂", "10g")]


@pytest.mark.parametrize(
    ("printed", "name", "codes"),
    [
        ("高血压病2级 i10.x00x024", "高血压病2级", ("I10.x00x024",)),
        ("慢性胆囊炎（k81.100）", "慢性胆囊炎", ("K81.100",)),
        ("肾性骨病 ↑25.001", "肾性骨病", ()),
        ("胆总管扩张((83.005)", "胆总管扩张", ()),
        ("2型糖尿病 HbA1c 12.100", "2型糖尿病 HbA1c 12.100", ()),
    ],
)
def test_codes_whose_letter_was_misread(printed: str, name: str, codes: tuple[str, ...]) -> None:
    coded = part_codes(printed)
    assert (coded.name, coded.icd) == (name, codes)


def test_the_bracket_of_the_next_number_is_no_part_of_a_name() -> None:
    assert tidy("胰腺囊肿(") == "胰腺囊肿" and tidy("胃癌(T2N0M0") == "胃癌(T2N0M0)"


def test_when_a_drug_is_taken_besides_how_often() -> None:
    assert frequency_in("50μg 口服每日一次晨起空腹") == "口服每日一次晨起空腹"
    assert frequency_in("4000单位 静脉注射 透析开始时") == "静脉注射 透析开始时"
    assert frequency_in("0.5mg 口服 每晚一次，化疗结束后继续半年") == "口服 每晚一次"


SUMMARY = """
                   临汐市第一医院
                   出院记录
姓名：解晓东   性别：男   年龄：66岁   住院号：20260302
【入院诊断
  1. 胆囊恶性肿瘤
【出院诊断
  1. 胆囊恶性肿瘤
  2. 低钾血症
【辅助检查】
  上腹部CT：胆囊窝术后改变，未见异常强化。诊断意见：胆囊癌术后改变，术区积液
【出院医嘱】
  低脂饮食。
"""


def test_headings_with_half_a_bracket_and_conclusions_of_reports_within_a_text() -> None:
    assert_says(SUMMARY, {"dx": ["胆囊恶性肿瘤", "低钾血症", "胆囊恶性肿瘤"]})


REPORT = """
                   临汐市第一医院
                   肾脏超声报告
姓名：解晓东   性别：男   年龄：66岁   检查时间：2026/03/02
检查技术：左侧髂窝（超声）
征象描述：
  移植肾大小正常，皮髓质分界清。
诊断印象：
  移植肾未见异常。
书写医师：卓立新
"""


@pytest.mark.parametrize(
    ("technique", "said"),
    [
        ("左侧髂窝（超声）", {"body_part": "左侧髂窝", "modality": "超声"}),
        ("整夜（PSG）", {"body_part": "整夜", "modality": "PSG"}),
        ("左冠状动脉（冠脉造影）", {"body_part": "左冠状动脉", "modality": "冠脉造影"}),
    ],
)
def test_the_technique_tells_part_and_modality(technique: str, said: dict[str, str]) -> None:
    assert_says(REPORT.replace("左侧髂窝（超声）", technique), {"f": said})


PATHOLOGY = """
                   临汐市第一医院
                   病理学检查报告
姓名：解晓东   性别：男   年龄：66岁   登记号：20260302
病理诊断
  (胃窦)中分化腺癌，侵及肌层。
标本来源 胃大部切除标本
大体所见 胃组织一块，灰白。
镜检所见 腺癌浸润性生长。
报告医师：卓立新
"""


@pytest.mark.parametrize("below", ["标本来源 胃大部切除标本", "会诊意见仅供送检单位参考。", "取材部位 胃窦、胃体"])
def test_a_conclusion_ends_at_the_sample_and_at_what_it_is_for(below: str) -> None:
    text = PATHOLOGY.replace("标本来源 胃大部切除标本", below)
    assert_says(text, {"f": {"conclusion": "(胃窦)中分化腺癌,侵及肌层。"}})


def test_a_doubted_stage_is_the_one_said_elsewhere() -> None:
    sure = diagnosis("胃恶性肿瘤(pT3N1M0,IIIB期)", 0.97, "入院诊断")
    doubted = diagnosis("胃恶性肿瘤(pT3N1M0,IB期)", 0.6, "出院诊断")
    other = diagnosis("胃恶性肿瘤(pT3N1M0,IIB期)", 0.97, "门诊诊断")
    assert [one.name for one in stage_told.stages_told([doubted, sure])] == [sure.name, sure.name]
    assert next(one.name for one in stage_told.stages_told([doubted, sure, other])) == doubted.name
    third = diagnosis("慢性肾脏病3期", 0.6, "入院诊断")  # a figure is not misread as another
    assert stage_told.stages_told([third, diagnosis("慢性肾脏病4期", 0.97, "出院诊断")])[0] == third


def diagnosis(name: str, confidence: float, source: str) -> Diagnosis:
    return Diagnosis(
        name=name,
        text=name,
        certainty=Certainty.CONFIRMED,
        source=source,
        source_rank=0,
        icd=(),
        stage="",
        type="",
        treated=False,
        confidence=confidence,
        evidence=(),
    )
