"""What a seal is for, by the phrase that fits what the recogniser saw of its lines (`extractors.ctc`).

A worn 章 that loses to a blank by a hair is lost in the decoded text and nearly there in the probabilities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors import ctc
from extractors.reading import Frame, SealPurpose
from extractors.seals.purpose import PHRASES, folded

_TOLL = 0.35  # what a character read outside the phrase costs
_FIT = 0.6
"""Least share of a phrase that has to be there."""
_MARGIN = 1.5  # natural logarithm by which the phrase fits better than those of other purposes: many end alike
_SEEN = -4.0  # log probability from which a character counts as seen at its place
_HEARD = -1.5  # ... and of a short word that stands alone: 医务科 may be made out of anything
_TELLING = 0.5  # share of the characters before 专用章 that have to be seen
_SPARED = 5  # characters of which one may be unread in a phrase without that ending
_SLACK = 1e-3  # by which sums of rounded numbers may be off
_FAR = -99.0
_TRIED = 6  # phrases looked at more closely
_ENDING = re.compile(r"(专用章|专用|章)$")
_COVERED = 0.76  # share of a line's length from which a phrase is all of it

_LEXICON = [(phrase, purpose) for purpose, phrases in PHRASES.items() for phrase in phrases if len(phrase) > 2]


@dataclass(frozen=True, slots=True)
class Fit:
    purpose: SealPurpose
    phrase: str
    share: float  # about the share of the phrase that was seen, at most a little above 1
    whole: bool = True  # nothing else stands on its line: 诊断专用章 is not what is left of 超声诊断专用章


def best_fit(lines: Sequence[tuple[Frame, ...]]) -> Fit | None:
    """The purpose phrase that fits one of `lines` best, if any does."""
    lines = [folded(line) for line in lines if len(line) >= 4]
    if not lines:
        return None
    looks = ctc.look([(line, False) for line in lines], _TOLL)
    phrases = [phrase for phrase, _ in _LEXICON]
    lengths = np.array([len(phrase) for phrase in phrases])
    likely = np.flatnonzero(_share(ctc.bounds(looks, phrases), lengths) >= _FIT)
    if not len(likely):
        return None
    names, lengths = [phrases[i] for i in likely], lengths[likely]
    bounds = ctc.bounds_each(looks, names)
    share = _share(loss := ctc.fit(looks, names, _share(bounds, lengths) >= _FIT - _SLACK), lengths)
    rank = np.where(share >= _FIT, share * np.sqrt(lengths), -np.inf)
    for flat in np.argsort(-rank, axis=None)[:_TRIED]:
        line, at = np.unravel_index(int(flat), rank.shape)
        phrase, purpose = _LEXICON[int(likely[at])]
        if rank[line, at] == -np.inf:
            return None
        if not _tells(looks, int(line), phrase, 2 if purpose is SealPurpose.CERTIFICATE else 1):
            continue
        rivals = [n for n, i in enumerate(likely) if _rivals((phrase, purpose), _LEXICON[int(i)])]
        near = bounds[:, rivals] > loss[line, at] - _MARGIN - _SLACK
        others = ctc.fit(looks, [names[n] for n in rivals], near)
        if loss[line, at] - others.max(initial=_FAR) < _MARGIN:
            return None
        return Fit(purpose, phrase, float(share[line, at]), _covers(looks, int(line), phrase))
    return None


def _tells(looks: ctc.Looks, line: int, phrase: str, least: int) -> bool:
    """Whether the words that set a purpose apart were seen: all that ends in 专用章 fits 某某专用章 by half.

    `least`: characters of them; what passes for a certificate's seal needs more.
    """
    at = np.array(ctc.places(looks, line, phrase))
    seen = looks.seen(line, phrase, at) > _SEEN
    own = seen[: len(_ENDING.sub("", phrase)) or len(phrase)]
    if len(own) == len(phrase):  # CT室, 病案室: a department without 专用章 has to be read nearly whole
        if len(phrase) < _SPARED:
            return bool((looks.seen(line, phrase, at) > _HEARD).all())
        return int((~own).sum()) <= len(phrase) // _SPARED
    return int(own.sum()) >= min(len(own), max(least, round(_TELLING * len(own))))


def _rivals(one: tuple[str, SealPurpose], other: tuple[str, SealPurpose]) -> bool:
    """Two phrases of different purposes, neither of which is a part of the other."""
    return one[1] is not other[1] and one[0] not in other[0] and other[0] not in one[0]


def _share(loss: ctc.Array, length: ctc.Array) -> ctc.Array:
    return np.asarray(1 + loss / (7 * length) + 0.012 * length)


def _covers(looks: ctc.Looks, line: int, phrase: str) -> bool:
    """Whether the phrase, at the pitch of its characters, is as long as its line: lines are cut close to their ink."""
    at = ctc.places(looks, line, phrase)
    pitch = float(np.median(np.diff(at))) if len(at) > 1 else 0.0
    return pitch * len(phrase) >= _COVERED * int(looks.lengths[line])
