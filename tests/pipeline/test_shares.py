"""A long upload is read by all processes of a pool; its reading is the one that a single process would have made."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from extractors.reading import Reading
from pipeline.child import Failure, Task
from pipeline.shares import PAGES, Shares
from pipeline.workers import Bytes, Observer, ReaderPool
from tests.pipeline.papers import line, page, reading
from tests.pipeline.readers import LineReader
from tests.pipeline.test_workers import Count

LONG = Bytes.of("long.pdf", b"%PDF-1.7 pages:10")
SHORT = Bytes.of("short.pdf", b"%PDF-1.7 pages:2")
PHOTO = Bytes.of("photo.jpg", b"text:photo")


def read(upload: tuple[str, bytes], wanted: range | None) -> Reading:
    name, data = upload
    pages = int(data.partition(b"pages:")[2] or 1)
    numbers = [n for n in range(1, pages + 1) if wanted is None or n in wanted]
    return reading(name, data, *(page(name, line(f"page {n}", 0), number=n) for n in numbers))


class PagedReader(LineReader):
    """Reads as many pages as the bytes say; says on each which process read it; dies on the third of `KILL`."""

    def read(self, name: str, data: bytes, observer: Observer, pages: range | None = None) -> Reading:
        whole = read((name, data), None)
        observer.opened(len(whole.pages))
        wanted = read((name, data), pages)
        for one in wanted.pages:
            if b"KILL" in data and one.number == PAGES + 2:
                os._exit(1)
            observer.page(one.number)
        return wanted


def answers(shares: Shares, pages: dict[str, int]) -> Iterator[tuple[Task, tuple[int, Reading] | None]]:
    """Each task done at once, one after the other; `pages`: what opening an upload shows."""
    for number, task in enumerate(task for task in shares.tasks() if task is not None):
        name, data, *share = task[1]
        shares.opened(number, pages[name])
        yield task, shares.answered(number, read((name, data), share[0] if share else None))


def test_the_pages_of_a_long_upload_come_before_what_is_next_and_are_joined_in_order() -> None:
    done = list(answers(Shares([LONG, PHOTO], 2), {"long.pdf": 10, "photo.jpg": 1}))
    assert [task[1][2:] for task, _ in done] == [(range(1, 5),), (range(5, 9),), (range(9, 11),), ()]
    (first, long), (second, photo) = (result for _, result in done if result is not None)
    assert (first, second) == (0, 1)
    assert [one.text for one in long.pages] == [f"page {n}" for n in range(1, 11)]
    assert (long.upload, long.sha256, photo.upload) == ("long.pdf", LONG.key, "photo.jpg")


def test_an_upload_that_turns_out_short_is_one_task_and_one_process_shares_nothing() -> None:
    assert len(list(answers(Shares([SHORT], 2), {"short.pdf": 2}))) == 1
    (only,) = answers(Shares([LONG], 1), {"long.pdf": 10})
    assert only[0] == ("read", (LONG.name, LONG.data))


def test_only_the_first_opening_is_news() -> None:
    shares = Shares([LONG], 2)
    tasks = shares.tasks()
    next(tasks)
    assert shares.opened(0, 10)
    next(tasks)
    assert not shares.opened(1, 10)


def test_nothing_new_is_begun_while_an_upload_may_yet_turn_out_long() -> None:
    shares = Shares([LONG], 2)
    tasks = shares.tasks()
    assert next(tasks) is not None
    assert next(tasks) is None
    shares.opened(0, 10)
    assert next(tasks) == ("read", (LONG.name, LONG.data, range(5, 9)))


def test_a_share_that_breaks_costs_its_own_pages_and_the_first_unopened_one_the_upload(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shares = Shares([LONG], 2)
    tasks = shares.tasks()
    next(tasks)
    shares.opened(0, 6)
    next(tasks)
    assert shares.answered(1, Failure("crash: exit 1")) is None
    result = shares.answered(0, read((LONG.name, LONG.data), range(1, 5)))
    assert result is not None
    assert [bool(one.lines) for one in result[1].pages] == [True] * 4 + [False] * 2
    shares = Shares([LONG], 2)
    next(shares.tasks())
    broken = shares.answered(0, Failure("crash: exit 1"))
    assert broken is not None
    assert broken[1].error is not None
    assert LONG.name not in capsys.readouterr().err


@pytest.mark.parametrize("jobs", [1, 2])
def test_two_processes_read_what_one_reads_and_everything_is_counted_once(jobs: int) -> None:
    count = Count()
    with ReaderPool(PagedReader, jobs) as pool:
        got = dict(pool.read([LONG, PHOTO, SHORT], count))
    assert (count.files, count.pages) == (3, 13)
    assert [len(got[n].pages) for n in range(3)] == [10, 1, 2]
    assert [one.number for one in got[0].pages] == list(range(1, 11))


def test_a_page_that_kills_its_process_costs_its_share_alone() -> None:
    deadly = Bytes.of("deadly.pdf", b"%PDF-1.7 KILL pages:10")
    with ReaderPool(PagedReader, 2) as pool:
        got = dict(pool.read([deadly, PHOTO], Count()))
    seen = [bool(one.lines) for one in got[0].pages]
    assert seen == [True] * 4 + [False] * 4 + [True] * 2
    assert got[1].pages
