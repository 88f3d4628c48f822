"""Dates of which no rule knows what they stand for: what a trained net takes them for. Never sure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from extractors.fields.date_places import Found
from extractors.reading import DateField, DateRole
from extractors.roles.dates import taken_for
from extractors.roles.net import MOST, SOURCE, tagged

_SEEN, _LABELLED = 0.5, 0.8  # probability from which a role is believed; … that a label does not bear out
_TOLD = 0.99  # … from which a date is none of the paper's own


def sighted(found: Found, field: DateField, known: Collection[DateRole]) -> DateField | None:
    """The date in the role the net gives it; as it is where the rules know its role; None if it is only told.

    Args:
        known: roles the rules know dates of: of two days in one role theirs stands.
    """
    taken = taken_for(tagged(found.sheet.page), found.parts[0]) if field.role is DateRole.OTHER else None
    if taken is None or taken.role is DateRole.OTHER or taken.role in known:
        return field
    if taken.role is None:
        return None if not field.label and taken.chance > _TOLD else field
    if taken.chance <= (_LABELLED if field.label else _SEEN):
        return field
    return replace(field, role=taken.role, label=SOURCE, confidence=min(field.confidence, MOST))
