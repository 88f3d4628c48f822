"""Whose seal it is, from what the recogniser saw before it decided on characters (`extractors.ctc`).

Every listed name competes with every other and with invented neighbours of the likely ones. A name wins if it fits, if
no name of another institution comes near, if its characters stand at one pitch (a worn 第二 leaves a gap, not a
name), and if nothing follows it that may be a branch's. A name that leaves characters' worth of ink beside it or
between its characters comes behind one that accounts for them, legible or not: 某市医院 is not what is left of
某市人民医院.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors import ctc
from extractors.reading import Strip, StripKind
from validators import hospital_names
from validators.guard_names import guards
from validators.matching import MATCHING
from validators.seal_noughts import with_noughts
from validators.seal_places import Place, place

Array = npt.NDArray[Any]

_TOLL = 1.5  # what a character beside the name costs
_LIKELY = 40  # names scored on the strips
_NEAR = 8  # likeliest names whose invented neighbours compete
_NEIGHBOURS = 96
_GUESSED = 0.5  # by which a ring opened at a guess comes behind one opened opposite the name
_BEST = 3  # pictures that decide
_LAID = 10  # names laid out on the strips, to see what ink they leave
_BEHIND = 9.0  # by which a name may come behind the best and still be laid out
_SHORT = 0.67  # least share of the usual length that a floor is scaled down to
_GAP = 4.0  # what a character's worth of space between a name's characters costs
_BESIDE = 1.2  # what a character's worth of ink beside a name costs


@dataclass(frozen=True, slots=True)
class OwnerFit:
    """The name that fits a seal's strips best."""

    text: str  # normalised
    code: str  # its entry, "" for a name of none
    margin: float  # to the best name of another institution, natural logarithm
    invented: float  # ... and to the best that is on no list, but a neighbour of one that is
    fit: float  # against what was read freely, at most 0
    whole: bool  # its characters stand at one pitch and no other name's follow
    expected: bool = False  # the paper is headed with this name
    contradicted: bool = False  # in the place of one of its characters another was clearly read

    @property
    def sure(self) -> bool:
        limits = MATCHING.seals
        least = limits.fit_expected if self.expected else limits.fit
        length = max(_SHORT, len(self.text) / limits.usual_length)  # of a long name more may be worn
        return self.whole and not self.contradicted and self._clearance >= 1 and self.fit >= least * length

    @property
    def confidence(self) -> float:
        """0.8 at the least margin that decides, rising with it."""
        return float(1 - 0.2 ** max(0.0, self._clearance))

    @property
    def _clearance(self) -> float:
        """The margins in multiples of what is asked of them.

        That a paper is sealed by a hospital on no list, whose name is the letterhead's but for an ordinal or a 县 for
        a 市, is much less likely than that such a character is worn.
        """
        limits = MATCHING.seals
        if not self.expected:
            return min(self.margin, self.invented) / limits.margin
        return min(self.margin / limits.margin_expected, self.invented / limits.margin_invented)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A seal's strips, as they are compared with names."""

    strips: Sequence[Strip]
    looks: ctc.Looks
    witness: Array  # (strips,): the picture that each is of

    @property
    def rings(self) -> Array:
        """(strips,): which are rings opened at a guess."""
        return np.asarray(self.looks.turns < self.looks.lengths)


def best_owner(strips: Sequence[Strip], names: Mapping[str, str], expected: str = "") -> OwnerFit | None:
    """The best of `names` on a seal's strips; None where there is nothing to compare.

    Args:
        names: normalised name → code of its entry, "" for names of none.
        expected: code (or, of an institution of no registry, name) of the institution that the paper is headed with.
            Seals are nearly always their paper's: less of a margin is asked of its names than of any other.
    """
    strips = [strip for strip in strips if strip.frames]
    names = {hospital_names.spelled(name): code for name, code in names.items()}
    listed = [text for name in names for text in _cut(name)]
    heard = [(tuple(map(with_noughts, s.frames)), s.closed) for s in strips]
    looks = ctc.look(heard, _TOLL, ctc.depth(strip.frames for strip in strips))
    seen = _Seen(strips, looks, _witnesses(strips))
    likely = _highest(listed, ctc.bounds(looks, listed), _LIKELY)
    if not likely or not strips:
        return None
    scores = ctc.fit(looks, likely)
    near = _highest(likely, _joined(scores, seen), _NEAR)
    guarded = dict.fromkeys(guard for text in near for guard in guards(_uncut(text)) if guard not in names)
    invented = [text for guard in guarded for text in _cut(guard)]
    invented = _highest(invented, ctc.bounds(looks, invented), _NEIGHBOURS)
    scores = np.hstack([scores, ctc.fit(looks, invented)])
    texts = [*likely, *invented]
    joined = _joined(scores, seen)
    laid = _laid(seen, texts, scores, joined)
    ranked = joined - np.array([_left(laid[at]) if at in laid else 0.0 for at in range(len(texts))])
    ranked[[at for at in range(len(texts)) if at not in laid]] -= _least_left(laid)
    best = int(ranked.argmax())
    owner = _institution(texts[best], names)
    rivals = [(_institution(text, names), score) for text, score in zip(texts, ranked, strict=True)]
    known = {*names, *names.values()}
    margin, unlisted = (
        float(
            ranked[best] - max((s for one, s in rivals if one != owner and (one in known) is is_known), default=-99.0)
        )
        for is_known in (True, False)
    )
    code = "" if owner == _uncut(texts[best]) else owner
    places = laid[best] if best in laid else _places(seen, texts[best], scores[:, best])
    most = min(2, len(places))
    whole = sum(one.whole for one in places) >= most
    read = Counter(other for one in places for other in one.others)
    contradicted = max(read.values(), default=0) >= most
    headed = expected in (hospital_names.normalise(owner), code) and expected != ""
    name = hospital_names.normalise(texts[best])
    return OwnerFit(name, code, margin, unlisted, float(joined[best]), whole, headed, contradicted)


def _laid(seen: _Seen, texts: Sequence[str], scores: Array, joined: Array) -> dict[int, list[Place]]:
    """The likeliest names laid out on the strips they fit best, by their index."""
    order = [int(at) for at in np.argsort(-joined)[:_LAID] if joined[at] >= joined.max() - _BEHIND]
    return {at: _places(seen, texts[at], scores[:, at]) for at in order}


def _places(seen: _Seen, text: str, scores: Array) -> list[Place]:
    """Where the name lies in each of the pictures it fits best, on that one's strip that it fits best.

    Of a ring opened at a guess, a name may lie on both ends: what is between them is no gap within it.
    """
    order, strips = np.argsort(-(scores - _GUESSED * seen.rings), kind="stable"), seen.strips
    _, first = np.unique(seen.witness[order], return_index=True)
    deciding = [int(strip) for strip in order[np.sort(first)][:_BEST]]
    return [place(seen.looks, strip, strips[strip].ink, text, _joins(strips[strip], strips)) for strip in deciding]


def _joins(strip: Strip, strips: Sequence[Strip]) -> frozenset[int]:
    """Frames at which another line begins: lines are run together one by one, so what a strip begins with is one."""
    if strip.kind is not StripKind.LINE:
        return frozenset()
    ends = (len(other.frames) for other in strips if other.kind is StripKind.LINE)
    ends_here = {end for end in ends if end < len(strip.frames)}
    return frozenset(end for end in ends_here if any(other.frames == strip.frames[:end] for other in strips))


def _witnesses(strips: Sequence[Strip]) -> Array:
    """(strips,): which picture each is of. A framed seal's line, its first two, its first three are run together from
    one picture: what was misread there is one witness, not one for each."""
    first: dict[int, int] = {}
    for at, strip in enumerate(strips):
        begun = (other for other in first if _begins(strips[other], strip))
        first[at] = next((first[other] for other in begun), at)
    return np.array(list(first.values()), dtype=int)


def _begins(shorter: Strip, longer: Strip) -> bool:
    lines = shorter.kind is longer.kind is StripKind.LINE
    return lines and shorter.frames == longer.frames[: len(shorter.frames)]


def _left(places: Sequence[Place]) -> float:
    """What the ink that a name leaves over costs it."""
    gaps = float(np.median([one.missing for one in places]))
    beside = float(np.median([one.beside for one in places]))
    return _GAP * gaps + _BESIDE * beside


def _least_left(laid: Mapping[int, Sequence[Place]]) -> float:
    """Names too unlikely to be laid out leave at least as much as the one that leaves least."""
    return min((_left(places) for places in laid.values()), default=0.0)


def _highest(names: list[str], scores: Array, most: int) -> list[str]:
    return [names[int(at)] for at in np.argsort(-scores)[:most]]


def _joined(scores: Array, seen: _Seen) -> Array:
    """(names,) from (strips, names): the mean over the pictures that read best, each name's worst of them left out.

    One may show print in the name's place; a ring opened at a guess may have been cut through a character of it.
    """
    clear = scores.max(1) - _GUESSED * seen.rings
    pictures = np.unique(seen.witness)
    best = pictures[np.argsort([-clear[seen.witness == one].max() for one in pictures])[:_BEST]]
    ordered = np.sort([scores[seen.witness == one].max(0) for one in best], axis=0)
    return np.asarray(ordered[1:].mean(0) if len(ordered) > 2 else ordered.mean(0))


def _cut(name: str) -> tuple[str, ...]:
    """A normalised name as it may be cut into seals: that of a branch with and without brackets around its own part.

    A bracket is a thin stroke at a line's end, lost before any character is.
    """
    base, campus = map(hospital_names.spelled, hospital_names.split_campus(name))
    return (name, f"{base}（{campus}）", f"{base}（{campus}", f"{base}{campus}）") if campus else (name,)


def _uncut(text: str) -> str:
    return text.replace("（", "").replace("）", "")


def _institution(text: str, names: Mapping[str, str]) -> str:
    """The code of a listed name or of a site of one; an invented name stands for itself."""
    text = _uncut(text)
    if text in names:
        return names[text] or text
    base, campus = map(hospital_names.spelled, hospital_names.split_campus(text))
    if campus and base in names and not hospital_names.is_branch(campus):
        return names[base] or base
    return text
