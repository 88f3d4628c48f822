"""What nets are asked while something is read: each call, so that the same calls can be made bare."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from extractors import nets
from extractors.detector import Detector
from extractors.nets import Floats, Net
from extractors.recogniser import Recogniser
from extractors.seals import reader
from samples.bench.spent import Spent, timed


@dataclass(slots=True)
class Tape:
    """Calls of nets while it runs."""

    keeps: bool  # the batches too, to make the calls again
    calls: list[tuple[Net, Floats]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)  # of the processor, by net
    reading: float = 0.0  # ... within engines: finding lines, and reading lines and seals

    def again(self) -> Spent:
        """Make the calls that were kept, and nothing else."""
        return timed(self._again)[1]

    def _again(self) -> None:
        for net, batch in self.calls:
            net.run(batch)

    def heard(self, net: Net, batch: Floats) -> Floats:
        began = time.process_time()
        answer = net.run(batch)
        self.seconds[net.name] = self.seconds.get(net.name, 0.0) + time.process_time() - began
        if self.keeps:
            self.calls.append((net, batch))
        return answer


@contextmanager
def recording(keeps: bool = False) -> Iterator[Tape]:
    """Every call of a net inside goes on the tape."""
    tape = Tape(keeps)
    before = [(where, name, getattr(where, name)) for where, name in _DOORS]
    for where, name, work in before:
        setattr(where, name, _heard(tape) if where is nets.Net else _told(work, tape))
    try:
        yield tape
    finally:
        for where, name, work in before:
            setattr(where, name, work)


_DOORS: tuple[tuple[Any, str], ...] = (
    (nets.Net, "__call__"),
    (Detector, "detect"),
    (Recogniser, "recognise"),
    (reader.SealEngine, "recognise"),
)


def _heard(tape: Tape) -> Callable[[Net, Floats], Floats]:
    def call(net: Net, batch: Floats) -> Floats:
        return tape.heard(net, batch)

    return call


def _told(work: Callable[..., Any], tape: Tape) -> Callable[..., Any]:
    def timed_work(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return work(*given, **named)
        finally:
            tape.reading += time.process_time() - began

    return timed_work
