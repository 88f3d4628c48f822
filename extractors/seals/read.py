"""Reading a seal: the text along its rim, its inner lines, its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr import OcrEngine, Recognised
from extractors.reading import Strip
from extractors.seals import unwrap
from extractors.seals.candidates import Candidate
from extractors.seals.chords import PAGE_UP, Ring, level, read_across, told
from extractors.seals.faint import lettered
from extractors.seals.foot import LevelNumber, read_foot, read_level_number, read_number
from extractors.seals.framed import read_framed
from extractors.seals.ink import SealInk, planes_of, separate
from extractors.seals.owner import ENDINGS, split_owner
from extractors.seals.purpose import find_purpose, letters
from extractors.seals.reader import for_seals
from extractors.seals.shapes import Ellipse, Rectangle, fit_ellipse
from extractors.seals.strips import around
from extractors.seals.traces import trace
from extractors.seals.vote import Reading, elect
from extractors.seals.wording import NOTHING, Lines, Piece, SealText, find_lines, read_found, surer

Image = npt.NDArray[Any]

_NAME_CHARACTER = re.compile(r"[一-鿿（）()·A-Za-z]")

_SIDE = (300, 620)  # pixels a seal's longer side is brought to before it is read
_NUMBERED = 0.2  # of the radius, from the rim inwards, in which numbers stand along the foot
_BLANK, _SERIAL = 0.03, 0.06  # share of ink that specks have, and a serial (4): a purpose has 0.14 and more
_SCRAP, _SURELY = 2, 0.8  # characters of what is no purpose, and confidence from which they are told all the same
_SHORT = re.compile(r"\d|[科室部处房办]")  # what purposes and numbers have that are as short
_NEXT = 1.3  # pitches within which a character belongs to the name before it
LOOKS: tuple[tuple[float, float, float], ...] = ((0.025, -0.02, 1.0), (0.025, -0.02, 0.8))
"""How a band is cut: beyond its outer and inner edge, and how wide characters are set."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A seal cut out with a margin, at a size good to read."""

    image: Image
    scale: float  # crop pixels per page pixel
    left: float  # of the crop, in page pixels
    top: float
    inner: tuple[int, int, int, int]  # the seal's box within the crop

    def ellipse(self, ellipse: Ellipse) -> Ellipse:
        return ellipse.moved(-self.left * self.scale, -self.top * self.scale, self.scale)

    def rectangle(self, r: Rectangle) -> Rectangle:
        k = self.scale
        return Rectangle((r.cx - self.left) * k, (r.cy - self.top) * k, r.length * k, r.height * k, r.angle)


def read_seal(image: Image, candidate: Candidate, engine: OcrEngine) -> SealText:
    """Read the seal at `candidate` (pixels of `image`, a BGR page)."""
    cut = cut_out(image, candidate)
    if cut is None:
        return NOTHING
    ink = separate(cut.image, cut.inner)
    if candidate.ellipse is not None:
        ellipse, _ = fit_ellipse(ink.detail, cut.ellipse(candidate.ellipse).box, tolerance=0.05)
        ink = lettered(ink, ellipse)
        return replace(_read_round(ink, ellipse, engine, for_seals(engine)), trace=trace(ink, ellipse))
    if candidate.rectangle is not None:
        return read_framed(ink, cut.rectangle(candidate.rectangle), engine, for_seals(engine))
    return NOTHING


def cut_out(image: Image, candidate: Candidate) -> Crop | None:
    x0, y0, x1, y1 = candidate.box
    height, width = image.shape[:2]
    margin = 0.12 * max(x1 - x0, y1 - y0)
    left, top = int(max(0, x0 - margin)), int(max(0, y0 - margin))
    right, bottom = int(min(width, x1 + margin)), int(min(height, y1 + margin))
    if right - left < 12 or bottom - top < 12:
        return None
    part = image[top:bottom, left:right]
    side = max(x1 - x0, y1 - y0)
    scale = float(np.clip(np.clip(side, *_SIDE) / side, 0.3, 2.5))
    if scale != 1.0:
        part = cv2.resize(
            part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        )
    inner = tuple(
        int(max(0, v)) for v in ((x0 - left) * scale, (y0 - top) * scale, (x1 - left) * scale, (y1 - top) * scale)
    )
    return Crop(part, scale, left, top, (inner[0], inner[1], inner[2], inner[3]))


# Round and oval


def _read_round(ink: SealInk, ellipse: Ellipse, engine: OcrEngine, own: OcrEngine) -> SealText:
    """`own`: the reader of seals; the general `engine` finds the lines across, and reads them and numbers as well."""
    planes = planes_of(ink)
    # What neither the first nor the last of them shows, none between them does.
    rings = [unwrap.unroll(plane, ellipse) for plane in (planes[0], *planes[1:][-1:])]
    band = unwrap.find_band(rings[0])
    first, looks = _read_strips(_first_strips(rings[0], band, ellipse), rings[0].width, own, closed=True)
    lead = max(first, key=_worth, default=None)
    if lead is None:
        lines = _read_inner(_inner_disc(planes[0], ellipse, PAGE_UP, 0.0, band), engine, own)
        fit, chords = read_across(Ring(planes, ellipse, band), PAGE_UP, lines.frames, own)
        return SealText(Piece("", 0.0), told(lines.pieces, chords, fit), fit=fit, strips=looks)
    middle, half = lead.middle, lead.half
    again, closer = _read_strips(
        _second_strips(rings, band, middle, half, len(lead.text)), lead.width, own, closed=False
    )
    voting = again or first  # opened where the name may begin, a ring tells where it is; opened opposite, what it says
    rim = Piece(*elect(voting, max(voting, key=_worth)))
    up = float(rings[0].angles[int(middle) % rings[0].width])
    if ellipse.roundness < unwrap.OVAL:
        up = unwrap.nearer_minor_axis(ellipse, up)
    angle = half / rings[0].width * 2 * np.pi
    foot, foot_frames = read_foot(rings[0], band, middle, half, own)
    top = level(planes[0], ellipse, up)
    disc = _inner_disc(planes[0], ellipse, top, angle, band)
    lines = _read_inner(disc, engine, own)
    fit, chords = read_across(Ring(planes, ellipse, band), up, (*lines.frames, *foot_frames), own)
    across = read_level_number(disc, lines.figures, band, engine)
    marked, blank = _centre(ink.detail, ellipse, up if across is None else top, band, angle, number=across)
    blank = blank and not foot and not unwrap.is_worn(rings[0], band)
    inner = told((*lines.pieces, *foot), chords, fit)
    inner = tuple(piece for piece in inner if not _is_scrap(piece)) if marked and blank and fit is None else inner
    along = read_number(planes[0], ellipse, band, up, engine)
    number = max(along, across.text if across else "", key=len)  # of one along the rim, a chord cuts the ends
    return SealText(rim, inner, number, fit, marked, blank, (*looks, *closer))


def _is_scrap(piece: Piece) -> bool:
    """Two characters made out where nothing stands: a form's ruling that runs through the blank paper of a seal.

    What ends as rooms do may be all that shows of a purpose too pale for its ink to count: 室 of CT室.
    """
    return len(letters(piece.text)) <= _SCRAP and piece.confidence < _SURELY and not _SHORT.search(piece.text)


def _read_inner(disc: Image, engine: OcrEngine, own: OcrEngine) -> Lines:
    found = find_lines(disc, engine)
    lines = read_found(found, engine)
    return lines if own is engine else surer(lines, read_found(found, own))


def _read_strips(
    strips: Sequence[unwrap.Strip | None], width: int, engine: OcrEngine, closed: bool
) -> tuple[list[Reading], tuple[Strip, ...]]:
    present = [s for s in strips if s is not None]
    read = engine.recognise([s.image for s in present], keep_frames=True) if present else []
    readings = (_reopened(s, r, width) for s, r in zip(present, read, strict=True))
    kept = tuple(around(r, s.image, engine.characters, closed) for s, r in zip(present, read, strict=True))
    return [reading for reading in readings if reading is not None], kept


def _reopened(strip: unwrap.Strip, read: Recognised, width: int) -> Reading | None:
    """The ring opened at the widest gap between its characters, in which digits and stray marks stand."""
    kept = [
        (c, strip.column(at), sure)
        for c, at, sure in zip(read.text, read.char_positions, read.char_confidences, strict=False)
        if _NAME_CHARACTER.match(c)
    ]
    if len(kept) < 2:
        return None
    columns = np.array([column for _, column, _ in kept])
    gaps = np.diff(columns)
    widest = int(np.argmax(gaps))
    seam = width - (columns[-1] - columns[0])
    if gaps[widest] > 1.15 * max(seam, 1.5 * float(np.median(gaps))):
        kept = kept[widest + 1 :] + [(c, column + width, sure) for c, column, sure in kept[: widest + 1]]
    kept = _evenly_set(_name_of(kept))
    if len(kept) < 2:
        return None
    text = "".join(c for c, _, _ in kept)
    return Reading(text, tuple(float(column) for _, column, _ in kept), tuple(sure for _, _, sure in kept), width)


def _name_of(kept: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """The name without what the strip holds besides: inner lines reach into the band, their characters upside down.

    Only where an institution's word tells where the name ends; what follows it stays if it is a known purpose.
    """
    text = "".join(c for c, _, _ in kept)
    owner, rest = split_owner(text)
    if len(owner) < 4:
        return kept
    end = len(text) if find_purpose(rest) else len(owner)
    gaps = np.diff([column for _, column, _ in kept])
    pitch = float(np.median(gaps[: len(owner) - 1]))
    while end < len(text) and gaps[end - 1] < _NEXT * pitch:  # a branch's name goes on at the same pitch
        end += 1
    gaps = gaps[: end - 1]
    wide = np.flatnonzero(gaps[: len(owner) - 4] > 2.4 * float(np.median(gaps)))
    return kept[int(wide[-1]) + 1 if len(wide) else 0 : end]


def _evenly_set(kept: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Characters of a seal stand at one pitch: one at an end that crowds its neighbour is a part of it read twice."""
    gaps = np.diff([column for _, column, _ in kept])
    if len(gaps) < 4:
        return kept
    close = 0.66 * float(np.median(gaps))
    return kept[int(gaps[0] < close) : len(kept) - int(gaps[-1] < close)]


def _first_strips(ring: unwrap.Unrolled, band: unwrap.Band, ellipse: Ellipse) -> list[unwrap.Strip | None]:
    if ellipse.roundness < unwrap.OVAL:
        ends = [_nearest_column(ring, unwrap.minor_axis(ellipse) + k * np.pi) for k in (0, 1)]
        return [unwrap.strip(ring, band.top + 0.025, band.bottom - 0.02, cut) for cut in ends]
    opened = unwrap.cuts(ring, band)[:3]
    strips = [unwrap.strip(ring, band.top + 0.025, band.bottom - 0.02, cut) for cut in opened]
    return [*strips, unwrap.strip(ring, band.rim, band.rim - 0.41, opened[0])]


def _second_strips(
    rings: list[unwrap.Unrolled], band: unwrap.Band, middle: float, half: float, count: int
) -> list[unwrap.Strip | None]:
    """The ring opened opposite the name, characters brought to an even pitch."""
    n = rings[0].width
    cut = int(middle + n / 2) % n
    pitch = 2 * half / max(1, count - 1)
    strips: list[unwrap.Strip | None] = []
    for ring in rings:
        for top, bottom, width in LOOKS:
            outer, inner = band.top + top, band.bottom + bottom
            rows = max(6, unwrap.row_of(inner) - unwrap.row_of(outer))
            stretch = float(np.clip(42 / max(1.0, pitch * 40 / rows), 0.5, 1.7))
            strips.append(unwrap.strip(ring, outer, inner, cut, stretch * width))
    return strips


def _nearest_column(ring: unwrap.Unrolled, angle: float) -> int:
    return int(np.argmin(np.abs((ring.angles - angle + np.pi) % (2 * np.pi) - np.pi)))


def _worth(reading: Reading) -> float:
    """How much a strip's text looks like a whole name, read surely."""
    text = letters(reading.text)
    if not text:
        return 0.0
    ending = 1.3 if text.endswith(ENDINGS) else 1.12 if split_owner(text)[0] else 1.0
    return reading.confidence**2 * ending * min(1.0, len(text) / 6)


# Inner lines


def _inner_disc(plane: Image, ellipse: Ellipse, up: float, half_angle: float, band: unwrap.Band) -> Image:
    """The seal turned upright, its rim and the text along it blanked."""
    disc = unwrap.upright_disc(plane, ellipse, up)
    height, width = disc.shape
    u, v = np.meshgrid((np.arange(width) + 0.5) / width * 2 - 1, (np.arange(height) + 0.5) / height * 2 - 1)
    rho, away = np.hypot(u, v), np.abs(np.arctan2(u, -v))
    arc = (rho > band.bottom + 0.01) & (away < half_angle + 0.12)
    disc[(rho > band.rim - 0.03) | arc] = 0
    return disc


def _centre(
    plane: Image,
    ellipse: Ellipse,
    up: float,
    band: unwrap.Band,
    half_angle: float,
    *,
    number: LevelNumber | None = None,
) -> tuple[bool, bool]:
    """(a star stands in the middle, nothing but perhaps a `number` stands below it).

    `half_angle`: to either side of `up`, of the name; within its band between its ends, a purpose may stand low.
    """
    disc = unwrap.upright_disc(plane, ellipse, up, 160)
    height, width = disc.shape
    u, v = np.meshgrid((np.arange(width) + 0.5) / width * 2 - 1, (np.arange(height) + 0.5) / height * 2 - 1)
    rho, away = np.hypot(u, v), np.abs(np.arctan2(u, -v))
    star = disc[rho < 0.12] > 0.35
    inner = rho < min(0.66, band.bottom + 0.02)
    low = (rho < band.rim - _NUMBERED) & (away > half_angle + 0.2)
    below = (v > 0.18) & ((rho > 0.36) | (v > 0.33))
    if number is not None:
        below[round(number.top * height) : round(number.foot * height)] = False
    inked = disc > 0.3
    parts = ((below & inner, _BLANK), (below & (inner | low), _SERIAL))
    blank = all(bool(part.any()) and bool(inked[part].mean() < most) for part, most in parts)
    return bool(star.mean() > 0.6), blank
