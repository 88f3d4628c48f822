"""Laboratory tables whose cells hold a value with its unit, share a unit, or stand beside a second result."""

from __future__ import annotations

from extractors.fields import lab_items
from extractors.reading import Page
from tests.extractors.lines import line, page, table

Found = list[tuple[str, str, str, str, str]]


def found(sheet: Page) -> Found:
    return [(i.name, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])]


def drawn(header: list[str], rows: list[list[str]], xs: list[float], heads: list[float] | None = None) -> Found:
    """The items of a table, its heads set where `heads` says, else where its cells stand."""
    return found(page(*table([header], heads or xs, 0.2), *table(rows, xs, 0.24)))


def test_value_and_unit_in_one_cell_below_heads_set_in_the_middle() -> None:
    rows = [
        ["催乳素", "PRL", "38.2 ng/mL", "4.8~23.3", "↑"],
        ["雌二醇", "E2", "31 pg/mL", "12.4~233", ""],
        ["孕酮", "PROG", "0.2 ng/mL", "0.1~0.8", ""],
    ]
    xs = [0.07, 0.40, 0.50, 0.70, 0.86]
    heads = [0.19, 0.43, 0.57, 0.74, 0.88]
    assert drawn(["中文名称", "英文", "测定值", "正常范围", "提示"], rows, xs, heads) == [
        ("催乳素", "38.2", "ng/mL", "4.8-23.3", "H"),
        ("雌二醇", "31", "pg/mL", "12.4-233", ""),
        ("孕酮", "0.2", "ng/mL", "0.1-0.8", ""),
    ]


def test_value_and_unit_in_one_cell_before_the_name_or_with_an_arrow_between() -> None:
    rows = [
        ["3.21 10^9/L", "淋巴细胞绝对值", "1.1-3.2"],
        ["152 ↑ g/L", "血红蛋白", "115-150"],
        ["41.0 %", "红细胞压积", "35-45"],
    ]
    assert drawn(["结果", "检验项目", "参考区间"], rows, [0.12, 0.40, 0.72]) == [
        ("淋巴细胞绝对值", "3.21", "10^9/L", "1.1-3.2", ""),
        ("血红蛋白", "152", "g/L", "115-150", "H"),
        ("红细胞压积", "41.0", "%", "35-45", ""),
    ]  # fmt: skip


def test_units_in_brackets_behind_values() -> None:
    rows = [["总T细胞计数", "911(个/μL)", "690-1760"], ["HBV-DNA定量", "<20(IU/mL)", "<20"]]
    assert drawn(["项目", "检测结果", "参考值"], rows, [0.1, 0.45, 0.7]) == [
        ("总T细胞计数", "911", "个/μL", "690-1760", ""),
        ("HBV-DNA定量", "<20", "IU/mL", "<20", ""),
    ]


def test_a_unit_alone_is_no_value() -> None:
    rows = [["尿素", "mmol/L", "3.1-8.0"], ["肌酐", "88", "57-111"]]
    assert [item[:3] for item in drawn(["项目", "结果", "参考值"], rows, [0.1, 0.45, 0.7])] == [
        ("尿素", "", "mmol/L"),
        ("肌酐", "88", ""),
    ]


def test_names_with_codes_left_of_a_head_in_the_middle() -> None:
    rows = [
        ["总蛋白 TP", "65-85", "58.1", "偏低", "g/L"],
        ["白蛋白 ALB", "40-55", "33.0", "偏低", "g/L"],
        ["谷丙转氨酶 ALT", "9-50", "41", "正常", "U/L"],
    ]
    heads = [0.14, 0.34, 0.50, 0.66, 0.82]
    sheet = page(
        *table([["检验项目", "参考区间", "检测结果", "结果判断", "计量单位"]], heads, 0.2),
        *table(rows, [0.05, 0.30, 0.47, 0.63, 0.78], 0.24),
    )
    assert [(i.name, i.code, i.value, i.unit, i.flag) for i in lab_items.extract([sheet])] == [
        ("总蛋白", "TP", "58.1", "g/L", "L"),
        ("白蛋白", "ALB", "33.0", "g/L", "L"),
        ("谷丙转氨酶", "ALT", "41", "U/L", ""),
    ]


def units(rows: list[list[str]]) -> list[str]:
    return [item[2] for item in drawn(["项目", "结果", "单位", "参考范围"], rows, [0.1, 0.45, 0.58, 0.72])]


def test_one_unit_for_several_rows() -> None:
    middle = [
        ["谷丙转氨酶", "61", "", "9-50"],
        ["谷草转氨酶", "55", "U/L", "15-40"],
        ["碱性磷酸酶", "90", "", "45-125"],
        ["白蛋白", "44", "g/L", "40-55"],
    ]
    assert units(middle) == ["U/L", "U/L", "U/L", "g/L"]
    top = [
        ["总胆红素", "12.1", "μmol/L", "5-21"],
        ["直接胆红素", "3.3", "", "0-8"],
        ["总蛋白", "70", "g/L", "65-85"],
        ["白蛋白", "44", "", "40-55"],
    ]
    assert units(top) == ["μmol/L", "μmol/L", "g/L", "g/L"]
    unlisted = [
        ["甲状旁腺甲素", "61", "", "9-50"],
        ["谷草转氨酶", "55", "U/L", "15-40"],
        ["谷丙转氨酶", "90", "", "9-50"],
    ]
    assert units(unlisted) == ["U/L", "U/L", "U/L"]  # fmt: skip


def test_a_unit_between_the_two_rows_it_belongs_to() -> None:
    xs = [0.1, 0.45, 0.58, 0.72]
    rows = [
        ["游离三碘甲腺原氨酸", "3.2", "", "2-7"],
        ["游离甲状腺素", "12.1", "", "9-19"],
        ["促甲状腺激素", "2.2", "mIU/L", "0.3-4.2"],
    ]
    sheet = page(
        *table([["项目", "结果", "单位", "参考范围"]], xs, 0.2), *table(rows, xs, 0.24), line("pmol/L", 0.58, 0.255)
    )
    assert [item[:3] for item in found(sheet)] == [
        ("游离三碘甲腺原氨酸", "3.2", "pmol/L"), ("游离甲状腺素", "12.1", "pmol/L"), ("促甲状腺激素", "2.2", "mIU/L"),
    ]  # fmt: skip


def test_a_row_without_a_unit_of_its_own_shares_none() -> None:
    ratio = [["总蛋白", "70", "g/L", "65-85"], ["白球比", "1.4", "", "1.2-2.4"], ["谷丙转氨酶", "22", "U/L", "9-50"]]
    assert units(ratio) == ["g/L", "", "U/L"]
    urine = [["比重", "1.015", "", "1.003-1.030"], ["细菌", "12", "个/μL", "0-50"], ["酸碱度", "6.0", "", "4.5-8.0"]]
    assert units(urine) == ["", "个/μL", ""]


def test_a_quality_and_a_number_side_by_side_are_two_values() -> None:
    header = ["项目名称", "结果", "定量值", "参考", "单位"]
    xs = [0.07, 0.40, 0.55, 0.70, 0.84]
    rows = [["梅毒螺旋体抗体", "阳性(+)", "12.61", "阴性", "S/CO"], ["艾滋病毒抗体", "阴性(-)", "0.09", "阴性", "S/CO"]]
    assert [item[1] for item in drawn(header, rows, xs)] == ["阳性(+)", "阴性(-)"]
    counted = [["乙肝表面抗体", "阳性(+)", "215.3", "0-10", "mIU/mL"], ["乙肝e抗体", "阴性(-)", "2.1", ">1.0", "S/CO"]]
    assert [item[1] for item in drawn(header, counted, xs)] == ["215.3", "2.1"]
    turned = ["项目名称", "定量结果", "定性结果", "参考范围", "单位"]
    other = [["甲型流感抗原", "0.21", "阴性", "阴性", "COI"], ["乙型流感抗原", "3.60", "阳性", "阴性", "COI"]]
    assert [item[1] for item in drawn(turned, other, xs)] == ["阴性", "阳性"]


def test_what_stands_in_brackets_may_be_a_code_that_is_a_unit_too() -> None:
    rows = [["国际标准化比值(INR)", "1.32", "0.80-1.20"], ["凝血酶原活动度(%)", "84", "70-130"]]
    assert [(item[0], item[2]) for item in drawn(["项目", "结果", "参考值"], rows, [0.1, 0.5, 0.7])] == [
        ("国际标准化比值", ""),
        ("凝血酶原活动度", "%"),
    ]
