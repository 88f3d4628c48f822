"""Whom a document is about: name, sex, age, birth date, ID number, visit and inpatient numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from extractors.fields.date_text import find_dates
from extractors.fields.names import comma_for_dot, is_name, name_part
from extractors.fields.sex import offered, sex_in, ticked
from extractors.fields.surname_look_alikes import mended
from extractors.layout import words
from extractors.layout.labels import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet, Value, words_on
from extractors.layout.text import confidence, cut, evidence, fold, frames, join, joined, squeeze, strip
from extractors.layout.values import beneath, value_of
from extractors.reading import Field, Line, Patient

_MENDED = 0.85  # certainty of a name whose surname was put right
_SURE, _FUZZY, _NO_COLON, _PLACED = 1.0, 0.85, 0.97, 0.85  # certainty of a value behind a label, by how it was found
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
)
_ANY = words.listed(
    """
    登记号 ID号 1D号 lD号 10号 患者ID 病人ID 患者ID号 病人ID号 病人编号 患者编号 病历号 病人号 病人号PID 患者号
    患者号PID 病历号PID
    """
)  # a system's own, of any visit
_LONGEST_STAY_NUMBER = 8  # digits
_NUMBER = re.compile(r"[A-Za-z]{0,4}\d[\dA-Za-z-]{2,22}")
_GLOSS = re.compile(r"(?:IPID|OPID|PID|MRN|IPNo|No|ID)(?=\d)", re.IGNORECASE)  # 住院号IPID 1408097
_ID_CHARS = r"[\dOolI|]"
_ID = re.compile(rf"(?<![\dA-Za-z*])({_ID_CHARS}{{17}}[\dXx×OolI]|{_ID_CHARS}{{15}})(?![\d*A-Za-z])")
_ID_DIGITS = str.maketrans("OolI|", "00111")
_AGENT = r"(?:受托|被委托|代办|代理|经办|监护|联系|领取)人?"
_OF_AN_AGENT = re.compile(rf"{_AGENT}[的(]?$|{_AGENT}的?(?:居民)?(?:身份证|证件)")  # 受托人身份证
_AGE = re.compile(
    r"(?P<y>\d{1,3})(?:周?岁|Y|y|岁零?)(?:(?P<ym>\d{1,2})个?月)?"
    r"|(?P<m>\d{1,2})(?:个?月|M)(?:(?P<md>\d{1,2})[天日])?|(?P<d>\d{1,3})(?:[天日]|D)|(?P<h>\d{1,2})小?时"
)
_RUNNING = re.compile("[诊断病症医院室]|明确|入院|出院|确诊")  # in no name that running text tells
_AROUND = " \t\u3000_【】[]〔〕()（）<>《》"
# 兹证明患者张三，男，58岁 / 张三 男 58岁
_SENTENCE = re.compile(
    r"(?:(?:(?:患者|病人|参保人)(?:基本)?(?:信息|资料|情况)?|兹证明|证明|兹有|我叫|我是|本人|我)[:,]?)+(?:姓名:?)?"
    r"(?P<name>[㐀-鿿·]{2,12}?)(?:同志|先生|女士)?[,(、;]{1,2}"
    r"(?:性别:?)?(?P<sex>男|女)性?(?:[,、;)]+(?:年龄:?)?(?:(?P<age>\d{1,3})岁)?|$)"
)
_HEADER = re.compile(
    r"(?:^|[\s:])(?:患者|病人)?(?P<name>[㐀-鿿·]{2,12}?)[\s,/|(]*(?P<sex>男|女)性?[\s,/|、]*(?P<age>\d{1,3})\s*岁"
)
_SEX_AND_AGE = re.compile(r"(?P<sex>男|女)性?[/,、|]?(?P<age>\d{1,3})(?:周?岁|Y)")
_OF_A_VISIT = frozenset(
    words.listed("主诉 就诊时间 就诊日期 就诊科室 接诊医生 接诊医师 标本 标本类型 样本类型 采样 采样时间 采集时间")
)
_ENDS_NAME = re.compile("[㐀-鿿]{1,3}(?<![科室区别号名])")
_FULL_CELL = 2.0  # text heights at most between a name that fills its cell and the next cell's text
_LEVEL = 0.3  # text heights within which two lines stand on one row
_MASK = re.compile("[*＊×xX某]")
_HIDDEN = re.compile("[㐀-鿿]{0,2}[*＊]{1,3}[㐀-鿿]{0,2}")  # a masked name
_SURELY_READ = 0.8
_PLAIN_NUMBER = re.compile(r"(?:^|\s)ID\s*[:：]\s*(\d{8,12})(?![\dXx*])")
_MASKED = re.compile(r"^\d{4,6}\d{0,8}\*{4,12}\d{2,4}[\dX]?$")


def patient(sheets: Sequence[Sheet], name_labels: Collection[str] = words.NAME, inpatient: bool = False) -> Patient:
    """The person a document is about; what is not printed or cannot be read stays None.

    Args:
        name_labels: labels that name the patient on this kind of paper (委托人 on a proxy authorization).
        inpatient: an ambiguous 门诊/住院号 is an inpatient number here.
    """
    name = _first(sheets, name_labels, "name", _name)
    sex = _first(sheets, words.SEX, "sex", _sex)
    age = _first(sheets, words.AGE, "age", _age)
    if name is None or sex is None or age is None:
        said = _from_sentence(sheets)
        name, sex, age = name or said.get("name"), sex or said.get("sex"), age or said.get("age")
    if masked := _masked_numbers(sheets):
        name = name if name is not None and not _MASK.search(name.value) else _above(masked)
    sex, age = (sex, age) if sex and age else _alone(sheets, sex, age)
    visit = _first(sheets, _without(words.VISIT_NUMBER, _BOTH), "visit_number", _number)
    if visit is None and words_on(sheets) & _OF_A_VISIT:
        visit = _first(sheets, ("卡号",), "visit_number", _number)
    visit = visit or _plain_number(sheets)
    stay = _first(sheets, words.INPATIENT_NUMBER, "inpatient_number", _number)
    if visit is not None and stay is None and _is_of_a_stay(_first(sheets, _ANY, "inpatient_number", _number), visit):
        visit, stay = None, visit and replace(visit, name="inpatient_number")
    either = _first(sheets, _BOTH, "either", _number)
    # Hospitals number stays consecutively and visits by date, so a long ambiguous number is a visit's.
    inpatient = inpatient or (either is not None and sum(map(str.isdigit, either.value)) <= _LONGEST_STAY_NUMBER)
    return Patient(
        name=name,
        sex=sex,
        age=age,
        birth_date=_first(sheets, words.BIRTH, "birth_date", _birth),
        id_number=_first(sheets, words.ID_NUMBER, "id_number", _id_number) or _lone_id_number(sheets),
        visit_number=visit or (None if inpatient or either is None else replace(either, name="visit_number")),
        inpatient_number=stay or (replace(either, name="inpatient_number") if either and inpatient else None),
    )


def _is_of_a_stay(number: Field | None, visit: Field) -> bool:
    """Whether the visit's number is a system's own (登记号) and as short as those hospitals give to stays."""
    return (
        number is not None
        and number.value == visit.value
        and sum(map(str.isdigit, number.value)) <= _LONGEST_STAY_NUMBER
    )


Parsed = tuple[tuple[Line, ...], str]  # the characters used, and the normalised value


def _first(
    sheets: Sequence[Sheet], wanted: Collection[str], name: str, parse: Callable[[Value], Parsed | None]
) -> Field | None:
    """The first label's value that parses; an unsure one only if no sure one follows."""
    best: Field | None = None
    for label, sheet in _labels(sheets, wanted):
        value = value_of(label, sheet)
        parsed = parse(value) if value is not None else None
        if value is not None and parsed is None and value.how == "right":  # a heading beside another that is unknown
            value = beneath(label, sheet)
            parsed = parse(value) if value is not None else None
        if value is None or parsed is None:
            continue
        field = _field(name, sheet, parsed, _certainty(label, value))
        if best is None or field.confidence > best.confidence + 0.1:
            best = field
    return best


def _labels(sheets: Sequence[Sheet], wanted: Collection[str]) -> Iterator[tuple[Label, Sheet]]:
    for sheet in sheets:
        for label in sheet.labels_of(wanted):
            yield label, sheet


def _certainty(label: Label, value: Value) -> float:
    if not label.exact:
        return _FUZZY
    if value.how == "below":
        return _PLACED
    return _SURE if label.colon or value.how == "right" else _NO_COLON


def _field(name: str, sheet: Sheet, parsed: Parsed, certainty: float) -> Field:
    parts, value = parsed
    if name == "name" and (surnamed := mended(value)) != value:
        value, certainty = surnamed, certainty * _MENDED
    chars = tuple(c for part in parts for c in part.char_confidences)
    text = join(parts)
    sure = round(confidence(parts) * certainty, 4)
    chars = chars if len(chars) == len(text) else ()
    return Field(name, text, value, sure, evidence(sheet.page, parts), chars, frames(parts))


def _without(group: Collection[str], left_out: Collection[str]) -> tuple[str, ...]:
    return tuple(word for word in group if word not in left_out)


def _name(value: Value) -> Parsed | None:
    first = strip(value.parts[0], _AROUND)
    part = first if comma_for_dot(first) else name_part(first)
    if part is None and len(value.parts) > 1 and is_name(value.text):
        return value.parts, squeeze(value.text).text
    if part is None:
        return None
    rest = _wrapped_name(part, value)
    parts = (part, rest) if rest is not None else (part,)
    return parts, normal_name("".join(each.text for each in parts))


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
    first = min(beneath, key=lambda line: line.box.x0, default=None)
    alone = first is not None and first.box.x0 >= left and first.box.x1 <= right
    if first is None or not alone or value.sheet.labels_in(first) or _begins_row(first, others):
        return None
    return first if _ENDS_NAME.fullmatch(squeeze(first.text).text) else None


def _begins_row(line: Line, others: Sequence[Line]) -> bool:
    """Whether more stands level with it on its right, as behind the first heading of a table."""
    return any(abs(o.box.cy - line.box.cy) < _LEVEL * height(line) and o.box.x0 >= line.box.x1 for o in others)


def normal_name(text: str) -> str:
    """A name as it is compared: no spaces inside a Chinese name, one kind of dot."""
    if text.isascii():
        return " ".join(text.split())
    return re.sub("[．.、,:]", "·", squeeze(text).text).replace("X", "×")


def _sex(value: Value) -> Parsed | None:
    sex = sex_in(squeeze(value.text).text)
    if sex is None:
        return None
    first = value.parts[0]
    at = first.text.find(sex)
    alone = at >= 0 and not {"男", "女"} <= set(value.text)
    return (first.part(at, at + 1) if alone else first,), sex


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


def _id_number(value: Value) -> Parsed | None:
    if _OF_AN_AGENT.search(squeeze(value.label.source.text[: value.label.start]).text):
        return None
    for part in value.parts:
        squeezed = squeeze(part.text)
        match = _ID.search(squeezed.text)
        if match:
            return (part.part(*squeezed.span(*match.span(1))),), _plain_id(match[1])
    match = _ID.search(squeeze(value.text).text)  # in groups, which OCR took for several lines
    return (value.parts, _plain_id(match[1])) if match else None


def _plain_id(text: str) -> str:
    return text[:-1].translate(_ID_DIGITS) + text[-1].upper().replace("×", "X").translate(_ID_DIGITS)


def _number(value: Value) -> Parsed | None:
    part = value.parts[0]
    squeezed = squeeze(part.text)
    match = _NUMBER.search(squeezed.text)
    if match is None or match.start() > 3:
        return None
    start, end = match.span()
    start += len(gloss.group()) if (gloss := _GLOSS.match(match.group())) else 0
    return (part.part(*squeezed.span(start, end)),), squeezed.text[start:end]


def _lone_id_number(sheets: Sequence[Sheet]) -> Field | None:
    """An 18-digit number with a birth date inside, on a page whose label for it was not read."""
    for sheet in sheets:
        for line in sheet.lines:
            squeezed = squeeze(line.text)
            match = re.search(
                r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dA-Za-z])", squeezed.text
            )
            if match and not (_named_otherwise(line, sheet) or _beside_an_agent(line, sheet)):
                part = line.part(*squeezed.span(*match.span()))
                return _field("id_number", sheet, ((part,), match.group().upper()), _PLACED)
    return None


def _named_otherwise(line: Line, sheet: Sheet) -> bool:
    return any(label.word not in words.ID_NUMBER for label in sheet.labels_in(line))


def _beside_an_agent(line: Line, sheet: Sheet) -> bool:
    """Whether what stands left of a line on its row says that it is an agent's number."""
    level = [other for other in sheet.lines if abs(other.box.cy - line.box.cy) < 0.5 * height(line)]
    return any(other.box.x1 <= line.box.x0 and _OF_AN_AGENT.search(squeeze(other.text).text) for other in level)


def _plain_number(sheets: Sequence[Sheet]) -> Field | None:
    """A visit's number behind a bare ID: too short a word to be a label wherever it stands."""
    for sheet in sheets:
        for line in sheet.lines:
            if match := _PLAIN_NUMBER.search(line.text):
                return _field("visit_number", sheet, ((line.part(*match.span(1)),), match[1]), _NO_COLON)
    return None


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
                return _field("name", sheet, ((part,), normal_name(part.text)), _PLACED)
    return None


def _alone(sheets: Sequence[Sheet], sex: Field | None, age: Field | None) -> tuple[Field | None, Field | None]:
    """Sex and age in a cell of their own whose heading was not read: 男/33岁."""
    for sheet in sheets:
        for line in sheet.lines:
            squeezed = squeeze(line.text)
            if sex is None and (chosen := _ticked_alone(line)) is not None:
                sex = _field("sex", sheet, chosen, _PLACED)
            if (match := _SEX_AND_AGE.fullmatch(squeezed.text)) is None:
                continue
            parts = [line.part(*squeezed.span(*match.span(key))) for key in ("sex", "age")]
            return (
                sex or _field("sex", sheet, ((parts[0],), match["sex"]), _PLACED),
                age or _field("age", sheet, ((parts[1],), match["age"]), _PLACED),
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
                key: _field(key, sheet, (cut(row.lines, places, *span), match[key]), _PLACED)
                for key, span in spans.items()
            }
    return {}
