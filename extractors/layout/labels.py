"""Find the labels printed on a page, in the many ways they are printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from functools import lru_cache

from extractors.layout import gloss, words
from extractors.layout.composed import composed
from extractors.layout.label import Label
from extractors.layout.label_places import Place, is_label, is_weak
from extractors.layout.misread_labels import nearest_word
from extractors.layout.text import Squeezed, body, squeeze
from extractors.reading import Line

_COLONS = ":;|"  # a ruling between cells is read as a stroke
# 出院诊断(西医): 年龄(岁): 姓名Name:
_REMARK = re.compile(r"/?(?:\([^()]{1,14}\)|\[[^\[\]]{1,14}\]|[A-Za-z][A-Za-z./]{1,22})(?=[:;])")
# 姓名 Name 张三, 报告时间 Reported: the label once more in English, before the end, the value in Chinese or its digits
_GLOSS = re.compile(r"[(/]?(?=[A-Za-z./]*[a-z]{2})[A-Za-z][A-Za-z./]{2,22}\)?(?=$|[一-鿿\d:;])")
_GLOSS_BEHIND_STROKE = re.compile(
    r"/[A-Za-z][A-Za-z./]{1,22}(?=$|[一-鿿:;])"
)  # 出生日期 / DOB, in small letters or not
# 病历号 MRN, 住院号 IPD No.: in short
_SHORT_GLOSS = re.compile(r"[(/]?[A-Z]{2,5}(?:No\.?)?\)?(?=$|[:;])")
_NUMBERS = frozenset((*words.ID_NUMBER, *words.VISIT_NUMBER, *words.INPATIENT_NUMBER, *words.BIRTH))
_LATIN = re.compile(r"[(\[/]?[A-Za-z]{3}")
# 医生(签字)张三: what is asked for at a signature, with no colon behind it
_ASKED = re.compile(
    r"\((?:请)?(?:亲笔|手写|电子)?(?:签[名字章]|盖章|手签)[^()]{0,5}\)|(?:电子|手写|亲笔)?签[名字章](?:盖章)?[处栏]?(?=$|[:;(]|[^处栏盖])"
)
# Labels whose values are never Latin words, so that such a word can only be their gloss.
_GLOSSED = frozenset(
    (
        *words.NAME,
        *words.SEX,
        *words.AGE,
        *words.BIRTH,
        *words.ID_NUMBER,
        *words.VISIT_NUMBER,
        *words.INPATIENT_NUMBER,
        *words.DEPARTMENT,
        *words.DATE_WORDS,
        *words.PHYSICIAN_WORDS,
    )
)
_SIGNED_ALL = frozenset(words.PHYSICIAN_WORDS)
_ENDS_A_WORD = frozenset(words.listed("医师 医生 药师 技师 签名 签字 签章"))
_JOINTS = "/、|"


def find_labels(lines: Iterable[Line], more: Collection[str] = ()) -> tuple[Label, ...]:
    """All known labels (words.ALL and `more`) in the order of the lines; lines inside seals are left out.

    A word counts as a label where a colon follows; or where it stands alone in its line or between spaces; or where
    it begins a line (or follows a space) and its value is glued on, for words that are no part of running text
    (姓名张三). Inner spaces (姓    名), colon variants and a bracketed remark before the colon are allowed. One wrong
    character is forgiven in words of four or more with a colon, where only one known word fits.
    """
    vocabulary = tuple(more)
    return tuple(label for line in body(lines) for label in _labels_in(line, vocabulary))


@lru_cache(maxsize=64)
def _spelled(more: tuple[str, ...]) -> dict[str, str]:
    """Folded spelling → the vocabulary's word."""
    return {squeeze(word).text: word for word in (*words.ALL, *more)}


@lru_cache(maxsize=64)
def _pattern(more: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_spelled(more), key=len, reverse=True))))


def _labels_in(line: Line, more: tuple[str, ...]) -> list[Label]:
    squeezed = squeeze(line.text)
    text, pattern, spelled = squeezed.text, _pattern(more), _spelled(more)
    found: list[Label] = []
    position = 0
    while (match := pattern.search(text, position)) is not None:
        word = spelled[match.group()]
        also, joined = _printed_as_one(word, text, match.end(), pattern, spelled)
        joined = _gloss_end(word, line.text, squeezed, joined)
        end, colon = _closing(text, joined)
        place = Place(line.text, squeezed, match.start(), joined, colon, word)
        if is_label(place, found):
            start, stop = squeezed.span(match.start(), end)
            weak = is_weak(place) and stop < len(line.text.rstrip())
            found.append(Label(word, line.part(start, stop), line, start, stop, colon, also=also, weak=weak))
            position = end
        else:
            # Inside a longer known word no shorter one counts (诊断 in 临床诊断); its last character may begin one.
            position = max(match.start() + 1, match.end() - 1)
    found = found or _misread(line, squeezed, spelled)
    for word, start, end in composed(squeezed.text, squeezed.at):
        begin, stop = squeezed.span(start, end)
        # 复核医生 is one word, whatever shorter one ends it
        found = [each for each in found if not (begin < each.start < each.end == stop and each.word in _ENDS_A_WORD)]
        if not any(label.start < stop and begin < label.end for label in found):
            found.append(Label(word, line.part(begin, stop), line, begin, stop, colon=True))
    return sorted(found, key=lambda label: label.start)


def _printed_as_one(
    word: str, text: str, end: int, pattern: re.Pattern[str], spelled: dict[str, str]
) -> tuple[tuple[str, ...], int]:
    """The labels that follow with a stroke between them (性别/年龄), and where the last of them ends."""
    group = next((each for each in words.TOGETHER if word in each), frozenset())
    also: list[str] = []
    while end < len(text) and text[end] in _JOINTS and (match := pattern.match(text, end + 1)) is not None:
        other = spelled[match.group()]
        if other not in group or other == word:
            break
        also.append(other)
        end = match.end()
    return tuple(also), end


def _gloss_end(word: str, raw: str, squeezed: Squeezed, end: int) -> int:
    """Where a label ends together with its English gloss, or the word (签字) behind it, if it has one."""
    if word in _SIGNED_ALL and (asked := _ASKED.match(squeezed.text, end)) is not None:
        return asked.end()
    plain = _GLOSS.match(squeezed.text, end) or _GLOSS_BEHIND_STROKE.match(squeezed.text, end)
    if word in _NUMBERS:
        plain = plain or _SHORT_GLOSS.match(squeezed.text, end)
    if word in _GLOSSED and plain is not None:
        return plain.end()
    if word.isascii() or not _LATIN.match(squeezed.text, end):
        return end
    return bisect_left(squeezed.at, gloss.heading_end(raw, squeezed.at[end - 1] + 1))


def _closing(text: str, end: int) -> tuple[int, bool]:
    """Where the label ends, a bracketed remark and colons included, and whether there is a colon."""
    # Received: is no R with its gloss
    remark = (
        None if text[end - 1 : end + 1].isascii() and text[end - 1 : end + 1].isalpha() else _REMARK.match(text, end)
    )
    after = colon = remark.end() if remark else end
    if text[after : after + 1] == "]":  # 【入院日期】2026-03-01
        after += 1
    while after < len(text) and text[after] in _COLONS:
        after += 1
    return (after, True) if after > colon else (end, False)


def _misread(line: Line, squeezed: Squeezed, spelled: dict[str, str]) -> list[Label]:
    """The label before a line's first colon, if one character of it was misread, or its first one lost."""
    colon = next((i for i, c in enumerate(squeezed.text[:12]) if c in _COLONS), 0)
    word = nearest_word(squeezed.text[:colon], squeezed.text[colon + 1 :], spelled) if colon else None
    if word is None:
        return []
    start, end = squeezed.span(0, colon + 1)
    return [Label(word, line.part(start, end), line, start, end, colon=True, exact=False)]
