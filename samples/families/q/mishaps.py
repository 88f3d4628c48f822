"""What happens to the seventeenth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

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
    *("morning", "table", "ceiling", "dog_ear", "folded_once", "bound", "messenger", "scanned"),
    *("flatbed", "feeder"),
)
"""A person reads these without effort."""
HARD = ("hand_moved", "near_focus", "night_lamp", "wet_glass", "old_toner", "copied_again")
"""Legible with reservations."""
NEARER = 1.08
"""Who sees that a picture turns out badly goes nearer: fine print stays legible."""


def morning(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """At a window in the morning: bright, a little cool, falling off to one corner."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.9), 0.009)
    x, y = _grid(picture)
    far = (x if rng.random() < 0.5 else 1 - x) * 0.7 + (y if rng.random() < 0.5 else 1 - y) * 0.3
    cool = np.array((1.02, 1.0, rng.uniform(0.96, 0.99)), np.float32)
    return _shot(picture * (1.04 - rng.uniform(0.05, 0.12) * far)[..., None] * cool, matrix, rng, grain=0.4)


def table(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On the dining table, taken standing: seen a little from below."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.8), 0.028)
    return _shot(_light(picture, rng), matrix, rng, grain=0.6)


def ceiling(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Under the lamps of the hall: the phone's own soft shadow lies in the middle."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.4), 0.014)
    x, y = _grid(picture)
    wide, high, cx, cy = rng.uniform(0.2, 0.3), rng.uniform(0.24, 0.36), rng.uniform(0.35, 0.65), rng.uniform(0.5, 0.8)
    shade = np.exp(-(((x - cx) / wide) ** 4) - ((y - cy) / high) ** 4)
    return _shot(picture * (1.0 - rng.uniform(0.12, 0.22) * shade)[..., None], matrix, rng, grain=0.7)


def dog_ear(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A corner that has been turned and smoothed again: its crease remains."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    reach = rng.uniform(0.1, 0.18) * w
    aside = (x if rng.random() < 0.5 else w - x) + (h - y if rng.random() < 0.6 else y) - reach
    light = 1 - 0.16 * np.exp(-((aside / 5) ** 2)) - 0.05 * (aside < 0)
    worn = np.clip(sheet * light[..., None], 0, 255).astype(np.uint8)
    return replace(mishaps.flat(worn, rng, long_side), quality="good")


def folded_once(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded in the middle to fit a handbag: two halves, each in a light of its own."""
    h = sheet.shape[0]
    y = np.arange(h, dtype=np.float32) - h * rng.uniform(0.48, 0.52)
    light = np.where(y < 0, rng.uniform(0.92, 0.97), 1.0) - 0.16 * np.exp(-((y / 3) ** 2))
    soft = cv2.GaussianBlur(light.astype(np.float32)[:, None], (1, 0), 1.5, sigmaY=1.5)
    return mishaps.flat(np.clip(sheet * soft[..., None], 0, 255).astype(np.uint8), rng, long_side)


def bound(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In the stapled file: the margin rises to the staples and darkens."""
    w = sheet.shape[1]
    x = np.arange(w, dtype=np.float32)[None, :] / w
    dark = np.clip(1 - 0.45 * np.exp(-x / rng.uniform(0.02, 0.035)), 0, 1)
    return mishaps.flat(np.clip(sheet * dark[..., None], 0, 255).astype(np.uint8), rng, long_side)


def messenger(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Sent on through a messenger that makes pictures smaller and sharpens them."""
    shot = mishaps.flat(sheet, rng, long_side)
    small = cv2.resize(shot.image, None, fx=0.86, fy=0.86, interpolation=cv2.INTER_AREA)
    size = (shot.image.shape[1], shot.image.shape[0])
    back = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR).astype(np.float32)
    sharp = back + 0.5 * (back - cv2.GaussianBlur(back, (0, 0), 1.2))
    return replace(shot, image=np.clip(sharp, 0, 255).astype(np.uint8))


def scanned(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app's gentle mode: squared, the paper brightened, colours left."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.4), 0.003)
    return _shot(optics.whitened(picture, long_side / 12, 90, 0.16, 0.8) * 252, matrix, rng, grain=0.25)


def flatbed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """An office's flatbed in colour: slightly grey paper, edges of the lid."""
    shot = optics.at_an_office(sheet, rng, long_side)
    return replace(shot, image=np.clip(shot.image * rng.uniform(0.95, 0.99), 0, 255).astype(np.uint8))


def feeder(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Through the feeder: a pale streak from dust on the glass runs down the page."""
    shot = optics.at_an_office(sheet, rng, long_side)
    image = shot.image.astype(np.float32)
    x = np.arange(image.shape[1], dtype=np.float32) - image.shape[1] * rng.uniform(0.1, 0.9)
    return replace(shot, image=np.clip(image - 34 * (np.abs(x) < 0.8)[None, :, None], 0, 255).astype(np.uint8))


def hand_moved(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The hand shook while it was pressed: strokes are drawn out and doubled faintly."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2))
    moved = optics.swept(picture, rng.uniform(0, math.pi), max(2.0, long_side / 620), (-0.6, -0.2, 0.2, 0.6))
    return _shot(_light(moved, rng), matrix, rng, quality="poor", grain=0.8)


def near_focus(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focus lay in front of the paper: soft all over, softer at the top."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2), 0.03)
    _, y = _grid(picture)
    soft = optics.unfocused(picture, np.clip(1 - y * 1.3, 0, 1)[..., None], (0.8, 1.7), long_side)
    return _shot(_light(soft, rng), matrix, rng, quality="poor", grain=0.6)


def night_lamp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """By a bedside lamp: yellow, dark towards the edges, noisy."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2.2))
    x, y = _grid(picture)
    pool = np.exp(-(((x - rng.uniform(0.3, 0.7)) / 0.75) ** 2) - ((y - rng.uniform(0.2, 0.5)) / 0.8) ** 2)
    warm = np.array((0.68, 0.88, 1.0), np.float32)
    dim = picture * (0.36 + 0.5 * pool)[..., None] * warm + _noise(rng, picture.shape[:2], 2.2)[..., None]
    return _shot(dim, matrix, rng, quality="poor", grain=1.0)


def wet_glass(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Below the glass of a counter: smears, and a lamp that washes a part out."""
    picture, matrix, cover = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 1.6))
    x, y = _grid(picture)
    lamp = np.exp(-(((x - rng.uniform(0.2, 0.8)) / 0.16) ** 2) - ((y - rng.uniform(0.2, 0.8)) / 0.2) ** 2)
    smear = 0.5 + 0.5 * np.sin((x * math.cos(0.7) + y) * rng.uniform(14, 24))
    veil = (lamp * rng.uniform(52, 74) + smear * 8)[..., None] * cover
    return _shot(picture * 0.86 + veil, matrix, rng, quality="poor", grain=0.8)


def old_toner(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy with the toner running out: upright bands in which the print grows pale."""
    shot = optics.duplicated(sheet, rng, long_side, 148)
    grey = shot.image.astype(np.float32)
    x = np.linspace(0, 1, grey.shape[1], dtype=np.float32)[None, :, None]
    ink = 0.68 + 0.26 * np.sin(x * rng.uniform(5, 9) + rng.uniform(0, 6))
    return optics.greyed(shot, optics.faded(grey, ink, 3.5, rng))


def copied_again(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy of a copy: strokes thick and ragged, specks, a grey edge."""
    shot = optics.duplicated(sheet, rng, long_side, 150)
    hard = optics.thickened(shot.image[..., 0].astype(np.float32), 0.45, 0.6, (150, 118))
    h, w = hard.shape
    edge = 60 * np.exp(-np.arange(w, dtype=np.float32) / 9)[None, :]
    return optics.greyed(shot, hard - 120 * optics.specks((h, w), 3.9, rng) - edge)


MISHAPS_Q = optics.named(
    "q",
    (
        *(morning, table, ceiling, dog_ear, folded_once, bound, messenger, scanned, flatbed, feeder),
        *(hand_moved, near_focus, night_lamp, wet_glass, old_toner, copied_again),
    ),
)
