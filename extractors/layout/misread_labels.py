"""Labels with a character misread: the one known word that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.layout import words

_FORGIVING_FROM = 4  # characters a word needs for one of them to be misread
_ENDINGS = re.compile("(?:日期|时间|医师|医生|药师|技师|签名|签字|签章)$")
_SIGNED = frozenset(word for word in words.PHYSICIAN_WORDS if len(word) >= 3)
_NAMES = frozenset(words.NAME)  # 惠者姓名: 患者姓名 or 受者姓名, whose name it is
# A short label with a character misread counts where its value can be nothing else: 年点:76岁.
_SHORT_SHAPES = (("性别", re.compile("[男女]性?$")), ("年龄", re.compile(r"\d{1,3}周?岁")))


def nearest_word(read: str, value: str, spelled: dict[str, str]) -> str | None:
    """The one known word that `read` can be; of short ones only those whose value says so."""
    if len(read) < _FORGIVING_FROM:
        return next(
            (word for word, shape in _SHORT_SHAPES if _one_wrong(word, read) and shape.match(value)),
            _only(word for word in spelled if len(read) == 3 and word[1:] == read),
        )
    ending = _ENDINGS.search(read)  # 鉴定医师 is made of known parts: no 鉴定医院
    near = [word for word in spelled if _one_wrong(word, read) and (ending is None or word.endswith(ending[0]))]
    misread = near[0] if len(near) == 1 or _all_sign(near) or (near and _NAMES.issuperset(near)) else None
    cut = _only(word for word in spelled if word[1:] == read) if misread is None else None
    found = misread or cut
    return spelled[found] if found else None


def _all_sign(near: list[str]) -> bool:
    """Whether it is no matter which of them it is: 医师签名 or 医师签字."""
    return bool(near) and all(
        word in _SIGNED and word.replace("医生", "医师")[:2] == near[0].replace("医生", "医师")[:2] for word in near
    )


def _one_wrong(word: str, read: str) -> bool:
    return len(word) == len(read) and sum(map(str.__ne__, word, read)) == 1


def _only(candidates: Iterable[str]) -> str | None:
    found = list(candidates)
    return found[0] if len(found) == 1 else None
