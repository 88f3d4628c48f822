"""Text as read, with its place in both frames and what else it may say."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields, replace

from extractors.vocabulary.geometry import Box, Point, Polygon

Frame = tuple[tuple[str, float], ...]
"""The characters the recogniser thought of at one place along a line, each with its natural log probability, best
first; "" stands for no character.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as read (or a part of one), with its place in both frames."""

    text: str
    confidence: float  # mean over the characters
    min_confidence: float  # of the least sure character
    box: Box  # upright frame: both axes in fractions of the upright page's width
    polygon: Polygon  # delivered frame
    char_confidences: tuple[float, ...] = ()  # one per character of `text`, or empty if unknown (PDF text)
    char_positions: tuple[
        float, ...
    ] = ()  # centre of each character along the line, fractions of its length; may be empty
    in_seal: bool = False  # lies mostly inside a seal: the seal's own text, not the document's
    frames: tuple[Frame, ...] = field(default=(), hash=False)
    """What else it may say, evenly spaced along it; only where it names a hospital, a date or a number in doubt."""
    raw: str = ""
    """What the recogniser had read before wording settled its doubt, as long; "" where it settled nothing."""

    @property
    def as_read(self) -> str:
        """What the recogniser read, never corrected: what evidence shows."""
        return self.raw if len(self.raw) == len(self.text) else self.text

    def __setstate__(self, state: list[object]) -> None:
        """Readings written before a field was added stay readable: it has its default."""
        for at, known in enumerate(fields(self)):
            object.__setattr__(self, known.name, state[at] if at < len(state) else known.default)

    def part(self, start: int, end: int) -> Line:
        """The characters [start, end) as a line of their own, its geometry interpolated along the baseline."""
        n = len(self.text)
        start, end = max(0, start), min(n, end)
        if (start, end) == (0, n) or n == 0:
            return self
        left, right = self._edge(start), self._edge(end)
        tl, tr, br, bl = self.polygon
        chars = self.char_confidences[start:end]
        return replace(
            self,
            text=self.text[start:end],
            confidence=sum(chars) / len(chars) if chars else self.confidence,
            min_confidence=min(chars) if chars else self.min_confidence,
            box=Box(
                self.box.x0 + left * self.box.width,
                self.box.y0,
                self.box.x0 + max(left, right) * self.box.width,
                self.box.y1,
            ),
            polygon=(_along(tl, tr, left), _along(tl, tr, right), _along(bl, br, right), _along(bl, br, left)),
            char_confidences=chars,
            char_positions=(),
            raw=self.raw[start:end] if len(self.raw) == n else "",
            frames=self.frames[math.floor(left * len(self.frames)) : math.ceil(max(left, right) * len(self.frames))],
        )

    def _edge(self, index: int) -> float:
        """Where the gap before character `index` lies along the line, in [0, 1]."""
        n = len(self.text)
        if index <= 0:
            return 0.0
        if index >= n:
            return 1.0
        if len(self.char_positions) == n:
            return (self.char_positions[index - 1] + self.char_positions[index]) / 2
        widths = [1.0 if ord(c) > 0x2E7F else 0.55 for c in self.text]  # CJK is about twice as wide as Latin
        return sum(widths[:index]) / sum(widths)


def _along(a: Point, b: Point, t: float) -> Point:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
