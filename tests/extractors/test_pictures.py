"""Photos are decoded no larger than reading needs them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.files import open_upload
from extractors.opened import Limits
from extractors.pictures import REDUCED_LONG_SIDE


@pytest.mark.parametrize(
    ("side", "shrunk"),
    [(2 * REDUCED_LONG_SIDE, 2), (2 * REDUCED_LONG_SIDE - 2, 1), (4 * REDUCED_LONG_SIDE, 4)],
)
def test_a_large_jpeg_is_decoded_at_a_half_or_a_quarter(side: int, shrunk: int) -> None:
    photo = np.full((64, side, 3), 200, np.uint8)
    photo[:, : side // 2] = 40
    data = np.asarray(cv2.imencode(".jpg", photo)[1]).tobytes()
    with open_upload("IMG_1.jpg", data, Limits()) as opened:
        page = opened.page(1)
    assert page.raster.shape[:2] == (64 // shrunk, side // shrunk)
    assert (page.width, page.height) == (side, 64)  # as delivered, whatever was decoded
    assert page.raster[:, : side // shrunk // 2 - 8].max() < 60 < 180 < page.raster[:, side // shrunk // 2 + 8 :].min()


def test_what_cannot_be_decoded_smaller_is_decoded_whole() -> None:
    data = np.asarray(cv2.imencode(".png", np.full((64, 2 * REDUCED_LONG_SIDE, 3), 200, np.uint8))[1]).tobytes()
    with open_upload("scan.png", data, Limits()) as opened:
        assert opened.page(1).raster.shape[:2] == (64, 2 * REDUCED_LONG_SIDE)
