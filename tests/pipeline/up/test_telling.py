"""What the operator reads, and that a closed terminal ends nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path

from pipeline.servers.program import Program
from pipeline.telemetry import logs
from pipeline.up.member import Member
from pipeline.up.telling import Teller


def member(name: str, restarts: int = 0) -> Member:
    return Member(name, lambda: Program(name, (), Path(), None), restarts=restarts)


def test_lines_are_chinese_first_and_the_log_says_the_same_as_json() -> None:
    stream, lines = io.StringIO(), list[str]()
    tell = Teller(logs.make("supervisor", stream=stream), lines.append)
    tell.report("started", member("postgres"), 0.0)
    tell.report("ready", member("postgres"), 0.42)
    tell.report("died", member("reader-1"), 9.0)
    tell.report("ready", member("reader-1", restarts=1), 0.1)
    assert lines == [
        "  ✓ PostgreSQL  0.4 s",
        "  ✗ 识读 reader-1  意外退出，正在重启 / died, starting again",
        "  ✓ 识读 reader-1  0.1 s · 第 1 次重启 / restart 1",
    ]
    logged = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["event"], line["worker"]) for line in logged] == [
        ("started", "postgres"),
        ("ready", "postgres"),
        ("died", "reader-1"),
        ("ready", "reader-1"),
    ]
    assert all("dropped" not in line for line in logged)


def test_a_closed_terminal_ends_nothing() -> None:
    def closed(line: str) -> None:
        raise BrokenPipeError

    Teller(logs.make("supervisor", stream=io.StringIO()), closed).report("died", member("api"), 1.0)
