"""All dates of a document, each with the role its label or its place gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.fields.date_certainty import made
from extractors.fields.date_roles import ROLES, SIGNATURES, STAY, USUAL, VALIDITY, role_of
from extractors.fields.date_text import DateText, find_dates
from extractors.layout.labels import Label
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet
from extractors.layout.text import cut, evidence, join, joined, squeeze
from extractors.layout.values import value_of
from extractors.layout.words import DIAGNOSIS_WORDS, TEXT_WORDS
from extractors.reading import Box, DateField, DateRole, Evidence, Line, Seal, SealPurpose

BARE = "bare"  # key of `special`: a date alone near the signature
OPENING = "opening"  # key of `special`: a date alone above the text, as records of a visit begin
_DAMAGED = re.compile(r"(?<!\d)(?:19|20)\d\d\D{0,2}\d|\d年.{0,4}月|[一二][〇○0零].{2}年")  # what is left of a date
_SURE, _FUZZY, _PLACED, _LOOSE = 1.0, 0.85, 0.9, 0.8  # how sure a label or a place makes of a role
_SEAL_PLACE = re.compile(r"\((?:公|盖|签|印)?章\)|(?:公|盖)章:?")  # printed where a stamp belongs
_DATE_WIDTH = 0.15  # of a written date, in page widths
_DATE_IN_SEAL = re.compile(r"20\d\d\s?年|\d\s?月\s?\d|\d{1,2}\s?日|20\d\d[-./]\d")  # letters of a line it covers
_BELOW = 6.0  # text heights within which a label may have its value below it
_UNREADABLE_LONGEST = 20  # characters; more is text, not a damaged date


@dataclass(frozen=True, slots=True)
class _Found:
    """A date on a row, with what the row says before it."""

    sheet: Sheet
    row: Row
    parts: tuple[Line, ...]
    date: DateText
    label: Label | None  # the nearest label before it on its row
    between: str  # text between that label and the date
    index: int  # which date of that label: 0, 1 …


def dates(sheets: Sequence[Sheet], special: Mapping[str, DateRole]) -> tuple[DateField, ...]:
    """Every date on these pages, in reading order.

    Args:
        special: the kind's own reading of labels that mean different things on different papers (日期, 诊断日期),
            of dates behind signatures, and under `BARE` of a bare date beside the signature.
    """
    special = {**USUAL, **special}
    fields: list[DateField] = []
    for sheet in sheets:
        found = _found_on(sheet)
        fields.extend(_field(each, special) for each in found)
        fields.extend(_under_labels(sheet, found, special))
    if BARE in special and not any(each.role is special[BARE] for each in fields):
        fields.extend(
            field for sheet in sheets for field in (*_under_seals(sheet, special), *_damaged_on(sheet, special))
        )
    return tuple(fields)


# --- dates on rows ---


def _found_on(sheet: Sheet) -> list[_Found]:
    found: list[_Found] = []
    for row in sheet.rows:
        segments = _segments(row, sheet)
        for label, lines in segments:
            text, places = joined(lines)
            labelled = label is not None and _expects_date(label)
            for index, date in enumerate(find_dates(text, labelled)):
                parts = cut(lines, places, date.start, date.end)
                between = text[: date.start].strip(" :：至-~—")
                found.append(_Found(sheet, row, parts, date, label, between, index))
    return found


def _segments(row: Row, sheet: Sheet) -> list[tuple[Label | None, list[Line]]]:
    """The row cut at its labels: which text follows which label."""
    segments: list[tuple[Label | None, list[Line]]] = [(None, [])]
    for line in row.lines:
        position = 0
        for label in sheet.labels_in(line):
            if label.start > position:
                segments[-1][1].append(line.part(position, label.start))
            segments.append((label, []))
            position = label.end
        if position < len(line.text):
            segments[-1][1].append(line.part(position, len(line.text)))
    return [(label, lines) for label, lines in segments if lines]


def _expects_date(label: Label) -> bool:
    return role_of(label.word) is not None or label.word in STAY or label.word in VALIDITY


# --- roles ---


def _field(found: _Found, special: Mapping[str, DateRole]) -> DateField:
    role, label, certainty = _role(found, special)
    return made(found.sheet, found.parts, found.date, role, label=label, certainty=certainty)


def _role(found: _Found, special: Mapping[str, DateRole]) -> tuple[DateRole, str, float]:
    label = found.label
    if label is not None and (role := _labelled_role(label, found, special)) is not None:
        return role, label.word, _SURE if label.exact else _FUZZY
    above = _label_above(found)
    if above is not None and found.label is None:
        return _by_word(above.word, special), above.word, _LOOSE
    if OPENING in special and _opens(found):
        return special[OPENING], "", _PLACED
    if _near_signature(found, anywhere=special.get(BARE) is DateRole.OPINION):
        return special.get(BARE, DateRole.OTHER), "", _PLACED
    return DateRole.OTHER, "", _LOOSE


def _labelled_role(label: Label, found: _Found, special: Mapping[str, DateRole]) -> DateRole | None:
    if label.word in STAY:
        return (DateRole.ADMISSION, DateRole.DISCHARGE)[min(found.index, 1)]
    if label.word in VALIDITY:
        return (DateRole.VALID_FROM, DateRole.EXPIRY)[min(found.index, 1)] if found.index else _one_ended(label, found)
    if 0 < found.index <= len(label.also) and role_of(label.also[found.index - 1]) is not None:
        return _by_word(label.also[found.index - 1], special)  # 入院日期/出院日期: one after the other
    if role_of(label.word) is not None:
        # 入院日期 2025-03-01 … 2025-03-10: only the first stands for what the label names.
        return _by_word(label.word, special) if found.index == 0 and len(found.between) <= 6 else DateRole.OTHER
    if label.word in SIGNATURES and len(squeeze(found.between).text) <= 14:
        return special.get(label.word, special.get(SIGNATURES[label.word], DateRole.OTHER))
    return None


def _one_ended(label: Label, found: _Found) -> DateRole:
    return DateRole.EXPIRY if label.word == "有效期至" or found.between.endswith("至") else DateRole.VALID_FROM


def _by_word(word: str, special: Mapping[str, DateRole]) -> DateRole:
    return special.get(word, role_of(word) or DateRole.OTHER)


def _label_above(found: _Found) -> Label | None:
    """The date label whose value a bare date is, standing below it: a header row names the columns."""
    box = found.parts[0].box
    for label in found.sheet.labels:
        if role_of(label.word) is None or not 0 < box.cy - label.box.cy < _BELOW * height(label.source):
            continue
        value = value_of(label, found.sheet)
        if value is not None and value.how == "below" and value.parts[0].box.intersection_area(box) > 0.5 * box.area:
            return label
    return None


def _opens(found: _Found) -> bool:
    """First on its row, under the patient's particulars and above the text."""
    first = found.parts[0]
    before = squeeze(found.between if found.label is None else "").text
    heads = [label for label in found.sheet.labels if label.begins and label.word in (*TEXT_WORDS, *DIAGNOSIS_WORDS)]
    text_begins = min((label.box.cy for label in heads), default=0.0)
    return found.label is None and found.index == 0 and not before and first.box.cy < text_begins


def _near_signature(found: _Found, anywhere: bool = False) -> bool:
    """Alone on its line, in the right part, with nothing but signatures, notes and page numbers beneath.

    `anywhere`: on a form each office signs in a box of its own, at any height.
    """
    first, last = found.parts[0], found.parts[-1]
    line = max((each for each in found.row.lines if each.box.x0 <= first.box.x0 + 1e-6), key=lambda each: each.box.x0)
    before, _, behind = squeeze(_up_to_signature(line, first, found.sheet)).text.partition(
        squeeze(join(found.parts)).text
    )
    before = _SEAL_PLACE.sub("", before)
    # Behind a date without its day stands what a stamp made of the day.
    alone = len(before) + (len(behind) if found.date.date.day else 0) <= 3
    return alone and first.box.cx > 0.4 and (anywhere or _at_the_end(found.sheet, first, last))


def _up_to_signature(line: Line, date: Line, sheet: Sheet) -> str:
    """The text of a line without the signature behind its date: 2026年3月5日 医师：李四."""
    at = line.text.find(date.text)
    signed = [label.start for label in sheet.labels_in(line) if label.start > at and label.word in SIGNATURES]
    return line.text[: min(signed, default=len(line.text))]


def _at_the_end(sheet: Sheet, first: Line, last: Line) -> bool:
    """In the lower part, with little text beneath."""
    top = min(each.box.y0 for each in sheet.lines)
    bottom = max(each.box.y1 for each in sheet.lines)
    beneath = [each for each in sheet.lines if each.box.cy > last.box.y1 + 0.5 * height(last)]
    return first.box.cy > top + 0.45 * (bottom - top) and sum(len(each.text) for each in beneath) <= 160


# --- labels with nothing that could be read ---


def _under_labels(sheet: Sheet, found: Sequence[_Found], special: Mapping[str, DateRole]) -> list[DateField]:
    """Date labels whose value could not be read: something stands there and is no date."""
    taken = {id(each.label) for each in found if each.label is not None}
    boxes = [part.box for each in found for part in each.parts]
    fields: list[DateField] = []
    for label in sheet.labels:
        if role_of(label.word) is None or id(label) in taken:
            continue
        value = value_of(label, sheet, gap=3.0)
        if value is None and (seal := _stamped(label, sheet)) is not None:
            proof = Evidence(seal.upload, seal.page, seal.box, seal.text, seal.text_confidence)
            fields.append(DateField(_by_word(label.word, special), None, "", 0.3, (proof,), label.word))
        if value is None or any(part.box.intersection_area(box) > 0 for part in value.parts for box in boxes):
            continue
        text = squeeze(value.text).text
        role = _by_word(label.word, special)
        if (loose := find_dates(value.text, labelled=True)) and value.how == "below":
            fields.append(made(sheet, value.parts, loose[0], role, label=label.word, certainty=_LOOSE))
        elif (
            any(c.isdigit() for c in text) and len(text) <= _UNREADABLE_LONGEST and any(c in "年月日-/." for c in text)
        ):
            fields.append(DateField(role, None, value.text, 0.3, value.evidence, label.word))
    return fields


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
    for line in sheet.page.lines:
        if line.in_seal and line not in sheet.lines and (found := find_dates(line.text)):  # not a seal's number
            part = line.part(found[0].start, found[0].end)
            word = next((word for word in ROLES if len(word) > 2 and word in squeeze(line.text).text), "")
            role = _by_word(word, special) if word else special[BARE]
            fields.append(made(sheet, (part,), found[0], role, label=word, certainty=_LOOSE))
    if fields:
        return fields
    written = " ".join(line.text for line in sheet.page.lines if line.in_seal)
    for seal in sheet.page.seals:
        if _DATE_IN_SEAL.search(f"{seal.text} {written}") and seal.purpose is not SealPurpose.DATE:
            proof = Evidence(seal.upload, seal.page, seal.box, seal.text, seal.text_confidence)
            fields.append(DateField(special[BARE], None, "", 0.3, (proof,)))
    return fields


def _damaged_on(sheet: Sheet, special: Mapping[str, DateRole]) -> list[DateField]:
    """What a stamp left of a date beside the signature: all its digits without a form, or at least that it is there."""
    fields: list[DateField] = []
    for line in sheet.lines:
        text = squeeze(line.text).text
        if sheet.labels_in(line) or len(text) > _UNREADABLE_LONGEST or find_dates(line.text):
            continue
        if _DAMAGED.search(text) is None or line.box.cx < 0.4 or not _at_the_end(sheet, line, line):
            continue
        if found := find_dates(line.text, labelled=True):
            part = line.part(found[0].start, found[0].end)
            fields.append(made(sheet, (part,), found[0], special[BARE], label="", certainty=_LOOSE))
        else:
            fields.append(DateField(special[BARE], None, line.text, 0.3, evidence(sheet.page, (line,))))
    return fields
