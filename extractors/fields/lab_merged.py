"""Units of cells that reach over several rows of a table: mmol/L once for three of them, in the middle or at the top.

Such a row's own cell is empty, as is that of a ratio, which has no unit. So a row takes the unit of its neighbours only
where its item is given in that unit; one that no list names, only where the cell stands in the middle of its rows and
all others of them are listed so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractors.fields import lab_units, lab_values, lab_wording
from extractors.fields.lab_names import Analyte
from extractors.fields.lab_rows import Record

_SURE = 0.9  # certainty of a row whose unit stands at another


def between(items: Sequence[Record], rows: Sequence[Record]) -> None:
    """The items of one half of a table, two given the unit that stands between them. `rows`: all rows of this half."""
    for row in rows:
        above = next((item for item in reversed(items) if item.y < row.y), None)
        below = next((item for item in items if item.y > row.y), None)
        if set(row.cells) != {"unit"} or above is None or below is None or above.has("unit") or below.has("unit"):
            continue
        listed = [item for item in (above, below) if _analyte(item) is not None]
        if listed and all(_is_given_in(item, row) for item in listed):
            for item in filter(_lacks, (above, below)):
                item.cells["unit"] = row.cells["unit"]
                item.certainty = min(item.certainty, _SURE)


def shared(records: Sequence[Record]) -> None:
    """The rows of one table, those without a unit given that of the cell they share."""
    given = [record.has("unit") for record in records]
    for i, record in enumerate(records):
        if given[i] or not _lacks(record):
            continue
        near = [j for j in (_next(records, given, i, -1), _next(records, given, i, 1)) if j is not None]
        homes = [j for j in near if _is_given_in(record, records[j])]
        homes = homes or [j for j in near if _analyte(record) is None and _in_the_middle(records, given, j, i)]
        if homes and len({_unit(records[j]) for j in homes}) == 1:
            record.cells["unit"] = records[homes[0]].cells["unit"]
            record.certainty = min(record.certainty, _SURE)


def _lacks(record: Record) -> bool:
    """Whether a row has a number without a unit of its own, anywhere."""
    number, unit = lab_values.measured(record.text("result"))
    behind = lab_units.part_range(record.text("reference"))[1] or lab_wording.part_unit(record.text("name"))[1]
    return lab_values.looks_like_number(number) and not (unit or record.unit or behind)


def _next(records: Sequence[Record], given: Sequence[bool], i: int, step: int) -> int | None:
    """The nearest row above or below that has a unit, where all rows between lack theirs."""
    j = i + step
    while 0 <= j < len(records) and records[j].panel == records[i].panel:
        if given[j]:
            return j
        if not _lacks(records[j]):
            return None
        j += step
    return None


def _unit(record: Record) -> str:
    return lab_units.unit(record.text("unit")).replace("μ", "u")


def _analyte(record: Record) -> Analyte | None:
    name, code = lab_wording.name_and_code(record.text("name") or record.text("code"))
    return lab_wording.analyte_of(name, record.text("code") or code)


def _is_given_in(record: Record, home: Record) -> bool:
    analyte = _analyte(record)
    return analyte is not None and _unit(home) in [each.replace("μ", "u") for each in analyte.units]


def _in_the_middle(records: Sequence[Record], given: Sequence[bool], home: int, i: int) -> bool:
    """Whether all rows from this one to as far beyond the unit lack theirs, the others being given in it."""
    reach = abs(i - home)
    if home - reach < 0 or home + reach >= len(records):
        return False
    others = [j for j in range(home - reach, home + reach + 1) if j not in (home, i)]
    listed = list(takewhile(lambda j: not given[j] and _is_given_in(records[j], records[home]), others))
    return len(listed) == len(others)
