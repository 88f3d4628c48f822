"""The reader used in earnest: the extractors' front door with its OCR engine, one per process."""

from __future__ import annotations

import os
import socket
from functools import partial

from extractors.reading import Reading
from pipeline.settings import Settings
from pipeline.workers import Observer, ReaderFactory


class OcrReader:
    """Loads the nets once; reads one upload after the other."""

    def __init__(self, settings: Settings) -> None:
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is first imported, by whomever
        socket.has_ipv6 = False  # else urllib3, which paddleocr brings along, tries a socket when imported
        from extractors import ocr, read  # noqa: PLC0415 (seconds of imports that only a reading process needs)

        self._read = read.read
        self._limits = settings.limits
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        threads = max(1, min(2, cores // settings.jobs))
        self._engine = ocr.load_engine(threads, settings.runtime, settings.fast)
        self.version = read.VERSION
        self.models = self._engine.name

    def read(self, name: str, data: bytes, observer: Observer, pages: range | None = None) -> Reading:
        return self._read(name, data, self._engine, self._limits, observer, pages)


def ocr_reader(settings: Settings) -> ReaderFactory:
    """The factory a reader pool sends to its processes."""
    return partial(OcrReader, settings)
