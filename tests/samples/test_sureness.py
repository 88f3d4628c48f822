"""What was read blind is kept as counts, and curves are fitted on it as on what is measured today."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from extractors.calibration import CALIBRATION, Topic, load
from samples.calibrate import curves
from samples.commands import calibrate
from samples.ledger import Ledger
from samples.reliability import Sure
from samples.score import Scores
from samples.sureness import Sureness, SurenessError, measured, read, write


def drawn(seed: int, chance: float) -> list[Sure]:
    rng = random.Random(seed)
    return [Sure(round(rng.uniform(0.5, 1.0), 4), rng.random() < chance) for _ in range(300)]


def kept(tmp_path: Path, name: str, reader: str, **values: list[Sure]) -> Path:
    file = tmp_path / f"{name}.json"
    write(Sureness(reader, 24, {metric.replace("_", " "): sure for metric, sure in values.items()}), file)
    return file


def test_splits_are_measured_together() -> None:
    tune, report = Ledger(), Ledger()
    tune.judge("diagnosis", 0.9, True)
    report.judge("diagnosis", 0.8, False)
    report.judge("kind", 1.0, True)
    found = measured(Scores({"tune": tune, "report": report}, {"tune": 3, "report": 2}), "9")
    assert (found.reader, found.cases) == ("9", 5)
    assert found.values == {"diagnosis": [Sure(0.9, True), Sure(0.8, False)], "kind": [Sure(1.0, True)]}


def test_curves_of_what_was_kept_are_those_of_what_was_measured(tmp_path: Path) -> None:
    values = {"diagnosis": drawn(1, 0.8), "patient name": drawn(2, 0.97)}
    file = tmp_path / "kept.json"
    write(Sureness("9", 24, values), file)
    back = read(file)
    assert (back.reader, back.cases) == ("9", 24)
    before, after = curves([values]), curves([back.values])
    for topic in (Topic.DIAGNOSIS, Topic.NAME):
        assert [(b.values, b.right) for b in after[topic].blocks] == [(b.values, b.right) for b in before[topic].blocks]
        assert after[topic].probability(0.83) == pytest.approx(before[topic].probability(0.83), abs=1e-3)


def test_a_metric_is_a_line_of_counts(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    write(Sureness("9", 1, {"kind": [Sure(0.91234, True), Sure(0.91212, False), Sure(0.5, True)]}), file)
    assert ' "kind": [[0.5, 1, 1], [0.912, 2, 1]]' in file.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "broken",
    [
        "no json",
        '{"schema": "yushen.truth/1"}',
        '{"schema": "yushen.sureness/1", "reader": "9", "cases": 1, "values": {"kind": [[0.9, 1, 2]]}}',
        '{"schema": "yushen.sureness/1", "reader": "9", "cases": 1, "values": {"kind": [[0.9, 1]]}}',
    ],
)
def test_other_files_are_refused_by_name(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(broken, "utf-8")
    with pytest.raises(SurenessError, match=r"other\.json: .*yushen samples sureness"):
        read(file)


def test_calibrate_fits_what_several_days_kept(tmp_path: Path) -> None:
    older, newer = (
        kept(tmp_path, "older", "9", diagnosis=drawn(1, 0.7)),
        kept(tmp_path, "newer", "12", diagnosis=drawn(2, 0.7), patient_name=drawn(3, 0.95)),
    )
    out = tmp_path / "calibration.yaml"
    done = CliRunner().invoke(calibrate, ["--kept", str(older), "--kept", str(newer), "--out", str(out)])
    assert done.exit_code == 0, done.output
    written, found = yaml.safe_load(out.read_text("utf-8")), load(out)
    assert (written["version"], written["reader"], written["cases"]) == (str(int(CALIBRATION.version) + 1), "12", 48)
    assert sum(block.values for block in found.curves[Topic.DIAGNOSIS].blocks) == 600
    assert found.probability(Topic.DIAGNOSIS, 0.8) == pytest.approx(0.7, abs=0.08)
    assert found.curves[Topic.SEAL].probability(0.9) == pytest.approx(
        CALIBRATION.probability(Topic.SEAL, 0.9), abs=1e-3
    )


def test_calibrate_wants_something_to_measure(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"schema": "else"}), "utf-8")
    out = ["--out", str(tmp_path / "calibration.yaml")]
    assert "name folders" in CliRunner().invoke(calibrate, out).output
    assert "other.json" in CliRunner().invoke(calibrate, ["--kept", str(other), *out]).output
    assert not (tmp_path / "calibration.yaml").exists()
