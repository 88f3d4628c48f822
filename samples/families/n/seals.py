"""How the seals of the fourteenth family are cut and inked."""

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
    "Noto Serif CJK SC:semibold",
    "BabelStone Han",
    "AR PL KaitiM GB",
    "Noto Sans CJK SC:medium",
    "Noto Serif CJK SC:bold",
    "LXGW WenKai:bold",
)
INKS = {  # RGB: self-inking pads, photosensitive seals, ink paste, an old pad, office stamps
    "red": ((226, 22, 28), (205, 30, 44), (240, 62, 60), (186, 22, 30), (216, 44, 58), (190, 52, 44)),
    "purple": ((112, 40, 138), (138, 58, 150), (92, 50, 150)),
    "blue": ((16, 40, 128), (40, 78, 190), (30, 60, 150)),
    "black": ((22, 22, 24), (54, 54, 58)),
}


def draw_n(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
        return seals_f.draw_f(spec, rng, FACES)
    return np.asarray(_ring(spec, rng), np.float32)


def _ring(spec: SealSpec, rng: random.Random) -> Mask:
    """Rim, the name along it (sparse or around nearly all of it), a star or none, what it is for."""
    face = rng.choice(FACES)
    wide = (spec.width or rng.choice((38, 40, 42, 45))) * DOTS
    high = wide if spec.shape == "round" else wide * rng.choice((0.64, 0.68, 0.75))
    mask = seals_f._blank(wide, high)
    used = _rim(mask, wide, high, rng)
    size = min(rng.uniform(0.112, 0.145) * wide, 0.185 * high)
    reach = used + size * rng.uniform(0.6, 0.72)
    letters = len(spec.owner_text)
    span = min(rng.choice((250.0, 280.0)), max(letters * rng.uniform(14.5, 20.5), letters * 12.5))
    seals._arc(mask, spec.owner_text, face, axes=(wide / 2 - reach, high / 2 - reach), size=size, span=span)
    if spec.star:
        seals._star(mask, min(wide, high) * rng.uniform(0.15, 0.22), lift=rng.uniform(0, 0.03) * mask.shape[0])
    seals_f._inside(mask, spec, face, size=size, wide=(wide, high), rng=rng)
    seals_f._number(mask, spec, face, size=size, edge=used, around=rng.random() < 0.25)
    return np.asarray(cv2.dilate(mask, np.ones((2, 2), np.uint8)) if "Serif" not in face else mask, np.float32)


def _rim(mask: Mask, wide: float, high: float, rng: random.Random) -> float:
    """One line; two fine ones; a broad one; one of short strokes; how far inward it reaches."""
    sort = rng.choice(("one", "one", "one", "two", "broad", "strokes"))
    thick = max(4, int(DOTS * {"two": 0.45, "broad": 1.8}.get(sort, rng.uniform(0.8, 1.2))))
    if sort == "strokes":
        _strokes(mask, wide, high, thick)
        return float(thick)
    seals_f._ellipse(mask, wide, high, thick)
    if sort != "two":
        return float(thick)
    inner = thick + DOTS * rng.uniform(0.5, 0.8)
    seals_f._ellipse(mask, wide - 2 * inner, high - 2 * inner, thick)
    return inner + thick


def _strokes(mask: Mask, wide: float, high: float, thick: int) -> None:
    """A rim cut into short strokes against copying, as laser-cut seals have it."""
    centre = (mask.shape[1] / 2, mask.shape[0] / 2)
    axes = ((wide - thick) / 2, (high - thick) / 2)
    for n in range(72):
        a, b = math.radians(n * 5 + 0.4), math.radians(n * 5 + 4.4)
        ends = [(int(centre[0] + axes[0] * math.cos(t)), int(centre[1] + axes[1] * math.sin(t))) for t in (a, b)]
        cv2.line(mask, ends[0], ends[1], (1.0,), thick, cv2.LINE_AA)


def worn_n(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: crisp, pooled at the edges of strokes, rolled on in bands, thin."""
    if how not in ("crisp", "pooled", "rolled_on", "thin"):
        return None  # before any draw: those of the other families stay as they are
    soft = cv2.GaussianBlur(mask, (0, 0), 1.2)
    cloud = seals._cloud(rng, mask.shape, 90)
    if how == "crisp":
        out = soft * np.clip(0.92 + 0.08 * cloud, 0, 1)
    elif how == "pooled":
        hollow = cv2.GaussianBlur(mask, (0, 0), 3.2)
        out = soft * np.clip(1.08 - 0.5 * np.clip(hollow - 0.35, 0, 1), 0, 1) * np.clip(0.82 + 0.2 * cloud, 0, 1)
    elif how == "rolled_on":
        y = np.arange(mask.shape[0], dtype=np.float32)[:, None]
        bands = 0.8 + 0.2 * np.sin(y / rng.uniform(9, 20) + rng.uniform(0, 6))
        out = soft * bands * np.clip(0.84 + 0.2 * cloud, 0, 1)
    else:
        out = cv2.GaussianBlur(cv2.erode(mask, np.ones((2, 2), np.uint8)), (0, 0), 1.0)
        out = out * np.clip(0.6 + 0.3 * cloud, 0, 1)
    return np.asarray(np.clip(out, 0, 1), np.float32)
