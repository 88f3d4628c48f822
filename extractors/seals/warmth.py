"""Where on a page the net is warm enough for what another detector finds to count: nobody need look elsewhere."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.seals.judging import CUT, least_support
from extractors.seals.net import View
from extractors.seals.shapes import PixelBox

Image = npt.NDArray[Any]

_BEYOND = 0.1  # of a place's longer side: how far it goes on beyond the page where it is cut off
_MOVED = 0.8  # of a proposed place's half sides: as far as its middle may be when its outline has been fitted
_AROUND = 0.5  # of the sides of a box of the net: its boxes are off, the more so the less it is sure


class Warmth:
    """Of one net's view for the places of one source (`Candidate.source`), to be told with confidence `least`."""

    def __init__(self, view: View, scale: float, source: str, least: float) -> None:
        """`scale`: work pixels per pixel of the page."""
        self._view, self._scale = view, scale
        self._least = least_support(source, least)
        self._cut = least_support(source, min(least, CUT)) if source == "ring" else self._least
        self.anywhere = view.hottest >= self._cut

    def likely(self, box: PixelBox) -> bool:
        """Whether a place (work pixels), whose outline is yet to be fitted, has any chance."""
        x0, y0, x1, y1 = (v / self._scale for v in box)
        least = self._cut if self._cut_off(box) else self._least
        return self._view.support((x0, y0, x1, y1), _MOVED) >= least

    def _cut_off(self, box: PixelBox) -> bool:
        """Whether a place (work pixels) goes on beyond the page: the net has seen whole seals."""
        x0, y0, x1, y1 = box
        over = _BEYOND * max(x1 - x0, y1 - y0)
        width, height = (side * self._scale for side in self._view.size)
        return x0 < -over or y0 < -over or x1 > width + over or y1 > height + over

    def field(self, shape: tuple[int, ...]) -> Image:
        """(h, w) uint8, work pixels: 1 where the ink of a seal the net is warm for may lie."""
        near = np.zeros(shape[:2], np.uint8)
        for x0, y0, x1, y1 in self._view.boxes(self._least):
            across, down = _AROUND * (x1 - x0), _AROUND * (y1 - y0)
            corners = (x0 - across, y0 - down, x1 + across, y1 + down)
            left, top, right, bottom = (round(v * self._scale) for v in corners)
            cv2.rectangle(near, (left, top), (right, bottom), (1.0,), -1)
        return near
