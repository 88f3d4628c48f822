"""What happens to the sixth family's pictures: phones of several makes, scanning apps, office machines, monitors.

Like those of mishaps.py they keep how sheet pixels map to the delivered picture.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from samples import capture, mishaps
from samples.capture import Float, Image, Shot
from samples.mishaps import _bent, _done, _lay, _light, _noise

LEGIBLE_F = (
    "crisp",
    "beauty",
    "wechat",
    "window",
    "clutter",
    "in_hand",
    "folded_in_four",
    "cornered",
    "office",
    "cleaned",
)
"""A person reads these without effort."""
HARD_F = ("corner_blur", "burnt", "grainy", "thermal", "third_copy")
"""Legible with reservations."""


def _sharpened(picture: Float, amount: float, radius: float) -> Float:
    soft = cv2.GaussianBlur(picture, (0, 0), radius)
    return np.asarray(picture + amount * (picture - soft), np.float32)


def crisp(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A phone that lifts shadows and sharpens hard: bright rims around the strokes."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5), 0.025)
    lit = _light(picture, rng)
    level = cv2.GaussianBlur(lit, (0, 0), 60)
    mapped = lit * (0.75 + 0.25 * 200 / np.maximum(level, 60))
    return _done(_sharpened(np.asarray(mapped, np.float32), rng.uniform(0.6, 1.0), 1.4), matrix, rng, grain=0.4)


def beauty(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A cheap phone: noise smeared away, colours too strong, warm or greenish."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 3))
    lit = np.clip(_light(picture, rng) + _noise(rng, picture.shape[:2], 5)[..., None], 0, 255).astype(np.uint8)
    smooth = cv2.bilateralFilter(lit, 5, 26, 3).astype(np.float32)
    grey = smooth.mean(2, keepdims=True)
    tint = np.array(rng.choice(((0.93, 1.0, 1.03), (0.95, 1.02, 0.99), (1.02, 1.0, 0.96))), np.float32)
    return _done(np.asarray((grey + 1.25 * (smooth - grey)) * tint, np.float32), matrix, rng, grain=0.3)


def wechat(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Passed on twice in a chat: shrunk, and squeezed a first time before it is sent."""
    shot = (
        crisp(sheet, rng, int(long_side * 0.9))
        if rng.random() < 0.5
        else mishaps.flat(sheet, rng, int(long_side * 0.9))
    )
    _, packed = cv2.imencode(".jpg", shot.image, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(38, 52)])
    again = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return replace(shot, image=np.asarray(again, np.uint8), jpeg=rng.randint(36, 44))


def window(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Daylight from one side: nearly white there, grey and bluish on the other; the shadow of a window bar."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2.5), 0.028)
    h, w = picture.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    side = x / w if rng.random() < 0.5 else 1 - x / w
    fall = 1.06 - rng.uniform(0.22, 0.34) * side**1.3
    bar = 1 - 0.14 * np.exp(-((((x + 0.5 * y) / w - rng.uniform(0.3, 0.9)) / 0.05) ** 4))
    cool = 1 + np.stack([0.03 * side, 0 * side, -0.05 * side], 2)
    return _done(np.asarray(picture * (fall * bar)[..., None] * cool, np.float32), matrix, rng, grain=0.4)


def clutter(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """On a pile of other papers and a keyboard: lines and edges all around."""
    picture, matrix, cover = _lay(sheet, rng, long_side, rng.gauss(0, 4), 0.03)
    h, w = picture.shape[:2]
    pile = np.full((h, w, 3), rng.uniform(190, 225), np.float32)
    for _ in range(4):
        tone = rng.uniform(60, 228)
        corner = np.array([(rng.uniform(-0.2, 1) * w, rng.uniform(-0.2, 1) * h)], np.float32)
        shape = corner + np.array([(0, 0), (0.7 * w, 0.06 * h), (0.66 * w, 0.8 * h), (-0.05 * w, 0.7 * h)], np.float32)
        cv2.fillConvexPoly(
            pile, shape.astype(np.int32), tuple(tone * rng.uniform(0.9, 1.08) for _ in "bgr"), cv2.LINE_AA
        )
    for k in range(0, h, 17):  # unreadable lines of other print
        cv2.line(pile, (0, k), (w, k + rng.randint(-6, 6)), (120, 116, 112), 2, cv2.LINE_AA)
    edge = cv2.GaussianBlur(cover, (0, 0), 6)
    under = pile * (1 - 0.35 * (edge if edge.ndim == 3 else edge[..., None]))
    return _done(_light(np.asarray(picture * cover + under * (1 - cover), np.float32), rng), matrix, rng, grain=0.4)


def in_hand(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Held up before a room out of focus: the paper bends a little around its long axis."""
    h, w = sheet.shape[:2]
    rise = rng.choice((-1, 1)) * rng.uniform(0.006, 0.014) * h

    def across(x: Float) -> Float:
        return np.asarray(rise * (2 * x / w - 1) ** 2, np.float32)

    def shade(x: Float) -> Float:
        return np.asarray(1.0 - 0.1 * (x / w - 0.4) ** 2, np.float32)

    def bend(points: Float) -> Float:
        return np.stack([points[:, 0], points[:, 1] + across(points[:, 0])], 1)

    picture, matrix, cover = _lay(_bent(sheet, across, shade, False), rng, long_side, rng.gauss(0, 3), 0.03)
    gen = np.random.default_rng(rng.getrandbits(64))
    small = (gen.uniform(40, 205, (6, 5, 1)) * gen.uniform(0.86, 1.08, (6, 5, 3))).astype(np.float32)
    room = cv2.GaussianBlur(cv2.resize(small, picture.shape[1::-1], interpolation=cv2.INTER_CUBIC), (0, 0), 25)
    shot = _done(_light(np.asarray(picture * cover + room * (1 - cover), np.float32), rng), matrix, rng, grain=0.4)
    return replace(shot, bend=bend)


def folded_in_four(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Folded twice and opened again: a cross of creases, four fields lit otherwise."""
    h, w = sheet.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    cx, cy = rng.uniform(0.46, 0.54) * w, rng.uniform(0.46, 0.54) * h
    tones = [rng.uniform(0.84, 1.0) for _ in range(4)]
    field = np.where(y < cy, np.where(x < cx, tones[0], tones[1]), np.where(x < cx, tones[2], tones[3]))
    light: Float = np.asarray(cv2.GaussianBlur(field.astype(np.float32), (0, 0), 12), np.float32)
    for d, away in ((np.abs(x - cx), y), (np.abs(y - cy), x)):
        wear = 0.7 + 0.3 * np.sin(away / rng.uniform(30, 70))
        light = light * (1 - 0.22 * wear * np.exp(-((d / 3.0) ** 2)) + 0.06 * np.exp(-(((d - 8) / 5) ** 2)))
    creased = np.clip(sheet.astype(np.float32) * light[..., None], 0, 255).astype(np.uint8)
    return mishaps.flat(creased, rng, long_side)


def cornered(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Stapled, the upper left corner turned over, and yellowed."""
    w = sheet.shape[1]
    aged = sheet.astype(np.float32) * np.array((rng.uniform(0.82, 0.92), 0.96, 0.99), np.float32)
    ear = int(rng.uniform(0.03, 0.05) * w)
    cv2.fillConvexPoly(aged, np.array([(0, 0), (ear, 0), (0, ear)]), (120, 128, 134))
    cv2.fillConvexPoly(aged, np.array([(ear, 0), (0, ear), (ear, ear)]), (196, 212, 220))
    cv2.line(aged, (int(ear * 1.2), int(ear * 0.9)), (int(ear * 1.9), int(ear * 0.5)), (150, 150, 152), 5, cv2.LINE_AA)
    return mishaps.flat(np.clip(aged, 0, 255).astype(np.uint8), rng, long_side)


def office(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """The copier's scanner at the ward: paper made white, a shadow along two edges, streaks of dust on the glass."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 128))
    h, w = shot.image.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    white = np.clip((shot.image.astype(np.float32) - 18) * 255 / 222, 0, 255)
    white *= (1 - 0.3 * np.exp(-x / (0.008 * w)) - 0.3 * np.exp(-(h - y) / (0.006 * h)))[..., None]
    for _ in range(rng.randint(0, 2)):
        at = rng.randrange(6, w - 6)
        white[:, at : at + 1] = white[:, at : at + 1] * 0.72 + 20
    return replace(shot, image=np.clip(white, 0, 255).astype(np.uint8), jpeg=rng.randint(36, 46))


def cleaned(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Through a scanning app that levels light, deepens ink, strengthens red, and puts its name in the corner."""
    shot = capture.scan(sheet, rng, dpi=round(long_side / 1580 * 130))
    picture = shot.image.astype(np.float32)
    level = cv2.GaussianBlur(cv2.dilate(picture, np.ones((9, 9), np.uint8)), (0, 0), 21)
    clean = np.clip(picture / np.maximum(level, 50) * 252, 0, 255)
    curve = 255 / (1 + np.exp(-(clean - rng.uniform(140, 165)) / rng.uniform(20, 28)))
    grey = curve.mean(2, keepdims=True)
    strong = _sharpened(np.asarray(grey + 1.35 * (curve - grey), np.float32), 0.5, 1.2)
    h, w = strong.shape[:2]
    cv2.rectangle(strong, (int(w * 0.8), int(h * 0.972)), (int(w * 0.812), int(h * 0.981)), (150, 170, 90), -1)
    return replace(shot, image=np.clip(strong, 0, 255).astype(np.uint8), capture="photo", jpeg=rng.randint(40, 52))


def corner_blur(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Focused on one end of the sheet: the other is soft."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2), 0.03)
    lit = _light(picture, rng)
    h, w = lit.shape[:2]
    y, _ = np.mgrid[:h, :w].astype(np.float32)
    far = np.clip((y / h if rng.random() < 0.5 else 1 - y / h) * 1.5 - 0.45, 0, 1)[..., None]
    soft = cv2.GaussianBlur(lit, (0, 0), rng.uniform(1.5, 2.0))
    return _done(np.asarray(lit * (1 - far) + soft * far, np.float32), matrix, rng, quality="poor")


def burnt(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Exposed for a dark table: the paper burns out and thin strokes with it."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    bright = 255 * np.clip(_light(picture, rng) / 255, 0, 1) ** 0.62 * rng.uniform(1.06, 1.14)
    soft = cv2.GaussianBlur(np.minimum(bright, 262), (0, 0), 0.9)
    return _done(np.asarray(soft, np.float32), matrix, rng, quality="poor")


def grainy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A corridor at night: coloured grain, little contrast."""
    picture, matrix, _ = _lay(sheet, rng, long_side, rng.gauss(0, 2))
    dim = _light(picture, rng) * rng.uniform(0.46, 0.58) + 22
    h, w = dim.shape[:2]
    colour = cv2.GaussianBlur(_noise(rng, (h, w, 3), 16.0), (0, 0), 1.3)
    return _done(np.asarray(dim + colour, np.float32), matrix, rng, quality="poor", grain=4.0)


def thermal(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Faxed to a thermal printer: pale in columns, specks."""
    shot = capture.fax(sheet, rng)
    image = shot.image.copy()
    gen = np.random.default_rng(rng.getrandbits(64))
    h, w = image.shape[:2]
    for _ in range(rng.randint(2, 4)):
        x = rng.randrange(20, w - 30)
        lost = gen.random((h, 6)) < 0.3
        image[:, x : x + 6][lost] = 255
    image[gen.random((h, w)) < 0.0012] = 0
    return replace(shot, image=image, seals_legible=False)


def third_copy(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """Copied, copied slantwise, and copied again with the lid open: grey ground, dark rim, filled counters."""
    first = capture.photocopy(sheet, rng, dpi=170)
    again = capture.photocopy(first.image, rng, dpi=round(long_side / 1580 * 148))
    grey = again.image.astype(np.float32)
    h, w = grey.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    near = np.minimum(np.minimum(x, w - x) / w, np.minimum(y, h - y) / h)
    ground = rng.uniform(206, 226) - 120 * np.exp(-near / 0.006)
    thick = cv2.erode(grey, np.ones((2, 2), np.uint8)) * 0.5 + grey * 0.5
    image = np.clip(np.minimum(thick, ground[..., None]) + _noise(rng, (h, w), 3.0)[..., None], 0, 255)
    matrix = again.matrix @ first.matrix
    return replace(again, image=image.astype(np.uint8), matrix=matrix, quality="poor", seals_legible=False)


def monitor(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A ward computer's screen: the rows of its dots beat with the camera's."""
    dots = sheet.astype(np.float32)
    pitch = 3
    for c in range(3):
        dots[:, c::pitch, c] *= 1.12
        dots[:, (c + 1) :: pitch, c] *= 0.86
    dots[::pitch] *= 0.9
    shown = np.clip(dots, 0, 255).astype(np.uint8)
    picture, matrix, cover = _lay(shown, rng, long_side, rng.gauss(0, 1.5), 0.014)
    frame = np.array((34, 30, 28), np.float32)
    glow = np.asarray(picture * cover + frame * (1 - cover), np.float32) * np.array((1.06, 1.0, 0.94), np.float32)
    shot = _done(_light(np.asarray(glow, np.float32), rng), matrix, rng)
    return replace(shot, capture="screen", jpeg=42)


MISHAPS_F: dict[str, Callable[[Image, random.Random, int], Shot]] = {
    f.__name__: f
    for f in (
        crisp,
        beauty,
        wechat,
        window,
        clutter,
        in_hand,
        folded_in_four,
        cornered,
        office,
        cleaned,
        corner_blur,
        burnt,
        grainy,
        thermal,
        third_copy,
        monitor,
    )
}
