"""Coloured ink on paper: which pixels were stamped rather than printed, page-wide and inside one box.

No table of hues decides what is ink. Paper is levelled to white first, so that a yellow lamp or a blue shadow drops
out; then the page's own chromatic pixels vote for the hues that are there. A hue only names an ink afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading import SealColour

Image = npt.NDArray[Any]

WORK_SIDE = 1200
"""Pixels of the longer side at which a page is searched: a 42 mm seal on A4 is then about 170 wide."""

_CHROMA_FLOOR = 26  # levels of 255 on levelled paper; JPEG fringes of black print stay below after scaling down
_INKED = 0.15  # least by which the optical densities of a pixel's channels differ where there is ink
_MUCH = 0.6  # of the strongest such difference: what tells the ink's own colour
_LEAST_SIDE = 8  # pixels
_OWN_PEAK, _OWN_REACH = 1.5, 4  # hue units: how far votes of one hue are strewn, and about it it has the most
_HUE_REACH = 15  # half-width of one ink in OpenCV's hue units of two degrees


@dataclass(frozen=True, slots=True)
class InkLayer:
    """One ink of a page."""

    colour: SealColour
    strength: Image  # (h, w) uint8: how much of this ink, 255 is full strength
    mask: Image  # (h, w) uint8, 0 or 1

    @property
    def share(self) -> float:
        return cv2.countNonZero(self.mask) / self.mask.size


def straight_rules(mask: Image, share: float) -> Image:
    """Level and upright lines at least `share` of a page's longer side long: a form's rules. (h, w) uint8, 0 or 1."""
    reach = round(share * max(WORK_SIDE, *mask.shape))  # in a small picture a rim is as straight as a short rule
    down = cv2.transpose(_long_rows(cv2.transpose(mask), reach))
    return cv2.dilate(cv2.max(_long_rows(mask, reach), down), np.ones((3, 3), np.uint8))


def _long_rows(mask: Image, reach: int) -> Image:
    """Opened by a level line `reach` pixels long, as by cv2.morphologyEx, which looks at all of it for each pixel."""
    before = reach // 2
    behind = reach - 1 - before
    within = cv2.copyMakeBorder(mask, 0, 0, before, behind, cv2.BORDER_CONSTANT, value=(1.0,))
    within = cv2.copyMakeBorder(_over(within, reach, cv2.min), 0, 0, before, behind, cv2.BORDER_CONSTANT, value=(0.0,))
    return _over(within, reach, cv2.max)


def _over(rows: Image, reach: int, told: Callable[[Image, Image], Image]) -> Image:
    """The least or the most (`told`) of `reach` pixels from each on, wherever there are so many; by doubling."""
    length = 1
    while length < reach:
        step = min(length, reach - length)
        rows, length = told(rows[:, :-step], rows[:, step:]), length + step
    return rows


@dataclass(frozen=True, slots=True)
class PageInk:
    """A page scaled down for searching, its paper levelled to white, its inks apart."""

    scale: float  # work pixels per upright pixel
    levelled: Image  # (h, w, 3) uint8
    layers: tuple[InkLayer, ...]  # chromatic inks, strongest first
    dark: InkLayer  # everything dark and without hue: print, pencil, and seals on a page without colour


def page_ink(image: Image, has_colour: bool) -> PageInk:
    """The inks of an upright BGR page."""
    scale = min(1.0, WORK_SIDE / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    levelled, lit = level_paper(small)
    hsv = cv2.cvtColor(levelled, cv2.COLOR_BGR2HSV)
    hue, value = hsv[:, :, 0], hsv[:, :, 2]
    blue, green, red = cv2.split(levelled)
    darkest = cv2.min(cv2.min(blue, green), red)
    chroma = cv2.multiply(cv2.subtract(value, darkest), lit)
    layers = _layers(hue, chroma) if has_colour else ()
    dark = cv2.subtract(np.full_like(value, 255), cv2.cvtColor(levelled, cv2.COLOR_BGR2GRAY))
    if has_colour:
        dark = cv2.subtract(dark, chroma)
    colour = SealColour.BLACK if has_colour else SealColour.GREY
    return PageInk(scale, levelled, layers, InkLayer(colour, dark, (dark > 70).astype(np.uint8)))


def level_paper(image: Image) -> tuple[Image, Image]:
    """Each channel divided by the local brightness of the paper, and where there is paper at all (0 or 1).

    Paper becomes white under any light; a dark desk around it would become white too, its grain a gaudy noise.
    """
    height, width = image.shape[:2]
    cells = cv2.resize(image, (max(4, width // 8), max(4, height // 8)), interpolation=cv2.INTER_AREA)
    window = min(21, (min(cells.shape[:2]) - 1) | 1)
    paper = cv2.medianBlur(cv2.dilate(cells, np.ones((3, 3), np.uint8)), max(3, window))
    blue, green, red = cv2.split(paper)
    bright = cv2.max(cv2.max(blue, green), red)
    lit = (bright > 0.45 * np.percentile(bright, 90)).astype(np.uint8)
    lit = np.asarray(cv2.resize(lit, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)
    paper = cv2.resize(np.maximum(paper, 32), (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(image, paper, scale=250), lit


def _layers(hue: Image, chroma: Image) -> tuple[InkLayer, ...]:
    coloured = chroma > _CHROMA_FLOOR
    total = chroma.size
    votes = np.bincount(hue[coloured], weights=chroma[coloured], minlength=180)[:180] / 255
    named: dict[SealColour, list[int]] = {}
    for peak in _peaks(np.where(_STAMPED, votes, 0.0), least=total * 2e-5):
        if (colour := name_hue(peak)) is not None:
            named.setdefault(colour, []).append(peak)
    others = _others(votes, least=total * 2e-5)
    found = [_layer(hue, chroma, peaks, colour, others) for colour, peaks in named.items()]
    found = [layer for layer in found if layer.share > 1e-4]
    return tuple(sorted(found, key=lambda layer: -layer.share))


def _peaks(votes: Image, least: float) -> list[int]:
    """Hues that gather votes, at least two reaches apart."""
    ring = np.concatenate([votes[-30:], votes, votes[:30]]).astype(np.float32)
    smooth = cv2.GaussianBlur(ring[None], (0, 0), 5)[0][30:-30] * 12
    peaks: list[int] = []
    for hue in np.argsort(-smooth)[:180]:
        if smooth[hue] < least:
            break
        if all(_apart(int(hue), p) >= 2 * _HUE_REACH - 6 for p in peaks):
            peaks.append(int(hue))
    return peaks[:4]


def _others(votes: Image, least: float) -> list[int]:
    """Hues no seal has that gather votes of their own: what is orange beside a red seal is not of its ink.

    A slope of a seal's own hue is none: votes there fall all the way.
    """
    ring = np.concatenate([votes[-30:], votes, votes[:30]]).astype(np.float32)
    smooth = cv2.GaussianBlur(ring[None], (0, 0), _OWN_PEAK)[0]
    around = cv2.dilate(smooth[None], np.ones((1, 2 * _OWN_REACH + 1), np.uint8))[0]
    peaks = np.flatnonzero((smooth == around)[30:-30] & ~_STAMPED & (smooth[30:-30] * _OWN_PEAK * 2.5 > least))
    return [int(peak) for peak in peaks]


def _apart(a: int, b: int) -> int:
    return abs((a - b + 90) % 180 - 90)


def name_hue(hue: float) -> SealColour | None:
    """What people call an ink of this hue (OpenCV units, 0-180); None for hues no seal has (yellow, green)."""
    if hue >= 164 or hue < 14:
        return SealColour.RED
    if hue >= 132:
        return SealColour.PURPLE
    return SealColour.BLUE if hue >= 88 else None


_STAMPED = np.array([name_hue(hue) is not None for hue in range(180)])
"""Which hues seals have."""


def _layer(hue: Image, chroma: Image, peaks: list[int], colour: SealColour, others: list[int]) -> InkLayer:
    away = np.array([min(_apart(h, peak) for peak in peaks) for h in range(256)], np.float32)
    gain = np.clip((_HUE_REACH + 6 - away) / 6, 0, 1)
    if others:
        gain[np.array([min(_apart(h, other) for other in others) for h in range(256)]) < away] = 0
    own = cv2.multiply(chroma, cv2.LUT(hue, (gain * 255).astype(np.uint8)), scale=1 / 255)
    inked = own[own > _CHROMA_FLOOR]
    full = float(np.clip(np.percentile(inked, 85), 45, 230)) if inked.size else 120.0
    strength = cv2.convertScaleAbs(own, alpha=255 / full)
    mask = (own > max(_CHROMA_FLOOR, 0.18 * full)).astype(np.uint8)
    return InkLayer(colour, strength, mask)


@dataclass(frozen=True, slots=True)
class SealInk:
    """The ink inside one seal's crop, 0 is paper and 1 is full ink."""

    detail: Image  # (h, w) float32: the seal's own ink, black print under it taken out
    raw: Image  # (h, w) float32: everything dark, nothing taken out
    faded: Image  # (h, w) float32: the same without what is darker than the seal's ink can be where it is weakest
    coloured: bool  # False: the two are the same, the crop has no hue to separate by
    density: Image  # (h, w) float32: optical density where it is greatest, in any channel
    stamped: bool  # whether seals have ink of this hue; tea and rust have another


def planes_of(ink: SealInk) -> list[Image]:
    """The planes a seal is read on, the likeliest first, the one with everything on it last."""
    return [ink.faded, ink.detail, ink.raw] if ink.coloured else [ink.raw]


def separate(crop: Image, inner: tuple[int, int, int, int]) -> SealInk:
    """Split a BGR crop's ink by optical density; `inner` (x0, y0, x1, y1) is the seal's box within the crop.

    Chroma tells where seal ink lies but is coarse (JPEG halves it); the darkest channel is sharp but holds the print
    as well. So the sharp channel is gated by how much of its density the chroma explains.
    """
    density = _density(crop)
    x0, y0, x1, y1 = inner
    inside = density[y0:y1, x0:x1].reshape(-1, 3)
    chroma = inside - inside.mean(1, keepdims=True)
    norms = np.linalg.norm(chroma, axis=1)
    limit = float(np.percentile(norms, 90)) if norms.size else 0.0
    if limit < 0.05:
        raw = _stretched(density.mean(2), inner)
        return SealInk(raw, raw, raw, False, density.max(2), True)
    chosen = norms >= limit
    direction = chroma[chosen].mean(0)
    direction /= np.linalg.norm(direction) + 1e-6
    agree = chosen & (chroma @ direction > 0.7 * norms)
    spectrum = inside[agree if agree.sum() > 20 else chosen].mean(0)
    strongest = int(np.argmax(spectrum))
    amount = np.clip((density - density.mean(2, keepdims=True)) @ direction, 0, None)
    estimate = (amount * spectrum[strongest] / (np.linalg.norm(spectrum - spectrum.mean()) + 1e-6)).astype(np.float32)
    sharp = density[:, :, strongest]
    explained = cv2.GaussianBlur(estimate, (0, 0), 1.2) / (cv2.GaussianBlur(sharp, (0, 0), 1.2) + 0.03)
    detail = sharp * np.clip((explained - 0.22) / 0.4, 0, 1)
    own = estimate[y0:y1, x0:x1]
    top = float(np.percentile(own, 93))
    level = float(np.percentile(own[own > 0.4 * top], 60)) if (own > 0.4 * top).any() else top
    faded = sharp * (1 - _print(density, spectrum, level))
    planes = _stretched(detail, inner, level * 0.95), _stretched(sharp, inner), _stretched(faded, inner)
    return SealInk(*planes, True, density.max(2), _is_ink(spectrum))


def _is_ink(spectrum: Image) -> bool:
    """Whether optical densities in blue, green and red are those of a hue seals have."""
    colour = np.clip(255 * np.exp(-spectrum), 0, 255).astype(np.uint8).reshape(1, 1, 3)
    return name_hue(float(cv2.cvtColor(colour, cv2.COLOR_BGR2HSV)[0, 0, 0])) is not None


def _print(density: Image, spectrum: Image, level: float) -> Image:
    """How surely each pixel is print, 0 to 1: dark in the channel in which the seal's ink hardly shows."""
    weakest = int(np.argmin(spectrum))
    own = level * float(spectrum[weakest] / max(1e-6, spectrum.max()))
    dark = np.clip((density[:, :, weakest] - 1.4 * own - 0.1) / 0.25, 0, 1).astype(np.float32)
    return cv2.GaussianBlur(cv2.dilate(dark, np.ones((5, 5), np.uint8)), (0, 0), 0.8)  # strokes have soft edges


def _density(crop: Image) -> Image:
    """Optical density against the local paper, (h, w, 3) float32."""
    height, width = crop.shape[:2]
    reach = max(3, int(min(height, width) * 0.12) // 3)
    third = cv2.resize(crop, (max(8, width // 3), max(8, height // 3)), interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(cv2.GaussianBlur(third, (0, 0), 0.8), np.ones((reach, reach), np.uint8))
    paper = cv2.GaussianBlur(paper.astype(np.float32), (0, 0), max(2.0, reach / 2))
    paper = cv2.resize(paper, (width, height))
    return np.asarray(np.clip(-np.log((crop.astype(np.float32) + 4) / (paper + 4)), 0, 2.5))


def _stretched(plane: Image, inner: tuple[int, int, int, int], full: float | None = None) -> Image:
    x0, y0, x1, y1 = inner
    own = plane[y0:y1, x0:x1]
    if own.size == 0:
        return plane.astype(np.float32)
    high = float(np.percentile(own, 96 if full is None else 98))
    high = high if full is None else min(full, high)
    low = min(float(np.percentile(own, 25)) * 0.8, 0.4 * high)
    return np.clip((plane - low) / (high - low + 1e-3), 0, 1).astype(np.float32)


def suppress(image: Image, boxes: tuple[tuple[int, int, int, int], ...]) -> Image:
    """A copy of a BGR page in which red, purple and blue ink inside `boxes` (x0, y0, x1, y1 pixels) is taken out.

    Ink takes much light in one channel and little in another, print the same in all: what both channels take away
    alike is print and stays.
    """
    out = image.copy()
    for x0, y0, x1, y1 in boxes:
        part = out[max(0, y0) : y1, max(0, x0) : x1]
        if min(part.shape[:2]) >= _LEAST_SIDE:
            part[:] = _without_ink(part)
    return out


def _without_ink(part: Image) -> Image:
    density = _density(part)
    spread = density.max(axis=2) - density.min(axis=2)
    inked = density[spread >= max(_INKED, _MUCH * float(np.percentile(spread, 92)))]
    share = 0.0  # of the light that the ink takes in its strong channel: what it takes in the weak one
    weak, strong = 0, 0
    if len(inked) >= _LEAST_SIDE:
        ink = np.median(inked, axis=0)
        weak, strong = int(ink.argmin()), int(ink.argmax())
        share = float(ink[weak] / ink[strong])
    printed = density.min(axis=2)
    if weak != strong:
        printed = np.clip((density[:, :, weak] - share * density[:, :, strong]) / (1 - share), 0, None)
    paper = np.percentile(part.reshape(-1, 3), 80, axis=0)
    return np.asarray(np.clip(np.exp(-printed)[:, :, None] * paper, 0, 255).astype(np.uint8))
