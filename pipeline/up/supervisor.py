"""Keeps members alive: starts them, waits until they answer, starts again whatever dies, ends them in order."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from pipeline.servers import program
from pipeline.servers.errors import ServerError
from pipeline.up.member import Member

TICK_S = 0.05
REST_S = 0.2  # between two looks while all is well
AWAY_S = 5.0  # between two looks: it was we who stood still, and nobody else is to blame


class Stopped(Exception):  # noqa: N818 (nothing went wrong: the operator wants the end)
    """A signal came while something was being waited for."""


class Supervisor:
    """Owns the processes. To be used from the main thread alone: children are bound to the thread that starts them."""

    def __init__(self, report: Callable[[str, Member, float], None]) -> None:
        """`report` is told ("started" | "ready" | "died" | "hung" | "stopped" | "killed", member, seconds)."""
        self.members: list[Member] = []
        self.stopping = False
        self._report = report
        self._impatient = False
        self._looked = time.monotonic()

    def listen(self) -> None:
        """From now on Ctrl-C and SIGTERM ask for the end; a second one does not wait for anybody."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked)
        program.become_subreaper()

    def add(self, members: Sequence[Member]) -> None:
        """Starts them now and keeps them from now on."""
        for member in members:
            self.members.append(member)
            self._start(member)

    def until_ready(self, seconds: float) -> None:
        """Waits until all members answer. Raises ServerError after `seconds`, Stopped on a signal."""
        until = time.monotonic() + seconds
        while not all(member.ready for member in self.members):
            self.tick()
            if self.stopping:
                raise Stopped
            if time.monotonic() > until:
                late = ", ".join(member.name for member in self.members if not member.ready)
                raise ServerError(f"{late}: {seconds:.0f} 秒内未就绪，请看日志 / not ready in time, see its log")
            time.sleep(TICK_S)

    def tick(self) -> None:
        """One look at everybody."""
        now = time.monotonic()
        if now - self._looked > AWAY_S:
            for member in self.members:
                member.heard_at = now
        self._looked = now
        for member in self.members:
            if member.look():
                if not member.ready and member.asked(time.monotonic()):
                    self._report("ready", member, time.monotonic() - member.started_at)
                elif member.hung(time.monotonic()) and member.process is not None:
                    self._report("hung", member, time.monotonic() - member.heard_at)
                    member.process.kill()  # the next look finds it dead
            elif member.process is not None:
                lived = now - member.started_at
                member.died(now)
                self._report("died", member, lived)
            elif now >= member.not_before and not self.stopping:
                self._start_again(member, now)
        self._bury_strangers()

    def pause(self) -> None:
        """Until the next look: short while somebody is on the way up."""
        time.sleep(REST_S if all(member.ready for member in self.members) else TICK_S)

    def stop(self, members: Sequence[Member]) -> None:
        """Ends these together: asks all, waits for each as long as its program allows, kills the rest."""
        asked = time.monotonic()
        for member in members:
            if member.process is not None and member.program is not None:
                with suppress(ProcessLookupError):
                    member.process.send_signal(member.program.stop_signal)
        for member in members:
            if member.process is None or member.program is None:
                continue
            orderly = self._wait(member.process, asked + member.program.grace)
            program.kill_group(member.process)
            member.process.wait()
            member.process, member.ready = None, False
            self._report("stopped" if orderly else "killed", member, time.monotonic() - asked)
        self.members = [member for member in self.members if member not in members]

    def _start(self, member: Member) -> None:
        try:
            member.start(time.monotonic())
        except (OSError, subprocess.SubprocessError) as error:
            raise ServerError(f"{member.name}: 无法启动 / cannot be started ({error})") from error
        self._report("started", member, 0.0)

    def _start_again(self, member: Member, now: float) -> None:
        """What stands in the way now, such as a full disk, may be gone at the next try."""
        try:
            self._start(member)
        except ServerError:
            member.started_at = now
            member.died(now)
            self._report("died", member, 0.0)

    def _wait(self, process: subprocess.Popen[bytes], until: float) -> bool:
        while process.poll() is None:
            if self._impatient or time.monotonic() > until:
                return False
            time.sleep(TICK_S)
        return True

    def _bury_strangers(self) -> None:
        """Grandchildren that came to us when their parent was killed must not stay zombies."""
        ours = {member.process.pid for member in self.members if member.process is not None}
        with suppress(ChildProcessError):
            while (found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is not None:
                if found.si_pid in ours:
                    return  # its member looks after it, and the rest comes with the next tick
                os.waitpid(found.si_pid, os.WNOHANG)

    def _asked(self, number: int, frame: object) -> None:
        self._impatient |= self.stopping and number == signal.SIGINT
        self.stopping = True
