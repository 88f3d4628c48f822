"""What happens to the twentieth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import cv2
import numpy as np

from samples import mishaps, optics
from samples.capture import Image, Shot
from samples.mishaps import _grid, _lay, _light, _noise, _shot

LEGIBLE = (
    *("sill", "counter", "bulb", "bench", "pocket", "clip", "relay", "shade", "clean"),
    *("flatbed", "hopper"),
)
"""A person reads these without effort."""
HARD = ("shaken", "beyond", "dusk", "film", "empty_toner", "third_copy")
"""Legible with reservations."""
NEARER = 1.1
"""Who sees that a picture turns out badly goes nearer: fine print stays legible."""


def sill(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a window sill: daylight from one side, a trace of blue."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.9), 0.01)
    x, _ = _grid(picture)
    side = x if rng.random() < 0.5 else 1 - x
    tint = np.array((1.02, 1.0, rng.uniform(0.965, 0.99)), np.float32)
    return _shot(picture * (1.03 - rng.uniform(0.05, 0.12) * side)[..., None] * tint, matrix, rng, grain=0.35)


def counter(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On the counter of the office, held above it with both hands."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.4), 0.02)
    return _shot(_light(picture, rng), matrix, rng, grain=0.4)


def bulb(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """At home in the evening: warm light from above, dim towards the corners."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.5), 0.014)
    x, y = _grid(picture)
    away = np.hypot(x - rng.uniform(0.35, 0.65), 0.8 * (y - rng.uniform(0.3, 0.6)))
    warm = np.array((rng.uniform(0.82, 0.9), 0.965, 1.0), np.float32)
    return _shot(picture * (1.03 - rng.uniform(0.2, 0.34) * away)[..., None] * warm, matrix, rng, grain=0.55)


def bench(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a bench in the corridor: from the side, some degrees turned."""
    degrees = rng.choice((-1, 1)) * rng.uniform(1.5, 5)
    picture, matrix, _ = _lay(sheet, rng, round(long_side * 1.05), degrees, 0.04)
    return _shot(_light(picture, rng), matrix, rng, grain=0.45)


def pocket(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded in three like a letter: two creases, three lights."""
    h = sheet.shape[0]
    y = np.arange(h, dtype=np.float32)[:, None, None] / h
    first, second = rng.uniform(0.31, 0.35), rng.uniform(0.64, 0.69)
    light = np.where(y < first, rng.uniform(0.95, 1.0), np.where(y < second, rng.uniform(0.92, 0.97), 1.0))
    for crease in (first, second):
        light = light - 0.14 * np.exp(-(((y - crease) * h / 3) ** 2))
    return mishaps.flat(np.clip(sheet * light, 0, 255).astype(np.uint8), rng, long_side)


def clip(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a clipboard whose clip shades the upper edge."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    near = np.exp(-(((x / w - 0.5) / 0.16) ** 2) - (y / (0.02 * h)) ** 2)
    return mishaps.flat(np.clip(sheet * (1 - 0.45 * near)[..., None], 0, 255).astype(np.uint8), rng, long_side)


def relay(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Passed on through a family's chat: squeezed twice, fewer dots."""
    shot = mishaps.flat(sheet, rng, long_side)
    picture = cv2.resize(shot.image, None, fx=0.92, fy=0.92, interpolation=cv2.INTER_AREA)
    for quality in (rng.randint(66, 78), rng.randint(56, 68)):
        coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        picture = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    size = (shot.image.shape[1], shot.image.shape[0])
    return replace(shot, image=np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), np.uint8))


def shade(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The phone's own shadow lies over a corner."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.2), 0.012)
    x, y = _grid(picture)
    across = x if rng.random() < 0.5 else 1 - x
    over = 1 / (1 + np.exp((across + 0.7 * y - rng.uniform(0.55, 0.9)) * 26))
    return _shot(picture * (1.02 - rng.uniform(0.12, 0.22) * over)[..., None], matrix, rng, grain=0.45)


def clean(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app in its colour mode: squared, whitened, colours kept."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.3), 0.002)
    white = 253 * optics.whitened(picture, long_side / 13, 96, 0.11, 0.84)
    return _shot(white + 0.3 * (white - cv2.GaussianBlur(white, (0, 0), 1.2)), matrix, rng, grain=0.2)


def flatbed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A flatbed at home: the lid a little open, one edge dimmer."""
    shot = optics.at_an_office(sheet, rng, long_side)
    x = np.linspace(0, 1, shot.image.shape[1], dtype=np.float32)[None, :, None]
    dim = 1 - rng.uniform(0.06, 0.14) * np.exp(-((x if rng.random() < 0.5 else 1 - x) / 0.05))
    return replace(shot, image=np.clip(shot.image * dim, 0, 255).astype(np.uint8))


def hopper(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Through a feeder with a speck on its glass: one thin line down the page."""
    shot = optics.at_an_office(sheet, rng, long_side)
    x = np.linspace(0, 1, shot.image.shape[1], dtype=np.float32)
    line = 30 * (np.abs(x - rng.choice((rng.uniform(0.02, 0.1), rng.uniform(0.9, 0.98)))) < 0.0006)
    return replace(shot, image=np.clip(shot.image - line[None, :, None], 0, 255).astype(np.uint8))


def shaken(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """An old hand that trembles: strokes drawn out sideways."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2))
    swept = optics.swept(picture, rng.gauss(0, 0.5), long_side / 720, (-0.75, -0.3, 0.25, 0.8))
    return _shot(_light(swept, rng), matrix, rng, quality="poor", grain=0.6)


def beyond(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focus on what lies beyond: the lower part is soft, the upper less so."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2), 0.03)
    _, y = _grid(picture)
    low = np.clip(y * 1.25 - 0.15, 0, 1)[..., None]
    return _shot(_light(optics.unfocused(picture, low, (0.7, 1.55), long_side), rng), matrix, rng, quality="poor")


def dusk(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Without a lamp towards evening: dark, bluish, noisy."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2))
    x, y = _grid(picture)
    light = np.clip(1.05 - 0.5 * np.hypot(x - rng.choice((0.0, 1.0)), y - 0.2), 0, 1)
    blue = np.array((1.0, 0.92, 0.85), np.float32)
    dim = picture * (0.34 + 0.3 * light)[..., None] * blue + _noise(rng, picture.shape[:2], 2.3)[..., None]
    return _shot(dim, matrix, rng, quality="poor", grain=1.0)


def film(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Below a clear cover: the ceiling's tube lies across as a bright bar."""
    picture, matrix, cover = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 1.6))
    x, y = _grid(picture)
    turn = rng.uniform(-0.4, 0.4)
    along = y * math.cos(turn) + x * math.sin(turn) - rng.uniform(0.25, 0.75)
    bar = rng.uniform(46, 62) * np.exp(-((along / 0.05) ** 2)) + 14 * np.exp(-((along / 0.2) ** 2))
    return _shot(picture * 0.88 + bar[..., None] * cover, matrix, rng, quality="poor", grain=0.7)


def empty_toner(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A cartridge near its end: print fades towards one side of the copy."""
    shot = optics.duplicated(sheet, rng, long_side, 150)
    x = np.linspace(0, 1, shot.image.shape[1], dtype=np.float32)[None, :, None]
    ink = 0.92 - rng.uniform(0.36, 0.46) * (x if rng.random() < 0.5 else 1 - x)
    return optics.greyed(shot, optics.faded(shot.image.astype(np.float32), ink, 3.4, rng))


def third_copy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy of a copy of a copy: swollen strokes, specks, a grey margin of the lid."""
    shot = optics.duplicated(sheet, rng, long_side, 152)
    hard = optics.thickened(shot.image[..., 0].astype(np.float32), 0.45, 0.55, (146, 114))
    h, w = hard.shape
    margin = 60 * np.exp(-np.arange(w, dtype=np.float32)[None, :] / (0.012 * w))
    return optics.greyed(shot, hard - 120 * optics.specks((h, w), 3.9, rng) - margin)


MISHAPS_T = optics.named(
    "t",
    (
        *(sill, counter, bulb, bench, pocket, clip, relay, shade, clean, flatbed, hopper),
        *(shaken, beyond, dusk, film, empty_toner, third_copy),
    ),
)
