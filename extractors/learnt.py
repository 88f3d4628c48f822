"""What a net learnt besides, as the file of a difference to its arrays: whole for small ones, of low rank for large."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def moved(base: Mapping[str, Array], change: Mapping[str, Array]) -> dict[str, Array]:
    """The arrays of the net that the difference changes, by name."""
    found: dict[str, Array] = {}
    for key, values in change.items():
        part, _, name = key.partition("/")
        if part == "whole":
            found[name] = base[name] + values.astype(np.float32)
        elif part == "rows":
            product = values.astype(np.float32) @ change[f"columns/{name}"].astype(np.float32)
            found[name] = base[name] + product.reshape(base[name].shape)
    return found
