"""Where a measurement was taken: a case, and in it the pages of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.reading import Box
from samples.truth import Json

PageKey = tuple[str, int]
GRADES = ("good", "poor", "unreadable")


@dataclass(frozen=True, slots=True)
class Place:
    """Pages of a case. None where it is the case as a whole that was measured."""

    case: str
    label: str = ""  # of the document or page, for people
    pages: tuple[PageKey, ...] = ()  # upload and number, from 1
    box: Box | None = None  # on the first of the pages

    def __str__(self) -> str:
        return f"{self.case}/{self.label}" if self.label else self.case

    def of(self, what: str) -> Place:
        """The same place, for one thing on it."""
        return replace(self, label=f"{self.label} {what}".strip())

    def at(self, box: Box) -> Place:
        return replace(self, box=box)


def of_document(case: str, truth: Json) -> Place:
    pages = tuple((p["upload"], p["page"]) for p in truth["pages"])
    return Place(case, f"{truth['id']} {truth['kind']}", pages)


def of_page(case: str, truth: Json) -> Place:
    label = f"{truth['upload']}:{truth['page']} ({truth['capture']}, {truth['quality']})"
    return Place(case, label, ((truth["upload"], truth["page"]),))


def worst(grades: Iterable[str]) -> str:
    """The quality of a document is that of its worst page."""
    return max(grades, key=GRADES.index, default=GRADES[0])
