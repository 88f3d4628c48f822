"""One process that opens files from outside: its parent's end, its own side, and the limits it lives under.

What a file breaks is this process alone. Limits on processor time and memory are the kernel's, set by the process on
itself; wall clock, silence and resident memory are watched by the parent, so that a process that has stopped
answering is ended all the same.
"""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from extractors.reading import Reading

if TYPE_CHECKING:
    from pipeline.report.pictures import Pictures, ViewKey

SILENCE = 600.0
"""Seconds without any sign after which a reader is taken for hung and ended."""
PR_SET_PDEATHSIG = 1


class Observer(Protocol):
    """What a reader reports on while it reads one upload."""

    def opened(self, pages: int) -> None: ...

    def page(self, number: int) -> None:
        """The page of this number is done."""
        ...

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Time spent inside counts for this stage."""
        ...


class Reader(Protocol):
    """Turns the bytes of one upload into a Reading. Lives in one process, used from one thread."""

    @property
    def version(self) -> str:
        """Changes whenever the same bytes may be read differently."""
        ...

    @property
    def models(self) -> str: ...

    def read(self, name: str, data: bytes, observer: Observer, pages: range | None = None) -> Reading:
        """All pages, or those with these numbers (1-based)."""
        ...


ReaderFactory = Callable[[], Reader]
"""Makes a reader inside the process that uses it; a module-level callable, so that it can be sent there."""

Task = tuple[str, Any]
"""What to do (read, draw, count) and with what, as sent to a process."""


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What one task may cost. None sets no limit."""

    silence: float = SILENCE  # seconds without any sign
    wall: float | None = None  # seconds
    cpu: float | None = None  # seconds of processor time, of all threads together
    memory: int | None = None  # bytes the process may hold, nets included


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that came to nothing: its process died or raised."""

    why: str  # kind and place of the failure, nothing of the paper


class Child:
    """The parent's end of one such process, which handles one task at a time."""

    def __init__(self, factory: ReaderFactory, limits: ReaderLimits | None = None) -> None:
        context = multiprocessing.get_context("spawn")  # engines do not survive a fork
        self.connection, theirs = context.Pipe()
        self._limits = limits or ReaderLimits()
        self._process = context.Process(target=_serve, args=(factory, theirs, self._limits, os.getpid()), daemon=True)
        self._process.start()
        theirs.close()
        self.index = -1
        self._last_sign = self._began = time.monotonic()
        self._ready = False
        self._killed = ""

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def begin(self, index: int, task: Task) -> Child:
        self.index = index
        self._last_sign = self._began = time.monotonic()
        with suppress(OSError):  # already dead: receive() tells
            self.connection.send(task)
        return self

    def receive(self) -> tuple[Any, ...]:
        """The next message. Raises EOFError or OSError where the process is gone; `why` then tells of what."""
        if self._killed:
            raise EOFError
        message: tuple[Any, ...] = self.connection.recv()
        self._last_sign = time.monotonic()
        if not self._ready:  # loading the nets is not the task's time
            self._ready, self._began = True, self._last_sign
        return message

    def overdue(self) -> bool:
        """Whether the task is over its time or memory: the process is then ended."""
        now, limits = time.monotonic(), self._limits
        silence = limits.silence if self._ready else max(limits.silence, SILENCE)  # nor is it the task's silence
        if now - self._last_sign > silence:
            self.kill("silence")
        elif self._ready and limits.wall is not None and now - self._began > limits.wall:
            self.kill("wall clock")
        elif limits.memory is not None and self.resident > limits.memory:
            self.kill("memory")
        return bool(self._killed)

    def kill(self, why: str) -> None:
        self._killed = self._killed or why
        self._process.kill()

    @property
    def why(self) -> str:
        """Of what a process died that is gone."""
        self._process.join(timeout=5)
        code = self._process.exitcode
        if self._killed:
            return f"limit: {self._killed}"
        if code == -signal.SIGXCPU:
            return "limit: cpu"
        if code is not None and code < 0:
            return f"crash: {signal.Signals(-code).name}"
        return f"crash: exit {code}"

    def end(self) -> None:
        with suppress(OSError):
            self.connection.send(None)
        self._process.join(timeout=0 if self._killed else 5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(timeout=5)
        self.connection.close()

    @property
    def resident(self) -> int:
        """Bytes of memory in use; 0 where the system does not say."""
        try:
            pages = Path(f"/proc/{self._process.pid}/statm").read_text("ascii").split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * resource.getpagesize()


def _serve(factory: ReaderFactory, connection: Connection, limits: ReaderLimits, parent: int) -> None:
    """The child's side: make a reader, then read what is sent until None comes."""
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends this process
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries log of a paper may quote it
    try:
        reader = factory()
    except Exception as error:
        connection.send(("broken", f"{type(error).__name__}: {error}"))
        return
    _limit(resource.RLIMIT_CORE, 0)  # a core file would hold the paper
    if limits.memory is not None:
        _limit(resource.RLIMIT_DATA, limits.memory)
    connection.send(("ready", reader.version, reader.models))
    with suppress(EOFError):  # the parent is gone
        while (task := connection.recv()) is not None:
            if limits.cpu is not None:
                used = resource.getrusage(resource.RUSAGE_SELF)
                _limit(resource.RLIMIT_CPU, round(used.ru_utime + used.ru_stime + limits.cpu) + 1)
            try:
                connection.send(("done", _do(reader, task, connection)))
            except MemoryError:
                connection.send(("failed", "limit: memory"))
            except Exception as error:
                connection.send(("failed", where(error)))


def _do(reader: Reader, task: Task, connection: Connection) -> Reading | Pictures | Mapping[ViewKey, bytes] | int:
    what, given = task
    if what == "count":
        from extractors.files import count_pages  # noqa: PLC0415 (opens files: only ever in here)

        return count_pages(*given) or 0
    if what == "draw_pages":
        from pipeline.report.pictures import draw_pages  # noqa: PLC0415 (opens files: only ever in here)

        return draw_pages(given)
    if what == "draw":
        from pipeline.report.pictures import draw  # noqa: PLC0415 (opens files: only ever in here)

        return draw(given)
    name, data, *pages = given
    observer = _Reporter(connection)
    reading = reader.read(name, data, observer, *pages)
    return replace(reading, timings=dict(observer.timings))


class _Reporter:
    """The observer inside a reading process: holds the clock, passes the news on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.timings: dict[str, float] = {}

    def opened(self, pages: int) -> None:
        self._connection.send(("opened", pages))

    def page(self, number: int) -> None:
        self._connection.send(("page", number))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] = self.timings.get(name, 0.0) + time.perf_counter() - start


def where(error: BaseException) -> str:
    """Kind and place of a failure. Never its message: that may quote the paper."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f" at {Path(last.filename).name}:{last.lineno}" if last else ""
    return f"{type(error).__name__}{place}"


def _limit(what: int, soft: int) -> None:
    """The soft limit alone: it may be raised again for the next task."""
    _, hard = resource.getrlimit(what)
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _die_with(parent: int) -> None:
    """An endless loop must not outlive the process that watches it. Linux only; elsewhere the end of the pipe tells."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before this line
            os._exit(1)
