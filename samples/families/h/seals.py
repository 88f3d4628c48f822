"""How the seals of the eighth family are cut and inked."""

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
FACES = ("AR PL SungtiL GB", "Noto Serif CJK SC:semibold", "BabelStone Han", "AR PL UMing CN", "WenQuanYi Zen Hei")
THIN = ("AR PL SungtiL GB", "AR PL UMing CN", "BabelStone Han")
"""Cut broader than they are drawn, as engravers do."""
INKS = {  # RGB: quick-drying vermilion, worn pads, flash stamps, one near crimson
    "red": ((226, 40, 48), (198, 36, 38), (240, 72, 60), (178, 26, 52), (212, 52, 84), (188, 48, 40)),
    "purple": ((84, 56, 150), (132, 48, 138), (98, 28, 110)),
    "blue": ((22, 74, 170), (48, 84, 186), (30, 42, 120)),
    "black": ((34, 34, 38), (58, 58, 62)),
}


def draw_h(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
        return seals_f.draw_f(spec, rng, FACES)
    face = rng.choice(FACES)
    mask = _die(spec, face, rng)
    fat = rng.choice((2, 3)) if face in THIN else 1
    return np.asarray(cv2.dilate(mask, np.ones((fat, fat), np.uint8)), np.float32)


def _die(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """Round or oval: the rim, the name along it, and inside a star, words, or words along the lower rim."""
    width = (spec.width or rng.choice((36, 38, 40, 42, 44))) * DOTS
    height = width if spec.shape == "round" else width * rng.choice((0.64, 0.7, 0.74, 0.78))
    mask = seals_f._blank(width, height)
    edge = _rim(mask, width, height, rng)
    size = min(rng.uniform(0.105, 0.13) * width, 0.175 * height)
    reach = edge + size * rng.uniform(0.68, 0.9)
    axes = (width / 2 - reach, height / 2 - reach)
    low = bool(spec.purpose_text) and not spec.number and rng.random() < 0.3
    widest = 200.0 if low else 290.0
    span = min(widest, max(len(spec.owner_text) * rng.uniform(17.0, 25.0), len(spec.owner_text) * 13.0))
    seals._arc(mask, spec.owner_text, face, axes=axes, size=size, span=span)
    if spec.star:
        seals._star(mask, min(width, height) * rng.uniform(0.12, 0.17), lift=height * rng.uniform(0.01, 0.05))
    if low:
        wide = min(140.0, len(spec.purpose_text) * 16.0)
        seals._arc(mask, spec.purpose_text, face, axes=axes, size=size * 0.8, span=wide, below=True)
        return mask
    seals_f._inside(mask, spec, face, size=size, wide=(width, height), rng=rng)
    seals_f._number(mask, spec, face, size=size, edge=edge, around=False)
    return mask


def _rim(mask: Mask, width: float, height: float, rng: random.Random) -> float:
    """One line, a thick and a thin one, or a chain of dots inside the line; how far inward it takes room."""
    rim = max(4, int(DOTS * rng.uniform(0.55, 1.35)))
    seals_f._ellipse(mask, width, height, rim)
    sort = rng.random()
    if sort < 0.2:
        inner = rim + DOTS * rng.uniform(0.45, 0.8)
        seals_f._ellipse(mask, width - 2 * inner, height - 2 * inner, max(2, DOTS // 4))
        return inner + DOTS * 0.45
    if sort < 0.28:
        inner = rim + DOTS * 0.8
        for k in range(80):
            t = k * math.pi / 40
            x = mask.shape[1] / 2 + (width / 2 - inner) * math.cos(t)
            y = mask.shape[0] / 2 + (height / 2 - inner) * math.sin(t)
            cv2.circle(mask, (int(x), int(y)), max(2, DOTS // 4), (1.0,), -1, cv2.LINE_AA)
        return inner + DOTS * 0.6
    return float(rim)


def worn_h(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: a pad too wet, a stroke lifted on one side, a pressing on rough paper."""
    h, w = mask.shape
    y, x = np.mgrid[:h, :w].astype(np.float32)
    if how == "wet":
        core = cv2.GaussianBlur(cv2.dilate(mask, np.ones((4, 4), np.uint8)), (0, 0), 2.6)
        pools = np.clip(0.7 + 0.6 * seals._cloud(rng, mask.shape, 40), 0, 1)
        return np.asarray(np.clip(core * pools, 0, 1), np.float32)
    if how == "lifted":
        a = rng.uniform(0, 2 * math.pi)
        slope = (x / w - 0.5) * math.cos(a) + (y / h - 0.5) * math.sin(a)
        soft = cv2.GaussianBlur(mask, (0, 0), 1.5) * np.clip(0.95 - 1.1 * np.maximum(slope, 0), 0.36, 1)
        return np.asarray(np.clip(soft * (0.8 + 0.2 * seals._cloud(rng, mask.shape, 90)), 0, 1), np.float32)
    if how == "rough":
        grain = np.clip(0.35 + 1.1 * seals._cloud(rng, mask.shape, 220), 0.25, 1)
        return np.asarray(np.clip(cv2.GaussianBlur(mask, (0, 0), 1.3) * grain, 0, 1), np.float32)
    return None
