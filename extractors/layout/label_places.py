"""Whether a known word is a label where it stands in a line: by what runs into it, and what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout import surnames, words
from extractors.layout.label import Label
from extractors.layout.text import Squeezed, is_bullet, is_cjk

_LIKE_COLONS = tuple(".·,、…")  # what a colon before a name is read as
_GLOSS_BEFORE = re.compile(r"(?:^|[^A-Za-z.])[A-Z][a-z]{3,}[.]?$")
_LONG_WORD = 4  # characters of a word that is a label wherever a colon follows, behind another label's value

_DATED = frozenset((*words.DATE_WORDS, *words.BIRTH))
_DATED_TOO = frozenset(words.listed("审核 复核 报告 检验 检查 批准 发布 登记"))  # with a date glued on: no verbs
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNED = frozenset(word for word in words.PHYSICIAN_WORDS if len(word) >= 3)
_SIGNED_SHORT = frozenset(
    words.listed("签名 签字 初检 主检 医师 医生 检验 检测 审核 复核 报告 药师 技师 调配 调剂 核对 发药 审方")
)
_SIGNATURES = tuple(words.listed("签名 签字 签章"))
_SCRAWL = re.compile("(?![处栏人页])[一-鿿]{1,3}")  # what is read of a signature
# 检验者万振, and 主治医师廖佳编码员吕贞: a name alone, or with the next signature behind it
_NAME_ENDS = "|".join(
    (r"$|[\d(/|]|副?主[任治]|住院|(?:技术)?职[称务]|[诊断专用章报告检验病理]{2,}$", *map(re.escape, sorted(_SIGNED)))
)
_NAME_ALONE = re.compile(
    rf"(?![签名意姓及和审核诊断职需须请]|章(?:$|[印处是为]))(?P<name>(?:{'|'.join(sorted(surnames.COMPOUND))})?[一-鿿]{{2,3}}?)"
    rf"(?:{_NAME_ENDS})"
)
_PROFESSIONS = frozenset(words.listed("医师 医生 药师 技师"))
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
        re.compile(r"(?:19|20)\d\d(?:[年./-]|[01]\d[0-3]\d(?!\d))"),
    ),
    (frozenset(words.listed("职称 技术职称 职务")), re.compile("(?:副?主任|主治|住院|主管)[医技药护检]")),
)
_ENDING = frozenset((*words.SEX, *words.AGE, *words.VISIT_NUMBER, *words.INPATIENT_NUMBER, *words.ID_NUMBER))
_LONGEST_CELL = 6  # characters of a cell's value that may run into the next cell's label
_SEXES = ("男", "女", "男性", "女性", "男■女", "男女")
_CLAUSE_ENDS = ",;。、("  # 患者张三,男,58岁,身份证号3798…
_CLAUSE = re.compile("[一-鿿]{2,4}(?=[,;。、]|$)")
_CUT = frozenset("名别龄")  # what is left of a short label whose first character is off the picture


@dataclass(frozen=True, slots=True)
class Place:
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
    def straddles(self) -> bool:
        """Whether its first characters run on from the text before, and white space parts them from the rest."""
        at = self.squeezed.at
        return self.inside_word and any(at[i] - at[i - 1] > 1 for i in range(self.start + 1, self.end))

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


def is_label(place: Place, earlier: Sequence[Label]) -> bool:
    word = place.word
    bracketed = word in words.TITLES and place.before == "[" and place.start > 1
    if place.straddles or (bracketed and is_cjk(place.squeezed.text[place.start - 2])):
        return False  # 变态反应门诊 医生 is no 门诊医生; 张伟[副主任医师]
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


def is_weak(place: Place) -> bool:
    """Whether a label is one only where its row signs, as words of its kind stand in running text too: 审核吴香红."""
    return not place.colon and place.word in _SIGNED_SHORT and not _names_itself(place)


def _names_itself(place: Place) -> bool:
    """Whether a name with a known surname is glued on: 医师车启峻; of 审核 and the like one of three characters."""
    match = _NAME_ALONE.match(place.squeezed.text[: place.gap], place.end)
    if match is None or not surnames.is_whole_name(match["name"]):
        return False
    return place.word in _PROFESSIONS or len(match["name"]) >= _SURE_NAME


def _stands_out(place: Place) -> bool:
    before = place.squeezed.text[: place.start]
    return len(place.word) >= _LONG_WORD and ":" in before and place.word not in _SIGNED


def _is_glued_in(place: Place, earlier: Sequence[Label]) -> bool:
    """Text runs into it from the left, and no colon follows."""
    between = _text_between(earlier[-1], place) if earlier else ""
    if place.word in _SIGNED and earlier and earlier[-1].word in _SIGNED:
        return _ONE_NAME.fullmatch(between) is not None  # 科主任萧静主治医师廖佳
    return (place.word in words.GLUED and between in _SEXES) or _its_value_follows(place)


def _is_bare(place: Place) -> bool:
    """No colon follows."""
    if not place.space_before:
        begins_a_clause = place.before in _CLAUSE_ENDS
        if begins_a_clause and place.space_after and place.word in _SIGNED:
            return _name_follows(place)
        return (begins_a_clause or place.before.isdigit()) and _its_value_follows(place)
    return place.space_after or _value_is_glued_on(place)


def _name_follows(place: Place) -> bool:
    """Whether a name is all that the clause holds besides: 门诊号 123；申请医师 张三；检查部位 头部."""
    name = _CLAUSE.match(place.squeezed.text, place.end)
    return name is not None and surnames.is_whole_name(name.group())


def _letter_spaced(squeezed: Squeezed) -> bool:
    """Whether (nearly) every character of a line stands apart from the next."""
    pairs = len(squeezed.text) - 1
    return pairs >= 2 and sum(b - a > 1 for a, b in zip(squeezed.at, squeezed.at[1:-1], strict=False)) >= 0.75 * pairs


def _value_is_glued_on(place: Place) -> bool:
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


def _dated(place: Place) -> bool:
    """Whether a date is glued on."""
    if place.word in _DATED_TOO:
        return _YEAR.match(place.squeezed.text, place.end) is not None
    after = place.squeezed.text[place.end :].lstrip(".·,、…")  # what a colon or dots before the date are read as
    return place.word in _DATED and (after[:1].isdigit() or place.after in "二_")


def _its_value_follows(place: Place) -> bool:
    """Glued in on both sides, what follows can be nothing but its value: 姓名张三性别女年龄46岁住院号1234567."""
    if not place.after and place.start <= _LONGEST_CELL and place.word in _ENDING:
        return True  # 朱桂性别 | 女: two cells read as one line, the value in the next
    return _shaped(place)


def _shaped(place: Place) -> bool:
    """Whether what follows looks as nothing but its value does."""
    shape = next((shape for group, shape in _SHAPES if place.word in group), None)
    return shape is not None and shape.match(place.squeezed.text, place.end) is not None


def _text_between(earlier: Label, place: Place) -> str:
    return place.raw[earlier.end : place.squeezed.at[place.start]].strip()
