"""What the operator sees of `yushen up`: short lines, Chinese first; the same events go to the log as JSON."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from pipeline.service_settings import ServiceSettings
from pipeline.telemetry import logs
from pipeline.telemetry.logs import Log
from pipeline.up.member import Member

NAMES = {
    "postgres": "PostgreSQL",
    "valkey": "Valkey",
    "seaweedfs": "SeaweedFS (S3)",
    "api": "接口 API",
    "judge": "审核与通知 judge",
    "sweeper": "巡检 sweeper",
}
EVENTS = {
    "died": "意外退出，正在重启 / died, starting again",
    "hung": "没有反应，强制重启 / hangs, is killed to start again",
    "stopped": "已停止 / stopped",
    "killed": "未按时停止，已强制结束 / did not stop in time, was killed",
}


class Teller:
    """Lines for people on one hand, JSON lines on the other."""

    def __init__(self, log: Log, out: Callable[[str], None] = click.echo) -> None:
        self.log = log
        self._out = out

    @classmethod
    def to(cls, folder: Path | None, settings: ServiceSettings) -> Teller:
        """With the supervisor's own log in this folder; on stderr, as clusters want it, where there is none."""
        stream = (folder / "supervisor.log").open("a", encoding="utf-8", buffering=1) if folder else None
        return cls(logs.make("supervisor", settings.log_level, settings.log_format, stream=stream))

    def say(self, line: str = "") -> None:
        """Nobody may be listening any more: a closed terminal must not end the service."""
        with suppress(OSError):
            self._out(line)

    def report(self, event: str, member: Member, seconds: float) -> None:
        """What the supervisor tells. Starts are not worth a line for people: that it answers is."""
        pid = member.process.pid if member.process else None
        self.log.info(event, worker=member.name, seconds=seconds, pid=pid, count=member.restarts)
        name = title(member.name)
        if event == "ready":
            again = "" if not member.restarts else f" · 第 {member.restarts} 次重启 / restart {member.restarts}"
            self.say(f"  ✓ {name}  {seconds:.1f} s{again}")
        elif event in EVENTS:
            mark = "✓" if event == "stopped" else "✗"
            self.say(f"  {mark} {name}  {EVENTS[event]}")


def title(name: str) -> str:
    if name.startswith("reader-"):
        return f"识读 {name}"
    return NAMES.get(name, name)
