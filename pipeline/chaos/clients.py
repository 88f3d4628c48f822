"""Upstream systems that push cases as fast as they are let, whatever happens to the service meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, Queue

from pipeline.chaos.papers import CaseFolder
from pipeline.chaos.stage import Stage
from pipeline.client import ApiError, Client, Unreachable

PATIENCE_S = 300.0
DONE_S = 600.0


@dataclass
class Pushed:
    """What the clients believe: every one of these cases was accepted."""

    cases: dict[str, CaseFolder] = field(default_factory=dict)  # id → what was pushed
    seconds: list[float] = field(default_factory=list)  # each push, retries and outages included
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Crowd:
    """`clients` threads, each with a connection of its own; cases are let out to them by number."""

    def __init__(self, stage: Stage, clients: int, make: Callable[[int], CaseFolder]) -> None:
        self.pushed = Pushed()
        self._stage = stage
        self._make = make
        self._numbers: Queue[int] = Queue()
        self._over = threading.Event()
        self._let_out = 0
        self._threads = [threading.Thread(target=self._push, name=f"client-{n}", daemon=True) for n in range(clients)]

    @contextmanager
    def pushing(self) -> Iterator[None]:
        """Until the end of the block, which waits for what is under way; not where it is left by an error or Ctrl-C."""
        for thread in self._threads:
            thread.start()
        try:
            yield
        except BaseException:
            self._over.set()
            raise
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE_S)

    def let_out(self, count: int) -> None:
        """So many more cases may be pushed."""
        for _ in range(count):
            self._numbers.put(self._let_out)
            self._let_out += 1

    def until(self, count: int, seconds: float = DONE_S) -> None:
        """Waits until so many were accepted, or given up by the client."""
        end = time.monotonic() + seconds
        while len(self.pushed.cases) + len(self.pushed.errors) < count and time.monotonic() < end:
            time.sleep(0.05)

    def _push(self) -> None:
        with Client(self._stage.url, self._stage.key, patience=PATIENCE_S) as client:
            while not self._over.is_set():
                try:
                    number = self._numbers.get(timeout=0.1)
                except Empty:
                    continue
                self._one(client, self._make(number))

    def _one(self, client: Client, folder: CaseFolder) -> None:
        began = time.monotonic()
        try:
            case = client.push(folder.path)
        except (ApiError, Unreachable) as error:
            with self.pushed.lock:
                self.pushed.errors.append(f"{folder.key}: {type(error).__name__} {str(error).splitlines()[0]}")
            return
        with self.pushed.lock:
            self.pushed.cases[str(case.id)] = folder
            self.pushed.seconds.append(time.monotonic() - began)


def canary(stage: Stage, folder: CaseFolder, patience: float = DONE_S) -> float:
    """Seconds from beginning to push one instant case until it is judged, as its sender sees it."""
    began = time.monotonic()
    with Client(stage.url, stage.key, patience=patience) as client:
        case = client.push(folder.path)
        while not case.ended:
            if time.monotonic() - began > patience:
                raise TimeoutError(f"a case was not judged after {patience:.0f} s")
            time.sleep(0.05)
            case = client.get(case.id)
    return time.monotonic() - began
