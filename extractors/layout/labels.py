"""Find the labels printed on a page, in the many ways they are printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.layout import words
from extractors.layout.text import Squeezed, body, is_cjk, squeeze
from extractors.reading import Box, Line

_COLONS = ":;"
# 出院诊断(西医): 年龄(岁): 姓名Name:
_REMARK = re.compile(r"/?(?:\([^()]{1,14}\)|\[[^\[\]]{1,14}\]|[A-Za-z][A-Za-z./]{1,22})(?=[:;])")
_FORGIVING_FROM = 4  # characters a word needs for one of them to be misread

_DATED = frozenset((*words.DATE_WORDS, *words.BIRTH))
_SIGNED = frozenset(word for word in words.PHYSICIAN_WORDS if len(word) >= 3)
# 检验者万振, and 主治医师廖佳编码员吕贞: a name alone, or with the next signature behind it
_NAME_ENDS = "|".join((r"$|[\d(/]|副?主[任治]|住院", *map(re.escape, sorted(_SIGNED))))
_NAME_ALONE = re.compile(rf"(?![签章名意姓及和审核诊断职])[一-鿿]{{2,3}}(?:{_NAME_ENDS})")
_ONE_NAME = re.compile("[一-鿿]{2,4}")
_SHAPES = (
    (frozenset(words.SEX), re.compile("[男女](?![^年科民出])")),
    (frozenset(words.AGE), re.compile(r"\d{1,3}(?:周?岁|Y)")),
    (
        frozenset((*words.ID_NUMBER, *words.VISIT_NUMBER, *words.INPATIENT_NUMBER)),
        re.compile(r"[A-Za-z]{0,3}\d{5}"),
    ),
    (frozenset(word for word in words.DATE_WORDS if len(word) >= 4), re.compile(r"(?:19|20)\d\d[年./-]")),
)
_ENDING = frozenset((*words.SEX, *words.AGE, *words.VISIT_NUMBER, *words.INPATIENT_NUMBER, *words.ID_NUMBER))
_LONGEST_CELL = 6  # characters of a cell's value that may run into the next cell's label
_SEXES = ("男", "女", "男性", "女性", "男■女", "男女")


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A known label found on a page."""

    word: str  # as the vocabulary spells it
    line: Line  # the part of the line that is the label, its colon included
    source: Line  # the whole line it was found in
    start: int  # characters [start, end) of source.text, colon included
    end: int
    colon: bool
    exact: bool = True  # False: one character was misread

    @property
    def box(self) -> Box:
        return self.line.box

    @property
    def begins(self) -> bool:
        """Whether it begins its line."""
        return not self.source.text[: self.start].strip(" \t\u3000*★☆●·-[](（【")


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
        end, colon = _closing(text, match.end())
        if _is_label(_Place(line.text, squeezed, match.start(), match.end(), colon), found):
            start, stop = squeezed.span(match.start(), end)
            found.append(Label(spelled[match.group()], line.part(start, stop), line, start, stop, colon))
            position = end
        else:
            # Inside a longer known word no shorter one counts (诊断 in 临床诊断); its last character may begin one.
            position = max(match.start() + 1, match.end() - 1)
    return found or _misread(line, squeezed, spelled)


def _closing(text: str, end: int) -> tuple[int, bool]:
    """Where the label ends, a bracketed remark and colons included, and whether there is a colon."""
    remark = _REMARK.match(text, end)
    after = colon = remark.end() if remark else end
    while after < len(text) and text[after] in _COLONS:
        after += 1
    return (after, True) if after > colon else (end, False)


@dataclass(frozen=True, slots=True)
class _Place:
    """Characters [start, end) of a squeezed line, which may be a label."""

    raw: str
    squeezed: Squeezed
    start: int
    end: int
    colon: bool

    @property
    def word(self) -> str:
        return self.squeezed.text[self.start : self.end]

    @property
    def before(self) -> str:
        return self.squeezed.text[self.start - 1] if self.start else ""

    @property
    def after(self) -> str:
        return self.squeezed.text[self.end] if self.end < len(self.squeezed.text) else ""

    @property
    def space_before(self) -> bool:
        """Begins the line, or white space stands before."""
        return self.start == 0 or self.squeezed.at[self.start] - self.squeezed.at[self.start - 1] > 1

    @property
    def space_after(self) -> bool:
        return not self.after or self.squeezed.at[self.end] - self.squeezed.at[self.end - 1] > 1

    @property
    def inside_word(self) -> bool:
        """Text runs into it from the left."""
        return not self.space_before and (is_cjk(self.before) or self.before.isalpha())


def _is_label(place: _Place, earlier: Sequence[Label]) -> bool:
    word = place.word
    if word.isascii() or len(word) == 1:
        return place.colon and not place.inside_word  # T: 36.5, No: 3, 科: never by themselves
    if not place.colon and word not in words.GLUED and _letter_spaced(place.squeezed):
        return False  # 诊 断 证 明 书
    if place.colon:
        return not place.inside_word or (bool(earlier) and word in words.SHORT_FORMS)
    if place.inside_word:
        between = _text_between(earlier[-1], place) if earlier else ""
        if word in _SIGNED and earlier and earlier[-1].word in _SIGNED:
            return _ONE_NAME.fullmatch(between) is not None  # 科主任萧静主治医师廖佳
        return (word in words.GLUED and between in _SEXES) or _its_value_follows(place)
    return place.space_before and (place.space_after or _value_is_glued_on(place))


def _letter_spaced(squeezed: Squeezed) -> bool:
    """Whether (nearly) every character of a line stands apart from the next."""
    pairs = len(squeezed.text) - 1
    return pairs >= 3 and sum(b - a > 1 for a, b in zip(squeezed.at, squeezed.at[1:-1], strict=False)) >= 0.75 * pairs


def _value_is_glued_on(place: _Place) -> bool:
    if place.word in words.GLUED:
        return place.after not in "、,，和及与或者证卡正复原不均的在未"
    if place.word in _SIGNED:
        return _NAME_ALONE.match(place.squeezed.text, place.end) is not None
    return place.word in _DATED and (place.after.isdigit() or place.after in "二_")


def _its_value_follows(place: _Place) -> bool:
    """Glued in on both sides, what follows can be nothing but its value: 姓名张三性别女年龄46岁住院号1234567."""
    if not place.after and place.start <= _LONGEST_CELL and place.word in _ENDING:
        return True  # 朱桂性别 | 女: two cells read as one line, the value in the next
    shape = next((shape for group, shape in _SHAPES if place.word in group), None)
    return shape is not None and shape.match(place.squeezed.text, place.end) is not None


def _text_between(earlier: Label, place: _Place) -> str:
    return place.raw[earlier.end : place.squeezed.at[place.start]].strip()


def _misread(line: Line, squeezed: Squeezed, spelled: dict[str, str]) -> list[Label]:
    """The label before a line's first colon, if one character of it was misread."""
    colon = next((i for i, c in enumerate(squeezed.text[:12]) if c in _COLONS), -1)
    if colon < _FORGIVING_FROM:
        return []
    read = squeezed.text[:colon]
    near = [word for word in spelled if len(word) == colon and sum(map(str.__ne__, word, read)) == 1]
    if len(near) != 1:
        return []
    start, end = squeezed.span(0, colon + 1)
    return [Label(spelled[near[0]], line.part(start, end), line, start, end, colon=True, exact=False)]
