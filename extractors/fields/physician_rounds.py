"""Physicians whom the text of a ward's record names with their titles: 李四主任医师查房记录, 王五主治医师查房后指示."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields.names import is_name
from extractors.layout.sheet import Sheet
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import squeeze
from extractors.reading import Line, PhysicianRole

_TITLED = r"(?P<title>副主任医师|主任医师|主治医师|住院医师)"
_HEADING = re.compile(rf"(?P<name>[一-鿿]{{2,4}}?){_TITLED}(?:首次|第?[一二三]次|日常|代)?(?:查房|讨论)(?:记录|录)?$")
_LONGEST_HEADING = 40  # characters, its date included
_SENIOR = PhysicianRole.SUPERVISING
_ROLES = {"主任医师": _SENIOR, "副主任医师": _SENIOR, "主治医师": PhysicianRole.ATTENDING}


def led_rounds(sheet: Sheet) -> Iterator[tuple[Line, PhysicianRole, str]]:
    """The name, role and title of who leads the round a note is headed with."""
    for line in sheet.lines:
        squeezed = squeeze(line.text)
        match = _HEADING.search(squeezed.text) if len(squeezed.text) <= _LONGEST_HEADING else None
        if match is None or match["title"] not in _ROLES:
            continue
        name = _end_of(match["name"])
        if name:
            end = match.end("name")
            yield line.part(*squeezed.span(end - len(name), end)), _ROLES[match["title"]], match["title"]


def _end_of(text: str) -> str:
    """The name a text ends with: 今日李四 → 李四."""
    return next((text[at:] for at in range(len(text) - 1) if is_whole_name(text[at:]) and is_name(text[at:])), "")


def title_told(name: str, sheets: Sequence[Sheet]) -> str:
    """The one title printed right behind a name in the text of a paper; "" where none or several are."""
    pattern = re.compile(re.escape(name) + _TITLED)
    told = {
        match["title"]
        for sheet in sheets
        for line in sheet.lines
        if name in (squeezed := squeeze(line.text)).text
        for match in pattern.finditer(squeezed.text)
        if not _labels(squeezed.at[match.start("title")], line, sheet)
    }
    return told.pop() if len(told) == 1 else ""


def _labels(at: int, line: Line, sheet: Sheet) -> bool:
    """Whether what stands at a character is the next signature's label: 科主任：李四 主治医师：王五."""
    return any(label.start <= at < label.end for label in sheet.labels_in(line))
