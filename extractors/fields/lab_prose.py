"""Lab items written out, without a table: 肌酐：162 μmol/L ↑（参考值 41～81）, one or several to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields import lab_values, lab_wording
from extractors.fields.lab_rows import Record
from extractors.layout.rows import Row, height
from extractors.reading import Line, Page

_RANGE = r"(?:[<>≤≥＜＞]\s*\d[\d.]*|\d[\d.]*\s*[-~～〜—–−]+\s*\d[\d.]*|[阴阳]性)"
_LABEL = r"(?:生物|正常)?(?:参考|正常)(?:值|区间|范围|值范围)?\s*[:：]?"
_ITEM = re.compile(
    r"(?:^|(?<=[；;，,。、\s)）]))(?:\d{1,2}\s*[.、)）]\s*)?"
    r"(?P<name>(?:\d{1,2}(?:小时|h))?[\u4e00-\u9fffA-Za-z][^：:；;，,。]{0,24}?)(?:\s*[：:]\s*|\s+)"
    r"(?P<result>[<>≤≥＜＞]?\s*\d[\d.]*(?:[×xX*]10\^?\d+)?|[阴阳]性(?:[(（][+\-±]+[)）])?)\s*"
    r"(?P<flag>[↑↓⬆⬇HL]{1,3})?\s*"
    r"(?P<unit>[A-Za-zμµ%‰/][A-Za-z0-9μµ%‰/^.·*]*)?\s*"
    r"(?P<mark>[↑↓⬆⬇]{1,3}|[HL](?![A-Za-z]))?[\s,，;；]*"
    rf"(?:[(（\[]\s*(?:{_LABEL})?\s*(?P<reference>{_RANGE})[^()（）\[\]]*[)）\]]|{_LABEL}\s*(?P<beside>{_RANGE}))"
)
"""A range has to stand behind, in brackets or named: 体温：36.5℃ is no item."""
_NUMBERED = re.compile(
    r"^\s*\d{1,2}\s*[.、)）]\s*(?P<name>[\u4e00-\u9fff][^：:；;，,。]{1,24}?)\s*[：:]\s*"
    r"(?P<result>[<>≤≥＜＞]?\s*\d[\d.]*)\s*(?P<unit>[A-Za-zμµ%‰][A-Za-z0-9μµ%‰/^.·*]*)\s*(?P<mark>[↑↓⬆⬇])?\s*$"
)
"""One of a list of items, alone on its line, that has no range: 2、尿肌酐：6.21 mmol/L; 身高：172 cm is none."""
_OF_SAMPLES = re.compile("[/%‰]")  # what is measured of a person or ordered has units without


def read(page: Page, rows: Sequence[Row], panel: int) -> tuple[list[Record], int]:
    """The items written out on a page, top to bottom, as one panel, and the number of the last panel.

    Names that stand for nothing we know are taken only beside one that does.
    """
    records = [record for row in rows for line in row.lines for record in _in_line(page, row, line, panel + 1)]
    return (
        (records, panel + 1) if any(lab_wording.is_listed(record.text("name")) for record in records) else ([], panel)
    )


def _in_line(page: Page, row: Row, line: Line, panel: int) -> Iterator[Record]:
    for found in [*_ITEM.finditer(line.text)] or _numbered(line.text):
        cells: dict[str, list[Line]] = {}
        for kind, group in (
            ("name", "name"), ("result", "result"), ("flag", "flag"), ("unit", "unit"), ("flag", "mark"),
            ("reference", "reference"), ("reference", "beside"),
        ):  # fmt: skip
            if found.groupdict().get(group):
                cells.setdefault(kind, []).append(line.part(*found.span(group)))
        if lab_values.looks_like_value(found["result"]):
            yield Record(page, row.y, height(line), panel, cells)


def _numbered(text: str) -> list[re.Match[str]]:
    found = _NUMBERED.match(text)
    return [found] if found is not None and _OF_SAMPLES.search(found["unit"]) else []
