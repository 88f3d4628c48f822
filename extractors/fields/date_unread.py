"""Dates that are there and could not be read, or only under a stamp: an unread date must not count as a missing one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.fields.date_certainty import made
from extractors.fields.date_places import Found
from extractors.fields.date_roles import BARE, ROLES, role_by_word, role_of
from extractors.fields.date_sequence import event_behind
from extractors.fields.date_text import find_dates
from extractors.layout.label import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.layout.text import evidence, squeeze
from extractors.layout.values import value_of
from extractors.reading import Box, DateField, DateRole, Evidence, Line, Seal, SealPurpose

_DAMAGED = re.compile(r"(?<!\d)(?:19|20)\d\d\D{0,2}\d|\d年.{0,4}月|[一二][〇○0零].{2}年|年.{0,3}月.{0,3}日$")
_AMOUNT = re.compile(r"[¥￥]?\d+(?:\.\d{1,2})?元?")
_CUT_SHORT = re.compile(r"(?:19|20)\d{0,2}$|[\d○〇].{0,3}[年月日./-]")  # what is left of a date
_MOST = 0.7  # share of a page's characters
_LOOSE = 0.8  # how sure a place makes of a role
_DATE_WIDTH = 0.15  # of a written date, in page widths
_DATE_IN_SEAL = re.compile(r"20\d\d\s?年|\d\s?月\s?\d|\d{1,2}\s?日|20\d\d[-./]\d")  # letters of a line it covers
_BESIDE, _LEVEL = 8.0, 0.6  # text heights from a label to its date under a stamp: along the row, across it
_UNDER = 4.0  # text heights from a label down to its date under a stamp
_UNREADABLE_LONGEST = 20  # characters; more is text, not a damaged date


def under_labels(sheet: Sheet, found: Sequence[Found], special: Mapping[str, DateRole]) -> list[DateField]:
    """Date labels whose value could not be read: something stands there and is no date."""
    taken = {id(each.label) for each in found if each.label is not None}
    boxes = [part.box for each in found for part in each.parts]
    fields: list[DateField] = []
    for label in sheet.labels:
        if role_of(label.word) is None or id(label) in taken or any(_told_by(label, each) for each in found):
            continue
        value = value_of(label, sheet, gap=3.0)
        stamped = [line for line in _dated_under_seals(sheet) if _label_before(line, sheet) is label]
        if value is None and stamped:
            fields.append(_under_seal(stamped[0], sheet, role_by_word(label.word, special), label.word))
            continue
        if value is None and (seal := _stamped(label, sheet)) is not None:
            proof = Evidence(seal.upload, seal.page, seal.box, seal.text, seal.text_confidence)
            fields.append(DateField(role_by_word(label.word, special), None, "", 0.3, (proof,), label.word))
        if value is None or any(part.box.intersection_area(box) > 0 for part in value.parts for box in boxes):
            continue
        text = squeeze(value.text).text
        role = role_by_word(label.word, special)
        if (loose := find_dates(value.text, labelled=True)) and value.how == "below":
            fields.append(made(sheet, value.parts, loose[0], role, label=label.word, certainty=_LOOSE))
        elif len(text) <= _UNREADABLE_LONGEST and _CUT_SHORT.search(text):
            fields.append(DateField(role, None, value.text, 0.3, value.evidence, label.word))
    return fields


def _told_by(label: Label, found: Found) -> bool:
    """Whether a word says what the date before it was: … 2025-12-20 出院 共17日."""
    event = event_behind(found)
    return event is not None and event is role_of(label.word) and label.source in found.row.lines


def beside_signatures(sheets: Sequence[Sheet], special: Mapping[str, DateRole]) -> list[DateField]:
    """The date the paper was signed on, where a stamp covers it or left little of it."""
    return [field for sheet in sheets for field in (*_under_seals(sheet, special), *_damaged_on(sheet, special))]


def _stamped(label: Label, sheet: Sheet) -> Seal | None:
    """The stamp that covers the place right of a label."""
    (ax, ay), (bx, by), (cx, cy), _ = label.line.polygon
    length = _DATE_WIDTH / max(label.box.width, 1e-6)
    ahead = ((bx - ax) * length, (by - ay) * length)
    place = Box.around(((bx, by), (cx, cy), (bx + ahead[0], by + ahead[1]), (cx + ahead[0], cy + ahead[1])))
    return next((seal for seal in sheet.page.seals if seal.box.intersection_area(place) > 0.3 * place.area), None)


def _under_seals(sheet: Sheet, special: Mapping[str, DateRole]) -> list[DateField]:
    """The date a stamp covers: read where its line was, else at least known to be there."""
    fields: list[DateField] = []
    covered = _dated_under_seals(sheet)
    for line in covered:
        word = next((word for word in ROLES if len(word) > 2 and word in squeeze(line.text).text), "")
        if word or _label_before(line, sheet) is None:  # else its label has it
            fields.append(_under_seal(line, sheet, role_by_word(word, special) if word else special[BARE], word))
    if covered:
        return fields
    written = " ".join(line.text for line in sheet.page.lines if line.in_seal)
    for seal in sheet.page.seals:
        if _DATE_IN_SEAL.search(f"{seal.text} {written}") and seal.purpose is not SealPurpose.DATE:
            proof = Evidence(seal.upload, seal.page, seal.box, seal.text, seal.text_confidence)
            fields.append(DateField(special[BARE], None, "", 0.3, (proof,)))
    return fields


def _dated_under_seals(sheet: Sheet) -> list[Line]:
    """Lines under a stamp that hold a date; a seal's number is none."""
    return [line for line in sheet.page.lines if line.in_seal and line not in sheet.lines and find_dates(line.text)]


def _under_seal(line: Line, sheet: Sheet, role: DateRole, word: str) -> DateField:
    date = find_dates(line.text)[0]
    return made(sheet, (line.part(date.start, date.end),), date, role, label=word, certainty=_LOOSE)


def _label_before(line: Line, sheet: Sheet) -> Label | None:
    """The date label with nothing behind it that stands left of a stamped line on its row (检查日期 | 2026-09-05).

    Where none does, the one it stands under.
    """
    h = height(line)
    bare = [
        label
        for label in sheet.labels
        if role_of(label.word) is not None and not label.source.text[label.end :].strip()
    ]
    before = [
        label
        for label in bare
        if -h <= line.box.x0 - label.box.x1 <= _BESIDE * h and abs(label.box.cy - line.box.cy) < _LEVEL * h
    ]
    over = [
        label
        for label in bare
        if abs(line.box.x0 - label.box.x0) < h and _LEVEL * h < line.box.cy - label.box.cy < _UNDER * h
    ]
    return max(before, key=lambda label: label.box.x1, default=None) or max(
        over, key=lambda label: label.box.cy, default=None
    )


def _damaged_on(sheet: Sheet, special: Mapping[str, DateRole]) -> list[DateField]:
    """What a stamp left of a date beside the signature: all its digits without a form, or at least that it is there."""
    fields: list[DateField] = []
    for line in sheet.lines:
        text = squeeze(line.text).text
        if sheet.labels_in(line) or len(text) > _UNREADABLE_LONGEST or find_dates(line.text) or _AMOUNT.fullmatch(text):
            continue
        if _DAMAGED.search(text) is None or line.box.cx < 0.4 or not at_the_end(sheet, line, line):
            continue
        if found := find_dates(line.text, labelled=True):
            part = line.part(found[0].start, found[0].end)
            fields.append(made(sheet, (part,), found[0], special[BARE], label="", certainty=_LOOSE))
        else:
            fields.append(DateField(special[BARE], None, line.text, 0.3, evidence(sheet.page, (line,))))
    return fields


def at_the_end(sheet: Sheet, first: Line, last: Line) -> bool:
    """In the lower part or behind most of the text, with little text beneath."""
    top = min(each.box.y0 for each in sheet.lines)
    bottom = max(each.box.y1 for each in sheet.lines)
    above = sum(len(each.text) for each in sheet.lines if each.box.cy < first.box.cy)
    low = first.box.cy > top + 0.45 * (bottom - top) or above > _MOST * sum(len(each.text) for each in sheet.lines)
    return low and little_beneath(sheet, last)


def little_beneath(sheet: Sheet, last: Line) -> bool:
    """Whether hardly more than notes and page numbers stand below a line."""
    beneath = [each for each in sheet.lines if each.box.cy > last.box.y1 + 0.5 * height(last)]
    return sum(len(each.text) for each in beneath) <= 160
