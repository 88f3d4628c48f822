"""A judged case as its screen shows it: papers by kind, findings by weight, pages with what was read on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pipeline.report.labels import Label
from pipeline.report.masking import shown
from pipeline.report.pictures import Pictures
from pipeline.report.view import DocumentView, FindingView, PageView, View, view
from pipeline.web.console.reading.crops import Crop, crops

Json = Mapping[str, Any]
PageKey = tuple[str, int]
LOOSE: Label = ("不属于任何材料的页面", "Pages of no document")
_WEIGHT = {"": 0, "unsure": 1, "fail": 2}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, as thumbnails and the viewer need it."""

    view: PageView
    upload_id: UUID
    index: int  # its place on the screen, from 0

    @property
    def page(self) -> Json:
        return self.view.page

    @property
    def look(self) -> str:
        """What asks the viewer for it."""
        return look(self.upload_id, self.page["page"])


@dataclass(slots=True)
class Paper:
    """A document with its pages."""

    id: str  # "" for pages of no document
    label: Label
    sheets: list[Sheet]
    tone: str = ""  # worst outcome among the findings about it
    findings: int = 0


@dataclass(slots=True)
class Group:
    """Papers of one kind."""

    label: Label
    papers: list[Paper] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as it stands in the list."""

    view: FindingView
    key: str
    look: str  # "" where there is no place to look at
    crops: tuple[tuple[Crop, Sheet], ...]

    @property
    def finding(self) -> Json:
        return self.view.finding


@dataclass(frozen=True, slots=True)
class Section:
    title: Label
    tone: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    report: Json
    groups: tuple[Group, ...]
    sheets: tuple[Sheet, ...]  # in the order of the thumbnails
    sections: tuple[Section, ...]
    passes: tuple[Card, ...]
    checklist: Mapping[str, Sequence[Json]]  # by the disease that requires it, "" for all
    unread: tuple[Json, ...]  # uploads that could not be read
    papers: Mapping[str, Paper]  # by document
    subjects: Mapping[tuple[str, str], str]  # by document and box: what a field is corrected by

    @property
    def first(self) -> Sheet | None:
        """What the viewer begins with: the page of the first finding that has one, else the first page."""
        by_place = {sheet.look: sheet for sheet in self.sheets}
        cards = (card for section in self.sections for card in section.cards if card.look)
        card = next(cards, None)
        return next(iter(self.sheets), None) if card is None else by_place["/".join(card.look.split("/")[:2])]

    def count(self, outcome: str) -> int:
        return sum(1 for finding in self.report["findings"] if finding["outcome"] == outcome)


def look(upload_id: UUID, page: int, box: Sequence[float] | None = None) -> str:
    """`data-look`: where the viewer goes when it is clicked."""
    where = f"{upload_id}/{page}"
    return where if box is None else f"{where}/{','.join(f'{side:.4f}' for side in box)}"


def screen(report: Json, upload_ids: Mapping[str, UUID]) -> Screen:
    """`upload_ids`: by the names that the report uses."""
    seen = view(report, Pictures({}, {}))
    ids = {anchor.key: upload_ids[anchor.key[0]] for anchor in seen.pages if anchor.key[0] in upload_ids}
    groups, sheets = _groups(seen, ids)
    papers = {paper.id: paper for group in groups for paper in group.papers}
    by_key = {sheet.view.key: sheet for sheet in sheets}
    sections = tuple(
        Section(group.title, group.tone, tuple(_card(one, by_key) for one in group.findings)) for group in seen.groups
    )
    for section in sections:
        _tones(section, groups)
    return Screen(
        report=report,
        groups=groups,
        sheets=sheets,
        sections=sections,
        passes=tuple(_card(one, by_key) for one in seen.passes),
        checklist=_checklist(report["checklist"]),
        unread=tuple(upload for upload in report["uploads"] if upload["error"]),
        papers=papers,
        subjects=_subjects(seen),
    )


def _groups(seen: View, ids: Mapping[PageKey, UUID]) -> tuple[tuple[Group, ...], tuple[Sheet, ...]]:
    """Kinds in the order in which their first paper came."""
    groups: dict[Label, list[DocumentView]] = {}
    for document in seen.documents:
        groups.setdefault(document.label, []).append(document)
    made: list[Group] = []
    sheets: list[Sheet] = []

    def paper(id_: str, label: Label, pages: Iterable[PageView]) -> Paper:
        own = []
        for page in pages:
            if page.key in ids:
                own.append(Sheet(page, ids[page.key], len(sheets)))
                sheets.append(own[-1])
        return Paper(id_, label, own)

    for label, documents in groups.items():
        made.append(Group(label, [paper(d.document["id"], label, d.pages) for d in documents]))
    if seen.loose_pages:
        made.append(Group(LOOSE, [paper("", LOOSE, seen.loose_pages)]))
    return tuple(made), tuple(sheets)


def _card(found: FindingView, sheets: Mapping[PageKey, Sheet]) -> Card:
    finding = found.finding
    cut = tuple((crop, sheets[crop.page.key]) for crop in crops(finding, {k: s.view for k, s in sheets.items()}))
    return Card(found, finding["key"], _look(finding, cut, sheets), cut)


def _look(finding: Json, cut: Sequence[tuple[Crop, Sheet]], sheets: Mapping[PageKey, Sheet]) -> str:
    if cut:
        crop, sheet = cut[0]
        return look(sheet.upload_id, sheet.page["page"], crop.box)
    sheet_of = sheets.get((finding["upload"] or "", finding["page"] or 1))
    return sheet_of.look if sheet_of else ""


def _tones(section: Section, groups: Iterable[Group]) -> None:
    """A finding about a page alone, such as one that nobody can read, counts for the paper which the page is put to."""
    papers = [paper for group in groups for paper in group.papers]
    by_document = {paper.id: paper for paper in papers if paper.id}
    by_page = {sheet.view.key: paper for paper in papers for sheet in paper.sheets}
    for card in section.cards:
        finding = card.finding
        page = (finding["upload"] or "", finding["page"] or 0)
        paper = by_document.get(finding["document"] or "") or by_page.get(page)
        if paper is not None:
            paper.findings += 1
            paper.tone = max(paper.tone, section.tone, key=lambda tone: _WEIGHT[tone])


def _checklist(items: Iterable[Json]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for item in items:
        found.setdefault(item["required_by"] or "", []).append(item)
    return found


def viewer(found: Screen, language: str) -> list[Json]:
    """The pages as the script of the viewer reads them; boxes in fractions of the page as delivered."""
    side = 1 if language == "en" else 0
    return [
        {
            "upload": str(sheet.upload_id),
            "page": sheet.page["page"],
            "width": sheet.page["width"],
            "height": sheet.page["height"],
            "turn": sheet.page["rotation"],
            "document": paper.id,
            "label": paper.label[side],
            "boxes": [
                {
                    "sort": overlay.sort,
                    "tone": overlay.tone,
                    "box": overlay.box,
                    "title": shown(overlay.title[side]),
                    "subject": found.subjects.get((paper.id, overlay.id), ""),
                }
                for overlay in sheet.view.overlays
            ],
        }
        for group in found.groups
        for paper in group.papers
        for sheet in paper.sheets
    ]


def _subjects(seen: View) -> dict[tuple[str, str], str]:
    return {
        (document.document["id"], row.anchor): row.subject
        for document in seen.documents
        for row in document.rows
        if row.anchor and row.subject
    }


def lines(found: Json, upload_ids: Mapping[str, UUID]) -> dict[str, list[list[Any]]]:
    """What was read, line by line, by page: text, confidence and the corners of the line, flat."""
    return {
        look(upload_ids[page["upload"]], page["page"]): [
            [shown(line["text"]), line["confidence"], [side for point in line["polygon"] for side in point]]
            for line in page["lines"]
        ]
        for page in found["pages"]
        if page["upload"] in upload_ids
    }
