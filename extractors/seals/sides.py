"""A frame told by its four straight sides, however it lies: worn, broken, or run over by print.

Where the stroke is whole, `shapes.stroke_around` has it; a ring has no sides, whatever its stroke is like.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.seals.shapes import PixelBox, Rectangle

Image = npt.NDArray[Any]

_STEP, _FINE = 3.0, 0.75  # degrees between the turns tried
_REACH = 2  # pixels to either side of a line that are still on it
_OUTER = 0.3  # of the ink's extent, in which a side lies
_NEARLY = 0.6
_SIDES, _WORST = 0.93, 0.65  # share inked of the three best sides, and of the fourth, that make a frame
_MOST = 6000  # points looked at


def frame_by_sides(mask: Image) -> Rectangle | None:
    """The turned rectangle on whose four sides the ink of `mask` lies; None where there is none."""
    ys, xs = np.nonzero(mask)
    if len(xs) < 60:
        return None
    every = -(-len(xs) // _MOST)
    points: Image = np.stack([xs[::every], ys[::every]], 1).astype(np.float64)
    middle = points.mean(0)
    points = points - middle
    rough = max(np.arange(-45, 45, _STEP).tolist(), key=lambda angle: _peaks(points, angle))
    turn = max((rough + step * _FINE for step in range(-2, 3)), key=lambda angle: _peaks(points, angle))
    shares, (left, top, right, bottom) = _sides(_turned(points, turn))
    if float(np.mean(sorted(shares)[1:])) < _SIDES or min(shares) < _WORST:
        return None
    return _rectangle(middle, turn, (left, top, right, bottom))


def _turned(points: Image, angle: float) -> Image:
    a = np.radians(angle)
    return np.asarray(points @ np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]))


def _peaks(points: Image, angle: float) -> float:
    """How sharply the ink stands in four lines near its edges, turned level by `angle`."""
    turned = _turned(points, angle)
    return sum(float(load) ** 2 for axis in (0, 1) for _, load in _edges(turned[:, axis]))


def _edges(along: Image) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the two outer lines lie across one axis, and how many points lie on each."""
    low = float(along.min())
    points = np.bincount(np.round(along - low).astype(int), minlength=2 * _REACH + 2)
    load: Image = np.convolve(points, np.ones(2 * _REACH + 1), "same")
    outer = max(1, int(_OUTER * len(load)))
    first, last = _outermost(load[:outer]), len(load) - 1 - _outermost(load[::-1][:outer])
    return (low + first, float(load[first])), (low + last, float(load[last]))


def _outermost(load: Image) -> int:
    """The first line, from without, that is nearly as heavy as the heaviest: lettering is heavier than a thin frame."""
    heavy = np.flatnonzero(load >= _NEARLY * load.max())[0]
    return int(heavy + np.argmax(load[heavy : heavy + 2 * _REACH + 1]))


def _sides(turned: Image) -> tuple[list[float], PixelBox]:
    """Share of each side that is inked, and left, top, right, bottom."""
    (left, _), (right, _) = _edges(turned[:, 0])
    (top, _), (bottom, _) = _edges(turned[:, 1])
    shares = [
        *(_inked(turned, 0, at, top, bottom) for at in (left, right)),
        *(_inked(turned, 1, at, left, right) for at in (top, bottom)),
    ]
    return shares, (left, top, right, bottom)


def _inked(turned: Image, axis: int, at: float, start: float, end: float) -> float:
    """Share of a side's length with ink on it."""
    near = np.abs(turned[:, axis] - at) <= _REACH
    along = turned[near, 1 - axis]
    cells = max(4, round(end - start))
    counted = np.histogram(along, bins=cells, range=(start, max(start + 1, end)))[0]
    return float((counted > 0).mean())


def _rectangle(middle: Image, turn: float, sides: PixelBox) -> Rectangle:
    left, top, right, bottom = sides
    centre = _turned(np.array([[(left + right) / 2, (top + bottom) / 2]]), -turn)[0] + middle
    width, height = right - left + 1, bottom - top + 1
    if width < height:
        width, height, turn = height, width, turn + 90
    turn = (turn + 90) % 180 - 90
    if width < 1.15 * height:  # a square has no longer side: as upright as it goes
        turn = (turn + 45) % 90 - 45
    return Rectangle(float(centre[0]), float(centre[1]), float(width), float(height), float(turn))
