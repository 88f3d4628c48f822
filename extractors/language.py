"""What characters stand beside each other on medical papers: a language model of three characters at a time.

Counted in how many papers three characters follow each other, with the words of medicine and of the language besides
(samples/training/train_language.py; provenance in `weights/`). Likelihoods are smoothed after Witten and Bell (1991):
what was never seen falls back to two characters, and to one.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors import models

Array = NDArray[Any]

START, END = "\x02", "\x03"
"""Before the first character of a line, twice, and behind the last."""
_SCALE = 10
"""Counts are stored in tenths of a paper."""
_UNSEEN = 0.5  # papers a character counts as seen in that was in none


def token(character: str) -> str:
    """The character as it is counted: widths folded, one digit for all, one letter for all."""
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1:
        return character
    return "0" if plain.isdigit() else "a" if plain.isascii() and plain.isalpha() else plain


@dataclass(frozen=True, slots=True)
class Grams:
    """Counts of runs of characters, each a number to the base of how many characters are known."""

    keys: Array  # (n,) uint64, ascending
    counts: Array  # (n,) float32 papers

    def count(self, key: int) -> float:
        at = int(np.searchsorted(self.keys, np.uint64(key)))
        return float(self.counts[at]) if at < len(self.keys) and int(self.keys[at]) == key else 0.0


@dataclass(frozen=True, slots=True)
class Heads:
    """Of what runs begin with: how often they were seen, and what with."""

    keys: Array
    counts: Array  # papers
    kinds: Array  # different characters that follow

    def of(self, key: int) -> tuple[float, int]:
        at = int(np.searchsorted(self.keys, np.uint64(key)))
        known = at < len(self.keys) and int(self.keys[at]) == key
        return (float(self.counts[at]), int(self.kinds[at])) if known else (0.0, 0)


def _heads(grams: Grams, base: int) -> Heads:
    heads, first, kinds = np.unique(grams.keys // np.uint64(base), return_index=True, return_counts=True)
    return Heads(heads, np.add.reduceat(grams.counts, first), kinds)


class LanguageModel:
    """Likelihoods of characters behind two others. Arrays are shared; it holds no text of any paper."""

    def __init__(self, characters: str, counts: Array, pairs: Grams, triples: Grams) -> None:
        self._at = {character: at for at, character in enumerate(characters)}
        self._counts, self._total = counts, float(counts.sum())
        self._pairs, self._triples = pairs, triples
        self._after_one = _heads(pairs, self._base)
        self._after_two = _heads(triples, self._base)
        self.log_likelihood = lru_cache(maxsize=100_000)(self._log_likelihood)

    @cached_property
    def _base(self) -> int:
        return len(self._at)

    def papers(self, run: str) -> float:
        """In how many papers two or three characters follow each other."""
        at = [self._at.get(character) for character in run]
        if None in at:
            return 0.0
        key = 0
        for each in at:
            key = key * self._base + (each or 0)
        return (self._pairs if len(run) == 2 else self._triples).count(key)

    def _log_likelihood(self, before: str, last: str, character: str) -> float:
        """Natural logarithm of how likely `character` follows `before` and `last`, all tokens."""
        return math.log(self._likelihood(before, last, character))

    def _likelihood(self, before: str, last: str, character: str) -> float:
        c, b, a = self._at.get(character), self._at.get(last), self._at.get(before)
        alone = float(self._counts[c]) if c is not None else 0.0
        likely = (alone + _UNSEEN) / (self._total + _UNSEEN * self._base)
        if b is None:
            return likely
        seen, kinds = self._after_one.of(b)
        if seen:
            pair = 0.0 if c is None else self._pairs.count(b * self._base + c)
            likely = (pair + kinds * likely) / (seen + kinds)
        if a is None:
            return likely
        seen, kinds = self._after_two.of(a * self._base + b)
        if seen:
            triple = 0.0 if c is None else self._triples.count((a * self._base + b) * self._base + c)
            likely = (triple + kinds * likely) / (seen + kinds)
        return likely


@cache
def model() -> LanguageModel:
    """The one that comes with the product. Raises ModelError."""
    with np.load(models.weights(models.LANGUAGE)) as stored:
        pairs, triples = (
            Grams(np.cumsum(stored[f"{name}_steps"], dtype=np.uint64), stored[f"{name}_counts"] / np.float32(_SCALE))
            for name in ("pairs", "triples")
        )
        characters = "".join(map(chr, stored["characters"]))
        return LanguageModel(characters, stored["counts"] / np.float32(_SCALE), pairs, triples)


def stored(characters: str, counts: Array, pairs: Grams, triples: Grams) -> dict[str, Array]:
    """The arrays of a model as they are kept in a file: keys as steps, which pack well, counts in tenths."""

    def packed(values: Array) -> Array:
        return np.minimum(np.round(values * _SCALE), np.iinfo(np.uint16).max).astype(np.uint16)

    arrays = {"characters": np.array([ord(c) for c in characters], np.uint32), "counts": packed(counts)}
    for name, grams in (("pairs", pairs), ("triples", triples)):
        arrays[f"{name}_steps"] = np.diff(grams.keys, prepend=np.uint64(0))
        arrays[f"{name}_counts"] = packed(grams.counts)
    return arrays
