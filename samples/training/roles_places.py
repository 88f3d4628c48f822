"""Where on a page evidence lies, and what of a text counts when it is looked for."""

from __future__ import annotations

import unicodedata

from extractors.reading import Evidence, Line, Page

_NEAR = 0.003  # of the delivered page: how far evidence may lie beside its line


def proves(proof: Evidence, page: Page, line: Line) -> bool:
    """Whether evidence was taken from a line of the page."""
    if (proof.upload, proof.page) != (page.upload, page.number):
        return False
    xs, ys = [x for x, _ in line.polygon], [y for _, y in line.polygon]
    box = proof.box
    inside = min(xs) - _NEAR <= box.cx <= max(xs) + _NEAR and min(ys) - _NEAR <= box.cy <= max(ys) + _NEAR
    return inside and squeezed(proof.text) in squeezed(line.text)


def lines_of(page: Page) -> list[Line]:
    """Those the net is asked about."""
    return [line for line in page.lines if line.text and not line.in_seal]


def plain(character: str) -> str:
    return unicodedata.normalize("NFKC", character).lower().replace("，", ",").strip()


def squeezed(text: str) -> str:
    return "".join(c for one in text for c in plain(one) if not c.isspace())
