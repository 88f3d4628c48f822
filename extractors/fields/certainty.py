"""How sure a paper is of a diagnosis, from the words around its name."""

from __future__ import annotations

import re

from extractors.reading import Certainty

# "不除外" and "待除外" leave a diagnosis open; they are tried before "除外", which rules it out.
_SUSPECTED = re.compile(
    r"[?？]|不能?(?:完全)?(?:除外|排除)|待(?:除外|排除?|查|诊|定)|(?:[原病]?因)?待查|查因|(?:性质|良恶性)(?:待[定查诊]|未定|不明)|"
    r"疑似|可疑|疑诊|拟诊|疑(?!难|病)|考虑为?|可能(?:性大|为|是)?|倾向于?|印象诊断|拟(?=[\u4e00-\u9fff]{2})"
)
_FAMILY = re.compile(
    r"家族史|其?(?:父母|父亲?|母亲?|祖父|祖母|外祖父|外祖母|兄弟?|姐妹?|哥哥|姐姐|弟弟|妹妹|儿子|女儿)"
    r"(?=患|有|曾|均|因|[:：])|(?:父亲|母亲)"
)
_HISTORY = re.compile(
    r"^既往|既往(?:有|患|史)|病史|(?:\d+|[一二三四五六七八九十数多]+)\+?余?[年月]前|"
    r"(?<=[\u4e00-\u9fff])(?<!个人)史(?=$|\d|[（(])"
)
# Names that begin with 无 are diagnoses of their own: 无症状性心肌缺血, 无痛性甲状腺炎, 无精症 …
_NEGATED_BEFORE = re.compile(
    r"^(?:已|可|基本)?(?:排除|除外)|^未(?:见|发现|及|提示|检出|触及)|^否认|"
    r"^无(?!症状|痛|脉|精|功能|排卵|菌|虹膜|牙|眼|性细胞|张力|汗|尿|骨折型)"
)
# 三阴性, HBeAg阴性 and 抗体阴性 describe a disease and deny none.
_NEGATED_AFTER = re.compile(
    r"(?<!不)(?<!待)(?<!不能)(?:已?排除|除外)$|"
    r"(?<=[\u4e00-\u9fff])(?<![三双菌涂抗体原酸])(?:阴性|[(（][-－—][)）])$"
)
# What an examination says of a healthy part, whole: 右乳未见明显异常. Of 胃癌术后未见异常 the cancer stays a diagnosis.
_HEALTHY = re.compile(
    r"^[^癌瘤病症炎术]{0,12}未见(?:明[显确]|确切)?(?:器质性)?(?:异常|病变)(?:改变|征象|密度影?|信号影?|回声)?$"
)
_EMPTY_PARENS = re.compile(r"[(（]\s*[)）]")
_EDGE = " \t,，.。;；:：、-—"
_NOTHING = re.compile(
    r"^(?:无|暂无|不详|未填|/|-+|—+|同[上前左]|同(?:于|为|以)?(?:[入人出]院|门诊|初步|术前|术后)?诊断|同[入人]院|诊断同[上前左]|"
    r"(?:请|详|参|另)?见[^,，;；。]{1,12})?$"
)


def read_certainty(text: str) -> tuple[str, Certainty]:
    """The name without its markers, and what the markers say. `text` holds one diagnosis."""
    name = text.strip(_EDGE)
    if _HEALTHY.search(name):
        return name, Certainty.NEGATED
    if _FAMILY.search(name):
        return _without(_FAMILY, name, name), Certainty.FAMILY
    if _SUSPECTED.search(name):
        return _without(_SUSPECTED, name, name), Certainty.SUSPECTED
    for pattern in (_NEGATED_BEFORE, _NEGATED_AFTER):
        if pattern.search(name):
            return _without(pattern, name, name), Certainty.NEGATED
    if _HISTORY.search(name):
        return _without(_HISTORY, name, name), Certainty.HISTORY
    return name, Certainty.CONFIRMED


def says_nothing(text: str) -> bool:
    """Whether what stands in the field only says that it is empty: 无, /, 不详."""
    return bool(_NOTHING.match(text.strip(_EDGE)))


def leading_marker(text: str) -> Certainty | None:
    """What a heading such as `考虑：` says of every diagnosis below it; None where it is no such heading."""
    bare = text.strip(_EDGE)
    if bare and _SUSPECTED.sub("", bare) == "":
        return Certainty.SUSPECTED
    if bare in ("既往史", "既往", "既往病史"):
        return Certainty.HISTORY
    if bare == "家族史":
        return Certainty.FAMILY
    if bare in ("排除", "除外", "已排除"):
        return Certainty.NEGATED
    return None


def _without(pattern: re.Pattern[str], name: str, fallback: str) -> str:
    bare = _EMPTY_PARENS.sub("", pattern.sub("", name)).strip(_EDGE)
    return bare or fallback
