"""Tables of susceptibility, blood gases and values in words, as laboratories print them."""

from __future__ import annotations

import pytest

from extractors.fields import lab_items
from tests.extractors.lines import line, page, table


def found(rows: list[list[str]]) -> list[tuple[str, str, str, str, str, str]]:
    n = len(rows[0])
    sheet = page(*table(rows, [0.04 + 0.94 * k / n for k in range(n)], 0.2))
    return [(i.name, i.code, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])]


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        (
            [["抗菌药物", "缩写", "MIC(mg/L)", "敏感性"], ["氨苄西林", "AMP", "≥32", "R"],
             ["头孢他啶", "CAZ", "=4", "S"],
             ["复方新诺明", "SXT", "≤2/38", "S"], ["庆大霉素", "GEN", "8", "I"]],
            [("氨苄西林", "AMP", "≥32", "mg/L", "", "A"), ("头孢他啶", "CAZ", "=4", "mg/L", "", ""),
             ("复方新诺明", "SXT", "≤2/38", "mg/L", "", ""), ("庆大霉素", "GEN", "8", "mg/L", "", "")],
        ),
        (
            [["序号", "抗生素", "结果", "敏感度", "序号", "抗生素", "结果", "敏感度"],
             ["1", "青霉素G", ">=0.5", "耐药", "2", "左氧氟沙星", "<=0.12", "敏感"]],
            [("青霉素G", "", ">=0.5", "", "", "A"), ("左氧氟沙星", "", "<=0.12", "", "", "")],
        ),
        (
            [["药物", "结果", "单位", "折点(S)", "解释"], ["头孢唑林", "≥64", "μg/mL", "≤2", "耐药"],
             ["环丙沙星", "0.5", "μg/mL", "≤0.25", "中介"]],
            [("头孢唑林", "", "≥64", "μg/mL", "≤2", "A"), ("环丙沙星", "", "0.5", "μg/mL", "≤0.25", "")],
        ),
        (
            [["抗生素名称", "抑菌圈(mm)", "判断标准", "结果判读"], ["头孢西丁", "14", "≥22", "耐药"],
             ["利奈唑胺", "28", "≥21", "敏感"]],
            [("头孢西丁", "", "14", "mm", "≥22", "A"), ("利奈唑胺", "", "28", "mm", "≥21", "")],
        ),
        (
            [["药物名称", "药敏结果"], ["阿米卡星", "S"], ["亚胺培南", "R"]],
            [("阿米卡星", "", "S", "", "", ""), ("亚胺培南", "", "R", "", "", "")],
        ),
    ],
)  # fmt: skip
def test_susceptibility(rows: list[list[str]], items: list[tuple[str, ...]]) -> None:
    assert found(rows) == items


def test_the_legend_below_a_table_is_none_of_its_rows() -> None:
    rows = [["抗生素", "MIC值", "敏感度"], ["妥布霉素", "≤1", "S"]]
    sheet = page(*table(rows, [0.05, 0.4, 0.7], 0.2), line("S：敏感 I：中介 R：耐药", 0.05, 0.255))
    assert [item.name for item in lab_items.extract([sheet])] == ["妥布霉素"]


def test_seconds_are_no_susceptibility() -> None:
    head, row = ["项目", "结果", "标志", "单位", "参考区间"], ["凝血酶时间", "18.7", "", "S", "14~21"]
    assert [(item[2], item[3].lower(), item[5]) for item in found([head, row])] == [("18.7", "s", "")]


def test_blood_gases() -> None:
    rows = [["测定项目", "测定值", "标志", "参考值", "单位"], ["二氧化碳分压(PCO2)", "52.1", "↑", "35.0~45.0", "mmHg"],
            ["剩余碱(BE)", "-4.5", "↓", "-3.0~3.0", "mmol/L"]]  # fmt: skip
    assert found(rows) == [
        ("二氧化碳分压", "PCO2", "52.1", "mmHg", "35.0-45.0", "H"),
        ("剩余碱", "BE", "-4.5", "mmol/L", "-3.0-3.0", "L"),
    ]


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("COL颜色", "颜色", "COL"), ("K钾离子", "钾离子", "K"),
        ("eGFR 肾小球滤过率(CKD-EPI)", "肾小球滤过率(CKD-EPI)", "eGFR"),
        ("S/L AST/ALT比值", "AST/ALT比值", "S/L"), ("C反应蛋白", "C反应蛋白", ""), ("HIV抗体", "HIV抗体", ""),
    ],
)  # fmt: skip
def test_a_code_printed_close_before_its_name(printed: str, name: str, code: str) -> None:
    rows = [["项目", "结果", "单位", "参考值"], [printed, "1.05", "mmol/L", "0.80-1.50"]]
    assert [item[:2] for item in found(rows)] == [(name, code)]


def test_hours_of_a_test_do_not_run_together() -> None:
    rows = [["项目", "结果", "", "", "参考值"], ["胰岛素(mU/L)", "8.9", "22", "33", "2.6-24.9"]]
    items = lab_items.extract([page(*table(rows, [0.05, 0.3, 0.42, 0.54, 0.8], 0.2))])
    assert all(not item.value.replace(".", "").isdigit() or item.value in ("8.9", "22", "33") for item in items)
    assert all(item.confidence < 0.5 for item in items)


def test_ranges_with_spaces_stars_of_powers_and_a_panel_s_title() -> None:
    sheet = page(
        *table(
            [["项目", "结果", "参考值", "单位"], ["HLA-B27", "*阳性", "阴性", ""],
             ["白细胞", "7.23", "3.50 - 9.50", "10*9/L"],
             ["高密度脂蛋白", "0.86 ↓", "≥1.04", "mmol/L"], ["凝血功能检测", "", "", ""]],
            [0.05, 0.4, 0.55, 0.8], 0.2, 0.025,
        )
    )  # fmt: skip
    assert [(i.name, i.value, i.reference, i.flag) for i in lab_items.extract([sheet])] == [
        ("HLA-B27", "阳性", "阴性", "A"),
        ("白细胞", "7.23", "3.50-9.50", ""),
        ("高密度脂蛋白", "0.86", "≥1.04", "L"),
    ]


def test_units_below_their_values_with_the_range_between() -> None:
    cells = [(0.42, "3.9↓", 0.2), (0.65, "5-12", 0.2175), (0.42, "ng/mL", 0.23), (0.06, "他克莫司", 0.2)]
    more = [(0.42, "2.37", 0.26), (0.65, "1-3.50", 0.2775), (0.42, "μg/mL", 0.29), (0.06, "霉酚酸", 0.26)]
    header = [(0.06, "项目", 0.16), (0.42, "结果", 0.162), (0.65, "参考值", 0.164)]
    sheet = page(*(line(text, x, y) for x, text, y in sorted([*header, *cells, *more], key=lambda cell: cell[2])))
    assert [(i.name, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])] == [
        ("他克莫司", "3.9", "ng/mL", "5-12", "L"),
        ("霉酚酸", "2.37", "μg/mL", "1-3.50", ""),
    ]


def test_cards_with_ranges_in_words_and_the_unit_below() -> None:
    rows = [
        ("颜色", "黄色", "参考范围：淡黄色", ""),
        ("红细胞", "19", "参考范围：<25", "/μL"),
        ("比重", "1.021", "参考范围：1.003-1.030", ""),
    ]
    lines = []
    for i, (name, value, interval, unit) in enumerate(rows):
        y = 0.2 + 0.06 * i
        lines += [line(name, 0.05, y), line(value, 0.88, y), line(interval, 0.05, y + 0.024)]
        lines += [line(unit, 0.88, y + 0.024)] if unit else []
    assert [(i.name, i.value, i.unit, i.reference) for i in lab_items.extract([page(*lines)])] == [
        ("颜色", "黄色", "", "淡黄色"), ("红细胞", "19", "/μL", "<25"), ("比重", "1.021", "", "1.003-1.030"),
    ]  # fmt: skip


def test_a_power_of_ten_behind_its_value_is_the_unit() -> None:
    rows = [["项目", "结果", "标志", "参考范围"], ["白细胞总数(WBC)", "3.14 10^9/L", "L", "3.50-9.50"]]
    assert found(rows) == [("白细胞总数", "WBC", "3.14", "10^9/L", "3.50-9.50", "L")]


def test_the_title_above_the_next_header_ends_no_name() -> None:
    header = ["检测项目", "结果", "异常", "参考区间", "单位"]
    rows = [header, ["K+ 钾离子", "6.63", "偏高", "3.50 - 5.30", "mmol/L"],
            ["Na+ 钠离子", "141", "", "137 - 147", "mmol/L"],
            ["P磷", "1.74", "偏高", "0.81 - 1.45", "mmol/L"], ["骨代谢及贫血", "", "", "", ""], header,
            ["PTH 甲状旁腺激素", "107.5", "偏高", "15 - 65", "pg/mL"]]  # fmt: skip
    assert [(item[0], item[1]) for item in found(rows)] == [
        ("钾离子", "K+"), ("钠离子", "Na+"), ("磷", "P"), ("甲状旁腺激素", "PTH"),
    ]  # fmt: skip
