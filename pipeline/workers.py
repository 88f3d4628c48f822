"""Processes that read and draw files: one engine each, and a file that kills its process costs that file alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from extractors.reading import Reading, UploadError
from pipeline.child import SILENCE, Child, Failure, Observer, Reader, ReaderFactory, ReaderLimits, Task, where
from pipeline.progress import Progress
from validators.checks.uploads import READER_FAILED

if TYPE_CHECKING:
    from pipeline.report.pictures import Order, PageOrder, Pictures, ViewKey

__all__ = ["Bytes", "Observer", "Reader", "ReaderError", "ReaderFactory", "ReaderPool", "Versions", "lost", "where"]


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


class ReaderPool:
    """Up to `jobs` processes that open files, started when first needed and kept until the end.

    Files from outside are opened here alone, for reading as for drawing: what one of them breaks is its own process.
    """

    def __init__(
        self, factory: ReaderFactory, jobs: int = 1, silence: float = SILENCE, limits: ReaderLimits | None = None
    ) -> None:
        self._factory = factory
        self._jobs = max(1, jobs)
        self._limits = limits or ReaderLimits(silence)
        self._workers: list[Child] = []
        self.versions = Versions("", "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def read(self, uploads: Iterable[Bytes | None], progress: Progress) -> Iterator[tuple[int, Reading]]:
        """Readings with their index in `uploads`, as they get done. Raises ReaderError.

        An upload is taken when a process is free for it. None, which has no index, says that the next one is not to be
        begun before another has been read; so it may only come while one is.
        """
        begun: dict[int, Bytes] = {}
        for index, answer in self._work(_to_read(uploads, begun), progress):
            upload = begun.pop(index)
            yield index, _lost(upload, answer.why) if isinstance(answer, Failure) else answer

    def draw(self, orders: Iterable[Order]) -> Iterator[Pictures]:
        """Pictures of uploads, as they get done; an upload that cannot be drawn is left out.

        An order is taken when a process is free for it, so that the bytes of few uploads are held at a time.
        """
        for _, answer in self._work((("draw", order) for order in orders), None):
            if not isinstance(answer, Failure):
                yield answer

    def draw_pages(self, order: PageOrder) -> Mapping[ViewKey, bytes]:
        """Views of some pages of one upload; none where it cannot be drawn."""
        for _, answer in self._work([("draw_pages", order)], None):
            if not isinstance(answer, Failure):
                views: Mapping[ViewKey, bytes] = answer
                return views
        return {}

    def _work(self, tasks: Iterable[Task | None], progress: Progress | None) -> Iterator[tuple[int, Any]]:
        waiting, numbers = iter(tasks), count()
        busy: list[Child] = []
        while True:
            while len(busy) < self._jobs and (task := next(waiting, None)) is not None:
                busy.append(self._idle(busy).begin(next(numbers), task))
            if not busy:
                return
            for worker in self._heard(busy):
                answer = self._listen(worker, progress)
                if answer is None:
                    continue
                busy.remove(worker)
                if progress:
                    progress.file_done()
                yield worker.index, answer

    def _idle(self, busy: Sequence[Child]) -> Child:
        for worker in self._workers:
            if worker not in busy:
                return worker
        worker = Child(self._factory, self._limits)
        self._workers.append(worker)
        return worker

    def _heard(self, busy: Sequence[Child]) -> list[Child]:
        """Workers with news; those silent for too long are ended, which is news as well."""
        ready = wait([worker.connection for worker in busy], timeout=1.0)
        return [worker for worker in busy if worker.connection in ready or worker.overdue()]

    def _listen(self, worker: Child, progress: Progress | None) -> Any:
        """Take one message; the answer to the task when it is done, else None."""
        try:
            what, *rest = worker.receive()
        except (EOFError, OSError):
            self._workers.remove(worker)
            why = worker.why
            worker.end()
            return Failure(why)
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


def _to_read(uploads: Iterable[Bytes | None], begun: dict[int, Bytes]) -> Iterator[Task | None]:
    """Each as a task, kept in `begun` under its index."""
    numbers = count()
    for upload in uploads:
        if upload is None:
            yield None
            continue
        begun[next(numbers)] = upload
        yield "read", (upload.name, upload.data)


def _lost(upload: Bytes, why: str) -> Reading:
    sys.stderr.write(f"reading failed: {why} (sha256 {upload.key[:12]})\n")
    return lost(upload.name, upload.key)


def lost(name: str, sha256: str) -> Reading:
    """What is left of an upload whose reading broke: our fault, so a person has to look at the file itself."""
    error = UploadError(READER_FAILED, "系统未能读取此文件，需人工查看原件", "this file could not be read; look at it")
    return Reading(name, sha256, "", error=error)
