"""Pages of samples with what each piece of their text is: truth says what is there, what the rules found says where.

    python -m samples.training.roles_pages FOLDER… --cache CACHE --out pages.pickle

Each FOLDER holds {tune,report}/CASE as `yushen score` takes them, the cache holds their readings. A name that stands in
several places is learnt where the rules found it; where they did not, nobody knows, and nothing is learnt of it.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors import documents
from extractors.fields.diagnosis_labels import REQUEST_RANK
from extractors.reading import Document, Evidence, Page, Reading
from extractors.roles.net import CONCLUSION, DIAGNOSIS, DIAGNOSIS_ON, FINDINGS, NAME, NAME_ON, SIGNERS
from extractors.version import VERSION
from samples.reading_cache import ReadingCache
from samples.training.roles_days import marked_dates
from samples.training.roles_pen import NO_ROLE, NOTHING, UNTOLD, Labelled, LabelledPage
from samples.training.roles_places import lines_of, plain, proves, squeezed
from samples.truth import Json, TruthCase, load_all

_ROLES = [role.value for role in SIGNERS]
_SHORTEST = 4  # characters of a conclusion that is looked for
Place = tuple[int, int]  # line, character


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=Path("pages.pickle"))
    options = parser.parse_args()
    stores = [ReadingCache(cache, VERSION) for cache in options.cache]
    pages = [page for folder in options.folders for page in labelled(folder, stores)]
    options.out.write_bytes(pickle.dumps(pages))
    sys.stdout.write(f"{len(pages)} pages\n")


def labelled(folder: Path, stores: Sequence[ReadingCache]) -> Iterator[LabelledPage]:
    splits = [split for split in ("tune", "report") if (folder / split).is_dir()]
    for case in load_all(folder, splits):
        yield from _of_case(case, f"{folder.name}/{case.name}", stores)


def _of_case(case: TruthCase, source: str, stores: Sequence[ReadingCache]) -> Iterator[LabelledPage]:
    readings = list(_readings(case, stores))
    pages = {(page.upload, page.number): page for reading in readings for page in reading.pages}
    by_page = {(ref.upload, ref.page): each for each in documents.assemble(readings) for ref in each.pages}
    for truth in case.documents:
        for at in truth["pages"]:
            page = pages.get((at["upload"], at["page"]))
            if page is not None:
                lines = marked(page, by_page[page.upload, page.number], truth)
                yield LabelledPage(source, truth["kind"], lines)


def marked(page: Page, found: Document, truth: Json) -> tuple[Labelled, ...]:
    """The page's lines with what truth says of them. `found`: the document as it was read, which says where."""
    return _Marks(page, found).all(truth)


def _readings(case: TruthCase, stores: Sequence[ReadingCache]) -> Iterator[Reading]:
    for upload in dict.fromkeys(page["upload"] for page in case.pages):
        key = hashlib.sha256((case.folder / upload).read_bytes()).hexdigest()
        read = next((reading for store in stores if (reading := store.get(key)) is not None), None)
        if read is not None:
            yield replace(read, upload=upload, pages=tuple(replace(page, upload=upload) for page in read.pages))


class _Marks:
    """What is known of a page's characters."""

    def __init__(self, page: Page, found: Document) -> None:
        self._page = page
        self._found = found
        self._lines = lines_of(page)
        self._tags = [[NOTHING] * len(line.text) for line in self._lines]
        self._roles = [[NO_ROLE] * len(line.text) for line in self._lines]
        said = [
            (c, (n, at)) for n, line in enumerate(self._lines) for at, one in enumerate(line.text) for c in plain(one)
        ]
        self._text = "".join(c for c, _ in said)
        self._places = [place for _, place in said]

    def all(self, truth: Json) -> tuple[Labelled, ...]:
        for name in sorted((each["name"] for each in truth.get("diagnoses", ())), key=len):
            self._diagnosis(name)
        self._misread(truth)
        for signer in truth.get("physicians", ()):
            self._signer(signer, truth["physicians"])
        for key, tag in (("conclusion", CONCLUSION), ("findings", FINDINGS)):
            said = (truth.get("fields") or {}).get(key)
            if isinstance(said, str) and len(said) >= _SHORTEST:
                for places in self._of(said)[:1]:
                    self._mark(places, tag, tag, over=False)
        dates = marked_dates(self._page, self._lines, self._found, truth)
        return tuple(
            Labelled(line.text, (line.box.x0, line.box.y0, line.box.x1, line.box.y1), tuple(tags), tuple(roles), days)
            for line, tags, roles, days in zip(self._lines, self._tags, self._roles, dates, strict=True)
        )

    def _diagnosis(self, name: str) -> None:
        proof = [e for one in self._told() if squeezed(one.name) == squeezed(name) for e in one.evidence]
        self._known(self._of(name), proof, DIAGNOSIS, DIAGNOSIS_ON)

    def _misread(self, truth: Json) -> None:
        """What the rules took for a diagnosis and truth does not name may be one misread: it is left open."""
        names = {squeezed(each["name"]) for each in truth.get("diagnoses", ())}
        wrong = [one for one in self._told() if names and squeezed(one.name) not in names]
        for proof in (each for one in wrong for each in one.evidence):
            for n, line in enumerate(self._lines):
                at = line.text.find(proof.text)
                if at >= 0 and self._proves(proof, n):
                    self._mark([(n, i) for i in range(at, at + len(proof.text))], UNTOLD, UNTOLD, over=False)

    def _told(self) -> list[Any]:
        return [one for one in self._found.diagnoses if one.source_rank < REQUEST_RANK]

    def _signer(self, signer: Json, among: Sequence[Json]) -> None:
        if not signer["name"]:
            return
        named = [each.name for each in self._found.physicians if each.name and each.name.value == signer["name"]]
        places = self._known(self._of(signer["name"]), [e for one in named for e in one.evidence], NAME, NAME_ON)
        roles = {each["role"] for each in among if each["name"] == signer["name"]}
        if len(roles) == 1 and signer["role"] in _ROLES:
            for n, at in places:
                self._roles[n][at] = _ROLES.index(signer["role"])

    def _known(self, found: list[list[Place]], proofs: Sequence[Evidence], first: int, rest: int) -> list[Place]:
        """Marks what the rules saw, or what stands once alone; returns it."""
        sure = [places for places in found if any(self._proves(e, n) for e in proofs for n in {n for n, _ in places})]
        sure = sure or (found if len(found) == 1 else [])
        for places in found:
            if places not in sure:
                self._mark(places, UNTOLD, UNTOLD, over=False)
        for places in sure:
            self._mark(places, first, rest, over=True)
        return [place for places in sure for place in places]

    def _mark(self, places: Sequence[Place], first: int, rest: int, *, over: bool) -> None:
        for number, (n, at) in enumerate(places):
            if over or self._tags[n][at] == NOTHING:
                self._tags[n][at] = rest if number else first
        for n in {n for n, _ in places}:  # spaces within
            own = [at for m, at in places if m == n]
            for at in range(min(own), max(own)):
                if self._lines[n].text[at].isspace():
                    self._tags[n][at] = rest

    def _of(self, said: str) -> list[list[Place]]:
        """Where it is printed, line breaks and spaces aside."""
        wanted = squeezed(said)
        starts = _all(self._text, wanted) if wanted else ()
        return [self._places[at : at + len(wanted)] for at in starts]

    def _proves(self, proof: Evidence, n: int) -> bool:
        return proves(proof, self._page, self._lines[n])


def _all(text: str, wanted: str) -> Iterable[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


if __name__ == "__main__":
    main()
