"""What an identity card or an insurance card says, printed in its fixed places with or without labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.fields.date_text import find_dates
from extractors.fields.diagnosis_list import names_disease
from extractors.fields.id_number import find_id_numbers
from extractors.fields.names import is_name
from extractors.fields.printed import printed
from extractors.layout.rows import Row, rows
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import squeeze
from extractors.reading import DateField, DateRole, Field, Kind, Line, Page, Patient
from extractors.roles.net import SOURCE

Part = tuple[Page, Line]

_MAKING = ("发卡日期", "发卡时间", "制证日期", "制卡日期")  # labels of when a card was made

_SURE, _PLACED = 1.0, 0.85  # behind its label; by its place or form alone
_ETHNICITY = re.compile(
    r"民族?[:]?\s*(?P<said>汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|"
    r"佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    r"柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|"
    r"保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺)族?"
)
_SEX = re.compile(r"性?别[:]?\s*(?P<said>男|女)|^(?P<alone>男|女)$")
_NAME = re.compile(
    r"^(?:持卡人|参保人)?姓?名[:]?(?P<said>[㐀-鿿\U00020000-\U0002ffff·*＊×]{2,16})$|"
    r"姓名[:]?(?P<glued>[㐀-鿿·*＊×]{2,16})"
)
_NOT_A_NAME = re.compile(
    r"首页|服务|我的|支付|出示|扫码|刷新|返回|医保|待遇|就医|亲情|更多|性别|民族|出生|住址|公民|身份|保障|凭证|中华|号码|银行|人民|有效|签发|"
    r"激活|状态|正常|开通|绑定|险种|账户|职工|居民|更新|已|未|查看|认证|实名"
)
_MASKED_NUMBER = re.compile(r"(?<![\dA-Za-z])\d{1,10}[*＊]{4,14}\d{0,6}[\dXx](?![\d*])")
_MASKED_NAME = re.compile(r"^(?:姓名[:]?)?(?P<said>[㐀-鿿]{1,2}[*＊]{1,3}[㐀-鿿]?|[*＊]{1,3}[㐀-鿿]{1,2})$")
_MASKED_HEAD, _MASKED_TAIL = re.compile(r"(\d{4,10})[*＊]*"), re.compile(r"[*＊]*(\d{2,5}[\dXx])")
_HIDDEN_DIGITS = 4  # a gap between both ends is at least as wide as so many
_ID_DIGITS = 18
_BIRTH_LABEL = re.compile(r"出?生(?:日期)?[:]?")
_ADDRESS = re.compile(r"^住?址[:]?|^住址")
_AUTHORITY = re.compile(r"^(?:签?发机关|签发机)[:]?(?P<said>.*)$")
_POLICE = re.compile(r"^[\u4e00-\u9fff]{2,20}公安(?:局|厅|分局|处)[\u4e00-\u9fff]{0,10}$")
_VALIDITY = re.compile(
    r"(?P<from>(?:19|20)\d{2}[.．·,，-]?\d{2}[.．·,，-]?\d{2})\s*[-—–~至一]+\s*(?P<to>长期|(?:19|"
    r"20)\d{2}[.．·,，-]?\d{2}[.．·,，-]?\d{2})"
)
_CARD_NUMBER = re.compile(  # of the card or of the insured person in the insurance, never the person's or the bank's
    r"(?:(?<!身份)(?<!居住)(?<!军官)证号码?|(?<!银行)(?<!储蓄)卡号码?|(?:个人|医保|社保|参保|保险|保障|参保人)编号|"
    r"医疗保险号|医保号|社保号|电脑号|卡识别码)"
)
_CARD_VALUE = re.compile(r"(?<![\dA-Z])(?:[A-Z]{1,6}-){0,2}[A-Z]{0,4}\d[\dA-Z*-]{4,21}(?![\dA-Z*-])")
_INSURED = re.compile(r"(?:医保|社保|医疗保险|社会保障|参保)(?:卡|证|人)?(?:编号|卡号|号码?)")
_BENEFIT = re.compile(r"(?:[一-鿿]{0,8}病种|(?:所|现)?患疾?病|病名)(?:名称)?(?=:|$)|(?:疾病|病种)名称")
_DISEASES = re.compile(r"[一-鿿A-Za-z0-9()、,;/+-]{2,60}")
_SECURITY_NUMBER = re.compile(r"社会保障号码?|公民身份号码|身份证号码?|证件号码")
_BANK = re.compile(r"[\u4e00-\u9fff]{0,12}(?:银行|农村信用(?:合作)?社|农商行|信用联社)(?:股份有限公司)?")
_BANK_NUMBER = re.compile(r"(?<!\d)(?!\d{6}(?:19|20)\d\d[01]\d[0-3]\d{4}[\dXx])(?:62|60|45|55|4|5)\d{13,17}(?!\d)")
_REGION = re.compile(r"参保(?:地区?|城市|统筹区)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,16}")


def extract(pages: Sequence[Page], kind: Kind) -> tuple[Field, ...]:
    """The fields of a card. What is not printed is left out.

    ID card front: name, sex, ethnicity, birth_date, address_present, id_number. Back: authority, valid_from, expiry
    (a date or `长期`). Insurance card or e-credential: form (card, electronic), name, sex, id_number, card_number,
    applied_diseases, bank, bank_number, region, valid_from, expiry; on a credential that hides them, masked_name and
    masked_id_number.
    """
    if kind is Kind.ID_CARD_FRONT:
        fields = [*_person(pages), _ethnicity(pages), _birth(pages), _address(pages)]
    elif kind is Kind.ID_CARD_BACK:
        fields = [_authority(pages), *_validity(pages)]
    else:
        fields = [_form(pages), *_person(pages), *_insurance(pages), *_masked(pages)]
    return tuple(field for field in fields if field is not None)


def _lines(pages: Sequence[Page]) -> Iterator[Part]:
    for page in pages:
        for line in _own(page):
            yield page, line


def _rows(pages: Sequence[Page]) -> Iterator[tuple[Page, Row]]:
    for page in pages:
        for row in rows(_own(page)):
            yield page, row


def _own(page: Page) -> list[Line]:
    """All of a card's lines: what was taken for a seal on it is its own print and its emblem."""
    return [replace(line, in_seal=False) for line in page.lines if line.text.strip()]


def _matched(pages: Sequence[Page], pattern: re.Pattern[str], name: str, certainty: float = _SURE) -> Field | None:
    """The first line that fits, its named group that took part as the value."""
    for page, line in _lines(pages):
        squeezed = squeeze(line.text)
        match = pattern.search(squeezed.text)
        if match is not None:
            group = next((key for key, said in match.groupdict().items() if said), None)
            span = match.span(group) if group is not None else match.span()
            if span[1] > span[0]:
                part = line.part(*squeezed.span(*span))
                return printed(name, [(page, part)], squeezed.text[slice(*span)], certainty)
    return None


def _labelled(pages: Sequence[Page], label: re.Pattern[str], value: re.Pattern[str], name: str) -> Field | None:
    """What stands behind a label in its own line, or alone in the next cell of its row.

    A label set wide begins with a character that was read as a line of its own: 证 | 号：B20.
    """
    for page, row in _rows(pages):
        befores, afters = (None, *row.lines[:-1]), (*row.lines[1:], None)
        for before, line, follows in zip(befores, row.lines, afters, strict=True):
            squeezed = squeeze(line.text)
            first = squeeze(before.text).text if before is not None else ""
            first = first if len(first) == 1 else ""
            match = label.search(first + squeezed.text)
            if match is None or match.end() <= len(first):
                continue
            end = match.end() - len(first)
            start = end + squeezed.text.startswith(":", end)
            if (said := value.match(squeezed.text, start)) is not None:
                return printed(name, [(page, line.part(*squeezed.span(*said.span())))], said.group())
            if start == len(squeezed.text) and follows is not None:
                alone = value.fullmatch(squeeze(follows.text).text)
                if alone is not None:
                    return printed(name, [(page, follows)], alone.group())
    return None


def _person(pages: Sequence[Page]) -> list[Field | None]:
    return [_name(pages), _matched(pages, _SEX, "sex"), _id_number(pages)]


def _name(pages: Sequence[Page]) -> Field | None:
    """Behind its label, glued to it or in the next cell; else the first line that can only be a name."""
    for page, row in _rows(pages):
        for i, line in enumerate(row.lines):
            squeezed = squeeze(line.text)
            match = _NAME.search(squeezed.text)
            group = "said" if match and match["said"] else "glued"
            if match and not _NOT_A_NAME.search(match[group]) and len(match[group]) > 1 and "*" not in match[group]:
                part = line.part(*squeezed.span(*match.span(group)))
                return printed("name", [(page, part)], match[group])
            follows = row.lines[i + 1] if i + 1 < len(row.lines) else None
            if re.fullmatch(r"姓?名[:]?|姓", squeezed.text) and follows is not None:
                flat = squeeze(follows.text).text.removeprefix("名")
                if re.fullmatch(r"[㐀-鿿·*＊×]{2,16}", flat) and not _NOT_A_NAME.search(flat):
                    return printed("name", [(page, follows)], flat)
    if _matched(pages, _MASKED_NAME, "masked_name") is not None:
        return None  # the name is hidden: no other line says it
    for page, line in _lines(pages):
        flat = squeeze(line.text).text
        if (
            is_name(flat)
            and "*" not in flat
            and 2 <= len(flat) <= 4
            and not _NOT_A_NAME.search(flat)
            and not re.search(r"[卡证省市县区街镇]", flat)
        ):
            return printed("name", [(page, line)], flat, _PLACED)
    return None


def _id_number(pages: Sequence[Page]) -> Field | None:
    best: Field | None = None
    for page, line in _lines(pages):
        for part, number in find_id_numbers(line):
            labelled = _SECURITY_NUMBER.search(squeeze(line.text).text) is not None
            if len(number) == 18 or labelled:
                found = printed("id_number", [(page, part)], number, _SURE if labelled else 0.97)
                best = found if best is None or found.confidence > best.confidence else best
    return best or _number_in_pieces(pages)


def _number_in_pieces(pages: Sequence[Page]) -> Field | None:
    """A number the recogniser cut into several lines of one row."""
    for page, row in _rows(pages):
        digits = [line for line in row.lines if re.fullmatch(r"[\dOoIlXx×]{2,17}", squeeze(line.text).text)]
        joined = "".join(squeeze(line.text).text for line in digits)
        if len(digits) > 1 and re.fullmatch(r"\d{17}[\dXx×]", joined):
            return printed("id_number", [(page, line) for line in digits], joined.upper().replace("×", "X"), 0.9)
    return None


def _masked(pages: Sequence[Page]) -> list[Field | None]:
    """What a credential shows of name and number: 张*, 379811********950X."""
    number = _matched(pages, _MASKED_NUMBER, "masked_id_number")
    name = _matched(pages, _MASKED_NAME, "masked_name")
    if number is None:
        return [_masked_ends(pages) if name is not None else None, name]
    hidden = re.sub(r"[*＊×xX](?!$)", "*", number.value)
    return [replace(number, value=hidden, confidence=_of_digits(pages, number)), name]


def _masked_ends(pages: Sequence[Page]) -> Field | None:
    """A number whose stars were not read, or only beside one end: two pieces of a row with a gap between them."""
    for page, row in _rows(pages):
        for head, tail in pairwise(row.lines):
            start, end = squeeze(head.text), squeeze(tail.text)
            first, last = _MASKED_HEAD.fullmatch(start.text), _MASKED_TAIL.fullmatch(end.text)
            if first is None or last is None or not _is_parted(head, tail):
                continue
            shown = [(page, head.part(*start.span(*first.span(1)))), (page, tail.part(*end.span(*last.span(1))))]
            hidden = "*" * (_ID_DIGITS - len(first[1]) - len(last[1]))
            return printed("masked_id_number", shown, f"{first[1]}{hidden}{last[1].upper()}", _SURE)
    return None


def _is_parted(head: Line, tail: Line) -> bool:
    """Whether stars, or a gap that holds some, stand between two pieces of a number."""
    digit = head.box.width / len(head.text)
    return "*" in squeeze(head.text + tail.text).text or tail.box.x0 - head.box.x1 > _HIDDEN_DIGITS * digit


def _of_digits(pages: Sequence[Page], number: Field) -> float:
    """As sure as its digits were read: how many stars hide the rest says nothing."""
    for _, line in _lines(pages):
        at = line.text.find(number.text)
        if at < 0 or len(line.char_confidences) != len(line.text):
            continue
        sure = line.char_confidences[at : at + len(number.text)]
        digits = [c for letter, c in zip(number.text, sure, strict=True) if letter.isalnum()]
        return round((sum(digits) / len(digits) + min(digits)) / 2, 4)
    return number.confidence


def _ethnicity(pages: Sequence[Page]) -> Field | None:
    return _matched(pages, _ETHNICITY, "ethnicity")


def _birth(pages: Sequence[Page]) -> Field | None:
    """出生 1967 年 3 月 5 日, in one line or in several of one row."""
    for page, row in _rows(pages):
        text = " ".join(line.text for line in row.lines)
        if not _BIRTH_LABEL.search(squeeze(text).text) and not re.search(r"\d{4}\s*年", text):
            continue
        for group in (*((line,) for line in row.lines), row.lines):
            found = find_dates(" ".join(line.text for line in group), labelled=True)
            if found and "公民" not in text:
                return printed("birth_date", [(page, line) for line in group], str(found[0].date))
    return None


def _address(pages: Sequence[Page]) -> Field | None:
    """Only that an address is there: nobody needs it to pre-screen a case."""
    for page, line in _lines(pages):
        squeezed = squeeze(line.text)
        match = _ADDRESS.search(squeezed.text)
        if match:
            return printed("address_present", [(page, line.part(*squeezed.span(*match.span())))], "yes")
    return None


def _authority(pages: Sequence[Page]) -> Field | None:
    for page, row in _rows(pages):
        for i, line in enumerate(row.lines):
            squeezed = squeeze(line.text)
            match = _AUTHORITY.match(squeezed.text)
            if match and match["said"]:
                return printed("authority", [(page, line.part(*squeezed.span(*match.span("said"))))], match["said"])
            if match and i + 1 < len(row.lines):
                return printed("authority", [(page, row.lines[i + 1])])
    return _matched(pages, _POLICE, "authority", _PLACED)


def _validity(pages: Sequence[Page]) -> list[Field | None]:
    for page, row in _rows(pages):
        for group in (*((line,) for line in row.lines), row.lines):
            text = "".join(squeeze(line.text).text for line in group)
            match = _VALIDITY.search(text)
            if match is None:
                continue
            parts = [(page, line) for line in group if re.search(r"\d{4}|长期", line.text)]
            dates = [_iso(match["from"]), _iso(match["to"])]
            return [
                printed(name, parts, value)
                for name, value in zip(("valid_from", "expiry"), dates, strict=True)
                if value
            ]
    return []


def _iso(text: str) -> str:
    """2015.06.01 → 2015-06-01; 长期 stays; "" where it is no date."""
    if text == "长期":
        return text
    digits = re.sub(r"\D", "", text)
    found = find_dates(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}", labelled=True)
    return str(found[0].date) if found else ""


def _form(pages: Sequence[Page]) -> Field | None:
    """Whether it is a card of plastic or a credential on a screen."""
    electronic = _matched(pages, re.compile(r"电子凭证|医保凭证|电子社保卡|医保码|展码|动态码"), "form")
    if electronic is not None:
        return replace(electronic, value="electronic")
    card = _matched(pages, re.compile(r"社会保障卡|医疗保险卡|医保卡|社保卡|医疗保险证"), "form")
    return replace(card, value="card") if card is not None else None


def insured_number(pages: Sequence[Page]) -> Field | None:
    """The number of the insured person's card or in the insurance, as forms ask for it."""
    return _labelled(pages, _INSURED, _CARD_VALUE, "card_number")


def _diseases(pages: Sequence[Page]) -> Field | None:
    """What a booklet grants its benefit for: 准许病种 高血压病、脑血管病后遗症."""
    field = _labelled(pages, _BENEFIT, _DISEASES, "applied_diseases")
    if field is None:
        return None
    named = [name for name in re.split(r"[\s、,，;；/]+", field.text.strip()) if name]
    return replace(field, value="、".join(named)) if all(map(names_disease, named)) else None


def _insurance(pages: Sequence[Page]) -> list[Field | None]:
    return [
        _labelled(pages, _CARD_NUMBER, _CARD_VALUE, "card_number"),
        _diseases(pages),
        _matched(pages, _BANK, "bank"),
        _matched(pages, _BANK_NUMBER, "bank_number", _PLACED),
        _labelled(pages, _REGION, _PLACE, "region"),
        *_validity(pages),
    ]


def issued(dates: Sequence[DateField], fields: Sequence[Field] = ()) -> tuple[DateField, ...]:
    """The dates of a card: a booklet says the day it was issued on, a card but the month it was made in.

    What grants a benefit is issued, a card as well; the one day on it that nothing names, as under its issuer, is that.
    """
    if any(field.name == "applied_diseases" for field in fields) and all(d.role is not DateRole.ISSUED for d in dates):
        of_making = [each for each in dates if each.label in _MAKING]
        unnamed = [each for each in dates if each.role in (DateRole.OTHER, DateRole.AUTHORISED) and not _named(each)]
        days = of_making or (unnamed if len(unnamed) == 1 else [])
        dates = [replace(each, role=DateRole.ISSUED) if each in days else each for each in dates]
    return tuple(
        replace(each, role=DateRole.OTHER)
        if each.role is DateRole.ISSUED and (each.date is None or each.date.day is None)
        else each
        for each in dates
    )


def _named(date: DateField) -> bool:
    """Whether a label says what a date is; the net of roles only guesses."""
    return date.label not in ("", SOURCE)


def holder(person: Patient, fields: Sequence[Field]) -> Patient:
    """Whom a card is of, by its name where no label says it, as on a credential."""
    name = next((field for field in fields if field.name == "name" and is_whole_name(field.value)), None)
    return replace(person, name=name) if person.name is None and name is not None else person
