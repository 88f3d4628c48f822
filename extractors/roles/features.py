"""A page as the net of roles sees it: each character with its place, each line with where it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractors.reading import Line

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

UNKNOWN = 1  # index of a character the net never met; 0 stands for none
WIDTH = 14  # numbers that tell a character's place
_LOW = 1e-3  # page widths: no line is less high
_FAR_UP, _FAR_DOWN, _FAR_ASIDE = -3.0, 6.0, 20.0  # text heights beyond which it matters no more how far
_FROM_END = 30  # characters beyond which it matters no more how far an end of the line is


@dataclass(frozen=True, slots=True)
class Features:
    """What the net is asked about n characters in m lines."""

    characters: Indices  # (n,) index in the net's alphabet
    places: Floats  # (n, WIDTH)
    lines: Indices  # (n,) which line a character is in
    boxes: Floats  # (m, 3): left, centre of height, right, in text heights


def features(lines: Sequence[Line], alphabet: Mapping[str, int]) -> Features:
    """`lines`: those of a page in reading order, none empty."""
    high = sorted(max(_LOW, line.box.y1 - line.box.y0) for line in lines)
    usual = high[len(high) // 2]
    places: list[tuple[float, ...]] = []
    for at, line in enumerate(lines):
        places.extend(_places(line, lines[at - 1] if at else None, usual))
    boxes = [(line.box.x0 / usual, line.box.cy / usual, line.box.x1 / usual) for line in lines]
    return Features(
        np.array([alphabet.get(plain(c), UNKNOWN) for line in lines for c in line.text], np.int64),
        np.array(places, np.float32),
        np.repeat(np.arange(len(lines)), [len(line.text) for line in lines]),
        np.array(boxes, np.float32),
    )


def plain(character: str) -> str:
    """As the alphabet has it."""
    folded = unicodedata.normalize("NFKC", character)
    return folded[0].lower() if folded else " "


def _places(line: Line, before: Line | None, usual: float) -> list[tuple[float, ...]]:
    """Of each character: across and down the page, how large, where its line begins and ends, how far its line stands
    from the one read before, how far it is from both ends of its line, and how long that is."""
    box, n = line.box, len(line.text)
    level, down, indent, gap = 0.0, 0.0, 0.0, 0.0
    if before is not None:
        level = float(abs(box.cy - before.box.cy) < 0.5 * usual)
        down = max(_FAR_UP, min(_FAR_DOWN, (box.y0 - before.box.y1) / usual))
        indent = _aside((box.x0 - before.box.x0) / usual)
        gap = _aside((box.x0 - before.box.x1) / usual)
    size = max(_LOW, box.y1 - box.y0) / usual - 1
    of_line = (box.y0 - 0.7, size, box.x0 * 2 - 1, box.x1 * 2 - 1, level, down / 3, indent / 10, gap / 10)
    half = _FROM_END / 2
    return [
        (
            (box.x0 + (box.x1 - box.x0) * (j + 0.5) / n) * 2 - 1,
            *of_line,
            min(j, _FROM_END) / half - 1,
            min(n - 1 - j, _FROM_END) / half - 1,
            float(j == 0),
            float(j == n - 1),
            n / 20 - 1,
        )
        for j in range(n)
    ]


def _aside(distance: float) -> float:
    return max(-_FAR_ASIDE, min(_FAR_ASIDE, distance))
