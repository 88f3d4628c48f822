"""Training examples: a crop of a paper, stamps pressed onto it, what a camera does to it, and the net's targets."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.training import distractors, wear
from samples.training.sheets import Sheet
from samples.training.stamps import Stamp

Array = NDArray[Any]

SIDE = 288
"""Pixels of a crop."""

STRIDE = 4
_BLACK = wear.INKS.index("black")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp within a crop: its outline in crop pixels, cut at the border, and how much of it can be seen."""

    outline: Array  # (n, 2)
    kind: int
    shape: int
    ink: int
    seen: float  # share of the stamp that shows, 0 where its ink can hardly be told from paper or print
    bare: bool = False  # lettering without a frame


@dataclass(frozen=True, slots=True)
class Bank:
    """What crops are made of."""

    sheets: Sequence[Sheet]  # without stamps, or with real ones in `marks`
    stamps: Sequence[Stamp]
    clouds: wear.Clouds
    marks: Sequence[Sequence[Mark]] = ()  # of the sheets, pixels of the sheet; () for none


def example(rng: random.Random, bank: Bank) -> tuple[Array, list[Mark]]:
    """One crop, (SIDE, SIDE, 3) uint8 BGR, with its marks."""
    index = rng.randrange(len(bank.sheets))
    sheet = bank.sheets[index]
    known = bank.marks[index] if bank.marks else ()
    crop, k, marks = _cut(rng, sheet, known)
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        distractors.place(rng, crop, k, rng.uniform(-0.1, 0.9) * SIDE, rng.uniform(-0.1, 0.9) * SIDE)
    canvas = crop.astype(np.float32)
    if not marks or rng.random() < 0.3:
        same = wear.any_ink(rng)
        for _ in range(rng.choices((0, 1, 2, 3, 4), (16, 50, 20, 10, 4))[0]):
            ink = same if rng.random() < 0.6 else wear.any_ink(rng)
            mark = _press(rng, canvas, rng.choice(bank.stamps), k, ink, bank.clouds, marks)
            if mark is not None:
                marks.append(mark)
    picture, how = wear.captured(rng, canvas, bank.clouds)
    if how != "colour":
        marks = [_grey(m, how) for m in marks]
    return picture, marks


def _grey(mark: Mark, how: str) -> Mark:
    told = how == "grey" and not mark.bare
    return Mark(mark.outline, mark.kind, mark.shape, _BLACK, mark.seen if told else 0.0, mark.bare)


def _cut(rng: random.Random, sheet: Sheet, known: Sequence[Mark]) -> tuple[Array, float, list[Mark]]:
    h, w = sheet.image.shape[:2]
    scale = math.exp(rng.gauss(0, 0.2)) if rng.random() < 0.92 else rng.uniform(1.4, 2.2)
    turn = math.radians(90 * rng.choice((0,) * 10 + (1, 2, 3)) + rng.gauss(0, 1.5))
    matrix = np.array([(math.cos(turn), -math.sin(turn)), (math.sin(turn), math.cos(turn))]) * scale
    if known and rng.random() < 0.8:
        centre = rng.choice(known).outline.mean(0) + [rng.uniform(-0.35, 0.35) * SIDE / scale for _ in "xy"]
    else:
        reach = min(
            0.45, 0.35 * SIDE / scale / min(w, h)
        )  # at most a border of nothing, as nets see it at a page's edge
        centre = np.array([rng.uniform(reach, 1 - reach) * w, rng.uniform(reach, 1 - reach) * h])
    offset = SIDE / 2 - matrix @ centre
    affine = np.hstack([matrix, offset[:, None]])
    flags = cv2.INTER_AREA if scale < 0.85 else cv2.INTER_LINEAR
    crop = cv2.warpAffine(sheet.image, affine, (SIDE, SIDE), flags=flags, borderValue=(114.0,) * 3)
    marks = []
    for mark in known:
        clipped = _clipped(mark.outline @ matrix.T + offset)
        if clipped is not None:
            outline, share = clipped
            marks.append(Mark(outline, mark.kind, mark.shape, mark.ink, mark.seen * share, mark.bare))
    return crop, sheet.scale * scale, marks


def _clipped(outline: Array) -> tuple[Array, float] | None:
    """The part of a convex outline inside the crop, and its share of the whole."""
    whole = abs(cv2.contourArea(outline.astype(np.float32)))
    window = np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)], np.float32)
    area, inside = cv2.intersectConvexConvex(outline.astype(np.float32), window)
    if area < 4 or inside is None:
        return None
    return inside.reshape(-1, 2), float(area / max(whole, 1.0))


def _press(
    rng: random.Random,
    canvas: Array,
    stamp: Stamp,
    k: float,
    ink: tuple[int, tuple[float, float, float]],
    clouds: wear.Clouds,
    others: Sequence[Mark],
) -> Mark | None:
    """The stamp somewhere on the canvas (float32, changed in place)."""
    h, w = stamp.mask.shape
    scale = min(stamp.width * k * rng.uniform(0.88, 1.12), 1.1 * SIDE) / (w - 10)
    chosen = rng.random()
    angle = rng.gauss(0, 2.5) if chosen < 0.5 else rng.gauss(0, 12) if chosen < 0.85 else rng.uniform(-180, 180)
    turn = np.asarray(cv2.getRotationMatrix2D((w / 2, h / 2), angle, scale), np.float64)
    turn[0, 0] *= rng.uniform(0.97, 1.03)
    wide = int(w * abs(turn[0, 0]) + h * abs(turn[0, 1])) + 3
    tall = int(w * abs(turn[1, 0]) + h * abs(turn[1, 1])) + 3
    turn[:, 2] += (wide / 2, tall / 2) - turn[:, :2] @ (w / 2, h / 2) - turn[:, 2]
    x, y = _spot(rng, wide, tall, others)
    mask = cv2.GaussianBlur(stamp.mask, (0, 0), max(0.1, 0.42 / scale)) if scale < 0.8 else stamp.mask
    mask = cv2.warpAffine(mask, turn, (wide, tall)).astype(np.float32) / 255
    outline = stamp.outline @ turn[:, :2].T + turn[:, 2] + (x, y)
    clipped = _clipped(outline)
    x0, y0, x1, y1 = max(0, x), max(0, y), min(SIDE, x + wide), min(SIDE, y + tall)
    if clipped is None or x1 <= x0 or y1 <= y0:
        return None
    part = (slice(y0 - y, y1 - y), slice(x0 - x, x1 - x))
    alpha = rng.uniform(0.3, 1) if rng.random() < 0.35 else rng.uniform(0.65, 1)
    full = (wear.worn(rng, mask, clouds) * alpha)[part][..., None]
    under = canvas[y0:y1, x0:x1]
    colour = np.array(ink[1], np.float32)
    inked = np.minimum(under, colour * rng.uniform(0.85, 1)) if rng.random() < 0.6 else under * colour / 255
    out = under * (1 - full) + inked * full
    strokes = mask[part] > 0.4
    change = float(np.abs(out - under).max(2)[strokes].mean()) if strokes.any() else 0.0
    canvas[y0:y1, x0:x1] = out
    told = change > 24 and not (stamp.bare and ink[0] == _BLACK)  # lines of black text are nobody's stamp for sure
    return Mark(clipped[0], stamp.kind, stamp.shape, ink[0], clipped[1] if told else 0.0, stamp.bare)


def _spot(rng: random.Random, wide: int, tall: int, others: Sequence[Mark]) -> tuple[int, int]:
    """Anywhere, now and then over the edge; seldom onto another stamp."""
    x = y = 0
    for _ in range(8):
        low = -0.35 if rng.random() < 0.12 else 0.0
        x = int(rng.uniform(low * wide, SIDE - (1 + low) * wide))
        y = int(rng.uniform(low * tall, SIDE - (1 + low) * tall))
        centre = np.array([x + wide / 2, y + tall / 2])
        apart = all(
            (np.abs(m.outline.mean(0) - centre) > (np.ptp(m.outline, 0) + np.array([wide, tall])) * 0.45).any()
            for m in others
        )
        if apart or rng.random() < 0.1:
            break
    return x, y


@dataclass(frozen=True, slots=True)
class Target:
    """What the net should say of one crop, on its grid of SIDE / STRIDE."""

    heat: Array  # (3, g, g) float32, one plane for each kind
    box: Array  # (4, g, g) float32: pixels to the left, top, right and bottom edge
    weight: Array  # (g, g) float32: where the box counts
    region: Array  # (g, g) uint8: inside a stamp
    counted: Array  # (g, g) uint8: 0 where nobody can tell
    labels: Array  # (2, g, g) int64: shape, ink


def target(marks: Sequence[Mark]) -> Target:
    g = SIDE // STRIDE
    heat, box = np.zeros((3, g, g), np.float32), np.zeros((4, g, g), np.float32)
    weight, region = np.zeros((g, g), np.float32), np.zeros((g, g), np.uint8)
    counted, labels = np.ones((g, g), np.uint8), np.zeros((2, g, g), np.int64)
    yy, xx = np.mgrid[:g, :g].astype(np.float32) + 0.5
    for mark in marks:
        (x0, y0), (x1, y1) = mark.outline.min(0) / STRIDE, mark.outline.max(0) / STRIDE
        if mark.seen < 0.3:
            cv2.rectangle(counted, (int(x0), int(y0)), (int(x1), int(y1)), (0,), -1)
            continue
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        sx, sy = max((x1 - x0) / 8, 0.8), max((y1 - y0) / 8, 0.8)
        near = np.exp(-(((xx - cx) / sx) ** 2) / 2 - ((yy - cy) / sy) ** 2 / 2)
        iy, ix = min(int(cy), g - 1), min(int(cx), g - 1)
        heat[mark.kind] = np.maximum(heat[mark.kind], near)
        heat[mark.kind, iy, ix] = 1
        own = (near > 0.4) & (near > weight)
        own[iy, ix] = True
        weight[own] = np.maximum(near[own], 0.4)
        for plane, edge in zip(box, (xx - x0, yy - y0, x1 - xx, y1 - yy), strict=True):
            plane[own] = np.maximum(edge[own] * STRIDE, 0.5)
        labels[0][own], labels[1][own] = mark.shape, mark.ink
        if mark.kind == 0:
            cv2.fillPoly(region, [(mark.outline / STRIDE).astype(np.int32)], (1,))
    return Target(heat, box, weight, region, counted, labels)
