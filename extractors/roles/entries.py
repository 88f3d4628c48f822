"""The diagnoses the net of roles sees on a page, entry by entry, wherever it takes one to begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.layout.text import is_cjk
from extractors.reading import Line
from extractors.roles.net import DIAGNOSIS, DIAGNOSIS_ON, Tagged

_SEEN, _EDGE = 0.5, 0.2  # probability from which a character belongs to a diagnosis, and goes on with one
_BREAKS = frozenset("，,;；。、 /|\t\u3000")
_HOLE = 1  # Chinese characters between two stretches of one diagnosis, at most
_APART = 6  # … between two diagnoses of one list
_LINES_APART = 2  # lines from a diagnosis to the next of its list
_DOUBT = r"(?:\s*[(（]?(?:待查|待排除?|[待不]除外|待诊|可能性?大?|[?？])[)）]?)?"
_DOUBTED = re.compile(r"(?:考虑|疑似?|可疑)[:：]?\s*$")  # before a diagnosis
_BEHIND = re.compile(
    _DOUBT + r"\s*(?:[\[(【（]?\s*(?:ICD-?10)?[:：]?\s*[A-Z][0-9]{2}[.0-9xX+*†]*\s*[)\]】）]?)?" + _DOUBT
)
_CLOSES = re.compile(r"\s*[)\]）】]")
_OPEN = re.compile(r"[(（\[【][^)）】\]]*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters [start, end) of a line."""

    tagged: Tagged
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.tagged.line.text[self.start : self.end]

    @property
    def line(self) -> Line:
        return self.tagged.line.part(self.start, self.end)

    @property
    def begins(self) -> bool:
        """Whether the net takes its first character for the first of an entry."""
        tags = self.tagged.tags[self.start]
        return bool(tags[DIAGNOSIS] >= tags[DIAGNOSIS_ON])

    def chances(self) -> list[float]:
        return [float(chance) for chance in self.tagged.diagnosing[self.start : self.end]]


Entry = tuple[Stretch, ...]
"""One diagnosis, or several that only signs part; a stretch a line."""


def entries(lines: Sequence[Tagged]) -> list[Entry]:
    """In reading order, with the doubts and codes printed around them."""
    return [_whole(entry) for group in _lists(lines) for entry in _parted(group)]


def _lists(lines: Sequence[Tagged]) -> Iterator[list[Stretch]]:
    """Stretches that stand together."""
    together: list[Stretch] = []
    last = 0
    for at, line in enumerate(lines):
        for stretch in _stretches(line):
            if together and not _goes_on(together[-1], stretch, at - last):
                yield together
                together = []
            together.append(stretch)
            last = at
    if together:
        yield together


def _goes_on(one: Stretch, other: Stretch, lines: int) -> bool:
    if one.tagged is other.tagged:
        return _chinese(one.tagged.line.text[one.end : other.start]) <= _APART
    return lines <= _LINES_APART


def _stretches(tagged: Tagged) -> list[Stretch]:
    """What of a line is diagnosis: from characters that surely are to where a sign parts them from others."""
    text, chance = tagged.line.text, tagged.diagnosing
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        if chance[at] <= _SEEN:
            at += 1
            continue
        start = at
        while at < len(text) and chance[at] > _SEEN:
            at += 1
        while start > 0 and chance[start - 1] > _EDGE and text[start - 1] not in _BREAKS:
            start -= 1
        while at < len(text) and chance[at] > _EDGE and text[at] not in _BREAKS:
            at += 1
        if spans and _chinese(text[spans[-1][1] : start]) <= _HOLE:
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((start, at))
    return [Stretch(tagged, start, end) for start, end in spans]


def _parted(together: Sequence[Stretch]) -> list[Entry]:
    """A new entry wherever the net takes one to begin."""
    found: list[list[Stretch]] = []
    for stretch in together:
        tags = stretch.tagged.tags
        starts = [at for at in range(stretch.start + 1, stretch.end) if tags[at, DIAGNOSIS] > _SEEN]
        for start, end in zip([stretch.start, *starts], [*starts, stretch.end], strict=True):
            piece = _trimmed(Stretch(stretch.tagged, start, end))
            if not found or piece.begins or _stands_apart(found[-1][-1], piece):
                found.append([piece])
            else:
                found[-1].append(piece)
    return [tuple(entry) for entry in found]


def _stands_apart(one: Stretch, other: Stretch) -> bool:
    between = one.tagged.line.text[one.end : other.start] if one.tagged is other.tagged else ""
    return _chinese(between) > _HOLE


def _trimmed(piece: Stretch) -> Stretch:
    """Without the next entry's number, and with the bracket that was opened."""
    text, chance, end = piece.tagged.line.text, piece.tagged.diagnosing, piece.end
    while end > piece.start + 1 and chance[end - 1] <= _EDGE:
        end -= 1
    closing = _CLOSES.match(text, end)
    if closing and _OPEN.search(text[piece.start : end]):
        end = closing.end()
    return Stretch(piece.tagged, piece.start, end)


def _whole(entry: Entry) -> Entry:
    first, last = entry[0], entry[-1]
    doubted = _DOUBTED.search(first.tagged.line.text[: first.start])
    if doubted:
        entry = (Stretch(first.tagged, doubted.start(), first.end), *entry[1:])
        last = entry[-1]
    behind = _BEHIND.match(last.tagged.line.text, last.end)
    end = behind.end() if behind else last.end
    return (*entry[:-1], Stretch(last.tagged, last.start, end))


def _chinese(text: str) -> int:
    return sum(map(is_cjk, text))
