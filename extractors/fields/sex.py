"""男 or 女, as papers say it: written, coded (1 男 2 女), ticked or in English."""

from __future__ import annotations

import re

_TICKS, _EMPTY = "☑✓√✔■☒▣●◉", "□☐○口"
_BOX = f"[{_TICKS}{_EMPTY}]"
_BEFORE, _BEHIND = re.compile(rf"[{_TICKS}](男|女)"), re.compile(rf"(男|女)性?[{_TICKS}]")
_BOTH = re.compile(rf"{_BOX}?男性?{_BOX}?[/、]?{_BOX}?女性?{_BOX}?")
_CODED = re.compile(r"([12])(?=[(\[]?1[.、:]?男)|^([12])$")
_ENGLISH = re.compile(r"(?:^|:)(?:(?P<female>F(?:emale)?)|M(?:ale)?)$", re.IGNORECASE)


def sex_in(text: str) -> str | None:
    """Of a squeezed text that says a sex; None where it says none, or both."""
    if (found := ticked(text)) is not None:
        return found
    said = {c for c in text if c in "男女"}
    if len(said) == 1:
        return said.pop()
    if (said_in_english := _ENGLISH.search(text)) is not None:
        return "女" if said_in_english["female"] else "男"
    coded = _CODED.search(text)
    return None if coded is None else "男" if (coded[1] or coded[2]) == "1" else "女"


def ticked(text: str) -> str | None:
    """The ticked one of 男☑ 女□ or ☑男 □女; None where none is, or nothing tells which side the boxes are on."""
    both = _BOTH.search(text)
    found = both.group() if both else text
    before, behind = _BEFORE.search(found), _BEHIND.search(found)
    if before and behind and before[1] != behind[1]:
        starts, ends = re.match(_BOX, found) is not None, re.search(f"{_BOX}$", found) is not None
        return None if starts == ends else before[1] if starts else behind[1]
    match = before or behind
    return match[1] if match else None


def offered(text: str) -> tuple[int, int] | None:
    """Characters [start, end) of a squeezed text that offer both to tick, without a heading perhaps."""
    both = _BOTH.search(text)
    return both.span() if both and re.search(_BOX, both.group()) else None
