"""A value read off a paper, and where the statement comes from."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.vocabulary.geometry import Box
from extractors.vocabulary.line import Frame


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement comes from: file, page, box, text, confidence."""

    upload: str  # the upload's name in its case
    page: int  # 1-based
    box: Box  # delivered frame
    text: str  # as read, never corrected
    confidence: float
    source: str = "machine"  # or corrections.REVIEWER: a person read it
    settled: bool = False  # wording settled a character of it: the statement says something else than `text`


@dataclass(frozen=True, slots=True)
class Field:
    """A value read off a document."""

    name: str
    text: str  # as printed
    value: str  # normalised; dates as ISO 8601, possibly cut to month or year ("2025-03")
    confidence: float
    evidence: tuple[Evidence, ...]
    char_confidences: tuple[float, ...] = ()  # one per character of `text`, or empty where unknown
    frames: tuple[Frame, ...] = field(default=(), hash=False, repr=False)  # of what it was read on, as `Line.frames`
