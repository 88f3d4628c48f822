"""How a report looks to people: its page and its paper, made from report.json and the originals alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.child import where
from pipeline.report import as_html, pictures
from pipeline.report.pictures import NO_SIZES, Order, Pictures, ViewKey

if TYPE_CHECKING:
    from extractors.opened import Limits

Json = Mapping[str, Any]
Draw = Callable[[Iterable[Order]], Iterator[Pictures]]
"""Who opens the originals: a process of its own (`ReaderPool.draw`)."""


@dataclass(frozen=True, slots=True)
class Printed:
    html: str
    pdf: bytes | None  # None where none was asked for, or none can be made
    views: Mapping[ViewKey, bytes]  # of the sizes asked for


def printed(
    report: Json,
    files: Iterable[tuple[str, bytes]],
    draw: Draw,
    limits: Limits,
    *,
    with_pdf: bool = False,
    sizes: Mapping[str, int] = NO_SIZES,
) -> Printed:
    """`files`: name and bytes of each upload, taken one after the other; `sizes`: of views of the pages besides."""
    spots, turned = list(as_html.spots(report)), pictures.rotations(report)
    orders = (order for name, data in files for order in pictures.orders({name: data}, turned, spots, limits, sizes))
    drawn = pictures.together(draw(orders))
    return Printed(as_html.render(report, drawn), _pdf(report, drawn) if with_pdf else None, drawn.views)


def _pdf(report: Json, drawn: Pictures) -> bytes | None:
    """None where it cannot be made: a report that lacks its paper form is better than a case without a report."""
    from pipeline.report import as_pdf  # noqa: PLC0415 (brings a font of many megabytes)

    try:
        return as_pdf.pdf(report, drawn)
    except Exception as error:
        logging.getLogger(__name__).error("no PDF could be made: %s", where(error))
        return None
