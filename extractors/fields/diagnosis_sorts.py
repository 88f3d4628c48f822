"""Labels inside a list that say of what sort the diagnosis behind them is, in words no list has.

主诊: 次诊: in the cell of 出院诊断, 耐药情况: between 主要诊断: and 其他诊断:; and where no heading tells of diagnoses,
lines that say of each part of the body what ails it: 右眼: 左眼: 全身:. What stands behind such a label is nothing but
diseases, which tells it from all other labels.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extractors.fields import diagnosis_list
from extractors.fields.form_cells import Mark, Piece
from extractors.fields.sections import Part
from extractors.layout.rows import height, rows
from extractors.layout.text import fold, squeeze
from extractors.reading import Line, Page

_FLUSH = 0.6  # text heights by which labels of one column begin apart
_LINES = 2  # such lines that make a list by themselves
_SHORTEST, _LONGEST = 3, 10  # characters of such a label with its colon; of one set wide only the last stands there
_TOLD = re.compile("[主自]诉|证|史|症状|体征|检[查验]|所见|家族|过敏|依据|原因|部位|手术|用药|处方")  # no diagnoses
_LABELLED = re.compile(r"\s*(?P<word>[一-鿿]{2,6}(?:\([^()]{1,12}\))?\s?(?:O[DSU])?)\s*[:]\s*(?=\S)")
_CODE = re.compile(r"[\[(【（][A-Z]\d{2}[^\[\]()【】（）]{0,24}[\])】）]")
_MAIN = re.compile("主|第一")


def marked(marks: list[Mark], pieces: Sequence[Piece], known: Collection[str]) -> None:
    """Makes labels of diagnoses of such labels; those in the cell of one leave it their text."""
    for mark in list(marks):
        word = squeeze(mark.line.text).text
        if mark.label in known or mark.cell or not word.endswith((":", "]")) or _TOLD.search(word):
            continue
        if not _SHORTEST <= len(word) <= _LONGEST or not _ails(mark, marks, pieces):
            continue
        if _cell_of(mark, marks, known) is not None:
            marks.remove(mark)
        elif _is_between(mark, marks, known):
            marks[marks.index(mark)] = replace(mark, label="主要诊断" if _MAIN.search(word) else "其他诊断")


def _ails(mark: Mark, marks: Sequence[Mark], pieces: Sequence[Piece]) -> bool:
    """Whether nothing but diseases stands behind a label on its row."""
    left = mark.line.box.x1
    until = min((m.line.box.x0 for m in marks if m.row == mark.row and m.line.box.x0 > left), default=9.0)
    behind = [p.line.text for p in pieces if p.row == mark.row and left <= p.line.box.x0 + 1e-6 < until]
    return only_diseases(" ".join(behind))


def only_diseases(text: str) -> bool:
    """Whether a text is a list of diseases and nothing else; its end may wrap."""
    entries = [text[start:end] for start, end in diagnosis_list.split(text)]
    named = [diagnosis_list.looks_like_disease(_CODE.sub("", entry)) for entry in entries]
    return bool(named) and named[0] and all(named[:-1]) and (named[-1] or len(entries) > 1)


def _cell_of(mark: Mark, marks: Sequence[Mark], known: Collection[str]) -> Mark | None:
    """The diagnosis' label in a cell on the left in whose text a label stands."""
    left = [m for m in marks if m.cell and m.line.box.x1 < mark.line.box.x0 and m.row <= mark.row]
    cell = max(left, key=lambda m: (m.row, m.line.box.x1), default=None)
    if cell is None or cell.label not in known:
        return None
    between = any(
        cell.line.box.x1 < m.line.box.x0 < mark.line.box.x0 - height(mark.line)
        for m in marks
        if cell.row <= m.row <= mark.row
    )
    return None if between else cell


def _is_between(mark: Mark, marks: Sequence[Mark], known: Collection[str]) -> bool:
    """Whether the labels above and below it, where it begins, are both of diagnoses."""
    h = height(mark.line)
    flush = [m for m in marks if m is not mark and abs(m.line.box.x0 - mark.line.box.x0) < _FLUSH * h]
    above = max((m for m in flush if m.row < mark.row), key=lambda m: m.row, default=None)
    below = min((m for m in flush if m.row > mark.row), key=lambda m: m.row, default=None)
    return above is not None and below is not None and {above.label, below.label} <= set(known)


def unheaded(pages: Sequence[Page]) -> Iterator[Part]:
    """The texts of lines that say of one part of the body after the other what ails it, under no heading."""
    for page in pages:
        found = [line for row in rows(page.lines) if (line := row.lines[0]) and _says_what_ails(line)]
        flush = [line for line in found if abs(line.box.x0 - found[0].box.x0) < _FLUSH * height(line)]
        for line in flush if len(flush) >= _LINES else ():
            match = _LABELLED.match(fold(line.text))
            yield page, line.part(match.end() if match else 0, len(line.text))


def _says_what_ails(line: Line) -> bool:
    match = _LABELLED.match(fold(line.text))
    return match is not None and not _TOLD.search(match["word"]) and only_diseases(line.text[match.end() :])
