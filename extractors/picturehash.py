"""A picture's perceptual hash: near-identical pictures differ in few of its 64 bits."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.opened import Raster

FEATURELESS = 0
"""The hash of a page with nothing on it. Two such pages are no duplicates of each other: do not compare it."""
LEAST_STRUCTURE = 40.0


def picture_hash(upright_image: Raster) -> int:
    """64-bit hash of an upright page, 1 to 2**64 - 1: its evened lightness, as signs of its lowest DCT coefficients.

    Survives scaling, JPEG, small crops and another photograph of the page. FEATURELESS for pages with nothing on them.
    """
    grey = cv2.cvtColor(cv2.resize(upright_image, (256, 256), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    light = cv2.GaussianBlur(grey, (0, 0), 24).astype(np.float32)
    flat = cv2.resize(grey.astype(np.float32) / np.maximum(light, 1) * 128, (64, 64), interpolation=cv2.INTER_AREA)
    waves = cv2.dct(flat - flat.mean())[:9, :9].ravel()[1:65]
    if float(np.abs(waves).max()) < LEAST_STRUCTURE:
        return FEATURELESS
    bits = waves > np.median(waves)
    return int.from_bytes(np.packbits(bits).tobytes(), "big") or 1
