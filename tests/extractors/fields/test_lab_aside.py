"""Tables of a laboratory with the particulars of the person in a column beside them."""

from __future__ import annotations

from extractors.fields import lab_items
from extractors.reading import Line, Page
from tests.extractors.lines import line, page

ROWS = [
    ("白蛋白", "33.2", "g/L", "40-55"),
    ("总胆红素", "15.4", "μmol/L", "0-21"),
    ("肌酐", "118", "μmol/L", "57-97"),
    ("尿酸", "533", "μmol/L", "208-428"),
    ("葡萄糖", "9.8", "mmol/L", "3.9-6.1"),
    ("钾", "5.7", "mmol/L", "3.5-5.3"),
]
ASIDE = [
    "姓名 解晓东",
    "性别 男",
    "科室 肾内科",
    "床号 31",
    "标本 血清",
    "采集 2026.03.02",
    "  06:10",
    "签收 2026.03.02",
]


def table(x: float, step: float) -> list[Line]:
    found = [
        line(word, x + dx, 0.2)
        for word, dx in zip(("项目", "结果", "单位", "参考区间"), (0, 0.2, 0.3, 0.45), strict=True)
    ]
    for i, row in enumerate(ROWS):
        cells = zip(row, (0, 0.2, 0.3, 0.45), strict=True)
        found.extend(line(word, x + dx, 0.232 + i * step) for word, dx in cells)
    return found


def found(sheet: Page) -> list[tuple[str, str, str, str]]:
    return [(i.name, i.value, i.unit, i.reference) for i in lab_items.extract([sheet])]


def test_a_column_left_of_the_table_in_rows_of_its_own_pitch() -> None:
    """A time set in below its day belongs to the column as well."""
    aside = [line(text.strip(), 0.04 + 0.04 * text.startswith(" "), 0.17 + i * 0.029) for i, text in enumerate(ASIDE)]
    assert found(page(*table(0.3, 0.032), *aside)) == ROWS


def test_a_column_right_of_the_table_whose_values_stand_below_their_labels() -> None:
    words = ["解晓东", "男", "住院号", "0502147", "肾内科", "采样", "2026年3月2日", "报告", "2026年3月2日"]
    aside = [line(word, 0.8, 0.12 + i * 0.033) for i, word in enumerate(words)]
    assert found(page(*table(0.06, 0.031), *aside)) == ROWS


def test_names_of_items_are_no_column_beside_the_table() -> None:
    """A table that is all there is stays whole, however its first column is called."""
    assert found(page(*table(0.06, 0.031))) == ROWS
