"""Headers of lab tables as hospitals compose them: units in them, words nobody listed, columns told by their cells."""

from __future__ import annotations

import pytest

from extractors.fields import lab_headings, lab_items
from extractors.reading import Page
from tests.extractors.lines import line, page, table


def found(sheet: Page) -> list[tuple[str, str, str, str, str]]:
    return [(i.name, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("结果(IU/mL)", "IU/mL"), ("特异性IgE(kU/L)", "kU/L"), ("血药浓度（ng/mL）", "ng/mL"), ("含量[%]", "%"),
        ("测定值/mmol/L", "mmol/L"), ("结果(定量)", ""), ("检测值", ""),
    ],
)  # fmt: skip
def test_the_unit_at_the_head_of_the_values_is_that_of_each_number(heading: str, unit: str) -> None:
    sheet = page(
        *table(
            [["项目", heading, "参考值"], ["甲项目", "21.0", "0-100"], ["乙项目", "阴性", "阴性"]],
            [0.05, 0.35, 0.65],
            0.2,
        )
    )
    assert [(name, value, said) for name, value, said, *_ in found(sheet)] == [
        ("甲项目", "21.0", unit),
        ("乙项目", "阴性", ""),
    ]


def test_a_column_nobody_listed_in_both_halves_is_no_part_of_the_next_name() -> None:
    head = ["过敏原", "浓度(IU/mL)", "参考值", "分级"]
    sheet = page(
        *table(
            [[*head, *head],
             ["屋尘螨", "42.6 ↑", "<0.35", "4级", "艾蒿", "11.7 ↑", "<0.35", "3级"],
             ["猫毛", "0.12", "<0.35", "0级", "豚草", "0.31", "<0.35", "0级"]],
            [0.05, 0.17, 0.32, 0.43, 0.54, 0.66, 0.8, 0.91], 0.2,
        )
    )  # fmt: skip
    assert found(sheet) == [
        ("屋尘螨", "42.6", "IU/mL", "<0.35", "H"), ("猫毛", "0.12", "IU/mL", "<0.35", ""),
        ("艾蒿", "11.7", "IU/mL", "<0.35", "H"), ("豚草", "0.31", "IU/mL", "<0.35", ""),
    ]  # fmt: skip


def test_marks_before_the_names_and_two_columns_of_names() -> None:
    sheet = page(
        *table(
            [["提示", "指标", "检测项目", "检测结果", "单位", "参考区间"],
             ["", "CD3+", "总T淋巴细胞", "81.2", "%", "58.17-84.22"],
             ["↓", "CD3+CD4+", "辅助性T细胞", "11.35", "%", "25.34-51.37"],
             ["↑", "CD3+CD8+", "抑制性T细胞", "64.8", "%", "14.23-38.95"]],
            [0.05, 0.12, 0.26, 0.5, 0.62, 0.75], 0.2,
        )
    )  # fmt: skip
    assert found(sheet) == [
        ("总T淋巴细胞", "81.2", "%", "58.17-84.22", ""),
        ("辅助性T细胞", "11.35", "%", "25.34-51.37", "L"),
        ("抑制性T细胞", "64.8", "%", "14.23-38.95", "H"),
    ]


def test_what_a_group_of_items_is_of_stands_in_a_column_of_its_own() -> None:
    sheet = page(
        *table(
            [["检验项目", "指标名称", "结果", "单位", "参考范围"],
             ["肝功能", "总胆红素", "15", "μmol/L", "0-21"], ["", "白蛋白", "33 ↓", "g/L", "40-55"],
             ["肾功能", "肌酐", "162 ↑", "μmol/L", "41-81"], ["", "尿素", "5", "mmol/L", "2.6-7.5"]],
            [0.05, 0.2, 0.5, 0.62, 0.78], 0.2,
        )
    )  # fmt: skip
    assert [each[0] for each in found(sheet)] == ["总胆红素", "白蛋白", "肌酐", "尿素"]


def test_earlier_results_under_their_days_are_none_of_this_report() -> None:
    sheet = page(
        *table(
            [["项目", "结果", "单位", "参考范围", "2026-03-01", "2026-01-02"],
             ["肌酐", "162 ↑", "μmol/L", "41-81", "150", "149"], ["尿素", "5", "mmol/L", "2.6-7.5", "5.2", "5.3"],
             ["尿酸", "400", "μmol/L", "208-428", "390", "402"]],
            [0.05, 0.25, 0.37, 0.5, 0.68, 0.83], 0.2,
        )
    )  # fmt: skip
    assert [each[1] for each in found(sheet)] == ["162", "5", "400"]


def test_a_head_nobody_listed_is_told_by_its_cells() -> None:
    sheet = page(
        *table(
            [["检验内容", "结果", "计量", "正常参照"], ["血红蛋白", "92 ↓", "g/L", "115-150"],
             ["白细胞计数", "5.6", "10^9/L", "3.5-9.5"]],
            [0.05, 0.35, 0.55, 0.75], 0.2,
        )
    )  # fmt: skip
    assert found(sheet) == [
        ("血红蛋白", "92", "g/L", "115-150", "L"),
        ("白细胞计数", "5.6", "10^9/L", "3.5-9.5", ""),
    ]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("血药浓度", "result"), ("型别", "name"), ("治疗窗", "reference"), ("分级", "other"), ("上一次", "other"),
     ("张三", ""), ("2026-03-01", "")],
)  # fmt: skip
def test_what_a_word_is_made_of_says_what_it_heads(word: str, kind: str) -> None:
    assert lab_headings.composed(word) == kind


def test_particulars_right_of_a_table_are_none_of_its_cells() -> None:
    rows = [["检测项目", "结果", "单位", "参考范围", "姓名：王小明"],
            ["葡萄糖", "8.13 ↑", "mmol/L", "3.90-6.10", "性别：男"],
            ["胰岛素", "11.05", "uIU/mL", "", "送检医生：危明"],
            ["C肽", "1.08 ↓", "ng/mL", "1.10-4.40", "采样：2026-05-26"]]  # fmt: skip
    assert found(page(*table(rows, [0.05, 0.25, 0.38, 0.5, 0.75], 0.15, 0.037))) == [
        ("葡萄糖", "8.13", "mmol/L", "3.90-6.10", "H"),
        ("胰岛素", "11.05", "uIU/mL", "", ""),
        ("C肽", "1.08", "ng/mL", "1.10-4.40", "L"),
    ]


def test_rows_between_those_of_a_column_of_particulars() -> None:
    sheet = page(
        *table(
            [["检测项目", "结果/单位", "参考范围", "标志"], ["葡萄糖", "8.13 mmol/L", "3.90-6.10", "H"],
             ["胰岛素", "11.05 uIU/mL", "", ""], ["C肽", "1.08 ng/mL", "1.10-4.40", "L"]],
            [0.26, 0.5, 0.7, 0.86], 0.15, 0.037,
        ),
        *(line(text, 0.07, y) for text, y in (("姓 名", 0.15), ("卢照宁", 0.17), ("性 别", 0.2), ("男", 0.222),
                                              ("送检医生", 0.245), ("危 明", 0.265), ("采样时间", 0.3))),
    )  # fmt: skip
    assert found(sheet) == [
        ("葡萄糖", "8.13", "mmol/L", "3.90-6.10", "H"),
        ("胰岛素", "11.05", "uIU/mL", "", ""),
        ("C肽", "1.08", "ng/mL", "1.10-4.40", "L"),
    ]


def test_ranges_that_say_so_beside_values_need_no_header() -> None:
    sheet = page(
        *table(
            [["抗酸染色涂片(第1次)", "阳性(2+)", "参考:阴性"], ["结核分枝杆菌核酸", "检出", "参考:未检出"],
             ["葡聚糖试验", "32.5 pg/mL", "参考值:<60.0"], ["半乳甘露聚糖抗原", "0.21 GMI", "参考区间：<0.50"]],
            [0.05, 0.5, 0.75], 0.2,
        )
    )  # fmt: skip
    assert [each[:4] for each in found(sheet)] == [
        ("抗酸染色涂片(第1次)", "阳性(2+)", "", "阴性"), ("结核分枝杆菌核酸", "检出", "", "未检出"),
        ("葡聚糖试验", "32.5", "pg/mL", "<60.0"), ("半乳甘露聚糖抗原", "0.21", "GMI", "<0.50"),
    ]  # fmt: skip


def test_a_header_above_the_left_half_alone() -> None:
    sheet = page(
        *table(
            [["项目", "结果", "单位", "参考值", "", "", "", ""],
             ["白细胞计数", "5.6", "10^9/L", "3.5-9.5", "血小板计数", "120 ↓", "10^9/L", "125-350"],
             ["血红蛋白", "92 ↓", "g/L", "115-150", "平均红细胞体积", "88", "fL", "82-100"]],
            [0.02, 0.17, 0.26, 0.37, 0.52, 0.68, 0.77, 0.88], 0.2,
        )
    )  # fmt: skip
    assert found(sheet) == [
        ("白细胞计数", "5.6", "10^9/L", "3.5-9.5", ""), ("血红蛋白", "92", "g/L", "115-150", "L"),
        ("血小板计数", "120", "10^9/L", "125-350", "L"), ("平均红细胞体积", "88", "fL", "82-100", ""),
    ]  # fmt: skip


def test_a_word_right_in_its_column_is_a_value() -> None:
    rows = [["检测项目", "结果", "单位", "参考区间"], ["抗核抗体", "1:320", "", "<1:100"], ["核型", "颗粒型", "", ""],
            ["抗dsDNA抗体", "56.2", "IU/mL", "0-100"]]  # fmt: skip
    xs = [0.05, 0.4, 0.55, 0.7]
    assert [each[:2] for each in found(page(*table(rows, xs, 0.2)))] == [
        ("抗核抗体", "1:320"), ("核型", "颗粒型"), ("抗dsDNA抗体", "56.2"),
    ]  # fmt: skip
    aside = page(*table([row for row in rows if row[0] != "核型"], xs, 0.2), line("样本轻度溶血 复查", 0.12, 0.29))
    assert [each[0] for each in found(aside)] == ["抗核抗体", "抗dsDNA抗体"]


def test_what_a_germ_is_to_a_drug_under_a_head_in_the_middle_of_a_wide_column_is_no_unit() -> None:
    sheet = page(
        *(line(text, x, 0.2) for text, x in (("敏感性", 0.1), ("药物", 0.27), ("代号", 0.42), ("MIC(mg/L)", 0.54))),
        *table(
            [["S", "多西环素", "DOX", "≤4"], ["S", "交沙霉素", "JOS", "≤2"], ["R", "阿奇霉素", "AZM", "≥4"],
             ["R", "罗红霉素", "ROX", "≥4"]],
            [0.07, 0.2, 0.4, 0.5], 0.24,
        ),
    )  # fmt: skip
    assert found(sheet) == [
        ("多西环素", "≤4", "mg/L", "", ""), ("交沙霉素", "≤2", "mg/L", "", ""),
        ("阿奇霉素", "≥4", "mg/L", "", "A"), ("罗红霉素", "≥4", "mg/L", "", "A"),
    ]  # fmt: skip


def test_marks_in_a_column_for_either_side_of_the_range() -> None:
    rows = [["检验项目", "结果", "单位", "低", "参考区间", "高"], ["肌酐", "162", "μmol/L", "", "41-81", "↑"],
            ["尿素", "2.1", "mmol/L", "↓", "2.6-7.5", ""], ["钾", "4.1", "mmol/L", "", "3.5-5.3", ""]]  # fmt: skip
    sheet = page(*table(rows, [0.03, 0.3, 0.42, 0.55, 0.62, 0.8], 0.2))
    assert [(name, flag) for name, *_, flag in found(sheet)] == [("肌酐", "H"), ("尿素", "L"), ("钾", "")]


@pytest.mark.parametrize(
    ("caption", "unit"),
    [("单位：mg/L", "mg/L"), ("（结果单位：μg/mL）", "μg/mL"), ("送检单位：某某医院", ""), ("单位:甲医院", "")],
)
def test_a_caption_gives_the_unit_of_the_table_below_it(caption: str, unit: str) -> None:
    rows = [["药物", "结果", "参考值"], ["他克莫司", "8.1", "5-15"], ["环孢素", "150", "100-200"]]
    sheet = page(line(caption, 0.7, 0.17), *table(rows, [0.05, 0.4, 0.6], 0.2))
    assert [each[2] for each in found(sheet)] == [unit, unit]


def test_words_with_numbers_are_values_right_in_their_column() -> None:
    rows = [["检验项目", "检验结果"], ["细菌培养", "培养48小时无细菌生长"], ["免疫固定电泳", "IgG-κ型M蛋白"]]
    assert [each[:2] for each in found(page(*table(rows, [0.05, 0.4], 0.2)))] == [
        ("细菌培养", "培养48小时无细菌生长"), ("免疫固定电泳", "IgG-κ型M蛋白"),
    ]  # fmt: skip


def test_abbreviations_under_a_listed_head_are_codes_where_the_next_column_spells_them_out() -> None:
    sheet = page(
        *table(
            [
                ["参数", "含义", "结果", "单位", "参考值"],
                ["R", "凝血反应时间", "3.6", "min", "5.0〜10.0"],
                ["MA", "最大血块强度", "73.8", "mm", "50.0〜70.0"],
                ["AA%", "AA抑制率", "88.1", "%", ">50.0"],
            ],
            [0.08, 0.2, 0.45, 0.6, 0.75],
            0.2,
        )
    )
    assert [name for name, *_ in found(sheet)] == ["凝血反应时间", "最大血块强度", "AA抑制率"]


def test_ranges_in_brackets_behind_a_word_and_a_space() -> None:
    rows = [
        ["血红蛋白", "86", "g/L （正常值 110-150）"],
        ["红细胞计数", "3.1", "×10¹²/L （正常值 3.5-5.0）"],
        ["血糖", "5.2", "mmol/L （正常值 3.9―6.1）"],
    ]
    sheet = page(line("化验单", 0.45, 0.05), *table(rows, [0.1, 0.35, 0.5], 0.2))
    assert [(name, value, reference) for name, value, _, reference, _ in found(sheet)] == [
        ("血红蛋白", "86", "110-150"),
        ("红细胞计数", "3.1", "3.5-5.0"),
        ("血糖", "5.2", "3.9-6.1"),
    ]


CODED = [
    ["1", "TP", "总蛋白", "71.2", "", "g/L", "65--85"],
    ["2", "ALB", "白蛋白", "31.0", "↓↓", "g/L", "40--55"],
    ["3", "GLO", "球蛋白", "40.2", "1↑", "g/L", "20--40"],
]
AT = [0.05, 0.1, 0.2, 0.5, 0.6, 0.642, 0.76]  # the arrows reach nearly to the units


@pytest.mark.parametrize(
    ("heads", "kept"),
    [
        (["No.", "代号", "肝功蛋白", "本次结果", "↑↓", "单位", "参考区间"], range(7)),
        (["No.", "代号", "蛋白", "结果", "14", "单位", "参考值"], range(7)),  # an arrow up and one down, misread
        (["缩写", "血清蛋白测定", "结果", "↑↓", "单位", "参考值"], range(1, 7)),
    ],
)
def test_names_headed_by_what_their_panel_is_called(heads: list[str], kept: range) -> None:
    rows = [[row[at] for at in kept] for row in CODED]
    sheet = page(*table([heads, *rows], [AT[at] for at in kept], 0.2))
    assert [(i.name, i.code, i.value, i.unit, i.flag) for i in lab_items.extract([sheet])] == [
        ("总蛋白", "TP", "71.2", "g/L", ""),
        ("白蛋白", "ALB", "31.0", "g/L", "L"),
        ("球蛋白", "GLO", "40.2", "g/L", "H"),
    ]


def test_one_word_in_all_rows_of_an_unnamed_column_is_no_name() -> None:
    rows = [["血清", row[1], *row[3:4], *row[5:]] for row in CODED]
    sheet = page(*table([["送检物", "代号", "结果", "单位", "参考区间"], *rows], [0.05, 0.2, 0.5, 0.62, 0.76], 0.2))
    assert [i.name for i in lab_items.extract([sheet])] == ["TP", "ALB", "GLO"]


@pytest.mark.parametrize("head", ["S/CO", "COI", "OD值", "Index"])
def test_what_a_reaction_came_to_beside_what_it_says_in_two_halves(head: str) -> None:
    half = ["项目", "结果", head, "参考"]
    rows = [
        [*half, *half],
        ["乙肝表面抗原", "阳性", "186.20", "阴性", "乙肝核心抗体", "阳性", "0.009", "阴性"],
        ["乙肝表面抗体", "阴性", "0.31", "阴性", "丙肝抗体", "阴性", "0.06", "阴性"],
        ["乙肝e抗原", "阴性", "0.12", "阴性", "HIV抗体/抗原", "阴性", "0.11", "阴性"],
    ]
    sheet = page(*table(rows, [0.06, 0.24, 0.32, 0.42, 0.5, 0.71, 0.79, 0.88], 0.2))
    assert [(each[0], each[1]) for each in found(sheet)] == [
        ("乙肝表面抗原", "阳性"),
        ("乙肝表面抗体", "阴性"),
        ("乙肝e抗原", "阴性"),
        ("乙肝核心抗体", "阳性"),
        ("丙肝抗体", "阴性"),
        ("HIV抗体/抗原", "阴性"),
    ]


def test_what_a_reaction_came_to_is_the_result_where_nothing_else_is() -> None:
    rows = [["项目", "S/CO", "参考值"], ["乙肝表面抗原", "186.20", "<1.00"], ["丙肝抗体", "0.06", "<1.00"]]
    sheet = page(*table(rows, [0.06, 0.4, 0.6], 0.2))
    assert [(each[0], each[1]) for each in found(sheet)] == [("乙肝表面抗原", "186.20"), ("丙肝抗体", "0.06")]


@pytest.mark.parametrize("last", ["简称", "缩写", "英文代码"])
def test_a_panel_heads_the_names_also_where_codes_stand_last(last: str) -> None:
    rows = [
        ["1", "总前列腺特异抗原", "阳性异", "", "阴性", "AAA"],
        ["2", "鳞状细胞癌相关抗原", "3.07高", "ng/mL", "0~1.50", "SCC"],
        ["3", "糖类抗原CA125", "4.74", "U/mL", "0-35", "CA125"],
    ]
    head = ["", "HPV分型+肿瘤标志物检查", "结果", "单位", "参考值", last]
    sheet = page(*table([head, *rows], [0.05, 0.11, 0.44, 0.56, 0.69, 0.82], 0.2))
    assert found(sheet) == [
        ("总前列腺特异抗原", "阳性", "", "阴性", "A"),
        ("鳞状细胞癌相关抗原", "3.07", "ng/mL", "0-1.50", "H"),
        ("糖类抗原CA125", "4.74", "U/mL", "0-35", ""),
    ]


def test_units_far_right_of_their_head_where_a_long_range_reaches_below_it() -> None:
    head = page(*table([["代号", "项目名称", "结果", "参考值", "单位"]], [0.05, 0.12, 0.29, 0.39, 0.54], 0.2)).lines
    rows = [
        ["HGB", "血红蛋白", "68", "130-175", "g/L"],
        ["MCV", "平均红细胞体积", "96.7", "82.0-100.0", "fL"],
        ["PLT", "血小板", "17", "125-350", "10^9/L"],
    ]
    body = page(*table(rows, [0.05, 0.12, 0.34, 0.46, 0.64], 0.224)).lines
    assert [(name, unit) for name, _, unit, *_ in found(page(*head, *body))] == [
        ("血红蛋白", "g/L"),
        ("平均红细胞体积", "fL"),
        ("血小板", "10^9/L"),
    ]


@pytest.mark.parametrize(
    "head", [["亚群", "表型", "百分比(%)", "参考(%)"], ["细胞亚群", "标志", "百分率(%)", "参考范围(%)"]]
)
def test_percents_told_at_the_head_are_not_those_of_a_ratio(head: list[str]) -> None:
    rows = [
        ["总T细胞", "CD3+", "62.31", "55.00-84.00"],
        ["NK细胞", "CD16+CD56+", "24.30", "5.00-27.00"],
        ["CD4/CD8", "Ratio", "0.26", "0.90-3.60"],
    ]
    sheet = page(*table([head, *rows], [0.07, 0.28, 0.5, 0.68], 0.2))
    assert [(name, unit) for name, _, unit, *_ in found(sheet)] == [("总T细胞", "%"), ("NK细胞", "%"), ("CD4/CD8", "")]
