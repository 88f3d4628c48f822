"""Progress: files, pages and an honest guess of the time left."""

from __future__ import annotations

import io

from pipeline.progress import PlainProgress, Tally


class Clock:
    """Stands still until told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_files_not_yet_opened_count_as_average_ones() -> None:
    clock = Clock()
    tally = Tally(clock)
    tally.began(4)
    assert tally.seconds_left is None
    tally.files_opened, tally.pages_known = 2, 6
    tally.pages_done = 3
    clock.now = 30.0
    assert tally.pages_expected == 12  # 6 known, and two files of three
    assert tally.seconds_left == 90.0


def test_plain_lines_say_how_far_it_is() -> None:
    stream, clock = io.StringIO(), Clock()
    progress = PlainProgress(stream, every=5.0, clock=clock)
    progress.began("RZ-1", 2)
    progress.opened(3)
    clock.now = 2.0
    progress.page_done()  # too soon to say so
    clock.now = 6.0
    progress.page_done()
    progress.file_done()
    lines = stream.getvalue().splitlines()
    assert lines[0] == "RZ-1: 文件 files 0/2，页 pages 0/2"
    assert lines[1] == "RZ-1: 文件 files 0/2，页 pages 2/6，约剩 about 12 s"
    assert lines[2].startswith("RZ-1: 文件 files 1/2")
    assert len(lines) == 3
