"""What reads: the nets of one process, from a picture to lines and from crops to text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors import models, nets, rare_characters, stretches
from extractors.detector import Detector
from extractors.recognised import Floats, Recognised, keeps_its_doubt, with_doubt
from extractors.recogniser import Recogniser

Image = NDArray[np.uint8]

DETECTION_SIDE = 1536
"""Pixels to which a picture's longer side is scaled down before lines are looked for."""
TINY_SURE = 0.85
"""Confidence of a line's least sure character that tells something from which the tiny net is believed."""
HELD_SURE = 0.95
"""The same for what is held against a list or names somebody: look-alikes of rare characters are read with much."""
_RAISED = re.compile(r"[×xX*]\s*10(?!\^)")
"""A power of ten: its small raised digits are left out unseen."""


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
        self._recogniser = _recogniser(models.RECOGNITION, self.characters, threads, runtime, rare_characters.told())

    def detect(self, image: Image, bent: bool = False) -> Floats:
        return self._detector.detect(image, bent)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        return self._recogniser.recognise(crops, keep_frames)


class FastEngine(NetEngine):
    """PP-OCRv6 tiny finds the lines and reads them; small reads again what was doubted of them, and all of seals.

    Lines are found less well, and some of what is read with certainty is wrong: for who would rather have it soon.
    """

    made_of, detection = "PP-OCRv6-tiny+small", models.TINY_DETECTION

    def __init__(self, threads: int = 2, runtime: str = nets.ONNXRUNTIME) -> None:
        super().__init__(threads, runtime)
        self._tiny = _recogniser(models.TINY_RECOGNITION, models.tiny_characters(), threads, runtime)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        """`keep_frames`: who wants them holds them against the small net's alphabet, which therefore reads them."""
        if keep_frames:
            return super().recognise(crops, keep_frames)
        return [self._settled(crop, self._tiny.recognise([crop], keep_frames=True)[0]) for crop in crops]

    def _settled(self, crop: Image, read: Recognised) -> Recognised:
        """What the tiny net read where it is to be believed; else its doubted stretches, or all of it, read again."""
        sure = HELD_SURE if keeps_its_doubt(read.text, read.char_confidences) else TINY_SURE
        raised = _RAISED.search(read.text) is not None
        if read.telling_confidence >= sure and not raised:
            return replace(read, frames=None)
        parts = () if raised else stretches.doubted(crop, read, sure)
        again = self._recogniser.recognise([part.of(crop) for part in parts], keep_frames=True)
        seen = [(part, with_doubt(one, self.characters)) for part, one in zip(parts, again, strict=True)]
        whole = stretches.mended(with_doubt(read, self._tiny.characters), seen, sure) if seen else None
        return replace(whole, frames=None) if whole else self._recogniser.recognise([crop])[0]


def _recogniser(
    name: str, characters: tuple[str, ...], threads: int, runtime: str, instead: Mapping[str, Floats] | None = None
) -> Recogniser:
    """The recogniser of that name; `instead` stands for its arrays of those names."""
    short = nets.load_short(name, threads, instead, runtime)
    return Recogniser(nets.load(name, threads, instead, runtime), characters, short)


def load_engine(threads: int = 2, runtime: str = "", fast: bool = False) -> OcrEngine:
    """The engine this process reads with.

    Args:
        runtime: what its nets run on (`nets.RUNTIMES`); "" for the faster one of those that are there.
        fast: with the tiny nets first, which the extra `fast` brings.

    Raises:
        extractors.models.ModelError: a net is missing or not the measured one.
    """
    return (FastEngine if fast else NetEngine)(threads, runtime or nets.best_runtime())
