"""Words printed faintly, over and over, behind a page's text: no part of what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.opened import Raster
from extractors.percentiles import percentiles
from extractors.reading import Line

LARGE = 1.45  # heights of a page's small print from which a line may be a watermark's
FAINT = 0.6  # of the depth of the page's ink, below which it may be
LEAST = 4  # places of a word that make it a watermark
LONGEST = 14  # characters


def split(
    lines: Sequence[Line], image: Raster, from_delivered: NDArray[np.float64]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The page's own lines and those of its watermark, each in their order.

    A watermark's word comes whole, cut by the page's edge and cut by what is printed over it; all of it is larger and
    fainter than the text. A title that says the same is as dark as the text.

    Args:
        image: upright BGR.
        from_delivered: 3x3 homography from fractions of the page as delivered to pixels of `image`.
    """
    large = _large(lines)
    if len(large) < LEAST or not (letters := _repeated(large)):
        return tuple(lines), ()
    depths = {id(line): _depth(line, image, from_delivered) for line in lines}
    chosen = {id(line) for line in large}
    ink = float(np.median([depth for at, depth in depths.items() if at not in chosen] or [0.0]))
    marks = {id(line) for line in large if depths[id(line)] < FAINT * ink and _is_made_of(line, letters)}
    if len(marks) < LEAST:
        return tuple(lines), ()
    own, others = (tuple(line for line in lines if (id(line) in marks) is side) for side in (False, True))
    return own, others


def _large(lines: Sequence[Line]) -> list[Line]:
    heights = [line.box.height for line in lines]
    small = float(np.percentile(heights, 25)) if heights else 0.0
    return [line for line in lines if line.box.height > LARGE * small and 0 < len(line.text.strip()) <= LONGEST]


def _repeated(large: Sequence[Line]) -> set[str]:
    """The characters of what is said in LEAST places or more."""
    pairs = Counter(pair for line in large for pair in set(pairwise(line.text.strip())))
    return {letter for pair, places in pairs.items() if places >= LEAST for letter in pair}


def _is_made_of(line: Line, letters: set[str]) -> bool:
    text = line.text.strip()
    return sum(letter in letters for letter in text) >= 0.5 * len(text)


def _depth(line: Line, image: Raster, from_delivered: NDArray[np.float64]) -> float:
    """How much darker than the paper its ink is, grey levels."""
    corners = np.array(line.polygon, np.float64).reshape(1, 4, 2)
    x, y, width, height = cv2.boundingRect(cv2.perspectiveTransform(corners, from_delivered)[0].astype(np.float32))
    patch = image[max(0, y) : y + height, max(0, x) : x + width]
    if patch.size == 0:
        return 0.0
    paper, ink = percentiles(cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY), (90, 4))
    return float(paper - ink)
