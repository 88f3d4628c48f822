"""A picture's perceptual hash: near-identical pictures differ in few of its 64 bits."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.opened import Raster
from extractors.percentiles import percentile

FEATURELESS = 0
"""The hash of a page with next to nothing on it. Two such pages are no duplicates of each other: never compare it."""
LEAST_INK = 0.0015  # of the page
INK_DEPTH = 25  # grey levels below the paper around

_BAND = [(row, column) for row in range(13) for column in range(13) if 4 <= row + column <= 12]
WAVES = tuple(sorted(_BAND, key=sum)[:64])
"""Frequencies looked at: every page is fuller above than below, so the lowest tell nothing; the highest do not last."""


def picture_hash(upright_image: Raster) -> int:
    """64-bit hash of an upright page, 1 to 2**64 - 1: where its ink lies, as signs of DCT coefficients.

    Survives scaling and JPEG (within 6 bits on our samples); another photograph of the page changes some 10. Papers of
    one template may be as near, so compare their text too. FEATURELESS for pages with nothing on them.
    """
    small = cv2.resize(upright_image, (512, 512), interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    depth = cv2.subtract(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), grey).astype(np.float32)
    if float((depth > INK_DEPTH).mean()) < LEAST_INK:
        return FEATURELESS
    ink = np.minimum(depth / max(20.0, percentile(depth, 98)), 1.0)
    density = cv2.resize(ink, (64, 64), interpolation=cv2.INTER_AREA)
    spectrum = cv2.dct(density - density.mean())
    bits = np.array([spectrum[wave] > 0 for wave in WAVES])
    return int.from_bytes(np.packbits(bits).tobytes(), "big") or 1
