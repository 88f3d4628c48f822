"""Seals whose every character is known by its place: what a reader of seals is trained on. Masks: float32, 0 to 1."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.training import lettering, wording
from samples.training.lettering import Face, Mask
from samples.training.stamps import star

SIDE = 460.0
"""Mask pixels of the longer side."""
PAD = 6


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: where its middle lies and how high it is, mask pixels."""

    char: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Inscribed:
    """A seal before it is pressed."""

    mask: NDArray[Any]
    arc: tuple[Glyph, ...]  # along the rim, clockwise; () for framed seals
    foot: tuple[Glyph, ...]  # along the bottom, their feet outward, from left to right
    rows: tuple[tuple[Glyph, ...], ...]  # straight lines, from the top
    round: bool


def any_seal(rng: random.Random) -> Inscribed:
    face = lettering.any_face(rng)
    return _ring(rng, face) if rng.random() < 0.74 else _framed(rng, face)


def _canvas(width: float, height: float) -> Mask:
    return np.zeros((round(height) + 2 * PAD, round(width) + 2 * PAD), np.float32)


def _ring(rng: random.Random, face: Face) -> Inscribed:
    w = SIDE
    oval = rng.random() < 0.42
    h = w / rng.uniform(1.18, 1.75) if oval else w / rng.uniform(0.98, 1.02)
    mask = _canvas(w, h)
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    edge = _rims(rng, mask, w, h)
    size = min(rng.uniform(0.085, 0.17) * w, 0.22 * h)
    inset = edge + size * rng.uniform(0.56, 0.9)
    curve = _Curve(cx, cy, w / 2 - inset, h / 2 - inset, even=rng.random() < 0.75)
    name = wording.institution(rng)
    most = curve.length * rng.uniform(0.52, 0.82)
    pitch = min(size * rng.uniform(0.68, 1.45), most / len(name))
    arc = _along(rng, mask, name, face, curve, size, pitch)
    left = curve.length - pitch * len(name)
    foot: tuple[Glyph, ...] = ()
    if rng.random() < 0.22:
        words = wording.purpose(rng)
        small = size * rng.uniform(0.6, 0.95)
        step = min(small * rng.uniform(0.8, 1.2), 0.8 * left / len(words))
        if step > 0.5 * small:
            foot = _along(rng, mask, words, face, curve, small, step, below=True)
    elif rng.random() < 0.4:
        digits = "".join(rng.choices("0123456789", k=rng.randint(7, 14)))
        small = w * rng.uniform(0.035, 0.06)
        rim = _Curve(cx, cy, w / 2 - edge - 0.8 * small, h / 2 - edge - 0.8 * small, even=True)
        _along(rng, mask, digits, face, rim, small, min(0.9 * small, 0.7 * left / len(digits)), below=True)
    rows = _heart(rng, mask, face, w, h, oval, bool(foot))
    return Inscribed(mask, arc, foot, rows, round=True)


def _rims(rng: random.Random, mask: Mask, w: float, h: float) -> float:
    """Draw the rim, sometimes two; how far inward it reaches."""
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2

    def loop(inset: float, thick: int) -> None:
        cv2.ellipse(mask, ((cx, cy), (w - inset, h - inset), 0), (1.0,), max(1, thick), cv2.LINE_AA)

    thick = max(3, round(w * rng.uniform(0.008, 0.045)))
    loop(thick, thick)
    if rng.random() >= 0.22:
        return float(thick)
    inner = thick + w * rng.uniform(0.008, 0.03)
    thin = rng.randint(2, 5)
    loop(2 * inner, thin)
    return inner + thin / 2


class _Curve:
    """An ellipse on which characters stand, at equal steps of its length (or, as sloppy cutters do, of the angle)."""

    def __init__(self, cx: float, cy: float, a: float, b: float, *, even: bool) -> None:
        self._theta = np.linspace(-math.pi, math.pi, 1441)  # from six o'clock clockwise round to six o'clock
        self._x, self._y = cx + a * np.sin(self._theta), cy - b * np.cos(self._theta)
        steps = np.hypot(np.diff(self._x), np.diff(self._y)) if even else np.full(1440, math.pi * (a + b) / 1440)
        self._at = np.concatenate([[0], np.cumsum(steps)])
        self._a, self._b = a, b

    @property
    def length(self) -> float:
        return float(self._at[-1])

    def place(self, along: float) -> tuple[float, float, float]:
        """(x, y, degrees by which a character is turned clockwise); `along` from twelve o'clock clockwise."""
        at = (along + self.length / 2) % self.length
        x, y, theta = (float(np.interp(at, self._at, v)) for v in (self._x, self._y, self._theta))
        return x, y, math.degrees(math.atan2(math.sin(theta) / self._a, math.cos(theta) / self._b))


def _along(
    rng: random.Random,
    mask: Mask,
    text: str,
    face: Face,
    curve: _Curve,
    size: float,
    pitch: float,
    *,
    below: bool = False,
) -> tuple[Glyph, ...]:
    placed = []
    face = lettering.able(face, text, rng)
    for i, char in enumerate(text):
        along = (i - (len(text) - 1) / 2) * pitch
        x, y, turn = curve.place(curve.length / 2 - along if below else along)
        glyph = lettering.text_mask(char, face, size)
        most = 0.94 * pitch
        if glyph.shape[1] > most:
            glyph = np.asarray(cv2.resize(glyph, (max(2, round(most)), glyph.shape[0]), interpolation=cv2.INTER_AREA))
        lettering.put(mask, glyph, x, y, turn + (180 if below else 0))
        placed.append(Glyph(char, x, y, size))
    return tuple(placed)


def _heart(
    rng: random.Random, mask: Mask, face: Face, w: float, h: float, oval: bool, footed: bool
) -> tuple[tuple[Glyph, ...], ...]:
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    starred = rng.random() < (0.12 if oval else 0.55)
    if starred:
        star(mask, cx, cy - rng.uniform(-0.01, 0.04) * h, min(w, h) * rng.uniform(0.1, 0.17))
    if footed and rng.random() < 0.6:
        return ()
    size = min(rng.uniform(0.07, 0.14) * w, 0.2 * h)
    drop = rng.uniform(0.2, 0.29) if starred else rng.uniform(-0.03, 0.24)
    texts = [wording.purpose(rng)]
    if not starred and rng.random() < 0.35:
        cut = rng.randint(2, max(2, len(texts[0]) - 2))
        texts = [texts[0][:cut], texts[0][cut:]]
    if starred and rng.random() < 0.08:
        return ()
    rows = []
    for i, text in enumerate(texts):
        if not text:
            continue
        y = cy + drop * h + (i - (len(texts) - 1) / 2) * size * 1.2
        room = w * 0.92 * math.sqrt(max(0.05, 1 - ((abs(y - cy) + size / 2) / (h / 2)) ** 2)) - 0.3 * size
        rows.append(_row(rng, mask, text, face, cx, y, size, min(room, 0.72 * w)))
    return tuple(rows)


def _row(
    rng: random.Random, mask: Mask, text: str, face: Face, cx: float, cy: float, size: float, room: float
) -> tuple[Glyph, ...]:
    pitch = min(size * rng.uniform(0.92, 1.25), room / len(text))
    placed = []
    face = lettering.able(face, text, rng)
    for i, char in enumerate(text):
        x = cx + (i - (len(text) - 1) / 2) * pitch
        glyph = lettering.text_mask(char, face, size)
        most = 0.96 * pitch
        if glyph.shape[1] > most:
            glyph = np.asarray(cv2.resize(glyph, (max(2, round(most)), glyph.shape[0]), interpolation=cv2.INTER_AREA))
        lettering.put(mask, glyph, x, cy)
        placed.append(Glyph(char, x, cy, size))
    return tuple(placed)


def _framed(rng: random.Random, face: Face) -> Inscribed:
    count = rng.choices((1, 2, 3, 4), (22, 52, 18, 8))[0]
    texts = [wording.institution(rng), wording.purpose(rng), wording.purpose(rng), wording.purpose(rng)]
    texts = [wording.purpose(rng)] if count == 1 else texts[:count]
    w = SIDE
    h = min(w, w * rng.uniform(0.17, 0.26) * count * (0.85 if count > 1 else 1.0))
    mask = _canvas(w, h)
    thick = rng.randint(3, 12)
    if rng.random() < 0.85:
        corners = (PAD, PAD), (PAD + round(w), PAD + round(h))
        cv2.rectangle(mask, *corners, (1.0,), thick)
    step = (h - 2 * thick) / (count + 0.2)
    rows = []
    for i, text in enumerate(texts):
        y = mask.shape[0] / 2 + (i - (count - 1) / 2) * step
        size = min(step * rng.uniform(0.55, 0.85), 1.5 * w / len(text))
        rows.append(_row(rng, mask, text, face, mask.shape[1] / 2, y, size, w * rng.uniform(0.8, 0.92)))
    return Inscribed(mask, (), (), tuple(rows), round=False)
