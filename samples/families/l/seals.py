"""How the seals of the twelfth family are cut and inked."""

from __future__ import annotations

import math
import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import seals
from samples.families.f import seals as seals_f
from samples.seals import DOTS, SealSpec

Mask = NDArray[Any]
FACES = ("AR PL UMing CN", "Noto Serif CJK SC:bold", "FandolSong", "WenQuanYi Zen Hei", "LXGW WenKai", "FandolFang")
INKS = {  # RGB: bright flash seals, brick, wine, an orange pad, one nearly dry
    "red": ((232, 30, 36), (192, 40, 28), (160, 20, 48), (240, 84, 40), (206, 58, 62), (220, 22, 66)),
    "purple": ((100, 40, 150), (144, 64, 170), (84, 46, 128)),
    "blue": ((20, 60, 168), (58, 96, 196), (24, 36, 108)),
    "black": ((24, 24, 26), (66, 64, 66)),
}


def draw_l(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
        return seals_f.draw_f(spec, rng, FACES)
    return np.asarray(cv2.dilate(_ring(spec, rng), np.ones((2, 2), np.uint8)), np.float32)


def _ring(spec: SealSpec, rng: random.Random) -> Mask:
    """Rim, name along it, perhaps a star in the middle, the purpose straight below it."""
    face = rng.choice(FACES)
    wide = (spec.width or rng.choice((37, 39, 41, 43))) * DOTS
    high = wide if spec.shape == "round" else wide * rng.choice((0.66, 0.7, 0.74))
    mask = seals_f._blank(wide, high)
    used = _rim(mask, wide, high, rng)
    size = min(rng.uniform(0.105, 0.135) * wide, 0.18 * high)
    reach = used + size * rng.uniform(0.62, 0.78)
    span = min(270.0, max(len(spec.owner_text) * rng.uniform(16.0, 22.0), len(spec.owner_text) * 13.0))
    seals._arc(mask, spec.owner_text, face, axes=(wide / 2 - reach, high / 2 - reach), size=size, span=span)
    if spec.star:
        seals._star(mask, min(wide, high) * rng.uniform(0.13, 0.19), lift=rng.uniform(0, 0.05) * mask.shape[0])
    seals_f._inside(mask, spec, face, size=size, wide=(wide, high), rng=rng)
    seals_f._number(mask, spec, face, size=size, edge=used, around=rng.random() < 0.4)
    return mask


def _rim(mask: Mask, wide: float, high: float, rng: random.Random) -> float:
    """One line; a broad line and a fine one; a fine one outside a broad one; how far inward it reaches."""
    sort = rng.choice(("line", "line", "within", "without"))
    thick = max(4, int(DOTS * rng.uniform(0.6, 1.3)))
    fine = max(2, DOTS // 5)
    if sort == "line":
        seals_f._ellipse(mask, wide, high, thick)
        return float(thick)
    first, second = (thick, fine) if sort == "within" else (fine, thick)
    seals_f._ellipse(mask, wide, high, first)
    inner = first + DOTS * rng.uniform(0.4, 0.7)
    seals_f._ellipse(mask, wide - 2 * inner, high - 2 * inner, second)
    return inner + second + DOTS * 0.2


def worn_l(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: dense, powdery, in stripes of a rolled pad, pressed on one side."""
    if how not in ("dense", "powdery", "striped", "one_sided"):
        return None  # before any draw: those of the other families stay as they are
    h, w = mask.shape
    y, x = np.mgrid[:h, :w].astype(np.float32)
    soft = cv2.GaussianBlur(mask, (0, 0), 1.4)
    if how == "dense":
        out = np.clip(soft * 1.25, 0, 1) * np.clip(0.94 + 0.1 * seals._cloud(rng, mask.shape, 60), 0, 1)
    elif how == "powdery":
        out = soft * np.where(seals._noise(rng, h, w) < rng.uniform(0.12, 0.2), 0.25, 0.95)
        out = cv2.GaussianBlur(np.asarray(out, np.float32), (0, 0), 0.9)
    elif how == "striped":
        stripes = 0.78 + 0.2 * np.sin(y / h * 2 * math.pi * rng.uniform(5, 9) + rng.uniform(0, 6))
        out = soft * stripes * np.clip(0.85 + 0.3 * seals._cloud(rng, mask.shape, 100), 0, 1)
    else:
        a = rng.uniform(0, 2 * math.pi)
        side = (x / w - 0.5) * math.cos(a) + (y / h - 0.5) * math.sin(a)
        out = soft * np.clip(0.72 + 0.62 * side, 0.4, 1) * np.clip(0.85 + 0.3 * seals._cloud(rng, mask.shape, 90), 0, 1)
    return np.asarray(np.clip(out, 0, 1), np.float32)
