"""Surnames that recognisers read as a commoner character nobody is called by: 侣延顺 is 佀延顺."""

from __future__ import annotations

from extractors.layout.surnames import COMPOUND, SINGLE
from extractors.layout.text import is_cjk

# What is read → the one surname that looks like it. Characters that are surnames themselves have no place here.
_PAIRS = """
    侣佀 候侯 阔阚 洗冼 咎昝 藏臧 威戚 紫訾 绍邵 祈祁 宠庞 宴晏 滦栾 下卞 谬缪 历厉 寥廖 攀樊 愧隗 冗亢 晃晁
    基綦 退迟 筐匡
    逢逄 却郄 库厍 股殷 负贠 请靖 唯睢 雌睢 类娄 添滕 袭龚 抑柳 粱梁 萦荣 阻阮 闰闫
"""
_READ_AS = {pair[0]: pair[1] for pair in _PAIRS.split() if pair[0] not in SINGLE}
_EITHER = frozenset("稽嵇")  # surnames read as each other
_LONGEST = 3  # characters of a name with a surname of one


def mended(name: str) -> str:
    """The name with the surname it can only have; as it is where it begins with a surname, or like none."""
    if not 2 <= len(name) <= _LONGEST or not all(map(is_cjk, name)) or name[:2] in COMPOUND:
        return name
    return _READ_AS.get(name[0], name[0]) + name[1:]


def may_be_another(name: str) -> bool:
    """Whether a name as read begins with a surname that recognisers read as another one: 稽 may be 嵇."""
    return name[:1] in _EITHER
