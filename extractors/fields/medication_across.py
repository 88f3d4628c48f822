"""Tables of drugs that stand side by side: a column for each drug, 药品名称, 每次剂量 and 用法 before the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.fields import drug_mending
from extractors.fields.medication_table import header_of, kind_of
from extractors.fields.medication_text import BULLET, SPEC, amount, dose_in, tidy, usage_in
from extractors.layout.rows import Row, height
from extractors.layout.text import confidence, evidence, join, squeeze
from extractors.reading import Line, Medication, Page

_TOLD = ("dose", "usage", "frequency", "spec", "quantity")
_LEAST = 2  # rows below the names that say how the drugs are given
_GAP = 3.5  # text heights between two rows of a table at most


@dataclass(slots=True)
class _Drug:
    """The cells of one column."""

    name: list[Line]
    cells: dict[str, list[Line]] = field(default_factory=dict)

    def said(self, kind: str) -> str:
        return join(self.cells.get(kind, []))


def read(page: Page, rows: Sequence[Row]) -> tuple[list[Medication], frozenset[int]]:
    """The drugs of such tables on a page, and the identities of the rows they took up."""
    found: list[Medication] = []
    taken: set[int] = set()
    for i, row in enumerate(rows):
        if id(row) not in taken and _names(row):
            drugs, used = _below(row, rows[i + 1 :])
            if len({kind for drug in drugs for kind in drug.cells if kind in _TOLD}) >= _LEAST:
                found.extend(_medication(page, drug) for drug in drugs)
                taken |= {id(row), *used}
    return found, frozenset(taken)


def _names(row: Row) -> bool:
    """Whether a row begins with the label of names and goes on with names, not with heads of other columns."""
    first, *rest = row.lines
    named = kind_of(first.text) == "name" and bool(rest) and not header_of(row)
    return named and all(
        re.search(r"[\u4e00-\u9fff]{2}", line.text) and kind_of(line.text) not in (*_TOLD, "unit") for line in rest
    )


def _below(head: Row, rows: Sequence[Row]) -> tuple[list[_Drug], set[int]]:
    label, *names = head.lines
    drugs = [_Drug([name]) for name in names]
    used: set[int] = set()
    kind, last = "name", head
    for row in rows:
        first = row.lines[0]
        begins = first.box.x0 < label.box.x1 and first.box.cx < min(name.box.x0 for name in names)
        if row.box.y0 - last.box.y1 > _GAP * height(label) or (begins and kind_of(first.text) in ("", "name")):
            break
        kind = kind_of(first.text) if begins else kind
        for line in row.lines[1:] if begins else row.lines:
            drug = min(drugs, key=lambda each: abs(each.name[0].box.cx - line.box.cx))
            (drug.name if kind == "name" else drug.cells.setdefault(kind, [])).append(line)
        used.add(id(row))
        last = row
    return drugs, used


def _medication(page: Page, drug: _Drug) -> Medication:
    lines = [
        *drug.name,
        *(line for kind in ("dose", "unit", "usage", "frequency") for line in drug.cells.get(kind, [])),
    ]
    dose = drug.said("dose")
    dose += drug.said("unit") if re.fullmatch(r"[\d.]+", dose.strip()) else ""
    usage = f"{drug.said('usage')} {drug.said('frequency')}"
    name = "".join(squeeze(BULLET.sub("", line.text)).text for line in drug.name)
    called, share = drug_mending.mended(tidy(name), drug.name)
    return Medication(
        name=called,
        text=join(lines),
        dose=amount(dose_in(dose) or dose) or dose_in(SPEC.sub(" ", usage)),
        frequency=usage_in(usage),
        confidence=round(confidence(lines) * share, 4),
        evidence=evidence(page, lines),
    )
