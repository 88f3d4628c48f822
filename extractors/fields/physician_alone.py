"""Who signed where nothing is printed for it: a name by itself at the end of a paper, a title or the date beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.fields.date_text import find_dates
from extractors.fields.physician_names import field_of
from extractors.fields.physician_titles import title_of
from extractors.fields.surname_look_alikes import mended
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import evidence, squeeze
from extractors.reading import Line, Physician, PhysicianRole

_RIGHT = 0.45  # page widths: signatures stand in the right part
_END = 0.6  # of the height from the first line to the last: they stand below
_MOST_BENEATH = 60  # characters of dates, notes and page numbers below it
_BESIDE = 4.0  # text heights to its title or date
_SHARE = 0.8  # of the confidence left: nothing says that this is a signature
_WITH_TITLE = re.compile("(?P<name>[一-鿿]{2,4}?)[(,、/]?(?P<title>(?:副?主任|主治|住院)医[师生])[)]?")


def alone(sheet: Sheet, role: PhysicianRole, others: Sequence[str]) -> Physician | None:
    """The name that ends a page, alone on its row but for a title or a date; None where none or several do.

    Args:
        others: names of people who do not sign as physicians: the patient's.
    """
    if not sheet.lines:
        return None
    top, bottom = min(line.box.y0 for line in sheet.lines), max(line.box.y1 for line in sheet.lines)
    found = [
        (line, name)
        for line in sheet.lines
        if line.box.cx > _RIGHT and line.box.cy > top + _END * (bottom - top)
        if (name := _name_of(line)) is not None and squeeze(name.text).text not in others
        if _is_by_itself(line, sheet) and _ends_the_page(line, sheet)
    ]
    if len(found) != 1:
        return None
    line, name = found[0]
    read = field_of(name, sheet)
    if read is None:
        return None
    read = replace(read, confidence=round(read.confidence * _SHARE, 4))
    return Physician(role, read, _title(line, sheet), evidence(sheet.page, (name,)))


def _name_of(line: Line) -> Line | None:
    printed = squeeze(line.text)
    titled = _WITH_TITLE.fullmatch(printed.text)
    end = titled.end("name") if titled else len(printed.text)
    return line.part(*printed.span(0, end)) if is_whole_name(mended(printed.text[:end])) else None


def _is_by_itself(line: Line, sheet: Sheet) -> bool:
    """Whether nothing but titles and dates stands on its row."""
    row = sheet.row_of(line)
    return row is not None and all(other is line or _belongs(other) for other in row.lines)


def _belongs(line: Line) -> bool:
    return bool(title_of(line.text)) or any(date.start == 0 for date in find_dates(line.text))


def _ends_the_page(line: Line, sheet: Sheet) -> bool:
    beneath = [other for other in sheet.lines if other.box.cy > line.box.y1 + 0.3 * height(line)]
    labelled = any(sheet.labels_in(other) for other in beneath if not _belongs(other))
    return sum(len(other.text) for other in beneath) <= _MOST_BENEATH and not labelled


def _title(name: Line, sheet: Sheet) -> str:
    """The title in its line, or in a line of its own beside, above or beneath it."""
    if own := title_of(name.text):
        return own
    near = [
        title
        for line in sheet.lines
        if abs(line.box.cy - name.box.cy) <= _BESIDE * height(name) and line.box.cx > _RIGHT - 0.1
        if (title := title_of(line.text)) and title[:2] == squeeze(line.text).text[:2]
    ]
    return near[0] if len(near) == 1 else ""
