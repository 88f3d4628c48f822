"""第1页/共2页: which page of how many a page says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Line

_N = r"(\d{1,3})"
_OF = (
    re.compile(rf"第{_N}[页頁贡],?[/|,，、;；·.\\()（）-]*共{_N}[页頁贡]"),
    re.compile(rf"第{_N}/{_N}[页頁贡]"),
    re.compile(rf"[Pp]age:?{_N}(?:of|/){_N}"),
    re.compile(r"^[Pp](\d{1,2})/(\d{1,2})$"),
    re.compile(rf"(?:页码|页数|页次|页):?{_N}/{_N}(?!\d)"),
    re.compile(rf"^[-(]*{_N}/{_N}[页頁]?[-)]*$"),
)
_REVERSED = re.compile(rf"共{_N}[页頁贡],?[/|,，、;；·.()（）-]*第{_N}[页頁贡]")
_ALONE = re.compile(rf"第{_N}[页頁贡]|^[-—·]+{_N}[-—·]+$")
_MARGIN = 0.16  # share of the page's height, at top and bottom, in which a bare 1/2 is a page number


@dataclass(frozen=True, slots=True)
class PageNumber:
    """`number` of `total`; total None where only the number is printed."""

    number: int
    total: int | None
    line: Line


def page_number(sheet: Sheet) -> PageNumber | None:
    """What the page says of its own number; None if it says nothing that makes sense."""
    candidates = [found for line in sheet.lines if (found := _in_line(line, sheet)) is not None]
    # A footer's number counts before a number printed in the text; a number with a total before one without.
    return max(candidates, key=lambda each: (each.total is not None, each.line.box.cy), default=None)


def _in_line(line: Line, sheet: Sheet) -> PageNumber | None:
    text = squeeze(line.text).text
    for pattern in _OF:
        match = pattern.search(text)
        if match and (not pattern.pattern.startswith("^") or _in_margin(line, sheet)):
            return _sensible(int(match[1]), int(match[2]), line)
    if match := _REVERSED.search(text):
        return _sensible(int(match[2]), int(match[1]), line)
    if _in_margin(line, sheet) and (match := _ALONE.search(text)):
        return _sensible(int(match[1] or match[2]), None, line)
    return None


def _in_margin(line: Line, sheet: Sheet) -> bool:
    top = min(each.box.y0 for each in sheet.lines)
    bottom = max(sheet.page.aspect * 0.8, *(each.box.y1 for each in sheet.lines))
    share = (line.box.cy - top) / max(bottom - top, 1e-6)
    return share <= _MARGIN or share >= 1 - _MARGIN


def _sensible(number: int, total: int | None, line: Line) -> PageNumber | None:
    if number < 1 or (total is not None and (total > 300 or number > total)):
        return None
    return PageNumber(number, total, line)
