"""ICD-10 codes and ranges. 医保版 and 国临版 2.0 share the WHO stem (`E11.900`, `I10.x00x002`), so ranges are written
on the stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

_CODE = re.compile(r"[A-TV-Z]\d[0-9A](?:\.?[0-9X][0-9A-Z]*)?")
_RANGE = re.compile(r"([A-Z]\d{2}(?:\.\d{1,2})?)(?:-([A-Z]\d{2}(?:\.\d{1,2})?))?")


class Place(StrEnum):
    """Where the codes of a diagnosis lie, seen from one disease."""

    INSIDE = "inside"
    DOUBTFUL = "doubtful"
    OUTSIDE = "outside"
    NEUTRAL = "neutral"  # no code, or only codes that say nothing of the disease (Z: treatment, status; morphology)


def normalise(code: str) -> str:
    """Upper case, no dagger or asterisk, one kind of point: `e11．9†` → `E11.9`. "" where it is no ICD-10 code.

    Morphology (`M8140/3`) and TCM codes (`B03.01.02`) are none.
    """
    text = re.sub(r"[\s†*＊+#★]", "", unicodedata.normalize("NFKC", code).replace("．", ".")).upper()
    text = text.replace("×", "X")
    return text if _CODE.fullmatch(text) else ""


def is_range(text: str) -> bool:
    """Whether `text` is written as a range: `C00-C97`, `E11.2-E11.7` or one category `Z94`."""
    match = _RANGE.fullmatch(text)
    return bool(match) and (not match[2] or _digits(match[1]) <= _digits(match[2])) if match else False


def within(code: str, ranges: Iterable[str]) -> bool:
    """Whether a code lies in one of `ranges`, ends included with everything below them (`N18.5` holds `N18.500`)."""
    digits = _digits(normalise(code))
    if not digits:
        return False
    for text in ranges:
        match = _RANGE.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is no ICD-10 range; write C00-C97, E11.2-E11.7 or Z94")
        low, high = _digits(match[1]), _digits(match[2] or match[1])
        if low <= digits[: len(low)] and digits[: len(high)] <= high:
            return True
    return False


def place(codes: Iterable[str], inside: Iterable[str], doubtful: Iterable[str], excluded: Iterable[str]) -> Place:
    """Where `codes` lie. One inside is enough (dagger and asterisk); an excluded one outweighs a doubtful one."""
    known = [code for code in map(normalise, codes) if code]
    inside, doubtful, excluded = tuple(inside), tuple(doubtful), tuple(excluded)
    if any(within(code, inside) and not within(code, excluded) for code in known):
        return Place.INSIDE
    if any(within(code, excluded) for code in known):
        return Place.OUTSIDE
    if any(within(code, doubtful) for code in known):
        return Place.DOUBTFUL
    telling = [code for code in known if code[0] not in "ZRUVWXY"]
    return Place.OUTSIDE if telling and inside else Place.NEUTRAL


def _digits(code: str) -> str:
    return code.replace(".", "")
