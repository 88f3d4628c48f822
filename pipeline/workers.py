"""Processes that read and draw files: one engine each, and a file that kills its process costs that file alone."""

from __future__ import annotations

import logging
import multiprocessing
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from extractors.reading import Reading, UploadError
from pipeline.progress import Progress

if TYPE_CHECKING:
    from pipeline.report.pictures import Order, Pictures

SILENCE = 600.0
"""Seconds without any sign after which a reader is taken for hung and ended."""


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

    def read(self, name: str, data: bytes, observer: Observer) -> Reading: ...


ReaderFactory = Callable[[], Reader]
"""Makes a reader inside the process that uses it; a module-level callable, so that it can be sent there."""


class ReaderError(Exception):
    """No reader can be started at all. The machine's keeper must act."""


@dataclass(frozen=True, slots=True)
class Versions:
    reader: str
    models: str


@dataclass(frozen=True, slots=True)
class Bytes:
    """One upload to read. Of a file over the limit `data` is only a beginning, one byte too long to be accepted."""

    name: str
    data: bytes
    key: str  # sha256 of the whole file

    @classmethod
    def of(cls, name: str, data: bytes) -> Self:
        return cls(name, data, sha256(data).hexdigest())

    @classmethod
    def load(cls, name: str, path: Path, max_bytes: int) -> Self:
        """From disk, without ever holding more than `max_bytes` + 1 of it."""
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
            digest = sha256(data)
            while rest := file.read(1 << 20):
                digest.update(rest)
        return cls(name, data, digest.hexdigest())


Task = tuple[str, Any]
"""What to do (read, draw) and with what, as sent to a process."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that came to nothing: its process died or raised."""

    why: str  # kind and place of the failure, nothing of the paper


class ReaderPool:
    """Up to `jobs` processes that open files, started when first needed and kept until the end.

    Files from outside are opened here alone, for reading as for drawing: what one of them breaks is its own process.
    """

    def __init__(self, factory: ReaderFactory, jobs: int = 1, silence: float = SILENCE) -> None:
        self._factory = factory
        self._jobs = max(1, jobs)
        self._silence = silence
        self._workers: list[_Worker] = []
        self.versions = Versions("", "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def read(self, uploads: Sequence[Bytes], progress: Progress) -> Iterator[tuple[int, Reading]]:
        """Readings with their index in `uploads`, as they get done. Raises ReaderError."""
        for index, answer in self._work([("read", (u.name, u.data)) for u in uploads], progress):
            yield index, _lost(uploads[index], answer.why) if isinstance(answer, Failure) else answer

    def draw(self, orders: Sequence[Order]) -> Iterator[Pictures]:
        """Pictures of uploads, as they get done; an upload that cannot be drawn is left out."""
        for _, answer in self._work([("draw", order) for order in orders], None):
            if not isinstance(answer, Failure):
                yield answer

    def _work(self, tasks: Sequence[Task], progress: Progress | None) -> Iterator[tuple[int, Any]]:
        waiting = deque(enumerate(tasks))
        busy: list[_Worker] = []
        while len(self._workers) < min(self._jobs, len(tasks)):  # all of them start up at the same time
            self._workers.append(_Worker(self._factory))
        while waiting or busy:
            while waiting and len(busy) < self._jobs:
                busy.append(self._idle(busy).begin(*waiting.popleft()))
            for worker in self._heard(busy):
                answer = self._listen(worker, progress)
                if answer is None:
                    continue
                busy.remove(worker)
                if progress:
                    progress.file_done()
                yield worker.index, answer

    def _idle(self, busy: Sequence[_Worker]) -> _Worker:
        for worker in self._workers:
            if worker not in busy:
                return worker
        worker = _Worker(self._factory)
        self._workers.append(worker)
        return worker

    def _heard(self, busy: Sequence[_Worker]) -> list[_Worker]:
        """Workers with news; those silent for too long are ended, which is news as well."""
        ready = wait([worker.connection for worker in busy], timeout=1.0)
        for worker in busy:
            if worker.connection not in ready and time.monotonic() - worker.last_sign > self._silence:
                worker.kill()
        return [worker for worker in busy if worker.connection in ready or worker.killed]

    def _listen(self, worker: _Worker, progress: Progress | None) -> Any:
        """Take one message; the answer to the task when it is done, else None."""
        try:
            what, *rest = worker.receive()
        except (EOFError, OSError):
            self._workers.remove(worker)
            worker.end()
            return Failure("the process ended")
        if what == "ready":
            self.versions = Versions(*rest)
        elif what == "broken":
            raise ReaderError(rest[0])
        elif what == "opened" and progress:
            progress.opened(rest[0])
        elif what == "page" and progress:
            progress.page_done()
        elif what == "failed":
            return Failure(rest[0])
        elif what == "done":
            return rest[0]
        return None


class _Worker:
    """The parent's end of one reading process."""

    def __init__(self, factory: ReaderFactory) -> None:
        context = multiprocessing.get_context("spawn")  # engines do not survive a fork
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(factory, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.index = -1
        self.last_sign = time.monotonic()
        self.killed = False

    def begin(self, index: int, task: Task) -> _Worker:
        self.index = index
        self.last_sign = time.monotonic()
        with suppress(OSError):  # already dead: receive() tells
            self.connection.send(task)
        return self

    def receive(self) -> tuple[Any, ...]:
        if self.killed:
            raise EOFError
        message: tuple[Any, ...] = self.connection.recv()
        self.last_sign = time.monotonic()
        return message

    def kill(self) -> None:
        self.killed = True
        self._process.kill()

    def end(self) -> None:
        with suppress(OSError):
            self.connection.send(None)
        self._process.join(timeout=5)
        if self._process.is_alive():
            self._process.kill()
        self.connection.close()


def _serve(factory: ReaderFactory, connection: Connection) -> None:
    """The child's side: make a reader, then read what is sent until None comes."""
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries log of a paper may quote it
    try:
        reader = factory()
    except Exception as error:
        connection.send(("broken", f"{type(error).__name__}: {error}"))
        return
    connection.send(("ready", reader.version, reader.models))
    with suppress(EOFError):  # the parent is gone
        while (task := connection.recv()) is not None:
            try:
                connection.send(("done", _do(reader, task, connection)))
            except Exception as error:
                connection.send(("failed", where(error)))


def _do(reader: Reader, task: Task, connection: Connection) -> Reading | Pictures:
    what, given = task
    if what == "draw":
        from pipeline.report.pictures import draw  # noqa: PLC0415 (opens files: only ever in here)

        return draw(given)
    name, data = given
    observer = _Reporter(connection)
    reading = reader.read(name, data, observer)
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


def _lost(upload: Bytes, why: str) -> Reading:
    """What is left of an upload whose reading broke: our fault, so a person has to look at the file itself."""
    sys.stderr.write(f"reading failed: {why} (sha256 {upload.key[:12]})\n")
    error = UploadError("unreadable", "系统未能读取此文件，需人工查看原件", "this file could not be read; look at it")
    return Reading(upload.name, upload.key, "", error=error)


def where(error: Exception) -> str:
    """Kind and place of a failure. Never its message: that may quote the paper."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f" at {Path(last.filename).name}:{last.lineno}" if last else ""
    return f"{type(error).__name__}{place}"
