"""Where the texts of reports begin and end on papers whose headings no list names."""

from __future__ import annotations

import pytest

from extractors.fields import report_labels, report_text
from extractors.layout.text import squeeze
from extractors.reading import Line, Page
from tests.extractors.lines import line, page


def told(*lines: Line) -> tuple[str | None, str | None]:
    """Findings and conclusion of a paper with these lines, and a signature below."""
    fields = {each.name: each.value for each in report_text.extract([paper(*lines)])}
    return fields.get("findings"), fields.get("conclusion")


def paper(*lines: Line) -> Page:
    return page(line("检查报告单", 0.4, 0.03), line("姓名：张三", 0.1, 0.07), *lines, line("报告医师：李四", 0.1, 1.2))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("显像所见", report_labels.SEEN),
        ("脑电图描述：", report_labels.SEEN),
        ("光镜及免疫荧光检查", report_labels.SEEN),
        ("▎冠状动脉造影所见（右侧）", report_labels.SEEN),
        ("肉眼检查：", report_labels.GROSS),
        ("冰冻诊断：", report_labels.CONCLUDED),
        ("试验结论", report_labels.CONCLUDED),
        ("2、肺功能评价", report_labels.CONCLUDED),
        ("拟诊", report_labels.CONCLUDED),
        ("骨髓象分析结果解释", report_labels.CONCLUDED),
    ],
)
def test_headings_told_by_their_words(heading: str, role: str) -> None:
    squeezed = squeeze(heading)
    assert [found for found, _, _ in report_labels.composed(squeezed.text, squeezed.at)] == [role]


@pytest.mark.parametrize(
    "words",
    [
        "临床诊断：",
        "原诊断：（右卵巢）腺癌？",
        "温馨提示：",
        "靶向药物提示",
        "请结合临床诊断",
        "未见异常表现",
        "临床表现：",
        "处理意见：",
    ],
)
def test_words_that_are_no_heading_of_the_report(words: str) -> None:
    squeezed = squeeze(words)
    assert list(report_labels.composed(squeezed.text, squeezed.at)) == []


def test_a_heading_alone_like_the_others_ends_a_text() -> None:
    lines = (
        line("镜下所见", 0.1, 0.2),
        line("肿瘤由疏网状及微囊状结构组成，核分裂多见。", 0.14, 0.23),
        line("免疫组化（本院）", 0.1, 0.29),
        line("SALL4(+)，AFP(+)，CK7(-)。", 0.14, 0.32),
        line("会诊意见", 0.1, 0.38),
        line("（右侧卵巢）卵黄囊瘤。", 0.14, 0.41),
    )
    assert told(*lines) == ("肿瘤由疏网状及微囊状结构组成，核分裂多见。", "（右侧卵巢）卵黄囊瘤。")


def test_a_heading_further_from_the_text_than_its_lines_from_each_other() -> None:
    lines = (
        line("内镜所见", 0.1, 0.2),
        line("十二指肠乳头呈半球状，插管顺利，造影示胆总管扩张，", 0.1, 0.235),
        line("取石篮取出棕色结石三枚。", 0.1, 0.26),
        line("内镜诊断", 0.1, 0.31),
        line("胆总管结石", 0.1, 0.345),
        line("术后医嘱", 0.1, 0.395),
        line("禁食二十四小时。", 0.1, 0.43),
    )
    assert told(*lines)[1] == "胆总管结石"


def test_short_lines_of_a_list_are_no_headings() -> None:
    lines = (
        line("检查所见", 0.1, 0.2),
        line("胃窦黏膜红白相间。", 0.14, 0.235),
        line("检查诊断", 0.1, 0.28),
        line("慢性浅表性胃炎", 0.14, 0.315),
        line("胃窦新生物", 0.14, 0.34),
        line("食管未见异常", 0.14, 0.365),
    )
    assert told(*lines)[1] == "慢性浅表性胃炎胃窦新生物食管未见异常"


def test_headings_with_one_bullet() -> None:
    lines = (
        line("■检查描述", 0.1, 0.2),
        line("双肺纹理清晰。", 0.1, 0.225),
        line("■检查诊断", 0.1, 0.25),
        line("双肺未见异常。", 0.1, 0.275),
        line("■温馨告知", 0.1, 0.3),
        line("请带片复诊。", 0.1, 0.325),
    )
    assert told(*lines) == ("双肺纹理清晰。", "双肺未见异常。")


def test_labels_in_the_middle_of_their_cells_below_where_the_text_begins() -> None:
    lines = (
        line("双肺纹理增多，右肺中叶见条索影，", 0.2, 0.2),
        line("胸腔内未见积液。", 0.2, 0.23),
        line("镜下所见", 0.1, 0.3),
        line("宫颈病变？", 0.2, 0.45),
        line("拟诊", 0.115, 0.48),
        line("取活检。", 0.2, 0.6),
        line("后续安排", 0.1, 0.62),
    )
    assert told(*lines) == ("双肺纹理增多，右肺中叶见条索影，胸腔内未见积液。", "宫颈病变？")


def test_a_label_that_wraps_in_its_cell() -> None:
    lines = (
        line("细胞学", 0.1, 0.2),
        line("描述", 0.11, 0.222),
        line("见大量滤泡上皮细胞呈乳头状排列，可见核沟及核内假包涵", 0.2, 0.2),
        line("体。", 0.2, 0.225),
        line("免疫组化", 0.095, 0.32),
        line("及特染", 0.105, 0.342),
        line("阴性。", 0.2, 0.33),
        line("细胞诊断", 0.095, 0.43),
        line("甲状腺乳头状癌。", 0.2, 0.43),
    )
    assert told(*lines) == ("见大量滤泡上皮细胞呈乳头状排列，可见核沟及核内假包涵体。", "甲状腺乳头状癌。")


def test_labels_set_from_top_to_bottom_with_wide_leading() -> None:
    lines = (
        line("冠状动脉起源正常，右优势型。", 0.15, 0.2),
        line("心包无积液。", 0.15, 0.235),
        line("所", 0.1, 0.24),
        line("见", 0.1, 0.285),
        line("右冠斑块。", 0.15, 0.42),
        line("意", 0.1, 0.44),
        line("见", 0.1, 0.485),
    )
    assert told(*lines) == ("冠状动脉起源正常，右优势型。心包无积液。", "右冠斑块。")


def test_words_within_a_sentence_are_no_labels() -> None:
    lines = (
        line("检测结论：β地中海贫血基因检测：杂合突变；（直肠）活检：腺癌。", 0.1, 0.3),
        line("建议：遗传咨询。", 0.1, 0.34),
    )
    assert told(*lines)[1] == "β地中海贫血基因检测：杂合突变；（直肠）活检：腺癌。"


def test_the_number_before_a_heading_is_no_text() -> None:
    lines = (
        line("01 检查所见", 0.1, 0.2),
        line("肝脏大小正常。", 0.1, 0.23),
        line("02 检查结论", 0.1, 0.28),
        line("未见异常。", 0.1, 0.31),
        line("03 声明", 0.1, 0.36),
        line("本报告供参考。", 0.1, 0.39),
    )
    assert told(*lines) == ("肝脏大小正常。", "未见异常。")


def test_results_below_what_was_seen_are_the_conclusion() -> None:
    lines = (
        line("检查描述", 0.1, 0.2),
        line("右侧声带见菜花样新生物。", 0.1, 0.225),
        line("检查结果", 0.1, 0.27),
        line("右声带新生物", 0.1, 0.295),
    )
    assert told(*lines) == ("右侧声带见菜花样新生物。", "右声带新生物")


def test_a_conclusion_that_begins_within_a_line_goes_on_at_its_left() -> None:
    lines = (
        line("检查所见：胸廓呈桶状，双肺纹理稀疏。心影狭长。 印象：慢支、肺气肿；双下肺", 0.05, 0.2),
        line("陈旧灶；主动脉硬化。", 0.05, 0.225),
    )
    assert told(*lines) == ("胸廓呈桶状，双肺纹理稀疏。心影狭长。", "慢支、肺气肿；双下肺陈旧灶；主动脉硬化。")


def test_a_table_of_genes_ends_where_sentences_stand() -> None:
    lines = (
        *(line(head, x, 0.2) for head, x in (("基因", 0.1), ("变异位点", 0.3), ("频率", 0.6))),
        *(line(cell, x, 0.23) for cell, x in (("EGFR", 0.1), ("p.L858R", 0.3), ("28.63%", 0.6))),
        line("03 结果说明", 0.1, 0.28),
        line("检出 EGFR 基因 21 号外显子 p.L858R 错义突变。", 0.1, 0.31),
    )
    assert told(*lines)[1] == "检出 EGFR 基因 21 号外显子 p.L858R 错义突变。"


def test_a_label_that_wraps_above_and_below_a_known_word() -> None:
    lines = (
        line("细胞学", 0.1, 0.2),
        line("描述", 0.11, 0.222),
        line("及备注", 0.1, 0.244),
        line("见大量滤泡上皮细胞呈乳头状排列。", 0.2, 0.222),
        line("诊断意见", 0.095, 0.35),
        line("甲状腺乳头状癌。", 0.2, 0.35),
    )
    assert told(*lines) == ("见大量滤泡上皮细胞呈乳头状排列。", "甲状腺乳头状癌。")
