"""Which part of the body a disease's name is about: what white space parts in one entry of a list are two diseases only
where they are about different ones."""

from __future__ import annotations

import re
from functools import lru_cache

_SYSTEMS = tuple(
    (name, re.compile(words))
    for name, words in (
        ("heart", "心(?!理)|冠[脉状]|冠心|瓣|房颤|室[速颤早]|房[扑早]|支架|PCI|CABG|搭桥|支病变|主动脉"),
        ("pressure", "高血压(?!性?[心肾脑眼])"),
        ("sugar", "糖尿病|血糖|糖耐量"),
        ("fat", "血脂|脂血|胆固醇|脂肪肝"),
        ("gout", "痛风|尿酸"),
        ("brain", "脑|癫痫|帕金森|痴呆|偏瘫|中风|卒中"),
        ("mind", "精神|抑郁|焦虑|双相"),
        ("lung", "肺(?!结核)|支气管|哮喘|呼吸"),
        ("liver", "肝|胆"),
        ("gut", "胃|肠(?!壁)|食管|食道|十二指肠"),
        ("kidney", "肾(?!上腺)|尿毒|透析"),
        ("bladder", "膀胱|前列腺|输尿管|尿路|尿道"),
        ("thyroid", "甲状腺|甲[亢减]"),
        ("breast", "乳腺|乳房"),
        ("womb", "子宫|宫颈|卵巢"),
        ("blood", "贫血|白血病|骨髓|淋巴瘤|血小板|血友病"),
        ("bones", "关节|椎|骨(?!髓)"),
        ("eye", "眼|视网膜|黄斑|白内障|青光眼"),
        ("skin", "银屑|湿疹|皮炎|白癜风|带状疱疹"),
    )
)
_SHARED = 2  # characters that both begin with


def apart(one: str, other: str) -> bool:
    """Whether both names say what they are about, it is not the same, and they are not named alike: 多囊肾 多囊肝."""
    first, second = _systems(one), _systems(other)
    return bool(first and second) and not first & second and one.strip()[:_SHARED] != other.strip()[:_SHARED]


@lru_cache(maxsize=4096)
def _systems(name: str) -> frozenset[str]:
    return frozenset(system for system, words in _SYSTEMS if words.search(name))
