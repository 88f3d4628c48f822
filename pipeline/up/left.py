"""What an earlier `yushen up` left running when it was killed: found, asked to end, and ended.

Its servers are not taken over. A server whose parent is not us cannot be waited for, so that nobody would notice its
death; a fresh start costs a second. The kernel asks all children to end when their supervisor dies (see program.py),
so that mostly nothing is left; this is for what did not follow.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

MARK = "YUSHEN_UP_OF"  # in the environment of our Python children: the instance of their data folder
SERVERS = ("postgres", "valkey", "seaweed")


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


def end(processes: list[psutil.Process], grace: float = 20.0) -> int:
    """Asks each to end in order, then kills. Returns how many had to be killed."""
    for process in processes:
        with suppress(psutil.Error):
            # The fast shutdown of PostgreSQL; the orderly end of everything else.
            process.send_signal(signal.SIGINT if process.name() == "postgres" else signal.SIGTERM)
    _, stubborn = psutil.wait_procs(processes, timeout=grace)
    for process in stubborn:
        with suppress(psutil.Error):
            process.kill()
    _, immortal = psutil.wait_procs(stubborn, timeout=5)
    time.sleep(0 if not processes else 0.1)  # the kernel frees their ports and shared memory
    return len(stubborn) - len(immortal)


def _is_ours(process: psutil.Process, folders: set[str], instance: str) -> bool:
    with suppress(psutil.Error, OSError):
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.cwd() in folders or process.environ().get(MARK) == instance
    return False
