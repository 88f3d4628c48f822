"""Find the labels printed on a page, in the many ways they are printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.layout import gloss, surnames, words
from extractors.layout.composed import composed
from extractors.layout.misread_labels import nearest_word
from extractors.layout.text import Squeezed, body, is_bullet, is_cjk, squeeze
from extractors.reading import Box, Line

_LIKE_COLONS = tuple(".·,、…")  # what a colon before a name is read as
_COLONS = ":;|"  # a ruling between cells is read as a stroke
# 出院诊断(西医): 年龄(岁): 姓名Name:
_REMARK = re.compile(r"/?(?:\([^()]{1,14}\)|\[[^\[\]]{1,14}\]|[A-Za-z][A-Za-z./]{1,22})(?=[:;])")
# 姓名 Name 张三, 报告时间 Reported: the label once more in English, before the end, the value in Chinese or its digits
_GLOSS = re.compile(r"[(/]?(?=[A-Za-z./]*[a-z]{2})[A-Za-z][A-Za-z./]{2,22}\)?(?=$|[一-鿿\d:;])")
_GLOSS_BEHIND_STROKE = re.compile(
    r"/[A-Za-z][A-Za-z./]{1,22}(?=$|[一-鿿:;])"
)  # 出生日期 / DOB, in small letters or not
_GLOSS_BEFORE = re.compile(r"(?:^|[^A-Za-z.])[A-Z][a-z]{3,}[.]?$")
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
_LONG_WORD = 4  # characters of a word that is a label wherever a colon follows, behind another label's value

_DATED = frozenset((*words.DATE_WORDS, *words.BIRTH))
_DATED_TOO = frozenset(words.listed("审核 复核 报告 检验 检查 批准 发布 登记"))  # with a date glued on: no verbs
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNED_ALL = frozenset(words.PHYSICIAN_WORDS)
_SIGNED = frozenset(word for word in words.PHYSICIAN_WORDS if len(word) >= 3)
_SIGNED_SHORT = frozenset(
    words.listed("签名 签字 初检 主检 医师 医生 检验 检测 审核 复核 报告 药师 技师 调配 调剂 核对 发药 审方")
)
_SIGNATURES = tuple(words.listed("签名 签字 签章"))
_SCRAWL = re.compile("(?![处栏人页])[一-鿿]{1,3}")  # what is read of a signature
# 检验者万振, and 主治医师廖佳编码员吕贞: a name alone, or with the next signature behind it
_NAME_ENDS = "|".join((r"$|[\d(/|]|副?主[任治]|住院|[诊断专用章报告检验病理]{2,}$", *map(re.escape, sorted(_SIGNED))))
_NAME_ALONE = re.compile(
    rf"(?![签名意姓及和审核诊断职需须请]|章(?:$|[印处是为]))(?P<name>(?:{'|'.join(sorted(surnames.COMPOUND))})?[一-鿿]{{2,3}}?)"
    rf"(?:{_NAME_ENDS})"
)
_PROFESSIONS = frozenset(words.listed("医师 医生 药师 技师"))
_ENDS_A_WORD = frozenset((*_PROFESSIONS, *_SIGNATURES))
_SURE_NAME = 3
_ONE_NAME = re.compile("[一-鿿]{2,4}")
_SHAPES = (
    (frozenset(words.SEX), re.compile("[男女](?![^年科民出])|[12]?1[.、:]?男")),  # 性别 2 1.男 2.女, glued
    (frozenset(words.AGE), re.compile(r"\d{1,3}(?:周?岁|Y)")),
    (
        frozenset((*words.ID_NUMBER, *words.VISIT_NUMBER, *words.INPATIENT_NUMBER, "卡号")),
        re.compile(r"[为是]?(?:[A-Za-z]{0,3}\d[\d-]{4}|\d{4}(?=[,，;；。]))"),
    ),
    (
        frozenset(word for word in (*words.DATE_WORDS, *words.BIRTH) if len(word) >= 4),
        re.compile(r"(?:19|20)\d\d[年./-]"),
    ),
)
_ENDING = frozenset((*words.SEX, *words.AGE, *words.VISIT_NUMBER, *words.INPATIENT_NUMBER, *words.ID_NUMBER))
_LONGEST_CELL = 6  # characters of a cell's value that may run into the next cell's label
_SEXES = ("男", "女", "男性", "女性", "男■女", "男女")
_CLAUSE_ENDS = ",;。、("  # 患者张三,男,58岁,身份证号3798…
_CLAUSE = re.compile("[一-鿿]{2,4}(?=[,;。、]|$)")
_CUT = frozenset("名别龄")  # what is left of a short label whose first character is off the picture
_JOINTS = "/、|"


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
    also: tuple[str, ...] = ()  # printed as one with it: 年龄 in 性别/年龄; their values follow in the same order
    weak: bool = False  # 审核吴香红: a label only where its row signs

    @property
    def box(self) -> Box:
        return self.line.box

    @property
    def begins(self) -> bool:
        """Whether it begins its line."""
        before = self.source.text[: self.start].strip(" \t\u3000*★☆●·-[](（【〔〖")
        return not before or is_bullet(squeeze(before).text)

    @property
    def words(self) -> tuple[str, ...]:
        """Its own and those printed as one with it."""
        return (self.word, *self.also)


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
        if _is_label(_Place(line.text, squeezed, match.start(), joined, colon, word), found):
            start, stop = squeezed.span(match.start(), end)
            weak = not colon and word in _SIGNED_SHORT and stop < len(line.text.rstrip())
            weak = weak and not _names_itself(_Place(line.text, squeezed, match.start(), joined, colon, word))
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Characters [start, end) of a squeezed line, which may be a label."""

    raw: str
    squeezed: Squeezed
    start: int
    end: int
    colon: bool
    word: str  # the first, where several are printed as one

    @property
    def before(self) -> str:
        return self.squeezed.text[self.start - 1] if self.start else ""

    @property
    def after(self) -> str:
        return self.squeezed.text[self.end] if self.end < len(self.squeezed.text) else ""

    @property
    def space_before(self) -> bool:
        """Begins the line, or white space or a ruling stands before."""
        if self.start == 0 or self.before == "|" or is_bullet(self.squeezed.text[: self.start]):
            return True
        return self.squeezed.at[self.start] - self.squeezed.at[self.start - 1] > 1

    @property
    def space_after(self) -> bool:
        return not self.after or self.squeezed.at[self.end] - self.squeezed.at[self.end - 1] > 1

    @property
    def gap(self) -> int:
        """Where the next white space stands behind it, as an index into the squeezed text."""
        at, end = self.squeezed.at, len(self.squeezed.text)
        return next((i for i in range(self.end + 1, end) if at[i] - at[i - 1] > 1), end)

    @property
    def inside_word(self) -> bool:
        """Text runs into it from the left; its English is none: Physician医师."""
        runs_in = not self.space_before and (is_cjk(self.before) or self.before.isalpha())
        return runs_in and _GLOSS_BEFORE.search(self.squeezed.text[: self.start]) is None


def _is_label(place: _Place, earlier: Sequence[Label]) -> bool:
    word = place.word
    if (
        word in words.TITLES
        and place.before == "["
        and place.start > 1
        and is_cjk(place.squeezed.text[place.start - 2])
    ):
        return False  # 张伟[副主任医师]
    if word in _CUT:
        return place.colon and place.start == 0
    if word.isascii() or len(word) == 1:
        return place.colon and not place.inside_word  # T: 36.5, No: 3, 科: never by themselves
    if place.colon:
        # 检查方法：超声检查部位：移植肝: behind another label, what runs into a long one is its value
        return not place.inside_word or (bool(earlier) and word in words.SHORT_FORMS) or _stands_out(place)
    whole = place.start == 0 and not place.after
    if word not in words.GLUED and not whole and _letter_spaced(place.squeezed):
        return False  # 诊 断 证 明 书, but 入 院 日 期 alone in its cell
    return _is_glued_in(place, earlier) if place.inside_word else _is_bare(place)


def _stands_out(place: _Place) -> bool:
    before = place.squeezed.text[: place.start]
    return len(place.word) >= _LONG_WORD and ":" in before and place.word not in _SIGNED


def _is_glued_in(place: _Place, earlier: Sequence[Label]) -> bool:
    """Text runs into it from the left, and no colon follows."""
    between = _text_between(earlier[-1], place) if earlier else ""
    if place.word in _SIGNED and earlier and earlier[-1].word in _SIGNED:
        return _ONE_NAME.fullmatch(between) is not None  # 科主任萧静主治医师廖佳
    return (place.word in words.GLUED and between in _SEXES) or _its_value_follows(place)


def _is_bare(place: _Place) -> bool:
    """No colon follows."""
    if not place.space_before:
        begins_a_clause = place.before in _CLAUSE_ENDS
        if begins_a_clause and place.space_after and place.word in _SIGNED:
            return _name_follows(place)
        return (begins_a_clause or place.before.isdigit()) and _its_value_follows(place)
    return place.space_after or _value_is_glued_on(place)


def _name_follows(place: _Place) -> bool:
    """Whether a name is all that the clause holds besides: 门诊号 123；申请医师 张三；检查部位 头部."""
    name = _CLAUSE.match(place.squeezed.text, place.end)
    return name is not None and surnames.is_whole_name(name.group())


def _letter_spaced(squeezed: Squeezed) -> bool:
    """Whether (nearly) every character of a line stands apart from the next."""
    pairs = len(squeezed.text) - 1
    return pairs >= 2 and sum(b - a > 1 for a, b in zip(squeezed.at, squeezed.at[1:-1], strict=False)) >= 0.75 * pairs


def _value_is_glued_on(place: _Place) -> bool:
    if place.word in words.GLUED:
        value = place.squeezed.text[place.end : place.gap]
        return place.after not in "、,，和及与或者证卡正复原不均的在未相发" or (
            place.word in words.NAME and surnames.is_whole_name(value)  # 姓名和天乐
        )
    if place.word in _SIGNED or (place.word in _SIGNED_SHORT and place.start == 0):
        text, end = place.squeezed.text[: place.gap], place.end
        while text[end : end + 1] in _LIKE_COLONS:
            end += 1
        scrawled = place.word.endswith(_SIGNATURES) and _SCRAWL.fullmatch(text, end) is not None
        return scrawled or _NAME_ALONE.match(text, end) is not None or _dated(place)
    return _dated(place) or _shaped(place)  # 卡号2503115621


def _names_itself(place: _Place) -> bool:
    """Whether a name with a known surname is glued on: 医师车启峻; of 审核 and the like one of three characters."""
    match = _NAME_ALONE.match(place.squeezed.text[: place.gap], place.end)
    if match is None or not surnames.is_whole_name(match["name"]):
        return False
    return place.word in _PROFESSIONS or len(match["name"]) >= _SURE_NAME


def _dated(place: _Place) -> bool:
    """Whether a date is glued on."""
    if place.word in _DATED_TOO:
        return _YEAR.match(place.squeezed.text, place.end) is not None
    after = place.squeezed.text[place.end :].lstrip(".·,、…")  # what a colon or dots before the date are read as
    return place.word in _DATED and (after[:1].isdigit() or place.after in "二_")


def _its_value_follows(place: _Place) -> bool:
    """Glued in on both sides, what follows can be nothing but its value: 姓名张三性别女年龄46岁住院号1234567."""
    if not place.after and place.start <= _LONGEST_CELL and place.word in _ENDING:
        return True  # 朱桂性别 | 女: two cells read as one line, the value in the next
    return _shaped(place)


def _shaped(place: _Place) -> bool:
    """Whether what follows looks as nothing but its value does."""
    shape = next((shape for group, shape in _SHAPES if place.word in group), None)
    return shape is not None and shape.match(place.squeezed.text, place.end) is not None


def _text_between(earlier: Label, place: _Place) -> str:
    return place.raw[earlier.end : place.squeezed.at[place.start]].strip()


def _misread(line: Line, squeezed: Squeezed, spelled: dict[str, str]) -> list[Label]:
    """The label before a line's first colon, if one character of it was misread, or its first one lost."""
    colon = next((i for i, c in enumerate(squeezed.text[:12]) if c in _COLONS), 0)
    word = nearest_word(squeezed.text[:colon], squeezed.text[colon + 1 :], spelled) if colon else None
    if word is None:
        return []
    start, end = squeezed.span(0, colon + 1)
    return [Label(word, line.part(start, end), line, start, end, colon=True, exact=False)]
