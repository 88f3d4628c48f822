"""Where a picture holds lines of text: PP-OCR's detector, its picture prepared and its map read the way paddleocr does.

The numbers are those of PP-OCRv6's own description; every step gives what paddleocr gives, to the bit. What paddleocr
drops because no rectangle fits it can be asked for besides: lines that run into a stamp's rim, or bend.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
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
STRAIGHT = 0.6  # mean probability within a part's box from which the part is taken for a piece of a line
SHORTEST = 12  # of the map's pixels: no shorter stretch of a blob is taken apart
MOST_POINTS = 60_000  # of a blob: what is larger is a figure
STEP, HIGHER = 4.0, 1.2  # of the map's pixels, and of its height: how a part is drawn out while it stays straight
LEAST_PART = 4  # of the map's pixels along a part for each across: what is shorter is a bend, not a line


class Detector:
    """Finds lines of text in pictures."""

    def __init__(self, net: Net, side: int) -> None:
        """`side`: pixels to which the longer side of a picture is scaled down."""
        self._net = net
        self._side = side

    def detect(self, image: Image, bent: bool = False) -> Floats:
        """Quadrilaterals around lines of text, (n, 4, 2) whole pixels of a BGR picture, clockwise from the top left.

        bent: also, behind all others, the straight parts of what no rectangle fits.
        """
        heat = self._net(_blob(_scaled(image, self._side)))[0, 0]
        quads = _quads(heat, image.shape[1], image.shape[0], bent)
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


def _quads(heat: Floats, width: int, height: int, bent: bool = False) -> list[NDArray[np.int16]]:
    """The boxes of a map, in pixels of a picture `width` x `height` large."""
    inked = (heat > INKED).astype(np.uint8) * 255
    contours, _ = cv2.findContours(inked, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    scale = (width / heat.shape[1], height / heat.shape[0])
    found, unfit = [], []
    for contour in contours[:MOST]:
        core, side = _around(contour)
        if side < LEAST_SIDE:
            continue
        if _score(heat, core) < LEAST_SCORE:
            unfit.append(contour)
        elif (quad := _line_around(core, scale, width, height)) is not None:
            found.append(quad)
    parts = [part for contour in unfit for part in _straight_parts(heat, contour)] if bent else []
    return found + [quad for part in parts if (quad := _line_around(part, scale, width, height)) is not None]


def _line_around(core: Floats, scale: tuple[float, float], width: int, height: int) -> NDArray[np.int16] | None:
    """The line whose core this is, in the picture's pixels; None if it is too low to hold text."""
    box, side = _around(_widened(core).reshape(-1, 1, 2))
    if side < LEAST_SIDE + 2:
        return None
    placed = np.round(box.astype(np.float64) * scale)
    return np.clip(placed, 0, (width, height)).astype(np.int16)


def _straight_parts(heat: Floats, contour: NDArray[Any]) -> list[Floats]:
    """The cores of the straight parts of a blob that no rectangle fits, from one of its ends to the other.

    A line of text that runs into a stamp's rim or its lettering is one blob with it; so is one that bends.
    """
    points = _within(heat, contour)
    if len(points) > MOST_POINTS:
        return []
    blob = _Blob(heat, points, _along(points))
    parts = [_drawn_out(blob, part) for part in _joined(blob, _halved(blob, blob.whole))]
    cores = (_around(blob.part(part)) for part in parts)
    return [core for core, side in cores if side >= LEAST_SIDE and _length(core) >= LEAST_PART * side]


def _within(heat: Floats, contour: NDArray[Any]) -> Floats:
    """The pixels (x, y) of text that a contour holds."""
    x, y, w, h = cv2.boundingRect(contour)
    mask = np.zeros((h, w), np.uint8)
    cv2.drawContours(mask, [contour - np.array([x, y])], -1, (1,), cv2.FILLED)
    rows, columns = np.nonzero((mask > 0) & (heat[y : y + h, x : x + w] > INKED))
    return np.stack([columns + x, rows + y], -1).astype(np.float32)


def _along(points: Floats) -> Floats:
    """How far along the longest direction of points each of them lies."""
    apart = points - points.mean(0)
    return np.asarray(apart @ np.linalg.eigh(apart.T @ apart)[1][:, -1], np.float32)


Span = tuple[float, float]
"""From where to where along a blob, in the map's pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class _Blob:
    heat: Floats
    points: Floats  # (n, 2), its pixels
    at: Floats  # (n,), how far along it each of them lies

    @property
    def whole(self) -> Span:
        return float(self.at.min()), float(self.at.max())

    def part(self, span: Span) -> Floats:
        return self.points[(self.at >= span[0]) & (self.at <= span[1])]

    def fits(self, span: Span) -> bool:
        """Whether a rectangle fits the part."""
        part = self.part(span)
        return len(part) >= LEAST_SIDE**2 and _score(self.heat, _around(part)[0]) >= STRAIGHT

    def height(self, span: Span) -> float:
        return _around(self.part(span))[1]


def _halved(blob: _Blob, span: Span) -> list[Span]:
    """A part halved until rectangles fit; where none does it is left out."""
    start, end = span
    if blob.fits(span):
        return [span]
    if end - start < SHORTEST:
        return []
    middle = (start + end) / 2
    return [*_halved(blob, (start, middle)), *_halved(blob, (middle, end))]


def _joined(blob: _Blob, parts: list[Span]) -> list[Span]:
    """Neighbours that lie on one straight line made one again."""
    whole: list[Span] = []
    for part in parts:
        if whole and blob.fits((whole[-1][0], part[1])):
            whole[-1] = (whole[-1][0], part[1])
        else:
            whole.append(part)
    return whole


def _drawn_out(blob: _Blob, part: Span) -> Span:
    """A part with what goes on from its ends in a straight line: halves end anywhere."""
    (first, last), most = blob.whole, HIGHER * blob.height(part)
    for start, end in ((-STEP, 0.0), (0.0, STEP)):
        longer = (part[0] + start, part[1] + end)
        while first <= longer[0] and longer[1] <= last and blob.fits(longer) and blob.height(longer) <= most:
            part, longer = longer, (longer[0] + start, longer[1] + end)
    return part


def _length(core: Floats) -> float:
    return float(max(np.linalg.norm(core[1] - core[0]), np.linalg.norm(core[2] - core[1])))


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
