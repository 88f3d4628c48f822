"""Dates whose role a sentence tells: 于2026年3月1日至2026年3月9日在我院住院治疗, 3月9日好转出院, 委托期限自 … 至 …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields.date_places import Found
from extractors.layout.text import squeeze
from extractors.reading import DateRole

_STOP = re.compile(r"[。;；!?]")
_IN_WORDS = "[一二][〇○零一二三四五六七八九]{3}年"
_DATE = (
    r"(?:(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?(?:\d{1,2}[:时]\d{2}分?)?"
    rf"|{_IN_WORDS}[元一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十廿卅]{{1,3}}日)"
)
_ELSEWHERE = re.compile(r"曾|既往|上次|前次|外院|当地|他院|[月年周天日]前|病史")  # another stay than the paper's
_IN_HOSPITAL = re.compile(r"住院|住我院|入住|收住|留院")
_TO = r"[,，]?(?:起)?[,，]?(?:至|到|--?|~|—|–|一)(?:今)?"
_ADMITTED = re.compile(
    r"^日?[,，]?(?:\d{1,2}[:时]\d{2}分?)?[^,，。;；]{0,14}?(?:入院|入我院|住入|收入|收住|入住|收治|住院|转入我|入我科|入[㐀-鿿]{1,8}科)"
)
_VISITED = re.compile(
    r"^日?[,，]?(?:\d{1,2}[:时]\d{2}分?)?(?:在|来|到|至|于)?(?:我|本)院[^,，。;；因]{0,14}?(?:[就来]诊|就医|复诊|门诊诊[治疗])"
)
_DISCHARGED = re.compile(r"^日?[,，]?(?:\d{1,2}[:时]\d{2}分?)?[^,，。;；]{0,10}?(?:出院|离院)")
_ADMISSION = re.compile(r"(?:入院|住院)(?:日期|时间)?(?:为|是|于|自|从|:|：|\()*$")
_DISCHARGE = re.compile(r"出院(?:日期|时间)?(?:为|是|于|自|从|:|：|\()*$")
_SINCE = re.compile(rf"(?P<from>{_DATE}){_TO}$")
_TERM = re.compile(rf"(?:期限|有效期|委托时间)[^,，。;；]{{0,6}}?(?:{_DATE}{_TO})?$")
_UNTIL = re.compile(rf"^日?{_TO}(?=(?:19|20)\d\d|{_IN_WORDS})")


def told_roles(found: Sequence[Found]) -> Iterator[tuple[int, DateRole]]:
    """Which of the dates of a page the sentence around says to be an admission, a discharge or the ends of a term."""
    for index, each in enumerate(found):
        if each.date.date.day is None:
            continue
        before, after = _around(each)
        role = _told(before, after)
        if role is not None and _ELSEWHERE.search(before) is None:
            yield index, role


def _told(before: str, after: str) -> DateRole | None:
    if _TERM.search(before):
        return DateRole.EXPIRY if _SINCE.search(before) else DateRole.VALID_FROM if _UNTIL.match(after) else None
    return _stay(before, after)


def _stay(before: str, after: str) -> DateRole | None:
    if _UNTIL.match(after) and _IN_HOSPITAL.search(before + after):
        return DateRole.ADMISSION
    if _SINCE.search(before) and _IN_HOSPITAL.search(before + after):
        return DateRole.DISCHARGE
    if _DISCHARGE.search(before):
        return DateRole.DISCHARGE
    if _ADMISSION.search(before):
        return DateRole.ADMISSION
    told = ((_DISCHARGED, DateRole.DISCHARGE), (_ADMITTED, DateRole.ADMISSION), (_VISITED, DateRole.VISIT))
    return next((role for pattern, role in told if pattern.match(after)), None)


def _around(found: Found) -> tuple[str, str]:
    """The sentence before a date and behind it, over the neighbouring rows, without white space."""
    rows = [squeeze(row.text).text for row in found.sheet.rows]
    index = next(i for i, row in enumerate(found.sheet.rows) if row is found.row)
    own, first, last = rows[index], squeeze(found.parts[0].text).text, squeeze(found.parts[-1].text).text
    start = _place(own, first, found)
    if len(found.parts) > 1 and index + 1 < len(rows) and rows[index + 1].startswith(last):
        behind = rows[index + 1][len(last) :] + "".join(rows[index + 2 : index + 3])
    else:
        whole = squeeze("".join(part.text for part in found.parts)).text
        behind = own[start + len(whole) :] + "".join(rows[index + 1 : index + 3])
    ahead = "".join(rows[max(0, index - 1) : index]) + own[:start]
    return _STOP.split(ahead)[-1], _STOP.split(behind)[0]


def _place(row: str, date: str, found: Found) -> int:
    """Where on its row a date stands: the same one may stand there twice."""
    places = [match.start() for match in re.finditer(re.escape(date), row)]
    if len(places) < 2:
        return places[0] if places else 0
    x0, x1 = found.row.box.x0, found.row.box.x1
    share = (found.parts[0].box.x0 - x0) / max(x1 - x0, 1e-6)
    return min(places, key=lambda place: abs(place / max(len(row), 1) - share))
