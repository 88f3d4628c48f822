"""Labels set from top to bottom in narrow cells: a stack of single characters, or one tall line, made a line again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import median

from extractors.layout import words
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import Box, Line

_TALL = 1.6  # heights to width of a line that runs downwards, at least
_LEADING = 4.5  # character heights from one character of a label to the next, at most
_ASIDE = 0.6  # of a character's height, by which one stands beside the one above it
_FORGIVING_FROM = 4  # characters of a label of which one may be misread


def levelled(lines: Sequence[Line], more: tuple[str, ...] = ()) -> tuple[Line, ...]:
    """The lines with upright labels each as one line, level with the first line of its text; as they are without any.

    Args:
        more: labels beyond words.ALL.
    """
    spelled = _spelled(more)
    put: dict[int, Line | None] = {}
    for stack in _stacks(lines):
        for pieces, word in _words(stack, spelled):
            put |= dict.fromkeys(map(id, pieces))
            put[id(pieces[0])] = _one(pieces, word, lines)
    if not put:
        return tuple(lines)
    return tuple(each for line in lines if (each := put.get(id(line), line)) is not None)


@lru_cache(maxsize=64)
def _spelled(more: tuple[str, ...]) -> Mapping[int, frozenset[str]]:
    """All labels by how many characters they have."""
    spelled = {squeeze(word).text for word in (*words.ALL, *more) if len(word) >= 2}
    return {length: frozenset(word for word in spelled if len(word) == length) for length in set(map(len, spelled))}


def _stacks(lines: Sequence[Line]) -> list[list[Line]]:
    """Characters and tall lines below one another, top to bottom."""
    stacks: list[list[Line]] = []
    for line in sorted((line for line in lines if _stands(line)), key=lambda line: line.box.y0):
        above = [stack for stack in stacks if _goes_on(stack[-1], line)]
        if above:
            min(above, key=lambda stack: abs(stack[-1].box.cx - line.box.cx)).append(line)
        else:
            stacks.append([line])
    return [stack for stack in stacks if sum(len(squeeze(line.text).text) for line in stack) > 1]


def _stands(line: Line) -> bool:
    text = squeeze(line.text).text
    if not text or not all(map(is_cjk, text)):
        return False
    return len(text) == 1 or line.box.height > _TALL * line.box.width


def _goes_on(above: Line, line: Line) -> bool:
    h = min(_size(above), _size(line))
    return abs(above.box.cx - line.box.cx) < _ASIDE * h and -0.4 * h < line.box.y0 - above.box.y1 < (_LEADING - 1) * h


def _size(line: Line) -> float:
    """How high one of its characters is."""
    return line.box.height / max(1, len(squeeze(line.text).text))


def _words(stack: Sequence[Line], spelled: Mapping[int, Collection[str]]) -> Iterator[tuple[Sequence[Line], str]]:
    """The labels a stack spells, the longest first from the top, with the lines each is made of."""
    at, longest = 0, max(spelled)
    while at < len(stack):
        for end in range(min(len(stack), at + longest), at, -1):
            read = "".join(squeeze(line.text).text for line in stack[at:end])
            if len(read) > 1 and (word := _word(read, spelled)) is not None:
                yield stack[at:end], word
                at = end - 1
                break
        at += 1


def _word(read: str, spelled: Mapping[int, Collection[str]]) -> str | None:
    as_long = spelled.get(len(read), ())
    if read in as_long:
        return read
    if len(read) < _FORGIVING_FROM:
        return None
    near = [word for word in as_long if sum(map(str.__ne__, word, read)) == 1]
    return near[0] if len(near) == 1 else None


def _one(pieces: Sequence[Line], word: str, lines: Sequence[Line]) -> Line:
    box = pieces[0].box
    for piece in pieces[1:]:
        box = box.union(piece.box)
    h = median(_size(piece) for piece in pieces)
    level = _level(box, h, lines)
    (tl, tr, _, _), (_, _, br, bl) = pieces[0].polygon, pieces[-1].polygon
    chars = tuple(mark for piece in pieces for mark in piece.char_confidences)
    return replace(
        pieces[0],
        text=word,
        confidence=sum(piece.confidence for piece in pieces) / len(pieces),
        min_confidence=min(piece.min_confidence for piece in pieces),
        box=Box(box.x0, level - h / 2, box.x1, level + h / 2),
        polygon=(tl, tr, br, bl),
        char_confidences=chars if len(chars) == len(word) else (),
        char_positions=(),
        frames=(),
    )


def _level(cell: Box, h: float, lines: Sequence[Line]) -> float:
    """Where the text right of an upright label begins; its middle where nothing stands beside it."""
    beside = [
        line.box.cy
        for line in lines
        if line.box.x0 > cell.x1 - h / 2 and cell.y0 - h / 2 <= line.box.cy <= cell.y1 + h / 2
    ]
    return min(beside, default=cell.cy)
