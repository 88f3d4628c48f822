"""What happens to the fourteenth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

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
    *("careful", "desk_lamp", "folder", "wide_lens", "window_bars", "letter_fold", "rolled", "recycled", "punched"),
    *("resaved", "office", "lid", "app_level"),
)
"""A person reads these without effort."""
HARD = ("thumbnail", "wobble", "carbon", "spilt_tea", "grey_drum")
"""Legible with reservations."""


def careful(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """By a window at noon, straight from above, the whole frame filled."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.5), 0.006)
    _, y = _grid(picture)
    day = rng.uniform(0.99, 1.03) - 0.05 * y
    return _done(np.asarray(picture * day[..., None], np.float32), matrix, rng, grain=0.4)


def desk_lamp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In the evening at a desk: a warm lamp from one side, the other side a third darker."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    x, y = _grid(picture)
    away = x if rng.random() < 0.5 else 1 - x
    warm = np.array((rng.uniform(0.78, 0.86), rng.uniform(0.93, 0.97), 1.04), np.float32)
    lit = picture * (1.05 - rng.uniform(0.26, 0.36) * away - 0.05 * y)[..., None] * warm
    return _done(np.asarray(lit, np.float32), matrix, rng, grain=0.9)


def folder(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On an opened plastic folder of one strong colour, a seam running past the sheet."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    solid = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), shot.matrix, (w, h)).astype(np.float32) / 255
    colour = rng.choice(((168, 92, 30), (70, 128, 52), (52, 58, 176), (150, 150, 158)))
    x, _ = np.meshgrid(np.linspace(0, 1, w, dtype=np.float32), np.linspace(0, 1, h, dtype=np.float32))
    seam = 1 - 0.5 * np.exp(-(((x - rng.choice((0.02, 0.98))) / 0.006) ** 2))
    ground = np.array(colour, np.float32) * rng.uniform(0.8, 1.1) * seam[..., None] + _noise(rng, (h, w), 3)[..., None]
    cover = cv2.GaussianBlur(solid, (0, 0), 0.8)[..., None]
    image = shot.image.astype(np.float32) * cover + ground * (1 - cover)
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8))


def wide_lens(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Too near with the wide lens: straight edges bow outwards."""
    h, w = sheet.shape[:2]
    centre, reach = np.array((w / 2, h / 2), np.float32), math.hypot(w, h) / 2
    k = rng.uniform(0.018, 0.032)

    def bend(points: Float) -> Float:
        off = (points - centre) / reach
        return np.asarray(centre + (points - centre) * (1 - k * (off**2).sum(1, keepdims=True)), np.float32)

    y, x = np.mgrid[:h, :w].astype(np.float32)
    wanted = np.stack([x - centre[0], y - centre[1]], 2)
    source = wanted.copy()
    for _ in range(5):  # what lies where: the inverse of `bend`, by repeated correction
        source = wanted / (1 - k * ((source / reach) ** 2).sum(2, keepdims=True))
    at = np.asarray(source + centre, np.float32)
    bowed = cv2.remap(sheet, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderValue=(236, 236, 236))
    picture, matrix, _ = _lay(np.asarray(bowed, np.uint8), rng, long_side, rng.gauss(0, 1.5))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def window_bars(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Low sun through a window with bars: two soft slanting shadows over the sheet."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    x, y = _grid(picture)
    a, shade = rng.uniform(-0.7, 0.7), np.zeros_like(x)
    for at in (rng.uniform(0.15, 0.4), rng.uniform(0.6, 0.85)):
        far = (x - at) * math.cos(a) + (y - 0.5) * math.sin(a)
        shade = np.maximum(shade, np.exp(-((far / rng.uniform(0.03, 0.05)) ** 4)))
    lit = picture * 1.03 * (1 - rng.uniform(0.16, 0.28) * shade)[..., None]
    return _done(np.asarray(lit, np.float32), matrix, rng)


def letter_fold(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded twice across, as into an envelope: three panels in lights of their own, bright creases."""
    h, w = sheet.shape[:2]
    y = np.broadcast_to(np.arange(h, dtype=np.float32)[:, None], (h, w))
    one, two = h * rng.uniform(0.31, 0.35), h * rng.uniform(0.64, 0.68)
    tones = (rng.uniform(0.9, 0.97), 1.0, rng.uniform(0.87, 0.94))
    panel = np.where(y < one, tones[0], np.where(y < two, tones[1], tones[2]))
    dark = sum(0.2 * np.exp(-(((y - at) / 3.0) ** 2)) for at in (one, two))
    lit = np.clip(sheet * (panel * (1 - dark))[..., None], 0, 255).astype(np.uint8)
    return mishaps.flat(lit, rng, long_side)


def rolled(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Kept rolled up: both ends rise, lines there run closer together and darker."""
    h = sheet.shape[0]
    rise = rng.uniform(0.006, 0.012) * h

    def across(py: Float) -> Float:
        return np.asarray(rise * np.sin(math.pi * py / h * 2), np.float32)

    def shade(py: Float) -> Float:
        return np.asarray(0.9 + 0.1 * np.sin(math.pi * py / h), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0] + across(points[:, 1]), points[:, 1]], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, True), rng, long_side, rng.gauss(0, 2))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def recycled(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Cheap recycled paper: greyish, with fibres and specks."""
    h, w = sheet.shape[:2]
    paper = np.array((rng.uniform(0.82, 0.88), rng.uniform(0.88, 0.92), rng.uniform(0.91, 0.94)), np.float32)
    fibre = cv2.GaussianBlur(_noise(rng, (h, w), 9.0), (0, 0), 1.2)
    tinted = np.clip(sheet * paper + fibre[..., None], 0, 255).astype(np.uint8)
    return mishaps.flat(tinted, rng, long_side)


def punched(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Out of a file: two holes in the left margin, through which the table shows."""
    paper, h = np.asarray(sheet.copy(), np.uint8), sheet.shape[0]
    radius = max(6, round(h * 0.0095))
    for at in (0.5 - 0.135, 0.5 + 0.135):
        cv2.circle(paper, (round(radius * 2.4), round(h * at)), radius, (84, 92, 104), -1, cv2.LINE_AA)
    return mishaps.flat(paper, rng, long_side)


def resaved(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Passed on through three phones: squeezed again each time, once made a little smaller."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    few = cv2.resize(shot.image, None, fx=0.92, fy=0.92, interpolation=cv2.INTER_AREA)
    image = np.asarray(cv2.resize(few, (w, h)), np.uint8)
    for quality in (rng.randint(62, 74), rng.randint(50, 62)):
        done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
        assert done
        image = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return replace(shot, image=image)


def office(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A multifunction printer's scan: white levelled, edges a little sharpened."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 150))
    image = shot.image.astype(np.float32)
    sharp = image + 0.4 * (image - cv2.GaussianBlur(image, (0, 0), 1.0))
    levelled = np.clip((sharp - 12) * rng.uniform(1.06, 1.1), 0, 255)
    return replace(shot, image=levelled.astype(np.uint8), jpeg=rng.randint(40, 64))


def lid(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The lid was not quite shut: grey along one long edge, a dark strip beside the sheet."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 150))
    image = shot.image.astype(np.float32)
    x, _ = _grid(image)
    near = x if rng.random() < 0.5 else 1 - x
    image *= (1 - 0.3 * np.exp(-((near / 0.05) ** 2)) - 0.35 * (near < 0.008))[..., None]
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8), jpeg=rng.randint(40, 62))


def app_level(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app's usual mode: squared, shadows gone, paper near white, colours kept."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.4), 0.004)
    lit = _light(picture, rng)
    level = np.maximum(cv2.GaussianBlur(lit, (0, 0), long_side / 20), 80)
    clean = np.clip((lit / level - 0.3) / 0.68, 0, 1) * 252
    return replace(_done(np.asarray(clean, np.float32), matrix, rng, grain=0.3), jpeg=rng.randint(46, 64))


def thumbnail(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The chat's preview was saved, not the picture: half of the dots are gone."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    share = rng.uniform(0.66, 0.74)
    few = cv2.resize(shot.image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    again = cv2.resize(few, (w, h), interpolation=cv2.INTER_CUBIC)
    return replace(shot, image=np.asarray(again, np.uint8), quality="poor")


def wobble(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A moving hand and a rolling shutter: lines lean to and fro, everything a little drawn out sideways."""
    h, w = sheet.shape[:2]
    sway, turns, phase = rng.uniform(0.004, 0.007) * w, rng.uniform(1.2, 2.2), rng.uniform(0, 6.28)

    def across(py: Float) -> Float:
        return np.asarray(sway * np.sin(py / h * 2 * math.pi * turns + phase), np.float32)

    def shade(py: Float) -> Float:
        return np.ones_like(py)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0] + across(points[:, 1]), points[:, 1]], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, True), rng, long_side, rng.gauss(0, 2))
    drawn = cv2.blur(_light(picture, rng), (rng.choice((3, 4)), 1))
    return replace(_done(np.asarray(drawn, np.float32), matrix, rng, quality="poor"), bend=bend)


def carbon(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The pressed-through second leaf: print blue-violet and thin on pinkish paper."""
    grey = cv2.cvtColor(sheet, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
    ink = np.clip((1 - cv2.GaussianBlur(grey, (0, 0), 0.9)) * rng.uniform(0.82, 0.95), 0, 1)
    ink *= np.clip(0.86 + cv2.GaussianBlur(_noise(rng, grey.shape, 0.9), (0, 0), 5), 0.6, 1)
    paper, blue = np.array((226, 222, 246), np.float32), np.array((150, 66, 72), np.float32)
    leaf = paper * (1 - ink[..., None]) + blue * ink[..., None]
    shot = mishaps.flat(np.clip(leaf, 0, 255).astype(np.uint8), rng, long_side)
    return replace(shot, quality="poor", seals_legible=False)


def spilt_tea(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Tea was spilt on it: a brown stain with a dark rim over a quarter of the print."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    cx, cy, size = rng.uniform(0.25, 0.75) * w, rng.uniform(0.3, 0.7) * h, rng.uniform(0.2, 0.28) * w
    ragged = cv2.resize(_noise(rng, (7, 7), 0.1), (w, h), interpolation=cv2.INTER_CUBIC)
    far = np.hypot(x - cx, y - cy) / size + ragged
    stain = 0.3 / (1 + np.exp(np.clip((far - 1) * 40, -50, 50))) + 0.3 * np.exp(-(((far - 1) / 0.035) ** 2))
    brown = np.array((0.42, 0.68, 0.86), np.float32)
    wet = sheet * (1 - stain[..., None] * (1 - brown) * 1.6)
    shot = mishaps.flat(np.clip(wet, 0, 255).astype(np.uint8), rng, long_side)
    return replace(shot, quality="poor")


def grey_drum(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copier at its end: grey veil in broad bands, print uneven, the far edge fading."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 146))
    grey = shot.image.astype(np.float32)
    x, y = _grid(grey)
    veil = 16 * (1 + np.sin(y * 2 * math.pi * rng.uniform(3, 6) + rng.uniform(0, 6))) + rng.uniform(4, 12)
    fade = (rng.uniform(0.16, 0.26) * x)[..., None]
    copy = (grey + (244 - grey) * fade) * (1 - veil[..., None] / 255) + _noise(rng, grey.shape[:2], 5.0)[..., None]
    return replace(shot, image=np.clip(copy, 0, 255).astype(np.uint8), quality="poor", seals_legible=False)


MISHAPS_N: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_n": f
    for f in (
        *(careful, desk_lamp, folder, wide_lens, window_bars, letter_fold, rolled, recycled, punched, resaved),
        *(office, lid, app_level, thumbnail, wobble, carbon, spilt_tea, grey_drum),
    )
}
