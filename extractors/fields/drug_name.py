"""A drug's name alone, of a cell that holds more: what a tablet holds, the name in English."""

from __future__ import annotations

import re

from extractors.fields.medication_text import AMOUNT
from extractors.layout.text import fold

_STRENGTH = re.compile(rf"(?<=[\u4e00-\u9fff)])\s*{AMOUNT}$", re.IGNORECASE)
_GLOSS = re.compile(r"(?<=[\u4e00-\u9fff)])\s*\(?[A-Z][A-Za-z]{3,}[A-Za-z \-]{0,40}\)?$")


def without_strength(name: str) -> str:
    """The name in a cell whose dose stands in a column of its own: 恩替卡韦分散片 0.5mg holds what a tablet does."""
    found = _STRENGTH.search(fold(name))
    return name[: found.start()] if found else name


def without_gloss(name: str) -> str:
    """巴氯芬片Baclofen Tablets: the name in English behind the Chinese one, or on a line of its own below."""
    found = _GLOSS.search(fold(name))
    return name[: found.start()] if found else name
