"""Dates of which a digit may be another, by what the recogniser saw."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from extractors.fields.date_heard import conceivable_dates, possible_dates
from extractors.fields.date_roles import BARE
from extractors.fields.dates import dates
from extractors.layout.sheet import sheet_of
from extractors.reading import DateRole, Frame, Line
from tests.extractors.lines import line, page


def doubtful(text: str, x: float, y: float, **others: float) -> Line:
    """A line of which character n (`n3`) may be a digit as well: `n3=8.4` is an 8 with four tenths."""
    frames: list[Frame] = []
    for i, letter in enumerate(text):
        second = others.get(f"n{i}")
        if second is None:
            frames += [((letter, 0.0),), (("", 0.0),)]
        else:
            share = round(second % 1, 2)
            frames += [((letter, math.log(1 - share)), (str(int(second)), math.log(share))), (("", 0.0),)]
    return replace(line(text, x, y), frames=tuple(frames))


@pytest.mark.parametrize(
    ("read", "days"),
    [
        (doubtful("2028.03.19", 0, 0, n3=6.3), ["2026-03-19", "2028-03-19"]),
        (doubtful("2026-04-01", 0, 0, n9=4.4), ["2026-04-01", "2026-04-04"]),
        (doubtful("2026年3月31日", 0, 0, n8=9.4), ["2026-03-31", "2026-03-39"][:0]),  # there is no 39th
        (doubtful("2028.03.19", 0, 0, n3=6.1), []),
        (line("2028.03.19", 0, 0), []),
    ],
)
def test_the_days_a_date_may_be(read: Line, days: list[str]) -> None:
    assert [str(day) for day in possible_dates((read,))] == days


def test_a_day_it_hardly_may_be_leaves_the_date_and_is_kept_beside_it() -> None:
    read = doubtful("2026年8月6日", 0.7, 0.9, n5=6.14)
    assert possible_dates((read,)) == ()
    assert [str(day) for day in conceivable_dates((read,))] == ["2026-06-06", "2026-08-06"]
    lines = line("诊断证明书", 0.4, 0.05), line("开具日期：", 0.5, 0.9), read
    (issued,) = dates((sheet_of(page(*lines)),), {BARE: DateRole.ISSUED})
    assert (str(issued.date), str(issued.earliest), str(issued.earliest_conceivable)) == (
        "2026-08-06", "2026-08-06", "2026-06-06",
    )  # fmt: skip


def test_a_year_that_may_be_another_is_the_one_of_the_papers_other_dates() -> None:
    stay = line("入院日期：2026-03-03  出院日期：2026-03-15", 0.1, 0.2)
    signed = doubtful("2028.03.19", 0.7, 0.9, n3=6.3)
    found = dates((sheet_of(page(line("诊断证明书", 0.4, 0.05), stay, signed)),), {BARE: DateRole.ISSUED})
    issued = next(each for each in found if each.text == "2028.03.19")
    assert str(issued.date) == "2026-03-19"
    assert issued.confidence < 0.95


def test_alone_it_stays_open_with_all_days_it_may_be() -> None:
    signed = line("开具日期：", 0.5, 0.9), doubtful("2028.03.19", 0.7, 0.9, n3=6.3)
    (issued,) = dates((sheet_of(page(line("诊断证明书", 0.4, 0.05), *signed)),), {BARE: DateRole.ISSUED})
    assert issued.date is None
    assert [str(day) for day in issued.possible] == ["2026-03-19", "2028-03-19"]


def test_a_day_that_may_be_another_leaves_the_month() -> None:
    reported = line("报告日期：", 0.5, 0.9), doubtful("2026-04-01", 0.7, 0.9, n9=4.4)
    (found,) = dates((sheet_of(page(*reported)),), {})
    assert str(found.date) == "2026-04"
    assert found.earliest is not None
    assert found.earliest.day == 1
    assert found.latest is not None
    assert found.latest.day == 4


def test_a_gloss_that_was_misread_hides_no_label_above() -> None:
    head = line("报告日期", 0.65, 0.27), line("Timported", 0.65, 0.295, height=0.012)
    found = dates((sheet_of(page(line("检验报告单", 0.4, 0.05), *head, line("2026-06-22 11:34", 0.65, 0.315))),), {})
    assert [(each.role, str(each.date)) for each in found] == [(DateRole.REPORTED, "2026-06-22")]


def test_the_review_of_the_results_is_a_review() -> None:
    row = line("标本接收：2026-10-20 08:45", 0.1, 0.8), line("结果审核：2026-10-20 11:11", 0.5, 0.8)
    found = dates((sheet_of(page(line("检验报告单", 0.4, 0.05), *row)),), {})
    assert [each.role for each in found] == [DateRole.RECEIVED, DateRole.REVIEWED]


def test_a_day_with_its_hour_glued_on_is_the_one_another_date_names() -> None:
    head = line("入院日期：2026/6/20  出院日期：2026/7/311:41", 0.1, 0.2)
    title = line("出院记录", 0.4, 0.05)
    signed = line("记录日期：2026/7/3", 0.6, 0.9)
    found = dates((sheet_of(page(title, head, signed)),), {})
    assert {each.role: str(each.date) for each in found}[DateRole.DISCHARGE] == "2026-07-03"
    alone = next(each for each in dates((sheet_of(page(title, head)),), {}) if each.role is DateRole.DISCHARGE)
    assert str(alone.date) == "2026-07"
    assert [str(day) for day in alone.possible] == ["2026-07-03", "2026-07-31"]


def test_the_other_end_of_a_stay_does_not_settle_a_day() -> None:
    head = line("入院日期：2026/7/3  出院日期：2026/7/311:41", 0.1, 0.2)
    found = dates((sheet_of(page(line("出院记录", 0.4, 0.05), head)),), {})
    assert {each.role: str(each.date) for each in found}[DateRole.DISCHARGE] == "2026-07"


def test_a_month_that_lost_its_second_digit_is_the_one_another_date_names() -> None:
    title, taken = line("检验报告单", 0.4, 0.05), line("采集时间：2026-05-30 06:13", 0.1, 0.8)
    reported = line("报告时间：2026-0-3010:45", 0.6, 0.8)
    found = dates((sheet_of(page(title, taken, reported)),), {})
    assert {each.role: str(each.date) for each in found}[DateRole.REPORTED] == "2026-05-30"
    (alone,) = dates((sheet_of(page(title, reported)),), {})
    assert str(alone.date) == "2026" and len(alone.possible) == 8


@pytest.mark.parametrize(("rival", "iso"), [("土", "2026-06-13"), ("三", "None")])
def test_a_chinese_numeral_no_other_numeral_rivals_is_read(rival: str, iso: str) -> None:
    text = "二〇二六年六月十三日"
    frames: list[Frame] = [((c, 0.0),) for c in text]
    frames[2] = (("二", math.log(0.45)), (rival, math.log(0.4)), ("", math.log(0.15)))
    sure = tuple(0.45 if i == 2 else 1.0 for i in range(len(text)))
    signed = replace(line(text, 0.7, 0.9), frames=tuple(frames), char_confidences=sure)
    (issued,) = dates((sheet_of(page(line("开具日期：", 0.5, 0.9), signed)),), {BARE: DateRole.ISSUED})
    assert str(issued.date) == iso
