"""Whether two places in a case lie on one sheet of paper, handed in twice: then they are one witness, not two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading import Evidence, Page, Reading
from validators import pictures
from validators.matching import MATCHING


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page as it was handed in."""

    page: Page
    file: str  # hash of the upload's content, "" if unknown
    picture: int  # perceptual hash, 0 if there is none


def one_sheet(readings: Sequence[Reading], one: Evidence, other: Evidence) -> bool:
    """Whether two places may be on one sheet: of one page, the same file, near pictures, or nearly the same words.

    Numbers need not agree, as they do for a duplicate to be told: what was read with doubt may be misread otherwise on
    every photo.
    """
    if (one.upload, one.page) == (other.upload, other.page):
        return True
    a, b = _seen(readings, one), _seen(readings, other)
    if a is None or b is None:
        return False
    same_file = bool(a.file) and (a.file, a.page.number) == (b.file, b.page.number)
    alike = pictures.text_similarity([a.page], [b.page]) >= MATCHING.pictures.min_text_similarity
    return same_file or alike or pictures.near(a.picture, b.picture)


def _seen(readings: Sequence[Reading], place: Evidence) -> _Seen | None:
    for reading in readings:
        for at, page in enumerate(reading.pages):
            if (page.upload, page.number) == (place.upload, place.page):
                hashes = reading.picture_hashes
                return _Seen(page, reading.sha256, hashes[at] if at < len(hashes) else 0)
    return None
