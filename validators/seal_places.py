"""Where on a strip the characters of a name stand, and what it leaves unexplained there.

A character too worn to be read may be placed anywhere by the best path, so only those that were seen tell the pitch,
and where the others stand. What is worn away there says nothing; what is read as another character speaks against the
name, be it one character of ten: 岚峰市人民医院 is not 岚屿市人民医院.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors import ctc
from validators import hospital_names
from validators.look_alikes import confused, twins
from validators.matching import MATCHING

Array = npt.NDArray[Any]

_SEEN = -5.0  # log probability from which a character counts as seen at its place
_NEXT = 1.5  # pitches behind a name within which a branch's would follow
_SITE = 9.0  # pitches behind a name within which the word for a site would end: 额仁塔拉旗分院
_HEARD = -0.5  # log probability from which a character behind the name is one, and no stray ink
_MARKED = -1.2  # ... and from which it is one of the words that end a branch's name, or one of several
_SEVERAL = 3  # characters behind a name that are no stray ink, each heard with doubt
_SITES = "院区部站所"
_INKED = 0.06  # share of a frame's height that is inked where a character stands
_BREAK = 0.55  # pitches without ink that end a run of characters
_FIXED = re.compile(  # words of which another character makes no other word: what is read in its place is misread
    "战略支援部队|联勤保障部队|中国人民解放军|社区卫生服务|妇幼保健|红十字|中西医结合|精神卫生中心|疾病预防控制中心"
)
_ASIDE = 0.6  # pitches from the middle of a character's place within which what was read stands in that place


@dataclass(frozen=True, slots=True)
class Place:
    """A name laid out on one strip; lengths in pitches of its characters."""

    missing: float  # characters for which there is room between its own
    beside: float  # ink that goes on before and behind it
    whole: bool  # evenly set, and no other name follows
    others: frozenset[tuple[int, str]] = frozenset()  # its characters in whose place another was clearly read, and that


def place(
    looks: ctc.Looks, strip: int, ink: tuple[float, ...], name: str, joins: frozenset[int] = frozenset()
) -> Place:
    """`name` on strip number `strip`, whose frames are inked by `ink` (empty where unknown).

    Args:
        joins: frames at which another line of the seal begins.
    """
    at = np.array(ctc.places(looks, strip, name))
    seen = np.flatnonzero(looks.seen(strip, name, at) > _SEEN)
    if len(seen) < 2:
        return Place(0.0, 0.0, False)
    steps, apart = np.diff(seen), np.diff(at[seen])
    pitch = float(np.median(apart / steps))
    if pitch <= 0:
        return Place(0.0, 0.0, False)
    apart = _without_margins(apart, steps, at[seen], pitch, joins)
    missing = float(np.maximum(0, np.round(apart / pitch) - steps).sum())
    even = bool((apart - (steps - 1) * pitch).max() <= MATCHING.seals.uneven * pitch)
    first = float(at[seen[0]] - seen[0] * pitch)
    last = float(at[seen[-1]] + (len(name) - 1 - seen[-1]) * pitch)
    beside = _beside(ink, first, last, pitch, closed=bool(looks.turns[strip] < looks.lengths[strip]))
    whole = even and not _goes_on(looks, strip, first, last, pitch)
    # A character the recogniser gave up may have been put anywhere: it stands where the pitch says.
    middles = np.interp(np.arange(-1, len(name) + 1), (-1, *seen, len(name)), (first - pitch, *at[seen], last + pitch))
    fixed = {i for word in _FIXED.finditer(name) for i in range(*word.span())}
    told = (i for i in range(len(name)) if i not in fixed)
    read = ((i, _other_read(_in_place(looks, strip, middles[i : i + 3], pitch), name, i)) for i in told)
    return Place(missing, beside, whole, frozenset((i, other) for i, other in read if other))


def _without_margins(apart: Array, steps: Array, at: Array, pitch: float, joins: frozenset[int]) -> Array:
    """Distances between characters, without the paper at a line's end and the next one's beginning.

    No more than a character's worth of it: where more is empty, a character may be worn away.
    """
    across = np.array([any(a < join <= b for join in joins) for a, b in itertools.pairwise(at)], bool)
    shortened = np.maximum(np.minimum(apart, steps * pitch), apart - pitch)
    return np.asarray(np.where(across, shortened, apart))


def _in_place(looks: ctc.Looks, strip: int, middles: Array, pitch: float) -> list[dict[str, float]]:
    """What was heard in a character's place, by frame. `middles`: of the place before it, its own and the next."""
    start = max(middles[1] - _ASIDE * pitch, middles[0] + 0.5)
    end = min(middles[1] + _ASIDE * pitch, middles[2] - 0.5)
    return looks.heard(strip, int(np.ceil(start)), int(end) + 1)


def _other_read(heard: Sequence[dict[str, float]], name: str, i: int) -> str:
    """The character clearly read in the place of a name's character `i`, of which next to nothing was; "" if none."""
    trace = max((letters.get(name[i], 0.0) for letters in heard), default=0.0)
    if trace >= MATCHING.seals.trace:
        return ""
    near = name[max(0, i - 1) : i + 2]
    read = [(p, c) for letters in heard for c, p in letters.items() if c not in near and _another(name[i], c, trace)]
    sure, other = max(read, default=(0.0, ""))
    return other if sure >= MATCHING.seals.another else ""


def _another(own: str, read: str, trace: float) -> bool:
    """Whether what was read is no misreading of `own`.

    Where a recogniser confuses two characters, the one it gives up leaves a trace; without one even a look-alike is
    another.
    """
    return "一" <= read <= "鿿" and not twins(read, own) and not (trace > 0 and confused(read, own))


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
    words = sum("一" <= letter <= "鿿" for letter in far)
    return (
        any("一" <= letter <= "鿿" for letter in near) or any(letter in _SITES for letter in far) or words >= _SEVERAL
    )
