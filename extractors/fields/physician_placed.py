"""Where the name of a signer stands in the lines a trained net was asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Evidence, Line, Page, Physician
from extractors.roles.net import Tagged, tagged
from extractors.roles.places import place_of


@dataclass(frozen=True, slots=True)
class Placed:
    """Characters [start, end) of a line."""

    page: Page
    line: Tagged
    start: int
    end: int

    @property
    def name(self) -> Line:
        return self.line.line.part(self.start, self.end)

    @property
    def naming(self) -> float:
        """How likely it is a signer's name, mean over its characters."""
        return float(self.line.naming[self.start : self.end].mean())


def placed(signer: Physician, sheets: Sequence[Sheet]) -> Placed | None:
    """None where the name is not found on a page as it was read."""
    pages = {(sheet.page.upload, sheet.page.number): sheet.page for sheet in sheets}
    for proof in signer.name.evidence if signer.name else ():
        page = pages.get((proof.upload, proof.page))
        found = _on(page, proof, signer.name.value) if page is not None and signer.name else None
        if found is not None:
            return found
    return None


def _on(page: Page, proof: Evidence, name: str) -> Placed | None:
    place = place_of(proof.text, proof.box, tagged(page))
    if place is None:
        return None
    line, start, end = place
    squeezed = squeeze(line.line.text[start:end])
    at = squeezed.text.find(name)
    if at < 0 or not name:
        return None
    first, last = squeezed.span(at, at + len(name))
    return Placed(page, line, start + first, start + last)
