"""What stands in one cell of a lab table: value, reference range, flag, name and code, as printed and made uniform."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractors.layout.text import fold
from extractors.layout.words import listed

_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans(
    {"—": "-", "–": "-", "−": "-", "－": "-", "～": "~", "〜": "~", "﹣": "-", "∼": "~", "─": "-", "一": "-"}
)

_UP_ARROWS, _DOWN_ARROWS = "↑⬆⇧⇑⭡🡅▲", "↓⬇⇩⇓⭣🡇▼"
_ABNORMAL = "*＊△▽★☆"
_MARKS = _UP_ARROWS + _DOWN_ARROWS + _ABNORMAL
_FLAG_WORDS = (
    dict.fromkeys(listed("H HH HHH 高 偏高 过高 升高 增高 高值 超高 HIGH"), "H")
    | dict.fromkeys(listed("L LL LLL 低 偏低 过低 降低 减低 低值 超低 LOW"), "L")
    | dict.fromkeys(listed("A P + 异 异常 阳性 弱阳性 危急 危急值 POS ABN R 耐药 抗药 NS 不敏感"), "A")
)
_NORMAL = {"N", "正常", "→", "-", "阴性", "--", "/", "M", "合格"}
# Forms a recogniser gives an arrow: each counts only in a flag column, where the number lies outside its range so.
_LIKE_UP = set("个14TtIl|!i广†")
_LIKE_DOWN = set("+J｣jVv丨41Il|!Yy")

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_VALUE = re.compile(
    rf"^(?:[<>≤≥＜＞]=?|=|约)?\s*{_NUMBER}(?:\s*[x×*]\s*10\^?\d+|[eE][+-]?\d+)?$|^[<>≤≥]?1:\d+$|"
    rf"^\d+(?:\.\d+)?\s*[-~]\s*\d+(?:\.\d+)?$|^(?:[<>≤≥]=?|=)?\d+(?:\.\d+)?/\d+(?:\.\d+)?$"
)
_QUALITATIVE = re.compile(
    r"^[(\[]?(?:弱?阳性?|阴性?|未检出|检出|未见|未发现|未检测到|未测出|未检到|未[查找]见|未[查找]到|待复查|可疑阳?性?|(?:低于|高于)检[测出][下上]?限|无(?:细)?菌生长|正常|异常|清晰?|透明|微?[混浑]浊?|"
    r"[淡深浅]?[黄红褐棕]+绿?色?|无|有|少量?|中量|大量|偶见|可见|满视野|"
    r"未做|拒检|已查|见报告|[+±-]{1,4}|\d\+|NEG|POS|Negative|Positive|Normal|neg|pos|[ABO]{1,2}型?|反应性|"
    r"非反应性|无反应性|临界|灰区|[黄褐绿黑红]?软便?|成形|糊状|稀便?|水样便?|敏感|中介|耐药|中度敏感|剂量依赖性?敏感|不敏感)"
    r"[)\]]?(?:[(\[](?:[+±-]{1,4}|\d\+|弱?阳性?|阴性?|[<>]?\d[^()]*)[)\]])?$"
)
_RANGE = re.compile(
    rf"^[\[(]?\s*(?:{_NUMBER}\s*(?:-+|~+|至|to)\s*{_NUMBER}|(?:[<>≤≥]=?|小于|大于|不大于|"
    rf"不小于)\s*{_NUMBER}(?:[eE][+-]?\d+)?|{_NUMBER}\s*[<>≤≥])\s*[\])]?%?$"
)
_UNIT = re.compile(
    r"^(?:[×xX*]?\s*10\s*[\^*~'’`°]?\s*(?:9|12|6|3)\s*/\s*(?:[LlμuµmI1]+|次)|[E]\s*\+?(?:0?9|12|0?6)/[Ll]|[GT]/L|%|‰|‱|"
    r"(?:[mμuµnpkdfM]?(?:mol|Mol|moI|mo1|g|G|U|IU|L|l|m|Eq|Osm|eq|s|cp|katal|kat)|AU|RU|COI|S/CO|copies|IU|"
    r"NCU|PEIU|BU|CFU|cfu|Pg|fl|fL|个|mmHg|mm|cm|sec|秒|分|天|次|度|h|min)"
    r"(?:[/·.*()a-zA-Zμµ0-9²^一-鿿]*)?|Ratio|ratio|INR|/(?:[HL]PF?|μ[lL]|u[lL]|HP|LP|视野|u[l1I]|mL)|S/CO|"
    r"s/co|Index|ng/mL.*|1/1|L/L|V/V|比值)$"
)
_CODE = re.compile(r"^[*★☆▲#]?[A-Za-zαβγμ%#][A-Za-z0-9αβγμκλ\-/#%＃.+()'’:,&_ ]*$")


_OWN = "末己"  # characters of names (N末端…, 氨基己糖苷酶) that are folded elsewhere


_BRACKETED_DASH = re.compile(r"(?:^|(?<=[阴阳]性))\([—–−─一―]\)$")  # (一), of a face whose dashes are wide


@lru_cache(maxsize=16384)  # a table asks of each cell what it is, many times over
def plain(text: str) -> str:
    """Half width, no white space around, one kind of dash between digits."""
    folded = "".join(read if read in _OWN else char for read, char in zip(text, fold(text), strict=True))
    flat = unicodedata.normalize("NFKC", folded).strip()
    flat = _BRACKETED_DASH.sub("(-)", flat)
    return re.sub(r"(?<=[\d\])])\s*[—–−─∼〜一―‐‑‒﹣]+\s*(?=[\d\[(])", "-", flat)


REFERENCE_MARK = re.compile(
    r"\s*[(（\[]?(?:生物|正常)?(?:参考|正常)(?:值|区间|范围|值范围)?[)）\]]?\s*[:：]?\s*(?=[<>≤≥\d(（\[阴阳无未透清正淡浅深黄\-－—])|"
    r"\s*(?:Ref|REF|ref)\w*\.?\s*[:：]?\s*(?=[<>≤≥\d])"
)
"""What is printed before a range where no column is headed for it: 参考：3.5-9.5."""


@lru_cache(maxsize=16384)
def looks_like_value(text: str) -> bool:
    bare = part_flag(text)[0]
    return bool(_VALUE.match(bare) or _QUALITATIVE.match(bare))


def looks_like_number(text: str) -> bool:
    return bool(_VALUE.match(part_flag(text)[0]))


def is_quality(text: str) -> bool:
    """Whether a cell says how something is instead of how much: 阳性(+), 未检出."""
    return bool(_QUALITATIVE.match(part_flag(text)[0]))


@lru_cache(maxsize=16384)
def looks_like_range(text: str) -> bool:
    bare = plain(text)
    quality = re.fullmatch(r"[\[(]([\u4e00-\u9fff]{2,4})[\])]", bare)  # [阴性]
    marked = REFERENCE_MARK.match(bare) or (quality is not None and _QUALITATIVE.match(quality[1]))
    return bool(marked or _RANGE.match(bare.translate(_DASHES).strip(_MARKS + " ·•")))


@lru_cache(maxsize=16384)
def looks_like_unit(text: str) -> bool:
    return bool(_UNIT.match(_SPACES.sub("", plain(text))))


def looks_like_flag(text: str) -> bool:
    bare = _unbracketed(text)
    return bool(bare) and (bare.upper() in _FLAG_WORDS or all(c in _MARKS + "→" for c in bare))


_LETTER_AND_WORD = re.compile(r"^(?:SDD|NS|[RSIHL])(?=[(\[]?[\u4e00-\u9fff]{1,4}[)\]]?$)")  # R 耐药, S(敏感)
_SIGNED = re.compile(r"(?<=[阴阳]性)[(\[][+±-]{1,4}[)\]]$")  # 阳性(+)
_SAID_AGAIN = re.compile(r"(?<=[\u4e00-\u9fff])[(\[](?:R|S|I|SDD|NS|H|L|↑|↓)[)\]]$")  # 耐药(R)


def _unbracketed(text: str) -> str:
    bare = _SAID_AGAIN.sub("", _SPACES.sub("", plain(text)))
    return bare[1:-1] if len(bare) > 2 and bare[0] in "([" and bare[-1] in ")]" else bare


def looks_like_code(text: str) -> bool:
    return bool(_CODE.match(plain(text))) and not looks_like_unit(text)


_BESIDE = re.compile(
    r"(?<=[\d)性+])[(\[]?(?P<after>H{1,3}|L{1,3}|偏?[高低]|升高|降低|异常|(?<=性)异|(?<=[性+)])A|(?<=\d\+)°)[)\]]?$|"
    r"(?<=[A-Za-z%])[(\[]?(?P<measured>偏[高低]|升高|降低)[)\]]?$|^(?P<before>H{1,3}|L{1,3}|偏?[高低])(?=[<>]?\d)"
)


_BRACKETED_MARK = re.compile(rf"[(\[]([{_MARKS}]+)[)\]]$")  # 3.82(↑)


@lru_cache(maxsize=16384)
def part_flag(text: str) -> tuple[str, str]:
    """A value cell without the arrows, letters and stars printed to it, and the flag they are: H, L, A or ""."""
    bare = _BRACKETED_MARK.sub(r"\1", _SPACES.sub("", plain(text)))
    flag = ""
    for arrows, mark in ((_UP_ARROWS, "H"), (_DOWN_ARROWS, "L")):
        if any(c in bare for c in arrows):
            flag = flag or mark
            bare = "".join(c for c in bare if c not in arrows)
    found = _BESIDE.search(bare)
    if found and len(found.group()) < len(bare):
        word = found["after"] or found["measured"] or found["before"]
        flag = flag or _FLAG_WORDS.get(word, "A")  # a star read as a ring: 3+°
        bare = bare[: found.start()] + bare[found.end() :]
    stripped = bare.strip(_ABNORMAL)
    if stripped != bare and stripped:
        flag = flag or "A"
        bare = stripped
    return bare, flag


def part_arrow(text: str) -> tuple[str, str]:
    """A cell's text without arrows, and the flag they are: where no column is printed for them, they land anywhere."""
    for arrows, mark in ((_UP_ARROWS, "H"), (_DOWN_ARROWS, "L")):
        if any(c in text for c in arrows):
            return "".join(c for c in text if c not in arrows).strip(), mark
    return ("", "A") if text and all(c in _ABNORMAL for c in text) else (text, "")


_IN_BRACKETS = re.compile(r"(?<=\d)[(\[]([^\d()\[\]][^()\[\]]*)[)\]]$")  # 886(个/μL), not 120(6.7mmol/L)
_TWO_NUMBERS = re.compile(r"\d\s+[(\[]?\d")


def part_unit(text: str) -> tuple[str, str]:
    """A number and the unit printed behind it in one cell: 19.7U/mL, 886(个/μL); ("…", "") where there is none."""
    bare = _IN_BRACKETS.sub(r"\1", text)
    found = re.fullmatch(rf"([<>≤≥]=?)?({_NUMBER})([×xX*]10\^?\d{{1,2}}/(?:[μum]?[Ll]|次))", bare) or re.fullmatch(
        rf"([<>≤≥]=?)?({_NUMBER}(?:[eE][+-]?\d+|[x×]10\^?\d)?)([A-Za-zμµ%‰/个].*)", bare
    )
    if found is None or not looks_like_unit(found[3]):
        return text, ""
    return (found[1] or "") + found[2], found[3]


_SAID_HIGH = re.compile(r"(?<=[A-Za-z%])\s*[(\[]?(?:偏[高低]|升高|降低)[)\]]?$")  # 10.8 ng/mL 偏高


def is_measured(text: str) -> bool:
    """Whether a cell holds a number with its unit: 0.02 mIU/L."""
    return bool(measured(text)[1])


def measured(text: str) -> tuple[str, str]:
    """A cell's value and the unit printed behind it: 0.02 mIU/L, 3.1 10^9/L; without one, the value and ""."""
    flat = _SAID_HIGH.sub("", plain(text))
    number, _, rest = flat.partition(" ")
    unit = rest.strip(_UP_ARROWS + _DOWN_ARROWS + " ()[]")
    if looks_like_number(number) and looks_like_unit(unit) and not looks_like_flag(unit):
        return value(number), unit
    if _TWO_NUMBERS.search(flat):  # 5 (6.7 mmol/L): the unit is the other number's
        return value(text), ""
    return part_unit(value(text))


_EMPTY = re.compile(r"(?<=阴性)[(\[][)\]]")  # 阴性(): the dash in the brackets was lost


def value(text: str) -> str:
    """`6.1`, `<1.00`, `1:20`, `阴性(-)`: half width, letters that stand for digits inside a number put right."""
    bare = _EMPTY.sub("(-)", part_flag(text)[0])
    if re.fullmatch(r"[<>≤≥]?[\dOoIl.,，·:]+", bare) and any(c.isdigit() for c in bare):
        bare = re.sub(r"[Oo]", "0", bare)
        bare = re.sub(r"[Il](?=[\d.])|(?<=[\d.])[Il]", "1", bare)
        bare = re.sub(r"(?<=\d)[,，·](?=\d{1,2}$)", ".", bare)
    bare = re.sub(r"^[σ°º·'`,.:;]+(?=\d+(?:\.\d+)?$)", "", bare)
    bare = _IMMUNE.sub(lambda found: f"Ig{found[1]}-{_CHAINS[found[2]]}", bare)
    torn = _TORN_MARK.fullmatch(bare)
    bare = torn[1] if torn else bare
    return bare.rstrip("。,;、.") if len(bare) > 1 else bare


_IMMUNE = re.compile(r"^[Il1|]g([AGMDE])-([KkκXλ入])(?=型|$)")  # a type of M protein: lgG-K型
_CHAINS = {"K": "κ", "k": "κ", "κ": "κ", "X": "λ", "λ": "λ", "入": "λ"}
# A mark read with the value it stands close behind: >1000.00.A for H
_TORN_MARK = re.compile(r"([<>≤≥]?\d+\.\d+)[.·]([A-Z个])")


def torn_mark(text: str, number: str, interval: str) -> str:
    """H or L where something unread stands behind a value that lies outside its range so."""
    return outside(number, interval) if _TORN_MARK.fullmatch(_SPACES.sub("", plain(text))) else ""


def flag(text: str) -> str:
    """The flag a mark of the flag column stands for; "" where it says normal or nothing known."""
    bare = _SIGNED.sub("", _LETTER_AND_WORD.sub("", _unbracketed(text)))
    if bare in _NORMAL:
        return ""
    if bare.upper() in _FLAG_WORDS:
        return _FLAG_WORDS[bare.upper()]
    for arrows, mark in ((_UP_ARROWS, "H"), (_DOWN_ARROWS, "L")):
        if any(c in bare for c in arrows):
            return mark
    letters = bare.strip(_ABNORMAL)
    if letters.upper() in _FLAG_WORDS:
        return _FLAG_WORDS[letters.upper()]
    return "A" if bare and all(c in _ABNORMAL for c in bare) else ""


def doubtful_flag(mark: str, number: str, interval: str) -> str:
    """The flag behind a misread arrow (`个`, `T`, `J`): only if the value lies outside its range in that direction."""
    bare = _SPACES.sub("", plain(mark))
    side = outside(number, interval)
    if len(bare) in (1, 2) and ((side == "H" and set(bare) <= _LIKE_UP) or (side == "L" and set(bare) <= _LIKE_DOWN)):
        return side
    return ""


def outside(number: str, interval: str) -> str:
    """H or L where a plain number lies above or below a plain range, "" inside it or where either is not plain."""
    between = re.fullmatch(rf"({_NUMBER})[-~]({_NUMBER})", interval)
    beyond = re.fullmatch(rf"([<>≤≥])=?({_NUMBER})", number)
    if beyond and between:  # >1000.00 of 0-30
        low, high, at = float(between.group(1)), float(between.group(2)), float(beyond.group(2))
        return "H" if beyond.group(1) in ">≥" and at >= high else "L" if beyond.group(1) in "<≤" and at <= low else ""
    if not re.fullmatch(_NUMBER, number):
        return ""
    at = float(number)
    if between:
        low, high = float(between.group(1)), float(between.group(2))
        return "L" if at < low else "H" if at > high else ""
    bound = re.fullmatch(rf"([<>≤≥])=?({_NUMBER})", interval)
    if bound and bound.group(1) in "<≤" and at > float(bound.group(2)):
        return "H"
    return "L" if bound and bound.group(1) in ">≥" and at < float(bound.group(2)) else ""


def is_plain(number: str, interval: str) -> bool:
    """Whether a number can be held against a range."""
    return bool(
        re.fullmatch(_NUMBER, number)
        and (re.fullmatch(rf"{_NUMBER}[-~]{_NUMBER}", interval) or re.fullmatch(rf"[<>≤≥]=?{_NUMBER}", interval))
    )


MARK_BEFORE_NEGATIVE = re.compile(
    r"^[中申甲个水市米木求]\s*(?=阴性)"
)  # an arrow or a star read so, run together with the range behind it


def reference(text: str) -> str:
    """`3.9-6.1`, `<20`: one dash, no brackets around the whole; anything else as printed."""
    bare = "".join(c for c in plain(text) if c not in _MARKS or c == "*").strip("*").strip(" ·•.,、;:")
    bare = _EMPTY.sub("(-)", REFERENCE_MARK.sub("", bare, count=1))
    bare = re.sub(r"^(?:偏?[高低]|异常?|[HL])\s*(?=[<>≤≥(\[]?\d)", "", bare)
    bare = re.sub(r"(?<![A-Za-z])s(?=[<>≤≥=])", "S", MARK_BEFORE_NEGATIVE.sub("", bare))  # S≤4 R≥16
    bare = re.sub(r"(?<=\d)[、,](?=\d+(?:\D|$))", ".", bare) if re.search(r"\d-+\d", bare) else bare
    bare = re.sub(r"(?<=[\dIVX+])\s*(?:[-~—–−─∼〜]+|至)\s*(?=[\d.IVX])", "-", bare.strip())  # 0~1+, Ⅰ~Ⅱ度
    bare = re.sub(r"\s+", "" if not re.search(r"[\u4e00-\u9fff].*\s.*[\u4e00-\u9fff]", bare) else " ", bare)
    whole = re.fullmatch(r"[\[(【]([^\[\]()【】]+)[\])】]", bare) or re.fullmatch(r"[\[(]?([<>≤≥\d.\-]+)[\])]?", bare)
    bare = whole.group(1) if whole and whole.group(1) != "-" else bare
    bare = _range_mended(bare)
    return re.sub(r"(?<=\d)[Oo]|[Oo](?=\.\d)", "0", bare) if re.fullmatch(r"[\dOo.\-<>≤≥]+", bare) else bare


def _range_mended(bare: str) -> str:
    """`3,90-6.10`, `3.5·5.3` and `0.6.8` with the points and the dash they were printed with.

    A lone `7.40` stays as read: half of a range that lost the other looks the same.
    """
    bare = re.sub(r"(?<=\d),(?=\d{1,2}(?:-|$))", ".", bare)
    bare = re.sub(r"^[+:.,·](?=\d+(?:\.\d+)?-\d)", "", bare)
    bare = re.sub(r"(?<=\.\d)(\d*)[·=](?=\d+\.\d)", r"\1-", bare)
    bare = _point_put_back(bare)
    several = re.fullmatch(r"[\d.]+", bare) and bare.count(".") > 1
    for dot in (m.start() for m in re.finditer(r"\.", bare) if several):
        low, high = bare[:dot], bare[dot + 1 :]
        plain_both = re.fullmatch(r"\d+(?:\.\d+)?", low) and re.fullmatch(r"\d+(?:\.\d+)?", high)
        if plain_both and float(low) < float(high) and not (high.startswith("0") and len(high) > 1):
            return f"{low}-{high}"
    return bare


def _point_put_back(bare: str) -> str:
    """`120-2.40` as 1.20-2.40: a range never falls, and its ends have as many places behind the point."""
    ends = re.fullmatch(r"([1-9]\d{1,4})-(\d{1,3}\.(\d{1,3}))", bare)
    if ends is None or float(ends[1]) <= float(ends[2]):
        return bare
    places = len(ends[3])
    low = f"{ends[1][:-places]}.{ends[1][-places:]}"
    return f"{low}-{ends[2]}" if places < len(ends[1]) and float(low) < float(ends[2]) else bare
