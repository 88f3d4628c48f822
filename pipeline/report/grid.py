"""A table's cells broken into lines, and its rows into what fits on a sheet. Plain arithmetic: fast where a general
layout engine takes most of the time a report needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Cells = tuple[tuple[str, ...], ...]
"""One row: the lines of each of its cells."""


def broken(text: str, room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Lines no wider than `room`: between any two Chinese characters, and not within a word where that can be helped.

    `width` is one character's.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        begin, used, at = 0, 0.0, 0
        while at < len(paragraph):
            wide = width(paragraph[at])
            if used + wide > room and at > begin:
                at = _before_word(paragraph, begin, at)
                lines.append(paragraph[begin:at].rstrip(" "))
                begin, used, wide = at, 0.0, width(paragraph[at])
            used, at = used + wide, at + 1
        lines.append(paragraph[begin:])
    return tuple(lines)


def _before_word(text: str, begin: int, at: int) -> int:
    """Where the word begins that `at` is inside of, if that is in the second half of the line; else `at`."""
    start = at
    while start > begin and _is_latin(text[start]) and _is_latin(text[start - 1]):
        start -= 1
    return start if 2 * start >= begin + at else at


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def columns(whole: float, shares: Sequence[int]) -> tuple[float, ...]:
    return tuple(whole * share / sum(shares) for share in shares)


def high(row: Cells) -> int:
    """Lines of the tallest cell; at least one."""
    return max((len(cell) for cell in row), default=1) or 1


def parted(row: Cells, lines: int) -> tuple[Cells, Cells]:
    """The first `lines` of every cell, and what is left of them."""
    return tuple(cell[:lines] for cell in row), tuple(cell[lines:] for cell in row)
