"""Whether two pages show the same paper: by a perceptual hash of the picture, or by the text on it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from extractors.reading import Page
from validators.matching import MATCHING

_SHINGLE = 4  # characters
_POWER = re.compile(r"10\D?\d{0,2}(?=/)")  # of a unit: 10^9/L is read 109/L as often


def near(a: int, b: int) -> bool:
    """Whether two 64-bit perceptual hashes belong to near-identical pictures; 0 (a featureless page) is near
    nothing.
    """
    return a != 0 and b != 0 and (a ^ b).bit_count() <= MATCHING.pictures.max_hash_distance


def same_text(a: Sequence[Page], b: Sequence[Page]) -> bool:
    """Whether two runs of pages carry the same text, as a paper photographed twice does.

    Judged on the text alone: two different papers filled into one form differ in names, dates and numbers, therefore
    the digits have to agree as well as the words. Pages with little text are never the same.
    """
    limits = MATCHING.pictures
    if min(_length(a), _length(b)) < limits.min_characters + _SHINGLE:
        return False
    return text_similarity(a, b) >= limits.min_text_similarity and _numbers_agree(a, b)


def text_similarity(a: Sequence[Page], b: Sequence[Page]) -> float:
    """Dice overlap of the four-character shingles of two texts' lines, in [0, 1]; 0 where either is empty.

    Line by line: in which order lines are read tells how a page lay before the camera, not what it says.
    """
    left, right = _shingles(a), _shingles(b)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _lines(pages: Sequence[Page]) -> list[str]:
    folded = (unicodedata.normalize("NFKC", line) for page in pages for line in page.text.splitlines())
    return [re.sub(r"\W+", "", line) for line in folded]


def _length(pages: Sequence[Page]) -> int:
    return sum(map(len, _lines(pages)))


def _shingles(pages: Sequence[Page]) -> Counter[str]:
    """Lines shorter than a shingle count whole."""
    return Counter(
        line[i : i + _SHINGLE] for line in _lines(pages) if line for i in range(max(1, len(line) - _SHINGLE + 1))
    )


def _numbers_agree(a: Sequence[Page], b: Sequence[Page]) -> bool:
    """Whether most numbers of two digits or more on the one are on the other too."""
    left, right = _numbers(a), _numbers(b)
    total = left.total() + right.total()
    return total == 0 or 2 * (left & right).total() / total >= MATCHING.pictures.min_number_similarity


def _numbers(pages: Sequence[Page]) -> Counter[str]:
    text = unicodedata.normalize("NFKC", "\n".join(page.text for page in pages))
    return Counter(re.findall(r"\d{2,}", _POWER.sub("", text)))
