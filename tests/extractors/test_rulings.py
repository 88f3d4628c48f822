"""Rules between cells."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.order import reading_order
from extractors.rulings import PictureRulings
from tests.extractors.lines import table

HEADER = ["项目名称", "结果", "单位", "项目名称", "结果", "单位"]
ROWS = [HEADER, ["白细胞", "6.5", "%", "红细胞", "4.2", "%"], ["血小板", "135", "g/L", "淋巴", "2", "%"]]
XS = [0.06, 0.25, 0.35, 0.52, 0.72, 0.85]
SIDE = 1000


def sheet(*spans: tuple[float, float], tilt: float = 0.0) -> np.ndarray:
    """A page with rules above and below the header over these stretches, in page widths."""
    image = np.full((1414, SIDE, 3), 240, np.uint8)
    for y in (190, 222, 290):
        for x0, x1 in spans:
            start, end = (
                (round(x0 * SIDE), round(y + tilt * x0 * SIDE)),
                (round(x1 * SIDE), round(y + tilt * x1 * SIDE)),
            )
            cv2.line(image, start, end, (40.0, 40.0, 40.0), 2)
    return image


def order(image: np.ndarray) -> list[str]:
    to_pixels = np.diag([SIDE, 1414.0, 1.0])
    return [line.text for line in reading_order(table(ROWS, XS, 0.2), PictureRulings(image, to_pixels))]


@pytest.mark.parametrize("tilt", [0.0, 0.004])
def test_one_table_with_its_columns_twice_is_read_across(tilt: float) -> None:
    assert order(sheet((0.04, 0.95), tilt=tilt)) == [cell for row in ROWS for cell in row]


def test_two_tables_with_a_gap_are_read_one_after_the_other() -> None:
    found = order(sheet((0.04, 0.45), (0.5, 0.95)))
    assert found == [cell for row in ROWS for cell in row[:3]] + [cell for row in ROWS for cell in row[3:]]


def test_a_rule_above_both_tables_does_not_make_them_one() -> None:
    image = sheet((0.04, 0.45), (0.5, 0.95))
    cv2.line(image, (40, 190), (950, 190), (40.0, 40.0, 40.0), 2)
    assert order(image)[:4] == ["项目名称", "结果", "单位", "白细胞"]


def test_without_rules_the_header_alone_tells() -> None:
    assert order(sheet())[:4] == ["项目名称", "结果", "单位", "白细胞"]
