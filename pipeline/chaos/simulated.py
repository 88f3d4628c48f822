"""A SIMULATION of reading, for measuring everything around it: it waits as long as reading takes and reads nothing.

Its readings carry the reader version `simulated`, which no report of a real case ever shows. Papers for it are made by
papers.py: how many pages one has stands in its bytes.
"""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass
from functools import partial

from extractors import mediatype
from extractors.errors import DocumentError
from extractors.reading import Box, Line, Page, Quality, QualityGrade, Reading, UploadError
from pipeline.service import ReaderKind
from pipeline.settings import Settings
from pipeline.workers import Observer, ReaderFactory

VERSION = "simulated"
PAGES = re.compile(rb"simulated-pages:(\d{1,4})\n")
WIDTH, HEIGHT = 1000, 1414  # pixels


@dataclass(frozen=True, slots=True)
class SimulatedReader:
    seconds: float  # of one page
    version: str = VERSION
    models: str = "none: reading is simulated"

    def read(self, name: str, data: bytes, observer: Observer, pages: range | None = None) -> Reading:
        """One line of text on each page, after the time that a page takes."""
        digest = hashlib.sha256(data).hexdigest()
        try:
            media_type = mediatype.sniff(data)
        except DocumentError as error:
            return Reading(name, digest, "", error=UploadError(error.code, "模拟", "simulated"))
        found = PAGES.search(data)
        count = int(found[1]) if found else 1
        observer.opened(count)
        read = []
        for number in range(1, count + 1):
            if pages is None or number in pages:
                with observer.stage("simulated"):
                    time.sleep(self.seconds)
                read.append(_page(name, number, digest))
                observer.page(number)
        return Reading(name, digest, media_type, tuple(read), (), tuple(_hash(digest, page.number) for page in read))


def simulated(seconds: float) -> ReaderKind:
    """The reader kind that waits `seconds` a page."""
    return ReaderKind(VERSION, partial(_factory, seconds))


def _factory(seconds: float, settings: Settings) -> ReaderFactory:
    return partial(SimulatedReader, seconds)


def _page(name: str, number: int, digest: str) -> Page:
    box = Box(0.1, 0.1, 0.9, 0.14)
    corners = (box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)
    text = f"模拟识读 {digest[:8]} {number}"
    line = Line(text, 0.99, 0.98, box, corners)
    return Page(name, number, WIDTH, HEIGHT, 0, Quality(QualityGrade.GOOD), (line,))


def _hash(digest: str, number: int) -> int:
    """No two pages look alike."""
    return int.from_bytes(hashlib.sha256(f"{digest}:{number}".encode()).digest()[:8], "big")
