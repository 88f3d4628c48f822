"""The grammar of Chinese hospital names: normalising, campus, places, and which words inside a name decide who it is.

For judging only: a name that was read is held against a registry with it. Finding names on a page is the work of the
extractors. The words themselves are data (`hospital_words.yaml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from validators import strict_yaml
from validators.look_alikes import fold

_DATA = strict_yaml.read(Path(__file__).parent / "hospital_words.yaml", "hospital_words.yaml").record(
    ("types", "specialities", "owners", "rivals", "tails", "traditional")
)
_TYPES, _SPECIALITIES, _OWNERS, _TAILS = (_DATA[key].words() for key in ("types", "specialities", "owners", "tails"))
_SIMPLIFY = {pair[0]: pair[1] for pair in _DATA["traditional"].words()}  # two characters each

_TYPE = "|".join(sorted(_TYPES, key=len, reverse=True))
_TAIL_WORDS = "|".join(sorted(_TAILS, key=len, reverse=True))
# Words that contain one another (科室, 科) must not be tried in every combination: atomic, the longest first.
_TAIL = re.compile(f"(?>{_TAIL_WORDS})++")
_SLOGAN = r"(?:国家)?[一二三]级(?:[特甲乙丙]等)?(?:综合|专科|中医|中西医结合|公立)*(?:医院)?"
_ASIDE = re.compile(f"{_SLOGAN}|(?>{_TAIL_WORDS}|盖章|签章|印章|复印件|原件|定点|非?营利性?|有效)++")
_NOBODY = re.compile(f"(?>{_TYPE}|{_TAIL_WORDS})++")
_LABEL = re.compile(
    r"^\s*(?:(?:就诊|治疗|诊断|医疗|出具|开具|经治|定点|所在|送检|检查|检验|鉴定|认定)?(?:医院|机构|单位|医疗机构)"
    r"(?:名称|全称)?|盖章)\s*[:：]\s*"
)
_OPEN, _CLOSE = "(\\[〔【《<（［", ")\\]〕】》>）］"
_BRACKETED = re.compile(f"[{_OPEN}]([^{_OPEN}{_CLOSE}]*)[{_CLOSE}]")
_NUMERALS = "〇一二三四五六七八九十百千0123456789"
NOUGHTS = "〇○◯"
_ORDINAL = re.compile(f"第?[{_NUMERALS}]+")
_UNITS = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "开发区", "高新区", "新区", "省", "地区", "盟",
    "州(?![市区县])",
    "市(?!区(?!域))", "(?<![社军院学校])区(?!域)", "县(?!市)", "旗", "镇(?!市)", "乡(?!市)", "街道", "苏木",
)  # fmt: skip
_PLACE = re.compile(f"[一-鿿]{{1,7}}?(?:{'|'.join(_UNITS)})")
# What carries the licence of the hospital before it: sites, and parts that call themselves centres.
_DISTRICT = (
    r"(?:[一-鿿]{0,8}?院区|[东西南北中新老]{1,2}区|总院|院本部|本部|院部|住院部|门诊部|国际医?疗?部|互联网医院|[国名]医[堂馆]"
    r"|(?:临床|医学)?(?:体检|健康管理|血液透析|透析|血液净化|康复|急救|影像|医学影像|检验|病理|肿瘤|放疗|国际医疗|核医学|内镜|消化内镜"
    r"|超声|心电|介入|输血|遗传|生殖|产前|分子|基因|分子病理|精准医学|睡眠|睡眠呼吸|卒中|胸痛|疼痛|高压氧|电生理|神经电生理"
    r"|功能检查|听力|心血管病?|心脏|肾病|肝病|呼吸|消化|血液病?|糖尿病|罕见病|日间(?:手术|化疗|输注)?|微生物|质谱)(?:医学|诊断|诊疗|治疗|检查|检测|检验){0,2}(?:中心|实验室)"
    r"|中心实验室|[一-鿿]{2,5}病?研究[所院])"
)
_BRANCH = r"(?:[一-鿿]{0,8}?(?:分院|分部)|[东西南北新老]{1,2}院)"
_CAMPUS = re.compile(f"{_DISTRICT}|{_BRANCH}")
_COMPANY = re.compile("(?:股份|责任)?有限(?:责任)?公司$")


class Part(StrEnum):
    """What a stretch of a name is."""

    PLACE = "place"
    ORDINAL = "ordinal"
    SPECIALITY = "speciality"
    OWNER = "owner"
    TYPE = "type"
    CAMPUS = "campus"
    PROPER = "proper"  # everything else: a name of its own, a place without its suffix, a university


@dataclass(frozen=True, slots=True)
class Token:
    part: Part
    text: str
    start: int  # index into the normalised name

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class NameRead:
    """A normalised name with the confidence of each of its characters."""

    text: str
    confidences: tuple[float, ...]
    known: bool = True  # False: only the confidence of the whole is known, and every character carries it

    def cut(self, start: int, end: int) -> NameRead:
        return replace(self, text=self.text[start:end], confidences=self.confidences[start:end])

    def worst(self, index: int) -> float:
        """The least this character's confidence can be: one wrong character among n costs the mean of n about 1/n."""
        if self.known:
            return self.confidences[index]
        return max(0.0, 1.0 - len(self.text) * (1.0 - self.confidences[index]))


def read_names(text: str, confidence: float, char_confidences: tuple[float, ...] = ()) -> tuple[NameRead, ...]:
    """The names written in `text`, normalised; the main one first, then those in brackets (一个机构两块牌子).

    `char_confidences` has one value per character of `text`; where it is empty, `confidence` stands for each of them.
    """
    known = len(char_confidences) == len(text) > 0
    chars = list(zip(text, char_confidences if known else (confidence,) * len(text), strict=True))
    label = _LABEL.match(text)
    at = label.end() if label else 0
    main: list[tuple[str, float]] = []
    inner: list[list[tuple[str, float]]] = []
    for bracket in _BRACKETED.finditer(text, at):
        main += chars[at : bracket.start()]
        part = chars[bracket.start(1) : bracket.end(1)]
        at = bracket.end()
        if looks_like_hospital(bracket[1]):
            inner.append(part)
        elif not _ASIDE.fullmatch(normalise(bracket[1])):
            main += part  # a campus, or a part of the name
    names = (_trim(_normalise(part)) for part in (main + chars[at:], *inner))
    return tuple(replace(name, known=known) for name in names if name.text)


def plates_of(name: str) -> tuple[str, ...]:
    """Both names of an institution that is listed under two (一个机构两块牌子); none where it has one."""
    inner = [bracket[1] for bracket in _BRACKETED.finditer(name) if looks_like_hospital(bracket[1])]
    main = _BRACKETED.sub("", name)
    return tuple(plate for plate in (main, *inner) if looks_like_hospital(plate)) if inner else ()


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """A name as it is compared: width and Traditional forms made one, no spaces, brackets or signs, `第1` as `第一`."""
    return _normalise([(c, 1.0) for c in text]).text


def _normalise(chars: list[tuple[str, float]]) -> NameRead:
    out: list[tuple[str, float]] = []
    for raw, confidence in _zeros_made_one(chars):
        if raw in "—-－–─━" and out and out[-1][0] == "第":
            out.append(("一", confidence))
            continue
        out += [(c, confidence) for c in plain(raw)]
    return _numbers(NameRead("".join(c for c, _ in out), tuple(p for _, p in out)))


def _zeros_made_one(chars: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """第五〇七医院: the signs for nought (〇 ○) say the same and share their certainty.

    The other sign cannot have more of it than the better one, and the nought is no surer than the digits beside it.
    """
    out = list(chars)
    for i in range(1, len(chars) - 1):
        sign, confidence = chars[i]
        beside = (chars[i - 1], chars[i + 1])
        if sign in NOUGHTS and all(c in _NUMERALS for c, _ in beside):
            out[i] = ("〇", max(confidence, min(2 * confidence, *(sure for _, sure in beside))))
    return out


@lru_cache(maxsize=65536)
def plain(character: str) -> str:
    """One character as it is compared: its letters and digits, width and Traditional forms made one; "" for a sign."""
    if character in NOUGHTS:
        return "〇"
    simple = "".join(_SIMPLIFY.get(c, c) for c in fold(character))
    return "".join(c for c in simple if c.isalnum()).upper()


def _numbers(name: NameRead) -> NameRead:
    """One spelling for numbers: `第1` → `第一`; three and more digits (部队番号) in Arabic."""
    text, confidences, at = "", [], 0
    for match in re.finditer(r"(?<=第)[0-9]{1,2}(?![0-9])|[〇一二三四五六七八九]{3,}", name.text):
        start, end = match.span()
        spelled = _chinese(int(match[0])) if match[0][0] in "0123456789" else _arabic(match[0])
        text += name.text[at:start] + spelled
        confidences += [*name.confidences[at:start], *[min(name.confidences[start:end])] * len(spelled)]
        at = end
    return NameRead(text + name.text[at:], (*confidences, *name.confidences[at:]))


def spelled(name: str) -> str:
    """A normalised name with its number as it is printed and cut into seals: 第507医院 → 第五〇七医院."""
    return re.sub(r"[0-9]{3,}", lambda number: "".join("〇一二三四五六七八九"[int(c)] for c in number[0]), name)


def _chinese(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def _arabic(text: str) -> str:
    return "".join(str("〇一二三四五六七八九".index(c)) for c in text)


def _trim(name: NameRead) -> NameRead:
    """Without what follows the name (a title, a seal's purpose), without Latin letters and slogans around it."""
    before, after = re.match(_SLOGAN, name.text), re.search(f"(?<=[院心部所]){_SLOGAN}$", name.text)
    name = name.cut(before.end() if before else 0, after.start() if after else len(name.text))
    start, end = 0, len(name.text)
    while start < end and name.text[start].isascii() and name.text[start].isalpha():
        start += 1
    kind_ends = [m.end() for m in re.finditer(_TYPE, name.text)]
    for kind_end in reversed(kind_ends):
        rest = name.text[kind_end:]
        campus = _CAMPUS.match(rest)
        for length in (campus.end(), 0) if campus else (0,):
            tail = re.sub("[A-Z]+$", "", rest[length:])
            if not tail or _TAIL.fullmatch(tail) or tail.isdigit():
                keep = 0 if length and _TAIL.fullmatch(rest) else length  # 门诊部 before 专用章 is a purpose
                return name.cut(start, kind_end + keep)
    return name.cut(start, end)


def looks_like_hospital(text: str) -> bool:
    """Whether `text` reads as the name of a medical institution: something, then its type, then at most a campus.

    It may be a company, as laboratories are that hospitals send samples to.
    """
    base, _ = split_campus(_COMPANY.sub("", text))
    match = re.search(f"(?:{_TYPE})$", base)
    return match is not None and match.start() >= 2


def names_somebody(name: str) -> bool:
    """Whether a normalised name says more than a department or a type (门诊部, 检验科, 医院)."""
    return len(name) >= 3 and not _NOBODY.fullmatch(name)


def split_campus(text: str) -> tuple[str, str]:
    """(name without campus, campus or ""), both normalised: `青屿市人民医院（东院区）` → (`青屿市人民医院`,
    `东院区`).
    """
    name = normalise(text)
    for match in re.finditer(_TYPE, name):
        rest = name[match.end() :]
        if rest and _CAMPUS.fullmatch(rest):
            return name[: match.end()], rest
    return name, ""


def same_campus(a: str, b: str) -> bool:
    """Whether two campus words mean one place: 东院 东院区 东区."""
    return re.sub(r"院区$|院$|区$", "", a) == re.sub(r"院区$|院$|区$", "", b)


def is_branch(campus: str) -> bool:
    """Whether a campus may be an institution of its own with its own level (分院, 北院), no mere site (东院区)."""
    return bool(re.fullmatch(_BRANCH, campus))


def places(name: str) -> tuple[str, ...]:
    """The administrative units a normalised name starts with: `甲省乙市人民医院` → (`甲省`, `乙市`)."""
    out: list[str] = []
    at = 0
    while match := _PLACE.match(name, at):
        if _WORD.search(match[0]):
            break
        out.append(match[0])
        at = match.end()
    return tuple(out)


def tokens(name: str) -> tuple[Token, ...]:
    """A normalised name cut into its parts, without gaps."""
    base, campus = split_campus(name)
    out: list[Token] = []
    for place in places(base):
        out.append(Token(Part.PLACE, place, out[-1].end if out else 0))
    at = out[-1].end if out else 0
    while at < len(base):
        token = _token(base, at)
        if token.part is Part.PROPER and out and out[-1].part is Part.PROPER:
            before = out.pop()
            token = Token(Part.PROPER, before.text + token.text, before.start)
        out.append(token)
        at = token.end
    if campus:
        out.append(Token(Part.CAMPUS, campus, len(base)))
    return tuple(out)


_WORDS = (
    dict.fromkeys(_OWNERS, Part.OWNER)
    | dict.fromkeys(_SPECIALITIES, Part.SPECIALITY)
    | dict.fromkeys(_TYPES, Part.TYPE)
)
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
LEXICON = frozenset((*_WORDS, *_DATA["rivals"].words()))
"""Words that mean something as they stand: no badly read character is looked for inside one."""


def _token(name: str, at: int) -> Token:
    word = _WORD.match(name, at)
    if word:
        return Token(_WORDS[word[0]], word[0], at)
    ordinal = _ORDINAL.match(name, at)
    return Token(Part.ORDINAL, ordinal[0], at) if ordinal else Token(Part.PROPER, name[at], at)


def is_tail(text: str) -> bool:
    """Whether `text` begins with what follows a name without belonging to it: a department, a purpose."""
    return bool(_TAIL.match(text))


def is_numeral(character: str) -> bool:
    return character in _NUMERALS
