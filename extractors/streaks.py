"""Dark streaks from edge to edge, which faxes and copiers draw through a page and its text: taken out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster

DARK = 110  # grey level (0 to 255) of a streak at most
UNBROKEN = 0.9  # share of the way from edge to edge that is dark
WIDEST = 0.004  # of the picture's longer side
CLEAR = 0.35  # share that is dark beside a streak at most: else it is a margin, a picture, a desk
MOST = 6  # streaks; more are a pattern


def without_streaks(raster: Raster) -> Raster:
    """A grey page without thin dark lines that run all its way down or across; the same picture where it has none.

    What a streak crosses stays where it is dark on both sides of it.
    """
    clean = _filled(raster)
    turned = clean.transpose(1, 0, 2)
    across = _filled(turned)
    return clean if across is turned else np.ascontiguousarray(across.transpose(1, 0, 2))


def _filled(image: Raster) -> Raster:
    """Without the streaks that run down."""
    grey = image[..., 1]  # a page without colour
    dark = np.asarray(cv2.reduce((grey < DARK).astype(np.uint8), 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[0] / len(grey))
    widest = max(2, round(WIDEST * max(grey.shape)))
    streaks = [
        (start, end)
        for start, end in _runs(dark > UNBROKEN)
        if end - start <= widest and _stands_alone(dark, start, end)
    ]
    if not streaks or len(streaks) > MOST:
        return image
    clean = image.copy()
    for start, end in streaks:
        left, right = max(0, start - 3), min(image.shape[1] - 1, end + 2)
        clean[:, left + 1 : right] = np.maximum(image[:, left], image[:, right])[:, None]
    return clean


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _stands_alone(dark: NDArray[np.float64], start: int, end: int) -> bool:
    beside = [dark[at] for at in (start - 4, end + 3) if 0 <= at < len(dark)]
    return len(beside) == 2 and max(beside) < CLEAR
