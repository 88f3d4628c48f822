"""The dashboard asks for nothing that is not there."""

from __future__ import annotations

import json
import re
from importlib.resources import files

from prometheus_client import generate_latest

from pipeline.telemetry.metrics import DepthCollector, Depths, Metrics


def test_every_metric_it_shows_is_one_of_ours() -> None:
    board = json.loads(files("pipeline").joinpath("telemetry", "dashboards", "yushen.json").read_text("utf-8"))
    asked = {
        name for panel in board["panels"] for t in panel["targets"] for name in re.findall(r"yushen_\w+", t["expr"])
    }
    made, one = Metrics(), {"a": 1}
    made.registry.register(DepthCollector(lambda: Depths(one, {"a": 1.0}, one, one, one, one)))
    for metric in vars(made).values():
        if hasattr(metric, "_labelnames") and metric._labelnames:
            metric.labels(*("x" for _ in metric._labelnames))
    ours = set(re.findall(r"^(yushen_\w+)", generate_latest(made.registry).decode(), re.MULTILINE))
    assert len(asked) >= 12
    assert asked <= ours
