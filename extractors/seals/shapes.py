"""Ellipses and rectangles fitted to ink, and how well the ink bears them out.

An ellipse is written by the upright box that holds it and one correlation: of all ellipses with a given bounding box
only that number is unknown, so a rough box needs no rim points. No perspective is modelled: a circle seen askew is
an ellipse to within a percent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[Any]
PixelBox = tuple[float, float, float, float]
"""x0, y0, x1, y1 in pixels of the picture at hand."""

_FIT_SIDE = 170.0  # pixels of the longer side while fitting
_ANGLES = np.linspace(0, 2 * np.pi, 180, endpoint=False)
_CIRCLE = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)])


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Centre, half width and half height of its bounding box (pixels), and the correlation of its axes in (-1, 1)."""

    cx: float
    cy: float
    half_width: float
    half_height: float
    correlation: float = 0.0

    @property
    def box(self) -> PixelBox:
        return (
            self.cx - self.half_width,
            self.cy - self.half_height,
            self.cx + self.half_width,
            self.cy + self.half_height,
        )

    @property
    def matrix(self) -> Image:
        """(2, 2): points of the ellipse are centre + root(matrix) · unit circle."""
        p, q, s = self.half_width, self.half_height, self.correlation
        return np.array([[p * p, s * p * q], [s * p * q, q * q]])

    @property
    def root(self) -> Image:
        """The symmetric square root of `matrix`: turns the unit circle into the ellipse without twisting it."""
        values, vectors = np.linalg.eigh(self.matrix)
        return np.asarray(vectors @ np.diag(np.sqrt(np.maximum(values, 1e-6))) @ vectors.T)

    @property
    def axes(self) -> tuple[float, float]:
        """Half the major and half the minor axis."""
        low, high = np.linalg.eigvalsh(self.matrix)
        return float(np.sqrt(max(high, 1e-6))), float(np.sqrt(max(low, 1e-6)))

    @property
    def roundness(self) -> float:
        major, minor = self.axes
        return minor / major

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> Ellipse:
        """Scaled about the origin, then shifted."""
        return Ellipse(
            self.cx * scale + dx,
            self.cy * scale + dy,
            self.half_width * scale,
            self.half_height * scale,
            self.correlation,
        )


def ellipse_in(box: PixelBox, correlation: float = 0.0) -> Ellipse:
    x0, y0, x1, y1 = box
    return Ellipse((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2, correlation)


def fit_ellipse(ink: Image, box: PixelBox, tolerance: float = 0.07) -> tuple[Ellipse, float]:
    """The ellipse near `box` whose rim lies best on `ink` (float, 0..1), and its score (about 0 to 0.6).

    Score: ink along the rim and at its very edge, less half the ink just outside it.
    """
    x0, y0, x1, y1 = box
    side = max(x1 - x0, y1 - y0)
    if side < 8:
        return ellipse_in(box), 0.0
    scale = _FIT_SIDE / side
    margin = 0.16 * side
    left, top = x0 - margin, y0 - margin
    size = round(_FIT_SIDE * (1 + 2 * margin / side))
    transform = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]], np.float32)
    field = cv2.warpAffine(ink, transform, (size, size), flags=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    field = cv2.GaussianBlur(np.minimum(field, 0.6), (0, 0), 1.3)
    start = ellipse_in(box).moved(-left * scale, -top * scale, scale)
    best, score = _descend(field, _vector(start), tolerance * _FIT_SIDE)
    found = Ellipse(*(float(v) for v in best))
    return Ellipse(
        found.cx / scale + left,
        found.cy / scale + top,
        found.half_width / scale,
        found.half_height / scale,
        found.correlation,
    ), score


def _vector(ellipse: Ellipse) -> Image:
    return np.array([ellipse.cx, ellipse.cy, ellipse.half_width, ellipse.half_height, ellipse.correlation])


def _descend(field: Image, start: Image, reach: float) -> tuple[Image, float]:
    tilts = np.linspace(-0.7, 0.7, 29)
    starts = np.repeat(start[None], len(tilts), 0)
    starts[:, 4] = tilts
    scores = _rim_scores(field, starts) - 0.02 * np.abs(tilts)
    best = starts[int(np.argmax(scores))]
    score = float(_rim_scores(field, best[None])[0])
    steps = np.concatenate([np.diag([1.0, 1, 1, 1, 0.03]), -np.diag([1.0, 1, 1, 1, 0.03])])
    for step in (4.0, 2.0, 1.0, 0.5):
        for _ in range(8):
            tries = best + steps * step
            tries[:, :4] = np.clip(tries[:, :4], start[:4] - reach, start[:4] + reach)
            tries[:, 4] = np.clip(tries[:, 4], -0.85, 0.85)
            scores = _rim_scores(field, tries)
            at = int(np.argmax(scores))
            if scores[at] <= score + 1e-4:
                break
            best, score = tries[at], float(scores[at])
    return best, score


def _rim_scores(field: Image, ellipses: Image) -> Image:
    within, crest, edge, outer = _sample(field, ellipses, np.array([0.965, 0.985, 0.992, 1.05]))
    rim = np.maximum(within, crest)  # rims are 2 to 5 % thick
    return np.asarray(0.55 * rim.mean(1) + 0.45 * edge.mean(1) - 0.5 * outer.mean(1))


def _sample(field: Image, ellipses: Image, scales: Image) -> Image:
    """(scales, n, 180) ink along each ellipse, scaled."""
    cx, cy, p, q, s = (ellipses[:, i, None] for i in range(5))
    cos, sin, rho = _CIRCLE[0][None], _CIRCLE[1][None], scales[:, None, None]
    x = (cx + rho * p * cos).astype(np.float32)
    y = (cy + rho * q * (s * cos + np.sqrt(1 - s * s) * sin)).astype(np.float32)  # Cholesky factor of the matrix
    rows = (-1, x.shape[-1])  # one call for all: each costs more than what it samples
    ink = cv2.remap(field, x.reshape(rows), y.reshape(rows), cv2.INTER_LINEAR, borderValue=(0.0,))
    return np.asarray(ink).reshape(x.shape)


@dataclass(frozen=True, slots=True)
class RingEvidence:
    """What the ink says about an ellipse; every part in [0, 1]."""

    rim: float  # share of visible directions with ink on the rim
    crest: float  # share of visible directions where that ink is a line: paper on both sides of it
    steady: float  # share of visible directions whose rim ink lies at the same radius as its neighbours'
    outside: float  # share of visible directions with ink just outside the rim
    band: float  # mean ink where text runs along the arc
    sectors: float  # share of visible sectors whose band holds broken-up ink, as characters are
    core: float  # mean ink within the inner half
    solid: float  # share of the inner half deeper inside ink than a star's or a character's strokes reach
    visible: float  # share of the rim that lies on the page
    level: float  # how dense the ink is where it is dense


def ring_evidence(ink: Image, ellipse: Ellipse) -> RingEvidence:
    """Evidence for `ellipse` on `ink` (float, 0..1)."""
    polar, inside = polar_view(ink, ellipse, rows=64, columns=144)
    rho = _rho_of_rows(64)
    level = float(np.clip(np.percentile(polar[rho < 1.03], 93), 0.25, 1.0))  # a faint seal is judged by its own ink
    polar = np.minimum(polar / level, 1.0)
    seen = inside[(rho > 0.9) & (rho < 1.0)].mean(0) > 0.5
    if seen.sum() < 12:
        return RingEvidence(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    edge = polar[(rho > 0.93) & (rho <= 1.03)]
    height = edge.max(0)
    present = height > 0.3
    within, without = polar[(rho > 0.8) & (rho < 0.95)].min(0), polar[(rho > 1.02) & (rho < 1.14)].min(0)
    crest = present & (np.maximum(within, without) < 0.45 * height)
    place = edge.argmax(0)
    near = np.abs(place - np.roll(place, 1)) <= 1
    outside = polar[(rho > 1.06) & (rho < 1.14)].max(0) > 0.35
    band = polar[(rho > 0.58) & (rho < 0.88)]
    return RingEvidence(
        rim=float(present[seen].mean()),
        crest=float(crest[seen].mean()),
        steady=float((present & np.roll(present, 1) & near)[seen].mean()),
        outside=float(outside[seen].mean()),
        band=float(band[:, seen].mean()),
        sectors=_text_sectors(band, seen),
        core=float(polar[rho < 0.5][:, seen].mean()),
        solid=_solid_core(ink, ellipse, level),
        visible=float(seen.mean()),
        level=level,
    )


def _solid_core(ink: Image, ellipse: Ellipse, level: float) -> float:
    """Crosses and emblems of logos are solid; a seal's star is slender (its waist is 0.1 of the radius)."""
    side = 96
    root = ellipse.root * 0.62 / (side / 2)
    centre = np.array([ellipse.cx, ellipse.cy]) - root @ np.array([side / 2, side / 2])
    transform = np.hstack([root, centre[:, None]]).astype(np.float32)
    core = cv2.warpAffine(ink, transform, (side, side), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    depth = cv2.distanceTransform((core > 0.4 * level).astype(np.uint8), cv2.DIST_L2, 3)
    return float((depth > 0.12 * side / 2 / 0.62).mean())


def _text_sectors(band: Image, seen: Image) -> float:
    """Share of 24 sectors with both ink and paper in the band, as characters leave them."""
    parts = band.reshape(band.shape[0], 24, -1).transpose(1, 0, 2).reshape(24, -1)
    visible = seen.reshape(24, -1).mean(1) > 0.5
    if not visible.any():
        return 0.0
    filled = (parts > 0.35).mean(1)
    return float(((filled > 0.08) & (filled < 0.85))[visible].mean())


def polar_view(ink: Image, ellipse: Ellipse, rows: int, columns: int, outer: float = 1.16) -> tuple[Image, Image]:
    """Ink by (radius from `outer` down to 0, angle), and where that lies on the picture (bool)."""
    angles = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    rho = _rho_of_rows(rows, outer)[:, None]
    rim = ellipse.root @ np.stack([np.cos(angles), np.sin(angles)])
    x = (ellipse.cx + rho * rim[0][None]).astype(np.float32)
    y = (ellipse.cy + rho * rim[1][None]).astype(np.float32)
    inside = (x >= 0) & (y >= 0) & (x <= ink.shape[1] - 1) & (y <= ink.shape[0] - 1)
    return cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=(0.0,)), inside


def _rho_of_rows(rows: int, outer: float = 1.16) -> Image:
    return np.linspace(outer, 0, rows)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A turned rectangle: centre, longer and shorter side (pixels), degrees the longer side is turned clockwise."""

    cx: float
    cy: float
    length: float
    height: float
    angle: float

    @property
    def aspect(self) -> float:
        return self.length / max(1e-6, self.height)

    @property
    def corners(self) -> Image:
        """(4, 2), from the top left clockwise as read along the longer side."""
        u = np.array([np.cos(np.radians(self.angle)), np.sin(np.radians(self.angle))])
        v = np.array([-u[1], u[0]])
        centre = np.array([self.cx, self.cy])
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return np.array([centre + a * u * self.length / 2 + b * v * self.height / 2 for a, b in signs])

    @property
    def box(self) -> PixelBox:
        corners = self.corners
        x0, y0 = corners.min(0)
        x1, y1 = corners.max(0)
        return float(x0), float(y0), float(x1), float(y1)


def rectangle_around(points: Image) -> Rectangle:
    """The smallest turned rectangle around (n, 2) points, its longer side within 90° of the horizontal."""
    (cx, cy), (w, h), angle = cv2.minAreaRect(points.astype(np.float32))
    if w < h:
        w, h, angle = h, w, angle + 90
    angle = (angle + 90) % 180 - 90
    if w < 1.15 * h:  # a square has no longer side: keep it as upright as it goes
        angle = (angle + 45) % 90 - 45
    return Rectangle(float(cx), float(cy), float(w) + 1, float(h) + 1, float(angle))


def stroke_around(mask: Image) -> Rectangle | None:
    """The turned rectangle that the largest connected stroke of a mask runs around, if it fills the corners as a
    frame does: of its smallest rectangle a ring fills 0.79."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if len(stats) < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_WIDTH] * stats[1:, cv2.CC_STAT_HEIGHT]))
    ys, xs = np.nonzero(labels == largest)
    hull = cv2.convexHull(np.stack([xs, ys], 1).astype(np.float32))[:, 0]
    around = rectangle_around(hull)
    full = (around.length - 1) * (around.height - 1)  # as the hull is measured, from middle to middle of its pixels
    return around if cv2.contourArea(hull) > 0.9 * full else None


@dataclass(frozen=True, slots=True)
class FrameEvidence:
    """What the ink says about a rectangle; every part in [0, 1]."""

    sides: tuple[float, float, float, float]  # share of each side that is inked: top, right, bottom, left
    outside: float  # share of the surroundings that is inked
    fill: float  # ink inside the frame
    strokes: float  # share of inner columns with both ink and paper

    @property
    def frame(self) -> float:
        """Mean of the three best sides: one side may be worn away."""
        return float(np.mean(sorted(self.sides)[1:]))


def frame_evidence(ink: Image, rectangle: Rectangle) -> FrameEvidence:
    """Evidence for `rectangle` on `ink` (float, 0..1)."""
    flat, edge = straighten(ink, rectangle, margin=0.12)
    height, width = flat.shape
    thick = max(2, round(0.05 * min(height - 2 * edge, width - 2 * edge)) + 1)
    inked = flat > 0.35
    body = inked[edge - 1 : height - edge + 1, edge - 1 : width - edge + 1]
    sides = (
        float(body[: thick + 1].any(0).mean()),
        float(body[:, -thick - 1 :].any(1).mean()),
        float(body[-thick - 1 :].any(0).mean()),
        float(body[:, : thick + 1].any(1).mean()),
    )
    around = inked.copy()
    around[edge - 2 : height - edge + 2, edge - 2 : width - edge + 2] = False
    ring = inked.size - (height - 2 * edge + 4) * (width - 2 * edge + 4)
    inner = body[2 * thick : -2 * thick, 2 * thick : -2 * thick]
    if inner.size == 0:
        return FrameEvidence(sides, float(around.sum() / max(1, ring)), float(body.mean()), 0.0)
    columns = inner.mean(0)
    return FrameEvidence(
        sides=sides,
        outside=float(around.sum() / max(1, ring)),
        fill=float(inner.mean()),
        strokes=float(((columns > 0.08) & (columns < 0.92)).mean()),
    )


def straighten(ink: Image, rectangle: Rectangle, margin: float = 0.0, height: int | None = None) -> tuple[Image, int]:
    """The rectangle cut out level, with a margin (share of its height), and that margin in pixels of the result.

    `height`: pixels of the rectangle's height in the result; its own by default.
    """
    scale = (height or max(8.0, rectangle.height)) / rectangle.height
    edge = max(3, round(margin * rectangle.height * scale)) if margin else 0
    w, h = round(rectangle.length * scale), round(rectangle.height * scale)
    corners = np.array([[0, 0], [w, 0], [w, h]], np.float32) + edge
    transform = cv2.getAffineTransform(rectangle.corners[:3].astype(np.float32), corners)
    flags = cv2.INTER_AREA if scale < 0.7 else cv2.INTER_LINEAR
    return cv2.warpAffine(ink, transform, (w + 2 * edge, h + 2 * edge), flags=flags), edge
