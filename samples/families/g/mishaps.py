"""What happens to the seventh family's pictures; like those of mishaps.py they keep where sheet pixels went."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from samples import capture, mishaps
from samples.capture import Float, Image, Shot
from samples.mishaps import _bent, _done, _ground, _lay, _light, _noise

LEGIBLE = (
    "aslant",
    "flash",
    "blinds",
    "gutter",
    "rolled",
    "album",
    "close_up",
    "dim_room",
    "feeder",
    "flattened",
    "fine",
)
"""A person reads these without effort."""
HARD = ("gleam", "jolted", "hazy", "worn_drum", "backlit")
"""Legible with reservations."""


def aslant(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """From a seat at the table: the far edge a good deal shorter than the near one."""
    h, w = sheet.shape[:2]
    scale = long_side / h if h >= w else long_side / w
    width, height = int(w * scale), int(h * scale * rng.uniform(0.9, 0.98))
    far, shift = rng.uniform(0.05, 0.11), rng.uniform(-0.03, 0.03)
    corners = np.array([(far + shift, 0.03), (1 - far + shift, 0.04), (0.985, 0.975), (0.015, 0.98)], np.float32)
    corners = (corners * (width, height)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), corners)
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.3, 0.42 / scale))
    flat = cv2.warpPerspective(soft, matrix, (width, height)).astype(np.float32)
    solid = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (width, height)).astype(np.float32) / 255
    cover = cv2.GaussianBlur(solid, (0, 0), 0.7)[..., None]
    picture = _ground(rng, height, width) * (1 - cover) + flat * cover * rng.uniform(0.9, 0.97)
    return _done(_light(np.asarray(picture, np.float32), rng), np.asarray(matrix, np.float64), rng)


def flash(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """With the phone's own light: bright in the middle, dark to the corners."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 3))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    off = np.hypot((x / w - rng.uniform(0.4, 0.6)) * w / h, y / h - rng.uniform(0.35, 0.6))
    lit = picture * (1.06 - rng.uniform(0.6, 0.9) * off**2)[..., None] * np.array((1.02, 1.0, 0.97), np.float32)
    return _done(np.asarray(lit, np.float32), matrix, rng)


def blinds(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Under a window with blinds: soft stripes of shadow."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5), 0.028)
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    a, step = rng.uniform(-0.5, 0.5), rng.uniform(0.09, 0.16) * h
    wave = np.tanh(2.2 * np.sin((y + a * x) * 2 * math.pi / step))
    return _done(np.asarray(picture * (0.9 + 0.08 * wave)[..., None], np.float32), matrix, rng, grain=0.5)


def gutter(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """One page of a bound file: it rises towards the binding on the left, which lies in shadow."""
    h, w = sheet.shape[:2]
    rise = rng.uniform(0.008, 0.018) * h

    def across(x: Float) -> Float:
        return np.asarray(-rise * np.exp(-x / (0.16 * w)), np.float32)

    def shade(x: Float) -> Float:
        return np.asarray(1 - 0.42 * np.exp(-x / (0.05 * w)), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, False), rng, long_side, rng.gauss(0, 1.5))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def rolled(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """It was carried rolled up and rolls again: top and bottom lean to one side, in waves of light."""
    h, w = sheet.shape[:2]
    push = rng.choice((-1, 1)) * rng.uniform(0.006, 0.014) * w

    def across(y: Float) -> Float:
        return np.asarray(push * np.cos(2 * math.pi * y / h), np.float32)

    def shade(y: Float) -> Float:
        return np.asarray(0.95 + 0.06 * np.cos(2 * math.pi * y / h + 0.7), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0] + across(points[:, 1]), points[:, 1]], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, True), rng, long_side, rng.gauss(0, 2.5))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def album(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Saved from a chat's preview: made small and large again, with the first squeeze's squares in it."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    small = cv2.resize(shot.image, (int(w * 0.86), int(h * 0.86)), interpolation=cv2.INTER_AREA)
    _, packed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(44, 58)])
    again = cv2.resize(cv2.imdecode(packed, cv2.IMREAD_COLOR), (w, h), interpolation=cv2.INTER_LINEAR)
    return replace(shot, image=np.asarray(again, np.uint8), jpeg=rng.randint(38, 46))


def close_up(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held close, so that the sheet fills the frame and its blank margin is cut off."""
    shot = mishaps.flat(sheet, rng, int(long_side * 1.05))
    return capture.cropped(shot, 0.028, 0.022, 0.975, 0.98)


def dim_room(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A bedroom at night: warm, dark, a little grain, yet sharp."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    tint = np.array((0.52, 0.66, 0.74), np.float32) * rng.uniform(0.85, 1.05)
    return _done(np.asarray(_light(picture, rng) * tint + 10, np.float32), matrix, rng, grain=2.2)


def feeder(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Pulled through a sheet feeder: skewed, stretched a little, a coloured streak from a speck on its sensor."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 130))
    h, w = shot.image.shape[:2]
    a, stretch = rng.uniform(-0.035, 0.035), rng.uniform(0.99, 1.012)
    move = np.array([(1, -a, a * h / 2), (a, stretch, -a * w / 2), (0, 0, 1)], np.float64)
    image = cv2.warpPerspective(shot.image, move, (w, h), flags=cv2.INTER_LINEAR, borderValue=(236, 238, 238))
    if rng.random() < 0.7:
        x = rng.randrange(8, w - 8)
        tint = np.array(rng.choice(((90, 30, 30), (30, 90, 40), (40, 30, 110))), np.uint8)
        image[:, x] = image[:, x] * 0.5 + tint * 0.5
    return replace(shot, image=np.asarray(image, np.uint8), matrix=move @ shot.matrix, jpeg=rng.randint(38, 50))


def flattened(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app found the edges, not quite: a sliver of the table along two of them, paper near white."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 130))
    picture = shot.image.astype(np.float32)
    h, w = picture.shape[:2]
    gain = np.clip((picture - rng.uniform(20, 40)) * 1.2, 0, 255)
    slip = int(rng.uniform(0.004, 0.01) * w)
    gain[:, :slip] = np.array((70, 84, 96), np.float32)
    gain[h - slip :] = np.array((64, 80, 92), np.float32)
    return replace(shot, image=gain.astype(np.uint8), capture="photo", jpeg=rng.randint(42, 56))


def fine(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A clerk's flat-bed at 200 to 300 dpi, squeezed hard to fit the portal's limit."""
    return replace(capture.scan(sheet, rng, dpi=rng.choice((200, 200, 240, 300))), jpeg=rng.randint(20, 26))


def gleam(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Glossy paper under a tube lamp: a band of glare across, in which thin print pales."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    at, a = rng.uniform(0.25, 0.7) * h, rng.uniform(-0.25, 0.25)
    band = np.exp(-(((y + a * x - at) / (0.05 * h)) ** 2))
    lit = _light(picture, rng)
    return _done(np.asarray(lit + (252 - lit) * (0.72 * band)[..., None], np.float32), matrix, rng, quality="poor")


def jolted(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The hand moved: every stroke twice, close together."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    lit = _light(picture, rng)
    dx, dy = rng.choice((-2, 2)), rng.choice((-1, 0, 1))
    twice = 0.62 * lit + 0.38 * np.roll(lit, (dy, dx), (0, 1))
    return _done(np.asarray(twice, np.float32), matrix, rng, quality="poor")


def hazy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Through a smeared lens: milky, light spreads from the paper over the print."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    lit = _light(picture, rng)
    bloom = cv2.GaussianBlur(lit, (0, 0), 14)
    milky = 0.58 * cv2.GaussianBlur(lit, (0, 0), 0.9) + 0.3 * bloom + rng.uniform(22, 34)
    return _done(np.asarray(milky, np.float32), matrix, rng, quality="poor")


def worn_drum(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A worn copier: pale in bands along the sheet, specks that come back with every turn of the drum."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 140))
    h, w = shot.image.shape[:2]
    across = np.arange(w, dtype=np.float32) / w
    pale = 0.34 * np.exp(-(((across - rng.uniform(0.2, 0.8)) / 0.05) ** 2))
    pale = pale + 0.2 * np.exp(-(((across - 0.95) / 0.04) ** 2))
    grey = shot.image.astype(np.float32)
    grey = grey + (255 - grey) * np.asarray(pale, np.float32)[None, :, None]
    sx = rng.randrange(20, w - 20)
    for k in range(rng.randrange(60, 200), h, rng.randrange(180, 260)):
        cv2.circle(grey, (sx, k), 2, (70.0, 70.0, 70.0), -1, cv2.LINE_AA)
    return replace(shot, image=np.clip(grey, 0, 255).astype(np.uint8), quality="poor", seals_legible=False)


def backlit(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held against a window: grey and flat, the light shining through."""
    picture, matrix, cover = _lay(sheet, rng, long_side, rng.gauss(0, 3))
    dull = picture * cover * 0.44 + 74 * cover + (1 - cover) * 240
    h, w = picture.shape[:2]
    noisy = np.asarray(dull, np.float32) + _noise(rng, (h, w, 3), 3.0)
    return _done(np.asarray(noisy, np.float32), matrix, rng, quality="poor", grain=1.5)


MISHAPS_G: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_g": f
    for f in (
        *(aslant, flash, blinds, gutter, rolled, album, close_up, dim_room, feeder, flattened, fine),
        *(gleam, jolted, hazy, worn_drum, backlit),
    )
}
