"""What Chinese names are made of: whether somebody may plausibly be called what was read."""

from __future__ import annotations

from extractors.fields import given_names
from extractors.layout import surnames

_GIVEN = frozenset(given_names.COUNTED)


def plausible(name: str, index: int) -> bool:
    """Whether the character at `index` of a normalised name is one that people bear in its place.

    A surname of the list where the name begins, a character that people are given elsewhere. In doubt yes: long names
    are transcribed with whatever character sounds right.
    """
    if "·" in name or len(name) > 4:
        return True
    surname = surnames.surname_of(name)
    if index < max(1, len(surname)):
        return bool(surname) or index > 0
    return name[index] in _GIVEN or name[index] in surnames.SINGLE
