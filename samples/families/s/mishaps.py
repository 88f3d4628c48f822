"""What happens to the nineteenth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

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
    *("balcony", "desk", "lamp", "knee", "quartered", "folder", "chat", "thumb", "allaround"),
    *("platen", "duplex"),
)
"""A person reads these without effort."""
HARD = ("jerked", "autofocus", "ward_night", "plastic", "dry_drum", "old_copy")
"""Legible with reservations."""
NEARER = 1.1
"""Who sees that a picture turns out badly goes nearer: fine print stays legible."""


def balcony(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In daylight without sun: even, a trace of blue."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.8), 0.008)
    _, y = _grid(picture)
    tint = np.array((1.015, 1.0, rng.uniform(0.97, 0.995)), np.float32)
    return _shot(picture * (1.02 - rng.uniform(0.02, 0.08) * y)[..., None] * tint, matrix, rng, grain=0.35)


def desk(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On the doctor's desk, taken sitting: the far edge is a little shorter."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.6), 0.026)
    return _shot(_light(picture, rng), matrix, rng, grain=0.45)


def lamp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Below a desk lamp at one side: warm there, dim across."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.5), 0.015)
    x, y = _grid(picture)
    far = np.hypot((x if rng.random() < 0.5 else 1 - x), 0.8 * y)
    warm = np.array((rng.uniform(0.84, 0.92), 0.97, 1.0), np.float32)
    return _shot(picture * (1.04 - rng.uniform(0.14, 0.26) * far)[..., None] * warm, matrix, rng, grain=0.5)


def knee(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On the knee in a waiting room: turned some degrees and bowed a little in its light."""
    degrees = rng.choice((-1, 1)) * rng.uniform(2, 5.5)
    picture, matrix, _ = _lay(sheet, rng, round(long_side * 1.05), degrees, 0.03)
    x, _ = _grid(picture)
    bow = 1.0 - rng.uniform(0.05, 0.11) * np.cos(x * math.pi * 2 + rng.uniform(-0.6, 0.6))
    return _shot(picture * bow[..., None], matrix, rng, grain=0.45)


def quartered(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded twice for a breast pocket: a cross of creases, four lights."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    down, across = y - h * rng.uniform(0.48, 0.52), x - w * rng.uniform(0.48, 0.52)
    light = np.where((down < 0) ^ (across < 0), rng.uniform(0.94, 0.98), 1.0)
    light = light - 0.13 * np.exp(-((down / 3) ** 2)) - 0.11 * np.exp(-((across / 3) ** 2))
    return mishaps.flat(np.clip(sheet * light[..., None], 0, 255).astype(np.uint8), rng, long_side)


def folder(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In a file that is pressed flat: the punched margin rises and darkens."""
    w = sheet.shape[1]
    x = np.arange(w, dtype=np.float32)[None, :, None] / w
    dark = np.clip(1 - rng.uniform(0.3, 0.45) * np.exp(-x / rng.uniform(0.016, 0.03)), 0, 1)
    return mishaps.flat(np.clip(sheet * dark, 0, 255).astype(np.uint8), rng, long_side)


def chat(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Sent through a chat, not as the original: fewer dots, its blocks, enlarged again."""
    shot = mishaps.flat(sheet, rng, long_side)
    small = cv2.resize(shot.image, None, fx=0.91, fy=0.91, interpolation=cv2.INTER_AREA)
    coded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(55, 70)])[1]
    size = (shot.image.shape[1], shot.image.shape[0])
    back = cv2.resize(cv2.imdecode(coded, cv2.IMREAD_COLOR), size, interpolation=cv2.INTER_LINEAR)
    return replace(shot, image=np.asarray(back, np.uint8))


def thumb(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held down by a thumb at the lower edge, whose shadow lies on the margin."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    at = w * rng.choice((rng.uniform(0.02, 0.06), rng.uniform(0.94, 0.98)))
    near = np.exp(-(((x - at) / (0.05 * w)) ** 2) - ((y - h) / (0.03 * h)) ** 2)
    return mishaps.flat(np.clip(sheet * (1 - 0.5 * near)[..., None], 0, 255).astype(np.uint8), rng, long_side)


def allaround(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app of many talents: squared, brightened, a little sharper."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.35), 0.002)
    white = 252 * optics.whitened(picture, long_side / 11, 94, 0.13, 0.82)
    return _shot(white + 0.35 * (white - cv2.GaussianBlur(white, (0, 0), 1.3)), matrix, rng, grain=0.2)


def platen(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A printer's own scanner at the copy shop: warm paper, a soft grey frame of the lid."""
    shot = optics.at_an_office(sheet, rng, long_side)
    warm = np.array((rng.uniform(0.955, 0.98), 0.99, 1.0), np.float32)
    return replace(shot, image=np.clip(shot.image * warm, 0, 255).astype(np.uint8))


def duplex(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Both sides at once through a feeder: a breath of the back shows as a pale upright band."""
    shot = optics.at_an_office(sheet, rng, long_side)
    image = shot.image.astype(np.float32)
    x = np.linspace(0, 1, image.shape[1], dtype=np.float32)
    band = 7 * np.exp(-(((x - rng.uniform(0.2, 0.8)) / 0.18) ** 2)) + 24 * (np.abs(x - rng.uniform(0.1, 0.9)) < 0.0005)
    return replace(shot, image=np.clip(image - band[None, :, None], 0, 255).astype(np.uint8))


def jerked(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The shutter was tapped hard: strokes drawn out, mostly downwards."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2))
    swept = optics.swept(picture, rng.gauss(math.pi / 2, 0.4), long_side / 700, (-0.8, -0.3, 0.3, 0.8))
    return _shot(_light(swept, rng), matrix, rng, quality="poor", grain=0.6)


def autofocus(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focus hunted and stopped early: one side is soft, the other softer."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2), 0.024)
    x, _ = _grid(picture)
    side = np.clip((x if rng.random() < 0.5 else 1 - x) * 1.3 - 0.2, 0, 1)[..., None]
    return _shot(_light(optics.unfocused(picture, side, (0.75, 1.6), long_side), rng), matrix, rng, quality="poor")


def ward_night(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """After lights out by the light of the corridor: dark, greenish, noisy."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2.2))
    x, y = _grid(picture)
    door = np.clip(1.1 - np.hypot(x - rng.choice((0.0, 1.0)), 0.6 * (y - 0.4)), 0, 1)
    green = np.array((0.86, 1.0, 0.9), np.float32)
    dim = picture * (0.38 + 0.36 * door)[..., None] * green + _noise(rng, picture.shape[:2], 2.2)[..., None]
    return _shot(dim, matrix, rng, quality="poor", grain=1.0)


def plastic(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In a wrinkled sleeve of the ward's file: thin bright streaks and one broad one."""
    picture, matrix, cover = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 1.6))
    x, y = _grid(picture)
    turn = rng.uniform(0.3, 1.2)
    along = x * math.cos(turn) + y * math.sin(turn)
    broad = rng.uniform(40, 56) * np.exp(-(((along - rng.uniform(0.4, 0.9)) / 0.07) ** 2))
    thin = 16 * np.clip(np.sin(along * rng.uniform(40, 60)) - 0.75, 0, 1)
    return _shot(picture * 0.9 + (broad + thin)[..., None] * cover, matrix, rng, quality="poor", grain=0.7)


def dry_drum(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copier that has not been served: print pale in level bands."""
    shot = optics.duplicated(sheet, rng, long_side, 148)
    grey = shot.image.astype(np.float32)
    y = np.linspace(0, 1, grey.shape[0], dtype=np.float32)[:, None, None]
    ink = 0.7 + 0.24 * np.sin(y * rng.uniform(14, 24) + rng.uniform(0, 6))
    return optics.greyed(shot, optics.faded(grey, ink, 3.2, rng))


def old_copy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy of the copy the family kept: thick strokes, specks, the shade of a fold."""
    shot = optics.duplicated(sheet, rng, long_side, 150)
    hard = optics.thickened(shot.image[..., 0].astype(np.float32), 0.42, 0.55, (148, 116))
    h, w = hard.shape
    fold = 46 * np.exp(-(((np.arange(h, dtype=np.float32) - h * rng.uniform(0.4, 0.6)) / 4) ** 2))[:, None]
    return optics.greyed(shot, hard - 130 * optics.specks((h, w), 4.0, rng) - fold)


MISHAPS_S = optics.named(
    "s",
    (
        *(balcony, desk, lamp, knee, quartered, folder, chat, thumb, allaround, platen, duplex),
        *(jerked, autofocus, ward_night, plastic, dry_drum, old_copy),
    ),
)
