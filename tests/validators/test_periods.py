"""Calendar months, with their ends, and partial dates held against them."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.reading import PartialDate
from validators.periods import Period, apart, elapsed, not_older
from validators.verdict import Outcome

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2025-08-31", 6, "2025-02-28"),
        ("2028-08-31", 6, "2028-02-29"),
        ("2025-08-29", 6, "2025-02-28"),
        ("2025-08-28", 6, "2025-02-28"),
        ("2025-03-15", 6, "2024-09-15"),
        ("2025-06-30", 6, "2024-12-30"),
        ("2025-05-31", 3, "2025-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2025-01-01", 24, "2023-01-01"),
    ],
)
def test_months_back(day: str, months: int, before: str) -> None:
    assert Period(months).before(D(day)) == D(before)


@pytest.mark.parametrize(
    ("date", "outcome"),
    [
        ("2025-02-28", Outcome.PASS),
        ("2025-02-27", Outcome.FAIL),
        ("2025-02", Outcome.UNSURE),
        ("2025-03", Outcome.PASS),
        ("2025-01", Outcome.FAIL),
        ("2025", Outcome.UNSURE),
        ("2024", Outcome.FAIL),
    ],
)
def test_not_older_than_six_months(date: str, outcome: Outcome) -> None:
    assert not_older(PartialDate.parse(date), Period(6), D("2025-08-31")) is outcome


@pytest.mark.parametrize(
    ("since", "outcome"),
    [
        ("2025-05-29", Outcome.PASS),
        ("2025-05-30", Outcome.FAIL),
        ("2025-05", Outcome.UNSURE),
        ("2025-04", Outcome.PASS),
        ("2025-06", Outcome.FAIL),
    ],
)
def test_three_months_elapsed(since: str, outcome: Outcome) -> None:
    assert elapsed(PartialDate.parse(since), Period(3), D("2025-08-29")) is outcome


def test_dates_apart() -> None:
    dates = [PartialDate.parse(d) for d in ("2025-03-10", "2025-06-10")]
    assert apart(dates, Period(3)) is Outcome.PASS
    assert apart(dates, Period(3, days=1)) is Outcome.FAIL
    assert apart([PartialDate.parse("2025-03"), PartialDate.parse("2025-06-10")], Period(3)) is Outcome.UNSURE
    assert apart([], Period(1)) is Outcome.FAIL
