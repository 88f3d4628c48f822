"""Laboratory tables on their side, lists of items in words, marks of germs in a column headed 结果."""

from __future__ import annotations

from extractors.fields import lab_items
from extractors.fields.lab_wording import name_and_code
from extractors.reading import Line
from tests.extractors.lines import line, page, table


def found(*lines: Line) -> list[tuple[str, str, str, str, str, str]]:
    items = lab_items.extract([page(*lines)])
    return [(i.name, i.code, i.value, i.unit, i.reference, i.flag) for i in items]


def test_a_table_with_a_column_for_each_item() -> None:
    rows = [
        ["检验项目", "谷丙转氨酶", "谷草转氨酶", "白蛋白", "总胆红素"],
        ["缩写", "ALT", "AST", "ALB", "TBIL"],
        ["结果", "86 ↑", "51 ↑", "38.2", "14.6"],
        ["参考范围", "9-50", "15-40", "40-55", "0-23"],
        ["单位", "U/L", "U/L", "g/L", "μmol/L"],
    ]
    assert found(*table(rows, [0.06, 0.2, 0.38, 0.56, 0.74], 0.2)) == [
        ("谷丙转氨酶", "ALT", "86", "U/L", "9-50", "H"),
        ("谷草转氨酶", "AST", "51", "U/L", "15-40", "H"),
        ("白蛋白", "ALB", "38.2", "g/L", "40-55", ""),
        ("总胆红素", "TBIL", "14.6", "μmol/L", "0-23", ""),
    ]


def test_a_list_of_items_of_which_one_has_no_range() -> None:
    lines = (
        line("1、24小时尿钠(24hUNa)：212 mmol/24h ↑ （参考值：130〜260）", 0.06, 0.2),
        line("2、尿肌酐(UCr)：8.4 mmol/L", 0.06, 0.23),
        line("3、尿微量白蛋白(mALB)：45.1 mg/L ↑ （参考值：0〜30）", 0.06, 0.26),
    )
    assert [each[:1] + each[2:5] for each in found(*lines)] == [
        ("24小时尿钠", "212", "mmol/24h", "130-260"),
        ("尿肌酐", "8.4", "mmol/L", ""),
        ("尿微量白蛋白", "45.1", "mg/L", "0-30"),
    ]


def test_zones_of_inhibition_and_what_they_mean_headed_result() -> None:
    rows = [
        ["抗生素", "抑菌圈(mm)", "参考值", "结果"],
        ["阿米卡星", "12", "≥17", "R"],
        ["头孢他啶", "24", "≥21", "S"],
        ["亚胺培南", "25", "≥23", "S"],
    ]
    assert [each[:1] + each[2:] for each in found(*table(rows, [0.06, 0.3, 0.5, 0.7], 0.2))] == [
        ("阿米卡星", "12", "mm", "≥17", "A"),
        ("头孢他啶", "24", "mm", "≥21", ""),
        ("亚胺培南", "25", "mm", "≥23", ""),
    ]


def test_a_word_and_its_letter_in_brackets_are_one_mark() -> None:
    rows = [["抗菌药物", "MIC(μg/mL)", "敏感度"], ["头孢唑林", "≥64", "耐药(R)"], ["阿米卡星", "≤2", "敏感(S)"]]
    rows.append(["头孢曲松", "≥64", "耐药（R）"])
    assert [each[5] for each in found(*table(rows, [0.06, 0.4, 0.7], 0.2))] == ["A", "", "A"]


def test_letters_that_are_part_of_a_name_and_codes_of_two_words() -> None:
    assert name_and_code("血红蛋白F(HbF)") == ("血红蛋白F", "HbF")
    assert name_and_code("凝血因子XI抑制物 FXI Inh") == ("凝血因子XI抑制物", "FXI Inh")


def test_codes_below_names_that_end_in_a_digit() -> None:
    rows = [["检测项目", "结果", "单位", "参考区间"]]
    for name, code, value in (
        ("白细胞介素6", "IL-6", "33.5"),
        ("肿瘤坏死因子α", "TNF-α", "14.7"),
        ("干扰素γ", "IFN-γ", "9"),
    ):
        rows += [[name, value, "pg/mL", "<16.0"], [code, "", "", ""]]
    lines = table(rows, [0.06, 0.4, 0.55, 0.7], 0.2, 0.024)
    assert [each[:3] for each in found(*lines)] == [
        ("白细胞介素6", "IL-6", "33.5"),
        ("肿瘤坏死因子α", "TNF-α", "14.7"),
        ("干扰素γ", "IFN-γ", "9"),
    ]


def test_what_else_a_page_holds_beside_a_table_on_its_side() -> None:
    across = [["项目", "血糖", "肌酐", "尿素"], ["结果", "5.6", "118", "8.1"], ["单位", "mmol/L", "umol/L", "mmol/L"]]
    below = [["项目", "结果", "单位", "参考值"], ["白细胞", "5.5", "10^9/L", "3.5-9.5"]]
    below.append(["血小板", "180", "10^9/L", "125-350"])
    columns = [0.06, 0.3, 0.5, 0.7]
    items = found(*table(across, columns, 0.2), *table(below, columns, 0.4))
    assert [(each[0], each[2]) for each in items] == [
        ("血糖", "5.6"),
        ("肌酐", "118"),
        ("尿素", "8.1"),
        ("白细胞", "5.5"),
        ("血小板", "180"),
    ]


def test_what_is_measured_of_a_person_is_no_item() -> None:
    told = table([["1、身高：172 cm"], ["2、体重：65 kg"], ["3、尿肌酐：6.21 mmol/L"], ["4、疗程：3 d"]], [0.06], 0.2)
    assert [each[0] for each in found(*told)] == ["尿肌酐"]
