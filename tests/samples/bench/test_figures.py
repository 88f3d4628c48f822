"""What rounds come to: medians against single slow ones, ratios within one run, error rates only where truth is."""

from __future__ import annotations

import json

import numpy as np
import pytest

from extractors.reading import Reading
from samples.bench.figures import Figures, Seconds, on_papers, on_pictures
from samples.bench.material import Picture
from samples.bench.memory import Held
from samples.bench.rounds import Measured
from samples.bench.spent import Spent
from samples.bench.stand import Chain, Sight
from samples.bench.table import memory_table, table
from tests.samples.bench.pages import a_page

BLANK = np.zeros((4, 4, 3), np.uint8)


def sights(*seconds: float, text: str = "血压", floor: float | None = None) -> list[Sight]:
    return [Sight(text, Spent(s, 2 * s), Spent(floor, floor) if floor else None) for s in seconds]


def chains(pages: int, *seconds: float) -> list[Chain]:
    reading = Reading("a.pdf", "0" * 64, "application/pdf", tuple(a_page(n + 1) for n in range(pages)))
    return [Chain(reading, Spent(s, s), {"text": s / 2}, {"rec": s / 4}, s / 2) for s in seconds]


def test_one_slow_round_changes_nothing() -> None:
    row = on_pictures(Measured([sights(1.0, 9.0, 1.1)]), [Picture(BLANK)])
    assert row.wall.mean == pytest.approx(1.1)
    assert row.cpu.mean == pytest.approx(2.2)


def test_errors_are_counted_over_all_characters_of_pages_with_truth() -> None:
    shown = [Picture(BLANK, "血糖"), Picture(BLANK, "血压正常稳定"), Picture(BLANK, None)]
    row = on_pictures(Measured([sights(1.0), sights(1.0), sights(1.0)]), shown)
    assert row.cer == pytest.approx((1 + 4) / 8)


def test_without_truth_nothing_is_said_of_errors() -> None:
    assert on_pictures(Measured([sights(1.0)]), [Picture(BLANK)]).cer is None


def test_the_floor_is_the_processor_time_of_the_same_calls() -> None:
    row = on_pictures(Measured([sights(1.0, floor=1.6)]), [Picture(BLANK)])
    assert row.floor == pytest.approx(2.0 / 1.6)


def test_pages_count_alike_whatever_paper_they_are_of() -> None:
    row = on_papers(Measured(chains=[chains(3, 6.0), chains(1, 4.0), chains(0, 50.0)]))
    assert row.wall.mean == pytest.approx((3 * 2.0 + 4.0) / 4)
    assert row.stages["text"] == pytest.approx((3.0 + 2.0) / 4)


def test_a_tenth_of_the_pages_is_beyond_the_spread_on_either_side() -> None:
    spread = Seconds.of([float(n) for n in range(1, 21)])
    assert (spread.median, spread.low, spread.high) == (10.5, 3.0, 18.0)


def test_the_curve_of_memory_has_a_line_for_each_point() -> None:
    lines = memory_table([Held(100, 700.4, 801.0, 0.9), Held(200, 701.0, 802.0, 0.9)]).splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [["100", "700", "801"], ["200", "701", "802"]]


def test_json_and_table_tell_the_same_ratios() -> None:
    shown = [Picture(BLANK, "血压")]
    ours = on_pictures(Measured([sights(1.0, floor=1.9)]), shown)
    peer = on_pictures(Measured([sights(4.0)]), shown)
    chain = on_papers(Measured(chains=[chains(1, 1.5)]))
    figures = Figures({"ours": ours, "ours, whole chain": chain, "rapidocr": peer}, 1, 1, 2, {"1": 1.0, "2": 1.7})
    told = json.loads(json.dumps(figures.as_json()))
    assert told["ratio_to_rapidocr"] == pytest.approx(4.0)
    assert told["pages_per_second"] == {"1": 1.0, "2": 1.7}
    assert {"ratio_to_network_floor", "seconds_per_page", "peak_mb", "engines", "stages"} <= told.keys()
    assert told["engines"]["rapidocr"]["ratio_to_rapidocr"]["wall"] == pytest.approx(1.0)
    text = table(figures)
    assert "4.00" in text
    assert "1.70 times" in text
