"""A number that another paper of a case gives to a stay is the stay's, also behind a label of either sort (病历号)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.reading import Document

_SHORTEST = 6  # digits: shorter ones are counted anew every day or year


def told_apart(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of a case, with numbers of stays that stood behind a label of either sort as such."""
    stays = {
        number.value
        for each in documents
        if (number := each.patient.inpatient_number) is not None and len(number.value) >= _SHORTEST
    }
    return tuple(_with_stay(each) if _is_of(stays, each) else each for each in documents)


def _is_of(stays: set[str], document: Document) -> bool:
    visit = document.patient.visit_number
    return visit is not None and visit.value in stays and document.patient.inpatient_number is None


def _with_stay(document: Document) -> Document:
    number = document.patient.visit_number
    assert number is not None
    stay = replace(number, name="inpatient_number")
    return replace(document, patient=replace(document.patient, visit_number=None, inpatient_number=stay))
