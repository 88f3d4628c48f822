"""Dates beside signatures: alone on their line at the end of a paper, under who signs or the place for a stamp."""

from __future__ import annotations

import math
import re

from extractors.fields.date_places import Found, line_of
from extractors.fields.date_roles import signature_of
from extractors.fields.date_unread import at_the_end, little_beneath
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.layout.text import join, squeeze
from extractors.layout.words import PHYSICIAN_WORDS
from extractors.reading import Line

SIGNER = re.compile("(?:医师|医生|药师|技师|专家|签名|签字|签章|经办人|负责人)$")
"""How labels of signatures end."""

_APPLICANT = re.compile(
    r"(?:(?:本人|申请人|参保人|申报人)(?:\([^()]{0,12}\))?(?:签名|签字|签章)?|(?:本人|患者)签[名字]):"
)
# 申请人（签名）张三 2026年8月12日, 参保人签字 2026年8月12日: with no colon
_APPLICANT_SIGNED = re.compile(
    r"(?:本人|申请人|参保人|申报人)(?:\([^()]{0,8}签[^()]{0,8}\)|签[名字章])[^0-9:;,。]{0,6}|"
    r"(?:本人|申请人|参保人|申报人)[^0-9;,。]{0,8}:[^0-9:;,。]{0,6}"
)
_BY_OTHERS = re.compile("医师|医生|专家|负责人|经办")
_SEAL_PLACE = re.compile(r"\([㐀-鿿]{0,3}章\)|(?:公|盖)章:?")  # printed where a stamp belongs
_SEAL_BEHIND = re.compile("[㐀-鿿]{0,10}章[)]?$")  # what a seal over the day says, read with it in one line
_BENEATH = 4.0  # text heights at most between a signature and the date under it
_FLUSH = 4.0  # text heights


def near_signature(found: Found, anywhere: bool = False) -> bool:
    """Alone on its line, in the right part or under a signature, with nothing but signatures and notes beneath.

    `anywhere`: on a form each office signs in a box of its own, at any height.
    """
    first, last = found.parts[0], found.parts[-1]
    line = line_of(found)
    before, _, behind = squeeze(_up_to_signature(line, first, found.sheet)).text.partition(
        squeeze(join(found.parts)).text
    )
    before, behind = _SEAL_PLACE.sub("", before), _SEAL_BEHIND.sub("", behind)
    # Behind a date without its day stands what a stamp made of the day.
    alone = len(before) + (len(behind) if found.date.date.day else 0) <= 3
    if not alone:
        return False
    if under_signature(line, found.sheet, _FLUSH) and little_beneath(found.sheet, last):
        return True
    if not anywhere and not at_the_end(found.sheet, first, last):
        return False
    # A date with its time at the left of the last row is when the page was printed.
    beneath = under_signature(line, found.sheet) or _under_stamp(line, found.sheet)
    return first.box.cx > 0.4 or (not found.date.time and beneath)


def under_signature(line: Line, sheet: Sheet, drift: float = math.inf) -> bool:
    """Right beneath a line that signs, `drift` text heights left or right of its beginning at most."""
    h = height(line)
    return any(
        0.6 * h < line.box.cy - label.box.cy < _BENEATH * h and abs(line.box.x0 - label.box.x0) < drift * h
        for label in sheet.labels
        if signature_of(label.word) is not None or label.word in PHYSICIAN_WORDS or SIGNER.search(label.word)
    )


def under_applicant(found: Found) -> bool:
    """Alone on its row, right under the row the applicant signs and nobody else: 申请人：张三, and the day under it."""
    rows = found.sheet.rows
    at = next((index for index, row in enumerate(rows) if row is found.row), 0)
    alone = squeeze(found.row.text).text == squeeze(join(found.parts)).text
    if at == 0 or not alone or found.row.y - rows[at - 1].y > _BENEATH * height(found.parts[0]):
        return False
    signed = _APPLICANT.match(squeeze(rows[at - 1].text).text)
    return signed is not None and not _BY_OTHERS.search(signed.string[signed.end() :])


def behind_applicant(found: Found) -> bool:
    """Behind the applicant's signature in its line: 申请人（签名）张三 2026年8月12日."""
    before = squeeze(line_of(found).text).text.partition(squeeze(join(found.parts)).text)[0]
    return _APPLICANT_SIGNED.fullmatch(before) is not None


def _under_stamp(line: Line, sheet: Sheet) -> bool:
    """Right beneath the place for a stamp, flush with who sets it: 某医院（盖章）, and the day under it."""
    h = height(line)
    return any(
        0.6 * h < line.box.cy - other.box.cy < _BENEATH * h
        and abs(line.box.x0 - other.box.x0) < _FLUSH * h
        and _SEAL_PLACE.search(squeeze(other.text).text)
        for other in sheet.lines
    )


def _up_to_signature(line: Line, date: Line, sheet: Sheet) -> str:
    """The text of a line without the signature behind its date: 2026年3月5日 医师：李四."""
    at = line.text.find(date.text)
    signed = [label.start for label in sheet.labels_in(line) if label.start > at and signature_of(label.word)]
    return line.text[: min(signed, default=len(line.text))]
