"""Curled, folded and tilted pages: lines brought level, so that what is printed side by side stands side by side.

A photographed sheet is seldom flat: its rows climb and fall along their length, each part of the page in its own way.
The slope of rows is fitted as a smooth field over the page, to the tilt of the lines themselves and to the drop from
each line to its neighbour in the row; every line is then moved to where its row crosses the middle of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.reading import Box, Line

Array = NDArray[np.float64]

WAVES = tuple((i, j) for i in range(5) for j in range(4) if i + j <= 5)
"""Powers of x and y that the slope is summed of: a curl, a fold, a sheet that sags."""
_ACROSS, _DOWN = (np.array(powers) for powers in zip(*WAVES, strict=True))
STIFFNESS = 0.05  # against slopes that change quickly
NOISE = 0.12  # text heights by which the place of a line may be off
DOUBTED = 2.0  # noises from which on a line or a pair counts less
LEAST_LINES = 8  # that tell a slope
ELONGATED = 2.0  # heights a line is wide to have a tilt
STEEPEST = 0.22  # slope no row has on a page turned upright; a watermark's words have
REACH = 0.45  # of the page's width, between neighbours in a row
LEVEL = 0.5  # text heights between the middles of neighbours
ROUNDS = 4
WORTH = 0.15  # text heights that lines have to move for a page to be called uneven
STEPS = 16  # in which a row is followed
BENT = 0.55  # text heights by which a row leaves its straight line, from which a page is flattened before it is read
GRID = 33  # places along and down a page at which the flattening is worked out


@dataclass(frozen=True, slots=True)
class Baselines:
    """Lines of a page: the middles of their left and right edges, and heights, in fractions of the page's width."""

    left: Array  # (n, 2)
    right: Array  # (n, 2)
    height: Array  # (n,)

    @property
    def middle(self) -> Array:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Slopes:
    """The slope (dy/dx) of rows anywhere on a page."""

    weights: Array  # one for each of WAVES
    y: float  # the middle of the lines
    reach: float  # from there to the outermost

    def at(self, points: Array) -> Array:
        return self._at(points[..., 0], points[..., 1])

    def _at(self, x: Array, y: Array) -> Array:
        return _between(self._waves(x, y) @ self.weights, -STEEPEST, STEEPEST)

    def waves(self, points: Array) -> Array:
        """(…, 2) places → (…, WAVES)."""
        return self._waves(points[..., 0], points[..., 1])

    def _waves(self, x: Array, y: Array) -> Array:
        # Beyond the lines the slope is that of the last of them: powers of far places tell nothing.
        across = _powers(_between(2 * x - 1, -1.05, 1.05), 5)
        down = _powers(_between((y - self.y) / self.reach, -1.05, 1.05), 4)
        return np.ascontiguousarray(np.moveaxis(across.take(_ACROSS, 0) * down.take(_DOWN, 0), 0, -1))

    def climb(self, start: Array, end: Array) -> Array:
        """What to weigh so that the drop of a row between places comes out, (n, 2) each → (n, WAVES)."""
        along = start[:, None] + (end - start)[:, None] * ((np.arange(6) + 0.5) / 6)[:, None]
        return np.asarray(self.waves(along).mean(1) * (end - start)[:, :1])

    def levels(self, points: Array) -> Array:
        """The height at which the rows through `points` cross the middle of the page."""
        return self.followed(points, np.full(len(points), 0.5))

    def followed(self, points: Array, to: Array) -> Array:
        """The height of the rows through `points`, (n, 2), at the places `to` along them, (n,)."""
        x, y = points.T
        step = (to - x) / STEPS
        for _ in range(STEPS):
            slope = self._at(x + step / 2, y + step * self._at(x, y) / 2)
            x, y = x + step, y + step * slope
        return np.asarray(y)


def _powers(x: Array, count: int) -> Array:
    """(count, …): the 0th power and so on; squares of squares cost a tenth of what raising costs."""
    powers = np.empty((count, *x.shape))
    powers[0] = 1
    for at in range(1, count):
        np.multiply(powers[at - 1], x, out=powers[at])
    return powers


def _between(values: Array, least: float, most: float) -> Array:
    """As np.clip, which takes longer to find out what it was given than to do it."""
    return np.asarray(np.minimum(np.maximum(values, least), most))


@dataclass(frozen=True, slots=True)
class Flattened:
    """A curled page drawn flat."""

    image: Raster
    heights: NDArray[np.float32]  # (GRID, GRID): where in the curled picture, in its pixels, the flat one's places are

    def back(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """(…, 2) pixels of the flat picture → pixels of the curled one."""
        size = np.array(self.image.shape[1::-1], np.float32)
        at = np.clip(points / (size - 1), 0, 1) * np.float32(GRID - 1)
        flat = np.ascontiguousarray(at.reshape(1, -1, 2), np.float32)
        moved = cv2.remap(self.heights, flat[..., 0], flat[..., 1], cv2.INTER_LINEAR).reshape(points.shape[:-1])
        beyond = points[..., 1] - np.clip(points[..., 1], 0, size[1] - 1)
        return np.stack([points[..., 0], moved + beyond], -1).astype(np.float32)


def flattened(image: Raster, quads: NDArray[np.float32]) -> Flattened | None:
    """The page with its rows drawn straight and level; None where they are straight enough to be read as they are.

    A detector asks how well text fills a quadrilateral: long lines that bend do not, and are lost.

    Args:
        image: upright BGR.
        quads: found around its lines, (n, 4, 2) pixels.
    """
    width = image.shape[1]
    seen = _of_quads(quads.astype(np.float64) / width)
    slopes = fitted(seen)
    if slopes is None:
        return None
    high = image.shape[0] / width
    x, y = np.meshgrid(np.linspace(0, 1, GRID), np.linspace(0, high, GRID))
    rows = slopes.followed(np.stack([np.full(x.size, 0.5), y.ravel()], -1), x.ravel()).reshape(x.shape)
    if _bend(seen, slopes) < BENT:
        return None
    heights = (rows * width).astype(np.float32)
    size = (width, image.shape[0])
    across = np.tile(np.arange(width, dtype=np.float32), (image.shape[0], 1))
    down = _spread(heights, size)
    flat = cv2.remap(image, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Flattened(np.asarray(flat, np.uint8), heights)


def _spread(heights: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    """The grid's heights for every pixel of a picture `size` (width, height) large; corners lie on its corners."""
    x = np.linspace(0, GRID - 1, size[0], dtype=np.float32)
    y = np.linspace(0, GRID - 1, size[1], dtype=np.float32)
    return np.asarray(cv2.remap(heights, *np.meshgrid(x, y), cv2.INTER_LINEAR), np.float32)


def _bend(seen: Baselines, slopes: Slopes) -> float:
    """By how much rows leave the straight line where there are lines, in text heights; the most bent fifth of them."""
    x0, x1 = float(seen.left[:, 0].min()), float(seen.right[:, 0].max())
    places = np.linspace(x0, x1, 9)
    start = np.stack([np.full(len(seen.height), 0.5), slopes.levels(seen.middle)], -1)
    rows = slopes.followed(np.repeat(start, len(places), 0), np.tile(places, len(start))).reshape(len(start), -1)
    straight = rows[:, :1] + (rows[:, -1:] - rows[:, :1]) * np.linspace(0, 1, len(places))
    return float(np.percentile(np.abs(rows - straight).max(1), 80) / np.median(seen.height))


def levelled(lines: Sequence[Line], to_upright: NDArray[np.float64]) -> tuple[Line, ...]:
    """The lines with `box` where it would be were the page flat, and no higher than its text; `polygon` stays.

    Args:
        to_upright: 3x3 homography from fractions of the page as delivered to fractions of the upright page's width.
    """
    seen = baselines(lines, to_upright)
    slopes = fitted(seen)
    if slopes is None:
        return tuple(lines)
    places = (seen.middle, seen.left, seen.right)
    levels, *ends = np.split(slopes.levels(np.concatenate(places)), len(places))
    drops = [np.abs(level - at[:, 1]) / seen.height for level, at in zip(ends, places[1:], strict=True)]
    if float(np.percentile(np.maximum(*drops), 80)) < WORTH:
        return tuple(lines)
    return tuple(
        _at(line, float(left[0]), float(right[0]), float(y), float(h))
        for line, left, right, y, h in zip(lines, seen.left, seen.right, levels, seen.height, strict=True)
    )


def _at(line: Line, x0: float, x1: float, y: float, height: float) -> Line:
    if x1 - x0 < height:  # text that runs down, or a lone character: its box tells its size
        x0, x1, height = line.box.x0, line.box.x1, line.box.height
    return replace(line, box=Box(x0, y - height / 2, x1, y + height / 2))


def baselines(lines: Sequence[Line], to_upright: NDArray[np.float64]) -> Baselines:
    if not lines:
        return Baselines(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0))
    corners = np.array([line.polygon for line in lines], np.float64).reshape(1, -1, 2)
    return _of_quads(np.asarray(cv2.perspectiveTransform(corners, to_upright), np.float64).reshape(-1, 4, 2))


def _of_quads(quads: Array) -> Baselines:
    high = (np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1) + np.linalg.norm(quads[:, 2] - quads[:, 1], axis=1)) / 2
    return Baselines((quads[:, 0] + quads[:, 3]) / 2, (quads[:, 1] + quads[:, 2]) / 2, np.maximum(high, 1e-4))


def fitted(seen: Baselines) -> Slopes | None:
    """The slopes of a page's rows; None where too few lines tell them."""
    wide, drop = (seen.right - seen.left).T
    long = np.flatnonzero((wide > ELONGATED * seen.height) & (np.abs(drop) < STEEPEST * wide))
    if len(long) < LEAST_LINES:
        return None
    y = seen.middle[:, 1]
    slopes = Slopes(np.zeros(len(WAVES)), float(y.min() + y.max()) / 2, max(0.1, float(np.ptp(y)) / 2))
    tilts = _Drops(seen.left[long], seen.right[long], seen.height[long] * NOISE)
    slopes = _solved(slopes, tilts)
    for _ in range(ROUNDS):
        slopes = _solved(slopes, tilts.joined(_neighbours(seen, slopes)))
    return slopes


@dataclass(frozen=True, slots=True)
class _Drops:
    """Pairs of places on one row, and how far either may be off."""

    start: Array  # (n, 2)
    end: Array
    noise: Array  # (n,)

    def joined(self, other: _Drops) -> _Drops:
        return _Drops(
            np.concatenate([self.start, other.start]),
            np.concatenate([self.end, other.end]),
            np.concatenate([self.noise, other.noise]),
        )


def _solved(slopes: Slopes, drops: _Drops) -> Slopes:
    """Least squares, doubting what does not fit (Huber); quick changes of slope have to be earned."""
    rows = slopes.climb(drops.start, drops.end) / drops.noise[:, None]
    wanted = (drops.end - drops.start)[:, 1] / drops.noise
    stiff = np.diag([STIFFNESS * (i + j) ** 2 * len(rows) / 40 for i, j in WAVES]) + np.eye(len(WAVES)) * 1e-6
    trust = np.ones(len(rows))
    weights: NDArray[np.floating[Any]] = slopes.weights
    for _ in range(6):
        weighted = rows * trust[:, None]
        weights = np.linalg.solve(weighted.T @ rows + stiff * 1e3, weighted.T @ wanted)
        off = np.abs(rows @ weights - wanted)
        trust = np.minimum(1.0, DOUBTED / np.maximum(off, 1e-9))
    return replace(slopes, weights=np.asarray(weights, np.float64))


def _neighbours(seen: Baselines, slopes: Slopes) -> _Drops:
    """Each line with the next to its right on the same row, as the slopes known so far tell it."""
    levels = slopes.levels(seen.middle)
    apart = seen.left[:, 0] - seen.right[:, :1]
    near = np.minimum(seen.height, seen.height[:, None])
    beside = (apart > -near) & (apart < REACH) & (np.abs(levels - levels[:, None]) < LEVEL * near)
    np.fill_diagonal(beside, False)
    starts = np.flatnonzero(beside.any(1))
    ends = np.where(beside, apart, np.inf)[starts].argmin(1)
    return _Drops(seen.middle[starts], seen.middle[ends], seen.height[starts] * NOISE)
