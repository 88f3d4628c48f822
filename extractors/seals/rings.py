"""Round and oval seals: circles are voted for, then fitted, then judged on what the ink bears out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading import SealShape, SealStatus
from extractors.seals.candidates import Candidate, iou
from extractors.seals.ink import InkLayer, straight_rules
from extractors.seals.shapes import Ellipse, PixelBox, RingEvidence, fit_ellipse, ring_evidence

if TYPE_CHECKING:
    from extractors.seals.warmth import Warmth

Image = npt.NDArray[Any]

_SQUEEZES = (1.0, 1.32, 1.7)
"""Heights are stretched by these before circles are voted for: a lying oval becomes a circle under one of them."""

_VOTE_SIDE = 520  # pixels of the longer side of the voting picture
_WEIGHTS = (
    -1.8,
    -0.08,
    2.72,
    -3.10,
    0.36,
    -1.69,
    -0.24,
    -1.40,
    -1.60,
    0.64,
    0.06,
    0.36,
    -0.70,
    -0.29,
    -0.05,
    2.49,
    2.32,
    1.31,
    -3.35,
)
"""Logistic weights of `features`, fitted on drawn pages whose seals, logos, rings and desks are known."""


_LARGEST = 0.34  # of the page's longer side

_FAINT = 56  # of 255

_WIDEST = round(_VOTE_SIDE * 0.3)  # voting pixels: radius of a circle
_SOFT = 12  # ... about ink that its blurred edge reaches
_CELLS = 6  # ... in which votes are gathered, two by three and three by two

_PAD = 36  # voting pixels around the page: a page-crossing seal has its centre outside


def propose(strength: Image, limit: int = 12) -> list[PixelBox]:
    """Boxes of circles and lying ovals for which the ink votes (work pixels), the most supported first."""
    scale = min(1.0, _VOTE_SIDE / max(strength.shape))
    strength = np.where(strength > _FAINT, strength, 0).astype(np.uint8)  # paper grain costs votes and time
    if not strength.any():
        return []
    found: list[PixelBox] = []
    for squeeze in _SQUEEZES:
        field = cv2.resize(strength, None, fx=scale, fy=scale * squeeze, interpolation=cv2.INTER_AREA)
        field = cv2.copyMakeBorder(field, _PAD, _PAD, _PAD, _PAD, cv2.BORDER_CONSTANT, value=(0,))
        field, left, top = _voting(field)
        field = cv2.GaussianBlur(field, (0, 0), 1.1)
        circles = cv2.HoughCircles(
            field,
            cv2.HOUGH_GRADIENT_ALT,
            1.5,
            8,
            param1=130,
            param2=0.45,
            minRadius=12,
            maxRadius=_WIDEST,
        )
        if circles is None:
            continue
        for x, y, r in circles.reshape(-1, 3)[:limit]:
            cx, cy = (float(x) + left - _PAD) / scale, (float(y) + top - _PAD) / scale / squeeze
            found.append((cx - r / scale, cy - r / scale / squeeze, cx + r / scale, cy + r / scale / squeeze))
    return found


def _voting(field: Image) -> tuple[Image, int, int]:
    """The part of the voting picture that any ink can vote in; and where that begins: its left and its top."""
    x, y, w, h = cv2.boundingRect(field)
    left, top = (max(0, at - _WIDEST - _SOFT) // _CELLS * _CELLS for at in (x, y))
    return field[top : y + h + _WIDEST + _SOFT, left : x + w + _WIDEST + _SOFT], left, top


def rings(layer: InkLayer, extra: list[PixelBox], warmth: Warmth) -> list[Candidate]:
    """Round and oval seals in one chromatic ink; `extra` are boxes other evidence points to (work pixels)."""
    near = warmth.field(layer.strength.shape)
    if not any(map(warmth.likely, extra)) and not (layer.strength * near > _FAINT).any():
        return []
    strength = cv2.multiply(layer.strength, 1 - straight_rules(layer.mask, 0.1))
    ink = strength.astype(np.float32) / 255
    found: list[Candidate] = []
    for ellipse in fitted(ink, extra + propose(strength * near), warmth):
        evidence = ring_evidence(ink, ellipse)
        found.append(
            Candidate(
                box=ellipse.box,
                shape=SealShape.ROUND if ellipse.roundness > 0.86 else SealShape.OVAL,
                colour=layer.colour,
                status=SealStatus.PRESENT if evidence.visible > 0.9 else SealStatus.PARTIAL,
                confidence=judge(evidence, ellipse) * _size_likely(ellipse, ink.shape),
                source="ring",
                ellipse=ellipse,
            )
        )
    return found


def _size_likely(ellipse: Ellipse, shape: tuple[int, ...]) -> float:
    """Seals are 30 to 58 mm wide, pages 200 and more; larger rings are watermarks. Small pictures may be crops."""
    side = max(shape)
    return 0.3 if side >= 1000 and 2 * ellipse.axes[0] > _LARGEST * side else 1.0


def fitted(ink: Image, boxes: list[PixelBox], warmth: Warmth) -> list[Ellipse]:
    """One ellipse for each likely place the boxes point to: the best fitting of those that overlap."""
    fits = [fit_ellipse(ink, box, tolerance=0.12) for box in _distinct(boxes) if warmth.likely(box)]
    kept: list[Ellipse] = []
    for ellipse, score in sorted(fits, key=lambda fit: -fit[1]):
        if score > 0.03 and all(iou(ellipse.box, other.box) < 0.45 for other in kept):
            kept.append(_outermost(ink, ellipse, score))
    return kept


def _outermost(ink: Image, ellipse: Ellipse, score: float) -> Ellipse:
    """A double rim is fitted on its inner ring as well as on its outer: the seal ends at the outer."""
    for growth in (1.05, 1.08, 1.11):
        wider = replace(ellipse, half_width=ellipse.half_width * growth, half_height=ellipse.half_height * growth)
        fit, wider_score = fit_ellipse(ink, wider.box, tolerance=0.015)
        further = min(fit.half_width / ellipse.half_width, fit.half_height / ellipse.half_height)
        if further > 1.03 and wider_score > 0.8 * score:
            return fit
    return ellipse


def _distinct(boxes: list[PixelBox]) -> list[PixelBox]:
    kept: list[PixelBox] = []
    for box in boxes:
        if all(iou(box, other) < 0.88 for other in kept):
            kept.append(box)
    return kept


def features(evidence: RingEvidence, ellipse: Ellipse) -> Image:
    """What the judgement rests on, each about 0 to 1."""
    e = evidence
    return np.array(
        [
            1.0,
            e.rim,
            e.steady,
            e.outside,
            min(e.band, 0.5),
            e.sectors,
            e.core,
            max(0.0, e.core - 0.4),
            e.visible,
            ellipse.roundness,
            e.level,
            e.rim * e.rim,
            e.rim * e.sectors,
            max(0.0, e.band - 0.35),
            e.rim * e.level,
            e.crest,
            e.crest * e.crest,
            e.crest * e.sectors,
            min(e.solid, 0.1) * 10,
        ]
    )


def judge(evidence: RingEvidence, ellipse: Ellipse) -> float:
    """The probability that an ellipse in chromatic ink is a seal. A ring with nothing in it was drawn by hand."""
    drawn = 1 / (1 + np.exp(-features(evidence, ellipse) @ np.array(_WEIGHTS)))
    written = np.clip((evidence.sectors + evidence.core - 0.12) / 0.22, 0.1, 1)
    solid = np.clip((0.78 - evidence.band) / 0.2, 0.1, 1)  # an emblem is a disc of colour
    return float(drawn * written * solid)
