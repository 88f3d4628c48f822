"""Which way up a page is: PP-LCNet_x1_0_doc_ori (quarter turns), and reading both ways where the net is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors import models, nets
from extractors.opened import Raster

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)
SHORT, CROP = 256, 224

PRIOR = np.array([0.7, 0.1, 0.1, 0.1])  # of a page's turns as delivered
SURE = 0.75  # the net is at most 0.93 sure of anything; below, a few lines are read both ways
READ_LINES = 5


class Reader(Protocol):
    """As much of an OcrEngine as is needed here."""

    def detect(self, image: Raster) -> NDArray[np.float32]: ...

    def recognise(self, crops: Sequence[Raster]) -> Sequence[Legible]: ...


class Legible(Protocol):
    @property
    def char_confidences(self) -> tuple[float, ...]: ...


@cache
def _net() -> nets.Net:
    return nets.load(models.ORIENTATION, threads=1)


def quarter_turns(image: Raster, engine: Reader | None = None) -> int:
    """Quarter turns anticlockwise that bring `image` upright, 0 to 3 (`np.rot90`).

    Most pages come upright, so a turn needs evidence. `engine` (an OcrEngine) settles doubt by reading a few lines each
    way; without it the net has the last word.
    """
    odds = turn_probabilities(image) * PRIOR
    odds /= odds.sum()
    first, second = (int(turn) for turn in np.argsort(odds)[::-1][:2])
    if odds[first] >= SURE or engine is None:
        return first if odds[first] >= 0.5 else 0
    return _better_read(image, (first, second), engine)


def turn_probabilities(image: Raster, views: int = 3) -> NDArray[np.float64]:
    """Probabilities that 0, 1, 2 or 3 quarter turns anticlockwise bring `image` upright.

    Averaged (as logarithms) over `views` square cuts along the longer side.
    """
    batch = np.stack([((cut.astype(np.float32) / 255 - MEAN) / STD).transpose(2, 0, 1) for cut in _cuts(image, views)])
    out = np.asarray(_net()(np.asarray(batch, np.float32)), np.float64)
    logs = np.log(np.clip(out, 1e-4, 1)).mean(0)
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum())


def _better_read(image: Raster, turns: tuple[int, ...], engine: Reader) -> int:
    """The one of `turns` after which a few lines are read with the most confidence; the first where nothing is read."""
    best, best_score = turns[0], 0.0
    for turn in turns:
        turned = np.ascontiguousarray(np.rot90(image, turn))
        found = engine.detect(turned)
        if not len(found):
            break  # a blank page, whichever way it is turned
        score = _legibility(turned, found, engine)
        if score > best_score + 0.05:
            best, best_score = turn, score
    return best


def _legibility(image: Raster, found: NDArray[np.float32], engine: Reader) -> float:
    """Mean confidence of a few long lines `found` that run across, weighted by their characters; 0 without any."""
    quads = [quad for quad in found if _width(quad) > 2 * _height(quad)]
    quads = sorted(quads, key=_width, reverse=True)[:READ_LINES]
    if not quads:
        return 0.0
    read = engine.recognise([_cut_out(image, quad) for quad in quads])
    marks = [mark for one in read for mark in one.char_confidences]
    return float(np.mean(marks)) * min(1.0, len(marks) / (4 * len(quads))) if marks else 0.0


def _width(quad: NDArray[np.float32]) -> float:
    return float(np.linalg.norm(quad[1] - quad[0]))


def _height(quad: NDArray[np.float32]) -> float:
    return float(np.linalg.norm(quad[3] - quad[0]))


def _cut_out(image: Raster, quad: NDArray[np.float32]) -> Raster:
    width, height = max(4, round(_width(quad))), max(4, round(_height(quad)))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    transform = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
    return np.asarray(cv2.warpPerspective(image, transform, (width, height)), np.uint8)


def _cuts(image: Raster, views: int) -> list[Raster]:
    scale = SHORT / min(image.shape[:2])
    height, width = max(CROP, round(image.shape[0] * scale)), max(CROP, round(image.shape[1] * scale))
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    cuts = []
    for share in (0.5, 0.15, 0.85, 0.35, 0.65)[:views]:
        top, left = (
            round((height - CROP) * (share if height > width else 0.5)),
            round((width - CROP) * (share if width >= height else 0.5)),
        )
        cuts.append(np.asarray(small[top : top + CROP, left : left + CROP], np.uint8))
    return cuts
