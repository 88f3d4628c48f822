"""What happens to the sixteenth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from samples import capture, mishaps
from samples.capture import Image, Shot
from samples.mishaps import _grid, _lay, _light, _noise, _shot

LEGIBLE = ("daylight", "held", "lamp", "letter_fold", "sleeve", "overhead", "resent", "cleared", "office", "both_sides")
"""A person reads these without effort."""
HARD = ("greasy_lens", "swung", "dim_ward", "deep_crease", "light_copy", "dirty_drum")
"""Legible with reservations."""
NEARER = 1.14
"""Who sees that a picture turns out badly goes nearer: fine print stays legible."""


def daylight(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Beside a window: clear light that falls off towards the room."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.8), 0.008)
    x, _ = _grid(picture)
    side = x if rng.random() < 0.5 else 1 - x
    return _shot(picture * (1.03 - rng.uniform(0.06, 0.13) * side)[..., None], matrix, rng, grain=0.4)


def held(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held in one hand and taken with the other: it bows, and no edge is straight on."""
    shot = mishaps.curl(sheet, rng, long_side)
    return replace(shot, quality="good")


def lamp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Under a desk lamp at home: warm, brightest at the lamp."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.8), 0.016)
    x, y = _grid(picture)
    pool = np.exp(-(((x - rng.uniform(0.2, 0.8)) / 1.1) ** 2) - ((y - rng.uniform(0.1, 0.4)) / 1.2) ** 2)
    warm = np.array((rng.uniform(0.86, 0.92), rng.uniform(0.95, 0.99), 1.02), np.float32)
    return _shot(picture * (0.76 + 0.28 * pool)[..., None] * warm, matrix, rng, grain=0.9)


def letter_fold(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Out of an envelope: folded in three, each third in a light of its own."""
    h = sheet.shape[0]
    y = np.arange(h, dtype=np.float32)
    cuts = (h * rng.uniform(0.31, 0.35), h * rng.uniform(0.65, 0.69))
    tones = [rng.uniform(0.91, 1.0) for _ in range(3)]
    light = np.select([y < cuts[0], y < cuts[1]], tones[:2], tones[2])
    for cut in cuts:
        light = light * (1 - 0.12 * np.exp(-(((y - cut) / 2.2) ** 2)))
    soft = cv2.GaussianBlur(light.astype(np.float32)[:, None], (1, 0), 1.5, sigmaY=1.5)
    return mishaps.flat(np.clip(sheet * soft[..., None], 0, 255).astype(np.uint8), rng, long_side)


def sleeve(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In a clear sleeve of a file: a pale reflection leans across, thin enough to read through."""
    picture, matrix, cover = _lay(sheet, rng, long_side, rng.gauss(0, 1.4))
    x, y = _grid(picture)
    band = np.exp(-(((x + rng.uniform(-0.3, 0.3) * y - rng.uniform(0.25, 0.75)) / rng.uniform(0.05, 0.09)) ** 2))
    lit = _light(picture, rng) * 0.97 + (band * rng.uniform(14, 26))[..., None] * cover
    return _shot(lit, matrix, rng)


def overhead(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A clerk's document camera: straight down, even, a little soft and cool."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.5), 0.003)
    tint = np.array((1.02, 1.0, rng.uniform(0.94, 0.98)), np.float32)
    return _shot(cv2.GaussianBlur(picture, (0, 0), 0.45) * tint, matrix, rng, grain=0.5)


def resent(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Passed on from group to group: squeezed once more on the way."""
    shot = mishaps.flat(sheet, rng, long_side)
    done, data = cv2.imencode(".jpg", shot.image, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(50, 66)])
    assert done
    return replace(shot, image=np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8))


def cleared(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app's stronger mode: squared, paper white, ink deepened."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.4), 0.003)
    level = np.maximum(cv2.GaussianBlur(picture, (0, 0), long_side / 14), 80)
    clean = np.clip((picture / level - 0.28) / 0.66, 0, 1) ** 1.15 * 254
    return _shot(clean, matrix, rng, grain=0.2)


def office(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copier's colour scan: paper tinted, text crisp."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 150))
    warm = np.array((rng.uniform(0.95, 0.99), 0.995, 1.0), np.float32)
    return replace(shot, image=np.clip(shot.image * warm, 0, 255).astype(np.uint8))


def both_sides(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Thin paper printed on both sides: the back shows faintly, mirrored and shifted."""
    back = np.roll(cv2.GaussianBlur(cv2.flip(sheet, 1), (0, 0), 2.6), rng.randint(20, 60), 0).astype(np.float32)
    thin = np.clip(sheet.astype(np.float32) - (255 - back) * rng.uniform(0.02, 0.04), 0, 255).astype(np.uint8)
    return office(thin, rng, long_side)


def greasy_lens(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A thumb has been on the lens: bright parts bleed, contrast is gone."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2))
    haze = cv2.GaussianBlur(picture, (0, 0), long_side / 40)
    lit = 0.62 * picture + 0.3 * haze + rng.uniform(14, 22)
    return _shot(lit, matrix, rng, quality="poor", grain=1.2)


def swung(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The phone was still moving: every stroke drawn out a little along one way."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2))
    reach, a = max(2.2, long_side / 500), rng.uniform(0, math.pi)
    size = 2 * math.ceil(reach) + 1
    at = np.arange(size, dtype=np.float32) - size // 2
    x, y = np.meshgrid(at, at)
    along, aside = x * math.cos(a) + y * math.sin(a), y * math.cos(a) - x * math.sin(a)
    kernel = np.exp(-((along / (reach / 2)) ** 4) - (aside / 0.5) ** 2)
    return _shot(cv2.filter2D(_light(picture, rng), -1, kernel / kernel.sum()), matrix, rng, quality="poor")


def dim_ward(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On the bed after lights out: dark, bluish, noisy."""
    picture, matrix, _ = _lay(sheet, rng, round(long_side * NEARER), rng.gauss(0, 2.2))
    cold = np.array((1.0, 0.93, 0.86), np.float32)
    dim = picture * rng.uniform(0.52, 0.62) * cold + _noise(rng, picture.shape[:2], 4.0)[..., None]
    return _shot(cv2.GaussianBlur(dim, (0, 0), 0.45), matrix, rng, quality="poor", grain=1.5)


def deep_crease(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Carried in a trouser pocket: hard creases across, their shadow on the lines beside them."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    light = np.ones((h, w), np.float32)
    for share in (rng.uniform(0.2, 0.3), rng.uniform(0.45, 0.55), rng.uniform(0.7, 0.8)):
        line = y - h * share - rng.uniform(-0.05, 0.05) * x
        light *= 1 - 0.34 * np.exp(-np.maximum(line, 0) / (0.03 * h)) * (line > 0) - 0.2 * np.exp(-((line / 4) ** 2))
    worn = np.clip(sheet * light[..., None] + 6 * mishaps._noise(rng, (h, w), 1.0)[..., None], 0, 255)
    return replace(mishaps.flat(worn.astype(np.uint8), rng, long_side), quality="poor")


def light_copy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy set too light: thin strokes grow pale and break."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 148))
    grey = shot.image.astype(np.float32)
    pale = 255 - (255 - grey) * rng.uniform(0.5, 0.6) + _noise(rng, grey.shape[:2], 5)[..., None]
    return replace(shot, image=np.clip(pale, 0, 255).astype(np.uint8), quality="poor", seals_legible=False)


def dirty_drum(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy from a scratched drum: grey ground, a dotted scratch that comes again, thickened strokes."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 150))
    plain = shot.image[..., 0].astype(np.float32)
    thick = 0.65 * plain + 0.35 * cv2.erode(plain, np.ones((2, 2), np.uint8))
    h, w = thick.shape
    y, x = np.mgrid[:h, :w].astype(np.float32)
    scratch = (np.abs(x - w * rng.uniform(0.1, 0.9) - 3 * np.sin(y / 30)) < 1.2) & (np.mod(y, h / 4) < h / 7)
    ground = 226 + 8 * np.sin(y / h * 9)
    copy = np.minimum(thick * 0.9 + 10, ground) - 70 * scratch - 90 * (_noise(rng, (h, w), 1.0) > 3.5)
    return replace(
        shot,
        image=np.repeat(np.clip(copy, 0, 255).astype(np.uint8)[..., None], 3, 2),
        quality="poor",
        seals_legible=False,
    )


MISHAPS_P: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_p": f
    for f in (
        *(daylight, held, lamp, letter_fold, sleeve, overhead, resent, cleared, office, both_sides),
        *(greasy_lens, swung, dim_ward, deep_crease, light_copy, dirty_drum),
    )
}
