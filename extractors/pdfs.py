"""PDF: pypdfium2 draws the pages, pdfplumber gives their text; what could blow up is measured first."""

from __future__ import annotations

import io
import logging
import math
import re
import zlib
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from extractors.errors import BombError, EncryptedFileError
from extractors.mediatype import PDF
from extractors.opened import DAMAGED, LayerLine, Limits, Opened, Raster, RawPage
from extractors.pdftext import SLANTED, glyphs, lines
from extractors.pictures import check_page_count, check_pixels, damaged, truncated
from extractors.reading import Box

# What pdfminer complains about may quote the paper, and no one but the sender could act on it.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

POINTS_PER_INCH = 72.0
MAX_NESTING = 12  # forms within forms
MAX_OBJECTS = 50_000  # drawn objects, or characters, on one page that are looked at one by one
CHECK_DPI = 100  # at which the page is compared with itself without its text
MAX_NATIVE_LONG_SIDE = 3600  # pixels kept of an image that fills its page: A4 at 300 dpi
DEFLATE_RATIO = 1032  # the most zlib can pack


def open_pdf(data: bytes, limits: Limits) -> Opened:
    """Opens a PDF page by page. Raises DocumentError where it is encrypted, cut off, too long or a bomb."""
    check_ending(data)
    encrypted = b"/Encrypt" in data
    if not encrypted:
        check_streams(data, limits)
    document = _open(data)
    check_page_count(len(document), limits)
    if len(document) == 0:
        raise damaged()
    texts = _Texts(data) if not encrypted or len(data) * DEFLATE_RATIO < 10 * limits.max_inflated else None

    def release() -> None:
        document.close()
        if texts:
            texts.close()

    return Opened(PDF, len(document), lambda number: _load(document, texts, number, limits), release)


def check_ending(data: bytes) -> None:
    """Raises TruncatedFileError where the last object is not followed by an end-of-file mark."""
    end = data.rfind(b"%%EOF")
    if end < 0 or re.search(rb"\d \d+ obj\b", data[end:]):
        raise truncated()


_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")


def check_streams(data: bytes, limits: Limits) -> None:
    """Raises BombError where the compressed streams of a PDF unpack to more than `limits` allow. Unpacks piecemeal."""
    budget = limits.max_inflated
    for match in _STREAM.finditer(data):
        if data[max(0, match.start() - 3) : match.start()] == b"end":
            continue
        head = data[max(0, match.start() - 400) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        packed = data[match.end() :] if len(data) - match.end() < 1_000_000 else memoryview(data)[match.end() :]
        for _ in range(max(1, len(_FLATE.findall(head)))):
            size, packed = _inflate(packed, budget)
            budget -= size
            if budget <= 0:
                raise BombError(
                    "该 PDF 解压后过大，无法安全打开，请重新打印或扫描为普通 PDF 后上传。",
                    "This PDF unpacks to far too much to open safely: please print or scan it to a plain PDF.",
                )


def _inflate(packed: bytes | memoryview, budget: int) -> tuple[int, bytes]:
    """Size of what `packed` unpacks to, counted to just over `budget`, and its beginning (1 MB)."""
    if len(packed) < 2 or packed[0] & 0x0F != 8 or (packed[0] * 256 + packed[1]) % 31:
        return 0, b""
    engine, size, kept, at = zlib.decompressobj(), 0, b"", 0
    try:
        while not engine.eof and size <= budget:
            piece = engine.unconsumed_tail or bytes(packed[at : at + 65536])
            if not engine.unconsumed_tail:
                at += 65536
            if not piece:
                break
            out = engine.decompress(piece, 1 << 20)
            size += len(out)
            kept = kept or out
    except zlib.error:
        pass
    return size, kept


def _open(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFileError(
                "该 PDF 设有打开密码，请取消密码后重新上传。",
                "This PDF needs a password to open: please remove it and send the file again.",
            ) from None
        raise damaged() from None
    return document


class _Texts:
    """pdfplumber's view of the same file, opened when the first page with text asks for it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document: Any = None

    def page(self, number: int) -> Any:
        if self.document is None:
            self.document = pdfplumber.open(io.BytesIO(self.data))
        return self.document.pages[number - 1]

    def close(self) -> None:
        if self.document is not None:
            self.document.close()
            self.document = None


def _load(document: Any, texts: _Texts | None, number: int, limits: Limits) -> RawPage:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return _placeholder(number)
    try:
        return _draw(page, texts, number, limits)
    except (pypdfium2.PdfiumError, MemoryError, RecursionError):
        return _placeholder(number)
    finally:
        page.close()


def _placeholder(number: int) -> RawPage:
    grey = np.full((1414, 1000, 3), 128, dtype=np.uint8)
    return RawPage(number, grey, 1000, 1414, notes=(DAMAGED,))


def _draw(page: Any, texts: _Texts | None, number: int, limits: Limits) -> RawPage:
    width, height = (max(1.0, float(side)) for side in page.get_size())
    images = list(_images(page, limits))
    scale = _scale((width, height), images, limits)
    raster = _render(page, scale)
    covered = _covered([bounds for bounds, _ in images], (width, height))
    layer: tuple[LayerLine, ...] = ()
    notes: tuple[str, ...] = ()
    regions: tuple[Box, ...] = ()
    if page.get_textpage().count_chars() > 0:
        layer, regions, notes = _text(page, texts, number, (width, height))
    ink = min(1.0, sum(line.box.clipped().area for line in layer if line.visible))
    vector = ink / (ink + covered) if ink > 0 else 0.0
    return RawPage(
        number,
        raster,
        raster.shape[1],
        raster.shape[0],
        scale * POINTS_PER_INCH,
        layer,
        vector,
        covered,
        regions,
        notes,
    )


def _images(page: Any, limits: Limits) -> Iterator[tuple[Box, tuple[int, int]]]:
    """Each image drawn on the page: its place (delivered frame, clipped) and its size in pixels."""
    total = 0
    for count, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=MAX_NESTING)):
        size = item.get_px_size()
        check_pixels(size, limits)
        total += size[0] * size[1]
        check_pixels((total // 4, 1), limits)
        if count > MAX_OBJECTS:
            break
        if item.level == 0:  # the place of an image within a form is that of the form
            yield _shown(page, item.get_bounds()), size


def _shown(page: Any, bounds: tuple[float, float, float, float]) -> Box:
    """PDF user space (y up, not turned) → delivered fractions, clipped."""
    left, bottom, right, top = page.get_cropbox()
    w, h = max(right - left, 1e-6), max(top - bottom, 1e-6)
    x0, x1 = (bounds[0] - left) / w, (bounds[2] - left) / w
    y0, y1 = (top - bounds[3]) / h, (top - bounds[1]) / h
    for _ in range(page.get_rotation() // 90 % 4):
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)).clipped()


def _scale(size: tuple[float, float], images: list[tuple[Box, tuple[int, int]]], limits: Limits) -> float:
    """Pixels a point: an image that fills its page is drawn pixel for pixel, all else at the usual resolution."""
    width, height = size
    scale = limits.render_dpi / POINTS_PER_INCH
    filling = [
        math.sqrt(px[0] * px[1] / max(box.area * width * height, 1e-6))
        for box, px in images
        if box.width > 0.6 and box.area > 0
    ]
    if filling and _covered([box for box, _ in images], size) > 0.6:
        native = sorted(filling)[len(filling) // 2]
        scale = min(max(native, 1.0), max(1.0, MAX_NATIVE_LONG_SIDE / max(size)))
        scale = native if native < scale else scale
    return min(scale, math.sqrt(limits.max_render_pixels / (width * height)), 20_000 / max(width, height))


def _covered(boxes: list[Box], size: tuple[float, float]) -> float:
    """Share of the page under any of `boxes`."""
    grid = np.zeros((200, 200), dtype=bool)
    for box in boxes:
        grid[math.floor(box.y0 * 200) : math.ceil(box.y1 * 200), math.floor(box.x0 * 200) : math.ceil(box.x1 * 200)] = (
            True
        )
    return float(grid.mean())


def _render(page: Any, scale: float) -> Raster:
    bitmap = page.render(scale=scale, draw_annots=True, may_draw_forms=True)
    pixels = bitmap.to_numpy()
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        out = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    elif pixels.shape[2] == 4:
        out = cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR)
    else:
        out = pixels.copy()
    bitmap.close()
    return np.asarray(out, dtype=np.uint8)


def _text(
    page: Any, texts: _Texts | None, number: int, size: tuple[float, float]
) -> tuple[tuple[LayerLine, ...], tuple[Box, ...], tuple[str, ...]]:
    """The page's text layer, what shows besides it, and notes. `page` is left without its text."""
    try:
        if texts is None or _is_crowded(page):
            return (), (), ("text_layer_unavailable",)
        plumbed = texts.page(number)
        scale = min(CHECK_DPI / POINTS_PER_INCH, 3000 / max(size))
        shown, bare = _render(page, scale), _render_bare(page, scale)
        changed = np.asarray(cv2.absdiff(shown, bare).max(axis=2) > 24)
        window = _window(page, plumbed)
        edges = plumbed.vertical_edges[:MAX_OBJECTS]
        rulings = [(e["x0"] - window.x0, e["top"] - window.y0, e["bottom"] - window.y0) for e in edges]
        found = glyphs(plumbed, window, changed)
        layer = lines(found, size, rulings)
        plumbed.close()
    except Exception:  # pdfminer knows fewer PDFs than pdfium; without its text the page is read by OCR
        return (), (), ("text_layer_unavailable",)
    notes = [*_notes(layer), *(["slanted_text"] if any(g.direction == SLANTED for g in found) else [])]
    return layer, strokes(bare), tuple(notes)


def _is_crowded(page: Any) -> bool:
    """Whether taking the page's text apart would take minutes; no paper of an application is like that."""
    return bool(pdfium.FPDFPage_CountObjects(page) > MAX_OBJECTS or page.get_textpage().count_chars() > MAX_OBJECTS)


def _window(page: Any, plumbed: Any) -> Box:
    """The crop box as shown, in pdfplumber's points."""
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    box = page.get_cropbox()
    x0, y0, x1, y1 = max(0, box[0] - left), max(0, top - box[3]), min(width, box[2] - left), min(height, top - box[1])
    for _ in range(page.get_rotation() // 90 % 4):
        x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        width, height = height, width
    dx, dy = plumbed.mediabox[0], plumbed.mediabox[1]
    return Box(x0 + dx, y0 + dy, x1 + dx, y1 + dy)


def _render_bare(page: Any, scale: float) -> Raster:
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=MAX_NESTING):
        pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    return _render(page, scale)


def strokes(bare: Raster) -> tuple[Box, ...]:
    """Where a page without its text still shows strokes that may be writing: pictures, seals, letters drawn as curves.

    Straight rules are no writing.
    """
    grey = np.asarray(cv2.cvtColor(bare, cv2.COLOR_BGR2GRAY), np.uint8)
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    marks = (cv2.subtract(closed, grey) > 30).astype(np.uint8)
    long = max(20, bare.shape[1] // 25)
    for kernel in (np.ones((1, long), np.uint8), np.ones((long, 1), np.uint8)):
        marks[cv2.dilate(cv2.morphologyEx(marks, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8)) > 0] = 0
    reach = max(5, bare.shape[1] // 60)
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(marks, np.ones((reach, reach), np.uint8)))
    height, width = grey.shape
    found = []
    for x, y, w, h, _ in stats[1:count]:
        if w > reach + 0.012 * width and h > reach + 0.006 * width:
            sides = (x / width, y / height, (x + w) / width, (y + h) / height)
            found.append(Box(*(float(side) for side in sides)).clipped())
    return tuple(found)


def _notes(layer: tuple[LayerLine, ...]) -> Iterator[str]:
    if any(not line.visible for line in layer):
        yield "hidden_text"
    if any(not line.sane for line in layer):
        yield "garbled_text"
    if any(not (0 <= line.box.cx <= 1 and 0 <= line.box.cy <= 1) for line in layer):
        yield "off_page_text"
