"""What happens to the twelfth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

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
    *("own_shadow", "corner_lamp", "from_below", "bowed", "thirds", "tiles", "softened", "warm", "stapled"),
    *("cut_off", "old_phone", "feeder", "lid_open", "app_clean"),
)
"""A person reads these without effort."""
HARD = ("shiver", "flash_spot", "far_end", "corridor", "striped_drum")
"""Legible with reservations."""


def _inked(picture: Float, factor: Float, matrix: Float, rng: random.Random, quality: str = "good") -> Shot:
    return _done(np.asarray(picture * factor[..., None], np.float32), matrix, rng, quality=quality)


def own_shadow(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A head and two arms holding the phone stand between the lamp and the lower half."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    x, y = _grid(picture)
    at = (rng.uniform(0.3, 0.7), rng.uniform(0.62, 0.85))
    head = np.hypot((x - at[0]) / 0.2, (y - at[1]) / 0.17) < 1
    trunk = (np.abs(x - at[0]) < 0.13 + 0.5 * (y - at[1])) & (y > at[1])
    shade = cv2.GaussianBlur((head | trunk).astype(np.float32), (0, 0), long_side / 42)
    return _inked(_light(picture, rng), np.asarray(1 - rng.uniform(0.24, 0.4) * shade, np.float32), matrix, rng)


def corner_lamp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A desk lamp close to one corner: bright there, half as bright at the other."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5), 0.03)
    x, y = _grid(picture)
    far = np.hypot(x - rng.choice((0.0, 1.0)), y - rng.choice((0.0, 1.0)))
    return _inked(picture, np.asarray(1.04 / (1 + rng.uniform(0.45, 0.75) * far**2), np.float32), matrix, rng)


def from_below(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The phone leans: the far edge of the sheet is a good deal shorter."""
    picture, matrix, _ = _lay(sheet, rng, int(long_side * 1.06), rng.gauss(0, 2), 0.055)
    return _done(_light(picture, rng), matrix, rng)


def bowed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held in one hand: the sheet bows like a tile, lit along the crest."""
    w = sheet.shape[1]
    rise = rng.choice((-1, 1)) * rng.uniform(0.008, 0.016) * sheet.shape[0]

    def across(px: Float) -> Float:
        return np.asarray(rise * np.sin(math.pi * px / w), np.float32)

    def shade(px: Float) -> Float:
        return np.asarray(0.87 + 0.13 * np.sin(math.pi * px / w), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, False), rng, long_side, rng.gauss(0, 2.5))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def thirds(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded like a letter and opened: two creases across, three panes in their own light."""
    h = sheet.shape[0]
    y = np.arange(h, dtype=np.float32)[:, None]
    one, two = h * rng.uniform(0.31, 0.35), h * rng.uniform(0.64, 0.69)
    tones = [rng.uniform(0.86, 1.0) for _ in range(3)]
    panes = np.where(y < one, tones[0], np.where(y < two, tones[1], tones[2]))
    dark = 0.26 * np.exp(-(((y - one) / 2.8) ** 2)) + 0.26 * np.exp(-(((y - two) / 2.8) ** 2))
    lit = np.clip(sheet * (panes * (1 - dark))[..., None], 0, 255).astype(np.uint8)
    return mishaps.flat(lit, rng, long_side)


def tiles(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Laid on the hall's floor: speckled tiles with dark joints around the paper."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    solid = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), shot.matrix, (w, h)).astype(np.float32) / 255
    floor = np.full((h, w, 3), (168, 182, 190), np.float32) * rng.uniform(0.75, 1.05)
    floor += _noise(rng, (h, w), 11.0)[..., None]
    step, first = int(w * rng.uniform(0.3, 0.45)), rng.randint(0, 60)
    for at in range(first, max(h, w), step):
        cv2.line(floor, (at, 0), (at + rng.randint(-9, 9), h), (92, 98, 104), 4, cv2.LINE_AA)
        cv2.line(floor, (0, at), (w, at + rng.randint(-9, 9)), (92, 98, 104), 4, cv2.LINE_AA)
    cover = cv2.GaussianBlur(solid, (0, 0), 0.8)[..., None]
    image = shot.image.astype(np.float32) * cover + floor * (1 - cover)
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8))


def softened(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A phone that makes faces smooth does so with paper, too."""
    shot = mishaps.flat(sheet, rng, long_side)
    return replace(shot, image=np.asarray(cv2.bilateralFilter(shot.image, 5, 18, 2), np.uint8))


def warm(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """At home under a yellow bulb, a little dark."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    tint = np.array((rng.uniform(0.56, 0.68), rng.uniform(0.78, 0.86), 0.94), np.float32)
    return _done(_light(np.asarray(picture * tint, np.float32), rng), matrix, rng, grain=1.2)


def stapled(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """One of several: a staple in the corner and the next sheet's edge looking out below."""
    paper = sheet.copy()
    h, w = paper.shape[:2]
    x, y = int(w * 0.035), int(h * 0.02)
    cv2.line(paper, (x, y + 22), (x + 34, y), (132, 134, 138), 5, cv2.LINE_AA)
    cv2.line(paper, (0, int(h * 0.06)), (int(w * 0.09), 0), (196, 198, 200), 3, cv2.LINE_AA)
    paper[-8:] = (paper[-8:] * 0.7).astype(np.uint8)
    return mishaps.flat(np.asarray(paper, np.uint8), rng, long_side)


def cut_off(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Cut by an app along one side, through the blank margin."""
    shot = mishaps.flat(sheet, rng, int(long_side * 1.03))
    h, w = shot.image.shape[:2]
    left, top, right, bottom = (rng.uniform(0.0, 0.038) for _ in range(4))
    x, y = int(w * left), int(h * top * 0.7)
    moved = np.array([(1, 0, -x), (0, 1, -y), (0, 0, 1)], np.float64)
    image = np.ascontiguousarray(shot.image[y : h - int(h * bottom * 0.7), x : w - int(w * right)])
    return replace(shot, image=image, matrix=moved @ shot.matrix)


def old_phone(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Few dots, made many again by the program that sent it."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    few = cv2.resize(shot.image, None, fx=0.86, fy=0.86, interpolation=cv2.INTER_AREA)
    return replace(shot, image=np.asarray(cv2.resize(few, (w, h), interpolation=cv2.INTER_CUBIC), np.uint8))


def feeder(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Drawn through a feeder whose glass bears a grain of dust: fine upright lines, a slant."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 150))
    image = shot.image.astype(np.float32)
    w = image.shape[1]
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(w // 20, w - 2)
        image[:, at] = 0.55 * image[:, at] + 0.45 * np.array([rng.uniform(90, 220) for _ in "bgr"], np.float32)
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8), jpeg=rng.randint(35, 52))


def lid_open(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The lid stood open: black around the sheet, daylight creeping in at one edge."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 146))
    image = shot.image.astype(np.float32)
    x, y = _grid(image)
    near = rng.choice((x, 1 - x, 1 - y))
    image *= (1 - 0.8 * (near < rng.uniform(0.004, 0.009)))[..., None]
    image *= (1 - 0.16 * np.exp(-((near / 0.05) ** 2)))[..., None]
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8), jpeg=rng.randint(35, 52))


def app_clean(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app in colour: paper made white, print dark, the frame squared to the sheet."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.6), 0.006)
    lit = _light(picture, rng)
    level = cv2.GaussianBlur(lit, (0, 0), long_side / 30)
    clean = np.clip((lit / np.maximum(level, 60) - 0.56) / 0.4, 0, 1) * 255
    return replace(_done(np.asarray(clean, np.float32), matrix, rng, grain=0.3), jpeg=rng.randint(58, 80))


def shiver(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A trembling hand: every stroke smeared a little aslant."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    size = rng.choice((5, 5, 7))
    kernel = np.zeros((size, size), np.float32)
    cv2.line(kernel, (0, rng.randint(1, size - 2)), (size - 1, rng.randint(1, size - 2)), (1.0,), 1)
    blurred = cv2.filter2D(_light(picture, rng), -1, kernel / kernel.sum())
    return _done(np.asarray(blurred, np.float32), matrix, rng, quality="poor")


def flash_spot(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The flash mirrored in glossy paper, print pale around it."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    x, y = _grid(picture)
    far = np.hypot((x - rng.uniform(0.3, 0.7)) / 0.16, (y - rng.uniform(0.3, 0.6)) / 0.11)
    veil = (0.72 * np.exp(-(far**2)))[..., None]
    lit = _light(picture, rng)
    return _done(np.asarray(lit * (1 - veil) + 254 * veil, np.float32), matrix, rng, quality="poor")


def far_end(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focus on the near half: towards the far edge the print grows soft."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2), 0.035)
    lit = _light(picture, rng)
    _, y = _grid(picture)
    soft = cv2.GaussianBlur(lit, (0, 0), rng.uniform(1.5, 1.9))
    share = np.clip((0.55 - y) / 0.5, 0, 1)[..., None]
    return _done(np.asarray(lit * (1 - share) + soft * share, np.float32), matrix, rng, quality="poor")


def corridor(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In a dark corridor: grey, coarse, greenish."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    dim = picture * np.array((0.4, 0.48, 0.42), np.float32) + 8
    noisy = np.clip(dim + _noise(rng, picture.shape, 8.0), 0, 255)
    return _done(np.asarray(noisy, np.float32), matrix, rng, quality="poor", grain=2.2)


def striped_drum(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy from a scratched drum: dark bands across that come back, specks between."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 142))
    grey = shot.image.astype(np.float32)
    _, y = _grid(grey)
    bands = 0.3 * np.maximum(0, np.sin(y * 2 * math.pi * rng.uniform(7, 12) + rng.uniform(0, 6))) ** 6
    pale = grey + (244 - grey) * 0.3
    noisy = np.clip(pale * (1 - bands[..., None]) + _noise(rng, grey.shape[:2], 6.0)[..., None], 0, 255)
    return replace(shot, image=noisy.astype(np.uint8), quality="poor", seals_legible=False)


MISHAPS_L: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_l": f
    for f in (
        *(own_shadow, corner_lamp, from_below, bowed, thirds, tiles, softened, warm, stapled, cut_off, old_phone),
        *(feeder, lid_open, app_clean, shiver, flash_spot, far_end, corridor, striped_drum),
    )
}
