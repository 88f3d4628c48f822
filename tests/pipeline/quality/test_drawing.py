from __future__ import annotations

import pytest

from pipeline.quality.drawing import Layer, Unit, allocate, draw, draw_daily, frame_hash, rank, twice

PINNED = ["case-6", "case-4", "case-3"]
FRAME = [Unit(f"case-{n}", ("rizhao" if n % 10 else "neimenggu",)) for n in range(500)]


def _drawn(layers: list[Layer]) -> list[str]:
    return [key for layer in layers for key in layer.drawn]


def test_the_same_seed_draws_the_same_sample_whatever_the_order() -> None:
    assert draw(FRAME, 50, 7) == draw(FRAME[::-1], 50, 7)
    assert _drawn(draw(FRAME, 50, 7)) != _drawn(draw(FRAME, 50, 8))


def test_a_sample_drawn_today_is_drawn_again_in_ten_years() -> None:
    """Pinned: whoever changes this makes every sample in the archive irreproducible."""
    assert rank(7, "case-1").hex().startswith("f45f10")
    assert _drawn(draw([Unit(f"case-{n}") for n in range(10)], 3, 7)) == PINNED


def test_strata_are_drawn_in_proportion() -> None:
    layers = {layer.stratum[0]: layer for layer in draw(FRAME, 50, 7)}
    assert {name: (layer.size, len(layer.drawn)) for name, layer in layers.items()} == {
        "rizhao": (450, 45),
        "neimenggu": (50, 5),
    }
    assert layers["rizhao"].weight == 10


def test_every_stratum_may_be_given_a_least_number() -> None:
    assert allocate({("a",): 1000, ("b",): 3, ("c",): 40}, 20, least=5) == {("a",): 12, ("b",): 3, ("c",): 5}


def test_strata_may_be_drawn_equally() -> None:
    assert allocate({("a",): 1000, ("b",): 100}, 20, equally=True) == {("a",): 10, ("b",): 10}


@pytest.mark.parametrize("total", [0, 1, 7, 43, 44, 100])
def test_all_that_was_asked_for_is_given_and_no_more_than_there_is(total: int) -> None:
    sizes = {("a",): 30, ("b",): 9, ("c",): 5}
    given = allocate(sizes, total)
    assert sum(given.values()) == min(total, 44)
    assert all(given[stratum] <= size for stratum, size in sizes.items())


def test_each_unit_is_as_likely_as_any_other() -> None:
    units = [Unit(f"case-{n}") for n in range(20)]
    times = dict.fromkeys((unit.key for unit in units), 0)
    for seed in range(2000):
        for key in _drawn(draw(units, 5, seed)):
            times[key] += 1
    assert 420 < min(times.values()) <= max(times.values()) < 580  # 500 each, four standard deviations


def test_a_daily_share_is_that_share_over_many_days() -> None:
    drawn = sum(len(_drawn(draw_daily([Unit(f"{day}-{n}") for n in range(7)], 0.1, 3))) for day in range(1000))
    assert 620 < drawn < 780
    assert draw_daily(FRAME, 0.1, 3)[0].weight == 10


def test_a_share_is_read_twice_and_at_least_one() -> None:
    layers = draw(FRAME, 50, 7)
    assert len(twice(layers, 0.2, 7)) == 10
    assert len(twice(layers, 0.001, 7)) == 1
    assert twice(layers, 0, 7) == frozenset()
    assert twice(layers, 0.2, 7) <= set(_drawn(layers))


def test_the_hash_of_a_frame_tells_any_change_of_it() -> None:
    assert frame_hash(FRAME) == frame_hash(FRAME[::-1])
    assert frame_hash(FRAME) != frame_hash(FRAME[1:])
    assert frame_hash([Unit("a", ("x",))]) != frame_hash([Unit("a", ("y",))])
