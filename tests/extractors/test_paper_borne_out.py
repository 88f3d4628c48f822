"""What one paper says by halves, told by its form, by the grammar of stages or by the person's other papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.calibration import CALIBRATION, Topic
from extractors.documents import assemble
from extractors.fields import stage_told
from extractors.fields.diagnosis_name import tidy
from extractors.fields.stage import read_stage, read_type
from extractors.reading import Certainty, Diagnosis, Document, Field, Kind, Patient, Reading
from tests.extractors.lines import page
from tests.extractors.papers import assert_says, lines
from validators.thresholds import accepted

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "a list whose entries begin with a figure, in a cell with its label in the middle": (
        """
                   云岫县人民医院
                   诊断证明书
姓名          宁若楠        性别   女     年龄   61岁
科别          内分泌科                   费别   居民医保
              1、2型糖尿病性肾病
              2、2型糖尿病性周围神经病变
临床诊断
              3、2型糖尿病性视网膜病变
              4、低蛋白血症

处理意见      低盐饮食，按时复诊。

医师：余明远                    2026年3月2日
""",
        {"dx": ["2型糖尿病性肾病", "2型糖尿病性周围神经病变", "2型糖尿病性视网膜病变", "低蛋白血症"]},
    ),
    "a title of two clinics parted by a stroke": (
        """
                   云岫县人民医院
             腹膜透析/肾病专科门诊随访病历
姓名：宁若楠   性别：女   年龄：61岁
门诊号：2603117788      科室：肾内科
随访日期：2026年3月2日
诊断：
1.慢性肾脏病5期
2.肾性贫血
责任医师：余明远（刷主任医师）
""",
        {
            "kind": "outpatient_record",
            "dx": ["慢性肾脏病5期", "肾性贫血"],
            "dt": [("visit", "2026-03-02")],
            "ph": [("attending", "余明远", "副主任医师")],
        },
    ),
    "what was done with the sample, in two characters nobody listed": (
        """
                   云岫县人民医院病理报告
病理编号 6310027   宁若楠  女  61岁  住院号1703118  胃肠外科
取材部位：胃窦活检       收件：2026-03-02
病理诊断
  (胃窦)慢性萎缩性胃炎。
病理医师：余明远                    报告日期：2026年3月5日
""",
        {"dt": [("received", "2026-03-02"), ("reported", "2026-03-05")]},
    ),
    "a number by itself at the head of a paper that tells of a visit": (
        """
                   云岫县人民医院
2603117788         病情诊断书
姓名：宁若楠   性别：女   年龄：61岁   就诊科室：肾内科   就诊日期：2026-03-02
临床诊断：肾病综合征
接诊医师：余明远                    日期：2026-03-02
""",
        {"pt": {"visit_number": "2603117788", "inpatient_number": None}},
    ),
    "a label of either number, and a department before the name": (
        """
                   云岫县人民医院
                   诊断证明书
门诊/住院病历号：2603117788
姓名：宁若楠   性别：女   年龄：61岁
诊断：肾病综合征
医师签字：肾内科二病区余明远（主治医师）
2026年3月2日
""",
        {"pt": {"visit_number": "2603117788"}, "ph": [("attending", "余明远", "主治医师")]},
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says(name: str) -> None:
    assert_says(*PAPERS[name])


@pytest.mark.parametrize(
    ("printed", "name", "stage"),
    [
        ("肝细胞癌（CNLC Ⅱa期）", "肝细胞癌(CNLC IIa期)", "2A期"),
        ("肝细胞癌（CNLC|b期）", "肝细胞癌(CNLCIb期)", "1B期"),
        ("宫颈癌IIb期", "宫颈癌IIB期", "2B期"),
        ("食管癌（CT2NIMO11/期）", "食管癌(cT2N1M0III期)", "3期"),
        ("糖尿病足（Wagner3级）", "糖尿病足(Wagner3级)", "3级"),
    ],
)
def test_stages_as_their_scales_write_them(printed: str, name: str, stage: str) -> None:
    assert tidy(printed) == name
    assert read_stage(name) == stage


def test_a_type_with_a_letter() -> None:
    assert read_type("重症肌无力(全身型,MGFA Ⅲa型)") == "3A型"


def diagnosis(name: str, confidence: float) -> Diagnosis:
    return Diagnosis(name, name, Certainty.CONFIRMED, "诊断", 0, (), read_stage(name), "", False, confidence, ())


def paper(id_: str, name: str, one: Diagnosis) -> Document:
    (empty,) = assemble(
        [Reading("a.jpg", "0" * 64, "image/jpeg", (page(*lines("云岫县人民医院 缴费须知与停车说明")),))]
    )
    person = Patient(name=Field("name", name, name, 0.99, ()))
    return replace(empty, id=id_, kind=Kind.DIAGNOSIS_CERTIFICATE, patient=person, diagnoses=(one,))


def test_a_stage_in_doubt_is_what_the_persons_other_papers_say_and_stays_in_some_doubt() -> None:
    doubted = paper("d1", "宁若楠", diagnosis("胃癌(cT3N1M0II期)", 0.6))
    sure = paper("d2", "宁若楠", diagnosis("胃癌(cT3N1M0III期)", 0.97))
    strangers = replace(sure, patient=Patient(name=Field("name", "卓立新", "卓立新", 0.99, ())))
    told = stage_told.staged_alike((doubted, sure))[0].diagnoses[0]
    assert (told.name, told.stage) == ("胃癌(cT3N1M0III期)", "3期")
    assert CALIBRATION.probability(Topic.DIAGNOSIS, told.confidence) < 0.5  # stages change: a person still looks
    assert stage_told.staged_alike((doubted, strangers))[0] == doubted


def test_a_number_behind_words_nobody_could_read_is_the_one_another_paper_names() -> None:
    stay = """
                   云岫县人民医院
                   出院记录
姓名：宁若楠   性别：女   年龄：61岁   住院号：1703118
入院日期：2026年2月20日   出院日期：2026年3月2日
出院诊断：肾病综合征
"""
    sheet = """
                   检验报告单
姓名：宁若楠   性别：女   年龄：61岁   追版号：{}
项目                 结果        参考值         单位
肌酐                 118         57-97          umol/L
"""
    found = []
    for number in ("1703118", "1703119"):
        pages = [page(*lines(text)) for text in (stay, sheet.format(number))]
        read = assemble([Reading(f"{n}.jpg", str(n) * 64, "image/jpeg", (each,)) for n, each in enumerate(pages)])
        found.append(next(each for each in read if each.kind is Kind.LAB_REPORT).patient.inpatient_number)
    assert found[0] is not None and found[0].value == "1703118"
    assert found[1] is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("住院号：14O9221", "1409221"),
        ("住院号：140T221", "1407221"),  # another stay: the letter says which
        ("住院号：/409221", "1409221"),
        ("住院号：409221", "409221"),
        ("住院号：1409224", "1409224"),
    ],
)
def test_a_number_read_in_part_is_the_one_another_paper_bears(printed: str, number: str) -> None:
    paper = """
                   云岫县人民医院
                   检验报告单
姓名：宁若楠   性别：女   年龄：61岁   %s
检验项目    结果    单位    参考范围
血糖        5.1     mmol/L   3.9-6.1
"""
    other = "1407221" if number == "1407221" else "1409221"
    pages = [page(*lines(paper % each), upload=f"{at}.jpg") for at, each in enumerate((f"住院号：{other}", printed))]
    read = [Reading(each.upload, str(at) * 64, "image/jpeg", (each,)) for at, each in enumerate(pages)]
    found = assemble(read)[1].patient.inpatient_number
    assert found is not None
    assert found.value == number
    assert (found.confidence < accepted().number) is (number not in printed)  # what was put right vouches for nobody
