"""How the seals of the thirteenth family are cut and inked."""

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
FACES = (
    "Noto Serif CJK SC:medium",
    "Noto Serif CJK SC:black",
    "AR PL UMing CN",
    "AR PL UKai CN",
    "WenQuanYi Zen Hei",
    "AR PL SungtiL GB",
)
INKS = {  # RGB: atomic-ink seals, printing-shop reds, old paste gone brown, a fresh pad, office blue
    "red": ((218, 28, 34), (236, 52, 48), (198, 26, 40), (174, 38, 34), (228, 40, 76), (210, 48, 36)),
    "purple": ((120, 48, 148), (98, 42, 136), (150, 70, 160)),
    "blue": ((22, 48, 140), (36, 70, 176), (52, 84, 164)),
    "black": ((26, 26, 28), (62, 60, 62)),
}


def draw_m(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
        return seals_f.draw_f(spec, rng, FACES)
    return np.asarray(cv2.dilate(_ring(spec, rng), np.ones((2, 2), np.uint8)), np.float32)


def _ring(spec: SealSpec, rng: random.Random) -> Mask:
    """Rim, name along it, perhaps a star in the middle, the purpose below it or in its place."""
    face = rng.choice(FACES)
    wide = (spec.width or rng.choice((38, 40, 42, 44))) * DOTS
    high = wide if spec.shape == "round" else wide * rng.choice((0.65, 0.69, 0.73))
    mask = seals_f._blank(wide, high)
    used = _rim(mask, wide, high, rng)
    size = min(rng.uniform(0.108, 0.138) * wide, 0.182 * high)
    reach = used + size * rng.uniform(0.63, 0.76)
    letters = len(spec.owner_text)
    span = min(285.0, max(letters * rng.uniform(15.5, 21.5), letters * 13.0))
    seals._arc(mask, spec.owner_text, face, axes=(wide / 2 - reach, high / 2 - reach), size=size, span=span)
    if spec.star:
        seals._star(mask, min(wide, high) * rng.uniform(0.14, 0.2), lift=rng.uniform(0, 0.04) * mask.shape[0])
    seals_f._inside(mask, spec, face, size=size, wide=(wide, high), rng=rng)
    seals_f._number(mask, spec, face, size=size, edge=used, around=rng.random() < 0.3)
    return mask


def _rim(mask: Mask, wide: float, high: float, rng: random.Random) -> float:
    """One line; one worn through in places; a broad line with a fine one within; how far inward it reaches."""
    sort = rng.choice(("line", "line", "gaps", "within"))
    thick = max(4, int(DOTS * rng.uniform(0.7, 1.4)))
    seals_f._ellipse(mask, wide, high, thick)
    if sort == "gaps":
        cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
        for _ in range(rng.randint(2, 4)):
            t = rng.uniform(0, 2 * math.pi)
            at = (int(cx + (wide - thick) / 2 * math.cos(t)), int(cy + (high - thick) / 2 * math.sin(t)))
            cv2.circle(mask, at, int(DOTS * rng.uniform(0.6, 1.1)), (0.0,), -1, cv2.LINE_AA)
    if sort != "within":
        return float(thick)
    inner, fine = thick + DOTS * rng.uniform(0.4, 0.65), max(2, DOTS // 5)
    seals_f._ellipse(mask, wide - 2 * inner, high - 2 * inner, fine)
    return inner + fine + DOTS * 0.2


def worn_m(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: flashed and even, mottled by paper, one side dry, pad starved of ink."""
    if how not in ("flashed", "mottled", "skewed", "starved"):
        return None  # before any draw: those of the other families stay as they are
    h, w = mask.shape
    y, x = np.mgrid[:h, :w].astype(np.float32)
    soft = cv2.GaussianBlur(mask, (0, 0), 1.3)
    if how == "flashed":
        out = soft * np.clip(0.9 + 0.1 * seals._cloud(rng, mask.shape, 50), 0, 1)
    elif how == "mottled":
        out = soft * np.clip(0.55 + 0.7 * seals._cloud(rng, mask.shape, 170), 0.3, 1)
    elif how == "skewed":
        a = rng.uniform(0, 2 * math.pi)
        side = (x / w - 0.5) * math.cos(a) + (y / h - 0.5) * math.sin(a)
        out = (
            soft * np.clip(0.78 + 0.75 * side, 0.42, 1) * np.clip(0.85 + 0.25 * seals._cloud(rng, mask.shape, 80), 0, 1)
        )
    else:
        dry = seals._cloud(rng, mask.shape, 22)
        out = soft * np.clip(0.42 + 0.75 * dry, 0.35, 0.9)
    return np.asarray(np.clip(out, 0, 1), np.float32)
