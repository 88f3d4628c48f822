"""A page with its labels and rows: what every field extractor reads from.

    sheet = sheet_of(page)
    for label in sheet.labels_of(words.NAME):
        value = value_of(label, sheet)          # a short value: name, number, date
    for label in sheet.labels_of(("出院诊断",)):
        text = block_of(label, sheet)           # a long one: a diagnosis, findings

Labels and values are parts of lines, so each carries its own confidence and its own place in both frames;
`evidence(sheet.page, value.parts)` makes the evidence.
A field extractor takes the sheets of one document, in page order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from extractors.layout import words
from extractors.layout.captions import above_their_values
from extractors.layout.headings import misread_headings
from extractors.layout.label import Label
from extractors.layout.labels import find_labels
from extractors.layout.mending import mended, set_wide
from extractors.layout.rows import Row, rows, typical_height
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import body, confidence, evidence, join, squeeze
from extractors.layout.upright import levelled
from extractors.reading import Evidence, Line, Page

_HEAD = re.compile("科主任|主任|副主任|主治医师|住院医师")


@dataclass(frozen=True, eq=False)
class Sheet:
    """One page, laid out. Built once per page by `sheet_of`."""

    page: Page
    lines: tuple[Line, ...]  # the document's own: none inside seals, none empty
    labels: tuple[Label, ...]  # in the order of the lines
    rows: tuple[Row, ...]  # top to bottom
    text_height: float  # median, in fractions of the page's width
    _in_line: dict[int, tuple[Label, ...]] = field(repr=False)  # id of a line → its labels
    _in_row: dict[int, Row] = field(repr=False)  # id of a line → its row

    def labels_of(self, wanted: Collection[str]) -> tuple[Label, ...]:
        """The labels of which a word is among `wanted`, in page order."""
        return tuple(label for label in self.labels if any(word in wanted for word in label.words))

    def labels_in(self, line: Line) -> tuple[Label, ...]:
        """The labels found in one of the sheet's own lines, left to right."""
        return self._in_line.get(id(line), ())

    def row_of(self, line: Line) -> Row | None:
        return self._in_row.get(id(line))


@lru_cache(maxsize=64)  # each extractor asks for the same few pages again
def _laid(page: Page, more: tuple[str, ...]) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
    lines = body(page.lines)
    lines = levelled(set_wide(lines, rows(lines)), more)
    laid = rows(lines)
    whole = mended(lines, laid, more)
    laid = laid if whole == lines else rows(whole)
    settled = above_their_values(whole, laid, more)
    return (whole, laid) if settled is whole else (settled, rows(settled))


@lru_cache(maxsize=64)
def sheet_of(page: Page, more: tuple[str, ...] = ()) -> Sheet:
    """Lay a page out; `more` are label words beyond words.ALL."""
    lines, laid = _laid(page, more)
    found = find_labels(lines, more)
    found = _in_order((*found, *misread_headings(found, laid)), lines)
    labels = _supported(_without_titles(found, laid), laid)
    in_line: dict[int, tuple[Label, ...]] = {}
    for label in labels:
        in_line[id(label.source)] = (*in_line.get(id(label.source), ()), label)
    in_row = {id(line): row for row in reversed(laid) for line in row.lines}
    return Sheet(page, lines, labels, laid, typical_height(lines), in_line, in_row)


def _in_order(labels: Sequence[Label], lines: Sequence[Line]) -> tuple[Label, ...]:
    order = {id(line): index for index, line in enumerate(lines)}
    return tuple(sorted(labels, key=lambda label: (order.get(id(label.source), len(lines)), label.start)))


def _without_titles(labels: Sequence[Label], laid: Sequence[Row]) -> tuple[Label, ...]:
    """Only in a row of signatures, or before a name of its own, is 主任医师 a label; behind one it is a title."""
    heads = [squeeze(row.lines[0].text).text for row in laid]
    signing = [{id(line) for line in row.lines} for row, head in zip(laid, heads, strict=True) if _HEAD.match(head)]
    waiting = {id(label.source) for label in labels if label.end >= len(label.source.text.rstrip())}
    led = {id(b) for row in laid for a, b in pairwise(row.lines) if id(a) in waiting}  # whose label stands left
    return tuple(
        label
        for label in labels
        if label.colon
        or label.word not in words.TITLES
        or any(id(label.source) in row for row in signing)
        or (id(label.source) not in led and _signed(label))
    )


def _signed(label: Label) -> bool:
    """Whether a label begins its line and a name is all that follows: 主任医师 柳云纾."""
    return label.begins and is_whole_name(squeeze(label.source.text[label.end :]).text)


def _supported(labels: Sequence[Label], laid: Sequence[Row]) -> tuple[Label, ...]:
    """Without words that are labels only in a row of signatures and dates (审核吴香红) where the row has no other."""
    if not any(label.weak for label in labels):
        return tuple(labels)
    signing = (*words.PHYSICIAN_WORDS, *words.DATE_WORDS)
    others = [id(label.source) for label in labels if label.word in signing]
    rows_of = [{id(line) for line in row.lines} for row in laid]
    busy = [sum(each in row for each in others) > 1 for row in rows_of]
    return tuple(
        label
        for label in labels
        if not label.weak or any(b and id(label.source) in row for b, row in zip(busy, rows_of, strict=True))
    )


@dataclass(frozen=True, slots=True)
class Value:
    """What stands at a label."""

    label: Label
    sheet: Sheet
    parts: tuple[Line, ...]  # in reading order, labels and colons cut away
    how: str  # "inline", "right", "below" or "block"

    @property
    def text(self) -> str:
        return join(self.parts)

    @property
    def confidence(self) -> float:
        """Mean over the characters, in [0, 1]."""
        return confidence(self.parts)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return evidence(self.sheet.page, self.parts)


def words_on(sheets: Iterable[Sheet]) -> frozenset[str]:
    """Which words occur as labels on these sheets."""
    return frozenset(label.word for sheet in sheets for label in sheet.labels)
