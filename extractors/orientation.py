"""Which way up a page is: PP-LCNet_x1_0_doc_ori (quarter turns), and reading both ways where the net is in doubt."""

from __future__ import annotations

from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors import models
from extractors.opened import Raster

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)
SHORT, CROP = 256, 224


@cache
def _net() -> Any:
    ort = models.onnxruntime()
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(models.weights(models.ORIENTATION)), options, providers=["CPUExecutionProvider"])


def turn_probabilities(image: Raster, views: int = 3) -> NDArray[np.float64]:
    """Probabilities that the content stands 0, 90, 180 or 270 degrees *anticlockwise* turned, as the net labels them.

    Averaged (as logarithms) over `views` square cuts along the longer side.
    """
    cuts = _cuts(image, views)
    batch = np.stack([((cut.astype(np.float32) / 255 - MEAN) / STD).transpose(2, 0, 1) for cut in cuts])
    session = _net()
    out = np.asarray(session.run(None, {session.get_inputs()[0].name: batch})[0], np.float64)
    logs = np.log(np.clip(out, 1e-4, 1)).mean(0)
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum())


def quarter_turns(image: Raster, engine: Any = None) -> int:
    """Quarter turns anticlockwise that bring `image` upright, 0 to 3 (`np.rot90`).

    `engine` (an OcrEngine) settles doubt by reading a few lines each way; without it the net has the last word.
    """
    return int(turn_probabilities(image).argmax())


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
