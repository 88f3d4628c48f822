"""Drawn documents → uploads: captures pages, presses seals, binds files, and keeps what truth needs."""

from __future__ import annotations

import io
import random
import re
import time
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import pypdfium2
from PIL import Image as Pil

from samples import capture, mishaps
from samples.browser import PX_PER_MM, SCALE, Browser, Overlay, Sheet
from samples.capture import Shot
from samples.marks import Record
from samples.papers import Draft, compose
from samples.seals import Pressed, SealSpec, picture, press

SMALL = ("id_card_front", "id_card_back", "insurance_card", "photo")


@dataclass
class PageTruth:
    """What a person would note down about one delivered page."""

    upload: str
    page: int
    rotation: int
    capture: str
    quality: str
    text: str
    seals: list[dict[str, object]]


@dataclass
class Drawn:
    """A document with its pages as delivered."""

    draft: Draft
    record: Record
    shots: list[Shot] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    seals: list[list[dict[str, object]]] = field(default_factory=list)
    pdf: bytes = b""  # a born-digital PDF, instead of the shots' pixels


def draw(browser: Browser, draft: Draft, family: str, rng: random.Random, lens: random.Random) -> Drawn:
    """Renders, stamps and captures one document: `rng` draws the sheet, `lens` its capture."""
    html, record = compose(draft, family, rng)
    sheets = browser.draw(html)
    drawn = Drawn(draft, record)
    exported = draft.capture == "digital" and draft.format == "pdf"
    pressed, overlays = [], []
    for spec in draft.seals:
        n, centre = _place(spec, sheets)
        if exported:
            uri, w_mm, h_mm = picture(spec, family, random.Random(rng.getrandbits(64)))
            w, h = w_mm * 96 / 25.4, h_mm * 96 / 25.4
            at = centre if spec.status == "partial" else _inside(centre, (w * SCALE, h * SCALE), sheets[n].size)
            box = (at[0] / SCALE - w / 2, at[1] / SCALE - h / 2, w, h)
            overlays.append(Overlay(n, uri, box))
            outline = (
                np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32) * SCALE + np.array(box[:2], np.float32) * SCALE
            )
            pressed.append(Pressed(spec, n, outline.astype(np.float32)))
        else:
            image, outline = _press(sheets[n], spec, centre, family, rng)
            sheets[n] = replace(sheets[n], image=image)
            pressed.append(Pressed(spec, n, _on_paper(outline, sheets[n].size)))
    if exported:
        drawn.pdf = browser.pdf(html, overlays)
    kept = draft.pages_kept or tuple(range(len(sheets)))
    if draft.pages_kept:
        record.keep("".join(sheets[n].text for n in kept))
    for n in kept:
        shot = shoot(sheets[n].image, draft, lens)
        drawn.shots.append(shot)
        drawn.texts.append("" if shot.quality == "unreadable" else sheets[n].text)
        drawn.seals.append([t for p in pressed if p.page == n for t in _seal_truth(p, shot)])
    return drawn


def _place(spec: SealSpec, sheets: list[Sheet]) -> tuple[int, tuple[float, float]]:
    """The page and centre (sheet pixels) of a seal: beside its anchor, or low on the right where there is none."""
    n = (
        spec.page
        if spec.page >= 0
        else next((i for i, s in enumerate(sheets) if spec.anchor in s.anchors), len(sheets) - 1)
    )
    n = min(n, len(sheets) - 1)
    width, height = sheets[n].size
    rim = (width * 1.0, height * 0.62)  # the right edge: page-crossing seals
    x, y = sheets[n].anchors.get(spec.anchor, rim if spec.anchor == "rim" else (width * 0.72, height * 0.8))
    return n, (x + spec.offset[0] * PX_PER_MM, y + spec.offset[1] * PX_PER_MM)


def _on_paper(outline: capture.Float, page: tuple[int, int]) -> capture.Float:
    """The part of an outline that lies on the sheet: ink beyond its edge is nowhere."""
    frame = np.array([(0, 0), (page[0], 0), page, (0, page[1])], np.float32)
    _, cut = cv2.intersectConvexConvex(cv2.convexHull(outline), frame)
    return outline if cut is None else np.asarray(cut.reshape(-1, 2), np.float32)


def _inside(centre: tuple[float, float], size: tuple[float, float], page: tuple[int, int]) -> tuple[float, float]:
    margin = 12.0
    x = min(max(centre[0], size[0] / 2 + margin), page[0] - size[0] / 2 - margin)
    y = min(max(centre[1], size[1] / 2 + margin), page[1] - size[1] / 2 - margin)
    return x, y


def _press(
    sheet: Sheet, spec: SealSpec, centre: tuple[float, float], family: str, rng: random.Random
) -> tuple[capture.Image, capture.Float]:
    seed = rng.getrandbits(64)
    _, outline = press(
        np.full((8, 8, 3), 255, np.uint8), spec, (0, 0), PX_PER_MM, family=family, rng=random.Random(seed)
    )
    if spec.status != "partial":
        low, high = outline.min(0), outline.max(0)
        centre = _inside(centre, (float(high[0] - low[0]), float(high[1] - low[1])), sheet.size)
    return press(sheet.image, spec, centre, PX_PER_MM, family=family, rng=random.Random(seed))


def shoot(image: capture.Image, draft: Draft, rng: random.Random) -> Shot:
    """The sheet as its capture delivers it."""
    small = draft.kind in SMALL
    half = image.shape[0] * image.shape[1] < 0.7 * 1588 * 2244
    how = draft.capture
    if draft.mishap:
        size = (920 if small else 1240 if half else 1580) * draft.options.get("zoom", 1)
        shot = mishaps.shoot(image, rng, draft.mishap, round(size))
    elif how == "photo":
        shot = capture.photo(image, rng, 920 if small else 1300 if half else 1600, draft.harm)
    elif how == "photocopy_photo":
        copy = capture.photocopy(image, rng, dpi=192)
        shot = capture.photo(copy.image, rng, 1640)
        shot = replace(shot, matrix=shot.matrix @ copy.matrix)
    elif how == "digital":
        shot = capture.digital(image, rng, 192 if draft.kind == "photo" else 130)
    elif how == "photocopy":
        shot = capture.photocopy(image, rng, draft.options.get("dpi", 130))
    elif how == "scan":
        shot = capture.scan(image, rng, draft.options.get("dpi", 144))
    else:
        shot = {"fax": capture.fax, "screen": capture.screen}[how](image, rng)
    if "jpeg" in draft.options:
        shot = replace(shot, jpeg=draft.options["jpeg"])
    if "crop" in draft.options:
        shot = capture.cropped(shot, *draft.options["crop"])
    return capture.turned(shot, draft.turn) if draft.turn else shot


def _seal_truth(pressed: Pressed, shot: Shot) -> list[dict[str, object]]:
    spec = pressed.spec
    box, share = capture.boxed(pressed.outline, shot)
    if share < 0.05:
        return []
    grey = shot.grey
    status = "photocopied" if grey and spec.status == "present" else spec.status
    if share < 0.8 and status in ("present", "photocopied"):
        status = "partial"
    legible = spec.legible and shot.seals_legible and spec.wear != "illegible" and shot.quality != "unreadable"
    return [
        {
            "box": box,
            "shape": spec.shape,
            "colour": "grey" if grey else spec.colour,
            "status": status,
            "purpose": spec.purpose,
            "text": spec.text,
            "owner": spec.owner,
            "legible": legible,
        }
    ]


def encode(shots: list[Shot], form: str, exif: int = 1) -> bytes:
    """Pixels → a file: jpg png webp heic tiff pdf (several shots only for tiff and pdf)."""
    images = [_pil(s) for s in shots]
    out = io.BytesIO()
    quality = min(s.jpeg for s in shots)
    if form == "jpg":
        extra = {}
        if exif != 1:
            tags = Pil.Exif()
            tags[0x0112] = exif
            extra = {"exif": tags.tobytes()}
            images[0] = images[0].rotate({6: 90, 8: -90, 3: 180}[exif], expand=True)
        images[0].save(out, "JPEG", quality=quality, optimize=True, **extra)
    elif form == "png":
        images[0].quantize(24, dither=Pil.Dither.NONE).save(out, "PNG", optimize=True)
    elif form == "webp":
        images[0].save(out, "WEBP", quality=quality - 8)
    elif form == "heic":
        import pillow_heif  # noqa: PLC0415 - only this format needs it

        pillow_heif.register_heif_opener()
        images[0].save(out, "HEIF", quality=48)
    elif form == "tiff":
        binary = [_bilevel(i) for i in images]
        binary[0].save(out, "TIFF", save_all=True, append_images=binary[1:], compression="group4", dpi=(150, 150))
    else:
        pages = [_bilevel(i) if s.bilevel else i for i, s in zip(images, shots, strict=True)]
        pages[0].save(
            out,
            "PDF",
            save_all=True,
            append_images=pages[1:],
            quality=quality,
            resolution=130 if shots[0].grey else 150,
            creationDate=STAMP,
            modDate=STAMP,
        )
    return out.getvalue()


def bound(parts: list[Drawn]) -> bytes:
    """Documents in one PDF: pictures of pages, and born-digital pages as they are."""
    if not any(one.pdf for one in parts):
        return encode([shot for one in parts for shot in one.shots], "pdf")
    whole = pypdfium2.PdfDocument.new()
    for one in parts:
        whole.import_pages(pypdfium2.PdfDocument(one.pdf or encode(one.shots, "pdf")))
    out = io.BytesIO()
    whole.save(out)
    return bytes_that_repeat(out.getvalue())


def bytes_that_repeat(pdf: bytes) -> bytes:
    """The same file without the day it was made and the number drawn for it."""
    plain = re.sub(rb"/ID ?\[[^]]*\]", lambda found: b" " * len(found[0]), pdf)
    return re.sub(rb"\(D:\d{14}", b"(D:20260101000000", plain)


STAMP = time.struct_time((2026, 1, 1, 0, 0, 0, 3, 1, 0))


def _pil(shot: Shot) -> Pil.Image:
    if shot.grey:
        return Pil.fromarray(cv2.cvtColor(shot.image, cv2.COLOR_BGR2GRAY))
    return Pil.fromarray(cv2.cvtColor(shot.image, cv2.COLOR_BGR2RGB))


def _bilevel(image: Pil.Image) -> Pil.Image:
    return image.convert("L").point([0 if v < 168 else 255 for v in range(256)], "1")
