"""The reader of seals: the general recogniser with a small difference learnt on unrolled seal lettering.

The weights hold the difference alone (whole for small arrays, of low rank for large ones) and are added to the arrays
of the general net's file when it is first needed. Made by samples/training/train_reader.py; provenance lies in
`weights/` beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors import models, nets, onnx_file
from extractors.engine import NetEngine
from extractors.learnt import moved
from extractors.ocr import OcrEngine, Recognised, decode

Image = npt.NDArray[Any]

HEIGHT = 48
_STEP = 32  # widths are padded with paper to multiples of this, as in training
_LEAST = 64


class SealEngine:
    """The general engine with the reader of seals in its recogniser's place: one more `OcrEngine`."""

    def __init__(self, general: OcrEngine) -> None:
        self._general = general
        self._net = _net(general.runtime if isinstance(general, NetEngine) else nets.ONNXRUNTIME)

    @property
    def name(self) -> str:
        return f"{self._general.name}+seals"

    @property
    def characters(self) -> tuple[str, ...]:
        return self._general.characters

    def detect(self, image: Image, bent: bool = False) -> Image:
        return self._general.detect(image, bent)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        """Read strips ((h, w, 3) uint8, dark on white, text running left to right); their frames are always kept."""
        return [_read(crop, self._net) for crop in crops]


def for_seals(engine: OcrEngine) -> OcrEngine:
    """The reader of seals beside `engine`; `engine` itself where it does not read with the net the difference is of."""
    return SealEngine(engine) if engine.characters == models.characters() else engine


def _read(picture: Image, net: nets.Net) -> Recognised:
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if grey.shape[0] != HEIGHT:
        width = max(8, round(grey.shape[1] * HEIGHT / grey.shape[0]))
        grey = cv2.resize(grey, (width, HEIGHT), interpolation=cv2.INTER_LINEAR)
    width = grey.shape[1]
    padded = max(_LEAST, -(-width // _STEP) * _STEP)
    blob = np.ones((1, 3, HEIGHT, padded), np.float32)
    blob[0, :, :, :width] = grey.astype(np.float32) / 127.5 - 1
    frames = net(blob)[0]
    return decode(frames, models.characters(), width / padded, keep_frames=True)


@cache
def _net(runtime: str) -> nets.Net:
    base = onnx_file.arrays(models.weights(models.RECOGNITION))
    with np.load(models.weights(models.SEAL_READER)) as change:
        return nets.load(models.RECOGNITION, threads=1, instead=moved(base, dict(change)), runtime=runtime)
