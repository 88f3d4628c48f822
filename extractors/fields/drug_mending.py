"""A drug's name that was read in doubt, held against the words such names are made of (澳吡斯的明片 → 溴吡斯的明片).

One character of a listed word, of long ones two, and only characters the recogniser itself was unsure of; nothing where
another listed word would do as well. What was read stays in `Medication.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.fields.drug_words import FORMS, SALTS, SUBSTANCES
from extractors.reading import Line

_SURE = {3: 0.9, 4: 0.95}
"""By the length of a word: confidence from which a character is what was read."""
_SURE_OF_LONG = 0.99
_TWO_FROM = 6  # characters of a word of which two may be put right
_SHARE = 0.8  # of the confidence left where a name was mended
_NEVER = (("已", "己"), ("氯巳定", "氯己定"), ("粉未", "粉末"))  # read or folded so, and no word of a drug: 溴己新
_DRAWN_ALIKE = (
    {"镧", "斓", "谰", "澜", "锏", "铜"},
    {"锂", "锤", "埋"},
    {"钙", "钨", "钓"},
    {"镁", "镂"},
    {"锶", "锪"},
)
"""Characters that tell salts of one acid apart, each with what it is read as."""
_ESTER = re.compile(r"(?<![降调消血去化油])脂(?=(?:分散|缓释|肠溶|干混悬)?(?:片|胶囊|颗粒)$)")  # 头孢呋辛脂片
_CAPSULE = "胶囊"
_ALPHA = re.compile(r"(?<=[\u4e00-\u9fff])a(?=\d[ab]?(?![A-Za-z])|-?[\u4e00-\u9fff(]|$)")  # 干扰素a2b
_LONG_SALTS = tuple(word for word in SALTS if len(word) >= min(_SURE))


def mended(name: str, lines: Sequence[Line]) -> tuple[str, float]:
    """The name as its words can be read, and the share of its confidence that is left: 1.0 where nothing was mended.

    Args:
        name: without number and white space.
        lines: what it was read from.
    """
    for read, word in _NEVER:
        name = name.replace(read, word)
    name = _ESTER.sub("酯", _ALPHA.sub("α", name))
    if all(line.min_confidence >= _SURE_OF_LONG for line in lines):
        return name, 1.0
    again = _capsule(name, lines)
    for words in (SUBSTANCES, FORMS, _LONG_SALTS):
        put = dict(_near(again, words, lines))
        longest = max(map(len, put.values()), default=0)
        best = {(at, word) for at, word in put.items() if len(word) == longest}
        if len(best) == 1:
            at, word = best.pop()
            again = again[:at] + word + again[at + len(word) :]
    return again, 1.0 if again == name else _SHARE


def _capsule(name: str, lines: Sequence[Line]) -> str:
    """胶囊 of which one character was misread: nothing else ends so."""
    ending = name[-len(_CAPSULE) :]
    wrong = [i for i, (a, b) in enumerate(zip(ending, _CAPSULE, strict=False)) if a != b]
    doubted = len(ending) == len(_CAPSULE) and len(wrong) == 1 and _doubts(ending, wrong, _SURE[3], lines)
    return name[: -len(_CAPSULE)] + _CAPSULE if doubted else name


def _near(name: str, words: Sequence[str], lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Where the name says a listed word but for doubted characters, the only one that fits there."""
    known = _known(name)
    if words is _LONG_SALTS:  # 苯碳酸 says 碳酸, and is 苯磺酸
        known = tuple((start, end) for start, end in known if name[start:end] not in SALTS or name[start:end] in words)
    said = frozenset(i for start, end in known for i in range(start, end))
    fits: dict[int, set[str]] = {}
    for word in words:
        for at in range(len(name) - len(word) + 1):
            read = name[at : at + len(word)]
            wrong = [i for i, (a, b) in enumerate(zip(read, word, strict=True)) if a != b]
            if not 0 < len(wrong) <= (2 if len(word) >= _TWO_FROM else 1) or any(at + i in said for i in wrong):
                continue
            inner = (name[start:end] for start, end in known if at <= start and end <= at + len(word))
            if any(each not in SALTS for each in inner):  # 磺酸氨氯地平 is no 左旋氨氯地平
                continue
            if _doubts(read, wrong, _SURE.get(len(word), _SURE_OF_LONG), lines):
                fits.setdefault(at, set()).add(word)
    for at, found in fits.items():
        longest = max(map(len, found))
        best = [word for word in found if len(word) == longest]
        best = best if len(best) == 1 else [word for word in best if _drawn_alike(name[at : at + longest], word)]
        if len(best) == 1:
            yield at, best[0]


def _drawn_alike(read: str, word: str) -> bool:
    """Whether each character that differs is drawn like the word's own: 碳酸斓 says 碳酸镧, not 碳酸钙."""
    return all(a == b or any({a, b} <= alike for alike in _DRAWN_ALIKE) for a, b in zip(read, word, strict=True))


def _doubts(read: str, wrong: Sequence[int], sure: float, lines: Sequence[Line]) -> bool:
    """Whether the recogniser was unsure of these characters of what it read."""
    for line in lines:
        at = line.text.find(read)
        if at >= 0 and line.char_confidences:
            return all(line.char_confidences[at + i] < sure for i in wrong)
    return False


@lru_cache(maxsize=256)
def _known(name: str) -> tuple[tuple[int, int], ...]:
    """Where the name already says listed words: starts and ends."""
    found: list[tuple[int, int]] = []
    for word in (*SUBSTANCES, *FORMS, *SALTS):
        at = name.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = name.find(word, at + 1)
    return tuple(found)
