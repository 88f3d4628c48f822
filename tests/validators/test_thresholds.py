"""Thresholds follow from the target and from what was measured."""

from __future__ import annotations

import re
import shutil
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from extractors.calibration import Topic
from validators import strict_yaml
from validators.errors import PolicyError
from validators.thresholds import PATH, THRESHOLDS, WRONG_PASSES, Thresholds, accepted, load, under

COUNTED = PATH.with_name(WRONG_PASSES)


def test_the_shipped_thresholds_are_the_ones_in_use() -> None:
    assert load(PATH) == THRESHOLDS
    assert all(0 <= value <= 1 for name, value in asdict(THRESHOLDS).items() if name != "card_max_lines")


def stricter(tmp_path: Path, target: str) -> Thresholds:
    shutil.copy(COUNTED, tmp_path)
    file = tmp_path / "thresholds.yaml"
    file.write_text(PATH.read_text("utf-8").replace("target: 0.001", f"target: {target}"), "utf-8")
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
        ("never_below: 0.6", "never_below: 1.5", "no share"),
        ("never_below: 0.6", "below: 0.6", "unknown key 'below'"),
    ],
)
def test_a_mistake_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert f"\n{old}" in text
    shutil.copy(COUNTED, tmp_path)
    broken = tmp_path / "thresholds.yaml"
    broken.write_text(text.replace(f"\n{old}", f"\n{new}", 1), encoding="utf-8")
    with pytest.raises(PolicyError, match=said):
        load(broken)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  seal:", "  sael:", "unknown key 'sael'"),
        ("at_most: ", "at_most: 1", "no share"),
        ("at_most: 0.", "at_most: 0, was: 0.", "unknown key 'was'"),
        ("at_most:", "most:", "unknown key 'most'"),
    ],
)
def test_a_mistake_in_what_was_counted_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copy(PATH, tmp_path)
    rows = COUNTED.read_text("utf-8").splitlines()
    at = next(n for n, row in enumerate(rows) if row.startswith("  seal:"))
    assert old in rows[at]
    rows[at] = rows[at].replace(old, new, 1)
    (tmp_path / WRONG_PASSES).write_text("\n".join(rows), "utf-8")
    with pytest.raises(PolicyError, match=said):
        load(tmp_path / PATH.name)


def test_that_none_of_few_passed_does_not_mean_that_none_ever_will(tmp_path: Path) -> None:
    shutil.copy(PATH, tmp_path)
    counted = re.sub(r"(seal: .*at_most): [0-9.]+", r"\1: 0", COUNTED.read_text("utf-8"))
    (tmp_path / WRONG_PASSES).write_text(counted, "utf-8")
    with pytest.raises(PolicyError, match="some wrong readings always pass"):
        load(tmp_path / PATH.name)


def test_no_single_value_accepted_is_too_likely_a_wrong_pass() -> None:
    counted = strict_yaml.read(COUNTED, "wrong_passes")
    topics = counted.record(("reader", "cases", "topics"))["topics"].record(list(Topic))
    for topic in Topic:
        passes = topics[topic].record(("tried", "passed", "at_most"))["at_most"].number()
        accepted = getattr(THRESHOLDS, topic.value)
        assert accepted >= 0.6
        assert (1 - accepted) * passes <= 0.01 + 1e-4


def test_a_judgement_goes_by_the_thresholds_it_is_given_and_the_next_by_those_in_force() -> None:
    made, seen = [], []
    with under(replace(THRESHOLDS, date=1.0)):
        made.append(accepted().date)
        thread = threading.Thread(target=lambda: seen.append(accepted().date))
        thread.start()
        thread.join()
    assert made == [1.0]
    assert seen == [accepted().date] == [THRESHOLDS.date]  # on another thread nothing else is judged by them


def test_checks_ask_what_counts_when_they_are_asked() -> None:
    """A check that kept the thresholds in force could not be tried under others."""
    for path in sorted(PATH.parents[2].rglob("*.py")):
        if path.name not in ("thresholds.py", "judge.py"):
            assert "THRESHOLDS" not in path.read_text("utf-8"), path.name
