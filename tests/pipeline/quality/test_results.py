from __future__ import annotations

import pytest

from pipeline.quality import drift, results
from pipeline.quality.results import fold, view
from tests.pipeline.quality.seen import finding, seen


def test_misses_and_false_alarms_are_told_apart() -> None:
    found = [
        *(finding("stamp_missing", "fail", "fail", "right") for _ in range(6)),
        *(finding("stamp_missing", "pass", "fail", "missed") for _ in range(2)),
        *(finding("stamp_missing", "unsure", "pass", "false") for _ in range(3)),
        *(finding("stamp_missing", "pass", "pass", "right") for _ in range(9)),
    ]
    (line,) = results.lines(view(fold(found), "finding"))
    assert (line.all.wrong, line.all.of) == (5, 20)
    assert (line.missed.wrong, line.missed.of) == (2, 8)  # of the faults there are
    assert (line.false.wrong, line.false.of) == (3, 9)  # of what the machine raised


def test_fields_are_missed_where_nothing_was_read_and_false_where_nothing_is() -> None:
    found = [seen(outcome="right"), seen(outcome="wrong"), seen(outcome="missed"), seen(outcome="false")]
    (line,) = results.lines(view(fold(found), "field"))
    assert (line.all.wrong, line.missed.of, line.missed.wrong, line.false.of, line.false.wrong) == (3, 3, 1, 3, 1)


def test_strata_drawn_more_densely_weigh_less() -> None:
    found = [seen(outcome="wrong", weight=1), seen(outcome="right", weight=9)]
    assert results.lines(view(fold(found), "field"))[0].all.share == pytest.approx(0.1)


def test_a_ruling_counts_instead_of_the_first_look() -> None:
    found = [
        seen(outcome="wrong", ruled="right"),
        seen(outcome="right", ruled="missed"),
        seen(outcome="wrong", ruled="open"),
    ]
    (line,) = results.lines(view(fold(found), "field"))
    assert (line.all.wrong, line.all.of, line.undecided) == (1, 2, 1)


def test_second_readings_do_not_count_twice() -> None:
    assert results.lines(view(fold([seen(), seen(outcome="wrong", ordinal=2)]), "field"))[0].all.of == 1


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("field", {"issue_date", "kind"}),
        ("finding", {"report_stale"}),
        ("kind", {"lab_report", "-"}),
        ("hospital", {"H1", "-"}),
        ("quality", {"poor", "-"}),
        ("version", {"9 · rizhao 2026.1"}),
        ("disposition", {"review"}),
    ],
)
def test_results_by_every_grouping(by: str, names: set[str]) -> None:
    found = [
        seen(kind="lab_report", hospital="H1", quality="poor"),
        seen("kind", sort="kind"),
        finding("report_stale", "pass", "pass", "right"),
    ]
    assert {line.name for line in results.lines(view(fold(found), by))} == names


def test_kinds_are_confused_in_pairs() -> None:
    found = [
        seen("kind", "wrong", sort="kind", machine="lab_report", auditor="exam_report"),
        seen("kind", "right", sort="kind", machine="photo", auditor="photo"),
    ]
    words, cells = results.confusion(view(fold(found), "kinds"))
    assert words == ["exam_report", "lab_report", "photo"]
    assert [(cell.machine, cell.auditor, cell.count) for cell in cells] == [
        ("lab_report", "exam_report", 1),
        ("photo", "photo", 1),
    ]


def test_only_values_the_machine_gave_say_something_of_its_confidence() -> None:
    found = [
        seen(confidence=0.9),
        seen(outcome="wrong", confidence=0.6),
        seen(outcome="missed"),
        seen(confidence=0.9, ruled="open"),
        seen("hospital", confidence=0.8),
    ]
    sure = view(fold(found), "sure")
    values = results.sure_values({cell: one for cell, one in sure.items() if cell[0] == "issue_date"})
    assert [(value.confidence, value.tally.count, value.tally.wrong) for value in values] == [(0.6, 1, 1), (0.9, 1, 0)]
    assert {topic for topic, _ in sure} == {"hospital", "issue_date"}


def test_agreement_is_of_the_same_thing_read_twice() -> None:
    found = []
    for number in range(20):
        disagree = number < 4
        found.append(seen("kind", sort="kind", item=f"i{number}", auditor="photo" if number % 2 else "lab_report"))
        other = "photo" if (number % 2 == 1) != disagree else "lab_report"
        found.append(seen("kind", sort="kind", item=f"i{number}", auditor=other, ordinal=2))
    found.append(seen("kind", sort="kind", item="alone", auditor="photo"))
    (one,) = results.agreements(view(fold(found), "agreement"))
    assert (one.name, one.agreement.pairs, one.agreement.observed) == ("kind", 20, 0.8)
    assert one.agreement.kappa == pytest.approx(0.6)


def test_a_fault_only_one_of_two_named_is_a_disagreement() -> None:
    found = [
        finding("date_missing", "pass", "fail", "missed", item="i"),
        finding("report_stale", "pass", "pass", "right", item="i"),
        finding("report_stale", "pass", "pass", "right", item="i", ordinal=2, page=2),
    ]
    (one,) = results.agreements(view(fold(found), "agreement"))
    assert (one.agreement.pairs, one.agreement.observed) == (2, 0.5)


def test_a_rate_that_leaves_its_limits_alarms() -> None:
    found = [
        seen(week=f"2026-W{week:02}", outcome="wrong" if number < (30 if week == 19 else 3) else "right")
        for week in range(10, 20)
        for number in range(100)
    ]
    chart = drift.chart(view(fold(found), "trend"), "fields")
    assert [point.batch.name for point in chart.points if point.alarms] == ["2026-W19"]
    assert chart.centre == pytest.approx(0.03)  # of the weeks before, not of the one that is off
    assert sum(dict(results.metrics_of(one))["fields"] for one in found if one.facts["week"] == "2026-W19") == 30


def test_metrics_of_findings_count_misses_and_false_alarms() -> None:
    found = [
        finding("stamp_missing", "pass", "fail", "missed"),
        finding("stamp_missing", "fail", "fail", "right"),
        finding("stamp_missing", "unsure", "pass", "false"),
        finding("stamp_missing", "pass", "pass", "right"),
    ]
    assert drift.chart(view(fold(found), "trend"), "missed").points[0].share == pytest.approx(1 / 2)
    assert drift.chart(view(fold(found), "trend"), "false").points[0].share == pytest.approx(1 / 2)
    assert drift.chart(view(fold(found), "trend"), "stamp_missing").points[0].share == pytest.approx(2 / 4)
    assert drift.metrics(view(fold(found), "trend")) == ["fields", "missed", "false", "stamp_missing"]
