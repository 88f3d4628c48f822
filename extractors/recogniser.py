"""What a line of text says: PP-OCR's recogniser, its crops prepared the way paddleocr does, decoded by ourselves."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.nets import Floats, Net
from extractors.recognised import Recognised, decode

Image = NDArray[np.uint8]

HEIGHT = 48
"""Pixels the recogniser sees of a line's height."""
LEAST_WIDTH, MOST_WIDTH = 320, 3200  # narrower crops are padded on the right, longer ones squeezed
STEP = 64
"""Pixels of which widths are made multiples for a net that `keeps_shapes`, likewise padded."""


class Recogniser:
    """Reads lines of text."""

    def __init__(self, net: Net, characters: tuple[str, ...]) -> None:
        self._net = net
        self.characters = characters

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        """Read crops (BGR, text running left to right), in their order."""
        return [self._read(crop, keep_frames) for crop in crops]

    def _read(self, crop: Image, keep_frames: bool) -> Recognised:
        blob, span = prepared(crop, STEP if self._net.keeps_shapes else 1)
        return decode(self._net(blob)[0], self.characters, span, keep_frames)


def _levels() -> Floats:
    """What each of 256 levels becomes for the net."""
    table = np.arange(256, dtype=np.float32)
    table /= 255
    table -= 0.5
    table /= 0.5
    return table


_LEVELS = _levels()


def prepared(crop: Image, step: int = 1) -> tuple[Floats, float]:
    """A crop as the net takes it, (1, 3, 48, multiple of `step`), and the share of its frames that lie on the crop."""
    ratio = crop.shape[1] / crop.shape[0]
    whole = int(HEIGHT * max(LEAST_WIDTH / HEIGHT, ratio))
    width = min(math.ceil(HEIGHT * ratio), whole)
    if whole > MOST_WIDTH:
        whole = width = MOST_WIDTH
    drawn = cv2.resize(crop, (width, HEIGHT))
    padded = -(-whole // step) * step
    blob = np.zeros((1, 3, HEIGHT, padded), np.float32)
    for plane, channel in zip(blob[0], cv2.split(drawn), strict=True):
        plane[:, :width] = cv2.LUT(channel, _LEVELS)
    return blob, min(1.0, HEIGHT * crop.shape[1] / max(1, crop.shape[0]) / LEAST_WIDTH) * whole / padded
