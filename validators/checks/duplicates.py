"""One and the same paper handed in twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from extractors.reading import Box, Document, Evidence, Kind, Page, Reading
from validators import pictures
from validators.checks.check import Given, Result, case_check, passed, whole_pages
from validators.dossier import CARDS, Dossier
from validators.persons import eighteen, id_number_valid
from validators.thresholds import accepted
from validators.verdict import Message, Outcome

_TELLING = re.compile(r"\d+\.\d+|\d{2,}")  # values that tell one sample from another: no (-), no 1
_VALUES = 15  # of them that make two sheets one
_ALIKE = 0.95  # share that has to be on both


@case_check("uploads_differ", "duplicate_upload")
def uploads_differ(given: Given, dossier: Dossier) -> Iterable[Result]:
    """No two uploads, pages or papers are the same.

    Passes: two lab reports of one layout, of different days.
    Fails: the same file twice; the same report scanned and photographed; a card taken twice. (Nearly the same text:
    unsure.)
    """
    found = list(_same_bytes(dossier))
    told = {frozenset(e.upload for e in result.evidence) for result in found}
    for result in (*_same_pictures(dossier), *_same_papers(dossier), *_same_cards(dossier)):
        places = frozenset(e.upload for e in result.evidence)
        if places not in told or len(places) == 1:
            told.add(places)
            found.append(result)
    yield from found
    if not found and len(dossier.readings) > 1:
        yield passed("未发现重复上传", "no upload was found twice")


def _same_bytes(dossier: Dossier) -> Iterator[Result]:
    first: dict[str, Reading] = {}
    for reading in dossier.readings:
        earlier = first.setdefault(reading.sha256, reading)
        if earlier is not reading and reading.sha256:
            said = Message(
                f"{reading.upload}与{earlier.upload}是同一文件",
                f"{reading.upload} and {earlier.upload} are the same file",
            )
            yield Result(
                Outcome.FAIL, said, (_page(earlier.upload, 1), _page(reading.upload, 1)), upload=reading.upload
            )


def _same_pictures(dossier: Dossier) -> Iterator[Result]:
    """Pages with near pictures and the same text: forms of one template look alike and differ in what they say."""
    pages = [(r, p, h) for r in dossier.readings for p, h in zip(r.pages, r.picture_hashes, strict=False)]
    for (r1, p1, h1), (r2, p2, h2) in combinations(pages, 2):
        if (r1.sha256 and r1.sha256 == r2.sha256 and r1 is not r2) or not pictures.near(h1, h2):
            continue
        outcome = _text_outcome(p1, p2)
        if outcome is not Outcome.PASS:
            yield _twice(outcome, _page(p1.upload, p1.number), _page(p2.upload, p2.number))


def _text_outcome(a: Page, b: Page) -> Outcome:
    """FAIL: the same; UNSURE: perhaps; PASS: different papers."""
    if pictures.same_text([a], [b]):
        return Outcome.FAIL
    if not a.text.strip() and not b.text.strip():
        return Outcome.FAIL  # two pictures without text, near to each other: the same photo
    return Outcome.UNSURE if pictures.text_similarity([a], [b]) >= accepted().same_paper_text else Outcome.PASS


def _same_papers(dossier: Dossier) -> Iterator[Result]:
    """Two documents of one kind whose whole text is the same, however they were taken."""
    asked = [p.document for p in dossier.papers if p.document.kind not in (*CARDS, Kind.UNKNOWN, Kind.UNRELATED)]
    for a, b in combinations(asked, 2):
        if a.kind is not b.kind or _other_day(a, b):
            continue
        left, right = _pages(a, dossier), _pages(b, dossier)
        if _like_lengths(left, right) and (pictures.same_text(left, right) or _same_values(a, b)):
            yield _twice(Outcome.FAIL, whole_pages(a)[0], whole_pages(b)[0])


def _same_values(a: Document, b: Document) -> bool:
    """Whether two laboratory sheets bear the same values, however their words were read: a blurred picture of a curled
    sheet, taken twice, says many words in two ways, but no two samples agree in every number.
    """
    left, right = (Counter(item.value for item in each.lab_items if _TELLING.fullmatch(item.value)) for each in (a, b))
    least, most = sorted((left.total(), right.total()))
    return least >= _VALUES and (left & right).total() >= _ALIKE * most


def _other_day(a: Document, b: Document) -> bool:
    """Whether they were issued on two days; a date of which the month alone was read may be the other's."""
    if a.issue_date is None or b.issue_date is None:
        return False
    one, other = a.issue_date.date, b.issue_date.date
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


def _same_cards(dossier: Dossier) -> Iterator[Result]:
    """Portrait sides with one valid number: cards bear too little text to be compared by it."""
    first: dict[str, Document] = {}
    for paper in dossier.papers:
        number = paper.document.patient.id_number
        if paper.document.kind is not Kind.ID_CARD_FRONT or number is None or number.confidence < accepted().number:
            continue
        if id_number_valid(number.value):
            earlier = first.setdefault(eighteen(number.value), paper.document)
            if earlier is not paper.document:
                yield _twice(Outcome.FAIL, whole_pages(earlier)[0], whole_pages(paper.document)[0])


def _like_lengths(a: list[Page], b: list[Page]) -> bool:
    """Cheap, and spares the long comparison: texts that agree are about as long as each other."""
    short, long = sorted(sum(len(page.text) for page in pages) for pages in (a, b))
    return short >= accepted().like_paper_text * long - 20


def _pages(document: Document, dossier: Dossier) -> list[Page]:
    return [page for ref in document.pages if (page := dossier.page(ref))]


def _twice(outcome: Outcome, first: Evidence, second: Evidence) -> Result:
    sure = outcome is Outcome.FAIL
    said = Message(
        f"{second.upload}第{second.page}页与{first.upload}第{first.page}页{'是' if sure else '疑为'}同一材料",
        f"page {second.page} of {second.upload} {'is' if sure else 'may be'} page {first.page} of {first.upload} again",
    )
    return Result(outcome, said, (first, second), upload=second.upload, page=second.page)


def _page(upload: str, number: int) -> Evidence:
    return Evidence(upload, number, Box(0, 0, 1, 1), "", 1.0)
