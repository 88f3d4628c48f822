"""Held against what others have published."""

from __future__ import annotations

import pytest

from pipeline.quality.intervals import wilson
from pipeline.quality.tally import Judged, rate, tally, total


def test_a_simple_samples_rate_is_wilsons() -> None:
    found = rate([Judged(1, wrong=index < 15) for index in range(148)])
    assert (found.wrong, found.of) == (15, 148)
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (0.0624, 0.1605)


def test_rates_of_a_stratified_sample_are_weighted() -> None:
    """Cochran 1977, 5.6: the estimate is Σ W_h p_h. 900 cases of which 10 were drawn, 100 of which 50 were."""
    large = [Judged(900 / 10, wrong=index < 1) for index in range(10)]
    small = [Judged(100 / 50, wrong=index < 25) for index in range(50)]
    found = rate(large + small)
    assert found.share == pytest.approx(0.9 * 0.1 + 0.1 * 0.5)
    assert found.wrong == 26  # counted as they are
    assert found.effective == pytest.approx(1000**2 / (10 * 90**2 + 50 * 2**2))  # Kish
    assert found.interval.low < found.share < found.interval.high
    assert found.interval.half_width > wilson(26, 60).half_width


def test_the_rate_of_nothing_says_nothing() -> None:
    assert rate([]).interval.half_width == 0.5


def _items(*wrong: int, of: int) -> list[list[Judged]]:
    return [[Judged(1, wrong=number < many) for number in range(of)] for many in wrong]


def test_things_of_one_item_that_err_together_say_less() -> None:
    """Cochran 1977, 3.12 (page 67): of 104 persons in 30 households 30 had seen a doctor. The share's variance over
    households is 0.00520, that of a simple sample of persons would be 0.00197."""
    persons = (5, 6, 3, 3, 2, 3, 3, 3, 4, 4, 3, 2, 7, 4, 3, 5, 4, 4, 3, 3, 4, 3, 3, 1, 2, 4, 3, 4, 2, 4)
    doctor = (5, 0, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 2, 0, 0, 1, 3, 2, 0, 0, 0, 2, 2, 0, 2, 0, 1)
    found = total(
        tally(Judged(1, wrong=number < seen) for number in range(many))
        for many, seen in zip(persons, doctor, strict=True)
    )
    assert (found.count, found.wrong) == (104, 30)
    variance = found.share * (1 - found.share) / found.effective
    assert round(variance * 30 / 29, 5) == 0.00521  # n / (n - 1): the book's 0.00520 is cut off
    assert round(found.share * (1 - found.share) / 104, 5) == 0.00197


def test_alike_within_an_item_many_are_one() -> None:
    """Ten rows of each page, all wrong or all right: the sample is as large as there are pages."""
    found = total(tally(judged) for judged in _items(10, 0, 0, 0, 10, of=10))
    assert found.effective == pytest.approx(5)
    interval = found.rate().interval
    assert (interval.low, interval.high) == pytest.approx((wilson(2, 5).low, wilson(2, 5).high))


def test_scattered_evenly_over_the_items_they_count_one_by_one() -> None:
    assert total(tally(judged) for judged in _items(1, 1, 1, 1, of=10)).effective == 40


def test_what_was_added_can_be_taken_away() -> None:
    one, other = tally([Judged(2, wrong=True, sure=0.9), Judged(1, wrong=False)]), tally([Judged(3, wrong=True)])
    assert (one + other) - other == one
