"""What a word at the head of a lab table's column names, and the unit printed behind it: 浓度(IU/mL).

Words as laboratories print them, one character misread or lost; beside some of these, also words by what they are made
of (血药浓度, 型别), for hospitals compose them freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.fields import lab_units
from extractors.layout.text import squeeze
from extractors.layout.words import listed
from extractors.reading import Line

_WORDS = {
    "number": listed("序号 NO No NO. No. № 编号 行号 序 行 号"),
    "name": listed(
        """
        项目名称 检验项目 检测项目 检查项目 化验项目 测定项目 分析项目 检验项目名称 检测项目名称 中文名称
        项目中文名称 项目全称 中文名 试验名称 检验指标 检测指标 指标 项目 名称 检验名称 测试项目 实验项目
        项目(中文) 检测内容 检验内容 化验名称 测试名称 Test Item Items Analyte Assay Parameter TestName TestItem
        抗生素 抗生素名称 抗菌素 抗菌素名称 抗菌药物 抗菌药物名称 抗菌药 药物 药物名称 药敏药物 药敏药物名称
        药敏名称 药敏试验 药敏项目 测试药物 抗真菌药物 Antibiotic Antibiotics Antimicrobial Drug
        过敏原 过敏原名称 变应原 组分 成分 亚群 细胞亚群
        """
    ),
    "code": listed(
        """
        代号 代码 缩写 英文名称 英文缩写 英文名 英文简称 英文代号 英文 简称 项目代码 项目代号 项目缩写 项目英文
        英文对照 编码 Code Abbr Abbr. Abbreviation
        """
    ),
    "result": listed(
        """
        检验结果 检查结果 检测结果 测定结果 测试结果 化验结果 本次结果 定量结果 结果值 测定值 检测值 测量值 实测值
        定性结果 结果 数值 报告结果 测值 本次 结果(定量) 定量值 Result Results Value
        MIC MIC值 最小抑菌浓度 最低抑菌浓度 抑菌浓度 抑菌圈 抑菌圈直径 抑菌环 抑菌环直径 KB KB法 K-B K-B法 纸片法
        """
    ),
    "unit": listed("单位 计量单位 检验单位 结果单位 Unit Units"),
    "reference": listed(
        """
        参考值范围 参考区间 参考范围 参考值 生物参考区间 生物参考值 正常参考值 正常值范围 正常范围 正常值 参考标准
        折点 折点标准 折点范围 判断标准 判读标准 判定标准 解释标准 敏感折点 Breakpoint Breakpoints
        参考限 参考区间值 参考 参考区间/参考值 生物参考范围 正常参考范围 参考值/范围 参考值(范围) 参考范围/值
        Reference Ref. Range ReferenceRange RefRange
        """
    ),
    "low": listed("下限 参考下限 参考值下限 参考低值 低值 最低值 低限 Low"),
    "high": listed("上限 参考上限 参考值上限 参考高值 高值 最高值 高限 High"),
    "flag": listed(
        """
        提示 标志 标识 结果提示 异常提示 异常标志 异常标识 箭头 高低 异常 状态 升降 结果标志 判定 结论 Flag Flags
        异常标记 标记 判断 结果判断 评价 结果评价
        """
    ),
    "susceptible": listed(
        """
        敏感度 敏感性 敏感程度 药敏 药敏结果 药敏判读 药敏解释 药敏度
        耐药性 敏感/耐药 解释 解释结果 结果解释 判读 判读结果
        结果判读 结果判断 S/I/R SIR RIS R/I/S Interpretation Interp Susceptibility
        """
    ),
    "ratio": listed("S/CO S/CO值 SCO S/C COI COI值 S/N Index INDEX OD OD值 吸光度 发光值 信号值 RLU A值 P/N"),
    "method": listed("检验方法 检测方法 方法 Method 方法学 测定方法 试验方法 实验方法 检验仪器 检测仪器 仪器"),
    "specimen": listed("标本类型 样本类型 标本 样本 标本种类 Specimen Sample"),
    "other": listed(
        """
        历史结果 上次结果 前次结果 上次 前次 上次值 既往结果 备注 临床意义 互认 互认标识 临界值 检出限 检验时间 报告时间
        CUTOFF 说明 预期值 检验目的 检验组合 组合名称 组合 项目组合 项目类别 检验类别 项目分类 类别 分类 套餐名称
        """
    ),
}
KINDS = {squeeze(word).text.upper(): kind for kind, words in _WORDS.items() for word in words}
_PATTERN = re.compile(
    f"(?:{'|'.join(map(re.escape, sorted(KINDS, key=len, reverse=True)))})(?<!标志(?=物))", re.IGNORECASE
)  # 肿瘤标志物 heads no marks
_FORGIVING_FROM = 4  # characters a header word needs for one of them to be misread or lost
_LONGEST = 10  # characters of a word that is told by what it is made of
_COMPOSED = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("unit", r"单位$"),
        ("flag", r"(?:提示|标[志识记]|箭头|升降|高低)$"),
        (
            "reference",
            r"^(?:生物|健康人?|成人)?(?:参考|参照|正常)|区间$|范围$|折点|(?:判[断定读]|解释)标准$|治疗窗|^预期",
        ),
        ("code", r"英文|缩写|简称|代[号码]$"),
        ("method", r"方法学?$|仪器$|试剂$|平台$"),
        ("specimen", r"^(?:标本|样本)(?:类型|种类|名称)?$"),
        ("other", r"临界|历史|[上前]一?次|既往|备注|意义|级别?$|时间$|日期$|厂家|批号|互认|类别|分类|目的|组合"),
        (
            "result",
            r"结果|(?:测定|检测|测量|实测|测试|检验|定量|活性)值$|数值$|浓度$|[含定]量$|滴度$|活性$|抑菌|IgE$|^百分[比率]$",
        ),
        ("name", r"项目|指标|名称?$|药物$|过敏原|变应原|型别$|[亚分]型$|内容$|参数$|组分|[病菌]种$|病原体?$|化合物$"),
    )
)


@lru_cache(maxsize=16384)
def kind_of(word: str) -> str:
    """The kind of column a squeezed word heads, one of its characters misread or lost; "" where it heads none."""
    known = KINDS.get(word.upper())
    if known is None and "/" in word:  # 检测下限/参考值
        known = "reference" if "reference" in map(KINDS.get, word.upper().split("/")) else None
    if known is not None or len(word) < _FORGIVING_FROM - 1:
        return known or ""
    near = {kind for other, kind in KINDS.items() if len(other) >= _FORGIVING_FROM and _is_near(word, other)}
    return near.pop() if len(near) == 1 else ""


def composed(word: str) -> str:
    """The kind of column a squeezed word heads by what it is made of; "" where that says nothing."""
    if not re.fullmatch(rf"[\u4e00-\u9fffA-Za-z/()]{{2,{_LONGEST}}}", word) or not re.search(r"[\u4e00-\u9fff]", word):
        return ""
    return next((kind for kind, pattern in _COMPOSED if pattern.search(word)), "")


def heads(word: str) -> bool:
    """Whether a word heads a column."""
    return bool(kind_of(squeeze(parted(word)[0]).text))


_UNIT_BEHIND = re.compile(r"(?P<word>.*[\u4e00-\u9fff])(?P<unit>[%‰]|[A-Za-zμµ1][^\u4e00-\u9fff]*/.+)")  # 骨髓片%


def parted(text: str) -> tuple[str, str]:
    """A heading without the unit printed behind it in brackets, after a stroke or close, and this unit; "" for none."""
    close = _UNIT_BEHIND.fullmatch(text)
    if close and lab_units.is_known(close["unit"]):
        return close["word"], close["unit"]
    found = re.fullmatch(r"(?P<word>[^(（\[/]+?)\s*(?:[(（\[](?P<in>[^()（）]+)[)）\]]|/(?P<per>[^/].*))", text)
    unit = (found["in"] or found["per"]).strip() if found else ""
    known = lab_units.is_known(unit) or unit == "mm"  # of a zone of inhibition; never behind a value
    return (found["word"], unit) if found and known and not kind_of(squeeze(text).text) else (text, "")


@dataclass(frozen=True, slots=True)
class Head:
    """A word that may head a column."""

    line: Line  # where it is printed
    word: str  # squeezed, without its unit
    kind: str  # of column, "" where the word is none we know
    unit: str = ""


def heads_in(line: Line) -> Iterator[Head]:
    """The words of a line that may stand in a header, left to right."""
    known = _spans(line.text)
    for token in re.finditer(r"\S+", line.text):
        inside = [(a, b) for a, b in known if a < token.end() and b > token.start()]
        text, unit = parted(token.group())
        if not inside:
            yield Head(line.part(*token.span()), squeeze(text).text, "", unit)
        for a, b in inside:
            if b <= token.end():  # of a word printed 项 目, once
                word = squeeze(line.text[a:b]).text
                yield Head(line.part(a, b), word, kind_of(word), unit if b == inside[-1][1] else "")


def _spans(text: str) -> list[tuple[int, int]]:
    """Spans of the words we know: the words between spaces if all are known, else what can be found in the line."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    if all(kind_of(squeeze(text[a:b]).text) for a, b in words):
        return words
    squeezed = squeeze(text)
    return [squeezed.span(match.start(), match.end()) for match in _PATTERN.finditer(squeezed.text)]


def without_days_and_units(text: str) -> str:
    """A line of a header without the days that head columns of earlier results, and without units."""
    return " ".join(parted(word)[0] for word in text.split() if not _DAY.fullmatch(word))


_DAY = re.compile(r"(?:\d{2,4}[-./年])?\d{1,2}[-./月]\d{1,2}日?|\d{1,2}:\d\d(?::\d\d)?")


def is_piece_of_a_mark_s_head(text: str) -> bool:
    """Whether a text is the head of a column of flags or a piece of one that wraps: Flag, 异常提 above 示."""
    flat = squeeze(text).text.upper()
    heads = [word for word, kind in KINDS.items() if kind == "flag"]
    if re.search(r"[\u4e00-\u9fff]", flat) is None:
        return flat in ("FLAG", "FLAGS")
    wraps = (word for word in heads if len(flat) < len(word) and flat not in heads)
    return any(word.startswith(flat) or word.endswith(flat) for word in wraps)


def _is_near(word: str, other: str) -> bool:
    if len(word) == len(other):
        return sum(map(str.__ne__, word, other)) == 1
    return len(word) == len(other) - 1 and any(other[:i] + other[i + 1 :] == word for i in range(len(other)))
