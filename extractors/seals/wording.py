"""Lines of text on a plane of ink, and what a seal says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr import OcrEngine, crop
from extractors.reading import Frame, Strip
from extractors.seals import unwrap
from extractors.seals.phrases import Fit
from extractors.seals.purpose import find_date, letters
from extractors.seals.strips import frames_of, in_pairs
from extractors.seals.traces import Trace

Image = npt.NDArray[Any]

_FIGURES, _MOSTLY = 8, 0.8  # digits of a line, and share of it, from which it is a number: a seal's has 13


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of text on a seal."""

    text: str
    confidence: float
    frames: tuple[Frame, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SealText:
    """What a seal says, by where it says it."""

    rim: Piece  # along the arc, or the first line of a framed seal
    inner: tuple[Piece, ...]  # the lines across, top to bottom
    number: str = ""
    fit: Fit | None = None  # the purpose phrase the lines fit best, character by character
    centre_marked: bool = False  # a star or emblem stands in the middle
    foot_blank: bool = False  # nothing stands below the middle
    strips: tuple[Strip, ...] = ()  # what the owner is told by
    trace: Trace | None = None  # of a ring: what its ink says besides

    @property
    def text(self) -> str:
        return " ".join(t for t in (self.rim.text, *(p.text for p in self.inner), self.number) if t)

    @property
    def confidence(self) -> float:
        pieces = [p for p in (self.rim, *self.inner) if p.text]
        total = sum(len(p.text) for p in pieces)
        return sum(p.confidence * len(p.text) for p in pieces) / total if total else 0.0


NOTHING = SealText(Piece("", 0.0), ())


@dataclass(frozen=True, slots=True)
class Lines:
    """What stands across a seal."""

    pieces: tuple[Piece, ...]  # what was read surely enough to be told, top to bottom
    frames: tuple[tuple[Frame, ...], ...]  # of every line there may be
    figures: tuple[tuple[float, float], ...] = ()  # top and foot of lines that are numbers, shares of the height

    @property
    def sure(self) -> float:
        return sum(p.confidence * len(letters(p.text)) for p in self.pieces)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Pictures of the lines there may be on a plane of ink."""

    crops: tuple[tuple[float, float, Image], ...]  # top and foot, pixels of the plane, and the picture
    detected: int  # of them by the engine, the first ones; the others are rows of ink
    height: int  # of the plane


def read_lines(plane: Image, engine: OcrEngine, least: float = 0.45) -> Lines:
    """Lines of text on a plane of ink (0..1). What holds no word is a star, a rim or a number."""
    return read_found(find_lines(plane, engine), engine, least)


def find_lines(plane: Image, engine: OcrEngine, above: float = 0.5) -> Found:
    """`above`: share of the height above which rows of ink are left to the engine's detector."""
    grey = np.clip(255 - 255 * plane, 0, 255).astype(np.uint8)
    picture = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)
    quads = [q for q in engine.detect(picture) if _is_line(q)]
    crops = [(float(q[:2, 1].mean()), float(q[2:, 1].mean()), crop(picture, q)) for q in quads]
    detected = len(crops)
    for y0, y1 in _rows(plane, above):
        columns = np.flatnonzero((plane[y0:y1] > 0.35).mean(0) > 0.03)
        if len(columns) > 12:
            part = plane[max(0, y0 - 3) : y1 + 3, max(0, columns[0] - 4) : columns[-1] + 5]
            crops.append((y0, y1, unwrap.line_image(part)))
    return Found(tuple(crops), detected, plane.shape[0])


def read_found(found: Found, engine: OcrEngine, least: float = 0.45) -> Lines:
    read = engine.recognise([c for *_, c in found.crops], keep_frames=True) if found.crops else []
    pieces = [
        ((top + foot) / 2, at >= found.detected, Piece(r.text.strip(), r.confidence, frames_of(r, engine.characters)))
        for at, ((top, foot, _), r) in enumerate(zip(found.crops, read, strict=True))
    ]
    rows = ((top / found.height, foot / found.height) for top, foot, _ in found.crops)
    figures = tuple(row for row, r in zip(rows, read, strict=True) if _is_figures(r.text))
    worded = [(y, extra, p) for y, extra, p in pieces if p.confidence >= least and _is_word(p.text, 2 if extra else 1)]
    told = _once(worded, found.height)
    pieces.sort(key=lambda piece: piece[0])
    return Lines(
        told,
        tuple(in_pairs([p.frames for _, extra, p in pieces if not extra]))
        + tuple(p.frames for _, extra, p in pieces if extra),
        figures,
    )


def surer(one: Lines, other: Lines) -> Lines:
    """The lines of the surer of two readings of the same crops, with what both saw."""
    best = max(one, other, key=lambda lines: lines.sure)
    return Lines(best.pieces, (*one.frames, *other.frames), (*one.figures, *other.figures))


def _once(found: list[tuple[float, bool, Piece]], height: int) -> tuple[Piece, ...]:
    """Each line once, from the top: rows of ink count only where the detector saw no line."""
    kept = [(y, p) for y, extra, p in found if not extra]
    for y, extra, piece in found:
        if extra and all(abs(y - other) > 0.07 * height for other, _ in kept):
            kept.append((y, piece))
    return tuple(p for _, p in sorted(kept, key=lambda one: one[0]))


def _is_word(text: str, least: int) -> bool:
    """`least`: characters that may stand alone; a rule is a 一."""
    return len(letters(text)) >= 2 or find_date(text) != "" or (letters(text) == text and len(text) >= least)


def _is_figures(text: str) -> bool:
    figures = sum(c.isdigit() for c in text)
    return figures >= _FIGURES and figures >= _MOSTLY * len(text)


def _rows(plane: Image, above: float) -> list[tuple[int, int]]:
    """Rows of ink that may be a line, by how much of each is inked; in a ring only below the middle: purposes."""
    height = plane.shape[0]
    load = np.convolve(np.minimum(plane, 0.8).mean(1), np.ones(3) / 3, "same")
    load[: int(height * above)] = 0
    inked = (load > max(0.1 * float(load.max()), 0.015)).astype(np.int8)
    change = np.flatnonzero(np.diff(np.concatenate([[0], inked, [0]])))
    runs = zip(change[::2], change[1::2], strict=True)
    most = 0.3 if above else 0.9
    return [(int(a), int(b)) for a, b in runs if 0.05 * height <= b - a <= most * height]


def _is_line(quad: Image) -> bool:
    width, height = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])
    tilt = np.degrees(np.arctan2(quad[1][1] - quad[0][1], quad[1][0] - quad[0][0]))
    return bool(width > 1.2 * height and height >= 9 and abs(tilt) < 20)
