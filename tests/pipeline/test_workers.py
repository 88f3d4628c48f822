"""Readings come back in full whatever happens to the process that makes one of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extractors.opened import Limits
from extractors.reading import Box
from pipeline.progress import PlainProgress
from pipeline.report.pictures import Order, Spot
from pipeline.workers import Bytes, ReaderError, ReaderPool
from tests.pipeline.papers import bars, jpeg
from tests.pipeline.readers import BreakingReader, LineReader, _no_reader


class Count(PlainProgress):
    """Counts instead of talking."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = self.files = 0

    def opened(self, pages: int) -> None:
        pass

    def page_done(self) -> None:
        self.pages += 1

    def file_done(self) -> None:
        self.files += 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_readings_come_with_their_index(jobs: int) -> None:
    uploads = [Bytes.of(f"{n}.jpg", f"text:{n}".encode()) for n in range(5)]
    count = Count()
    with ReaderPool(LineReader, jobs) as pool:
        got = dict(pool.read(uploads, count))
    assert {index: reading.pages[0].text for index, reading in got.items()} == {n: str(n) for n in range(5)}
    assert (count.files, count.pages) == (5, 5)
    assert pool.versions.reader == "test"
    assert all("text" in reading.timings for reading in got.values())


def test_a_file_that_breaks_its_reader_costs_itself_alone(capfd: pytest.CaptureFixture[str]) -> None:
    uploads = [Bytes.of(name, name.encode()) for name in ("text:a", "DIE", "text:b", "RAISE", "text:c")]
    with ReaderPool(BreakingReader) as pool:
        got = dict(pool.read(uploads, Count()))
    assert [got[n].pages[0].text for n in (0, 2, 4)] == ["a", "b", "c"]
    for broken in (got[1], got[3]):
        assert broken.error is not None
        assert broken.error.code == "reader_failed"
    said = capfd.readouterr().err
    assert "ValueError at readers.py" in said
    assert "林试样" not in said


def test_a_reader_that_hangs_is_ended() -> None:
    uploads = [Bytes.of("a", b"HANG"), Bytes.of("b", b"text:b")]
    with ReaderPool(BreakingReader, silence=2.0) as pool:
        got = dict(pool.read(uploads, Count()))
    assert got[0].error is not None
    assert got[1].pages[0].text == "b"


def test_without_a_reader_there_is_a_clear_error() -> None:
    with pytest.raises(ReaderError, match="OSError: a net is missing"), ReaderPool(_no_reader) as pool:
        list(pool.read([Bytes.of("a", b"x")], Count()))


def test_pictures_are_drawn_in_the_reading_process() -> None:
    spot = Spot("a.jpg", 1, Box(0.6, 0.7, 0.9, 0.9))
    order = Order("a.jpg", jpeg(bars), {1: 0}, (spot,), 700, Limits())
    with ReaderPool(LineReader) as pool:
        (drawn,) = pool.draw([order])
    assert max(drawn.pages["a.jpg", 1].width, drawn.pages["a.jpg", 1].height) == 700
    assert spot in drawn.crops


def test_what_cannot_be_drawn_is_left_out() -> None:
    with ReaderPool(LineReader) as pool:
        (drawn,) = pool.draw([Order("a.jpg", b"\xff\xd8broken", {1: 0}, (), 700, Limits())])
    assert drawn.pages == {}


def test_a_file_over_the_limit_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.jpg"
    path.write_bytes(b"x" * 5000)
    upload = Bytes.load("big.jpg", path, 100)
    assert len(upload.data) == 101
    assert upload.key == hashlib.sha256(b"x" * 5000).hexdigest()
