"""Quality: what was done to a page is what is found wrong with it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images import Upright, measure, upright
from extractors.opened import Raster
from extractors.quality import describe
from extractors.reading import Box, Line, Polygon, Quality, QualityGrade, QualityProblem
from tests.extractors.test_images import LINES, sheet

P = QualityProblem


def lines_of(confidence: float = 0.98, shift: float = 0.0, count: int = 20) -> tuple[Line, ...]:
    """The lines of `sheet()` as a perfect detector would box them; `shift` moves them left, in page widths."""
    out = []
    for number, words in enumerate((LINES * 2)[:count]):
        width = cv2.getTextSize(words, cv2.FONT_HERSHEY_COMPLEX, 0.7, 1)[0][0]
        x0, x1 = 68 / 900 - shift, (72 + width) / 900 - shift
        y0, y1 = (110 + number * 56 - 22) / 1270, (110 + number * 56 + 8) / 1270
        polygon: Polygon = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        clipped = tuple((min(1.0, max(0.0, x)), y) for x, y in polygon)
        box = Box(x0, y0 * 1270 / 900, x1, y1 * 1270 / 900)
        out.append(Line(words, confidence, confidence, box, clipped, (confidence,) * len(words)))  # type: ignore[arg-type]
    return tuple(out)


def plain(raster: Raster) -> Upright:
    return Upright(raster, np.diag([1 / raster.shape[1], 1 / raster.shape[0], 1.0]), 0)


def quality(raster: Raster, lines: tuple[Line, ...] | None = None) -> Quality:
    return measure(raster, plain(raster), lines_of() if lines is None else lines)


def blurred(sigma: float) -> Raster:
    return cv2.GaussianBlur(sheet(), (0, 0), sigma)


def jpeg(raster: Raster, level: int) -> Raster:
    return cv2.imdecode(cv2.imencode(".jpg", raster, [cv2.IMWRITE_JPEG_QUALITY, level])[1], 1)


def test_a_clean_page_is_good() -> None:
    found = quality(sheet())
    assert (found.grade, found.problems) == (QualityGrade.GOOD, ())
    assert found.text_height == pytest.approx(30, abs=1)
    assert found.sharpness > 0.7
    assert found.brightness > 0.95


def test_sharpness_falls_with_blur_and_hardly_with_jpeg_or_noise() -> None:
    values = [quality(blurred(sigma)).sharpness for sigma in (0.5, 1.5, 2.5, 4)]
    assert values == sorted(values, reverse=True)
    assert values[-1] < 0.4 * values[0]
    soft = quality(blurred(4)).sharpness
    assert quality(jpeg(blurred(4), 10)).sharpness < soft + 0.12  # blocks are no strokes
    noise = np.random.default_rng(0).normal(0, 10, sheet().shape)
    noisy = np.clip(sheet() + noise, 0, 255).astype(np.uint8)
    assert quality(noisy).sharpness == pytest.approx(quality(sheet()).sharpness, abs=0.15)


def test_a_blurred_page_is_poor_and_a_hopeless_one_unreadable() -> None:
    assert P.BLURRED in quality(blurred(4)).problems
    assert quality(blurred(4)).grade is not QualityGrade.GOOD
    assert quality(blurred(14)).grade is QualityGrade.UNREADABLE
    assert quality(blurred(5), lines_of(count=1)[:0]).grade is QualityGrade.UNREADABLE  # and nothing could be read


def test_softness_counts_for_more_in_dim_light() -> None:
    soft = blurred(1.6)
    assert P.BLURRED not in quality(soft).problems
    assert P.BLURRED in quality((soft * 0.4).astype(np.uint8)).problems


def test_a_shaken_picture_is_blurred() -> None:
    kernel = np.zeros((15, 15), np.float32)
    kernel[7] = 1 / 15
    assert P.BLURRED in quality(cv2.filter2D(sheet(), -1, kernel)).problems


def test_light() -> None:
    assert P.TOO_DARK in quality((sheet() * 0.15).astype(np.uint8)).problems
    pale = (255 - (255 - sheet().astype(np.float32)) * 0.08).astype(np.uint8)
    assert {P.FAINT, P.TOO_BRIGHT} & set(quality(pale).problems)


def test_glare_is_seen_on_a_photo_and_not_on_white_paper() -> None:
    photo = (sheet() * 0.75).astype(np.uint8)
    cv2.ellipse(photo, (450, 600), (260, 180), 0, 0, 360, (255, 255, 255), -1)
    assert P.GLARE in quality(photo).problems
    assert quality(sheet()).glare == 0


def test_small_text_is_low_resolution() -> None:
    small = cv2.resize(sheet(), None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    found = quality(small)
    assert P.LOW_RESOLUTION in found.problems
    assert found.text_height == pytest.approx(9, abs=0.5)
    tiny = cv2.resize(sheet(), None, fx=0.15, fy=0.15, interpolation=cv2.INTER_AREA)
    assert quality(tiny).grade is QualityGrade.UNREADABLE


def test_lines_cut_by_the_edge_are_told_from_lines_near_it() -> None:
    cut = sheet()[:, 100:]
    moved = tuple(
        Line(line.text, 1, 1, line.box, tuple((max(0.0, (x * 900 - 100) / 800), y) for x, y in line.polygon))  # type: ignore[arg-type]
        for line in lines_of()
    )
    assert P.CUT_OFF in quality(cut, moved).problems
    near = sheet()[:, 66:]
    close = tuple(
        Line(line.text, 1, 1, line.box, tuple((max(0.0, (x * 900 - 66) / 834), y) for x, y in line.polygon))  # type: ignore[arg-type]
        for line in lines_of()
    )
    assert P.CUT_OFF not in quality(near, close).problems


def test_uncertain_characters_make_a_page_poor() -> None:
    mixed = lines_of(0.98, count=16) + lines_of(0.3)[16:]
    found = quality(sheet(), mixed)
    assert 0.1 < found.uncertain_share < 0.3
    assert P.UNCERTAIN_TEXT in found.problems
    assert found.grade is QualityGrade.POOR
    assert quality(sheet(), lines_of(0.3)).grade is QualityGrade.UNREADABLE


@pytest.mark.parametrize("level", [255, 200, 90])
def test_a_blank_page_is_blank_and_never_good(level: int) -> None:
    dice = np.random.default_rng(1)
    blank = np.clip(dice.normal(level, 3, (1270, 900, 3)), 0, 255).astype(np.uint8)
    found = quality(blank, ())
    assert found.problems == (P.BLANK,)
    assert found.grade is QualityGrade.POOR


def test_a_page_whose_text_could_not_be_made_out_is_not_blank() -> None:
    found = quality(blurred(14), ())
    assert P.BLANK not in found.problems
    assert found.grade is QualityGrade.UNREADABLE


def test_a_page_turned_and_evened_out_is_measured_as_delivered() -> None:
    dark = np.ascontiguousarray(np.rot90((sheet() * 0.15).astype(np.uint8)))
    found = measure(dark, upright(dark), ())
    assert found.brightness < 0.2


@pytest.mark.parametrize("problem", list(QualityProblem))
def test_every_problem_has_words_for_a_patient(problem: QualityProblem) -> None:
    zh, en = describe(problem)
    assert zh.endswith("。") and "请" in zh
    assert en.endswith(".") and "please" in en


@pytest.mark.parametrize("level", [0, 30])
def test_a_black_page_is_too_dark_to_read_and_no_blank_sheet(level: int) -> None:
    found = quality(np.full((1400, 1000, 3), level, np.uint8), ())
    assert found.grade is QualityGrade.UNREADABLE
    assert QualityProblem.TOO_DARK in found.problems


@pytest.mark.parametrize("height", [10, 92, 200])
def test_a_thumbnail_of_a_paper_is_unreadable_whatever_was_read_there(height: int) -> None:
    small = cv2.resize(sheet(), (max(8, height * 10 // 14), height), interpolation=cv2.INTER_AREA)
    for lines in ((), lines_of(count=2)):
        found = quality(np.asarray(small, np.uint8), lines)
        assert (found.grade, found.problems) == (QualityGrade.UNREADABLE, (QualityProblem.LOW_RESOLUTION,))
