"""Headings of diagnoses that stand in no line of their own: wrapped by a narrow cell, the A of a note's S, O, A, P."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.fields import diagnosis_labels
from extractors.fields.form_cells import Mark, Piece
from extractors.fields.unlisted_labels import NAME
from extractors.layout.rows import height
from extractors.layout.text import squeeze
from extractors.reading import Box, Line

_LONGEST = 10  # characters of a line of a label that wraps
_LINES = 4
_FLUSH = 0.6  # text heights by which lines of one label begin apart, or their middles lie
_WRAPPED = 1.2  # text heights between them
_COLONS = (":", "：", ";", "；")
_PROBLEMS = ("S", "O", "A", "P")
_LETTER = re.compile(r"(?P<letter>[SOAP])(?:\s*[:：、.]\s*|\s+)(?=\S)")
_LETTERS_FROM = 3  # of a note's four parts


def marked(marks: list[Mark], pieces: list[Piece], known: Collection[str]) -> None:
    """Makes marks of the pieces that are such headings of a `known` label."""
    _said_again(marks, pieces, known)
    for stack, label in list(_stacks(pieces, known)):
        _mark_stack(marks, pieces, stack, label)
    if "诊断" in known:
        _mark_letters(marks, pieces)
    marks.sort(key=lambda mark: (mark.row, mark.line.box.x0))
    pieces.sort(key=lambda piece: (piece.row, piece.line.box.x0))


def _said_again(marks: list[Mark], pieces: list[Piece], known: Collection[str]) -> None:
    """Takes out the words of a cell for two things, 诊断及 / 处理意见, whose text says each again: 诊断:, 处理意见:."""
    inner = [mark for mark in marks if not mark.cell and not mark.flowing and mark.line.text.rstrip().endswith(_COLONS)]
    for first, last in pairwise(inner):
        h = height(first.line)
        if first.label not in known or first.row == last.row or abs(first.left - last.left) > h:
            continue
        places: list[tuple[Line, Mark | Piece]] = [(mark.line, mark) for mark in marks if mark.cell]
        places += [(piece.line, piece) for piece in pieces]
        between = [each for each in places if _stands_between(each[0], first.line, last.line)]
        outer = sorted(between, key=lambda each: each[0].box.y0)
        said = "".join(squeeze(line.text).text for line, _ in outer)
        if all(squeeze(mark.line.text).text.rstrip(":") in said for mark in (first, last)):
            gone = [each for _, each in outer]
            marks[:] = [mark for mark in marks if mark not in gone]
            pieces[:] = [piece for piece in pieces if piece not in gone]


def _stands_between(line: Line, first: Line, last: Line) -> bool:
    """Whether a line stands left of two labels and between their heights, as one in the middle of their cell does."""
    h = height(first)
    return line.box.x1 < first.box.x0 and first.box.y0 - h < line.box.cy < last.box.y1 + h


def _stacks(pieces: Sequence[Piece], known: Collection[str]) -> Iterator[tuple[list[Piece], str]]:
    """Pieces below one another that are a label only together: 诊断名称及编 / 码."""
    taken: set[int] = set()
    for piece in pieces:
        if id(piece) in taken or len(squeeze(piece.line.text).text) > _LONGEST:
            continue
        stack = [piece]
        while len(stack) < _LINES and (below := _below(stack[-1], pieces)) is not None and id(below) not in taken:
            stack.append(below)
            word = "".join(squeeze(each.line.text).text for each in stack).rstrip(":")
            if (label := diagnosis_labels.composed(word, known)) is not None:
                taken |= set(map(id, stack))
                yield stack, label
                break


def _below(piece: Piece, pieces: Sequence[Piece]) -> Piece | None:
    line, h = piece.line, height(piece.line)
    under = [
        other
        for other in pieces
        if -0.4 * h < other.line.box.y0 - line.box.y1 < _WRAPPED * h
        and min(abs(other.line.box.x0 - line.box.x0), abs(other.line.box.cx - line.box.cx)) < _FLUSH * h
        and len(squeeze(other.line.text).text) <= _LONGEST
    ]
    return min(under, key=lambda each: each.line.box.y0, default=None)


def _mark_stack(marks: list[Mark], pieces: list[Piece], stack: Sequence[Piece], label: str) -> None:
    box = stack[0].line.box
    for piece in stack[1:]:
        box = box.union(piece.line.box)
    for piece in stack:
        pieces.remove(piece)
    first = stack[0].line
    middle = Box(box.x0, box.cy - first.box.height / 2, box.x1, box.cy + first.box.height / 2)
    marks.append(Mark(label, replace(first, box=middle), _row_at(box, stack, pieces), True, box.x0))


def _row_at(box: Box, stack: Sequence[Piece], pieces: Sequence[Piece]) -> int:
    """The row that a wrapped label counts for: of its own or of what stands beside it the first."""
    beside = [p.row for p in pieces if box.y0 <= p.line.box.cy <= box.y1 and p.line.box.x0 > box.x1]
    return min([*beside, *(piece.row for piece in stack)])


def _mark_letters(marks: list[Mark], pieces: list[Piece]) -> None:
    """Notes told by problem: S what is complained of, O what was found, A what it is taken for, P what is planned."""
    found = [(piece, match) for piece in pieces if (match := _LETTER.match(piece.line.text)) is not None]
    letters = [match["letter"] for _, match in found]
    order = [_PROBLEMS.index(letter) for letter in letters]
    if len(found) < _LETTERS_FROM or "A" not in letters or order != sorted(set(order)):
        return
    left = min(piece.line.box.x0 for piece, _ in found)
    if any(piece.line.box.x0 - left > height(piece.line) for piece, _ in found):
        return
    for piece, match in found:
        label = piece.line.part(0, match.end("letter"))
        pieces.remove(piece)
        pieces.append(Piece(piece.line.part(match.end(), len(piece.line.text)), piece.row))
        marks.append(Mark("诊断" if match["letter"] == "A" else NAME, label, piece.row, False, label.box.x0))
