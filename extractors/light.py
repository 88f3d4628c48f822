"""Colour and light: whether a page carries colour at all, and evening out light that is poor."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.percentiles import percentile, percentiles
from extractors.skew import shrunk

Image = NDArray[np.uint8]

COLOURED_SPOT = 8.0  # CIE a*b* distance from the page's own cast
COLOURED_SHARE = 0.0003  # of the page: a small seal on A4 covers some 0.5 %
COLOURED_MEAN = 0.9  # a camera's picture of a black and white page is nowhere quite grey

UNEVEN = 0.62  # darkest tenth of the paper over its brightest tenth, below which light is evened out
DARK = 110.0  # paper level (0 to 255) below which it is
MOST_GAIN = 2.6


def has_colour(raster: Raster) -> bool:
    """Whether the picture was taken in colour. False on grey scans and photocopies, also tinted as a whole."""
    small = shrunk(raster, 500)
    gain = min(max(250.0 / max(1.0, percentile(small, 90)), 1.0), 4.0)  # a dim picture's colours are dim
    chroma = _without_cast(np.asarray(cv2.cvtColor(cv2.convertScaleAbs(small, alpha=gain), cv2.COLOR_BGR2LAB)))
    return bool((chroma > COLOURED_SPOT).mean() > COLOURED_SHARE or chroma.mean() > COLOURED_MEAN)


def _without_cast(lab: Raster) -> NDArray[np.float32]:
    """Distance in a*b* of each pixel from what is usual on this picture for its lightness: a tint is no colour."""
    light, *colours = (np.asarray(plane, np.uint8) for plane in cv2.split(lab))
    off = np.zeros(light.shape, np.float32)
    for values in colours:
        apart = values - np.asarray(cv2.LUT(light, _usual(light, values)), np.float32)
        off += apart * apart
    return np.sqrt(off)


def _usual(light: Image, values: Image) -> NDArray[np.float32]:
    """(256,) by lightness, in eighths of it: the median of the values of its pixels, 128 where there are none."""
    counts = cv2.calcHist([light, values], [0, 1], None, [32, 256], [0, 256, 0, 256]).astype(int).cumsum(1)
    total = counts[:, -1:]
    low, high = ((counts <= rank).sum(1) for rank in ((total - 1) // 2, total // 2))
    usual = np.where(total[:, 0] > 0, (low + high) / 2, 128.0)
    return np.repeat(usual, 8).astype(np.float32)


def paper(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The lightness of the paper under the writing, everywhere; a coarse picture of the light."""
    small = cv2.resize(grey, (96, max(8, round(96 * grey.shape[0] / grey.shape[1]))), interpolation=cv2.INTER_AREA)
    lifted = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return np.asarray(cv2.GaussianBlur(lifted, (0, 0), 4), np.float32)


def evened(image: Raster) -> Raster:
    """The image with poor light evened out, by one gain for all channels so that colours stay; good light stays."""
    grey = np.asarray(cv2.cvtColor(shrunk(image, 700), cv2.COLOR_BGR2GRAY), np.uint8)
    level = paper(grey)
    low, high = percentiles(level, (10, 90))
    if low >= UNEVEN * high and high >= DARK:
        return image
    gain = np.clip(225.0 / np.maximum(level, 1), 1.0, MOST_GAIN)
    full = cv2.resize(gain, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.convertScaleAbs(cv2.multiply(image, cv2.merge([full] * 3), dtype=cv2.CV_32F)), np.uint8)
