"""What happens to the fifteenth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

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
    *("noon", "counter", "own_shadow", "leaning", "quarter_fold", "filed", "corridor"),
    *("tidied", "feeder", "flatbed"),
)
"""A person reads these without effort."""
HARD = ("against_light", "near_focus", "evening", "shaken", "low_toner", "fourth_copy")
"""Legible with reservations."""


def _shot(lit: Float, matrix: Float, rng: random.Random, *, quality: str = "good", grain: float = 0.6) -> Shot:
    return _done(np.asarray(lit, np.float32), matrix, rng, quality=quality, grain=grain)


def noon(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a table by day, straight from above."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.6), 0.006)
    x, _ = _grid(picture)
    return _shot(picture * (rng.uniform(0.98, 1.02) - 0.05 * x)[..., None], matrix, rng, grain=0.4)


def counter(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a hospital counter under cool ceiling tubes: even light, slightly green."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.6), 0.014)
    _, y = _grid(picture)
    tint = np.array((rng.uniform(0.97, 1.02), 1.0, rng.uniform(0.93, 0.97)), np.float32)
    return _shot(picture * (0.97 - 0.07 * np.abs(y - 0.4))[..., None] * tint, matrix, rng)


def own_shadow(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The photographer's shoulder and phone darken the lower part."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.5))
    x, y = _grid(picture)
    edge = y - rng.uniform(0.5, 0.66) + 0.16 * np.cos((x - rng.uniform(0.3, 0.7)) * 4)
    dark = rng.uniform(0.18, 0.28) / (1 + np.exp(-np.clip(edge * 34, -40, 40)))
    return _shot(_light(picture, rng) * (1 - dark)[..., None], matrix, rng)


def leaning(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Taken sitting, from aside: no two edges are parallel."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.5), 0.04)
    return _shot(_light(picture, rng), matrix, rng)


def quarter_fold(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Out of a pocket: folded in four, each quarter in a light of its own."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    down, right = (y > h * rng.uniform(0.47, 0.53)), (x > w * rng.uniform(0.47, 0.53))
    tones = [rng.uniform(0.9, 1.0) for _ in range(4)]
    light = np.select([~down & ~right, ~down & right, down & ~right], tones[:3], tones[3])
    crease = cv2.morphologyEx(light.astype(np.float32), cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8)) > 0
    lit = sheet * cv2.GaussianBlur(light.astype(np.float32) * (1 - 0.14 * crease), (0, 0), 1.4)[..., None]
    return mishaps.flat(np.clip(lit, 0, 255).astype(np.uint8), rng, long_side)


def filed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Still in the stapled file: the left margin bends into the spine and darkens."""
    w = sheet.shape[1]
    depth = rng.uniform(0.006, 0.012) * w

    def down(px: Float) -> Float:
        return np.asarray(depth * np.exp(-px / (0.09 * w)), np.float32)

    def shade(px: Float) -> Float:
        return np.asarray(1 - 0.3 * np.exp(-px / (0.05 * w)), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + down(points[:, 0])], 1)

    picture, matrix, _ = _lay(_bent(sheet, down, shade, False), rng, long_side, rng.gauss(0, 1.4))
    return replace(_shot(_light(picture, rng), matrix, rng), bend=bend)


def corridor(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In a corridor: warm lamp overhead, a little grain, passed on by a messenger that squeezes."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.2), 0.018)
    x, y = _grid(picture)
    pool = np.exp(-(((x - 0.5) / 0.9) ** 2) - ((y - rng.uniform(0.2, 0.6)) / 0.95) ** 2)
    warm = np.array((rng.uniform(0.83, 0.9), rng.uniform(0.94, 0.98), 1.02), np.float32)
    shot = _shot(picture * (0.72 + 0.3 * pool)[..., None] * warm, matrix, rng, grain=1.4)
    done, data = cv2.imencode(".jpg", shot.image, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(56, 70)])
    assert done
    return replace(shot, image=np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8))


def tidied(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app: squared, paper whitened, colours strengthened."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.5), 0.004)
    lit = _light(picture, rng)
    level = np.maximum(cv2.GaussianBlur(lit, (0, 0), long_side / 18), 90)
    clean = np.clip((lit / level - 0.34) / 0.62, 0, 1) * 253
    return _shot(clean, matrix, rng, grain=0.2)


def feeder(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Through a sheet feeder with a speck on its glass: one thin line down the page."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 150))
    image = shot.image.copy()
    at = round(rng.uniform(0.03, 0.97) * (image.shape[1] - 2))
    image[:, at : at + 1] = (image[:, at : at + 1] * 0.72).astype(np.uint8)
    return replace(shot, image=image)


def flatbed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A multifunction printer's colour scan: crisp, the print of the back faintly showing through."""
    back = cv2.GaussianBlur(cv2.flip(sheet, 1), (0, 0), 3).astype(np.float32)
    thin = np.clip(sheet.astype(np.float32) - (255 - back) * rng.uniform(0.015, 0.03), 0, 255).astype(np.uint8)
    return capture.scan(thin, rng, dpi=round(long_side / 1580 * 150))


def against_light(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held up before a window: the sheet is dim, its edge washed out."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    x, y = _grid(picture)
    glow = np.exp(-((x - rng.choice((0.0, 1.0))) ** 2 + (y - rng.uniform(0, 0.4)) ** 2) / 0.16)
    lit = picture * rng.uniform(0.56, 0.64) + (glow * rng.uniform(52, 72))[..., None]
    return _shot(lit, matrix, rng, quality="poor", grain=2.2)


def near_focus(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focus sits on the near edge; the far third is soft."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.5))
    lit = _light(picture, rng)
    _, y = _grid(lit)
    share = np.clip((rng.uniform(0.36, 0.46) - y) / 0.3, 0, 1)[..., None]
    soft = cv2.GaussianBlur(lit, (0, 0), rng.uniform(1.1, 1.4) * long_side / 1200)
    return _shot(lit * (1 - share) + soft * share, matrix, rng, quality="poor")


def evening(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """At home late: little light, yellow, noisy, smoothed by the phone."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    warm = np.array((0.7, 0.88, 1.0), np.float32)
    dim = picture * rng.uniform(0.5, 0.6) * warm + _noise(rng, picture.shape[:2], 5.0)[..., None]
    smooth = cv2.bilateralFilter(np.asarray(dim, np.float32), 5, 18, 3)
    return _shot(smooth, matrix, rng, quality="poor", grain=1.5)


def shaken(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The hand moved a little while the shutter was open."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    reach, a = max(2.0, long_side / 520), rng.uniform(0, math.pi)
    size = 2 * math.ceil(reach) + 1
    kernel, c = np.zeros((size, size), np.float32), size // 2
    step = (round(math.cos(a) * reach / 2), round(math.sin(a) * reach / 2))
    cv2.line(kernel, (c - step[0], c - step[1]), (c + step[0], c + step[1]), (1.0,), 1)
    drawn = cv2.filter2D(_light(picture, rng), -1, kernel / kernel.sum())
    return _shot(drawn, matrix, rng, quality="poor")


def low_toner(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy from a cartridge that runs out: pale stripes down the page."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 146))
    grey = shot.image.astype(np.float32)
    x, _ = _grid(grey)
    pale = 0.36 * np.exp(-(((x - rng.uniform(0.15, 0.85)) / rng.uniform(0.05, 0.09)) ** 2)) + 0.16
    copy = grey + (246 - grey) * pale[..., None]
    return replace(shot, image=np.clip(copy, 0, 255).astype(np.uint8), quality="poor", seals_legible=False)


def fourth_copy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy of copies: strokes thickened, specks, a grey ground."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 150))
    plain = shot.image[..., 0]
    thick = cv2.addWeighted(plain, 0.6, cv2.erode(plain, np.ones((2, 2), np.uint8)), 0.4, 0)
    grey = cv2.GaussianBlur(thick.astype(np.float32), (0, 0), 0.6)
    hard = 255 / (1 + np.exp(-np.clip((grey - rng.uniform(176, 188)) / 16, -30, 30)))
    specks = (_noise(rng, grey.shape, 1.0) > 3.4) * 120
    copy = np.clip(hard * 0.93 - cv2.GaussianBlur(specks.astype(np.float32), (0, 0), 0.6), 0, 255).astype(np.uint8)
    return replace(shot, image=np.repeat(copy[..., None], 3, 2), quality="poor", seals_legible=False)


MISHAPS_O: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_o": f
    for f in (
        *(noon, counter, own_shadow, leaning, quarter_fold, filed, corridor, tidied, feeder, flatbed),
        *(against_light, near_focus, evening, shaken, low_toner, fourth_copy),
    )
}
