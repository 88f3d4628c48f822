"""Whose seal it is, from what the recogniser saw before it decided on characters (`extractors.ctc`).

Every listed name competes with every other and with invented neighbours of the likely ones. A name wins if it fits, if
no name of another institution comes near, if its characters stand at one pitch (a worn 第二 leaves a gap, not a
name), and if nothing follows it that may be a branch's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors import ctc
from extractors.reading import Strip
from validators import hospital_names
from validators.guard_names import guards
from validators.matching import MATCHING

Array = npt.NDArray[Any]

_TOLL = 1.5  # what a character beside the name costs
_LIKELY = 40  # names scored on the strips
_NEAR = 8  # likeliest names whose invented neighbours compete
_NEIGHBOURS = 96
_NEXT = 2.2  # pitches behind a name within which a branch's would follow
_GUESSED = 0.5  # by which a ring opened at a guess comes behind one opened opposite the name
_BEST = 3  # strips that decide


@dataclass(frozen=True, slots=True)
class OwnerFit:
    """The name that fits a seal's strips best."""

    text: str  # normalised
    code: str  # its entry, "" for a name of none
    margin: float  # to the best name of another institution, natural logarithm
    fit: float  # against what was read freely, at most 0
    whole: bool  # its characters stand at one pitch and no other name's follow

    @property
    def sure(self) -> bool:
        limits = MATCHING.seals
        return self.whole and self.margin >= limits.margin and self.fit >= limits.fit

    @property
    def confidence(self) -> float:
        """0.8 at the least margin that decides, rising with it."""
        return float(1 - 0.2 ** max(0.0, self.margin / MATCHING.seals.margin))


def best_owner(strips: Sequence[Strip], names: Mapping[str, str]) -> OwnerFit | None:
    """The best of `names` on a seal's strips; None where there is nothing to compare.

    Args:
        names: normalised name → code of its entry, "" for names of none.
    """
    looks = ctc.look([(strip.frames, strip.closed) for strip in strips if strip.frames], _TOLL)
    likely = _highest(list(names), ctc.bounds(looks, list(names)), _LIKELY)
    if not likely or not len(looks.lengths):
        return None
    scores = ctc.fit(looks, likely)
    near = _highest(likely, _joined(scores, looks), _NEAR)
    invented = list(dict.fromkeys(guard for name in near for guard in guards(name) if guard not in names))
    invented = _highest(invented, ctc.bounds(looks, invented), _NEIGHBOURS)
    scores = np.hstack([scores, ctc.fit(looks, invented)])
    joined, texts = _joined(scores, looks), [*likely, *invented]
    best = int(joined.argmax())
    owner = _institution(texts[best], names)
    rivals = [score for text, score in zip(texts, joined, strict=True) if _institution(text, names) != owner]
    margin = float(joined[best] - max(rivals, default=-99.0))
    code = "" if owner == texts[best] else owner
    deciding = np.argsort(-scores[:, best])[:_BEST]
    whole = sum(_stands_whole(looks, int(strip), texts[best]) for strip in deciding) >= min(2, len(deciding))
    return OwnerFit(texts[best], code, margin, float(joined[best]), whole)


def _highest(names: list[str], scores: Array, most: int) -> list[str]:
    return [names[int(at)] for at in np.argsort(-scores)[:most]]


def _joined(scores: Array, looks: ctc.Looks) -> Array:
    """(names,) from (strips, names): the mean on the strips that read best, each name's worst of them left out.

    One strip may show print in the name's place; a ring opened at a guess may have been cut through a character of it.
    """
    rings = looks.turns < looks.lengths
    best = np.argsort(-scores.max(1) + _GUESSED * rings)[:_BEST]
    ordered = np.sort(scores[best], axis=0)
    return np.asarray(ordered[1:].mean(0) if len(ordered) > 2 else ordered.mean(0))


def _institution(text: str, names: Mapping[str, str]) -> str:
    """The code of a listed name or of a site of one; an invented name stands for itself."""
    if text in names:
        return names[text] or text
    base, campus = hospital_names.split_campus(text)
    if campus and base in names and not hospital_names.is_branch(campus):
        return names[base] or base
    return text


def _stands_whole(looks: ctc.Looks, strip: int, name: str) -> bool:
    at = np.array(ctc.places(looks, strip, name))
    gaps = np.diff(at)
    pitch = float(np.median(gaps)) if len(gaps) else 0.0
    if pitch <= 0 or gaps.max() > MATCHING.seals.uneven * pitch:
        return False
    end = int(at[0] + looks.turns[strip])  # of a ring, its name comes again
    after = looks.read(strip, int(at[-1]) + 1, min(end, int(at[-1] + 5 * pitch)))
    near = looks.read(strip, int(at[-1]) + 1, min(end, int(at[-1] + _NEXT * pitch)))
    return not any("一" <= letter <= "鿿" for letter in near) or hospital_names.is_tail(after)
