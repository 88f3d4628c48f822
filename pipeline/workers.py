"""Processes that read and draw files: one engine each, and a file that kills its process costs that file alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from extractors.reading import Reading
from pipeline.child import SILENCE, Child, Failure, Observer, Reader, ReaderFactory, ReaderLimits, Task, where
from pipeline.progress import Progress
from pipeline.shares import Shares

if TYPE_CHECKING:
    from extractors.opened import Limits
    from pipeline.report.pictures import Order, PageOrder, Pictures, ViewKey

__all__ = ["Bytes", "Observer", "Reader", "ReaderError", "ReaderFactory", "ReaderPool", "Versions", "where"]


News = Callable[[int, str, int], None]
"""Of the task of a number: that its file is open and has so many pages, or that the page of a number is done."""


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

        An upload is taken when a process is free for it; the pages of a long one are shared among all. None, which has
        no index, says that the next one is not to be begun before another has been read; so it may only come while one
        is.
        """
        shares = Shares(uploads, self._jobs)

        def told(number: int, what: str, pages: int) -> None:
            if what == "page":
                progress.page_done()
            elif shares.opened(number, pages):
                progress.opened(pages)

        for number, answer in self._work(shares.tasks(), told):
            if (read := shares.answered(number, answer)) is not None:
                progress.file_done()
                yield read

    def draw(self, orders: Iterable[Order]) -> Iterator[Pictures]:
        """Pictures of uploads, as they get done; an upload that cannot be drawn is left out.

        An order is taken when a process is free for it, so that the bytes of few uploads are held at a time.
        """
        for _, answer in self._work(("draw", order) for order in orders):
            if not isinstance(answer, Failure):
                yield answer

    def count(self, data: bytes, limits: Limits) -> int | None:
        """Pages of one upload; None where it cannot be opened."""
        for _, answer in self._work([("count", (data, limits))]):
            if not isinstance(answer, Failure):
                return int(answer) or None
        return None

    def draw_pages(self, order: PageOrder) -> Mapping[ViewKey, bytes]:
        """Views of some pages of one upload; none where it cannot be drawn."""
        for _, answer in self._work([("draw_pages", order)]):
            if not isinstance(answer, Failure):
                views: Mapping[ViewKey, bytes] = answer
                return views
        return {}

    def _work(self, tasks: Iterable[Task | None], told: News = lambda *_: None) -> Iterator[tuple[int, Any]]:
        """The tasks' answers, each with its task's number; what is told of a task before its answer goes to `told`."""
        waiting, numbers = iter(tasks), count()
        busy: list[Child] = []
        while True:
            while len(busy) < self._jobs and (task := next(waiting, None)) is not None:
                busy.append(self._idle(busy).begin(next(numbers), task))
            if not busy:
                return
            for worker in self._heard(busy):
                answer = self._listen(worker, told)
                if answer is None:
                    continue
                busy.remove(worker)
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

    def _listen(self, worker: Child, told: News) -> Any:
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
        elif what in ("opened", "page"):
            told(worker.index, what, rest[0])
        elif what == "failed":
            return Failure(rest[0])
        elif what == "done":
            return rest[0]
        return None
