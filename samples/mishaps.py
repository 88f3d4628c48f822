"""What happens to papers and pictures in people's hands: curled, folded, tilted, badly lit, covered, re-copied.

The third family's captures. Like those of capture.py they keep how sheet pixels map to the delivered picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from samples import capture
from samples.capture import Float, Image, Shot

LEGIBLE = ("curl", "fold", "tilt", "hand_shadow", "thumb", "chat", "moire", "flat")
"""A person reads these without effort: quality good."""
HARD = ("glare_spot", "motion", "night", "dropped_lines", "copy_of_photo")
"""Legible with reservations: quality poor."""


def shoot(sheet: Image, rng: random.Random, how: str, long_side: int = 1640) -> Shot:
    """The sheet as the mishap `how` delivers it."""
    from samples.families.e.mishaps import MISHAPS_E  # noqa: PLC0415
    from samples.families.f.mishaps import MISHAPS_F  # noqa: PLC0415
    from samples.families.g.mishaps import MISHAPS_G  # noqa: PLC0415 - they need this module
    from samples.families.h.mishaps import MISHAPS_H  # noqa: PLC0415
    from samples.families.i.mishaps import MISHAPS_I  # noqa: PLC0415
    from samples.families.k.mishaps import MISHAPS_K  # noqa: PLC0415
    from samples.families.l.mishaps import MISHAPS_L  # noqa: PLC0415
    from samples.families.m.mishaps import MISHAPS_M  # noqa: PLC0415
    from samples.families.n.mishaps import MISHAPS_N  # noqa: PLC0415
    from samples.families.o.mishaps import MISHAPS_O  # noqa: PLC0415
    from samples.families.p.mishaps import MISHAPS_P  # noqa: PLC0415
    from samples.families.q.mishaps import MISHAPS_Q  # noqa: PLC0415
    from samples.families.r.mishaps import MISHAPS_R  # noqa: PLC0415
    from samples.families.s.mishaps import MISHAPS_S  # noqa: PLC0415
    from samples.families.t.mishaps import MISHAPS_T  # noqa: PLC0415

    early = MISHAPS | MISHAPS_E | MISHAPS_F | MISHAPS_G | MISHAPS_H
    every = early | MISHAPS_I | MISHAPS_K | MISHAPS_L | MISHAPS_M | MISHAPS_N | MISHAPS_O | MISHAPS_P | MISHAPS_Q
    every |= MISHAPS_R | MISHAPS_S | MISHAPS_T
    return every[how](sheet, rng, long_side)


def _noise(rng: random.Random, shape: tuple[int, ...], sigma: float) -> Float:
    return np.asarray(np.random.default_rng(rng.getrandbits(64)).normal(0, sigma, shape), np.float32)


def _grid(picture: Float) -> tuple[Float, Float]:
    """Where each pixel lies, as shares of width and height."""
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    return np.asarray(x / w, np.float32), np.asarray(y / h, np.float32)


def _ground(rng: random.Random, h: int, w: int) -> Float:
    """Planks, a checked cloth, a plain sheet or a dark glossy top. BGR."""
    y, x = np.mgrid[:h, :w].astype(np.float32)
    sort = rng.randrange(4)
    base = np.array(((74, 104, 142), (205, 205, 212), (150, 128, 104), (44, 42, 40))[sort], np.float32)
    if sort == 0:
        weave = 14 * np.sin(y / 210 + np.sin(x / 37) * 0.7) - 46 * (np.mod(y, h / 5) < 3)
    elif sort == 1:
        weave = -16.0 * ((np.mod(x, 120) < 26) ^ (np.mod(y, 120) < 26))
    elif sort == 2:
        weave = 9 * np.sin((x + y) / 300) + 5 * np.sin((x - y) / 170)
    else:
        weave = 26 * np.exp(-((x - w * 0.2) ** 2 + (y - h * 0.1) ** 2) / (0.12 * w * w))
    return np.asarray(base * rng.uniform(0.85, 1.1) + weave[..., None], np.float32)


def _lay(
    sheet: Image, rng: random.Random, long_side: int, degrees: float = 0.0, lean: float = 0.02
) -> tuple[Float, Float, Float]:
    """The sheet on a ground, turned by `degrees` and seen a little aside: picture, matrix, cover in [0, 1]."""
    h, w = sheet.shape[:2]
    a = math.radians(degrees)
    wide, high = w * abs(math.cos(a)) + h * abs(math.sin(a)), h * abs(math.cos(a)) + w * abs(math.sin(a))
    scale = long_side / max(wide, high)
    width, height = int(wide * scale), int(high * scale)
    half = np.array([(-w, -h), (w, -h), (w, h), (-w, h)], np.float32) * scale / 2 * rng.uniform(0.93, 0.97)
    turn = np.array([(math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))], np.float32)
    jolt = np.array([[rng.uniform(-lean, lean) * width, rng.uniform(-lean, lean) * height] for _ in half], np.float32)
    corners = (half @ turn + jolt + np.array((width / 2, height / 2), np.float32)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), corners)
    reduce = max(0.2, math.sqrt(abs(float(np.linalg.det(matrix[:2, :2])))))
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.3, 0.4 / reduce))
    flat = cv2.warpPerspective(soft, matrix, (width, height)).astype(np.float32)
    solid = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (width, height)).astype(np.float32) / 255
    cover = cv2.GaussianBlur(solid, (0, 0), 0.7)[..., None]
    shade = 1 - 0.3 * cv2.GaussianBlur(np.roll(solid, (5, 4), (0, 1)), (0, 0), 7)[..., None]
    picture = _ground(rng, height, width) * shade * (1 - cover) + flat * cover * rng.uniform(0.92, 0.98)
    return np.asarray(picture, np.float32), np.asarray(matrix, np.float64), np.asarray(cover, np.float32)


def _light(picture: Float, rng: random.Random) -> Float:
    """Light that falls off from one corner, with the tint of a lamp."""
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    far = np.hypot(x / w - rng.choice((0.0, 1.0)), y / h - rng.uniform(0, 1))
    tint = np.array((rng.uniform(0.9, 1.02), rng.uniform(0.97, 1.0), rng.uniform(0.98, 1.03)), np.float32)
    return np.asarray(picture * (1.02 - rng.uniform(0.04, 0.16) * far)[..., None] * tint, np.float32)


def _done(picture: Float, matrix: Float, rng: random.Random, *, quality: str = "good", grain: float = 0.7) -> Shot:
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 0.5)), np.float32)
    image = np.clip(soft + _noise(rng, soft.shape[:2], grain)[..., None], 0, 255).astype(np.uint8)
    return Shot(image, np.asarray(matrix, np.float64), "photo", quality=quality, jpeg=rng.randint(38, 52))


def _shot(lit: Float, matrix: Float, rng: random.Random, *, quality: str = "good", grain: float = 0.6) -> Shot:
    """A picture as later families finish it, whatever numbers its light was reckoned in."""
    return _done(np.asarray(lit, np.float32), matrix, rng, quality=quality, grain=grain)


def flat(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A decent photo."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 1.5))
    return _done(_light(picture, rng), matrix, rng)


def tilt(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Photographed 5 to 35 degrees askew."""
    degrees = rng.choice((-1, 1)) * rng.choice((rng.uniform(5, 14), rng.uniform(5, 14), rng.uniform(14, 35)))
    picture, matrix, _ = _lay(sheet, rng, int(long_side * 1.12), degrees)
    return _done(_light(picture, rng), matrix, rng)


def _bent(sheet: Image, across: Callable[[Float], Float], shade: Callable[[Float], Float], along_y: bool) -> Image:
    """The sheet with each column (or row, `along_y`) pushed by `across` pixels and lit by `shade`, white around."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    where = y if along_y else x
    push = across(where)
    out = cv2.remap(
        sheet,
        np.asarray(x - push if along_y else x, np.float32),
        np.asarray(y if along_y else y - push, np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32)
    return np.clip(out * shade(where)[..., None], 0, 255).astype(np.uint8)


def curl(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Paper that will not lie flat: its lines run in an arc."""
    h, w = sheet.shape[:2]
    rise, phase = rng.choice((-1, 1)) * rng.uniform(0.012, 0.03) * h, rng.uniform(-0.4, 0.4)

    def across(x: Float) -> Float:
        return np.asarray(rise * np.sin(np.pi * x / w + phase), np.float32)

    def shade(x: Float) -> Float:
        return np.asarray(0.93 + 0.07 * np.cos(np.pi * x / w + phase), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    shot = flat(_bent(sheet, across, shade, False), rng, long_side)
    return replace(shot, bend=bend)


def fold(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded in two or three and opened again: creases, each part lit and shifted a little otherwise."""
    h = sheet.shape[0]
    creases = [h / 2] if rng.random() < 0.5 else [h / 3, 2 * h / 3]
    creases = [c + rng.uniform(-0.02, 0.02) * h for c in creases]
    slope = rng.choice((-1, 1)) * rng.uniform(0.012, 0.028)
    tones = [rng.uniform(0.86, 1.0) for _ in range(3)]

    def across(y: Float) -> Float:
        return np.asarray(slope * sum(np.abs(y - c) for c in creases) / len(creases), np.float32)

    def shade(y: Float) -> Float:
        part = np.select([y < creases[0], y < creases[-1]], tones[:2], tones[2])
        lines = sum(0.3 * np.exp(-(((y - c) / 2.6) ** 2)) for c in creases)
        return np.asarray(part * (1 - lines), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0] + across(points[:, 1]), points[:, 1]], 1)

    shot = flat(_bent(sheet, across, shade, True), rng, long_side)
    return replace(shot, bend=bend)


def hand_shadow(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The hard shadow of the phone and the hand that holds it."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    h, w = picture.shape[:2]
    mask = np.zeros((h, w), np.float32)
    x, y = rng.uniform(0.25, 0.7) * w, rng.uniform(0.35, 0.6) * h
    block = np.array([(x, y), (x + 0.4 * w, y - 0.06 * h), (x + 0.5 * w, 1.2 * h), (x - 0.05 * w, 1.2 * h)], np.int32)
    cv2.fillConvexPoly(mask, block, (1.0,), cv2.LINE_AA)
    for k in range(3):
        tip = (int(x - 0.05 * w), int(y + (0.1 + 0.09 * k) * h))
        cv2.line(mask, tip, (int(x + 0.1 * w), int(tip[1] + 0.02 * h)), (1.0,), int(0.05 * w), cv2.LINE_AA)
    edge = cv2.GaussianBlur(mask, (0, 0), rng.uniform(2, 6))[..., None]
    return _done(_light(picture * (1 - rng.uniform(0.3, 0.46) * edge), rng), matrix, rng)


def thumb(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A thumb holds the sheet at its edge, over the margin."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    h, w = picture.shape[:2]
    side, y = rng.choice((0, w)), rng.uniform(0.55, 0.85) * h
    skin = np.array((132, 164, 208), np.float32) * rng.uniform(0.75, 1.05)
    mask = np.zeros((h, w), np.float32)
    lean = rng.uniform(-20, 20)
    cv2.ellipse(mask, ((float(side), y), (0.13 * w, 0.085 * w), lean), (1.0,), -1, cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask, (0, 0), 2)[..., None]
    tone = skin * (0.82 + 0.25 * cv2.GaussianBlur(mask, (0, 0), 0.02 * w)[..., None])
    return _done(_light(picture * (1 - soft) + tone * soft, rng), matrix, rng)


def chat(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Sent through a chat that shrinks and squeezes pictures."""
    shot = flat(sheet, rng, int(long_side * 0.86))
    return replace(shot, jpeg=rng.randint(30, 37))


def moire(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A photo of a screen whose pixel grid beats against the camera's: coloured bands."""
    picture, matrix, cover = _lay(sheet, rng, long_side, rng.gauss(0, 1.2), 0.012)
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    bands = []
    for k in range(3):
        bow = ((x - w / 2) ** 2 + (y - h / 2) ** 2) / (w * rng.uniform(9, 16))
        bands.append(np.sin((x * rng.uniform(0.1, 0.2) + y * rng.uniform(0.05, 0.14) + bow) * 0.5 + k * 2.1))
    beat = 1 + 0.055 * np.stack(bands, 2)
    grid = 1 + 0.03 * np.sin(x * 2.4)[..., None] * np.sin(y * 2.4)[..., None]
    frame = picture * cover + np.array((30, 26, 24), np.float32) * (1 - cover)
    shot = _done(frame * beat * grid * np.array((1.03, 1.0, 0.95), np.float32), matrix, rng)
    return replace(shot, capture="screen", jpeg=40)


def glare_spot(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A lamp mirrored in a laminated or glossy sheet."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    cx, cy, r = rng.uniform(0.2, 0.8) * w, rng.uniform(0.15, 0.5) * h, rng.uniform(0.07, 0.12) * w
    spot = np.exp(-(((x - cx) / r) ** 2 + ((y - cy) / (r * 0.7)) ** 2))
    halo = np.exp(-(((x - cx) ** 2 + (y - cy) ** 2) / (r * 3.4) ** 2))
    return _done(_light(picture, rng) + (spot * 320 + halo * 46)[..., None], matrix, rng, quality="poor")


def motion(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The hand moved a little."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    size = rng.choice((5, 5, 7))
    a = rng.uniform(0, math.pi)
    kernel = np.zeros((size, size), np.float32)
    reach = (size - 1) / 2
    tip = (reach * math.cos(a), reach * math.sin(a))
    ends = [(round(reach + s * tip[0]), round(reach + s * tip[1])) for s in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], (1.0,), 1)
    moved = np.asarray(cv2.filter2D(_light(picture, rng), -1, kernel / kernel.sum()), np.float32)
    return _done(moved, matrix, rng, quality="poor")


def night(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A weak warm lamp: dark, low in contrast, noise smoothed into blotches."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    dim = _light(picture, rng) * np.array((0.36, 0.45, 0.52), np.float32) * rng.uniform(0.9, 1.15) + 8
    h, w = dim.shape[:2]
    blotch = cv2.resize(_noise(rng, (h // 3, w // 3, 3), 5.0), (w, h), interpolation=cv2.INTER_CUBIC)
    return _done(dim + blotch, matrix, rng, quality="poor", grain=2.0)


def dropped_lines(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A fax that lost scan lines on the way: rows missing or repeated, a black streak."""
    shot = capture.fax(sheet, rng)
    image = shot.image.copy()
    for _ in range(rng.randint(3, 7)):
        y = rng.randrange(10, image.shape[0] - 10)
        image[y : y + rng.randint(1, 2)] = 255
    x = rng.randrange(20, image.shape[1] - 20)
    image[:, x : x + rng.choice((1, 2))] = 0
    return replace(shot, image=image, seals_legible=False)


def copy_of_photo(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A phone photo printed and photocopied: grey, hard, with the desk as a dark frame."""
    picture, matrix, _ = _lay(sheet, rng, int(long_side * 0.9), rng.gauss(0, 2))
    grey = cv2.cvtColor(np.clip(_light(picture, rng), 0, 255).astype(np.uint8), cv2.COLOR_BGR2GRAY).astype(np.float32)
    local = cv2.GaussianBlur(grey, (0, 0), 40)
    hard = np.clip((grey - local * 0.86) * 2.3 + 190, 0, 255) + _noise(rng, grey.shape, 1.5)
    image = np.clip(np.repeat(hard[..., None], 3, 2), 0, 255).astype(np.uint8)
    return Shot(image, np.asarray(matrix, np.float64), "photocopy", quality="poor", jpeg=44, grey=True)


MISHAPS: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f.__name__: f
    for f in (
        flat,
        tilt,
        curl,
        fold,
        hand_shadow,
        thumb,
        chat,
        moire,
        glare_spot,
        motion,
        night,
        dropped_lines,
        copy_of_photo,
    )
}
