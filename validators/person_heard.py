"""A patient's name read with doubt, held against the applicant's on what the recogniser saw (`decoding`).

Rare characters are read as common ones of the same shape: 逄 as 逢, 茵 as 菌. What the applicant's name costs against
the text as read is weighed against what else is printed and the applicant's (sex, age, birth date), and against the
other names that the line may say. Where nobody is called what was read, a trace of the applicant's own character is
enough.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.decoding import heard
from extractors.reading import Frame
from validators.look_alikes import twins
from validators.matching import MATCHING
from validators.name_characters import plausible

_LONG_NAME = 5  # characters
_SECOND_THOUGHTS = 8  # letters of one place that other names are made of


def heard_as(frames: Sequence[Frame], read: str, name: str, support: float) -> bool:
    """Whether a line that reads as one name says another.

    Args:
        frames: what was kept of the name's characters.
        read: the name as it was read there, normalised.
        name: the applicant's, normalised.
        support: what is printed beside it and the applicant's, as `person_marks` weighs it.
    """
    at = _misread(read, name)
    if not frames or not at or (len(read) == len(name) and any(twins(read[i], name[i]) for i in at)):
        return False
    weights = MATCHING.persons
    costs = {one.text: one.cost for one in heard(frames, read, (name, *_others(frames, read, name, at)))} | {read: 0.0}
    cost = costs.pop(name, -99.0)
    rival = max(cost if _borne(other, at) else cost - weights.unborne for other, cost in costs.items())
    support += weights.long_name if len(name) >= _LONG_NAME else 0.0
    return cost >= weights.floor * len(at) and cost + support - rival >= weights.margin


def _misread(read: str, name: str) -> list[int]:
    """The places of `name` where something else was read, or nothing; none where too much differs to be a misreading.

    One character of a name, two of a long one, or two where nobody is called what was read.
    """
    if len(read) == len(name) - 1 and len(read) > 1:
        return next(([i] for i in range(len(name)) if name[:i] + name[i + 1 :] == read), [])
    at = [i for i, pair in enumerate(zip(read, name, strict=False)) if pair[0] != pair[1]]
    two = len(name) >= _LONG_NAME or (len(name) > len(at) and not _borne(read, at))
    return at if len(read) == len(name) and len(at) <= (2 if two else 1) else []


def _borne(name: str, at: Sequence[int]) -> bool:
    """Whether somebody may be called so, as far as the characters at these places tell."""
    return all(plausible(name, i) for i in at if i < len(name))


def _others(frames: Sequence[Frame], read: str, name: str, at: Sequence[int]) -> list[str]:
    """The names somebody may bear that the recogniser thought of beside the two."""
    lost = len(read) < len(name)
    seen = [{name[i]} | ({read[i]} if not lost else set()) | _thoughts(frames, None if lost else read[i]) for i in at]
    found = []
    for letters in itertools.product(*seen):
        other = list(name)
        for i, letter in zip(at, letters, strict=True):
            other[i] = letter
        text = "".join(other)
        named = all(
            letter in (name[i], read[i : i + 1]) or letter not in read for i, letter in zip(at, letters, strict=True)
        )
        if named and text not in (name, read) and _borne(text, at):
            found.append(text)
    return found


def _thoughts(frames: Sequence[Frame], letter: str | None) -> set[str]:
    """The likeliest characters that the recogniser thought of where it read `letter`; anywhere for None."""
    there = [frame for frame in frames if letter is None or any(each == letter for each, _ in frame)]
    best: dict[str, float] = {}
    for frame in there:
        for each, value in frame:
            if each:
                best[each] = max(value, best.get(each, value))
    return set(sorted(best, key=lambda each: -best[each])[:_SECOND_THOUGHTS])
