"""Pictures for the report: every page small enough to carry along, and a crop of each piece of evidence."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractors.errors import DocumentError
from extractors.reading import Box

if TYPE_CHECKING:  # what draws is loaded by who draws: the API only sends for pictures
    from PIL import Image

    from extractors.opened import Limits, RawPage

QUALITY = 70
VIEW_QUALITY = 80
CROP_WIDTH = 900
"""Pixels; a larger crop is scaled down."""
WHOLE_PAGE = 0.85
"""Share of a page from which a spot is the page itself, shown small and without a frame."""
THUMBNAIL = 420
"""Pixels of the longer side."""
INK = (214, 40, 40)
NO_SIZES: Mapping[str, int] = {}

PageKey = tuple[str, int]
ViewKey = tuple[str, int, str]
"""Upload, page and name of a size."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page to cut out."""

    upload: str
    page: int
    box: Box  # delivered frame


@dataclass(frozen=True, slots=True)
class Picture:
    uri: str  # data:image/jpeg;base64,…
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pictures:
    pages: Mapping[PageKey, Picture]  # as delivered
    crops: Mapping[Spot, Picture]  # upright, the box drawn
    views: Mapping[ViewKey, bytes] = field(default_factory=dict)  # JPEG, as delivered, for screens


@dataclass(frozen=True, slots=True)
class Order:
    """What to draw of one upload."""

    upload: str
    data: bytes
    rotations: Mapping[int, int]  # page number → degrees its content is turned clockwise as delivered
    spots: tuple[Spot, ...]
    side: int  # pixels of a page's longer side
    limits: Limits
    sizes: Mapping[str, int] = field(default_factory=dict)  # views wanted besides: name → pixels of the longer side


@dataclass(frozen=True, slots=True)
class PageOrder:
    """Which views to draw of which pages of one upload."""

    upload: str
    data: bytes
    pages: tuple[int, ...]
    sizes: Mapping[str, int]  # name → pixels of the longer side
    limits: Limits


def orders(
    files: Mapping[str, bytes],
    turned: Mapping[PageKey, int],
    spots: Iterable[Spot],
    limits: Limits,
    sizes: Mapping[str, int] = NO_SIZES,
) -> list[Order]:
    """One for each upload that was read; `turned`: every page with its rotation; `sizes`: of views wanted besides."""
    wanted, by_upload = tuple(dict.fromkeys(spots)), dict[str, dict[int, int]]()
    for (upload, page), rotation in turned.items():
        by_upload.setdefault(upload, {})[page] = rotation
    return [
        Order(
            upload,
            files[upload],
            rotations,
            tuple(spot for spot in wanted if spot.upload == upload),
            long_side(len(turned)),
            limits,
            sizes,
        )
        for upload, rotations in by_upload.items()
        if upload in files
    ]


def rotations(report: Mapping[str, Any]) -> dict[PageKey, int]:
    """Of every page of a report."""
    return {(page["upload"], page["page"]): page["rotation"] for page in report["pages"]}


def draw(order: Order) -> Pictures:
    """One page in memory at a time. A page that cannot be drawn is left out."""
    from PIL import Image  # noqa: PLC0415

    pages: dict[PageKey, Picture] = {}
    crops: dict[Spot, Picture] = {}
    views: dict[ViewKey, bytes] = {}
    for raw in _raw_pages(order):
        if raw.number not in order.rotations:
            continue
        image = Image.fromarray(raw.raster[:, :, ::-1])
        pages[order.upload, raw.number] = _page(image, order.side)
        for spot in order.spots:
            if spot.page == raw.number:
                crops[spot] = _crop(image, spot.box, order.rotations[raw.number])
        for size, side in order.sizes.items():
            views[order.upload, raw.number, size] = jpeg(image, side)
    return Pictures(pages, crops, views)


def draw_pages(order: PageOrder) -> dict[ViewKey, bytes]:
    """Raises DocumentError where the upload cannot be opened."""
    from PIL import Image  # noqa: PLC0415

    from extractors.files import open_upload  # noqa: PLC0415

    views: dict[ViewKey, bytes] = {}
    with open_upload(order.upload, order.data, order.limits) as opened:
        for number in order.pages:
            if not 1 <= number <= opened.page_count:
                continue
            image = Image.fromarray(opened.page(number).raster[:, :, ::-1])
            for size, side in order.sizes.items():
                views[order.upload, number, size] = jpeg(image, side)
    return views


def jpeg(image: Image.Image, side: int) -> bytes:
    """The image with at most so many pixels on its longer side."""
    from PIL import Image  # noqa: PLC0415

    small = image
    if max(image.size) > side:
        small = image.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    buffer = io.BytesIO()
    small.convert("RGB").save(buffer, "JPEG", quality=VIEW_QUALITY)
    return buffer.getvalue()


def together(parts: Iterable[Pictures]) -> Pictures:
    """The pictures of several uploads as one."""
    pages: dict[PageKey, Picture] = {}
    crops: dict[Spot, Picture] = {}
    views: dict[ViewKey, bytes] = {}
    for part in parts:
        pages.update(part.pages)
        crops.update(part.crops)
        views.update(part.views)
    return Pictures(pages, crops, views)


def long_side(page_count: int) -> int:
    """Pixels of a page's longer side: sharp enough to read beside the findings, less where there are many pages."""
    if page_count <= 12:
        return 1400
    return 1200 if page_count <= 40 else 900


def _raw_pages(order: Order) -> Iterable[RawPage]:
    from extractors.files import open_upload  # noqa: PLC0415

    try:
        with open_upload(order.upload, order.data, order.limits) as opened:
            yield from opened
    except DocumentError:
        return


def _page(image: Image.Image, side: int) -> Picture:
    from PIL import Image  # noqa: PLC0415

    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _picture(small)


def _crop(image: Image.Image, spot: Box, rotation: int) -> Picture:
    """The box with its surroundings, turned so that the text stands upright."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    if rotation:  # Pillow turns anticlockwise: what was turned clockwise comes back
        image = image.rotate(rotation, expand=True)
    box = turned_back(spot, rotation)
    if spot.area >= WHOLE_PAGE:
        return _page(image, THUMBNAIL)
    width, height = image.size
    around = surroundings(box, width / height)
    left, top = int(around.x0 * width), int(around.y0 * height)
    cut = image.crop((left, top, max(left + 1, round(around.x1 * width)), max(top + 1, round(around.y1 * height))))
    scale = min(1.0, CROP_WIDTH / max(cut.size))
    cut = cut.resize((max(1, round(cut.width * scale)), max(1, round(cut.height * scale))), Image.Resampling.LANCZOS)
    corners = (
        (box.x0 * width - left) * scale,
        (box.y0 * height - top) * scale,
        (box.x1 * width - left) * scale,
        (box.y1 * height - top) * scale,
    )
    ImageDraw.Draw(cut).rectangle(corners, outline=INK, width=3)
    return _picture(cut)


def turned_back(box: Box, rotation: int) -> Box:
    """A box of a page delivered turned clockwise by `rotation`, on the page set upright; both in fractions."""
    if rotation == 90:
        return Box(box.y0, 1 - box.x1, box.y1, 1 - box.x0)
    if rotation == 180:
        return Box(1 - box.x1, 1 - box.y1, 1 - box.x0, 1 - box.y0)
    if rotation == 270:
        return Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
    return box


def surroundings(box: Box, aspect: float) -> Box:
    """Enough of the page around `box` to see where it is: half the box again, at least a strip of a few lines.

    `aspect`: width / height of the page.
    """
    dx = max(box.width * 0.35, (0.5 - box.width) / 2, 0.02)
    dy = max(box.height * 0.35, (0.07 * aspect * 1.4 - box.height) / 2, 0.012)
    return Box(box.x0 - dx, box.y0 - dy, box.x1 + dx, box.y1 + dy).clipped()


def _picture(image: Image.Image) -> Picture:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=QUALITY, optimize=True)
    uri = "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
    return Picture(uri, image.width, image.height)
