"""接力: case after case through one pool of readers, which takes up the next while the one before is judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from extractors.reading import Reading
from pipeline import steps
from pipeline.steps import Desk, Received
from pipeline.workers import Bytes

Case = tuple[Received, Path]
"""As received, and where its report goes."""
Conclude = Callable[[Received, Mapping[str, Reading], Path], None]
"""Of a case, the readings of its files by sha256, and where its report goes."""

MOST_READ = 2
"""Cases that are being read: the last files of one, the first of the next."""
MOST_READY = 1
"""Cases read whole and not concluded when the next is begun: however many come, few are held in memory."""


@dataclass(slots=True)
class _Leg:
    """One case on its way."""

    received: Received
    out: Path
    files: int
    by_key: dict[str, Reading] = field(default_factory=dict)


class Relay:
    """`conclude` is given each case with its readings, in the order in which they came, in a thread of its own.

    Where there are several cases, pictures have to be drawn by another pool than the one that reads (`Desk.drawing`).
    """

    def __init__(self, desk: Desk, conclude: Conclude) -> None:
        self._desk = desk
        self._conclude = conclude
        self._being_read: deque[_Leg] = deque()
        self._read: deque[Future[None]] = deque()

    def run(self, cases: Iterable[Case]) -> None:
        """Each is taken from `cases` when its turn has come. Raises ReaderError, and what `conclude` raises."""
        desk, whose = self._desk, dict[int, tuple[_Leg, str]]()
        with ThreadPoolExecutor(1, "conclude") as concluding:
            for index, reading in desk.pool.read(self._files(iter(cases), whose), desk.progress):
                leg, key = whose.pop(index)
                leg.by_key[key] = reading
                self._pass_on(concluding)
            desk.progress.ended()
            self._wait(0)

    def _files(self, cases: Iterator[Case], whose: dict[int, tuple[_Leg, str]]) -> Iterator[Bytes | None]:
        """What the pool is to read next, noted in `whose` under its index; None where nothing is to be begun now."""
        index = 0
        while True:
            while len(self._being_read) >= MOST_READ:
                yield None
            self._wait(MOST_READY)
            case = next(cases, None)
            if case is None:
                return
            files = steps.distinct(case[0])
            leg = _Leg(*case, len(files))
            self._being_read.append(leg)
            self._desk.progress.began(leg.received.name, leg.files)
            for file in files:
                whose[index] = (leg, file.key)
                index += 1
                yield file

    def _pass_on(self, concluding: ThreadPoolExecutor) -> None:
        """What is read whole goes to be concluded, unless one that came before it is still being read."""
        while self._being_read and len(self._being_read[0].by_key) == self._being_read[0].files:
            leg = self._being_read.popleft()
            self._read.append(concluding.submit(self._conclude, leg.received, leg.by_key, leg.out))

    def _wait(self, most: int) -> None:
        """Until no more than so many are left to conclude."""
        while len(self._read) > most:
            self._read.popleft().result()
