"""What happens to the eighth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

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
    "sideways",
    "bedside",
    "two_lamps",
    "wavy",
    "trifold",
    "zoomed",
    "forwarded",
    "edge_cut",
    "cold_hall",
    "app_colour",
    "flatbed",
    "copier",
)
"""A person reads these without effort."""
HARD = ("sheen", "swung", "twilight", "lost_focus", "toner_low")
"""Legible with reservations."""


def sideways(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """From the side of the desk: one long edge a good deal shorter than the other, and askew."""
    h, w = sheet.shape[:2]
    scale = long_side / max(h, w)
    width, height = int(w * scale), int(h * scale)
    far, tip = rng.uniform(0.035, 0.085), rng.uniform(0.0, 0.03)
    box = np.array([(0.03, 0.02), (0.97, far + 0.02), (0.975, 0.985 - far + tip), (0.02, 0.975)], np.float32)
    if rng.random() < 0.5:
        box = np.array([(1 - x, y) for x, y in box[[1, 0, 3, 2]]], np.float32)
    corners = (box * (width, height)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), corners)
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.3, 0.42 / scale))
    flat = cv2.warpPerspective(soft, matrix, (width, height)).astype(np.float32)
    solid = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (width, height)).astype(np.float32) / 255
    cover = cv2.GaussianBlur(solid, (0, 0), 0.7)[..., None]
    picture = _ground(rng, height, width) * (1 - cover) + flat * cover * rng.uniform(0.91, 0.98)
    return _done(_light(np.asarray(picture, np.float32), rng), np.asarray(matrix, np.float64), rng)


def bedside(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A lamp at the head of the bed: yellow and bright above, dull below."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 3), 0.026)
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    far = np.hypot((x / w - rng.uniform(0.1, 0.9)) * 0.8, y / h + 0.05)
    lamp = np.array((0.82, 0.95, 1.03), np.float32)
    return _done(np.asarray(picture * (1.02 - 0.34 * far)[..., None] * lamp, np.float32), matrix, rng, grain=1.2)


def two_lamps(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Ceiling lamps left and right: the phone's shadow falls twice, soft, one warm and one cold."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    h, w = picture.shape[:2]
    lit = picture
    for side, tint in ((-1, (1.03, 1.0, 0.96)), (1, (0.95, 1.0, 1.04))):
        shade = np.zeros((h, w), np.float32)
        x = w * (0.5 + side * rng.uniform(0.06, 0.18))
        box = ((x, h * rng.uniform(0.55, 0.75)), (w * 0.34, h * 0.7), rng.uniform(-12, 12))
        cv2.fillConvexPoly(shade, cv2.boxPoints(box).astype(np.int32), (1.0,), cv2.LINE_AA)
        edge = cv2.GaussianBlur(shade, (0, 0), rng.uniform(12, 26))[..., None]
        lit = lit * (1 - rng.uniform(0.1, 0.2) * edge * np.array(tint, np.float32))
    return _done(np.asarray(lit, np.float32), matrix, rng)


def wavy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Damp once and dried: the lines run up and down in two long waves."""
    h, w = sheet.shape[:2]
    rise, turn = rng.uniform(0.003, 0.007) * h, rng.uniform(0, 2 * math.pi)
    pitch = rng.uniform(0.55, 0.9) * w

    def across(x: Float) -> Float:
        return np.asarray(rise * np.sin(2 * math.pi * x / pitch + turn), np.float32)

    def shade(x: Float) -> Float:
        return np.asarray(0.95 + 0.05 * np.cos(2 * math.pi * x / pitch + turn), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, False), rng, long_side, rng.gauss(0, 2))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def trifold(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded like a letter and opened: the thirds tilt to and fro, each lit otherwise."""
    h, w = sheet.shape[:2]
    lean = rng.choice((-1, 1)) * rng.uniform(0.008, 0.016) * w
    tones = [rng.uniform(0.88, 1.0) for _ in range(3)]

    def across(y: Float) -> Float:
        part = np.mod(y, h / 3) / (h / 3)
        return np.asarray(lean * (0.5 - np.abs(part - 0.5)), np.float32)

    def shade(y: Float) -> Float:
        third = np.clip((y * 3 / h).astype(np.int32), 0, 2)
        crease = sum(0.26 * np.exp(-(((y - h * k / 3) / 2.8) ** 2)) for k in (1, 2))
        return np.asarray(np.array(tones, np.float32)[third] * (1 - crease), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0] + across(points[:, 1]), points[:, 1]], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, True), rng, long_side, rng.gauss(0, 2))
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def zoomed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Taken from afar with the digital zoom: soft, then sharpened until strokes have rims."""
    shot = mishaps.flat(sheet, rng, int(long_side * 0.84))
    big = cv2.resize(shot.image, None, fx=1 / 0.84, fy=1 / 0.84, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    hard = big + rng.uniform(0.5, 0.9) * (big - cv2.GaussianBlur(big, (0, 0), 1.6))
    grow = np.diag([big.shape[1] / shot.image.shape[1], big.shape[0] / shot.image.shape[0], 1.0])
    return replace(shot, image=np.clip(hard, 0, 255).astype(np.uint8), matrix=grow @ shot.matrix)


def forwarded(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Passed through three chats: shrunk a little and squeezed again each time."""
    shot = mishaps.flat(sheet, rng, int(long_side * 0.95))
    image = shot.image
    for quality in (rng.randint(60, 75), rng.randint(45, 60)):
        image = np.asarray(cv2.imdecode(cv2.imencode(".jpg", image, [1, quality])[1], cv2.IMREAD_COLOR), np.uint8)
        image = np.roll(image, (1, 1), (0, 1))
    return replace(shot, image=image, jpeg=rng.randint(36, 44))


def edge_cut(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Framed carelessly: a strip of blank margin is missing on two sides, table shows on the others."""
    shot = mishaps.flat(sheet, rng, int(long_side * 1.04))
    left, top = rng.choice(((0.045, 0.0), (0.0, 0.03), (0.04, 0.025)))
    return capture.cropped(shot, left, top, 1.0 if left else 0.96, 1.0 if top else 0.98)


def cold_hall(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Under the tubes of a hospital's hall: bluish, with the faint bands of their flicker."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 3))
    h, w = picture.shape[:2]
    y, _ = np.mgrid[:h, :w].astype(np.float32)
    bands = 0.93 + 0.045 * np.sin(2 * math.pi * y / (h * rng.uniform(0.14, 0.26)) + rng.uniform(0, 6))
    tint = np.array((1.05, 1.01, 0.9), np.float32)
    return _done(np.asarray(picture * bands[..., None] * tint, np.float32), matrix, rng, grain=1.0)


def app_colour(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app's colour mode: edges found, paper lifted to white in tiles, ink darkened."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 134))
    picture = shot.image.astype(np.float32)
    level = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    clean = np.clip(picture / np.maximum(cv2.GaussianBlur(level, (0, 0), 24), 60) * 250, 0, 255)
    dark = 255 * (clean / 255) ** rng.uniform(1.25, 1.6)
    return replace(shot, image=dark.astype(np.uint8), capture="photo", jpeg=rng.randint(40, 54))


def flatbed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """An office's flat-bed at 150 to 300 dpi: the lid's grey beyond the sheet, saved small."""
    shot = capture.scan(sheet, rng, dpi=rng.choice((150, 200, 200, 300)))
    h, w = shot.image.shape[:2]
    wide, high = int(w * 1.015), int(h * 1.01)
    image = np.full((high, wide, 3), rng.uniform(196, 226), np.uint8)
    image[:h, :w] = shot.image
    return replace(shot, image=image, jpeg=rng.randint(21, 30))


def copier(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A multi-function copier's colour scan: the back of the sheet shines through, faint and mirrored."""
    ghost = cv2.GaussianBlur(cv2.flip(np.roll(sheet, sheet.shape[0] // 7, 0), 1), (0, 0), 2.5).astype(np.float32)
    through = np.clip(sheet.astype(np.float32) - 0.09 * (255 - ghost), 0, 255).astype(np.uint8)
    shot = capture.scan(through, rng, dpi=round(long_side / 1580 * 136))
    return replace(shot, jpeg=rng.randint(38, 48))


def sheen(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Thermal or coated paper that mirrors a window: a slanting field in which print pales."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    lit = _light(picture, rng)
    h, w = lit.shape[:2]
    pane = np.zeros((h, w), np.float32)
    centre = (w * rng.uniform(0.3, 0.7), h * rng.uniform(0.25, 0.65))
    cv2.fillConvexPoly(
        pane, cv2.boxPoints((centre, (w * 0.3, h * 0.24), rng.uniform(-35, 35))).astype(np.int32), (1.0,)
    )
    pane = np.asarray(cv2.GaussianBlur(pane, (0, 0), 0.03 * w), np.float32)
    return _done(np.asarray(lit + (250 - lit) * (0.66 * pane)[..., None], np.float32), matrix, rng, quality="poor")


def swung(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The phone turned a little while the shutter was open: sharp in the middle, smeared at the rim."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    lit = _light(picture, rng)
    h, w = lit.shape[:2]
    centre = (w * rng.uniform(0.35, 0.65), h * rng.uniform(0.35, 0.65))
    turns = [cv2.getRotationMatrix2D(centre, a, 1.0) for a in (-0.13, -0.065, 0.065, 0.13)]
    moved = [cv2.warpAffine(lit, t, (w, h), borderMode=cv2.BORDER_REPLICATE) for t in turns]
    return _done(np.asarray((lit + sum(moved)) / 5, np.float32), matrix, rng, quality="poor")


def twilight(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """No lamp on: dark, bluish, noise smoothed by the phone until fine strokes blur."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    dim = _light(picture, rng) * np.array((0.52, 0.46, 0.41), np.float32) + 14
    noisy = np.clip(dim + _noise(rng, (*dim.shape[:2], 3), 9.0), 0, 255).astype(np.uint8)
    smooth = cv2.bilateralFilter(noisy, 5, 34, 2.2).astype(np.float32)
    return _done(np.asarray(smooth, np.float32), matrix, rng, quality="poor", grain=1.6)


def lost_focus(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focused on the table: the whole sheet a little soft."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    soft = cv2.GaussianBlur(_light(picture, rng), (0, 0), rng.uniform(1.15, 1.5))
    return _done(np.asarray(soft, np.float32), matrix, rng, quality="poor")


def toner_low(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy from a cartridge that runs out: pale towards one side, strokes broken up."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 142))
    h, w = shot.image.shape[:2]
    across = np.linspace(0, 1, w, dtype=np.float32) if rng.random() < 0.5 else np.linspace(1, 0, w, dtype=np.float32)
    gaps = np.abs(_noise(rng, (h, w), 0.14))
    pale = np.clip(0.12 + 0.3 * across[None, :] + gaps, 0, 0.75)
    grey = shot.image.astype(np.float32)
    image = grey + (252 - grey) * np.asarray(pale, np.float32)[..., None]
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8), quality="poor", seals_legible=False)


MISHAPS_H: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_h": f
    for f in (
        *(sideways, bedside, two_lamps, wavy, trifold, zoomed, forwarded, edge_cut, cold_hall, app_colour, flatbed),
        *(copier, sheen, swung, twilight, lost_focus, toner_low),
    )
}
