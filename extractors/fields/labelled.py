"""What stands at a label as a field: the first of its kind that parses, with how sure its place makes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from extractors.layout.label import Label
from extractors.layout.sheet import Sheet, Value
from extractors.layout.text import confidence, evidence, frames, join
from extractors.layout.values import beneath, value_of
from extractors.reading import Field, Line

_SURE, _FUZZY, _NO_COLON = 1.0, 0.85, 0.97  # certainty of a value behind a label, by how it was found
PLACED = 0.85  # the same of one that no label names, or that stands beneath its label

Parsed = tuple[tuple[Line, ...], str]
"""The characters used, and the normalised value."""


def first(
    sheets: Sequence[Sheet], wanted: Collection[str], name: str, parse: Callable[[Value], Parsed | None]
) -> Field | None:
    """The first label's value that parses; an unsure one only if no sure one follows."""
    best: Field | None = None
    for label, sheet in labels_of(sheets, wanted):
        value = value_of(label, sheet)
        parsed = parse(value) if value is not None else None
        if value is not None and parsed is None and value.how == "right":  # a heading beside another that is unknown
            value = beneath(label, sheet)
            parsed = parse(value) if value is not None else None
        if value is None or parsed is None:
            continue
        field = field_of(name, sheet, parsed, _certainty(label, value))
        if best is None or field.confidence > best.confidence + 0.1:
            best = field
    return best


def labels_of(sheets: Sequence[Sheet], wanted: Collection[str]) -> Iterator[tuple[Label, Sheet]]:
    for sheet in sheets:
        for label in sheet.labels_of(wanted):
            yield label, sheet


def _certainty(label: Label, value: Value) -> float:
    if not label.exact:
        return _FUZZY
    if value.how == "below":
        return PLACED
    return _SURE if label.colon or value.how == "right" else _NO_COLON


def field_of(name: str, sheet: Sheet, parsed: Parsed, certainty: float) -> Field:
    parts, value = parsed
    chars = tuple(c for part in parts for c in part.char_confidences)
    text = join(parts)
    sure = round(confidence(parts) * certainty, 4)
    chars = chars if len(chars) == len(text) else ()
    return Field(name, text, value, sure, evidence(sheet.page, parts), chars, frames(parts))
