"""Headings nobody listed, told by their make: set like a heading of the same page that is known.

Whoever cannot read a report sees where its texts end: the next heading stands in the column of labels, bears the same
bullet or kind of number, or stands alone where the others do, apart from the text above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.fields import diagnosis_list
from extractors.fields.form_cells import Mark, Piece
from extractors.fields.unlisted_labels import NAME
from extractors.layout.rows import height
from extractors.layout.text import squeeze
from extractors.reading import Box, Line

_LEAD = re.compile(
    r"(?P<bullet>[▎▍▌■□●○◆◇▪▶►★☆※·•*#|])|(?P<digits>\d{1,2})(?=[一-鿿])|(?P<chinese>[一二三四五六七八九十]{1,2})[、.]"
)
_WORD = re.compile(r"[一-鿿][一-鿿A-Za-z0-9/、+-]{1,11}(?:\([^()]{1,10}\))?[A-Za-z &/.]{0,24}:?")
_LABEL = re.compile(r"(?P<word>[一-鿿][一-鿿/、()]{1,9})[:;]")
_CELL = re.compile(r"[一-鿿(][一-鿿/、()与及和]{0,9}:?")
_ENDED = re.compile(r"[。；;]\s*$")
_RUN_IN = re.compile(r"\s*(?:[一二三四五六七八九十]{1,2}[、.])?(?P<word>[一-鿿]{3,8})[ \u3000]+(?=\S)")
_RUN_IN_FROM = 3  # known labels set so, for another word to be one
_FLUSH = 0.6  # text heights by which headings of one make begin apart
_ALIKE = 1.3  # times one's height is the other's at most
_SET_IN = 1.2  # text heights by which text is set in under its heading
_APART = 1.25  # times as far from the text above as its lines are from each other
_BEAT = 0.15  # text heights by which equal distances differ
_WRAPPED = 1.2  # text heights between the lines of a label that wraps
_SHORT = 2.0  # text heights a line leaves to the edge that does not run on


def marked(marks: list[Mark], pieces: list[Piece], wanted: Collection[str]) -> None:
    """Makes marks of the pieces that are set like a mark of a `wanted` label."""
    known = [mark for mark in marks if mark.label in wanted]
    if not known:
        return
    for stack in list(_in_label_column(known, marks, pieces)):
        _mark_cell(marks, pieces, stack, wanted)
    for piece in list(pieces):
        if _stands_alone(piece, marks, pieces) and _set_like_one(piece, known, marks, pieces):
            _mark(marks, pieces, [piece], Mark(NAME, piece.line, piece.row, False, piece.line.box.x0))
    run_in = _run_in(marks)
    for piece in list(pieces):
        if (end := _label_end(piece, known, pieces) or _word_end(piece, run_in)) > 0:
            label, rest = piece.line.part(0, end), piece.line.part(end, len(piece.line.text))
            _mark(marks, pieces, [piece], Mark(NAME, label, piece.row, False, piece.line.box.x0))
            if rest.text.strip():
                pieces.append(Piece(rest, piece.row))
    marks.sort(key=lambda mark: (mark.row, mark.line.box.x0))
    pieces.sort(key=lambda piece: (piece.row, piece.line.box.x0))


def _mark(marks: list[Mark], pieces: list[Piece], gone: Sequence[Piece], mark: Mark) -> None:
    for piece in gone:
        pieces.remove(piece)
    marks.append(mark)


def _mark_cell(marks: list[Mark], pieces: list[Piece], stack: Sequence[Piece], wanted: Collection[str]) -> None:
    """Makes a label of the lines it wraps over, or more of the known one that they belong to: 细胞学 above 描述."""
    box = stack[0].line.box
    for piece in stack[1:]:
        box = box.union(piece.line.box)
    near = [mark for mark in marks if mark.label in wanted and mark.cell and _touches(mark.line.box, box)]
    for mark in near[:1]:
        line = replace(mark.line, box=mark.line.box.union(box))
        _mark(marks, pieces, stack, replace(mark, line=line))
        marks.remove(mark)
        return
    middle = stack[len(stack) // 2]
    line = replace(middle.line, box=Box(box.x0, middle.line.box.y0, box.x1, middle.line.box.y1))
    _mark(marks, pieces, stack, Mark(NAME, line, middle.row, True, box.x0))


def _touches(label: Box, more: Box) -> bool:
    """Whether one stands right below the other, in one column."""
    h = min(label.height, more.height)
    over = abs(label.cx - more.cx) < _FLUSH * h or abs(label.x0 - more.x0) < _FLUSH * h
    return over and max(label.y0, more.y0) - min(label.y1, more.y1) < _WRAPPED * h


def _in_label_column(known: Sequence[Mark], marks: Sequence[Mark], pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces that stand in the column of labels, left of all texts; those of a label that wraps together."""
    for head in known:
        own = [piece for piece in pieces if head.cell and _is_beside(head.line, piece.line)]
        under = any(_is_under(head.line, piece.line) for piece in pieces)
        if not own or under or _heads_columns(head, marks, pieces):
            continue
        left = min(piece.line.box.x0 for piece in own)
        column = [
            piece
            for piece in pieces
            if piece.line.box.x1 < left
            and _may_be_label(squeeze(piece.line.text).text)
            and (_flush(head.line, piece.line) or _centred(head.line, piece.line))
        ]
        stacks: list[list[Piece]] = []
        for piece in sorted(column, key=lambda each: each.line.box.y0):
            near = stacks and piece.line.box.y0 - stacks[-1][-1].line.box.y1 < _WRAPPED * height(piece.line)
            if near:
                stacks[-1].append(piece)
            else:
                stacks.append([piece])
        yield from (stack for stack in stacks if sum(len(squeeze(piece.line.text).text) for piece in stack) > 1)
        return


def _may_be_label(flat: str) -> bool:
    return _CELL.fullmatch(flat) is not None and not diagnosis_list.looks_like_disease(flat)


def _heads_columns(head: Mark, marks: Sequence[Mark], pieces: Sequence[Piece]) -> bool:
    """Whether a row is all labels: the heads of a table, each above its column."""
    beside = any(mark.row == head.row and mark is not head for mark in marks)
    return beside and not any(piece.row == head.row for piece in pieces)


def _is_beside(label: Line, text: Line) -> bool:
    return text.box.x0 > label.box.x1 and abs(text.box.cy - label.box.cy) < 3.0 * height(label)


def _is_under(label: Line, text: Line) -> bool:
    """Whether a text stands right below a label, so that it heads it and stands in no column of labels."""
    h = height(label)
    over = min(label.box.x1, text.box.x1) - max(label.box.x0, text.box.x0) > 0.5 * label.box.width
    return over and 0 < text.box.y0 - label.box.y0 < 2.5 * h and text.box.width > 2 * label.box.width


def _stands_alone(one: Mark | Piece, marks: Sequence[Mark], pieces: Sequence[Piece]) -> bool:
    """Whether nothing else stands on its row."""
    rows = [*(mark.row for mark in marks if mark is not one), *(piece.row for piece in pieces if piece is not one)]
    return one.row not in rows


def _set_like_one(piece: Piece, known: Sequence[Mark], marks: Sequence[Mark], pieces: Sequence[Piece]) -> bool:
    flat = squeeze(piece.line.text).text
    kind = _lead(flat)
    word = flat[len(_leading(flat)) :]
    if not _WORD.fullmatch(word):
        return False
    alike = [
        mark
        for mark in known
        if _stands_alone(mark, marks, pieces)
        and (_flush(mark.line, piece.line) or _centred(mark.line, piece.line))
        and 1 / _ALIKE < height(mark.line) / height(piece.line) < _ALIKE
        and _lead(squeeze(mark.line.text).text) == kind
    ]
    if not alike or not _heads_text(piece, marks, pieces):
        return False
    return bool(kind) or (not diagnosis_list.looks_like_disease(word) and _stands_apart(piece, alike, marks, pieces))


def _leading(flat: str) -> str:
    match = _LEAD.match(flat)
    return match.group() if match else ""


def _lead(flat: str) -> str:
    """What kind of bullet or number a line begins with: itself or its kind; "" for none."""
    match = _LEAD.match(flat)
    return "" if match is None else match.group() if match["bullet"] else match.lastgroup or ""


def _heads_text(piece: Piece, marks: Sequence[Mark], pieces: Sequence[Piece]) -> bool:
    """Whether text stands below it, and something other than a heading above."""
    line = piece.line
    below = [p for p in pieces if p.row > piece.row and p.line.box.x1 > line.box.x0]
    under = min(below, key=lambda each: each.row, default=None)
    next_mark = min((m.row for m in marks if m.row > piece.row), default=10**6)
    above = [*(p.row for p in pieces if p.row < piece.row), -1]
    heading = max((m.row for m in marks if m.row < piece.row and m.line.box.x0 < line.box.x1), default=-1)
    return (
        under is not None
        and under.row < next_mark
        and under.line.box.x0 > line.box.x0 - _SET_IN * height(line)
        and under.line.box.y0 - line.box.y1 < 3.0 * height(line)
        and max(above) > heading
    )


def _stands_apart(piece: Piece, alike: Sequence[Mark], marks: Sequence[Mark], pieces: Sequence[Piece]) -> bool:
    """Whether it is parted from the text above it as no line of that text is, or text is set in under all headings."""
    line, h = piece.line, height(piece.line)
    texts = [p.line for p in pieces if p is not piece]
    first = [
        min((text for text in texts if text.box.cy > head.line.box.cy + 0.5 * h), key=lambda t: t.box.cy, default=None)
        for head in alike
    ]
    set_in = all(text is not None and text.box.x0 - line.box.x0 > _SET_IN * h for text in first)
    if set_in and not _runs_into(line, texts):
        return True
    top = min(mark.line.box.y1 for mark in alike)
    column = sorted(
        (t for t in texts if t.box.y0 > top and _shares_column(t, line) and not _is_like_a_heading(t, marks)),
        key=lambda t: t.box.y0,
    )
    gaps = [b.box.cy - a.box.cy for a, b in pairwise(column) if 0.5 * h < b.box.cy - a.box.cy < 3.0 * h]
    above = max((t.box.cy for t in column if t.box.cy < line.box.cy - 0.5 * h), default=None)
    if above is None or not gaps:
        return False
    apart, pitch = line.box.cy - above, median(gaps)
    return apart > _APART * pitch or _in_rhythm(apart, pitch, alike, texts, h)


def _in_rhythm(apart: float, pitch: float, alike: Sequence[Mark], texts: Sequence[Line], h: float) -> bool:
    """Whether it stands as far below the text above it as a known heading does, and as no line does below another."""
    for head in alike:
        box = head.line.box
        above = max(
            (t.box.cy for t in texts if t.box.cy < box.cy - 0.5 * h and _shares_column(t, head.line)), default=-1.0
        )
        if abs(box.cy - above - apart) < _BEAT * h and abs(pitch - apart) > 2 * _BEAT * h:
            return True
    return False


def _is_like_a_heading(text: Line, marks: Sequence[Mark]) -> bool:
    return any(abs(text.box.cy - mark.line.box.cy) < 0.5 * height(text) for mark in marks)


def _shares_column(text: Line, line: Line) -> bool:
    return min(text.box.x1, line.box.x1) > max(text.box.x0, line.box.x0)


def _runs_into(line: Line, texts: Sequence[Line]) -> bool:
    """Whether the line above is full, so that this one may be its end: set in are only first lines of paragraphs."""
    above = max((t for t in texts if t.box.cy < line.box.cy - 0.5 * height(line)), key=lambda t: t.box.cy, default=None)
    edge = max((t.box.x1 for t in texts), default=0.0)
    return above is not None and edge - above.box.x1 < _SHORT * height(line) and not _ENDED.search(above.text)


def _label_end(piece: Piece, known: Sequence[Mark], pieces: Sequence[Piece]) -> int:
    """Where a label before a colon ends that is set like a known one, its text behind it; 0 where there is none."""
    squeezed = squeeze(piece.line.text)
    match = _LABEL.match(squeezed.text)
    if match is None or any(p.row == piece.row and p.line.box.x1 <= piece.line.box.x0 for p in pieces):
        return 0
    alike = [m for m in known if _flush(m.line, piece.line) and m.line.text.rstrip().endswith((":", "："))]
    if not alike or piece.row < min(mark.row for mark in alike):
        return 0
    texts = [p.line for p in pieces if p is not piece and p.line.box.y1 < piece.line.box.y0 + 0.5 * height(piece.line)]
    if _runs_into(piece.line, texts) or not _hang(alike, pieces):
        return 0
    return squeezed.span(0, match.end())[1]


def _run_in(marks: Sequence[Mark]) -> list[Mark]:
    """The labels that begin their line, with only white space between them and their text: 会诊诊断 胰腺癌."""
    return [mark for mark in marks if not mark.cell and squeeze(mark.line.text).text[-1:] not in tuple(":;]>)")]


def _word_end(piece: Piece, run_in: Sequence[Mark]) -> int:
    """Where a word ends that begins its line as some such labels do, its text parted from it as theirs; else 0."""
    match = _RUN_IN.match(piece.line.text)
    if match is None or not _may_be_label(match["word"]):
        return 0
    flush = [mark for mark in run_in if _flush(mark.line, piece.line)]
    rows = {mark.row for mark in flush}
    above = any(row < piece.row for row in rows)
    return match.end("word") if len(rows) >= _RUN_IN_FROM and above else 0


def _hang(alike: Sequence[Mark], pieces: Sequence[Piece]) -> bool:
    """Whether all texts that wrap are set in, so that whatever begins where the labels do is one."""
    left, h = min(mark.line.box.x0 for mark in alike), height(alike[0].line)
    labelled = {mark.row for mark in alike}
    wrapped = [
        min(piece.line.box.x0 for piece in pieces if piece.row == row)
        for row in range(min(labelled), max(labelled) + 1)
        if row not in labelled and any(piece.row == row for piece in pieces)
    ]
    beginning = [x for x in wrapped if x > left + _FLUSH * h]
    return bool(beginning) and min(beginning) > left + _SET_IN * h


def _flush(one: Line, other: Line) -> bool:
    return abs(one.box.x0 - other.box.x0) < _FLUSH * height(other)


def _centred(one: Line, other: Line) -> bool:
    return abs(one.box.cx - other.box.cx) < _FLUSH * height(other)
