"""The service against check: that each round reads anew, and that processor time is counted where it is spent."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline.chaos import spent
from pipeline.chaos.backlog import share, waits
from pipeline.chaos.contest import Contest, Round, Scale, service
from pipeline.chaos.papers import Papers
from pipeline.chaos.run import Scale as Load
from pipeline.commands import bench_service
from tests.servers import folder_for_servers

BURN = "import time\nwhile time.process_time() < 0.5: pass\n"


def test_every_round_reads_all_of_it_anew() -> None:
    with folder_for_servers() as place:
        papers = Papers(place / "papers", 1)
        folders = [papers.case(number).path for number in range(4, 16)]  # readers that simulate use few ticks of 10 ms
        with service(folders, Scale(workers=1, reading=0.01), place, dict(os.environ)) as side:
            first, second = side.round(0), side.round(1)
    assert first.pages == second.pages > 0
    assert {"reader", "judge", "api", "postgres"} <= set(second.cpu)
    assert second.cpu["reader"] > 0


def test_instant_cases_do_not_wait_for_the_heap() -> None:
    with folder_for_servers() as place:
        found = waits(place, Load(cases=12, clients=2, workers=1, reading=0.15), dict(os.environ), lambda line: None)
    assert len(found.batch) == 12
    assert found.heaps[0] > 1
    assert found.instant
    assert share(found.instant, 0.5) < max(found.batch)


def test_time_of_children_counts_also_when_they_have_ended() -> None:
    burn = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}]); "
    code = burn + "print('x', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        used = spent.spent(process.pid, lambda line: "mine")
        process.communicate()
    assert sum(used.values()) >= 0.5
    assert spent.since({"mine": 0.25}, {"mine": 0.75, "new": 1.0}) == {"mine": 0.5, "new": 1.0}


def test_medians_and_the_ratio_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    checks = [Round(10, 10.0, {"reader": 8.0}), Round(10, 5.0, {"reader": 9.0}), Round(10, 20.0, {"reader": 10.0})]
    services = [Round(10, 8.0, {"reader": 9.0, "judge": 1.0})] * 3
    ratio = bench_service.show(Contest(checks, services, {"judge": 0.02}))
    assert ratio == pytest.approx(1.25)
    told = capsys.readouterr().out
    assert "check    1.000 pages/s  0.900 CPU s a page" in told
    assert "service / check: 1.250" in told
    assert "judge 2.0%" in told
