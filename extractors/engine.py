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
TINY_SURE = 0.8
"""Confidence of a line's least sure character from which the tiny net is believed."""


class OcrEngine(Protocol):
    """Finds and reads lines. One per process and one thread on it: engines are not thread-safe."""

    @property
    def name(self) -> str: ...

    @property
    def characters(self) -> tuple[str, ...]:
        """The alphabet by output index: blank first, space last."""
        ...

    def detect(self, image: Image, bent: bool = False) -> Floats:
        """Quadrilaterals around lines of text, (n, 4, 2) pixels, clockwise from the text's top left.

        bent: also around the straight parts of what no one rectangle fits.
        """
        ...

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        """Read crops (BGR, text running left to right), in their order."""
        ...


class NetEngine:
    """PP-OCRv6 small in a loop of our own. It reads what paddleocr reads, without its overhead."""

    made_of, detection = "PP-OCRv6-small", models.DETECTION

    def __init__(self, threads: int = 2, runtime: str = nets.ONNXRUNTIME) -> None:
        self.name = f"{self.made_of}/{runtime}"
        self.runtime = runtime
        self.characters = models.characters()
        self._detector = Detector(nets.load(self.detection, threads, runtime=runtime), DETECTION_SIDE)
        self._recogniser = Recogniser(nets.load(models.RECOGNITION, threads, runtime=runtime), self.characters)

    def detect(self, image: Image, bent: bool = False) -> Floats:
        return self._detector.detect(image, bent)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        return self._recogniser.recognise(crops, keep_frames)


class FastEngine(NetEngine):
    """PP-OCRv6 tiny finds the lines and reads them; small reads again what was read in doubt, and all of seals.

    Lines are found less well, and some of what is read with certainty is wrong: for who would rather have it soon.
    """

    made_of, detection = "PP-OCRv6-tiny+small", models.TINY_DETECTION

    def __init__(self, threads: int = 2, runtime: str = nets.ONNXRUNTIME) -> None:
        super().__init__(threads, runtime)
        tiny = nets.load(models.TINY_RECOGNITION, threads, runtime=runtime)
        self._tiny = Recogniser(tiny, models.tiny_characters())

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        """`keep_frames`: who wants them holds them against the small net's alphabet, which therefore reads them."""
        if keep_frames:
            return super().recognise(crops, keep_frames)
        read = self._tiny.recognise(crops)
        again = [at for at, one in enumerate(read) if one.min_confidence < TINY_SURE]
        for at, one in zip(again, super().recognise([crops[at] for at in again]), strict=True):
            read[at] = one
        return read


def load_engine(threads: int = 2, runtime: str = "", fast: bool = False) -> OcrEngine:
    """The engine this process reads with.

    Args:
        runtime: what its nets run on (`nets.RUNTIMES`); "" for the faster one of those that are there.
        fast: with the tiny nets first, which the extra `fast` brings.

    Raises:
        extractors.models.ModelError: a net is missing or not the measured one.
    """
    return (FastEngine if fast else NetEngine)(threads, runtime or nets.best_runtime())
