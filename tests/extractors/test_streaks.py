"""Streaks of faxes and copiers."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.streaks import without_streaks


def written() -> np.ndarray:
    page = np.full((1400, 1000, 3), 250, np.uint8)
    for y in range(120, 1300, 30):
        for x in range(60, 900, 90):  # strokes with gaps between them
            page[y : y + 6, x : x + 60] = 10
    return page


def test_a_streak_down_or_across_the_page_is_taken_out() -> None:
    page = written()
    for lines in (((350, 0), (350, 1399)), ((0, 672), (999, 672))):
        streaked = page.copy()
        cv2.line(streaked, *lines, (0.0, 0.0, 0.0), 2)
        clean = without_streaks(streaked)
        assert (np.abs(streaked.astype(int) - page) > 60).any()
        assert not (np.abs(clean.astype(int) - page) > 60).any()  # strokes that it crosses are whole


def test_a_page_without_streaks_is_the_same_picture() -> None:
    page = written()
    assert without_streaks(page) is page


def test_rules_and_margins_stay() -> None:
    page = written()
    cv2.rectangle(page, (80, 100), (920, 1300), (0.0, 0.0, 0.0), 3)  # a frame ends before the edges
    page[:, :30] = 5  # the dark beside a sheet
    page[:, 400:440] = 5
    assert without_streaks(page) is page
