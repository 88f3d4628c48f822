"""Time taken: on the wall clock, and of the processor by all threads of a process and by the programs it called."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds."""

    wall: float
    cpu: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def each(self, count: int) -> Spent:
        """Of one, where it was spent on so many."""
        return Spent(self.wall / count, self.cpu / count)


def timed(work: Callable[[], Result]) -> tuple[Result, Spent]:
    wall, cpu = time.perf_counter(), _cpu()
    result = work()
    return result, Spent(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    called = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + called.ru_utime + called.ru_stime
