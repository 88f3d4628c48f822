"""Roles of several dates on one row: each before the word for what happened (… 入院 … 出院), or both ends of a span."""

from __future__ import annotations

import re

from extractors.fields.date_places import Found
from extractors.fields.date_text import find_dates
from extractors.layout.text import join, squeeze
from extractors.reading import DateRole

_EVENT = re.compile(r"\s*(?P<word>入院|出院|手术)(?![前后时中日间期方名情科记])")
_LEAST = 2  # dates on a row with such a word behind each
_ROLES = {"入院": DateRole.ADMISSION, "出院": DateRole.DISCHARGE, "手术": DateRole.SURGERY}
_EXAMINING = re.compile(r"(?:监测|检查|记录|佩戴|录制|描记|采集)起[止讫](?:时间|日期)?:?(?P<until>.{0,22})$")
_BEGINNING = re.compile(r"(?:监测|检查|记录|佩戴|录制|描记|采集)?(?:开始|起始)(?:时间|日期)?:?$")
_OF_A_SPAN = re.compile(r"[\d\s:：年月日时分秒./~～至到—–-]*")
_TERM = re.compile(
    r"待遇(?:享受)?(?:期限?|时间|起止|有效期)|享受(?:待遇)?(?:期限?|时间)|起止(?:时间|日期|期限)?$|有效期限?"
)


def event_behind(found: Found) -> DateRole | None:
    """The role by the word behind a date, where every date of its row has one: 2026-02-24 入院 2026-03-12 出院."""
    flat = found.row.text  # with its gaps: a number of a stay may stand right before
    dates = find_dates(flat)
    words = [_EVENT.match(flat, date.end) for date in dates]
    if len(dates) < _LEAST or not all(words):
        return None
    if _EVENT.search(flat[: dates[0].start].rstrip()[-3:]) is not None:  # 入院 … 出院 …: the words stand before
        return None
    said = {
        _ROLES[word["word"]] for date, word in zip(dates, words, strict=True) if word and date.date == found.date.date
    }
    return said.pop() if len(said) == 1 else None


def of_an_examination(found: Found) -> bool:
    """Either end of how long an examination took: 监测起止：2026-05-11 17:00 至 2026-05-12 09:00."""
    before = _before(found)
    match = _EXAMINING.search(before)
    return match is not None and _OF_A_SPAN.fullmatch(match["until"]) is not None


def begins_an_examination(found: Found) -> bool:
    """When a recording began: 开始：2026-04-28 09:30, 佩戴开始 2026-04-28."""
    return _BEGINNING.search(_before(found)) is not None


def end_of_a_term(found: Found) -> DateRole | None:
    """Which end of a benefit's term a date is, alone with the other on a row under a heading: 待遇期 | 自 … 至 …"""
    flat = squeeze(found.row.text).text
    dates = find_dates(flat)
    if len(dates) != _LEAST or not re.fullmatch(r"[至到~～—–-]{1,2}", flat[dates[0].end : dates[1].start]):
        return None
    head = re.sub(r"[自从:：]+$", "", flat[: dates[0].start])
    rows = found.sheet.rows
    at = next((index for index, row in enumerate(rows) if row is found.row), 0)
    head = head or (squeeze(rows[at - 1].text).text if at else "")
    if len(head) > 14 or not _TERM.search(head):
        return None
    return DateRole.VALID_FROM if found.date.date == dates[0].date else DateRole.EXPIRY


def _before(found: Found) -> str:
    flat, own = squeeze(found.row.text).text, squeeze(join(found.parts)).text
    return flat[: max(flat.find(own), 0)]
