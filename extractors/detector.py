"""Where a picture holds lines of text: PP-OCR's detector, its picture prepared and its map read the way paddleocr does.

The numbers are those of PP-OCRv6's own description; every step gives what paddleocr gives, to the bit.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import pyclipper
from numpy.typing import NDArray

from extractors.nets import Floats, Net

Image = NDArray[np.uint8]

MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
STRIDE = 32  # pixels: sides the net can take are multiples of it
INKED = 0.2  # probability from which a pixel belongs to text
LEAST_SCORE = 0.45  # mean probability within a box from which it counts
LEAST_SIDE = 3  # pixels of the map
WIDENED = 1.4  # the net is taught to find the lines' cores: area * this / perimeter is put on around them
MOST = 3000  # boxes


class Detector:
    """Finds lines of text in pictures."""

    def __init__(self, net: Net, side: int) -> None:
        """`side`: pixels to which the longer side of a picture is scaled down."""
        self._net = net
        self._side = side

    def detect(self, image: Image) -> Floats:
        """Quadrilaterals around lines of text, (n, 4, 2) whole pixels of a BGR picture, clockwise from the top left."""
        heat = self._net(_blob(_scaled(image, self._side)))[0, 0]
        quads = _quads(heat, image.shape[1], image.shape[0])
        return np.array(quads, np.float32).reshape(-1, 4, 2)


def _scaled(image: Image, side: int) -> Image:
    """At most `side` pixels long, and sides the net can take; what is tiny gets a margin."""
    height, width = image.shape[:2]
    if height + width < 2 * STRIDE:
        padded = np.zeros((max(STRIDE, height), max(STRIDE, width), 3), np.uint8)
        padded[:height, :width] = image
        image, (height, width) = padded, padded.shape[:2]
    ratio = min(1.0, side / max(height, width))
    high, wide = (max(STRIDE, round(int(v * ratio) / STRIDE) * STRIDE) for v in (height, width))
    return image if (high, wide) == (height, width) else np.asarray(cv2.resize(image, (wide, high)), np.uint8)


def _levels() -> list[Floats]:
    """What each of 256 levels of blue, green and red becomes for the net."""
    tables = []
    for mean, deviation in zip(MEAN, DEVIATION, strict=True):
        table = np.arange(256, dtype=np.float32)
        table *= 1.0 / 255.0 / deviation
        table += -mean / deviation
        tables.append(table)
    return tables


_LEVELS = _levels()


def _blob(image: Image) -> Floats:
    blob = np.empty((1, 3, *image.shape[:2]), np.float32)
    for plane, channel, table in zip(blob[0], cv2.split(image), _LEVELS, strict=True):
        cv2.LUT(channel, table, dst=plane)
    return blob


def _quads(heat: Floats, width: int, height: int) -> list[NDArray[np.int16]]:
    """The boxes of a map, in pixels of a picture `width` x `height` large."""
    inked = (heat > INKED).astype(np.uint8) * 255
    contours, _ = cv2.findContours(inked, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    across, down = width / heat.shape[1], height / heat.shape[0]
    found = []
    for contour in contours[:MOST]:
        core, side = _around(contour)
        if side < LEAST_SIDE or _score(heat, core) < LEAST_SCORE:
            continue
        box, side = _around(_widened(core).reshape(-1, 1, 2))
        if side < LEAST_SIDE + 2:
            continue
        placed = np.round(box.astype(np.float64) * (across, down))
        found.append(np.clip(placed, 0, (width, height)).astype(np.int16))
    return found


def _around(points: NDArray[Any]) -> tuple[Floats, float]:
    """The smallest rectangle around points, clockwise from its top left, and its shorter side."""
    rectangle = cv2.minAreaRect(points)
    corners = sorted(cv2.boxPoints(rectangle), key=lambda point: point[0])
    left, right = (sorted(pair, key=lambda point: point[1]) for pair in (corners[:2], corners[2:]))
    return np.array([left[0], right[0], right[1], left[1]], np.float32), float(min(rectangle[1]))


def _score(heat: Floats, box: Floats) -> float:
    """Mean probability within a box."""
    height, width = heat.shape
    x0, x1 = (min(max(v, 0), width - 1) for v in (math.floor(box[:, 0].min()), math.ceil(box[:, 0].max())))
    y0, y1 = (min(max(v, 0), height - 1) for v in (math.floor(box[:, 1].min()), math.ceil(box[:, 1].max())))
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(mask, [(box - np.array([x0, y0], np.float32)).astype(np.int32)], (1,))
    return float(cv2.mean(heat[y0 : y1 + 1, x0 : x1 + 1], mask)[0])


def _widened(box: Floats) -> NDArray[Any]:
    distance = cv2.contourArea(box) * WIDENED / cv2.arcLength(box, True)
    offset = pyclipper.PyclipperOffset()
    offset.AddPath(box, pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
    return np.array(offset.Execute(distance)[0])
