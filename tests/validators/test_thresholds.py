"""Thresholds follow from the target and from what was measured."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from extractors.calibration import Topic
from validators.errors import PolicyError
from validators.thresholds import THRESHOLDS, Thresholds, load

SHIPPED = Path(__file__).parents[2] / "validators" / "policies" / "base" / "thresholds.yaml"


def test_the_shipped_thresholds_are_the_ones_in_use() -> None:
    assert load(SHIPPED) == THRESHOLDS
    assert all(0 <= value <= 1 for name, value in asdict(THRESHOLDS).items() if name != "card_max_lines")


def stricter(tmp_path: Path, target: str) -> Thresholds:
    file = tmp_path / "thresholds.yaml"
    file.write_text(SHIPPED.read_text("utf-8").replace("target: 0.001", f"target: {target}"), "utf-8")
    return load(file)


def test_a_stricter_target_accepts_less_and_a_looser_one_more(tmp_path: Path) -> None:
    strict, loose = stricter(tmp_path, "0.00001"), stricter(tmp_path, "0.5")
    for topic in Topic:
        low, usual, high = (getattr(each, topic.value) for each in (loose, THRESHOLDS, strict))
        assert low <= usual <= high
    assert strict.name > loose.name


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("target: 0.001", "target: 5", "no share"),
        ("target: 0.001", "target: high", "a number is expected"),
        ("  seal: 0.02", "  sael: 0.02", "unknown key 'sael'"),
        ("  seal: 0.02", "  # seal: 0.02", "the key 'seal' is missing"),
        ("  seal: 0.02", "  seal: 0", "some wrong readings always pass"),
        ("  seal: 0.02", "  seal: 0.02\n  seal: 0.06", "written twice"),
    ],
)
def test_a_mistake_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert f"\n{old}" in text
    broken = tmp_path / "thresholds.yaml"
    broken.write_text(text.replace(f"\n{old}", f"\n{new}", 1), encoding="utf-8")
    with pytest.raises(PolicyError, match=said):
        load(broken)
