"""A black bar on a sheet: whether matrix and bend of a capture say where it went."""

from __future__ import annotations

import random

import cv2
import numpy as np

from samples import capture, mishaps


def shot_of_a_bar(how: str, seed: int) -> capture.Shot:
    """A sheet with a bar, captured with a mishap; fails where the bar is not found at the place its geometry says."""
    sheet = np.full((1100, 800, 3), 255, np.uint8)
    corners = np.array([(330, 640), (480, 640), (480, 740), (330, 740)], np.float32)
    cv2.fillConvexPoly(sheet, corners.astype(np.int32), (0, 0, 0))
    shot = mishaps.shoot(sheet, random.Random(seed), how, 1100)
    points = shot.bend(corners) if shot.bend else corners
    points = cv2.perspectiveTransform(points[None].astype(np.float64), shot.matrix)[0]
    h, w = shot.image.shape[:2]
    grey = shot.image.mean(2)
    solid = cv2.fillConvexPoly(np.zeros((h, w), np.uint8), points.astype(np.int32), 1)
    inner = cv2.erode(solid, np.ones((15, 15), np.uint8))
    rim = cv2.dilate(solid, np.ones((15, 15), np.uint8))
    outer = cv2.dilate(rim, np.ones((11, 11), np.uint8)) - rim
    assert inner.sum() > 200
    assert grey[inner > 0].mean() + 50 < grey[outer > 0].mean()
    box, share = capture.boxed(corners, shot)
    assert share > 0.99
    assert abs((box[0] + box[2]) / 2 * w - points[:, 0].mean()) < 0.02 * w
    return shot
