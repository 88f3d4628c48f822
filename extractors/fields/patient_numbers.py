"""The numbers a paper gives a person: of a visit, of a stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.fields.date_text import find_dates
from extractors.fields.labelled import Parsed, field_of, first
from extractors.fields.wrapped_number import wrapped
from extractors.layout import words
from extractors.layout.rows import Row
from extractors.layout.sheet import Sheet, Value, words_on
from extractors.layout.text import Squeezed, squeeze
from extractors.reading import Field

_BOTH = (
    "病历号",
    "门诊/住院号",
    "住院/门诊号",
    "门诊号/住院号",
    "住院号/门诊号",
    "门诊(住院)号",
    "住院(门诊)号",
    "住院门诊号",
    "门诊住院号",
    *words.EITHER_NUMBER,
)
# What no list has and says itself that it is a visit's: 随访卡号：, 问诊单号：; who is telephoned or pays is none.
_OF_SEEING = re.compile(
    r"(?:^|\s)(?:随访|问诊|接诊|复诊|初诊|就诊|诊疗|门诊|急诊|挂号|候诊|就医|看诊|巡诊)[一-鿿]{0,4}"
    r"(?:号码?|编号|ID)[:：]\s*(?P<number>[A-Z]{0,3}\d{6,14})(?![\dA-Za-z*])"
)
# Clinics that keep a file of everybody they look after number him by it; a record's own number is its visit's
# where letters say that it is no form's or follow-up's.
_OF_A_FILE = re.compile(
    r"(?:^|[\s(（,，])(?:居民|健康|个人|随访|慢病|患者)?(?:健康)?档案(?:编?号|号码)[:：\s]\s{0,2}(?P<number>[A-Z]{0,4}\d{3,12}(?:-\d{2,8}){0,3})(?![\dA-Za-z*])"
)
_OF_A_RECORD = re.compile(r"(?:^|\s)编号[:：\s]\s{0,2}(?P<number>[A-Z]{1,4}\d{3,12}(?:-\d{2,8}){0,3})(?![\dA-Za-z*])")
_OF_OTHERS = re.compile("电话|手机|发票|收据|处方|医保|身份|证件|病案|住院")
_ANY = words.listed(
    """
    登记号 ID号 1D号 lD号 10号 患者ID 病人ID 患者ID号 病人ID号 病人编号 患者编号 病历号 病人号 病人号PID 患者号
    患者号PID 病历号PID 病员编号 病员ID 患者号码 病人号码
    """
)  # a system's own, of any visit
_OF_THE_PAPER = ("流水号",)  # a certificate's own
_IN_THE_QUEUE = ("就诊序号",)  # A033: only where nothing else is the visit's number
_OF_VISITS_ALONE = tuple(word for word in words.VISIT_NUMBER if re.match("[门急就]", word) and word not in _BOTH)
_WELL_KNOWN = words.listed("门诊号 门诊号码 门诊病历号 门(急)诊号 门急诊号 急诊号")  # before a system's serials
_LONE = re.compile(r"(?:[A-Z]{1,2})?\d{8,12}")
_OF_NOBODY = re.compile(r"1[3-9]\d{9}|0\d{10,11}|(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d")  # telephones, days
_TITLED_VISIT = re.compile("[门急]诊[一-鿿]{0,6}(?:证明|诊断)[书单]?")  # no paper of a stay
_LETTERED = re.compile("(?!ZY|BA)[A-Z]|[\\d-]+[A-Z]")
_HANDED_OUT = re.compile("(?:证明|诊断)[书单]?$|证明书|处方[笺单]?$|PRESCRIPTION|CERTIFICATE")
_REPORTING = re.compile("报告[单书]?(?:\\([^()]{1,10}\\))?$|(?i:report)")
_OF_A_BED = re.compile("住院|[入出]院(?!部)|病区|(?<!临)床(?!号:?$)")
_HEAD_LINES, _LONG_FROM = 8, 6  # lines that may be a title, digits of a long number
_LONE_REACH = 0.12  # page widths from the top line of the page within which such a number stands
_UNNAMED = 0.6  # certainty of a number at the head of a visit's paper that nothing names
_LONGEST_CELL = 12  # characters of a department with its clinic
_LONGEST_STAY_NUMBER = 8  # digits
_NUMBER = re.compile(r"(?:[A-Za-z]{1,4}-)?(?:[A-Za-z]{1,4}-?)?\d[\dA-Za-z-]{2,22}(?<!-)")
_GLOSS = re.compile(
    r"(?:IPID|OPID|PID|MRN|IPNo|No|ID)(?=[A-Z]{0,4}-?\d)", re.IGNORECASE
)  # 住院号IPID 1408097, MRN CW-0098271
_SEEN = frozenset(words.listed("就诊时间 就诊日期 就诊科室 接诊医生 接诊医师 初复诊 就诊类型 就诊类别"))  # of a visit
_STAYED = frozenset(words.listed("入院日期 入院时间 出院日期 出院时间 住院日期 住院天数 床号 病区"))
_ENTERED = frozenset(words.listed("入院日期 入院时间 出院日期 出院时间"))  # of a paper about a stay
_OF_A_VISIT = _SEEN | frozenset(words.listed("主诉 标本 标本类型 样本类型 采样 采样时间 采集时间 开方日期 处方日期"))
_BARE = 0.97  # certainty of a number behind a word that hardly is a label
# ID: 1803287, MRN：2404017, and what systems abbreviate: ZYH 2301297 is a stay's (住院号), MZH a visit's (门诊号)
_CODED = re.compile(
    r"(?:^|\s)(?P<word>ID|PID|MRN|ZYH|BAH|MZH|JZH)\s*[:：]?\s*(?P<number>[A-Z]{0,3}-?\d{6,12})(?![\dXx*])"
)
_OF_STAYS, _OF_VISITS = ("ZYH", "BAH"), ("MZH", "JZH")
# 年龄 57岁  门诊 3300718, 男 61岁  住院 LY0217733 心内科: the word for where somebody is seen, a number behind it
_BEHIND_A_CLINIC = re.compile(
    r"(?:^|\s)门诊(?:病历|病案)?(?:\s+|[:：]\s{0,2})(?P<number>[A-Z]{0,3}-?\d{5,12})(?![\dXx*年月./-])"
)
_BEHIND_A_WARD = re.compile(r"(?:^|\s)住院(?:\s+|[:：]\s{0,2})(?P<number>[A-Z]{0,3}-?\d{5,12})(?![\dXx*年月./-])")
_CLINIC = re.compile(r"科(?:专[科病])?门诊(?![号部病诊手处费收])|^[一-鿿]{2,6}门诊$")
_ASKING = re.compile("(?:开单|申请|送检)科[室别]:?[一-鿿]{1,8}门诊")
_FROM_A_CLINIC = re.compile(
    r"(?:病区|病房|科室|科别|来源|类[别型])[:：]?门诊(?:病人|患者)?$"
)  # 病区：门诊  # where out-patients are seen: 肾病科门诊
# …，男，31岁，住院号 KF-220417: behind a clause, where no label stands free
_WITHIN = re.compile(
    r"[,，;；、\s)）]\s*(?P<word>住院号|病案号|门诊号|就诊号)[:：\s]{0,3}(?P<number>[A-Z]{0,4}-?\d[\dA-Z-]{3,14})"
)
_NAMED = frozenset(words.NAME)
_OF_A_PURSE = re.compile("银行|社保|社会保障|医保卡|保险卡|身份证")
_OF_A_CLINIC = "MZ"  # how numbers of either begin that are a visit's (门诊)


def visit_and_stay(sheets: Sequence[Sheet], inpatient: bool, visiting: bool) -> tuple[Field | None, Field | None]:
    """The numbers of a visit and of a stay; a file's number, or a visit's record's own, where no other is a visit's."""
    visit, stay = _labelled(sheets, inpatient, visiting)
    if inpatient or visit is not None:
        return visit, stay
    filed = _behind(_OF_A_FILE, sheets) or (_behind(_OF_A_RECORD, sheets) if visiting and stay is None else None)
    if filed is None or (stay is not None and stay.value != filed.value):
        return visit, stay
    return filed, None


def _labelled(sheets: Sequence[Sheet], inpatient: bool, visiting: bool) -> tuple[Field | None, Field | None]:
    """The numbers of a visit and of a stay; one that may be either is what the paper is about.

    Args:
        inpatient: on this kind of paper it is a stay's.
        visiting: … it is a visit's, unless the paper tells of a stay.
    """
    in_a_clinic = not inpatient and _in_a_clinic(sheets)
    visit, stay = (
        _visit(sheets, visiting or in_a_clinic),
        first(sheets, words.INPATIENT_NUMBER, "inpatient_number", _number),
    )
    if inpatient and stay is not None and visit is not None and _is_a_systems(visit, sheets):
        visit = None
    there = words_on(sheets)
    no_stay = not inpatient and not there & _STAYED
    seen = (in_a_clinic and not _asked_from_a_clinic(sheets)) or (no_stay and (visiting or bool(there & _SEEN)))
    of_system = visit is not None and _is_a_systems(visit, sheets) and _is_short(visit)
    if visit is not None and of_system and stay is None and not seen and not (no_stay and _is_a_persons(visit, sheets)):
        stay, visit = replace(visit, name="inpatient_number"), None
    if stay is None:
        stay = wrapped(sheets, words.INPATIENT_NUMBER, "inpatient_number")
    if stay is None and (coded := _coded(sheets, *_OF_STAYS) or _behind(_BEHIND_A_WARD, sheets)) is not None:
        stay = replace(coded, name="inpatient_number")
    stay = stay or _within(sheets, "inpatient_number", "住院号", "病案号")
    visit = (
        visit
        or wrapped(sheets, _OF_VISITS_ALONE, "visit_number")
        or _within(sheets, "visit_number", "门诊号", "就诊号")
    )
    either = first(sheets, _BOTH, "either", _number)
    if either is None and (stay is None or seen):  # beside a stay's own number ID is a system's or a printer's
        either = _coded(sheets, "ID", "PID", "MRN")
    if either is None or either.value in (number.value for number in (visit, stay) if number is not None):
        if visit is None and stay is None and no_stay:
            visit = _unnamed(sheets, visiting, seen=seen)
        return visit, stay
    if visit is not None and not inpatient and not there & _STAYED and _is_of_visits_alone(sheets, visit):
        return visit, stay
    if either.value.startswith(_OF_A_CLINIC) and not inpatient and visit is None:
        return replace(either, name="visit_number"), stay
    of_stay = _is_short(either) and not (no_stay and _is_a_persons(either, sheets))
    if inpatient or (not seen and (of_stay or there & _ENTERED)):
        return visit, stay if stay is not None else replace(either, name="inpatient_number")
    return visit if visit is not None else replace(either, name="visit_number"), stay


def _is_a_persons(number: Field, sheets: Sequence[Sheet]) -> bool:
    """Whether an ambiguous number with letters is one a hospital gives whom it sees: J0031906 on a certificate.

    So on certificates and prescriptions, on reports the long ones, where nothing is said of a stay or a bed.
    """
    texts = [squeeze(line.text).text for sheet in sheets for line in sheet.lines]
    if not _LETTERED.match(number.value) or any(map(_OF_A_BED.search, texts)):
        return False
    head = texts[:_HEAD_LINES]
    long = sum(map(str.isdigit, number.value)) >= _LONG_FROM
    return any(map(_HANDED_OUT.search, head)) or (long and any(map(_REPORTING.search, head)))


def _is_of_visits_alone(sheets: Sequence[Sheet], visit: Field) -> bool:
    """Whether the word before a number says that it is a visit's and nothing else: 门诊号."""
    known = first(sheets, _OF_VISITS_ALONE, "visit_number", _number)
    return known is not None and known.value == visit.value


def _unnamed(sheets: Sequence[Sheet], visiting: bool, *, seen: bool) -> Field | None:
    """The one number by itself at the head of a visit's paper, as under a bar code.

    Of another paper that its title says is a visit's (门诊诊断证明书), or that tells when and where the patient was
    seen, it is that only where it begins with a month the paper is of: 2609238555 of September 2026.
    """
    sheet = sheets[0] if sheets and sheets[0].lines else None
    if sheet is None:
        return None
    top = min(line.box.y0 for line in sheet.lines)
    head = [line for line in sheet.lines if line.box.cy < top + _LONE_REACH]
    near = [line for line in head if _LONE.fullmatch(line.text.strip())]
    if not visiting:
        if not seen and not any(_TITLED_VISIT.search(squeeze(line.text).text) for line in head):
            return None
        near = [line for line in near if line.text.strip().startswith(_months_on(sheet))]
    if len(near) != 1 or _OF_NOBODY.fullmatch(near[0].text.strip()):
        return None
    return field_of("visit_number", sheet, (tuple(near), near[0].text.strip()), _UNNAMED)


def _months_on(sheet: Sheet) -> tuple[str, ...]:
    """The months of the dates on a page as numbers begin with them: 2609, 202609."""
    found = [each.date for line in sheet.lines for each in find_dates(line.text) if each.date and each.date.month]
    return tuple(
        spelled for date in found for spelled in (f"{date.year}{date.month:02}", f"{date.year % 100:02}{date.month:02}")
    )


def _visit(sheets: Sequence[Sheet], visiting: bool) -> Field | None:
    known = _without(words.VISIT_NUMBER, (*_BOTH, *_OF_THE_PAPER, *_IN_THE_QUEUE))
    visit = first(sheets, _WELL_KNOWN, "visit_number", _number) or first(sheets, known, "visit_number", _number)
    visit = visit or first(sheets, _IN_THE_QUEUE, "visit_number", _number)
    there = words_on(sheets)
    nothing_else = there & _NAMED and not there & _STAYED and not _pays(sheets)
    if visit is None and (visiting or there & _OF_A_VISIT or nothing_else):
        visit = first(sheets, ("卡号", "门诊卡号"), "visit_number", _number)
    return visit or _coded(sheets, *_OF_VISITS) or _behind(_BEHIND_A_CLINIC, sheets) or _of_seeing(sheets)


def _pays(sheets: Sequence[Sheet]) -> bool:
    """Whether a paper speaks of cards by which somebody pays or is insured."""
    return any(_OF_A_PURSE.search(line.text) for sheet in sheets for line in sheet.lines)


def _of_seeing(sheets: Sequence[Sheet]) -> Field | None:
    """A number behind a word nobody has listed that says how the patient was seen: 随访卡号：2606123456."""
    for sheet in sheets:
        for line in sheet.lines:
            for match in _OF_SEEING.finditer(line.text):
                if not _OF_OTHERS.search(match.group()):
                    part = line.part(*match.span("number"))
                    return field_of("visit_number", sheet, ((part,), match["number"]), _BARE)
    return None


def _in_a_clinic(sheets: Sequence[Sheet]) -> bool:
    """Whether a short line of the paper says that a department saw an out-patient: 科室 | 肾病科门诊."""
    rows = [row for sheet in sheets for row in sheet.rows]
    if any(_FROM_A_CLINIC.search(squeeze(line.text).text) for row in rows for line in row.lines):
        return True
    return any(_CLINIC.search(squeeze(part).text) for row in rows for part in _cells(row))


def _asked_from_a_clinic(sheets: Sequence[Sheet]) -> bool:
    """Whether a department with out-patients is but named as the one that asked: 开单科室 神经内科门诊."""
    return any(_ASKING.search(squeeze(row.text).text) for sheet in sheets for row in sheet.rows)


def _cells(row: Row) -> list[str]:
    return [cell for line in row.lines for cell in re.split(r"[\s:：]+", line.text) if len(cell) <= _LONGEST_CELL]


def _behind(place: re.Pattern[str], sheets: Sequence[Sheet]) -> Field | None:
    for sheet in sheets:
        for line in sheet.lines:
            if (match := place.search(line.text)) is not None:
                return field_of("visit_number", sheet, ((line.part(*match.span("number")),), match["number"]), _BARE)
    return None


def _within(sheets: Sequence[Sheet], name: str, *named: str) -> Field | None:
    """A number behind its word in a clause of a line: …，男，31岁，住院号 KF-220417."""
    for sheet in sheets:
        for line in sheet.lines:
            match = _WITHIN.search(line.text)
            if match is not None and match["word"] in named:
                return field_of(name, sheet, ((line.part(*match.span("number")),), match["number"]), _BARE)
    return None


def _is_a_systems(visit: Field, sheets: Sequence[Sheet]) -> bool:
    """Whether a visit's number is a system's own, of any visit: 登记号. As short as a stay's, it is one."""
    known = first(sheets, _ANY, "inpatient_number", _number)
    return known is not None and known.value == visit.value


def _is_short(number: Field) -> bool:
    """Hospitals number stays consecutively and visits by date, so a long ambiguous number is a visit's."""
    return sum(map(str.isdigit, number.value)) <= _LONGEST_STAY_NUMBER


def _without(group: Collection[str], left_out: Collection[str]) -> tuple[str, ...]:
    return tuple(word for word in group if word not in left_out)


def _number(value: Value) -> Parsed | None:
    part = value.parts[0]
    squeezed = squeeze(part.text)
    gloss = _GLOSS.match(squeezed.text)
    begin = gloss.end() if gloss else 0
    match = _NUMBER.search(squeezed.text, begin)
    if match is None or match.start() > begin + 3:
        return None
    start, end = match.span()
    end = _before_a_word(squeezed, start, end)
    return (part.part(*squeezed.span(start, end)),), squeezed.text[start:end]


def _before_a_word(number: Squeezed, start: int, end: int) -> int:
    """Where a number ends that the next word follows at a gap: L-20077 IBD门诊."""
    gaps = (at for at in range(start + 1, end) if number.at[at] - number.at[at - 1] > 1)
    return next((at for at in gaps if number.text[at:end].isalpha()), end)


def _coded(sheets: Sequence[Sheet], *abbreviated: str) -> Field | None:
    """A number behind the letters that systems abbreviate its label to, too short a word to be a label."""
    for sheet in sheets:
        for line in sheet.lines:
            match = _CODED.search(line.text)
            if match is not None and match["word"] in abbreviated:
                part = line.part(*match.span("number"))
                return field_of("visit_number", sheet, ((part,), match["number"]), _BARE)
    return None
