"""Ions of other hospitals' sheets whose one character was misread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields import lab_items
from extractors.reading import Page
from tests.extractors.lines import line, page, table

XS = [0.06, 0.2, 0.4, 0.6, 0.8]


def sheet(read: str, sure: float, row: list[str], *more: list[str]) -> Page:
    heads = ["项目", "缩写", "结果", "单位", "参考区间"]
    name = replace(line(read, 0.06, 0.24), confidence=sure, min_confidence=sure, char_confidences=(sure,))
    return page(*table([heads, ["", *row], *more], XS, 0.21), name)


@pytest.mark.parametrize(
    ("read", "row", "name"),
    [
        ("氛", ["", "103.1", "mmol/L", "96-106"], "氯"),
        ("氲", ["C1-", "103.1", "mmol/L", "99.0-110.0"], "氯"),
        ("钟", ["K+", "4.4", "mmol/L", "3.5-5.3"], "钾"),
        ("镬", ["", "0.9", "mmol/L", "0.75-1.02"], "镁"),
        ("纳", ["", "141", "mmol/L", "137-147"], "钠"),
        ("K", ["", "102.8", "mmol/L", "99-110"], "氯"),
    ],
)
def test_the_range_says_which(read: str, row: list[str], name: str) -> None:
    item, other = lab_items.extract([sheet(read, 0.5, row, ["尿素", "", "5.0", "mmol/L", "2.9-8.2"])])
    assert (item.name, item.value, item.evidence[0].text) == (name, row[1], read)
    assert item.confidence < 0.8 < other.confidence


@pytest.mark.parametrize(
    ("read", "sure", "row"),
    [
        ("氛", 0.97, ["", "103.1", "mmol/L", "99-110"]),  # it was read surely
        ("氛", 0.5, ["", "103.1", "U/L", "99-110"]),  # no ion is given so
        ("氛", 0.5, ["", "103.1", "mmol/L", "60-180"]),
        ("氛", 0.5, ["Na", "103.1", "mmol/L", "99-110"]),  # its code says another
        ("K", 0.97, ["", "103.1", "mmol/L", "99-110"]),  # a letter that was read surely
    ],
)
def test_what_does_not_fit_stays_as_read_and_in_doubt(read: str, sure: float, row: list[str]) -> None:
    item = lab_items.extract([sheet(read, sure, row, ["尿素", "", "5.0", "mmol/L", "2.9-8.2"])])[0]
    assert item.name == read
    assert item.confidence <= sure


def test_an_ion_that_has_a_row_of_its_own_is_no_other() -> None:
    other = ["氯", "", "101", "mmol/L", "99-110"]
    items = lab_items.extract([sheet("氛", 0.5, ["", "103.1", "mmol/L", "99-110"], other)])
    assert [item.name for item in items] == ["氛", "氯"]
