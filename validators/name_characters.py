"""What Chinese names are made of: whether somebody may plausibly be called what was read."""

from __future__ import annotations

from pathlib import Path

from extractors.layout import surnames
from validators import strict_yaml

_GIVEN = frozenset(
    character
    for row in strict_yaml.read(Path(__file__).parent / "given_names.yaml", "given_names.yaml")
    .record(("characters",))["characters"]
    .words()
    for character in row
)


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
