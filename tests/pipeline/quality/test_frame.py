from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4

import pytest

from pipeline.quality.frame import DIMENSIONS, NONE, band, entries
from storage.records.samples import FrameRow

U1, U2 = str(UUID(int=1)), str(UUID(int=2))


def row(**changes: object) -> FrameRow:
    values: dict[str, object] = {
        "verdict_id": uuid4(),
        "case_id": uuid4(),
        "judged_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        "disposition": "supplement",
        "findings": (
            {"code": "report_stale", "outcome": "unsure", "severity": "blocking", "rule": "age"},
            {"code": "stamp_missing", "outcome": "fail", "severity": "blocking", "rule": "seal"},
            {"code": "date_missing", "outcome": "pass", "severity": "review", "rule": "date"},
        ),
        "documents": (
            {
                "id": "d1",
                "kind": "lab_report",
                "hospital": "H1",
                "quality": "good",
                "confidence": 0.97,
                "pages": [[2, U2, 1]],
            },
            {"id": "d2", "kind": "photo", "hospital": "", "quality": "poor", "confidence": 0.7, "pages": [[1, U1, 2]]},
            {"id": "", "kind": "loose", "pages": [[1, U1, 1]]},
        ),
        "reader": "9",
        "policy_version": "rizhao 2026.1",
        "region": "rizhao",
        "diseases": ("高血压", "糖尿病"),
        "track": "batch",
        "decided_by": "li",
    }
    return FrameRow(**(values | changes))  # type: ignore[arg-type]


def test_a_case_shows_its_pages_in_the_order_they_came_not_in_the_machines() -> None:
    (entry,) = entries([row()], "case")
    assert entry.pages == ((U1, 1), (U1, 2), (U2, 1))


def test_a_case_has_a_value_for_every_dimension() -> None:
    (entry,) = entries([row()], "case")
    assert set(DIMENSIONS) <= entry.facts.keys()
    assert entry.facts["finding"] == "stamp_missing"  # the gravest
    assert entry.facts["band"] == "<0.80"  # of its least sure paper
    assert entry.facts["quality"] == "poor"
    assert entry.facts["reviewer"] == "li"
    assert entry.facts["week"] == "2026-W01"


def test_documents_are_drawn_one_by_one_and_loose_pages_are_none() -> None:
    found = entries([row()], "document")
    assert [(entry.document, entry.facts["kind"], entry.facts["hospital"]) for entry in found] == [
        ("d1", "lab_report", "H1"),
        ("d2", "photo", NONE),
    ]
    assert len({entry.key for entry in found}) == 2


def test_passes_and_flags_are_both_in_the_frame() -> None:
    clean = row(disposition="ready", findings=())
    assert {entry.facts["disposition"] for entry in entries([row(), clean], "case")} == {"supplement", "ready"}


def test_cases_without_pages_cannot_be_shown() -> None:
    assert entries([row(documents=())], "case") == []


@pytest.mark.parametrize(
    ("filters", "within"),
    [
        ({"finding": ["report_stale"]}, True),  # one of its findings, not only the gravest
        ({"finding": ["date_missing"]}, False),  # that rule passed
        ({"disposition": ["ready", "supplement"]}, True),
        ({"disposition": ["ready"]}, False),
        ({"disposition": ["supplement"], "region": ["neimenggu"]}, False),
        ({"region": []}, True),
    ],
)
def test_a_frame_can_be_cut_down(filters: dict[str, list[str]], within: bool) -> None:
    (entry,) = entries([row()], "case")
    assert entry.passes(filters) is within


@pytest.mark.parametrize(("confidence", "name"), [(1.0, "≥0.99"), (0.99, "≥0.99"), (0.95, "0.95–0.99"), (0.1, "<0.80")])
def test_bands_of_confidence(confidence: float, name: str) -> None:
    assert band(confidence) == name
