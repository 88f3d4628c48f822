"""Label → value, by geometry: behind the colon, in the next cell, beneath, wrapped over the following lines."""

from __future__ import annotations

import re
from collections.abc import Collection

from extractors.layout.headings import heads_column
from extractors.layout.label import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet, Value
from extractors.layout.text import strip
from extractors.reading import Box, Line

_TRIM = " \t\u3000_＿:：;；∶︰﹕…|丨"
_LEAD = _TRIM + ".。,，、·•"  # a colon is read as one of these, too
_ENGLISH = re.compile(r"[(\[]?[A-Za-z][A-Za-z .'/]*\.?[)\]]?")  # Name beneath 姓名: the label once more
_UNIT = re.compile("[(（]周?岁[)）]")  # 年龄（岁）: of what stands in the next cell
_PER_ENGLISH = 1.5  # text heights such a line takes
_FAR = 0.45  # a value in the next cell begins at most this many page widths away
_NOWHERE = 9.9  # beyond every page's edge


def value_of(label: Label, sheet: Sheet, below: bool = True, gap: float = 1.2) -> Value | None:
    """The short value at a label: the rest of its line, else the next cell, else (if `below`) the line beneath.

    It ends where the next known label begins. Fragments that OCR split (2025年 | 3月5日) are joined where they stand
    within `gap` text heights. None: nothing stands there.
    """
    inline = _inline(label, sheet)
    last = not _another_follows(label, sheet)
    if inline.text:
        return Value(label, sheet, (inline, *(_continued(label.source, sheet, gap) if last else ())), "inline")
    if not last:
        return None
    to_right = _right(label, sheet, gap)
    if to_right and below and heads_column(label, sheet) and (under := _below(label, sheet)):
        return Value(label, sheet, under, "below")
    if to_right:
        return Value(label, sheet, to_right, "right")
    beneath = _below(label, sheet) if below else ()
    return Value(label, sheet, beneath, "below") if beneath else None


def beneath(label: Label, sheet: Sheet) -> Value | None:
    """The line right below a label, up to its own first label; None where none stands there."""
    parts = _below(label, sheet)
    return Value(label, sheet, parts, "below") if parts else None


def block_of(label: Label, sheet: Sheet, stop: Collection[str] | None = None, max_gap: float = 2.5) -> Value | None:
    """The long value at a label: what stands behind it and beneath, down to the next label that begins a line.

    Only labels whose word is in `stop` end the block (None: any label that begins a line). A block also ends at a
    vertical gap of more than `max_gap` text heights. Lines left of its own column, or right of where a label beside
    it begins a block of its own, are left out.
    """
    stops = [o for o in sheet.labels if o is not label and o.begins and (stop is None or o.word in stop)]
    h = height(label.source)
    first = value_of(label, sheet, below=False)
    parts = list(first.parts) if first else []
    left = min([label.box.x0, *(p.box.x0 for p in parts)])
    right = _neighbour_edge(label, stops)
    floor = _floor(label, stops, left, right)
    ceiling = label.box.cy + 0.5 * h
    last = max((p.box.y1 for p in parts), default=label.box.y1)
    for row in sheet.rows:
        members = [
            line
            for line in row.lines
            if line is not label.source and ceiling < line.box.cy < floor and left - 3 * h <= line.box.x0 < right
        ]
        if not members:
            continue
        if min(line.box.y0 for line in members) - last > max_gap * h:
            break
        for line in members:
            cut = _before_stop(line, stops)
            if cut.text:
                parts.append(cut)
        last = max(last, *(line.box.y1 for line in members))
    return Value(label, sheet, tuple(parts), "block") if parts else None


def leading(line: Line, sheet: Sheet) -> Line | None:
    """A line up to its first label; None if a label begins it."""
    first = min((label.start for label in sheet.labels_in(line)), default=len(line.text))
    lead = strip(line.part(0, first) if first else line, _TRIM)
    return lead if first and lead.text else None


def _inline(label: Label, sheet: Sheet) -> Line:
    later = [o.start for o in sheet.labels_in(label.source) if o.start >= label.end]
    end = min(later, default=len(label.source.text))
    rest = strip(label.source.part(label.end, end), _TRIM, _LEAD)
    return rest.part(0, 0) if _UNIT.fullmatch(rest.text) else rest


def _another_follows(label: Label, sheet: Sheet) -> bool:
    return any(other.start >= label.end for other in sheet.labels_in(label.source))


def _continued(source: Line, sheet: Sheet, gap: float) -> tuple[Line, ...]:
    """Fragments that follow closely (within `gap` text heights) on the same row, up to the next label."""
    parts: list[Line] = []
    edge = source.box.x1
    for line in _beside(source.box, height(source), sheet):
        lead = leading(line, sheet)
        if line is source or lead is None or line.box.x0 - edge > gap * height(source):
            break
        parts.append(lead)
        edge = line.box.x1
        if sheet.labels_in(line):
            break
    return tuple(parts)


def _beside(box: Box, h: float, sheet: Sheet) -> list[Line]:
    """Lines right of a box on its row, nearest first; of two lines in one cell the upper one first."""
    beside = [
        line
        for line in sheet.lines
        if line.box.x0 >= box.x1 - 0.5 * h and abs(line.box.cy - box.cy) <= 0.6 * max(h, 0.7 * height(line))
    ]
    return sorted(beside, key=lambda line: (line.box.x0, line.box.y0))


def _right(label: Label, sheet: Sheet, gap: float) -> tuple[Line, ...]:
    beside = [line for line in _beside(label.box, height(label.source), sheet) if line is not label.source]
    if not beside:
        return ()
    # On a telephone's screen a label stands at the left of its row and its value at the right.
    pair = (
        len(beside) == 1 and label.begins and not label.colon and label.source.text.strip() == label.line.text.strip()
    )
    if beside[0].box.x0 - label.box.x1 > _FAR and not pair:
        return ()
    lead = leading(beside[0], sheet)
    if lead is None:
        return ()
    return (lead, *(() if sheet.labels_in(beside[0]) else _continued(beside[0], sheet, gap)))


def _below(label: Label, sheet: Sheet, reach: float = 2.7) -> tuple[Line, ...]:
    h = height(label.source)
    english = any(_ENGLISH.fullmatch(line.text.strip()) for line in sheet.lines)
    under = [
        line
        for line in sheet.lines
        if 0.6 * h < line.box.cy - label.box.cy <= (reach + _PER_ENGLISH * english) * h
        and _ENGLISH.fullmatch(line.text.strip()) is None
        and min(line.box.x1, label.box.x1) - max(line.box.x0, label.box.x0) > 0.3 * min(line.box.width, label.box.width)
    ]
    if not under:
        return ()
    lead = leading(min(under, key=lambda line: line.box.cy), sheet)
    return (lead,) if lead is not None else ()


def _neighbour_edge(label: Label, stops: list[Label]) -> float:
    """Where a label beside this one begins its own block."""
    h = height(label.source)
    beside = [o.box.x0 for o in stops if abs(o.box.cy - label.box.cy) <= 0.6 * h and o.box.x0 >= label.box.x1]
    return min(beside, default=_NOWHERE) - 0.2 * h


def _floor(label: Label, stops: list[Label], left: float, right: float) -> float:
    """The height at which the next block of the same column begins."""
    h = height(label.source)
    under = [
        o.box.cy - 0.3 * height(o.source)
        for o in stops
        if o.box.cy > label.box.cy + 0.6 * h and o.box.x0 < min(right, left + 0.35) and o.source.box.x1 > left - 0.02
    ]
    return min(under, default=_NOWHERE)


def _before_stop(line: Line, stops: list[Label]) -> Line:
    cuts = [stop.start for stop in stops if stop.source is line]
    return strip(line.part(0, min(cuts)) if cuts else line, " \t\u3000")
