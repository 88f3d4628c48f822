"""An upload once opened: its limits, its pages as delivered, the text a PDF carries for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors.reading import Box, Polygon

Raster = NDArray[np.uint8]
"""Pixels, height x width x 3, blue-green-red, 8 bits a channel."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is accepted. Everything is checked before memory is spent on it."""

    max_bytes: int = 50_000_000  # of one file
    max_pages: int = 200  # of one file
    max_pixels: int = 120_000_000  # of one image, also of one inside a PDF
    max_inflated: int = 400_000_000  # bytes all streams of a PDF may unpack to
    render_dpi: int = 200  # PDF pages without an image that knows better
    max_render_pixels: int = 12_000_000  # of one rendered PDF page

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_pages", "max_pixels", "max_inflated", "render_dpi", "max_render_pixels"):
            if getattr(self, name) <= 0:
                raise ValueError(f"Limits.{name} has to be above zero")


@dataclass(frozen=True, slots=True)
class LayerLine:
    """One line of a PDF's own text, cut where a column or a ruling separates its parts."""

    text: str
    polygon: Polygon  # delivered frame, clockwise from the top left of the text
    visible: bool  # taking it away changes what the page shows
    sane: bool  # every character stands for itself: no (cid:n), no private use area, no replacement character
    char_positions: tuple[float, ...] = ()  # centre of each character along the line, fractions of its length
    font: str = ""  # name in the file: each font has an encoding of its own that may be wrong

    @property
    def box(self) -> Box:
        """Delivered frame; may reach outside of [0, 1] for text off the page."""
        return Box.around(self.polygon)


DAMAGED = "page_damaged"
"""Note on a page that could not be drawn: its raster is a placeholder and says nothing about the paper."""


@dataclass(frozen=True, slots=True, eq=False)
class RawPage:
    """A page as delivered: after EXIF orientation and a PDF's /Rotate, before any turning of ours."""

    number: int  # 1-based
    raster: Raster  # may be a reduced decoding of a very large picture; `width` and `height` tell the true size
    width: int  # pixels as delivered; of a PDF page: as rendered
    height: int
    dpi: float | None = None  # None where the file does not say, or says something absurd
    text_layer: tuple[LayerLine, ...] = ()
    vector: float = 0.0  # visible text area / (visible text area + image area), [0, 1]; 0 on pictures and scans
    image_share: float = 1.0  # share of the page under images
    regions: tuple[Box, ...] = ()  # delivered frame: strokes besides the text layer (pictures, seals, drawn letters)
    notes: tuple[
        str, ...
    ] = ()  # hidden_text, garbled_text, off_page_text, slanted_text, text_layer_unavailable, page_damaged


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An upload whose type and size are settled. Pages are made one at a time, on demand, and kept nowhere."""

    media_type: str
    page_count: int
    load: Callable[[int], RawPage] = field(repr=False)
    release: Callable[[], None] = field(default=lambda: None, repr=False)

    def page(self, number: int) -> RawPage:
        """The page of that number. Raises DocumentError where a picture turns out to be cut off or damaged."""
        if not 1 <= number <= self.page_count:
            raise IndexError(f"page {number} of {self.page_count}")
        return self.load(number)

    def pages(self, first: int = 1, last: int | None = None) -> Iterator[RawPage]:
        """Pages `first` to `last` (inclusive; None: to the end), each made when its turn comes."""
        return (self.load(number) for number in range(max(1, first), min(last or self.page_count, self.page_count) + 1))

    def __iter__(self) -> Iterator[RawPage]:
        return self.pages()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file. Harmless when repeated."""
        self.release()
