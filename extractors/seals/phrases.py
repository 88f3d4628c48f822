"""How well a phrase fits what the recogniser saw, before it decided on characters.

A worn 章 that loses to a blank by a hair is lost in the decoded text and nearly there in the probabilities. The score
is that of the best path reading *anything, phrase, anything*, against the best path of all: 0 where the phrase is what
was read, negative by what has to be given up for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.reading import SealPurpose
from extractors.seals.purpose import PHRASES

Array = npt.NDArray[Any]

_FLOOR = -7.0  # log probability a single frame can cost: one bad character must not decide everything
_TOLL = 0.35  # what a character read outside the phrase costs
_MOST = 24  # phrases searched for on one line
_FIT = 0.55
"""Least share of a phrase that has to be there."""


@dataclass(frozen=True, slots=True)
class Fit:
    purpose: SealPurpose
    phrase: str
    share: float  # about the share of the phrase that was seen, at most a little above 1


@lru_cache(maxsize=4)
def _lexicon(characters: tuple[str, ...]) -> tuple[tuple[SealPurpose, str, tuple[int, ...]], ...]:
    index: dict[str, int] = {}
    for at, character in enumerate(characters):
        index.setdefault(character, at)
    known = ((purpose, phrase) for purpose, phrases in PHRASES.items() for phrase in phrases if len(phrase) > 2)
    return tuple((p, w, tuple(index[c] for c in w)) for p, w in known if all(c in index for c in w))


def best_fit(frames: Sequence[Array], characters: tuple[str, ...]) -> Fit | None:
    """The purpose phrase that fits one of `frames` ((T, C) log probabilities of a line each) best, if any does."""
    best: Fit | None = None
    rank = 0.0
    for log_probs in frames:
        if len(log_probs) < 4:
            continue
        for purpose, phrase, labels in _likely(log_probs, characters):
            share = _share(score(log_probs, labels), len(phrase))
            if share >= _FIT and share * len(phrase) ** 0.5 > rank:
                best, rank = Fit(purpose, phrase, share), share * len(phrase) ** 0.5
    return best


def _likely(log_probs: Array, characters: tuple[str, ...]) -> list[tuple[SealPurpose, str, tuple[int, ...]]]:
    """The phrases worth a search: no path is better than every character's best frame."""
    top = np.maximum(log_probs.max(0), _FLOOR)
    bounds = [(_share(float(top[list(e[2])].sum()), len(e[1])), e) for e in _lexicon(characters)]
    bounds.sort(key=lambda one: -one[0])
    return [entry for bound, entry in bounds[:_MOST] if bound >= _FIT]


def _share(loss: float, length: int) -> float:
    return 1 + loss / (7 * length) + 0.012 * length


def score(log_probs: Array, labels: Sequence[int]) -> float:
    """Log-likelihood ratio (at most 0) of reading the labels somewhere in (T, C) frames, against reading freely."""
    free = log_probs.max(1)
    best = log_probs.argmax(1)
    starts = (best != 0) & np.concatenate(([True], best[1:] != best[:-1]))
    around = np.concatenate(([0.0], np.cumsum(free - _TOLL * starts)))
    states = [0, *(label for one in labels for label in (one, 0))]
    emitted = np.maximum(log_probs[:, states], _FLOOR)
    paths = np.full(len(states), -np.inf)
    skip = np.array([i >= 3 and i % 2 == 1 and states[i] != states[i - 2] for i in range(len(states))])
    result = -np.inf
    for t in range(len(log_probs)):
        stay, step, leap = paths, np.roll(paths, 1), np.roll(paths, 2)
        step[0] = leap[0] = leap[1] = -np.inf
        paths = np.maximum(np.maximum(stay, step), np.where(skip, leap, -np.inf))
        paths[0] = max(paths[0], around[t])
        paths[1] = max(paths[1], around[t])
        paths = paths + emitted[t]
        result = max(result, max(paths[-2], paths[-1]) + around[-1] - around[t + 1])
    return float(min(0.0, result - free.sum()))
