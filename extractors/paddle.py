"""The reference reading path, paddleocr on onnxruntime: tests hold what reads in earnest (`engine`) equal to it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors import models
from extractors.recognised import Floats, Recognised, decode
from extractors.recogniser import HEIGHT, LEAST_WIDTH

Image = NDArray[np.uint8]


class PaddleEngine:
    """PP-OCRv6 small through paddleocr on onnxruntime: the reference reading path."""

    name = "paddleocr/PP-OCRv6-small/onnxruntime"

    def __init__(self, threads: int = 2, detection_side: int = 1536) -> None:
        """`detection_side`: pixels to which the longer side is scaled down before lines are looked for."""
        folder = Path(tempfile.mkdtemp(prefix="yushen-models-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        paddleocr = models.load_paddleocr(folder / "cache")
        folders = models.write_model_folders(folder)
        common = {
            "engine": "onnxruntime",
            "device": "cpu",
            "engine_config": {"intra_op_num_threads": threads, "inter_op_num_threads": 1},
        }
        self.characters = models.characters()
        self._detector = paddleocr.TextDetection(
            model_name=models.DETECTION,
            model_dir=str(folders[models.DETECTION]),
            limit_side_len=detection_side,
            limit_type="max",
            **common,
        )
        self._recogniser = paddleocr.TextRecognition(
            model_name=models.RECOGNITION, model_dir=str(folders[models.RECOGNITION]), **common
        )
        self._decoder = _Decoder(self.characters)
        # paddleocr's own decoder keeps only a line's mean confidence; ours keeps every character's, and the frames.
        self._recogniser.paddlex_predictor.post_op = self._decoder

    def detect(self, image: Image, bent: bool = False) -> Floats:
        """The reference knows no other lines than those a rectangle fits."""
        polygons = self._detector.predict(np.ascontiguousarray(image))[0]["dt_polys"]
        if len(polygons) == 0:
            return np.zeros((0, 4, 2), np.float32)
        return np.asarray(polygons, np.float32).reshape(-1, 4, 2)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        self._decoder.start(keep_frames)
        for crop in crops:
            self._decoder.expect(crop)
            self._recogniser.predict(np.ascontiguousarray(crop), batch_size=1)
        return self._decoder.taken


class _Decoder:
    """CTC decoding in the place of paddleocr's own: greedy, with every character's confidence and position."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.character = characters
        self.taken: list[Recognised] = []
        self._keep_frames = False
        self._span = 1.0

    def start(self, keep_frames: bool) -> None:
        self.taken = []
        self._keep_frames = keep_frames

    def expect(self, crop: Image) -> None:
        """Crops narrower than 320 px (at 48 px height) are padded on the right: frames there lie off the crop."""
        width = HEIGHT * crop.shape[1] / max(1, crop.shape[0])
        self._span = min(1.0, width / LEAST_WIDTH)

    def __call__(self, pred: Any, **_: Any) -> tuple[list[str], list[float]]:
        probabilities = np.asarray(pred[0] if isinstance(pred, list | tuple) else pred, np.float32)
        read = [decode(frames, self.character, self._span, self._keep_frames) for frames in probabilities]
        self.taken.extend(read)
        return [r.text for r in read], [r.confidence for r in read]
