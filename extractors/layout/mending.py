"""Labels in two pieces become one again: 姓 | 名：张三 cut by recognition, 申请病 / 种 wrapped by a narrow cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extractors.layout import words
from extractors.layout.rows import Row, height
from extractors.layout.text import squeeze, text_width
from extractors.reading import Box, Line, Point

_GAP = re.compile(r"\s")
_APART = 6.0  # text heights that may lie between the parts of a spaced label
_LONGEST_PIECE = 6  # characters of either part of a wrapped label
_WHOLE = 4  # characters of a label that is no first part of another
_LEVEL = 0.6  # text heights by which a value stands above or below its label
_NEARLY_LEVEL = 0.3  # text heights by which what stands beside one line of a label is level with it
_LONGEST = 3  # characters of a first part; a longer one reads as a word of its own


def mended(lines: Sequence[Line], rows: Sequence[Row], more: tuple[str, ...] = ()) -> tuple[Line, ...]:
    """The lines with split labels joined; the same tuple's lines otherwise, in their order.

    `more`: labels beyond words.ALL that a narrow cell may wrap.
    """
    joined: dict[int, Line | None] = dict(_wrapped(rows, more))
    for row in rows:
        for first, second in zip(row.lines, row.lines[1:], strict=False):
            if not {id(first), id(second)} & joined.keys() and _is_split_label(first, second):
                joined[id(first)], joined[id(second)] = _one(first, second), None
    if not joined:
        return tuple(lines)
    return tuple(each for line in lines if (each := joined.get(id(line), line)) is not None)


def set_wide(lines: Sequence[Line], rows: Sequence[Row]) -> tuple[Line, ...]:
    """The lines with labels of two characters joined that stand below one another as wide as those of four.

    主  诉 above 诊  断: read from above to below they would be words as well (主诊).
    """
    found = [
        (first, second)
        for row in rows
        for first, second in pairwise(row.lines)
        if _is_one(first) and _is_one(second) and _is_split_label(first, second)
    ]
    joined: dict[int, Line | None] = {}
    for first, second in found:
        stacked = any(_is_over(first, a) and _is_over(second, b) for a, b in found if a is not first)
        if stacked and not {id(first), id(second)} & joined.keys():
            joined[id(first)], joined[id(second)] = _one(first, second), None
    if not joined:
        return tuple(lines)
    return tuple(each for line in lines if (each := joined.get(id(line), line)) is not None)


def _is_one(line: Line) -> bool:
    return len(squeeze(line.text).text.removesuffix(":")) == 1


def _is_over(one: Line, other: Line) -> bool:
    return abs(one.box.x0 - other.box.x0) < 0.5 * height(one)


def _wrapped(rows: Sequence[Row], more: tuple[str, ...]) -> Iterator[tuple[int, Line | None]]:
    """Labels that a narrow cell wraps, each as one line in the place of the piece that has a text beside it."""
    spelled, taken = _spelled(more), set[int]()
    for i, row in enumerate(rows):
        for first in row.lines:
            if id(first) in taken or len(first.text) > _LONGEST_PIECE:
                continue
            below = [line for other in rows[i + 1 : i + 4] for line in other.lines if _is_below(first, line, spelled)]
            second = min(below, key=lambda line: line.box.y0, default=None)
            if second is None or id(second) in taken or not _is_wrapped_label(first, second, spelled):
                continue
            if _are_two_labels(first, second, rows) or _heads_a_text(first, second, rows, more):
                continue
            beside = first
            if first is row.lines[-1] and not _ends_its_row(second, rows):
                beside = second
            beside = _text_between(first, second, beside, rows)
            taken |= {id(first), id(second)}
            yield id(first), _at(_one(first, second, ""), beside)
            yield id(second), None


def _is_below(first: Line, second: Line, spelled: frozenset[str]) -> bool:
    """Directly below, and set flush with it or centred under it; wider leaded only where the first is no word."""
    known = squeeze(first.text).text in spelled or squeeze(first.text).text in words.ALL
    h = min(height(first), height(second))
    aligned = min(abs(first.box.x0 - second.box.x0), abs(first.box.cx - second.box.cx)) < 0.5 * h
    return aligned and -0.4 * h < second.box.y0 - first.box.y1 < (0.8 if known else 1.2) * h


def _is_wrapped_label(first: Line, second: Line, spelled: frozenset[str]) -> bool:
    head, tail = squeeze(first.text).text, squeeze(second.text).text.removesuffix(":")
    if len(tail) > _LONGEST_PIECE or head.endswith(":"):
        return False
    parts = (head + tail).split("/")  # 性别/年 | 龄
    if len(head) == len(tail) == 1:
        return head + tail in words.ALL  # 诊 above 断 in a cell one character wide
    return head + tail in spelled or (len(parts) > 1 and all(part in words.ALL for part in parts))


def _are_two_labels(first: Line, second: Line, rows: Sequence[Row]) -> bool:
    """Whether two words are known each and have each a text beside them: 受检人 | 张三, 性别/年龄 | 女/43岁."""
    known = all(word in words.ALL for line in (first, second) for word in squeeze(line.text).text.split("/"))
    whole = squeeze(first.text + second.text).text
    if whole in words.ALL and whole.endswith("诊断") and not _any_level(first, second, rows):
        return False  # 入院 / 诊断 in the middle of a cell whose two lines stand higher and lower
    return known and not _ends_its_row(first, rows) and not _ends_its_row(second, rows)


def _any_level(first: Line, second: Line, rows: Sequence[Row]) -> bool:
    """Whether the text right of either stands as high as it."""
    right = [line for row in rows for line in row.lines if line.box.x0 >= max(first.box.x1, second.box.x1)]
    nearest = [
        min((line for line in right if _stands_beside(line, piece)), key=lambda line: line.box.x0, default=None)
        for piece in (first, second)
    ]
    return any(
        line is not None and abs(line.box.cy - piece.box.cy) < _NEARLY_LEVEL * height(piece)
        for line, piece in zip(nearest, (first, second), strict=True)
    )


def _stands_beside(line: Line, piece: Line) -> bool:
    return abs(line.box.cy - piece.box.cy) < _LEVEL * height(piece)


def _heads_a_text(first: Line, second: Line, rows: Sequence[Row], more: tuple[str, ...]) -> bool:
    """Whether the second is a label of its own over its text, below a whole one: 检查部位 | 双肾 above 描述：."""
    above, below = (squeeze(line.text).text for line in (first, second))
    heads = below.endswith(":") and below.removesuffix(":") in (*more, *words.ALL)
    return heads and len(above) >= _WHOLE and above in (*more, *words.ALL) and not _ends_its_row(first, rows)


def _ends_its_row(line: Line, rows: Sequence[Row]) -> bool:
    return any(row.lines[-1] is line for row in rows)


def _text_between(first: Line, second: Line, beside: Line, rows: Sequence[Row]) -> Line:
    """The nearest text right of a wrapped label that is level with its middle, where none is level with a piece."""
    h = height(first)
    right = [line for row in rows for line in row.lines if line.box.x0 >= max(first.box.x1, second.box.x1)]
    if any(abs(line.box.cy - piece.box.cy) < _LEVEL * h for line in right for piece in (first, second)):
        return beside
    middle = (first.box.cy + second.box.cy) / 2
    level = [line for line in right if abs(line.box.cy - middle) < _LEVEL * h]
    return min(level, key=lambda line: line.box.x0, default=beside)


def _at(line: Line, place: Line) -> Line:
    """A wrapped label as if it were printed on one of its two lines: rows and cells are told by heights."""
    box = Box(line.box.x0, place.box.y0, line.box.x1, place.box.y1)
    return replace(line, box=box, char_positions=())


@lru_cache(maxsize=64)
def _spelled(more: tuple[str, ...]) -> frozenset[str]:
    return frozenset(squeeze(word).text for word in (*words.ALL, *more) if len(word) >= 3)


@lru_cache(maxsize=1)
def _heads() -> frozenset[tuple[str, str]]:
    """Every way to cut a known label in two."""
    spelled = {squeeze(word).text for word in words.ALL if len(word) >= 2}
    return frozenset((word[:i], word[i:]) for word in spelled for i in range(1, min(len(word), _LONGEST + 1)))


def _is_split_label(first: Line, second: Line) -> bool:
    head, tail = squeeze(first.text).text, squeeze(second.text).text
    if not 1 <= len(head.lstrip("[<(")) <= _LONGEST or head in words.ALL:
        return False
    if not -1.0 <= (second.box.x0 - first.box.x1) / height(first) <= _APART:
        return False
    rest = re.split(r"[:\]>)]", tail)[0]
    if len(head) == 1 and (gap := _GAP.search(second.text.strip())):  # 姓 | 名 张三
        rest = min(rest, squeeze(second.text.strip()[: gap.start()]).text, key=len)
    if len(head) == 1 and head + tail[:1] in words.GLUED:  # 姓 | 名张三
        rest = tail[:1]
    boxed = (head[0] in "[<(", tail[len(rest) : len(rest) + 1] in tuple("]>)"))  # [诊 | 断]1.高血压
    return (head.lstrip("[<("), rest) in _heads() and boxed[0] == boxed[1]


def _one(first: Line, second: Line, space: str = " ") -> Line:
    """Both as one line, each character where it stands on the page."""
    box = first.box.union(second.box)
    (tl, _, _, bl), (_, tr, br, _) = first.polygon, second.polygon
    chars = (*first.char_confidences, *(1.0 for _ in space), *second.char_confidences)
    known = len(first.char_confidences) == len(first.text) and len(second.char_confidences) == len(second.text)
    n, m = len(first.text), len(second.text)
    polygon: tuple[Point, Point, Point, Point] = (tl, tr, br, bl)
    return Line(
        text=f"{first.text}{space}{second.text}",
        confidence=(first.confidence * n + second.confidence * m) / max(n + m, 1),
        min_confidence=min(first.min_confidence, second.min_confidence),
        box=box,
        polygon=polygon,
        char_confidences=chars if known else (),
        char_positions=(
            *_positions(first, box.x0, box.width),
            *_gap(first, second),
            *_positions(second, box.x0, box.width),
        ),
    )


def _positions(line: Line, x0: float, width: float) -> tuple[float, ...]:
    """Where its characters' centres lie along the joined line."""
    total = text_width(line.text) or 1.0
    places, so_far = [], 0.0
    for i, char in enumerate(line.text):
        own = text_width(char)
        along = line.char_positions[i] if len(line.char_positions) == len(line.text) else (so_far + own / 2) / total
        so_far += own
        places.append((line.box.x0 + along * line.box.width - x0) / max(width, 1e-6))
    return tuple(places)


def _gap(first: Line, second: Line) -> tuple[float]:
    x0, x1 = first.box.x0, second.box.x1
    return (((first.box.x1 + second.box.x0) / 2 - x0) / max(x1 - x0, 1e-6),)
