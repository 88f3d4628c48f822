"""One child process: how it is started, in a group of its own, and how it is ended."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.servers.account import Account

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
# What a server that keeps data may take to end. SeaweedFS waits for requests in flight, 10 s at its filer and 20 s at
# its volumes, before it closes its store; killed before that, it may lose what it took.
STORE_GRACE_S = 40.0


@dataclass(frozen=True, slots=True)
class Program:
    """What is run. `stop_signal` asks for an orderly end; the same signal comes when we die (Linux)."""

    name: str
    command: tuple[str, ...]
    folder: Path  # working directory
    log: Path | None  # stdout and stderr are appended to it; None: they go where ours go
    environment: Mapping[str, str] = field(default_factory=dict)  # the whole of it
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 15.0  # seconds between stop_signal and SIGKILL
    pass_fds: tuple[int, ...] = ()


def start(program: Program) -> subprocess.Popen[bytes]:
    """Starts it and returns at once. Call it from the main thread: the kernel ties the child to the thread."""
    account = program.account
    with program.log.open("ab") if program.log is not None else nullcontext() as log:
        return subprocess.Popen(  # noqa: S603 (the command is ours)
            program.command,
            cwd=program.folder,
            env=dict(program.environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=program.pass_fds,
            umask=0o077,
            preexec_fn=_bound_to_us(program.stop_signal),  # noqa: PLW1509 (calls nothing that threads could hold)
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def stop(process: subprocess.Popen[bytes], program: Program) -> bool:
    """Asks it to end, waits, then kills what is left of its group. False where it had to be killed."""
    orderly = True
    with suppress(ProcessLookupError):
        process.send_signal(program.stop_signal)
    try:
        process.wait(program.grace)
    except subprocess.TimeoutExpired:
        orderly = False
    kill_group(process)
    process.wait()
    return orderly


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to whatever lives in the group of a child, which may be dead itself."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def become_subreaper() -> None:
    """Grandchildren that lose their parent come to us, so that none stays a zombie (Linux; else nothing happens)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _bound_to_us(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """Run in the child: when its parent is killed, the kernel sends it the signal that ends it in order."""
    try:
        prctl = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return None
    number, parent = int(stop_signal), os.getpid()

    def bind() -> None:
        prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # we died between the fork and here
            os._exit(1)

    return bind
