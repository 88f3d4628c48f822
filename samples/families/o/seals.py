"""How the seals of the fifteenth family are cut and inked: drawn as the sixth family's, in other faces."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import seals
from samples.families.f.seals import draw_f
from samples.seals import SealSpec

Mask = NDArray[Any]
FACES = (
    "Noto Serif CJK SC:medium",
    "AR PL UMing CN",
    "AR PL UKai CN",
    "Noto Serif CJK SC:semibold",
    "AR PL SungtiL GB",
    "Noto Sans CJK SC:regular",
)
INKS = {  # RGB: vermilion paste, photosensitive oil, office pads of many years
    "red": ((214, 32, 30), (230, 44, 52), (196, 34, 44), (222, 58, 46), (180, 30, 40)),
    "purple": ((118, 46, 142), (96, 52, 146)),
    "blue": ((26, 54, 150), (46, 76, 180)),
    "black": ((30, 30, 32), (58, 58, 60)),
}


def draw_o(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    return draw_f(spec, rng, FACES)


def worn_o(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: even, tilted (one side hardly touched), dry, heavy; else None."""
    if how not in ("even", "tilted", "dry", "heavy"):
        return None  # before any draw: those of the other families stay as they are
    cloud = seals._cloud(rng, mask.shape, 80)
    soft = cv2.GaussianBlur(mask, (0, 0), 1.3)
    if how == "even":
        out = soft * np.clip(0.88 + 0.14 * cloud, 0, 1)
    elif how == "heavy":
        out = cv2.GaussianBlur(cv2.dilate(mask, np.ones((3, 3), np.uint8)), (0, 0), 1.0) * 1.15
    elif how == "tilted":
        x = np.linspace(0, 1, mask.shape[1], dtype=np.float32)[None, :]
        out = (
            soft * np.clip(0.5 + 0.55 * (x if rng.random() < 0.5 else 1 - x), 0, 1) * np.clip(0.85 + 0.2 * cloud, 0, 1)
        )
    else:
        fine = np.clip(1.7 * seals._cloud(rng, mask.shape, 150) + 0.1, 0.25, 1)
        out = soft * fine * np.clip(0.75 + 0.3 * cloud, 0, 1)
    return np.asarray(np.clip(out, 0, 1), np.float32)
