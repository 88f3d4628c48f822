"""Ions whose one character was misread (氟 for 氯), told by the range and the unit beside it.

A name of one character gives the recogniser no other to go by, and many share its shape. Laboratories differ in their
ranges by little: between 99 and 110 mmol/L nothing is expected but chloride.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_OF_BLOOD = re.compile(r"^(?:血清|血|总|无机)|离子$|\([^()]*\)$")  # around an ion's name; 碱性磷酸酶 is none
_DOUBTED = 0.9  # confidence of a character from which it is what was read
_MMOL = re.compile(r"mmol/L", re.IGNORECASE)
_RANGE = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
# What is expected in serum, in mmol/L: between which the lower end of a range lies, and the upper
_ENDS: Mapping[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "钾": ((3.3, 3.6), (5.0, 5.6)),
    "钠": ((130, 138), (144, 150)),
    "氯": ((94, 101), (105, 112)),
    "钙": ((2.0, 2.3), (2.5, 2.8)),
    "镁": ((0.65, 0.8), (0.95, 1.2)),
    "磷": ((0.8, 1.0), (1.3, 1.65)),
}


def told(name: str, sure: float, unit: str, reference: str, others: Collection[str]) -> str:
    """The ion a doubtful character stands for; as it is where its range says none, or one that has a row of its own.

    Args:
        name: one character, or none.
        sure: how surely it was read.
        unit: of its value.
        reference: its range, made uniform.
        others: the names of the other rows.
    """
    ends = _RANGE.fullmatch(reference)
    if not re.fullmatch("[\u4e00-\u9fffA-Z]?", name) or sure >= _DOUBTED or not _MMOL.fullmatch(unit) or ends is None:
        return name
    low, high = float(ends[1]), float(ends[2])
    fits = [ion for ion, (lows, highs) in _ENDS.items() if lows[0] <= low <= lows[1] and highs[0] <= high <= highs[1]]
    if len(fits) != 1 or name in _ENDS or any(_OF_BLOOD.sub("", other) == fits[0] for other in others):
        return name
    return fits[0]
