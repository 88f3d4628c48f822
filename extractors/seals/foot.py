"""The foot of a round seal: a purpose along it, the number of 13 digits that is cut for the police, or a serial (2).

The number stands along the rim or level below the star, where others have their purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr import OcrEngine, Recognised
from extractors.reading import Frame
from extractors.seals import unwrap
from extractors.seals.chords import PAGE_UP
from extractors.seals.purpose import find_purpose, letters
from extractors.seals.shapes import Ellipse
from extractors.seals.strips import frames_of
from extractors.seals.wording import Piece

Image = npt.NDArray[Any]

_DIGITS = 0.85  # mean confidence of the digits of a number
_NUMBER = re.compile(r"\d{8,14}")
_SERIAL = re.compile(r"[（(]([1-9]\d?)[)）]?|([1-9]\d?)[)）]")  # a bracket may be worn
_BARE = 0.001  # share of ink below which nothing stands along the foot: digits are thin
_INKED = 0.35
_READ = 0.6  # confidence of words along the foot that are told
_SPAN = np.radians(84)  # of the arc in which a number stands
_DEEP = 0.19  # of the radius, from the rim inwards, within which it does
_HIGH = 80  # pixels to which that depth is brought
_SERIAL_ROWS, _SERIAL_REACH = (0.5, 0.9), 0.3  # where a serial stands: below the middle, and to either side of it
_ASKEW = 0.25  # radians from which a name's middle is not the top of the page
_LEAST = 8  # digits of a number that is no serial
_MARGIN = 0.18  # of the height of a row of digits


def read_foot(
    ring: unwrap.Unrolled, band: unwrap.Band, middle: float, half: float, engine: OcrEngine
) -> tuple[tuple[Piece, ...], tuple[tuple[Frame, ...], ...]]:
    """What stands along the bottom of the ring, its feet outward, if it is a purpose; and its frames.

    Args:
        middle, half: column of the name's middle, and half its length in columns.
    """
    n = ring.width
    start = int(middle + half * 1.05 + 0.02 * n)
    length = int(n - 2 * (half * 1.05 + 0.02 * n))
    if length < 0.08 * n:
        return (), ()
    turned = np.roll(ring.ink, -(start % n), axis=1)[:, :length][::-1, ::-1]
    window = turned[unwrap.ROWS - unwrap.row_of(band.rim - 0.3) : unwrap.ROWS - unwrap.row_of(band.rim - 0.01)]
    if window.size == 0 or (window > _INKED).mean() < _BARE:
        return (), ()
    read = engine.recognise([unwrap.line_image(window)], keep_frames=True)[0]
    words = letters(read.text)
    told = read.confidence > _READ and len(words) >= 3 and find_purpose(words) is not None
    return ((Piece(words, read.confidence),) if told else ()), (frames_of(read, engine.characters),)


def read_number(plane: Image, ellipse: Ellipse, band: unwrap.Band, up: float, engine: OcrEngine) -> str:
    """The number along the foot, or the serial in brackets above it; "" where neither was read surely.

    `up`: direction of the name's middle, as far as it was read; a name cut short is not in the middle, and most seals
    stand upright. `engine` is the general one: lettering of seals is hardly ever digits.
    """
    number = _number_below(plane, ellipse, band, up, engine)
    if number or abs((up - PAGE_UP + np.pi) % (2 * np.pi) - np.pi) < _ASKEW:
        return number
    return _number_below(plane, ellipse, band, PAGE_UP, engine)


@dataclass(frozen=True, slots=True)
class LevelNumber:
    """A number that stands level across a seal."""

    text: str
    top: float  # of its row, share of the disc's height from the top
    foot: float


def read_level_number(
    disc: Image, rows: Sequence[tuple[float, float]], band: unwrap.Band, engine: OcrEngine
) -> LevelNumber | None:
    """The number of a line across that was seen to be one, from its whole chord: detectors cut the ends of small lines.

    Args:
        disc: the seal turned so that its lines are level, the name blanked.
        rows: top and foot of such lines, shares of the disc's height.
    """
    height, width = disc.shape
    for top, foot in rows:
        reach = (band.rim - 0.08) ** 2 - (top + foot - 1) ** 2
        half = width / 2 * float(np.sqrt(max(0.0, reach)))
        part = disc[round(top * height) : round(foot * height), round(width / 2 - half) : round(width / 2 + half)]
        inked = np.flatnonzero((part > _INKED).any(0)) if part.size else np.zeros(0, int)
        if not len(inked):
            continue
        row = np.ascontiguousarray(part[:, max(0, int(inked[0]) - 4) : int(inked[-1]) + 5])
        number = _number(engine.recognise([unwrap.line_image(row)])[0])
        if len(number) >= _LEAST:
            return LevelNumber(number, top, foot)
    return None


def _number_below(plane: Image, ellipse: Ellipse, band: unwrap.Band, up: float, engine: OcrEngine) -> str:
    arc = _row(_along_foot(plane, ellipse, band, up + np.pi))
    disc = unwrap.upright_disc(plane, ellipse, up)
    height, width = disc.shape
    rows = slice(*(round((v + 1) / 2 * height) for v in _SERIAL_ROWS))
    below = disc[rows, round(width * (0.5 - _SERIAL_REACH / 2)) : round(width * (0.5 + _SERIAL_REACH / 2))]
    parts = (arc, _row(below), _last_row(below))
    read = engine.recognise([unwrap.line_image(part) for part in parts if part is not None])
    return max((_number(one) for one in read), key=len, default="")


def _along_foot(plane: Image, ellipse: Ellipse, band: unwrap.Band, down: float) -> Image:
    """The outermost part of the disc around direction `down`, its feet outward, fine enough for small digits."""
    columns = round(_HIGH * _SPAN / _DEEP)
    angles = down + np.linspace(_SPAN / 2, -_SPAN / 2, columns)
    rim = ellipse.root @ np.stack([np.cos(angles), np.sin(angles)])
    rho = np.linspace(band.rim - _DEEP, band.rim, _HIGH)[:, None]
    x, y = (ellipse.cx + rho * rim[0]).astype(np.float32), (ellipse.cy + rho * rim[1]).astype(np.float32)
    return np.clip(cv2.remap(plane, x, y, cv2.INTER_CUBIC, borderValue=(0.0,)), 0, 1)


def _row(part: Image) -> Image | None:
    """The row of ink that stands in the middle of a picture, cut close; None where there is none."""
    load, runs = _rows(part)
    top, foot = max(runs, key=lambda run: float(load[run[0] : run[1]].sum()), default=(0, 0))
    return _cut_row(part, top, foot)


def _last_row(part: Image) -> Image | None:
    """The lowest of several rows of ink, cut close: a purpose has more ink than the serial below it."""
    _, runs = _rows(part)
    row = _cut_row(part, *runs[-1]) if len(runs) > 1 else None
    inked = np.flatnonzero((row > _INKED).any(0)) if row is not None else np.zeros(0, int)
    if row is None or not len(inked):
        return None
    return np.ascontiguousarray(row[:, max(0, int(inked[0]) - 4) : int(inked[-1]) + 5])


def _rows(part: Image) -> tuple[Image, list[tuple[int, int]]]:
    """How much of each row of a picture's middle is inked, and from where to where there are rows of ink."""
    if part.size == 0 or (part > _INKED).mean() < _BARE:
        return np.zeros(0), []
    width = part.shape[1]
    load = np.minimum(part[:, width // 5 : -(width // 5)], 0.7).mean(1)
    level = np.convolve(load, np.ones(5) / 5, "same")
    inked = (level > level.min() + 0.25 * (level.max() - level.min())).astype(np.int8)
    change = np.flatnonzero(np.diff(np.concatenate([[0], inked, [0]])))
    return load, [(int(a), int(b)) for a, b in zip(change[::2], change[1::2], strict=True)]


def _cut_row(part: Image, top: int, foot: int) -> Image | None:
    if foot - top < 8:
        return None
    margin = round(_MARGIN * (foot - top))
    return np.ascontiguousarray(part[max(0, top - margin) : foot + margin])


def _number(read: Recognised) -> str:
    """What was read surely of a number; what stands beside it is the rim, or the name's ends."""
    for pattern in (_NUMBER, _SERIAL):
        match = pattern.search(read.text)
        if match is None:
            continue
        start, end = match.span(match.lastindex or 0)
        if float(np.mean(read.char_confidences[start:end])) > _DIGITS:
            return f"({match[match.lastindex or 0]})" if pattern is _SERIAL else match[0]
    return ""
