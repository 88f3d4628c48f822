"""Whether two auditors who looked at the same thing, unseen by each other, say the same: Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from pipeline.quality.intervals import z_of

Pairs = Iterable[tuple[str, str]] | Mapping[tuple[str, str], int]
"""What the one and the other said of each thing; or how often they said which."""


@dataclass(frozen=True, slots=True)
class Agreement:
    pairs: int
    observed: float  # share of pairs that agree
    expected: float  # share that would agree by chance
    kappa: float | None  # None where both only ever said one and the same: chance explains all of it
    error: float  # its standard error for large samples
    low: float
    high: float


def kappa(pairs: Pairs, confidence: float = 0.95) -> Agreement | None:
    """Cohen 1960; the standard error is that of Fleiss, Cohen and Everitt 1969 (13). None without any pair."""
    counts = Counter(pairs)
    total = sum(counts.values())
    if not total:
        return None
    words = sorted({word for pair in counts for word in pair})
    share = {pair: many / total for pair, many in counts.items()}
    first = {word: sum(share.get((word, other), 0.0) for other in words) for word in words}
    second = {word: sum(share.get((other, word), 0.0) for other in words) for word in words}
    observed = sum(share.get((word, word), 0.0) for word in words)
    expected = sum(first[word] * second[word] for word in words)
    if expected >= 1:
        return Agreement(total, observed, 1.0, None, 0.0, 0.0, 1.0)
    value = (observed - expected) / (1 - expected)
    error = sqrt(_variance(share, words, (first, second), (observed, expected)) / total)
    reach = z_of(confidence) * error
    return Agreement(total, observed, expected, value, error, max(-1.0, value - reach), min(1.0, value + reach))


def _variance(
    share: dict[tuple[str, str], float],
    words: list[str],
    margins: tuple[dict[str, float], dict[str, float]],
    agreed: tuple[float, float],
) -> float:
    (first, second), (observed, expected) = margins, agreed
    along = sum(
        share.get((word, word), 0.0) * ((1 - expected) - (first[word] + second[word]) * (1 - observed)) ** 2
        for word in words
    )
    across = sum(
        share.get((one, other), 0.0) * (second[one] + first[other]) ** 2
        for one in words
        for other in words
        if one != other
    )
    rest = (observed * expected - 2 * expected + observed) ** 2
    return max(0.0, along + (1 - observed) ** 2 * across - rest) / (1 - expected) ** 4


STRENGTHS: tuple[tuple[float, tuple[str, str]], ...] = (
    (0.81, ("几乎完全一致", "almost perfect")),
    (0.61, ("高度一致", "substantial")),
    (0.41, ("中等一致", "moderate")),
    (0.21, ("一般", "fair")),
    (0.0, ("轻微", "slight")),
    (-1.0, ("不一致", "poor")),
)
"""What Landis and Koch 1977 call a kappa from so much on."""


def strength(value: float) -> tuple[str, str]:
    return next(words for low, words in STRENGTHS if value >= low or low == -1.0)
