"""How far the text lines of a picture are tilted, from where its ink lies. Any layout, any language, rulings help."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.percentiles import percentile

WORKING_SIDE = 1000  # pixels of the longer side that the ink is looked for at
MOST_POINTS = 12_000  # ink pixels used; more change nothing
BIN = np.float32(1.5)  # pixels of the projection gathered into one
COARSE, FINE = 1.0, 0.1  # degrees
CLEAR = 1.8
"""Lines are seen where the projection at their angle is this many times as uneven as at a typical angle."""


@dataclass(frozen=True, slots=True)
class Tilt:
    """The angle of the text lines (or of lines running down the page), in degrees clockwise, -45 to 45."""

    angle: float
    clear: bool  # False: no lines could be made out, and the angle is 0


def find_tilt(image: Raster, most: float = 45.0) -> Tilt:
    """The tilt of `image`, looked for up to `most` degrees either way and across as well as down."""
    grey = cv2.cvtColor(shrunk(image, WORKING_SIDE), cv2.COLOR_BGR2GRAY)
    return tilt_of_ink(ink(np.asarray(grey, np.uint8)), most)


def shrunk(image: Raster, side: int) -> Raster:
    """The image with its longer side at most `side` pixels."""
    times = max(image.shape[:2]) // side
    if times >= 2:  # whole factors first: many times faster, and averaged just as well
        height, width = image.shape[0] // times, image.shape[1] // times
        if height and width:
            whole = image[: height * times, : width * times]
            image = np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    scale = side / max(image.shape[:2])
    if scale >= 1:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def ink(grey: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Thin dark strokes: darker than the paper around them, whatever the light. Desks, faces and photos have few."""
    size = max(9, round(max(grey.shape) / 60)) | 1
    lifted = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size)))
    depth = cv2.subtract(lifted, grey)
    level = max(18.0, 0.35 * percentile(depth, 99))
    return np.asarray(depth > level)


def tilt_of_ink(marks: NDArray[np.bool_], most: float = 45.0) -> Tilt:
    """As `find_tilt`, from a mask of ink."""
    ys, xs = np.nonzero(marks)
    if len(ys) < 300:
        return Tilt(0.0, False)
    dice = np.random.default_rng(0)
    chosen = dice.choice(len(ys), min(len(ys), MOST_POINTS), replace=False)
    # Spread within their pixel: at 45 degrees the pixel grid itself would look like lines.
    x = (xs[chosen] + dice.random(len(chosen)) - marks.shape[1] / 2).astype(np.float32)
    y = (ys[chosen] + dice.random(len(chosen)) - marks.shape[0] / 2).astype(np.float32)
    coarse = np.arange(-most, most + COARSE / 2, COARSE)
    scores = np.array([_unevenness(x, y, float(angle)) for angle in coarse])
    best = float(coarse[int(scores.argmax())])
    fine = np.arange(best - COARSE, best + COARSE + FINE / 2, FINE)
    fine_scores = np.array([_unevenness(x, y, float(angle)) for angle in fine])
    if fine_scores.max() < CLEAR * np.median(scores):
        return Tilt(0.0, False)
    return Tilt(round(float(fine[int(fine_scores.argmax())]), 2), True)


def _unevenness(x: NDArray[np.float32], y: NDArray[np.float32], angle: float) -> float:
    """How strongly ink gathers into lines of this angle, across or down, whichever is stronger."""
    radians = np.deg2rad(angle)
    cos, sin = np.float32(np.cos(radians)), np.float32(np.sin(radians))
    return max(_gathering(y * cos - x * sin), _gathering(x * cos + y * sin))


def _gathering(places: NDArray[np.float32]) -> float:
    steps = np.diff(np.bincount(((places - places.min()) / BIN).astype(np.intp)))
    return float(steps @ steps)
