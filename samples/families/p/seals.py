"""How the seals of the sixteenth family are cut and inked; what stands below the rim is cut large enough to be read."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import seals
from samples.rings import Ring

Mask = NDArray[Any]
FACES = (
    "AR PL SungtiL GB",
    "Noto Serif CJK SC:medium",
    "WenQuanYi Zen Hei",
    "AR PL UMing CN",
    "Noto Sans CJK SC:regular",
    "AR PL KaitiM GB",
)
INKS = {  # RGB: photosensitive oil, ink paste, self-inking pads new and tired
    "red": ((222, 26, 34), (206, 40, 34), (234, 52, 60), (188, 28, 46), (212, 60, 52), (172, 26, 34)),
    "purple": ((108, 44, 150), (130, 52, 138)),
    "blue": ((22, 46, 142), (50, 84, 188), (34, 52, 120)),
    "black": ((28, 28, 30), (60, 60, 64)),
}


RING = Ring(FACES, "Noto Sans CJK SC:medium")
draw_p = RING.draw


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
