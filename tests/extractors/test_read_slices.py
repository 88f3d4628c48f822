"""A file read in slices is the file read at once."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any, cast

import pytest
from PIL import Image

from extractors import read as front_door
from extractors.ocr import OcrEngine
from extractors.opened import Limits, RawPage
from extractors.reading import Page, Quality, QualityGrade, Reading

PAGES = 5


class Watcher:
    def __init__(self) -> None:
        self.count = 0
        self.seen: list[int] = []

    def opened(self, pages: int) -> None:
        self.count = pages

    def page(self, number: int) -> None:
        self.seen.append(number)

    def stage(self, name: str) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.fixture(autouse=True)
def _no_nets(monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(name: str, raw: RawPage, engine: Any, observer: Any) -> tuple[Page, int]:
        shade = int(raw.raster[0, 0, 0])
        return Page(name, raw.number, raw.width, raw.height, 0, Quality(QualityGrade.GOOD), (), aspect=shade), shade

    monkeypatch.setattr(front_door, "read_page", seen)


def scanned(kind: str) -> bytes:
    shades = [Image.new("RGB", (80, 100), (40 * n, 40 * n, 40 * n)) for n in range(1, PAGES + 1)]
    buffer = io.BytesIO()
    shades[0].save(buffer, kind, save_all=True, append_images=shades[1:])
    return buffer.getvalue()


def reading(data: bytes, pages: range | None, watcher: Watcher | None = None) -> Reading:
    return front_door.read("a", data, cast(OcrEngine, None), Limits(), watcher or Watcher(), pages)


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_slices_joined_are_the_whole(kind: str) -> None:
    data = scanned(kind)
    parts = [reading(data, range(first, first + 2)) for first in (1, 3, 5)]
    whole = reading(data, None)
    assert len(whole.pages) == PAGES
    joined = replace(
        parts[0],
        pages=tuple(page for part in parts for page in part.pages),
        picture_hashes=tuple(h for part in parts for h in part.picture_hashes),
    )
    assert joined == whole


def test_a_slice_says_how_many_pages_the_file_has_and_which_it_read() -> None:
    watcher = Watcher()
    reading(scanned("PDF"), range(3, 5), watcher)
    assert (watcher.count, watcher.seen) == (PAGES, [3, 4])


def test_signatures_come_with_the_first_slice_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_door, "read_signatures", lambda data: ("signed",))
    data = scanned("PDF")
    assert [reading(data, range(first, first + 3)).signatures for first in (1, 4)] == [("signed",), ()]


def test_a_slice_beyond_the_end_is_empty() -> None:
    assert reading(scanned("PDF"), range(PAGES + 1, PAGES + 9)).pages == ()


def test_an_error_is_every_slice_s() -> None:
    for pages in (range(1, 3), range(3, 5)):
        assert reading(b"", pages).error is not None
