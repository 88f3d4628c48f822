"""Whether two places lie on one sheet of paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.reading import Box, Evidence, Line, Page, Quality, QualityGrade, Reading
from validators.sheets import one_sheet

CERTIFICATE = (
    "沅江口区人民医院",
    "诊断证明书",
    "姓名：游小满  性别：女",
    "诊断：左肺上叶腺癌",
    "建议：定期复查",
    "2026年3月8日",
)
BOX = Box(0.1, 0.1, 0.9, 0.2)


def handed_in(upload: str, lines: tuple[str, ...], *, sha: str = "", picture: int = 0) -> Reading:
    corners = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.2), (0.1, 0.2))
    told = tuple(Line(text, 0.9, 0.9, BOX, corners) for text in lines)
    page = Page(upload, 1, 1000, 1414, 0, Quality(QualityGrade.GOOD), told)
    return Reading(upload, sha or upload, "image/jpeg", (page,), picture_hashes=(picture,))


def on(upload: str) -> Evidence:
    return Evidence(upload, 1, BOX, "左肺上叶腺癌", 0.6)


OTHER = (
    "沅江口区人民医院",
    "住院病案首页",
    "姓名：游小满  住院号：3104557",
    "出院诊断：左肺上叶腺癌",
    "离院方式：医嘱离院",
)
MISREAD = (*CERTIFICATE[:3], "诊断：左肺上叶腺瘤", *CERTIFICATE[4:5], "2026年3月3日")


@pytest.mark.parametrize(
    ("second", "same"),
    [
        (handed_in("乙.jpg", CERTIFICATE), True),
        (handed_in("乙.jpg", MISREAD), True),  # what is in doubt may be read otherwise
        (handed_in("乙.jpg", OTHER), False),
        (handed_in("乙.jpg", OTHER, picture=0x5A5A5A5A5A5A5A5B), True),
        (handed_in("乙.jpg", ("",), sha="甲.jpg"), True),  # the same file
    ],
)
def test_one_sheet_handed_in_twice(second: Reading, same: bool) -> None:
    first = handed_in("甲.jpg", CERTIFICATE, picture=0x5A5A5A5A5A5A5A5A)
    assert one_sheet([first, second], on("甲.jpg"), on("乙.jpg")) is same


def test_a_page_that_was_not_read_is_no_other_s_sheet() -> None:
    first = handed_in("甲.jpg", CERTIFICATE)
    assert not one_sheet([first], on("甲.jpg"), on("乙.jpg"))
    assert one_sheet([], on("甲.jpg"), replace(on("甲.jpg"), text=""))
