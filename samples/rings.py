"""Round and oval seals as engravers cut them now: one rim, the name along it, numbers large enough to be read."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import seals
from samples.families.f import seals as seals_f
from samples.seals import DOTS, SealSpec

Mask = NDArray[Any]
LONG = 10
"""More digits than these stand along the rim."""


@dataclass(frozen=True, slots=True)
class Ring:
    """How a family's seals are cut."""

    faces: Sequence[str]
    face_of_numbers: str
    size: tuple[float, float] = (0.118, 0.142)  # of letters, shares of the width
    apart: tuple[float, float] = (15.0, 21.0)  # degrees a letter
    hairline: float = 0.0  # share of seals with a second rim inside
    widest: tuple[float, float] = (255.0, 255.0)  # degrees a name takes at most, of round seals and of oval ones
    roomy: int = 99  # letters of a name that is not cut smaller yet

    def draw(self, spec: SealSpec, rng: random.Random) -> Mask:
        """The seal as ink coverage in [0, 1], like seals.draw_mask."""
        if spec.purpose in ("fingerprint", "personal_name") or spec.shape not in ("round", "oval"):
            return seals_f.draw_f(spec, rng, tuple(self.faces))
        face = rng.choice(self.faces)
        wide = (spec.width or rng.choice((38, 40, 42))) * DOTS
        high = wide if spec.shape == "round" else wide * rng.choice((0.64, 0.68, 0.72))
        mask = seals_f._blank(wide, high)
        rim = max(5, int(DOTS * rng.uniform(0.7, 1.3)))
        seals_f._ellipse(mask, wide, high, rim)
        rim += self._second_rim(mask, (wide, high), rim, rng)
        letters = len(spec.owner_text)
        size = min(rng.uniform(*self.size) * wide, 0.18 * high) * min(1.0, self.roomy / max(1, letters)) ** 0.7
        reach = rim + size * rng.uniform(0.66, 0.86)
        span = min(self.widest[spec.shape == "oval"], max(letters * rng.uniform(*self.apart), letters * 12.5))
        seals._arc(mask, spec.owner_text, face, axes=(wide / 2 - reach, high / 2 - reach), size=size, span=span)
        if spec.star:
            seals._star(mask, min(wide, high) * rng.uniform(0.14, 0.19), lift=rng.uniform(0, 0.03) * high)
        seals_f._inside(mask, spec, face, size=size, wide=(wide, high), rng=rng)
        self._below(mask, spec, face, rim)
        return np.asarray(cv2.dilate(mask, np.ones((2, 2), np.uint8)), np.float32)

    def _second_rim(self, mask: Mask, wide: tuple[float, float], rim: int, rng: random.Random) -> int:
        """What a hairline inside the rim takes of the room."""
        if not self.hairline or rng.random() >= self.hairline:
            return 0
        gap = rim + DOTS // 2
        seals_f._ellipse(mask, wide[0] - 2 * gap, wide[1] - 2 * gap, max(2, DOTS // 4))
        return DOTS

    def _below(self, mask: Mask, spec: SealSpec, face: str, rim: int) -> None:
        """A number in brackets in a row of its own; a long one along the rim, each digit two millimetres and more."""
        if len(spec.number) < LONG:
            seals_f._number(mask, spec, face, size=0.13 * mask.shape[1], edge=rim, around=False)
            return
        low = rim + 0.052 * mask.shape[1]
        axes = ((mask.shape[1] - 24) / 2 - low, (mask.shape[0] - 24) / 2 - low)
        digits = np.zeros_like(mask)
        size = 0.074 * mask.shape[1]
        seals._arc(digits, spec.number, self.face_of_numbers, axes=axes, size=size, span=112, below=True)
        np.maximum(mask, digits, out=mask)


def with_legible_numbers(pressed: Iterable[SealSpec], sound: Collection[str]) -> list[SealSpec]:
    """Long numbers only where a seal is wide enough for them to be read and its ink is `sound`."""
    return [
        replace(s, number="") if len(s.number) > LONG and (s.width < 42 or s.wear not in sound) else s for s in pressed
    ]
