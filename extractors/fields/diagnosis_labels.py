"""Under which labels diagnoses stand, on which kind of document, and how much each label says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from extractors.fields import diagnosis_list
from extractors.layout import gloss, words
from extractors.layout.text import fold

REQUEST_RANK = 9
"""Rank of a diagnosis that only justified a request: no evidence of a disease."""


def _ranked_labels(*groups: str) -> dict[str, int]:
    """Labels by rank: the first group has rank 0, and so on."""
    return {word: rank for rank, group in enumerate(groups) for word in words.listed(group)}


RECORD = _ranked_labels(
    "出院诊断 最后诊断 最终诊断 确定诊断 死亡诊断 出院主要诊断 出院西医诊断 出院中医诊断 目前诊断",
    "修正诊断 补充诊断 更正诊断",
    "入院诊断 入院主要诊断",
    "初步诊断 诊断 临床诊断 诊断意见 诊断结果 初步印象 西医诊断 诊断名称 医师诊断 医生诊断",
    "门诊诊断 门(急)诊诊断 门急诊诊断",
    "拟诊 印象 术后诊断 术中诊断 术前诊断 转入诊断 转出诊断 接收诊断 会诊诊断 转科诊断",
)
"""Inpatient and outpatient records: discharge over corrected over admission over preliminary."""

CERTIFICATE = _ranked_labels(
    """
    诊断 临床诊断 诊断意见 出院诊断 疾病诊断 医学诊断 诊断结果 诊断结论 诊断名称 疾病名称 病情诊断 确定诊断
    最后诊断 主要诊断 门诊诊断 西医诊断 诊断为 临床诊断为 确诊为 诊断如下 目前诊断 确诊诊断 医师诊断 病情及诊断
    最终诊断
    """,
    "修正诊断 补充诊断",
    "入院诊断",
    "初步诊断 门诊初步诊断 印象 初步印象",
)

FRONT_PAGE = _ranked_labels(
    "主要诊断 其他诊断 出院诊断 出院主要诊断 出院其他诊断 出院西医诊断 出院中医诊断",
    "病理诊断",
    "入院诊断",
    "初步诊断",
    "门(急)诊诊断 门急诊诊断 门诊诊断",
)

REQUEST = dict.fromkeys(words.listed("临床诊断 诊断 门诊诊断 初步诊断 入院诊断 临床印象 送检诊断"), REQUEST_RANK)
"""Laboratory and examination reports, prescriptions: what the request said."""


FORM = _ranked_labels(
    "医师诊断 疾病诊断 诊断 临床诊断 诊断名称 疾病名称 主要诊断 出院诊断 确诊诊断 诊断结果 "
    "认定诊断 鉴定诊断 申请诊断 申报诊断 备案诊断 审核诊断 评审诊断 复核诊断 诊断为"
)

PATHOLOGY = _ranked_labels("病理诊断 病理诊断意见 诊断 诊断意见") | {
    "临床诊断": REQUEST_RANK,
    "送检诊断": REQUEST_RANK,
}

PARTS = words.listed(
    """
    西医诊断 中医诊断 主要诊断 其他诊断 次要诊断 主病 兼病 兼证 中医病名 中医证型 主证 病名 证型 西医病名 中医证候 证候
    并发症 合并症 伴发病 伴发疾病 并发疾病 合并疾病 伴随疾病
    """
)
"""Labels inside a list; they share the rank of the label they stand under: 出院诊断 / 中医诊断 / 西医诊断."""

# Labels as hospitals compose them: 第一诊断, 主要疾病诊断, 出院次要诊断, 诊断2, 门诊初步诊断意见, 确诊疾病 …
_NAMED = r"(?:主要|确诊|所患|现患|患|诊断|临床)(?:的)?疾病(?:名称)?|患病名称|疾病(?:诊断)?名称|(?:疾病|诊断)病名"
_COMPOSED = (
    r"(?P<when>(?:门\(急\)诊|门急诊|门诊|急诊|住院|[入人]院时?|出院时?|初步|临床|最后|最终|确定|修正|补充|更正|目前|现|确诊|拟)?)"
    r"(?P<which>(?:主要|其他|其它|次要|伴随|合并|伴发|并存|附加|次|主|第[一二三四五六七八九1-9]|西医|疾病|医学|临床|病情|初步|住院)*)"
    r"诊断(?:名称|结果|意见|结论|病名|疾病|病种|内容|描述|详情|明细|如下|为)?(?:[1-9一二三四五六七八九]|\([1-9一二三四五六七八九]\))?"
    r"(?:疾病)?(?:编码|代码)?(?:\((?:病名|名称|全称|中文|(?:[中西]医[/、及和与]?){1,2}|疾病|印象|ICD.{0,4}|"
    # 诊断（含分期）, 诊断（按病案首页）: how it is to be filled in
    r"(?:含|附|按|依|请|[需须应]|可|限|注明|写明|包括|由|如|填写?|必填|分期|分型)[^()]{0,14})\))?"
)
# … and what is asked for beside the name: 诊断及分期, 疾病名称和ICD-10编码
_TOO = (
    r"(?:[及和与、/](?:(?:其[他它]|次要|合并|伴随)(?:诊断|疾病)|"
    r"(?:分期|分型|分级)+|分类|部位|程度|(?:ICD-?(?:10)?)?(?:编码|代码|编号)|ICD-?10))*"
)
_LABEL = re.compile(rf"(?:{_COMPOSED}|(?P<named>{_NAMED})){_TOO}(?:\((?:[出入]院|门诊|临床)诊断\))?")
# … and in any other way: 本次诊断, 本院就诊诊断. What refused words before it name is no disease of the patient's.
_OTHERWISE = re.compile(
    r"[■□●○◆◇▪•·*★☆▲]?(?P<word>[一-鿿/()]{1,8}(?:诊断|印象|病名)(?:名称|结果|意见|结论|病名|疾病|内容|描述|如下)?(?:\([^()]{1,10}\))?)"
)
_OTHERWISE_HEADED = re.compile(
    rf"(?:{_OTHERWISE.pattern}[:;]|[\[<]{_OTHERWISE.pattern.replace('<word>', '<boxed>')}[\]>][:]?)"
)
_REFUSED = re.compile(
    "鉴别|病理|细胞|基因|分子|免疫|骨髓|放射|影像|超声|彩超|心电|脑电|肌电|内镜|[胃肠支]镜|检[查验]|护理|麻醉|手术|标准|依据|要点|"
    "[医药技]师|医生|医院|科室|专家|签[名字章]|损伤|中毒|外因|申请|认定|送检|既往|原诊断|家族|报告|证明|项目|[与和或的是为以及按]"
)
_ABBREVIATED = re.compile(r"(?:D[xX]|Diag|[Ii]mp)(?:[.:]+|$)")
_BILINGUAL = re.compile(r"(?:诊[一-鿿]|[一-鿿]断)/?\(?(?:[A-Z][a-z]+)?Diagnos[ei]s\)?[:;]?", re.IGNORECASE)
# 接诊判断：, 临床考虑：, 医师印象：: only with diseases behind them
_JUDGED = re.compile(
    r"(?:(?:接诊|首诊|主治|经治|专科)?医[师生]|临床|门诊|接诊|就诊|初步|本次|目前|专科|复诊)"
    r"(?:判断|考虑|印象|评估|结论|认为)(?:意见|结果)?[:]"
)
_STRAY = re.compile(r"[1lI|丨](?=[一-鿿])")  # the bar before a heading, as recognisers read it
_ENDS = re.compile(r"[:;]+|$")
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]{1,2}|[1-9])[、.]")
_CODES = re.compile("(?:编码|代码|编号)$")
_TWO = re.compile("[一-鿿]{0,4}诊断[及和与、/](?=[一-鿿]{0,4}诊断)")  # 中医诊断及西医诊断
_FIRST = re.compile("主|第[一1]")
_FURTHER = re.compile("其[他它]|次|第|伴随|合并|伴发|并存|附加")


def diagnoses(labels: Mapping[str, int]) -> bool:
    """Whether a kind with these labels is one that diagnoses: certificates, records and forms, but no report."""
    return labels in (RECORD, CERTIFICATE, FRONT_PAGE, FORM)


def spelled(labels: Mapping[str, int]) -> dict[str, int]:
    """The labels as they are compared, with listed ones that say as much: 疾病诊断, 诊断名称 where 诊断 counts."""
    wanted = {fold(label): rank for label, rank in labels.items()}
    likewise = {fold(label) for label in (*words.ALL, *RECORD, *CERTIFICATE, *FRONT_PAGE)} - wanted.keys()
    for label in sorted(likewise - {fold(part) for part in PARTS}):
        if not _CODES.search(label) and (stands_for := composed(label, wanted)) is not None:
            wanted[label] = wanted[stands_for]
    return wanted


def composed(word: str, known: Collection[str]) -> str | None:
    """The known label that a composed one stands for: 第二诊断 → 其他诊断; None where `word` is no such label."""
    match = _LABEL.fullmatch(word)
    if match is None:
        return None
    if match["named"]:
        return next((label for label in ("疾病名称", "诊断名称", "诊断") if label in known), None)
    which = match["which"]
    rank = ("主要",) if _FIRST.search(which) else ("其他",) if _FURTHER.search(which) else ()
    when = match["when"].replace("人院", "入院")  # as recognisers write it
    choices = (*(when + each for each in rank), when, *rank, "")
    return next((label for each in choices if (label := f"{each}诊断") in known), None)


def made(text: str, at: Sequence[int], known: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """The composed labels in a squeezed text: what each stands for, its start and end, colon included.

    `at` says where the characters were printed: a label begins its line or stands behind white space or a clause.
    """
    if _BILINGUAL.fullmatch(text) and gloss.is_heading(text[2:]) and "诊断" in known:
        yield "诊断", 0, len(text)  # 诊新 Diagnosis: what was misread says it once more in English
    if (short := _ABBREVIATED.match(text)) is not None and "诊断" in known:
        yield "诊断", 0, short.end()
    text = text.replace("诊斯", "诊断")  # as recognisers read it
    for match in _LABEL.finditer(text):
        start, ends = match.start(), _ENDS.match(text, match.end())
        # 六、人院诊断: a numbered heading that no list names as it was read
        if match.end() == len(text) and "人院" in match.group() and _ORDINAL.fullmatch(text[:start]):
            start = 0
        begins = start == 0 or at[start] - at[start - 1] > 1 or text[start - 1] in "。;,"
        whole = start == 0 and match.end() == len(text)
        opens = ends is not None and ends.group() != "" and ends.end() == len(text)  # …经检查诊断为: and a list below
        headed = ends is not None and ((begins and (ends.group() != "" or whole)) or opens)
        label = composed(match.group(), known) if headed else None
        if label is not None and ends is not None:
            yield label, start, ends.end()
    if _STRAY.match(text) and (after := _LABEL.match(text, 1)) and (label := composed(after.group(), known)):
        rest = text[after.end() :].rstrip(":;")
        if not rest or gloss.is_heading(rest):
            yield label, 0, len(text)
    if "诊断" in known:
        yield from _otherwise(text)


def _otherwise(text: str) -> Iterator[tuple[str, int, int]]:
    """A heading at the beginning of a line that names a diagnosis in words no list has."""
    if (two := _TWO.match(text)) is not None and not _REFUSED.search(two.group()[:-1]):
        second = _LABEL.match(text, two.end())
        if second is not None and text[second.end() :] in ("", ":", ";"):
            yield "诊断", 0, len(text)
    match = _OTHERWISE.fullmatch(text) or _OTHERWISE_HEADED.match(text)
    word = (match.groupdict().get("boxed") or match["word"]) if match else ""
    if match is not None and not _REFUSED.search(word) and not _LABEL.fullmatch(word):
        yield "诊断", 0, match.end()
    if (judged := _JUDGED.match(text)) is not None and diagnosis_list.begins_with_disease(text[judged.end() :]):
        yield "诊断", 0, judged.end()
