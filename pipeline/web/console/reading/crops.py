"""The evidence of a finding cut out of its page: a window of SVG onto the page's own picture, turned upright."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractors.reading import Box
from pipeline.report.pictures import WHOLE_PAGE, surroundings, turned_back
from pipeline.report.view import CROPS_PER_FINDING, PageView

Json = Mapping[str, Any]
PageKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Crop:
    """Lengths in pixels of the page's picture as PageView has it."""

    page: PageView
    box: tuple[float, float, float, float] | None  # delivered frame; None: the whole page
    window: tuple[float, float, float, float]  # x, y, width, height, upright
    mark: tuple[float, float, float, float] | None  # the box itself, upright


def crops(finding: Json, pages: Mapping[PageKey, PageView]) -> Iterator[Crop]:
    """Each place once; the page itself where a finding is about a page and points at no place on it."""
    seen: dict[tuple[PageKey, tuple[float, ...]], None] = {}
    for evidence in finding["evidence"]:
        seen.setdefault(((evidence["upload"], evidence["page"]), tuple(evidence["box"])))
    if not seen and finding["upload"] and finding["page"]:
        seen[(finding["upload"], finding["page"]), (0.0, 0.0, 1.0, 1.0)] = None
    for key, box in list(seen)[:CROPS_PER_FINDING]:
        if key in pages:
            yield _crop(pages[key], Box(*box))


def _crop(page: PageView, box: Box) -> Crop:
    width, height = page.upright_size
    if box.area >= WHOLE_PAGE:
        return Crop(page, None, (0, 0, width, height), None)
    upright = turned_back(box, page.page["rotation"])
    around = surroundings(upright, width / height)
    return Crop(page, (box.x0, box.y0, box.x1, box.y1), _rect(around, width, height), _rect(upright, width, height))


def _rect(box: Box, width: int, height: int) -> tuple[float, float, float, float]:
    return (
        round(box.x0 * width, 1),
        round(box.y0 * height, 1),
        round(max(1.0, box.width * width), 1),
        round(max(1.0, box.height * height), 1),
    )
