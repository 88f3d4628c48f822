"""What many ask for at once and may be some seconds old: counted once, told to all."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

V = TypeVar("V")
MOST = 500


class Recent:
    """Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: dict[Hashable, tuple[float, Any]] = {}

    def get(self, key: Hashable, seconds: float, make: Callable[[], V]) -> V:
        """What `make` gives, or gave less than so many seconds ago."""
        with self._lock:
            until, there = self._found.get(key, (0.0, None))
        if until > time.monotonic():
            return cast("V", there)
        made = make()
        with self._lock:
            if len(self._found) >= MOST:
                self._found.clear()
            self._found[key] = (time.monotonic() + seconds, made)
        return made
