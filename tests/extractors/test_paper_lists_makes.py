"""Lists of diagnoses told by how papers are made: what parts entries, what wraps, and headings nobody has listed."""

from __future__ import annotations

import pytest

from extractors.fields import diagnoses, diagnosis_labels
from tests.extractors.lines import line, page, table
from tests.extractors.papers import assert_says

CERTIFICATE = """
                   河西市第二医院
                   疾病诊断证明书
姓名：柏文远   性别：男   年龄：61岁   科室：内科   门诊号：20260405021
{}
                       医师签名：戚立群
                       2026年4月5日
"""
RECORD = """
                   河西市第二医院
                   出院记录
姓名：柏文远   性别：男   年龄：61岁   科室：内科   住院号：60405021
入院日期：2026-03-21   出院日期：2026-04-05
{}
                       医师签名：戚立群
                       2026年4月5日
"""
PAPERS = {
    "signs part diseases, white space what belongs to one": (
        CERTIFICATE.format("诊断：冠心病 不稳定型心绞痛；2型糖尿病 糖尿病肾病；脑梗死恢复期"),
        ["冠心病 不稳定型心绞痛", "2型糖尿病 糖尿病肾病", "脑梗死恢复期"],
    ),
    "white space between diseases of different organs parts them all the same": (
        CERTIFICATE.format("诊断：1.冠心病 三支病变 2.高血压病 慢性肾脏病3期"),
        ["冠心病 三支病变", "高血压病", "慢性肾脏病3期"],
    ),
    "lines with room behind them wrap nowhere": (
        RECORD.format(
            "诊疗经过：予抗炎、化痰及营养支持等治疗后症状好转，复查胸部影像较前吸收，准予出院，门诊随诊。\n"
            "出院诊断：\n  继发性肺结核 右上 涂(-) 复治\n  咯血\n  继发性癫痫"
        ),
        ["继发性肺结核 右上 涂(-) 复治", "咯血", "继发性癫痫"],
    ),
    "one character before a stroke is no end of a wrapped name": (
        CERTIFICATE.format("诊断如下：\n  甲、慢性阻塞性肺疾病\n  乙、慢性呼吸衰竭"),
        ["甲、慢性阻塞性肺疾病", "乙、慢性呼吸衰竭"],
    ),
    "schools on one line": (
        RECORD.format("出院诊断 中医：胸痹（心血瘀阻证）西医：冠状动脉粥样硬化性心脏病"),
        ["胸痹（心血瘀阻证）", "冠状动脉粥样硬化性心脏病"],
    ),
    "two labels in one": (
        CERTIFICATE.format("中医诊断及西医诊断\n项痹（气滞血瘀证）；颈椎病"),
        ["项痹（气滞血瘀证）", "颈椎病"],
    ),
    "a drawn mark before a heading": (
        CERTIFICATE.format("▍主要诊断\n  溃疡性结肠炎\n▍医疗建议\n  低渣饮食，规律服药"),
        ["溃疡性结肠炎"],
    ),
    "a label of another kind of paper": (
        RECORD.format("疾病诊断：类风湿关节炎；骨质疏松症\n诊疗经过：予抗风湿治疗"),
        ["类风湿关节炎", "骨质疏松症"],
    ),
    "headings before white space alone": (
        RECORD.format(
            "入院情况 因血糖升高三年入院\n检查结果 糖化血红蛋白9.8%\n治疗经过 予胰岛素治疗\n"
            "出院诊断 2型糖尿病\n护理要点 监测血糖，足部护理"
        ),
        ["2型糖尿病"],
    ),
    "where it can be seen instead": (CERTIFICATE.format("诊断：详见附页\n建议：门诊随诊"), []),
    "a code without its number": (
        CERTIFICATE.format("诊断：非重型再生障碍性贫血（ICD：D61.900）"),
        ["非重型再生障碍性贫血"],
    ),
}


@pytest.mark.parametrize(("text", "names"), PAPERS.values(), ids=PAPERS)
def test_lists(text: str, names: list[str]) -> None:
    assert_says(text, {"dx": names})


def test_a_note_told_by_problem() -> None:
    assert_says(
        """
                   河西市第二医院
                   门诊病历
柏文远   男   61岁   就诊日期：2026-04-05
S 反复胸闷一年，活动后加重。
O 血压 150/92mmHg，双肺无啰音。
A 1. 冠心病（I25.101） 2. 高血压病2级（I10.x03） 3. 睡眠呼吸暂停
P ① 阿司匹林肠溶片 100mg 口服 每日一次 ② 一月后复诊
""",
        {"dx": ["冠心病", "高血压病2级", "睡眠呼吸暂停"]},
    )


def test_a_label_that_a_narrow_cell_wraps() -> None:
    sheet = page(
        line("责任医院", 0.06, 0.30),
        line("河西市第二医院", 0.22, 0.30),
        line("诊断名称及编", 0.06, 0.350),
        line("码", 0.10, 0.372),
        line("①系统性红斑狼疮（M32.900）  ②狼疮性肾炎（M32.101）", 0.22, 0.361),
        line("病情及依据", 0.06, 0.41),
        line("病程六年，长期服用激素", 0.22, 0.41),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.FORM)
    assert [one.name for one in found] == ["系统性红斑狼疮", "狼疮性肾炎"]


def test_a_wrapped_label_that_was_detected_twice() -> None:
    sheet = page(
        line("诊断名称及编", 0.06, 0.350),
        line("诊断名称及编", 0.061, 0.351),
        line("码", 0.10, 0.372),
        line("系统性红斑狼疮（M32.900）", 0.22, 0.361),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.FORM)
    assert "系统性红斑狼疮" in [one.name for one in found]


def test_a_code_ends_what_is_said_of_a_disease() -> None:
    sheet = page(
        line("科室", 0.45, 0.20),
        line("内科", 0.56, 0.20),
        line("诊断", 0.06, 0.25),
        line("支气管扩张伴咯血 J47.x00", 0.20, 0.25),
        line("慢性肺源性心脏病 I27.900", 0.475, 0.25),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)
    assert [one.name for one in found] == ["支气管扩张伴咯血", "慢性肺源性心脏病"]


def test_what_a_cell_asks_for_may_begin_with_words_before_a_colon() -> None:
    sheet = page(
        line("科室", 0.07, 0.20),
        line("口腔科", 0.26, 0.20),
        line("诊断依据", 0.07, 0.25),
        line("病史、体征及外院活检：高分化鳞癌。", 0.26, 0.25),
        line("右舌鳞状细胞癌（C02.102）", 0.26, 0.295),
        line("入院诊断", 0.07, 0.32),
        line("右颈淋巴结转移（C77.002）", 0.26, 0.32),
        line("慢性酒精性肝病（K70.900）", 0.26, 0.345),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert [one.name for one in found] == ["右舌鳞状细胞癌", "右颈淋巴结转移", "慢性酒精性肝病"]


def test_a_running_head_tells_the_name_without_its_label() -> None:
    first = page(
        line("河西市第二医院", 0.35, 0.05, height=0.024),
        line("出院记录", 0.4, 0.09, height=0.024),
        line("姓名：柏文远  性别：男  年龄：61岁", 0.06, 0.14),
        line("住院号：123456", 0.7, 0.14),
        line("出院诊断：", 0.06, 1.25),
        line("1.多囊肾 多囊肝", 0.1, 1.28),
        line("2.肾性高血压", 0.1, 1.31),
    )
    second = page(
        line("柏文远", 0.06, 0.05),
        line("住院号：123456", 0.7, 0.05),
        line("3.肾性贫血", 0.1, 0.09),
        line("出院医嘱：休息", 0.06, 0.12),
        number=2,
    )
    found = diagnoses.extract([first, second], diagnosis_labels.RECORD)
    assert [one.name for one in found] == ["多囊肾多囊肝", "肾性高血压", "肾性贫血"]


def test_heads_that_ask_for_two_things_and_conditions_with_their_numbers() -> None:
    sheet = page(
        *table(
            [
                ["诊断名称", "编码", "入院病情/出院情况"],
                ["主要诊断 子宫内膜癌ⅠA期", "C54.101", "1.有"],
                ["其他诊断 高血压病1级", "I10.x02", "1.有"],
            ],
            [0.1, 0.55, 0.7],
            0.3,
        )
    )
    found = diagnoses.extract([sheet], diagnosis_labels.FRONT_PAGE)
    assert [one.name for one in found] == ["子宫内膜癌IA期", "高血压病1级"]


def test_the_next_section_of_a_numbered_paper_is_no_entry() -> None:
    sheet = page(
        line("七、初步诊断", 0.06, 0.30),
        line("① 左额叶胶质瘤", 0.10, 0.33),
        line("② 2型糖尿病", 0.10, 0.36),
        line("八、处理计划 完善手术前准备，择期手术。", 0.06, 0.39),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert [one.name for one in found] == ["左额叶胶质瘤", "2型糖尿病"]


def test_a_list_beside_a_story_with_a_narrow_gutter_is_a_column_of_its_own() -> None:
    story = [
        "病史 患者十年前查体时测得血压偏高，间断服药，未规律随访",
        "治疗。近一周劳累后头晕，伴恶心，休息后不能缓解，遂来本院",
        "就诊。查体神志清，双肺呼吸音清，心律齐，双下肢无水肿，余",
    ]
    sheet = page(
        line("主诉 头晕一周。", 0.06, 0.30),
        line("初步诊断", 0.56, 0.30),
        *(line(text, 0.06, 0.34 + 0.03 * at, height=0.0172) for at, text in enumerate(story)),
        line("1. 眩晕病（肝阳上亢证）", 0.56, 0.34),
        line("2. 高血压病2级", 0.56, 0.37),
        line("3. 颈动脉斑块", 0.56, 0.40),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert [one.name for one in found] == ["眩晕病(肝阳上亢证)", "高血压病2级", "颈动脉斑块"]
