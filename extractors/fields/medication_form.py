"""A drug told in cells of a form: 药品名称 | 甲片 | 规格 | 5mg, below it 单次剂量 | 5mg | 用法 | 口服."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.fields.medication_table import kind_of
from extractors.fields.medication_text import DRUG, amount, dose_in, tidy, usage_in
from extractors.layout.rows import Row, height
from extractors.layout.text import confidence, evidence, join
from extractors.reading import Line, Medication, Page

_GIVEN = frozenset({"dose", "usage", "frequency"})
_LEAST = 2  # of how it is given, told in cells of their own
_GAP = 3.5  # text heights between two rows of a form at most


def read(page: Page, rows: Sequence[Row]) -> tuple[list[Medication], frozenset[int]]:
    """The drugs of such forms on a page, and the identities of the rows they took up."""
    found: list[Medication] = []
    taken: set[int] = set()
    for i, row in enumerate(rows):
        name = next((value for kind, value in _cells(row) if kind == "name"), None)
        if id(row) in taken or name is None or DRUG.match(tidy(name.text)) is None:
            continue
        cells, used = _told(rows[i:])
        if len(_GIVEN & set(cells)) >= _LEAST:
            found.append(_medication(page, name, cells))
            taken |= used
    return found, frozenset(taken)


def _cells(row: Row) -> Iterator[tuple[str, Line]]:
    """A row's labels, by what they name, each with the cell behind it."""
    for label, value in pairwise(row.lines):
        if kind_of(label.text) and not kind_of(value.text):
            yield kind_of(label.text), value


def _told(rows: Sequence[Row]) -> tuple[dict[str, Line], set[int]]:
    """What the rows of the form say up to the next drug's name, and the identities of those that say something."""
    cells: dict[str, Line] = {}
    used: set[int] = set()
    last = rows[0]
    for row in rows:
        named = any(kind == "name" for kind, _ in _cells(row))
        if row.box.y0 - last.box.y1 > _GAP * height(row.lines[0]) or (named and row is not rows[0]):
            break
        for kind, value in _cells(row):
            cells.setdefault(kind, value)
            used |= {id(row)} if kind in _GIVEN | {"name"} else set()
        last = row
    return cells, used


def _medication(page: Page, name: Line, cells: dict[str, Line]) -> Medication:
    lines = [name, *(cells[kind] for kind in ("dose", "unit", "usage", "frequency") if kind in cells)]
    dose, unit, usage, often = (
        cells[kind].text if kind in cells else "" for kind in ("dose", "unit", "usage", "frequency")
    )
    dose += unit if re.fullmatch(r"[\d.]+", dose.strip()) else ""
    return Medication(
        name=tidy(name.text),
        text=join(lines),
        dose=amount(dose_in(dose) or dose) or dose_in(usage),
        frequency=usage_in(f"{usage} {often}"),
        confidence=round(confidence(lines), 4),
        evidence=evidence(page, lines),
    )
