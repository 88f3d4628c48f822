"""Whole papers for tests, written as they look: a line of text a row, two spaces or more between cells."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from extractors.documents import assemble
from extractors.reading import Certainty, Document, Line, Reading
from tests.extractors.lines import line, page

_COLUMN, _ROW = 0.0085, 0.03  # page widths of a half-width character and from row to row
_TITLE_ROWS, _TITLE_HEIGHT = 3, 0.024  # lines set in from the left at the top, without a colon, are large


def lines(text: str) -> tuple[Line, ...]:
    found: list[Line] = []
    for i, row in enumerate(text.strip("\n").split("\n")):
        for cell in re.finditer(r"\S+(?: \S+)*", row):
            x = 0.06 + sum(2 if ord(c) > 0x2E7F else 1 for c in row[: cell.start()]) * _COLUMN
            titled = i < _TITLE_ROWS and cell.start() >= 8 and not re.search(r"[:：]|No|\d{4}", row)
            found.append(line(cell.group(), x, 0.06 + i * _ROW, height=_TITLE_HEIGHT if titled else 0.016))
    return tuple(found)


def read(text: str) -> Document:
    """The one document on a page with this text."""
    (document,) = assemble([Reading("a.jpg", "0" * 64, "image/jpeg", (page(*lines(text)),))])
    return document


def said(document: Document) -> dict[str, Any]:
    """What a document says, by short keys, in half width without spaces."""
    sure = [d for d in document.diagnoses if d.certainty is Certainty.CONFIRMED and d.source_rank < 9]
    patient = document.patient
    return {
        "kind": document.kind.value,
        "dx": [plain(d.name) for d in sure],
        "doubted": [(plain(d.name), d.certainty.value) for d in document.diagnoses if d not in sure],
        "icd": [code for d in document.diagnoses for code in d.icd],
        "ph": [(p.role.value, p.name.value if p.name else "", p.title) for p in document.physicians],
        "dt": [(d.role.value, str(d.date)) for d in document.dates],
        "issue": str(document.issue_date.date.date) if document.issue_date else None,
        "pt": {
            name: field.value
            for name in ("name", "sex", "age", "birth_date", "id_number", "visit_number", "inpatient_number")
            if (field := getattr(patient, name)) is not None
        },
        "ho": [plain(each.value) for each in document.hospitals],
    }


def assert_says(text: str, want: dict[str, Any]) -> None:
    """A page with this text says what is wanted, by the keys of `said`; of `pt` and `f` (other fields) those named."""
    document = read(text)
    got = said(document) | {"f": {field.name: plain(field.value) for field in document.fields}}
    for key, value in want.items():
        wanted = [plain(each) for each in value] if key in ("dx", "ho") else value
        found = {part: got[key].get(part) for part in value} if key in ("pt", "f") else got[key]
        assert found == ({part: plain(each) for part, each in value.items()} if key == "f" else wanted), key


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")
