"""Where values lie on a drawing: the plane between two axes, in the units of its SVG."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Plane:
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    left: float = 48
    right: float = 26
    top: float = 22
    bottom: float = 28

    def x(self, value: float) -> float:
        return round(self.left + _part(value, self.x_range) * (self.width - self.left - self.right), 1)

    def y(self, value: float) -> float:
        return round(self.height - self.bottom - _part(value, self.y_range) * (self.height - self.top - self.bottom), 1)

    @property
    def x_ticks(self) -> list[tuple[float, str]]:
        return [(self.x(value), percent(value)) for value in ticks(*self.x_range)]

    @property
    def y_ticks(self) -> list[tuple[float, str]]:
        return [(self.y(value), percent(value)) for value in ticks(*self.y_range)]


def _part(value: float, span: tuple[float, float]) -> float:
    low, high = span
    return min(1.0, max(0.0, (value - low) / (high - low)))


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers from `low` to `high`: steps of 1, 2 or 5."""
    rough = (high - low) / about
    power: float = 10 ** floor(log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * 0.999)
    first = ceil(low / step - 1e-9)
    return [round(number * step, 10) for number in range(first, floor(high / step + 1e-9) + 1)]


def percent(value: float) -> str:
    """0.0512 → 5.1 %; small ones with more places."""
    places = 0 if abs(value) >= 0.095 or value == 0 else 1 if abs(value) >= 0.0095 else 2
    text = f"{value * 100:.{places}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def ceiling(values: list[float], least: float = 0.05) -> float:
    """The end of an axis from 0 that holds them all."""
    top = max([least, *values])
    return next(end for end in (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if end >= min(top, 1.0))
