"""Rare characters in the names of places (崮): a recogniser that hardly met them may read nothing there, and surely."""

from __future__ import annotations

_SECOND_LEVEL = 0xD8
"""Rows of GB 2312 from which characters are rare; the first level holds those that people write every day."""
_CITIES = frozenset(("沙市", "津市"))
"""Called so in short, of all that is written like cities of one character."""


def _is_rare(character: str) -> bool:
    code = character.encode("gb2312", "ignore")
    return not code or code[0] >= _SECOND_LEVEL


def lost_in_city(read: str, listed: str) -> bool:
    """Whether a name as read is a listed one without the second character of its city, a rare one: 汶市 for 汶崮市."""
    if len(listed) != len(read) + 1 or read[1:2] != "市" or read[:2] in _CITIES:
        return False
    return _is_rare(listed[1]) and listed[0] + listed[2:] == read
