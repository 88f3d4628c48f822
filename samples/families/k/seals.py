"""How the seals of the eleventh family are cut and inked."""

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
FACES = ("Noto Serif CJK SC:semibold", "FandolSong", "WenQuanYi Micro Hei", "AR PL UKai CN", "FandolKai", "FandolFang")
INKS = {  # RGB: photosensitive ink, cinnabar paste, a pad that dries, one refilled with the wrong red
    "red": ((226, 38, 40), (200, 34, 30), (188, 46, 52), (238, 70, 64), (212, 20, 52), (178, 28, 26)),
    "purple": ((112, 52, 158), (92, 34, 120), (134, 58, 150)),
    "blue": ((26, 54, 150), (44, 78, 182), (30, 58, 128)),
    "black": ((28, 28, 30), (58, 58, 60)),
}


def draw_k(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
        return seals_f.draw_f(spec, rng, FACES)
    return np.asarray(cv2.dilate(_ring(spec, rng), np.ones((2, 2), np.uint8)), np.float32)


def _ring(spec: SealSpec, rng: random.Random) -> Mask:
    """A rim, the name along it, a device in the middle and words: below it, around the foot, or in its place."""
    face = rng.choice(FACES)
    wide = (spec.width or rng.choice((36, 38, 40, 42, 45))) * DOTS
    high = wide if spec.shape == "round" else wide * rng.choice((0.64, 0.68, 0.72))
    mask = seals_f._blank(wide, high)
    used = _rim(mask, wide, high, rng)
    size = min(rng.uniform(0.11, 0.14) * wide, 0.185 * high)
    reach = used + size * rng.uniform(0.64, 0.8)
    at_foot = len(spec.purpose_text) >= 5 and not spec.number and spec.shape == "round" and rng.random() < 0.25
    most = 215.0 if at_foot else 280.0
    span = min(most, max(len(spec.owner_text) * rng.uniform(17.0, 23.0), len(spec.owner_text) * 13.5))
    seals._arc(mask, spec.owner_text, face, axes=(wide / 2 - reach, high / 2 - reach), size=size, span=span)
    if spec.star:
        _device(mask, min(wide, high) * rng.uniform(0.12, 0.18), rng)
    if at_foot:
        foot = (wide / 2 - reach, high / 2 - reach)
        span = len(spec.purpose_text) * 15.0
        seals._arc(mask, spec.purpose_text, face, axes=foot, size=size * 0.74, span=span, below=True)
    else:
        seals_f._inside(mask, spec, face, size=size, wide=(wide, high), rng=rng)
        seals_f._number(mask, spec, face, size=size, edge=used, around=False)
    return mask


def _rim(mask: Mask, wide: float, high: float, rng: random.Random) -> float:
    """A line, two lines of one breadth, a broad one with a fine one inside, or beads; how far inward it reaches."""
    sort = rng.choice(("line", "line", "line", "twin", "fine", "beads"))
    thick = max(4, int(DOTS * rng.uniform(0.5, 1.2)))
    if sort == "beads":
        cx, cy, inset = mask.shape[1] / 2, mask.shape[0] / 2, DOTS * 0.5
        for k in range(96):
            t = k * math.pi / 48
            at = (int(cx + (wide / 2 - inset) * math.cos(t)), int(cy + (high / 2 - inset) * math.sin(t)))
            cv2.circle(mask, at, int(DOTS * 0.34), (1.0,), -1, cv2.LINE_AA)
        return DOTS * 1.15
    seals_f._ellipse(mask, wide, high, thick)
    if sort == "line":
        return float(thick)
    inner = thick + DOTS * rng.uniform(0.35, 0.6)
    second = thick if sort == "twin" else max(2, DOTS // 5)
    seals_f._ellipse(mask, wide - 2 * inner, high - 2 * inner, second)
    return inner + second + DOTS * 0.2


def _device(mask: Mask, reach: float, rng: random.Random) -> None:
    """A five-pointed star; on one in five a staff with two waves, as hospitals bear, or a cross in outline."""
    sort = rng.choice(("star",) * 8 + ("staff", "cross"))
    if sort == "star":
        seals._star(mask, reach, lift=rng.uniform(0, 0.04) * mask.shape[0])
        return
    x, y, r = mask.shape[1] // 2, mask.shape[0] // 2, int(reach * 0.85)
    if sort == "cross":
        arm = r // 3
        corners = [(-arm, -r), (arm, -r), (arm, -arm), (r, -arm), (r, arm), (arm, arm)]
        corners += [(-a, -b) for a, b in corners]
        outline = np.array([(x + a, y + b) for a, b in corners], np.int32)
        cv2.polylines(mask, [outline], True, (1.0,), max(3, DOTS // 3), cv2.LINE_AA)
        return
    cv2.line(mask, (x, y - r), (x, y + r), (1.0,), max(4, DOTS // 2), cv2.LINE_AA)
    t = np.linspace(-1, 1, 40)
    for side in (-1, 1):
        wave = np.stack([x + side * r * 0.42 * np.cos(t * math.pi * 1.5), y + t * r * 0.9], 1).astype(np.int32)
        cv2.polylines(mask, [wave], False, (1.0,), max(3, DOTS // 3), cv2.LINE_AA)


def worn_k(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: feathered on soft paper, hollow in the middle, broken by a crease."""
    if how not in ("feathered", "hollow", "creased"):
        return None  # before any draw: those of the other families stay as they are
    h, w = mask.shape
    y, x = np.mgrid[:h, :w].astype(np.float32)
    soft = cv2.GaussianBlur(mask, (0, 0), 1.5)
    if how == "feathered":
        jag = 3.0 * (seals._cloud(rng, mask.shape, 150) - 0.5)
        far = cv2.remap(mask, x + 2 * jag, y + 2 * jag, cv2.INTER_LINEAR)
        out = np.maximum(soft, 0.7 * cv2.GaussianBlur(far, (0, 0), 1.9)) * rng.uniform(0.82, 0.96)
    elif how == "hollow":
        far = np.hypot((x / w - 0.5) * 2, (y / h - 0.5) * 2)
        out = soft * np.clip(0.5 + 0.62 * far, 0.5, 1) * np.clip(0.8 + 0.35 * seals._cloud(rng, mask.shape, 90), 0, 1)
    else:
        a, at = rng.uniform(0, math.pi), rng.uniform(-0.16, 0.16)
        away = np.abs((x / w - 0.5) * math.cos(a) + (y / h - 0.5) * math.sin(a) - at) * w / DOTS
        out = soft * np.clip(away / 0.6, 0.12, 1) * np.clip(0.78 + 0.4 * seals._cloud(rng, mask.shape, 110), 0, 1)
    return np.asarray(np.clip(out, 0, 1), np.float32)
