"""Where on a strip the characters of a name stand, and what it leaves unexplained there.

A character too worn to be read may be placed anywhere by the best path, so only those that were seen tell the pitch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors import ctc
from validators import hospital_names
from validators.matching import MATCHING

Array = npt.NDArray[Any]

_SEEN = -5.0  # log probability from which a character counts as seen at its place
_NEXT = 1.5  # pitches behind a name within which a branch's would follow
_SITE = 6.0  # pitches behind a name within which the word for a site would end
_HEARD = -0.5  # log probability from which a character behind the name is one, and no stray ink
_MARKED = -1.2  # ... and from which it is one of the words that end a branch's name
_SITES = "院区部站所"
_INKED = 0.06  # share of a frame's height that is inked where a character stands
_BREAK = 0.55  # pitches without ink that end a run of characters


@dataclass(frozen=True, slots=True)
class Place:
    """A name laid out on one strip; lengths in pitches of its characters."""

    missing: float  # characters for which there is room between its own
    beside: float  # ink that goes on before and behind it
    whole: bool  # evenly set, and no other name follows


def place(looks: ctc.Looks, strip: int, ink: tuple[float, ...], name: str) -> Place:
    """`name` on strip number `strip`, whose frames are inked by `ink` (empty where unknown)."""
    at = np.array(ctc.places(looks, strip, name))
    seen = np.flatnonzero(looks.seen(strip, name, at) > _SEEN)
    if len(seen) < 2:
        return Place(0.0, 0.0, False)
    steps, apart = np.diff(seen), np.diff(at[seen])
    pitch = float(np.median(apart / steps))
    if pitch <= 0:
        return Place(0.0, 0.0, False)
    missing = float(np.maximum(0, np.round(apart / pitch) - steps).sum())
    even = bool((apart - (steps - 1) * pitch).max() <= MATCHING.seals.uneven * pitch)
    first = float(at[seen[0]] - seen[0] * pitch)
    last = float(at[seen[-1]] + (len(name) - 1 - seen[-1]) * pitch)
    beside = _beside(ink, first, last, pitch, closed=bool(looks.turns[strip] < looks.lengths[strip]))
    return Place(missing, beside, even and not _goes_on(looks, strip, first, last, pitch))


def _beside(ink: tuple[float, ...], first: float, last: float, pitch: float, *, closed: bool) -> float:
    """Ink that goes on at the characters' pitch, before and behind the name."""
    if not ink:
        return 0.0
    frames = np.arange(round(last + 0.55 * pitch), round(first - 0.75 * pitch) + len(ink))  # the rest of the ring
    inked = np.array(ink)[frames % len(ink)] > _INKED
    end = len(frames) if closed else max(0, len(ink) - round(last + 0.55 * pitch))  # a strip cut open ends there
    behind = _run(inked[:end], _BREAK * pitch)
    before = _run(inked[behind if closed else end :][::-1], _BREAK * pitch)
    return (behind + before) / pitch


def _run(inked: Array, most: float) -> int:
    """Frames from the first to the last of a run of characters, whose breaks are no longer than `most`."""
    reached = 0
    for at in np.flatnonzero(inked):
        if at - reached > most:
            break
        reached = int(at) + 1
    return reached


def _goes_on(looks: ctc.Looks, strip: int, first: float, last: float, pitch: float) -> bool:
    """Whether another institution's words follow the name: at its pitch, or ending as a branch's do."""
    end = int(first + looks.turns[strip])  # of a ring, its name comes again
    behind = int(last) + 1
    after = looks.read(strip, behind, min(end, int(last + 5 * pitch)))
    if hospital_names.is_tail(after):
        return False
    near = looks.read(strip, behind, min(end, int(last + _NEXT * pitch)), _HEARD)
    far = looks.read(strip, behind, min(end, int(last + _SITE * pitch)), _MARKED)
    return any("一" <= letter <= "鿿" for letter in near) or any(letter in _SITES for letter in far)
