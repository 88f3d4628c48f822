"""Who signed the rows of a table, in the column that is headed for them: 医嘱内容 | 医师 | 护士."""

from __future__ import annotations

import re

from extractors.fields.physician_names import whole_name_of
from extractors.layout.label import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Line

_COLUMNS = 3  # cells of a row that heads a table
_DITTO = re.compile("[〃″\"'‘’“”同上\\-—/]{1,2}")


def column_of(label: Label, first: Line, sheet: Sheet) -> list[Line]:
    """The other names in the column of a table that a label heads: who signed each row below the `first` one."""
    heading = sheet.row_of(label.source)
    if label.colon or heading is None or len(heading.lines) < _COLUMNS:
        return []
    h = height(label.source)
    below = (row for row in sheet.rows if row.box.cy > first.box.cy + 0.5 * h)
    found: dict[str, Line] = {}
    for row in below:
        own = [line for line in row.lines if abs(line.box.cx - label.box.cx) < 2 * h]
        name = whole_name_of(own[0]) if own else None
        if name is not None and len(row.lines) >= _COLUMNS:
            found[squeeze(name.text).text] = name
        elif own and not _DITTO.fullmatch(own[0].text.strip()):
            break  # the next label, below the first one's only signature
    return [name for name in found.values() if name.text != first.text]
