"""The tables of a lab report: which printed rows belong under which header, and where a table ends.

Signatures, dates and remarks stand between tables and below them; a remark may also interrupt one, whose rows go on
under the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractors.fields import (
    lab_bands,
    lab_columns,
    lab_glued,
    lab_headings,
    lab_heads,
    lab_unheaded,
    lab_units,
    lab_values,
    lab_wording,
)
from extractors.fields.lab_columns import Column
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.layout.values import value_of
from extractors.layout.words import listed
from extractors.reading import Line

# Labels that stand before, between and behind tables, never in one.
_END_WORDS = frozenset(
    listed(
        """
        检验者 检验人 检验员 检验医师 检验技师 检测者 检测人 操作者 审核者 审核人 审核医师 审核医生 复核者 核对者
        报告者 报告医师 报告时间 报告日期 审核时间 审核日期 检验时间 检验日期 检测日期 检测时间 采样时间 采样日期
        采集时间 采集日期 接收时间 接收日期 签收时间 送检时间 送检日期 打印时间 打印日期 备注 注 附注 说明 建议
        建议与解释 申请医师 申请医生 送检医师 送检医生 姓名 性别 年龄 科室 床号 住院号 门诊号 病案号 样本号 标本号
        条码号 样本类型 标本类型 标本种类 样本状态 标本状态 临床诊断 诊断 检验仪器 检测仪器 检验目的 结论 送检科室
        申请科室 检验 审核 报告 发布时间 病历号
        """
    )
)
_END_TEXT = re.compile(
    r"本(?:报告|结果|检测|检验)(?:仅|单)|仅对(?:此|本|该|送检|来样|所)|^※|^\*(?!.*\d)|以下空白|第\d+页|"
    r"^共\d+页|打印时间|"
    r"S[:=]?敏感.*R[:=]?耐药|R[:=]?耐药.*S[:=]?敏感|敏感[(:]?S.*耐药[(:]?R|结果互认|咨询电话|如有疑问|温馨提示|声明"
)
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}|二[〇○零O0][一二三四五六七八九〇○零]{2}年[一二三四五六七八九十]+月"
)
_TO = r"[-~—–−―～〜至]"
_WORD = re.compile(  # ×10 /L, whose power was lost, 150 - 450, 0.27 -- 4.20, （正常值 110-150）
    r"(?<!\S)[×xX*]10 {1,2}/[LlμµuU]\S*|"
    r"(?<!\S)[(（](?:生物|正常)?(?:参考|正常)(?:值|区间|范围|值范围)?[:：]?\s+[<>≤≥\d]\S*|"
    rf"(?<!\S)[<>≤≥]?\d+(?:\.\d+)?(?:\s+{_TO}{{1,2}}\s*|{_TO}{{1,2}}\s+)\d+(?:\.\d+)?(?!\S)|\S+"
)
_SENTENCE = re.compile(r"[。；;，,：:]|(?:请|已)[\u4e00-\u9fff]{2}")
_DAY = re.compile(r"-\d\d-\d\d(?!\d)")  # half of one
_TOLD = re.compile(r"[\u4e00-\u9fff]{2,8}[:：].{4}")  # 结果提示：检出两型
_CAPTION = re.compile(r"(?<![\u4e00-\u9fff])(?:计量|结果|浓度)?单\s*位\s*[:：]\s*(?P<unit>[^\s()（）。;；]+)")
_ABOVE = 3  # rows above a header where its table's caption may stand
_ENGLISH = 3  # words of a header that is printed once more
_FITS = 0.8  # mean cost up to which the cells of a row stand under a table's columns
_TITLE_STEP = 0.9  # of the distance of rows, from which words alone are no second line of a name
_NAME_INDENT = 1.5  # text heights that a title begins left or right of the names at most
_FOOT = 9.9  # below every page
_TALL = 3.0  # times the text's height: a watermark slanting over the table
_SPECIMEN = listed("样本类型 标本类型 标本种类 样本种类 标本名称 标本")


@dataclass(slots=True)
class Table:
    """Rows under one header."""

    columns: tuple[Column, ...]
    panel: int
    specimen: str = ""
    rows: list[Row] = field(default_factory=list)
    headed: bool = True
    unit: str = ""  # of all its values, printed above it: 单位：mg/L


def tables(sheet: Sheet, rows: Sequence[Row], previous: tuple[Column, ...], panel: int) -> tuple[list[Table], int]:
    """A page's rows sorted under their headers; a page without one goes on with the columns of the page before.

    `rows`: the sheet's, without what stands beside its tables.
    """
    found: list[Table] = []
    current: Table | None = None
    before: Table | None = None  # the one that was interrupted last
    headers = lab_heads.headers(rows, [tokens_of(row) for row in rows])
    if not any(headers):
        return _headless_tables(sheet, rows, previous, max(panel, 0))
    interrupted = True
    for i, (row, header) in enumerate(zip(rows, headers, strict=True)):
        if header is None:
            continue
        if header:
            panel += 1 if interrupted and (found or panel < 0) else 0
            _leave_title(current)
            current = Table(header, panel, specimen(sheet, row.box.y1), unit=_unit_above(rows[max(0, i - _ABOVE) : i]))
            found.append(current)
            interrupted = False
        elif current is not None and (_is_remark(row, current.columns) or _repeats_the_header(row, current)):
            continue
        elif _ends(row, sheet):
            interrupted = True
            before, current = current or before, None
        elif current is not None:
            current.rows.append(row)
        elif before is not None and _goes_on(row, before):
            current = before
            current.rows.append(row)
            interrupted = False
    return found, panel


def _unit_above(rows: Sequence[Row]) -> str:
    """The unit that a caption gives for a whole table; "" where none does."""
    found = [match["unit"] for row in rows for match in _CAPTION.finditer(row.text)]
    return next((unit for unit in reversed(found) if lab_units.is_known(unit)), "")


def _is_remark(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row is a sentence that runs across the columns: 危急值已电话通知临床。"""
    if len(row.lines) != 1 or len(tokens_of(row)) > 2:
        return False
    (line,) = row.lines
    crossed = sum(line.box.x0 <= column.cx <= line.box.x1 for column in columns)
    return crossed >= 2 and (crossed >= 4 or _SENTENCE.search(line.text) is not None)


def _repeats_the_header(row: Row, table: Table) -> bool:
    """Whether the first row below a header is the same once more in English, however it was read."""
    words = [token.text for token in tokens_of(row)]
    latin = all(re.fullmatch(r"[A-Za-z.]+", word) and not lab_units.is_known(word) for word in words)
    return not table.rows and latin and sum(len(word) > 2 for word in words) >= _ENGLISH


def _leave_title(above: Table | None) -> None:
    """The words right above a header are its panel's title, no end of the last name in the table above."""
    if above is None or len(above.rows) < 2:
        return
    *rows, last = above.rows
    steps = [below.y - row.y for row, below in pairwise(rows)]
    alone = len(last.lines) == 1 and re.search(r"[\u4e00-\u9fff]{3}", last.text) and not re.search(r"\d", last.text)
    apart = last.y - rows[-1].y >= _TITLE_STEP * median(steps or [0.0])
    if alone and (apart or _ends_a_whole_name(rows[-1], last)):
        above.rows = rows


def _ends_a_whole_name(row: Row, words: Row) -> bool:
    """Whether the name above these words is listed as it is, and no longer one with them: 肌酐 above 肾功能."""
    (below,) = words.lines
    above = next((line for line in row.lines if abs(line.box.x0 - below.box.x0) < _NAME_INDENT * height(below)), None)
    if above is None or not lab_wording.is_listed(above.text) or below.text.strip().startswith(("(", "（")):
        return False
    return not lab_wording.is_listed(f"{above.text}{below.text}")


def _goes_on(row: Row, table: Table) -> bool:
    """Whether a row below a remark or a signature holds an item under the columns above it."""
    tokens = tokens_of(row)
    return lab_unheaded.is_data(tokens) and lab_columns.assign(tokens, table.columns)[1] < _FITS


def _headless_tables(
    sheet: Sheet, laid: Sequence[Row], previous: tuple[Column, ...], panel: int
) -> tuple[list[Table], int]:
    """The tables of a page without any header; where its columns change from one row on, two."""
    rows = [row for row in laid if not _ends(row, sheet)]
    cells = cells_of(rows)
    at = 0 if previous else lab_unheaded.changes_at([tokens for _, tokens in cells])
    middle = (cells[at - 1][0] + cells[at][0]) / 2 if at else 0.0
    parts = ([row for row in rows if row.y < middle], [row for row in rows if row.y >= middle])
    found: list[Table] = []
    for part in filter(None, parts):
        columns = _headless(part, previous)
        if columns:
            found.append(Table(columns, panel + len(found), specimen(sheet, _FOOT), part, headed=False))
    return found, max(panel, panel + len(found) - 1)


def _headless(rows: Sequence[Row], previous: tuple[Column, ...]) -> tuple[Column, ...]:
    table = [tokens for _, tokens in cells_of(rows)]
    found = lab_unheaded.inferred(table)
    if not previous or not found:
        return found
    costs = [lab_columns.assign(tokens, previous)[1] for tokens in table if len(tokens) >= 3]
    return previous if costs and median(costs) < _FITS else found


def _ends(row: Row, sheet: Sheet) -> bool:
    """Whether a row is none of a table's: signatures, dates, remarks."""
    if _END_TEXT.search(squeeze(row.text).text):
        return True
    measured = any(_is_measured(token.text) and not _DAY.match(token.text) for token in tokens_of(row))
    if not measured and (_DATE.search(row.text) or (len(row.lines) == 1 and _TOLD.match(squeeze(row.text).text))):
        return True
    return any(
        (label.colon and label.begins) or (label.word in _END_WORDS and (label.colon or len(label.word) > 2))
        for line in row.lines
        for label in sheet.labels_in(line)
        if lab_headings.kind_of(label.word) != "reference"  # 参考值：<60.0
    )


def _is_measured(text: str) -> bool:
    return lab_values.looks_like_range(text) or lab_values.looks_like_unit(text)


def cells_of(rows: Sequence[Row]) -> list[tuple[float, list[Line]]]:
    tokens = [[part for token in tokens_of(row) for part in lab_glued.apart(token)] for row in rows]
    heights = [height(token) for words in tokens for token in words]
    tallest = _TALL * median(heights) if heights else 0.0
    kept: list[tuple[Row, list[Line]]] = []
    for row, words in zip(rows, tokens, strict=True):
        own = [word for word in words if height(word) <= tallest]
        if own and not all(lab_headings.is_piece_of_a_mark_s_head(word.text) for word in own):
            kept.append((row, own))
    return lab_bands.cells([row for row, _ in kept], [words for _, words in kept])


def tokens_of(row: Row) -> list[Line]:
    """The row's lines cut at white space, left to right."""
    return sorted((word for line in row.lines for word in _words(line)), key=lambda token: token.box.x0)


def _words(line: Line) -> list[Line]:
    found = list(_WORD.finditer(line.text))
    return [line if word.group() == line.text else line.part(word.start(), word.end()) for word in found]


def specimen(sheet: Sheet, above: float) -> str:
    """The last specimen named above a table: every panel names its own."""
    labels = [label for label in sheet.labels_of(_SPECIMEN) if label.colon and label.box.cy < above]
    for label in sorted(labels, key=lambda label: -label.box.cy):
        found = value_of(label, sheet)
        if found is not None:
            return found.text.split()[0]
    return ""
