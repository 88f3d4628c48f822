"""Reliability and risk-coverage, on values whose truth is made up here."""

from __future__ import annotations

import pytest

from pipeline.quality.intervals import wilson
from samples.reliability import Sure, bins, calibration_error, trades


def values(confidence: float, right: int, wrong: int) -> list[Sure]:
    return [Sure(confidence, True)] * right + [Sure(confidence, False)] * wrong


def test_a_bin_tells_how_often_its_values_were_right() -> None:
    low, high = bins(values(0.6, 3, 1) + values(0.97, 19, 1))
    assert (low.count, low.confidence, low.right) == (4, pytest.approx(0.6), 0.75)
    assert (high.low, high.high, high.right) == (0.95, 0.98, 0.95)


def test_full_confidence_falls_into_the_last_bin() -> None:
    (last,) = bins(values(1.0, 2, 0))
    assert (last.low, last.count) == (0.99, 2)


def test_confidence_that_is_right_as_often_as_it_says_has_no_error() -> None:
    assert calibration_error(values(0.75, 3, 1)) == pytest.approx(0)
    assert calibration_error(values(0.95, 1, 1)) == pytest.approx(0.45)
    assert calibration_error([]) is None


def test_leaving_the_least_sure_to_people_lowers_the_error_among_the_rest() -> None:
    everything, fewer = trades(values(0.99, 90, 0) + values(0.5, 5, 5), shares=(0.0, 0.1))
    assert (everything.share, everything.error) == (0, 0.05)
    assert (fewer.share, fewer.threshold, fewer.error) == (pytest.approx(0.1), 0.99, 0)
    assert 0 < fewer.ceiling < 0.05


def test_values_of_one_confidence_stay_together() -> None:
    (trade,) = trades(values(0.9, 10, 0), shares=(0.3,))
    assert trade.share == 0


def test_none_wrong_of_few_still_leaves_room_for_doubt() -> None:
    assert wilson(0, 10).high > 0.2
    assert wilson(0, 4000).high < 0.001
