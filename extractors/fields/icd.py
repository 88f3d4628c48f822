"""Disease codes printed beside a diagnosis: ICD-10 of both Chinese editions, TCM codes, morphology."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SUBCODE = r"[.．·](?:\d{1,3}|[xX×]\d{2,3})(?:[xX×]\d{3})?"
# A recogniser takes the letter I for 1, l or |; nothing else than a code has this shape behind it.
_LONG = re.compile(
    rf"(?<![A-Za-z0-9.])(?:[A-Z]\d[0-9O]|[A-Z]O\d(?=[.．]\d{{3}})|[1l|]\d{{2}}(?=[.．·][xX×])|"
    rf"(?<=[㐀-鿿)）(（\[【\s])[1l|]\d{{2}}(?=[.．]\d{{3}}(?:[xX×]\d{{3}})?[^()（）]{{0,2}}(?:$|[\s)）\]】,，;；、])))"
    rf"{_SUBCODE}(?:[+†*★＊＋\"”“](?![0-9]))?"
)
# Its point read as a comma: K74,600x011, 110,x00x002. A number in a text has no letter before it and no x behind it.
_COMMA = re.compile(
    r"(?:(?<=(?<![A-Za-z0-9.])[A-Z]\d{2})[,，](?=(?:\d{3}|[xX×]\d{2,3})(?:[xX×]\d{3})?(?!\d))|"
    r"(?<=(?<![A-Za-z0-9.])[1l|]\d{2})[,，](?=[xX×]\d{2,3}))"
)
# … of a code of manifestation behind the one of its cause: E11.500x042+179.2*.
_MANIFESTED = re.compile(r"(?<=\d[+†＋])[1l|](?=\d{2}[.．]\d{1,3}(?:[xX×]\d{2,3})?[*★＊])")
# Other first letters read as the digits they look like, at the end of a name or in brackets: 251.103, [818.107].
_DIGIT_LED = re.compile(
    r"(?:(?<=[㐀-鿿])\s*|[\[【(（])(?P<letter>[12568l|])"
    r"(?P<rest>\d{2}[.．,，](?:\d{3}|[xX×]\d{2})(?:[xX×]\d{3})?)\s*[)）\]】]?\s*$"
)
# A code at the end whose letter was read as its small one (i10.x00x024) or as some sign (↑82.801, ((83.005): the
# shape of the rest is a code's, and no grade or measure of a disease has it.
_SMALL_LED = re.compile(
    r"(?:(?<=[㐀-鿿\s)）])|(?<=[\[【(（]))(?P<letter>[a-km-z])(?P<rest>\d{2}[.．](?:\d{3}|[xX×]\d{2})(?:[xX×]\d{3})?)"
    r"(?=\s*[)）\]】]*\s*$)"
)
_SIGN_LED = re.compile(
    r"(?<!\s)\s*+(?:[\[【(（]\s*+[\[【(（]|(?:[\[【(（]\s*+)?[^\w\s㐀-鿿()（）\[\]【】.,，、;；:：+\-~<>=≥≤±/])"
    r"\d{2}[.．](?:\d{3}|[xX×]\d{2})(?:[xX×]\d{3})?\s*[)）\]】]*\s*$"
)
# … whose letter was not read at all: nothing but a code has this shape.
_UNLED = re.compile(r"[\[【(（]?(?<![A-Za-z0-9.])\d{2}[.．]\d{3}[xX×]\d{3}(?![\dA-Za-z])\s*[)）\]】]?\s*$")
# A slashed nought read as a Greek letter: N18.θθ1.
_NOUGHTS = re.compile(r"(?<![A-Za-z0-9])[A-Z][0-9θΘ]{2}[.．][0-9θΘ]{1,3}")
_AS_NOUGHTS = str.maketrans("θΘ", "00")
_LETTERS = {"1": "I", "l": "I", "|": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_SHORT = re.compile(r"(?:^|(?<=[(（\[【:：\s]))[A-Z]\d{2}[+†*★＊＋]?(?=$|[)）\]】\s])")
_TCM = re.compile(r"(?<![A-Za-z0-9.])[A-Z]\d{2}(?:[.．]\d{2}){2,6}(?![0-9xX×.])")
_TCM_SHORT = re.compile(r"(?<![A-Za-z0-9.])[AB]\d{2}(?:[.．]\d{2}){1,6}(?![0-9xX×.])")
# Of the insurers' list of TCM diseases and syndromes: BNV060. No ICD code has letters in these places.
_TCM_LETTERS = re.compile(r"(?<![A-Za-z0-9.])[ABZ][A-Z]{2,3}\d{2,4}(?![A-Za-z0-9.])")
# 脊柱骨折（T12）: a vertebra.
_VERTEBRA = re.compile(r"(?<=[(（])T1[0-2](?=[)）])")
_OF_THE_SPINE = re.compile("骨折|椎|脊")
_MORPHOLOGY = re.compile(r"(?<![A-Za-z0-9])M\s?[89]\d{3}[/／]\d\b")
_LABEL = re.compile(
    r"(?:ICD\s*-?\s*10|ICD|(?:ICD\s*-?\s*(?:10)?\s*)?(?:疾病|诊断)?(?:编码|代码|码|编号))\s*[:：]?\s*$", re.IGNORECASE
)
_HEAD = re.compile(r"^\s*ICD[-A-Z0-9 ]{0,4}\s*$")  # what is left of a column's head
_EMPTY = re.compile(r"[(（\[【]\s*(?:ICD\s*-?\s*(?:10)?|编码|代码|编号)?\s*[:：]?\s*[)）\]】]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Coded:
    """A diagnosis parted from its codes."""

    name: str
    icd: tuple[str, ...]  # I10.x00x002: letter upper case, placeholders lower, as both Chinese editions print them
    mended: bool = False  # a first letter that was read as something else, other than I as 1


def part_codes(text: str, *, tcm: bool = False) -> Coded:
    """Takes the codes out of `text`. `tcm`: it stands under 中医诊断, where A17.42 is a TCM code and no ICD code.

    TCM and morphology codes are taken out of the name and dropped: they would be mistaken for ICD ranges.
    """
    rest = _MORPHOLOGY.sub(" ", _MANIFESTED.sub("I", _COMMA.sub(".", text)))
    rest = (_TCM_SHORT if tcm else _TCM).sub(" ", _TCM_LETTERS.sub(" ", rest))
    rest, mended = _DIGIT_LED.subn(_lettered, rest)
    plain = _NOUGHTS.sub(lambda code: code.group().translate(_AS_NOUGHTS), rest)
    rest, noughts = plain, plain != rest
    rest, capitals = _SMALL_LED.subn(lambda code: code["letter"].upper() + code["rest"], rest)
    rest, unread = _SIGN_LED.subn("", rest)
    rest, unled = (rest, 0) if _LONG.search(rest) else _UNLED.subn("", rest)
    codes: list[str] = []
    for pattern in (_LONG, _SHORT):
        if pattern is _SHORT and _OF_THE_SPINE.search(rest) and _VERTEBRA.search(rest):
            continue
        for found in pattern.finditer(rest):
            codes.append(_normalised(found.group()))
        rest = pattern.sub(" ", rest)
    rest = _EMPTY.sub(" ", rest)
    rest = _HEAD.sub("", rest)
    if codes:
        rest = _LABEL.sub("", rest.strip())
    doubtful = any((mended, noughts, capitals, unread, unled))
    return Coded(" ".join(rest.split()), () if tcm else tuple(codes), doubtful)


def is_code(text: str) -> bool:
    """Whether the whole of `text` is one or more disease codes."""
    bare = text.strip()
    return (
        bool(bare)
        and any(p.search(bare) for p in (_LONG, _SHORT, _TCM, _TCM_LETTERS, _UNLED))
        and part_codes(bare).name == ""
    )


def _lettered(match: re.Match[str]) -> str:
    return f" {_LETTERS[match['letter']]}{match['rest'].replace(',', '.').replace('，', '.')}"


def _normalised(code: str) -> str:
    code = code.strip().translate(str.maketrans('．·×＊＋"”“', "..x*+***"))
    if code[0] in "1l|":
        code = "I" + code[1:]
    return code[0].upper() + code[1:3].replace("O", "0") + code[3:].lower()
