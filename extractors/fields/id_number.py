"""Identity numbers in text: found and written one way. Whether a checksum holds is not judged here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.layout.text import squeeze
from extractors.reading import Line

_CHARS = r"[\dOolI|]"
_NUMBER = re.compile(rf"(?<![\dA-Za-z*])(?:{_CHARS}{{17}}[\dXx×OolI*]|{_CHARS}{{15}})(?![\dA-Za-z])")
_DIGITS = str.maketrans("OolI|", "00111")


def find_id_numbers(line: Line) -> Iterator[tuple[Line, str]]:
    """Each number of 18 or 15 characters in a line, as its part of the line and as a value: no spaces, upper case.

    Letters that stand for digits (O, l, I) are put right inside the number, × at its end is X.
    """
    squeezed = squeeze(line.text)
    for match in _NUMBER.finditer(squeezed.text):
        if sum(c.isdigit() for c in match.group()) >= len(match.group()) - 4:
            yield line.part(*squeezed.span(*match.span())), write(match.group())


def write(number: str) -> str:
    """The number as a value: digits, and X at the end."""
    return number[:-1].translate(_DIGITS) + number[-1].upper().replace("×", "X").replace("*", "X").translate(_DIGITS)
