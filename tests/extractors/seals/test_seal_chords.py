"""Lines that stand across a ring: found, levelled and told, however badly the rim was read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.ocr import Recognised
from extractors.reading import SealPurpose
from extractors.seals import unwrap
from extractors.seals.chords import PAGE_UP, level, read_chords, told
from extractors.seals.chords import Ring as ChordRing
from extractors.seals.phrases import Fit, best_fit
from extractors.seals.shapes import Ellipse
from extractors.seals.wording import Piece

BAND = unwrap.Band(0.93, 0.9, 0.6)
PAPER = (("", -0.02),)


class Widths:
    """An engine that reads nothing and remembers how wide the pictures were that it was given."""

    characters = ("", " ")

    def __init__(self):
        self.seen = []

    def recognise(self, crops, keep_frames=False):
        self.seen += [crop.shape for crop in crops]
        return [Recognised("", (), ()) for _ in crops]


def ring_with_line(turned: float, *, star: bool = True) -> tuple[np.ndarray, Ellipse]:
    """A ring of radius 150 with blocks for the seven characters of a purpose, turned clockwise by degrees."""
    plane = np.zeros((360, 360), np.float32)
    cv2.circle(plane, (180, 180), 148, 1.0, 5)
    low = 240 if star else 172
    for at in range(7):
        cv2.rectangle(plane, (105 + 22 * at, low), (121 + 22 * at, low + 20), 0.8, -1)
    if star:
        cv2.circle(plane, (180, 180), 40, 1.0, -1)
    turn = cv2.getRotationMatrix2D((180, 180), -turned, 1.0)
    return cv2.warpAffine(plane, turn, (360, 360)), Ellipse(180, 180, 150, 150, 0.0)


@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("turned", [-24, 0, 18])
def test_the_line_below_a_star_or_through_the_middle_is_laid_level(turned, star):
    plane, ellipse = ring_with_line(turned, star=star)
    assert np.degrees(level(plane, ellipse, PAGE_UP) - PAGE_UP) == pytest.approx(turned, abs=4)


def test_the_whole_line_is_given_to_the_recogniser():
    plane, ellipse = ring_with_line(0)
    engine = Widths()
    read_chords(plane, ChordRing([plane], ellipse, BAND), PAGE_UP, engine)
    assert max(width / height for height, width, _ in engine.seen) > 4  # seven characters on one line


def frames(text, heard):
    """One frame a character; those not in `heard` left no letter."""
    return tuple(frame for c in text for frame in (((c, -0.02),) if c in heard else PAPER, PAPER))


def test_what_all_purposes_end_with_tells_none():
    assert best_fit([frames("医疗保险专用章", "专用章")]) is None


def test_half_of_the_words_that_set_a_purpose_apart_tell_it():
    fit = best_fit([frames("检验科报告专用章", "检验科专用章")])
    assert fit is not None and fit.purpose is SealPurpose.DEPARTMENT_REPORT


def test_one_character_never_makes_a_certificates_seal():
    fit = best_fit([frames("证明专用章", "证专用章")])
    assert fit is None or fit.purpose is not SealPurpose.CERTIFICATE


def test_a_department_without_an_ending_is_read_whole_or_not_at_all():
    assert best_fit([frames("CT室", "CT")]) is None
    fit = best_fit([frames("病案室", "病案室")])
    assert fit is not None and fit.purpose is SealPurpose.RECORD_COPY


def test_the_phrase_stands_for_what_was_read_of_it():
    fit = Fit(SealPurpose.CERTIFICATE, "诊断证明专用章", 0.9)
    lines = (Piece("断证明专甲", 0.7), Piece("编号之外的话", 0.9))
    assert [piece.text for piece in told(lines, (), fit)] == ["诊断证明专用章", "编号之外的话"]


def test_a_line_read_in_full_is_told_as_read():
    fit = Fit(SealPurpose.CERTIFICATE, "诊断证明专用章", 1.0)
    lines = (Piece("门诊诊断证明专用章", 0.9),)
    assert told(lines, (), fit) == lines


def test_without_a_phrase_a_clear_chord_is_told_and_an_unclear_one_is_not():
    assert told((), (Piece("合作交流部", 0.9),), None) == (Piece("合作交流部", 0.9),)
    assert told((), (Piece("合作交流部", 0.4),), None) == ()
