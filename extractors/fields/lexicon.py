"""Words that a doubtful reading is held against, and where a text says one of them but for a misread character.

A word of which at most `n` characters are wrong still has one of its `n + 1` pieces whole: words are found by their
pieces, so that a reading is held against thousands of them in less than a millisecond.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator


class Lexicon:
    """Words, found in a text as they are or nearly so.

    Args:
        words: none twice.
        nearly_from: characters of a word of which one may be wrong; shorter ones are only known.
        two_from: characters of a word of which two may be wrong.
    """

    def __init__(self, words: Iterable[str], *, nearly_from: int, two_from: int) -> None:
        self._words = frozenset(words)
        self._lengths = sorted({len(word) for word in self._words})
        self._two_from = two_from
        self._pieces: dict[str, list[tuple[str, int]]] = {}  # a piece: words it is of, and where it stands in each
        for word in sorted(self._words):
            if len(word) >= nearly_from:
                for piece, offset in _cut(word, self._most(word) + 1):
                    self._pieces.setdefault(piece, []).append((word, offset))
        self._piece_lengths = sorted({len(piece) for piece in self._pieces})

    def _most(self, word: str) -> int:
        return 2 if len(word) >= self._two_from else 1

    @property
    def words(self) -> frozenset[str]:
        return self._words

    def known(self, text: str) -> frozenset[int]:
        """Where in `text` a listed word stands as it is."""
        found: set[int] = set()
        for length in self._lengths:
            for at in range(len(text) - length + 1):
                if text[at : at + length] in self._words:
                    found.update(range(at, at + length))
        return frozenset(found)

    def near(self, text: str) -> Iterator[tuple[int, str, tuple[int, ...]]]:
        """Words that `text` says but for a character, of long ones two: where, which, and where `text` differs."""
        for at, word in sorted(self._candidates(text)):
            wrong = tuple(at + i for i, character in enumerate(word) if text[at + i] != character)
            if 0 < len(wrong) <= self._most(word):
                yield at, word, wrong

    def _candidates(self, text: str) -> set[tuple[int, str]]:
        found: set[tuple[int, str]] = set()
        for length in self._piece_lengths:
            for place in range(len(text) - length + 1):
                for word, offset in self._pieces.get(text[place : place + length], ()):
                    at = place - offset
                    if at >= 0 and at + len(word) <= len(text):
                        found.add((at, word))
        return found


def _cut(word: str, count: int) -> Iterator[tuple[str, int]]:
    """The word in `count` pieces of about one length, each with where it begins."""
    ends = [len(word) * i // count for i in range(count + 1)]
    for start, end in itertools.pairwise(ends):
        yield word[start:end], start
