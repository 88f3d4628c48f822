"""Flags of lab items: stars that belong to names, arrows that were read as something else."""

from __future__ import annotations

import pytest

from extractors.fields import lab_items
from extractors.reading import Page
from tests.extractors.lines import line, page, table

_HEADER = ["", "检验项目", "本次结果", "单位", "参考区间"]
_XS = [0.06, 0.10, 0.45, 0.58, 0.72]


def flags(sheet: Page) -> dict[str, str]:
    return {item.name: item.flag for item in lab_items.extract([sheet])}


def _starred(mark: str, *rows: list[str], note: str = "") -> Page:
    sheet = [[mark, *row] if row[0] in ("谷丙转氨酶", "肌酐") else ["", *row] for row in rows]
    return page(*table([_HEADER, *sheet], _XS, 0.2), *([line(note, 0.06, 0.6)] if note else []))


_ROWS = (
    ["谷丙转氨酶", "21.3", "U/L", "9-50"],
    ["谷草转氨酶", "18.8", "U/L", "15-40"],
    ["肌酐", "133.0", "μmol/L", "57-97"],
    ["尿酸", "488.0", "μmol/L", "208-428"],
)


@pytest.mark.parametrize("mark", ["★", "☆", "*"])
def test_stars_before_names_say_nothing_of_values(mark: str) -> None:
    sheet = _starred(mark, *_ROWS, note=f"{mark}：检查检验结果互认项目")
    assert flags(sheet) == {"谷丙转氨酶": "", "谷草转氨酶": "", "肌酐": "", "尿酸": ""}


def test_stars_before_names_count_where_the_legend_says_so() -> None:
    assert flags(_starred("★", *_ROWS, note="★：异常"))["肌酐"] == "A"


def test_a_star_before_the_one_name_whose_value_lies_outside_stays_a_mark() -> None:
    assert flags(_starred("★", *_ROWS[1:]))["肌酐"] == "A"


def test_an_arrow_before_a_range_read_as_a_digit_is_none_of_the_range() -> None:
    sheet = page(
        *table(
            [
                ["项目名称", "结果", "", "参考区间", "单位"],
                ["尿素", "11.20", "↑", "3.10--8.00", "mmol/L"],
                ["肌酐", "141.5", "4", "57--97", "μmol/L"],
                ["尿酸", "350.1", "", "208--428", "μmol/L"],
                ["钾", "3.01", "↓", "3.50--5.30", "mmol/L"],
            ],
            [0.1, 0.5, 0.63, 0.66, 0.8],
            0.2,
        )
    )
    found = {item.name: (item.reference, item.flag) for item in lab_items.extract([sheet])}
    assert found == {
        "尿素": ("3.10-8.00", "H"),
        "肌酐": ("57-97", "H"),
        "尿酸": ("208-428", ""),
        "钾": ("3.50-5.30", "L"),
    }


def test_an_arrow_read_as_a_digit_right_before_its_range_is_set_off_from_it() -> None:
    sheet = page(
        *table([["项目名称", "结果", "参考区间", "单位"]], [0.1, 0.5, 0.66, 0.8], 0.2),
        *table(
            [["尿素", "11.20", "↑ 3.10--8.00", "mmol/L"], ["钾", "3.01", "↓ 3.50--5.30", "mmol/L"]],
            [0.1, 0.5, 0.635, 0.8],
            0.23,
        ),
        *table([["肌酐", "141.5", "4", "57--97", "μmol/L"]], [0.1, 0.5, 0.635, 0.662, 0.8], 0.29),
    )
    found = {item.name: (item.reference, item.flag) for item in lab_items.extract([sheet])}
    assert found["肌酐"] == ("57-97", "H")
