"""How the seals of the sixteenth family are cut and inked; what stands below the rim is cut large enough to be read."""

from __future__ import annotations

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
    "AR PL SungtiL GB",
    "Noto Serif CJK SC:medium",
    "WenQuanYi Zen Hei",
    "AR PL UMing CN",
    "Noto Sans CJK SC:regular",
    "AR PL KaitiM GB",
)
FACE_OF_NUMBERS = "Noto Sans CJK SC:medium"
INKS = {  # RGB: photosensitive oil, ink paste, self-inking pads new and tired
    "red": ((222, 26, 34), (206, 40, 34), (234, 52, 60), (188, 28, 46), (212, 60, 52), (172, 26, 34)),
    "purple": ((108, 44, 150), (130, 52, 138)),
    "blue": ((22, 46, 142), (50, 84, 188), (34, 52, 120)),
    "black": ((28, 28, 30), (60, 60, 64)),
}


def draw_p(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
        return seals_f.draw_f(spec, rng, FACES)
    return _ring(spec, rng)


def _ring(spec: SealSpec, rng: random.Random) -> Mask:
    """One rim, the name along its upper part, a star or none, what it is for in one row, a number below."""
    face = rng.choice(FACES)
    wide = (spec.width or rng.choice((38, 40, 42))) * DOTS
    high = wide if spec.shape == "round" else wide * rng.choice((0.64, 0.68, 0.72))
    mask = seals_f._blank(wide, high)
    rim = max(5, int(DOTS * rng.uniform(0.7, 1.3)))
    seals_f._ellipse(mask, wide, high, rim)
    size = min(rng.uniform(0.118, 0.142) * wide, 0.18 * high)
    reach = rim + size * rng.uniform(0.66, 0.86)
    letters = len(spec.owner_text)
    span = min(255.0, max(letters * rng.uniform(15.0, 21.0), letters * 12.5))
    seals._arc(mask, spec.owner_text, face, axes=(wide / 2 - reach, high / 2 - reach), size=size, span=span)
    if spec.star:
        seals._star(mask, min(wide, high) * rng.uniform(0.14, 0.19), lift=rng.uniform(0, 0.03) * high)
    seals_f._inside(mask, spec, face, size=size, wide=(wide, high), rng=rng)
    _below(mask, spec, face, rim)
    return np.asarray(cv2.dilate(mask, np.ones((2, 2), np.uint8)), np.float32)


def _below(mask: Mask, spec: SealSpec, face: str, rim: int) -> None:
    """A number in brackets in a row of its own; thirteen digits along the rim, each more than two millimetres apart."""
    if len(spec.number) < 10:
        seals_f._number(mask, spec, face, size=0.13 * mask.shape[1], edge=rim, around=False)
        return
    low = rim + 0.052 * mask.shape[1]
    axes = ((mask.shape[1] - 24) / 2 - low, (mask.shape[0] - 24) / 2 - low)
    digits = np.zeros_like(mask)
    seals._arc(digits, spec.number, FACE_OF_NUMBERS, axes=axes, size=0.074 * mask.shape[1], span=112, below=True)
    np.maximum(mask, digits, out=mask)


def worn_p(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: full, dabbed (pressed twice lightly), parched, soaked; else None."""
    if how not in ("full", "dabbed", "parched", "soaked"):
        return None  # before any draw: those of the other families stay as they are
    soft = cv2.GaussianBlur(mask, (0, 0), 1.2)
    cloud = seals._cloud(rng, mask.shape, 60)
    if how == "full":
        out = soft * np.clip(0.9 + 0.1 * cloud, 0, 1)
    elif how == "soaked":
        out = cv2.GaussianBlur(cv2.dilate(mask, np.ones((4, 4), np.uint8)), (0, 0), 1.1) * 1.1
    elif how == "dabbed":
        out = soft * np.clip(0.55 + 0.5 * seals._cloud(rng, mask.shape, 7), 0, 1) * np.clip(0.8 + 0.2 * cloud, 0, 1)
    else:
        out = soft * np.clip(1.5 * seals._cloud(rng, mask.shape, 130) + 0.15, 0.3, 1) * np.clip(0.7 + 0.3 * cloud, 0, 1)
    return np.asarray(np.clip(out, 0, 1), np.float32)
