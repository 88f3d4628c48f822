"""Which frame of a recogniser shows which character of a text that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]


def aligned(log: Floats, wanted: Sequence[int]) -> tuple[list[int | None], float]:
    """Which character of the text each frame shows on the likeliest way through it (None: none), and what a frame
    costs on that way.

    Args:
        log: (frames, characters) logarithms of probabilities, blank first.
        wanted: the text as indices of characters.
    """
    states = [0 if state % 2 == 0 else wanted[state // 2] for state in range(2 * len(wanted) + 1)]
    emitted = log[:, states]
    skips = np.array([s % 2 == 1 and (s < 2 or states[s] != states[s - 2]) for s in range(len(states))])
    best = np.full(len(states), -np.inf)
    best[:2] = emitted[0, :2]
    came = np.zeros(emitted.shape, np.int64)
    for frame in range(1, len(emitted)):
        ways = np.stack([best, np.r_[-np.inf, best[:-1]], np.where(skips, np.r_[-np.inf, -np.inf, best[:-2]], -np.inf)])
        came[frame] = ways.argmax(0)
        best = ways.max(0) + emitted[frame]
    state = len(states) - 1 - int(best[-1] < best[-2])
    cost = -float(best[state]) / len(emitted)
    places: list[int | None] = []
    for frame in range(len(emitted) - 1, -1, -1):
        places.append(state // 2 if state % 2 else None)
        state -= int(came[frame, state])
    return places[::-1], cost
