"""The lines that stand level across a ring: the purpose below the star, or through the middle of an oval.

They do not depend on how well the name along the rim was read: the direction that lays their rows level is looked for,
and whole chords of the ring are read, into the characters along the rim if need be. Phrases are found in them all the
same (`phrases.best_fit`), and a chord cut too short loses the ends of a purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.ocr import OcrEngine
from extractors.reading import Frame
from extractors.seals import unwrap
from extractors.seals.phrased import TOLD, in_words, is_serial
from extractors.seals.phrases import Fit, best_fit
from extractors.seals.purpose import find_date, letters
from extractors.seals.shapes import Ellipse
from extractors.seals.strips import frames_of, in_pairs
from extractors.seals.wording import Piece

Image = npt.NDArray[Any]

PAGE_UP = -np.pi / 2
"""The top of the page, as an angle of `Unrolled.angles`: seals are stamped nearly upright."""

_TURNS = np.radians(np.arange(-33, 34, 3))
_SAME = 0.1  # radians within which two directions are one
_PLAIN = 0.9  # share of a purpose's phrase from which nothing more is looked at
_DAY = re.compile(r"(\d{0,4}年)?(\d{1,2}月\d{0,2}|\d{1,2})日?")
_CLEAR = 0.6  # confidence of a chord that is told for want of a line
_WORD = 3  # characters that say something
_SMALL = 160  # pixels a ring is looked at with to level it
_WITHIN = 0.48  # of the radius to either side of the middle: beyond stand the characters along the rim
_STARRED, _OPEN = (0.26, 0.8), (-0.34, 0.78)  # heights below the middle at which lines stand, below a star and without
_LOOKED_AT = (-_WITHIN, -0.4, _WITHIN, 0.84)  # left, top, right, foot of all that tells of its level
_STAR = (0.12, 0.6)  # radius of the middle, and the share of it that a star inks
_ROW = (0.06, 0.36)  # height of a line, of the disc's
_USUAL = {True: (0.3, 0.62), False: (-0.05, 0.5)}  # where the line stands below a star, and without one


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """A round or oval seal."""

    planes: Sequence[Image]  # of ink, (h, w) float32: the likeliest to be read first
    ellipse: Ellipse
    band: unwrap.Band


def read_across(
    ring: Ring, up: float, known: tuple[tuple[Frame, ...], ...], engine: OcrEngine
) -> tuple[Fit | None, list[Piece]]:
    """(the purpose that fits what stands across a ring, the chords as read).

    More and more is looked at until a purpose is plain. `known`: frames of lines that were read before.
    """
    fit, chords, frames = best_fit(known), list[Piece](), list(known)
    for plane in ring.planes:
        if fit is not None and fit.share > _PLAIN:
            return fit, chords
        ups = [level(plane, ring.ellipse, up), level(plane, ring.ellipse, PAGE_UP), up, PAGE_UP]
        for top in _apart(ups, ring.ellipse):
            if fit is not None and fit.share > _PLAIN:
                return fit, chords
            pieces = read_chords(plane, ring, top, engine)
            chords += pieces
            frames += in_pairs([piece.frames for piece in pieces])
            fit = best_fit(frames)
    return fit, chords


def _apart(ups: Sequence[float], ellipse: Ellipse) -> list[float]:
    """Directions that are not nearly the same: ovals have one for each end."""
    if ellipse.roundness < unwrap.OVAL:
        ups = [unwrap.nearer_minor_axis(ellipse, up) for up in ups]
    kept: list[float] = []
    for up in ups:
        if all(abs((up - other + np.pi) % (2 * np.pi) - np.pi) > _SAME for other in kept):
            kept.append(up)
    return kept


def told(pieces: Sequence[Piece], chords: Sequence[Piece], fit: Fit | None) -> tuple[Piece, ...]:
    """The lines across as they are told: the phrase that fits stands for what was read of it, once."""
    pieces = [piece for piece in pieces if not _is_day(piece.text)]
    if fit is None or fit.share < TOLD:
        best = max(chords, key=lambda p: p.confidence * len(letters(p.text)), default=None)
        if best is not None and best.confidence > _CLEAR and len(letters(best.text)) >= _WORD and not pieces:
            return (best,)
    else:
        pieces = [p for p in pieces if len(letters(p.text)) >= _WORD or is_serial(p.text) or find_date(p.text)]
    return in_words(pieces, fit)


def _is_day(text: str) -> bool:
    """A day written out, or a part of it, as papers print it below a seal; a dated seal has points."""
    return _DAY.fullmatch(text.replace(" ", "")) is not None


def level(plane: Image, ellipse: Ellipse, up: float) -> float:
    """`up` turned so that what stands below the middle of a round seal lies in rows; an oval's axis tells it."""
    if ellipse.roundness < unwrap.OVAL:
        return up
    sharp = [_sharpness(plane, ellipse, up + turn) * (1 - 0.2 * abs(turn)) for turn in _TURNS]
    best = int(np.argmax(sharp))
    return up + float(_TURNS[best]) if sharp[best] > 1.1 * sharp[len(_TURNS) // 2] else up


def _sharpness(plane: Image, ellipse: Ellipse, up: float) -> float:
    """How abruptly rows of ink begin and end."""
    disc = unwrap.upright_disc(plane, ellipse, up, _SMALL, _LOOKED_AT)
    rows = _load(disc, _STARRED if starred(disc) else _OPEN)
    return float((np.diff(rows) ** 2).sum())


def _load(disc: Image, heights: tuple[float, float]) -> Image:
    """(rows,) share of ink in the middle columns, 0 above and below `heights`."""
    height, width = disc.shape
    half = round(_WITHIN * width / 2)
    rows = np.minimum(disc[:, width // 2 - half : width // 2 + half], 0.8).mean(1)
    v = (np.arange(height) + 0.5) / height * 2 - 1
    return np.asarray(np.where((v > heights[0]) & (v < heights[1]), rows, 0.0))


def read_chords(plane: Image, ring: Ring, up: float, engine: OcrEngine) -> tuple[Piece, ...]:
    """The chords of one plane as they are read, with their frames, from the top."""
    disc = unwrap.upright_disc(plane, ring.ellipse, up)
    parts = [part for top, foot in _rows(disc) for part in _cut(disc, top, foot, ring.band)]
    if not parts:
        return ()
    read = engine.recognise([unwrap.line_image(part) for part in parts], keep_frames=True)
    return tuple(Piece(r.text.strip(), r.confidence, frames_of(r, engine.characters)) for r in read)


def starred(disc: Image) -> bool:
    """A star or an emblem stands in the middle."""
    radius, share = _STAR
    return bool((disc[_middle(*disc.shape, radius)] > 0.35).mean() > share)


@lru_cache(maxsize=4)
def _middle(height: int, width: int, radius: float) -> Image:
    return np.asarray(np.hypot(*unwrap.axes_of(height, width)) < radius)


def _rows(disc: Image) -> list[tuple[int, int]]:
    """Rows of ink below the middle, else where a line usually stands."""
    height = disc.shape[0]
    star = starred(disc)
    load = np.convolve(_load(disc, _STARRED if star else _OPEN), np.ones(5) / 5, "same")
    inked = (load > max(0.2 * float(load.max()), 0.02)).astype(np.int8)
    change = np.flatnonzero(np.diff(np.concatenate([[0], inked, [0]])))
    runs = [(int(a), int(b)) for a, b in zip(change[::2], change[1::2], strict=True)]
    rows = [(a, b) for a, b in runs if _ROW[0] * height <= b - a <= _ROW[1] * height]
    if rows:
        return rows[:3]
    top, foot = _USUAL[star]
    return [(round((top + 1) / 2 * height), round((foot + 1) / 2 * height))]


def _cut(disc: Image, top: int, foot: int, band: unwrap.Band) -> list[Image]:
    """The chord within the rim, and the one within the characters along it."""
    height, width = disc.shape
    slack = max(2, round(0.08 * (foot - top)))
    top, foot = max(0, top - slack), min(height, foot + slack)
    middle = abs((top + foot) / height - 1)
    parts: list[Image] = []
    for reach in (band.rim - 0.05, band.bottom + 0.02):
        half = width / 2 * float(np.sqrt(max(0.0, reach**2 - middle**2)))
        part = disc[top:foot, max(0, round(width / 2 - half)) : round(width / 2 + half)]
        inked = np.flatnonzero((part > 0.35).mean(0) > 0.03)
        if len(inked) > 12:
            part = part[:, max(0, int(inked[0]) - 4) : int(inked[-1]) + 5]
            if part.shape[1] > 1.2 * part.shape[0] and not (parts and parts[-1].shape == part.shape):
                parts.append(np.ascontiguousarray(part))
    return parts
