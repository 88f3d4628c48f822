"""Headings of reports that stand in no line of their own: set wide, or run together with their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout import words
from extractors.layout.rows import height, rows
from extractors.layout.text import squeeze
from extractors.reading import Line, Page

# What is seen, said before the text: an opinion's words (病理诊断为 …) stand in sentences as well.
_RUN_ON = re.compile(
    r"((?:检查|影像学?|超声|镜下|内镜|光镜|显微镜|胃镜|肠镜|肉眼|大体)(?:所见|描述))(?=[\u4e00-\u9fff])(?![及与和的为之同如提示中])"
)
_RUN_ON_FROM = 14  # characters of a line that begins with such a heading
_SET_WIDE = frozenset(words.listed("意见 印象 结论 诊断 描述 所见 提示 表现"))
_APART = 6.0  # text heights between its characters
# Short words that begin sentences as well: headings only where what is seen and what is concluded both begin so.
_SEEN = re.compile(
    r"(?:描述|所见|表现|检查结果|检查所见|影像所见|超声所见|影像表现|CT所见|MR所见|镜下所见)(?=[\u4e00-\u9fffA-Z0-9])"
)
_CONCLUDED = re.compile(
    r"(?:诊断(?:意见|结论|印象|提示)?|检查(?:意见|结论)|超声(?:提示|诊断)|影像学?诊断|结论|印象|意见|提示)"
    r"(?=[\u4e00-\u9fffA-Z0-9])"
)
_FLUSH = 1.5  # text heights by which two such headings may begin apart


def told(page: Page) -> Page:
    """The page with such headings in a line each."""
    return _parted(_joined(page))


def run_on(text: str, at: Sequence[int]) -> Iterable[tuple[str, int, int]]:
    """A heading the recogniser ran together with its text, as `sections.find` asks: 镜下所见癌细胞呈巢片状浸润肌层 …"""
    heading = _RUN_ON.match(text)
    return [(heading[1], 0, heading.end(1))] if heading and len(text) >= _RUN_ON_FROM else []


def _parted(page: Page) -> Page:
    """描述移植肝形态正常 … above 结论移植肝血流通畅 …: each word parted from its text."""
    seen = [(line, end) for line in page.lines if (end := _heading_end(line, _SEEN))]
    concluded = [(line, end) for line in page.lines if (end := _heading_end(line, _CONCLUDED))]
    pairs = [
        (first, second)
        for first in seen
        for second in concluded
        if second[0].box.y0 > first[0].box.y0 and abs(second[0].box.x0 - first[0].box.x0) < _FLUSH * height(first[0])
    ]
    if not pairs:
        return page
    cuts = {id(line): end for line, end in pairs[0]}
    lines: list[Line] = []
    for line in page.lines:
        cut = cuts.get(id(line))
        lines.extend([line] if cut is None else [line.part(0, cut), line.part(cut, len(line.text))])
    return replace(page, lines=tuple(lines))


def _heading_end(line: Line, heading: re.Pattern[str]) -> int:
    """Where such a heading ends in a line that begins with it; 0 where none does."""
    squeezed = squeeze(line.text)
    match = None if line.in_seal else heading.match(squeezed.text)
    return squeezed.span(0, match.end())[1] if match else 0


def _joined(page: Page) -> Page:
    """Headings that are set wide (意  见：) in one line each."""
    joined: dict[int, Line | None] = {}
    for row in rows(page.lines):
        for first, second in pairwise(row.lines):
            word = (first.text + second.text).rstrip(":：")
            if word in _SET_WIDE and id(first) not in joined and second.box.x0 - first.box.x1 < _APART * height(first):
                joined[id(second)] = None
                joined[id(first)] = _one(first, second)
    if not joined:
        return page
    return replace(page, lines=tuple(each for line in page.lines if (each := joined.get(id(line), line)) is not None))


def _one(first: Line, second: Line) -> Line:
    text = first.text + second.text
    sure = min(first.confidence, second.confidence)
    return replace(
        first,
        text=text,
        box=first.box.union(second.box),
        polygon=(first.polygon[0], second.polygon[1], second.polygon[2], first.polygon[3]),
        confidence=sure,
        min_confidence=sure,
        char_confidences=(sure,) * len(text),
        char_positions=(),
    )
