"""The table of a genetic report: gene | variant | share, one row per gene."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields.lab_tables import tokens_of
from extractors.fields.printed import printed
from extractors.layout.rows import Row
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import squeeze
from extractors.reading import Field, Line, Page

_GENE = re.compile(r"^(?:检测)?基因(?:名称|名|符号)?$|^Gene$", re.IGNORECASE)
_VARIANT = re.compile(
    r"变异|突变|改变|检测结果|结果|丰度|频率|外显子|转录本|位点|致病性|VAF|临床意义|解读|杂合|基因型|用药|氨基酸|碱基"
)
_SYMBOL = re.compile(r"^\*?[A-Z][A-Z0-9]{1,7}(?:[-/][A-Z0-9]{1,8})*(?:基因)?$")
_EXPLAINED = re.compile(r"(?:检测)?(?:结果|变异|结论|报告)?(?:说明|解读|解释|总结|概述|汇总|提示|意见)[:]")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,2}[、.:,。][一-鿿]{2}|\[[一-鿿]{2,8}\]|\d{1,2}[一-鿿]{2,8}$"
)  # 三、结论: the next heading
_SENTENCE = re.compile("[。,;]")
_LONGEST_HEAD, _LONGEST_CELL = 14, 36  # characters
_END_LABELS = frozenset(
    ("检测结论", "结论", "检测人", "审核人", "报告日期", "检测方法", "备注", "声明", "说明", "检测者", "审核者", "注")
)


def read(pages: Sequence[Page]) -> tuple[Field | None, frozenset[int]]:
    """The field gene_results, its value `EGFR L858R 21.4%; KRAS 未检出`, and the ids of the lines it stands on."""
    parts: list[tuple[Page, Line]] = []
    values: list[str] = []
    used: set[int] = set()
    for page in pages:
        sheet = sheet_of(page)
        inside = False
        for row in sheet.rows:
            if _is_header(row):
                inside = True
                used.update(id(line) for line in row.lines)
            elif inside and _ends(row, sheet):
                inside = False
            elif inside:
                cells = [token.text for token in tokens_of(row)]
                if _SYMBOL.match(cells[0]) or not values:
                    values.append(" ".join(cells))
                else:  # a cell that wrapped
                    values[-1] += " " + " ".join(cells)
                parts.extend((page, line) for line in row.lines)
                used.update(id(line) for line in row.lines)
    return (printed("gene_results", parts, "; ".join(values)) if parts else None), frozenset(used)


def _is_header(row: Row) -> bool:
    cells = [squeeze(token.text).text for token in tokens_of(row)]
    # no sentence: …检出 EGFR 基因 21 号外显子 p.L858R 错义突变。
    heads = all(len(cell) <= _LONGEST_HEAD and not _SENTENCE.search(cell) for cell in cells)
    return heads and any(_GENE.match(cell) for cell in cells) and any(_VARIANT.search(cell) for cell in cells[1:])


def _is_text(flat: str) -> bool:
    """Whether a line alone in its row is a sentence, which no cell is."""
    return len(flat) > _LONGEST_CELL or flat.endswith("。")


def _ends(row: Row, sheet: Sheet) -> bool:
    flat = squeeze(row.text).text
    if _EXPLAINED.match(flat) or _NUMBERED.match(flat) or (len(row.lines) == 1 and _is_text(flat)):
        return True
    return any(label.word in _END_LABELS and label.begins for line in row.lines for label in sheet.labels_in(line))
