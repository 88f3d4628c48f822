"""Labels no list names, told by how they are made: 证明开具日期：, 影像审核医师签字：."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.layout import words

# Behind a line's beginning or white space, ending as dates and signatures do, a colon behind it.
_MADE = re.compile(
    r"(?P<word>[一-鿿/]{1,12}(?:日期|时间|医[师生]\d?|药师|技师|签[名字章](?:盖章)?[处栏]?)|"
    r"[一-鿿/]{0,6}医[师生](?:\([一-鿿]{2,10}\)签[名字章]|\d))"
    r"(?:\([一-鿿A-Za-z0-9. ]{1,14}\))?[:;]"
)
# 专家(签名)张三: what is asked for stands in brackets, so that no colon has to follow. 军(医)师签字: of two
# professions.
_ASKING = re.compile(
    r"(?P<who>[一-鿿/]{0,8}(?:专家|医[师生]|药师|技师|主任|[人者员属]))\((?:亲笔|手写)?签[名字章]\)[:;]?"
)
_EITHER = re.compile(r"(?P<word>[一-鿿]{0,4}\([一-鿿]{1,2}\)[一-鿿]{0,3}[师生任]签[名字章])[:;]")
_PERSONS = ("专家", "医师", "医生", "药师", "技师", "主任")
_NO_LABEL = re.compile("[的了在于为至到由经，。、]|时间为|多次|分钟|小时")


def composed(text: str, at: tuple[int, ...]) -> Iterator[tuple[str, int, int]]:
    """Word, start and end (colon included) in a squeezed `text`; `at` says where its characters were printed."""
    for match in _MADE.finditer(text):
        start = _beginning(match.start("word"), match.end("word"), at)
        word = text[start : match.end("word")] if start is not None else ""
        if start is not None and _MADE.match(text, start) and not _NO_LABEL.search(word):
            yield word, start, match.end()
    for match in _EITHER.finditer(text):
        if match.start() in _gaps(match.start(), match.end(), at):
            yield re.sub("[()]", "", match["word"]), match.start(), match.end()
    for match in _ASKING.finditer(text):
        word = f"{match['who']}签名"
        known = word in words.ALL or word.endswith(tuple(f"{person}签名" for person in _PERSONS))
        if known and match.start() in _gaps(match.start(), match.end(), at) and not _NO_LABEL.search(word):
            yield word, match.start(), match.end()


def _beginning(start: int, end: int, at: tuple[int, ...]) -> int | None:
    """Where the word begins: behind the last white space in it, unless it begins its line or behind one itself."""
    gaps = _gaps(start, end, at)
    return start if start in gaps else gaps[-1] if gaps else None


def _gaps(start: int, end: int, at: tuple[int, ...]) -> list[int]:
    """Where in a stretch the line begins, or white space stands before."""
    return [i for i in range(start, end) if i == 0 or at[i] - at[i - 1] > 1]
