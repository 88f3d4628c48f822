"""Counts of cells on other hospitals' sheets: names that end in # or %, their units, titles between panels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields import lab_items, lab_units, lab_values
from extractors.fields.lab_names_heard import heard
from extractors.fields.lab_wording import mended, name_and_code
from tests.extractors.lines import line, page, table

HEADS, XS = ["项目", "结果", "单位", "参考区间"], [0.06, 0.4, 0.6, 0.8]


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("★淋巴细胞#", "淋巴细胞#", ""),
        ("3. 有核红细胞#", "有核红细胞#", ""),
        ("嗜酸性粒细胞%", "嗜酸性粒细胞%", ""),
        ("单核细胞#(MONO#)", "单核细胞#", "MONO#"),
        ("尿素#", "尿素", ""),  # a mark
    ],
)
def test_a_hash_behind_cells_is_of_their_name(printed: str, name: str, code: str) -> None:
    assert name_and_code(printed) == (name, code)


def test_a_percent_sign_is_no_character_misread() -> None:
    assert mended("嗜碱性粒细胞%", "", 0.5) == ("嗜碱性粒细胞%", "")
    read = replace(line("淋巴組胞#", 0.1, 0.2), char_confidences=(0.99, 0.99, 0.7, 0.99, 0.99))
    assert heard("淋巴組胞#", [read], "10^9/L") == "淋巴組胞#"  # too short to be told by its unit
    read = replace(line("中性粒组胞务", 0.1, 0.2), char_confidences=(0.99, 0.99, 0.99, 0.7, 0.99, 0.5))
    assert heard("中性粒组胞务", [read], "%") == "中性粒细胞%"
    assert heard("中性粒组胞务", [read], "") == "中性粒组胞务"


def test_femtolitres_are_spelled_for_themselves() -> None:
    assert lab_units.one_spelling(["fl", "10^9/L", "g/L"]) == {"fl": "fl", "10^9/L": "10^9/L", "g/L": "g/L"}
    assert set(lab_units.one_spelling(["fl", "fL", "10^9/l"]).values()) == {"fL", "10^9/l"}
    assert [lab_units.unit(read, ("fL",)) for read in ("f1", "fi", "fL")] == ["fl", "fl", "fL"]
    assert lab_units.unit("/u1", ("/μL",)) == lab_units.unit("lul", ("/μL", "个/μL")) == "/ul"


def test_a_dash_in_brackets_read_as_the_number_one() -> None:
    assert (lab_values.value("(一)"), lab_values.reference("（一）")) == ("(-)", "(-)")
    assert lab_values.value("阴性(一)") == "阴性(-)"
    rows = [HEADS, ["尿酮体", "(一)", "", "(一)"], ["尿比重", "1.015", "", "1.005-1.030"]]
    first = lab_items.extract([page(*table(rows, XS, 0.2))])[0]
    assert (first.name, first.value, first.reference) == ("尿酮体", "(-)", "(-)")


def test_a_title_close_above_the_next_header_ends_no_listed_name() -> None:
    upper = [HEADS, ["尿素", "5.1", "mmol/L", "3.1-8.0"], ["血清铁蛋白", "88", "ng/mL", "13-150"]]
    lower = [HEADS, ["血红蛋白", "131", "g/L", "130-175"], ["淋巴细胞#", "2.10", "10^9/L", "1.10-3.20"]]
    sheet = page(
        *table(upper, XS, 0.2), line("血液五分类", 0.055, 0.286), *table(lower, XS, 0.315)
    )  # nearer to the row above than rows stand
    assert [item.name for item in lab_items.extract([sheet])] == ["尿素", "血清铁蛋白", "血红蛋白", "淋巴细胞#"]


def test_an_ion_may_be_part_of_another_name_and_its_own_may_be_lost() -> None:
    rows = [
        HEADS,
        ["碱性磷酸酶", "80", "U/L", "45-125"],
        ["", "1.10", "mmol/L", "0.85-1.51"],
        ["★", "101.2", "mmol/L", "99-110"],
    ]
    name = replace(line("碑", 0.06, 0.26), confidence=0.5, min_confidence=0.5, char_confidences=(0.5,))
    items = lab_items.extract([page(*table(rows, XS, 0.2), name)])
    assert [item.name for item in items] == ["碱性磷酸酶", "磷", "氯"]
    assert all(item.confidence <= 0.8 for item in items[1:])
