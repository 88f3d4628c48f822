"""一寸照: whether a picture is a photo of a face rather than of a paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np

from extractors.opened import Raster
from extractors.skew import ink, shrunk

LEAST_FACE_HEIGHT = 0.22  # of the picture's height; an ID card's portrait is smaller
MOST_INK = 0.06


@cache
def _faces() -> cv2.CascadeClassifier:
    folder = Path(str(cv2.data.haarcascades))  # type: ignore[attr-defined]
    return cv2.CascadeClassifier(str(folder / "haarcascade_frontalface_alt2.xml"))


def is_portrait(raster: Raster) -> bool:
    """Whether the picture shows one face, large and in the middle, and no writing."""
    height, width = raster.shape[:2]
    if not 0.9 <= height / width <= 2.2:
        return False
    small = shrunk(raster, 320)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    if ink(grey).mean() > MOST_INK:
        return False
    least = max(24, round(small.shape[0] * LEAST_FACE_HEIGHT))
    faces = _faces().detectMultiScale(grey, 1.1, 4, minSize=(least, least))
    return any(
        abs((x + w / 2) / small.shape[1] - 0.5) < 0.2 and y + h / 2 < 0.75 * small.shape[0] for x, y, w, h in faces
    )
