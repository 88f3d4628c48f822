"""The columns of a lab table: from its header, or from what stands in its cells where a page has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors.fields import lab_units, lab_values
from extractors.fields.lab_names import by_code
from extractors.layout.rows import Row, height
from extractors.layout.text import is_cjk, squeeze
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
        过敏原 过敏原名称 变应原 组分 成分
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
        异常标记 标记
        """
    ),
    "susceptible": listed(
        """
        敏感度 敏感性 敏感程度 药敏 药敏结果 药敏判读 药敏解释 药敏度
        耐药性 敏感/耐药 解释 解释结果 结果解释 判读 判读结果
        结果判读 结果判断 S/I/R SIR RIS R/I/S Interpretation Interp Susceptibility
        """
    ),
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
_PATTERN = re.compile("|".join(map(re.escape, sorted(KINDS, key=len, reverse=True))), re.IGNORECASE)
_FORGIVING_FROM = 4  # characters a header word needs for one of them to be misread or lost
_SHARE = 0.7  # of a header row's characters are header words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one half of a table, in fractions of the page's width."""

    kind: str  # number, name, code, result, unit, reference, low, high, flag, method, specimen or other
    x0: float
    x1: float
    group: int  # 0 left half, 1 right half of a two-column sheet

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2


def header_of(row: Row) -> tuple[Column, ...]:
    """The columns a row names, or nothing if it is no header."""
    columns: list[Column] = []
    covered = total = 0
    for line in row.lines:
        total += _weight(line.text)
        for start, end in _header_words(line.text):
            word = squeeze(line.text[start:end]).text
            box = line.part(start, end).box
            covered += min(_weight(word), total)
            repeats = columns and columns[-1].kind == _kind(word) and box.x0 - columns[-1].x1 < 1.5 * height(line)
            if repeats:  # 项目 Test: once more in English
                columns[-1] = replace(columns[-1], x1=max(columns[-1].x1, box.x1))
            else:
                columns.append(Column(_kind(word), box.x0, box.x1, 0))
    columns = _susceptibility(columns)
    kinds = {column.kind for column in columns}
    named = bool(kinds & {"name", "code"})
    valued = len(kinds & {"result", "unit", "reference", "flag"})
    complete = named and (("result" in kinds and len(kinds) >= 2) or valued >= 2 or len(kinds) >= 4)
    return grouped(columns) if complete and covered >= _SHARE * total else ()


def _susceptibility(columns: Sequence[Column]) -> list[Column]:
    """Whether a germ yields to a drug marks what was measured, and where nothing was it is the result."""
    measured = any(column.kind == "result" for column in columns)
    said = "flag" if measured else "result"
    return [replace(column, kind=said) if column.kind == "susceptible" else column for column in columns]


def heads(word: str) -> bool:
    """Whether a word heads a column."""
    return bool(_kind(squeeze(word).text))


def is_piece_of_a_mark_s_head(text: str) -> bool:
    """Whether a text is the head of a column of flags or a piece of one that wraps: Flag, 异常提 above 示."""
    flat = squeeze(text).text.upper()
    heads = [word for word, kind in KINDS.items() if kind == "flag"]
    if re.search(r"[\u4e00-\u9fff]", flat) is None:
        return flat in ("FLAG", "FLAGS")
    wraps = (word for word in heads if len(flat) < len(word) and flat not in heads)
    return any(word.startswith(flat) or word.endswith(flat) for word in wraps)


def _weight(text: str) -> int:
    """Characters that count: beside Chinese, Latin letters only repeat it (结果 Result)."""
    chinese = sum(map(is_cjk, text))
    return chinese or len(re.sub(r"[\W_]", "", text))


def _header_words(text: str) -> list[tuple[int, int]]:
    """Spans of the header words in a line: the words between spaces if all are known, else what can be found in it."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    if all(_kind(squeeze(text[a:b]).text) for a, b in words):
        return words
    squeezed = squeeze(text)
    return [squeezed.span(match.start(), match.end()) for match in _PATTERN.finditer(squeezed.text)]


def _kind(word: str) -> str:
    """The kind of column a word heads, one of its characters misread or lost; "" where it heads none."""
    known = KINDS.get(word.upper())
    if known is None and "/" in word:  # 检测下限/参考值
        known = "reference" if "reference" in map(KINDS.get, word.upper().split("/")) else None
    if known is not None or len(word) < _FORGIVING_FROM - 1:
        return known or ""
    near = {kind for other, kind in KINDS.items() if len(other) >= _FORGIVING_FROM and _is_near(word, other)}
    return near.pop() if len(near) == 1 else ""


def _is_near(word: str, other: str) -> bool:
    if len(word) == len(other):
        return sum(map(str.__ne__, word, other)) == 1
    return len(word) == len(other) - 1 and any(other[:i] + other[i + 1 :] == word for i in range(len(other)))


def grouped(columns: Sequence[Column]) -> tuple[Column, ...]:
    """A kind that comes again begins the next half."""
    ordered = sorted(columns, key=lambda column: column.x0)
    group, seen, grouped = 0, set[str](), list[Column]()
    for i, column in enumerate(ordered):
        rest = {later.kind for later in ordered[i:]}
        again = column.kind in seen and column.kind not in ("other", "specimen")
        if again and (
            "result" in rest and (column.kind in ("name", "code", "number") or column.kind == ordered[0].kind)
        ):
            group, seen = group + 1, set()
        seen.add(column.kind)
        grouped.append(replace(column, group=group))
    return tuple(grouped)


# How badly a cell's text fits each kind of column: 0 well, 3 hardly.
_FITS = {
    "flag": {"flag": 0.0, "result": 0.4, "reference": 0.9, "name": 2.0, "unit": 2.0, "number": 2.0},
    "star": {"flag": 0.0, "result": 0.4, "reference": 0.9, "name": 0.3, "unit": 2.0, "number": 2.0},
    "digits": {
        "number": 0.0,
        "result": 0.0,
        "low": 0.0,
        "high": 0.0,
        "flag": 1.5,
        "reference": 1.5,
        "unit": 2.5,
        "code": 2.5,
        "name": 2.0,
    },
    "range": {"reference": 0.0, "result": 1.2, "other": 1.0},
    "value": {
        "result": 0.0,
        "low": 0.0,
        "high": 0.0,
        "other": 0.3,
        "reference": 1.2,
        "flag": 2.0,
        "unit": 2.5,
        "number": 2.0,
    },
    "words": {"result": 0.0, "reference": 0.2, "flag": 0.5, "other": 0.5, "method": 1.0, "unit": 2.0, "name": 2.0},
    "unit": {"unit": 0.0, "code": 1.0, "method": 1.5, "result": 1.8, "reference": 1.8, "flag": 2.0, "name": 2.0},
    "code": {"code": 0.0, "name": 0.3, "method": 0.5, "unit": 1.2, "result": 2.0, "flag": 2.0, "reference": 2.0},
    "method": {"method": 0.0, "other": 0.3, "name": 0.8, "reference": 1.5, "code": 2.0, "result": 2.0, "flag": 2.5},
    "chinese": {"name": 0.0, "other": 0.3, "method": 0.4, "result": 1.0, "reference": 1.0, "code": 1.5, "flag": 1.5},
    "mixed": {"name": 0.0, "reference": 0.2, "other": 0.3, "method": 0.4, "result": 1.0, "code": 1.5, "flag": 1.5},
    "other": {"reference": 0.5, "result": 0.8, "flag": 1.0, "name": 1.2, "other": 1.0, "number": 2.0, "method": 1.5},
}
for _text in ("digits", "value"):
    _FITS[_text] |= {"low": 0.0, "high": 0.0}  # the ends of a range, where each has a column of its own
_HARDLY = 3.0
WORD_SPACE = 0.7  # text heights between two words of one cell
_AGAIN = 0.25  # what a second word in a column costs
_TORN = 0.3  # what it costs at most to keep them in one


def _is_unit(text: str) -> bool:
    """A known unit, or what looks like one and is no item's code (UA)."""
    return lab_units.is_known(text) or (lab_values.looks_like_unit(text) and text.upper() not in by_code())


def _is_code(text: str) -> bool:
    return text.upper() in by_code() or lab_values.looks_like_code(text)


_TESTS = (
    ("star", re.compile(r"^[*★▲]+$").match),
    ("flag", lab_values.looks_like_flag),
    ("digits", re.compile(r"^\d{1,3}[.、]?$").match),
    ("range", lab_values.looks_like_range),
    ("value", lab_values.looks_like_number),
    ("words", lab_values.looks_like_value),
    ("unit", _is_unit),
    ("code", _is_code),
    ("method", re.compile(r"[法仪]$").search),
    ("mixed", re.compile(r"[\u4e00-\u9fff].*\d|\d.*[\u4e00-\u9fff]").search),
    ("chinese", re.compile(r"[\u4e00-\u9fff]").search),
)


def kinds_of(text: str) -> dict[str, float]:
    """How badly a cell's text fits each kind of column; a kind that is not named fits hardly."""
    bare = lab_values.plain(text)
    return _FITS[next((name for name, test in _TESTS if test(bare)), "other")]


def assign(
    tokens: Sequence[Line], columns: Sequence[Column], fits_of: Callable[[str], Mapping[str, float]] = kinds_of
) -> tuple[list[int], float]:
    """The column of each token (left to right, never going back), and the mean cost of the best way to place them.

    `fits_of` says how badly a text fits each kind of column.
    """
    if not tokens:
        return [], 0.0
    n, m = len(tokens), len(columns)
    best = [[0.0] * m for _ in range(n)]
    back = [[0] * m for _ in range(n)]
    for i, token in enumerate(tokens):
        fits = fits_of(token.text)
        reach, source = float("inf"), 0
        for j, column in enumerate(columns):
            before, apart = 0.0, _distance(token, column)
            if i:
                stay = best[i - 1][j] + _AGAIN
                if token.box.x0 - tokens[i - 1].box.x1 < WORD_SPACE * height(token):
                    stay += min(apart, _TORN) - apart  # the next word of a long name
                    stay -= _AGAIN if column.kind == "result" and fits.get("result") == 0 else 0.0  # 1:320 阳性
                if j and best[i - 1][j - 1] < reach:
                    reach, source = best[i - 1][j - 1], j - 1
                before, back[i][j] = (stay, j) if stay <= reach else (reach, source)
            best[i][j] = before + fits.get(column.kind, _HARDLY) + apart
    at = min(range(m), key=lambda j: best[n - 1][j])
    cost = best[n - 1][at] / n
    chosen = [at]
    for i in range(n - 1, 0, -1):
        at = back[i][at]
        chosen.append(at)
    return chosen[::-1], cost


def settled(tokens: Sequence[Line], chosen: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """A second token of a cell moved to the column it stands right over: a % read as `1.1` is no second value."""
    moved = list(chosen)
    for i, token in enumerate(tokens):
        if moved.count(moved[i]) < 2 or _over(token, columns[moved[i]]):
            continue
        home = next((j for j, column in enumerate(columns) if _over(token, column)), None)
        moved[i] = moved[i] if home is None else home
    return moved


def _over(token: Line, column: Column) -> bool:
    return column.x0 - 0.5 * height(token) <= token.box.cx <= column.x1 + 0.5 * height(token)


def _distance(token: Line, column: Column) -> float:
    """0 where the token lies over the column; grows with the gap, and a little where they are aligned differently."""
    h = height(token)
    gap = max(0.0, column.x0 - token.box.x1, token.box.x0 - column.x1) / h
    ends = (token.box.cx - column.cx, token.box.x0 - column.x0, token.box.x1 - column.x1)
    return min(6.0, 0.6 * gap + 0.12 * min(abs(d) for d in ends) / h)


def learned(columns: Sequence[Column], placed: Sequence[tuple[Sequence[Line], Sequence[int]]]) -> tuple[Column, ...]:
    """The columns widened or moved to where their cells really stand."""
    cells: dict[int, list[Line]] = {}
    for tokens, chosen in placed:
        for token, j in zip(tokens, chosen, strict=True):
            cells.setdefault(j, []).append(token)
    return tuple(
        replace(
            column,
            x0=median(t.box.x0 for t in cells[j]),
            x1=max(median(t.box.x1 for t in cells[j]), median(t.box.x0 for t in cells[j])),
        )
        if len(cells.get(j, ())) >= 3
        else column
        for j, column in enumerate(columns)
    )
