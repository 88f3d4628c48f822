from __future__ import annotations

import pytest

from pipeline.quality.reliability import Sure, bins, calibration_error, trade, trades


def _values(confidence: float, right: int, wrong: int, weight: float = 1.0) -> list[Sure]:
    return [Sure(confidence, True, weight)] * right + [Sure(confidence, False, weight)] * wrong


def test_each_value_lies_in_one_bin() -> None:
    found = bins([*_values(0.5, 1, 1), *_values(0.99, 3, 0), *_values(1.0, 1, 0)])
    assert [(each.low, each.high, each.count) for each in found] == [(0.5, 0.7, 2), (0.99, 1.0, 4)]
    assert found[0].right == 0.5
    assert found[1].confidence == pytest.approx((3 * 0.99 + 1) / 4)


def test_who_is_right_as_often_as_it_says_has_no_calibration_error() -> None:
    assert calibration_error(_values(0.8, 8, 2)) == pytest.approx(0)
    assert calibration_error(_values(0.9, 5, 5)) == pytest.approx(0.4)
    assert calibration_error([]) is None


def test_the_error_is_weighted_by_the_bins() -> None:
    """Guo et al. 2017, (3): Σ |B_m|/n |acc(B_m) − conf(B_m)|."""
    values = [*_values(0.9, 5, 5), *_values(0.6, 18, 12)]
    assert calibration_error(values) == pytest.approx(10 / 40 * 0.4 + 30 / 40 * 0.0)


def test_weights_speak_for_those_that_were_not_drawn() -> None:
    values = [*_values(0.95, 1, 0, weight=9), *_values(0.95, 0, 1, weight=1)]
    assert bins(values)[0].right == pytest.approx(0.9)


def test_a_higher_threshold_takes_less_and_errs_less() -> None:
    values = [*_values(0.99, 98, 0), *_values(0.8, 1, 1)]
    low, high = trade(values, 0.5), trade(values, 0.9)
    assert (low.wrong, low.left, low.needless) == (1, 0, 0)
    assert (high.wrong, high.left, high.needless) == (0, pytest.approx(0.02), pytest.approx(0.01))


def test_the_curve_rises_in_what_is_left_to_people() -> None:
    left = [each.left for each in trades([*_values(0.99, 9, 0), *_values(0.7, 5, 2)])]
    assert left == sorted(left)


def test_a_threshold_above_all_takes_nothing_and_knows_nothing() -> None:
    found = trade(_values(0.9, 3, 0), 1.0)
    assert (found.taken, found.left) == (0, 1)
    assert found.interval.half_width == 0.5
