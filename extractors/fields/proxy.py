"""What a proxy authorization says: who authorises whom, their identity numbers, relation, scope and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.fields.date_text import find_dates
from extractors.fields.id_number import find_id_numbers
from extractors.fields.names import is_name, name_in
from extractors.fields.printed import printed
from extractors.layout import words
from extractors.layout.label import Label
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import fold, squeeze
from extractors.layout.values import block_of, value_of
from extractors.reading import Field, Line, Page

_PRINCIPAL = words.listed(
    """
    委托人 委托人姓名 授权人 授权人姓名 申请人 申请人姓名 参保人 参保人姓名 甲方 委托方 委托人(甲方) 参保人员
    参保人员姓名
    """
)
_AGENT = words.listed(
    """
    受托人 受托人姓名 被委托人 被委托人姓名 代办人 代办人姓名 代理人 代理人姓名 被授权人 被授权人姓名 受委托人
    受委托人姓名 乙方 受托方 经办人 受托人(乙方) 代理人(受托人)
    """
)
_PRINCIPAL_ID = words.listed("委托人身份证号 委托人身份证号码 申请人身份证号")
_AGENT_ID = words.listed(
    """
    受托人身份证号 被委托人身份证号 代办人身份证号 代理人身份证号 受托人身份证号码 被委托人身份证号码
    代办人身份证号码 代理人身份证号码
    """
)
_RELATION = words.listed(
    """
    与委托人关系 与申请人关系 与患者关系 与参保人关系 关系 与受托人关系 与被委托人关系 双方关系 与代办人关系 与本人关系
    与委托人的关系 委托人与受托人关系 委托人与被委托人关系 双方关系 与被代理人关系 与参保人员关系 与病人关系
    """
)
_SCOPE = words.listed(
    "委托事项 委托权限 授权范围 委托内容 代办事项 授权事项 代理权限 委托范围 授权内容 办理事项 委托事由"
)
_PERIOD = words.listed("委托期限 授权期限 委托有效期 有效期 有效期限 代理期限")
_MORE = (*_PRINCIPAL, *_AGENT, *_PRINCIPAL_ID, *_AGENT_ID, *_RELATION, *_SCOPE, *_PERIOD)

# In running text: 本人张三（身份证号：…）…特委托李四（身份证号：…）…
_SAYS_PRINCIPAL = re.compile(r"(?:委托人|授权人|申请人|参保人|兹有|本人)[:,]?(?:姓名[:]?)?")
_SAYS_AGENT = re.compile(
    r"(?:受托人|被委托人|代办人|代理人|被授权人|受委托人)[:,]?(?:姓名[:]?)?|(?:特|现|兹|全权)?(?:委托|"
    r"授权)(?!人|书|事|权|期|方|代|办|双|关)"
)
_NAME = re.compile(r"[㐀-鿿·]{2,12}?(?=[(,，、。;；:：\s]|同志|先生|女士|性别|身份|男|女|$|代|办|前|为|因|到|全)")
_RELATED = re.compile(
    r"(?:系|是|为)(?:本人|委托人|申请人|患者)?(?:的|之)?(?P<said>父亲|母亲|父母|配偶|妻子|丈夫|儿子|女儿|"
    r"子女|兄弟|姐妹|"
    r"儿媳|女婿|孙子|孙女|亲属|朋友|同事)|(?P<pair>夫妻|父子|父女|母子|母女|兄弟|姐妹|兄妹|姐弟)关系"
)
_ENTRUSTED = re.compile(r"(?:代为|代本人|代我|协助|前往|全权)[^。;]{0,4}?(?:办理|申请|申报|领取|提交)[^。;]{2,60}")
_OUT = 0.9


@dataclass(frozen=True, slots=True)
class _Place:
    """A position on the page that a label or a phrase marks as one party's."""

    party: str  # "principal" or "agent"
    row: int
    x: float
    flowing: bool = False  # in running text, which goes on in the next row


def extract(pages: Sequence[Page]) -> tuple[Field, ...]:
    """principal, agent, their …_id_number, relation, scope, period and authorised_on, where printed."""
    sheets = [sheet_of(page, _MORE) for page in pages]
    found: dict[str, Field] = {}
    for sheet in sheets:
        for field in (*_labelled(sheet), *_in_sentences(sheet), *_numbers(sheet)):
            found.setdefault(field.name, field)
    for other in (_relation(sheets), _scope(sheets), _first(sheets, _PERIOD, "period"), _date(sheets)):
        if other is not None:
            found.setdefault(other.name, other)
    return tuple(found.values())


def _labelled(sheet: Sheet) -> list[Field]:
    """Names behind a party's label; 姓名 below or right of a party's heading belongs to that party."""
    fields: list[Field] = []
    places = _places(sheet)
    for label in sheet.labels_of((*_PRINCIPAL, *_AGENT, *words.NAME)):
        party = _party_of(label, sheet, places)
        value = value_of(label, sheet, below=False)
        if party is None or value is None:
            continue
        line = value.parts[0]
        span = name_in(line.text)
        if span is not None and is_name(line.text[slice(*span)]):
            part = line.part(*span)
            fields.append(printed(party, [(sheet.page, part)], squeeze(part.text).text))
    return fields


def _party_of(label: Label, sheet: Sheet, places: Sequence[_Place]) -> str | None:
    if label.word in _PRINCIPAL:
        return "principal"
    if label.word in _AGENT:
        return "agent"
    return _owner(_row_number(sheet, label.source), label.box.x0, places)


def _numbers(sheet: Sheet) -> list[Field]:
    """Each identity number with the party whose label or phrase stands last before it."""
    fields: list[Field] = []
    places = _places(sheet)
    places += [phrase for phrase in _phrases(sheet) if not any(_same(phrase, place) for place in places)]
    for number, row in enumerate(sheet.rows):
        for line in row.lines:
            for part, value in find_id_numbers(line):
                said = [label.word for label in sheet.labels_in(line) if label.box.x0 < part.box.x0]
                party = _named(said) or _owner(number, part.box.x0, places)
                if party is not None:
                    fields.append(printed(f"{party}_id_number", [(sheet.page, part)], value))
    return fields


def _named(said: Sequence[str]) -> str | None:
    """The party that a label before the number names itself."""
    if any(word in _PRINCIPAL_ID for word in said):
        return "principal"
    return "agent" if any(word in _AGENT_ID for word in said) else None


def _places(sheet: Sheet) -> list[_Place]:
    return [
        _Place("principal" if label.word in _PRINCIPAL else "agent", _row_number(sheet, label.source), label.box.x0)
        for label in sheet.labels_of((*_PRINCIPAL, *_AGENT))
    ]


def _phrases(sheet: Sheet) -> list[_Place]:
    places: list[_Place] = []
    for number, row in enumerate(sheet.rows):
        for line in row.lines:
            squeezed = squeeze(line.text)
            for party, pattern in (("principal", _SAYS_PRINCIPAL), ("agent", _SAYS_AGENT)):
                for match in pattern.finditer(squeezed.text):
                    start = squeezed.span(match.start(), match.end())[0]
                    places.append(_Place(party, number, line.part(start, start + 1).box.x0, flowing=True))
    return places


def _same(phrase: _Place, place: _Place) -> bool:
    return phrase.row == place.row and abs(phrase.x - place.x) < 0.05


def _owner(row: int, x: float, places: Sequence[_Place]) -> str | None:
    """The party whose place stands last before (row, x); of two beside each other in a row above, the one over x."""
    before = [place for place in places if place.row < row or (place.row == row and place.x <= x)]
    if not before:
        return None
    last = max(place.row for place in before)
    level = sorted((place for place in before if place.row == last), key=lambda place: place.x)
    if last < row:
        # In running text the last phrase of the line above goes on; under two headings the column decides.
        over = [place for place in level if place.x <= x + 0.03] or level[:1]
        return level[-1].party if level[-1].flowing else over[-1].party
    return level[-1].party


def _row_number(sheet: Sheet, line: Line) -> int:
    return next((i for i, row in enumerate(sheet.rows) if any(each is line for each in row.lines)), 0)


def _in_sentences(sheet: Sheet) -> list[Field]:
    fields: list[Field] = []
    for row in sheet.rows:
        for line in row.lines:
            squeezed = squeeze(line.text)
            for party, pattern in (("principal", _SAYS_PRINCIPAL), ("agent", _SAYS_AGENT)):
                for match in pattern.finditer(squeezed.text):
                    name = _NAME.match(squeezed.text, match.end())
                    if name and is_name(name.group()) and name.group()[-1] not in "的因为":
                        part = line.part(*squeezed.span(*name.span()))
                        fields.append(printed(party, [(sheet.page, part)], name.group(), _OUT))
    return fields


def _first(sheets: Sequence[Sheet], labels: Sequence[str], name: str) -> Field | None:
    for sheet in sheets:
        for label in sheet.labels_of(labels):
            value = value_of(label, sheet, below=False)
            if value is not None:
                return printed(name, [(sheet.page, part) for part in value.parts])
    return None


def _relation(sheets: Sequence[Sheet]) -> Field | None:
    labelled = _first(sheets, _RELATION, "relation")
    if labelled is not None:
        return labelled
    for sheet in sheets:
        for line in sheet.lines:
            squeezed = squeeze(line.text)
            match = _RELATED.search(squeezed.text)
            if match:
                group = "said" if match["said"] else "pair"
                part = line.part(*squeezed.span(*match.span(group)))
                return printed("relation", [(sheet.page, part)], match[group], _OUT)
    return None


def _scope(sheets: Sequence[Sheet]) -> Field | None:
    for sheet in sheets:
        for label in sheet.labels_of(_SCOPE):
            value = block_of(label, sheet)
            if value is not None:
                return printed("scope", [(sheet.page, part) for part in value.parts])
    for sheet in sheets:
        for line in sheet.lines:
            match = _ENTRUSTED.search(fold(line.text))
            if match:
                return printed("scope", [(sheet.page, line.part(*match.span()))], certainty=_OUT)
    return None


def _date(sheets: Sequence[Sheet]) -> Field | None:
    """The last date that stands in no sentence and no period: beside the signatures."""
    for sheet in reversed(sheets):
        for row in reversed(sheet.rows):
            for line in reversed(row.lines):
                dates = find_dates(line.text)
                inside = any(label.word in _PERIOD for label in sheet.labels_in(line)) or "至" in line.text
                if dates and not inside and len(squeeze(line.text).text) < 40:
                    part = line.part(dates[-1].start, dates[-1].end)
                    return printed("authorised_on", [(sheet.page, part)], str(dates[-1].date))
    return None
