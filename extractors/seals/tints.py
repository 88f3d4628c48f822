"""The hue of lines too pale for a layer of ink: what all of a line's strokes have in common shows where no pixel does.

A pad that runs dry leaves a stamp a few levels more blue than its paper; so do the fringes of print, pixel by pixel,
but those cancel out along a line, and what a lamp adds is on all lines alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.percentiles import percentile
from extractors.reading import SealColour
from extractors.seals.ink import name_hue
from extractors.seals.shapes import PixelBox

Image = npt.NDArray[Any]

_STROKES = (8, 0.6)  # percentile of a line's levels, and the share of its density from which there is a stroke
_DENSITIES = np.clip(-np.log((np.arange(256, dtype=np.float32) + 2) / 252), 0, None)
"""Optical density of each level of levelled paper."""

_LEAST = 40  # pixels of a line
_OFF = 0.2  # by which a line is more saturated than half of the page's lines are: print stays below 0.15
_FEW = 5  # lines from which they tell how print looks on a page


def tints(levelled: Image, boxes: Sequence[PixelBox]) -> list[SealColour | None]:
    """The ink of each line of a page, of those that seals have; None for print, and for hues no seal has.

    Args:
        levelled: (h, w, 3) uint8 BGR, its paper levelled to white (`PageInk.levelled`).
        boxes: of the lines, its pixels.
    """
    densities = [_strokes(levelled, box) for box in boxes]
    told = [_saturation(density) for density in densities if density is not None]
    if len(told) < _FEW:
        return [None] * len(boxes)
    least = float(np.median(told)) + _OFF
    return [None if d is None or _saturation(d) < least else _named(d) for d in densities]


def _strokes(levelled: Image, box: PixelBox) -> Image | None:
    """(3,) mean optical density of a line's strokes in blue, green and red."""
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    pixels = levelled[y0 : y1 + 1, x0 : x1 + 1].reshape(-1, 3)
    if len(pixels) < _LEAST:
        return None
    darkest = pixels.min(1)
    dark, share = _STROKES
    most = _DENSITIES[round(percentile(darkest, dark))]
    strokes = pixels[_DENSITIES[darkest] >= share * most]
    return np.asarray(_DENSITIES[strokes].mean(0)) if most > 0 else None


def _saturation(density: Image) -> float:
    return float((density.max() - density.min()) / max(1e-6, float(density.max())))


def _named(density: Image) -> SealColour | None:
    colour = np.clip(255 * np.exp(-density), 0, 255).astype(np.uint8).reshape(1, 1, 3)
    return name_hue(float(cv2.cvtColor(colour, cv2.COLOR_BGR2HSV)[0, 0, 0]))
