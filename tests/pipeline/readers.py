"""Readers that need no nets: what a test wants read, and readers that break."""

from __future__ import annotations

import mmap
import os
import signal
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from extractors.reading import Reading, UploadError
from pipeline.settings import Settings
from pipeline.workers import Observer, ReaderFactory
from tests.pipeline.papers import line, page, reading

MENDED = Path(tempfile.gettempdir()) / "yushen-tests-mended"
"""Where this file is, `FICKLE` bytes break no reader any more."""


class LineReader:
    """Reads a picture's bytes as if their tail, after `text:`, were printed on it; an empty file as an error."""

    version, models = "test", "no nets"

    def read(self, name: str, data: bytes, observer: Observer, pages: range | None = None) -> Reading:
        if not data:
            return reading(name, data, error=UploadError("empty", "文件是空的", "The file is empty"))
        observer.opened(1)
        text = data.partition(b"text:")[2].decode()
        with observer.stage("text"):
            lines = [line(part, n) for n, part in enumerate(text.split("|"))]
        observer.page(1)
        return replace(reading(name, data, page(name, *lines)), timings={})


class BreakingReader(LineReader):
    """Dies, raises, hangs or talks nonsense where the bytes say so."""

    def read(self, name: str, data: bytes, observer: Observer, pages: range | None = None) -> Reading:
        if b"DIE" in data:
            os._exit(9)
        if b"RAISE" in data:
            raise ValueError("林试样的诊断")  # what an exception must not carry into a log
        if b"HANG" in data:
            time.sleep(60)
        if b"NONSENSE" in data:  # a reading that no later step can work with
            return replace(super().read(name, data, observer), pages=(None,))  # type: ignore[arg-type]
        return super().read(name, data, observer)


class GreedyReader(BreakingReader):
    """Takes what it can get of processor time and memory where the bytes say so."""

    def read(self, name: str, data: bytes, observer: Observer, pages: range | None = None) -> Reading:
        if b"SPIN" in data:
            while True:
                pass
        if b"KILL" in data:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"SWELL" in data:
            held = [b"\1" * 50_000_000 for _ in range(1000)]
            raise AssertionError(len(held))
        if b"SHARED" in data:  # not counted by the kernel's limit on data
            with mmap.mmap(-1, 600_000_000) as area:
                for at in range(0, len(area), 4096):
                    area[at] = 1
                time.sleep(60)
        if data.startswith(b"PAGES:"):  # so many pages, all with the same text
            return _many(name, data, observer, pages)
        if b"FICKLE" in data and not MENDED.exists():
            os._exit(9)
        if b"SLOW" in data:
            time.sleep(1)
        if b"WORK" in data:
            begun = time.process_time()
            while time.process_time() - begun < 0.6:
                pass
        return super().read(name, data, observer, pages)


def _many(name: str, data: bytes, observer: Observer, pages: range | None) -> Reading:
    count = int(data.split()[0].removeprefix(b"PAGES:"))
    observer.opened(count)
    made = []
    for number in (n for n in range(1, count + 1) if pages is None or n in pages):
        if b"DIE" + str(number).encode() in data.split():
            os._exit(9)
        if b"SLOWLY" in data:
            time.sleep(0.6)
        made.append(page(name, line(f"page {number}", 0), number=number))
        observer.page(number)
    return replace(reading(name, data, *made), picture_hashes=tuple(hash((data, p.number)) for p in made), timings={})


def lines(settings: Settings) -> ReaderFactory:
    return LineReader


def breaking(settings: Settings) -> ReaderFactory:
    return BreakingReader


def greedy(settings: Settings) -> ReaderFactory:
    return GreedyReader


def _no_reader() -> LineReader:
    raise OSError("a net is missing")


def missing(settings: Settings) -> ReaderFactory:
    return partial(_no_reader)
