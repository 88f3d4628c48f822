"""report.json rearranged for a reader's eye: findings in the order of work, documents as rows, pages with overlays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.reading import Box
from pipeline.report import labels
from pipeline.report.labels import Label, label
from pipeline.report.pictures import WHOLE_PAGE, Picture, Pictures, Spot
from pipeline.report.rows import Row, rows, seal_label

Json = Mapping[str, Any]
PageKey = tuple[str, int]

CROPS_PER_FINDING = 3


@dataclass(slots=True)
class Overlay:
    """A box drawn over a page."""

    id: str
    sort: str  # field, seal or finding
    box: tuple[float, float, float, float]  # delivered frame
    title: Label
    tone: str = ""  # the outcome of a finding


@dataclass(slots=True)
class PageView:
    anchor: str
    page: Json
    picture: Picture | None
    overlays: list[Overlay] = field(default_factory=list)

    @property
    def key(self) -> PageKey:
        return (self.page["upload"], self.page["page"])

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture as delivered, in its own pixels."""
        if self.picture:
            return self.picture.width, self.picture.height
        scale = 1000 / max(self.page["width"], self.page["height"], 1)
        return max(1, round(self.page["width"] * scale)), max(1, round(self.page["height"] * scale))

    @property
    def upright_size(self) -> tuple[int, int]:
        width, height = self.size
        return (height, width) if self.page["rotation"] in (90, 270) else (width, height)

    @property
    def transform(self) -> str:
        """SVG transform that turns the page upright."""
        width, height = self.size
        turns = {90: f"translate(0 {width}) rotate(-90)", 180: f"translate({width} {height}) rotate(180)"}
        turns[270] = f"translate({height} 0) rotate(90)"
        return turns.get(self.page["rotation"], "")

    def rect(self, overlay: Overlay) -> tuple[float, float, float, float]:
        """x, y, width, height in the picture's pixels, a little wider than the box itself."""
        (x0, y0, x1, y1), (width, height) = overlay.box, self.size
        pad = 3.0
        return (
            round(x0 * width - pad, 1),
            round(y0 * height - pad, 1),
            round((x1 - x0) * width + 2 * pad, 1),
            round((y1 - y0) * height + 2 * pad, 1),
        )


@dataclass(slots=True)
class LabRow:
    item: Json
    anchor: str


@dataclass(slots=True)
class DocumentView:
    document: Json
    label: Label
    rows: list[Row]
    lab: list[LabRow]
    pages: list[PageView]
    findings: int = 0


@dataclass(slots=True)
class FindingView:
    finding: Json
    where: str  # document's anchor or page's anchor
    document_label: Label | None
    crops: list[tuple[Picture, str]]  # picture and the anchor of the box on its page


@dataclass(slots=True)
class GroupView:
    title: Label
    tone: str
    findings: list[FindingView]


@dataclass(slots=True)
class View:
    report: Json
    groups: list[GroupView]
    passes: list[FindingView]
    documents: list[DocumentView]
    loose_pages: list[PageView]
    pages: list[PageView]

    def count(self, outcome: str) -> int:
        return sum(1 for f in self.report["findings"] if f["outcome"] == outcome)


def spots(report: Json) -> Iterator[Spot]:
    """The places a report wants cut out: the evidence of every finding to act on."""
    for finding in report["findings"]:
        if finding["outcome"] != "pass":
            yield from _finding_spots(finding)


def view(report: Json, pictures: Pictures) -> View:
    pages = {(p["upload"], p["page"]): _page_view(p, n, pictures) for n, p in enumerate(report["pages"], 1)}
    overlays = _Overlays(pages)
    documents = [_document_view(d, overlays, pages, report.get("corrections", ())) for d in report["documents"]]
    for page in pages.values():
        for seal in page.page["seals"]:
            overlays.add("seal", page.key, seal["box"], seal_label(seal))
    by_id = {d.document["id"]: d for d in documents}
    findings = [_finding_view(f, overlays, by_id, pages, pictures) for f in report["findings"]]
    placed = {page.key for document in documents for page in document.pages}
    return View(
        report=report,
        groups=list(_groups(findings)),
        passes=[f for f in findings if f.finding["outcome"] == "pass"],
        documents=documents,
        loose_pages=[page for key, page in pages.items() if key not in placed],
        pages=list(pages.values()),
    )


GROUPS: tuple[tuple[str, str, Label], ...] = (
    ("fail", "blocking", ("不符，须补正", "Not met, to be supplied")),
    ("fail", "review", ("不符，须核对", "Not met, to be looked at")),
    ("unsure", "blocking", ("无法确定，请核对（关键项）", "Unsure, please look (decisive)")),
    ("unsure", "review", ("无法确定，请核对", "Unsure, please look")),
    ("fail", "note", ("提示", "Notes")),
    ("unsure", "note", ("提示：无法确定", "Notes: unsure")),
)


def _groups(findings: list[FindingView]) -> Iterator[GroupView]:
    for outcome, severity, title in GROUPS:
        chosen = [f for f in findings if (f.finding["outcome"], f.finding["severity"]) == (outcome, severity)]
        if chosen:
            yield GroupView(title, outcome, chosen)


class _Overlays:
    """Hands out the ids by which facts point at their boxes."""

    def __init__(self, pages: Mapping[PageKey, PageView]) -> None:
        self._pages = pages
        self._count = 0

    def add(self, sort: str, key: PageKey, box: Any, title: Label, tone: str = "") -> str:
        page = self._pages.get(key)
        if page is None or not box:
            return ""
        for other in page.overlays:  # one box, one id: a name printed once may serve two fields
            if other.sort == sort and other.box == tuple(box) and other.tone == tone:
                return other.id
        self._count += 1
        overlay = Overlay(f"o-{self._count}", sort, tuple(box), title, tone)
        page.overlays.append(overlay)
        return overlay.id


def _page_view(page: Json, number: int, pictures: Pictures) -> PageView:
    return PageView(f"p-{number}", page, pictures.pages.get((page["upload"], page["page"])))


def _finding_spots(finding: Json) -> list[Spot]:
    """Each place once; the whole page where a finding is about a page and points at no place on it."""
    seen = dict.fromkeys(Spot(e["upload"], e["page"], Box(*e["box"])) for e in finding["evidence"])
    if not seen and finding["upload"] and finding["page"]:
        seen[Spot(finding["upload"], finding["page"], Box(0, 0, 1, 1))] = None
    return list(seen)[:CROPS_PER_FINDING]


def _finding_view(
    finding: Json,
    overlays: _Overlays,
    documents: Mapping[str, DocumentView],
    pages: Mapping[PageKey, PageView],
    pictures: Pictures,
) -> FindingView:
    crops = []
    acting = finding["outcome"] != "pass"
    for spot in _finding_spots(finding) if acting else ():
        box = (spot.box.x0, spot.box.y0, spot.box.x1, spot.box.y1)
        title = (finding["message"]["zh"], finding["message"]["en"])
        page = pages.get((spot.upload, spot.page))
        anchor = page.anchor if page else ""
        if spot.box.area < WHOLE_PAGE:
            anchor = overlays.add("finding", (spot.upload, spot.page), box, title, finding["outcome"])
        if spot in pictures.crops:
            crops.append((pictures.crops[spot], anchor))
    document = documents.get(finding["document"] or "")
    page = pages.get((finding["upload"] or "", finding["page"] or 0))
    about = document or next((each for each in documents.values() if page in each.pages), None)  # or a page alone
    if about is not None and acting:
        about.findings += 1
    where = page.anchor if page else (f"doc-{finding['document']}" if document else "files")
    return FindingView(finding, where, document.label if document else None, crops)


def _document_view(
    document: Json, overlays: _Overlays, pages: Mapping[PageKey, PageView], corrections: Sequence[Json]
) -> DocumentView:
    return DocumentView(
        document=document,
        label=label(labels.KINDS, document["kind"]),
        rows=list(rows(document, overlays.add, corrections)),
        lab=[
            LabRow(
                item, overlays.add("field", (item["upload"], item["page"]), item["box"], (item["name"], item["name"]))
            )
            for item in document["lab_items"]
        ],
        pages=[pages[key] for p in document["pages"] if (key := (p["upload"], p["page"])) in pages],
    )
