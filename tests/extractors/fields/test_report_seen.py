"""Where what was seen begins and ends: tables, states, particulars; and what laboratories saw in marrow."""

from __future__ import annotations

import pytest

from extractors.fields import lab_seen, report_text
from extractors.reading import Page
from tests.extractors.lines import column, line, page, table
from tests.extractors.papers import read

SEEN = "肿瘤细胞呈腺管状及筛状排列，核大深染，核分裂象易见。"


def fields(sheet: Page) -> dict[str, str]:
    return {each.name: each.value for each in report_text.extract([sheet])}


def tissue(*said: str) -> dict[str, str]:
    return fields(page(line("栖云市中心医院病理诊断报告", 0.3, 0.05), *column(list(said), 0.08, 0.2)))


def test_eye_microscope_and_diagnosis_each_in_a_line() -> None:
    told = tissue("大体：灰白组织一块，3×2×1cm。", f"镜下：{SEEN}", "诊断：（胃窦）中分化腺癌。")
    assert (told["gross"], told["findings"]) == ("灰白组织一块，3×2×1cm。", SEEN)


@pytest.mark.parametrize("heading", ["一、检测结果摘要", "检测结果概述", "结果概要", "检测结果汇总："])
def test_a_summary_of_results_is_the_conclusion_and_not_what_the_sample_was_sent_with(heading: str) -> None:
    sheet = page(
        line("实体瘤基因检测报告", 0.3, 0.05),
        line("受检者：廖仲书", 0.07, 0.12), line("性别：男", 0.3, 0.12), line("病理诊断：肺腺癌", 0.7, 0.12),
        line(heading, 0.07, 0.2),
        line("检出 KRAS p.G12C 错义突变（丰度 12.30%），提示对格索雷塞敏感。", 0.07, 0.23),
    )  # fmt: skip
    assert fields(sheet)["conclusion"] == "检出 KRAS p.G12C 错义突变（丰度 12.30%），提示对格索雷塞敏感。"


def test_a_table_above_the_text_is_not_what_was_seen() -> None:
    rows = [["感觉神经", "波幅(μV)", "速度(m/s)"], ["右桡神经", "21.4", "58.2"], ["左腓肠神经", "9.6↓", "41.0"]]
    said = "双侧胫前肌、股四头肌可见纤颤电位，轻收缩时限增宽，重收缩呈单纯相。"
    sheet = page(
        line("神经传导及肌电图检查报告", 0.3, 0.05),
        *table(rows, [0.08, 0.48, 0.7], 0.12),
        line(said, 0.08, 0.22),
        line("结论：神经源性损害。", 0.08, 0.25),
    )
    assert fields(sheet)["findings"] == said


def test_the_states_a_brain_was_seen_in_head_no_text() -> None:
    sheet = page(
        line("视频脑电图报告", 0.3, 0.05),
        *column(
            [
                "一、背景活动 枕区10Hz α节律，调幅好。",
                "二、发作间期 右额区散发尖波，浅睡期增多。",
                "结论：异常脑电图。",
            ],
            0.08,
            0.2,
        ),
    )
    assert fields(sheet)["findings"] == "枕区10Hz α节律，调幅好。右额区散发尖波，浅睡期增多。"


def test_how_an_electrocardiogram_was_drawn_ends_no_conclusion() -> None:
    sheet = page(
        line("心电图报告", 0.3, 0.05),
        *column(["诊断：1.窦性心律；2.完全性左束支传导阻滞。", "25mm/s 10mm/mV 滤波 0.05-75Hz"], 0.08, 0.2),
    )
    assert fields(sheet)["conclusion"] == "1.窦性心律；2.完全性左束支传导阻滞。"


@pytest.mark.parametrize(
    ("printed", "part"),
    [("显像部位：颅底至股骨上段", "颅底至股骨上段"), ("检查部位：冠状动脉 钙化积分 96", "冠状动脉")],
)
def test_the_part_that_was_examined(printed: str, part: str) -> None:
    sheet = page(
        line("PET/CT显像报告单", 0.3, 0.05), line(printed, 0.08, 0.12), line("检查所见：未见异常。", 0.08, 0.2)
    )
    assert fields(sheet)["body_part"] == part


MARROW = "骨髓增生活跃，粒系占62%，红系占18%，浆细胞占9%，可见双核。"


def test_marrow_beside_the_table_of_its_cells() -> None:
    sheet = page(
        *table([["细胞名称", "髓片%"], ["原粒细胞", "0.5"], ["浆细胞", "9.0"]], [0.06, 0.29], 0.16),
        line(f"骨髓象：{MARROW[:16]}", 0.54, 0.165),
        line(MARROW[16:], 0.54, 0.19),
        line("血象：白细胞计数正常。", 0.54, 0.215),
    )
    assert [(field.name, field.value) for field in lab_seen.extract([sheet])] == [("findings", MARROW)]


def test_cells_and_what_follows_from_them() -> None:
    paper = """
                   栖云市中心医院
                   流式细胞术检验报告单
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
项目                 结果        参考值         单位
淋巴细胞             61.0        10-30          %
☑ 免疫表型
异常细胞群占有核细胞的42.10%，表达CD19、CD5、CD23，不表达CD10。
☑ 结论
符合慢性淋巴细胞白血病免疫表型，请结合临床。
检验者：廖仲书   审核者：许静宜   报告日期：2026-03-02
"""
    told = {field.name: field.value for field in read(paper).fields}
    assert told["findings"] == "异常细胞群占有核细胞的42.10%，表达CD19、CD5、CD23，不表达CD10。"
    assert told["conclusion"] == "符合慢性淋巴细胞白血病免疫表型，请结合临床。"
