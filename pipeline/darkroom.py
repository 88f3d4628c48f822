"""Pictures of pages for screens: drawn from the original in a process of its own, sealed, and kept beside its reading.

A page is shown as delivered; the viewer turns it. What a case needs for its first view is drawn when it is judged, the
rest when somebody asks for it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from threading import Lock, local
from typing import TYPE_CHECKING

import anyio.to_thread
from anyio import CapacityLimiter

from pipeline.child import ReaderLimits
from pipeline.work.drawing import drawer
from pipeline.workers import ReaderPool
from storage.blobs import page_key, upload_key
from storage.records import uploads
from storage.records.uploads import UploadRow
from storage.states import UploadState

if TYPE_CHECKING:
    from pipeline.report.pictures import Order, Pictures
    from pipeline.service import Service

MEGABYTE = 1024 * 1024
SECONDS = 60.0  # one page may take so long to draw
MEMORY = 1536 * MEGABYTE


class Size(StrEnum):
    SMALL = "s"
    MEDIUM = "m"
    LARGE = "l"


SIDES: Mapping[str, int] = {Size.SMALL: 240, Size.MEDIUM: 1600, Size.LARGE: 3600}
"""Pixels of the longer side, at most."""
READY: Mapping[str, int] = {size.value: SIDES[size] for size in (Size.SMALL, Size.MEDIUM)}
"""What is drawn when a case is judged."""


class Darkroom:
    """Safe to share between threads; nobody else waits while it draws."""

    def __init__(self, service: Service, processes: int = 2, held_bytes: int = 64 * MEGABYTE) -> None:
        self._service = service
        self._lookers = CapacityLimiter(8)
        # One thread to a process, as long as both live: a process ends with the thread that started it.
        self._drawers = ThreadPoolExecutor(processes, "darkroom")
        self._own = local()
        self._pools: list[ReaderPool] = []
        self._held = _Held(held_bytes)

    async def picture(self, upload: UploadRow, page: int, size: Size) -> bytes | None:
        """JPEG, as delivered; None where there is no such page or it cannot be drawn."""
        if upload.state is UploadState.PURGED or not upload.sha256:
            return None
        key = page_key(upload.sha256, page, size)
        data = self._held.get(key) or await anyio.to_thread.run_sync(self._stored, key, limiter=self._lookers)
        if data is None:
            data = await asyncio.wrap_future(self._drawers.submit(self._drawn, upload, page, size))
        if data is not None:
            self._held.put(key, data)
        return data

    def draw(self, orders: Iterable[Order]) -> Iterator[Pictures]:
        """What a report shows of its pages, for whoever waits for it in a thread of their own."""
        yield from self._drawers.submit(lambda: list(self._pool().draw(orders))).result()

    def _stored(self, key: str) -> bytes | None:
        return self._service.blobs.get_sealed(key, self._service.vault)

    def _drawn(self, upload: UploadRow, page: int, size: Size) -> bytes | None:
        """Small and medium come together: whoever sees one will want the other."""
        original = self._service.blobs.get(upload_key(upload.id))
        if original is None:
            return None
        from pipeline.report.pictures import PageOrder  # noqa: PLC0415 (brings what opens files)

        sizes = READY if size in READY else {size.value: SIDES[size]}
        views = self._pool().draw_pages(PageOrder("", original, (page,), sizes, self._service.settings.limits))
        keep(self._service, upload.sha256 or "", {(number, made): data for (_, number, made), data in views.items()})
        self._purged_meanwhile(upload, views)
        return views.get(("", page, size))

    def _pool(self) -> ReaderPool:
        """This thread's own."""
        pool: ReaderPool | None = getattr(self._own, "pool", None)
        if pool is None:
            limits = ReaderLimits(SECONDS, SECONDS, round(SECONDS), MEMORY)
            pool = self._own.pool = ReaderPool(drawer, limits=limits)
            self._pools.append(pool)
        return pool

    def _purged_meanwhile(self, upload: UploadRow, views: Mapping[tuple[str, int, str], bytes]) -> None:
        """Nothing of a case that is purged while its page is drawn stays behind."""
        with self._service.database.look() as tx:
            purged = uploads.get(tx, upload.id).state is UploadState.PURGED
        for _, page, size in views if purged else ():
            self._service.blobs.remove(page_key(upload.sha256 or "", page, size))

    def close(self) -> None:
        self._drawers.shutdown(cancel_futures=True)
        for pool in self._pools:
            pool.__exit__(None, None, None)


def keep(service: Service, sha256: str, views: Mapping[tuple[int, str], bytes]) -> None:
    """Seal pictures, by page and size, in object storage."""
    for (page, size), data in views.items():
        service.blobs.put_sealed(page_key(sha256, page, size), data, service.vault)


def is_ready(service: Service, sha256: str) -> bool:
    """Whether what a first view needs was drawn before; the first page stands for all."""
    return service.blobs.stat(page_key(sha256, 1, Size.MEDIUM)) is not None


class _Held:
    """Pictures asked for lately, opened, up to so many bytes together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._lock = Lock()
        self._by_key: OrderedDict[str, bytes] = OrderedDict()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            data = self._by_key.get(key)
            if data is not None:
                self._by_key.move_to_end(key)
            return data

    def put(self, key: str, data: bytes) -> None:
        with self._lock:
            if key in self._by_key or len(data) > self._most // 8:
                return
            self._by_key[key] = data
            self._bytes += len(data)
            while self._bytes > self._most:
                self._bytes -= len(self._by_key.popitem(last=False)[1])
