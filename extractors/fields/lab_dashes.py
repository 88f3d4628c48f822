"""Ranges whose dash a fax or a copier lost: 3.10 8, 5797, told by the gap it left under the head of the ranges.

Digits of one number stand evenly; where a dash went, they stand as far apart as if it were still there. Only what
stands under the ranges' head, and makes a range whose lower end is the lower number, is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.fields.lab_columns import Column
from extractors.layout.rows import height
from extractors.reading import Line

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DIGITS = re.compile(r"[.,·]?(?P<said>\d[\d.]*\d)")  # 5797, 7.412.5, .82100
_GAP = 3.0  # text heights that a lost dash leaves at most
_WIDE = 1.7  # times the step of the digits from which something stood between two
_STEP = 0.6  # text heights from one digit to the next at most, where no other digits of the number tell
_OVER = 0.6  # text heights that a range begins beside its head at most


def restored(tokens: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """A row's words, left to right, what is left of a range under its head made one again."""
    found: list[Line] = []
    begun: Column | None = None  # the head under which the word before stands
    for token in tokens:
        head = _nearest(token, columns)
        ranges = head is not None and head.kind == "reference"
        if ranges and found and begun == head and _are_ends(found[-1], token):
            found[-1] = _one(found[-1], token)
        elif ranges and head is not None and _beside(token, head) <= _OVER * height(token):
            found.append(_parted(token))
        else:
            found.append(token)
            head = None
        begun = head
    return found


def _nearest(token: Line, columns: Sequence[Column]) -> Column | None:
    return min(columns, key=lambda column: (_beside(token, column), abs(column.cx - token.box.cx)), default=None)


def _beside(token: Line, column: Column) -> float:
    """How far a word stands beside a head, 0 under it."""
    return max(0.0, column.x0 - token.box.x1, token.box.x0 - column.x1)


def _are_ends(low: Line, high: Line) -> bool:
    near = 0 <= high.box.x0 - low.box.x1 < _GAP * height(high)
    return near and _rise(low.text, high.text)


def _rise(low: str, high: str) -> bool:
    """Whether two texts are numbers, printed as numbers are, the second the greater."""
    printed = all(_NUMBER.fullmatch(text) and re.match(r"0\d", text) is None for text in (low, high))
    return printed and float(low) < float(high)


def _parted(token: Line) -> Line:
    """A word whose digits stand in two groups, as a range; as it is where they do not."""
    match = _DIGITS.fullmatch(token.text)
    if match is None or len(token.char_positions) != len(token.text):
        return token
    start = match.start("said")
    at = [position * token.box.width for position in token.char_positions[start:]]
    steps = [right - left for left, right in pairwise(at)]
    cut = max(range(len(steps)), key=lambda i: steps[i])
    others = [step for i, step in enumerate(steps) if i != cut]
    usual = median(others) if others else _STEP * height(token)
    low, high = match["said"][: cut + 1], match["said"][cut + 1 :]
    if steps[cut] < _WIDE * max(usual, *others, 0.0) or not _rise(low, high):
        return token
    return _written(token, f"{low}-{high}")


def _one(low: Line, high: Line) -> Line:
    (a, _, _, d), (_, b, c, _) = low.polygon, high.polygon
    whole = replace(
        low,
        confidence=min(low.confidence, high.confidence),
        min_confidence=min(low.min_confidence, high.min_confidence),
        box=low.box.union(high.box),
        polygon=(a, b, c, d),
    )
    return _written(whole, f"{low.text}-{high.text}")


def _written(token: Line, text: str) -> Line:
    return replace(token, text=text, char_confidences=(), char_positions=(), frames=())
