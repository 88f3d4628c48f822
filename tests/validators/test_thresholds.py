"""The one file of confidences from which something read may pass or fail."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from validators.errors import PolicyError
from validators.thresholds import THRESHOLDS, load

SHIPPED = Path(__file__).parents[2] / "validators" / "policies" / "base" / "thresholds.yaml"


def test_the_shipped_thresholds_are_the_ones_in_use() -> None:
    assert load(SHIPPED) == THRESHOLDS
    assert all(0 <= value <= 1 for name, value in asdict(THRESHOLDS).items() if name != "card_max_lines")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("seal: 0.5", "seal: 5", "no probability"),
        ("seal: 0.5", "seal: high", "a number is expected"),
        ("seal: 0.5", "sael: 0.5", "unknown key 'sael'"),
        ("seal: 0.5\n", "", "the key 'seal' is missing"),
        ("seal: 0.5", "seal: 0.5\nseal: 0.6", "written twice"),
    ],
)
def test_a_mistake_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert f"\n{old}" in text
    broken = tmp_path / "thresholds.yaml"
    broken.write_text(text.replace(f"\n{old}", f"\n{new}", 1), encoding="utf-8")
    with pytest.raises(PolicyError, match=said):
        load(broken)
