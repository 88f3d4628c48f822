"""What is done to the service while it works, and how each fault shows that the part is back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil

from pipeline.chaos.stage import Stage
from pipeline.up.parts import OTHERS, READING

BACK_S = 180.0
STRUCK_S = 10.0  # a signal is not taken at once: nothing is asked before it was


class FaultError(Exception):
    """A part did not come back, or there was nothing to kill."""


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    zh: str
    strike: Callable[[Stage], None]
    back: Callable[[Stage], bool]  # the part answers again


def _kill(*words: str) -> Callable[[Stage], None]:
    return _blow(psutil.Process.kill, psutil.STATUS_ZOMBIE, words)


def _hang(*words: str) -> Callable[[Stage], None]:
    """It stands still without dying, and goes on only if nobody has ended it by then."""
    return _blow(psutil.Process.suspend, psutil.STATUS_STOPPED, words)


def _blow(send: Callable[[psutil.Process], None], status: str, words: tuple[str, ...]) -> Callable[[Stage], None]:
    """Strikes the first process of these words, and waits until it is in this state."""

    def strike(stage: Stage) -> None:
        found = stage.members(*words)
        if not found:
            raise FaultError(f"{' '.join(words)}: nothing to strike")
        with suppress(psutil.NoSuchProcess):
            send(found[0])
            _until(lambda: _is(found[0], status), " ".join(words))

    return strike


def _until(struck: Callable[[], bool], name: str) -> None:
    """Waits until a blow has told: asked before that, the part still stands and would be taken for one that is back."""
    ends = time.monotonic() + STRUCK_S
    while not struck():
        if time.monotonic() > ends:
            raise FaultError(f"{name}: a signal was not taken in {STRUCK_S:.0f} s")
        time.sleep(0.001)


def _is(process: psutil.Process, status: str) -> bool:
    """Whether it is in this state; one that is gone is in every one."""
    try:
        return not process.is_running() or process.status() == status
    except psutil.NoSuchProcess:
        return True


def _members(count: Callable[[Stage], int], *words: str) -> Callable[[Stage], bool]:
    return lambda stage: len(stage.members(*words)) == count(stage)


def _unhung(count: Callable[[Stage], int], *words: str) -> Callable[[Stage], bool]:
    def back(stage: Stage) -> bool:
        with suppress(psutil.NoSuchProcess):
            found = stage.members(*words)
            return len(found) == count(stage) and all(one.status() != psutil.STATUS_STOPPED for one in found)
        return False

    return back


def _supervisor(stage: Stage) -> None:
    stage.kill_supervisor()
    stage.start(wait=False)


def _everything(stage: Stage) -> None:
    stage.kill_everything()
    stage.start(wait=False)


def _wipe(stage: Stage) -> None:
    """Valkey killed and all it kept removed before it can start again."""
    assert stage.process is not None
    supervisor = psutil.Process(stage.process.pid)
    supervisor.suspend()
    try:
        _until(lambda: _is(supervisor, psutil.STATUS_STOPPED), "supervisor")  # else it starts Valkey on what is removed
        _kill("valkey")(stage)
        shutil.rmtree(stage.data / "valkey" / "appendonlydir")
    finally:
        supervisor.resume()


FAULTS = (
    Fault("worker", "识读进程", _kill("worker", READING), _members(lambda stage: stage.workers, "worker", READING)),
    Fault("judge", "审核进程", _kill("worker", OTHERS), _members(lambda stage: 1, "worker", OTHERS)),
    Fault("sweeper", "巡检进程", _kill("sweeper"), _members(lambda stage: 1, "sweeper")),
    Fault("api", "接口进程", _kill("api"), Stage.ready),
    Fault("worker-hangs", "识读进程停住", _hang("worker", READING), _unhung(lambda s: s.workers, "worker", READING)),
    Fault(
        "api-hangs", "接口进程停住", _hang("api"), lambda stage: _unhung(lambda s: 1, "api")(stage) and stage.ready()
    ),
    Fault("supervisor", "主进程", _supervisor, Stage.ready),
    Fault("valkey", "Valkey", _kill("valkey"), lambda stage: stage.answers("valkey")),
    Fault("seaweedfs", "SeaweedFS", _kill("seaweedfs"), lambda stage: stage.answers("seaweedfs")),
    Fault("postgres", "PostgreSQL", _kill("postgres"), lambda stage: stage.answers("postgres")),
    Fault("valkey-wiped", "Valkey 数据清空", _wipe, lambda stage: stage.answers("valkey")),
    Fault("everything", "全部进程", _everything, Stage.ready),
)
NAMES = tuple(fault.name for fault in FAULTS)


def by_name(name: str) -> Fault:
    return next(fault for fault in FAULTS if fault.name == name)


def strike(fault: Fault, stage: Stage) -> float:
    """Strikes, and waits until the part is back: how many seconds it was away."""
    began = time.monotonic()
    fault.strike(stage)
    while not fault.back(stage):
        if time.monotonic() - began > BACK_S:
            raise FaultError(f"{fault.name}: not back after {BACK_S:.0f} s")
        time.sleep(0.05)
    return time.monotonic() - began
