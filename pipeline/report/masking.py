"""What a page may show of a text that came from outside: no hidden characters, no full ID number."""

from __future__ import annotations

import re
import unicodedata

# Eighteen characters that are an ID number by shape: area, a date, a serial number, a check character.
_ID18 = re.compile(r"(?<![0-9])([1-9]\d{5})((?:18|19|20)\d{2}[01]\d[0-3]\d)(\d{3}[0-9Xx×])(?![0-9])")
_ID15 = re.compile(r"(?<![0-9])([1-9]\d{5})(\d{2}[01]\d[0-3]\d)(\d{3})(?![0-9])")
_KEPT_CONTROLS = "\n\t"


def shown(text: str) -> str:
    """`text` fit to be shown: control and direction marks replaced by a visible sign, ID numbers masked."""
    return mask_ids("".join(_visible(c) for c in text))


def mask_ids(text: str) -> str:
    """110105194912310021 → 110105********0021: enough to compare, not enough to use."""
    masked = _ID18.sub(lambda m: f"{m[1]}{'*' * 8}{m[3]}", text)
    return _ID15.sub(lambda m: f"{m[1]}{'*' * 6}{m[3]}", masked)


def mask_id(number: str) -> str:
    """An ID number by its place, whatever its form: even one that is wrong is somebody's."""
    masked = mask_ids(number)
    if masked != number or len(number) <= 10:
        return masked
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def _visible(character: str) -> str:
    """Bidirectional marks could turn a reviewer's line around; they and other invisible characters show as U+FFFD."""
    if character in _KEPT_CONTROLS:
        return character
    return "�" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character
