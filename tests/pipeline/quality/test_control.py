from __future__ import annotations

from pipeline.quality.control import RUN, Batch, p_chart

CANS = (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6)
"""Montgomery, Introduction to Statistical Quality Control, table 7.1: leaking cans of orange juice in samples of 50."""


def test_limits_are_those_of_montgomerys_example() -> None:
    chart = p_chart([Batch(str(index), wrong, 50) for index, wrong in enumerate(CANS, 1)])
    assert round(chart.centre, 4) == 0.2313
    assert (round(chart.points[0].lower, 4), round(chart.points[0].upper, 4)) == (0.0524, 0.4102)
    assert [point.batch.name for point in chart.points if point.signal == "above"] == ["15", "23"]


def test_limits_follow_the_size_of_a_week() -> None:
    small, large = p_chart([Batch("a", 2, 20), Batch("b", 100, 1000)]).points
    assert small.upper > large.upper
    assert small.lower == 0 < large.lower


def test_weeks_are_held_against_the_baseline_if_there_is_one() -> None:
    before = [Batch(f"w{n}", 2, 100) for n in range(6)]
    chart = p_chart([*before, Batch("now", 9, 100)], baseline=before)
    assert chart.centre == 0.02
    assert [point.batch.name for point in chart.points if point.alarms] == ["now"]


def test_a_long_run_on_the_high_side_alarms_without_any_point_beyond_the_limits() -> None:
    before = [Batch(f"w{n}", 2, 100) for n in range(4)]
    chart = p_chart([*before, *(Batch(f"n{n}", 3, 100) for n in range(RUN))], baseline=before)
    assert [point.signal for point in chart.points].count("run") == 1
    assert chart.points[-1].alarms


def test_better_than_ever_is_no_alarm() -> None:
    before = [Batch(f"w{n}", 300, 1000) for n in range(4)]
    point = p_chart([Batch("now", 200, 1000)], baseline=before).points[0]
    assert point.signal == "below"
    assert not point.alarms


def test_weeks_without_samples_have_no_point() -> None:
    assert [p.batch.name for p in p_chart([Batch("a", 0, 0), Batch("b", 0, 10)]).points] == ["b"]
