"""The room's front door: the bytes of one upload → everything that can be read off it.

Top to bottom: open the file, and for each page turn it upright, look for ink that may be a seal, read the lines, read
the seals, measure how well it could all be seen.
"""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

import numpy as np

from extractors import beneath, brackets, curl, date_ink, images, inked_dates, textlayer, tickboxes, watermarks
from extractors.errors import DocumentError
from extractors.files import open_upload
from extractors.images import Upright
from extractors.ocr import OcrEngine, read_lines
from extractors.opened import DAMAGED, Limits, Opened, RawPage
from extractors.order import reading_order
from extractors.reading import (
    DATE_GLIMPSED,
    SEAL_GLIMPSED,
    Line,
    Page,
    Quality,
    QualityGrade,
    Reading,
    Seal,
    TextSource,
    UploadError,
)
from extractors.rulings import PictureRulings
from extractors.seals import find as seals
from extractors.seals.candidates import Candidate
from extractors.seals.glimpsed import doubtful
from extractors.signatures import read_signatures
from extractors.version import VERSION

__all__ = ["VERSION", "Observer", "read", "read_page"]

DISTRUSTED = "text_layer_distrusted"
"""Note on a page whose own text does not say what the page shows."""
WATERMARK = "watermark"
"""Note on a page with words printed behind its text, which are not among its lines."""
VECTOR = 0.9  # share of drawn text above which a PDF page is taken to be made by a program


class Observer(Protocol):
    """Told how far reading has come. The clock is the observer's: this room has none."""

    def opened(self, pages: int) -> None: ...

    def page(self, number: int) -> None:
        """Page `number` (1-based) has been read."""
        ...

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Around each stage: open, upright, text, seals, measure, signatures."""
        ...


def read(  # noqa: PLR0917 (what is read, and everything it is read with)
    name: str, data: bytes, engine: OcrEngine, limits: Limits, observer: Observer, pages: range | None = None
) -> Reading:
    """Read one upload, or a slice of it.

    Never raises for what is wrong with the upload: that becomes `Reading.error`, a sentence its sender can act on.

    Args:
        name: the upload's name in its case; used to point at it, never to guess its type.
        pages: numbers of the pages to read, 1-based; None reads all. Numbers beyond the last page are no mistake:
            how many there are is known only once the file is open. Slices joined in order are the whole reading;
            signatures are the whole file's and come with the slice that holds page 1.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with observer.stage("open"):
            opened = open_upload(name, data, limits)
        with opened:
            observer.opened(opened.page_count)
            read_pages, hashes = _read_pages(name, opened, engine, observer, pages)
        with observer.stage("signatures"):
            signed = opened.media_type == "application/pdf" and (pages is None or 1 in pages)
            signatures = read_signatures(data) if signed else ()
    except DocumentError as error:
        return Reading(name, sha256, "", error=UploadError(error.code, error.zh, error.en))
    return Reading(name, sha256, opened.media_type, read_pages, signatures, hashes)


def _read_pages(
    name: str, opened: Opened, engine: OcrEngine, observer: Observer, wanted: range | None
) -> tuple[tuple[Page, ...], tuple[int, ...]]:
    pages, hashes = [], []
    for number in range(1, opened.page_count + 1):
        if wanted is not None and number not in wanted:
            continue
        with observer.stage("open"):
            raw = opened.page(number)
        page, picture_hash = read_page(name, raw, engine, observer)
        pages.append(page)
        hashes.append(picture_hash)
        observer.page(number)
    return tuple(pages), tuple(hashes)


def read_page(name: str, raw: RawPage, engine: OcrEngine, observer: Observer) -> tuple[Page, int]:
    """One page, and the perceptual hash of its picture."""
    with observer.stage("upright"):
        upright = images.upright(raw.raster, engine)
    if raw.vector > VECTOR:
        # A program drew this page: where it holds no colour, that is because nothing on it has any.
        upright = replace(upright, has_colour=True)
    lines: tuple[Line, ...] = ()
    found: tuple[Seal, ...] = ()
    source, notes = TextSource.NONE, raw.notes
    if upright.picture != "portrait" and DAMAGED not in raw.notes:
        with observer.stage("seals"):
            seen = seals.survey(upright)
        with observer.stage("text"):
            lines, source, noticed = _read_text(raw, upright, seen.places, engine)
            notes += noticed
        with observer.stage("seals"):
            found = seals.find(upright, lines, engine, name, raw.number, seen=seen)
            lines = seals.mark(lines, found)
            notes += (SEAL_GLIMPSED,) if doubtful(upright, seen.view, found) else ()
        with observer.stage("text"):
            notes += _unread(lines, found, upright) if source is TextSource.OCR else ()
            lines, noticed = _laid_out(lines, upright)
            notes += noticed
    with observer.stage("measure"):
        quality = images.measure(raw.raster, upright, lines)
    page = Page(
        upload=name,
        number=raw.number,
        width=raw.width,
        height=raw.height,
        rotation=upright.rotation,
        quality=quality if DAMAGED not in raw.notes else Quality(QualityGrade.UNREADABLE),
        lines=lines,
        seals=_drawn(found) if source is TextSource.TEXT_LAYER else found,
        text_source=source,
        has_colour=upright.has_colour,
        aspect=upright.image.shape[0] / upright.image.shape[1],
        skew=upright.skew,
        rectified=upright.rectified,
        picture=upright.picture,
        notes=notes,
    )
    return page, images.picture_hash(upright.image)


def _read_text(
    raw: RawPage, upright: Upright, places: tuple[Candidate, ...], engine: OcrEngine
) -> tuple[tuple[Line, ...], TextSource, tuple[str, ...]]:
    """The page's own text where it can be trusted, else what is seen, the ink of ring-shaped seals taken out first.

    Third comes what was noticed: `text_layer_distrusted`.
    """
    trust = textlayer.check(raw, upright, engine)
    if trust.trusted:
        return textlayer.read_layer(raw, upright, engine), TextSource.TEXT_LAYER, ()
    clean = beneath.without_stamps(upright.image, places)
    first = read_lines(clean, upright.to_delivered, engine)
    whole = beneath.read_beneath(clean, places, first, upright.to_delivered, engine)
    whole = inked_dates.settled(
        upright.image, beneath.inks_over_print(clean, places), whole, upright.to_delivered, engine
    )
    lines = brackets.annotate(clean, tickboxes.annotate(clean, whole))
    return lines, TextSource.OCR, (DISTRUSTED,) if trust.reason in ("garbled", "disagrees") else ()


def _unread(lines: tuple[Line, ...], found: tuple[Seal, ...], upright: Upright) -> tuple[str, ...]:
    """What was noticed of a date nothing was read of."""
    from_delivered = np.asarray(np.linalg.inv(upright.to_delivered), np.float64)
    seen = date_ink.glimpsed(upright.image, lines, [seal.box for seal in found], from_delivered)
    return (DATE_GLIMPSED,) if seen else ()


def _laid_out(lines: tuple[Line, ...], upright: Upright) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines level and in the order they are read in, without a watermark's; and what was noticed: `watermark`.

    Only now: seals are looked for in the picture, where lines are not level.
    """
    width = upright.image.shape[1]
    to_pixels = np.asarray(np.linalg.inv(upright.to_delivered), np.float64)
    own, behind = watermarks.split(lines, upright.image, to_pixels)
    level = curl.levelled(own, np.diag([1 / width, 1 / width, 1.0]) @ to_pixels)
    return reading_order(level, PictureRulings(upright.image, to_pixels)), (WATERMARK,) if behind else ()


def _drawn(found: tuple[Seal, ...]) -> tuple[Seal, ...]:
    """Seals on a page that no camera or scanner has seen: drawn by a program."""
    return tuple(replace(seal, electronic=True) for seal in found)
