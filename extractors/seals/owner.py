"""Whose a seal is: the part of its text that names an institution."""

from __future__ import annotations

import re

_INSTITUTION = re.compile(
    r"(医院|卫生院|卫生服务中心|服务中心|卫生服务站|服务站|卫生中心|保健院|保健计划生育服务中心|保健所|门诊部|诊所|卫生室|医务室|疗养院"
    r"|防治院|防治所|防治中心|控制中心|血液中心|康复中心|检验所|检验中心|检测中心|诊断中心|体检中心|医疗中心|实验室|研究院|研究所"
    r"|医疗保障局|保障局|保险中心|服务局|经办中心|事务中心|税务局|财政局|财政厅|大学|学院|有限公司|公司|事务所|协会|委员会|中心)"
)
_BRANCH = re.compile(
    r"^(([一-鿿]{0,3}(东|西|南|北|新|老|本|中)院(区)?)|([一-鿿]{1,4}分院)|([一-鿿]{1,3}院区)|([一-鿿]{1,4}分公司))"
)

ENDINGS = (
    "医院",
    "卫生院",
    "中心",
    "保健院",
    "门诊部",
    "诊所",
    "卫生室",
    "分院",
    "院区",
    "公司",
    "局",
    "所",
    "协会",
    "大学",
)


def split_owner(text: str) -> tuple[str, str]:
    """(the institution's name, what stands after it); the name is "" where no institution's word is read.

    山东示例大学附属医院东院区门诊部 → (山东示例大学附属医院东院区, 门诊部)
    """
    end = 0
    for match in _INSTITUTION.finditer(text):
        word = match.group()
        if end and word in ("门诊部", "中心", "体检中心", "诊断中心", "检验中心", "检测中心", "实验室"):
            continue  # a department of the institution named before it
        end = match.end()
    if not end:
        return "", text
    branch = _BRANCH.match(text[end:])
    end += branch.end() if branch else 0
    return text[:end], text[end:]
