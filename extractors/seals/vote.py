"""One name out of many readings of the same ring: they are laid against the best one and vote for every character.

Readings drop their first and last characters without any loss of confidence, so the ends need fewer votes than what
is read between two characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

_LONGEST = 3  # characters a reading may have seen between two of the lead's


@dataclass(frozen=True, slots=True)
class Reading:
    """A name read off a ring: its characters and the columns of the unrolled ring they stand at, first to last."""

    text: str
    columns: tuple[float, ...]  # increasing; beyond the ring's width where the name runs over its seam
    confidences: tuple[float, ...]  # one per character
    width: int  # of the unrolled ring

    @property
    def confidence(self) -> float:
        return float(np.mean(self.confidences)) if self.confidences else 0.0

    @property
    def middle(self) -> float:
        return (self.columns[0] + self.columns[-1]) / 2 % self.width

    @property
    def half(self) -> float:
        """Half the length of the name, columns."""
        return max(1.0, (self.columns[-1] - self.columns[0]) / 2)


def elect(readings: Sequence[Reading], lead: Reading) -> tuple[str, float]:
    """The text and how sure it is in [0, 1]; `lead` is the reading the others are laid against."""
    total = sum(r.confidence for r in readings)
    slots: list[dict[str, float]] = [defaultdict(float) for _ in range(2 * len(lead.text) + 1)]
    for reading in readings:
        for slot, said, weight in _laid(reading, lead.text):
            slots[slot][said] += weight
    text, sure = "", []
    for index, votes in enumerate(slots):
        if not votes:
            continue
        said = max(votes, key=lambda w: votes[w])
        if votes[said] > _needed(index, len(slots)) * total:
            text += said
            sure += [min(1.0, votes[said] / total)] * len(said)
    return text, float(np.mean(sure)) if sure else 0.0


def _needed(slot: int, slots: int) -> float:
    """Share of the readings a slot needs: little for the lead's characters, at the ends some, most within."""
    if slot % 2:
        return 0.2
    return 0.36 if slot in (0, slots - 1) else 0.5


def _laid(reading: Reading, lead: str) -> list[tuple[int, str, float]]:
    """(slot, characters, weight): odd slots are the lead's characters, even ones what stands between them."""
    placed = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, lead, reading.text, autojunk=False).get_opcodes():
        said, sure = reading.text[b0:b1], reading.confidences[b0:b1]
        if kind == "equal" or (kind == "replace" and a1 - a0 == b1 - b0):
            placed += [(2 * (a0 + i) + 1, said[i], sure[i]) for i in range(b1 - b0)]
        elif kind == "insert" and len(said) <= _LONGEST:
            placed.append((2 * a0, said, float(np.mean(sure))))
    return placed
