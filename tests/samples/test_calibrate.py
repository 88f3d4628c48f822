"""Curves say what was measured, and the thresholds that follow keep the target."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extractors.calibration import Topic, load
from extractors.roles.net import MOST
from samples.calibrate import METRICS, curves, written
from samples.reliability import Sure


def drawn(count: int, chance: float, low: float, high: float) -> list[Sure]:
    rng = random.Random(f"{count}/{chance}")
    return [Sure(rng.uniform(low, high), rng.random() < chance) for _ in range(count)]


def test_probabilities_are_the_shares_that_were_right() -> None:
    values = drawn(800, 0.7, 0.5, 0.8) + drawn(800, 0.99, 0.9, 1.0)
    curve = curves([{"patient name": values}])[Topic.NAME]
    assert curve.probability(0.65) == pytest.approx(0.7, abs=0.06)
    assert curve.probability(0.97) == pytest.approx(0.99, abs=0.02)


def test_a_few_right_values_lean_on_what_holds_for_all() -> None:
    found = curves([{"patient name": drawn(500, 0.8, 0.9, 1.0), "diagnosis": drawn(6, 1.0, 0.9, 1.0)}])
    assert 0.75 < found[Topic.DIAGNOSIS].probability(0.95) < 0.93


def test_what_is_told_in_doubt_on_purpose_counts_for_no_curve() -> None:
    told = [Sure(MOST, True)] * 60
    found = curves(
        [{"diagnosis": [*told, *drawn(300, 0.9, 0.5, 1.0)], "lab value": [*told, *drawn(300, 0.9, 0.5, 1.0)]}]
    )
    assert sum(b.values for b in found[Topic.DIAGNOSIS].blocks) == 300
    assert found[Topic.DIAGNOSIS].probability(MOST) <= MOST
    assert found[Topic.DIAGNOSIS].probability(0.49) < 0.5
    assert sum(b.values for b in found[Topic.LAB_ITEM].blocks) == 360


def test_confidences_that_mislead_do_not_make_a_falling_curve() -> None:
    values = drawn(200, 0.95, 0.5, 0.7) + drawn(200, 0.8, 0.8, 1.0)
    chances = [b.probability for b in curves([{"kind": values}])[Topic.KIND].blocks]
    assert chances == sorted(chances)
    assert max(chances) < 0.93


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    sure = {metric: drawn(100, 0.9, 0.5, 1.0) for metric in METRICS}
    found = curves([sure])
    file = tmp_path / "calibration.yaml"
    file.write_text(written(found, "7", "9", 12), "utf-8")
    back = load(file)
    assert (back.version, back.reader) == ("7", "9")
    for topic in Topic:
        for raw in (0.55, 0.8, 0.99):
            assert back.probability(topic, raw) == pytest.approx(found[topic].probability(raw), abs=1e-3)


def test_the_threshold_keeps_its_promise_on_other_values() -> None:
    def sample(seed: int) -> list[Sure]:
        rng = random.Random(seed)
        raws = [rng.uniform(0.5, 1.0) for _ in range(4000)]
        return [Sure(raw, rng.random() < raw**0.5) for raw in raws]

    curve = curves([{"diagnosis": sample(1)}])[Topic.DIAGNOSIS]
    threshold = curve.threshold(0.05)
    kept = [v for v in sample(2) if curve.probability(v.confidence) >= threshold]
    assert len(kept) > 500
    assert sum(not v.right for v in kept) / len(kept) <= 0.06
