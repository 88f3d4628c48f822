"""Values printed with their unit in one cell, where a table has no column of units: 0.02 mIU/L."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.fields import lab_units, lab_values
from extractors.fields.lab_columns import WORD_SPACE
from extractors.layout.rows import height
from extractors.reading import Line


def joined(tokens: Sequence[Line]) -> list[Line]:
    """A row's words, each number in one with the unit that stands a word's space behind it."""
    found: list[Line] = []
    for token in tokens:
        if found and _measures(found[-1], token):
            found[-1] = _one(found[-1], token)
        else:
            found.append(token)
    return found


def _measures(number: Line, unit: Line) -> bool:
    near = unit.box.x0 - number.box.x1 < WORD_SPACE * height(unit)
    marks = lab_values.looks_like_flag(unit.text)  # 4.1 L
    return near and not marks and lab_values.looks_like_number(number.text) and lab_units.is_known(unit.text)


def _one(number: Line, unit: Line) -> Line:
    sure = (*number.char_confidences, 1.0, *unit.char_confidences)
    text = f"{number.text} {unit.text}"
    (a, _, _, d), (_, b, c, _) = number.polygon, unit.polygon
    return replace(
        number,
        text=text,
        confidence=min(number.confidence, unit.confidence),
        min_confidence=min(number.min_confidence, unit.min_confidence),
        box=number.box.union(unit.box),
        polygon=(a, b, c, d),
        char_confidences=sure if len(sure) == len(text) else (),
        char_positions=(),
        frames=(),
    )
