"""All dates of a document, each with the role its label, the words around it or its place gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.fields.date_ahead import is_ahead
from extractors.fields.date_behind import in_columns, of_birth, word_behind
from extractors.fields.date_certainty import made
from extractors.fields.date_context import word_before, word_by_place, word_of
from extractors.fields.date_heard import settled
from extractors.fields.date_offices import another_signed, in_an_office_s_row
from extractors.fields.date_openings import heads_a_note, is_in_the_head, opens
from extractors.fields.date_operations import is_of_an_operation
from extractors.fields.date_places import Found, found_on, line_of
from extractors.fields.date_roles import (
    ATTENDING,
    BARE,
    HEAD,
    IN_HEAD,
    OPENING,
    ROLES,
    STAY,
    TOLD,
    USUAL,
    VALIDITY,
    role_by_word,
    role_of,
    signature_of,
)
from extractors.fields.date_sequence import begins_an_examination, end_of_a_term, event_behind, of_an_examination
from extractors.fields.date_sighted import sighted
from extractors.fields.date_signed import SIGNER, behind_applicant, near_signature, under_applicant
from extractors.fields.date_terms import begins_something, end_of_term
from extractors.fields.date_text import find_dates
from extractors.fields.date_told import told_roles
from extractors.fields.date_unread import beside_signatures, under_labels
from extractors.fields.hospital import name_in
from extractors.fields.patient_named import is_patients
from extractors.layout.label import Label
from extractors.layout.sheet import Sheet
from extractors.layout.text import is_cjk, join, squeeze
from extractors.layout.words import DIAGNOSIS_WORDS, TEXT_WORDS
from extractors.reading import Box, DateField, DateRole

_SURE, _FUZZY, _PLACED, _LOOSE = 1.0, 0.85, 0.9, 0.8  # how sure a label or a place makes of a role
_TEXTS = frozenset((*TEXT_WORDS, *DIAGNOSIS_WORDS)) - frozenset(("费别", "床号", "处方号", "处方编号", "编号"))
_STORY = 9  # Chinese characters around a date on its line that make a sentence of it
_HEADING = 30  # characters of a line that heads a visit at most
_HEAD_SHARE = 0.35  # of the page's text, from the top
_APPLICANT = re.compile(r"(?:申请人|参保人|本人|承诺人)(?:\([^()]*\))?$")
# Who decides in an office or on its behalf, before the day it did.
_OFFICE = re.compile(
    r"(?:[一-鿿]{0,6}(?:医保[科办处局]|医务[科处部]|经办(?:机构|人)?|中心|审批人?|初审人?|复审人?|终审人?)|"
    r"[一-鿿]{0,4}(?:评[估审议定]|鉴定|认定|复审|论证)(?:专家|医师|医生|组长))(?:签[名字章])?:[一-鿿·]{0,6}$"
)
_PRINTING = re.compile(r"(?:打印|导出|复印)[^。;,]{1,20}$")  # 打印自政务服务大厅 2026-03-22, 打印机:自助机 2026-03-22
_ANYBODYS = frozenset(("签名", "签字", "签章", "日期", "时间", "签名日期", "签字日期", "签署日期"))
_SIGNATURES = frozenset(("签名", "签字", "签章"))
_EVENTS = frozenset(("入院", "出院", "就诊"))
# When a paper was made out: what counts as its day, so that nothing is lost where a bare date says it again.
_OF_WRITING = frozenset(
    {DateRole.ISSUED, DateRole.RECORDED, DateRole.REPORTED, DateRole.VISIT, DateRole.PRESCRIBED, DateRole.APPLIED,
     DateRole.OPINION}
)  # fmt: skip
_ENDS_A_TERM = re.compile("[至止]$|截止|失效|到期|^处方有效期")
_STAYS = (DateRole.ADMISSION, DateRole.DISCHARGE)


def dates(sheets: Sequence[Sheet], special: Mapping[str, DateRole]) -> tuple[DateField, ...]:
    """Every date of the paper on these pages, in reading order; the same date in the same role once.

    A date that a sentence of the history tells (2023年5月10日因头晕就诊) is none of the paper's own and left out. One
    that only the net of roles takes for such, or of a next visit, stays, last, where no date of writing is known: it
    may be that one, and a paper that bears it is not called undated.

    Args:
        special: the kind's own reading of labels that mean different things on different papers (日期, 诊断日期),
            of dates behind signatures, and of what `date_roles` names: `BARE`, `OPENING`, `HEAD`, `TOLD`.
    """
    special = {**USUAL, **special}
    fields: list[DateField] = []
    told: list[DateField] = []
    for sheet in sheets:
        there = found_on(sheet)
        found = [each for each in there if not is_ahead(each)]
        told.extend(replace(_field(each, special), role=DateRole.OTHER) for each in there if is_ahead(each))
        made_of = in_columns([(each, _field(each, special)) for each in found])
        if TOLD in special:
            made_of = _with_told(made_of)
        if HEAD in special and not fields:
            made_of = _with_head(made_of, special[HEAD])
        own = [(each, field) for each, field in made_of if not _is_of_no_paper(each, field)]
        known = {field.role for field in (*fields, *(field for _, field in own))}
        for each, field in own:
            seen = sighted(each, field, known)
            (fields if seen else told).append(seen or field)
        fields.extend(under_labels(sheet, found, special))
    if BARE in special and not any(each.role is special[BARE] for each in fields):
        fields.extend(beside_signatures(sheets, special))
    if not any(each.role in _OF_WRITING for each in fields):
        fields.extend(told)
    return _once(settled(fields))


_Made = list[tuple[Found, DateField]]


def _with_told(made_of: _Made) -> _Made:
    """With the stay or the term as a sentence tells it, where no label says it."""
    said = {field.role for _, field in made_of}
    told = {index: role for index, role in told_roles([each for each, _ in made_of]) if role not in said}
    return [
        (each, replace(field, role=told[index]) if index in told and field.role is DateRole.OTHER else field)
        for index, (each, field) in enumerate(made_of)
    ]


def _with_head(made_of: _Made, role: DateRole) -> _Made:
    """With the date alone at the head of a page in the role of the paper's own, where no other has it."""
    if any(field.role is role for _, field in made_of):
        return made_of
    for index, (each, field) in enumerate(made_of):
        if field.role is DateRole.OTHER and not field.label and field.date and _at_the_head(each):
            return [*made_of[:index], (each, replace(field, role=role)), *made_of[index + 1 :]]
    return made_of


def _at_the_head(found: Found) -> bool:
    top = min(each.box.y0 for each in found.sheet.lines)
    bottom = max(each.box.y1 for each in found.sheet.lines)
    return found.parts[0].box.cy < top + _HEAD_SHARE * (bottom - top) and not _is_told(found)


def _is_of_no_paper(found: Found, field: DateField) -> bool:
    """A date of the story a text tells, or a stamp's own: none of the paper's dates."""
    return field.role is DateRole.OTHER and not field.label and (_is_told(found) or _is_of_a_seal(found))


def _is_told(found: Found) -> bool:
    """In the midst of running text."""
    labels = {label.word for label in found.sheet.labels_in(line_of(found))}
    if labels - _TEXTS:
        return False
    line = line_of(found)
    named = name_in(line.text)  # 2026.3.30 内科 某镇卫生院: no sentence
    text = (
        line.text[: named[0]] + line.text[named[1] :] if named is not None and len(line.text) <= _HEADING else line.text
    )
    around = squeeze(text).text.replace(squeeze(join(found.parts)).text, "")
    return sum(map(is_cjk, around)) >= _STORY and not found.before.rstrip().endswith((":", "："))


def _once(fields: Sequence[DateField]) -> tuple[DateField, ...]:
    """Without the same date in the same role a second time; the surest stays."""
    kept: dict[object, DateField] = {}
    written = {each.date for each in fields if each.role in _OF_WRITING and each.date and each.date.day}
    for index, each in enumerate(fields):
        if each.role is DateRole.OTHER and not each.label and each.date in written:
            continue  # said a second time, as on a counterfoil
        key = (each.role, each.date, each.possible) if each.date else index
        if key not in kept or each.confidence > kept[key].confidence:
            kept[key] = each
    return tuple(kept.values())


# --- roles ---


def _field(found: Found, special: Mapping[str, DateRole]) -> DateField:
    role, label, certainty = _role(found, special)
    return made(found.sheet, found.parts, found.date, role, label=label, certainty=certainty)


def _is_of_a_seal(found: Found) -> bool:
    """A date without any label inside a stamp is the stamp's."""
    box = Box.around(found.parts[0].polygon)
    alone = squeeze(line_of(found).text).text == squeeze(join(found.parts)).text
    return alone and any(seal.box.intersection_area(box) > 0.6 * box.area for seal in found.sheet.page.seals)


def _role(found: Found, special: Mapping[str, DateRole]) -> tuple[DateRole, str, float]:
    label = found.label
    if label is not None and _follows_its_date(label):
        label = None
    if (said := _of_several(found, special)) is not None:
        return said, "", _PLACED
    if is_of_an_operation(found) or of_birth(found):
        told = DateRole.BIRTH if of_birth(found) else DateRole.SURGERY
        return told, label.word if label is not None else "", _LOOSE
    if (word := word_behind(found)) is not None:
        return role_by_word(word, special), word, _PLACED
    if label is not None and (role := _labelled_role(label, found, special)) is not None:
        return role, label.word, _SURE if label.exact else _FUZZY
    return _unlabelled_role(found, special)


def _of_several(found: Found, special: Mapping[str, DateRole]) -> DateRole | None:
    """By what a row with more than one date says of each."""
    if of_an_examination(found) or (IN_HEAD in special and begins_an_examination(found)):
        return DateRole.EXAMINED
    if special.get(BARE) is not DateRole.OPINION:
        return event_behind(found)
    month = DateRole.OTHER if found.date.date.day is None and begins_something(found) else None
    return event_behind(found) or end_of_a_term(found) or end_of_term(found) or month


def _unlabelled_role(found: Found, special: Mapping[str, DateRole]) -> tuple[DateRole, str, float]:
    word = word_by_place(found)
    if word is not None:
        return _by_place(word, found, special), word, _LOOSE
    if _PRINTING.search(squeeze(found.before).text):
        return DateRole.PRINTED, "", _LOOSE
    bare = special.get(BARE, DateRole.OTHER)
    if OPENING in special and opens(found):
        return special[OPENING], "", _PLACED
    if bare is DateRole.RECORDED and heads_a_note(found):
        return bare, "", _PLACED
    decided = bare is DateRole.OPINION and (
        _OFFICE.search(squeeze(found.before).text) is not None or in_an_office_s_row(found)
    )
    if bare is DateRole.OPINION and (behind_applicant(found) or under_applicant(found)):
        bare = _signed("申请人签名", special)
    elif not (decided or near_signature(found, anywhere=bare is DateRole.OPINION)):
        return DateRole.OTHER, "", _LOOSE
    return bare, "", _PLACED


def _follows_its_date(label: Label) -> bool:
    """Whether a word without a colon says what the date before it was: 于2026年1月18日入院, 2026年2月1日出院."""
    if label.colon or label.word not in _EVENTS:
        return False
    before = label.source.text[: label.start].rstrip()
    return any(date.end == len(before) for date in find_dates(before))


def _by_place(word: str, found: Found, special: Mapping[str, DateRole]) -> DateRole:
    if word in VALIDITY:
        return DateRole.EXPIRY if _ENDS_A_TERM.search(word) or found.index else DateRole.VALID_FROM
    return _STAYS[min(found.index, 1)] if word in STAY else role_by_word(word, special)


def _labelled_role(label: Label, found: Found, special: Mapping[str, DateRole]) -> DateRole | None:
    if label.word in _ANYBODYS and found.index == 0 and (signer := _signer(label, found)) is not None:
        return _signed(signer, special)
    if label.word in STAY or label.word in VALIDITY:
        return _span_role(label, found)
    if 0 < found.index <= len(label.also) and role_of(label.also[found.index - 1]) is not None:
        return role_by_word(label.also[found.index - 1], special)  # 入院日期/出院日期: one after the other
    if role_of(label.word) is None:
        return _signed_role(label, found, special)
    if found.index == 0 and len(found.between) <= 6:
        return _named_role(label.word, found, special)
    # 入院日期 2025-03-01 … 2025-03-10: only the first stands for what the label names.
    return None if _last_word_is_a_label(found) else DateRole.OTHER


def _named_role(word: str, found: Found, special: Mapping[str, DateRole]) -> DateRole:
    """Of the one date behind a date label."""
    if word == "日期" and IN_HEAD in special and is_in_the_head(found):
        return special[IN_HEAD]
    known = word in ROLES or word in special
    return role_by_word(word if known else word_of(word) or word, special)


def _span_role(label: Label, found: Found) -> DateRole:
    if label.word in STAY:
        return _STAYS[min(found.index, 1)]
    return (DateRole.VALID_FROM, DateRole.EXPIRY)[min(found.index, 1)] if found.index else _one_ended(label, found)


def _signed_role(label: Label, found: Found, special: Mapping[str, DateRole]) -> DateRole | None:
    """Of a date behind a signature."""
    if (
        signature_of(label.word) is not None
        and len(squeeze(found.between).text) <= 14
        and not _last_word_is_a_label(found)
    ):
        return _signed(label.word, special)
    return None


def _signed(word: str, special: Mapping[str, DateRole]) -> DateRole:
    return special.get(word, special.get(signature_of(word) or ATTENDING, DateRole.OTHER))


def _signer(label: Label, found: Found) -> str | None:
    """Whose signature a label goes with that says not whose: 申请人签字 | 签字：张三, 报告医师：李四 日期：…"""
    if _APPLICANT.search(squeeze(label.source.text[: label.start]).text):
        return "申请人签名"  # 申请人（或代理人）签字
    signed = squeeze(found.between).text if label.word in _SIGNATURES else ""
    if signed and is_patients(signed, line_of(found).min_confidence, [found.sheet]):
        return "申请人签名"  # 姓名：李四 … 签名：李四 2025年3月5日
    before = [
        other.word
        for line in found.row.lines
        for other in found.sheet.labels_in(line)
        if other.box.x0 < label.box.x0 and other is not label and other.word != "职称"
    ]
    if label.word not in _SIGNATURES and (
        _OFFICE.search(squeeze(_left_of(label, found)).text) or another_signed(label, found)
    ):
        return "经办人"  # 医保科：贺明远 | 日期：…, 签名：贺明远 日期：…
    signs = bool(before) and before[-1] not in _ANYBODYS
    return before[-1] if signs and (signature_of(before[-1]) is not None or SIGNER.search(before[-1])) else None


def _left_of(label: Label, found: Found) -> str:
    """What stands on a row right before a label, up to the label before it."""
    left = [line for line in found.row.lines if line.box.x1 <= label.box.x0]
    return label.source.text[: label.start] or (max(left, key=lambda line: line.box.x1).text if left else "")


def _last_word_is_a_label(found: Found) -> bool:
    return word_before(found) is not None


def _one_ended(label: Label, found: Found) -> DateRole:
    ends = _ENDS_A_TERM.search(label.word) is not None or found.between.endswith("至")
    return DateRole.EXPIRY if ends else DateRole.VALID_FROM
