"""A ring of text laid out straight: the seal's band unrolled clockwise by equal arc length."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.seals.shapes import Ellipse

Image = npt.NDArray[Any]

OUTER, INNER = 1.04, 0.30  # radii unrolled, 1 is the rim
ROWS = 96
OVAL = 0.86  # rounder than this counts as a circle

_STEPS = 1440
_TEXT_HEIGHT, _STRIP_HEIGHT = 40, 48
_PARTS, _RIM_LEFT = 12, 0.6  # parts of a rim, and share of one that is inked unless it is worn


@dataclass(frozen=True, slots=True)
class Unrolled:
    """An unrolled seal: rows from `OUTER` to `INNER`, columns clockwise from six o'clock of the picture."""

    ink: Image  # (ROWS, n) float32
    angles: Image  # (n,) radians, clockwise from three o'clock in picture coordinates

    @property
    def width(self) -> int:
        return int(self.ink.shape[1])


@dataclass(frozen=True, slots=True)
class Band:
    """Radii of the text along the rim."""

    rim: float  # inner edge of the rim
    top: float  # outer edge of the characters
    bottom: float  # inner edge of the characters


def unroll(ink: Image, ellipse: Ellipse) -> Unrolled:
    """Circles along concentric rings; ovals along local normals, so that characters keep their height."""
    angles = np.linspace(0, 2 * np.pi, _STEPS, endpoint=False) + np.pi / 2
    rim = ellipse.root @ np.stack([np.cos(angles), np.sin(angles)])
    major, minor = ellipse.axes
    oval = minor / major < OVAL
    tangent = np.roll(rim, -1, 1) - np.roll(rim, 1, 1)
    tangent /= np.linalg.norm(tangent, axis=0)
    outward = np.stack([tangent[1], -tangent[0]])
    middle = rim - outward * 0.22 * minor if oval else rim * 0.78
    steps = np.hypot(*(np.roll(middle, -1, 1) - middle))
    length = np.concatenate([[0], np.cumsum(steps)])
    pixel = (OUTER - INNER) * (minor if oval else np.sqrt(major * minor)) / ROWS
    columns = max(64, int(length[-1] / pixel))
    at = np.interp(np.arange(columns) * length[-1] / columns, length, np.arange(_STEPS + 1))
    rho = np.linspace(OUTER, INNER, ROWS)[:, None]
    base = _between(rim, at)
    if oval:
        normal = _between(outward, at)
        depth = (1 - rho) * minor
        x, y = base[0] - normal[0] * depth, base[1] - normal[1] * depth
    else:
        x, y = rho * base[0], rho * base[1]
    x, y = (ellipse.cx + x).astype(np.float32), (ellipse.cy + y).astype(np.float32)
    flat = cv2.remap(ink, x, y, cv2.INTER_CUBIC, borderValue=(0.0,))
    return Unrolled(np.clip(flat, 0, 1), angles[0] + at / _STEPS * 2 * np.pi)


def minor_axis(ellipse: Ellipse) -> float:
    """One direction of the shorter axis, as an angle of `Unrolled.angles`."""
    _, vectors = np.linalg.eigh(ellipse.matrix)
    return float(np.arctan2(vectors[1, 0], vectors[0, 0]))


def nearer_minor_axis(ellipse: Ellipse, up: float) -> float:
    """The direction of the shorter axis that is nearer to `up`."""
    axis = minor_axis(ellipse)
    apart = abs((up - axis + np.pi) % (2 * np.pi) - np.pi)
    return axis if apart < np.pi / 2 else axis + np.pi


def _between(ring: Image, at: Image) -> Image:
    low = np.floor(at).astype(int) % _STEPS
    part = at - np.floor(at)
    return np.asarray(ring[:, low] * (1 - part) + ring[:, (low + 1) % _STEPS] * part)


def row_of(rho: float) -> int:
    return int(np.clip(round((OUTER - rho) / (OUTER - INNER) * ROWS), 0, ROWS))


def find_band(unrolled: Unrolled) -> Band:
    """Where the rim ends and the characters stand, from how much of each radius is inked."""
    rho = np.linspace(OUTER, INNER, ROWS)
    covered = (unrolled.ink > 0.3).mean(1)
    mean = np.minimum(unrolled.ink, 0.7).mean(1)
    start, stop = row_of(1.02), row_of(0.93)
    peak = start + int(np.argmax(covered[start : stop + 1]))
    edge = _fall(covered, peak, covered[peak] * 0.5, row_of(0.84))
    second = covered[edge : edge + 9]
    if len(second) > 3 and second.max() > max(0.75 * covered[peak], 0.55):  # a thin second ring within the rim
        inner = _fall(covered, edge + int(np.argmax(second)), covered[peak] * 0.5, ROWS - 1)
        edge = inner if rho[min(inner, ROWS - 1)] > 0.8 else edge
    reach = max(2, row_of(OUTER - 0.12))
    valley = edge + int(np.argmin(mean[edge : edge + reach]))
    crown = float(mean[valley : valley + row_of(OUTER - 0.3)].max(initial=0.0))
    top = valley
    while top < ROWS - 1 and mean[top] < mean[valley] + 0.3 * (crown - mean[valley]):
        top += 1
    low, high = top + row_of(OUTER - 0.18), top + row_of(OUTER - 0.42)
    floor = mean[low:high]
    rim = float(rho[min(edge, ROWS - 1)])
    outer = min(rim, float(rho[top]) + 0.02)
    if len(floor) < 3:
        return Band(rim, outer, outer - 0.33)
    return Band(rim, outer, float(rho[low + int(np.argmin(floor + np.linspace(0, 0.02, len(floor))))]))


def is_worn(unrolled: Unrolled, band: Band) -> bool:
    """Whether a part of the rim is gone: what stood beside it may be, too."""
    rim = unrolled.ink[row_of(1.02) : row_of(band.rim) + 2].max(0)
    return any(float((part > 0.3).mean()) < _RIM_LEFT for part in np.array_split(rim, _PARTS))


def _fall(values: Image, start: int, level: float, last: int) -> int:
    at = start
    while at < last and values[at] > level:
        at += 1
    return at


def cuts(unrolled: Unrolled, band: Band) -> list[int]:
    """Columns at which the ring may be opened: the middle of the widest gap in the text, then less likely ones."""
    body = unrolled.ink[row_of(band.top) + 2 : max(row_of(band.top) + 4, row_of(band.bottom) - 1)]
    inked = (body > 0.28).mean(0)
    n = unrolled.width
    padded = np.concatenate([inked[-6:], inked, inked[:6]])
    empty = np.convolve(padded, np.ones(13) / 13, "valid") < 0.05
    if empty.all() or not empty.any():
        window = max(1, n // 6)
        load = np.convolve(np.concatenate([inked, inked]), np.ones(window) / window, "valid")[:n]
        return [(int(np.argmin(load)) + window // 2) % n, 0]
    gaps = _runs(empty)
    chosen = [gaps[0][1]]
    if len(gaps) > 1 and gaps[1][0] > 0.45 * gaps[0][0]:  # a number between two gaps stands at the foot of the seal
        apart = (gaps[1][1] - gaps[0][1] + n / 2) % n - n / 2
        chosen.append(int(gaps[0][1] + apart / 2) % n if abs(apart) < n * 0.35 else gaps[1][1])
    if all(min(c, n - c) > 0.05 * n for c in chosen):
        chosen.append(0)
    return chosen


def _runs(empty: Image) -> list[tuple[int, int]]:
    """(length, middle) of the runs of a closed ring, longest first."""
    n = len(empty)
    start = int(np.flatnonzero(~empty)[0])
    ring = np.roll(empty, -start).astype(np.int8)
    change = np.flatnonzero(np.diff(np.concatenate([[0], ring, [0]])))
    runs = [(int(b - a), int((start + (a + b) // 2) % n)) for a, b in zip(change[::2], change[1::2], strict=True)]
    return sorted(runs, reverse=True)


@dataclass(frozen=True, slots=True)
class Strip:
    """A picture for the recogniser and how its columns map back onto the ring."""

    image: Image  # (48, w, 3) uint8, dark on white
    cut: int  # column of the unrolled ring at which it begins
    zoom: float  # strip pixels per unrolled column

    def column(self, position: float) -> float:
        """The unrolled column at `position`, a fraction of the strip's width."""
        return float(self.cut + (position * self.image.shape[1] - 8) / self.zoom)


def strip(unrolled: Unrolled, top: float, bottom: float, cut: int, stretch: float = 1.0) -> Strip | None:
    """The band between two radii, opened at `cut`, blank ends trimmed; None where there is nothing to read."""
    rolled = np.roll(unrolled.ink, -cut, axis=1)[row_of(top) : row_of(bottom)]
    if rolled.shape[0] < 6:
        return None
    load = np.convolve((rolled > 0.35).mean(0), np.ones(5) / 5, "same") > 0.06
    inked = np.flatnonzero(load)
    if len(inked) < 8:
        return None
    first, last = max(0, int(inked[0]) - 8), int(inked[-1]) + 8
    picture = line_image(rolled[:, first:last], stretch)
    return Strip(picture, cut + first, _TEXT_HEIGHT / rolled.shape[0] * stretch)


def line_image(ink: Image, stretch: float = 1.0) -> Image:
    """Ink (0..1) of one line as the recogniser likes it: 48 high with a margin, contrast stretched, dark on white."""
    high = max(0.12, min(1.0, float(np.percentile(ink, 97.5))) - 0.03)
    ink = np.clip((ink - 0.03) / high, 0, 1).astype(np.float32)
    zoom = _TEXT_HEIGHT / ink.shape[0]
    width = max(24, round(ink.shape[1] * zoom * stretch))
    ink = cv2.resize(ink, (width, _TEXT_HEIGHT), interpolation=cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC)
    margin = (_STRIP_HEIGHT - _TEXT_HEIGHT) // 2
    ink = cv2.copyMakeBorder(ink, margin, margin, 8, 8, cv2.BORDER_CONSTANT, value=(0.0,))
    grey = np.clip(255 - 255 * ink, 0, 255).astype(np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


@lru_cache(maxsize=4)
def axes_of(height: int, width: int) -> tuple[Image, Image]:
    """How far right of a disc's middle and below it its pixels lie, in radii; two (height, width), to be read only."""
    u, v = np.meshgrid((np.arange(width) + 0.5) / width * 2 - 1, (np.arange(height) + 0.5) / height * 2 - 1)
    return u, v


def upright_disc(
    ink: Image, ellipse: Ellipse, up: float, width: int = 416, within: tuple[float, float, float, float] | None = None
) -> Image:
    """The seal turned so that direction `up` (radians as in `Unrolled.angles`) is at the top, 1.0 rho to the edge.

    `within`: left, top, right and foot, in radii, of all that is drawn of it; 0 elsewhere.
    """
    turn = up + np.pi / 2
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    height = max(64, round(width * ellipse.roundness)) if ellipse.roundness < OVAL else width
    left, top, right, foot = (-1.0, -1.0, 1.0, 1.0) if within is None else within
    rows = slice(int((top + 1) / 2 * height), math.ceil((foot + 1) / 2 * height))
    columns = slice(int((left + 1) / 2 * width), math.ceil((right + 1) / 2 * width))
    u, v = (axis[rows, columns] for axis in axes_of(height, width))
    at = ellipse.root @ rotation @ np.stack([u.ravel(), v.ravel()])
    x = (ellipse.cx + at[0]).reshape(u.shape).astype(np.float32)
    y = (ellipse.cy + at[1]).reshape(u.shape).astype(np.float32)
    drawn = np.clip(cv2.remap(ink, x, y, cv2.INTER_CUBIC, borderValue=(0.0,)), 0, 1)
    if within is None:
        return drawn
    disc = np.zeros((height, width), np.float32)
    disc[rows, columns] = drawn
    return disc
