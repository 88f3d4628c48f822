"""Tick boxes as text: which options are ticked, which are not, and where the glyphs cannot tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

TICKED = "☑☒✓✔√■▣◉●✅⊠"
EMPTY = "□☐◻▢○◯"
# What a recogniser makes of a box: of an empty one (口), of one with something in it (回, 凶 …), of a bare tick (V).
_LIKE_EMPTY = "口囗ロ"
_LIKE_TICKED = "回凶囚区図团因固困曰Vv"
_SEPARATORS = r"\s,，;；、/\n"
_BRACKETS = re.compile(r"(?:(?P<square>[\[【〔［])|[(（])\s*(?P<mark>[√✓✔☑■●Vv×xX*])?\s*[\]】〕］)）]")
_TOLD_HOW = re.compile(
    r"[(（]?[^()（）\s]{0,10}[打划画填][\"“”'‘’]?\s*[√✓✔V][\"“”'‘’]?[^()（）\s]{0,4}[)）]?"
)  # （打√）
# An option's number or code: 1. (2) A. M03900 01, never 2型 of 2型糖尿病.
_NUMBER = re.compile(
    r"^(?:[(（]?(?:\d{1,2}|[A-Z])[.、．)）]\s*(?!\d)|[(（]?M\d{5}[)）]?\s*|0\d(?=[\u4e00-\u9fff])|\d\d(?=[\u4e00-\u9fff])(?![^型度期级]?[型度期级]))"
)
_WRITTEN_IN = re.compile(
    r"^其[他它](?:病种|疾病|慢性病)?(?:[(（](?:请注明|请填写|注明|填写)[)）])?[:：_＿\s]+(?=[\u4e00-\u9fff]{2})"
)
_DOUBTFUL, _GUESSED = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Option:
    """A box and its words: characters [start, end) of the text."""

    name: str
    ticked: bool
    certainty: float  # that the box was told right
    start: int
    end: int


def read(text: str, *, blanks: bool = False) -> tuple[Option, ...]:
    """The options in a text, each printed behind its box or, if the text begins with words, before it.

    Args:
        blanks: round brackets around nothing are boxes, even where none of them holds a tick.
    """
    text = _boxed(_TOLD_HOW.sub(lambda match: " " * len(match.group()), text), blanks)
    boxes = _boxes(text)
    if not boxes:
        return ()
    pattern = rf"(?P<box>[√✓✔]?\s*[{re.escape(boxes)}]\s*[√✓✔]?)"
    side = _side(text, pattern)
    before = side >= 0
    name = rf"(?P<name>(?:{_words(boxes)})+)"
    found = re.finditer(rf"{pattern}\s*{name}" if before else rf"{name}[(（]?\s*{pattern}", text)
    options = []
    for match in found:
        ticked, certainty = _state(match["box"])
        certainty = certainty if side else min(certainty, _DOUBTFUL)
        options.append(Option(_name(match["name"]), ticked, certainty, match.start(), match.end()))
    return tuple(option for option in (*options, *_unread(text, boxes, options)) if option.name)


def _side(text: str, box: str) -> int:
    """Above 0 where boxes are printed before their words, below 0 where behind them, 0 where nothing tells.

    Told by the ends of the text, else by the side the boxes are close to.
    """
    if re.match(rf"\s*{box}", text):
        return 1
    if re.search(rf"{box}\s*[(（]?\s*$", text):
        return -1
    close_before = len(re.findall(rf"[\s:：;；,，、]{box}(?=[\u4e00-\u9fff])", text))
    close_behind = len(re.findall(rf"(?<=[\u4e00-\u9fff）)]){box}(?=[\s;；,，、])", text))
    return close_before - close_behind


def _words(boxes: str) -> str:
    """A pattern of one step in an option's name: a remark in brackets, which may hold separators, or a character."""
    remark = rf"[(（][^\n{re.escape(boxes)}√✓✔()（）]{{1,30}}[)）]"
    return rf"{remark}|(?!{remark})[^{_SEPARATORS}{re.escape(boxes)}√✓✔]"


def _unread(text: str, boxes: str, options: Sequence[Option]) -> list[Option]:
    """Words between boxed options whose own box was not read: a box with a tick in it is what recognisers drop.

    Only a guess, and only where nothing else is ticked.
    """
    if len(options) < 2 or any(option.ticked for option in options):
        return []
    found = re.finditer(rf"(?<=\S) +(?P<name>[\u4e00-\u9fff][^{_SEPARATORS}{re.escape(boxes)}]+)", text)
    return [
        Option(_name(match["name"]), True, _GUESSED, match.start("name"), match.end())
        for match in found
        if not any(option.start < match.end() and match.start("name") < option.end for option in options)
    ]


def _boxed(text: str, blanks: bool) -> str:
    """Brackets that stand for boxes as boxes, as long as before: 恶性肿瘤（√） 高血压（ ）, [ ]恶性肿瘤 [√]高血压"""
    found = list(_BRACKETS.finditer(text))
    # A blank in round brackets alone is left to be filled in.
    if len(found) < 2 or not (blanks or any(match["mark"] or match["square"] for match in found)):
        return text
    return _BRACKETS.sub(lambda match: ("☑" if match["mark"] else "□").ljust(len(match.group())), text)


def _name(text: str) -> str:
    """Without its number in the list, a blank to fill in and the punctuation around it."""
    bare = _NUMBER.sub("", text.strip(" :：.。_＿"))
    bare = _WRITTEN_IN.sub("", bare)
    return bare + "）" if bare.count("（") > bare.count("）") else bare


def _boxes(text: str) -> str:
    """The glyphs that are boxes in this text. 口 may begin 口腔癌: it is a box only among others."""
    sure = [c for c in TICKED + EMPTY if c in text]
    alike = [
        m.group()
        for m in re.finditer(
            rf"(?:^|(?<=[{_SEPARATORS}{TICKED}{EMPTY}]))[{_LIKE_EMPTY}{_LIKE_TICKED}](?=\s*[\u4e00-\u9fff]{{2}})", text
        )
    ]
    if not sure and sum(c in _LIKE_EMPTY for c in alike) < 2:
        return ""
    return "".join(dict.fromkeys([*sure, *alike]))


def _state(box: str) -> tuple[bool, float]:
    marks = set(box) - set(" \n\t")
    if marks & set(TICKED):
        return True, 1.0
    if marks & set(_LIKE_TICKED):
        return True, _DOUBTFUL
    return False, 1.0 if marks & set(EMPTY) else 0.8
