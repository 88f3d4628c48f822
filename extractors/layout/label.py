"""A label printed on a page."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.layout.text import is_bullet, squeeze
from extractors.reading import Box, Line


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A known label found on a page."""

    word: str  # as the vocabulary spells it
    line: Line  # the part of the line that is the label, its colon included
    source: Line  # the whole line it was found in
    start: int  # characters [start, end) of source.text, colon included
    end: int
    colon: bool
    exact: bool = True  # False: one character was misread
    also: tuple[str, ...] = ()  # printed as one with it: 年龄 in 性别/年龄; their values follow in the same order
    weak: bool = False  # 审核吴香红: a label only where its row signs

    @property
    def box(self) -> Box:
        return self.line.box

    @property
    def begins(self) -> bool:
        """Whether it begins its line."""
        before = self.source.text[: self.start].strip(" \t\u3000*★☆●·-[](（【〔〖")
        return not before or is_bullet(squeeze(before).text)

    @property
    def words(self) -> tuple[str, ...]:
        """Its own and those printed as one with it."""
        return (self.word, *self.also)
