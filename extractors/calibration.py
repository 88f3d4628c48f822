"""How often a value this sure of itself is right: the recogniser's confidence → a probability, by what was read.

Confidences of nets are too high on hard pages and too low on easy ones, and every kind of value errs in its own way.
The curves are data (calibration.yaml), measured on samples by `yushen samples calibrate`: on those of the tune split,
and on what `yushen samples sureness` kept of papers as they were read blind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from extractors.reading import Document, Field, Patient, Physician, Seal

PATH = Path(__file__).with_name("calibration.yaml")


class Topic(StrEnum):
    """What is read; values of one topic err alike."""

    KIND = "kind"
    HOSPITAL = "hospital"  # a name held against the registry
    NAME = "name"  # of the patient
    PHYSICIAN = "physician"
    NUMBER = "number"  # identity, visit and inpatient numbers
    ATTRIBUTE = "attribute"  # sex and age
    DATE = "date"
    DIAGNOSIS = "diagnosis"
    LAB_ITEM = "lab_item"
    MEDICATION = "medication"
    SEAL = "seal"  # that something is one
    SEAL_TEXT = "seal_text"  # and what it is for
    TEXT = "text"  # findings, conclusions and whatever else is a passage


@dataclass(frozen=True, slots=True)
class Block:
    """Values of neighbouring confidences."""

    low: float  # the lowest confidence among them, as read
    at: float  # their mean confidence
    values: int
    right: int  # how many of them
    probability: float  # of being right; a few right ones prove little, so it leans on what holds for all topics


@dataclass(frozen=True, slots=True)
class Curve:
    """Rises from block to block; straight in between, and down to 0 at confidence 0.

    Where nothing was measured no value is believed more than it believes itself: low values that were often right say
    nothing of what is less sure than any of them, such as what the net of roles alone finds (`extractors.roles.net`).
    """

    blocks: tuple[Block, ...]

    def probability(self, confidence: float) -> float:
        """In [0, 1]."""
        straight = self._straight(confidence)
        return straight if confidence >= self.blocks[0].low else min(straight, round(confidence, 4))

    def _straight(self, confidence: float) -> float:
        points = [(0.0, 0.0), *((block.at, block.probability) for block in self.blocks)]
        index = bisect_right(points, (confidence, 2.0))
        if index == len(points):
            return points[-1][1]
        (x0, y0), (x1, y1) = points[index - 1], points[index]
        return round(y0 + (y1 - y0) * (confidence - x0) / (x1 - x0), 4)

    def error_above(self, index: int) -> float:
        """Share of wrong values among those of a block and of all surer ones."""
        kept = self.blocks[index:]
        return sum(b.values * (1 - b.probability) for b in kept) / sum(b.values for b in kept)

    def threshold(self, error: float) -> float:
        """The lowest probability to accept so that at most a share `error` of what is accepted is wrong.

        Never below what was measured. Where not even the surest block is that good: its own lowest.
        """
        good = [b for index, b in enumerate(self.blocks) if self.error_above(index) <= error]
        return self.probability((good or self.blocks[-1:])[0].low)


@dataclass(frozen=True, slots=True)
class Calibration:
    version: str
    reader: str  # version of the readings it was measured on
    curves: Mapping[Topic, Curve]

    def probability(self, topic: Topic, confidence: float) -> float:
        return self.curves[topic].probability(confidence)


def load(path: Path) -> Calibration:
    """Raises ValueError where a topic is missing or a curve falls."""
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    curves = {Topic(name): Curve(tuple(Block(**block) for block in blocks)) for name, blocks in data["curves"].items()}
    for topic in Topic:
        blocks = curves[topic].blocks if topic in curves else ()
        ways = [(block.at, block.probability) for block in blocks]
        if not ways or any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(ways)):
            raise ValueError(f"{path.name}: the curve of {topic} is missing or falls")
    return Calibration(str(data["version"]), str(data["reader"]), curves)


CALIBRATION = load(PATH)


def calibrated(document: Document, calibration: Calibration = CALIBRATION) -> Document:
    """The document with probabilities for confidences. Hospitals stay as read: the registry makes something of them."""

    def sure(topic: Topic) -> Callable[[float], float]:
        return calibration.curves[topic].probability

    issue = document.issue_date
    return replace(
        document,
        kind_confidence=sure(Topic.KIND)(document.kind_confidence),
        patient=_patient(document.patient, sure),
        physicians=tuple(_physician(p, sure(Topic.PHYSICIAN)) for p in document.physicians),
        dates=tuple(replace(d, confidence=sure(Topic.DATE)(d.confidence)) for d in document.dates),
        issue_date=issue
        and replace(issue, date=replace(issue.date, confidence=sure(Topic.DATE)(issue.date.confidence))),
        diagnoses=tuple(replace(d, confidence=sure(Topic.DIAGNOSIS)(d.confidence)) for d in document.diagnoses),
        lab_items=tuple(replace(i, confidence=sure(Topic.LAB_ITEM)(i.confidence)) for i in document.lab_items),
        medications=tuple(replace(m, confidence=sure(Topic.MEDICATION)(m.confidence)) for m in document.medications),
        department=_field(document.department, sure(Topic.TEXT)),
        seals=tuple(_seal(s, sure(Topic.SEAL), sure(Topic.SEAL_TEXT)) for s in document.seals),
        fields=tuple(replace(f, confidence=sure(Topic.TEXT)(f.confidence)) for f in document.fields),
    )


def _patient(patient: Patient, sure: Callable[[Topic], Callable[[float], float]]) -> Patient:
    number = sure(Topic.NUMBER)
    return Patient(
        name=_field(patient.name, sure(Topic.NAME)),
        sex=_field(patient.sex, sure(Topic.ATTRIBUTE)),
        age=_field(patient.age, sure(Topic.ATTRIBUTE)),
        birth_date=_field(patient.birth_date, sure(Topic.DATE)),
        id_number=_field(patient.id_number, number),
        visit_number=_field(patient.visit_number, number),
        inpatient_number=_field(patient.inpatient_number, number),
    )


def _physician(physician: Physician, sure: Callable[[float], float]) -> Physician:
    return replace(physician, name=_field(physician.name, sure))


def _seal(seal: Seal, there: Callable[[float], float], text: Callable[[float], float]) -> Seal:
    return replace(seal, confidence=there(seal.confidence), text_confidence=text(seal.text_confidence))


def _field(field: Field | None, sure: Callable[[float], float]) -> Field | None:
    return field and replace(field, confidence=sure(field.confidence))
