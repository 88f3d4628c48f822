"""Bounds of what is usual in one column, and other columns whose heads say less than their cells."""

from __future__ import annotations

from extractors.fields import lab_items
from tests.extractors.lines import column, page, table


def found(rows: list[list[str]]) -> list[tuple[str, str, str, str]]:
    n = len(rows[0])
    sheet = page(*table(rows, [0.04 + 0.94 * k / n for k in range(n)], 0.2))
    return [(i.name, i.value, i.reference, i.flag) for i in lab_items.extract([sheet])]


def test_a_bound_with_its_sign_or_a_whole_range_stays_as_printed() -> None:
    rows = [
        ["项目", "测定值", "参考值上限", "单位"],
        ["鳞状上皮细胞癌抗原", "0.9", "<1.5", "ng/mL"],
        ["睾酮", "0.42", "2.49-8.36", "ng/mL"],
        ["尿酸", "380", "420", "μmol/L"],
    ]
    assert [reference for *_, reference, _ in found(rows)] == ["<1.5", "2.49-8.36", "≤420"]


def test_one_column_for_both_bounds() -> None:
    rows = [
        ["中文名称", "结果", "单位", "下限-上限"],
        ["肌酐", "326", "μmol/L", "57-111"],
        ["钾", "4.1", "mmol/L", "3.5-5.3"],
    ]
    assert [reference for *_, reference, _ in found(rows)] == ["57-111", "3.5-5.3"]


def test_a_judgement_in_words_is_a_flag() -> None:
    rows = [
        ["项目", "结果", "参考区间", "单位", "判断"],
        ["癌胚抗原", "38.6", "0-5.0", "ng/mL", "升高"],
        ["甲胎蛋白", "3.1", "0-7.0", "ng/mL", "正常"],
    ]
    assert [flag for *_, flag in found(rows)] == ["H", ""]


def test_a_critical_concentration_is_no_value() -> None:
    rows = [
        ["药物", "方法", "临界浓度(μg/mL)", "结果"],
        ["异烟肼", "比例法", "0.2", "耐药"],
        ["利福平", "比例法", "40", "敏感"],
        ["乙胺丁醇", "比例法", "2.0", "敏感"],
    ]
    assert [(name, value) for name, value, *_ in found(rows)] == [
        ("异烟肼", "耐药"),
        ("利福平", "敏感"),
        ("乙胺丁醇", "敏感"),
    ]


def test_a_range_in_brackets_below_each_item_of_a_slip() -> None:
    slip = ["血气分析", "pH 7.31 ↓", "  [7.35-7.45]", "PCO2 61.0 mmHg ↑", "  [35-45]", "Lac 1.2 mmol/L", "  [0.5-1.6]"]
    lines = [
        each
        for i, text in enumerate(slip)
        for each in column([text.strip()], 0.1 if text[0] == " " else 0.06, 0.2 + 0.03 * i)
    ]
    read = [(i.name, i.value, i.reference) for i in lab_items.extract([page(*lines)])]
    assert read == [("pH", "7.31", "7.35-7.45"), ("PCO2", "61.0", "35-45"), ("Lac", "1.2", "0.5-1.6")]
