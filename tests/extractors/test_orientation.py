"""Which way up: the net decides where it is sure, reading decides where it is not."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractors import orientation
from extractors.ocr import Floats, Image, Recognised
from extractors.orientation import quarter_turns, turn_probabilities
from tests.extractors.test_images import sheet


class Judge:
    """An engine that reads well only where the top left of the page is dark."""

    def __init__(self) -> None:
        self.asked = 0

    def detect(self, image: Image) -> Floats:
        self.asked += 1
        self.upright = image[: image.shape[0] // 4, : image.shape[1] // 4].mean() < 128
        return np.array([[[10, 10], [200, 10], [200, 40], [10, 40]]], np.float32)

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        mark = 0.95 if self.upright else 0.4
        return [Recognised("whatever", (mark,) * 8, ()) for _ in crops]


def marked(turns: int) -> Image:
    page = np.full((600, 400, 3), 255, np.uint8)
    page[:150, :100] = 0
    return np.ascontiguousarray(np.rot90(page, -turns))


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_the_net_knows_a_typed_page(turns: int) -> None:
    odds = turn_probabilities(np.ascontiguousarray(np.rot90(sheet(), -turns)))
    assert odds.sum() == pytest.approx(1)
    assert int(odds.argmax()) == turns
    assert odds.max() > 0.8


def test_a_sure_net_asks_nobody() -> None:
    judge = Judge()
    assert quarter_turns(sheet(), judge) == 0
    assert quarter_turns(np.ascontiguousarray(np.rot90(sheet(), 2)), judge) == 2
    assert judge.asked == 0


@pytest.mark.parametrize("truth", [0, 2])
def test_in_doubt_lines_are_read_both_ways(truth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orientation, "turn_probabilities", lambda image: np.array([0.18, 0.04, 0.7, 0.08]))
    judge = Judge()
    assert quarter_turns(marked(truth), judge) == truth
    assert judge.asked == 2


class Blind(Judge):
    """An engine that finds nothing."""

    def detect(self, image: Image) -> Floats:
        self.asked += 1
        return np.zeros((0, 4, 2), np.float32)


def test_where_nothing_is_found_nobody_looks_again_the_other_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orientation, "turn_probabilities", lambda image: np.array([0.18, 0.04, 0.7, 0.08]))
    blind = Blind()
    assert quarter_turns(np.full((600, 400, 3), 255, np.uint8), blind) == 0
    assert blind.asked == 1


def test_without_a_reader_a_doubtful_page_stays_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orientation, "turn_probabilities", lambda image: np.array([0.3, 0.1, 0.4, 0.2]))
    assert quarter_turns(marked(0)) == 0


def test_a_page_without_text_stays_as_it_came() -> None:
    blank = np.full((900, 640, 3), 250, np.uint8)
    cv2.circle(blank, (320, 450), 200, (60, 60, 200), -1)
    assert quarter_turns(blank) in (0, 1, 2, 3)
    assert quarter_turns(np.full((900, 640, 3), 255, np.uint8)) == 0
