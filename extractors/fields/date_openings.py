"""Dates that open something by where they stand: a visit, a note, the particulars of an examination."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields.date_places import Found
from extractors.fields.date_roles import role_of
from extractors.fields.date_signed import under_signature
from extractors.layout.label import Label
from extractors.layout.rows import height
from extractors.layout.text import join, squeeze
from extractors.layout.words import (
    AGE,
    DEPARTMENT,
    DIAGNOSIS_WORDS,
    INPATIENT_NUMBER,
    SEX,
    TEXT_WORDS,
    VISIT_NUMBER,
    listed,
)
from extractors.reading import DateRole

_PARTICULARS = (
    *(*SEX, *AGE, *DEPARTMENT, *VISIT_NUMBER, *INPATIENT_NUMBER),
    *listed("检查号 检查编号 影像号 超声号 放射号 CT号 MR号 X线号 片号"),
)
_CLOCK = re.compile(r"^[0-2]?\d[:时][0-5]\d(?:[:分][0-5]\d秒?)?分?")
# 2026-05-03 10:20 李四主任医师查房记录, 2026-05-03 首次病程记录
_NOTE = re.compile(r"[^,，。;；:：]{0,24}(?:记录|录|小结|查房|病程|讨论)")
_OF_A_ROOM = re.compile("[一-鿿]{1,8}(?:科|门诊|室|部|病区)")
_SHORT = 9  # characters beside a date that heads a visit
_UNDER = 4.0  # text heights from a note's title down to its day
_FLUSH = 4.0  # text heights


def opens(found: Found) -> bool:
    """First on its row, under the patient's particulars and above the text."""
    first = found.parts[0]
    before = _OF_A_ROOM.sub("", squeeze(found.between if found.label is None else "").text)  # 妇科 … 2026.4.7
    heads = [label for label in found.sheet.labels if label.begins and label.word in (*TEXT_WORDS, *DIAGNOSIS_WORDS)]
    if found.label is not None or found.index > 0 or before:
        return False
    return first.box.cy < min((label.box.cy for label in heads), default=0.0) or _opens_another(found, heads)


def _opens_another(found: Found, heads: Sequence[Label]) -> bool:
    """First on a row with its department or 复诊, below a signature and above more text: another visit of a booklet."""
    row, first = found.row, found.parts[0]
    left = min(line.box.x0 for line in found.sheet.lines)
    rest = squeeze(row.text).text.removeprefix(squeeze(join(found.parts)).text)
    headed = 0 < len(rest) <= _SHORT and first.box.x0 - left < _FLUSH * height(first)
    return headed and under_signature(first, found.sheet) and any(label.box.cy > first.box.cy for label in heads)


def heads_a_note(found: Found) -> bool:
    """First on a row that else says what the note beneath is."""
    rest = squeeze(found.row.text).text.removeprefix(squeeze(join(found.parts)).text)
    rest = _CLOCK.sub("", rest)
    first = found.parts[0].box.x0 <= min(line.box.x0 for line in found.row.lines) + height(found.parts[0])
    said = _NOTE.fullmatch(rest) is not None or (not rest and _is_under_its_title(found))
    return first and found.label is None and said


def _is_under_its_title(found: Found) -> bool:
    """Whether the title of a note stands right above: 首次病程记录, and under it 2026-06-29 12:08."""
    h = height(found.parts[0])
    over = [line for line in found.sheet.lines if 0.6 * h < found.parts[0].box.cy - line.box.cy < _UNDER * h]
    return bool(found.date.time) and any(_NOTE.fullmatch(squeeze(line.text).text) for line in over)


def is_in_the_head(found: Found) -> bool:
    """Among the patient's particulars, on a page on which no other label says when the examination was."""
    h = height(found.parts[0])
    last = max((label.box.cy for label in found.sheet.labels_of(_PARTICULARS)), default=0.0)
    told = any(role_of(label.word) is DateRole.EXAMINED for label in found.sheet.labels)
    return found.parts[0].box.cy < last + h and not told
