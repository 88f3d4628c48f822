"""One page of an upload as read, and how well it can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.vocabulary.line import Line
from extractors.vocabulary.seal import Seal
from extractors.vocabulary.terms import QualityGrade, QualityProblem, TextSource


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a page can be seen."""

    grade: QualityGrade
    problems: tuple[QualityProblem, ...] = ()
    sharpness: float = 0.0  # [0, 1], 1 is crisp
    glare: float = 0.0  # share of the page washed out
    brightness: float = 0.0  # mean paper level in [0, 1]
    text_height: float = 0.0  # median height of a text line in pixels as delivered
    uncertain_share: float = 0.0  # share of characters read with low confidence


SEAL_GLIMPSED = "seal_glimpsed"
"""Note on a page where something may be a seal that could not be made out: nobody may say that there is none."""
DATE_GLIMPSED = "date_glimpsed"
"""The same of a date: characters stand where one is expected, and none was read."""


@dataclass(frozen=True, slots=True)
class Page:
    """One raster or PDF page of an upload, as read."""

    upload: str
    number: int
    width: int  # pixels as delivered
    height: int
    rotation: int  # degrees the content is turned clockwise as delivered: 0, 90, 180 or 270
    quality: Quality
    lines: tuple[Line, ...]  # in reading order
    seals: tuple[Seal, ...] = ()
    text_source: TextSource = TextSource.OCR
    has_colour: bool = True  # False: grey scan or photocopy; colour tells nothing about seals
    aspect: float = 1.4142  # upright height / width
    skew: float = 0.0  # degrees taken out after turning
    rectified: bool = False  # a page photographed on a desk was cut out and flattened
    picture: str = ""  # "portrait" where the page is a photo of a face, "" otherwise
    notes: tuple[str, ...] = ()  # codes of what was noticed, e.g. "text_layer_distrusted", "hidden_text"

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines if not line.in_seal)


@dataclass(frozen=True, slots=True)
class PageRef:
    upload: str
    page: int
