"""Drawings: every value within its plane, every point a link, nothing that could not be read aloud."""

from __future__ import annotations

import pytest

from pipeline.quality.control import Batch, p_chart
from pipeline.quality.reliability import Sure, bins, trades
from pipeline.quality.results import fold, lines, view
from pipeline.web.console.charts import shapes
from pipeline.web.console.charts.plane import Plane, ceiling, percent, ticks
from pipeline.web.console.charts.shapes import Drawing
from tests.pipeline.quality.seen import seen


def href(name: str) -> str:
    return f"/items?name={name}"


def inside(drawing: Drawing) -> bool:
    plane = drawing.plane
    return all(0 <= mark.x <= plane.width and 0 <= mark.y <= plane.height for mark in drawing.marks)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 0.05, [0, 0.01, 0.02, 0.03, 0.04, 0.05]),
        (0.5, 1, [0.5, 0.6, 0.7, 0.8, 0.9, 1]),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, found: list[float]) -> None:
    assert ticks(low, high) == pytest.approx(found)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0%"), (0.05, "5%"), (0.052, "5.2%"), (0.5, "50%"), (0.0012, "0.12%"), (1, "100%")]
)
def test_percent(value: float, text: str) -> None:
    assert percent(value) == text


def test_an_axis_ends_above_what_it_holds() -> None:
    assert [ceiling([value]) for value in (0.0, 0.05, 0.051, 0.9, 1.0)] == [0.05, 0.05, 0.1, 1.0, 1.0]


def test_what_lies_beyond_the_axis_lies_on_its_end() -> None:
    plane = Plane(100, 100, (0, 1), (0, 1))
    assert (plane.x(2), plane.y(-1)) == (plane.x(1), plane.y(0))


def test_a_rate_lies_within_its_interval_and_leads_somewhere() -> None:
    found = lines(view(fold([seen(outcome="wrong"), *(seen() for _ in range(9))]), "field"))
    drawing = shapes.rates(found, str.upper, href)
    (mark,) = drawing.marks
    assert mark.low < mark.x < mark.high
    assert mark.href == "/items?name=issue_date"
    assert mark.title.startswith("ISSUE_DATE: 1/10, 10% [")
    assert inside(drawing)


def test_misses_are_drawn_by_themselves_where_something_could_be_missed() -> None:
    judged = [seen(outcome="missed"), *(seen() for _ in range(3)), seen("hospital", outcome="false")]
    (mark,) = shapes.rates(lines(view(fold(judged), "field")), str.upper, href, "missed").marks
    assert mark.title.startswith("ISSUE_DATE: 1/4, 25% [")


def test_alarms_stand_out_in_a_control_chart() -> None:
    weeks = [*(Batch(f"2026-W{n:02}", 2, 100) for n in range(1, 9)), Batch("2026-W09", 30, 100)]
    drawing = shapes.control(p_chart(weeks, weeks[:8]), href)
    assert [mark.name for mark in drawing.marks if mark.tone] == ["2026-W09"]
    assert drawing.labels[0][1] == "W01"
    assert inside(drawing)


def test_the_threshold_in_force_stands_out_and_lies_on_top() -> None:
    values = [Sure(n / 100, n % 7 != 0) for n in range(50, 100)]
    drawing = shapes.trades(trades(values, [0.6, 0.7, 0.8, 0.9]), 0.7, href)
    assert [mark.href for mark in drawing.marks if mark.tone] == ["/items?name=0.7"]
    assert drawing.marks[-1].tone
    assert inside(drawing)


def test_thresholds_that_do_the_same_are_one_point() -> None:
    drawing = shapes.trades(trades([Sure(0.95, True)] * 3, [0.5, 0.6, 0.7]), None, href)
    assert len(drawing.marks) == 1


@pytest.mark.parametrize("confidence", [0.2, 0.99])
def test_reliability_begins_where_the_confidences_do(confidence: float) -> None:
    drawing = shapes.reliability(bins([Sure(confidence, True)] * 4), href)
    assert inside(drawing)
    assert drawing.plane.x_range == ((0.0, 1) if confidence < 0.5 else (0.5, 1))


def test_drawings_of_nothing_are_empty() -> None:
    assert shapes.rates([], str, href).marks == ()
    assert shapes.control(p_chart([]), href).marks == ()
    assert shapes.reliability([], href).marks == ()
    assert shapes.trades([], None, href).marks == ()
