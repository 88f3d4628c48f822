"""The shared vocabulary: what can be read off paper, as frozen records. Standard library only.

Two frames of coordinates, never mixed:

* **delivered**: fractions of the page as delivered (after EXIF orientation, before any turning or rectifying by us),
  x to the right and y down, both in [0, 1]. Every `Evidence` and every `Seal.box` is in this frame, so that anyone can
  draw it on the original.
* **upright**: the page after turning, deskewing and rectifying. Both axes are fractions of the upright page's *width*,
  so that distances are isotropic: x in [0, 1], y in [0, height / width]. `Line.box` is in this frame, and where the
  page is curled, level with what it is printed beside (curl.py); layout reasons in it.

A confidence is a probability in [0, 1]. Pages are 1-based.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.vocabulary.date import DateField, IssueDate, PartialDate
from extractors.vocabulary.document import Document
from extractors.vocabulary.entry import Diagnosis, LabItem, Medication, Patient, Physician
from extractors.vocabulary.field import Evidence, Field
from extractors.vocabulary.geometry import Box, Point, Polygon
from extractors.vocabulary.line import Frame, Line
from extractors.vocabulary.page import DATE_GLIMPSED, SEAL_GLIMPSED, Page, PageRef, Quality
from extractors.vocabulary.seal import Seal, Signature, Strip
from extractors.vocabulary.terms import (
    Certainty,
    DateRole,
    Kind,
    PhysicianRole,
    QualityGrade,
    QualityProblem,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
    StripKind,
    TextSource,
)

__all__ = [
    "DATE_GLIMPSED",
    "SEAL_GLIMPSED",
    "Box",
    "Certainty",
    "DateField",
    "DateRole",
    "Diagnosis",
    "Document",
    "Evidence",
    "Field",
    "Frame",
    "IssueDate",
    "Kind",
    "LabItem",
    "Line",
    "Medication",
    "Page",
    "PageRef",
    "PartialDate",
    "Patient",
    "Physician",
    "PhysicianRole",
    "Point",
    "Polygon",
    "Quality",
    "QualityGrade",
    "QualityProblem",
    "Reading",
    "Seal",
    "SealColour",
    "SealPurpose",
    "SealShape",
    "SealStatus",
    "Signature",
    "Strip",
    "StripKind",
    "TextSource",
    "UploadError",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """识读结果: everything read off one upload."""

    upload: str  # its name in the case
    sha256: str
    media_type: str
    pages: tuple[Page, ...] = ()
    signatures: tuple[Signature, ...] = ()
    picture_hashes: tuple[int, ...] = ()  # 64-bit perceptual hash of each page, upright
    error: UploadError | None = None
    timings: Mapping[str, float] = field(default_factory=dict)  # stage → seconds


@dataclass(frozen=True, slots=True)
class UploadError:
    """Why an upload could not be read, in a sentence its sender can act on."""

    code: str  # stable, the `code` of a kind of extractors.errors.DocumentError
    message_zh: str
    message_en: str
