"""A PDF's own text, held against what is seen before it is believed; then as lines like any others.

A text layer is trusted only where its text is what draws the page (no scan with a layer beneath), its characters mean
something, and a few lines of every font, recognised from their pixels, say the same.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import cv2
import numpy as np

from extractors import tickboxes
from extractors.images import Upright
from extractors.ocr import OcrEngine, crop, recognise_quads
from extractors.opened import LayerLine, RawPage
from extractors.order import reading_order
from extractors.radicals import unified
from extractors.reading import Box, Line

LAYER_CONFIDENCE = 0.99
"""Of a line whose page's layer was found to be true."""
LEAST_CHARACTERS = 8  # visible ones; a page with fewer is a picture with a caption
MOST_IMAGE = 0.5  # share of the page under images above which it is a scan
MOST_GARBLED = 0.02  # share of visible characters
LEAST_AGREEMENT = 0.9
CHECKED_PER_FONT, CHECKED_IN_ALL = 2, 8


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether a page's text layer says what the page shows."""

    trusted: bool
    agreement: float  # of the lines looked at, [0, 1]; 0 where none were
    reason: str  # "", or why not: no_text, scanned, garbled, disagrees


def read_layer(raw: RawPage, upright: Upright, engine: OcrEngine) -> tuple[Line, ...]:
    """The lines of a page whose layer was found true (`check`), with what its pictures, boxes and seals say."""
    own = tickboxes.annotate(upright.image, lines_from_layer(raw, upright))
    return reading_order(own + read_regions(raw, upright, own, engine))


def check(raw: RawPage, upright: Upright, engine: OcrEngine) -> Trust:
    """Decides on a page's text layer; recognises at most CHECKED_IN_ALL lines."""
    shown = [line for line in raw.text_layer if line.visible]
    characters = sum(len(_plain(line.text)) for line in shown)
    if characters < LEAST_CHARACTERS:
        return Trust(False, 0.0, "no_text")
    if raw.image_share > MOST_IMAGE:
        return Trust(False, 0.0, "scanned")
    if sum(len(line.text) for line in shown if not line.sane) > MOST_GARBLED * characters:
        return Trust(False, 0.0, "garbled")
    chosen = _to_check(shown)
    seen = engine.recognise([crop(upright.image, _quad(line, upright)) for line in chosen])
    scores = [_similar(line.text, read.text) for line, read in zip(chosen, seen, strict=True)]
    agreement = float(np.mean(scores)) if scores else 0.0
    if not scores or agreement < LEAST_AGREEMENT or _some_font_lies(chosen, scores):
        return Trust(False, agreement, "disagrees")
    return Trust(True, agreement, "")


def _to_check(shown: Sequence[LayerLine]) -> list[LayerLine]:
    """Long lines of every font, from all over the page."""
    fonts: dict[str, list[LayerLine]] = defaultdict(list)
    for line in shown:
        if len(_plain(line.text)) >= 2:
            fonts[line.font].append(line)
    chosen: list[LayerLine] = []
    by_use = sorted(fonts.values(), key=lambda font: -sum(len(line.text) for line in font))
    for lines in by_use[:CHECKED_IN_ALL]:
        longest = sorted(lines, key=lambda line: -min(20, len(_plain(line.text))))[: 4 * CHECKED_PER_FONT]
        longest.sort(key=lambda line: line.box.cy)
        chosen += longest[:: max(1, len(longest) // CHECKED_PER_FONT)][:CHECKED_PER_FONT]
    return chosen[:CHECKED_IN_ALL]


def _some_font_lies(chosen: Sequence[LayerLine], scores: Sequence[float]) -> bool:
    best: dict[str, float] = {}
    for line, score in zip(chosen, scores, strict=True):
        if len(_plain(line.text)) >= 4:
            best[line.font] = max(score, best.get(line.font, 0.0))
    return any(score < 0.6 for score in best.values())


def agree(text_layer: Sequence[LayerLine], ocr_lines: Sequence[Line]) -> float:
    """How much of the visible layer OCR read in the same places: [0, 1], by characters; 0 where none shows."""
    total = matched = 0.0
    for line in text_layer:
        text = _plain(line.text)
        if not (line.visible and text):
            continue
        here = [other for other in ocr_lines if _overlap(line.box, Box.around(other.polygon)) > 0.3]
        seen = _plain("".join(other.text for other in sorted(here, key=lambda other: Box.around(other.polygon).x0)))
        total += len(text)
        matched += _found(text, seen)
    return matched / total if total else 0.0


def _found(text: str, seen: str) -> int:
    """Characters of `text` that appear, in order, in `seen` (which may hold neighbours too)."""
    return sum(block.size for block in SequenceMatcher(None, text, seen, autojunk=False).get_matching_blocks())


def _similar(layer: str, seen: str) -> float:
    return SequenceMatcher(None, _plain(layer), _plain(seen), autojunk=False).ratio()


def _plain(text: str) -> str:
    """Without what a layer and a recogniser write differently: width, blanks, punctuation, case."""
    return "".join(c for c in unicodedata.normalize("NFKC", unified(text)).lower() if c.isalnum())


def _overlap(a: Box, b: Box) -> float:
    """Share of the smaller box that lies in the other."""
    least = min(a.area, b.area)
    return a.intersection_area(b) / least if least > 0 else 0.0


def lines_from_layer(raw: RawPage, upright: Upright) -> tuple[Line, ...]:
    """The visible lines of a text layer in reading order. Their characters have no confidences of their own."""
    out = []
    for layer in raw.text_layer:
        if not layer.visible or not layer.text.strip():
            continue
        quad = _quad(layer, upright) / upright.image.shape[1]
        box = Box.around(tuple((float(x), float(y)) for x, y in quad))
        out.append(
            Line(
                text=unified(layer.text),
                confidence=LAYER_CONFIDENCE,
                min_confidence=LAYER_CONFIDENCE,
                box=box,
                polygon=layer.polygon,
                char_positions=layer.char_positions,
            )
        )
    return reading_order(tuple(out))


def _quad(line: LayerLine, upright: Upright) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """The line's corners in upright pixels, (4, 2)."""
    corners = np.array(line.polygon, np.float64).reshape(1, 4, 2)
    return np.asarray(cv2.perspectiveTransform(corners, np.linalg.inv(upright.to_delivered))[0], np.float32)


def read_regions(raw: RawPage, upright: Upright, own: Sequence[Line], engine: OcrEngine) -> tuple[Line, ...]:
    """OCR of what shows besides the layer: seals, scanned inserts, drawn letters. Without what the layer has too."""
    quads = [quad for region in raw.regions for quad in _detect(region, upright, engine)]
    if not quads:
        return ()
    found = recognise_quads(upright.image, np.stack(quads), upright.to_delivered, engine)
    return tuple(line for line in found if line.text.strip() and not _known(line, own))


def _known(line: Line, own: Sequence[Line]) -> bool:
    covered = sum(line.box.intersection_area(other.box) for other in own)
    # A box with a tick, read with the character behind it.
    torn = len(line.text.strip()) == 1 and any(_within(line.box, other.box) for other in own)
    again = any(_within(other.box, line.box) and _plain(other.text) == _plain(line.text) for other in own)
    return line.box.area <= 0 or covered > 0.4 * line.box.area or torn or again


def _within(inner: Box, outer: Box) -> bool:
    """Whether the middle of one lies in the other."""
    return outer.x0 <= inner.cx <= outer.x1 and outer.y0 <= inner.cy <= outer.y1


def _detect(
    region: Box, upright: Upright, engine: OcrEngine
) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """Quadrilaterals of text within a region (delivered frame), in upright pixels."""
    corners = np.array(
        [[(region.x0, region.y0), (region.x1, region.y0), (region.x1, region.y1), (region.x0, region.y1)]]
    )
    place = cv2.perspectiveTransform(corners.astype(np.float64), np.linalg.inv(upright.to_delivered))[0]
    height, width = upright.image.shape[:2]
    x0, y0 = (max(0, int(v) - 12) for v in place.min(0))
    x1, y1 = min(width, int(place[:, 0].max()) + 12), min(height, int(place[:, 1].max()) + 12)
    if x1 - x0 < 16 or y1 - y0 < 16:
        return []
    cut = np.ascontiguousarray(upright.image[y0:y1, x0:x1])
    return [quad + np.array([x0, y0], np.float32) for quad in engine.detect(cut)]
