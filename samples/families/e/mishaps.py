"""What happens to the measuring family's pictures: crumpled paper, plastic sleeves, scanning apps, close-ups, screens.

Like those of mishaps.py they keep how sheet pixels map to the delivered picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from samples import capture, mishaps
from samples.capture import Float, Image, Shot
from samples.mishaps import _done, _lay, _light, _noise

LEGIBLE_E = ("crumple", "sleeve", "app", "close_up", "aslant", "two_lamps", "sofa", "behind", "bound")
"""A person reads these without effort."""
HARD_E = ("lamp", "shaken", "dusk", "banded_fax", "copied_twice")
"""Legible with reservations."""


def _shade(picture: Float, mask: Float, depth: float) -> Float:
    return np.asarray(picture * (1 - depth * mask)[..., None], np.float32)


def crumple(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Carried in a pocket: creases in all directions catch the light; the print stays in its place."""
    h, w = sheet.shape[:2]
    light = np.zeros((h, w), np.float32)
    for _ in range(rng.randint(7, 12)):
        x, y, a = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0, math.pi)
        reach = rng.uniform(0.25, 0.8) * w
        ends = [(int(x + s * reach * math.cos(a)), int(y + s * reach * math.sin(a))) for s in (-0.5, 0.5)]
        bright = rng.choice((-1.0, 1.0)) * rng.uniform(0.5, 1.0)
        line = np.zeros((h, w), np.float32)
        cv2.line(line, ends[0], ends[1], (1.0,), rng.choice((3, 5, 8)), cv2.LINE_AA)
        light += bright * cv2.GaussianBlur(line, (0, 0), rng.uniform(3, 7))
        side = np.zeros((h, w), np.float32)
        normal = (-math.sin(a) * w * 0.12, math.cos(a) * w * 0.12)
        quad = [*ends, *[(int(p[0] + normal[0]), int(p[1] + normal[1])) for p in ends[::-1]]]
        cv2.fillConvexPoly(side, np.array(quad, np.int32), (1.0,), cv2.LINE_AA)
        light -= 0.12 * cv2.GaussianBlur(side, (0, 0), 26)
    creased = np.clip(sheet.astype(np.float32) * (1 + 0.3 * np.clip(light, -0.7, 0.7))[..., None], 0, 255)
    return mishaps.flat(creased.astype(np.uint8), rng, long_side)


def sleeve(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In a clear plastic sleeve: soft bright streaks, nothing lost below them."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    gloss = np.zeros((h, w), np.float32)
    for _ in range(rng.randint(2, 4)):
        a, off = rng.uniform(0.3, 1.2), rng.uniform(-0.4, 0.6) * w
        d = x * math.sin(a) - y * math.cos(a) * 0.4 - off
        gloss += np.exp(-((d / rng.uniform(14, 46)) ** 2)) * rng.uniform(12, 34)
    return _done(_light(picture * 0.95 + gloss[..., None], rng), matrix, rng)


def app(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app: cut out, paper bleached, contrast raised, colours kept."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 132))
    picture = shot.image.astype(np.float32)
    level = cv2.GaussianBlur(picture, (0, 0), 31)
    hard = np.clip(picture / np.maximum(level, 40) * 246, 0, 255)
    hard = 255 * (hard / 255) ** rng.uniform(1.9, 2.6)
    return replace(shot, image=hard.astype(np.uint8), capture="photo", jpeg=rng.randint(46, 62))


def close_up(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held too near: the margins run over the edges of the picture, the print does not."""
    shot = mishaps.flat(sheet, rng, int(long_side * 1.05))
    return capture.cropped(
        shot, rng.uniform(0.025, 0.05), rng.uniform(0.02, 0.035), 1 - rng.uniform(0.025, 0.05), 0.985
    )


def aslant(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Taken from the chair: the far edge is clearly shorter."""
    h, w = sheet.shape[:2]
    height = long_side
    width = int(long_side * min(0.95, w / h * 1.06)) if h >= w else int(long_side * 1.25)
    height = height if h >= w else int(width * h / w * 0.95)
    far, low = rng.uniform(0.07, 0.13) * width, rng.uniform(0.02, 0.05)
    top, bottom = rng.uniform(0.05, 0.09) * height, (1 - low) * height
    near = 0.025 * width
    corners = np.array(
        [(far, top), (width - far, top + rng.uniform(-0.02, 0.02) * height), (width - near, bottom), (near, bottom)],
        np.float32,
    )
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), corners)
    reduce = math.sqrt(abs(float(np.linalg.det(matrix[:2, :2]))))
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.3, 0.4 / max(reduce, 0.2)))
    flat = cv2.warpPerspective(soft, matrix, (width, height)).astype(np.float32)
    solid = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (width, height)).astype(np.float32) / 255
    cover = cv2.GaussianBlur(solid, (0, 0), 0.8)[..., None]
    picture = mishaps._ground(rng, height, width) * (1 - cover) + flat * cover * 0.96
    return _done(_light(np.asarray(picture, np.float32), rng), np.asarray(matrix, np.float64), rng)


def two_lamps(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Two lamps of different tints, and the shadow of a head between them."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 3))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    warm = np.exp(-(((x / w) ** 2 + (y / h - 0.2) ** 2) * 1.6))[..., None] * np.array((-22, -6, 8), np.float32)
    cool = np.exp(-(((x / w - 1) ** 2 + (y / h - 0.9) ** 2) * 1.6))[..., None] * np.array((10, 0, -14), np.float32)
    head = np.exp(-(((x / w - rng.uniform(0.3, 0.7)) / 0.3) ** 2 + ((y / h - 1.0) / 0.34) ** 2) * 1.4)
    return _done(_shade(np.asarray(picture + warm + cool, np.float32), head, rng.uniform(0.25, 0.4)), matrix, rng)


def sofa(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Laid on something soft: the sheet waves both ways."""
    h, w = sheet.shape[:2]
    rise, phase = rng.uniform(0.005, 0.011) * h, rng.uniform(0, 6)

    def across(x: Float) -> Float:
        return np.asarray(rise * np.sin(2.6 * np.pi * x / w + phase), np.float32)

    def shade(x: Float) -> Float:
        return np.asarray(0.95 + 0.06 * np.cos(2.6 * np.pi * x / w + phase), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    shot = mishaps.flat(mishaps._bent(sheet, across, shade, False), rng, long_side)
    return replace(shot, bend=bend)


def behind(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Thin paper: the other side shines through, mirrored and faint."""
    ghost = cv2.GaussianBlur(np.ascontiguousarray(sheet[:, ::-1]), (0, 0), 2.4).astype(np.float32)
    ghost = np.roll(ghost, (rng.randint(20, 90), rng.randint(-40, 40)), (0, 1))
    through = np.clip(sheet.astype(np.float32) - (255 - ghost) * 0.13, 0, 255).astype(np.uint8)
    return mishaps.flat(through, rng, long_side)


def bound(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Scanned from a stapled file: dark towards the spine, a grey band beyond the edge, dust streaks."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 124))
    w = shot.image.shape[1]
    x = np.arange(w, dtype=np.float32)
    fall = 1 - 0.42 * np.exp(-((x / (0.035 * w)) ** 1.2))
    picture = shot.image.astype(np.float32) * fall[None, :, None]
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(int(w * 0.1), w - 4)
        picture[:, at : at + 1] *= rng.uniform(0.78, 0.9)
    return replace(shot, image=np.clip(picture, 0, 255).astype(np.uint8), jpeg=rng.randint(38, 50))


def lamp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A ceiling light mirrored as a bar across the sheet."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    a, cy = rng.uniform(-0.25, 0.25), rng.uniform(0.3, 0.6) * h
    d = (y - cy - (x - w / 2) * a) / (0.028 * h)
    along = np.exp(-(((x / w - rng.uniform(0.35, 0.65)) / 0.26) ** 4))
    bar = np.exp(-(d**2)) * along
    return _done(
        _light(picture, rng) + (bar * 125 + np.exp(-((d / 4) ** 2)) * 30)[..., None], matrix, rng, quality="poor"
    )


def shaken(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Out of focus and moved at once, a little."""
    shot = mishaps.motion(sheet, rng, long_side)
    return replace(shot, image=np.asarray(cv2.GaussianBlur(shot.image, (0, 0), 0.8), np.uint8))


def dusk(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """By the light of a screen: bluish, dark, grainy."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    dim = _light(picture, rng) * np.array((0.5, 0.42, 0.38), np.float32) * rng.uniform(0.85, 1.1) + 10
    h, w = dim.shape[:2]
    return _done(np.asarray(dim + _noise(rng, (h, w, 3), 3.0), np.float32), matrix, rng, quality="poor", grain=3.0)


def banded_fax(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A fax at standard fineness with its own header lost: lines squeezed in bands."""
    shot = capture.fax(sheet, rng)
    image = shot.image.copy()
    for _ in range(rng.randint(2, 5)):
        y = rng.randrange(12, image.shape[0] - 12)
        image[y] = image[y - 1]
    return replace(shot, image=image, seals_legible=False)


def copied_twice(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy of a copy: strokes thicken and break, specks everywhere."""
    first = capture.photocopy(sheet, rng, dpi=176)
    again = capture.photocopy(first.image, rng, dpi=round(long_side / 1580 * 140))
    thick = cv2.erode(again.image, np.ones((2, 2), np.uint8))
    image = cv2.addWeighted(again.image, 0.55, np.asarray(thick, np.uint8), 0.45, 0)
    return replace(
        again,
        image=np.asarray(image, np.uint8),
        matrix=again.matrix @ first.matrix,
        quality="poor",
        seals_legible=False,
    )


MISHAPS_E: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f.__name__: f
    for f in (
        crumple,
        sleeve,
        app,
        close_up,
        aslant,
        two_lamps,
        sofa,
        behind,
        bound,
        lamp,
        shaken,
        dusk,
        banded_fax,
        copied_twice,
    )
}
