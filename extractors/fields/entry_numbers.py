"""The numbers and bullets of a list's entries, in every style they are printed and misread."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂"
_POINTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖"
_BLACK = "❶❷❸❹❺❻❼❽❾❿"
_ENCLOSED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_LETTERS = "ABCDEFGHabcdefgh"
_EACH = {_LETTERS: 8}  # numbers that signs of one style count to, where capitals and small ones do
_CHINESE = "一二三四五六七八九十"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
# A code whose I was read as 1: 110.x00x031原发性高血压.
_CODE_LED = r"[1l|]\d{2}[.,](?:x\d{2}|\d{3}(?:x\d{3})?[\u4e00-\u9fff])"
_MARKER = re.compile(
    rf"\((?P<paren>\d{{1,2}})\)|\[(?P<square>\d{{1,2}})\]|(?P<circled>[{_CIRCLED}{_PARENTHESISED}{_POINTED}{_BLACK}{_ENCLOSED}])|"
    r"(?<![A-Za-z0-9])(?P<roman>[Ⅰ-Ⅻ][Il1|ⅠⅡⅢ]{0,3}|(?=[Il1|]*I)[Il1|]{2,6}|I|[I1l|]?V|V[Il1|]{1,3})\s*[.、]"
    rf"(?:(?!\d)|(?={_CODE_LED}))\s*|"
    rf"\((?P<lettered>[{_LETTERS}])\)|(?<![A-Za-z0-9])(?P<letter>[{_LETTERS}])\s*[.、)](?=\s*[\u4e00-\u9fff\d])|"
    rf"\((?P<chinese>[{_CHINESE}])\)|(?<![\u4e00-\u9fff])(?P<numeral>[{_CHINESE}{_FORMAL}])\s*[、.]\s*|"
    r"(?<![\d.A-Za-z])(?P<dot>\d{1,2}|(?<![\u4e00-\u9fff])[lI|](?=[.、]))\s*[.、,):](?:\s*(?=[12]型|"
    rf"[1-6]级)|(?=1g[AGMDE])|(?={_CODE_LED})|(?!\d))\s*"
)
_STYLES = ("paren", "square", "circled", "roman", "letter", "lettered", "chinese", "numeral", "dot")
# A recogniser may lose the dot after the number: "1高血压", but never "2型糖尿病"; "12型糖尿病" is number 1, 2型.
_UNIT = (
    r"[型级期度次岁个枚处]|年(?!龄)|月(?!经)|周(?!围|期)|天(?!疱)|日(?!光|本)|支(?!气管|架)|侧(?!脑|弯|索)|"
    r"尿(?![潴毒路崩失道酸频])"
)
_BARE = re.compile(
    rf"(?P<bare>\d{{1,2}})(?:\s*(?=[12]型)|\s*(?=[\u4e00-\u9fff(A-Z])(?!\s*(?:{_UNIT})))|"
    rf"(?P<roman>[Ⅰ-Ⅻ]|I{{1,3}}|I?V|VI{{1,3}})\s+(?=[\u4e00-\u9fff])(?!{_UNIT})"
)
# 3.1, 3.2: the entries of the section that is numbered 3.
_INNER = re.compile(
    r"(?P<outer>\d{1,2})[.．](?P<inner>\d{1,2})(?:\s+|(?=[\u4e00-\u9fff])(?!\s*[型级期度]))(?=[\u4e00-\u9fff\d(])"
)
_SCHOOL = re.compile(r"(?m)^\s*\([中西]医?\)(?=\s*\d)")  # (西)1 高血压病
_BULLETS = "★☆○◆◇■▪·*※▲△◎-"


def spans(text: str, is_name: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Spans of a folded text between accepted numbers; the numbers themselves are left out.

    Args:
        is_name: whether a fragment can stand alone as an entry, for where dots and spaces were lost.
    """
    text = _SCHOOL.sub(lambda match: " " * len(match.group()), text)
    if (parted := _bulleted(text) or _inner(text)) is not None:
        return parted
    marks: list[tuple[int, int]] = []
    expected = dict.fromkeys(_STYLES, 1)
    at = 0
    while at < len(text):
        begin = marks[-1][1] if marks else at
        found = _marker_at(text, at) or _glued_at(text, at, begin, expected["dot"], is_name)
        if found is not None and (marks or not _closes_bracket(text, at, found[2])):
            style, number, end = found
            line_start = not text[:at].rstrip(" ") or text[:at].rstrip(" ").endswith("\n")
            if style == "roman" and expected["roman"] == 1:
                expected["roman"] = expected["dot"]  # the first, I., was read as 1.
            if style == "roman" and number > 1 and (line_start or _parted(text[:at], expected["roman"])):
                number = expected["roman"]  # III. is read as IIII. and II.
            next_up = number == expected[style] or number == 1 or (line_start and number in (2, expected[style] + 1))
            if next_up and (style != "bare" or line_start):
                expected[style] = number + 1
                marks.append((at, end))
                at = end
                continue
        at += 1
    if not marks:
        return [(0, len(text))]
    edges = [(0, marks[0][0])] + [
        (end, marks[i + 1][0] if i + 1 < len(marks) else len(text)) for i, (_, end) in enumerate(marks)
    ]
    return [(a, b) for a, b in edges if text[a:b].strip()]


def number_of(text: str) -> int | None:
    """The number that a folded line begins with, None without one."""
    marker = _marker_at(text, 0)
    return marker[1] if marker else None


def length(text: str) -> int:
    """How many characters of a folded line are the number it begins with."""
    marker = _marker_at(text, 0)
    return marker[2] if marker else 0


def _closes_bracket(text: str, at: int, end: int) -> bool:
    """Whether what looks like a first number ends what a bracket holds, over the end of a line: 骨折(腰 / 1)."""
    before = text[:at]
    return text[:end].rstrip().endswith(")") and text[at] != "(" and before.count("(") > before.count(")")


def _is_bracketed(text: str, at: int) -> bool:
    """Whether a bracket that was opened on this line is still open: (非生发中心型, Ann Arbor IVB期)."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count("(") > before.count(")")


def _parted(before: str, expected: int) -> bool:
    """Whether a list that has begun is parted here from its next number: …糖尿病，Ⅱ.…"""
    return expected > 1 and before.rstrip(" ")[-1:] in tuple(",;。、)")


def _bulleted(text: str) -> list[tuple[int, int]] | None:
    """Spans behind the bullets of a list that begins with one, each at the beginning of a line; None for others."""
    first = text.lstrip()[:1]
    if not first or first not in _BULLETS:
        return None
    at = [match.end() for match in re.finditer(rf"(?:^|\n)\s*{re.escape(first)}\s*", text)]
    ends = [match.start() for match in re.finditer(rf"(?:^|\n)\s*{re.escape(first)}\s*", text)][1:]
    return list(zip(at, [*ends, len(text)], strict=True))


def _inner(text: str) -> list[tuple[int, int]] | None:
    """Spans behind the numbers 3.1, 3.2 … that a list's lines begin with; None for others."""
    marks = list(re.finditer(rf"(?:^|(?<=\n))[ ]*{_INNER.pattern}", text))
    told = [int(mark["inner"]) for mark in marks]
    if not marks or marks[0].start() or told != list(range(1, len(marks) + 1)) or len({m["outer"] for m in marks}) > 1:
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)] if len(marks) > 1 else None


def _marker_at(text: str, at: int) -> tuple[str, int, int] | None:
    match = _MARKER.match(text, at)
    if match:
        style = match.lastgroup or "dot"
        value = match.group(style)
        return style, _number(value), match.end()
    if at == 0 or (text[at - 1] in "\n " and not _is_bracketed(text, at)):
        bare = _BARE.match(text, at)
        if bare and bare["roman"]:
            return "roman", _number(bare["roman"]), bare.end()
        if bare:
            digits = bare.group("bare")
            if re.match(r"[12]型", text[bare.start() + 1 :]) and len(digits) == 2:
                return "dot", int(digits[0]), bare.start() + 1
            return "dot", int(digits), bare.end()
    return None


def _glued_at(
    text: str, at: int, begin: int, expected: int, is_name: Callable[[str], bool]
) -> tuple[str, int, int] | None:
    """The next number of a list whose dots and spaces were lost: 1高血压病2冠心病, but not 高血压病2级."""
    bare = _BARE.match(text, at) if begin < at and expected > 1 and not text[at - 1].isascii() else None
    if bare is None or not (bare.group("bare") or "").isdigit() or int(bare.group("bare")) != expected:
        return None
    return ("dot", expected, bare.end()) if is_name(text[begin:at]) else None


def _number(printed: str) -> int:
    if printed in "l|":
        return 1
    for digits in (_CIRCLED, _PARENTHESISED, _POINTED, _BLACK, _ENCLOSED, _CHINESE, _FORMAL, _LETTERS):
        if printed in digits:
            return digits.index(printed) % _EACH.get(digits, len(digits)) + 1
    roman = re.sub("[l1|]", "I", unicodedata.normalize("NFKC", printed))
    if not printed.isdecimal() and re.search("[IVX]", roman):
        return _ROMAN.index(roman) + 1 if roman in _ROMAN else 3
    return int(printed)
