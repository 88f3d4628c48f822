"""一寸照: whether a picture is a photo of a face rather than of a paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.light import has_colour
from extractors.opened import Raster
from extractors.skew import ink, shrunk

LEAST_FACE_HEIGHT = 0.22  # of the picture's height; the portrait on an ID card is smaller
MOST_INK = 0.06  # share of the picture that looks like writing
LEAST_SKIN = 0.4  # of the middle of the face, in a picture with colour
SKIN = ((0, 133, 77), (255, 180, 130))  # Y, Cr, Cb; the usual bounds, all complexions


@cache
def _faces(name: str) -> cv2.CascadeClassifier:
    folder = Path(str(cv2.data.haarcascades))  # type: ignore[attr-defined]
    return cv2.CascadeClassifier(str(folder / f"haarcascade_frontalface_{name}.xml"))


def is_portrait(raster: Raster) -> bool:
    """Whether the picture shows one face, large and in the middle, and no writing.

    Two detectors and the colour of the face have to agree: emblems and patterns fool any one of them.
    """
    height, width = raster.shape[:2]
    if not 0.9 <= height / width <= 2.2:
        return False
    small = shrunk(raster, 320)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    if ink(grey).mean() > MOST_INK:
        return False
    least = max(24, round(small.shape[0] * LEAST_FACE_HEIGHT))
    for x, y, w, h in _faces("alt2").detectMultiScale(grey, 1.1, 4, minSize=(least, least)):
        central = abs((x + w / 2) / small.shape[1] - 0.5) < 0.17 and y + h / 2 < 0.75 * small.shape[0]
        if central and _is_face(small, grey, (int(x), int(y), int(w), int(h))):
            return True
    return False


def _is_face(small: Raster, grey: NDArray[np.uint8], place: tuple[int, int, int, int]) -> bool:
    x, y, w, h = place
    around = grey[max(0, y - h // 4) : y + h * 5 // 4, max(0, x - w // 4) : x + w * 5 // 4]
    for name in ("default", "alt"):
        if len(_faces(name).detectMultiScale(around, 1.1, 3, minSize=(w // 2, h // 2))) == 0:
            return False
    middle = small[y + h // 5 : y + h * 4 // 5, x + w // 5 : x + w * 4 // 5]
    if not has_colour(small):
        return True
    skin = cv2.inRange(cv2.cvtColor(middle, cv2.COLOR_BGR2YCrCb), *(np.array(bound) for bound in SKIN))
    return float(skin.mean()) / 255 >= LEAST_SKIN
