"""A process that reads is ended by its limits, says of what, and takes nobody with it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.child import Child, ReaderLimits
from tests.pipeline.readers import GreedyReader, LineReader


@contextmanager
def child(factory: Any = GreedyReader, **limits: Any) -> Iterator[Child]:
    made = Child(factory, ReaderLimits(**limits))
    try:
        assert made.receive()[0] == "ready"
        yield made
    finally:
        made.end()


def outcome(one: Child, data: bytes, seconds: float = 20.0) -> str:
    """What becomes of one task: "done", or why not."""
    one.begin(0, ("read", ("a", data)))
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if one.connection.poll(0.05) or one.overdue():
            try:
                what, *rest = one.receive()
            except (EOFError, OSError):
                return one.why
            if what == "done":
                return "done"
            if what == "failed":
                return str(rest[0])
    return "nothing"


@pytest.mark.parametrize(
    ("limits", "data", "why"),
    [
        ({"cpu": 1.0}, b"SPIN", "limit: cpu"),
        ({"wall": 0.5}, b"HANG", "limit: wall clock"),
        ({"silence": 0.5}, b"HANG", "limit: silence"),
        ({"memory": 400_000_000}, b"SWELL", "limit: memory"),
        ({}, b"DIE", "crash: exit 9"),
        ({}, b"KILL", "crash: SIGKILL"),
        ({}, b"RAISE", "ValueError at readers.py"),
    ],
)
def test_a_poison_costs_its_process_and_says_why(limits: dict[str, Any], data: bytes, why: str) -> None:
    with child(**limits) as one:
        assert outcome(one, data).startswith(why)


def test_each_task_has_the_whole_allowance() -> None:
    with child(cpu=1.0, wall=5.0) as one:
        assert [outcome(one, b"WORK text:a") for _ in range(4)] == ["done"] * 4  # 0.6 s of processor time each


def test_memory_is_watched_from_outside_as_well() -> None:
    with child(memory=400_000_000) as one:
        assert outcome(one, b"SHARED") == "limit: memory"


def test_a_child_does_not_outlive_its_parent() -> None:
    """Even one in an endless loop, which never looks at its pipe again."""
    ours, theirs = os.pipe()
    parent = os.fork()
    if parent == 0:
        _loop_and_tell(theirs)
    os.close(theirs)
    pid = int(os.read(ours, 20))
    time.sleep(0.3)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert _within(5, lambda: not _alive(pid))


def _loop_and_tell(to: int) -> None:
    made = Child(LineReader)
    made.receive()
    grown = Child(GreedyReader)
    grown.receive()
    grown.begin(0, ("read", ("a", b"SPIN")))
    os.write(to, str(grown.pid).encode())
    time.sleep(60)
    os._exit(0)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").split(")")[1].split()[0] != "Z"
    except OSError:
        return False


def _within(seconds: float, true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False
