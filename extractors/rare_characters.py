"""What the general recogniser was told besides of rare characters: a difference to rows of its last layer.

A character it hardly met when it was trained comes out as the common one that looks most like it (佘 as 余, 栌 as 泸),
and surely. What the net sees of both does differ, but its last layer, which gives what was seen a name, never learnt
how. So that layer alone was taught them anew, on lines drawn in many faces, while all others were held where they were.
Made by samples/training/train_rare.py; provenance lies in `weights/` beside this file.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors import models, onnx_file

_WEIGHTS, _BIAS = "linear_8.w_0", "linear_8.b_0"  # (what is seen, characters), (characters,)


@cache
def told() -> dict[str, NDArray[Any]]:
    """The arrays of the recogniser that stand for its own, by name. Raises ModelError."""
    own = onnx_file.arrays(models.weights(models.RECOGNITION))
    at = {character: index for index, character in enumerate(models.characters())}
    with np.load(models.weights(models.RARE_CHARACTERS)) as change:
        rows = [at[chr(code)] for code in change["characters"]]
        weights, bias = own[_WEIGHTS].copy(), own[_BIAS].copy()
        weights[:, rows] += change["weights"].astype(np.float32)
        bias[rows] += change["bias"].astype(np.float32)
    return {_WEIGHTS: weights, _BIAS: bias}
