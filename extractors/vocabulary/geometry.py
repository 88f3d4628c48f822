"""Places on a page. Which frame a box is in (delivered or upright, see extractors/reading.py) its owner says."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


Polygon = tuple[Point, Point, Point, Point]
"""Four corners clockwise from the top left *of the text*, whichever way the page is turned."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; the frame (delivered or upright) is its owner's."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"a box's corners are out of order: {self}")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def intersection_area(self, other: Box) -> float:
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, w) * max(0.0, h)

    def iou(self, other: Box) -> float:
        both = self.intersection_area(other)
        either = self.area + other.area - both
        return both / either if either > 0 else 0.0

    @classmethod
    def around(cls, points: tuple[Point, ...]) -> Box:
        """The smallest box that holds all `points` (at least one)."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return cls(min(xs), min(ys), max(xs), max(ys))

    def clipped(self) -> Box:
        """Cut to the unit square (delivered frame)."""
        x0, y0, x1, y1 = (min(1.0, max(0.0, v)) for v in (self.x0, self.y0, self.x1, self.y1))
        return Box(x0, y0, x1, y1)
