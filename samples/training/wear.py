"""What happens to ink, paper and picture: wear of a stamp, light, lens, copier, compression. Crops are BGR."""

from __future__ import annotations

import math
import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[Any]
Float = NDArray[Any]

INKS = ("red", "purple", "blue", "black")
_WEIGHTS = (62, 9, 17, 12)


class Clouds:
    """Random fields drawn once: smooth ones and grainy ones."""

    def __init__(self, rng: random.Random, count: int = 40, side: int = 320) -> None:
        dice = np.random.default_rng(rng.getrandbits(32))
        self._smooth = [self._field(dice, rng.randint(3, 9), side) for _ in range(count)]
        self._grainy = [self._field(dice, rng.randint(50, 200), side) for _ in range(count)]
        self._side = side

    @staticmethod
    def _field(dice: np.random.Generator, cells: int, side: int) -> Float:
        return cv2.resize(dice.random((cells, cells), np.float32), (side, side), interpolation=cv2.INTER_CUBIC)

    def _cut(self, rng: random.Random, field: Float, w: int, h: int) -> Float:
        y, x = rng.randint(0, self._side // 2), rng.randint(0, self._side // 2)
        return np.asarray(cv2.resize(field[y:, x:], (w, h), interpolation=cv2.INTER_LINEAR), np.float32)

    def smooth(self, rng: random.Random, w: int, h: int) -> Float:
        return self._cut(rng, rng.choice(self._smooth), w, h)

    def grainy(self, rng: random.Random, w: int, h: int) -> Float:
        return self._cut(rng, rng.choice(self._grainy), w, h)


def any_ink(rng: random.Random) -> tuple[int, tuple[float, float, float]]:
    """(index into INKS, BGR)"""
    index = rng.choices(range(len(INKS)), _WEIGHTS)[0]
    u = rng.uniform
    colours = (
        (u(20, 105), u(10, 85), u(170, 245)),
        (u(110, 205), u(25, 95), u(90, 180)),
        (u(140, 235), u(45, 130), u(10, 85)),
        (u(20, 90),) * 3,
    )
    return index, colours[index]


def worn(rng: random.Random, mask: Float, clouds: Clouds) -> Float:
    """Ink as it comes off a stamp: uneven, rubbed, pressed on one side, smeared, doubled. Float in [0, 1]."""
    h, w = mask.shape
    if rng.random() < 0.12:  # a picture of a stamp, as electronic seals are
        return mask
    out = mask * np.clip(rng.uniform(0.55, 1.25) + (clouds.smooth(rng, w, h) - 0.5) * rng.uniform(0, 1.7), 0, 1)
    out = out * np.clip(rng.uniform(0.7, 1.25) + (clouds.grainy(rng, w, h) - 0.5) * rng.uniform(0, 1.9), 0, 1)
    if rng.random() < 0.14:
        along = rng.random() < 0.5
        ramp = np.clip(np.linspace(rng.uniform(-0.4, 0.6), rng.uniform(1, 2), w if along else h), 0, 1)
        ramp = ramp[:: rng.choice((1, -1))]
        out = out * (ramp[None] if along else ramp[:, None])
    if rng.random() < 0.12:
        reach = rng.choice((5, 7, 9))
        kernel = np.zeros((reach, reach), np.float32)
        kernel[reach // 2] = 1 / reach
        out = cv2.filter2D(out, -1, kernel if rng.random() < 0.5 else np.ascontiguousarray(kernel.T))
    if rng.random() < 0.1:
        out = np.maximum(out, 0.7 * np.roll(out, (rng.randint(-2, 2), rng.randint(-3, 3)), (0, 1)))
    if rng.random() < 0.06:
        out = np.maximum(out, 0.18 * cv2.blur((out > 0.1).astype(np.float32), (9, 9)))
    return np.asarray(np.clip(out, 0, 1), np.float32)


def captured(rng: random.Random, crop: Float, clouds: Clouds) -> tuple[Image, str]:
    """The crop (float32) as a camera, scanner or copier gives it: uint8 BGR, and "colour", "grey" or "fax"."""
    h, w = crop.shape[:2]
    how, u = "colour", rng.uniform
    if rng.random() < 0.5:
        crop = _lit(rng, crop, clouds)
    if rng.random() < 0.3:  # fewer pixels
        s = u(0.5, 0.95)
        crop = cv2.resize(cv2.resize(crop, None, fx=s, fy=s, interpolation=cv2.INTER_AREA), (w, h))
    if rng.random() < 0.45:
        crop = cv2.GaussianBlur(crop, (0, 0), u(0.3, 1.3))
    if rng.random() < 0.06:
        kernel = np.zeros((9, 9), np.float32)
        a = u(0, math.pi)
        reach = (3.5 * math.cos(a), 3.5 * math.sin(a))
        ends = [(round(4 - reach[0]), round(4 - reach[1])), (round(4 + reach[0]), round(4 + reach[1]))]
        cv2.line(kernel, ends[0], ends[1], (1.0,), 1)
        crop = cv2.filter2D(crop, -1, kernel / kernel.sum())
    if rng.random() < 0.04:
        crop = _moire(rng, crop)
    if rng.random() < 0.2:
        crop, how = _copied(rng, crop)
    crop = (crop - 128) * u(0.75, 1.2) + 128 + u(-20, 20)
    if rng.random() < 0.5:
        dice = np.random.default_rng(rng.getrandbits(32))
        colours = 1 if how != "colour" or rng.random() < 0.5 else 3
        crop = crop + dice.normal(0, u(1, 8), (h, w, colours)).astype(np.float32)
    out = np.asarray(np.clip(crop, 0, 255), np.uint8)
    if rng.random() < 0.75:
        packed = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(35, 95)])[1]
        out = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return out, how


def _lit(rng: random.Random, crop: Float, clouds: Clouds) -> Float:
    h, w = crop.shape[:2]
    light = rng.uniform(0.7, 1.02) + (clouds.smooth(rng, w, h) - 0.5) * rng.uniform(0, 0.5)
    if rng.random() < 0.2:  # the photographer's shadow
        a = rng.uniform(0, 2 * math.pi)
        x, y = np.meshgrid(np.linspace(-1, 1, w, dtype=np.float32), np.linspace(-1, 1, h, dtype=np.float32))
        edge = x * math.cos(a) + y * math.sin(a) - rng.uniform(-0.6, 0.6)
        light = light * (1 - rng.uniform(0.1, 0.4) / (1 + np.exp(np.clip(edge * rng.uniform(4, 30), -40, 40))))
    cast = np.array([rng.uniform(0.8, 1.1), rng.uniform(0.92, 1.04), rng.uniform(0.88, 1.1)], np.float32)
    return np.asarray(crop * np.clip(light, 0.15, 1.2)[..., None] * cast, np.float32)


def _moire(rng: random.Random, crop: Float) -> Float:
    h, w = crop.shape[:2]
    x, y = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    waves = [
        np.sin((x * math.cos(a) + y * math.sin(a)) * rng.uniform(0.3, 1.6))
        for a in (rng.uniform(0, math.pi) for _ in range(3))
    ]
    return np.asarray(crop * (1 + rng.uniform(0.02, 0.09) * np.stack(waves, 2)), np.float32)


def _copied(rng: random.Random, crop: Float) -> tuple[Float, str]:
    """A grey scan, a photocopy with its contrast, now and then black and white."""
    grey = crop @ np.array([0.114, 0.587, 0.299], np.float32)
    how = "grey"
    if rng.random() < 0.5:
        grey = (grey - rng.uniform(80, 150)) * rng.uniform(1.2, 3) + rng.uniform(100, 150)
    if rng.random() < 0.12:
        grey, how = np.where(grey > rng.uniform(130, 200), 255.0, 0.0), "fax"
    return np.repeat(np.asarray(grey, np.float32)[..., None], 3, 2), how
