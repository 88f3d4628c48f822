"""Remarks in brackets that a narrow cell wraps below its label: 明确诊断 | (按第一诊断 | 顺序填写)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.rows import height
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import Line

_LONGEST = 10  # characters of a line of such a remark, and of the label above it
_NEXT = 2.2  # text heights between the middles of two lines of one cell
_LEVEL = 0.5  # text heights by which they begin apart, or their middles lie


def without_remarks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without those remarks, whose words are no labels of their own."""
    dropped: set[int] = set()
    for first in lines:
        text = squeeze(first.text).text
        if not text.startswith("(") or ")" in text or len(text) > _LONGEST:
            continue
        above = any(_is_label(line) and _is_under(first, line) for line in lines)
        last = next((line for line in lines if _closes(line) and _is_under(line, first)), None)
        if above and last is not None:
            dropped |= {id(first), id(last)}
    return tuple(line for line in lines if id(line) not in dropped)


def _is_label(line: Line) -> bool:
    text = squeeze(line.text).text
    return 2 <= len(text) <= _LONGEST and all(map(is_cjk, text))


def _closes(line: Line) -> bool:
    text = squeeze(line.text).text
    return len(text) <= _LONGEST and text.rstrip(":").endswith(")") and "(" not in text


def _is_under(line: Line, other: Line) -> bool:
    h = height(other)
    aligned = min(abs(line.box.x0 - other.box.x0), abs(line.box.cx - other.box.cx)) < _LEVEL * h
    return aligned and 0 < line.box.cy - other.box.cy < _NEXT * h
