"""The identity number of whom a paper is about: at its label, alone by its form, or a digit a box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.fields.id_number import write
from extractors.fields.labelled import PLACED, Parsed, field_of, first
from extractors.layout import words
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet, Value
from extractors.layout.text import squeeze
from extractors.reading import Field, Line

_ID_CHARS = r"[\dOolI|]"
_ID = re.compile(rf"(?<![\dA-Za-z*])({_ID_CHARS}{{17}}[\dXx×OolI]|{_ID_CHARS}{{15}})(?![\d*A-Za-z])")
_BORN_WITHIN = re.compile(
    r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dA-Za-z])"
)  # with a day of birth
_BOXES = 6  # pieces in which boxes are read at least
_AGENT = r"(?:受托|被委托|代办|代理|经办|监护|联系|领取)人?"
_OF_AN_AGENT = re.compile(rf"{_AGENT}[的(]?$|{_AGENT}的?(?:居民)?(?:身份证|证件)")  # 受托人身份证


def id_number(sheets: Sequence[Sheet]) -> Field | None:
    named = first(sheets, words.ID_NUMBER, "id_number", _id_number)
    return named or _lone_id_number(sheets) or _boxed_id_number(sheets)


def _id_number(value: Value) -> Parsed | None:
    if _OF_AN_AGENT.search(squeeze(value.label.source.text[: value.label.start]).text):
        return None
    for part in value.parts:
        squeezed = squeeze(part.text)
        match = _ID.search(squeezed.text)
        if match:
            return (part.part(*squeezed.span(*match.span(1))),), write(match[1])
    match = _ID.search(squeeze(value.text).text)  # in groups, which OCR took for several lines
    return (value.parts, write(match[1])) if match else None


def _lone_id_number(sheets: Sequence[Sheet]) -> Field | None:
    """An 18-digit number with a birth date inside, on a page whose label for it was not read."""
    for sheet in sheets:
        for line in sheet.lines:
            squeezed = squeeze(line.text)
            match = _BORN_WITHIN.search(squeezed.text)
            if match and not (_named_otherwise(line, sheet) or _beside_an_agent(line, sheet)):
                part = line.part(*squeezed.span(*match.span()))
                return field_of("id_number", sheet, ((part,), match.group().upper()), PLACED)
    return None


def _boxed_id_number(sheets: Sequence[Sheet]) -> Field | None:
    """A number of 18 digits of which each stands in a box of its own, alone in a row under its label."""
    for sheet in sheets:
        for above, row in pairwise(sheet.rows):
            text = squeeze(row.text).text
            if len(row.lines) < _BOXES or not _BORN_WITHIN.fullmatch(text):
                continue
            labels = [label for line in above.lines for label in sheet.labels_in(line)]
            named = any(label.word in words.ID_NUMBER for label in labels)
            if named and not _OF_AN_AGENT.search(squeeze(above.text).text):
                return field_of("id_number", sheet, (row.lines, write(text)), PLACED)
    return None


def _named_otherwise(line: Line, sheet: Sheet) -> bool:
    return any(label.word not in words.ID_NUMBER for label in sheet.labels_in(line))


def _beside_an_agent(line: Line, sheet: Sheet) -> bool:
    """Whether what stands left of a line on its row says that it is an agent's number."""
    level = [other for other in sheet.lines if abs(other.box.cy - line.box.cy) < 0.5 * height(line)]
    return any(other.box.x1 <= line.box.x0 and _OF_AN_AGENT.search(squeeze(other.text).text) for other in level)
