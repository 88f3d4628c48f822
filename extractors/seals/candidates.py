"""A place that may hold a seal, however it was found, and the one spot where all detectors' finds are joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.reading import Line, SealColour, SealPurpose, SealShape, SealStatus
from extractors.seals.shapes import Ellipse, PixelBox, Rectangle


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may hold a seal; geometry in pixels of the picture it was found on."""

    box: PixelBox
    shape: SealShape
    colour: SealColour
    status: SealStatus
    confidence: float  # that this is a seal
    source: str  # the detector: "ring", "cluster", "dark_ring", "lettering" …
    ellipse: Ellipse | None = None
    rectangle: Rectangle | None = None
    purpose: SealPurpose | None = None  # where the shape alone tells (a fingerprint)
    lines: tuple[Line, ...] = ()  # the page's lines that are its text, where it was found by them
    support: float = 0.0  # of the trained net, 0 to 1

    def scaled(self, factor: float) -> Candidate:
        """The same on a picture `factor` times as large."""
        x0, y0, x1, y1 = (v * factor for v in self.box)
        rectangle = self.rectangle
        return Candidate(
            box=(x0, y0, x1, y1),
            shape=self.shape,
            colour=self.colour,
            status=self.status,
            confidence=self.confidence,
            source=self.source,
            ellipse=self.ellipse.moved(0, 0, factor) if self.ellipse else None,
            rectangle=Rectangle(
                rectangle.cx * factor,
                rectangle.cy * factor,
                rectangle.length * factor,
                rectangle.height * factor,
                rectangle.angle,
            )
            if rectangle
            else None,
            purpose=self.purpose,
            lines=self.lines,
            support=self.support,
        )


def area(box: PixelBox) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def overlap(a: PixelBox, b: PixelBox) -> float:
    """Area common to two boxes."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def iou(a: PixelBox, b: PixelBox) -> float:
    both = overlap(a, b)
    return both / max(1e-6, area(a) + area(b) - both)


def join(candidates: Iterable[Candidate], least: float = 0.0) -> tuple[Candidate, ...]:
    """The union of all detectors' finds, the surest first, each seal once.

    A find inside a surer one is its star or its lettering, and one around it is the same seal with its surroundings;
    seals that only overlap, as stamped over each other, both stay.
    """
    kept: list[Candidate] = []
    for found in sorted(candidates, key=lambda c: -c.confidence):
        if found.confidence >= least and not any(_same(found, other) for other in kept):
            kept.append(found)
    return tuple(kept)


def _same(weaker: Candidate, surer: Candidate) -> bool:
    both = overlap(weaker.box, surer.box)
    if both > 0.4 * (area(weaker.box) + area(surer.box) - both):
        return True
    inside, around = both > 0.7 * area(weaker.box), both > 0.85 * area(surer.box)
    if inside and weaker.confidence > 0.8 and weaker.colour != surer.colour and not _star(weaker, surer):
        return False  # another ink stamped over it
    return inside or around


def _star(weaker: Candidate, surer: Candidate) -> bool:
    """A small ring deep within a ring is its star, whatever colour the light gives it."""
    rings = weaker.ellipse is not None and surer.ellipse is not None
    deep = overlap(weaker.box, surer.box) > 0.95 * area(weaker.box)
    return rings and deep and area(weaker.box) < 0.3 * area(surer.box)
