"""Flags of lab items: marks in a column of their own or beside value, range or unit, and what a legend says they mean.

A flag is what is printed, never what a value would deserve. A mark that recognition tore off its row (a curled page)
goes to the neighbour it belongs to, where value and range say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.fields import lab_values
from extractors.fields.lab_rows import Record
from extractors.layout.sheet import Sheet
from extractors.layout.text import join, squeeze

_LEGEND = re.compile(
    r"[“\"'(]?(?P<mark>[▲△▼▽★☆*＊↑↓]|(?<![A-Za-z])[HLAP](?![A-Za-z]))[”\"')]?(?:标[记识]|符号)?(?P<says>[:=,]?"
    r"(?:为|表示|代表|指|示|提示|结果)?)(?P<high>(?:结果)?(?:偏|升|增|过)?高)?(?P<low>(?:结果)?(?:偏|降|减|过)?低)?(?P<abnormal>异常|阳性)?"
)
_POWER = re.compile(r"10\s*[*＊^]")  # of a unit, 10*9/L: no star
_POSITIVE = re.compile(r"\d\+|阳性|\+")
_STRAY = 0.5  # text heights between a mark and the row it was read in, from which it may be another's
_STARS = re.compile("[*＊★☆]+")
_ONE_COLUMN = 1.0  # text heights between two arrows of one column
_UNSURE = 0.75  # confidence of a character that may be an arrow
_SURER = 0.15  # by how much the rest of its value is surer
_ONES = 3  # characters of a value that may end in such ones
_ARROW_PERHAPS = 0.6  # certainty of an item whose arrow was read as a character
_CONTRADICTED = 0.5  # certainty of an item whose flag its value and range deny


def legend(sheet: Sheet) -> Mapping[str, str]:
    """What the sheet says its marks mean: ▲偏高 ▼偏低 △异常 → {"▲": "H", …}. Empty where it says nothing."""
    found: dict[str, str] = {}
    for line in sheet.lines:
        flat = squeeze(line.text).text
        for match in _LEGEND.finditer(flat):
            meaning = "H" if match["high"] else "L" if match["low"] else "A" if match["abnormal"] else ""
            told = match["mark"] not in "*＊" or match["says"]  # *阳性 is a value with its mark
            if meaning and told and not match["mark"].isalnum():
                found.setdefault(match["mark"], meaning)
    return found


def flag_of(record: Record, result: str, reference: str, marks: Mapping[str, str]) -> str:
    """H, L, A or "": the first mark found beside the value, in the column of marks, beside the range or the unit."""
    for kind in ("result", "flag", "reference", "unit"):
        text = _POWER.sub("", record.text(kind))
        meant = next((marks[c] for c in text if c in marks), "") if kind != "reference" or "*" not in text else ""
        found = meant or _marked(kind, text, result, reference)
        if found:
            return _directed(found, text, result, reference)
    return ""


def _marked(kind: str, text: str, result: str, reference: str) -> str:
    if not text:
        return ""
    if kind == "flag":
        return lab_values.flag(text) or lab_values.doubtful_flag(text, result, reference)
    if kind == "unit":
        return lab_values.part_arrow(text)[1]
    if kind == "reference" and lab_values.MARK_BEFORE_NEGATIVE.match(text):
        return "A" if _POSITIVE.search(result) else ""
    found = lab_values.part_flag(text)[1]
    if kind == "result" and not found:
        found = lab_values.torn_mark(text, result, reference)
    return found if kind == "result" else found.replace("A", "")


def _directed(found: str, text: str, result: str, reference: str) -> str:
    """A ▲ beside a value below its range marks it, but not as high."""
    denied = {"H": "L", "L": "H"}.get(found, "")
    only_shape = any(c in "▲▼" for c in text)
    return "A" if only_shape and denied and lab_values.outside(result, reference) == denied else found


def settled(records: Sequence[Record], marks: Mapping[str, str]) -> list[Record]:
    """The rows with marks moved to the neighbour they belong to. `marks`: what the sheet's legend says of marks."""
    _stars_of_names(records, marks)
    _arrows_before_ranges(records)
    _arrows_as_ones(records)
    _unread_arrows(records)
    for above, below in pairwise(records):
        for wrong, right in ((above, below), (below, above)):
            _move(wrong, right)
    for record in records:
        mark = lab_values.flag(record.text("flag")) or lab_values.part_flag(record.text("result"))[1]
        if mark in ("H", "L") and (_inside(record) or _side(record) not in ("", mark)):
            record.certainty = min(record.certainty, _CONTRADICTED)
    return list(records)


def _stars_of_names(records: Sequence[Record], marks: Mapping[str, str]) -> None:
    """Stars in a column left of the names taken away: they say that others recognise the item (互认).

    Only where no legend says otherwise, and a star stands beside a value inside its range.
    """
    starred = [record for record in records if _star_before(record) and record.text("flag").strip()[0] not in marks]
    if any(_inside(record) for record in starred):
        for record in starred:
            record.cells.setdefault("other", []).extend(record.cells.pop("flag"))


def _star_before(record: Record) -> bool:
    """Whether all that is printed as a flag are stars left of the name and the code."""
    cell, named = record.cells.get("flag", []), [*record.cells.get("name", []), *record.cells.get("code", [])]
    stars = all(_STARS.fullmatch(line.text.strip()) for line in cell)
    return bool(cell and named) and stars and max(line.box.x1 for line in cell) <= min(line.box.x0 for line in named)


def _arrows_before_ranges(records: Sequence[Record]) -> None:
    """Arrows printed before the ranges and read as a character (4 57-111): set off from a range that is whole.

    Only where other rows have an arrow there and the value lies outside its range.
    """
    arrows = [line.box.cx for record in records for line in record.cells.get("reference", []) if _arrow(line.text)]
    for record in records:
        cell = record.cells.get("reference", [])
        if len(cell) < 2 or record.has("flag") or len(cell[0].text.strip()) != 1:
            continue
        first, *rest = cell
        column = any(abs(first.box.cx - x) < _ONE_COLUMN * record.h for x in arrows)
        whole = lab_values.reference(join(rest))
        side = lab_values.outside(lab_values.value(record.text("result")), whole) if column else ""
        if side and lab_values.looks_like_range(whole) and not _arrow(first.text):
            record.cells["reference"] = rest
            record.cells["flag"] = [replace(first, text={"H": "↑", "L": "↓"}[side])]
            record.certainty = min(record.certainty, _ARROW_PERHAPS)


def _arrow(text: str) -> bool:
    return re.match(r"\s*[↑↓]", text) is not None


def _arrows_as_ones(records: Sequence[Record]) -> None:
    """Values whose arrows were read as ones (64011 for 640 ↑↑): set off by a gap, and an arrow among second thoughts.

    Only where the number before them lies above its range.
    """
    for record in records:
        cell = record.cells.get("result", [])
        line = cell[0] if len(cell) == 1 and not record.has("flag") else None
        if line is None or len(line.char_positions) != len(line.text) or len(line.text) < _ONES:
            continue
        steps = [right - left for left, right in pairwise(line.char_positions)]
        cut = 1 + max(range(len(steps)), key=lambda i: steps[i])
        number, reference = line.text[:cut], lab_values.reference(record.text("reference"))
        thought = any(letter == "↑" for frame in line.frames[len(line.frames) // 2 :] for letter, _ in frame)
        if thought and re.fullmatch("1{1,2}", line.text[cut:]) and lab_values.outside(number, reference) == "H":
            record.cells["result"], record.cells["flag"] = [line.part(0, cut)], [line.part(cut, len(line.text))]
            record.certainty = min(record.certainty, _ARROW_PERHAPS)


def _unread_arrows(records: Sequence[Record]) -> None:
    """Values behind which an arrow was read as a character (106.71 for 106.7↑), where the column prints arrows so.

    Only a last character the recogniser was unsure of, and only where value and range then agree with the arrow.
    """
    if not any(lab_values.part_flag(record.text("result"))[1] in ("H", "L") for record in records):
        return
    for record in records:
        cell = record.cells.get("result", [])
        last = cell[-1] if len(cell) == 1 else None
        if last is None or not last.char_confidences or len(last.text) < 2 or record.has("flag"):
            continue
        number, mark = last.text[:-1].strip(), last.text[-1]
        reference = lab_values.reference(record.text("reference"))
        surely = min((*last.char_confidences[: len(number)],), default=0.0)
        if surely - last.char_confidences[-1] < _SURER or last.char_confidences[-1] > _UNSURE:
            continue
        if lab_values.doubtful_flag(mark, number, reference):
            record.cells["result"] = [last.part(0, len(number))]
            record.cells["flag"] = [last.part(len(last.text) - 1, len(last.text))]
            record.certainty = min(record.certainty, _ARROW_PERHAPS)


def _move(wrong: Record, right: Record) -> None:
    """A mark that its own row denies and the next row lacks, if it stands towards that row."""
    mark = lab_values.flag(record_mark) if (record_mark := wrong.text("flag")) else ""
    if mark not in ("H", "L") or not _inside(wrong) or right.has("flag") or right.panel != wrong.panel:
        return
    y = sum(line.box.cy for line in wrong.cells["flag"]) / len(wrong.cells["flag"])
    towards = abs(y - right.y) < abs(right.y - wrong.y) + _STRAY * wrong.h
    if towards and _side(right) == mark and not lab_values.part_flag(right.text("result"))[1]:
        right.cells["flag"] = wrong.cells.pop("flag")


def _side(record: Record) -> str:
    return lab_values.outside(lab_values.value(record.text("result")), lab_values.reference(record.text("reference")))


def _inside(record: Record) -> bool:
    """Whether value and range are both plain and the value lies in it."""
    value, reference = lab_values.value(record.text("result")), lab_values.reference(record.text("reference"))
    return lab_values.is_plain(value, reference) and not lab_values.outside(value, reference)
