"""Units glued to heads, named in the cell, counted in millions; marks said in words; titles among rows set alike."""

from __future__ import annotations

import pytest

from extractors.fields import lab_headings, lab_items, lab_units, lab_values
from extractors.fields.lab_wording import name_and_code
from extractors.layout.text import fold
from tests.extractors.lines import line, page, table

XS = [0.07, 0.37, 0.52, 0.68, 0.83]


def found(rows: list[list[str]], step: float = 0.03) -> list[tuple[str, str, str, str, str, str]]:
    n = len(rows[0])
    lines = [
        each
        for i, row in enumerate(rows)
        for each in table([row], [0.04 + 0.94 * k / n for k in range(n)], 0.2 + step * i)
    ]
    return [(i.name, i.code, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([page(*lines)])]


@pytest.mark.parametrize(
    ("head", "parted"),
    [
        ("外周血%", ("外周血", "%")),
        ("浓度ng/mL", ("浓度", "ng/mL")),
        ("结果(mmol/L)", ("结果", "mmol/L")),
        ("检测结果/参考值", ("检测结果/参考值", "")),
        ("项目ABC", ("项目ABC", "")),
    ],
)
def test_a_unit_stands_close_behind_a_head(head: str, parted: tuple[str, str]) -> None:
    assert lab_headings.parted(head) == parted


def test_the_unit_over_the_values_of_a_table_whose_head_says_little() -> None:
    marrow = [
        ["细胞种类", "胸骨片%", "正常值"],
        ["原始单核细胞", "0.1", "0-0.2"],
        ["成熟淋巴细胞", "31.0 ↑", "10.7-28.1"],
        ["网状细胞", "0.5", "0-1.0"],
        ["白红比", "3.10", "2-4"],
    ]
    assert [(name, unit, flag) for name, _, _, unit, _, flag in found(marrow)] == [
        ("原始单核细胞", "%", ""),
        ("成熟淋巴细胞", "%", "H"),
        ("网状细胞", "%", ""),
        ("白红比", "", ""),
    ]


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("×106/ml", "10^6/ml"),
        ("×10^6/次", "10^6/次"),
        ("10^5/mL", "10^5/mL"),
        ("单位：pmol/L", "pmol/L"),
        ("计量单位:g/L", "g/L"),
        ("×10^9/L", "10^9/L"),
    ],
)
def test_millions_and_units_named_in_the_cell(printed: str, unit: str) -> None:
    assert lab_units.is_known(printed)
    assert lab_units.unit(printed) == unit


def test_values_with_their_units_and_what_is_said_of_them() -> None:
    rows = [
        ["项目", "检测值", "参考值"],
        ["精子密度", "7.2 ×106/mL ↓", "≥16"],
        ["环孢素谷浓度", "268 ng/mL 偏高", "100～200 ng/mL"],
        ["丙戊酸", "38.1μg/mL(偏低)", "50-100μg/mL"],
        ["HCV-RNA", "未检出 IU/mL", "<15"],
    ]
    assert found(rows) == [
        ("精子密度", "", "7.2", "10^6/mL", "≥16", "L"),
        ("环孢素谷浓度", "", "268", "ng/mL", "100-200", "H"),
        ("丙戊酸", "", "38.1", "μg/mL", "50-100", "L"),
        ("HCV-RNA", "", "未检出", "IU/mL", "<15", ""),
    ]


def test_a_power_that_was_lost_leaves_a_unit_in_one_piece() -> None:
    rows = [
        ["项目", "代号", "结果", "单位", "参考范围"],
        ["白细胞计数", "WBC", "3.1", "×10 /L", "3.5-9.5"],
        ["红细胞计数", "RBC", "4.2", "×10 /L", "4.3-5.8"],
    ]
    assert [(item[2], item[3], item[4]) for item in found(rows)] == [
        ("3.1", "10^9/L", "3.5-9.5"),
        ("4.2", "10^12/L", "4.3-5.8"),
    ]


@pytest.mark.parametrize(
    ("mark", "flag"),
    [
        ("R 耐药", "A"),
        ("S(敏感)", ""),
        ("I 中介", ""),
        ("阳性(+)", "A"),
        ("阴性(-)", ""),
        ("H 偏高", "H"),
        ("弱阳性(±)", "A"),
    ],
)
def test_a_mark_said_twice(mark: str, flag: str) -> None:
    assert lab_values.flag(mark) == flag


def test_litres_of_urine_are_not_low() -> None:
    rows = [
        ["24小时尿量", "", "2.10", "L", ""],
        ["尿蛋白定量", "UTP", "3.86 ↑", "g/24h", "<0.15"],
        ["尿微量白蛋白", "mALB", "912.0 ↑", "mg/L", "<30"],
        ["尿肌酐", "UCr", "7.4", "mmol/L", ""],
        ["尿白蛋白/肌酐", "ACR", "1090 ↑", "mg/g", "<30"],
    ]
    lines = [
        line(text, x, 0.2 + 0.03 * i) for i, row in enumerate(rows) for x, text in zip(XS, row, strict=True) if text
    ]
    items = lab_items.extract([page(*lines)])
    assert [(item.unit, item.flag) for item in items][:2] == [("L", ""), ("g/24h", "H")]


def test_a_title_between_rows_set_alike_ends_no_listed_name() -> None:
    rows = [
        ["项目", "结果", "单位", "参考区间"],
        ["尿素 UREA", "5.2", "mmol/L", "3.1-8.0"],
        ["肌酐 CREA", "71", "μmol/L", "57-97"],
        ["传染与止血", "", "", ""],
        ["凝血酶原时间 PT", "11.8", "s", "9.8-12.1"],
        ["乙肝表面抗原 HBsAg", "阴性", "", "阴性"],
    ]
    assert [item[:2] for item in found(rows, step=0.02)] == [
        ("尿素", "UREA"),
        ("肌酐", "CREA"),
        ("凝血酶原时间", "PT"),
        ("乙肝表面抗原", "HBsAg"),
    ]


def test_what_a_virus_is_made_of_is_no_code() -> None:
    assert name_and_code("HIV-1 RNA") == ("HIV-1 RNA", "")


def test_a_door_in_the_form_of_the_radicals_is_the_usual_one() -> None:
    assert fold("戶尘螨") == "户尘螨"
    sheet = page(
        *table([["过敏原", "浓度(kU/L)", "参考值"], ["屋内戶尘", "3.20 ↑", "<0.35"]], [0.1, 0.4, 0.7], 0.2),
        line("检验者：时雨", 0.1, 0.5),
    )
    assert [item.name for item in lab_items.extract([sheet])] == ["屋内户尘"]
