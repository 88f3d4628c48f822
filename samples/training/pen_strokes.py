"""Chinese characters as a quick hand writes them: the strokes' medians, bent, joined and slurred, as ink coverage.

The medians come from the npm package hanzi-writer-data (Make Me a Hanzi; its own licence applies to the data, none of
which is kept). Masks are float32 in [0, 1].
"""

from __future__ import annotations

import functools
import json
import math
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[Any]
Stroke = NDArray[Any]  # (points, 2), in a box of 1024, y down

_BOX = 1024.0
_REACH = 560  # how far apart strokes still run into each other, in the box
_FINE = 4  # points are set in quarters of a pixel, OpenCV's `shift` of 2


@functools.lru_cache(maxsize=8192)
def medians(folder: Path, character: str) -> tuple[Stroke, ...] | None:
    """A character's strokes; None where the data does not know it."""
    file = folder / f"{character}.json"
    if not file.is_file():
        return None
    lines = json.loads(file.read_text("utf-8"))["medians"]
    return tuple(np.array([(x, 900 - y) for x, y in line], np.float32) for line in lines)


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes: the same over a line. Lengths are in boxes of 1024."""

    slant: float
    bend: float  # how far the box is warped, everywhere a little otherwise
    shake: float  # how far each point strays
    joined: float  # share of strokes that run on into the next
    slurred: float  # how much of a stroke's turns is rounded off
    thick: float
    tapered: float  # how much thinner a stroke ends than it begins
    wide: float  # a character's width over its height
    close: float  # how far the next one begins, in its width
    drift: float  # how far characters leave the line
    uneven: float  # by how much their sizes differ


def any_hand(rng: random.Random) -> Hand:
    careful = rng.random() < 0.35
    u = rng.uniform
    return Hand(
        slant=rng.gauss(0.06, 0.12),
        bend=u(10, 40) if careful else u(25, 75),
        shake=u(3, 9) if careful else u(5, 20),
        joined=u(0, 0.25) if careful else u(0.25, 0.95),
        slurred=u(0, 0.4) if careful else u(0.2, 1.0),
        thick=u(28, 85),
        tapered=u(0, 0.7),
        wide=u(0.72, 1.15),
        close=u(0.8, 1.12),
        drift=u(0, 0.09),
        uneven=u(0.02, 0.16),
    )


def write(rng: random.Random, hand: Hand, folder: Path, text: str, size: float) -> Mask | None:
    """A row of characters, tightly cut; None where one cannot be written. `size`: pixels of a character's height."""
    wide = int(size * (hand.wide * hand.close * len(text) + 2))
    mask = np.zeros((int(size * 2), wide), np.float32)
    x = size * 0.7
    for character in text:
        strokes = medians(folder, character)
        if strokes is None:
            return None
        scale = size / _BOX * (1 + rng.gauss(0, hand.uneven))
        middle = (x + size * hand.wide / 2, size * (1 + rng.gauss(0, hand.drift)))
        _draw(mask, rng, hand, _bent(rng, hand, strokes), scale, middle)
        x += size * hand.wide * hand.close * (1 + rng.gauss(0, 0.05))
    ys, xs = np.nonzero(mask > 0.2)
    return mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] if len(xs) else None


def _bent(rng: random.Random, hand: Hand, strokes: tuple[Stroke, ...]) -> list[Stroke]:
    """The strokes of one character, centred on nought: warped together, each point astray, corners rounded."""
    dice = np.random.default_rng(rng.getrandbits(32))
    pull = cv2.resize(dice.normal(0, hand.bend, (4, 4, 2)).astype(np.float32), (9, 9), interpolation=cv2.INTER_CUBIC)
    turn = math.radians(rng.gauss(0, 3))
    level = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]], np.float32)
    bent = []
    for line in strokes:
        cells = np.clip(line / _BOX * 8, 0, 8).round().astype(int)
        points = line + pull[cells[:, 1], cells[:, 0]] + dice.normal(0, hand.shake, line.shape) - _BOX / 2
        points = points @ level.T
        points[:, 0] = (points[:, 0] - points[:, 1] * hand.slant) * hand.wide
        bent.append(_rounded(points.astype(np.float32), hand.slurred))
    return bent


def _rounded(points: Stroke, share: float) -> Stroke:
    """Corners cut off: each point moves towards the middle of its neighbours."""
    for _ in range(2):
        if len(points) > 2:
            between = (points[:-2] + points[2:]) / 2
            points = np.concatenate([points[:1], points[1:-1] + share * 0.5 * (between - points[1:-1]), points[-1:]])
    return points


def _draw(
    mask: Mask, rng: random.Random, hand: Hand, strokes: list[Stroke], scale: float, middle: tuple[float, float]
) -> None:
    before: Stroke | None = None
    for line in strokes:
        points = line * scale + np.array(middle, np.float32)
        if before is not None and rng.random() < hand.joined and _near(before, points[0], _REACH * scale):
            _stroke(mask, np.stack([before, points[0]]), hand.thick * scale * 0.5, 0.0)
        _stroke(mask, points, hand.thick * scale * rng.uniform(0.8, 1.15), hand.tapered)
        before = points[-1]


def _near(one: Stroke, other: Stroke, reach: float) -> bool:
    return float(np.hypot(*(other - one))) < reach


def _stroke(mask: Mask, points: Stroke, thick: float, tapered: float) -> None:
    legs = len(points) - 1
    for at in range(legs):
        width = max(1, round(thick * (1 - tapered * at / max(1, legs))))
        ends = [tuple(int(v) for v in np.round(points[at + one] * _FINE)) for one in (0, 1)]
        cv2.line(mask, ends[0], ends[1], (1.0,), width, cv2.LINE_AA, 2)
