"""A stage read in doubt (ⅢB as IB) where the same diagnosis stands elsewhere with its stage read surely.

On one paper that is the same diagnosis said twice. Another paper of the same person may be of another day, and stages
change: there it counts for less, so that a person still looks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.reading import Diagnosis, Document

DOUBTED = 0.7  # confidence of its number below which a stage is in doubt
_STAGE = re.compile(r"[IVl|1]+(?=[A-Ca-c]?\d?[期级])")  # strokes that go lost, as no figure becomes another
_SURE = 0.9  # confidence of a name that tells a doubted stage
_BORNE_OUT = 0.85  # the share of it then left on the same paper
_ELSEWHERE = 0.4  # … on another one: less than half likely on the curve, so that not even two that agree count


def stages_told(found: Sequence[Diagnosis]) -> list[Diagnosis]:
    """The diagnoses of one paper, stages read in doubt as they were read surely on it."""
    return [_told(one, found, _BORNE_OUT) for one in found]


def staged_alike(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of a case, stages read in doubt as the same person's other papers say them."""
    return tuple(
        replace(each, diagnoses=tuple(_told(one, _others(each, documents), _ELSEWHERE) for one in each.diagnoses))
        if any(_is_doubted(one) for one in each.diagnoses)
        else each
        for each in documents
    )


def _others(paper: Document, documents: Sequence[Document]) -> list[Diagnosis]:
    return [one for each in documents if each is not paper and _is_one_person(paper, each) for one in each.diagnoses]


def _is_one_person(paper: Document, other: Document) -> bool:
    one, two = paper.patient, other.patient
    if one.name is None or two.name is None or one.name.value != two.name.value:
        return False
    return one.sex is None or two.sex is None or one.sex.value == two.sex.value


def _is_doubted(one: Diagnosis) -> bool:
    return one.confidence < DOUBTED and _STAGE.search(one.name) is not None


def _told(one: Diagnosis, others: Sequence[Diagnosis], share: float) -> Diagnosis:
    if not _is_doubted(one):
        return one
    alike = {
        other.name: other
        for other in others
        if other.confidence > _SURE and other.certainty is one.certainty and _unstaged(other) == _unstaged(one)
    }
    if len(alike) != 1:
        return one
    ((name, sure),) = alike.items()
    return replace(one, name=name, stage=sure.stage, confidence=round(sure.confidence * share, 4))


def _unstaged(one: Diagnosis) -> str:
    return _STAGE.sub("#", one.name)
