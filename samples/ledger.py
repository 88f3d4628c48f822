"""Where a measurement is written down: rates, precision and recall, means, and every single miss behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from samples.place import Place
from samples.reliability import Sure, calibration_error, trades

Json = dict[str, Any]


@dataclass(slots=True)
class Rate:
    """How many of how many."""

    right: int = 0
    total: int = 0

    @property
    def value(self) -> float | None:
        return self.right / self.total if self.total else None


@dataclass(slots=True)
class Found:
    """What was found (or not) of what is there."""

    hits: int = 0
    extra: int = 0  # found, and not there
    missed: int = 0  # there, and not found

    @property
    def precision(self) -> float | None:
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else None

    @property
    def recall(self) -> float | None:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else None

    @property
    def f1(self) -> float | None:
        whole = 2 * self.hits + self.extra + self.missed
        return 2 * self.hits / whole if whole else None


@dataclass(slots=True)
class Mean:
    """A mean weighted by size."""

    sum: float = 0.0
    weight: float = 0.0

    @property
    def value(self) -> float | None:
        return self.sum / self.weight if self.weight else None


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that came out wrong."""

    metric: str
    at: Place
    want: Any  # None: not there
    got: Any  # None: not found

    def as_json(self) -> Json:
        return {"metric": self.metric, "at": str(self.at), "want": self.want, "got": self.got}


@dataclass(slots=True)
class Ledger:
    """The figures of one split. A metric is a name such as `kind` or `date/issued`."""

    rates: dict[str, Rate] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    means: dict[str, Mean] = field(default_factory=dict)
    confusion: dict[str, int] = field(default_factory=dict)  # "truth → said" of dispositions
    misses: list[Miss] = field(default_factory=list)
    sure: dict[str, list[Sure]] = field(default_factory=dict)  # how sure each value read was, and whether it was right
    parts: dict[str, Ledger] = field(default_factory=dict)  # the same figures of good and of poor pages apart

    def rate(self, metric: str, right: bool, at: Place, want: Any = None, got: Any = None) -> None:
        rate = self.rates.setdefault(metric, Rate())
        rate.total += 1
        rate.right += right
        if not right:
            self._miss(metric, at, want, got)

    def compare(self, metric: str, want: Iterable[Any], got: Iterable[Any], at: Place) -> bool:
        """Two bags of hashable things; True if they are the same."""
        left, right = list(want), list(got)
        for thing in tuple(left):
            if thing in right:
                left.remove(thing)
                right.remove(thing)
                self.hit(metric)
        for thing in left:
            self.miss(metric, at, thing)
        for thing in right:
            self.spurious(metric, at, thing)
        self.found.setdefault(metric, Found())
        return not left and not right

    def hit(self, metric: str) -> None:
        self.found.setdefault(metric, Found()).hits += 1

    def miss(self, metric: str, at: Place, want: Any) -> None:
        self.found.setdefault(metric, Found()).missed += 1
        self._miss(metric, at, want, None)

    def spurious(self, metric: str, at: Place, got: Any) -> None:
        self.found.setdefault(metric, Found()).extra += 1
        self._miss(metric, at, None, got)

    def mean(self, metric: str, value: float, weight: float = 1.0) -> None:
        mean = self.means.setdefault(metric, Mean())
        mean.sum += value * weight
        mean.weight += weight

    def judge(self, metric: str, confidence: float, right: bool) -> None:
        """A value was read, this sure of itself. What was not read has no confidence and is not written here."""
        self.sure.setdefault(metric, []).append(Sure(confidence, right))

    def part(self, name: str) -> Ledger:
        return self.parts.setdefault(name, Ledger())

    def confuse(self, truth: str, said: str) -> None:
        key = f"{truth} → {said}"
        self.confusion[key] = self.confusion.get(key, 0) + 1

    def _miss(self, metric: str, at: Place, want: Any, got: Any) -> None:
        self.misses.append(Miss(metric, at, want, got))

    def as_json(self) -> Json:
        return {
            "rates": {k: {"value": r.value, "right": r.right, "of": r.total} for k, r in sorted(self.rates.items())},
            "found": {
                k: {"precision": f.precision, "recall": f.recall, "f1": f.f1, "hits": f.hits, "extra": f.extra,
                    "missed": f.missed}
                for k, f in sorted(self.found.items())
            },
            "means": {k: {"value": m.value, "weight": m.weight} for k, m in sorted(self.means.items())},
            "confidence": {
                k: {"values": len(v), "calibration_error": calibration_error(v),
                    "trades": [asdict(trade) for trade in trades(v)]}
                for k, v in sorted(self.sure.items())
            },
            "dispositions": dict(sorted(self.confusion.items())),
            "parts": {name: part.as_json() for name, part in sorted(self.parts.items())},
        }  # fmt: skip
