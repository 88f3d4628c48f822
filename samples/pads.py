"""States of ink: how a pad leaves what a seal has cut, each state a few shares of soft edge and grain."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import seals

Mask = NDArray[Any]
Span = tuple[float, float]
"""Least ink, and what grain adds to it."""


@dataclass(frozen=True, slots=True)
class Impression:
    """A seal as it was pressed: its cut, the same with soft edges, and the grain of paper and pad."""

    mask: Mask
    soft: Mask
    fine: Mask
    rng: random.Random


State = Callable[[Impression], Mask]


def even(least: float, more: float) -> State:
    """Well inked all over."""
    return lambda on: on.soft * np.clip(least + more * on.fine, 0, 1)


def flooded(sigma: float) -> State:
    """Too much ink: strokes run together."""
    return lambda on: cv2.GaussianBlur(cv2.dilate(on.mask, np.ones((5, 5), np.uint8)), (0, 0), sigma) * 1.1


def clouded(first: Span, coarse: tuple[float, float, int], *, grain_first: bool) -> State:
    """Grain, and coarse patches where the paper below is uneven or the pad dry: least, more, patches a side."""

    def state(on: Impression) -> Mask:
        grain = np.clip(first[0] + first[1] * on.fine, 0, 1)
        patches = np.clip(coarse[0] + coarse[1] * seals._cloud(on.rng, on.mask.shape, coarse[2]), 0, 1)
        return on.soft * grain * patches if grain_first else on.soft * patches * grain

    return state


def one_sided(least: float, most: float, grain: Span) -> State:
    """One side pressed less than the other."""

    def state(on: Impression) -> Mask:
        ends = on.rng.choice(((least, most), (most, least)))
        side = np.linspace(*ends, on.mask.shape[1], dtype=np.float32)[None, :]
        return on.soft * np.clip(side * (grain[0] + grain[1] * on.fine), 0, 1)

    return state


@dataclass(frozen=True, slots=True)
class Pad:
    """A family's states of ink by name; called with another name it draws no chance and says None."""

    blur: float  # of edges, pixels
    grains: int  # a side
    states: Mapping[str, State]

    def __call__(self, mask: Mask, how: str, rng: random.Random) -> Mask | None:
        if how not in self.states:
            return None  # before any draw: those of the other families stay as they are
        soft = cv2.GaussianBlur(mask, (0, 0), self.blur)
        pressed = Impression(mask, soft, seals._cloud(rng, mask.shape, self.grains), rng)
        return np.asarray(np.clip(self.states[how](pressed), 0, 1), np.float32)
