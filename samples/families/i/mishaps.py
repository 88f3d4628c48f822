"""What happens to the ninth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from samples import capture, mishaps
from samples.capture import Float, Image, Shot
from samples.mishaps import _bent, _done, _lay, _light, _noise

LEGIBLE = (
    "doorway",
    "stand",
    "old_phone",
    "leaning",
    "shrunk",
    "evening",
    "half_fold",
    "lifted_corner",
    "clipboard",
    "app_grey",
    "slanted_feed",
    "office_grey",
)
"""A person reads these without effort."""
HARD = ("double_exposure", "greasy_lens", "near_focus", "weak_torch", "worn_drum")
"""Legible with reservations."""


def doorway(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Lit from a door on one side only: bright along one edge, in half shade along the other."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 3), 0.03)
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    a = rng.choice((0.0, math.pi)) + rng.uniform(-0.5, 0.5)
    along = (x / w - 0.5) * math.cos(a) + (y / h - 0.5) * math.sin(a)
    light = 0.84 + rng.uniform(0.3, 0.42) * along
    return _done(np.asarray(picture * light[..., None], np.float32), matrix, rng, grain=1.0)


def stand(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A counter's document camera: straight from above on a black mat with a faint grid, the sheet off its middle."""
    h, w = sheet.shape[:2]
    scale = long_side / max(h, w)
    margin = (rng.uniform(0.03, 0.1), rng.uniform(0.02, 0.08))
    width, height = int(w * scale * (1 + 2 * margin[0])), int(h * scale * (1 + 2 * margin[1]))
    a = math.radians(rng.gauss(0, 1.2))
    dx = width * margin[0] * rng.uniform(0.7, 1.3)
    dy = height * margin[1] * rng.uniform(0.7, 1.3)
    matrix = np.array(
        [
            (scale * math.cos(a), -scale * math.sin(a), dx),
            (scale * math.sin(a), scale * math.cos(a), dy),
            (0, 0, 1),
        ]
    )
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.3, 0.4 / scale))
    mat = np.full((height, width, 3), 38.0, np.float32)
    mat[:: max(20, height // 14)] = 70
    mat[:, :: max(20, width // 10)] = 70
    flat = cv2.warpPerspective(soft, matrix, (width, height)).astype(np.float32)
    solid = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (width, height)).astype(np.float32) / 255
    cover = cv2.GaussianBlur(solid, (0, 0), 0.7)[..., None]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    fall = 1.0 - 0.16 * np.hypot(x / width - 0.5, y / height - 0.5)
    picture = (mat * (1 - cover) + flat * cover * 0.97) * fall[..., None]
    return _done(np.asarray(picture, np.float32), np.asarray(matrix, np.float64), rng, grain=1.1)


def old_phone(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A cheap phone: coarse grain, colours smeared, corners dark, lines bowed by nothing worse."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    dark = 1 - 0.3 * np.square(np.hypot((x / w - 0.5) * 1.2, y / h - 0.5))
    grey = np.repeat(picture.mean(2, keepdims=True), 3, 2)
    tint = cv2.GaussianBlur(picture - grey, (0, 0), 2.2)
    noisy = (grey + tint) * dark[..., None] + _noise(rng, (h, w, 3), 2.6)
    return _done(np.asarray(noisy, np.float32), matrix, rng, grain=1.4)


def leaning(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The phone held over the desk's edge: the far end of the sheet is narrower."""
    h, w = sheet.shape[:2]
    scale = long_side / max(h, w)
    width, height = int(w * scale), int(h * scale)
    near, far = rng.uniform(0.005, 0.02), rng.uniform(0.05, 0.1)
    box = np.array([(far, 0.03), (1 - far, 0.02), (1 - near, 0.98), (near, 0.975)], np.float32)
    if rng.random() < 0.3:
        box = np.array([(x, 1 - y) for x, y in box[[3, 2, 1, 0]]], np.float32)
    corners = (box * (width, height)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), corners)
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.3, 0.42 / scale))
    flat = cv2.warpPerspective(soft, matrix, (width, height)).astype(np.float32)
    solid = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (width, height)).astype(np.float32) / 255
    cover = cv2.GaussianBlur(solid, (0, 0), 0.7)[..., None]
    picture = mishaps._ground(rng, height, width) * (1 - cover) + flat * cover * rng.uniform(0.9, 0.97)
    return _done(_light(np.asarray(picture, np.float32), rng), np.asarray(matrix, np.float64), rng)


def shrunk(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Sent as 'standard picture': scaled down by the messenger and squeezed."""
    shot = mishaps.flat(sheet, rng, int(long_side * 1.1))
    small = cv2.resize(shot.image, None, fx=0.86, fy=0.86, interpolation=cv2.INTER_AREA)
    less = np.diag([small.shape[1] / shot.image.shape[1], small.shape[0] / shot.image.shape[0], 1.0])
    return replace(shot, image=np.asarray(small, np.uint8), matrix=less @ shot.matrix, jpeg=rng.randint(36, 42))


def evening(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Under a warm bulb at home: orange, the phone's soft shadow below."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 3))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    shade = np.exp(-(((x / w - rng.uniform(0.4, 0.6)) / 0.3) ** 2 + ((y / h - rng.uniform(0.75, 1.0)) / 0.28) ** 2))
    tint = np.array((0.74, 0.92, 1.02), np.float32)
    lit = picture * tint * (1 - rng.uniform(0.16, 0.28) * shade)[..., None]
    return _done(np.asarray(lit, np.float32), matrix, rng, grain=1.3)


def half_fold(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded once down the middle for a pocket: two halves that lean apart, one darker."""
    h, w = sheet.shape[:2]
    middle, rise = w * rng.uniform(0.47, 0.53), rng.choice((-1, 1)) * rng.uniform(0.004, 0.011) * h
    darker = rng.uniform(0.86, 0.94)

    def across(x: Float) -> Float:
        return np.asarray(rise * np.abs(x - middle) / (w / 2), np.float32)

    def shade(x: Float) -> Float:
        crease = 0.22 * np.exp(-(((x - middle) / 3.0) ** 2))
        return np.asarray(np.where(x < middle, 1.0, darker) * (1 - crease), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, False), rng, long_side, rng.gauss(0, 2))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def lifted_corner(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Rolled in a bag: one end will not lie down, its lines are drawn together and shaded."""
    h, w = sheet.shape[:2]
    reach, push = rng.uniform(0.25, 0.4) * h, rng.uniform(0.008, 0.018) * w
    top = rng.random() < 0.5

    def near(y: Float) -> Float:
        return np.asarray(np.clip(((reach - y) if top else (y - h + reach)) / reach, 0, 1) ** 2, np.float32)

    def across(y: Float) -> Float:
        return np.asarray(push * near(y), np.float32)

    def shade(y: Float) -> Float:
        return np.asarray(1 - 0.14 * near(y), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0] + across(points[:, 1]), points[:, 1]], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, True), rng, long_side, rng.gauss(0, 2))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def clipboard(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a ward's clipboard: a steel clip over the blank top margin, its shadow below it."""
    shot = mishaps.flat(sheet, rng, long_side)
    image = shot.image.astype(np.float32)
    h, w = image.shape[:2]
    x, wide, high = w * rng.uniform(0.42, 0.58), w * rng.uniform(0.09, 0.13), max(6, int(h * 0.02))
    left, right = int(x - wide), int(x + wide)
    image[high : high + 6, left:right] *= 0.8
    steel = np.linspace(120, 205, high, dtype=np.float32)[:, None, None]
    image[:high, left:right] = steel
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8))


def app_grey(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app's grey mode: cut to the sheet, ground white, print grey to black."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 136))
    grey = cv2.cvtColor(shot.image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    level = cv2.GaussianBlur(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((17, 17), np.uint8)), (0, 0), 20)
    clean = np.clip((grey / np.maximum(level, 60) - 0.1) * 282, 0, 255)
    image = np.repeat(clean[..., None], 3, 2).astype(np.uint8)
    return replace(shot, image=image, capture="photocopy", grey=True, jpeg=rng.randint(40, 52))


def slanted_feed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Through a sheet feeder askew: two or three degrees, black where the paper was not."""
    dpi = rng.choice((118, 126, 134))
    small = capture.scan(sheet, rng, dpi=dpi)
    h, w = small.image.shape[:2]
    turn = np.vstack(
        [cv2.getRotationMatrix2D((w / 2, h / 2), rng.choice((-1, 1)) * rng.uniform(1.0, 2.6), 0.985), [0, 0, 1]]
    )
    image = cv2.warpAffine(small.image, turn[:2], (w, h), flags=cv2.INTER_LINEAR, borderValue=(24, 24, 24))
    return replace(small, image=np.asarray(image, np.uint8), matrix=turn @ small.matrix, jpeg=rng.randint(34, 44))


def office_grey(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """An office machine's colour scan at a low quality: whites yellowish, a dust line down the glass."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 138))
    image = shot.image.astype(np.float32) * np.array((0.94, 0.985, 1.0), np.float32)
    x = rng.randrange(int(image.shape[1] * 0.05), int(image.shape[1] * 0.95))
    image[:, x : x + 1] *= 0.72
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8), jpeg=rng.randint(30, 38))


def double_exposure(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The hand jerked once: every stroke has a fainter twin."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    lit = _light(picture, rng)
    a, far = rng.uniform(0, 2 * math.pi), rng.uniform(2.0, 3.2)
    step = np.array([(1, 0, far * math.cos(a)), (0, 1, far * math.sin(a))], np.float32)
    twin = cv2.warpAffine(lit, step, (lit.shape[1], lit.shape[0]), borderMode=cv2.BORDER_REPLICATE)
    return _done(np.asarray(lit * 0.66 + twin * 0.34, np.float32), matrix, rng, quality="poor")


def greasy_lens(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A fingerprint on the lens: a milky veil, contrast gone in one half."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    lit = _light(picture, rng)
    h, w = lit.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    veil = np.exp(-(((x / w - rng.uniform(0.2, 0.8)) / 0.5) ** 2 + ((y / h - rng.uniform(0.2, 0.8)) / 0.5) ** 2))
    haze = cv2.GaussianBlur(lit, (0, 0), 9)
    part = (0.3 + 0.32 * veil)[..., None]
    return _done(np.asarray(lit * (1 - part) + (haze * 0.6 + 84) * part, np.float32), matrix, rng, quality="poor")


def near_focus(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focused on the lower edge: what lies higher up grows soft."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    lit = _light(picture, rng)
    h = lit.shape[0]
    soft = cv2.GaussianBlur(lit, (0, 0), rng.uniform(1.5, 1.9))
    far = np.clip(1.15 - np.arange(h, dtype=np.float32) / (0.8 * h), 0, 1)[:, None, None]
    return _done(np.asarray(lit * (1 - far) + soft * far, np.float32), matrix, rng, quality="poor")


def weak_torch(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """By the phone's lamp in the dark: a pale disc, dusk around it, grain everywhere."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    far = np.hypot((x / w - rng.uniform(0.4, 0.6)) * w / h, y / h - rng.uniform(0.4, 0.6))
    disc = 0.42 + 0.62 * np.exp(-((far / 0.42) ** 2))
    lit = picture * disc[..., None] * np.array((1.02, 0.98, 0.93), np.float32) + 6
    return _done(np.asarray(lit + _noise(rng, (h, w, 3), 5.0), np.float32), matrix, rng, quality="poor", grain=2.2)


def worn_drum(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy from a worn drum: dark bands across, grey ground, strokes filled in."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 140))
    grey = shot.image.astype(np.float32)
    h = grey.shape[0]
    y = np.arange(h, dtype=np.float32)[:, None, None]
    bands = 26 * (0.5 + 0.5 * np.sin(2 * math.pi * y / (h * rng.uniform(0.09, 0.16)))) ** 6
    fat = cv2.erode(grey, np.ones((2, 2), np.uint8))
    image = np.clip(fat * 0.88 - bands + _noise(rng, grey.shape[:2], 5.0)[..., None], 0, 255)
    return replace(shot, image=image.astype(np.uint8), quality="poor", seals_legible=False)


MISHAPS_I: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_i": f
    for f in (
        *(doorway, stand, old_phone, leaning, shrunk, evening, half_fold, lifted_corner, clipboard, app_grey),
        *(slanted_feed, office_grey, double_exposure, greasy_lens, near_focus, weak_torch, worn_drum),
    )
}
