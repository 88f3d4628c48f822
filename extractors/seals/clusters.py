"""Rectangular and square seals, name seals and fingerprints: clusters of one chromatic ink, judged by their frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading import SealColour, SealPurpose, SealShape, SealStatus
from extractors.seals.candidates import Candidate
from extractors.seals.ink import InkLayer
from extractors.seals.shapes import FrameEvidence, PixelBox, Rectangle, frame_evidence, rectangle_around

Image = npt.NDArray[Any]

_GAPS = (0.0045, 0.011)
"""Shares of the longer side that are bridged: worn frames fall apart at the small, neighbours merge at the large."""

_MOST = 8  # pieces of lettering read on one page for one ink

_SMALLEST, _LARGEST = 0.022, 0.42  # of the page's longer side, for a cluster's longer side


def clusters(mask: Image, gaps: tuple[float, ...] = _GAPS) -> list[tuple[PixelBox, Image]]:
    """Boxes of ink that hangs together, with the (n, 2) points of its pixels."""
    side = max(mask.shape)
    found: list[tuple[PixelBox, Image]] = []
    reaches = [max(3, round(gap * side) | 1) for gap in gaps]
    mask, left, top = _inked(mask, max(reaches))
    for reach in reaches:
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
        for index in range(1, count):
            x, y, w, h, filled = (int(v) for v in stats[index])
            if not _SMALLEST * side <= max(w, h) <= _LARGEST * side or min(w, h) < 0.008 * side or filled < 60:
                continue
            own = (labels[y : y + h, x : x + w] == index) & (mask[y : y + h, x : x + w] > 0)
            ys, xs = np.nonzero(own)
            if len(xs) >= 60:
                x, y = x + left, y + top
                found.append(((x, y, x + w, y + h), np.stack([xs + x, ys + y], 1)))
    return found


def _inked(mask: Image, margin: int) -> tuple[Image, int, int]:
    """The part of a mask that holds ink, with a margin; and where that begins: its left and its top."""
    x, y, w, h = cv2.boundingRect(mask)
    left, top = max(0, x - margin), max(0, y - margin)
    return mask[top : y + h + margin, left : x + w + margin], left, top


def frames(layer: InkLayer, found: list[tuple[PixelBox, Image]], likely: Callable[[PixelBox], bool]) -> list[Candidate]:
    """Framed seals, name seals cut in relief and fingerprints among the clusters of one ink that are `likely`."""
    ink = layer.strength.astype(np.float32) / 255
    side = max(ink.shape)
    candidates = []
    boxes = [box for box, _ in found]
    for box, points in found:
        rectangle = rectangle_around(points)
        if rectangle.length < 0.026 * side or rectangle.height < 0.01 * side or not likely(rectangle.box):
            continue
        if _in_a_row(box, boxes):
            continue
        own = np.zeros(ink.shape, np.float32)
        own[points[:, 1], points[:, 0]] = ink[points[:, 1], points[:, 0]]
        density = len(points) / max(1.0, rectangle.length * rectangle.height)
        whole = frame_evidence(ink, rectangle)  # lettering that does not touch the frame is another cluster
        evidence = replace(
            frame_evidence(own, rectangle), fill=whole.fill, strokes=whole.strokes, outside=whole.outside
        )
        candidate = _judge_cluster(layer.colour, own, evidence, rectangle, density)
        if candidate is not None:
            candidates.append(candidate)
    return candidates


def _in_a_row(box: PixelBox, boxes: list[PixelBox]) -> bool:
    """Three or more of a height side by side are a line of large letters."""
    height = box[3] - box[1]
    fellows = [
        other
        for other in boxes
        if abs((other[1] + other[3]) - (box[1] + box[3])) < 0.6 * height
        and 0.6 < (other[3] - other[1]) / height < 1.6
        and (other[2] - other[0]) < 2.5 * height
    ]
    fellows.sort()
    gaps = [b[0] - a[2] for a, b in pairwise(fellows) if b[0] > a[0] + 0.3 * height]
    return sum(gap < 1.1 * height for gap in gaps) >= 3


def inscriptions(layer: InkLayer) -> list[Candidate]:
    """Lettering in one chromatic ink, whatever its frame has come to: what may be a stamp, if its words say so."""
    ink = layer.strength.astype(np.float32) / 255
    side = max(ink.shape)
    found = []
    for _, points in clusters(layer.mask, gaps=(0.014,)):
        rectangle = rectangle_around(points)
        density = len(points) / max(1.0, rectangle.length * rectangle.height)
        line = 0.035 * side < rectangle.length < 0.36 * side and 0.009 * side < rectangle.height < 0.13 * side
        if not line or not 0.1 < density < 0.75 or rectangle.aspect < 1.6:
            continue
        evidence = frame_evidence(ink, rectangle)
        if evidence.strokes > 0.25 and evidence.outside < 0.3:
            found.append(
                Candidate(
                    box=rectangle.box,
                    shape=shape_of(rectangle),
                    colour=layer.colour,
                    status=SealStatus.PRESENT,
                    confidence=0.0,
                    source="inscription",
                    rectangle=rectangle,
                )
            )
    return found[:_MOST]


def _judge_cluster(
    colour: SealColour, own: Image, evidence: FrameEvidence, rectangle: Rectangle, density: float
) -> Candidate | None:
    side = max(own.shape)
    small = rectangle.length < 0.085 * side
    confidence = judge_frame(evidence, rectangle)
    shape = shape_of(rectangle)
    purpose = None
    if small and density > 0.45 and rectangle.aspect < 2.6:
        relief = _relief(own, rectangle)
        confidence = max(confidence, relief * (1 - min(1.0, 2 * evidence.outside)))
    if confidence < 0.5 and _is_fingerprint(own, rectangle, density, side):
        shape, purpose, confidence = SealShape.OTHER, SealPurpose.FINGERPRINT, 0.6
    if confidence < 0.05:
        return None
    return Candidate(
        box=rectangle.box,
        shape=shape,
        colour=colour,
        status=SealStatus.PRESENT,
        confidence=confidence,
        source="frame",
        rectangle=rectangle,
        purpose=purpose,
    )


def shape_of(rectangle: Rectangle) -> SealShape:
    if rectangle.aspect < 1.25:
        return SealShape.SQUARE
    return SealShape.RECTANGLE if rectangle.aspect < 4.2 else SealShape.LINE


def judge_frame(evidence: FrameEvidence, rectangle: Rectangle) -> float:
    """The probability that a cluster is a framed seal: a closed frame, paper around it, strokes within it."""
    best, worst = evidence.frame, min(evidence.sides)
    closed = np.clip((best - 0.42) / 0.36, 0, 1) * np.clip((worst + 0.1) / 0.45, 0.2, 1)
    written = np.clip(evidence.strokes / 0.45, 0, 1) * np.clip((0.8 - evidence.fill) / 0.25, 0, 1)
    free = np.clip((0.35 - evidence.outside) / 0.25, 0, 1)
    slender = np.clip((11 - rectangle.aspect) / 4, 0, 1)
    return float(0.97 * closed * written * free * slender)


def _relief(own: Image, rectangle: Rectangle) -> float:
    """How much a dense small block looks like characters left white in ink (白文)."""
    scale = 40 / max(1.0, rectangle.height)
    corners = rectangle.corners[:3].astype(np.float32)
    w, h = max(8, round(rectangle.length * scale)), 40
    transform = cv2.getAffineTransform(corners, np.array([[0, 0], [w, 0], [w, h]], np.float32))
    flat = cv2.warpAffine(own, transform, (w, h)) > 0.35
    outline = np.concatenate([flat[:4].any(0), flat[-4:].any(0), flat[:, :4].any(1), flat[:, -4:].any(1)]).mean()
    inner = flat[6:-6, 6:-6]
    holes = 1 - inner.mean()
    changes = np.abs(np.diff(inner.astype(np.int8), axis=1)).sum(1).mean()
    written = 0.15 < holes < 0.6 and 3 <= changes <= 3.2 * w / 10
    return float(0.85 * np.clip((outline - 0.6) / 0.3, 0, 1)) if written else 0.0


def _is_fingerprint(own: Image, rectangle: Rectangle, density: float, side: int) -> bool:
    """An oval blot of fine curved ridges, 11 to 25 mm on A4."""
    if not (0.03 * side < rectangle.length < 0.11 * side and rectangle.aspect < 1.9 and 0.28 < density < 0.9):
        return False
    x0, y0, x1, y1 = (int(v) for v in rectangle.box)
    patch = own[max(0, y0) : y1, max(0, x0) : x1]
    if min(patch.shape) < 16:
        return False
    ys, xs = np.mgrid[0 : patch.shape[0], 0 : patch.shape[1]]
    u, v = xs / patch.shape[1] * 2 - 1, ys / patch.shape[0] * 2 - 1
    corners = patch[(np.abs(u) > 0.8) & (np.abs(v) > 0.8)] > 0.3
    disc = patch[u * u + v * v < 0.8] > 0.3
    gx, gy = cv2.Sobel(patch, cv2.CV_32F, 1, 0), cv2.Sobel(patch, cv2.CV_32F, 0, 1)
    window = (0, 0), max(2.0, rectangle.height / 14)
    xx, yy, xy = (cv2.GaussianBlur(g, *window) for g in (gx * gx, gy * gy, gx * gy))
    coherence = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) / (xx + yy + 1e-4)
    busy = (xx + yy) > 0.2 * np.percentile(xx + yy, 90)
    relief = patch - cv2.GaussianBlur(patch, (0, 0), 2.5)
    ridges = min(_crossings(relief[relief.shape[0] // 2]), _crossings(relief[:, relief.shape[1] // 2]))
    return bool(ridges >= 9 and corners.mean() < 0.12 and disc.mean() > 0.3 and coherence[busy].mean() > 0.62)


def _crossings(line: Image) -> int:
    """How often a profile goes from ridge to valley and back."""
    signs = np.sign(line[np.abs(line) > 0.02])
    return int((signs[1:] != signs[:-1]).sum())
