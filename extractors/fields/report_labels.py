"""Headings of reports that no list names, by how their words are composed: 显像所见, 冰冻诊断, 试验结论 …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SEEN, CONCLUDED, GROSS = "composed: seen", "composed: concluded", "composed: gross"
"""What such a heading stands for."""

_WHAT = "[一-鿿A-Za-z0-9/+-]{0,9}?"
_LIKEWISE = "(?:[及与和、/][一-鿿]{2,6})?"
_DONE = "(?:检查|检验|观察|所见|描述|特征|表现|形态|分析|情况|可见|记录)"
_GROSS = rf"(?P<gross>(?:肉眼|大体|巨体|巨)(?:标本|病理|组织)?{_DONE}|大体)"
_TISSUE = (
    rf"(?:(?:光学?|电子?|显微)?镜下?|显微镜下|镜检|组织形?态?学|细胞形?态?学|形态学?|涂片|免疫荧光)"
    rf"(?:{_LIKEWISE}{_DONE}|[及与和、/][一-鿿]{{2,6}})"
)
_SEEN = rf"(?P<seen>{_TISSUE}|{_WHAT}(?:所见|描述|表现|征象|发现|特征){_LIKEWISE})"
_OPINION = "(?:诊断|印象|结论|提示|意见|小结|总结|解读|判读|评价|拟诊|结果(?:说明|解释|分析|评估|摘要|概[要述]|汇总))"
_CONCLUDED = rf"(?P<concluded>{_WHAT}{_OPINION}(?:意见|提示|结论|印象|说明)?{_LIKEWISE})"
_OF_TISSUE = re.compile(_TISSUE)
_SAID = re.compile(rf"{_DONE}|征象|发现|{_OPINION}")
_GLOSS = r"(?:[(/]?[A-Za-z][A-Za-z&/.]{2,24}\)?)?"
_HEADING = re.compile(
    rf"(?:\d{{1,2}}[.、]?|[一二三四五六七八九十]{{1,2}}[、.]|[▎▍▌■□●○◆◇▪▶►★☆※·•*#|-])?"
    rf"(?:{_GROSS}|{_SEEN}|{_CONCLUDED})(?:\([^()]{{1,12}}\))?{_GLOSS}(?:[:;]+|$)"
)
_LONGEST = 14  # characters of such a heading
# Whose opinion it is, or what it is about, where it is none of the report's own; and words of sentences.
_REFUSED = re.compile(
    "临床|送检|外院|原单位|^原|申请|[入出]院|门诊|急诊|病史|病情|症状|体征|主诉|既往|术前|转诊|温馨|友情|重要|特别|用药|药物|靶向|"
    "饮食|健康|生活|安全|风险|危急|随访|复查|治疗|处理|处置|家属|患者|病人|医[生师]|责任|本人|审[核批]|科室|医院|方法|费用|"
    "[的为示呈有无等之于在未可请考由经而已及与和或并较明]|结合|符合|建议|异常|改变|病变|变化"
)


def composed(text: str, at: Sequence[int]) -> Iterable[tuple[str, int, int]]:
    """The heading a squeezed line begins with: what it stands for, its start and its end, colon included."""
    match = _HEADING.match(text)
    role = match.lastgroup if match else None
    if match is None or role is None or len(match[role]) > _LONGEST:
        return []
    if role != "gross" and not _OF_TISSUE.match(match[role]) and _REFUSED.search(_SAID.split(match[role])[0]):
        return []
    stands_for = {"gross": GROSS, "seen": SEEN, "concluded": CONCLUDED}[role]
    return [(stands_for, 0, match.end())]
