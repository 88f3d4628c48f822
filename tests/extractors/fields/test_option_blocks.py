"""Rows of boxes with diseases, as forms of many provinces print them: the label beside them is never needed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields import form
from extractors.reading import Field, Line
from tests.extractors.lines import line, page

Printed = tuple[str, float, float]

# The label in a narrow cell, upright (one character a line, as two tall ones), wrapped, in the middle of the boxes.
UPRIGHT: tuple[Printed, ...] = (("病", 0.05, 0.23), ("种", 0.05, 0.25))
WRAPPED: tuple[Printed, ...] = (("申请病种", 0.04, 0.22), ("(勾选，可多", 0.04, 0.24), ("选)", 0.07, 0.26))

LAYOUTS: dict[str, tuple[tuple[Printed, ...], str]] = {
    "upright label, brackets": (
        (
            ("（）恶性肿瘤（）尿毒症透析（）器官移植抗排异（√）高血压", 0.15, 0.20),
            *UPRIGHT,
            ("（）冠心病（）糖尿病（）帕金森病", 0.15, 0.23),
            ("（）罕见病", 0.15, 0.26),
        ),
        "高血压",
    ),
    "upright label, boxes": (
        (("□恶性肿瘤□尿毒症透析☑糖尿病", 0.15, 0.20), *UPRIGHT, ("□冠心病□高血压", 0.15, 0.23)),
        "糖尿病",
    ),
    "wrapped label": (
        (("□恶性肿瘤 ☑高血压 □糖尿病", 0.2, 0.20), *WRAPPED, ("□冠心病 ☑帕金森病", 0.2, 0.23)),
        "高血压、帕金森病",
    ),
    "filled squares": (
        (("■高血压 □糖尿病 □冠心病", 0.2, 0.20), ("□脑卒中后遗症 ■慢阻肺", 0.2, 0.23)),
        "高血压、慢阻肺",
    ),
    "discs": ((("○恶性肿瘤 ●高血压 ○糖尿病", 0.2, 0.20),), "高血压"),
    "square brackets": ((("[ ]恶性肿瘤 [√]高血压 [ ]糖尿病", 0.2, 0.20),), "高血压"),
    "brackets behind": (
        (("1.恶性肿瘤（ ） 2.高血压（√）", 0.2, 0.20), ("3.糖尿病（ ） 4.冠心病（ ）", 0.2, 0.23)),
        "高血压",
    ),
    "boxes behind": ((("恶性肿瘤□ 高血压☑", 0.2, 0.20), ("糖尿病□ 冠心病□", 0.2, 0.23)), "高血压"),
    "boxes behind, a blank last": (
        (("恶性肿瘤□ 高血压☑ 糖尿病□", 0.2, 0.20), ("冠心病□ 肝硬化□", 0.2, 0.23), ("其他________", 0.2, 0.26)),
        "高血压",
    ),
    "one disease a row": (
        (("□ 恶性肿瘤", 0.2, 0.20), ("☑ 尿毒症透析", 0.2, 0.23), ("□ 器官移植抗排异治疗", 0.2, 0.26)),
        "尿毒症透析",
    ),
    "boxes in cells of their own": (
        (("□", 0.2, 0.20), ("恶性肿瘤", 0.25, 0.20), ("☑", 0.5, 0.20), ("高血压", 0.55, 0.20)),
        "高血压",
    ),
    "two groups with their headings": (
        (
            ("甲类病种：□恶性肿瘤 □尿毒症透析", 0.1, 0.20),
            ("乙类病种：□高血压 ☑糖尿病", 0.1, 0.23),
        ),
        "糖尿病",
    ),
    "codes of the lists": ((("☑M03900高血压 □M01600糖尿病", 0.2, 0.20),), "高血压"),
    "numbers": ((("□01恶性肿瘤 □02高血压 ☑03糖尿病", 0.2, 0.20),), "糖尿病"),
    "a type is no number": ((("□1型糖尿病 ☑2型糖尿病 □高血压", 0.2, 0.20),), "2型糖尿病"),
    "remarks in brackets": (
        (("□高血压(伴心、脑、肾损害之一) ☑糖尿病(伴并发症)", 0.2, 0.20),),
        "糖尿病(伴并发症)",
    ),
    "another disease written in": (
        (("□高血压 □糖尿病", 0.2, 0.20), ("☑其他：类风湿关节炎", 0.2, 0.23)),
        "类风湿关节炎",
    ),
    "the label glued": ((("申请病种□恶性肿瘤☑高血压□糖尿病", 0.1, 0.20),), "高血压"),
    "a label no list has": ((("拟享受待遇 □恶性肿瘤 ☑高血压", 0.1, 0.20),), "高血压"),
    "other questions beside": (
        (
            ("险种", 0.6, 0.15),
            ("□职工☑居民", 0.7, 0.15),
            ("申请病种", 0.1, 0.20),
            ("□恶性肿瘤☑高血压", 0.25, 0.20),
            ("☑身份证复印件 ☑诊断证明", 0.25, 0.23),
        ),
        "高血压",
    ),
    "diseases had before": (
        (("既往病史：☑糖尿病 □冠心病", 0.1, 0.20), ("申请病种：□恶性肿瘤 ☑高血压", 0.1, 0.40)),
        "高血压",
    ),
    "diseases had before in the cell beside": (
        (
            ("已享受病种", 0.05, 0.20),
            ("☑糖尿病 □冠心病", 0.25, 0.20),
            ("申请病种", 0.05, 0.40),
            ("□恶性肿瘤 ☑高血压", 0.25, 0.40),
        ),
        "高血压",
    ),
    "a name that wraps": (
        (("□恶性肿瘤 □尿毒症 □高血压 ☑器官移植术后抗", 0.2, 0.20), ("排异治疗 □糖尿病 □冠心病 □帕金森病", 0.2, 0.23)),
        "器官移植术后抗排异治疗",
    ),
}


def applied(*lines: Line) -> Field | None:
    fields = form.extract([page(*lines)])
    return next((each for each in fields if each.name == "applied_diseases"), None)


@pytest.mark.parametrize(("printed", "want"), LAYOUTS.values(), ids=LAYOUTS)
def test_layouts(printed: tuple[Printed, ...], want: str) -> None:
    found = applied(*(line(*each) for each in printed))
    assert found is not None and found.value == want


@pytest.mark.parametrize(
    "rows",
    [
        ("（）恶性肿瘤（）高血压", "（）糖尿病（）冠心病", "（）帕金森病"),  # the last alone in its row is no answer
        ("□恶性肿瘤 □高血压", "□糖尿病"),
        ("恶性肿瘤□ 高血压□", "糖尿病□"),
    ],
)
def test_nothing_seen_ticked_is_never_an_answer(rows: tuple[str, ...]) -> None:
    found = applied(line("病种", 0.05, 0.26), *(line(row, 0.2, 0.2 + 0.03 * i) for i, row in enumerate(rows)))
    assert found is not None and found.value == "" and found.confidence <= 0.2


def test_a_box_read_as_nothing_leaves_room_and_is_a_doubtful_tick() -> None:
    """Recognisers read □ and drop a box with a tick through it; only the distance of the characters tells."""
    text = "□器官移植抗排异高血压□糖尿病"
    pitches = [2.0 if char == "高" else 1.0 for char in text]
    centres = [sum(pitches[: i + 1]) - 0.5 for i in range(len(text))]
    places = tuple(centre / sum(pitches) for centre in centres)
    found = applied(replace(line(text, 0.2, 0.2), char_positions=places))
    assert found is not None and found.value == "高血压" and found.confidence < 0.6


def test_the_side_of_a_bare_tick_is_doubtful() -> None:
    found = applied(line("申请病种：", 0.1, 0.2), line("高血压√糖尿病√冠心病", 0.25, 0.2))
    assert found is None or found.confidence < 0.6


def test_ticks_among_lost_boxes_are_doubtful() -> None:
    """Where the recogniser lost some of the boxes, what it took for ticks may be none."""
    rows = (("□恶性肿瘤", "尿毒症透析"), ("☑高血压", "糖尿病"), ("□冠心病", "肝硬化"))
    cells = [line(cell, 0.2 + 0.3 * k, 0.2 + 0.03 * i) for i, row in enumerate(rows) for k, cell in enumerate(row)]
    found = applied(line("申请病种", 0.05, 0.23), *cells)
    assert found is not None and found.value == "高血压" and found.confidence <= 0.5
