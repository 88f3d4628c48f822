"""Processor time of a tree of processes, by part: what a machine shared with others still measures fairly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import psutil

Part = Callable[[Sequence[str]], str]
"""Which part a process belongs to, by its command line; "" for that of its parent."""


Spent = dict[str, float]
"""Seconds by part."""


def spent(root: int, part: Part) -> Spent:
    """Seconds that process `root` and all below it have used so far, with what their ended children had used."""
    found: Spent = {}
    with suppress(psutil.Error):
        _count(psutil.Process(root), "supervisor", part, _families(), found)
    return found


def since(before: Mapping[str, float], now: Mapping[str, float]) -> Spent:
    return {part: used - before.get(part, 0.0) for part, used in now.items()}


def _families() -> dict[int, list[psutil.Process]]:
    """Every process's children, looked up once."""
    children: dict[int, list[psutil.Process]] = {}
    for process in psutil.process_iter(["ppid"]):
        children.setdefault(process.info["ppid"], []).append(process)
    return children


def _count(
    process: psutil.Process, above: str, part: Part, children: dict[int, list[psutil.Process]], found: Spent
) -> None:
    with suppress(psutil.Error):
        name = part(process.cmdline()) or above
        used = process.cpu_times()
        found[name] = found.get(name, 0.0) + used.user + used.system + used.children_user + used.children_system
        for child in children.get(process.pid, ()):
            _count(child, name, part, children, found)
