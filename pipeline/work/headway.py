"""How far the reading of a slice has come, told while it goes on, to those who watch the case."""

from __future__ import annotations

import time
from collections.abc import Callable

from storage.database import Database
from storage.errors import StorageError
from storage.records import headway
from storage.records.readings import SliceRow

EVERY_S = 1.0
"""Seconds between two notes of one slice: what watches looks once a second."""
REST_S = 5.0
"""Seconds without notes after one that could not be written: reading does not wait for a database."""


class Headway:
    """Of one slice. Nothing hangs on it: what was read counts when the slice is settled."""

    def __init__(
        self, database: Database, part: SliceRow, *, again: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`again`: it was tried before, and what that attempt noted no longer holds."""
        self._database = database
        self._part = part
        self._clock = clock
        self._again = again
        self._done = 0
        self._next = clock() + EVERY_S

    def opened(self, pages: int) -> None:
        """The upload has so many pages. Of one page nothing is said: it is done when it is."""
        part = self._part
        if self._again:
            self._note()
        if pages > 1 and part.first == 1:
            self._write(lambda: self._told_pages(pages))

    def page(self) -> None:
        """One more is done."""
        self._done += 1
        if self._clock() >= self._next and self._done <= self._part.last - self._part.first:
            self._note()

    def _note(self) -> None:
        self._next = self._clock() + EVERY_S
        self._write(self._told_done)

    def _told_pages(self, pages: int) -> None:
        with self._database.look() as tx:
            headway.opened(tx, self._part.sha256, self._part.reader, pages)

    def _told_done(self) -> None:
        part = self._part
        with self._database.look() as tx:
            headway.pages_done(tx, (part.sha256, part.reader, part.first), self._done)

    def _write(self, what: Callable[[], None]) -> None:
        try:
            what()
        except StorageError:
            self._next = self._clock() + REST_S
