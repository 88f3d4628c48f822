"""Days that are not the paper's own: of the next visit or the last, and from when to when somebody is to rest."""

from __future__ import annotations

import re

from extractors.fields.date_places import Found, is_date_alone, line_of
from extractors.layout.rows import height
from extractors.layout.text import squeeze

_NEXT = "随访|复[诊查]|就诊|输[血注液]|住院|入院|手术|[化放]疗|透析|注射|用药|给药|检查|取药|评估"
_AHEAD = re.compile(
    rf"(?:(?:下一?次|下回|预[计约定]|计划|拟定?)的?(?:{_NEXT})|(?:随访|复[诊查]|就诊)(?:预约|提醒)|下一?次)"
    r"[一-鿿]{0,4}(?:\([^()]{0,8}\))?:?$"
)
# What was before: 上次就诊时间, 末次月经, 首次用药.
_PAST = re.compile(
    r"(?:上一?次|前一?次|[末未]次(?:月经|用药|化疗|透析)|LMP|首次(?:用药|服药|给药|注射|透析))[一-鿿]{0,6}(?:\([^()]{0,8}\))?:?$"
)
_HEAD_OF_PAST = re.compile(r"^(?:上一?次|前一?次|历次|既往|历史|停止|停嘱|停药)[一-鿿]{0,6}(?:\([^()]{0,8}\))?$")
_DATE_TO = r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?起?[至到~—-]{1,2}"
_AT_REST = re.compile(rf"(?:病休|全休|休息|休假|建休|病假)[一-鿿\]】)]{{0,6}}:?自?(?:{_DATE_TO})?$")
_FAR = 0.5  # page widths from a label in a cell of its own to its value


def is_ahead(found: Found) -> bool:
    """Whether the words before a date say so, on its line or in the next cell on its left, or over it."""
    before = squeeze(_said(found)).text
    if _PAST.search(before) or _is_headed_past(found):
        return True
    return _AHEAD.search(before) is not None or _AT_REST.search(before) is not None


def _is_headed_past(found: Found) -> bool:
    """Whether the heading of its column says that a day was before, as beside the results of last time: 上次日期."""
    line = line_of(found)
    if not is_date_alone(line):
        return False
    over = [
        other
        for other in found.sheet.lines
        if other.box.cy < line.box.cy - 0.6 * height(line)
        and other.box.x0 < line.box.x1
        and line.box.x0 < other.box.x1
        and not is_date_alone(other)
    ]
    head = max(over, key=lambda other: other.box.cy, default=None)
    return head is not None and _HEAD_OF_PAST.search(squeeze(head.text).text) is not None


def _said(found: Found) -> str:
    line, first = line_of(found), found.parts[0]
    own = line.text.partition(first.text)[0]
    if own.strip():
        return own
    h = height(line)
    left = [
        other
        for other in found.row.lines
        if other is not line and 0 <= line.box.x0 - other.box.x1 <= _FAR and abs(other.box.cy - line.box.cy) < h
    ]
    return max(left, key=lambda other: other.box.x1).text if left else ""
