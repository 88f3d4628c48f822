"""How the seals of the eighteenth family are cut and inked."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import seals
from samples.rings import Ring

Mask = NDArray[Any]
FACES = ("FandolSong", "Noto Serif CJK SC:bold", "FandolFang", "FandolSong:bold", "HanaMinA", "AR PL UMing CN")
INKS = {  # RGB: photosensitive seals new and old, red paste of the counter, a pad that was refilled with orange-red
    "red": ((210, 28, 44), (226, 44, 40), (190, 22, 36), (236, 62, 46), (200, 48, 62), (222, 20, 30)),
    "purple": ((98, 46, 138), (122, 58, 150)),
    "blue": ((32, 60, 156), (20, 44, 122), (58, 86, 180)),
    "black": ((30, 30, 32), (52, 52, 58)),
}
RING = Ring(
    FACES,
    "Noto Sans CJK SC:bold",
    size=(0.108, 0.134),
    apart=(14.0, 21.0),
    hairline=0.3,
    widest=(236.0, 186.0),
    roomy=11,
)
draw_r = RING.draw


def worn_r(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: crisp, patchy (one side pressed less), thirsty, wet; else None."""
    if how not in ("crisp", "patchy", "thirsty", "wet"):
        return None  # before any draw: those of the other families stay as they are
    soft = cv2.GaussianBlur(mask, (0, 0), 1.15)
    fine = seals._cloud(rng, mask.shape, 90)
    if how == "crisp":
        out = soft * np.clip(0.92 + 0.1 * fine, 0, 1)
    elif how == "wet":
        out = cv2.GaussianBlur(cv2.dilate(mask, np.ones((5, 5), np.uint8)), (0, 0), 1.1) * 1.1
    elif how == "patchy":
        side = np.linspace(*rng.choice(((0.62, 1.1), (1.1, 0.62))), mask.shape[1], dtype=np.float32)[None, :]
        out = soft * np.clip(side * (0.8 + 0.3 * fine), 0, 1)
    else:
        out = soft * np.clip(0.4 + 0.55 * fine, 0, 1) * np.clip(0.75 + 0.35 * seals._cloud(rng, mask.shape, 6), 0, 1)
    return np.asarray(np.clip(out, 0, 1), np.float32)
