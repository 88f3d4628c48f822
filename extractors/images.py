"""A page as delivered → as one would hold it: cut out of its desk, upright, level, evenly lit; and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors import light, orientation, portraits, rectify
from extractors.opened import Raster
from extractors.percentiles import percentile
from extractors.picturehash import picture_hash
from extractors.quality import measure
from extractors.skew import Tilt, find_tilt, shrunk
from extractors.streaks import without_streaks

__all__ = ["Upright", "measure", "picture_hash", "upright"]

Homography = NDArray[np.float64]
"""3x3, acts on column vectors (x, y, 1)."""

LONG_SIDE = 2200  # pixels: A4 at about 190 dpi
PREVIEW_SIDE = 1000
LEVEL = 0.25  # degrees of tilt not worth resampling for


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """A page turned upright."""

    image: Raster  # BGR, long side at most LONG_SIDE, never upscaled
    to_delivered: Homography  # pixels of `image` → fractions of the page as delivered
    rotation: int  # degrees the content is turned clockwise as delivered: 0, 90, 180 or 270
    skew: float = 0.0  # degrees clockwise taken out besides
    rectified: bool = False  # a page or card on a desk was cut out and flattened
    has_colour: bool = True  # False: a grey scan or photocopy
    picture: str = ""  # "portrait" for a photo of a face, "" otherwise


def upright(raster: Raster, engine: orientation.Reader | None = None) -> Upright:
    """Turns a page upright.

    Args:
        raster: BGR as delivered.
        engine: an `OcrEngine`, asked to read a few lines both ways where the orientation net is in doubt; or None.
    """
    small = shrunk(raster, PREVIEW_SIDE)
    if portraits.is_portrait(small):
        return _as_is(raster, "portrait")
    has_colour = light.has_colour(small)
    if not has_colour and (clean := without_streaks(raster)) is not raster:
        raster, small = clean, shrunk(clean, PREVIEW_SIDE)
    quad = rectify.find_page(small)
    to_small = _scaling(small.shape[1] / raster.shape[1], small.shape[0] / raster.shape[0])
    flat, size = _flattening(raster, None if quad is None else _moved(quad, np.linalg.inv(to_small)))
    preview = _drawn(small, to_small @ flat, size, PREVIEW_SIDE)
    flat, size, skew = _levelled(flat, size, find_tilt(preview))
    if skew:
        preview = _drawn(small, to_small @ flat, size, PREVIEW_SIDE)
    turns = orientation.quarter_turns(preview, engine)
    flat, size = _turned(flat, size, turns)
    image, shrink = _final(raster, flat, size)
    to_delivered = _scaling(1 / raster.shape[1], 1 / raster.shape[0]) @ flat @ _scaling(*shrink)
    return Upright(
        image=light.evened(image),
        to_delivered=to_delivered / to_delivered[2, 2],
        rotation=turns * 90,
        skew=skew,
        rectified=quad is not None,
        has_colour=has_colour,
    )


def _as_is(raster: Raster, picture: str) -> Upright:
    image, shrink = _final(raster, np.eye(3), (raster.shape[1], raster.shape[0]))
    to_delivered = _scaling(1 / raster.shape[1], 1 / raster.shape[0]) @ _scaling(*shrink)
    return Upright(image, to_delivered, 0, has_colour=light.has_colour(raster), picture=picture)


def _flattening(raster: Raster, quad: NDArray[np.float64] | None) -> tuple[Homography, tuple[int, int]]:
    """From flat pixels to pixels as delivered, and the flat page's size (width, height)."""
    if quad is None:
        return np.eye(3), (raster.shape[1], raster.shape[0])
    top, right, bottom, left = (float(np.linalg.norm(quad[(at + 1) % 4] - quad[at])) for at in range(4))
    width, height = max(8, round(max(top, bottom))), max(8, round(max(left, right)))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return cv2.getPerspectiveTransform(corners, quad.astype(np.float32)).astype(np.float64), (width, height)


def _moved(quad: NDArray[np.float64], by: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    return np.asarray(cv2.perspectiveTransform(quad.reshape(1, 4, 2), by)[0], np.float64)


def _levelled(flat: Homography, size: tuple[int, int], tilt: Tilt) -> tuple[Homography, tuple[int, int], float]:
    """Takes the tilt out, on a page large enough to hold all of it."""
    if not tilt.clear or abs(tilt.angle) < LEVEL:
        return flat, size, 0.0
    width, height = size
    radians = np.deg2rad(tilt.angle)
    cos, sin = float(np.cos(radians)), float(np.sin(radians))
    wide, high = round(abs(width * cos) + abs(height * sin)), round(abs(width * sin) + abs(height * cos))
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    around = _shift(width / 2, height / 2) @ turn @ _shift(-wide / 2, -high / 2)
    return flat @ around, (wide, high), tilt.angle


def _turned(flat: Homography, size: tuple[int, int], turns: int) -> tuple[Homography, tuple[int, int]]:
    """Adds `turns` quarter turns anticlockwise."""
    width, height = size
    back = {  # from the turned page's pixels to those before turning
        0: np.eye(3),
        1: np.array([[0, -1, width], [1, 0, 0], [0, 0, 1]], np.float64),
        2: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], np.float64),
        3: np.array([[0, 1, 0], [-1, 0, height], [0, 0, 1]], np.float64),
    }
    return flat @ back[turns], (height, width) if turns % 2 else (width, height)


def _final(raster: Raster, flat: Homography, size: tuple[int, int]) -> tuple[Raster, tuple[float, float]]:
    """The upright image and the factors (x, y) from its pixels to flat ones."""
    image = _drawn(raster, flat, size, LONG_SIDE)
    return image, (size[0] / image.shape[1], size[1] / image.shape[0])


def _drawn(source: Raster, flat: Homography, size: tuple[int, int], side: int) -> Raster:
    """The flat page drawn from `source` with its longer side at most `side` pixels.

    `flat` leads from the flat page, `size` (width, height) large, to pixels of `source`.
    """
    scale = min(1.0, side / max(size))
    width, height = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    matrix = flat @ _scaling(size[0] / width, size[1] / height)
    if _is_straight(matrix):
        return _quarter(source, matrix, (width, height))
    across = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2] / matrix[2, 2]))))  # pixels of the source a pixel drawn
    if across > 1.8:  # sampling single pixels of a much larger picture would drop strokes
        smaller = shrunk(source, max(1, round(max(source.shape[:2]) * 1.25 / across)))
        matrix = _scaling(smaller.shape[1] / source.shape[1], smaller.shape[0] / source.shape[0]) @ matrix
        source = smaller
    drawn = cv2.warpPerspective(
        source,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=_paper_colour(source),
    )
    return np.asarray(drawn, np.uint8)


def _paper_colour(source: Raster) -> tuple[float, float, float]:
    """What to fill corners with that a tilted page leaves empty."""
    step = max(1, max(source.shape[:2]) // 200)
    blue, green, red = (percentile(source[::step, ::step, channel], 80) for channel in range(3))
    return blue, green, red


def _is_straight(matrix: Homography) -> bool:
    """Whether this only turns by quarters, and scales."""
    turn = np.abs(matrix[:2, :2])
    cross = min(turn[0, 0] + turn[1, 1], turn[0, 1] + turn[1, 0])
    return bool(cross < 1e-9 and np.abs(matrix[2, :2]).max() < 1e-12)


def _quarter(source: Raster, matrix: Homography, size: tuple[int, int]) -> Raster:
    """Quarter turns need no warping: shrink first, then turn."""
    signs = (int(np.sign(round(matrix[0, 0], 9))), int(np.sign(round(matrix[1, 0], 9))))
    turns = {(1, 0): 0, (0, 1): 1, (-1, 0): 2, (0, -1): 3}[signs]
    width, height = size if turns % 2 == 0 else size[::-1]
    small = source
    if (source.shape[1], source.shape[0]) != (width, height):
        small = np.asarray(cv2.resize(source, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return np.ascontiguousarray(np.rot90(small, turns))


def _scaling(x: float, y: float) -> Homography:
    return np.diag([x, y, 1.0])


def _shift(x: float, y: float) -> Homography:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)
