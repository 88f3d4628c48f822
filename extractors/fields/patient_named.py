"""The name of the person a paper is about, as it stands at its labels: whoever signs with it is no physician."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.fields.names import name_part
from extractors.layout.label import Label
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.layout.values import value_of
from extractors.layout.words import APPLICANT, NAME
from extractors.reading import Line

_LONG = 3  # characters of a name that one character read otherwise leaves the same
_PLAINLY = 0.9  # confidence of names from which one that differs is another's: brothers share all but one character
_TITLES = frozenset(("职称", "专业技术职务", "技术职称", "执业证号"))  # beside a name that is a physician's


def names_of_patient(sheets: Sequence[Sheet]) -> list[str]:
    """What stands behind the labels of a patient's name."""
    return [squeeze(part.text).text for part in _parts(sheets)]


def is_patients(name: str, confidence: float, sheets: Sequence[Sheet]) -> bool:
    """Whether a signature is the patient's: his name, or where either was read in doubt one like it.

    Args:
        confidence: with which the signature was read, in [0, 1].
    """
    for part in _parts(sheets):
        other = squeeze(part.text).text
        if name == other:
            return True
        if min(confidence, part.min_confidence) < _PLAINLY and _one_differs(name, other):
            return True
    return False


def _parts(sheets: Sequence[Sheet]) -> Iterator[Line]:
    for sheet in sheets:
        for label in sheet.labels_of((*NAME, *APPLICANT)):
            value = None if _is_titled(label, sheet) else value_of(label, sheet)
            for part in value.parts if value is not None else ():
                yield name_part(part) or part  # 张三（男，42岁）


def _is_titled(label: Label, sheet: Sheet) -> bool:
    """Whether the row asks for a title too, which no patient has: 姓名：王某 职称：主任医师."""
    row = sheet.row_of(label.source)
    lines = row.lines if row is not None else ()
    return any(other.word in _TITLES for line in lines for other in sheet.labels_in(line))


def _one_differs(name: str, other: str) -> bool:
    return len(name) == len(other) >= _LONG and sum(map(str.__ne__, name, other)) == 1
