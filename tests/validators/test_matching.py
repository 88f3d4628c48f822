"""The thresholds of matching and the look-alike characters are data, loaded strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from validators import matching
from validators.errors import PolicyError
from validators.look_alikes import alike, fold, twins, unify

SHIPPED = Path(matching.__file__).parent / "policies" / "base" / "matching.yaml"


def test_the_shipped_thresholds_keep_their_order() -> None:
    shipped = matching.load(SHIPPED)
    assert shipped.seals.agree <= shipped.seals.differ <= shipped.seals.differ_by_one, "to differ takes a surer sight"
    assert shipped.hospitals.missing_place < shipped.hospitals.body_only < 1


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("agree: 0.60", "agree: 1.60", "no probability"),
        ("agree: 0.60", "agreed: 0.60", "agreed"),
        ("max_hash_distance: 6", "max_hash_distance: -1", "at least 0"),
        ("diagnoses:\n  sure: 0.70", "diagnoses: {}", "sure"),
    ],
)
def test_a_wrong_threshold_names_its_place(tmp_path: Path, before: str, after: str, says: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "matching.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(PolicyError, match=says):
        matching.load(path)


def test_twins_are_alike_and_kin_are_no_twins() -> None:
    assert twins("曰", "日") and alike("曰", "日")
    assert alike("土", "士") and not twins("土", "士")
    assert not alike("林", "周")


def test_signs_and_radicals_become_their_characters() -> None:
    assert fold("○＝") == "〇二"
    assert unify("⻘Ａ") == "青A"
    assert unify("○") == "○", "a sign is a numeral only where a number is meant"
