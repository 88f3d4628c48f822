"""How well a page can be seen, measured; and what to tell the person who took the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.percentiles import percentile, percentiles
from extractors.reading import Box, Line, Quality, QualityGrade, QualityProblem
from extractors.skew import shrunk

if TYPE_CHECKING:
    from extractors.images import Upright

Problem = QualityProblem
Grey = NDArray[np.uint8]

STRIP_HEIGHT = 40  # pixels a line is brought to before its sharpness is measured
MOST_STRIPS = 24
STEEPEST = 0.30  # slope of printed text's edges, in contrasts a pixel, that counts as 1

# Where a page is poor, and where it is hopeless; calibrated on degraded pages (tests/extractors/test_quality.py)
BLURRED, HOPELESS_BLUR = 0.36, 0.12
DIM, DIM_BLURRED = 0.5, 0.6  # in dim light softness already costs what is faint: seals, thin strokes
FEW_CHARACTERS = 12  # read on a blurred page: as good as nothing
LEGIBLE = 0.6  # confidence of a line whose strokes can stand for the page's
GLARE = 0.02
TOO_DARK = 0.22
TOO_BRIGHT = 0.93
WHITE = 0.95  # paper level above which white is paper, not glare
FAINT = 0.12
LOW_RESOLUTION, HOPELESS_RESOLUTION = 11.0, 6.0
CUT_LINES = 3
THUMBNAIL = 240  # pixels of the longer side below which no paper can be judged
UNCERTAIN = 0.6  # confidence below which a character counts as uncertain
UNCERTAIN_SHARE, HOPELESS_SHARE = 0.08, 0.45

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
    """How well a page could be seen.

    Args:
        raster: the page as delivered.
        upright: the same page upright.
        lines: what was read on it; none on a page without text.
    """
    own = [line for line in lines if not line.in_seal] or list(lines)
    strips = _strips(raster, [line for line in own if line.confidence >= LEGIBLE])
    shown = strips or [np.asarray(cv2.cvtColor(upright.image, cv2.COLOR_BGR2GRAY), np.uint8)]
    paper_level = percentile(_paper(raster, upright), 50) / 255
    seen = Sight(
        sharpness=_sharpness(shown),
        contrast=float(np.median([_contrast(strip) for strip in shown])),
        glare=_glare(upright.image) if paper_level < WHITE else 0.0,
        brightness=paper_level,
        text_height=_text_height(raster, own),
        uncertain=_uncertain_share(own),
        cut=_cut_lines(raster, own),
        text=bool(own),
        characters=sum(len(line.text) for line in own),
        blank=not own and paper_level >= TOO_DARK and _is_blank(shown[0]),
        long_side=max(raster.shape[:2]),
        picture=upright.picture,
    )
    problems = tuple(_problems(seen))
    return Quality(
        grade=_grade(seen, problems),
        problems=problems,
        sharpness=round(seen.sharpness, 3),
        glare=round(seen.glare, 4),
        brightness=round(seen.brightness, 3),
        text_height=round(seen.text_height, 1),
        uncertain_share=round(seen.uncertain, 4),
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """What was measured of a page."""

    sharpness: float  # [0, 1]
    contrast: float  # of writing against paper, [0, 1]
    glare: float  # share of the page
    brightness: float  # paper level, [0, 1]
    text_height: float  # pixels as delivered
    uncertain: float  # share of characters
    cut: int  # lines that run over an edge
    text: bool
    characters: int  # read, in all lines
    blank: bool
    long_side: int  # pixels as delivered
    picture: str


def _problems(seen: Sight) -> Iterator[QualityProblem]:
    if seen.long_side < THUMBNAIL and not seen.picture:
        yield Problem.LOW_RESOLUTION
        return
    if seen.blank:
        yield Problem.BLANK
        return
    if seen.picture:  # of a face: it has no text to be read
        yield from [Problem.TOO_DARK] if seen.brightness < TOO_DARK else []
        return
    if seen.sharpness < (DIM_BLURRED if seen.brightness < DIM else BLURRED):
        yield Problem.BLURRED
    if seen.glare > GLARE:
        yield Problem.GLARE
    if seen.brightness < TOO_DARK:
        yield Problem.TOO_DARK
    if seen.contrast < FAINT:
        yield Problem.TOO_BRIGHT if seen.brightness > TOO_BRIGHT else Problem.FAINT
    if seen.text and seen.text_height < LOW_RESOLUTION:
        yield Problem.LOW_RESOLUTION
    if seen.cut >= CUT_LINES:
        yield Problem.CUT_OFF
    if seen.uncertain > UNCERTAIN_SHARE:
        yield Problem.UNCERTAIN_TEXT


def _grade(seen: Sight, problems: Sequence[QualityProblem]) -> QualityGrade:
    if seen.picture:
        return QualityGrade.POOR if problems else QualityGrade.GOOD
    hopeless = seen.sharpness < HOPELESS_BLUR or (seen.text and seen.text_height < HOPELESS_RESOLUTION)
    if seen.long_side < THUMBNAIL:
        return QualityGrade.UNREADABLE  # whatever was read there: a paper this small hides more than it shows
    dim = Problem.BLURRED in problems or Problem.TOO_DARK in problems
    nothing_read = dim and seen.characters < FEW_CHARACTERS
    if not seen.blank and (hopeless or nothing_read or seen.uncertain > HOPELESS_SHARE):
        return QualityGrade.UNREADABLE
    return QualityGrade.POOR if problems else QualityGrade.GOOD


def _strips(raster: Raster, lines: Sequence[Line]) -> list[Grey]:
    """Lines cut out of the page as delivered, all at one height: what is measured there is at the scale of text."""
    height, width = raster.shape[:2]
    chosen = [line for line in lines if len(line.text) >= 2][:: max(1, len(lines) // MOST_STRIPS)][:MOST_STRIPS]
    strips = []
    for line in chosen or lines[:MOST_STRIPS]:
        quad = np.array(line.polygon, np.float32) * np.array([width, height], np.float32)
        long, high = float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
        if long < 4 or high < 3:
            continue
        across = int(min(1200, max(STRIP_HEIGHT, long / high * STRIP_HEIGHT)))
        corners = np.array([[0, 0], [across, 0], [across, STRIP_HEIGHT], [0, STRIP_HEIGHT]], np.float32)
        if high > 2 * STRIP_HEIGHT:  # warping samples single pixels: very large text is averaged first
            shrink = STRIP_HEIGHT / high
            place = np.array([quad.min(0), quad.max(0)]).astype(int).clip(0, [width, height])
            part = raster[place[0, 1] : place[1, 1], place[0, 0] : place[1, 0]]
            if part.size == 0:
                continue
            part = np.asarray(cv2.resize(part, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
            quad = (quad - place[0]) * np.float32(shrink)
            source = part
        else:
            source = raster
        cut = cv2.warpPerspective(
            source,
            cv2.getPerspectiveTransform(quad.astype(np.float32), corners),
            (across, STRIP_HEIGHT),
            borderMode=cv2.BORDER_REPLICATE,
        )
        strips.append(np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY), np.uint8))
    return strips


def _sharpness(strips: Sequence[Grey]) -> float:
    """How steep the edges of strokes are against the contrast they cross, at the scale of text; [0, 1].

    JPEG blocks and noise are faint against that contrast. The sharper strips speak for the page.
    """
    found = []
    for strip in strips:
        smooth = cv2.GaussianBlur(strip.astype(np.float32), (0, 0), 0.7)
        step = 1 + strip.size // 500_000  # a whole page has pixels enough
        low, high = percentiles(smooth[::step, ::step], (2, 98))
        spread = high - low
        if spread >= 6:
            # A shaken picture keeps the edges along its movement: the weaker direction counts.
            slopes = [
                percentile(np.abs(cv2.Sobel(smooth, cv2.CV_32F, *way)[::step, ::step]) / 8, 98)
                for way in ((1, 0), (0, 1))
            ]
            found.append(min(slopes) / spread / STEEPEST)
    return float(np.clip(np.percentile(found, 60), 0, 1)) if found else 0.0


def _contrast(strip: Grey) -> float:
    strip = strip[:: 1 + strip.shape[0] // 700, :: 1 + strip.shape[1] // 1200]
    dark, paper = percentiles(strip, (2, 95))
    return (paper - dark) / 255


def _paper(raster: Raster, upright: Upright) -> NDArray[np.float32]:
    """Levels of the paper as delivered (the upright image may have been evened out)."""
    height, width = upright.image.shape[:2]
    grid = np.stack(np.meshgrid(np.linspace(0.05, 0.95, 40) * width, np.linspace(0.05, 0.95, 40) * height), -1)
    places = cv2.perspectiveTransform(grid.reshape(1, -1, 2), upright.to_delivered)[0]
    grey = np.asarray(cv2.cvtColor(shrunk(raster, 700), cv2.COLOR_BGR2GRAY), np.uint8)
    lifted = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    x = np.clip(places[:, 0] * grey.shape[1], 0, grey.shape[1] - 1).astype(int)
    y = np.clip(places[:, 1] * grey.shape[0], 0, grey.shape[0] - 1).astype(int)
    return np.asarray(lifted[y, x], np.float32)


def _glare(image: Raster) -> float:
    """Share of the page burnt out to white where the paper around is not white. Scans, white all over, have none."""
    small = shrunk(image, 500)
    if percentile(np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)), 50) >= 236:
        return 0.0
    blue, green, red = cv2.split(small)
    burnt = (cv2.min(cv2.min(blue, green), red) >= 251).astype(np.uint8)
    if burnt.mean() < 1e-4:
        return 0.0
    spots = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    return float(spots.mean())


def _text_height(raster: Raster, lines: Sequence[Line]) -> float:
    """Median height of a line, pixels as delivered."""
    size = np.array([raster.shape[1], raster.shape[0]], np.float64)
    heights = []
    for line in lines:
        tl, tr, br, bl = (np.array(point) * size for point in line.polygon)
        heights.append((np.linalg.norm(bl - tl) + np.linalg.norm(br - tr)) / 2)
    return float(np.median(heights)) if heights else 0.0


def _uncertain_share(lines: Sequence[Line]) -> float:
    """Share of characters read with a confidence below UNCERTAIN."""
    total = unsure = 0
    for line in lines:
        marks = line.char_confidences or (line.confidence,) * len(line.text)
        total += len(marks)
        unsure += sum(mark < UNCERTAIN for mark in marks)
    return unsure / total if total else 0.0


def _cut_lines(raster: Raster, lines: Sequence[Line]) -> int:
    """Lines whose strokes run into an edge of the picture; the most at any one edge."""
    height, width = raster.shape[:2]
    counts = dict.fromkeys(("left", "right", "top", "bottom"), 0)
    for line in lines:
        if len(line.text.strip()) < 2:
            continue
        box = Box.around(line.polygon)
        x0, x1, y0, y1 = int(box.x0 * width), int(box.x1 * width), int(box.y0 * height), int(box.y1 * height)
        near = max(2.0, 0.15 * (y1 - y0))
        close = (x0 <= near, x1 >= width - 1 - near, y0 <= near, y1 >= height - 1 - near)
        cut = raster[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1]
        if not any(close) or cut.size == 0:
            continue
        patch = np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY), np.uint8)
        paper = percentile(patch, 60)
        dark = paper - max(25.0, 0.45 * (paper - int(patch.min())))
        rims = (patch[:, :2], patch[:, -2:], patch[:2], patch[-2:])
        edges = zip(counts, close, rims, strict=True)
        for name, at_edge, rim in edges:
            share = float((rim < dark).mean()) if at_edge else 0.0
            counts[name] += 0.04 < share < 0.7  # more is a frame or a shadow, not a stroke
    sideways = max(counts["left"], counts["right"])
    return max(sideways, CUT_LINES * max(counts["top"] > 1, counts["bottom"] > 1))


def _is_blank(flat: Grey) -> bool:
    inner = flat[flat.shape[0] // 30 : -max(1, flat.shape[0] // 30), flat.shape[1] // 30 : -max(1, flat.shape[1] // 30)]
    small = cv2.resize(
        inner, (400, max(50, round(400 * inner.shape[0] / inner.shape[1]))), interpolation=cv2.INTER_AREA
    )
    lifted = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    strokes = cv2.subtract(lifted, small) > 28
    fine, broad = (cv2.GaussianBlur(small.astype(np.float32), (0, 0), sigma) for sigma in (2, 12))
    smears = float(np.std(fine - broad))  # writing too blurred to be strokes; uneven light is broader
    return bool(strokes.mean() < 0.0015 and smears < 1.5)
