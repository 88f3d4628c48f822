"""How the seals of the seventh family are cut and inked."""

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
FACES = ("FandolSong:bold", "FandolSong", "FandolFang", "FandolHei", "Droid Sans Fallback", "FandolSong:bold")
INKS = {  # RGB: photosensitive, rubber and copper seals, old pads, one nearly orange
    "red": ((220, 44, 34), (186, 20, 44), (236, 84, 40), (196, 46, 92), (160, 22, 24), (206, 28, 30)),
    "purple": ((92, 48, 146), (150, 54, 150), (112, 34, 128)),
    "blue": ((18, 62, 158), (66, 104, 206), (40, 50, 104)),
    "black": ((30, 30, 34), (72, 70, 72)),
}


def draw_g(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
        return seals_f.draw_f(spec, rng, FACES)
    face = rng.choice(FACES)
    mask = _disc(spec, face, rng)
    fat = rng.choice((1, 2, 3)) if "bold" not in face else 1
    return np.asarray(cv2.dilate(mask, np.ones((fat, fat), np.uint8)), np.float32)


def _disc(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """Round or oval, with one rim, two rims or a toothed one; the name above, the rest as its maker liked."""
    width = (spec.width or rng.choice((34, 36, 38, 40, 42, 45))) * DOTS
    height = width if spec.shape == "round" else width * rng.choice((0.6, 0.68, 0.72, 0.76))
    mask = seals_f._blank(width, height)
    rim = max(4, int(DOTS * rng.uniform(0.5, 1.3)))
    seals_f._ellipse(mask, width, height, rim)
    edge = float(rim)
    sort = rng.random()
    if sort < 0.16:  # a second rim well inside, as on medical record seals
        edge += DOTS * rng.uniform(0.6, 1.2)
        seals_f._ellipse(mask, width - 2 * edge, height - 2 * edge, max(3, DOTS // 3))
        edge += DOTS * 0.5
    elif sort < 0.24:
        _teeth(mask, width, height, rim)
        edge += DOTS * 0.9
    size = min(rng.uniform(0.1, 0.135) * width, 0.18 * height)
    reach = edge + size * rng.uniform(0.65, 0.95)
    axes = (width / 2 - reach, height / 2 - reach)
    span = min(rng.choice((200.0, 240.0, 280.0)), len(spec.owner_text) * rng.uniform(18.0, 27.0))
    span = max(span, len(spec.owner_text) * 12.5)
    seals._arc(mask, spec.owner_text, face, axes=axes, size=size, span=min(span, 300.0))
    if spec.star:
        seals._star(mask, min(width, height) * rng.uniform(0.11, 0.18), lift=height * rng.uniform(0.0, 0.06))
    if spec.purpose_text and not spec.star and rng.random() < 0.25:  # a rule on either side of the words
        for side in (-1, 1):
            x = mask.shape[1] / 2 + side * width * 0.3
            y = int(mask.shape[0] / 2 + height * rng.uniform(-0.06, -0.02))
            cv2.line(mask, (int(x - width * 0.06), y), (int(x + width * 0.06), y), (1.0,), max(3, DOTS // 3))
    seals_f._inside(mask, spec, face, size=size, wide=(width, height), rng=rng)
    seals_f._number(mask, spec, face, size=size, edge=edge, around=False)
    return mask


def _teeth(mask: Mask, width: float, height: float, rim: int) -> None:
    """Short strokes inward all along the rim."""
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    for k in range(96):
        t = k * math.pi / 48
        a, b = width / 2 - rim, height / 2 - rim
        ends = [(int(cx + (a - d) * math.cos(t)), int(cy + (b - d) * math.sin(t))) for d in (0, int(DOTS * 0.55))]
        cv2.line(mask, ends[0], ends[1], (1.0,), max(2, DOTS // 4), cv2.LINE_AA)


def worn_g(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: a pad that skips in bands, a seal printed in dots; else None."""
    h, w = mask.shape
    y, x = np.mgrid[:h, :w].astype(np.float32)
    if how == "banded":
        a = rng.uniform(0, math.pi)
        along = (x * math.cos(a) + y * math.sin(a)) / max(h, w)
        bands = np.clip(0.72 + 0.4 * np.sin(along * rng.uniform(12, 22) + rng.uniform(0, 6)), 0.34, 1)
        grain = np.clip(0.74 + 0.42 * seals._cloud(rng, mask.shape, 130), 0, 1)
        return np.asarray(np.clip(cv2.GaussianBlur(mask, (0, 0), 1.3) * bands * grain, 0, 1), np.float32)
    if how == "printed":  # by an ink-jet with the letter, in a fine screen
        screen = 0.78 + 0.22 * np.sin(x * 1.1 + y * 0.5) * np.sin(y * 1.1 - x * 0.5)
        return np.asarray(np.clip(cv2.GaussianBlur(mask, (0, 0), 1.8) * screen, 0, 1), np.float32)
    return None
