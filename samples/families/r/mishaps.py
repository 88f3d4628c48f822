"""What happens to the eighteenth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import cv2
import numpy as np

from samples import mishaps, optics
from samples.capture import Image, Shot
from samples.mishaps import _grid, _lay, _light, _noise, _shot

LEGIBLE = ("noon", "counter", "evening", "leaning", "thirds", "clipped", "resaved", "tidied", "glass", "sheetfed")
"""A person reads these without effort."""
HARD = ("shivered", "far_focus", "stairwell", "sheen", "weak_toner", "third_copy")
"""Legible with reservations."""
NEARER = 1.1
"""Who sees that a picture turns out badly goes nearer: fine print stays legible."""


def noon(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a desk by day, taken from straight above: even light, hardly a tint."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.7), 0.006)
    x, _ = _grid(picture)
    slope = rng.uniform(-0.05, 0.05)
    return _shot(picture * (1.0 + slope * (x - 0.5))[..., None], matrix, rng, grain=0.35)


def counter(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """At the insurance window: tube lamps overhead, the sheet seen a little from the side."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.0), 0.022)
    _, y = _grid(picture)
    tube = np.exp(-(((y - rng.uniform(0.1, 0.5)) / 0.35) ** 2))
    green = np.array((0.98, 1.01, 0.97), np.float32)
    return _shot(picture * (0.92 + 0.1 * tube)[..., None] * green, matrix, rng, grain=0.45)


def evening(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """At home under a ceiling bulb: warm, brightest in the middle."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.5), 0.016)
    x, y = _grid(picture)
    round_ = 1.0 - rng.uniform(0.15, 0.3) * ((x - 0.5) ** 2 + (y - 0.45) ** 2)
    warm = np.array((rng.uniform(0.82, 0.9), 0.96, 1.0), np.float32)
    return _shot(picture * round_[..., None] * warm, matrix, rng, grain=0.5)


def leaning(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held up in one hand: turned a few degrees, wider at one end."""
    degrees = rng.choice((-1, 1)) * rng.uniform(2.5, 6)
    picture, matrix, _ = _lay(sheet, rng, round(long_side * 1.05), degrees, 0.034)
    return _shot(_light(picture, rng), matrix, rng, grain=0.45)


def thirds(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded in three for an envelope: each third in a light of its own."""
    h = sheet.shape[0]
    y = np.arange(h, dtype=np.float32)
    light = np.ones(h, np.float32)
    for place in (rng.uniform(0.31, 0.35), rng.uniform(0.65, 0.69)):
        light *= np.where(y < h * place, rng.uniform(0.95, 0.99), 1.0) - 0.13 * np.exp(-(((y - h * place) / 3) ** 2))
    return mishaps.flat(np.clip(sheet * light[:, None, None], 0, 255).astype(np.uint8), rng, long_side)


def clipped(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Below a binder clip: the upper edge bends away and darkens."""
    h = sheet.shape[0]
    y = np.arange(h, dtype=np.float32)[:, None, None] / h
    dark = np.clip(1 - 0.5 * np.exp(-y / rng.uniform(0.012, 0.022)), 0, 1)
    return mishaps.flat(np.clip(sheet * dark, 0, 255).astype(np.uint8), rng, long_side)


def resaved(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Saved from a chat and sent on again: the blocks of two compressions lie over each other."""
    shot = mishaps.flat(sheet, rng, long_side)
    small = np.asarray(cv2.resize(shot.image, None, fx=0.93, fy=0.93, interpolation=cv2.INTER_AREA), np.uint8)
    coded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(58, 72)])[1]
    size = (shot.image.shape[1], shot.image.shape[0])
    again = cv2.resize(cv2.imdecode(coded, cv2.IMREAD_COLOR), size, interpolation=cv2.INTER_CUBIC)
    return replace(shot, image=np.asarray(again, np.uint8))


def tidied(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app's colour mode: squared, the paper white, colours a little stronger."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.3), 0.002)
    white = optics.whitened(picture, long_side / 10, 96, 0.12, 0.84) * 253
    grey = white.mean(2, keepdims=True)
    return _shot(grey + 1.15 * (white - grey), matrix, rng, grain=0.2)


def glass(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """An office's flatbed in colour, the lid closed: clean paper, a little cool."""
    shot = optics.at_an_office(sheet, rng, long_side)
    cool = np.array((1.0, 0.99, rng.uniform(0.96, 0.985)), np.float32)
    return replace(shot, image=np.clip(shot.image * cool, 0, 255).astype(np.uint8))


def sheetfed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Through a feeder: two hairlines of dust run down the page."""
    shot = optics.at_an_office(sheet, rng, long_side)
    image = shot.image.astype(np.float32)
    x = np.arange(image.shape[1], dtype=np.float32)
    for _ in range(2):
        image -= 26 * (np.abs(x - image.shape[1] * rng.uniform(0.05, 0.95)) < 0.7)[None, :, None]
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8))


def shivered(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The phone moved along while it exposed: strokes drawn out in one direction."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2))
    moved = optics.swept(picture, rng.uniform(0, math.pi), long_side / 720, (-0.75, -0.25, 0.25, 0.75))
    return _shot(_light(moved, rng), matrix, rng, quality="poor", grain=0.6)


def far_focus(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focus on what lay behind the paper: soft all over, softer below."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2), 0.026)
    _, y = _grid(picture)
    soft = optics.unfocused(picture, np.clip(y * 1.3 - 0.3, 0, 1)[..., None], (0.8, 1.6), long_side)
    return _shot(_light(soft, rng), matrix, rng, quality="poor", grain=0.6)


def stairwell(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Where the lamp has just gone out: dark, bluish, noisy."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2.2))
    x, y = _grid(picture)
    door = (x if rng.random() < 0.5 else 1 - x) * 0.6 + (1 - y) * 0.4
    blue = np.array((1.0, 0.92, 0.84), np.float32)
    dim = picture * (0.36 + 0.34 * door)[..., None] * blue + _noise(rng, picture.shape[:2], 2.4)[..., None]
    return _shot(dim, matrix, rng, quality="poor", grain=1.0)


def sheen(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In a shiny film sleeve: a slanting band of light washes the print out."""
    picture, matrix, cover = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 1.6))
    x, y = _grid(picture)
    across = x * math.cos(0.6) + y * math.sin(0.6) - rng.uniform(0.4, 0.9)
    band = np.exp(-((across / rng.uniform(0.06, 0.1)) ** 2))
    veil = (band * rng.uniform(42, 58))[..., None] * cover
    return _shot(picture * 0.9 + veil, matrix, rng, quality="poor", grain=0.7)


def weak_toner(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy from a cartridge shaken once too often: print fades from one edge to the other."""
    shot = optics.duplicated(sheet, rng, long_side, 148)
    grey = shot.image.astype(np.float32)
    x = np.linspace(0, 1, grey.shape[1], dtype=np.float32)[None, :, None]
    ink = np.clip(0.56 + 0.5 * (x if rng.random() < 0.5 else 1 - x), 0, 1)
    return optics.greyed(shot, optics.faded(grey, ink, 3.0, rng))


def third_copy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy of a copy of a copy: thick strokes, specks, the shadow of a binding."""
    shot = optics.duplicated(sheet, rng, long_side, 150)
    hard = optics.thickened(shot.image[..., 0].astype(np.float32), 0.4, 0.55, (146, 114))
    h, w = hard.shape
    binding = 70 * np.exp(-np.arange(w, dtype=np.float32)[None, ::-1] / 11)
    return optics.greyed(shot, hard - 130 * optics.specks((h, w), 4.0, rng) - binding)


MISHAPS_R = optics.named(
    "r",
    (
        *(noon, counter, evening, leaning, thirds, clipped, resaved, tidied, glass, sheetfed),
        *(shivered, far_focus, stairwell, sheen, weak_toner, third_copy),
    ),
)
