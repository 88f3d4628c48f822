"""Single papers, each in a layout of its own: HTML that somebody wrote, with what a careful person would note down."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samples import capture
from samples.bind import bytes_that_repeat, encode
from samples.browser import Browser, Sheet
from samples.hospitals import HOSPITALS, SOURCE, write_registry
from samples.mishaps import LEGIBLE, shoot

Json = dict[str, Any]
Progress = Callable[[int, int, str], None]
PAPERS = Path(__file__).with_name("layouts")
OPENED = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
"""Hands whose papers have been looked at; those of the others are the split report, whole."""
TRUTH = re.compile(r'<script type="application/json">(.+)</script>', re.DOTALL)
SUBMITTED = "2026-06-01"
PATIENT = {"name": "无名氏", "id_number": "379811195803052512"}  # of a paper that names nobody
OF_DIAGNOSES = {"certainty": "confirmed", "icd": [], "stage": "", "type": ""}
OF_ITEMS = dict.fromkeys(("code", "value", "unit", "reference", "flag"), "")
OF_MEDICATIONS = {"dose": "", "frequency": ""}
OF_DOCUMENTS: Json = {
    "patient": {},
    "physicians": [],
    "dates": [],
    "diagnoses": [],
    "lab_items": [],
    "medications": [],
    "fields": {},
}
KEYS = {*OF_DOCUMENTS, "kind", "hospital", "department", "issue_date"}
"""What a document may say."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file: a page or more, of one document or, a page each, of several."""

    hand: str  # "a" …
    number: str  # "017"
    html: str
    truth: Json

    @property
    def key(self) -> str:
        return f"{self.hand}-{self.number}"

    @property
    def split(self) -> str:
        return "tune" if self.hand in OPENED else "report"

    @property
    def documents(self) -> list[Json]:
        """As written down: without what truth.json adds."""
        return list(self.truth.get("documents", [self.truth]))


def papers() -> Iterator[Paper]:
    """All that are committed, hand by hand."""
    for file in sorted(PAPERS.glob("*/*.html")):
        html = file.read_text("utf-8")
        found = TRUTH.search(html)
        if found is None:
            raise ValueError(f"{file}: no <script type=application/json> that says what the paper shows")
        yield Paper(file.parent.name, file.stem, html, json.loads(found[1]))


@cache
def _codes() -> dict[str, str]:
    """Registry codes of the hospitals that these papers alone name."""
    named = {d["hospital"]["name"] for paper in papers() for d in paper.documents if d.get("hospital")}
    return {name: f"H379999{serial:05d}" for serial, name in enumerate(sorted(named - _others().keys()), 1)}


@cache
def _others() -> dict[str, str]:
    return {hospital.name: hospital.code for hospital in HOSPITALS}


def make(out: Path, photographed: bool, on_progress: Progress) -> None:
    """Writes registry.csv and SPLIT/PAPER/ folders below `out`, for `yushen score`.

    Each paper is a PDF with a text layer or, `photographed`, a picture a page, by photo, scan or copy. For both the
    same is true; no paper bears seals or breaks a rule, so findings say nothing here.
    """
    every = list(papers())
    out.mkdir(parents=True, exist_ok=True)
    write_registry(out / "registry.csv")
    with (out / "registry.csv").open("a", encoding="utf-8", newline="") as f:
        for name, code in _codes().items():
            f.write(f"{code},{name},,三,甲,rizhao,yes,2020-01-01,,{SOURCE}\n")
    with Browser() as browser:
        for done, paper in enumerate(every, 1):
            _write(browser, paper, out / paper.split / paper.key, photographed)
            on_progress(done, len(every), paper.key)


def _write(browser: Browser, paper: Paper, folder: Path, photographed: bool) -> None:
    sheets = browser.draw(paper.html)
    folder.mkdir(parents=True, exist_ok=True)
    if photographed:
        pages = _pictures(paper, sheets, folder)
    else:
        (folder / "paper.pdf").write_bytes(bytes_that_repeat(browser.pdf(paper.html, [])))
        pages = [_page("paper.pdf", number, sheet.text) for number, sheet in enumerate(sheets, 1)]
    for name, record in (("case.json", _case(paper, pages)), ("truth.json", _truth(paper, pages))):
        (folder / name).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _pictures(paper: Paper, sheets: list[Sheet], folder: Path) -> list[Json]:
    rng = random.Random(f"layouts/{paper.key}")
    pages = []
    for number, sheet in enumerate(sheets, 1):
        shot = _taken(sheet.image, rng)
        name = f"page{number}.jpg"
        (folder / name).write_bytes(encode([shot], "jpg"))
        seen = {"rotation": shot.rotation, "capture": shot.capture, "quality": shot.quality}
        pages.append(_page(name, 1, sheet.text, **seen))
    return pages


def _taken(sheet: capture.Image, rng: random.Random) -> capture.Shot:
    """The ways in which people send legible papers, none of them rare."""
    way = rng.choices(("photo", "scan", "photocopy", "befallen"), (30, 22, 13, 35))[0]
    if way == "photo":
        return capture.photo(sheet, rng, rng.choice((1760, 2000, 2300)))
    if way == "scan":
        return capture.scan(sheet, rng, rng.choice((120, 144, 170, 200)))
    if way == "photocopy":
        return capture.photocopy(sheet, rng, rng.choice((130, 150, 170)))
    return shoot(sheet, rng, rng.choice(LEGIBLE), rng.choice((1640, 1800, 2100)))


def _page(upload: str, number: int, text: str, **how: Any) -> Json:
    taken = {"rotation": 0, "capture": "digital", "quality": "good"} | how
    return {"upload": upload, "page": number, **taken, "text": text, "seals": []}


def _case(paper: Paper, pages: list[Json]) -> Json:
    patient: Json = next((d["patient"] for d in paper.documents if d.get("patient", {}).get("name")), {})
    return {
        "case_key": paper.key,
        "region": "rizhao",
        "submitted_on": paper.truth.get("submitted_on", SUBMITTED),
        "applicant": {name: patient.get(name) or other for name, other in PATIENT.items()},
        "diseases": [paper.truth.get("disease", "糖尿病")],
        "channel": "self",
        "uploads": [{"name": name} for name in dict.fromkeys(page["upload"] for page in pages)],
    }


def _truth(paper: Paper, pages: list[Json]) -> Json:
    places = [{"upload": page["upload"], "page": page["page"]} for page in pages]
    alone = len(paper.documents) == 1
    return {
        "schema": "yushen.truth/1",
        "case_key": paper.key,
        "split": paper.split,
        "clean": False,
        "expect": {"disposition": "review", "findings": []},
        "documents": [
            _document(f"d{serial}", said, places if alone else places[serial - 1 : serial])
            for serial, said in enumerate(paper.documents, 1)
        ],
        "pages": pages,
    }


def _document(id_: str, said: Json, places: list[Json]) -> Json:
    """With what an author may leave out."""
    made = {"id": id_, "pages": places, **OF_DOCUMENTS, **{k: v for k, v in said.items() if k in KEYS}}
    if said.get("hospital"):
        name = said["hospital"]["name"]
        made["hospital"] = {"name": name, "code": (_others() | _codes())[name]}
    made["diagnoses"] = [OF_DIAGNOSES | row for row in made["diagnoses"]]
    made["lab_items"] = [OF_ITEMS | row for row in made["lab_items"]]
    made["medications"] = [OF_MEDICATIONS | row for row in made["medications"]]
    made["physicians"] = [{"title": ""} | row for row in made["physicians"]]
    return made
