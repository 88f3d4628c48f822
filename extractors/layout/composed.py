"""Labels no list names, told by how they are made: 证明开具日期：, 影像审核医师签字：."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Behind a line's beginning or white space, ending as dates and signatures do, a colon behind it.
_MADE = re.compile(
    r"(?P<word>[一-鿿/]{1,12}(?:日期|时间|医[师生]\d?|药师|技师|签[名字章](?:盖章)?[处栏]?)|"
    r"[一-鿿/]{0,6}医[师生](?:\([一-鿿]{2,10}\)签[名字章]|\d))"
    r"(?:\([一-鿿A-Za-z0-9. ]{1,14}\))?[:;]"
)
_NO_LABEL = re.compile("[的了在于为至到由经，。、]|时间为|多次|分钟|小时")


def composed(text: str, at: tuple[int, ...]) -> Iterator[tuple[str, int, int]]:
    """Word, start and end (colon included) in a squeezed `text`; `at` says where its characters were printed."""
    for match in _MADE.finditer(text):
        start = _beginning(match.start("word"), match.end("word"), at)
        word = text[start : match.end("word")] if start is not None else ""
        if start is not None and _MADE.match(text, start) and not _NO_LABEL.search(word):
            yield word, start, match.end()


def _beginning(start: int, end: int, at: tuple[int, ...]) -> int | None:
    """Where the word begins: behind the last white space in it, unless it begins its line or behind one itself."""
    gaps = [i for i in range(start, end) if i == 0 or at[i] - at[i - 1] > 1]
    return start if start in gaps else gaps[-1] if gaps else None
