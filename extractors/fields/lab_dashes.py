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
_OVER = 0.6  # text heights that a range stands beside its head at most


def restored(tokens: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """A row's words, left to right, what is left of a range under its head made one again."""
    heads = [column for column in columns if column.kind == "reference"]
    found: list[Line] = []
    for token in tokens:
        above = next((head for head in heads if _under(token, head, columns)), None)
        if above is None:
            found.append(token)
        elif found and _under(found[-1], above, columns) and _are_ends(found[-1], token):
            found[-1] = _one(found[-1], token)
        else:
            found.append(_parted(token))
    return found


def _under(token: Line, head: Column, columns: Sequence[Column]) -> bool:
    """Whether a word stands under this head and no nearer to another."""
    reach = _OVER * height(token)
    nearest = min(columns, key=lambda column: abs(column.cx - token.box.cx))
    return head.x0 - reach <= token.box.cx <= head.x1 + reach and nearest == head


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
