"""The `yushen up` under test: started, killed in parts or as a whole, and started again as an init system would."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from pipeline.servers.ports import free_ports
from pipeline.settings import Settings
from pipeline.up.data import DataFolder
from pipeline.up.embedded import Embedded
from pipeline.up.known import known
from pipeline.up.left import left_running

KEY = re.compile(r"\bysk_\S+")
READY_S = 300.0
STOP_S = 90.0
PROCESSES = {"postgres": "postgres", "valkey": "valkey-server", "seaweedfs": "weed"}


class StageError(Exception):
    """The service under test did not come up."""


@dataclass(slots=True)
class Stage:
    """One data folder and what runs on it. `reading`: seconds a simulated page takes; None reads in earnest."""

    data: Path
    environment: Mapping[str, str]
    workers: int = 2
    reading: float | None = 0.05
    port: int = field(default_factory=lambda: free_ports(1)[0])
    key: str = ""
    starts: list[float] = field(default_factory=list)  # seconds until ready, of each start
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def told(self) -> Path:
        return self.data.with_name(f"{self.data.name}.out")

    def settings(self) -> Settings:
        return Settings.from_environment(known(self.environment, self.data))

    def start(self, wait: bool = True) -> None:
        simulated = [] if self.reading is None else ["--simulated", str(self.reading)]
        command = [sys.executable, "-m", "pipeline", "up", "--data", str(self.data), "--port", str(self.port)]
        command += ["--workers", str(self.workers), *simulated]
        with self.told.open("ab") as out:
            self.process = subprocess.Popen(  # noqa: S603 (the command is ours)
                command,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                env=dict(self.environment),
                start_new_session=True,
            )
        if wait:
            self.until_ready()

    def until_ready(self) -> None:
        """Waits until the API says that all is well. Raises StageError."""
        began = time.monotonic()
        while not self.ready():
            if time.monotonic() - began > READY_S or (self.process and self.process.poll() is not None):
                raise StageError(self.told.read_text("utf-8", "replace")[-2000:])
            time.sleep(0.1)
        self.starts.append(time.monotonic() - began)
        while not self.key and time.monotonic() - began < READY_S:
            found = KEY.search(self.told.read_text("utf-8", "replace"))
            self.key = found[0] if found else ""
            time.sleep(0.1)

    def ready(self) -> bool:
        """Whether the API of this start says that all is well; one that a killed supervisor left says nothing of it."""
        if not self.members("api"):
            return False
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/health/ready", timeout=3, trust_env=False).status_code == httpx.codes.OK
        return False

    def answers(self, name: str) -> bool:
        """Whether a server, by its name in PROCESSES, can be used."""
        embedded = Embedded.known(DataFolder(self.data.resolve()))
        servers = {one.name: one.answers for one in embedded.members()}
        return servers[name]()

    def members(self, *words: str) -> list[psutil.Process]:
        """Children of the supervisor by the words of their command line; a server by its name."""
        if self.process is None:
            return []
        found = []
        with suppress(psutil.Error):
            for child in psutil.Process(self.process.pid).children():
                with suppress(psutil.Error):
                    wanted = PROCESSES.get(words[0])
                    line = child.cmdline()
                    if child.name() == wanted if wanted else all(word in line for word in words):
                        found.append(child)
        return found

    def kill_supervisor(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_everything(self) -> int:
        """All processes at once, none of them asked: as if the machine had stopped. Returns how many."""
        assert self.process is not None
        instance = DataFolder(self.data.resolve()).credentials().instance
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)
        killed = 0
        for _ in range(3):
            for left in left_running(self.data.resolve(), instance):
                with suppress(psutil.Error):
                    left.kill()
                    killed += 1
        self.process.wait()
        return killed

    def stop(self) -> float:
        """In order; seconds it took."""
        began = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self.kill_everything()
        return time.monotonic() - began
