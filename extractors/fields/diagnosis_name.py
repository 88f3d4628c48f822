"""The name of a diagnosis as it is compared: no numbering, no translation, stage formulas as they can only be."""

from __future__ import annotations

import re
import unicodedata

from extractors.fields.diagnosis_list import FOR_YEARS
from extractors.layout import gloss, words

# III as recognisers write it (I1I, IIII); the 1 of M1 is none.
_ROMAN = re.compile(r"(?<![TNMA-HJ-Za-km-z])(?=[l1|]*I)[Il1|]{3,6}(?=[A-Ca-c]?\d?[期级型])")
_FOUR_STROKES = re.compile(r"(?<=[a-z])I{4,6}(?=[A-Ca-c]?\d?[期级型])")  # MasaokaⅢⅢ期: no number has more
# The digits of T2aN1M0 are taken for letters: T2aNIMO, TlbNOM0. What follows M as a Roman stage is none of it.
_TNM = re.compile(
    r"(?<![A-Za-z])(?P<how>[cpyraPYC]{0,2})T(?P<t>[0-4OoIl|]|is|[xX])(?P<ta>[a-d]?)(?P<gap1>[ ,]?)"
    r"N(?P<n>[0-3OoIl|xX])(?P<na>[a-c]?)(?P<gap2>[ ,]?)"
    r"[Mm](?P<m>[01OoxX](?=$|[^0-9])|[01Oo](?=[Il1|/]{2,3}[A-Ca-c]?[期级])|[Il|](?=IV|[abc]|[^A-Za-z0-9|]|$))"
)
# The strokes of a Roman stage, run into one character or read as digits behind M0: 川C期, M011期, M011/期.
_STROKES = re.compile(r"川[Il1|]?(?=[A-Ca-c]?\d?[期级型])")
_BEHIND_M = re.compile(r"(?<=M[01])\s?[Il1|/]{1,3}(?=[A-Ca-c]?\d?[期级])")
# No stage has two digits: 11B期 and 111期 are strokes, and so are ∥A期, JVB期 and the bar of CNLC|b期.
_STROKES_ALONE = re.compile(
    r"(?<![A-Za-z0-9.])[1l|][1l|/]{1,2}(?=[A-Ca-c]?[期级])|∥(?=[A-Ca-c]?\d?[期级型])|"
    r"(?<=[A-Z]{2})[l|]{1,3}(?=[A-Ca-c]?\d?[期级型])"
)
_NOUGHT = re.compile(r"(?<=M)[θΘ](?=[Il1|IV]|$|[^A-Za-z])")
_FOUR = re.compile(r"(?<![A-Za-z0-9.])[1l|JL](?=V[A-Ca-c]?\d?\s?[期级型])")
_GLOBULIN = re.compile(r"(?<![A-Za-z0-9])[1l|]g(?=[AGMDE](?![A-Za-z]))")
# White space inside a Roman stage: II1 c期. Its letter is a capital (FIGO, TNM): ⅢC期 and Ⅲc期 are one, but the
# Chinese staging of liver cancer has small ones: CNLC Ⅰb.
_PARTED = re.compile(r"(?<=[IVl1|])\s+(?=[A-Ca-c]\d?[期级])")
_LETTER = re.compile(r"(?<=[IV])[a-c](?=\d?期)")
_SMALL_LETTERED = re.compile(r"(?<=CNLC)\s?(?:分期|[:-])?\s?[IV]{1,3}[ABab](?=期|$|[),;])")
# A comma read as a point: IVB期.IPI 4分. No number goes on behind a stage.
_POINT = re.compile(r"(?<=[期级型])[.．·](?=[A-Za-z㐀-鿿])|(?<=M[01Oo])[.．](?=[IV]+[A-Ca-c]?\d?期)")
# ABO with its letter read as a figure: AB0血型不相容, 0型血.
_GROUP = re.compile(r"(?<![A-Za-z0-9])AB[0θΘ](?![0-9A-Za-z.])|(?<![A-Za-z0-9.])[0θΘ](?=血型|型血)")
# What reads alike is folded into one character: 末 is told from 未 by the word.
_LAST = re.compile("(?<=终)未(?=期)|(?<=剂)未(?=现象)|未(?=梢)")
_EYE = re.compile(r"^O[SDU][\s:]*(?=[一-鿿\d])")  # OS 左眼白内障 says it twice, OU 白内障 in a code
# （右眼）黄斑变性（右） says it twice as well, and 全身 2型糖尿病 on an eye's paper says which part it is none of.
_SIDE = re.compile(r"^[(（](?P<side>[左右双])眼[)）](?=.*[(（](?P=side)眼?[)）]$)|^全身[\s:：]+(?=[一-鿿\d])")
_SCALE = re.compile(r"(?<![A-Za-z])(?P<word>[A-Za-z1|]{4,10}[A-HJ-UW-Za-km-z])(?P<number>[IVl1|]{0,4})(?![A-Za-z1|])")
_SCALES = words.listed(
    "Arbor Wagner Killip Child Gleason Fontaine Rutherford Fisher Forrest Hoehn Borrmann Lauren Binet Bismuth Masaoka"
)
# Greek letters read as the Latin ones they look like, where nothing else can stand: IgG-K型, k轻链, B-地中海贫血.
_KAPPA = re.compile(
    r"(?<=Ig[GADEM])(?P<dash>[-–—]?)\s?[kKxX×кК](?=(?:轻链)?型|轻链)|(?<![A-Za-z0-9])[kKкК](?=轻链)|(?<=轻链)[kKкК](?=型)"
)
_LAMBDA = re.compile(
    r"(?<=Ig[GADEM])(?P<dash>[-–—]?)[入Λ](?=(?:轻链)?型|轻链)|(?<![A-Za-z0-9㐀-鿿])[入Λ](?=轻链)|(?<=轻链)[入Λ](?=型)|(?<=[(,])[入Λ](?=型)"
)
# Types of respiratory failure are Roman numbers; the first one reads as what stands as straight.
_FAILURE = re.compile(r"^[\[【|l1](?=型呼吸衰竭)")
_BETA = re.compile(r"(?<![A-Za-z0-9])(?P<dash>)[BßΒ](?=-?(?:地中海贫血|地贫))")
_ALPHA = re.compile(r"(?<![A-Za-z0-9])(?P<dash>)[aΑ](?=-?(?:地中海贫血|地贫))")
_GREEK = ((_KAPPA, "κ"), (_LAMBDA, "λ"), (_BETA, "β"), (_ALPHA, "α"))
_DIGITS = str.maketrans("OoIl|", "00111")


_FOR_YEARS = re.compile(rf"(?<=[一-鿿])(?<!术后)(?<!状态){FOR_YEARS}$")
_CODE_LABEL = re.compile(r"\s*ICD\s*-?\s*(?:10)?\s*(?:疾病|诊断)?(?:编码|代码|码|编号)?[:：]?$", re.IGNORECASE)


def tidy(name: str) -> str:
    """White space kept only between Latin words; no punctuation at the ends; TNM formulas and Roman stages mended."""
    name = gloss.without_translation(unicodedata.normalize("NFKC", name))  # Ⅲ and III are one
    name = _SIDE.sub("", re.sub(r"[_]+", " ", _CODE_LABEL.sub("", name)).strip())
    name = re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", name)
    name = _FOR_YEARS.sub("", _EYE.sub("", name))
    name = _LAST.sub("末", _POINT.sub(",", _PARTED.sub("", name)))
    name = _SCALE.sub(_scale, name)
    name = _FAILURE.sub("I", name)
    name = _GROUP.sub(lambda match: match.group()[:-1] + "O", name)
    name = _TNM.sub(_formula, _NOUGHT.sub("0", name)).strip(" ,;。.、:-+*★☆●○◆◇■▪•·")
    name = _STROKES.sub("III", _GLOBULIN.sub("Ig", name))
    for pattern, letter in _GREEK:
        name = pattern.sub(rf"\g<dash>{letter}", name)
    name = _BEHIND_M.sub(lambda match: "I" * len(match.group().strip()), name)
    name = _STROKES_ALONE.sub(lambda match: "II" if match.group() == "∥" else "I" * len(match.group()), name)
    name = _FOUR_STROKES.sub("III", name)
    name = _ROMAN.sub(lambda match: "I" * min(3, len(match.group())), name)
    name = _FOUR.sub("I", name)
    name = _LETTER.sub(lambda match: match.group().upper(), name)
    name = _SMALL_LETTERED.sub(lambda match: match.group()[:-1] + match.group()[-1].lower(), name)
    name = name.rstrip("([")  # of the number of the next entry: (③
    opened, closed = name.count("("), name.count(")")
    if opened > closed:
        name += ")" * (opened - closed)
    return name.removeprefix(")").strip()


def _scale(match: re.Match[str]) -> str:
    """The name of a grading with one character misread, or capitals for small ones: Vagner, G1eason, MaSaOkaIII."""
    read, number = match["word"], match["number"]
    if read in _SCALES:
        return read + number
    near = [name for name in _SCALES if len(name) == len(read) and sum(map(str.__ne__, name.lower(), read.lower())) < 2]
    return (near[0] if len(near) == 1 else read) + number


def _formula(match: re.Match[str]) -> str:
    t, n, m = (match[part].translate(_DIGITS) if match[part] != "is" else "is" for part in "tnm")
    return f"{match['how'].lower()}T{t}{match['ta']}{match['gap1']}N{n}{match['na']}{match['gap2']}M{m}"
