"""Where in the lines the net was asked about something stands that was cut out of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.reading import Box
from extractors.roles.net import Tagged

_BESIDE = 0.003  # of the delivered page: how far a piece may lie beside its line


def place_of(text: str, box: Box, lines: Sequence[Tagged]) -> tuple[Tagged, int, int] | None:
    """The line and its characters [start, end) that are a piece of text at `box`, in fractions of the delivered page.

    Where the text stands twice in the line, those nearest to the place; None where it stands in none.
    """
    for each in lines:
        own = Box.around(each.line.polygon)
        if not _holds(own, box) or not text:
            continue
        starts = [match.start() for match in re.finditer(re.escape(text), each.line.text)]
        if starts:
            share = (box.cx - own.x0) / max(own.width, 1e-6)
            start = min(starts, key=lambda at: abs((at + len(text) / 2) / len(each.line.text) - share))
            return each, start, start + len(text)
    return None


def _holds(line: Box, piece: Box) -> bool:
    inside = line.x0 - _BESIDE <= piece.cx <= line.x1 + _BESIDE
    return inside and line.y0 - _BESIDE <= piece.cy <= line.y1 + _BESIDE
