"""Drawing a sample: who is in it follows from the seed and the frame alone, on every machine and for ever.

Every unit gets a rank, the hash of the seed and its key; of each stratum those of the lowest ranks are drawn. So a
sample can be drawn again by anybody who has the frame, in any language, and no generator's version matters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Stratum = tuple[str, ...]
"""What its units have in common, one value for each of the plan's dimensions; () for a simple sample."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that may be drawn."""

    key: str
    stratum: Stratum = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """A stratum as it was when it was drawn from."""

    stratum: Stratum
    size: int  # units in the frame
    drawn: tuple[str, ...]  # keys, by rank
    share: float | None = None  # of a daily draw: the chance each unit had

    @property
    def weight(self) -> float:
        """Of how many units of the frame each drawn one speaks."""
        if self.share:
            return 1 / self.share
        return self.size / len(self.drawn) if self.drawn else 0.0


def rank(seed: int, key: str) -> bytes:
    return hashlib.sha256(f"{seed}|{key}".encode()).digest()


def frame_hash(units: Iterable[Unit]) -> str:
    """What the frame was, to hold a repeated draw against: sha256 over the sorted keys with their strata."""
    lines = sorted("\t".join((unit.key, *unit.stratum)) for unit in units)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def allocate(sizes: Mapping[Stratum, int], total: int, least: int = 0, *, equally: bool = False) -> dict[Stratum, int]:
    """How many of each stratum: in proportion to their sizes (largest remainders), or as many of each.

    At least `least` of every stratum that has them, even if that makes more than `total`; never more than there are.
    """
    given = {stratum: min(size, least) for stratum, size in sizes.items()}
    left = max(0, min(total, sum(sizes.values())) - sum(given.values()))
    shares = {stratum: Fraction(1 if equally else size) for stratum, size in sizes.items()}
    while left:
        open_ones = {stratum: shares[stratum] for stratum in sizes if given[stratum] < sizes[stratum]}
        if not open_ones:
            break
        goal = _goal(open_ones, given, left, sizes)
        for stratum, more in goal.items():
            given[stratum] += more
        left -= sum(goal.values())
    return given


def _goal(
    shares: Mapping[Stratum, Fraction], given: Mapping[Stratum, int], left: int, sizes: Mapping[Stratum, int]
) -> dict[Stratum, int]:
    """One round of handing out: whole parts first; if there is none, single ones by the largest remainder."""
    already = sum(given[stratum] for stratum in shares)
    whole = sum(shares.values())
    due = {s: max(Fraction(0), (already + left) * share / whole - given[s]) for s, share in shares.items()}
    total = sum(due.values()) or Fraction(1)
    due = {s: value * left / total for s, value in due.items()}
    parts = {s: min(int(value), sizes[s] - given[s]) for s, value in due.items()}
    rest = left - sum(parts.values())
    order = sorted(due, key=lambda s: (-(due[s] - int(due[s])), s))
    for stratum in order:
        if rest and parts[stratum] + given[stratum] < sizes[stratum]:
            parts[stratum] += 1
            rest -= 1
    return parts


def draw(units: Sequence[Unit], total: int, seed: int, least: int = 0, *, equally: bool = False) -> list[Layer]:
    """A stratified random sample of about `total` units, by stratum."""
    by = _by_stratum(units)
    many = allocate({stratum: len(there) for stratum, there in by.items()}, total, least, equally=equally)
    return [Layer(stratum, len(there), _lowest(there, many[stratum], seed)) for stratum, there in by.items()]


def draw_daily(units: Sequence[Unit], share: float, seed: int) -> list[Layer]:
    """Of a day's units each with the same chance: over many days exactly that share, whatever the size of a day."""
    limit = int(share * 2**64)
    found = []
    for stratum, there in _by_stratum(units).items():
        chosen = [key for key in there if int.from_bytes(rank(seed, key)[:8], "big") < limit]
        found.append(Layer(stratum, len(there), _lowest(chosen, len(chosen), seed), share))
    return found


def twice(layers: Iterable[Layer], share: float, seed: int) -> frozenset[str]:
    """Keys of those that a second auditor reads as well: a share of all drawn, by the same ranks turned round."""
    drawn = [key for layer in layers for key in layer.drawn]
    many = round(len(drawn) * share)
    if share > 0 and drawn:
        many = max(1, many)
    return frozenset(sorted(drawn, key=lambda key: rank(~seed, key))[:many])


def _by_stratum(units: Iterable[Unit]) -> dict[Stratum, list[str]]:
    found: dict[Stratum, list[str]] = {}
    for unit in units:
        found.setdefault(unit.stratum, []).append(unit.key)
    return {stratum: sorted(found[stratum]) for stratum in sorted(found)}


def _lowest(keys: Sequence[str], many: int, seed: int) -> tuple[str, ...]:
    return tuple(sorted(keys, key=lambda key: rank(seed, key))[:many])
