"""Who follows a case hears of it when something happens: one look at the database a second for all who follow.

Nothing is pushed between processes: what happened stands in the database, and a broken stream goes on where it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol
from uuid import UUID

from pipeline.telemetry.logs import Log
from pipeline.web.problems import ProblemError
from storage.errors import StorageError
from storage.records.marks import Mark

PERIOD = 1.0
"""Seconds between two looks."""


class Look(Protocol):
    async def __call__(self, case_ids: Sequence[UUID]) -> Mapping[UUID, Mark]: ...


class Watch:
    """Belongs to one event loop."""

    def __init__(self, look: Look, most: int, log: Log, period: float = PERIOD) -> None:
        self._look = look
        self._most = most
        self._log = log
        self._period = period
        self._followers: dict[UUID, set[asyncio.Event]] = {}
        self._marks: dict[UUID, Mark] = {}
        self._task: asyncio.Task[None] | None = None
        self.closing = asyncio.Event()

    @property
    def count(self) -> int:
        return sum(map(len, self._followers.values()))

    @contextmanager
    def follow(self, case_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever there is news. Raises ProblemError `busy`."""
        if self.count >= self._most:
            raise ProblemError("busy", "订阅数已达上限", "too many streams are open", headers={"Retry-After": "10"})
        news = asyncio.Event()
        self._followers.setdefault(case_id, set()).add(news)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._tick())
        try:
            yield news
        finally:
            followers = self._followers[case_id]
            followers.discard(news)
            if not followers:
                del self._followers[case_id]
                self._marks.pop(case_id, None)

    async def close(self) -> None:
        self.closing.set()
        for followers in self._followers.values():
            for news in followers:
                news.set()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _tick(self) -> None:
        while self._followers:
            try:
                marks = await self._look(tuple(self._followers))
            except StorageError as error:
                self._log.warning("watch_failed", error=error)
                marks = {}
            for case_id, mark in marks.items():
                if self._marks.get(case_id) != mark:
                    self._marks[case_id] = mark
                    for news in self._followers.get(case_id, ()):
                        news.set()
            await asyncio.sleep(self._period)
