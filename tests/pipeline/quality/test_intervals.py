"""Held against what others have published."""

from __future__ import annotations

import pytest

from pipeline.quality.intervals import planned, size_for, wilson


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


def test_a_planned_sample_gives_the_interval_it_was_sized_for() -> None:
    size = size_for(0.05, 0.5, 0.95, 1000)
    assert planned(0.5, [(1000, size)]).half_width == pytest.approx(0.05, abs=0.001)


def test_who_looks_at_all_of_it_knows_it() -> None:
    assert planned(0.05, [(7, 7), (1, 1)]).half_width == 0


def test_strata_drawn_unevenly_give_a_wider_interval() -> None:
    even, uneven = planned(0.1, [(9000, 90), (1000, 10)]), planned(0.1, [(9000, 50), (1000, 50)])
    assert uneven.half_width > even.half_width
    assert even.half_width == pytest.approx(wilson(10, 100).half_width, rel=0.02)


def test_of_what_nothing_is_drawn_nothing_is_known() -> None:
    assert planned(0.1, [(50, 0)]).half_width == 0.5
