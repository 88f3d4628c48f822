"""Misses come with a picture of where they happened."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from extractors.reading import Box, Reading
from pipeline.settings import Settings
from pipeline.workers import Bytes
from samples.ledger import Ledger, Miss
from samples.misses import MissSheets
from samples.place import Place, worst
from tests.pipeline.papers import bars, jpeg, line, page

WHERE = Place("case-1", "d1 diagnosis_certificate", (("a.jpg", 1),))


def sheets(folder: Path, *misses: Miss) -> Path:
    upload = Bytes.of("a.jpg", jpeg(bars))
    reading = Reading(
        "a.jpg",
        upload.key,
        "image/jpeg",
        (page("a.jpg", line("出院日期：2026年03月05日", 2), line("姓名：林试样", 3)),),
    )
    book = MissSheets(folder, Settings())
    book.add(misses, [reading], [upload])
    book.write()
    return folder


def size(folder: Path) -> tuple[int, int]:
    (picture,) = (folder / "pictures").glob("*.jpg")
    return Image.open(picture).size


def test_a_date_is_shown_on_the_line_that_holds_its_numbers(tmp_path: Path) -> None:
    folder = sheets(tmp_path, Miss("date/discharge", WHERE, ["discharge", "2026-03-05"], None))
    width, height = size(folder)
    assert height < width / 3  # a strip, not the page
    (record,) = (folder / "date discharge.jsonl").read_text("utf-8").splitlines()
    assert json.loads(record)["at"] == "case-1/d1 diagnosis_certificate"
    assert "2026-03-05" in (folder / "date discharge.html").read_text("utf-8")


def test_what_no_line_holds_is_shown_on_the_whole_page(tmp_path: Path) -> None:
    width, height = size(sheets(tmp_path, Miss("physician names", WHERE, "周未见", None)))
    assert height > width


def test_a_known_box_is_shown_as_it_is(tmp_path: Path) -> None:
    seal = WHERE.at(Box(0.4, 0.4, 0.6, 0.5))
    width, height = size(sheets(tmp_path, Miss("seal presence", seal, None, "red round")))
    assert (width, height) != size(sheets(tmp_path / "other", Miss("seal presence", WHERE, None, "red round")))


def test_a_miss_of_the_whole_case_has_no_picture(tmp_path: Path) -> None:
    folder = sheets(tmp_path, Miss("disposition", Place("case-1"), "ready", "review"))
    assert not list((folder / "pictures").glob("*.jpg"))
    assert "review" in (folder / "disposition.html").read_text("utf-8")


def test_sheets_of_an_earlier_run_are_gone(tmp_path: Path) -> None:
    sheets(tmp_path, Miss("kind", WHERE, "a", "b"))
    sheets(tmp_path, Miss("rotation", WHERE, 0, 90))
    assert not (tmp_path / "kind.html").exists()
    assert len(list((tmp_path / "pictures").glob("*.jpg"))) == 1


def test_a_document_is_as_poor_as_its_worst_page() -> None:
    assert worst(["good", "poor", "good"]) == "poor"
    assert worst([]) == "good"


def test_figures_of_poor_pages_are_kept_apart() -> None:
    ledger = Ledger()
    for part in (ledger, ledger.part("poor")):
        part.rate("kind", right=False, at=WHERE, want="a", got="b")
    assert ledger.as_json()["parts"]["poor"]["rates"]["kind"]["of"] == 1
