"""Whom a paper is about where its labels are English alone: Name, Sex/Age, Pt No., as some clinics print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields.labelled import PLACED, field_of
from extractors.fields.names import is_name
from extractors.fields.sex import sex_in
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Field, Line

_LABELS = (
    ("name", re.compile(r"(?:(?:Patient|Pt\.?|Client)(?:'s)?\s?)?(?:Full\s?)?Name|Patient(?:'s)?", re.IGNORECASE)),
    ("sex_and_age", re.compile(r"(?:Sex|Gender)\s?/\s?Age", re.IGNORECASE)),
    ("sex", re.compile(r"Sex|Gender", re.IGNORECASE)),
    ("age", re.compile(r"Age", re.IGNORECASE)),
    (
        "visit_number",
        re.compile(
            r"(?:Pt|Patient|Visit|Chart|Record|OPD|Card|Medical Record|Registration|Reg)[ .]{0,2}(?:No|ID|Number)\.?"
            r"|MRN|ID(?: ?No\.?)?|UHID|PID",
            re.IGNORECASE,
        ),
    ),
)
_INLINE = re.compile(r"\s*(?P<label>[A-Za-z][A-Za-z .'/]{1,16}?)\s*[:：]\s*(?P<value>\S.*)$")
_AGE = re.compile(r"(?<!\d)(\d{1,3})\s?(?:岁|[Yy](?:rs?|ears?)?)?(?![\d.])")
_NUMBER = re.compile(r"[A-Z]{0,4}-?\d[\dA-Z-]{3,18}")


def in_english(sheets: Sequence[Sheet]) -> dict[str, Field]:
    """What such labels name, by the name of the field; the first of each."""
    found: dict[str, Field] = {}
    for sheet in sheets:
        for key, part in _labelled(sheet):
            for name, value in _read(key, squeeze(part.text).text):
                found.setdefault(name, field_of(name, sheet, ((part,), value), PLACED))
    return found


def _labelled(sheet: Sheet) -> Iterator[tuple[str, Line]]:
    """The texts behind such labels: the rest of their line behind a colon, else the next cell of their row."""
    for row in sheet.rows:
        for at, line in enumerate(row.lines):
            inline = _INLINE.match(line.text)
            key = _key(inline["label"] if inline else line.text)
            if key and inline:
                yield key, line.part(inline.start("value"), len(line.text))
            elif key and at + 1 < len(row.lines):
                yield key, row.lines[at + 1]


def _key(label: str) -> str:
    return next((key for key, pattern in _LABELS if pattern.fullmatch(label.strip(" :："))), "")


def _read(key: str, text: str) -> Iterator[tuple[str, str]]:
    if key == "name" and is_name(text):
        yield "name", text
    if "sex" in key and (sex := sex_in(text) or sex_in(text.partition("/")[0])):
        yield "sex", sex
    if "age" in key and (age := _AGE.search(text)) is not None and int(age[1]) <= 120:
        yield "age", str(int(age[1]))
    if key == "visit_number" and _NUMBER.fullmatch(text):
        yield key, text
