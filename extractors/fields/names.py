"""What a person's name looks like on Chinese papers."""

from __future__ import annotations

import re

from extractors.layout.surnames import COMPOUND, is_whole_name
from extractors.layout.text import fold, squeeze
from extractors.layout.words import ALL, listed
from extractors.reading import Line

_DOT = "·•．.‧・"
_CJK = "㐀-鿿\U00020000-\U0002ffff"
_NAME = re.compile(
    rf"[{_CJK}]{{1,12}}(?:[{_DOT}][{_CJK}]{{1,12}}){{1,3}}|[{_CJK}][{_CJK}*＊×X某]{{1,3}}|\*{{1,2}}[{_CJK}]{{1,2}}"
)
_COMMA = re.compile(rf"([{_CJK}]{{2,8}}),([{_CJK}]{{2,8}})")
_MISREAD_DOT = re.compile(rf"^([{_CJK}]{{2,8}})[、,:]([{_CJK}]{{2,8}})$")  # 萨尔图、青格乐
_LONG_NAME = re.compile(rf"[{_CJK}]{{5,10}}")  # a transliterated name printed without dots
_NEVER = re.compile(
    "[医院科诊病症岁室签]|^均|知悉|时间|日期|常规|功能|全套|结果|意见|内容|简称|名称|数值|区间|范围|方法|项目|标本|"
    r"^[已未待](?=[认生审核签完启停])|(?<!^)(?<![文国玉焕汉宪云华成树学知元德金炳宝含建明耀锦])章|主任|仅供|参考|报告|为准"
)  # in no name at all; 章 is a surname
_CALLED = re.compile("(?:患者|病人|参保人|申请人|患儿)(?=[^,，。;；]{2})")  # before a name with no label's gap
_NO_NAME = re.compile(
    "[医院科室号年月岁诊病区期签仅此请及或责]|日(?=[常间前后内起]|$)|[今当次每工作]日|标[本准]|符合|认定|同意|条件|大学|专用|中心|公司|(?<!^)(?<![文国玉焕汉宪云华成树学知元德金炳宝含建明耀锦])章"
)
_NEXT_LABEL = re.compile("性别|年龄|出生|民族|婚姻|科[室别]|床号|病区")
_LATIN = re.compile(r"(?!(?:Ph|M)\.?D\b)[A-Z][A-Za-z]+(?:[ .'-][A-Z][A-Za-z]*){1,3}")
STATES = frozenset(
    listed(
        "通过 已审 已核 自动 完成 系统 合格 同意 正常 确认 附后 见附 机器 仪器 符合 属实 相符 阴性 阳性 "
        "时间 方法 方案 常规"
    )
)
"""What stands in a name's place besides names."""
_NOT_NAMES = STATES | frozenset(
    listed(
        """
        签名 签字 盖章 手写 电子签名 医师 医生 护士 男 女 男性 女性 未知 不详 无 同上 本人 患者 病人 先生 女士 门诊 住院
        急诊 内科 外科 儿科 检验 审核 报告 主任 科室 年 月 日 年月日 月日 医院 公章 职称 章 手印 空白 已审核 自费 汉族
        麻醉
        """
    )
)
_TITLES = (
    *(grade + "中医师" for grade in ("副主任", "主任", "主治", "住院")),
    "副主任医师",
    "主任医师",
    "主治医师",
    "住院医师",
    "医士",
    "副主任药师",
    "主任药师",
    "主管药师",
    "药师",
)
_TITLE_WORDS = (
    *_TITLES,
    "仅供参考",
    "先生",
    "女士",
    "小姐",
    "同志",
    "副主任技师",
    "主任技师",
    "主管技师",
    "技师",
    "主管检验师",
    "检验师",
    "医师",
    "医生",
    "护士",
)


def name_in(text: str) -> tuple[int, int] | None:
    """Characters [start, end) of the name that begins `text`; None if none does.

    Spaces between the characters of a short name (张  三) belong to it; a word behind a wider gap does not.
    """
    squeezed = squeeze(text)
    if not squeezed.text:
        return None
    if (called := _CALLED.match(squeezed.text)) and len(squeezed.text) > called.end():
        start = squeezed.at[called.end()]
        behind = name_in(text[start:])
        return (start + behind[0], start + behind[1]) if behind else None
    latin = _LATIN.match(text.strip())
    if latin:
        start = text.index(text.strip()[0])
        return (start, start + latin.end())
    first = _before_a_label(_dotted(fold(_first_word(text))))
    if _LONG_NAME.fullmatch(first) and not _NO_NAME.search(first) and is_name(first):
        return squeezed.span(0, len(first))
    for candidate in (first, squeezed.text):
        match = _NAME.match(_without_title(fold(candidate)))
        if match and (name := _shortened(match.group())) and is_name(name):
            return squeezed.span(0, len(name)) if _dotted(squeezed.text).startswith(name) else None
    return None


def _before_a_label(word: str) -> str:
    """姓名蓬莱生性别: set without a gap, the next label ends a name."""
    match = _NEXT_LABEL.search(word, 2)
    return word[: match.start()] if match is not None else word


def _dotted(word: str) -> str:
    """A long name with its dot read as another sign: 萨尔图、青格乐; two names of the usual length stay two."""
    parts = _MISREAD_DOT.match(word)
    if parts is None or any(is_whole_name(part) for part in parts.groups()):
        return word
    return f"{parts[1]}·{parts[2]}"


def is_name(text: str) -> bool:
    """Whether the whole text may be a person's name: no label, no title, no word of the forms."""
    plain = squeeze(text).text
    if len(plain) < 2 or plain in _NOT_NAMES or plain in ALL or _NEVER.search(plain):
        return False
    if _LONG_NAME.fullmatch(plain):
        return not _NO_NAME.search(plain) and not any(word in plain for word in _NOT_NAMES if len(word) > 1)
    return _NAME.fullmatch(plain) is not None or _LATIN.fullmatch(text.strip()) is not None


def name_part(line: Line) -> Line | None:
    """The part of a line that is the name it begins with."""
    span = name_in(line.text)
    return line.part(*span) if span else None


def comma_for_dot(line: Line) -> bool:
    """Whether a name's cell holds one long name whose dot was read as a comma: 巴林，乌恩其. Nobody shares a cell."""
    parts = _COMMA.fullmatch(squeeze(line.text).text)
    return parts is not None and all(is_name(part) and part[0] not in "男女" for part in parts.groups())


def _first_word(text: str) -> str:
    """The first word; single characters with a space between them are one word."""
    words = text.split()
    if not words:
        return ""
    if len(words[0]) > 1:
        return words[0]
    joined = ""
    for word in words:
        if len(word) > 1 or word in "男女":
            break
        joined += word
    return joined


def _without_title(text: str) -> str:
    """李四主任医师 → 李四."""
    cut = min((at for word in _TITLE_WORDS if (at := text.find(word)) >= 2), default=len(text))
    return text[:cut]


def _shortened(name: str) -> str:
    """张三男 → 张三."""
    if len(name) in (3, 4) and name[-1] in "男女" and "·" not in name and name[:-1] not in COMPOUND:
        name = name[:-1]
    return name
