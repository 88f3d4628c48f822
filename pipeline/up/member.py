"""One program that has to stay alive: its process, whether it is ready, when it may be started again."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.servers import program
from pipeline.servers.program import Program
from pipeline.up.heartbeat import Pulse

FIRST_WAIT_S = 0.2
LONGEST_WAIT_S = 30.0
ASK_S = 0.1
HOPELESS = 5  # deaths in a row
STEADY_S = 60.0  # who has lived so long starts again without a wait
LOOK_S = 10.0  # between two questions to a server that is ready
HUNG_S = 60.0  # without an answer


def nothing() -> None:
    """No preparation."""


def at_once() -> bool:
    """Ready as soon as it is started."""
    return True


@dataclass(slots=True)
class Member:
    """Kept by the supervisor; times are of its monotonic clock, in seconds."""

    name: str
    make: Callable[[], Program]  # what to run, asked before every start
    prepare: Callable[[], None] = nothing  # before every start, when nothing of it runs
    answers: Callable[[], bool] = at_once  # asked after a start until it is true; may take two seconds
    rescue: Callable[[], None] = nothing  # before a start after many that came to nothing
    pulse: Pulse | None = None  # of a part of ours; None: a server, which is asked
    patience: float = HUNG_S  # seconds without a sign of life
    process: subprocess.Popen[bytes] | None = None
    program: Program | None = None
    ready: bool = False
    started_at: float = 0.0
    deaths: int = 0  # in a row
    not_before: float = 0.0
    ask_at: float = 0.0
    heard_at: float = 0.0
    restarts: int = 0  # since the supervisor started

    def start(self, now: float) -> None:
        if self.deaths and self.deaths % HOPELESS == 0:
            self.rescue()
        self.prepare()
        self.program = self.make()
        self.process = program.start(self.program)
        if self.pulse is not None:
            self.pulse.handed_over()
        self.started_at, self.ask_at, self.heard_at, self.ready = now, now, now, False

    def look(self) -> bool:
        """Whether it lives. Takes the dead process away, and what is left of its group."""
        if self.process is None:
            return False
        if self.process.poll() is None:
            return True
        program.kill_group(self.process)
        return False

    def asked(self, now: float) -> bool:
        """Whether it answers by now; asked ten times a second at most."""
        if not self.ready and now >= self.ask_at:
            self.ready = self.answers()
            self.ask_at = now + ASK_S
        return self.ready

    def hung(self, now: float) -> bool:
        """Whether it lives and yet has given no sign for too long. A server is asked now and then, once it is ready."""
        if self.pulse is not None:
            signed = self.pulse.heard()
        elif not self.ready:
            return False  # it may be recovering
        elif now >= self.ask_at:
            self.ask_at = now + LOOK_S
            signed = self.answers()
        else:
            return False
        if signed:
            self.heard_at = now
        return now - self.heard_at > self.patience

    def died(self, now: float) -> float:
        """Notes the death; returns in how many seconds it is started again: at once, then ever later."""
        self.deaths = 1 if now - self.started_at >= STEADY_S else self.deaths + 1
        wait = 0.0 if self.deaths == 1 else min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(self.deaths - 2, 20))
        self.process, self.ready, self.not_before = None, False, now + wait
        self.restarts += 1
        return wait
