"""Held against what others have published."""

from __future__ import annotations

import pytest

from pipeline.quality.intervals import Judged, rate, size_for, wilson


@pytest.mark.parametrize(
    ("wrong", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_that_of_newcombe_1998(wrong: int, of: int, low: float, high: float) -> None:
    found = wilson(wrong, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0).low == 0
    assert wilson(0, 0).high == 1


def test_no_interval_leaves_the_scale() -> None:
    assert wilson(50, 50).high == 1
    assert wilson(0, 3).low == 0


@pytest.mark.parametrize(
    ("half_width", "expected", "population", "size"),
    [
        (0.05, 0.5, None, 385),  # the number every textbook has
        (0.03, 0.5, None, 1068),
        (0.05, 0.5, 1000, 278),  # Krejcie and Morgan 1970
        (0.05, 0.5, 100, 80),
        (0.05, 0.5, 10000, 370),
        (0.01, 0.02, None, 753),
    ],
)
def test_sizes_are_those_of_the_tables(half_width: float, expected: float, population: int | None, size: int) -> None:
    assert size_for(half_width, expected, 0.95, population) == size


def test_a_size_is_never_more_than_there_is() -> None:
    assert size_for(0.001, 0.5, 0.99, 40) == 40
    assert size_for(0.05, 0.5, 0.95, 0) == 0


@pytest.mark.parametrize("bad", [0.0, 1.0])
def test_a_width_that_cannot_be_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        size_for(bad)


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
