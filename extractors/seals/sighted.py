"""What the net saw, made into candidates: its box drawn in or out to the ink, its rim or frame fitted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading import SealColour, SealPurpose, SealShape, SealStatus
from extractors.seals.candidates import Candidate, iou
from extractors.seals.clusters import shape_of
from extractors.seals.dark import long_strokes
from extractors.seals.ink import InkLayer, PageInk
from extractors.seals.net import Sighting
from extractors.seals.shapes import (
    Ellipse,
    PixelBox,
    Rectangle,
    ellipse_in,
    fit_ellipse,
    rectangle_around,
)
from extractors.seals.sides import frame_by_sides

Image = npt.NDArray[Any]

_ROUND = (SealShape.ROUND, SealShape.OVAL)
_ALIKE = 0.6  # intersection over union from which a fit on the ink is believed to be what the net saw
_CIRCLE = 0.86  # roundness above which an ellipse is called round
_FITS = 0.12  # a rim's score from which the ink bears it out (shapes.fit_ellipse): worn ones have 0.28 and more
_OFF = 0.05  # of a box's sides: how far the net's boxes are off now and then
_INKED = 0.008  # share of a box that an ink has to cover to be the seal's
_OUTWEIGHED = 4.0  # times a hue's share from which the net is believed that a seal is black
_FAINT = 50  # of 255, from which thin frames show
_CUT = 0.1  # share of a seal's width beyond the page's edge from which it is a partial one


def placed(sighting: Sighting, ink: PageInk, confidence: float) -> Candidate:
    """The sighting, in pixels of the page, as a candidate in work pixels."""
    x0, y0, x1, y1 = (v * ink.scale for v in sighting.box)
    box = (x0, y0, x1, y1)
    layer = _layer(sighting, ink, box)
    framed = _framed(layer, box) if sighting.shape in _ROUND else None
    ellipse = _rim(layer, box, layer is ink.dark) if sighting.shape in _ROUND and framed is None else None
    if sighting.purpose is SealPurpose.FINGERPRINT:
        ellipse = None
    unborne = sighting.shape in _ROUND and sighting.purpose is None  # a worn square, or print: as the net has it
    rectangle = None if ellipse is not None else framed or (_level(box) if unborne else _frame(layer, box))
    refined = ellipse.box if ellipse is not None else rectangle.box if rectangle is not None else box
    return Candidate(
        box=refined,
        shape=_shape(sighting, ellipse, rectangle),
        colour=layer.colour,
        status=_status(layer, ink, ellipse.box if ellipse is not None else box),
        confidence=confidence,
        source="net",
        ellipse=ellipse,
        rectangle=rectangle,
        purpose=SealPurpose.FINGERPRINT if sighting.purpose is SealPurpose.FINGERPRINT else None,
        support=sighting.score,
    )


def _layer(sighting: Sighting, ink: PageInk, box: PixelBox) -> InkLayer:
    """The ink of the page the seal is in: the most chromatic one there, unless there is next to none."""
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    part = (slice(y0, y1), slice(x0, x1))
    if not ink.layers or ink.dark.mask[part].size == 0:
        return ink.dark
    most = max(ink.layers, key=lambda layer: float(layer.mask[part].mean()))
    share, dark = float(most.mask[part].mean()), float(ink.dark.mask[part].mean())
    black = sighting.ink is SealColour.BLACK and sighting.ink_surety > 0.7
    return ink.dark if share < _INKED or (black and dark > _OUTWEIGHED * share) else most


def _rim(layer: InkLayer, box: PixelBox, dark: bool) -> Ellipse | None:
    """The ring about the box; None where ink enough for one lies along none: the net takes worn squares for rings."""
    strength = long_strokes(layer) if dark else layer.strength
    ink = strength.astype(np.float32) / 255
    fits = [fit_ellipse(ink, start, tolerance=0.1) for start in _about(box)]
    fit, score = max((f for f in fits if iou(f[0].box, box) > _ALIKE), key=lambda f: f[1], default=(None, 0.0))
    if fit is not None and score > _FITS:
        return fit
    return None if fit is not None and _inked(layer, box) > _INKED else ellipse_in(box)


def _inked(layer: InkLayer, box: PixelBox) -> float:
    """Share of a box that its ink covers."""
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    part = layer.mask[y0:y1, x0:x1]
    return float(part.mean()) if part.size else 0.0


def _about(box: PixelBox) -> list[PixelBox]:
    """The box and its neighbours: a fit climbs to the nearest rim, and the net's boxes are off by some percents."""
    x0, y0, x1, y1 = box
    dx, dy = _OFF * (x1 - x0), _OFF * (y1 - y0)
    return [(x0 + i * dx, y0 + j * dy, x1 + i * dx, y1 + j * dy) for i, j in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))]


def _framed(layer: InkLayer, box: PixelBox) -> Rectangle | None:
    """The frame about the box where one has four sides, though the net took it for a ring."""
    part, left, top = _within(layer, box)
    faint = layer.strength[top : top + part.shape[0], left : left + part.shape[1]] > _FAINT
    found = frame_by_sides(part) or frame_by_sides(faint)
    if found is None:
        return None
    frame = replace(found, cx=found.cx + left, cy=found.cy + top)
    return frame if iou(frame.box, box) > _ALIKE else None


def _within(layer: InkLayer, box: PixelBox) -> tuple[Image, int, int]:
    """The ink in and just about the box, and where that part begins: left, top."""
    x0, y0, x1, y1 = box
    edge = 0.06 * min(x1 - x0, y1 - y0) + 2
    left, top = max(0, round(x0 - edge)), max(0, round(y0 - edge))
    return layer.mask[top : max(top, round(y1 + edge)), left : max(left, round(x1 + edge))], left, top


def _frame(layer: InkLayer, box: PixelBox) -> Rectangle | None:
    """The turned rectangle around the ink in and just about the box; the box itself where print crowds it."""
    part, left, top = _within(layer, box)
    upright = _level(box)
    if part.size == 0:
        return upright
    _, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    specks = stats[:, cv2.CC_STAT_AREA] < 4
    ys, xs = np.nonzero((part > 0) & ~specks[labels])
    if len(xs) < 30:
        return upright
    rectangle = rectangle_around(np.stack([xs + left, ys + top], 1))
    return rectangle if iou(rectangle.box, box) > _ALIKE else upright


def _level(box: PixelBox) -> Rectangle:
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    angle = 0.0 if width >= height else -90.0
    return Rectangle((x0 + x1) / 2, (y0 + y1) / 2, max(width, height), max(1.0, min(width, height)), angle)


def _shape(sighting: Sighting, ellipse: Ellipse | None, rectangle: Rectangle | None) -> SealShape:
    if sighting.purpose is SealPurpose.FINGERPRINT:
        return SealShape.OTHER
    if ellipse is not None:
        return SealShape.ROUND if ellipse.roundness > _CIRCLE else SealShape.OVAL
    return shape_of(rectangle) if rectangle is not None else sighting.shape


def _status(layer: InkLayer, ink: PageInk, box: PixelBox) -> SealStatus:
    if layer is ink.dark:
        return SealStatus.PHOTOCOPIED
    height, width = layer.mask.shape
    x0, y0, x1, y1 = box
    over = max(-x0 / max(1.0, x1 - x0), (x1 - width) / max(1.0, x1 - x0))
    over = max(over, -y0 / max(1.0, y1 - y0), (y1 - height) / max(1.0, y1 - y0))
    return SealStatus.PARTIAL if over > _CUT else SealStatus.PRESENT
