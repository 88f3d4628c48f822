"""Diseases to tick, found by themselves: rows of boxes whose words are diseases, whatever label stands beside them.

Forms print the label upright, wrapped in a narrow cell, in the middle of a tall one, or not at all; what is offered
there is the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.fields import ticks
from extractors.fields.sections import Part
from extractors.fields.ticks import Option
from extractors.layout.rows import Row, height, rows
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import Line, Page

_BOX = re.compile(
    rf"[{ticks.TICKED}{ticks.EMPTY}]|[(（\[【〔]\s{{0,4}}(?:[√✓✔■●Vv×xX*]\s{{0,4}})?[)）\]】〕]|(?<![a-zA-Z])口(?=[一-鿿])"
)
# What rows of boxes with diseases may ask instead of what is applied for.
_ANOTHER_QUESTION = re.compile(
    r"既往|已(?:经)?(?:享受|认定|办理|有|备案)|现有|现已|原有|原(?:享受|认定)|合并|伴有|伴发|并发|家族|病史|危险|高危|曾患|"
    r"取消|变更前|退出|过敏|死因|(?:诊断|认定|准入|评审)(?:标准|依据|条件)|症状|体征|临床表现"
)
_ENDS_WITH_BOX = re.compile(rf"(?:{_BOX.pattern})\s*$")
_LABEL = re.compile(r"病种|申[请报]|疾病$|[甲乙丙一二三ⅠⅡI]类|[:：、]$|病名")
_CONTINUED = re.compile(r"[一-鿿()（）]{1,8}")
_ROW_GAP = 3.0  # text heights without a row of boxes end a block
_DROPPED = 1.8  # pitches between two characters: something stands there that was read as nothing
_AS_READ = " 回"  # what it is taken for: a box with something in it, in doubt
_FULL = 3.0  # text heights from a row's end to the right edge of its block: it is full
_SHARE = 0.5  # of the words behind boxes that have to be diseases
_ALONE = re.compile(r"[一-鿿()]{3,16}")
_WIDEST = 16.0  # text heights from the last boxed words to those of a last column
_UNRELIABLE = 0.5  # certainty of ticks where the boxes of other words were lost
_LEAST = 2  # options of a block


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of options on one page, in reading order."""

    parts: tuple[Part, ...]
    options: tuple[Option, ...]


def find(pages: Sequence[Page], is_disease: Callable[[str], bool]) -> list[Block]:
    """The blocks of boxes that ask for the diseases applied for."""
    return [block for page in pages for block in _on_page(page, is_disease)]


def holds_boxes(text: str) -> bool:
    """Whether a text offers something to tick: nothing is written out there."""
    return _BOX.search(text) is not None


def _on_page(page: Page, is_disease: Callable[[str], bool]) -> Iterator[Block]:
    printed = rows(page.lines)
    boxed = (row for row in printed if any(holds_boxes(line.text) for line in row.lines))
    for group in _groups(row for row in boxed if _offers(_options([row]), is_disease)):
        options = _options(group)
        if len(options) < _LEAST or _is_unclear(group[0], is_disease):
            continue
        if _ANOTHER_QUESTION.search(_asked(printed, group[0])):
            continue
        kept = tuple(option for option in options if option.certainty == 1.0 or is_disease(option.name))
        if _lacks_boxes(printed, group, is_disease):
            kept = tuple(replace(option, certainty=min(option.certainty, _UNRELIABLE)) for option in kept)
        yield Block(tuple((page, line) for row in group for line in row.lines if holds_boxes(line.text)), kept)


def _offers(options: Sequence[Option], is_disease: Callable[[str], bool]) -> bool:
    return bool(options) and sum(is_disease(option.name) for option in options) >= _SHARE * len(options)


def _groups(offering: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows one below the other."""
    group: list[Row] = []
    for row in offering:
        if group and row.box.y0 - group[-1].box.y1 > _ROW_GAP * height(row.lines[0]):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _asked(printed: Sequence[Row], first: Row) -> str:
    """The words left of the first box, or where it begins its row, the row above."""
    before = _BOX.split(first.text, maxsplit=1)[0]
    above = printed[printed.index(first) - 1 : printed.index(first)]
    return squeeze(before).text or "".join(squeeze(row.text).text for row in above if not holds_boxes(row.text))


def _lacks_boxes(printed: Sequence[Row], group: Sequence[Row], is_disease: Callable[[str], bool]) -> bool:
    """Whether diseases stand among the boxed ones without a box: boxes were lost, and ticks may be no ticks."""
    boxed = [line for row in group for line in row.lines if holds_boxes(line.text)]
    if _stand_behind([row.text for row in group]):
        return False
    left, top = min(line.box.x0 for line in boxed), min(line.box.y0 for line in boxed)
    right, bottom = max(line.box.x1 for line in boxed), max(line.box.y1 for line in boxed)
    h = height(boxed[0])
    return any(
        left - h < line.box.cx < right + _WIDEST * h
        and top - 2 * h < line.box.cy < bottom + 2 * h
        and _ALONE.fullmatch(squeeze(line.text).text) is not None
        and is_disease(squeeze(line.text).text)
        for row in printed
        for line in row.lines
        if not holds_boxes(line.text) and not _is_name_of_box(line, row)
    )


def _is_name_of_box(line: Line, row: Row) -> bool:
    """Whether the box of a word is a line of its own left of it: □ | 高血压."""
    before = [other for other in row.lines if other.box.x1 <= line.box.x0 + height(line)]
    nearest = max(before, key=lambda other: other.box.x1, default=None)
    return nearest is not None and _BOX.search(nearest.text.strip()[-3:]) is not None


def _is_unclear(first: Row, is_disease: Callable[[str], bool]) -> bool:
    """Whether a disease stands before the first box: nobody can say which side its box is on."""
    text = next(line.text for line in first.lines if holds_boxes(line.text))
    before = squeeze(_BOX.split(text, maxsplit=1)[0]).text
    return bool(before) and _LABEL.search(before) is None and is_disease(before) and not _stand_behind([text])


def _options(group: Sequence[Row]) -> tuple[Option, ...]:
    texts = [" ".join(map(_spaced, row.lines)) for row in group]
    if _stand_behind(texts):
        text = "\n".join(re.split("[:：]", text)[-1] for text in texts)
    else:
        text = "\n".join(_from_first_boxes(group, texts))
    return ticks.read(text, blanks=True)


def _stand_behind(texts: Sequence[str]) -> bool:
    """Whether boxes are printed behind their words."""
    return 2 * sum(_ENDS_WITH_BOX.search(text) is not None for text in texts) > len(texts)


def _from_first_boxes(group: Sequence[Row], texts: Sequence[str]) -> list[str]:
    """The rows without the labels left of their boxes; what begins a row below a full one ends the name above."""
    left = min(line.box.x0 for row in group for line in row.lines if holds_boxes(line.text))
    right = max(row.box.x1 for row in group)
    kept: list[str] = []
    above: Row | None = None
    for row, text in zip(group, texts, strict=True):
        start = found.start() if (found := _BOX.search(text)) else 0
        head, first = squeeze(text[:start]).text, row.lines[0]
        full = above is not None and above.box.x1 > right - _FULL * height(first)
        if full and holds_boxes(first.text) and first.box.x0 < left + height(first) and _CONTINUED.fullmatch(head):
            kept[-1] += head
        kept.append(text[start:])
        above = row
    return kept


def _spaced(line: Line) -> str:
    """Its text, with what was read as nothing told by the room it takes: recognisers drop a box with a tick in it."""
    places, text = line.char_positions, line.text
    if len(places) != len(text) or not holds_boxes(text):
        return text
    steps = [b - a for (a, b), pair in zip(pairwise(places), pairwise(text), strict=True) if all(map(is_cjk, pair))]
    if not steps:
        return text
    wide = _DROPPED * median(steps)
    spaced = text[0]
    for (a, b), (before, char) in zip(pairwise(places), pairwise(text), strict=True):
        spaced += (_AS_READ if b - a > wide and is_cjk(before) and is_cjk(char) else "") + char
    return spaced
