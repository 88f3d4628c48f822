"""Characters read in doubt, settled by what papers write beside them: 3.码物性高血糖 says 药物性 if 药 was seen there.

A net that reads a line weighs what each place looks like; what makes a word it hardly knows. So where it was not sure,
what else it saw there is weighed together with how likely that stands beside the rest (`language`): the likeliest
reading of the whole line is taken, where it is that by a margin and every character put in makes a word papers say, and
what was read makes none (硫酸氢氯吡格雷 is no 碳酸氢 something).

Never touched is what no wording bears out: names of persons and institutions, digits and letters; and nothing becomes
its opposite. What the net itself had read stays beside it (`Recognised.raw`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log

from extractors.language import END, START, LanguageModel, model, token
from extractors.layout.text import is_cjk
from extractors.recognised import Recognised

_WEIGHT = 0.6  # of what is likely to stand there, beside what it looks like
_MARGIN = 2.0  # natural logarithms by which the likeliest reading has to be ahead of the first
_BEAM = 12  # readings of a line that are followed
_SAID, _PAIR_SAID = 2.0, 12.0  # papers that say three characters from which they are said; of two at a word's edge
_SETTLED = 0.9  # confidence of a character that wording settled
_LEAST = 1e-3  # confidence a character read counts with at least
_ALONE = 4  # characters of a text that stands alone and may be a name

_OPPOSITES = frozenset("左右上下高低阴阳有无未已升降增减良恶急慢内外前后大小正负亢多少轻重中始末加禁停可不否是同异早晚")
"""None becomes another: either may stand wherever the other does."""
_NEVER = frozenset("一二三四五六七八九十百千万零〇两男女年月日时分甲乙丙丁")
"""What a word cannot tell: numbers, sexes, parts of dates."""
_HOUSE = re.compile(
    r"[^，。、；：:,;\s]{0,24}(?:医院|卫生[院室所]|诊所|门诊部|保健院|集团|公司|(?:服务|医疗|医学|体检|防治|控制)中心)"
)
_NAMED = re.compile(
    r"(?:姓\s*名|[者人员]|医\s*[师生]|[药技护]\s*[师士]|主\s*任|签\s*[名字章]|[审复]核|核对|检验|记录|报告|调配|发药)"
    r"\s*[:：]\s*[^\s，。、；：:,;]{1,5}"
)

_Choices = tuple[tuple[str, float], ...]
"""What may stand in a place, each with its log probability by its look; first what was read."""


def settled(read: Recognised) -> Recognised:
    """The line with what wording settles; the same object where that is nothing."""
    if not read.others:
        return read
    places = [at for at, character in enumerate(read.text) if not character.isspace()]
    choices = _choices(read, places)
    first = "".join(read.text[at] for at in places)
    best = first if all(len(each) == 1 for each in choices) else _likeliest(first, choices, model())
    if best == first:
        return read
    put = {at: new for at, old, new in zip(places, first, best, strict=True) if old != new}
    return replace(
        read,
        text="".join(put.get(at, character) for at, character in enumerate(read.text)),
        char_confidences=tuple(_SETTLED if at in put else sure for at, sure in enumerate(read.char_confidences)),
        raw=read.text,
    )


def _choices(read: Recognised, places: Sequence[int]) -> list[_Choices]:
    guarded = {
        at for pattern in (_HOUSE, _NAMED) for found in pattern.finditer(read.text) for at in range(*found.span())
    }
    others = dict(read.others)
    return [
        (
            (read.text[at], log(max(read.char_confidences[at], _LEAST))),
            *(each for each in others.get(at, ()) if at not in guarded and _may_be(read.text[at], each[0])),
        )
        for at in places
    ]


def _may_be(was: str, other: str) -> bool:
    """Whether a character may be another than was read, as far as words tell."""
    return is_cjk(other) and other not in _NEVER and not {was, other} <= _OPPOSITES


def _likeliest(first: str, choices: Sequence[_Choices], language: LanguageModel) -> str:
    """The likeliest reading of a line without white space, as far as papers bear it out; `first` without one."""
    best = _searched(choices, language)
    put = (
        new if new == old or (_is_said(best, at, language) and not _is_said(first, at, language)) else old
        for at, (old, new) in enumerate(zip(first, best, strict=True))
    )
    said = "".join(put)
    ahead = _likelihood(said, choices, language) - _likelihood(first, choices, language)
    return said if ahead >= _MARGIN else first


def _searched(choices: Sequence[_Choices], language: LanguageModel) -> str:
    """Beam search from left to right."""
    beam = [(0.0, START, START, "")]
    for each in choices:
        heard = [(character, token(character), look) for character, look in each]
        longer = [
            (score + look + _WEIGHT * language.log_likelihood(before, last, now), last, now, text + character)
            for score, before, last, text in beam
            for character, now, look in heard
        ]
        beam = sorted(longer, key=lambda one: -one[0])[:_BEAM]
    ended = [(score + _WEIGHT * language.log_likelihood(before, last, END), text) for score, before, last, text in beam]
    return max(ended)[1]


def _likelihood(text: str, choices: Sequence[_Choices], language: LanguageModel) -> float:
    looks = sum(dict(each)[character] for character, each in zip(text, choices, strict=True))
    tokens = [START, START, *map(token, text), END]
    return looks + _WEIGHT * sum(language.log_likelihood(*tokens[at - 2 : at + 1]) for at in range(2, len(tokens)))


def _is_said(text: str, at: int, language: LanguageModel) -> bool:
    """Whether papers say three characters with this one among them, or two where a word begins or ends beside it."""
    if any(language.papers(run) >= _SAID for run in _runs(text, at, 3)):
        return True
    if len(text) <= _ALONE and not any(mark in text for mark in ":："):
        return False
    left, right = (0 <= beside < len(text) and is_cjk(text[beside]) for beside in (at - 1, at + 1))
    return left != right and any(language.papers(run) >= _PAIR_SAID for run in _runs(text, at, 2))


def _runs(text: str, at: int, length: int) -> Iterator[str]:
    """Runs of Chinese characters through one place."""
    for start in range(max(0, at - length + 1), at + 1):
        run = text[start : start + length]
        if len(run) == length and all(map(is_cjk, run)):
            yield run
