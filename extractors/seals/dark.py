"""Seals without a hue: rings among black print, on grey pages and photocopies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading import SealShape, SealStatus
from extractors.seals.candidates import Candidate
from extractors.seals.ink import InkLayer, straight_rules
from extractors.seals.rings import features, fitted, propose
from extractors.seals.shapes import Ellipse, RingEvidence, ring_evidence

if TYPE_CHECKING:
    from extractors.seals.warmth import Warmth

Image = npt.NDArray[Any]

_WEIGHTS = (
    -3.2,
    0.40,
    1.29,
    -0.54,
    1.19,
    -1.95,
    -0.93,
    -1.17,
    -3.05,
    0.37,
    -0.82,
    0.77,
    0.12,
    -0.54,
    -0.10,
    1.12,
    0.69,
    1.15,
    -3.65,
    0.81,
    0.23,
    -0.09,
    4.43,
    1.09,
)
"""Logistic weights of `rings.features`, fitted on drawn grey pages."""

_CLEAR = 0.55
"""Confidence above which a ring without hue is called a copy of a seal."""


def dark_rings(layer: InkLayer, warmth: Warmth) -> list[Candidate]:
    """Round and oval seals in ink without hue. Body text makes circles of its own, so only long strokes vote."""
    strokes = long_strokes(layer)
    ink = strokes.astype(np.float32) / 255
    full = layer.strength.astype(np.float32) / 255
    found = []
    for ellipse in fitted(ink, propose(strokes * warmth.field(strokes.shape)), warmth):
        confidence = judge(ring_evidence(ink, ellipse), ring_evidence(full, ellipse), ellipse)
        found.append(
            Candidate(
                box=ellipse.box,
                shape=SealShape.ROUND if ellipse.roundness > 0.86 else SealShape.OVAL,
                colour=layer.colour,
                status=SealStatus.PHOTOCOPIED if confidence >= _CLEAR else SealStatus.UNDETERMINED,
                confidence=confidence,
                source="dark_ring",
                ellipse=ellipse,
            )
        )
    return found


def long_strokes(layer: InkLayer) -> Image:
    """The layer without what is no larger than a character and without straight rules."""
    side = max(layer.mask.shape)
    mask = cv2.bitwise_and(layer.mask, 1 - straight_rules(layer.mask, 0.06))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    extent = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    keep = extent >= 0.017 * side
    keep[0] = False
    kept = cv2.dilate(keep[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return cv2.multiply(layer.strength, kept)


def judge(strokes: RingEvidence, full: RingEvidence, ellipse: Ellipse) -> float:
    """The probability that an ellipse among black print is a seal."""
    return float(1 / (1 + np.exp(-both_features(strokes, full, ellipse) @ np.array(_WEIGHTS))))


def both_features(strokes: RingEvidence, full: RingEvidence, ellipse: Ellipse) -> Image:
    return np.concatenate([features(strokes, ellipse), [full.sectors, full.outside, full.band, full.crest, full.rim]])
