"""Dates of which no rule knows what they stand for: what a trained net takes them for. Never sure."""

from __future__ import annotations

from dataclasses import replace

from extractors.fields.date_places import Found
from extractors.fields.date_roles import ROLES
from extractors.reading import DateField, DateRole
from extractors.roles.dates import taken_for
from extractors.roles.net import MOST, SOURCE, tagged

_SEEN, _TOLD = 0.5, 0.5  # probability from which a role is believed, and that a date is none of the paper's own
_LISTED = 0.8  # … from which a date is more than its label says, which on most papers is none of those asked for


def sighted(found: Found, field: DateField) -> DateField | None:
    """The date in the role the net gives it; as it is where the rules know its role; None if it is only told."""
    taken = taken_for(tagged(found.sheet.page), found.parts[0]) if field.role is DateRole.OTHER else None
    if taken is None or taken.role is DateRole.OTHER:
        return field
    if taken.role is None:
        return None if not field.label and taken.chance > _TOLD else field
    if taken.chance <= (_LISTED if field.label in ROLES else _SEEN):
        return field
    return replace(field, role=taken.role, label=SOURCE, confidence=min(field.confidence, MOST))
