"""What an earlier `yushen up` left running when it was killed: found, asked to end, and ended.

Its servers are not taken over. A server whose parent is not us cannot be waited for, so that nobody would notice its
death; a fresh start costs a second. The kernel asks all children to end when their supervisor dies (see program.py),
so that mostly nothing is left; this is for what did not follow.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil

from pipeline.servers.program import STORE_GRACE_S

MARK = "YUSHEN_UP_OF"  # in the environment of our Python children: the instance of their data folder
SERVERS = ("postgres", "valkey", "seaweed")  # folders they work in
STORES = ("postgres", "valkey-server", "weed")  # what runs there
OURS_S = 3.0


def left_running(data: Path, instance: str) -> list[psutil.Process]:
    """Processes of this data folder. A process is known by what it is, not by a number in a file: numbers are re-used.

    A server by the folder it works in (PostgreSQL and Valkey hide their environment), ours by the mark.
    """
    folders = {str((data / name).resolve()) for name in SERVERS}
    found = []
    for process in psutil.process_iter():
        if process.pid != os.getpid() and _is_ours(process, folders, instance):
            found.append(process)
    return found


def end(processes: list[psutil.Process], grace: float = OURS_S, servers: float = STORE_GRACE_S) -> int:
    """Asks each to end in order, then kills. Returns how many had to be killed.

    Ours have had their time since the supervisor died, and what they hold is taken up again; a server keeps data.
    """
    for process in processes:
        with suppress(psutil.Error):
            # The fast shutdown of PostgreSQL; the orderly end of everything else.
            process.send_signal(signal.SIGINT if process.name() == "postgres" else signal.SIGTERM)
    stores = [process for process in processes if _name(process) in STORES]
    ours = [process for process in processes if process not in stores]
    killed = _kill(psutil.wait_procs(ours, timeout=grace)[1])
    return killed + _kill(psutil.wait_procs(stores, timeout=servers)[1])


def _kill(stubborn: list[psutil.Process]) -> int:
    for process in stubborn:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(stubborn, timeout=5)
    return len(stubborn)


def _name(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return str(process.name())
    return ""


def _is_ours(process: psutil.Process, folders: set[str], instance: str) -> bool:
    with suppress(psutil.Error, OSError):
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.cwd() in folders or process.environ().get(MARK) == instance
    return False
