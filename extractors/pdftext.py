"""A PDF page's own text as lines with places: pdfplumber's characters, grouped by direction, baseline and column."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.opened import LayerLine
from extractors.reading import Box, Point, Polygon

COLUMN_GAP = 1.2
"""A gap of this many character heights separates two lines (cells, columns)."""
MOST_SLANT, SLANTED = 8.0, -1
"""Text tilted by more degrees is a watermark: it makes no lines, its box would cover half the page."""
WORD_GAP, SPREAD_GAP = 0.18, 0.6
"""A gap of this many character heights is a blank, beside Latin and between Chinese characters (often set apart).

Between Chinese ones the narrower counts too where the file says blank there, or the font changes (a label in bold).
"""
LONGEST = 400
"""Characters of a line at most; no printed line has as many, and what looks for words takes ever longer with more."""
_OF_ONE_GLYPH = 16  # characters that a single one may stand for; ligatures have 3, a file that says more lies


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in the page's points (x right, y down, delivered frame not yet divided by the page's size)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    direction: int  # quarter turns clockwise of the reading direction: 0 right, 1 down, 2 left, 3 up; or SLANTED
    visible: bool
    font: str = ""
    apart: bool = False  # the file writes a blank before it

    def along(self) -> tuple[float, float]:
        """Start and end along the reading direction."""
        return ((self.x0, self.x1), (self.y0, self.y1), (-self.x1, -self.x0), (-self.y1, -self.y0))[self.direction]

    def across(self) -> tuple[float, float]:
        """Top and bottom as the reader of this direction sees them."""
        return ((self.y0, self.y1), (-self.x1, -self.x0), (-self.y1, -self.y0), (self.x0, self.x1))[self.direction]


def glyphs(page: Any, shown: Box, changed: NDArray[np.bool_]) -> tuple[Glyph, ...]:
    """The characters of a pdfplumber `page`.

    `shown` is the part of the page a viewer shows, in pdfplumber's points (which knows crop boxes only where nothing is
    turned). `changed` is true where the page looks different without its text (any size, the page as delivered): what
    stands where nothing changes cannot be seen, whatever hides it: render mode, colour, an image on top, the edge.
    """
    height, width = changed.shape
    sx, sy = width / max(shown.width, 1e-6), height / max(shown.height, 1e-6)
    seen = np.pad(changed.astype(np.int32), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    found = []
    apart = False
    for char in page.chars:
        x0, x1, y0, y1 = char["x0"] - shown.x0, char["x1"] - shown.x0, char["top"] - shown.y0, char["bottom"] - shown.y0
        text, quarter = unicodedata.normalize("NFC", char["text"]), (x1 - x0) / 4
        if _is_control(text) and not _shows(seen, (x0 + quarter) * sx, y0 * sy, (x1 - quarter) * sx, y1 * sy):
            apart = True  # what some fonts write for a blank
            continue
        text = text if len(text) <= _OF_ONE_GLYPH else "\ufffd"
        ink = _shows(seen, x0 * sx, y0 * sy, x1 * sx, y1 * sy)
        found.append(Glyph(text, x0, y0, x1, y1, _direction(char), ink, str(char.get("fontname", "")), apart))
        apart = text.isspace()
    return tuple(found)


def _is_control(text: str) -> bool:
    return bool(text) and all(unicodedata.category(c) == "Cc" for c in text)


def _shows(seen: NDArray[np.int32], x0: float, y0: float, x1: float, y1: float) -> bool:
    """Whether text shows within a box of pixels. `seen`: how many pixels above and left of each differ by text."""
    height, width = (side - 1 for side in seen.shape)
    left, right = _cut(math.floor(x0), width), _cut(math.ceil(x1), width)
    top, bottom = _cut(math.floor(y0), height), _cut(math.ceil(y1), height)
    return bool(seen[bottom, right] - seen[top, right] - seen[bottom, left] + seen[top, left] > 0)


def _cut(value: int, top: int) -> int:
    return min(max(value, 0), top)


def _direction(char: dict[str, Any]) -> int:
    a, b = char["matrix"][:2]  # the first row of the text matrix is the reading direction, y upwards
    quarters = math.degrees(math.atan2(-b, a)) / 90
    return SLANTED if abs(quarters - round(quarters)) * 90 > MOST_SLANT else round(quarters) % 4


def lines(
    found: Sequence[Glyph], size: tuple[float, float], rulings: Iterable[tuple[float, float, float]]
) -> tuple[LayerLine, ...]:
    """Glyphs → lines, top to bottom in each direction.

    `size` is the page's (width, height) in points; `rulings` its vertical rules as (x, y0, y1): no line crosses one.
    """
    out: list[LayerLine] = []
    walls = sorted(rulings)
    for direction in range(4):
        for visible in (True, False):
            chosen = [g for g in found if g.direction == direction and g.visible == visible]
            for row in _rows(chosen):
                barriers = walls if direction in (0, 2) else []
                out.extend(
                    _line(part, size) for part in _parts(row, barriers) if any(not g.text.isspace() for g in part)
                )
    return tuple(out)


def _rows(found: list[Glyph]) -> list[list[Glyph]]:
    """Groups glyphs that overlap by more than half their height; each row in reading order."""
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted((g for g in found if not g.text.isspace()), key=lambda g: (g.across()[0] + g.across()[1]) / 2):
        top, bottom = glyph.across()
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            row_top, row_bottom, members = rows[at]
            overlap = min(bottom, row_bottom) - max(top, row_top)
            if overlap > 0.5 * min(bottom - top, row_bottom - row_top):
                members.append(glyph)
                break
        else:
            rows.append((top, bottom, [glyph]))
    return [sorted(members, key=lambda g: g.along()[0]) for _, _, members in rows]


def _parts(row: list[Glyph], walls: list[tuple[float, float, float]]) -> Iterable[list[Glyph]]:
    part, length = [row[0]], len(row[0].text)
    for before, after in itertools.pairwise(row):
        if _same_ink(before, after):
            continue  # bold drawn twice
        gap = after.along()[0] - part[-1].along()[1]
        height = max(1e-6, min(before.across()[1] - before.across()[0], after.across()[1] - after.across()[0]))
        apart = gap > COLUMN_GAP * height or _wall_between(part[-1], after, walls)
        if apart or length + len(after.text) > LONGEST:
            yield part
            part, length = [], 0
        part.append(after)
        length += len(after.text)
    yield part


def _same_ink(a: Glyph, b: Glyph) -> bool:
    reach = 0.3 * (b.along()[1] - b.along()[0])
    return a.text == b.text and abs(a.along()[0] - b.along()[0]) < reach


def _wall_between(a: Glyph, b: Glyph, walls: list[tuple[float, float, float]]) -> bool:
    left, right = sorted(((a.x0 + a.x1) / 2, (b.x0 + b.x1) / 2))
    middle = (a.y0 + a.y1) / 2
    return any(left < x < right and y0 <= middle <= y1 for x, y0, y1 in walls)


def _line(part: list[Glyph], size: tuple[float, float]) -> LayerLine:
    text, places = "", []
    start, end = part[0].along()[0], part[-1].along()[1]
    length = max(end - start, 1e-6)
    for index, glyph in enumerate(part):
        a, b = glyph.along()
        height = glyph.across()[1] - glyph.across()[0]
        if index and a - part[index - 1].along()[1] > _word_gap(part[index - 1], glyph) * height:
            text += " "
            places.append((a + part[index - 1].along()[1]) / 2)
        text += glyph.text
        places += [a + (b - a) * (k + 0.5) / len(glyph.text) for k in range(len(glyph.text))]
    positions = tuple(min(1.0, max(0.0, (p - start) / length)) for p in places)
    return LayerLine(text, _polygon(part, size), part[0].visible, is_sane(text), positions, part[len(part) // 2].font)


def _word_gap(before: Glyph, after: Glyph) -> float:
    chinese = before.text[-1:] > "\u2e7f" and after.text[:1] > "\u2e7f"
    told = after.apart or before.font != after.font
    return SPREAD_GAP if chinese and not told else WORD_GAP


def _polygon(part: list[Glyph], size: tuple[float, float]) -> Polygon:
    width, height = size
    x0, x1 = min(g.x0 for g in part) / width, max(g.x1 for g in part) / width
    y0, y1 = min(g.y0 for g in part) / height, max(g.y1 for g in part) / height
    corners: list[Point] = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    turn = part[0].direction
    tl, tr, br, bl = corners[turn:] + corners[:turn]
    return (tl, tr, br, bl)


def is_sane(text: str) -> bool:
    """Whether every character means something: no `(cid:n)`, private use, replacement or control character."""
    if "(cid:" in text:
        return False
    return not any(unicodedata.category(c) in ("Co", "Cn", "Cs", "Cc") or c == "\ufffd" for c in text)
