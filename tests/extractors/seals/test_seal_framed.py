"""Framed seals: which plane of ink they are read on, and in which order a name stands."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.seals import framed
from extractors.seals.ink import separate
from extractors.seals.shapes import Rectangle
from extractors.seals.wording import Lines, Piece
from tests.extractors.seals.drawn import BLACK, RED, frame_mask, stamp


def lines(*read: tuple[str, float]) -> Lines:
    return Lines(tuple(Piece(text, sure) for text, sure in read), ())


FADED = (Piece("示列市人民医院", 0.8), Piece("检验科", 0.9))


def test_the_plane_read_best_tells_the_lines():
    better = lines(("示例市人民医院", 0.99), ("检验科", 0.99))
    assert framed._surer(FADED, [better], printed=True) == better.pieces
    worse = lines(("示列巾人民医院", 0.5), ("检验科", 0.7))
    assert framed._surer(FADED, [worse], printed=False) == FADED


@pytest.mark.parametrize(
    "read",
    [
        (("示例市人民医院", 0.99), ("2026年6月16日", 0.99), ("检验科", 0.99)),
        (("示例市人民医院", 0.99), ("主治医师王小样", 0.99)),
    ],
)
def test_print_that_lies_under_a_frame_is_none_of_its_lines(read):
    assert framed._surer(FADED, [lines(*read)], printed=True) == FADED
    assert framed._surer((), [lines(*read)], printed=True) == ()
    assert framed._surer(FADED, [lines(*read)], printed=False) != FADED


def test_print_under_a_frame_is_seen_as_such():
    image = np.full((160, 300, 3), 250, np.uint8)
    stamp(image, frame_mask(image.shape, (30, 30, 270, 130)), RED)
    rectangle = Rectangle(150, 80, 240, 100, 0.0)
    assert framed._printed(separate(image, (30, 30, 270, 130)), rectangle) < framed._OVERPRINTED
    image[70:90, 60:240] = BLACK
    assert framed._printed(separate(image, (30, 30, 270, 130)), rectangle) > framed._OVERPRINTED


def test_names_in_two_columns_are_read_from_the_right():
    assert framed._in_columns("渝屠", "印霜") == "屠霜渝印"
    assert framed._in_columns("王小", "样印") == "王小样印"


@pytest.mark.parametrize("turned", [0, 14])
def test_a_frame_is_levelled_by_its_own_stroke(turned):
    mask = frame_mask((200, 300), (50, 60, 250, 140))
    mask = cv2.warpAffine(mask, cv2.getRotationMatrix2D((150, 100), -turned, 1.0), (300, 200))
    rough = Rectangle(150, 100, 220, 100 + 2 * turned, 0.0)
    assert framed._along_frame(mask.astype(np.float32) / 255, rough).angle == pytest.approx(turned, abs=1)


def test_a_ring_and_loose_strokes_level_nothing():
    plane = np.zeros((200, 300), np.float32)
    cv2.circle(plane, (150, 100), 80, 1.0, 4)
    rough = Rectangle(150, 100, 170, 170, 0.0)
    assert framed._along_frame(plane, rough) is rough
    assert framed._along_frame(np.zeros_like(plane), rough) is rough
