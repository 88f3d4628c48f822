"""Curves rise, never promise more than was measured, and reach every confidence of a document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from extractors.calibration import CALIBRATION, PATH, Block, Calibration, Curve, Topic, calibrated, load
from tests.pipeline.papers import certificate, lab_report

CURVE = Curve((Block(0.8, 0.85, 100, 90, 0.9), Block(0.95, 0.99, 400, 399, 0.997)))


def test_a_curve_is_straight_between_what_was_measured() -> None:
    assert CURVE.probability(0.85) == 0.9
    assert CURVE.probability(0.92) == pytest.approx(0.9485)
    assert CURVE.probability(1.0) == 0.997
    assert CURVE.probability(0.0) == 0.0


def test_what_is_less_sure_than_all_that_was_measured_is_believed_no_more_than_it_believes_itself() -> None:
    often_right = Curve((Block(0.55, 0.6, 100, 90, 0.9),))
    assert often_right.probability(0.55) == pytest.approx(0.825)
    assert often_right.probability(0.54) == 0.54
    assert often_right.probability(0.35) == 0.35


def test_a_curve_never_falls() -> None:
    chances = [CURVE.probability(i / 100) for i in range(101)]
    assert chances == sorted(chances)


@pytest.mark.parametrize(("error", "raw"), [(0.03, 0.8), (0.01, 0.95), (0.0001, 0.95)])
def test_the_threshold_keeps_wrong_values_among_those_accepted_below_the_error(error: float, raw: float) -> None:
    assert CURVE.threshold(error) == CURVE.probability(raw)


def test_every_confidence_of_a_document_becomes_a_probability() -> None:
    half = Calibration("x", "1", {topic: Curve((Block(0.1, 1.0, 10, 5, 0.5),)) for topic in Topic})
    for paper in (certificate("a.jpg")[1].document, lab_report("b.jpg")[1].document):
        said = calibrated(paper, half)
        assert said.kind_confidence == pytest.approx(paper.kind_confidence / 2, abs=1e-4)
        pairs = [(said.patient.name, paper.patient.name), *zip(said.fields, paper.fields, strict=True)]
        pairs += zip((p.name for p in said.physicians), (p.name for p in paper.physicians), strict=True)
        for after, before in pairs:
            assert (after is None) == (before is None)
            if after and before:
                assert after.confidence == pytest.approx(before.confidence / 2, abs=1e-4)
                assert replace(after, confidence=before.confidence) == before
        for name in ("dates", "diagnoses", "lab_items", "seals", "medications"):
            for after, before in zip(getattr(said, name), getattr(paper, name), strict=True):
                assert after.confidence == pytest.approx(before.confidence / 2, abs=1e-4)
        if said.issue_date:
            assert said.issue_date.date in said.dates


def test_hospitals_stay_as_read() -> None:
    paper = certificate("a.jpg")[1].document
    assert calibrated(paper).hospitals == paper.hospitals


def test_the_shipped_curves_cover_every_topic() -> None:
    assert set(CALIBRATION.curves) == set(Topic)


def test_a_missing_curve_is_refused(tmp_path: Path) -> None:
    data = yaml.safe_load(PATH.read_text("utf-8"))
    del data["curves"]["name"]
    refused(tmp_path, data, "the curve of name is missing")


def test_a_falling_curve_is_refused(tmp_path: Path) -> None:
    data = yaml.safe_load(PATH.read_text("utf-8"))
    first = {"low": 0.0, "at": 0.5, "values": 9, "right": 9, "probability": 0.9}
    data["curves"]["kind"] = [first, {**first, "at": 0.9, "probability": 0.1}]
    refused(tmp_path, data, "the curve of kind is missing or falls")


def refused(tmp_path: Path, data: object, why: str) -> None:
    broken = tmp_path / "calibration.yaml"
    broken.write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(ValueError, match=why):
        load(broken)
