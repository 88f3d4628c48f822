"""The name of the person a paper is about, as it stands at its labels: whoever signs with it is no physician."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.layout.values import value_of
from extractors.layout.words import APPLICANT, NAME

_LONG = 3  # characters of a name that one character read otherwise leaves the same


def names_of_patient(sheets: Sequence[Sheet]) -> list[str]:
    """What stands behind the labels of a patient's name."""
    values = [value_of(label, sheet) for sheet in sheets for label in sheet.labels_of((*NAME, *APPLICANT))]
    return [squeeze(part.text).text for value in values if value is not None for part in value.parts]


def is_patients(name: str, sheets: Sequence[Sheet]) -> bool:
    """Whether a signature is the patient's: his name, or with one character read otherwise in one of three."""
    return any(name == other or _one_differs(name, other) for other in names_of_patient(sheets))


def _one_differs(name: str, other: str) -> bool:
    return len(name) == len(other) >= _LONG and sum(map(str.__ne__, name, other)) == 1
