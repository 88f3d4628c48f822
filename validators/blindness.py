"""What was handed in and could not be seen or understood: each may be any paper that seems to be missing."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.reading import Kind, Page, PageRef
from validators.dossier import Blind, Dossier, blank, unreadable_pages
from validators.thresholds import accepted
from validators.verdict import Message


def blind_spots(dossier: Dossier) -> tuple[Blind, ...]:
    """Uploads that did not open, unreadable pages, pages of unknown or uncertain kind, alone or within a paper."""
    return (*_uploads(dossier), *_pages(dossier), *_papers(dossier))


def _uploads(dossier: Dossier) -> Iterator[Blind]:
    read = {r.upload for r in dossier.readings if r.pages and not r.error}
    names = dict.fromkeys([*(r.upload for r in dossier.readings), *(u.name for u in dossier.case.uploads)])
    for name in names:
        if name not in read:
            reason = Message(
                f"{name}未能打开或识读，可能包含该材料", f"{name} could not be opened or read and may hold it"
            )
            yield Blind("image_unreadable", name, None, None, reason, _declared(dossier, name))


def _pages(dossier: Dossier) -> Iterator[Blind]:
    for ref in sorted(unreadable_pages(dossier), key=lambda r: (r.upload, r.page)):
        reason = Message(
            f"{ref.upload}第{ref.page}页不能辨认，可能是该材料",
            f"page {ref.page} of {ref.upload} cannot be read and may be it",
        )
        yield Blind("image_unreadable", ref.upload, ref.page, None, reason, _declared(dossier, ref.upload))


def _papers(dossier: Dossier) -> Iterator[Blind]:
    dark = unreadable_pages(dossier)
    for paper in dossier.papers:
        document = paper.document
        uncertain = document.kind is Kind.UNKNOWN or document.kind_confidence < accepted().kind
        for ref in document.pages if uncertain else document.strays:
            page = dossier.page(ref)
            if ref in dark or (page is not None and blank(page)):
                continue
            reason = Message(
                f"{ref.upload}第{ref.page}页的材料类型不能确定，可能是该材料",
                f"it is not known what page {ref.page} of {ref.upload} is; it may be it",
            )
            guess = document.kind if uncertain and document.kind is not Kind.UNKNOWN else _declared(dossier, ref.upload)
            yield Blind("unrelated_upload", ref.upload, ref.page, _lines(page), reason, guess)
    for ref in _unplaced(dossier) - dark:
        page = dossier.page(ref)
        if page is not None and page.text.strip():
            reason = Message(f"{ref.upload}第{ref.page}页未能归类", f"page {ref.page} of {ref.upload} was not placed")
            yield Blind("unrelated_upload", ref.upload, ref.page, _lines(page), reason)


def _unplaced(dossier: Dossier) -> set[PageRef]:
    placed = {ref for paper in dossier.papers for ref in paper.document.pages}
    return {PageRef(p.upload, p.number) for r in dossier.readings for p in r.pages} - placed


def _lines(page: Page | None) -> int:
    return len([line for line in page.lines if line.text.strip()]) if page else 0


def _declared(dossier: Dossier, name: str) -> Kind | None:
    return next((upload.declared_kind for upload in dossier.case.uploads if upload.name == name), None)
