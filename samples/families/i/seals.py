"""How the seals of the ninth family are cut and inked."""

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
FACES = ("FandolSong", "AR PL UMing CN", "WenQuanYi Zen Hei", "FandolFang", "Noto Serif CJK SC:bold", "FandolHei")
THIN = ("AR PL UMing CN", "FandolFang", "FandolSong")
"""Cut broader than they are drawn, as engravers do."""
INKS = {  # RGB: vermilion paste, photosensitive ink, an old pad gone brown, a pinkish one
    "red": ((218, 30, 36), (236, 52, 46), (196, 24, 60), (170, 40, 34), (222, 62, 92), (204, 18, 30)),
    "purple": ((96, 44, 146), (126, 36, 126), (78, 40, 120)),
    "blue": ((20, 62, 158), (60, 92, 198), (24, 44, 108)),
    "black": ((30, 30, 34), (62, 60, 60)),
}


COMMON = ("clear", "worn", "faint", "smeared", "doubled", "illegible")
"""States of ink that all families know."""


def draw_i(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    mask = _mask(spec, rng)
    if spec.wear in COMMON:
        rng.random()  # was once drawn and left unused: the committed set repeats to the byte only with it
    return mask


def _mask(spec: SealSpec, rng: random.Random) -> Mask:
    if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
        return seals_f.draw_f(spec, rng, FACES)
    face = rng.choice(FACES)
    mask = _cut(spec, face, rng)
    fat = rng.choice((2, 3)) if face in THIN else 1
    return np.asarray(cv2.dilate(mask, np.ones((fat, fat), np.uint8)), np.float32)


def _cut(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """Round or oval: the rim, the name along it, a star, a cross or nothing inside, words in one or two rows."""
    width = (spec.width or rng.choice((38, 40, 42, 45))) * DOTS
    height = width if spec.shape == "round" else width * rng.choice((0.66, 0.68, 0.72, 0.75))
    mask = seals_f._blank(width, height)
    edge = _edge(mask, width, height, rng)
    size = min(rng.uniform(0.108, 0.135) * width, 0.18 * height)
    reach = edge + size * rng.uniform(0.66, 0.84)
    axes = (width / 2 - reach, height / 2 - reach)
    span = min(285.0, max(len(spec.owner_text) * rng.uniform(18.0, 24.0), len(spec.owner_text) * 13.5))
    seals._arc(mask, spec.owner_text, face, axes=axes, size=size, span=span)
    if spec.star:
        _middle(mask, min(width, height) * rng.uniform(0.13, 0.18), height * rng.uniform(0.0, 0.05), rng)
    seals_f._inside(mask, spec, face, size=size, wide=(width, height), rng=rng)
    seals_f._number(mask, spec, face, size=size, edge=edge, around=False)
    return mask


def _middle(mask: Mask, reach: float, lift: float, rng: random.Random) -> None:
    """The five-pointed star; on one in six a cross with equal arms, as medical seals bear."""
    if rng.random() > 1 / 6:
        seals._star(mask, reach, lift=lift)
        return
    x, y = mask.shape[1] / 2, mask.shape[0] / 2 - lift
    arm, half = reach * 0.8, reach * 0.27
    for wide, high in ((arm, half), (half, arm)):
        cv2.rectangle(mask, (int(x - wide), int(y - high)), (int(x + wide), int(y + high)), (1.0,), -1)


def _edge(mask: Mask, width: float, height: float, rng: random.Random) -> float:
    """One line, a line with a hairline inside, or a rim of fine teeth; how far inward it takes room."""
    rim = max(4, int(DOTS * rng.uniform(0.6, 1.3)))
    seals_f._ellipse(mask, width, height, rim)
    sort = rng.random()
    if sort < 0.16:
        inner = rim + DOTS * rng.uniform(0.4, 0.7)
        seals_f._ellipse(mask, width - 2 * inner, height - 2 * inner, max(2, DOTS // 5))
        return inner + DOTS * 0.4
    if sort < 0.26:
        inner, depth = float(rim), DOTS * 0.55
        for k in range(120):
            t = k * math.pi / 60
            near, far = (width / 2 - inner, height / 2 - inner), (width / 2 - inner - depth, height / 2 - inner - depth)
            ends = [
                (int(mask.shape[1] / 2 + a * math.cos(t)), int(mask.shape[0] / 2 + b * math.sin(t)))
                for a, b in (near, far)
            ]
            cv2.line(mask, ends[0], ends[1], (1.0,), max(2, DOTS // 6), cv2.LINE_AA)
        return inner + depth + DOTS * 0.25
    return float(rim)


def worn_i(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: streaks of a dry pad, a stamp rolled off one side, a soaked pad."""
    if how not in ("combed", "rolled_off", "soaked"):
        return None  # before any draw: those of the other families stay as they are
    h, w = mask.shape
    y, x = np.mgrid[:h, :w].astype(np.float32)
    a = rng.uniform(0, 2 * math.pi)
    if how == "combed":
        across = x * math.cos(a) + y * math.sin(a)
        streak = 0.5 + 0.5 * np.sin(across / (DOTS * rng.uniform(0.5, 0.9)) + 5 * seals._cloud(rng, mask.shape, 12))
        return np.asarray(np.clip(cv2.GaussianBlur(mask, (0, 0), 1.4) * (0.52 + 0.48 * streak), 0, 1), np.float32)
    if how == "rolled_off":
        slope = (x / w - 0.5) * math.cos(a) + (y / h - 0.5) * math.sin(a)
        soft = cv2.GaussianBlur(mask, (0, 0), 1.5)
        drag = np.roll(soft, (round(7 * math.sin(a)), round(7 * math.cos(a))), (0, 1)) * 0.4
        return np.asarray(np.clip(np.maximum(soft, drag) * np.clip(0.9 + 0.9 * slope, 0.38, 1), 0, 1), np.float32)
    fat = cv2.GaussianBlur(cv2.dilate(mask, np.ones((5, 5), np.uint8)), (0, 0), 2.2)
    return np.asarray(np.clip(fat * (0.78 + 0.4 * seals._cloud(rng, mask.shape, 60)), 0, 1), np.float32)
