"""A piece of work that is being done is kept by saying so every few seconds."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Self

from storage.database import Database
from storage.errors import StorageError
from storage.records import work
from storage.records.work import Work


class Lease:
    """Extends the lease from a thread of its own while the work is under way; `lost` says that somebody else has it.

    Nothing is lost by being wrong about it: whoever finishes work shows that the lease is still theirs.
    """

    def __init__(self, database: Database, held: Work, seconds: float) -> None:
        self._database = database
        self._held = held
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"lease-{held.kind}", daemon=True)
        self.lost = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join(timeout=5)

    def _keep(self) -> None:
        until = time.monotonic() + self._seconds
        while not self._over.wait(self._seconds / 4):
            asked = time.monotonic()
            try:
                with self._database.look() as tx:
                    kept = work.extend(tx, self._held, self._seconds)
            except StorageError:
                kept = asked < until  # the database is away: ours as long as nobody can have taken it
            else:
                until = asked + self._seconds if kept else asked
            if not kept:
                self.lost = True
                return
