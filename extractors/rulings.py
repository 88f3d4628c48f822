"""Ruled lines between cells: whether two tables stand side by side or one runs on, and where an upright rule stands."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.reading import Line

DEPTH = 18  # grey levels by which a rule is darker than the paper around
WHOLE = 0.92  # share of the way between two cells that a level rule has to be seen on
BELOW = (-0.5, 1.3)  # where a rule beneath a row is looked for, in text heights above and below its cells
AROUND = (0.5, 0.5)  # where an upright rule is looked for: more than its row
REACH = 1.2  # text heights to either side of an upright rule on which level ones that meet it are looked for
BESIDE = 0.25  # ... but for so much next to it

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where an upright rule crosses a row, told by one of the row's lines."""

    line: Line
    x: float  # in the frame of `Line.box`
    seen: float  # share of the row's height, and half as much above and below, along which the rule is seen


class Rulings:
    """Where there is no picture to look at: no rule is seen."""

    def runs_below(self, left: Line, right: Line) -> bool:
        """Whether a rule beneath a cell runs on beneath its neighbour on the right.

        A rule above says nothing: it may close what stands over two tables.
        """
        return False

    def upright(self, line: Line, x0: float, x1: float) -> Crossing | None:
        """The plainest upright rule in the row of `line` between two places, in the frame of `Line.box`."""
        return None

    def is_met(self, first: Crossing, last: Crossing) -> bool:
        """Whether level rules meet an upright one between two rows: it is part of a grid, then, and parts no page."""
        return True


NONE = Rulings()


@dataclass(frozen=True, slots=True)
class PictureRulings(Rulings):
    """What the picture of a page shows."""

    image: Raster  # upright BGR
    from_delivered: Floats  # 3x3 homography from fractions of the page as delivered to pixels of `image`

    def runs_below(self, left: Line, right: Line) -> bool:
        near, far = self._edge(left, left.box.x1), self._edge(right, right.box.x0)
        if np.linalg.norm(far[0] - near[0]) < 2:
            return False
        strokes = _level(self._strip(near, far, BELOW), _high(near, far))
        return bool(strokes.mean(1).max(initial=0.0) >= WHOLE)

    def upright(self, line: Line, x0: float, x1: float) -> Crossing | None:
        near, far = self._edge(line, x0), self._edge(line, x1)
        if np.linalg.norm(far[0] - near[0]) < 4:
            return None
        seen = _upright(self._strip(near, far, AROUND), _high(near, far)).mean(0)
        at = int(seen.argmax())
        return Crossing(line, x0 + (x1 - x0) * (at + 0.5) / len(seen), float(seen[at]))

    def is_met(self, first: Crossing, last: Crossing) -> bool:
        ends = [self._edge(each.line, each.x) for each in (first, last)]
        high = _high(*ends)
        top, bottom = (end.mean(0) for end in ends)
        if np.linalg.norm(bottom - top) < high:
            return False
        along = [self._direction(each.line) * REACH * high for each in (first, last)]
        corners = np.array([top - along[0], top + along[0], bottom + along[1], bottom - along[1]])
        strokes = _level(_warped(self.image, corners), high)
        side = round(strokes.shape[1] / 2 * (1 - BESIDE / REACH))
        return any(part.mean(1).max(initial=0.0) >= WHOLE for part in (strokes[:, :side], strokes[:, -side:]))

    def _strip(self, near: Floats, far: Floats, margins: tuple[float, float]) -> Raster:
        """Between two places of a row, with so many text heights above and below its print."""
        up = np.array([near[0] - near[1], far[0] - far[1]])
        corners = [near[0] + up[0] * margins[0], far[0] + up[1] * margins[0]]
        corners += [far[1] - up[1] * margins[1], near[1] - up[0] * margins[1]]
        return _warped(self.image, np.array(corners))

    def _edge(self, line: Line, x: float) -> Floats:
        """Pixels of the row's top and bottom at a place in the line's frame, beside the line or within it."""
        corners, share = self._corners(line), (x - line.box.x0) / max(line.box.width, 1e-6)
        return np.array(
            [corners[0] + (corners[1] - corners[0]) * share, corners[3] + (corners[2] - corners[3]) * share]
        )

    def _direction(self, line: Line) -> Floats:
        corners = self._corners(line)
        along: Floats = corners[1] - corners[0]
        return along / max(float(np.linalg.norm(along)), 1e-6)

    def _corners(self, line: Line) -> Floats:
        """Of a line's print in pixels, clockwise from the top left."""
        corners = np.array(line.polygon, np.float64).reshape(1, 4, 2)
        return np.asarray(cv2.perspectiveTransform(corners, self.from_delivered)[0], np.float64)


def _high(*edges: Floats) -> float:
    """Text height in pixels, by tops and bottoms."""
    return max(2.0, float(np.mean([np.linalg.norm(edge[1] - edge[0]) for edge in edges])))


def _warped(image: Raster, corners: Floats) -> Raster:
    """What lies between four corners, clockwise from the top left, laid straight."""
    width = max(8, round(float(np.linalg.norm(corners[1] - corners[0]))))
    height = max(8, round(float(np.linalg.norm(corners[3] - corners[0]))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    laid = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return np.asarray(cv2.warpPerspective(image, laid, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _level(picture: Raster, high: float) -> NDArray[np.uint8]:
    """1 where a level stroke is thinner than print; it may climb a pixel or two on its way."""
    return np.asarray(cv2.dilate(_strokes(picture, (1, _thin(high))), np.ones((3, 1), np.uint8)), np.uint8)


def _upright(picture: Raster, high: float) -> NDArray[np.uint8]:
    """1 where an upright stroke is thinner than print."""
    return np.asarray(cv2.dilate(_strokes(picture, (_thin(high), 1)), np.ones((1, 3), np.uint8)), np.uint8)


def _thin(high: float) -> int:
    return max(5, round(high * 0.35)) | 1


def _strokes(picture: Raster, across: tuple[int, int]) -> NDArray[np.uint8]:
    """1 where the picture is darker than what a bar of that width and height finds around."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    bar = cv2.getStructuringElement(cv2.MORPH_RECT, across)
    return (cv2.morphologyEx(grey, cv2.MORPH_CLOSE, bar).astype(int) - grey > DEPTH).astype(np.uint8)
