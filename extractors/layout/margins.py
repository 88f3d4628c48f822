"""Notes upright in a margin, character below character: 存根另存本院医务科. They belong to no row beside them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.text import body, is_cjk, squeeze
from extractors.layout.upright import levelled
from extractors.reading import Line

_LONGEST_LABEL = 5  # characters of a label that is set upright; more of them are a sentence or several labels
_ALIKE = 0.6  # text heights by which the middles of its characters lie apart
_PITCH = 3.5  # text heights from one character to the next


def without_margins(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without such a note; upright labels stay."""
    gone = {id(line) for stack in _stacks(lines) if _is_note(stack, lines) for line in stack}
    return tuple(line for line in lines if id(line) not in gone)


def _stacks(lines: Sequence[Line]) -> list[list[Line]]:
    stacks: list[list[Line]] = []
    for line in sorted((line for line in body(lines) if _is_character(line)), key=lambda line: line.box.y0):
        above = [stack for stack in stacks if _is_beneath(stack[-1], line)]
        if above:
            above[0].append(line)
        else:
            stacks.append([line])
    return stacks


def _is_character(line: Line) -> bool:
    text = squeeze(line.text).text
    return len(text) == 1 and is_cjk(text)


def _is_beneath(above: Line, line: Line) -> bool:
    h = min(above.box.height, line.box.height)
    return abs(above.box.cx - line.box.cx) < _ALIKE * h and 0 < line.box.cy - above.box.cy < _PITCH * h


def _is_note(stack: Sequence[Line], lines: Sequence[Line]) -> bool:
    if len([line for line in levelled(stack) if _is_character(line)]) <= _LONGEST_LABEL:
        return False  # all or most of it is labels
    left, right = min(line.box.x0 for line in stack), max(line.box.x1 for line in stack)
    beside = [
        line.box for line in body(lines) if line not in stack and stack[0].box.y0 < line.box.cy < stack[-1].box.y1
    ]
    return all(box.x0 > right for box in beside) or all(box.x1 < left for box in beside)
