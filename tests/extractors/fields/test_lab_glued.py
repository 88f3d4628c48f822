"""Laboratory sheets as cameras leave them: cells run together, marks at the edge of names, sentences between rows."""

from __future__ import annotations

import pytest

from extractors.fields import lab_glued, lab_items, lab_units
from extractors.fields.lab_wording import mended, name_and_code
from extractors.reading import Page
from tests.extractors.lines import line, page, table


def found(sheet: Page) -> list[tuple[str, str, str, str, str]]:
    return [(i.name, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])]


@pytest.mark.parametrize(
    ("read", "cells"),
    [
        ("↑mmol/L", ["↑", "mmol/L"]), ("μmol/L(150-420)", ["μmol/L", "(150-420)"]), ("↓WBC", ["↓", "WBC"]),
        ("mmol/L3.5-5.3", ["mmol/L", "3.5-5.3"]), ("糖类抗原125", ["糖类抗原125"]), ("(3.5-5.3)", ["(3.5-5.3)"]),
    ],
)  # fmt: skip
def test_what_no_cell_holds_is_cut_whatever_the_columns_are(read: str, cells: list[str]) -> None:
    assert [part.text for part in lab_glued.apart(line(read, 0.3, 0.2))] == cells


def test_units_run_together_with_marks_and_ranges_where_no_header_is() -> None:
    sheet = page(
        *table(
            [["总胆固醇", "6.31 ↑mmol/L", "(2.8-5.2)"], ["甘油三酯", "2.44 ↑mmol/L", "(0.5-1.7)"],
             ["高密度脂蛋白", "1.02     mmol/L", "(1.0-1.9)"], ["空腹血糖", "6.90 ↑ mmol/L", "(3.9-6.1)"]],
            [0.06, 0.26, 0.56], 0.2, 0.04,
        ),
        line("检验员田舍复核田园二○二六年六月二日", 0.06, 0.4),
    )  # fmt: skip
    assert found(sheet) == [
        ("总胆固醇", "6.31", "mmol/L", "2.8-5.2", "H"), ("甘油三酯", "2.44", "mmol/L", "0.5-1.7", "H"),
        ("高密度脂蛋白", "1.02", "mmol/L", "1.0-1.9", ""), ("空腹血糖", "6.90", "mmol/L", "3.9-6.1", "H"),
    ]  # fmt: skip


def test_arrows_before_the_codes_where_no_column_is_headed_for_them() -> None:
    head = ["", "代码", "项目", "结果", "单位", "参考区间"]
    rows = [
        ["↓", "WBC", "白细胞", "1.62", "10^9/L", "3.50-9.50"],
        ["↑", "SF", "血清铁蛋白", "1286.0", "ng/mL", "11-306"],
    ]
    sheet = page(*table([head, *rows], [0.08, 0.1, 0.24, 0.44, 0.57, 0.69], 0.2))
    assert found(sheet) == [
        ("白细胞", "1.62", "10^9/L", "3.50-9.50", "L"),
        ("血清铁蛋白", "1286.0", "ng/mL", "11-306", "H"),
    ]


@pytest.mark.parametrize(
    "remark",
    ["危急值已电话通知临床（血液科）。", "分级标准：0级<0.35；1级0.35~0.69；2级0.70~3.49；3级3.50~17.4；4级≥17.5"],
)
def test_a_sentence_that_runs_across_the_columns_is_no_cell(remark: str) -> None:
    rows = [["代码", "项目", "结果", "单位", "参考区间"], ["WBC", "白细胞", "1.62", "10^9/L", "3.5-9.5"],
            ["PLT", "血小板", "19", "10^9/L", "125-350"]]  # fmt: skip
    sheet = page(*table(rows, [0.08, 0.17, 0.4, 0.55, 0.7], 0.2), line(remark, 0.08, 0.29))
    assert [each[0] for each in found(sheet)] == ["白细胞", "血小板"]


def test_cards_whose_value_stands_beside_the_range_and_carries_its_unit() -> None:
    cards = (
        ("尿酸", "587μmol/L", "208-428μmol/L"),
        ("肌酐", "79 μmol/L", "57-97 μmol/L"),
        ("甘油三酯", "2.05↑mmol/L", "0-1.70mmol/L"),
    )
    lines = [
        line(text, x, 0.2 + 0.07 * i + dy)
        for i, (name, value, span) in enumerate(cards)
        for text, x, dy in ((name, 0.06, 0.0), (f"参考范围：{span}", 0.07, 0.02), (value, 0.75, 0.02))
    ]
    assert found(page(*lines)) == [
        ("尿酸", "587", "μmol/L", "208-428", ""),
        ("肌酐", "79", "μmol/L", "57-97", ""),
        ("甘油三酯", "2.05", "mmol/L", "0-1.70", "H"),
    ]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("pC02", "pCO2"),
        ("p02", "pO2"),
        ("HC03-act", "HCO3-act"),
        ("游离轻链/λ比值", "游离轻链κ/λ比值"),
        ("CA602", "CA602"),
    ],
)
def test_gases_and_chains_read_as_digits(read: str, printed: str) -> None:
    name, code = name_and_code(read)
    assert (name or code) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("超敏c反应蛋白", "超敏C反应蛋白"),
        ("抗链0", "抗链O"),
        ("32微球蛋白", "β2微球蛋白"),
        ("糖化血红蛋白A1C", "糖化血红蛋白A1C"),
    ],
)
def test_names_drawn_alike_are_as_listed(read: str, printed: str) -> None:
    assert mended(read, "", 0.99)[0] == printed


def test_a_header_once_more_in_english_however_it_was_read_is_no_item() -> None:
    rows = [
        ["项目", "缩写", "结果", "提示", "单位", "参考区间"],
        ["Tuat", "AMr.", "Reault", "Flag", "Unit", "Riference"],
        ["尿素", "UREA", "11.0", "H", "mmol/L", "2.6-7.5"],
        ["肌酐", "CREA", "113", "H", "umol/L", "41-73"],
    ]
    sheet = page(*table(rows, [0.08, 0.25, 0.4, 0.52, 0.62, 0.78], 0.2))
    assert [each[0] for each in found(sheet)] == ["尿素", "肌酐"]


def test_qualities_in_brackets_are_ranges() -> None:
    lines = [
        line(text, x, 0.2 + 0.06 * i + dy)
        for i, (name, value, unit, span) in enumerate(
            (
                ("空腹血糖", "4.48", "mmol/L", "[3.90-6.10]"),
                ("胰岛细胞抗体", "阴性", "", "[阴性]"),
                ("尿蛋白", "阳性", "", "[阴性]"),
            )
        )
        for text, x, dy in ((name, 0.05, 0.0), (value, 0.09, 0.025), (unit, 0.4, 0.025), (span, 0.74, 0.025))
        if text
    ]
    assert found(page(*lines)) == [
        ("空腹血糖", "4.48", "mmol/L", "3.90-6.10", ""),
        ("胰岛细胞抗体", "阴性", "", "阴性", ""),
        ("尿蛋白", "阳性", "", "阴性", ""),
    ]


@pytest.mark.parametrize(
    ("read", "name", "code"),
    [("脱乙酰基GL-3", "脱乙酰基GL-3", ""), ("糖化血红蛋白Alc", "糖化血红蛋白A1c", ""), ("睾酮TESTO", "睾酮", "TESTO")],
)
def test_what_runs_on_from_a_name(read: str, name: str, code: str) -> None:
    assert name_and_code(read) == (name, code)


@pytest.mark.parametrize(("read", "printed"), [("+U/L", "U/L"), ("×10$/L", "10^9/L")])
def test_units_with_a_piece_of_a_mark(read: str, printed: str) -> None:
    assert lab_units.unit(read, ("10^9/L",)) == printed


def test_codes_run_together_with_names_or_printed_below_them() -> None:
    for text, want in (
        ("铁调素Hepcidin", ("铁调素", "Hepcidin")),
        ("可溶性转铁蛋白受体sTfR", ("可溶性转铁蛋白受体", "sTfR")),
        ("抗核抗体IgG", ("抗核抗体IgG", "")),
        ("尿液pH", ("尿液pH", "")),
    ):
        assert name_and_code(text) == want
