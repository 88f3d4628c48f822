"""Twenty working days, by the calendar of holidays where there is one."""

from __future__ import annotations

import datetime as dt

import pytest

from validators.workdays import due, is_workday


def test_the_day_of_submission_does_not_count() -> None:
    assert due(dt.date(2025, 3, 3), 0) == (dt.date(2025, 3, 3), False)
    assert due(dt.date(2025, 3, 3), 1) == (dt.date(2025, 3, 4), False)


def test_weekends_are_skipped() -> None:
    assert due(dt.date(2025, 3, 7), 1) == (dt.date(2025, 3, 10), False)  # a Friday
    assert due(dt.date(2025, 3, 3), 20) == (dt.date(2025, 3, 31), False)


def test_holidays_are_skipped_and_make_up_days_count() -> None:
    # National Day 2025: 1 to 8 October off; Sunday 28 September and Saturday 11 October are worked.
    assert due(dt.date(2025, 9, 30), 1) == (dt.date(2025, 10, 9), False)
    assert due(dt.date(2025, 9, 26), 1) == (dt.date(2025, 9, 28), False)
    assert is_workday(dt.date(2025, 10, 11)) == (True, True)


def test_a_year_the_calendar_does_not_hold_is_counted_in_weekdays_and_provisional() -> None:
    assert due(dt.date(2031, 3, 3), 20) == (dt.date(2031, 3, 31), True)
    assert is_workday(dt.date(2031, 3, 8)) == (False, False)


def test_a_term_that_runs_into_such_a_year_is_provisional() -> None:
    day, provisional = due(dt.date(2026, 12, 20), 20)
    assert provisional and day.year == 2027


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        due(dt.date(2025, 3, 3), -1)
