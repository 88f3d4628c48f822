"""Case after case: readers go on while a case is judged, reports come in order, few cases are held."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from extractors.reading import Reading
from pipeline.progress import PlainProgress
from pipeline.relay import MOST_READ, MOST_READY, Relay
from pipeline.settings import Settings
from pipeline.steps import Desk, Received, Rules
from pipeline.workers import Bytes, ReaderError, ReaderPool
from tests.pipeline import readers
from tests.pipeline.papers import jpeg
from tests.pipeline.test_check import case, printed, report_of, run
from validators.registry import Registry

PATIENCE_S = 30.0


def received(name: str, *texts: str) -> Received:
    uploads = tuple(Bytes.of(f"{name}-{at}.jpg", jpeg() + b"text:" + text.encode()) for at, text in enumerate(texts))
    return Received(name, uploads)


def desk(pool: ReaderPool) -> Desk:
    return Desk(pool, Rules(Registry.empty()), Settings(), PlainProgress())


def test_the_next_case_is_read_while_one_is_concluded(tmp_path: Path) -> None:
    """The first conclusion ends only after the second case has been taken up: one after the other would stand still."""
    second, told = threading.Event(), list[str]()

    def cases() -> Iterator[tuple[Received, Path]]:
        yield received("one", "甲"), tmp_path
        second.set()  # asked for; whether a third is asked for before one is concluded hangs on which is read first
        yield received("two", "乙"), tmp_path
        yield received("three", "丙"), tmp_path

    def conclude(taken: Received, by_key: Mapping[str, Reading], out: Path) -> None:
        if taken.name == "one":
            assert second.wait(PATIENCE_S)
        told.append(taken.name)

    with ReaderPool(readers.LineReader, 2) as pool:
        Relay(desk(pool), conclude).run(cases())
    assert told == ["one", "two", "three"]


def test_cases_are_concluded_in_order_though_one_is_read_slowly(tmp_path: Path) -> None:
    told = list[str]()
    given = [received("slow", "SLOW", "甲"), received("quick", "乙", "丙"), received("last", "丁")]
    with ReaderPool(readers.GreedyReader, 2) as pool:
        relay = Relay(desk(pool), lambda taken, by_key, out: told.append(f"{taken.name} {len(by_key)}"))
        relay.run((one, tmp_path) for one in given)
    assert told == ["slow 2", "quick 2", "last 1"]


def test_few_cases_are_held_however_slow_their_reports_are(tmp_path: Path) -> None:
    """Taken, not yet concluded: those being read, those ready, and the one whose report is being made."""
    held, most, lock = 0, 0, threading.Lock()

    def cases() -> Iterator[tuple[Received, Path]]:
        nonlocal held, most
        for number in range(12):
            with lock:
                held += 1
                most = max(most, held)
            yield received(f"case-{number}", f"文{number}"), tmp_path

    def conclude(taken: Received, by_key: Mapping[str, Reading], out: Path) -> None:
        nonlocal held
        threading.Event().wait(0.03)
        with lock:
            held -= 1

    with ReaderPool(readers.LineReader, 2) as pool:
        Relay(desk(pool), conclude).run(cases())
    assert held == 0
    assert most <= MOST_READ + MOST_READY + 1


def test_readings_go_to_their_own_case(tmp_path: Path) -> None:
    """Two cases hold the same bytes under different names: each gets its reading."""
    found: dict[str, list[str]] = {}
    given = [received("one", "同", "甲"), received("two", "乙", "同")]

    def conclude(taken: Received, by_key: Mapping[str, Reading], out: Path) -> None:
        found[taken.name] = [by_key[upload.key].pages[0].lines[0].text for upload in taken.uploads]

    with ReaderPool(readers.LineReader, 2) as pool:
        Relay(desk(pool), conclude).run((one, tmp_path) for one in given)
    assert found == {"one": ["同", "甲"], "two": ["乙", "同"]}


def test_a_reader_that_cannot_start_ends_the_run(tmp_path: Path) -> None:
    with ReaderPool(readers.missing(Settings())) as pool, pytest.raises(ReaderError, match="a net is missing"):
        Relay(desk(pool), lambda taken, by_key, out: None).run([(received("one", "甲"), tmp_path)])


def test_reports_are_the_same_alone_and_among_others(tmp_path: Path) -> None:
    folders = [
        case(tmp_path / f"c{n}", {"a.jpg": printed(f"检验报告单|姓名：林试{n}"), "b.jpg": b""}) for n in range(4)
    ]
    result = run(*folders, "--out", tmp_path / "together", "--jobs", "2")
    assert result.exit_code == 20
    for folder in folders:
        run(folder, "--out", tmp_path / "alone" / folder.name)
        one, other = (report_of(tmp_path / place / folder.name) for place in ("together", "alone"))
        assert one | {"timings": {}} == other | {"timings": {}}
        pages = [(tmp_path / place / folder.name / "report.html").read_text("utf-8") for place in ("together", "alone")]
        assert pages[0].count("data:image/jpeg") == pages[1].count("data:image/jpeg") > 0
