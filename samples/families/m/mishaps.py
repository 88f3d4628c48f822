"""What happens to the thirteenth family's pictures; like those of mishaps.py they keep where sheet pixels went."""

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
    *("neat", "ring_light", "blanket", "held_up", "dog_ear", "half_fold", "cool_office", "hand_shade", "zoomed_in"),
    *("sent_on", "stack", "flatbed", "pale_toner", "app_vivid"),
)
"""A person reads these without effort."""
HARD = ("jolt", "plastic_cover", "soft_corner", "back_light", "dusty_glass")
"""Legible with reservations."""


def neat(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A good phone, straight from above, even daylight."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.7), 0.008)
    return _done(np.asarray(picture * rng.uniform(0.98, 1.03), np.float32), matrix, rng, grain=0.4)


def ring_light(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A ceiling lamp right above: the middle bright, the rim a third darker."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    x, y = _grid(picture)
    far = np.hypot(x - rng.uniform(0.4, 0.6), y - rng.uniform(0.35, 0.6))
    lit = picture * (1.06 - rng.uniform(0.4, 0.6) * far)[..., None]
    return _done(np.asarray(lit, np.float32), matrix, rng)


def blanket(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a hospital bed: striped linen around, which gives way, so that the sheet swells a little."""
    h = sheet.shape[0]
    rise, phase = rng.uniform(0.004, 0.009) * h, rng.uniform(0, 2 * math.pi)
    w = sheet.shape[1]

    def across(px: Float) -> Float:
        return np.asarray(rise * np.sin(px / w * 2 * math.pi * 1.3 + phase), np.float32)

    def shade(px: Float) -> Float:
        return np.asarray(0.93 + 0.07 * np.cos(px / w * 2 * math.pi * 1.3 + phase), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    shot = _on_ground(_bent(sheet, across, shade, False), rng, long_side, (214, 206, 200), (188, 150, 120))
    return replace(shot, bend=bend)


def _on_ground(sheet: Image, rng: random.Random, long_side: int, base: tuple[int, ...], band: tuple[int, ...]) -> Shot:
    """A flat picture whose surroundings are striped in two colours (BGR)."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    solid = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), shot.matrix, (w, h)).astype(np.float32) / 255
    x, y = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    striped = (np.mod(x * 0.8 + y * 0.6, 74) < 22)[..., None]
    ground = np.where(striped, np.array(band, np.float32), np.array(base, np.float32))
    ground = ground * rng.uniform(0.8, 1.02) + _noise(rng, (h, w), 6.0)[..., None]
    cover = cv2.GaussianBlur(solid, (0, 0), 0.8)[..., None]
    image = shot.image.astype(np.float32) * cover + ground * (1 - cover)
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8))


def held_up(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Somebody else holds it up: seen from one side, the near edge larger, its lower edge sagging."""
    h, w = sheet.shape[:2]
    sag = rng.uniform(0.006, 0.013) * w

    def across(py: Float) -> Float:
        return np.asarray(sag * np.sin(math.pi * py / h), np.float32)

    def shade(py: Float) -> Float:
        return np.asarray(0.9 + 0.1 * np.sin(math.pi * (0.2 + 0.7 * py / h)), np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0] + across(points[:, 1]), points[:, 1]], 1)

    picture, matrix, _ = _lay(_bent(sheet, across, shade, True), rng, int(long_side * 1.04), rng.gauss(0, 3), 0.04)
    return replace(_done(_light(picture, rng), matrix, rng), bend=bend)


def dog_ear(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """One upper corner is bent over: a small triangle of the back lies on the blank margin."""
    size = int(min(sheet.shape[:2]) * rng.uniform(0.03, 0.055))
    return mishaps.flat(_dog_eared(sheet, size, rng.random() < 0.5), rng, long_side)


def _dog_eared(paper: Image, size: int, left: bool) -> Image:
    """The corner's triangle dark (what lies below), the flap a little grey."""
    w = paper.shape[1]
    x0, step = (0, 1) if left else (w - 1, -1)
    out = np.asarray(paper.copy(), np.uint8)
    gone = np.array([(x0, 0), (x0 + step * size, 0), (x0, size)], np.int32)
    flap = np.array([(x0 + step * size, 0), (x0, size), (x0 + step * size, size)], np.int32)
    cv2.fillConvexPoly(out, gone, (96, 104, 112), cv2.LINE_AA)
    cv2.fillConvexPoly(out, flap, (222, 226, 228), cv2.LINE_AA)
    return out


def half_fold(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Carried in a pocket: folded once each way, the quarters in lights of their own."""
    h, w = sheet.shape[:2]
    y, x = np.arange(h, dtype=np.float32)[:, None], np.arange(w, dtype=np.float32)[None, :]
    down, right = h * rng.uniform(0.47, 0.53), w * rng.uniform(0.47, 0.53)
    tones = [rng.uniform(0.88, 1.0) for _ in range(4)]
    panes = np.where(y < down, np.where(x < right, tones[0], tones[1]), np.where(x < right, tones[2], tones[3]))
    dark = 0.22 * np.exp(-(((y - down) / 2.6) ** 2)) + 0.2 * np.exp(-(((x - right) / 2.6) ** 2))
    lit = np.clip(sheet * (panes * (1 - dark))[..., None], 0, 255).astype(np.uint8)
    return mishaps.flat(lit, rng, long_side)


def cool_office(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Under cold tubes, white balance a little blue."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    tint = np.array((1.02, rng.uniform(0.96, 0.99), rng.uniform(0.89, 0.94)), np.float32)
    return _done(_light(np.asarray(picture * tint, np.float32), rng), matrix, rng, grain=0.8)


def hand_shade(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The phone and the hand throw a soft oblong shadow over a part of the sheet."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    x, y = _grid(picture)
    a, at = rng.uniform(-0.5, 0.5), (rng.uniform(0.25, 0.75), rng.uniform(0.3, 0.8))
    u = (x - at[0]) * math.cos(a) + (y - at[1]) * math.sin(a)
    v = -(x - at[0]) * math.sin(a) + (y - at[1]) * math.cos(a)
    hand = ((np.abs(u) < 0.17) & (v > -0.14)).astype(np.float32)
    shade = cv2.GaussianBlur(hand, (0, 0), long_side / 50)
    lit = _light(picture, rng) * (1 - rng.uniform(0.2, 0.34) * shade)[..., None]
    return _done(np.asarray(lit, np.float32), matrix, rng)


def zoomed_in(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """From further off with digital zoom: flat, a little soft, sharpened again by the phone."""
    shot = mishaps.flat(sheet, rng, long_side)
    h, w = shot.image.shape[:2]
    few = cv2.resize(shot.image, None, fx=0.88, fy=0.88, interpolation=cv2.INTER_AREA)
    again = cv2.resize(few, (w, h), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    sharp = again + 0.5 * (again - cv2.GaussianBlur(again, (0, 0), 1.2))
    return replace(shot, image=np.clip(sharp, 0, 255).astype(np.uint8))


def sent_on(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Sent through two chats: squeezed twice on the way."""
    shot = mishaps.flat(sheet, rng, long_side)
    done, data = cv2.imencode(".jpg", shot.image, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(46, 60)])
    assert done
    return replace(shot, image=np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8))


def stack(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On top of a pile of other papers, their edges out of true around it."""
    return _on_ground(sheet, rng, long_side, (226, 230, 232), (176, 182, 186))


def flatbed(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """An office scanner at its usual setting: a touch of slant, a grey seam where the sheet ends."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 150))
    image = shot.image.astype(np.float32)
    x, _ = _grid(image)
    image *= (1 - 0.22 * np.exp(-(((1 - x) / 0.006) ** 2)))[..., None]
    return replace(shot, image=np.clip(image, 0, 255).astype(np.uint8), jpeg=rng.randint(40, 62))


def pale_toner(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scan of a print whose toner ran low: strokes grey, one side paler."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 150))
    image = shot.image.astype(np.float32)
    x, _ = _grid(image)
    pale = (rng.uniform(0.12, 0.2) + 0.14 * x)[..., None]
    return replace(shot, image=np.clip(image + (252 - image) * pale, 0, 255).astype(np.uint8), jpeg=rng.randint(40, 62))


def app_vivid(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanning app's vivid mode: the frame squared, paper white, colours stronger than they are."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 0.5), 0.005)
    lit = _light(picture, rng)
    level = np.maximum(cv2.GaussianBlur(lit, (0, 0), long_side / 24), 70)
    clean = np.clip((lit / level - 0.42) / 0.52, 0, 1) * 255
    grey = clean.mean(2, keepdims=True)
    vivid = np.clip(grey + 1.35 * (clean - grey), 0, 255)
    return replace(_done(np.asarray(vivid, np.float32), matrix, rng, grain=0.3), jpeg=rng.randint(55, 78))


def jolt(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The phone was knocked: everything drawn out along one direction."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    size, a = rng.choice((5, 7)), rng.uniform(0, math.pi)
    kernel = np.zeros((size, size), np.float32)
    mid, reach = size // 2, size / 2
    ends = [(round(mid + s * reach * math.cos(a)), round(mid + s * reach * math.sin(a))) for s in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], (1.0,), 1)
    drawn = cv2.filter2D(_light(picture, rng), -1, kernel / kernel.sum())
    return _done(np.asarray(drawn, np.float32), matrix, rng, quality="poor")


def plastic_cover(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """In a clear pocket: two slanting streaks of light over the print."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    x, y = _grid(picture)
    veil = np.zeros_like(x)
    for _ in range(2):
        a, at = rng.uniform(0.5, 1.1), rng.uniform(0.2, 0.8)
        far = (x - at) * math.cos(a) + (y - 0.5) * math.sin(a)
        veil = np.maximum(veil, rng.uniform(0.45, 0.62) * np.exp(-((far / rng.uniform(0.018, 0.034)) ** 2)))
    lit = _light(picture, rng)
    return _done(np.asarray(lit + (250 - lit) * veil[..., None], np.float32), matrix, rng, quality="poor")


def soft_corner(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focus sat on one corner: towards the opposite one print grows soft."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2), 0.03)
    lit = _light(picture, rng)
    x, y = _grid(picture)
    soft = cv2.GaussianBlur(lit, (0, 0), rng.uniform(1.5, 1.9))
    far = np.hypot(x - rng.choice((0.0, 1.0)), y - rng.choice((0.0, 1.0)))
    share = np.clip((far - 0.6) / 0.5, 0, 1)[..., None]
    return _done(np.asarray(lit * (1 - share) + soft * share, np.float32), matrix, rng, quality="poor")


def back_light(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held against a window: the sheet dim and grey, its upper edge washed out."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5))
    _, y = _grid(picture)
    dim = 34 + picture * rng.uniform(0.42, 0.5)
    haze = (0.34 * np.exp(-((y / 0.2) ** 2)))[..., None]
    return _done(np.asarray(dim + (246 - dim) * haze, np.float32), matrix, rng, quality="poor", grain=1.6)


def dusty_glass(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A copy through dirty glass: specks, a hair or two, print thin and uneven."""
    shot = capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * 142))
    grey = shot.image.astype(np.float32)
    h, w = grey.shape[:2]
    pale = grey + (246 - grey) * rng.uniform(0.2, 0.32)
    marks = np.zeros((h, w), np.float32)
    for _ in range(rng.randint(60, 130)):
        cv2.circle(marks, (rng.randrange(w), rng.randrange(h)), rng.choice((1, 1, 2)), (rng.uniform(60, 150),), -1)
    for _ in range(2):
        start = np.array((rng.randrange(w), rng.randrange(h)), np.float64)
        bends = np.cumsum([[rng.uniform(-9, 9), rng.uniform(-9, 9)] for _ in range(9)], 0) + start
        cv2.polylines(marks, [bends.astype(np.int32)], False, (120.0,), 1, cv2.LINE_AA)
    noisy = np.clip(pale - marks[..., None] + _noise(rng, (h, w), 5.0)[..., None], 0, 255)
    return replace(shot, image=noisy.astype(np.uint8), quality="poor", seals_legible=False)


MISHAPS_M: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f"{f.__name__}_m": f
    for f in (
        *(neat, ring_light, blanket, held_up, dog_ear, half_fold, cool_office, hand_shade, zoomed_in, sent_on, stack),
        *(flatbed, pale_toner, app_vivid, jolt, plastic_cover, soft_corner, back_light, dusty_glass),
    )
}
