"""A patient's name read with doubt, held against the applicant's on what the recogniser saw (`decoding`).

Rare characters are read as common ones of the same shape: 逄 as 逢, 茵 as 菌. Where nobody is called what was read, a
trace of the applicant's own character is enough; where somebody may be, much of it has to have been seen, and another
sign has to agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading import Frame
from validators.decoding import heard
from validators.look_alikes import twins
from validators.matching import MATCHING
from validators.name_characters import plausible

_SHORTEST_LONG_NAME = 5  # characters; of a longer one two may be misread


def heard_as(frames: Sequence[Frame], read: str, name: str, agrees: bool) -> bool:
    """Whether a line that reads as one name says another.

    Args:
        frames: what was kept of the name's characters.
        read: the name as it was read there, normalised.
        name: the applicant's, normalised.
        agrees: sex and age, or the birth date, are printed beside it and the applicant's.
    """
    differing = [i for i, pair in enumerate(zip(read, name, strict=False)) if pair[0] != pair[1]]
    if len(read) != len(name) or not 1 <= len(differing) <= (2 if len(name) >= _SHORTEST_LONG_NAME else 1):
        return False
    borne = all(plausible(read, i) for i in differing)
    if (borne and not agrees) or any(twins(read[i], name[i]) for i in differing):
        return False
    fits = heard(frames, read, (name, *_others(frames, read, name, differing)))
    cost = next((one.cost for one in fits if one.text == name), -99.0)
    rival = max((one.cost for one in fits if one.text != name), default=-99.0)
    floor = MATCHING.persons.floor_borne if borne else MATCHING.persons.floor
    return cost >= floor and cost - rival >= MATCHING.persons.margin


def _others(frames: Sequence[Frame], read: str, name: str, differing: Sequence[int]) -> list[str]:
    """The names somebody may bear that the recogniser thought of beside the two."""
    found: list[str] = []
    for i in differing:
        seen = {
            letter for frame in frames if any(each == read[i] for each, _ in frame) for letter, _ in frame if letter
        }
        for letter in seen - {read[i], name[i]}:
            other = name[:i] + letter + name[i + 1 :]
            if letter not in read and plausible(other, i):
                found.append(other)
    return found
