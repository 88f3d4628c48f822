"""A process for each engine, so that none disturbs another and each has a memory of its own; they read in turns."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from extractors.opened import Limits, Raster
from extractors.reading import Reading
from samples.bench import engines
from samples.bench.material import Paper
from samples.bench.spent import Spent, timed


@dataclass(frozen=True, slots=True)
class Sight:
    """One picture read."""

    text: str
    spent: Spent
    floor: Spent | None = None  # the same calls of nets made bare; of our modes only


@dataclass(frozen=True, slots=True)
class Chain:
    """One upload taken through the whole chain."""

    reading: Reading
    spent: Spent
    stages: dict[str, float]  # seconds of the processor by stage, as the next two
    networks: dict[str, float]  # by net
    ocr: float  # within the engines: finding lines, and reading lines and seals

    @property
    def pages(self) -> int:
        return len(self.reading.pages)


class Stand:
    """The parent's end of one engine's process."""

    def __init__(self, engine: str, threads: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(engine, threads, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.join()

    def look(self, picture: Raster) -> Sight:
        return self._ask("look", picture)  # type: ignore[no-any-return]

    def read(self, paper: Paper) -> Chain:
        """The whole chain; our modes alone have one."""
        return self._ask("read", paper)  # type: ignore[no-any-return]

    def resident(self) -> tuple[float, float]:
        """Megabytes held now, and at most so far."""
        return self._ask("resident", None)  # type: ignore[no-any-return]

    def _ask(self, what: str, given: Any) -> Any:
        self._connection.send((what, given))
        return self._connection.recv()


@dataclass(slots=True)
class _Watch:
    """The observer of a chain."""

    stages: dict[str, float] = field(default_factory=dict)

    def opened(self, pages: int) -> None:
        return None

    def page(self, number: int) -> None:
        return None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.process_time()
        yield
        self.stages[name] = self.stages.get(name, 0.0) + time.process_time() - began


def _serve(name: str, threads: int, connection: Connection) -> None:
    own = name in engines.OWN
    engine = engines.own_engine(name, threads) if own else None
    eyes = engines.own_eyes(engine) if engine else engines.eyes(name, threads)
    while True:
        what, given = connection.recv()
        if what == "resident":
            connection.send(_resident())
        elif what == "look":
            connection.send(_look(eyes, given, own))
        else:
            connection.send(_read(engine, given))


def _look(eyes: engines.Eyes, picture: Raster, own: bool) -> Sight:
    text, spent = timed(lambda: eyes(picture))
    if not own:
        return Sight(text, spent)
    from samples.bench.tape import recording  # noqa: PLC0415 (what it listens to no peer's process needs)

    with recording(keeps=True) as tape:
        eyes(picture)
    return Sight(text, spent, tape.again())


def _read(engine: Any, paper: Paper) -> Chain:
    from extractors import read  # noqa: PLC0415 (no peer's process needs it)
    from samples.bench.tape import recording  # noqa: PLC0415

    watch = _Watch()
    with recording() as tape:
        reading, spent = timed(lambda: read.read(paper.name, paper.data, engine, Limits(), watch))
    return Chain(reading, spent, watch.stages, tape.seconds, tape.reading)


def _resident() -> tuple[float, float]:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (Linux; measuring has to be light)
        pages = int(file.read().split()[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20, most
