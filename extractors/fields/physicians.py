"""Who signed: physicians with their role on this paper and their title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.fields import form_offices
from extractors.fields.date_text import find_dates
from extractors.fields.names import is_name
from extractors.fields.patient_named import is_patients, names_of_patient
from extractors.fields.physician_alone import alone
from extractors.fields.physician_columns import column_of
from extractors.fields.physician_denied import without_denied
from extractors.fields.physician_names import (
    beside_by_hand,
    field_of,
    goes_on,
    names_in,
    physician_of,
    stamped_again,
    stamped_beside,
)
from extractors.fields.physician_role_sighted import roled
from extractors.fields.physician_roles import (
    EXAMINERS,
    JUNIORS,
    ROLES,
    SENIORS,
    SIGNED,
    on_this_paper,
    role_in_brackets,
    role_of,
)
from extractors.fields.physician_rounds import led_rounds, title_told
from extractors.fields.physician_sighted import sighted
from extractors.fields.physician_titles import title_at, title_behind
from extractors.fields.physician_unlisted import ADDRESSED, OTHERS, addressed, unlisted
from extractors.fields.surname_look_alikes import mended
from extractors.layout.label import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet, Value, words_on
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import evidence, fold, squeeze
from extractors.layout.values import beneath, value_of
from extractors.reading import Field, Line, Physician, PhysicianRole

_PERSONS = ("医生", "医师")
_PLACES = ("科室", "科别", "就诊科室", "病区", "申请科室", "送检科室")  # of the physician who is named behind them
_LONG_LABEL = 3  # characters from which a word is a label wherever it was taken for one
_LONGEST_HEADING = 14  # characters
# Whose 签字 it is on a form: the nearest heading above or left of it.
_PHYSICIANS = re.compile("(?P<who>责任|专科|主治|接诊|经治)?(?:医[师生]|专家)|(?P<head>科室?(?:主任|负责人))")
_GLOSS = re.compile(r"[A-Za-z][A-Za-z .]{2,24}[ /|:]+")
_SENT = "送检"
_SET_WIDE = 3  # characters of a name of two with a space between them
_COUNTER = re.compile(r"[一-鿿]{2,6}\d{1,3}号?(?!\d)")  # 操作员：门诊03
_MEASURED = re.compile(r"\d{2,8}$|[A-Za-z]{1,8}\d|\d{1,3}\.\d")
_SENIOR = re.compile("主治医[师生](?:签名)?[:/]|^主治医[师生][一-鿿*]{2,4}$")
_ALL_BUT_ONE = 3  # characters of a name that a doubtful reading with one other character may be


def physicians(sheets: Sequence[Sheet], special: Mapping[str, PhysicianRole] | None = None) -> tuple[Physician, ...]:
    """All who signed, in page order, each role and name once.

    A label with nothing legible behind it gives a physician without a name: a signature belongs there, unread.
    主任 alone is an office, not a title.

    Args:
        special: the kind's own reading of labels (医师 on a prescription prescribes).
    """
    roles = {**ROLES, **(special or {})}
    if roles["医师"] is PhysicianRole.REPORTING:
        roles["会诊医师"] = PhysicianRole.REPORTING  # of tissue seen from afar
        if not any(role_of(word, roles) is PhysicianRole.REPORTING for word in words_on(sheets)):
            roles |= dict.fromkeys(EXAMINERS, PhysicianRole.REPORTING)
    words = words_on(sheets)
    resident_writes = roles["住院医师"] is PhysicianRole.RECORDING and "住院医师" in words
    if resident_writes and words.isdisjoint(SENIORS) and not _has_senior(sheets):
        roles["住院医师"] = PhysicianRole.ATTENDING
    elif not resident_writes and words & JUNIORS:
        roles |= dict.fromkeys(SENIORS, PhysicianRole.SUPERVISING)
    roles |= on_this_paper(words, roles)
    offices = form_offices.signed(sheets) if roles["医师"] is PhysicianRole.APPROVING else []
    if offices:
        roles |= form_offices.attended(words, roles)
    found: list[Physician] = []
    for sheet in sheets:
        own: list[Physician] = []
        for label in sheet.labels:
            meant = [role_of(word, roles) for word in label.words]
            if meant[0] is not None and _stands_as_label(label, sheet):
                done = role_in_brackets(fold(label.source.text[label.start :]), roles)
                own.extend(_at(label, sheet, [done] if done else [role for role in meant if role is not None]))
            elif label.word == _SENT:
                own.extend(_sent(label, sheet))
            elif label.word in SIGNED and (role := _signs_as(label, sheet, roles)) is not None:
                own.extend(each for each in _at(label, sheet, [role]) if not _is_patients(each.name, sheets))
        found.extend((*own, *unlisted(sheet, own, roles), *addressed(sheet, roles["医师"])))
        found.extend(_leading(sheet, found))
    found = [*_others_than(offices, found), *offices]
    if not found and sheets and (last := alone(sheets[-1], roles["医师"], names_of_patient(sheets))) is not None:
        found.append(last)
    found = without_denied(found, sheets)
    found.extend(sighted(sheets, found))
    titled = [_titled(each, sheets) for each in _each_once(found)]
    signed = {each.name.value for each in offices if each.name}
    roles_seen = zip(titled, roled(titled, sheets), strict=True)
    return _each_once(each if each.name and each.name.value in signed else seen for each, seen in roles_seen)


def _others_than(offices: Sequence[Physician], found: Sequence[Physician]) -> Iterator[Physician]:
    """Without those who were found to sign for an office, in whatever role."""
    named = {each.name.value for each in offices if each.name}
    yield from (each for each in found if each.name is None or each.name.value not in named)


def _is_patients(name: Field | None, sheets: Sequence[Sheet]) -> bool:
    return name is not None and is_patients(name.value, name.confidence, sheets)


def _leading(sheet: Sheet, signed: Sequence[Physician]) -> Iterator[Physician]:
    """Who leads the round a note is headed with and does not sign it."""
    named = {each.name.value for each in signed if each.name}
    for name, role, title in led_rounds(sheet):
        if squeeze(name.text).text not in named:
            yield physician_of(name, sheet, role, title)


def _titled(signer: Physician, sheets: Sequence[Sheet]) -> Physician:
    if signer.title or signer.name is None:
        return signer
    return replace(signer, title=title_told(signer.name.value, sheets))


def _stands_as_label(label: Label, sheet: Sheet) -> bool:
    """Whether its place says that a word is a label: short ones behind another signature alone, 检验 李四 审核 王五."""
    if label.colon or label.begins or len(label.word) >= _LONG_LABEL:
        return True
    if label.word in _PERSONS and _GLOSS.fullmatch(label.source.text[: label.start]):
        return True  # Physician 医生
    if label.word in _PERSONS and _is_among_particulars(label, sheet):
        return True
    return any(other.start < label.start and role_of(other.word, ROLES) for other in sheet.labels_in(label.source))


def _is_among_particulars(label: Label, sheet: Sheet) -> bool:
    """Whether a name is all that stands behind the word, another particular before it: 科室 骨科 医生 张三."""
    before = [other for other in sheet.labels_in(label.source) if other.end < label.start and other.word in _PLACES]
    value = value_of(label, sheet, below=False) if before else None
    return value is not None and is_whole_name(mended(squeeze(value.text).text)) and is_name(value.text)


def _has_senior(sheets: Sequence[Sheet]) -> bool:
    """Whether a 主治医师 signs behind a name that ran into the label."""
    return any(_SENIOR.search(squeeze(line.text).text) for sheet in sheets for line in sheet.lines)


def _sent(label: Label, sheet: Sheet) -> list[Physician]:
    """Who sent a sample, behind a word that as well names its day or what was sent: only what is a name says so."""
    value = value_of(label, sheet, below=False)
    if value is not None and (addressed := ADDRESSED.search(fold(value.parts[0].text))) is not None:
        name = value.parts[0].part(*addressed.span("name"))  # 送检：儿科 张三医师
        return [physician_of(name, sheet, PhysicianRole.REQUESTING, "")] if is_whole_name(mended(name.text)) else []
    printed = value.parts[0].text.strip() if value is not None else ""
    spaced = len(printed) == _SET_WIDE and printed[1].isspace() and is_name(printed)  # 鱼 跃
    if value is None or not (spaced or (is_whole_name(mended(squeeze(printed).text)) and is_name(printed))):
        return []
    return [physician_of(value.parts[0], sheet, PhysicianRole.REQUESTING, "")]


def _at(label: Label, sheet: Sheet, roles: Sequence[PhysicianRole]) -> list[Physician]:
    value = value_of(label, sheet, below=not label.colon)
    if value is not None and (found := find_dates(value.text)) and found[0].start == 0:
        return []  # 审核：2025-03-05 is a date
    names, value = _named(label, sheet, value)
    if len(names) == 1 and value is not None and value.how == "below":
        names = [*names, *column_of(label, names[0], sheet)]
    title = title_at(label, sheet, value)
    scrawled = len(names) == 1 and field_of(names[0], sheet) is None
    seal = stamped_again(names[0], sheet) if scrawled else None if names else stamped_beside(label, sheet)
    if seal is not None:
        return [Physician(roles[0], seal, title, seal.evidence)]
    if names:
        # 报告医师/审核医师：张三/李四: as many names as labels, in their order; else all in the first one's role.
        own = roles if len(names) == len(roles) else [roles[0]] * len(names)
        signed = list(zip(names, own, strict=True))
        return [physician_of(part, sheet, role, title or title_behind(part, sheet)) for part, role in signed]
    if (written := beside_by_hand(label, sheet)) is not None:
        column = [written, *column_of(label, written, sheet)]
        return [physician_of(each, sheet, roles[0], title or title_behind(each, sheet)) for each in column]
    if not _promised(label, value):
        return []
    return [Physician(roles[0], None, title, evidence(sheet.page, (label.line,)))]


def _promised(label: Label, value: Value | None) -> bool:
    """Whether somebody signs there: the bare word 检验 or 审核 in a table promises no signature, nor does a counter."""
    if value is not None and "、" in value.text:
        return False  # 检验：血常规、肝肾功能
    if value is not None and _MEASURED.match(squeeze(value.parts[0].text).text):
        return False  # 操作员：0317; 检验：Hb 98g/L
    if value is not None and _COUNTER.match(squeeze(value.parts[0].text).text):
        return False
    return label.colon or (len(label.word) >= _LONG_LABEL and label.word.endswith(SIGNED)) or _asks(label)


def _asks(label: Label) -> bool:
    """Whether a signature is asked for behind the word: 医生(签字)."""
    return "签" in label.line.text


def _named(label: Label, sheet: Sheet, value: Value | None) -> tuple[list[Line], Value | None]:
    """The names at a label, and the value they are in: the one beside it, or in a grid the one beneath."""
    names = names_in(value) if value else []
    bare = not label.colon and not goes_on(label)
    doubtful = value is None or value.how == "right"
    if bare and doubtful and not any(is_whole_name(mended(squeeze(name.text).text)) for name in names):
        under = beneath(label, sheet)
        below = names_in(under) if under is not None else []
        whole = bool(below) and is_whole_name(mended(squeeze(below[0].text).text))
        if whole or (below and not names):
            return below, under  # 申请医师 above its name, beside it what another column holds
        return names, value
    if not names and bare and (under := beneath(label, sheet)) is not None and (below := names_in(under)):
        return below, under
    return names, value


def _signs_as(label: Label, sheet: Sheet, roles: Mapping[str, PhysicianRole]) -> PhysicianRole | None:
    """Whose bare 签字 it is, by the nearest heading above or left of it; None where it is no physician's."""
    h = height(label.source)
    headings = [
        line
        for line in sheet.lines
        if line is not label.source
        and line.box.cy < label.box.cy + 1.5 * h
        and line.box.x0 < label.box.x1
        and len(text := squeeze(line.text).text) <= _LONGEST_HEADING
        and (_PHYSICIANS.search(text) or OTHERS.search(text))
    ]
    nearest = min(headings, key=lambda line: abs(line.box.cy - label.box.cy), default=None)
    if nearest is None:  # whoever writes such papers, where nobody else is named on it
        others = any(OTHERS.search(squeeze(line.text).text) for line in sheet.lines)
        return None if others else roles["医师"]
    said = squeeze(nearest.text).text
    match = _PHYSICIANS.search(said)
    if match is None or OTHERS.search(said):
        return None
    if match["head"] and roles["医师"] is not PhysicianRole.APPROVING:
        return role_of("科主任", roles)
    return role_of("责任医师" if match["who"] == "责任" else "医师", roles)


def _each_once(found: Iterable[Physician]) -> tuple[Physician, ...]:
    """Each role and name once; an unread signature only where nobody was read in that role."""
    kept: dict[tuple[PhysicianRole, str], Physician] = {}
    unread: list[Physician] = []
    for each in found:
        key = (each.role, each.name.value if each.name else "")
        unread.extend([] if each.name else [each])
        if key not in kept or (each.title and not kept[key].title):
            kept[key] = each
    read = {role for role, name in kept if name}
    for (role, name), each in list(kept.items()):
        if name and not each.title:
            kept[role, name] = replace(each, title=_title_told(each, unread))
    whole = [(role, name) for role, name in kept if name and not _is_cut(role, name, kept)]
    return tuple(
        each for (role, name), each in kept.items() if (role, name) in whole or (not name and role not in read)
    )


def _is_cut(role: PhysicianRole, name: str, known: Iterable[tuple[PhysicianRole, str]]) -> bool:
    """Whether another who signs in the role is called so and one character more: 郦建 of 郦建章."""
    return any(role is other and longer[:-1] == name for other, longer in known)


def _title_told(known: Physician, unread: Sequence[Physician]) -> str:
    """The title beside a second signature that was read with doubt and says the same name (a counterfoil's twin)."""
    name = known.name.value if known.name else ""
    for each in unread:
        said = [squeeze(piece.text).text for piece in each.evidence]
        if each.role is known.role and any(_may_be(name, word) for word in said):
            return each.title
    return ""


def _may_be(name: str, read: str) -> bool:
    """Whether a doubtful reading is the name, or of a long one all but a character."""
    wrong = sum(map(str.__ne__, name, read)) if len(name) == len(read) else len(name)
    return wrong <= (len(name) >= _ALL_BUT_ONE)
