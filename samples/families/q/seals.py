"""How the seals of the seventeenth family are cut and inked."""

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
    "AR PL UMing CN",
    "Noto Serif CJK SC:semibold",
    "WenQuanYi Micro Hei",
    "AR PL SungtiL GB",
    "Noto Serif CJK SC:regular",
    "LXGW WenKai",
)
INKS = {  # RGB: photosensitive seals, sponge pads of the counter, cinnabar paste in a tin
    "red": ((218, 34, 38), (196, 26, 30), (228, 58, 54), (206, 30, 58), (184, 44, 40), (238, 40, 48)),
    "purple": ((112, 50, 146), (92, 40, 130)),
    "blue": ((28, 52, 148), (44, 78, 176), (24, 40, 112)),
    "black": ((32, 32, 34), (56, 56, 60)),
}
RING = Ring(
    FACES,
    "Noto Sans CJK SC:medium",
    size=(0.112, 0.138),
    apart=(14.5, 22.0),
    hairline=0.25,
    widest=(234.0, 188.0),
    roomy=12,
)
draw_q = RING.draw


def worn_q(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: firm, blotchy (paper below uneven), scant, flooded; else None."""
    if how not in ("firm", "blotchy", "scant", "flooded"):
        return None  # before any draw: those of the other families stay as they are
    soft = cv2.GaussianBlur(mask, (0, 0), 1.25)
    fine = seals._cloud(rng, mask.shape, 110)
    if how == "firm":
        out = soft * np.clip(0.9 + 0.12 * fine, 0, 1)
    elif how == "flooded":
        out = cv2.GaussianBlur(cv2.dilate(mask, np.ones((5, 5), np.uint8)), (0, 0), 1.2) * 1.1
    elif how == "blotchy":
        out = soft * np.clip(0.5 + 0.7 * seals._cloud(rng, mask.shape, 8), 0, 1) * np.clip(0.85 + 0.2 * fine, 0, 1)
    else:
        out = soft * np.clip(0.42 + 0.5 * fine, 0, 1) * np.clip(0.7 + 0.4 * seals._cloud(rng, mask.shape, 5), 0, 1)
    return np.asarray(np.clip(out, 0, 1), np.float32)
