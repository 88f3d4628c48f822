"""What a line of text says: PP-OCR's recogniser, its crops prepared the way paddleocr does, decoded by ourselves."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors import short_lines
from extractors.nets import Floats, Net
from extractors.recognised import Recognised, decode

Image = NDArray[np.uint8]

HEIGHT = 48
"""Pixels the recogniser sees of a line's height."""
LEAST_WIDTH, MOST_WIDTH = 320, 3200  # narrower crops are padded on the right, longer ones squeezed
FRAME = 8
"""Pixels of a line's length that are one frame."""
STEP = 64
"""Pixels of which widths are made multiples for a net that `keeps_shapes`, likewise padded."""
SHORT_STEP, SHORT_MOST = 32, 160
"""The same for short lines, and the widest such a net gains by: beyond it, what it pays for each call is more."""


class Recogniser:
    """Reads lines of text.

    Args:
        short: reads short lines shown without most of their padding as `net` would read them whole (`short_lines`).
    """

    def __init__(self, net: Net, characters: tuple[str, ...], short: Net | None = None) -> None:
        self._net, self._short = net, short
        self.characters = characters

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        """Read crops (BGR, text running left to right), in their order."""
        # Like after like: a net that keeps shapes takes 2 ms longer wherever another one follows.
        by_length = sorted(range(len(crops)), key=lambda at: crops[at].shape[1] / crops[at].shape[0])
        read = {at: self._read(crops[at], keep_frames) for at in by_length}
        return [read[at] for at in range(len(crops))]

    def _read(self, crop: Image, keep_frames: bool) -> Recognised:
        drawn, length = _drawn(crop)
        shown = _shown(drawn.shape[1], self._short) if self._short else LEAST_WIDTH
        if self._short and shown < LEAST_WIDTH:
            frames = self._short(_padded(drawn, shown))[0]
            return decode(frames, self.characters, length / (FRAME * len(frames)), keep_frames)
        step = STEP if self._net.keeps_shapes else 1
        padded = -(-max(LEAST_WIDTH, drawn.shape[1]) // step) * step
        return decode(self._net(_padded(drawn, padded))[0], self.characters, length / padded, keep_frames)


def _levels() -> Floats:
    """What each of 256 levels becomes for the net."""
    table = np.arange(256, dtype=np.float32)
    table /= 255
    table -= 0.5
    table /= 0.5
    return table


_LEVELS = _levels()


def _drawn(crop: Image) -> tuple[Image, float]:
    """A crop as high as the net takes it, and how long it is then, before pixels are made whole."""
    ratio = float(crop.shape[1] / crop.shape[0])
    whole = min(MOST_WIDTH, int(HEIGHT * max(LEAST_WIDTH / HEIGHT, ratio)))
    width = min(math.ceil(HEIGHT * ratio), whole)
    return np.asarray(cv2.resize(crop, (width, HEIGHT)), np.uint8), min(HEIGHT * ratio, whole)


def _shown(crop: int, short: Net) -> int:
    """Pixels of padded width in which a crop so wide is shown to the net for short lines; 320 where that is no gain."""
    if not short.keeps_shapes:
        return short_lines.shown(crop)
    padded = -(-crop // SHORT_STEP) * SHORT_STEP
    return short_lines.shown(padded) if padded <= SHORT_MOST else LEAST_WIDTH


def _padded(drawn: Image, width: int) -> Floats:
    """A crop as the net takes it, (1, 3, 48, width), grey on its right."""
    blob = np.zeros((1, 3, HEIGHT, width), np.float32)
    for plane, channel in zip(blob[0], cv2.split(drawn), strict=True):
        plane[:, : drawn.shape[1]] = cv2.LUT(channel, _LEVELS)
    return blob
