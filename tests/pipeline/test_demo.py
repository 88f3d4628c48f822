"""What `make demo` shows a newcomer: the planted faults of the sample case, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from pipeline.__main__ import main

SAMPLES = Path(__file__).parents[2] / "samples"


def test_the_demo_finds_what_was_planted_and_no_more(tmp_path: Path) -> None:
    truth = json.loads((SAMPLES / "demo" / "truth.json").read_text("utf-8"))["expect"]
    arguments = ["check", str(SAMPLES / "demo"), "--registry", str(SAMPLES / "registry.csv"), "--out", str(tmp_path)]
    result = CliRunner().invoke(main, arguments)
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    acting = [(f["code"], f["outcome"]) for f in report["findings"] if f["outcome"] != "pass"]
    assert sorted(acting) == sorted((f["code"], f["outcome"]) for f in truth["findings"])
    assert report["disposition"] == truth["disposition"]
    assert result.exit_code == 20
