"""What happens to the eleventh family's pictures; like those of mishaps.py they keep where sheet pixels went."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from samples import capture, mishaps
from samples.capture import Float, Image, Shot
from samples.mishaps import _bent, _done, _grid, _lay, _light, _noise

LEGIBLE = (
    *("sunlit", "led_bands", "bedspread", "on_a_pile", "dog_ear", "cross_fold", "oversharp", "resaved"),
    *("stretched", "tight", "aged", "gutter", "thin_paper", "dirty_glass"),
)
"""A person reads these without effort."""
HARD = ("swung", "strip_lamp", "hunting_focus", "candle", "pale_toner")
"""Legible with reservations."""


def sunlit(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """By a window: a bright slanting patch with a hard edge, the rest in the room's shade."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5), 0.03)
    x, y = _grid(picture)
    a, at = rng.uniform(0, math.pi), rng.uniform(-0.2, 0.2)
    side = (x - 0.5) * math.cos(a) + (y - 0.5) * math.sin(a) - at
    lit = 1 / (1 + np.exp(np.clip(-side * rng.uniform(60, 140), -40, 40)))
    light = rng.uniform(0.68, 0.76) + rng.uniform(0.24, 0.3) * lit
    warm = np.array((0.95, 1.0, 1.03), np.float32) ** lit[..., None]
    return _done(np.asarray(picture * light[..., None] * warm, np.float32), matrix, rng)


def led_bands(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Under a flickering lamp: the shutter draws soft dark bands across."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    _, y = _grid(picture)
    bands = 1 - rng.uniform(0.05, 0.1) * (1 + np.sin(y * 2 * math.pi * rng.uniform(5, 11) + rng.uniform(0, 6)))
    return _done(_light(np.asarray(picture * bands[..., None], np.float32), rng), matrix, rng)


def bedspread(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a patterned cloth: flowers and stripes around the paper, its edges uneven."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    solid = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), shot.matrix, (w, h)).astype(np.float32) / 255
    cloth = np.full((h, w, 3), (186, 176, 220), np.float32) * rng.uniform(0.8, 1.0)
    for _ in range(110):
        colour = tuple(rng.uniform(60, 235) for _ in "bgr")
        at = (rng.randrange(w), rng.randrange(h))
        for k in range(5):
            t = k * 2 * math.pi / 5
            cv2.circle(cloth, (int(at[0] + 9 * math.cos(t)), int(at[1] + 9 * math.sin(t))), 7, colour, -1, cv2.LINE_AA)
    cover = cv2.GaussianBlur(solid, (0, 0), 0.8)[..., None]
    image = shot.image.astype(np.float32) * cover + cloth * (1 - cover)
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8))


def on_a_pile(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On top of other papers, whose edges and grey lines look out on two sides."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    under = np.full((h, w, 3), 232, np.float32) * rng.uniform(0.84, 0.95)
    for k in range(5, 40):
        row = int(h * k / 40)
        cv2.line(under, (0, row), (w, row + rng.randint(-6, 6)), (150, 150, 152), 2, cv2.LINE_AA)
    solid = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), shot.matrix, (w, h)).astype(np.float32) / 255
    shade = 1 - 0.35 * cv2.GaussianBlur(solid, (0, 0), 8)[..., None]
    cover = cv2.GaussianBlur(solid, (0, 0), 0.8)[..., None]
    image = shot.image.astype(np.float32) * cover + under * shade * (1 - cover)
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8))


def dog_ear(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """One blank corner is turned over; its back is grey."""
    folded = sheet.copy()
    h, w = sheet.shape[:2]
    reach = int(min(h, w) * rng.uniform(0.035, 0.055))  # within the margin
    left = rng.random() < 0.5
    corner, along, across = ((0, 0), (reach, 0), (0, reach)) if left else ((w, 0), (w - reach, 0), (w, reach))
    inner = (reach, reach) if left else (w - reach, reach)
    cv2.fillConvexPoly(folded, np.array([corner, along, across], np.int32), (120, 128, 134))
    cv2.fillConvexPoly(folded, np.array([along, across, inner], np.int32), (214, 218, 220))
    cv2.line(folded, along, across, (150, 152, 154), 3, cv2.LINE_AA)
    return mishaps.flat(np.asarray(folded, np.uint8), rng, long_side)


def cross_fold(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded twice, lengthwise and across, and opened: four panes, each in its own light."""
    h, w = sheet.shape[:2]
    mx, my = w * rng.uniform(0.47, 0.53), h * rng.uniform(0.47, 0.53)
    y, x = np.mgrid[:h, :w].astype(np.float32)
    tones = [rng.uniform(0.86, 1.0) for _ in range(4)]
    panes = np.select([(x < mx) & (y < my), (x >= mx) & (y < my), x < mx], tones[:3], tones[3]).astype(np.float32)
    creases = 0.24 * np.exp(-(((x - mx) / 2.6) ** 2)) + 0.24 * np.exp(-(((y - my) / 2.6) ** 2))
    lit = np.clip(sheet * (panes * (1 - np.clip(creases, 0, 0.4)))[..., None], 0, 255).astype(np.uint8)
    rise = rng.choice((-1, 1)) * rng.uniform(0.004, 0.009) * h

    def across(px: Float) -> Float:
        return np.asarray(rise * np.abs(px - mx) / (w / 2), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    picture, matrix, _ = _lay(_bent(lit, across, np.ones_like, False), rng, long_side, rng.gauss(0, 2))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def oversharp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A phone that sharpens: bright halos around dark strokes, flat colours."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    lit = _light(picture, rng)
    halo = lit + rng.uniform(0.9, 1.4) * (lit - cv2.GaussianBlur(lit, (0, 0), 2.0))
    return _done(np.clip(halo, 0, 250).astype(np.float32), matrix, rng, grain=0.4)


def resaved(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Saved from a chat, cut, and sent on again: blocks on blocks."""
    shot = mishaps.flat(sheet, rng, int(long_side * 0.97))
    image = shot.image
    for quality in (rng.randint(38, 55), rng.randint(34, 46)):
        image = np.asarray(
            cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR),
            np.uint8,
        )
    return replace(shot, image=image)


def stretched(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Made square to the frame by an app that takes no care of the sides: a few per cent too wide or too high."""
    shot = mishaps.flat(sheet, rng, long_side)
    wide, high = (1.0, rng.uniform(0.92, 0.96)) if rng.random() < 0.5 else (rng.uniform(0.92, 0.96), 1.0)
    image = cv2.resize(shot.image, None, fx=wide, fy=high, interpolation=cv2.INTER_AREA)
    scale = np.diag([image.shape[1] / shot.image.shape[1], image.shape[0] / shot.image.shape[0], 1.0])
    return replace(shot, image=np.asarray(image, np.uint8), matrix=scale @ shot.matrix)


def tight(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held too near: the frame cuts the sheet's blank margins."""
    shot = mishaps.flat(sheet, rng, int(long_side * 1.03))
    h, w = shot.image.shape[:2]
    x, y = int(w * rng.uniform(0.025, 0.04)), int(h * rng.uniform(0.02, 0.03))
    moved = np.array([(1, 0, -x), (0, 1, -y), (0, 0, 1)], np.float64)
    return replace(shot, image=np.ascontiguousarray(shot.image[y : h - y, x : w - x]), matrix=moved @ shot.matrix)


def aged(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A paper kept for months: yellowed at the edges, a tea stain that print shows through."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    edge = np.clip(np.maximum(np.abs(x / w - 0.5), np.abs(y / h - 0.5)) * 2 - 0.55, 0, 1)
    ring = np.hypot(x - w * rng.uniform(0.15, 0.85), y - h * rng.uniform(0.2, 0.9)) / (0.09 * w)
    stain = 0.5 * np.exp(-(((ring - 1) / 0.07) ** 2)) + 0.22 * (ring < 1)
    tint = np.array((0.76, 0.93, 0.99), np.float32) ** (0.35 + edge + stain)[..., None]
    old = np.clip(sheet * tint, 0, 255).astype(np.uint8)
    return mishaps.flat(old, rng, long_side)


def gutter(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Copied out of a bound file on the glass: dark along the bound edge."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 134))
    image = shot.image.astype(np.float32)
    x, _ = _grid(image)
    near = x if rng.random() < 0.7 else 1 - x
    dark = 1 - 0.55 * np.exp(-((near / rng.uniform(0.012, 0.022)) ** 2))
    return replace(shot, image=np.clip(image * dark[..., None], 0, 255).astype(np.uint8), jpeg=rng.randint(34, 44))


def thin_paper(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The back of the sheet shines through, mirrored and pale."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 138))
    image = shot.image.astype(np.float32)
    back = cv2.GaussianBlur(np.roll(image[:, ::-1], int(image.shape[0] * 0.31), 0), (0, 0), 2.4)
    ghost = image - rng.uniform(0.05, 0.08) * (255 - back)
    return replace(shot, image=np.clip(ghost, 0, 255).astype(np.uint8), jpeg=rng.randint(32, 40))


def dirty_glass(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A counter's scanner: smudges, a hair, a bluish lamp."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 136))
    image = shot.image.astype(np.float32) * np.array((1.0, 0.985, 0.955), np.float32)
    h, w = image.shape[:2]
    for _ in range(rng.randint(3, 7)):
        spot = np.zeros((h, w), np.float32)
        cv2.circle(spot, (rng.randrange(w), rng.randrange(h)), rng.randint(10, 34), (1.0,), -1)
        image *= (1 - rng.uniform(0.05, 0.12) * cv2.GaussianBlur(spot, (0, 0), 9))[..., None]
    x, y = rng.randrange(w // 8, w), rng.randrange(h // 8, h)
    hair = np.array([(x + 9 * k, y + int(14 * math.sin(k / 2))) for k in range(12)], np.int32)
    cv2.polylines(image, [hair], False, (120.0, 120.0, 120.0), 1, cv2.LINE_AA)
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8), jpeg=rng.randint(32, 42))


def swung(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The hand sank while the shutter was open."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    lit = _light(picture, rng)
    size = rng.choice((5, 5, 7))
    kernel = np.zeros((size, size), np.float32)
    slope = rng.choice((-1, 0, 1))
    cv2.line(kernel, (size // 2 - slope, 0), (size // 2 + slope, size - 1), (1.0,), 1)
    return _done(np.asarray(cv2.filter2D(lit, -1, kernel / kernel.sum()), np.float32), matrix, rng, quality="poor")


def strip_lamp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A tube lamp mirrored in a film sleeve: a pale strip across some lines."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    x, y = _grid(picture)
    a = rng.uniform(-0.35, 0.35)
    off = (y - rng.uniform(0.25, 0.6)) + a * (x - 0.5)
    strip = np.exp(-((off / rng.uniform(0.022, 0.034)) ** 2))
    lit = _light(picture, rng)
    veil = (0.62 * strip)[..., None]
    return _done(np.asarray(lit * (1 - veil) + 252 * veil, np.float32), matrix, rng, quality="poor")


def hunting_focus(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focus just missed over the whole picture."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    soft = cv2.GaussianBlur(_light(picture, rng), (0, 0), rng.uniform(1.25, 1.55))
    return _done(np.asarray(soft, np.float32), matrix, rng, quality="poor", grain=1.0)


def candle(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Late in the ward, one yellow lamp: dim, coarse, smeared by the phone's cleaning of noise."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    dim = picture * np.array((0.36, 0.52, 0.62), np.float32) + 4
    noisy = np.clip(dim + _noise(rng, picture.shape, 7.0), 0, 255).astype(np.uint8)
    clean = cv2.bilateralFilter(noisy, 5, 22, 3).astype(np.float32)
    return _done(np.asarray(clean, np.float32), matrix, rng, quality="poor", grain=1.6)


def pale_toner(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy from an empty cartridge: print grey, paler in upright stripes."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 140))
    grey = shot.image.astype(np.float32)
    x, _ = _grid(grey)
    lack = 0.34 + 0.2 * np.sin(x * 2 * math.pi * rng.uniform(2, 4) + rng.uniform(0, 6))
    image = grey + (250 - grey) * lack[..., None]
    noisy = np.clip(image + _noise(rng, grey.shape[:2], 4.0)[..., None], 0, 255).astype(np.uint8)
    return replace(shot, image=noisy, quality="poor", seals_legible=False)


MISHAPS_K: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_k": f
    for f in (
        *(sunlit, led_bands, bedspread, on_a_pile, dog_ear, cross_fold, oversharp, resaved, stretched, tight, aged),
        *(gutter, thin_paper, dirty_glass, swung, strip_lamp, hunting_focus, candle, pale_toner),
    )
}
