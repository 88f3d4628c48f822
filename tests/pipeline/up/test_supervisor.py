"""Whatever dies is started again; whatever is stopped ends in order, and takes its own children along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from pipeline.servers.errors import ServerError
from pipeline.servers.program import Program
from pipeline.up.heartbeat import Pulse
from pipeline.up.member import Member
from pipeline.up.supervisor import Supervisor

PATIENCE_S = 15.0
SLEEPER = "import time; time.sleep(600)"
# Starts a child of its own, says its number, and ends in order when asked to.
PARENT = """
import signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open("child", "w").write(str(child.pid))
signal.signal(signal.SIGTERM, lambda *a: (open("ended", "a").write("x"), child.kill(), sys.exit(0)))
while True: time.sleep(0.05)
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w').close(); time.sleep(600)"


def member(folder: Path, code: str, name: str = "one", grace: float = 5.0, **named: Callable[[], bool]) -> Member:
    program = Program(
        name,
        (sys.executable, "-c", textwrap.dedent(code)),
        folder,
        folder / f"{name}.log",
        dict(os.environ),
        grace=grace,
    )
    return Member(name, lambda: program, **named)


def until(condition: Callable[[], bool], supervisor: Supervisor | None = None) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it did not come"
        if supervisor is not None:
            supervisor.tick()
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def supervisor(told: list[tuple[str, str]]) -> Iterator[Supervisor]:
    made = Supervisor(lambda event, who, seconds: told.append((event, who.name)))
    yield made
    for left in made.members:
        if left.process is not None:
            left.process.kill()
            left.process.wait()


def test_a_killed_member_is_started_again_at_once(
    supervisor: Supervisor, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    one = member(tmp_path, SLEEPER)
    supervisor.add([one])
    supervisor.until_ready(PATIENCE_S)
    assert one.process is not None
    first = one.process.pid
    os.kill(first, signal.SIGKILL)
    began = time.monotonic()
    until(lambda: one.process is not None and one.process.pid != first and one.ready, supervisor)
    assert time.monotonic() - began < 2
    assert told == [("started", "one"), ("ready", "one"), ("died", "one"), ("started", "one"), ("ready", "one")]
    assert not alive(first)


def test_what_a_killed_member_had_started_is_ended_before_it_starts_again(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    """A reading process that outlived its worker would read beside the new one."""
    one = member(tmp_path, PARENT)
    supervisor.add([one])
    until(lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text() != "", supervisor)
    child = int((tmp_path / "child").read_text())
    assert one.process is not None
    os.kill(one.process.pid, signal.SIGKILL)
    until(lambda: one.restarts == 1, supervisor)
    until(lambda: not alive(child), supervisor)


def test_one_that_dies_at_once_is_tried_ever_more_seldom(supervisor: Supervisor, tmp_path: Path) -> None:
    one = member(tmp_path, "raise SystemExit(1)")
    waits = [one.died(0.0) for _ in range(20)]
    assert waits[:4] == [0.0, 0.2, 0.4, 0.8]
    assert waits[-1] == 30.0
    one.started_at = 0.0
    assert one.died(61.0) == 0.0, "who lived for a minute is not among the hopeless"


def test_a_member_ends_in_order_when_it_is_stopped(
    supervisor: Supervisor, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    one = member(tmp_path, PARENT)
    supervisor.add([one])
    until((tmp_path / "child").exists, supervisor)
    time.sleep(0.2)
    supervisor.stop([one])
    assert (tmp_path / "ended").read_text() == "x"
    assert told[-1] == ("stopped", "one")
    assert supervisor.members == []


def test_a_deaf_member_is_killed_after_its_grace(
    supervisor: Supervisor, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    one = member(tmp_path, DEAF, grace=0.5)
    supervisor.add([one])
    until((tmp_path / "deaf").exists, supervisor)
    process = one.process
    assert process is not None
    began = time.monotonic()
    supervisor.stop([one])
    assert 0.4 < time.monotonic() - began < 3
    assert told[-1] == ("killed", "one")
    assert not alive(process.pid)


def test_a_member_that_never_answers_is_named(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.add([member(tmp_path, SLEEPER, name="mute", answers=lambda: False)])
    with pytest.raises(ServerError, match="mute"):
        supervisor.until_ready(0.3)


def test_children_end_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    """kill -9 of the supervisor: the kernel asks its children to end, so that the next start finds nothing."""
    code = f"""
    import os, sys, time
    from pathlib import Path
    from pipeline.servers.program import Program, start
    folder = Path({str(tmp_path)!r})
    child = start(Program("one", (sys.executable, "-c", {PARENT!r}), folder, folder / "log", dict(os.environ)))
    time.sleep(600)
    """
    killed = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)])
    try:
        until(lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text() != "")
        time.sleep(0.2)
    finally:
        killed.kill()
        killed.wait()
    until((tmp_path / "ended").exists)
    until(lambda: not alive(int((tmp_path / "child").read_text())))


BEATING = """
import sys, time
from pipeline.up.heartbeat import Heart
heart = Heart(int(sys.argv[1]))
heart.start()
time.sleep(1.5)
heart.lively = lambda: "stuck" not in sys.argv
time.sleep(600)
"""


def beating(folder: Path, *words: str, patience: float = 3.0) -> Member:
    pulse = Pulse()

    def make() -> Program:
        heart = pulse.renewed()
        command = (sys.executable, "-c", BEATING, str(heart), *words)
        place = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
        return Program("one", command, folder, folder / "one.log", place, pass_fds=(heart,))

    return Member("one", make, pulse=pulse, patience=patience)


def test_a_part_that_stands_still_is_started_again_and_one_that_beats_is_not(
    tmp_path: Path, supervisor: Supervisor
) -> None:
    one = beating(tmp_path)
    supervisor.add([one])
    assert one.process is not None
    first = one.process.pid
    end = time.monotonic() + 5
    while time.monotonic() < end:
        supervisor.tick()
        time.sleep(0.05)
    assert (one.process.pid, one.restarts) == (first, 0)
    os.kill(first, signal.SIGSTOP)
    until(lambda: one.restarts == 1 and one.process is not None, supervisor)
    assert not alive(first)


def test_a_part_that_is_stuck_without_standing_still_is_started_again(tmp_path: Path, supervisor: Supervisor) -> None:
    one = beating(tmp_path, "stuck")
    supervisor.add([one])
    until(lambda: one.restarts == 1, supervisor)


def test_nobody_is_to_blame_for_the_time_the_supervisor_stood_still(tmp_path: Path, supervisor: Supervisor) -> None:
    one = beating(tmp_path, patience=30.0)
    supervisor.add([one])
    until(lambda: one.heard_at > one.started_at, supervisor)
    supervisor._looked -= 100
    one.heard_at -= 100
    supervisor.tick()
    assert one.restarts == 0
    assert one.process is not None


def test_a_server_that_answers_no_more_is_started_again(tmp_path: Path, supervisor: Supervisor) -> None:
    answering = [True]
    one = member(tmp_path, SLEEPER, answers=lambda: answering[0])
    one.patience = 0.3
    supervisor.add([one])
    until(lambda: one.ready, supervisor)
    answering[0] = False
    one.ask_at = 0.0
    time.sleep(0.4)
    until(lambda: one.restarts >= 1, supervisor)
