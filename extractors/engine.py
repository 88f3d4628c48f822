"""What reads: the nets of one process, from a picture to lines and from crops to text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors import models, nets
from extractors.detector import Detector
from extractors.recognised import Floats, Recognised
from extractors.recogniser import Recogniser

Image = NDArray[np.uint8]

DETECTION_SIDE = 1536
"""Pixels to which a picture's longer side is scaled down before lines are looked for."""


class OcrEngine(Protocol):
    """Finds and reads lines. One per process and one thread on it: engines are not thread-safe."""

    @property
    def name(self) -> str: ...

    @property
    def characters(self) -> tuple[str, ...]:
        """The alphabet by output index: blank first, space last."""
        ...

    def detect(self, image: Image) -> Floats:
        """Quadrilaterals around lines of text, (n, 4, 2) pixels, clockwise from the text's top left."""
        ...

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        """Read crops (BGR, text running left to right), in their order."""
        ...


class NetEngine:
    """PP-OCRv6 small in a loop of our own. It reads what paddleocr reads, without its overhead."""

    def __init__(self, threads: int = 2, runtime: str = nets.ONNXRUNTIME) -> None:
        self.name = f"PP-OCRv6-small/{runtime}"
        self.runtime = runtime
        self.characters = models.characters()
        self._detector = Detector(nets.load(models.DETECTION, threads, runtime=runtime), DETECTION_SIDE)
        self._recogniser = Recogniser(nets.load(models.RECOGNITION, threads, runtime=runtime), self.characters)

    def detect(self, image: Image) -> Floats:
        return self._detector.detect(image)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        return self._recogniser.recognise(crops, keep_frames)


def load_engine(threads: int = 2, runtime: str = "") -> OcrEngine:
    """The engine this process reads with.

    Args:
        runtime: what its nets run on (`nets.RUNTIMES`); "" for the faster one of those that are there.

    Raises:
        extractors.models.ModelError: a net is missing or not the measured one.
    """
    return NetEngine(threads, runtime or nets.best_runtime())
