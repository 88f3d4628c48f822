"""How well a page can be seen, measured; and what to tell the person who took the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.opened import Raster
from extractors.reading import Line, Quality, QualityGrade, QualityProblem

if TYPE_CHECKING:
    from extractors.images import Upright

Problem = QualityProblem

WORDS: dict[QualityProblem, tuple[str, str]] = {
    Problem.BLURRED: (
        "照片模糊，请在光线充足处重新拍摄，手机端平、对焦清晰后再拍。",
        "The picture is blurred: please take it again in good light, hold the phone steady and let it focus.",
    ),
    Problem.GLARE: (
        "照片有反光，看不清部分内容，请关闭闪光灯、避开灯光直射后重新拍摄。",
        "Glare hides part of the page: please switch the flash off, avoid direct light and take it again.",
    ),
    Problem.TOO_DARK: (
        "照片过暗，请在光线充足处重新拍摄。",
        "The picture is too dark: please take it again in good light.",
    ),
    Problem.TOO_BRIGHT: (
        "照片过亮、字迹发白，请避开强光后重新拍摄。",
        "The picture is too bright and the writing washed out: please take it again out of strong light.",
    ),
    Problem.LOW_RESOLUTION: (
        "图片分辨率太低，文字过小，请靠近拍摄或上传原图（不要用截图或压缩图）。",
        "The picture is too small to read: please come closer, or send the original instead of a compressed copy.",
    ),
    Problem.CUT_OFF: (
        "页面没有拍全，请把整页（四个角）都拍进画面后重新上传。",
        "Part of the page is cut off: please take a picture that shows the whole page with all four corners.",
    ),
    Problem.FAINT: (
        "字迹太浅，请上传更清晰的扫描件或照片。",
        "The writing is too faint: please send a clearer scan or picture.",
    ),
    Problem.UNCERTAIN_TEXT: (
        "部分文字无法准确识别，请上传更清晰的照片或扫描件。",
        "Part of the text could not be read with certainty: please send a clearer picture or scan.",
    ),
    Problem.BLANK: (
        "这一页是空白页，请检查是否传错。",
        "This page is blank: please check whether the right page was sent.",
    ),
}


def describe(problem: QualityProblem) -> tuple[str, str]:
    """The problem in a sentence for a patient, Chinese and English, saying what to do."""
    return WORDS[problem]


def measure(raster: Raster, upright: Upright, lines: Sequence[Line]) -> Quality:
    """How well the page could be seen."""
    grey = np.asarray(cv2.cvtColor(upright.image, cv2.COLOR_BGR2GRAY), np.uint8)
    return Quality(QualityGrade.GOOD, brightness=float(np.percentile(grey, 90)) / 255)
