"""Which boxes the detector makes of a net's map: lines, and what of a blob that bends is a line."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.detector import Detector, Floats

SHAPE = (320, 640)  # of the map, and of the picture
LINE = ((60, 150), (300, 150))  # the middle of a line of print


class Sees:
    """A net that sees one map."""

    keeps_shapes = False

    def __init__(self, heat: Floats) -> None:
        self.heat = heat

    def __call__(self, blob: Floats) -> Floats:
        return self.heat[None, None]


def drawn(*, arc: bool) -> Floats:
    """A line, which the upper half of an oval stamp's lettering goes on from, if there is one."""
    heat = np.zeros(SHAPE, np.float32)
    cv2.line(heat, *LINE, (0.95,), 9)
    if arc:
        cv2.ellipse(heat, (420, 150), (120, 70), 0, 180, 360, (0.7,), 9)
    return heat


def found(heat: Floats, bent: bool) -> Floats:
    return Detector(Sees(heat), 1536).detect(np.full((*SHAPE, 3), 255, np.uint8), bent)


def test_a_line_is_found_once_whether_or_not_bends_are_asked_for() -> None:
    assert len(found(drawn(arc=False), bent=False)) == 1
    assert len(found(drawn(arc=False), bent=True)) == 1


def test_a_line_that_runs_into_a_stamp_is_found_where_bends_are_asked_for() -> None:
    assert len(found(drawn(arc=True), bent=False)) == 0
    quads = found(drawn(arc=True), bent=True)
    lines = [q for q in quads if abs(q[:, 1].mean() - 150) < 8 and np.ptp(q[:, 1]) < 40]
    assert len(lines) == 1
    assert lines[0][:, 0].min() < 70
    assert 280 < lines[0][:, 0].max() < 340


def test_warmth_without_print_has_no_straight_parts() -> None:
    heat = np.zeros(SHAPE, np.float32)
    cv2.ellipse(heat, (320, 160), (150, 90), 0, 0, 360, (0.4,), 9)
    assert len(found(heat, bent=True)) == 0
