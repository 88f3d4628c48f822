"""Corrections that are rows: who signed, which drugs, a laboratory value. One a line, tabs between its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.reading import LabItem, Medication, Physician, PhysicianRole

PHYSICIANS, MEDICATIONS, LAB = "physicians", "medications", "lab"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    PHYSICIANS: ("role", "name", "title"),
    MEDICATIONS: ("name", "dose", "frequency"),
    LAB: ("name", "value", "unit", "reference", "flag"),
}
"""Of each table, in order. `lab` alone is a row that the machine did not read; `lab.PANEL.NAME` is one that it did."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": tuple(PhysicianRole),
    "flag": ("", "H", "L", "A"),
}
"""What a cell of the column may hold; any text elsewhere."""
NEEDED: Mapping[str, tuple[str, ...]] = {PHYSICIANS: ("role",), MEDICATIONS: ("name",), LAB: ("name", "value")}

Cells = tuple[str, ...]


def table(subject: str) -> str | None:
    """Which table the subject belongs to."""
    group = subject.partition(".")[0]
    return group if group in COLUMNS else None


def parted(kind: str, value: str) -> tuple[Cells, ...]:
    """The rows of a value, each with all of its cells."""
    wide = len(COLUMNS[kind])
    rows = (line.split("\t") for line in value.split("\n") if line.strip())
    return tuple(tuple(" ".join(cell.split()) for cell in (*row, *[""] * wide)[:wide]) for row in rows)


def joined(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def filled(rows: Iterable[Cells]) -> tuple[Cells, ...]:
    """Without rows that nothing was written into."""
    return tuple(row for row in rows if any(row))


def is_sound(kind: str, row: Cells) -> bool:
    """Whether it holds what it must, and only what it may."""
    cells = dict(zip(COLUMNS[kind], row, strict=True))
    needed = all(cells[column] for column in NEEDED[kind])
    return needed and all(cell in CHOICES[column] for column, cell in cells.items() if column in CHOICES)


def of_physician(physician: Physician) -> Cells:
    return physician.role.value, physician.name.value if physician.name else "", physician.title


def of_medication(medication: Medication) -> Cells:
    return medication.name, medication.dose, medication.frequency


def of_lab(item: LabItem) -> Cells:
    return item.name, item.value, item.unit, item.reference, item.flag
