"""What phones and copiers do to a picture, as families combine it: drawn-out strokes, lost focus, thick copies."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import capture
from samples.capture import Image, Shot
from samples.mishaps import _noise

Picture = NDArray[Any]
Mishap = Callable[[Image, random.Random, int], Shot]
"""A sheet, chances and the long side in pixels → the picture of it."""


def named(suffix: str, mishaps: Sequence[Mishap]) -> dict[str, Mishap]:
    """A family's mishaps by the names that its habits use: function and suffix."""
    return {f"{getattr(mishap, '__name__', '')}_{suffix}": mishap for mishap in mishaps}


def swept(picture: Picture, angle: float, reach: float, times: Sequence[float]) -> Picture:
    """Moved along a line while it was exposed: the mean of the picture at `times` × `reach` pixels."""
    size = (picture.shape[1], picture.shape[0])
    moved = [
        cv2.warpAffine(
            picture,
            np.array([[1, 0, math.cos(angle) * t * reach], [0, 1, math.sin(angle) * t * reach]], np.float32),
            size,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for t in times
    ]
    return np.asarray(np.mean(moved, axis=0))


def unfocused(picture: Picture, share: Picture, sigmas: tuple[float, float], long_side: int) -> Picture:
    """Soft all over and softer where `share` is 1; sigmas are those of a picture 1640 pixels long."""
    soft, softer = (cv2.GaussianBlur(picture, (0, 0), sigma * long_side / 1640) for sigma in sigmas)
    return np.asarray(soft * (1 - share) + softer * share)


def whitened(picture: Picture, reach: float, floor: int, black: float, span: float) -> Picture:
    """What scanning apps do: the paper's own light divided away, dark made darker; 0 to 1."""
    paper = np.maximum(cv2.GaussianBlur(picture, (0, 0), reach), floor)
    return np.asarray(np.clip((picture / paper - black) / span, 0, 1))


def at_an_office(sheet: Image, rng: random.Random, long_side: int) -> Shot:
    """A scanner that gives as many dots as the picture is to have."""
    return capture.scan(sheet, rng, dpi=round(long_side / 1580 * 150))


def duplicated(sheet: Image, rng: random.Random, long_side: int, dots: int) -> Shot:
    """A copier that gives `dots` an inch to a picture of the usual length."""
    return capture.photocopy(sheet, rng, dpi=round(long_side / 1580 * dots))


def greyed(shot: Shot, grey: Picture) -> Shot:
    """A copy too poor for its seals to be read, of the given grey; one channel or three."""
    whole = np.clip(grey, 0, 255).astype(np.uint8)
    if whole.ndim == 2:
        whole = np.repeat(whole[..., None], 3, 2)
    return replace(shot, image=whole, quality="poor", seals_legible=False)


def thickened(plain: Picture, share: float, blur: float, cut: tuple[float, float]) -> Picture:
    """A copy of a copy: strokes swollen by `share`, grey cut at a level and set on a base."""
    thick = (1 - share) * plain + share * cv2.erode(plain, np.ones((2, 2), np.uint8))
    hard = np.clip((cv2.GaussianBlur(thick, (0, 0), blur) - cut[0]) * 1.5 + cut[1], 0, 250)
    return np.asarray(hard)


def specks(shape: tuple[int, int], beyond: float, rng: random.Random) -> Picture:
    """Dirt of a drum, 0 or 1."""
    grains = (_noise(rng, shape, 1.0) > beyond).astype(np.uint8)
    return np.asarray(cv2.dilate(grains, np.ones((2, 2), np.uint8)))


def faded(grey: Picture, ink: Picture, noise: float, rng: random.Random) -> Picture:
    """A copy of which `ink` (0 to 1) is left, with grain."""
    return np.asarray(255 - (255 - grey) * ink + _noise(rng, grey.shape[:2], noise)[..., None])
