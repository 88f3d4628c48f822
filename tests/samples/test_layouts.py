"""Single papers in layouts of their own: what each says of itself is on the page, and both ways of sending hold it."""

from __future__ import annotations

import html as markup
import json
import re
from pathlib import Path

import pytest

from extractors.reading import DateRole, Kind, PhysicianRole
from samples.truth import load_all

pytest.importorskip("playwright")

from samples import layouts

EVERY = list(layouts.papers())


def words(paper: layouts.Paper) -> str:
    """What the page shows, without white space."""
    shown = layouts.TRUTH.sub("", re.sub(r"<style.*?</style>", "", paper.html, flags=re.DOTALL))
    return re.sub(r"\s", "", markup.unescape(re.sub(r"<[^>]*>", "", shown)))


def test_there_are_papers_of_both_splits_and_no_key_is_given_twice() -> None:
    assert len({paper.key for paper in EVERY}) == len(EVERY) > 250
    assert {paper.split for paper in EVERY} <= {"tune", "report"}


@pytest.mark.parametrize("hand", sorted({paper.hand for paper in EVERY}))
def test_truth_uses_the_words_of_the_product_and_names_what_the_page_shows(hand: str) -> None:
    kinds, dates, roles = ({one.value for one in words} for words in (Kind, DateRole, PhysicianRole))
    for paper in (paper for paper in EVERY if paper.hand == hand):
        seen = words(paper)
        for document in paper.documents:
            assert document["kind"] in kinds, paper.key
            assert {date["role"] for date in document.get("dates", ())} <= dates, paper.key
            assert {one["role"] for one in document.get("physicians", ())} <= roles, paper.key
            named = [one["name"] for one in document.get("physicians", ())] + [
                *(item["name"] for item in document.get("medications", ())),
                *filter(None, [document.get("patient", {}).get("name")]),
            ]
            hidden = [name for name in named if re.sub(r"\s", "", name) not in seen]
            assert not hidden, (paper.key, len(hidden))


def test_papers_are_written_as_pdf_and_as_pictures_with_the_same_truth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("drawing needs Chromium")
    few = [EVERY[3], EVERY[-5]]
    monkeypatch.setattr(layouts, "papers", lambda: iter(few))
    told: list[tuple[int, int, str]] = []
    for photographed in (False, True):
        layouts.make(tmp_path / str(photographed), photographed, lambda *step: told.append(step))
    exported, taken = ({case.name: case for case in load_all(tmp_path / str(how))} for how in (False, True))
    assert set(exported) == set(taken) == {paper.key for paper in few}
    assert told == [(n, 2, paper.key) for n, paper in enumerate(few, 1)] * 2
    for key, case in exported.items():
        assert (case.folder / "paper.pdf").read_bytes().startswith(b"%PDF")
        other = taken[key]
        assert {page["capture"] for page in other.pages} <= {"photo", "scan", "photocopy", "screen"}
        assert [page["text"] for page in case.pages] == [page["text"] for page in other.pages]
        without = [{k: v for k, v in d.items() if k != "pages"} for d in case.documents]
        assert without == [{k: v for k, v in d.items() if k != "pages"} for d in other.documents]
        uploads = json.loads((other.folder / "case.json").read_text("utf-8"))["uploads"]
        assert [one["name"] for one in uploads] == [page["upload"] for page in other.pages]
        assert all((other.folder / one["name"]).stat().st_size > 10_000 for one in uploads)
