"""Ruled lines between cells: whether two tables stand side by side, or one runs on."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.reading import Line

Ruled = Callable[[Line, Line], bool]
"""Whether a rule runs on, above or below, from one cell to its neighbour on the right."""

AROUND = 1.3  # text heights above and below the cells in which a rule is looked for
DEPTH = 18  # grey levels by which a rule is darker than the paper around
WHOLE = 0.92  # share of the way between the cells that a rule has to be seen on


def never(left: Line, right: Line) -> bool:
    """Where there is no picture to look at."""
    return False


def ruled(image: Raster, from_delivered: NDArray[np.float64]) -> Ruled:
    """For the lines of one page.

    Args:
        image: upright BGR.
        from_delivered: 3x3 homography from fractions of the page as delivered to pixels of `image`.
    """
    return lambda left, right: _runs_on(image, _pixels(left, from_delivered), _pixels(right, from_delivered))


def _pixels(line: Line, from_delivered: NDArray[np.float64]) -> NDArray[np.float64]:
    corners = np.array(line.polygon, np.float64).reshape(1, 4, 2)
    return np.asarray(cv2.perspectiveTransform(corners, from_delivered)[0], np.float64)


def _runs_on(image: Raster, left: NDArray[np.float64], right: NDArray[np.float64]) -> bool:
    """`left`, `right`: corners of the cells' text, clockwise from the top left."""
    near = np.array([left[1], right[0], right[3], left[2]])  # the gap between them
    high = max(2.0, float(np.linalg.norm(near[3] - near[0]) + np.linalg.norm(near[2] - near[1])) / 2)
    wide = float(np.linalg.norm(near[1] - near[0]))
    if wide < 2:
        return False
    up = np.array([near[0] - near[3], near[1] - near[2]]) * AROUND
    source = np.array([near[0] + up[0], near[1] + up[1], near[2] - up[1], near[3] - up[0]], np.float32)
    width, height = max(8, round(wide)), max(8, round(high * (1 + 2 * AROUND)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    gap = cv2.warpPerspective(
        image, cv2.getPerspectiveTransform(source, target), (width, height), borderMode=cv2.BORDER_REPLICATE
    )
    grey = cv2.cvtColor(gap, cv2.COLOR_BGR2GRAY)
    tall = cv2.getStructuringElement(cv2.MORPH_RECT, (1, max(5, round(high * 0.35)) | 1))
    strokes = (cv2.morphologyEx(grey, cv2.MORPH_CLOSE, tall).astype(int) - grey > DEPTH).astype(np.uint8)
    level = cv2.dilate(strokes, np.ones((3, 1), np.uint8))  # a rule may climb a pixel or two on its way
    return bool(level.mean(1).max(initial=0.0) >= WHOLE)
