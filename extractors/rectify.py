"""A page or card photographed on a desk: its four corners, where they can be told with confidence, else nothing.

Cutting a document is worse than leaving a desk in the picture, so every doubt ends in None.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.skew import ink, shrunk

WORKING_SIDE = 640
LEAST_AREA, MOST_AREA = 0.06, 0.96  # of the picture
LEAST_CONTRAST = 14.0  # CIE Lab distance between the paper and what lies beyond each side
LEAST_SEEN = 0.8  # share of each side along which that contrast shows
MOST_INK_OUTSIDE = 0.02  # of all strokes that look like writing: a document is not cut
JOINT, MOST_WIDE = 0.05, 2.5  # how long, in longer sides of the picture, and how wide, in pixels, joints of a desk are
MAX_BEND = 30.0  # degrees by which a corner may miss 90
MARGIN = 1.008  # the corners are moved out by this, so that no stroke at the very edge is lost
OVERHANG = 0.03  # of the picture's longer side, by which a corner may lie outside of it

Quad = NDArray[np.float64]
"""Four corners, (4, 2) pixels, clockwise from the one nearest the top left of the picture."""


def find_page(raster: Raster) -> Quad | None:
    """The corners of the one sheet or card in the picture, in pixels of `raster`."""
    small = shrunk(raster, WORKING_SIDE)
    scale = raster.shape[1] / small.shape[1]
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.float32)
    writing = ink(np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8))
    best: tuple[float, Quad] | None = None
    for mask in _masks(small, lab):
        for quad in _quads(mask):
            if _is_sheet(quad, lab, writing):
                area = float(cv2.contourArea(quad.astype(np.float32)))
                if best is None or area > best[0]:
                    best = (area, quad)
    if best is None:
        return None
    centre = best[1].mean(0)
    return np.asarray((centre + (best[1] - centre) * MARGIN) * scale)


def _masks(small: Raster, lab: NDArray[np.float32]) -> list[NDArray[np.uint8]]:
    """Ways to part a sheet from its surroundings: by lightness, by being unlike the border, by its outline."""
    light = cv2.GaussianBlur(lab[..., 0].astype(np.uint8), (0, 0), 2)
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, bright = cv2.threshold(closed, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    h, w = light.shape
    rim = max(3, round(min(h, w) * 0.02))
    border = np.concatenate(
        [lab[:rim].reshape(-1, 3), lab[-rim:].reshape(-1, 3), lab[:, :rim].reshape(-1, 3), lab[:, -rim:].reshape(-1, 3)]
    )
    smooth = cv2.GaussianBlur(lab, (0, 0), 2)
    unlike = _apart(smooth, np.median(border, axis=0))
    _, foreign = cv2.threshold(
        np.clip(unlike * 2, 0, 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU
    )
    edges = cv2.Canny(cv2.medianBlur(closed, 5), 20, 60)
    outline = cv2.dilate(edges, np.ones((3, 3), np.uint8))
    kernel = np.ones((5, 5), np.uint8)
    masks = [cv2.morphologyEx(m, cv2.MORPH_OPEN, kernel) for m in (bright, foreign)] + [outline]
    return [np.asarray(m, np.uint8) for m in masks]


def _apart(picture: NDArray[Any], colour: NDArray[Any]) -> NDArray[np.float32]:
    """The distance of each pixel from a colour; by planes, since numpy goes from pixel to pixel where they are few."""
    total: NDArray[np.float32] = np.zeros(picture.shape[:2], np.float32)
    for plane, part in zip(cv2.split(picture), colour, strict=True):
        off = plane - part
        off *= off
        total += off
    return np.asarray(np.sqrt(total), np.float32)


def _quads(mask: NDArray[np.uint8]) -> list[Quad]:
    """Convex four-sided outlines of the blobs in `mask`, biggest first."""
    height, width = mask.shape
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:4]:
        hull = cv2.convexHull(contour)
        area = cv2.contourArea(hull)
        if not LEAST_AREA <= area / (height * width) <= MOST_AREA:
            continue
        corners = _four_corners(hull)
        if corners is None:
            continue
        fitted = _fitted(corners, hull)
        if fitted is not None and abs(cv2.contourArea(fitted.astype(np.float32)) - area) < 0.06 * area:
            found.append(fitted)
    return found


def _four_corners(hull: NDArray[Any]) -> Quad | None:
    length = cv2.arcLength(hull, True)
    for share in (0.02, 0.03, 0.04, 0.05, 0.07):
        polygon = cv2.approxPolyDP(hull, share * length, True)
        if len(polygon) == 4:
            return polygon.reshape(4, 2).astype(np.float64)
    return None


def _fitted(corners: Quad, hull: NDArray[Any]) -> Quad | None:
    """Corners as the crossings of lines fitted to each side's middle: rounded or bent corners do not pull them."""
    dense = _dense(hull.reshape(-1, 2).astype(np.float64))
    sides = []
    for at in range(4):
        a, b = corners[at], corners[(at + 1) % 4]
        along = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
        t = (dense - a) @ along / max(float(np.linalg.norm(b - a)), 1e-6)
        off = np.abs((dense - a) @ np.array([-along[1], along[0]]))
        near = dense[(t > 0.1) & (t < 0.9) & (off < 0.03 * np.linalg.norm(b - a) + 3)]
        if len(near) < 8:
            return None
        sides.append(cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
    crossings = [_crossing(sides[at - 1], sides[at]) for at in range(4)]
    if any(c is None for c in crossings):
        return None
    return _from_top_left(np.array(crossings))


def _dense(points: Quad) -> Quad:
    pieces = []
    for a, b in zip(points, np.roll(points, -1, axis=0), strict=True):
        steps = max(2, int(np.linalg.norm(b - a)))
        pieces.append(a + (b - a) * np.linspace(0, 1, steps, endpoint=False)[:, None])
    return np.concatenate(pieces)


def _crossing(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float64] | None:
    matrix = np.array([[one[0], -other[0]], [one[1], -other[1]]], np.float64)
    if abs(np.linalg.det(matrix)) < 0.1:
        return None
    step = np.linalg.solve(matrix, np.array([other[2] - one[2], other[3] - one[3]], np.float64))
    return np.array([one[2] + step[0] * one[0], one[3] + step[0] * one[1]], np.float64)


def _from_top_left(corners: Quad) -> Quad:
    centre = corners.mean(0)
    order = np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))
    corners = corners[order]
    return np.roll(corners, -int(corners.sum(1).argmin()), axis=0)


def _is_sheet(quad: Quad, lab: NDArray[np.float32], writing: NDArray[np.bool_]) -> bool:
    height, width = writing.shape
    over = OVERHANG * max(height, width)
    if quad.min() < -over or quad[:, 0].max() > width + over or quad[:, 1].max() > height + over:
        return False
    return _is_rectangular(quad) and _stands_out(quad, lab) and _holds_the_writing(quad, writing)


def _is_rectangular(quad: Quad) -> bool:
    for at in range(4):
        a, b = quad[at - 1] - quad[at], quad[(at + 1) % 4] - quad[at]
        cos = float(a @ b / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-6))
        if abs(np.degrees(np.arccos(np.clip(cos, -1, 1))) - 90) > MAX_BEND:
            return False
    sides = [float(np.linalg.norm(quad[at] - quad[at - 1])) for at in range(4)]
    return min(sides[0], sides[2]) > 0.6 * max(sides[0], sides[2]) and min(sides[1], sides[3]) > 0.6 * max(
        sides[1], sides[3]
    )


def _stands_out(quad: Quad, lab: NDArray[np.float32]) -> bool:
    """Whether something else lies beyond the sides: a desk, a floor; not paper on both sides of a rule.

    One side may run along the edge of the picture, where nothing can be seen beyond it.
    """
    sides = [_side(quad, at, lab) for at in range(4)]
    return "same" not in sides and sides.count("unseen") <= 1


def _side(quad: Quad, at: int, lab: NDArray[np.float32]) -> str:
    """What lies beyond side `at`: "other", "same" or "unseen"."""
    height, width = lab.shape[:2]
    a, b = quad[at], quad[(at + 1) % 4]
    out = np.array([(b - a)[1], -(b - a)[0]]) / max(float(np.linalg.norm(b - a)), 1e-6)
    if out @ (quad.mean(0) - a) > 0:
        out = -out
    middle = a + (b - a) * np.linspace(0.06, 0.94, 40)[:, None]
    beyond = middle + out * 4
    framed = (beyond[:, 0] >= 0) & (beyond[:, 0] < width) & (beyond[:, 1] >= 0) & (beyond[:, 1] < height)
    if framed.mean() < 0.5:
        return "unseen"
    # Writing may touch the edge: of three samples across the side the middle one counts.
    inside = np.median([_sample(lab, middle - out * d) for d in (4, 7, 10)], axis=0)
    outside = np.median([_sample(lab, middle + out * d) for d in (3, 5, 8)], axis=0)
    contrast = np.linalg.norm(inside - outside, axis=1)[framed] > LEAST_CONTRAST
    return "other" if contrast.mean() >= LEAST_SEEN else "same"


def _sample(lab: NDArray[np.float32], points: Quad) -> NDArray[np.float32]:
    height, width = lab.shape[:2]
    x = np.clip(points[:, 0].round().astype(int), 0, width - 1)
    y = np.clip(points[:, 1].round().astype(int), 0, height - 1)
    return np.asarray(lab[y, x], np.float32)


def _holds_the_writing(quad: Quad, writing: NDArray[np.bool_]) -> bool:
    inside: NDArray[np.uint8] = np.zeros(writing.shape, np.uint8)
    cv2.fillPoly(inside, [quad.round().astype(np.int32)], (1.0,))
    beyond = cv2.dilate(inside, np.ones((13, 13), np.uint8)) == 0  # the sheet's own edge and shadow are no writing
    total = int(writing.sum())
    return total < 50 or _written(writing & beyond) <= MOST_INK_OUTSIDE * total + 40


def _written(marks: NDArray[np.bool_]) -> int:
    """How many of them are no joints: between the boards of a desk or the tiles of a floor run long thin strokes."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(marks.astype(np.uint8), connectivity=8)
    longest = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(1, initial=0)
    area = stats[1:, cv2.CC_STAT_AREA]
    joints = (longest >= JOINT * max(marks.shape)) & (area <= MOST_WIDE * longest)
    return int(area[~joints].sum())
