"""The trained detector of seals: where it sees one on a page, of which shape and ink, and how far it bears others out.

Made by samples/training/train_seals.py; weights, provenance and licence lie in `weights/` beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors import models, nets
from extractors.reading import SealColour, SealPurpose, SealShape
from extractors.seals.candidates import iou
from extractors.seals.shapes import PixelBox

Image = npt.NDArray[Any]

LONG_SIDE = 896
"""Pixels of the longer side a page is shown to the net at, as in training."""

_STRIDE = 4  # pixels to a cell of the net's answer
_MULTIPLE = 32  # sides the net can take
_GREY = 114  # what lies beyond the page, as in training
_LEVELS = np.arange(256, dtype=np.float32) / 255
_NEAR = 0.35  # of a box's half sides: how far from its centre the net may place the seal's

_KINDS = (None, SealPurpose.PERSONAL_NAME, SealPurpose.FINGERPRINT)
_SHAPES = (SealShape.ROUND, SealShape.OVAL, SealShape.RECTANGLE, SealShape.SQUARE, SealShape.LINE)
_INKS = (SealColour.RED, SealColour.PURPLE, SealColour.BLUE, SealColour.BLACK)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A seal as the net sees it."""

    box: PixelBox  # pixels of the page looked at
    score: float  # of the net, 0 to 1; not yet a probability
    purpose: SealPurpose | None  # name seal or fingerprint, None for seals of institutions
    shape: SealShape
    ink: SealColour  # never grey: the net cannot know whether the page has colour
    ink_surety: float


@dataclass(frozen=True, slots=True)
class View:
    """The net's answer for one page."""

    planes: Image  # (17, h, w) float32: heat of 3 kinds, 4 distances (net pixels), region, 5 shapes, 4 inks
    scale: float  # net pixels per pixel of the page

    @property
    def hottest(self) -> float:
        return float(self.planes[:3].max(initial=0.0))

    @property
    def size(self) -> tuple[float, float]:
        """(width, height) of the page, in pixels of its own, to a stride's worth."""
        height, width = self.planes.shape[1:]
        return width * _STRIDE / self.scale, height * _STRIDE / self.scale

    def sightings(self, least: float) -> tuple[Sighting, ...]:
        """Peaks of heat from `least`, the surest first, none much over another."""
        heat = self.planes[:3]
        crest = np.stack([cv2.dilate(plane, np.ones((5, 5), np.uint8)) for plane in heat])
        seen = [self._sighting(*at) for at in zip(*np.nonzero((heat >= least) & (heat == crest)), strict=True)]
        kept: list[Sighting] = []
        for one in sorted(seen, key=lambda s: (-s.score, s.box)):
            if all(iou(one.box, other.box) < 0.4 for other in kept):
                kept.append(one)
        return tuple(kept)

    def boxes(self, least: float) -> list[PixelBox]:
        """The box about every place of heat from `least`, peak or not, in pixels of the page."""
        places = zip(*np.nonzero(self.planes[:3].max(0) >= least), strict=True)
        return [self._box(int(y), int(x)) for y, x in places]

    def _sighting(self, kind: int, y: int, x: int) -> Sighting:
        inks = self.planes[13:17, y, x]
        return Sighting(
            box=self._box(y, x),
            score=float(self.planes[kind, y, x]),
            purpose=_KINDS[kind],
            shape=_SHAPES[int(self.planes[8:13, y, x].argmax())],
            ink=_INKS[int(inks.argmax())],
            ink_surety=float(inks.max()),
        )

    def _box(self, y: int, x: int) -> PixelBox:
        left, top, right, bottom = (float(v) for v in self.planes[3:7, y, x])
        cx, cy = (x + 0.5) * _STRIDE, (y + 0.5) * _STRIDE
        box = ((cx - left), (cy - top), (cx + right), (cy + bottom))
        return box[0] / self.scale, box[1] / self.scale, box[2] / self.scale, box[3] / self.scale

    def support(self, box: PixelBox, near: float = _NEAR) -> float:
        """The most heat, of any kind, about the centre of what a box in pixels of the page covers of it.

        `near`: of the box's half sides.
        """
        height, width = self.planes.shape[1:]
        x0, x1 = (float(np.clip(v * self.scale / _STRIDE, 0, width - 1)) for v in (box[0], box[2]))
        y0, y1 = (float(np.clip(v * self.scale / _STRIDE, 0, height - 1)) for v in (box[1], box[3]))
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        rx, ry = max(1.0, near * (x1 - x0) / 2), max(1.0, near * (y1 - y0) / 2)
        rows = slice(max(0, round(cy - ry)), round(cy + ry) + 1)
        columns = slice(max(0, round(cx - rx)), round(cx + rx) + 1)
        part = self.planes[:3, rows, columns]
        return float(part.max()) if part.size else 0.0


def look(image: Image) -> View:
    """Show an upright BGR page to the net. The same picture gives the same answer."""
    scale = min(1.0, LONG_SIDE / max(image.shape[:2]))  # a smaller picture is a part cut out of a page
    width, height = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    padded = np.full((_up(height), _up(width), 3), _GREY, np.uint8)
    padded[:height, :width] = small
    blob = np.stack([np.asarray(cv2.LUT(channel, _LEVELS), np.float32) for channel in cv2.split(padded)])
    planes = _net()(blob[None])[0]
    return View(planes[:, : -(-height // _STRIDE), : -(-width // _STRIDE)], scale)


def _up(pixels: int) -> int:
    return -(-pixels // _MULTIPLE) * _MULTIPLE


@cache
def _net() -> nets.Net:
    return nets.load(models.SEALS, threads=1)
