"""Whom a document is about: name, sex, age, birth date, ID number, visit and inpatient numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.fields.date_behind import of_birth
from extractors.fields.date_context import word_by_place
from extractors.fields.date_places import Found, found_on
from extractors.fields.date_text import find_dates
from extractors.fields.labelled import PLACED, Parsed, field_of, first
from extractors.fields.names import comma_for_dot, is_name, name_part
from extractors.fields.patient_beside import beneath_a_name, beside
from extractors.fields.patient_id_number import id_number
from extractors.fields.patient_in_english import in_english
from extractors.fields.patient_numbers import visit_and_stay
from extractors.fields.sex import offered, sex_in, ticked
from extractors.fields.surname_look_alikes import may_be_another, mended
from extractors.layout import words
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet, Value
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import cut, fold, joined, squeeze, strip
from extractors.layout.values import beneath, value_of
from extractors.reading import Field, Line, Patient

_MAY_TELL_BIRTH = re.compile(r"[\d日月]\s?出?\s?生|(?i:birth|\bDOB\b)")
_MENDED = 0.85  # certainty of a name whose surname was put right
_AGE = re.compile(
    r"(?P<y>\d{1,3})(?:周?岁|Y(?![A-Z])|y|岁零?)(?:(?P<ym>\d{1,2})个?月)?"
    r"|(?P<m>\d{1,2})(?:个?月|M(?![A-Za-z]))(?:(?P<md>\d{1,2})[天日])?|(?P<d>\d{1,3})(?:[天日]|D(?![A-Za-z]))|(?P<h>\d{1,2})小?时"
)
_RUNNING = re.compile("[诊断病症医院室]|明确|入院|出院|确诊")  # in no name that running text tells
_AROUND = " \t\u3000_【】[]〔〕()（）<>《》"
# 兹证明患者张三，男，58岁 / 张三 男 58岁
_SENTENCE = re.compile(
    r"(?:(?:(?:患者|病人|参保人员?)(?:基本)?(?:信息|资料|情况)?|兹证明|证明|兹有|我叫|我是|本人|(?:我|本)[一-鿿]{1,6}?(?:居民|村民|市民|"
    r"社员|群众|牧民|患者|病人|病员|职工|员工|教师|学生|学员|干部|参保人员?|退休人员)|我)[:,]?)+(?:姓名:?)?"
    r"(?P<name>(?:(?!患者|病人)[㐀-鿿·]){2,12}?)(?:同志|先生|女士)?(?:[,(、;]{1,2}|(?=性别))"
    r"(?:性别:?)?(?P<sex>男|女)性?(?:(?:[,、;)]+|(?=年龄))(?:年龄:?|现?年)?(?:(?P<age>\d{1,3})岁)?|$)"
)
_HEADER = re.compile(
    r"(?:^|[\s:])(?:患者|病人)?(?P<name>[㐀-鿿·]{2,12}?)\s*(?:同志|先生|女士)?[\s,/|(·]*(?P<sex>男|女)性?[\s,/|、·]*"
    r"(?:现?年龄?)?\s*(?P<age>\d{1,3})\s*岁"
)
_SEX_AND_AGE = re.compile(r"(?P<sex>男|女)性?[/,、|·]?(?P<age>\d{1,3})(?:周?岁|Y)")
_ENDS_NAME = re.compile("[㐀-鿿]{1,3}(?<![科室区别号名])")
_FULL_CELL = 2.0  # text heights at most between a name that fills its cell and the next cell's text
_LEVEL = 0.3  # text heights within which two lines stand on one row
_MASK = re.compile("[*＊×xX某]")
_HIDDEN = re.compile("[㐀-鿿]{0,2}[*＊]{1,3}[㐀-鿿]{0,2}")  # a masked name
_SURELY_READ = 0.8
_MASKED = re.compile(r"^\d{4,6}\d{0,8}\*{4,12}\d{2,4}[\dX]?$")


def patient(
    sheets: Sequence[Sheet],
    name_labels: Collection[str] = words.NAME,
    inpatient: bool = False,
    visiting: bool = False,
) -> Patient:
    """The person a document is about; what is not printed or cannot be read stays None.

    Args:
        name_labels: labels that name the patient on this kind of paper (委托人 on a proxy authorization).
        inpatient: an ambiguous 门诊/住院号 is an inpatient number here.
        visiting: … is a visit's.
    """
    name = first(sheets, name_labels, "name", _name)
    sex = first(sheets, words.SEX, "sex", _sex)
    age = first(sheets, words.AGE, "age", _age)
    if name is None or sex is None or age is None:
        said = _from_sentence(sheets)
        name, sex, age = name or said.get("name"), sex or said.get("sex"), age or said.get("age")
    if masked := _masked_numbers(sheets):
        name = name if name is not None and not _MASK.search(name.value) else _above(masked)
    sex, age = (sex, age) if sex and age else _alone(sheets, sex, age)
    visit, stay = visit_and_stay(sheets, inpatient, visiting)
    if not (name and sex and age and (visit or stay)):
        told = in_english(sheets)
        name, sex, age = name or told.get("name"), sex or told.get("sex"), age or told.get("age")
        visit = visit or (told.get("visit_number") if stay is None and not inpatient else None)
    if name is None and not masked:
        bare = beneath_a_name(sheets)
        name, sex, age = bare.get("name"), sex or bare.get("sex"), age or bare.get("age")
    if sex is None or age is None:
        near = beside(sheets, name)
        sex, age = sex or near.get("sex"), age or near.get("age")
    return Patient(
        name=_surnamed(name),
        sex=sex,
        age=age,
        birth_date=first(sheets, words.BIRTH, "birth_date", _birth) or _born(sheets),
        id_number=id_number(sheets),
        visit_number=visit,
        inpatient_number=stay,
    )


def _surnamed(name: Field | None) -> Field | None:
    """With the surname it can only have; a PDF's own text holds what it prints."""
    value = mended(name.value) if name is not None and name.char_confidences else ""
    if name is None or not value or (value == name.value and not may_be_another(value)):
        return name
    return replace(name, value=value, confidence=round(name.confidence * _MENDED, 4))


def _name(value: Value) -> Parsed | None:
    if _is_another_s(value):
        return None
    said = strip(value.parts[0], _AROUND)
    part = said if comma_for_dot(said) or _ends_like_a_sex(said, value.sheet) else name_part(said)
    if part is None and len(value.parts) > 1 and is_name(value.text):
        return value.parts, squeeze(value.text).text
    if part is None:
        return None
    rest = _wrapped_name(part, value)
    parts = (part, rest) if rest is not None else (part,)
    return parts, normal_name("".join(each.text for each in parts))


def _ends_like_a_sex(said: Line, sheet: Sheet) -> bool:
    """Whether the last character of a whole name is its own, as the paper tells the sex beside: 李亚男."""
    name = squeeze(said.text).text
    if name[-1:] not in ("男", "女") or not is_whole_name(name):
        return False
    told = (value_of(label, sheet) for label in sheet.labels_of(words.SEX))
    return any(value is not None and sex_in(squeeze(value.text).text) for value in told)


def _is_another_s(value: Value) -> bool:
    """Whether a word beside a bare label is none of its own, as one with a surname stands beneath it: 姓名 | 所见."""
    if value.how != "right" or value.label.colon or is_whole_name(squeeze(value.parts[0].text).text):
        return False
    under = beneath(value.label, value.sheet)
    flush = under is not None and abs(under.parts[0].box.x0 - value.label.box.x0) < height(value.label.source)
    return under is not None and flush and is_whole_name(squeeze(under.parts[0].text).text)


def _wrapped_name(name: Line, value: Value) -> Line | None:
    """The end of a long name (包勒德·乌云其木 | 格) that went over to the next line of its full cell."""
    h = height(value.label.source)
    if "·" not in normal_name(name.text) or name.text != value.parts[0].text:
        return None
    others = [line for line in value.sheet.lines if line is not value.label.source]
    level = [line for line in others if abs(line.box.cy - name.box.cy) < 0.4 * h and line.box.x0 >= name.box.x1]
    if min((line.box.x0 for line in level), default=1.0) - name.box.x1 > _FULL_CELL * h:
        return None
    left, right = value.label.box.x0 - h, name.box.x1 + h
    beneath = [line for line in others if 0.6 * h < line.box.cy - name.box.cy < 2.0 * h and line.box.x1 > left]
    end = min(beneath, key=lambda line: line.box.x0, default=None)
    alone = end is not None and end.box.x0 >= left and end.box.x1 <= right
    if end is None or not alone or value.sheet.labels_in(end) or _begins_row(end, others):
        return None
    return end if _ENDS_NAME.fullmatch(squeeze(end.text).text) else None


def _begins_row(line: Line, others: Sequence[Line]) -> bool:
    """Whether more stands level with it on its right, as behind the first heading of a table."""
    return any(abs(o.box.cy - line.box.cy) < _LEVEL * height(line) and o.box.x0 >= line.box.x1 for o in others)


_OF_NAMES = "巾末"  # folded elsewhere, to what stands in no name


def normal_name(text: str) -> str:
    """A name as it is compared: no spaces inside a Chinese name, one kind of dot."""
    if text.isascii():
        return " ".join(text.split())
    squeezed = squeeze(text)
    kept = (text[i] if text[i] in _OF_NAMES else c for c, i in zip(squeezed.text, squeezed.at, strict=False))
    # 已 is what 己 is folded to, and in no name: 克己
    return re.sub("[．.、,:]", "·", "".join(kept)).replace("X", "×").replace("已", "己")


def _sex(value: Value) -> Parsed | None:
    sex = sex_in(squeeze(value.text).text)
    if sex is None:
        return None
    part = value.parts[0]
    at = part.text.find(sex)
    alone = at >= 0 and not {"男", "女"} <= set(value.text)
    return (part.part(at, at + 1) if alone else part,), sex


def _age(value: Value) -> Parsed | None:
    part = value.parts[0]
    text = squeeze(part.text)
    match = _AGE.match(text.text) or _AGE.search(text.text)
    if match is None:
        bare = re.match(r"(?:[男女]性?[/、,|])?[\[(]?(\d{1,3})(?![\d年.])", text.text)  # 性别/年龄: 男/58, 【58】岁
        if bare is None or not 0 <= int(bare[1]) <= 120:
            return None
        return (part.part(*text.span(*bare.span(1))),), str(int(bare[1]))
    years = int(match["y"]) if match["y"] else int(match["m"]) // 12 if match["m"] else 0
    return ((part.part(*text.span(*match.span())),), str(years)) if years <= 120 else None


def _birth(value: Value) -> Parsed | None:
    for part in value.parts:
        found = find_dates(part.text, labelled=True)
        if found:
            return (part.part(found[0].start, found[0].end),), str(found[0].date)
    joined = find_dates(value.text, labelled=True)
    return (value.parts, str(joined[0].date)) if joined else None


def _born(sheets: Sequence[Sheet]) -> Field | None:
    """The day of birth that a clause tells: …，男，1958年12月2日生，…"""
    told = [sheet for sheet in sheets if any(_MAY_TELL_BIRTH.search(line.text) for line in sheet.lines)]
    there = [each for sheet in told for each in found_on(sheet)]
    found = next((each for each in there if of_birth(each) or _is_named_so(each)), None)
    return field_of("birth_date", found.sheet, (found.parts, str(found.date.date)), PLACED) if found else None


def _is_named_so(found: Found) -> bool:
    """Whether the English beside a day calls it one of birth, as above the Chinese of a label in two lines."""
    word = word_by_place(found) if found.label is None else None
    return word is not None and word in words.BIRTH and found.date.date.day is not None


def _masked_numbers(sheets: Sequence[Sheet]) -> list[tuple[Sheet, Line]]:
    """ID numbers that show their ends alone, as an e-credential on a screen does."""
    return [
        (sheet, line)
        for sheet in sheets
        for line in sheet.lines
        if _MASKED.match(squeeze(line.text).text) or "*****" in line.text
    ]


def _above(masked: Sequence[tuple[Sheet, Line]]) -> Field | None:
    """The name alone right above a masked ID number.

    As a rule it is masked too (张*) and then names nobody; what the mask signs are misread as is read with doubt.
    """
    for sheet, number in masked:
        above = [line for line in sheet.lines if 0 < number.box.cy - line.box.cy < 4 * height(number)]
        above = [line for line in above if line.box.x0 < number.box.x1 and line.box.x1 > number.box.x0]
        if any(_HIDDEN.fullmatch(squeeze(line.text).text) for line in above):
            continue
        for line in sorted(above, key=lambda each: -each.box.cy):
            plain = is_name(line.text) and not _MASK.search(line.text) and line.min_confidence >= _SURELY_READ
            part = name_part(line) if plain else None
            if part is not None and not sheet.labels_in(line):
                return field_of("name", sheet, ((part,), normal_name(part.text)), PLACED)
    return None


def _alone(sheets: Sequence[Sheet], sex: Field | None, age: Field | None) -> tuple[Field | None, Field | None]:
    """Sex and age in a cell of their own whose heading was not read: 男/33岁."""
    for sheet in sheets:
        for line in sheet.lines:
            squeezed = squeeze(line.text)
            if sex is None and (chosen := _ticked_alone(line)) is not None:
                sex = field_of("sex", sheet, chosen, PLACED)
            if (match := _SEX_AND_AGE.fullmatch(squeezed.text)) is None:
                continue
            parts = [line.part(*squeezed.span(*match.span(key))) for key in ("sex", "age")]
            return (
                sex or field_of("sex", sheet, ((parts[0],), match["sex"]), PLACED),
                age or field_of("age", sheet, ((parts[1],), match["age"]), PLACED),
            )
    return sex, age


def _ticked_alone(line: Line) -> Parsed | None:
    """男□ 女☑ without a heading."""
    squeezed = squeeze(line.text)
    span = offered(squeezed.text)
    sex = ticked(squeezed.text[slice(*span)]) if span else None
    return ((line.part(*squeezed.span(*span)),), sex) if span and sex else None


def _is_told(name: str) -> bool:
    return is_name(name) and not _RUNNING.search(name)


def _from_sentence(sheets: Sequence[Sheet]) -> dict[str, Field]:
    """Name, sex and age from running text (兹证明患者张三，男，58岁) or a header with no labels (张三 男 58岁)."""
    for sheet in sheets:
        for row in sheet.rows:
            text, places = joined(row.lines)
            squeezed = squeeze(text)
            told, header = _SENTENCE.search(squeezed.text), _HEADER.search(fold(text))
            match = next((m for m in (told, header) if m is not None and _is_told(m["name"])), None)
            if match is None:
                continue
            there = {key: match.span(key) for key in ("name", "sex", "age") if match[key]}
            spans = there if match is header else {key: squeezed.span(*span) for key, span in there.items()}
            return {
                key: field_of(key, sheet, (cut(row.lines, places, *span), match[key]), PLACED)
                for key, span in spans.items()
            }
    return {}
