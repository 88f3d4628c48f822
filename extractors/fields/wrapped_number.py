"""A number in running text that a line ends before, or within the word for it: …科，住院 | 号：2407277，于…."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from extractors.fields.date_text import find_dates
from extractors.fields.labelled import field_of
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Field, Line

_SENTENCE = 14  # characters of the line before: less is a cell, not running text
_INDENT = 4.0  # text heights that the first line of a paragraph stands in
_UNBROKEN = 6.0  # text heights that a line may end early, as the number behind it breaks nowhere
_APART = 2.2  # text heights between the middles of its lines
_PUNCTUATED = re.compile("[,;。、，；]")
_CERTAINTY = 0.95


def wrapped(sheets: Sequence[Sheet], wanted: Collection[str], name: str) -> Field | None:
    """The number on the second of two lines of a paragraph, behind one of the words wanted at the end of the first."""
    words = "|".join(map(re.escape, sorted(wanted, key=len, reverse=True)))
    named = re.compile(rf"(?:{words})[:为是]?(?P<number>[A-Za-z]{{0,3}}\d[\dA-Za-z-]{{3,21}})(?![\d*])")
    for sheet in sheets:
        rows = [row.lines[0] for row in sheet.rows if len(row.lines) == 1]
        for line, following in pairwise(rows):
            if not _goes_on(line, following):
                continue
            first, second = squeeze(line.text), squeeze(following.text)
            seam = len(first.text)
            for match in named.finditer(first.text + second.text):
                if match.start() < seam <= match.start("number") and not _is_dated(second.text):
                    start, end = (at - seam for at in match.span("number"))
                    part = following.part(*second.span(start, end))
                    return field_of(name, sheet, ((part,), match["number"]), _CERTAINTY)
    return None


def _is_dated(text: str) -> bool:
    """Whether a line begins with a day, before which the place for the number was left empty."""
    return any(date.start == 0 for date in find_dates(text))


def _goes_on(line: Line, following: Line) -> bool:
    """Whether two lines are of one paragraph: the first is a sentence up to the right edge of the second."""
    h = height(line)
    return (
        len(line.text) >= _SENTENCE
        and _PUNCTUATED.search(line.text) is not None
        and 0 < following.box.cy - line.box.cy < _APART * h
        and -h < line.box.x0 - following.box.x0 < _INDENT * h
        and following.box.x1 < line.box.x1 + _UNBROKEN * h
    )
